#include "domain/request.hpp"

#include "base/error.hpp"
#include "domain/catalog.hpp"

#include <algorithm>

namespace taizhang::domain {

std::string_view key_of(RequestState state) noexcept
{
    switch (state) {
    case RequestState::fresh: return "new";
    case RequestState::to_verify: return "to_verify";
    case RequestState::accepted: return "accepted";
    case RequestState::refused: return "refused";
    case RequestState::forwarded: return "forwarded";
    case RequestState::merged: return "merged";
    case RequestState::answered: return "answered";
    case RequestState::closed: break;
    }
    return "closed";
}

std::string_view key_of(RequestEvent event) noexcept
{
    switch (event) {
    case RequestEvent::verify: return "verify";
    case RequestEvent::accept: return "accept";
    case RequestEvent::refuse: return "refuse";
    case RequestEvent::forward: return "forward";
    case RequestEvent::merge: return "merge";
    case RequestEvent::unmerge: return "unmerge";
    case RequestEvent::answer: return "answer";
    case RequestEvent::close: return "close";
    case RequestEvent::redo: break;
    }
    return "redo";
}

std::string_view key_of(Satisfaction satisfaction) noexcept
{
    switch (satisfaction) {
    case Satisfaction::satisfied: return "satisfied";
    case Satisfaction::not_reached: return "not_reached";
    case Satisfaction::dissatisfied: return "dissatisfied";
    case Satisfaction::unasked: break;
    }
    return "";
}

std::optional<RequestState> request_state_from(std::string_view key) noexcept
{
    for (auto const state : request_states)
        if (key_of(state) == key)
            return state;
    return std::nullopt;
}

std::optional<RequestEvent> request_event_from(std::string_view key) noexcept
{
    for (auto const event : request_events)
        if (key_of(event) == key)
            return event;
    return std::nullopt;
}

std::optional<Satisfaction> satisfaction_from(std::string_view key) noexcept
{
    for (auto const s : {Satisfaction::unasked, Satisfaction::satisfied, Satisfaction::not_reached, Satisfaction::dissatisfied})
        if (key_of(s) == key)
            return s;
    return std::nullopt;
}

Text label(RequestState state)
{
    switch (state) {
    case RequestState::fresh: return tr("just come in");
    case RequestState::to_verify: return tr("to be looked into");
    case RequestState::accepted: return tr("case opened");
    case RequestState::refused: return tr("no case opened");
    case RequestState::forwarded: return tr("forwarded");
    case RequestState::merged: return tr("joined with another");
    case RequestState::answered: return tr("answered");
    case RequestState::closed: break;
    }
    return tr("settled");
}

Text label(RequestEvent event)
{
    switch (event) {
    case RequestEvent::verify: return tr("To be looked into");
    case RequestEvent::accept: return tr("Open a case");
    case RequestEvent::refuse: return tr("Open no case");
    case RequestEvent::forward: return tr("Forward");
    case RequestEvent::merge: return tr("Join with another");
    case RequestEvent::unmerge: return tr("Part again");
    case RequestEvent::answer: return tr("Answer");
    case RequestEvent::close: return tr("Settle");
    case RequestEvent::redo: break;
    }
    return tr("Came back");
}

Text label(Satisfaction satisfaction)
{
    switch (satisfaction) {
    case Satisfaction::satisfied: return tr("satisfied");
    case Satisfaction::not_reached: return tr("not reached");
    case Satisfaction::dissatisfied: return tr("dissatisfied");
    case Satisfaction::unasked: break;
    }
    return tr("not asked");
}

std::string short_request_number(std::string_view number) { return "R" + short_number(number); }

std::string request_pattern(std::string_view order_pattern)
{
    constexpr std::string_view order = "工单", request = "受理";
    if (order_pattern.find(order) != std::string_view::npos)
        return replaced(order_pattern, order, request);
    return std::string{request} + std::string{order_pattern};
}

std::string masked_phone(std::string_view phone)
{
    auto const n = phone.size();
    auto const front = n >= 11 ? std::size_t{3} : n >= 7 ? std::size_t{2} : std::size_t{0};
    auto const back = n >= 11 ? std::size_t{4} : n >= 7 ? std::size_t{2} : std::size_t{1};
    if (n <= back)
        return std::string(n, '*');
    // only the digits of the middle: an extension or a dash still shows what kind of number it is
    auto masked = std::string{phone};
    for (std::size_t i = front; i < n - back; ++i)
        if (masked[i] >= '0' && masked[i] <= '9')
            masked[i] = '*';
    return masked;
}

std::vector<OrderProblem> check(Catalog const& catalog, Request const& request)
{
    std::vector<OrderProblem> problems;
    if (trimmed(request.description).empty() && request.class_key.empty())
        problems.push_back({"description", tr("Say what is asked for.")});
    if (!request.class_key.empty() && !catalog.find_class(request.class_key))
        problems.push_back({"class", tr("No class is called “{0}”.", request.class_key)});
    if (trimmed(request.source).empty())
        problems.push_back({"source", tr("Say where the request came from.")});
    return problems;
}

bool is_overdue(Request const& request, Instant now) noexcept
{
    return awaits_answer(request.state) && request.deadline && *request.deadline < now;
}

namespace {

void set_text(Json& json, char const* key, std::string const& value)
{
    if (!value.empty())
        json.set(key, value);
}

void set_instant(Json& json, char const* key, std::optional<Instant> const& at)
{
    if (at)
        json.set(key, at->iso());
}

std::optional<Instant> instant_in(Json const& json, char const* key)
{
    auto const text = json.text(key);
    if (text.empty())
        return std::nullopt;
    auto const at = Instant::parse_iso(text);
    if (!at)
        throw Error{Error::Kind::invalid_input, tr("“{0}” is no time such as 2025-03-15T08:30:00.000Z.", text), Text::verbatim(key)};
    return at;
}

} // namespace

Json to_json(Request const& r)
{
    auto json = Json::object({{"uid", r.uid}, {"row_version", r.row_version}, {"number", r.number}, {"state", std::string{key_of(r.state)}},
                              {"source", r.source}});
    set_text(json, "external_number", r.external_number);
    set_text(json, "caller", r.caller);
    set_text(json, "caller_phone", r.caller_phone);
    json.set("received_at", r.received_at.iso());
    set_instant(json, "deadline", r.deadline);
    json.set("urgent", r.urgent);
    set_text(json, "class", r.class_key);
    set_text(json, "asset", r.asset_uid);
    json.set("description", r.description);
    set_text(json, "road", r.road);
    set_text(json, "section", r.section);
    set_text(json, "place", r.place);
    if (r.position)
        json.set("position", Json::array({Json{r.position->lon_degrees()}, Json{r.position->lat_degrees()}}));
    set_instant(json, "accepted_at", r.accepted_at);
    set_text(json, "reason", r.reason);
    set_text(json, "forwarded_to", r.forwarded_to);
    set_text(json, "answer", r.answer);
    set_instant(json, "answered_at", r.answered_at);
    set_instant(json, "closed_at", r.closed_at);
    set_text(json, "satisfaction", std::string{key_of(r.satisfaction)});
    json.set("redone", r.redone);
    set_text(json, "merged_into", r.merged_into_uid);
    set_text(json, "registered_by", r.registered_by);
    set_text(json, "note", r.note);
    auto orders = Json::array();
    for (auto const& uid : r.order_uids)
        orders.push(uid);
    json.set("orders", std::move(orders));
    auto steps = Json::array();
    for (auto const& s : r.steps)
        steps.push(Json::object({{"event", std::string{key_of(s.event)}}, {"from", std::string{key_of(s.from)}},
                                 {"to", std::string{key_of(s.to)}}, {"who", s.who}, {"comment", s.comment}, {"at", s.at.iso()}}));
    json.set("steps", std::move(steps));
    return json;
}

Request request_from_json(Catalog const& catalog, Json const& json)
{
    Request r;
    r.uid = json.text("uid");
    r.source = json.text("source");
    r.external_number = json.text("external_number");
    r.caller = json.text("caller");
    r.caller_phone = json.text("caller_phone");
    r.received_at = instant_in(json, "received_at").value_or(r.received_at);
    r.deadline = instant_in(json, "deadline");
    r.urgent = !json["urgent"].is_null() && json["urgent"].as_bool();
    if (auto const name = json.text("class"); !name.empty()) {
        auto const* of = catalog.understand_class(name);
        if (!of)
            throw Error{Error::Kind::invalid_input, tr("No class is called “{0}”.", name), Text::verbatim("class")};
        r.class_key = of->key;
    }
    r.asset_uid = json.text("asset");
    r.description = json.text("description");
    r.road = json.text("road");
    r.section = json.text("section");
    r.place = json.text("place");
    if (auto const& at = json["position"]; !at.is_null()) {
        if (at.is_array() && at.items().size() == 2)
            r.position = geo::Position::from_degrees(at.items()[0].as_number(), at.items()[1].as_number());
        if (!r.position)
            throw Error{Error::Kind::invalid_input, tr("A position is [longitude, latitude] in degrees."), Text::verbatim("position")};
    }
    r.note = json.text("note");
    return r;
}

} // namespace taizhang::domain
