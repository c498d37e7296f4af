#include "main/ctl/order_flags.hpp"

#include "base/uuid.hpp"
#include "domain/quantity_sentence.hpp"
#include "main/ctl/dates.hpp"

#include <algorithm>
#include <charconv>

namespace taizhang::ctl {

namespace {

domain::StatedQuantity quantity_from(Args const& args, domain::Catalog const& catalog, std::string const& text)
{
    if (auto stated = domain::understand_quantity(catalog, text))
        return *stated;
    args.wrong(tr("--quantity: \"{0}\" cannot be understood as a quantity.", text));
}

// A quantity said in another unit of the same dimension becomes one in the line's unit.
domain::StatedQuantity in_unit(domain::StatedQuantity stated, domain::Catalog const& catalog, std::string const& unit)
{
    if (!stated.quantity || stated.unit.empty() || stated.unit == unit)
        return stated;
    auto const fitting = domain::converted(*stated.quantity, catalog.unit_of(stated.unit), catalog.unit_of(unit));
    if (!fitting)
        throw Error{Error::Kind::refused,
                    tr("The line counts in {0}; {1} cannot be turned into it.", unit, stated.unit),
                    {},
                    tr("Say the quantity in {0}.", unit)};
    stated.quantity = fitting;
    stated.unit = unit;
    return stated;
}

void take_assets(domain::OrderLine& line, domain::WorkOrder& order, Args const& args, app::Ledger const& ledger)
{
    for (auto const& code : args.values("--asset")) {
        auto const asset = ledger.asset(code, line.class_key);
        if (line.class_key.empty())
            line.class_key = asset.class_key;
        if (asset.class_key != line.class_key)
            throw Error{
                Error::Kind::refused,
                tr("The facilities of one line must be of one class: {0} is of class {1}.", code, asset.class_key),
                {},
                tr("Write an order for each class, or several lines with --from-json.")};
        if (std::ranges::any_of(line.assets, [&](auto const& known) { return known.asset_uid == asset.uid; }))
            args.wrong(tr("--asset {0} is given twice.", code));
        line.assets.push_back({asset.uid});
        if (order.road.empty())
            order.road = asset.road;
        if (order.place.empty())
            order.place = asset.place.empty() ? asset.road : asset.place;
        if (!order.shape)
            order.shape = asset.shape;
    }
}

void take_quantity(domain::OrderLine& line, Args const& args, domain::Catalog const& catalog)
{
    auto const& asset_class = catalog.class_of(line.class_key);
    domain::StatedQuantity stated;
    if (auto const text = args.value("--quantity"))
        stated = quantity_from(args, catalog, *text);
    if (auto const unit = args.value("--unit")) {
        auto const* known = catalog.find_unit(*unit);
        line.unit = known ? known->key : catalog.unit_of(*unit).key;
    } else if (!stated.unit.empty()) {
        line.unit = stated.unit;
    } else if (!asset_class.units.empty()) {
        line.unit = asset_class.units.front();
    }
    stated = in_unit(std::move(stated), catalog, line.unit);
    if (!args.has("--quantity") && !line.assets.empty())
        stated.quantity = domain::Quantity::whole(static_cast<std::int64_t>(line.assets.size()));
    line.planned = stated.quantity;
    line.approximate = stated.approximate;
    line.unknown = args.has("--quantity") && !stated.quantity;
    line.wording = stated.wording;
    if (line.unknown) // the sentence of an unknown quantity says where
        if (auto const where = line.road.empty() ? args.text("--place") : line.road; !where.empty())
            line.places = {where};
}

// 540, or 2=540 for the second line
app::Closing::LineDone line_done(Args const& args, app::Ledger const& ledger, domain::WorkOrder const& order,
                                 std::string const& text)
{
    std::size_t number = 1;
    auto words = text;
    if (auto const equals = text.find('='); equals != std::string::npos) {
        auto const [stop, bad] = std::from_chars(text.data(), text.data() + equals, number);
        if (bad != std::errc{} || stop != text.data() + equals || number < 1 || number > order.lines.size())
            args.wrong(tr("--quantity {0}: the order has lines 1 to {1}.", text, order.lines.size()));
        words = text.substr(equals + 1);
    } else if (order.lines.size() != 1) {
        args.wrong(tr("The order has {0} lines: say which one, --quantity 1={1}.", order.lines.size(), text));
    }
    auto const& line = order.lines[number - 1];
    auto const stated = quantity_from(args, ledger.catalog(), words);
    return {line.uid, in_unit(stated, ledger.catalog(), line.unit)};
}

void closing_from_json(app::Closing& closing, Json const& json, Args const& args, app::Ledger const& ledger,
                       domain::WorkOrder const& order)
{
    closing.result = json.text("result", closing.result);
    if (auto const on = json.text("accepted_on"); !on.empty()) {
        auto const date = domain::understand_date(on);
        if (!date)
            throw Error{Error::Kind::invalid_input, tr("accepted_on: \"{0}\" is no date.", on)};
        closing.accepted_on = *date;
    }
    if (!json["lines"].is_array())
        return;
    for (auto const& item : json["lines"].items()) {
        auto const uid = item.text("uid");
        auto const line = std::ranges::find(order.lines, uid, &domain::OrderLine::uid);
        if (line == order.lines.end())
            throw Error{Error::Kind::invalid_input, tr("The order has no line with uid {0}.", uid)};
        auto const& quantity = item.at("quantity");
        auto const words = quantity.is_string() ? quantity.as_string() : decimal(quantity.as_number(), 3);
        closing.lines.push_back(
            {uid, in_unit(quantity_from(args, ledger.catalog(), words), ledger.catalog(), line->unit)});
    }
}

} // namespace

domain::WorkOrder order_from(Args const& args, app::Ledger const& ledger, Date today)
{
    auto const& catalog = ledger.catalog();
    domain::WorkOrder order;
    domain::OrderLine line;
    if (auto const asked = args.value("--class")) {
        auto const* known = catalog.understand_class(*asked);
        line.class_key = known ? known->key : catalog.class_of(*asked).key;
    }
    order.road = args.text("--road");
    order.place = args.text("--place");
    take_assets(line, order, args, ledger);
    if (line.class_key.empty())
        args.wrong(tr("Say what it is about: --asset CODE, or --class KEY with --road or --place."));
    auto const asked = args.value("--activity");
    if (!asked)
        args.wrong(tr("Say what is to be done: --activity KEY (repair, replace, clean ..)."));
    auto const* activity = catalog.understand_activity(*asked);
    line.activity = activity ? activity->key : catalog.activity_of(*asked).key;
    line.item = args.text("--item");
    line.road = order.road;
    take_quantity(line, args, catalog);
    order.description = args.text("--description");
    order.source = args.text("--source");
    order.crew = args.text("--crew");
    order.kind = args.text("--kind", order.kind);
    order.received_on = day_asked_for(args, "--date", today);
    order.lines.push_back(std::move(line));
    if (auto const condition = args.value("--condition"))
        order.limit = app::proposed_limit(catalog, order, *condition);
    return order;
}

domain::WorkOrder order_from_sentence(std::string const& sentence, Args const& args, app::Ledger const& ledger, Date today)
{
    auto understood = domain::understand_sentence(ledger.catalog(), sentence);
    if (!understood.not_understood.empty() || understood.lines.empty())
        throw Error{Error::Kind::refused,
                    tr("Not understood: {0}", understood.lines.empty() && understood.not_understood.empty()
                                                  ? sentence
                                                  : joined(understood.not_understood, "、")),
                    {},
                    tr("Write each part as what was done, on what, how many: 维修路灯540盏.")};
    domain::WorkOrder order;
    order.road = args.text("--road");
    order.place = args.text("--place");
    order.description = args.text("--description", sentence);
    order.source = args.text("--source");
    order.crew = args.text("--crew");
    order.received_on = day_asked_for(args, "--date", today);
    for (auto& proposed : understood.lines) {
        if (proposed.line.road.empty())
            proposed.line.road = order.road;
        order.lines.push_back(std::move(proposed.line));
    }
    return order;
}

domain::WorkOrder order_from(Json json, app::Ledger const& ledger, Date today)
{
    if (json.text("received_on").empty())
        json.set("received_on", today.iso());
    auto order = domain::order_from_json(ledger.catalog(), json);
    order.id.reset();
    order.number.clear();
    order.row_version = 1;
    order.state = domain::OrderState::draft;
    order.steps.clear();
    order.closed_at.reset();
    order.closed_on.reset();
    order.cycle = 0;
    order.merged_into_uid.clear();
    order.split_from_uid.clear();
    order.original_deadline.reset();
    order.working_deadline.reset();
    order.stopped_at.reset();
    order.holds.clear();
    order.checks.clear();
    order.notes.clear();
    for (auto& cost : order.costs)
        cost.uid.clear();
    for (auto& stage : order.milestones)
        stage.uid.clear();
    for (auto& task : order.tasks)
        task.uid.clear();
    for (auto& line : order.lines) {
        line.id.reset();
        line.done.reset();
        line.accepted.reset();
        line.accepted_on.reset();
        for (auto& asset : line.assets)
            if (!is_uuid(asset.asset_uid)) // people write codes
                asset.asset_uid = ledger.asset(asset.asset_uid, line.class_key).uid;
    }
    return order;
}

app::Closing closing_from(Session& session, Args const& args, app::Ledger const& ledger, domain::WorkOrder const& order,
                          Date today)
{
    app::Closing closing{args.text("--result"), date_asked_for(args, "--date", today), {}};
    if (args.has("--accepted"))
        closing.accepted_on = date_asked_for(args, "--accepted", today);
    if (args.has("--close") || args.has("--backfill") || args.has("--on-the-spot"))
        return closing; // of a new order: its quantities are in its lines
    if (auto const from = args.value("--from-json"))
        closing_from_json(closing, session.read_json(*from), args, ledger, order);
    for (auto& line : quantities_said(args, ledger, order))
        closing.lines.push_back(std::move(line));
    return closing;
}

std::vector<app::Closing::LineDone> quantities_said(Args const& args, app::Ledger const& ledger, domain::WorkOrder const& order)
{
    std::vector<app::Closing::LineDone> lines;
    for (auto const& text : args.values("--quantity"))
        lines.push_back(line_done(args, ledger, order, text));
    return lines;
}

} // namespace taizhang::ctl
