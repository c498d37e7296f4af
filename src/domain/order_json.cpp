#include "base/error.hpp"
#include "domain/order.hpp"

#include <algorithm>
#include <array>

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
    auto json = Json::object({{"uid", cost.uid},
                              {"line", cost.line_uid},
                              {"kind", cost.kind},
                              {"item", cost.item},
                              {"quantity", quantity_json(cost.quantity)},
                              {"unit", cost.unit},
                              {"unit_price_fen", cost.unit_price.in_fen()},
                              {"amount_fen", cost.amount.in_fen()},
                              {"estimate", cost.estimate}});
    for (auto const& share : cost.shares) {
        auto shares = json["shares"];
        shares.push(Json::object({{"asset", share.asset_uid}, {"fen", share.amount.in_fen()}}));
        json.set("shares", std::move(shares));
    }
    return json;
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
    if (!json["shares"].is_null())
        for (auto const& share : json["shares"].items())
            cost.shares.push_back({share.at("asset").as_string(), Money::fen(share.at("fen").as_integer())});
    return cost;
}

Json step_json(OrderStep const& step)
{
    auto json = Json::object({{"event", key_of(step.event)},
                              {"from", key_of(step.from)},
                              {"to", key_of(step.to)},
                              {"who", step.who},
                              {"comment", step.comment},
                              {"at", step.at.iso()},
                              {"cycle", step.cycle}});
    if (step.on)
        json.set("on", step.on->iso());
    if (!step.reason.empty())
        json.set("reason", step.reason);
    if (step.undone)
        json.set("undone", true);
    return json;
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
            static_cast<int>(json["cycle"].is_null() ? 0 : json["cycle"].as_integer()),
            date_from(json, "on"),
            json.text("reason"),
            flag(json, "undone")};
}

std::optional<Date> day_from(Json const& json, std::string_view key)
{
    auto const date = date_from(json, key);
    return date ? std::optional{date->first_day()} : std::nullopt;
}

Json instant_json(std::optional<Instant> const& at) { return at ? Json{at->iso()} : Json{}; }
Json day_json(std::optional<Date> const& day) { return day ? Json{day->iso()} : Json{}; }

Json limit_json(std::optional<Limit> const& limit)
{
    if (!limit)
        return {};
    return Json::object({{"condition", limit->condition}, {"amount", limit->amount}, {"clock", key_of(limit->clock)}});
}

std::optional<Limit> limit_from(Json const& json)
{
    if (json.is_null())
        return std::nullopt;
    auto const clock = json.at("clock").as_string();
    return Limit{json.text("condition"), json.at("amount").as_integer(), known(deadline_clock_from(clock), clock)};
}

Json hold_json(Hold const& hold)
{
    return Json::object({{"kind", key_of(hold.kind)},
                         {"reason", hold.reason},
                         {"document", hold.document},
                         {"from", hold.from.iso()},
                         {"until", instant_json(hold.until)},
                         {"approved_at", instant_json(hold.approved_at)},
                         {"approved_by", hold.approved_by},
                         {"expected_on", day_json(hold.expected_on)}});
}

Hold hold_from(Json const& json)
{
    auto const kind = json.at("kind").as_string();
    return {known(hold_kind_from(kind), kind), json.text("reason"), json.text("document"), known(instant_from(json, "from"), "from"),
            instant_from(json, "approved_at"), instant_from(json, "until"), json.text("approved_by"), day_from(json, "expected_on")};
}

constexpr std::array<std::string_view, 3> outcomes{"pass", "fail", "cannot"};

Json check_json(Check const& check)
{
    return Json::object({{"uid", check.uid},
                         {"cycle", check.cycle},
                         {"outcome", outcomes.at(static_cast<std::size_t>(check.outcome))},
                         {"method", check.method},
                         {"who", check.who},
                         {"note", check.note},
                         {"at", check.at.iso()},
                         {"on", check.on ? Json{check.on->iso()} : Json{}},
                         {"next_on", day_json(check.next_on)},
                         {"seed", check.seed},
                         {"sample", texts_json(check.sample)}});
}

std::vector<std::string> texts_from(Json const& json)
{
    std::vector<std::string> texts;
    if (!json.is_null())
        for (auto const& text : json.items())
            texts.push_back(text.as_string());
    return texts;
}

Check check_from(Json const& json)
{
    Check check;
    check.uid = json.text("uid");
    check.cycle = static_cast<int>(json["cycle"].is_null() ? 0 : json["cycle"].as_integer());
    auto const outcome = std::ranges::find(outcomes, json.at("outcome").as_string());
    check.outcome = known(outcome == outcomes.end() ? std::nullopt : std::optional{static_cast<Check::Outcome>(outcome - outcomes.begin())},
                          json.at("outcome").as_string());
    check.method = json.text("method");
    check.who = json.text("who");
    check.note = json.text("note");
    check.at = known(instant_from(json, "at"), "at");
    check.on = date_from(json, "on");
    check.next_on = day_from(json, "next_on");
    check.seed = json["seed"].is_null() ? 0 : json["seed"].as_integer();
    check.sample = texts_from(json["sample"]);
    return check;
}

Json milestone_json(Milestone const& stage)
{
    return Json::object({{"uid", stage.uid}, {"name", stage.name}, {"due", instant_json(stage.due)}, {"done_on", day_json(stage.done_on)}});
}

Milestone milestone_from(Json const& json)
{
    return {json.text("uid"), json.at("name").as_string(), instant_from(json, "due"), day_from(json, "done_on")};
}

Json task_json(UnitTask const& task)
{
    return Json::object({{"uid", task.uid},
                         {"unit", task.unit},
                         {"what", task.what},
                         {"note", task.note},
                         {"done_on", day_json(task.done_on)},
                         {"not_needed", task.not_needed}});
}

UnitTask task_from(Json const& json)
{
    return {json.text("uid"),  json.at("unit").as_string(), json.text("what"),
            json.text("note"), day_from(json, "done_on"),   flag(json, "not_needed")};
}

Json note_json(OrderNote const& note)
{
    return Json::object({{"uid", note.uid}, {"who", note.who}, {"text", note.text}, {"at", note.at.iso()}});
}

OrderNote note_from(Json const& json)
{
    return {json.text("uid"), json.text("who"), json.at("text").as_string(), known(instant_from(json, "at"), "at")};
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
    json.set("limit", limit_json(order.limit));
    json.set("original_deadline", instant_json(order.original_deadline));
    json.set("working_deadline", instant_json(order.working_deadline));
    json.set("stopped_at", instant_json(order.stopped_at));
    json.set("split_from", order.split_from_uid);
    json.set("fields", order.fields);
    json.set("steps", list_json(order.steps, step_json));
    json.set("holds", list_json(order.holds, hold_json));
    json.set("checks", list_json(order.checks, check_json));
    json.set("milestones", list_json(order.milestones, milestone_json));
    json.set("tasks", list_json(order.tasks, task_json));
    json.set("notes", list_json(order.notes, note_json));
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
    order.limit = limit_from(json["limit"]);
    order.original_deadline = instant_from(json, "original_deadline");
    order.working_deadline = instant_from(json, "working_deadline");
    order.stopped_at = instant_from(json, "stopped_at");
    order.split_from_uid = json.text("split_from");
    if (json["fields"].is_object())
        order.fields = json["fields"];
    order.holds = list_from<Hold>(json, "holds", hold_from);
    order.checks = list_from<Check>(json, "checks", check_from);
    order.milestones = list_from<Milestone>(json, "milestones", milestone_from);
    order.tasks = list_from<UnitTask>(json, "tasks", task_from);
    order.notes = list_from<OrderNote>(json, "notes", note_from);
    return order;
}

} // namespace taizhang::domain
