#include "main/ctl/commands.hpp"

#include "base/uuid.hpp"
#include "domain/costs.hpp"
#include "main/ctl/dates.hpp"
#include "main/ctl/order_flags.hpp"
#include "main/ctl/output.hpp"

namespace taizhang::ctl {

namespace {

std::string quantity_words(Session const& session, domain::OrderLine const& line,
                           std::optional<domain::Quantity> const& quantity)
{
    if (line.unknown || !quantity)
        return line.wording.empty() ? session.say().say("not stated") : line.wording;
    auto const text = quantity->text() + line.unit;
    return line.approximate ? session.say().say("about {0}", text) : text;
}

void print_lines(Session& session, domain::Catalog const& catalog, domain::WorkOrder const& order)
{
    auto const& say = session.say();
    Table table{{say.say("line"), say.say("class"), say.say("activity"), say.say("item"), say.say("planned"),
                 say.say("accepted"), say.say("accepted on"), say.say("road")}};
    for (std::size_t i = 0; i < order.lines.size(); ++i) {
        auto const& line = order.lines[i];
        auto const* known_class = catalog.find_class(line.class_key);
        auto const* known_activity = catalog.find_activity(line.activity);
        table.row({std::to_string(i + 1), known_class ? known_class->name.in(session.language()) : line.class_key,
                   known_activity ? known_activity->name.in(session.language()) : line.activity, line.item,
                   quantity_words(session, line, line.planned),
                   line.accepted_on ? quantity_words(session, line, line.accepted) : "",
                   line.accepted_on ? line.accepted_on->iso() : "", line.road});
    }
    table.print(session.out());
}

void print_costs(Session& session, domain::WorkOrder const& order)
{
    if (order.costs.empty())
        return;
    auto const& say = session.say();
    session.line("");
    Table costs{{say.say("cost"), say.say("item"), say.say("quantity"), say.say("price"), say.say("yuan"), say.say("estimate")}};
    for (auto const& cost : order.costs)
        costs.row({say(domain::label_of_cost(cost.kind)), cost.item, cost.quantity.text() + cost.unit, cost.unit_price.yuan(),
                   cost.amount.yuan(), cost.estimate ? say.say("yes") : ""});
    costs.print(session.out());
}

} // namespace

void print_order(Session& session, app::Ledger const& ledger, domain::WorkOrder const& order)
{
    if (session.json()) {
        session.print(domain::to_json(ledger.catalog(), order));
        return;
    }
    auto const& say = session.say();
    auto const offset = ledger.info().utc_offset_minutes;
    Table table;
    auto const row = [&](std::string name, std::string value) {
        if (!value.empty())
            table.row({std::move(name), std::move(value)});
    };
    row(say.say("number"), order.number);
    row(say.say("state"), say(domain::label(order.state)));
    row(say.say("received"), order.received_on.iso());
    if (order.deadline)
        row(say.say("deadline"), order.deadline->local_minutes(offset));
    if (order.closed_on)
        row(say.say("closed"), order.closed_on->iso());
    if (order.backfill)
        row(say.say("entered later"), say.say("yes"));
    if (!order.holds.empty() && !order.holds.back().until)
        row(say.say("on hold"), say(domain::label(order.holds.back().kind)));
    row(say.say("road"), order.road);
    row(say.say("place"), order.place);
    row(say.say("description"), order.description);
    row(say.say("crew"), order.crew);
    row(say.say("result"), order.result);
    row(say.say("uid"), order.uid);
    table.print(session.out());
    session.line("");
    print_lines(session, ledger.catalog(), order);
    print_costs(session, order);
    if (order.steps.empty())
        return;
    session.line("");
    Table steps{{say.say("step"), say.say("who"), say.say("when"), say.say("comment")}};
    for (auto const& step : order.steps)
        steps.row({say(domain::label(step.event)) + (step.undone ? say.say(" (taken back)") : ""), step.who, step.at.local_minutes(offset), step.comment});
    steps.print(session.out());
}

namespace {

Status run_new(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    auto desk = session.desk(*ledger, args);
    domain::WorkOrder order;
    if (auto const from = args.value("--from-json")) {
        if (args.has("--activity") || args.has("--class") || args.has("--asset"))
            args.wrong(tr("Give the order either with --from-json or with options, not both."));
        order = order_from(session.read_json(*from), *ledger, desk.today());
    } else if (auto const sentence = args.value("--sentence")) {
        order = order_from_sentence(*sentence, args, *ledger, desk.today());
    } else {
        order = order_from(args, *ledger, desk.today());
    }
    if (order.uid.empty())
        order.uid = new_uuid();
    for (auto& line : order.lines)
        if (line.uid.empty())
            line.uid = new_uuid();
    if (!args.has("--close") && !args.has("--backfill") && !args.has("--on-the-spot"))
        order = desk.orders().log(std::move(order), {}, args.has("--draft"));
    else {
        auto const closing = closing_from(session, args, *ledger, order, desk.today());
        order = args.has("--backfill")      ? desk.backfill(std::move(order), closing)
                : args.has("--on-the-spot") ? desk.orders().on_the_spot(std::move(order), closing)
                                            : desk.log_repair(std::move(order), closing);
    }
    if (!session.json())
        session.line(tr("Order {0} saved.", domain::short_number(order.number)));
    print_order(session, *ledger, order);
    return done;
}

Status run_show(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    print_order(session, *ledger, ledger->order(args.place(1)));
    return done;
}

std::vector<domain::OrderState> states_asked_for(Args const& args)
{
    using domain::OrderState;
    std::vector<domain::OrderState> states;
    for (auto const& key : args.values("--state")) {
        if (key == "open") {
            for (auto const state : {OrderState::draft, OrderState::pending, OrderState::assigned,
                                     OrderState::in_progress, OrderState::on_hold, OrderState::handled})
                states.push_back(state);
        } else if (auto const state = domain::order_state_from(key)) {
            states.push_back(*state);
        } else {
            args.wrong(tr("--state can be open, draft, pending, assigned, in_progress, on_hold, handled, closed, "
                          "cancelled or merged; \"{0}\" is not among them.",
                          key));
        }
    }
    return states;
}

Status run_list(Session& session, Args const& args)
{
    app::OrderQuery query;
    query.states = states_asked_for(args);
    query.text = args.text("--text");
    if (args.has("--from"))
        query.received_from = day_asked_for(args, "--from", Date::from_days(0));
    if (args.has("--before"))
        query.received_before = day_asked_for(args, "--before", Date::from_days(0));
    query.limit = static_cast<std::size_t>(args.whole("--limit", 1, 10'000'000).value_or(0));
    auto const ledger = session.open(args.place(0));
    if (auto const asset = args.value("--asset"))
        query.asset_uid = ledger->asset(*asset).uid;
    auto orders = ledger->orders(query);
    auto const now = session.clock().now();
    if (args.has("--overdue"))
        std::erase_if(orders, [&](domain::WorkOrder const& order) { return !domain::is_overdue(order, now); });
    if (auto const days = args.whole("--due-within", 0, 366))
        std::erase_if(orders, [&](domain::WorkOrder const& order) {
            auto const due = domain::due_now(order, now);
            return !domain::is_open(order.state) || !due || *due < now || due->millis() - now.millis() > *days * 86'400'000;
        });
    if (session.json()) {
        auto list = Json::array();
        for (auto const& order : orders)
            list.push(domain::to_json(ledger->catalog(), order));
        session.print(Json::object({{"orders", std::move(list)}}));
        return done;
    }
    auto const& say = session.say();
    Table table{{say.say("number"), say.say("state"), say.say("received"), say.say("deadline"), say.say("road"),
                 say.say("place"), say.say("description")}};
    for (auto const& order : orders)
        table.row({domain::short_number(order.number), say(domain::label(order.state)), order.received_on.iso(),
                   order.deadline ? order.deadline->local_minutes(ledger->info().utc_offset_minutes) : "", order.road,
                   order.place, order.description});
    table.print(session.out());
    return done;
}

Status run_close(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    auto desk = session.desk(*ledger, args);
    auto const found = ledger->order(args.place(1));
    auto const closing = closing_from(session, args, *ledger, found, desk.today());
    auto const closed = desk.close(found, closing);
    if (!session.json())
        session.line(tr("Order {0} finished and closed.", domain::short_number(closed.number)));
    print_order(session, *ledger, closed);
    return done;
}

std::vector<Option> new_options()
{
    return {
        {"--from-json", "FILE", tr("the order as show --json prints it; - is standard input")},
        {"--asset", "CODE", tr("a facility it is about: code or uid"), true},
        {"--class", "KEY", tr("class of the facilities: key or name")},
        {"--activity", "KEY", tr("what is to be done: key or name")},
        {"--item", "TEXT", tr("what exactly, where the class alone does not say it")},
        {"--quantity", "N",
         tr("how much: a number, \"about\" and \"all\" as in Chinese tables; else the number of facilities")},
        {"--unit", "UNIT", tr("unit; else the class's first")},
        {"--road", "ROAD", tr("the road")},
        {"--place", "TEXT", tr("the place in words")},
        {"--description", "TEXT", tr("what the caller said")},
        {"--source", "TEXT", tr("who reported it")},
        {"--crew", "TEXT", tr("who does the work")},
        {"--date", "DATE", tr("day it was received; else today. With --close or --backfill the day of acceptance too")},
        {"--accepted", "DATE", tr("day of acceptance, where it is another than --date")},
        {"--close", "", tr("save it as done: finish and close in one step")},
        {"--backfill", "", tr("a past order, entered later: counts in quantities, not in timeliness")},
        {"--on-the-spot", "", tr("found and done by a patrol; counts in quantities, not in timeliness")},
        {"--draft", "", tr("keep it as a draft: it need not be complete")},
        {"--kind", "KEY", tr("type of order: corrective, emergency, preventive .. or the bureau's own")},
        {"--condition", "KEY", tr("the class's limit to take: dark, blocked ..")},
        {"--sentence", "TEXT", tr("a sentence with quantities; each becomes a line")},
        {"--result", "TEXT", tr("what was done")},
    };
}

} // namespace

std::vector<Command> order_commands()
{
    Place const one{"ORDER", tr("its number (2025-0001) or uid")};
    return {
        {"order new", tr("Log a repair"), {ledger_place()}, new_options(), true, run_new},
        {"order show", tr("Show an order"), {ledger_place(), one}, {}, false, run_show},
        {"order list",
         tr("List orders"),
         {ledger_place()},
         {{"--state", "KEY", tr("open, or one state: pending, closed .."), true},
          {"--text", "TEXT", tr("part of number, place or description")},
          {"--asset", "CODE", tr("only orders about this facility")},
          {"--from", "DATE", tr("received on this day or later")},
          {"--before", "DATE", tr("received before this day")},
          {"--overdue", "", tr("only those past their deadline")},
          {"--due-within", "DAYS", tr("only open ones that fall due within so many days")},
          {"--limit", "N", tr("at most so many")}},
         false,
         run_list},
        {"order close",
         tr("Finish and close an order"),
         {ledger_place(), one},
         {{"--date", "DATE", tr("day of acceptance; else today")},
          {"--result", "TEXT", tr("what was done")},
          {"--quantity", "[LINE=]N", tr("what was done, where it differs from the plan; LINE is 1, 2 .."), true},
          {"--from-json", "FILE",
           tr("the same as JSON: result, accepted_on, lines with uid and quantity; - is standard input")}},
         true,
         run_close},
    };
}

} // namespace taizhang::ctl
