#include "main/ctl/commands.hpp"

#include "app/request_figures.hpp"
#include "app/requests.hpp"
#include "base/uuid.hpp"
#include "exchange/files.hpp"
#include "main/ctl/dates.hpp"
#include "main/ctl/output.hpp"
#include "report/return_sheet.hpp"
#include "report/slip.hpp"

#include <charconv>

namespace taizhang::ctl {

namespace {

/// What a person may see of a request: callers' numbers are not for everybody.
class Seen {
public:
    Seen(app::Ledger const& ledger, std::string const& who) : ledger_{ledger}, phones_{app::sees_phones(ledger, who)} {}

    [[nodiscard]] domain::Request of(domain::Request request) const
    {
        if (!phones_)
            request.caller_phone = domain::masked_phone(request.caller_phone);
        return request;
    }
    [[nodiscard]] Json json(domain::Request const& request) const
    {
        auto json = domain::to_json(of(request));
        if (auto const answering = app::answering(ledger_, request); answering.uid != request.uid) {
            json.set("answered_by_request", answering.number);
            if (!answering.answer.empty())
                json.set("answer", answering.answer);
        }
        return json;
    }

private:
    app::Ledger const& ledger_;
    bool phones_;
};

std::string who_asks(Session& session, app::Ledger& ledger, Args const& args) { return session.desk(ledger, args).who(); }

std::string orders_words(app::Ledger const& ledger, domain::Request const& request, Translator const& say)
{
    std::vector<std::string> words;
    for (auto const& uid : request.order_uids) {
        auto const order = ledger.order(uid);
        words.push_back(domain::short_number(order.number) + ' ' + say(domain::label(order.state)));
    }
    return joined(words, ", ");
}

void print_request(Session& session, app::Ledger& ledger, Args const& args, domain::Request const& found)
{
    Seen const seen{ledger, who_asks(session, ledger, args)};
    if (session.json()) {
        session.print(seen.json(found));
        return;
    }
    auto const request = seen.of(found);
    auto const& say = session.say();
    auto const offset = ledger.info().utc_offset_minutes;
    Table table;
    auto const row = [&](std::string name, std::string value) {
        if (!value.empty())
            table.row({std::move(name), std::move(value)});
    };
    auto const time = [&](std::optional<Instant> const& at) { return at ? at->local_minutes(offset) : std::string{}; };
    row(say.say("receipt number"), request.number);
    row(say.say("state"), say(domain::label(request.state)));
    row(say.say("source"), request.external_number.empty() ? request.source : request.source + ' ' + request.external_number);
    row(say.say("received at"), time(request.received_at));
    row(say.say("deadline"), time(request.deadline));
    row(say.say("caller"), request.caller);
    row(say.say("phone"), request.caller_phone);
    row(say.say("road"), request.road);
    row(say.say("place"), request.place);
    row(say.say("description"), request.description);
    row(say.say("orders"), orders_words(ledger, request, say));
    auto const answering = app::answering(ledger, request);
    if (answering.uid != request.uid)
        row(say.say("joined with"), answering.number);
    row(say.say("answer"), answering.answer);
    row(say.say("answered"), time(answering.answered_at));
    row(say.say("uid"), request.uid);
    table.print(session.out());
    if (request.steps.empty())
        return;
    session.line("");
    Table steps{{say.say("step"), say.say("who"), say.say("when"), say.say("comment")}};
    for (auto const& step : request.steps)
        steps.row({say(domain::label(step.event)), step.who, step.at.local_minutes(offset), step.comment});
    steps.print(session.out());
}

geo::Position position_asked_for(Args const& args, std::string const& at)
{
    double lon = 0, lat = 0;
    auto const* const end = at.data() + at.size();
    auto const [comma, bad_lon] = std::from_chars(at.data(), end, lon);
    if (bad_lon == std::errc{} && comma != end && *comma == ',')
        if (auto const [stop, bad_lat] = std::from_chars(comma + 1, end, lat); bad_lat == std::errc{} && stop == end)
            if (auto const position = geo::Position::from_degrees(lon, lat))
                return *position;
    args.wrong(tr("--at needs longitude,latitude in degrees, such as 112.703,40.012; \"{0}\" is none.", at));
}

domain::Request request_from(Args const& args, app::Ledger const& ledger)
{
    auto json = Json::object();
    for (auto const& [option, member] : {std::pair{"--source", "source"}, {"--number", "external_number"}, {"--caller", "caller"},
                                         {"--phone", "caller_phone"}, {"--class", "class"}, {"--description", "description"},
                                         {"--road", "road"}, {"--place", "place"}})
        if (auto const value = args.value(option))
            json.set(member, *value);
    json.set("urgent", args.has("--urgent"));
    auto request = domain::request_from_json(ledger.catalog(), json);
    if (auto const code = args.value("--asset")) {
        auto const asset = ledger.asset(*code);
        request.asset_uid = asset.uid;
        request.class_key = asset.class_key;
        if (request.road.empty())
            request.road = asset.road;
        if (asset.shape)
            request.position = geo::label_point(*asset.shape);
    }
    if (auto const at = args.value("--at"))
        request.position = position_asked_for(args, *at);
    if (args.has("--deadline"))
        request.deadline = Instant::from_millis(
            Instant::start_of(day_asked_for(args, "--deadline", Date::from_days(0)).plus_days(1), ledger.info().utc_offset_minutes).millis() - 60'000);
    return request;
}

void tell_similar(Session& session, app::Ledger const& ledger, domain::Request const& request)
{
    auto const similar = app::similar_to(ledger.catalog(), app::lately(ledger, session.clock().now()), request,
                                         ledger.info().utc_offset_minutes, 5);
    for (auto const& one : similar)
        session.note(tr("Perhaps the same: {0}  {1}  {2}  {3}", one.number, one.received, one.place, one.description));
}

Status run_new(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    auto desk = session.desk(*ledger, args);
    auto request = args.has("--from-json") ? domain::request_from_json(ledger->catalog(), session.read_json(args.text("--from-json")))
                                           : request_from(args, *ledger);
    if (request.source.empty())
        request.source = "群众来电";
    tell_similar(session, *ledger, request);
    app::RequestDesk requests{desk};
    if (args.has("--order")) {
        request.uid = request.uid.empty() ? new_uuid() : request.uid;
        request.received_at = request.received_at.millis() == 0 ? desk.now() : request.received_at;
        request.row_version = 0;
        auto const order = requests.order_from(
            request, app::order_for(ledger->catalog(), request, args.text("--activity"), ledger->info().utc_offset_minutes));
        if (!session.json())
            session.line(tr("Order {0} saved.", domain::short_number(order.number)));
        request = ledger->requests().get(request.uid);
    } else
        request = requests.register_one(std::move(request));
    if (!session.json())
        session.line(tr("Request {0} registered.", domain::short_request_number(request.number)));
    print_request(session, *ledger, args, request);
    return done;
}

Status run_show(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    print_request(session, *ledger, args, ledger->requests().get(args.place(1)));
    return done;
}

std::vector<domain::RequestState> states_asked_for(Args const& args)
{
    std::vector<domain::RequestState> states;
    for (auto const& key : args.values("--state")) {
        if (key == "open") {
            for (auto const state : domain::request_states)
                if (domain::awaits_answer(state))
                    states.push_back(state);
        } else if (auto const state = domain::request_state_from(key))
            states.push_back(*state);
        else
            args.wrong(tr("--state can be open, new, to_verify, accepted, refused, forwarded, merged, answered or closed; \"{0}\" is not "
                          "among them.", key));
    }
    return states;
}

Status run_list(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    auto const offset = ledger->info().utc_offset_minutes;
    app::RequestQuery query;
    query.states = states_asked_for(args);
    query.text = args.text("--text");
    if (args.has("--from"))
        query.received_from = Instant::start_of(day_asked_for(args, "--from", Date::from_days(0)), offset);
    if (args.has("--before"))
        query.received_before = Instant::start_of(day_asked_for(args, "--before", Date::from_days(0)), offset);
    if (auto const order = args.value("--order"))
        query.order_uid = ledger->order(*order).uid;
    query.limit = static_cast<std::size_t>(args.whole("--limit", 1, 10'000'000).value_or(0));
    Seen const seen{*ledger, who_asks(session, *ledger, args)};
    auto list = Json::array();
    auto const& say = session.say();
    Table table{{say.say("receipt number"), say.say("state"), say.say("source"), say.say("received at"), say.say("deadline"), say.say("place"),
                 say.say("description")}};
    ledger->requests().each(query, [&](domain::Request const& r) {
        if (session.json())
            list.push(domain::to_json(seen.of(r)));
        else
            table.row({domain::short_request_number(r.number), say(domain::label(r.state)), r.source, r.received_at.local_minutes(offset),
                       r.deadline ? r.deadline->local_minutes(offset) : "", r.road.empty() ? r.place : r.road + ' ' + r.place, r.description});
    });
    if (session.json())
        session.print(Json::object({{"requests", std::move(list)}}));
    else
        table.print(session.out());
    return done;
}

Status tell(Session& session, app::Ledger& ledger, Args const& args, domain::Request const& request)
{
    if (!session.json())
        session.line(tr("Request {0}: {1}.", domain::short_request_number(request.number), session.say()(domain::label(request.state))));
    print_request(session, ledger, args, request);
    return done;
}

Status run_move(Session& session, Args const& args)
{
    auto const event = domain::request_event_from(args.place(2));
    if (!event)
        args.wrong(tr("\"{0}\" is no step of a request: verify, accept, refuse, forward, merge, unmerge, answer, close or redo.", args.place(2)));
    auto const ledger = session.open(args.place(0));
    auto desk = session.desk(*ledger, args);
    app::RequestStepWords words{args.text("--reason"), args.text("--to"), args.text("--text"), args.text("--into"), {}};
    if (!words.target.empty())
        words.target = ledger->requests().get(words.target).uid;
    auto const satisfaction = args.one_of("--satisfaction", {"satisfied", "not_reached", "dissatisfied"}, "not_reached");
    if (args.has("--satisfaction"))
        words.satisfaction = *domain::satisfaction_from(satisfaction);
    return tell(session, *ledger, args, app::RequestDesk{desk}.move(ledger->requests().get(args.place(1)), *event, words));
}

Status run_answer(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    auto desk = session.desk(*ledger, args);
    auto const request = ledger->requests().get(args.place(1));
    app::RequestStepWords words;
    words.answer = args.text("--text");
    if (words.answer.empty())
        words.answer = app::proposed_answer(*ledger, request);
    return tell(session, *ledger, args, app::RequestDesk{desk}.move(request, domain::RequestEvent::answer, words));
}

Status run_merge(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    auto desk = session.desk(*ledger, args);
    app::RequestStepWords words;
    words.target = ledger->requests().get(args.place(2)).uid;
    return tell(session, *ledger, args, app::RequestDesk{desk}.move(ledger->requests().get(args.place(1)), domain::RequestEvent::merge, words));
}

Status run_order(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    auto desk = session.desk(*ledger, args);
    auto const request = ledger->requests().get(args.place(1));
    app::RequestDesk requests{desk};
    if (auto const join = args.value("--join"))
        return tell(session, *ledger, args, requests.join_order(request, ledger->order(*join).uid));
    if (auto const part = args.value("--part"))
        return tell(session, *ledger, args, requests.part_from_order(request, ledger->order(*part).uid));
    auto const order = requests.order_from(
        request, app::order_for(ledger->catalog(), request, args.text("--activity"), ledger->info().utc_offset_minutes));
    if (!session.json())
        session.line(tr("Order {0} saved.", domain::short_number(order.number)));
    return tell(session, *ledger, args, ledger->requests().get(request.uid));
}

Status run_figures(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    auto const from = day_asked_for(args, "--from", Date::from_days(0));
    auto const before = args.has("--before") ? day_asked_for(args, "--before", from)
                                             : session.clock().now().local_date(ledger->info().utc_offset_minutes).plus_days(1);
    auto const figures = app::request_figures(*ledger, from, before, session.clock().now());
    if (session.json()) {
        session.print(app::to_json(figures));
        return done;
    }
    Table table;
    for (auto const& [name, value] : app::figure_rows(figures, session.say()))
        table.row({name, value});
    table.print(session.out());
    return done;
}

Status run_return(Session& session, Args const& args)
{
    auto const out = args.value("--output");
    if (!out)
        args.wrong(tr("Say where the sheet goes: -o FILE.xlsx."));
    auto const ledger = session.open(args.place(0));
    std::unique_ptr<app::SourceTable> original;
    if (!args.place(1).empty())
        original = on_file([&] { return exchange::open_table(args.place(1), app::ReadOptions{}); });
    auto const written = report::write_return_sheet(*ledger, original.get(), session.language(), *out);
    if (session.json())
        session.print(Json::object({{"file", *out}, {"rows", written.rows}, {"answered", written.answered}}));
    else
        session.line(tr("Sheet written: {0} ({1} rows, {2} with an answer)", *out, written.rows, written.answered));
    return done;
}

Status run_receipt(Session& session, Args const& args)
{
    auto const out = args.value("--output");
    if (!out)
        args.wrong(tr("Say where the slip goes: -o FILE.pdf."));
    auto const ledger = session.open(args.place(0));
    auto const request = Seen{*ledger, who_asks(session, *ledger, args)}.of(ledger->requests().get(args.place(1)));
    report::write_pages(report::ReceiptDocument{ledger->info(), ledger->catalog(), session.language(), request}, *out);
    if (session.json())
        session.print(Json::object({{"file", *out}}));
    else
        session.line(tr("Receipt written: {0}", *out));
    return done;
}

} // namespace

std::vector<Command> request_commands()
{
    Place const one{"REQUEST", tr("its receipt number (R2025-0001), the number it has outside, or uid")};
    Option const activity{"--activity", "KEY", tr("what is to be done; else the class's usual activity")};
    return {
        {"request new",
         tr("Register a request"),
         {ledger_place()},
         {{"--from-json", "FILE", tr("the request as show --json prints it; - is standard input")},
          {"--description", "TEXT", tr("what the caller said")},
          {"--source", "TEXT", tr("who reported it")},
          {"--number", "TEXT", tr("the number it has at 12345 or the superior")},
          {"--caller", "NAME", tr("who calls")},
          {"--phone", "NUMBER", tr("where the caller can be reached")},
          {"--class", "KEY", tr("class: key or name")},
          {"--asset", "CODE", tr("a facility it is about: code or uid")},
          {"--road", "ROAD", tr("the road")},
          {"--place", "TEXT", tr("the place in words")},
          {"--at", "LON,LAT", tr("its position in degrees")},
          {"--deadline", "DATE", tr("by when the caller must have an answer")},
          {"--urgent", "", tr("cannot wait")},
          {"--order", "", tr("make an order of it at once")},
          activity},
         true,
         run_new},
        {"request show", tr("Show a request"), {ledger_place(), one}, {}, true, run_show},
        {"request list",
         tr("List requests"),
         {ledger_place()},
         {{"--state", "KEY", tr("open, or one state: new, accepted, answered .."), true},
          {"--text", "TEXT", tr("part of number, place, caller or description")},
          {"--order", "ORDER", tr("only those this order answers")},
          {"--from", "DATE", tr("received on this day or later")},
          {"--before", "DATE", tr("received before this day")},
          {"--limit", "N", tr("at most so many")}},
         true,
         run_list},
        {"request move",
         tr("Take a step: verify, accept, refuse, forward, merge, unmerge, answer, close or redo"),
         {ledger_place(), one, {"STEP", tr("the step")}},
         {{"--reason", "TEXT", tr("why; needed for refuse and redo")},
          {"--to", "TEXT", tr("whom it is forwarded to")},
          {"--text", "TEXT", tr("the answer")},
          {"--into", "REQUEST", tr("the request it is joined with")},
          {"--satisfaction", "KEY", tr("satisfied, not_reached or dissatisfied; needed for close")}},
         true,
         run_move},
        {"request answer",
         tr("Answer a request; without --text in the words its orders propose"),
         {ledger_place(), one},
         {{"--text", "TEXT", tr("the answer")}},
         true,
         run_answer},
        {"request merge", tr("Join a request with another about the same"), {ledger_place(), one, {"INTO", tr("the other request")}}, {}, true, run_merge},
        {"request order",
         tr("Make an order of a request, or join one there is"),
         {ledger_place(), one},
         {{"--join", "ORDER", tr("the order that answers it")}, {"--part", "ORDER", tr("the order that does not answer it after all")}, activity},
         true,
         run_order},
        {"request figures",
         tr("How many came in, were answered and in time"),
         {ledger_place()},
         {{"--from", "DATE", tr("from this day")}, {"--before", "DATE", tr("before this day; else until today")}},
         false,
         run_figures},
        {"request receipt", tr("Write the receipt of a request"), {ledger_place(), one}, {output_option(tr("the receipt: .pdf"))}, true, run_receipt},
        {"request return",
         tr("Write the sheet that goes back to 12345: theirs with the answers filled in, or one of our own"),
         {ledger_place(), {"SHEET", tr("the sheet they sent"), true}},
         {output_option(tr("the sheet: .xlsx"))},
         false,
         run_return},
    };
}

} // namespace taizhang::ctl
