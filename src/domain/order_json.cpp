#include "base/error.hpp"
#include "domain/order.hpp"

namespace taizhang::domain {
namespace {

Json quantity_json(std::optional<Quantity> const& quantity)
{
    if (!quantity)
        return {};
    // whole numbers stay whole; a text would not add up in a spreadsheet
    auto const n = quantity->in_thousandths();
    return n % 1000 == 0 ? Json{n / 1000} : Json{quantity->value()};
}

std::optional<Quantity> quantity_from(Json const& json, std::string_view key)
{
    auto const& value = json[key];
    if (value.is_null())
        return std::nullopt;
    auto const text = value.is_string() ? value.as_string() : decimal(value.as_number(), 6);
    if (auto const quantity = Quantity::parse(text))
        return quantity;
    throw Error{Error::Kind::invalid_input, tr("“{0}” is no quantity with at most three decimals.", text), Text::verbatim(std::string{key})};
}

std::optional<PartialDate> date_from(Json const& json, std::string_view key)
{
    auto const text = json.text(key);
    if (text.empty())
        return std::nullopt;
    if (auto const date = understand_date(text))
        return date;
    throw Error{Error::Kind::invalid_input, tr("“{0}” is no date.", text), Text::verbatim(std::string{key}),
                tr("Write it as 2025-03-15, 2025-03 or 2025.")};
}

std::optional<Instant> instant_from(Json const& json, std::string_view key)
{
    auto const text = json.text(key);
    if (text.empty())
        return std::nullopt;
    if (auto const instant = Instant::parse_iso(text))
        return instant;
    throw Error{Error::Kind::invalid_input, tr("“{0}” is no time.", text), Text::verbatim(std::string{key}),
                tr("Write it as 2025-03-15T08:30:00.000Z.")};
}

bool flag(Json const& json, std::string_view key) { return !json[key].is_null() && json[key].as_bool(); }

Json texts_json(std::vector<std::string> const& texts)
{
    auto array = Json::array();
    for (auto const& text : texts)
        array.push(text);
    return array;
}

Json line_json(OrderLine const& line)
{
    auto json = Json::object({{"uid", line.uid}, {"class", line.class_key}, {"activity", line.activity}, {"item", line.item}});
    if (line.measure == Measure::capacity)
        json.set("measure", "capacity");
    json.set("planned", quantity_json(line.planned));
    json.set("done", quantity_json(line.done));
    json.set("accepted", quantity_json(line.accepted));
    json.set("unit", line.unit);
    json.set("approximate", line.approximate);
    json.set("unknown", line.unknown);
    json.set("wording", line.wording);
    json.set("road", line.road);
    json.set("places", texts_json(line.places));
    json.set("project", line.project_uid);
    json.set("community", line.community_uid);
    json.set("accepted_on", line.accepted_on ? Json{line.accepted_on->iso()} : Json{});
    auto assets = Json::array();
    for (auto const& asset : line.assets)
        assets.push(Json::object({{"uid", asset.asset_uid}, {"status", asset.status}}));
    json.set("assets", std::move(assets));
    return json;
}

OrderLine line_from(Json const& json)
{
    OrderLine line;
    line.uid = json.text("uid");
    line.class_key = json.text("class");
    line.activity = json.text("activity");
    line.item = json.text("item");
    line.measure = json.text("measure") == "capacity" ? Measure::capacity : Measure::count;
    line.planned = quantity_from(json, json.contains("quantity") ? "quantity" : "planned");
    line.done = quantity_from(json, "done");
    line.accepted = quantity_from(json, "accepted");
    line.unit = json.text("unit");
    line.approximate = flag(json, "approximate");
    line.unknown = flag(json, "unknown");
    line.wording = json.text("wording");
    line.road = json.text("road");
    if (!json["places"].is_null())
        for (auto const& place : json["places"].items())
            line.places.push_back(place.as_string());
    line.project_uid = json.text("project");
    line.community_uid = json.text("community");
    line.accepted_on = date_from(json, "accepted_on");
    if (!json["assets"].is_null())
        for (auto const& asset : json["assets"].items())
            line.assets.push_back(asset.is_string() ? LineAsset{asset.as_string(), "PLANNED"}
                                                    : LineAsset{asset.at("uid").as_string(), asset.text("status", "PLANNED")});
    return line;
}

Json cost_json(CostLine const& cost)
{
    return Json::object({{"uid", cost.uid},
                         {"line", cost.line_uid},
                         {"kind", cost.kind},
                         {"item", cost.item},
                         {"quantity", quantity_json(cost.quantity)},
                         {"unit", cost.unit},
                         {"unit_price_fen", cost.unit_price.in_fen()},
                         {"amount_fen", cost.amount.in_fen()},
                         {"estimate", cost.estimate}});
}

CostLine cost_from(Json const& json)
{
    CostLine cost;
    cost.uid = json.text("uid");
    cost.line_uid = json.text("line");
    cost.kind = json.text("kind", "other");
    cost.item = json.text("item");
    cost.quantity = quantity_from(json, "quantity").value_or(Quantity::whole(1));
    cost.unit = json.text("unit");
    cost.unit_price = Money::fen(json["unit_price_fen"].is_null() ? 0 : json["unit_price_fen"].as_integer());
    cost.amount = Money::fen(json["amount_fen"].is_null() ? 0 : json["amount_fen"].as_integer());
    cost.estimate = flag(json, "estimate");
    return cost;
}

Json step_json(OrderStep const& step)
{
    return Json::object({{"event", key_of(step.event)},
                         {"from", key_of(step.from)},
                         {"to", key_of(step.to)},
                         {"who", step.who},
                         {"comment", step.comment},
                         {"at", step.at.iso()},
                         {"cycle", step.cycle}});
}

template <class Value>
Value known(std::optional<Value> value, std::string const& word)
{
    if (value)
        return *value;
    throw Error{Error::Kind::invalid_input, tr("“{0}” is not known here.", word)};
}

OrderStep step_from(Json const& json)
{
    auto const event = json.at("event").as_string(), from = json.at("from").as_string(), to = json.at("to").as_string();
    return {known(order_event_from(event), event),
            known(order_state_from(from), from),
            known(order_state_from(to), to),
            json.text("who"),
            json.text("comment"),
            known(instant_from(json, "at"), "at"),
            static_cast<int>(json["cycle"].is_null() ? 0 : json["cycle"].as_integer())};
}

template <class Record, class ToJson>
Json list_json(std::vector<Record> const& records, ToJson to)
{
    auto array = Json::array();
    for (auto const& record : records)
        array.push(to(record));
    return array;
}

template <class Record, class FromJson>
std::vector<Record> list_from(Json const& json, char const* member, FromJson from)
{
    std::vector<Record> records;
    if (!json[member].is_null())
        for (auto const& entry : json[member].items())
            records.push_back(from(entry));
    return records;
}

} // namespace

Json to_json(Catalog const& /*catalog*/, WorkOrder const& order)
{
    auto json = Json::object({{"uid", order.uid},
                              {"number", order.number},
                              {"row_version", order.row_version},
                              {"state", key_of(order.state)},
                              {"kind", order.kind},
                              {"source", order.source},
                              {"description", order.description},
                              {"road", order.road},
                              {"section", order.section},
                              {"place", order.place},
                              {"wkt", order.shape ? Json{geo::to_wkt(*order.shape)} : Json{}},
                              {"crew", order.crew},
                              {"contractor", order.contractor},
                              {"result", order.result},
                              {"caller", order.caller},
                              {"caller_phone", order.caller_phone},
                              {"received_on", order.received_on.iso()}});
    json.set("deadline", order.deadline ? Json{order.deadline->iso()} : Json{});
    json.set("closed_at", order.closed_at ? Json{order.closed_at->iso()} : Json{});
    json.set("closed_on", order.closed_on ? Json{order.closed_on->iso()} : Json{});
    json.set("backfill", order.backfill);
    json.set("on_the_spot", order.on_the_spot);
    json.set("cycle", order.cycle);
    json.set("merged_into", order.merged_into_uid);
    json.set("lines", list_json(order.lines, line_json));
    json.set("costs", list_json(order.costs, cost_json));
    json.set("steps", list_json(order.steps, step_json));
    return json;
}

WorkOrder order_from_json(Catalog const& /*catalog*/, Json const& json)
{
    if (!json.is_object())
        throw Error{Error::Kind::invalid_input, tr("An order is written as a JSON object.")};
    WorkOrder order;
    order.uid = json.text("uid");
    order.number = json.text("number");
    order.row_version = json["row_version"].is_null() ? 1 : json["row_version"].as_integer();
    order.state = known(order_state_from(json.text("state", "draft")), json.text("state"));
    order.kind = json.text("kind", "corrective");
    order.source = json.text("source");
    order.description = json.text("description");
    order.road = json.text("road");
    order.section = json.text("section");
    order.place = json.text("place");
    order.crew = json.text("crew");
    order.contractor = json.text("contractor");
    order.result = json.text("result");
    order.caller = json.text("caller");
    order.caller_phone = json.text("caller_phone");
    if (auto const received = json.text("received_on"); !received.empty())
        order.received_on = known(Date::parse_iso(received), received);
    order.deadline = instant_from(json, "deadline");
    order.closed_at = instant_from(json, "closed_at");
    order.closed_on = date_from(json, "closed_on");
    order.backfill = flag(json, "backfill");
    order.on_the_spot = flag(json, "on_the_spot");
    order.cycle = static_cast<int>(json["cycle"].is_null() ? 0 : json["cycle"].as_integer());
    order.merged_into_uid = json.text("merged_into");
    order.lines = list_from<OrderLine>(json, "lines", line_from);
    order.costs = list_from<CostLine>(json, "costs", cost_from);
    order.steps = list_from<OrderStep>(json, "steps", step_from);
    return order;
}

} // namespace taizhang::domain
