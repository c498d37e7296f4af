#include "app/requests.hpp"

#include "base/error.hpp"
#include "base/uuid.hpp"

#include <algorithm>

namespace taizhang::app {
namespace {

using Kind = Error::Kind;
using domain::RequestEvent;
using domain::RequestNeeds;
using domain::RequestState;

Text name_of_request(domain::Request const& r) { return Text::verbatim(domain::short_request_number(r.number)); }

void refuse_problems(domain::Catalog const& catalog, domain::Request const& request)
{
    auto const problems = domain::check(catalog, request);
    if (problems.empty())
        return;
    auto list = problems.front().message;
    for (std::size_t i = 1; i < problems.size(); ++i)
        list = tr("{0} {1}", std::move(list), problems[i].message);
    throw Error{Kind::invalid_input, tr("The request was not saved."), Text::verbatim(problems.front().field), std::move(list)};
}

void refuse_missing(domain::Request const& request, RequestNeeds needs, RequestStepWords const& words)
{
    auto const refuse = [&](Text todo) {
        throw Error{Kind::invalid_input, tr("Not done: something is missing."), name_of_request(request), std::move(todo)};
    };
    if (needs == RequestNeeds::reason && trimmed(words.comment).empty())
        refuse(tr("Write the reason."));
    if (needs == RequestNeeds::recipient && trimmed(words.recipient).empty())
        refuse(tr("Write whom it is forwarded to."));
    if (needs == RequestNeeds::answer && trimmed(words.answer).empty())
        refuse(tr("Write what the caller is told."));
    if (needs == RequestNeeds::target && words.target.empty())
        refuse(tr("Say with which request it is joined."));
    if (needs == RequestNeeds::satisfaction && words.satisfaction == domain::Satisfaction::unasked)
        refuse(tr("Say whether the caller is satisfied."));
}

/// Joining goes to the end of the chain and never in a circle.
domain::Request target_of(Ledger const& ledger, domain::Request const& request, std::string const& uid)
{
    auto target = ledger.requests().get(uid);
    while (target.state == RequestState::merged && target.uid != request.uid)
        target = ledger.requests().get(target.merged_into_uid);
    if (target.uid == request.uid)
        throw Error{Kind::refused, tr("Not joined: a request cannot be joined with itself."), name_of_request(request)};
    return target;
}

RequestState state_before_merge(domain::Request const& request)
{
    for (auto it = request.steps.rbegin(); it != request.steps.rend(); ++it)
        if (it->event == RequestEvent::merge)
            return it->from;
    return RequestState::fresh;
}

void come_back(domain::Request& request)
{
    ++request.redone;
    request.answer.clear();
    request.answered_at.reset();
    request.closed_at.reset();
    request.satisfaction = domain::Satisfaction::dissatisfied;
}

} // namespace

domain::Request RequestDesk::write(domain::Request request, char const* action, Json detail)
{
    auto change = desk_.ledger().begin();
    change->requests().update(request);
    detail.set("after", domain::to_json(request));
    change->commit({desk_.who(), action, "request", request.uid, std::move(detail)});
    return request;
}

domain::Request RequestDesk::register_one(domain::Request request)
{
    refuse_problems(desk_.ledger().catalog(), request);
    if (request.uid.empty())
        request.uid = new_uuid();
    if (request.received_at.millis() == 0)
        request.received_at = desk_.now();
    if (request.received_at > desk_.now())
        throw Error{Kind::invalid_input, tr("The request was not saved."), Text::verbatim("received_at"), tr("Its time lies in the future.")};
    request.registered_by = desk_.who();
    auto change = desk_.ledger().begin();
    change->requests().add(request);
    change->commit({desk_.who(), "request.new", "request", request.uid, Json::object({{"after", domain::to_json(request)}})});
    return request;
}

domain::Request RequestDesk::register_joined(domain::Request request, bool with_order, std::string const& uid)
{
    auto const take = [&](RequestEvent event, std::string const& words) {
        auto const to = domain::step_of(request.state, event)->to;
        request.steps.push_back({event, request.state, to, desk_.who(), words, desk_.now()});
        request.state = to;
    };
    if (with_order) {
        auto const order = desk_.ledger().order(uid);
        take(RequestEvent::accept, domain::short_number(order.number));
        request.accepted_at = desk_.now();
        request.order_uids = {order.uid};
    } else {
        auto const target = target_of(desk_.ledger(), request, uid);
        take(RequestEvent::merge, domain::short_request_number(target.number));
        request.merged_into_uid = target.uid;
    }
    return register_one(std::move(request));
}

domain::Request RequestDesk::restore(domain::Request before)
{
    auto const now = desk_.ledger().requests().get(before.uid);
    auto change = desk_.ledger().begin();
    change->requests().update(before);
    for (auto const& order : now.order_uids)
        if (std::ranges::find(before.order_uids, order) == before.order_uids.end())
            change->requests().unlink(before.uid, order);
    for (auto const& order : before.order_uids)
        change->requests().link(before.uid, order);
    change->commit({desk_.who(), "request.restore", "request", before.uid,
                    Json::object({{"before", domain::to_json(now)}, {"after", domain::to_json(before)}})});
    return before;
}

domain::Request RequestDesk::edit(domain::Request request)
{
    refuse_problems(desk_.ledger().catalog(), request);
    auto const before = domain::to_json(desk_.ledger().requests().get(request.uid));
    return write(std::move(request), "request.edit", Json::object({{"before", before}}));
}

domain::Request RequestDesk::move(domain::Request request, RequestEvent event, RequestStepWords const& words)
{
    auto const step = domain::step_of(request.state, event);
    if (!step)
        throw Error{Kind::refused, tr("Not done: the request's state does not allow it ({0}).", domain::label(request.state)),
                    name_of_request(request)};
    refuse_missing(request, step->needs, words);
    auto const before = domain::to_json(request);
    auto to = step->to;
    auto const comment = std::string{trimmed(words.comment)};
    if (event == RequestEvent::merge)
        request.merged_into_uid = target_of(desk_.ledger(), request, words.target).uid;
    else if (event == RequestEvent::unmerge) {
        to = state_before_merge(request);
        request.merged_into_uid.clear();
    } else if (event == RequestEvent::answer) {
        if (auto const waiting = waiting_of(desk_.ledger(), request); !waiting.open_orders.empty())
            throw Error{Kind::refused, tr("Not answered: these orders are still open: {0}.", joined(waiting.open_orders, ", ")),
                        name_of_request(request), tr("Close them first, or part the request from them.")};
        request.answer = trimmed(words.answer);
        request.answered_at = desk_.now();
    } else if (event == RequestEvent::accept)
        request.accepted_at = desk_.now();
    else if (event == RequestEvent::refuse)
        request.reason = comment;
    else if (event == RequestEvent::forward)
        request.forwarded_to = trimmed(words.recipient);
    else if (event == RequestEvent::close) {
        request.satisfaction = words.satisfaction;
        request.closed_at = desk_.now();
        if (words.satisfaction == domain::Satisfaction::dissatisfied && !comment.empty())
            request.reason = comment;
    } else if (event == RequestEvent::redo) {
        come_back(request);
        request.reason = comment;
    }
    auto said = comment;
    for (auto const* more : {&words.recipient, &words.answer})
        if (!trimmed(*more).empty())
            said += (said.empty() ? "" : " · ") + std::string{trimmed(*more)};
    request.steps.push_back({event, request.state, to, desk_.who(), said, desk_.now()});
    request.state = to;
    return write(std::move(request), ("request." + std::string{domain::key_of(event)}).c_str(), Json::object({{"before", before}}));
}

domain::Request RequestDesk::join_order(domain::Request request, std::string const& order_uid)
{
    auto const order = desk_.ledger().order(order_uid);
    auto const before = domain::to_json(request);
    auto change = desk_.ledger().begin();
    if (auto const step = domain::step_of(request.state, RequestEvent::accept)) {
        request.steps.push_back({RequestEvent::accept, request.state, step->to, desk_.who(), domain::short_number(order.number), desk_.now()});
        request.state = step->to;
        request.accepted_at = desk_.now();
    }
    change->requests().update(request);
    change->requests().link(request.uid, order.uid);
    if (std::ranges::find(request.order_uids, order.uid) == request.order_uids.end())
        request.order_uids.push_back(order.uid);
    change->commit({desk_.who(), "request.join_order", "request", request.uid,
                    Json::object({{"order", order.uid}, {"before", before}, {"after", domain::to_json(request)}})});
    return request;
}

domain::WorkOrder RequestDesk::order_from(domain::Request const& asked, domain::WorkOrder order, std::optional<Closing> const& closing)
{
    return desk_.log_repair(std::move(order), closing, [&](Change& change, domain::WorkOrder const& logged) {
        auto request = asked;
        if (auto const step = domain::step_of(request.state, RequestEvent::accept)) {
            request.steps.push_back({RequestEvent::accept, request.state, step->to, desk_.who(), domain::short_number(logged.number), desk_.now()});
            request.state = step->to;
            request.accepted_at = desk_.now();
        }
        if (request.row_version == 0) {
            request.row_version = 1;
            request.registered_by = desk_.who();
            change.requests().add(request);
        } else
            change.requests().update(request);
        change.requests().link(request.uid, logged.uid);
    });
}

domain::Request RequestDesk::part_from_order(domain::Request request, std::string const& order_uid)
{
    auto change = desk_.ledger().begin();
    change->requests().update(request);
    change->requests().unlink(request.uid, order_uid);
    std::erase(request.order_uids, order_uid);
    change->commit({desk_.who(), "request.part_from_order", "request", request.uid, Json::object({{"order", order_uid}})});
    return request;
}

domain::WorkOrder order_for(domain::Catalog const& catalog, domain::Request const& request, std::string const& activity,
                            int utc_offset_minutes)
{
    domain::WorkOrder order;
    order.source = request.source;
    order.description = request.description;
    order.road = request.road;
    order.section = request.section;
    order.place = request.place;
    order.caller = request.caller;
    order.caller_phone = request.caller_phone;
    order.received_on = request.received_at.local_date(utc_offset_minutes);
    if (request.position)
        order.shape = geo::Shape::point(*request.position);
    if (auto const* of = catalog.find_class(request.class_key)) {
        domain::OrderLine line;
        line.uid = new_uuid();
        line.class_key = of->key;
        bool const repaired = of->activities.empty() || std::ranges::find(of->activities, "repair") != of->activities.end();
        line.activity = !activity.empty() ? activity : repaired ? std::string{"repair"} : of->activities.front();
        line.road = request.road;
        line.unit = of->units.front();
        if (!request.asset_uid.empty()) {
            line.assets.push_back({request.asset_uid});
            line.planned = domain::Quantity::whole(1);
        }
        order.lines.push_back(std::move(line));
    }
    return order;
}

Waiting waiting_of(Ledger const& ledger, domain::Request const& request)
{
    Waiting waiting;
    for (auto const& uid : request.order_uids) {
        auto order = ledger.order(uid);
        waiting.has_orders = true;
        for (int hops = 0; order.state == domain::OrderState::merged && !order.merged_into_uid.empty() && hops < 16; ++hops)
            order = ledger.order(order.merged_into_uid); // the caller gets the answer of the one that goes on
        if (domain::is_open(order.state))
            waiting.open_orders.push_back(domain::short_number(order.number));
    }
    return waiting;
}

std::string proposed_answer(Ledger const& ledger, domain::Request const& request)
{
    std::string words;
    auto const end = ledger.info().language == Language::zh ? "。" : ". ";
    for (auto const& uid : request.order_uids) {
        auto const order = ledger.order(uid);
        if (order.state != domain::OrderState::closed)
            continue;
        auto const done = order.result.empty() ? order.description : order.result;
        words += (order.closed_on ? order.closed_on->iso() + ' ' : std::string{}) + done;
        if (!words.ends_with("。") && !words.ends_with('.'))
            words += end;
    }
    return std::string{trimmed(words)};
}

domain::Request answering(Ledger const& ledger, domain::Request const& request)
{
    auto found = request;
    for (int hops = 0; found.state == RequestState::merged && hops < 16; ++hops)
        found = ledger.requests().get(found.merged_into_uid);
    return found;
}

bool sees_phones(Ledger const& ledger, std::string const& who)
{
    auto const persons = ledger.persons();
    if (persons.empty())
        return true;
    auto const it = std::ranges::find(persons, who, &Person::name);
    return it != persons.end() && domain::sees_phones(it->role);
}

} // namespace taizhang::app
