#include "present/request_words.hpp"

#include "present/order_words.hpp"

#include <algorithm>

namespace taizhang::present {

using domain::RequestState;

Tone tone_of(RequestState state) noexcept
{
    switch (state) {
    case RequestState::fresh: return Tone::soon;
    case RequestState::to_verify: return Tone::verify;
    case RequestState::accepted: return Tone::active;
    case RequestState::answered: return Tone::verify;
    case RequestState::closed: return Tone::done;
    case RequestState::refused:
    case RequestState::forwarded:
    case RequestState::merged: break;
    }
    return Tone::second;
}

std::string icon_of(RequestState state)
{
    using domain::OrderState;
    auto const like = [&] {
        switch (state) {
        case RequestState::fresh: return OrderState::pending;
        case RequestState::to_verify: return OrderState::assigned;
        case RequestState::accepted: return OrderState::in_progress;
        case RequestState::answered: return OrderState::handled;
        case RequestState::closed: return OrderState::closed;
        case RequestState::merged: return OrderState::merged;
        case RequestState::forwarded: return OrderState::on_hold;
        case RequestState::refused: break;
        }
        return OrderState::cancelled;
    }();
    return "state/" + std::string{domain::key_of(like)};
}

Cell due_of(Translator const& say, domain::Request const& request, Instant now, int utc_offset_minutes)
{
    if (!domain::awaits_answer(request.state))
        return {};
    return due_of(say, domain::OrderState::pending, request.deadline, now, utc_offset_minutes);
}

std::string place_of(domain::Request const& r)
{
    std::string words;
    for (auto const* part : {&r.road, &r.section, &r.place})
        if (!part->empty())
            words += (words.empty() ? "" : " ") + *part;
    return words;
}

RequestRead read_request(app::Ledger const& ledger, std::string const& uid, std::string const& who)
{
    RequestRead read;
    read.request = ledger.requests().get(uid);
    for (auto const& order : read.request.order_uids)
        read.orders.push_back(ledger.order(order));
    read.answering = app::answering(ledger, read.request);
    read.waiting = app::waiting_of(ledger, read.request);
    read.proposed_answer = app::proposed_answer(ledger, read.request);
    if (!app::sees_phones(ledger, who))
        read.request.caller_phone = domain::masked_phone(read.request.caller_phone);
    return read;
}

Detail detail_of(domain::Catalog const& catalog, Translator const& say, RequestRead const& read, Instant now, int offset)
{
    auto const& r = read.request;
    Detail detail;
    detail.kind = Detail::Kind::request;
    detail.uid = r.uid;
    detail.caption = r.number;
    detail.title = r.description;
    detail.state = {say(domain::label(r.state)), icon_of(r.state), tone_of(r.state)};
    detail.due = due_of(say, r, now, offset);
    auto const add = [&](std::string label, std::string value, Tone tone = Tone::normal) {
        if (!value.empty())
            detail.facts.push_back({std::move(label), std::move(value), tone});
    };
    auto const* of = catalog.find_class(r.class_key);
    add(say.say("Source"), r.external_number.empty() ? r.source : r.source + ' ' + r.external_number);
    add(say.say("Received"), r.received_at.local_minutes(offset) + (r.registered_by.empty() ? "" : " · " + r.registered_by));
    add(say.say("Caller"), r.caller);
    add(say.say("Phone"), r.caller_phone);
    add(say.say("Class"), of ? of->name.in(say.language()) : r.class_key);
    add(say.say("Place"), place_of(r));
    if (r.deadline)
        add(say.say("Answer due"), r.deadline->local_minutes(offset), detail.due.tone);
    if (r.urgent)
        add(say.say("Urgency"), say.say("urgent"), Tone::wrong);
    add(say.say("Reason"), r.reason);
    add(say.say("Forwarded to"), r.forwarded_to);
    if (read.answering.uid != r.uid)
        add(say.say("Joined with"), domain::short_request_number(read.answering.number) + ' ' + say(domain::label(read.answering.state)));
    add(say.say("Answer"), read.answering.answer);
    if (r.satisfaction != domain::Satisfaction::unasked)
        add(say.say("Caller is"), say(domain::label(r.satisfaction)));
    if (r.redone > 0)
        add(say.say("Came back"), say.say("{0} times", r.redone), Tone::soon);
    if (r.state == RequestState::accepted && read.waiting.ready())
        add(say.say("Now"), say.say("Its orders are done: the answer is proposed."), Tone::active);
    add(say.say("Note"), r.note);
    detail.request_steps.clear();
    for (auto const& t : domain::life_of_a_request)
        if (t.from == r.state)
            detail.request_steps.push_back(t.on);
    detail.can_make_order = r.state == RequestState::fresh || r.state == RequestState::to_verify || r.state == RequestState::accepted;
    detail.events_title = say.say("What happened");
    for (auto const& order : read.orders)
        detail.events.push_back({"state/" + std::string{domain::key_of(order.state)}, tone_of(order.state), subject_of(catalog, say, order),
                                 domain::short_number(order.number) + " · " + say(domain::label(order.state)), order.uid});
    for (auto it = r.steps.rbegin(); it != r.steps.rend(); ++it)
        detail.events.push_back({icon_of(it->to), tone_of(it->to), say(domain::label(it->event)) + (it->comment.empty() ? "" : ": " + it->comment),
                                 it->at.local_minutes(offset) + " · " + it->who, {}});
    return detail;
}

} // namespace taizhang::present
