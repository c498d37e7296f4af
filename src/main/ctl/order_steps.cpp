#include "main/ctl/commands.hpp"

#include "main/ctl/dates.hpp"
#include "main/ctl/order_flags.hpp"
#include "main/ctl/output.hpp"

#include <algorithm>

// The steps of an order: order move, verify, reopen, hold, extend, merge, split, cancel, edit.
namespace taizhang::ctl {

namespace {

using domain::OrderEvent;

Json bulk_json(app::BulkResult const& result, app::Ledger const& ledger, Session const& session)
{
    auto done = Json::array(), refused = Json::array();
    for (auto const& order : result.done)
        done.push(domain::to_json(ledger.catalog(), order));
    for (auto const& one : result.refused)
        refused.push(Json::object({{"uid", one.uid}, {"number", one.number}, {"why", session.say()(one.why)}}));
    return Json::object({{"done", std::move(done)}, {"refused", std::move(refused)}});
}

Status print_bulk(Session& session, app::Ledger const& ledger, app::BulkResult const& result)
{
    if (session.json())
        session.print(bulk_json(result, ledger, session));
    else {
        auto const& say = session.say();
        Table table{{say.say("number"), say.say("state"), say.say("why not")}};
        for (auto const& order : result.done)
            table.row({domain::short_number(order.number), say(domain::label(order.state)), ""});
        for (auto const& one : result.refused)
            table.row({domain::short_number(one.number), say.say("refused"), say(one.why)});
        table.print(session.out());
        session.line(tr("{0} done, {1} refused.", result.done.size(), result.refused.size()));
    }
    return result.refused.empty() ? done : refused;
}

OrderEvent event_asked_for(Args const& args, std::string const& word)
{
    if (auto const event = domain::order_event_from(word))
        return *event;
    std::vector<std::string> known;
    for (auto const event : domain::order_events)
        known.emplace_back(domain::key_of(event));
    args.wrong(tr("\"{0}\" is no step of an order. Known are: {1}.", word, joined(known, " ")));
}

Status move_one(Session& session, Args const& args, OrderEvent event)
{
    auto const ledger = session.open(args.place(0));
    auto desk = session.desk(*ledger, args).orders();
    auto const order = ledger->order(args.place(1));
    auto const data = step_from(session, args, *ledger, &order);
    auto const print = [&](domain::WorkOrder const& moved) { print_order(session, *ledger, moved); };
    if (event == OrderEvent::split) {
        auto const parted = desk.split(order, data);
        if (session.json())
            session.print(Json::object({{"parent", domain::to_json(ledger->catalog(), parted.parent)},
                                        {"child", domain::to_json(ledger->catalog(), parted.child)}}));
        else {
            session.line(tr("The rest is order {0}.", domain::short_number(parted.child.number)));
            print(parted.child);
        }
        return done;
    }
    print(event == OrderEvent::merge ? desk.merge(order, data.target_uid, !args.has("--without-lines"), data.reason).source
                                     : desk.take(order, event, data));
    return done;
}

Status run_move(Session& session, Args const& args)
{
    auto const event = event_asked_for(args, args.place(2));
    auto const more = args.places_from(3);
    if (more.empty())
        return move_one(session, args, event);
    auto const ledger = session.open(args.place(0));
    auto desk = session.desk(*ledger, args).orders();
    std::vector<std::string> uids{ledger->order(args.place(1)).uid};
    for (auto const& number : more)
        uids.push_back(ledger->order(number).uid);
    return print_bulk(session, *ledger, desk.take_many(uids, event, step_from(session, args, *ledger, nullptr)));
}

Status run_verify(Session& session, Args const& args)
{
    auto const event = event_asked_for(args, args.place(2));
    if (event != OrderEvent::pass && event != OrderEvent::fail && event != OrderEvent::recheck)
        args.wrong(tr("A check ends with pass, fail or recheck."));
    return move_one(session, args, event);
}

template <OrderEvent event>
Status run_step(Session& session, Args const& args)
{
    return move_one(session, args, event);
}

Status run_merge(Session& session, Args const& args)
{
    if (!args.has("--undo"))
        return move_one(session, args, OrderEvent::merge);
    auto const ledger = session.open(args.place(0));
    auto const apart = session.desk(*ledger, args).orders().unmerge(ledger->order(args.place(1)).uid);
    print_order(session, *ledger, apart.source);
    return done;
}

Status run_edit(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    auto desk = session.desk(*ledger, args).orders();
    auto order = ledger->order(args.place(1));
    if (auto const from = args.value("--from-json"))
        take_over(order, session.read_json(*from), ledger->catalog());
    if (auto const status = args.value("--mark")) {
        std::vector<std::string> uids;
        for (auto const& code : args.values("--asset"))
            uids.push_back(ledger->asset(code).uid);
        if (uids.empty())
            args.wrong(tr("Say which facilities: --asset CODE."));
        for (auto& line : order.lines)
            if (std::ranges::any_of(line.assets, [&](auto const& a) { return std::ranges::find(uids, a.asset_uid) != uids.end(); }))
                domain::set_status(line, uids, *status);
    }
    if (args.has("--from-json") || args.has("--mark"))
        order = desk.save(std::move(order));
    if (auto const note = args.value("--note"))
        order = desk.remark(std::move(order), *note);
    print_order(session, *ledger, order);
    return done;
}

void rate_row(Table& table, std::string name, domain::Rate const& rate)
{
    auto const percent = rate.percent();
    table.row({std::move(name), percent ? decimal(*percent, 2) + '%' : "—",
               std::to_string(rate.numerator) + '/' + std::to_string(rate.denominator)});
}

Json rate_json(domain::Rate const& rate)
{
    auto const percent = rate.percent();
    return Json::object({{"numerator", rate.numerator}, {"denominator", rate.denominator}, {"percent", percent ? Json{*percent} : Json{}}});
}

Json refs_json(std::vector<domain::OrderRef> const& refs)
{
    auto list = Json::array();
    for (auto const& ref : refs)
        list.push(domain::short_number(ref.number));
    return list;
}

domain::Period period_asked_for(Args const& args, std::string const& text)
{
    if (auto const period = domain::Period::parse(text))
        return *period;
    args.wrong(tr("\"{0}\" is no period. Write 2025Q3, 2025 or 2021-2025.", text));
}

Status run_rates(Session& session, Args const& args)
{
    auto const period = period_asked_for(args, args.place(1));
    auto const ledger = session.open(args.place(0));
    std::vector<domain::RateOrder> orders;
    ledger->order_book().each_rate_order([&](domain::RateOrder order) { orders.push_back(std::move(order)); });
    auto const rates = domain::rates_of(orders, period, ledger->info().utc_offset_minutes);
    if (session.json()) {
        session.print(Json::object({{"period", period.key()},
                                    {"closing", rate_json(rates.closing)},
                                    {"on_time", rate_json(rates.on_time)},
                                    {"rework", rate_json(rates.rework)},
                                    {"extension", rate_json(rates.extension)},
                                    {"late", refs_json(rates.late)},
                                    {"open", refs_json(rates.open)},
                                    {"early", refs_json(rates.early)},
                                    {"on_hold", refs_json(rates.on_hold)},
                                    {"cancelled", refs_json(rates.cancelled)},
                                    {"merged", refs_json(rates.merged)},
                                    {"without_deadline", refs_json(rates.without_deadline)},
                                    {"not_timed", refs_json(rates.not_timed)}}));
        return done;
    }
    auto const& say = session.say();
    Table table{{say.say("rate"), "%", say.say("orders")}};
    rate_row(table, say.say("closing rate"), rates.closing);
    rate_row(table, say.say("on-time closing rate"), rates.on_time);
    rate_row(table, say.say("rework rate"), rates.rework);
    rate_row(table, say.say("extension rate"), rates.extension);
    table.print(session.out());
    auto const apart = [&](Text what, std::vector<domain::OrderRef> const& refs) {
        if (!refs.empty())
            session.line(tr("{0}: {1}", std::move(what), refs.size()));
    };
    apart(tr("Closed early, due later"), rates.early);
    apart(tr("On approved hold at the end"), rates.on_hold);
    apart(tr("Cancelled"), rates.cancelled);
    apart(tr("Merged"), rates.merged);
    apart(tr("Closed without a deadline"), rates.without_deadline);
    apart(tr("Entered later or done on the spot"), rates.not_timed);
    return done;
}

Status run_materials(Session& session, Args const& args)
{
    auto const period = period_asked_for(args, args.place(1));
    auto const ledger = session.open(args.place(0));
    auto const uses = ledger->order_book().cost_uses();
    auto const sums = domain::material_used(uses, period);
    auto list = Json::array();
    auto const& say = session.say();
    Table table{{say.say("material"), say.say("quantity"), say.say("unit"), say.say("yuan")}};
    for (auto const& sum : sums) {
        list.push(Json::object({{"item", sum.item}, {"quantity", sum.quantity.value()}, {"unit", sum.unit}, {"amount_fen", sum.amount.in_fen()},
                                {"lines", sum.lines}}));
        table.row({sum.item, sum.quantity.text(), sum.unit, sum.amount.yuan()});
    }
    if (session.json())
        session.print(Json::object({{"period", period.key()}, {"materials", std::move(list)}}));
    else
        table.print(session.out());
    return done;
}

std::vector<Option> step_options()
{
    return {{"--from-json", "FILE", tr("what the step needs as JSON, members named like these options; - is standard input")},
            {"--reason", "TEXT", tr("why, in words")},
            {"--reason-code", "KEY", tr("why: wrong_unit, not_ours, no_fault, not_done, poor_work, fault_again ..")},
            {"--crew", "TEXT", tr("who does the work")},
            {"--contractor", "TEXT", tr("the company that does the work")},
            {"--deadline", "TIME", tr("until when: 2025-08-15 or \"2025-08-15 18:00\"")},
            {"--condition", "KEY", tr("the class's limit to take: dark, blocked ..")},
            {"--kind", "KEY", tr("what a hold waits for: material, weather, postponed, deferred")},
            {"--until", "DATE", tr("when work goes on, or when it is checked again")},
            {"--approved", "", tr("the hold is approved: the clock stands still")},
            {"--approved-by", "PERSON", tr("who approved it")},
            {"--document", "TEXT", tr("number of the paper")},
            {"--date", "DATE", tr("the day it happened; of a check the day of acceptance. Else today")},
            {"--result", "TEXT", tr("what was done")},
            {"--quantity", "[LINE=]N", tr("how much of a line; LINE is 1, 2 ..")  , true},
            {"--line", "N", tr("a line as a whole: to be redone, or to go to the new order"), true},
            {"--asset", "CODE", tr("a facility: to be redone, or to go to the new order"), true},
            {"--method", "KEY", tr("how it was checked: site, photo, phone, sample")},
            {"--sample", "N", tr("how many facilities were looked at; they are drawn")},
            {"--seed", "N", tr("draws the same facilities again")},
            {"--into", "ORDER", tr("the order it is merged into")},
            {"--without-lines", "", tr("merge: its lines stay behind")}};
}

} // namespace

std::vector<Command> order_step_commands()
{
    Place const one{"ORDER", tr("its number (2025-0001) or uid")};
    Place const period{"PERIOD", tr("2025Q3, 2025 or 2021-2025")};
    auto merging = step_options();
    merging.push_back({"--undo", "", tr("take the merge back; within seven days")});
    return {
        {"order move", tr("Take a step with one or many orders: submit dispatch return accept reassign hold resume extend finish pass fail recheck reopen cancel merge split"),
         {ledger_place(), one, {"EVENT", tr("the step")}, {"MORE", tr("further orders: all that can take the step do, the others are listed"), true, true}},
         step_options(), true, run_move},
        {"order verify", tr("Enter the result of a check"), {ledger_place(), one, {"VERDICT", tr("pass, fail or recheck")}}, step_options(), true, run_verify},
        {"order reopen", tr("Work on a closed order again"), {ledger_place(), one}, step_options(), true, run_step<OrderEvent::reopen>},
        {"order hold", tr("Let an order wait, or approve that it waits"), {ledger_place(), one}, step_options(), true, run_step<OrderEvent::hold>},
        {"order extend", tr("Move the deadline by the original limit, before it passes"), {ledger_place(), one}, step_options(), true, run_step<OrderEvent::extend>},
        {"order merge", tr("Merge an order into another one"), {ledger_place(), one}, std::move(merging), true, run_merge},
        {"order split", tr("Give a part of an order a number of its own"), {ledger_place(), one}, step_options(), true, run_step<OrderEvent::split>},
        {"order cancel", tr("Cancel an order"), {ledger_place(), one}, step_options(), true, run_step<OrderEvent::cancel>},
        {"order edit", tr("Change what an order says beside its steps: facilities' states, costs, stages, units, remarks"),
         {ledger_place(), one},
         {{"--from-json", "FILE", tr("members of the record as show --json prints it; those given are replaced; - is standard input")},
          {"--mark", "STATUS", tr("state of facilities: DONE NOT_NEEDED NOT_FOUND NOT_POSSIBLE DEFERRED REDO PLANNED")},
          {"--asset", "CODE", tr("a facility to mark"), true},
          {"--note", "TEXT", tr("a remark in its history")}},
         true, run_edit},
        {"order rates", tr("Closing, on-time, rework and extension rate of a period"), {ledger_place(), period}, {}, false, run_rates},
        {"order materials", tr("Material used in a period"), {ledger_place(), period}, {}, false, run_materials},
    };
}

} // namespace taizhang::ctl
