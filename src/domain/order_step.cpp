#include "domain/order_step.hpp"

#include "base/error.hpp"
#include "base/uuid.hpp"

#include <algorithm>
#include <utility>

namespace taizhang::domain {
namespace {

using Kind = Error::Kind;

constexpr std::int64_t day_ms = 86'400'000;
constexpr int dispatcher_reopens_days = 7, most_extensions = 2;

StepData::Line const* said_of(StepData const& data, OrderLine const& line)
{
    auto const it = std::ranges::find(data.lines, line.uid, &StepData::Line::line_uid);
    return it == data.lines.end() ? nullptr : &*it;
}

void say_done(OrderLine& line, StepData const& data)
{
    auto const* said = said_of(data, line);
    if (said && said->quantity) {
        line.done = said->quantity->quantity;
        line.approximate = said->quantity->approximate;
        line.unknown = !said->quantity->quantity.has_value();
        line.wording = said->quantity->wording;
        if (!said->quantity->unit.empty())
            line.unit = said->quantity->unit;
    } else if (!line.done && !line.unknown)
        line.done = proposed_done(line);
}

void take_over_done(WorkOrder& order, StepData const& data)
{
    for (auto& line : order.lines) {
        if (line.uid.empty())
            line.uid = new_uuid();
        say_done(line, data);
        for (auto& asset : line.assets)
            if (asset.status == "PLANNED" || asset.status == "REDO")
                asset.status = "DONE";
    }
    if (!data.result.empty())
        order.result = data.result;
}

void record_check(WorkOrder& order, Check::Outcome outcome, StepData const& data, StepContext const& context)
{
    Check check;
    check.uid = new_uuid();
    check.cycle = order.cycle;
    check.outcome = outcome;
    check.method = data.check_method;
    check.who = context.who;
    check.note = data.reason;
    check.at = context.now;
    check.on = data.on;
    check.next_on = data.next_check;
    check.seed = data.seed;
    check.sample = data.sample;
    order.checks.push_back(std::move(check));
}

void accept_lines(WorkOrder& order, StepData const& data, StepContext const& context)
{
    auto const on = data.on.value_or(PartialDate{context.today()});
    for (auto& line : order.lines) {
        say_done(line, data); // the accepted quantity is what the check said, else what was reported done
        line.accepted = line.done;
        line.accepted_on = on;
        for (auto& asset : line.assets)
            if (asset.status == "PLANNED" || asset.status == "DONE")
                asset.status = "ACCEPTED";
    }
    order.closed_on = on;
    order.closed_at = context.now;
    order.working_deadline.reset();
}

void send_back(WorkOrder& order, StepData const& data, StepContext const& context)
{
    ++order.cycle;
    auto const named = [&](std::string const& uid) {
        return data.assets.empty() || std::ranges::find(data.assets, uid) != data.assets.end();
    };
    for (auto& line : order.lines) {
        if (!data.lines.empty() && !said_of(data, line))
            continue;
        for (auto& asset : line.assets)
            if ((asset.status == "DONE" || asset.status == "ACCEPTED") && named(asset.asset_uid))
                asset.status = "REDO";
    }
    order.working_deadline = data.deadline;
    if (!order.working_deadline && order.limit)
        order.working_deadline =
            context.calendar.deadline(context.now, order.limit->amount, order.limit->clock, context.utc_offset_minutes);
}

void take_acceptance_back(WorkOrder& order)
{
    order.closed_at.reset();
    order.closed_on.reset();
    for (auto& line : order.lines) {
        line.accepted.reset();
        line.accepted_on.reset();
        for (auto& asset : line.assets)
            if (asset.status == "ACCEPTED")
                asset.status = "DONE";
    }
}

void begin_hold(WorkOrder& order, StepData const& data, StepContext const& context)
{
    if (order.state != OrderState::on_hold || order.holds.empty()) {
        Hold hold;
        hold.kind = data.hold_kind.value_or(HoldKind::material);
        hold.reason = data.reason;
        hold.from = context.now;
        hold.expected_on = data.resume_on;
        order.holds.push_back(std::move(hold));
    }
    auto& hold = order.holds.back();
    if (!data.document.empty())
        hold.document = data.document;
    if (order.state == OrderState::on_hold || data.approved || !data.approved_by.empty()) {
        hold.approved_by = data.approved_by.empty() ? context.who : data.approved_by;
        hold.approved_at = context.now;
        order.stopped_at = context.now;
    }
}

void end_hold(WorkOrder& order, StepContext const& context)
{
    if (!order.holds.empty() && !order.holds.back().until)
        order.holds.back().until = context.now;
    if (!order.stopped_at)
        return;
    auto const clock = order.limit ? order.limit->clock : Deadline::Clock::calendar_day;
    auto const move = [&](std::optional<Instant>& due) {
        if (due)
            due = context.calendar.resumed(*due, *order.stopped_at, context.now, clock, context.utc_offset_minutes);
    };
    move(order.deadline);
    move(order.working_deadline);
    for (auto& stage : order.milestones)
        if (!stage.done_on)
            move(stage.due);
    order.stopped_at.reset();
}

void assign(WorkOrder& order, StepData const& data)
{
    if (!data.crew.empty())
        order.crew = data.crew;
    if (!data.contractor.empty())
        order.contractor = data.contractor;
}

void freeze_deadline(WorkOrder& order, StepData const& data, StepContext const& context)
{
    if (data.limit)
        order.limit = data.limit;
    if (data.deadline)
        order.deadline = data.deadline;
    else if (order.limit)
        order.deadline = context.calendar.deadline(context.now, order.limit->amount, order.limit->clock, context.utc_offset_minutes);
    order.original_deadline = order.deadline;
}

void extend(WorkOrder& order, StepData const& data, StepContext const& context)
{
    if (data.deadline)
        order.deadline = data.deadline;
    else if (order.limit && order.deadline)
        order.deadline =
            context.calendar.deadline(*order.deadline, order.limit->amount, order.limit->clock, context.utc_offset_minutes);
}

std::string reason_of(OrderEvent event, StepData const& data)
{
    if (event == OrderEvent::hold && data.hold_kind)
        return std::string{key_of(*data.hold_kind)};
    return data.reason_code;
}

/// The remark of a step: why, else what was done.
std::string comment_of(OrderEvent event, StepData const& data)
{
    if (event == OrderEvent::finish)
        return data.result;
    if (event == OrderEvent::dispatch || (event == OrderEvent::reassign && data.reason.empty()))
        return data.crew.empty() ? data.contractor : data.crew;
    return data.reason;
}

} // namespace

void advance(WorkOrder& order, OrderEvent event, StepData const& data, StepContext const& context)
{
    auto const& t = *transition(order.state, event);
    order.steps.push_back({event, t.from, t.to, context.who, comment_of(event, data), context.now, order.cycle, data.on,
                           reason_of(event, data)});
    if (t.effects.has(Effect::records_check))
        record_check(order,
                     event == OrderEvent::pass   ? Check::Outcome::pass
                     : event == OrderEvent::fail ? Check::Outcome::fail
                                                 : Check::Outcome::cannot,
                     data, context);
    if (t.effects.has(Effect::freezes_deadline))
        freeze_deadline(order, data, context);
    if (t.effects.has(Effect::stops_clock))
        begin_hold(order, data, context);
    if (t.effects.has(Effect::restarts_clock) || (order.state == OrderState::on_hold && !is_open(t.to)))
        end_hold(order, context);
    if (t.effects.has(Effect::moves_deadline))
        extend(order, data, context);
    if (t.effects.has(Effect::takes_over_done))
        take_over_done(order, data);
    if (t.effects.has(Effect::accepts))
        accept_lines(order, data, context);
    if (t.effects.has(Effect::takes_acceptance_back))
        take_acceptance_back(order);
    if (t.effects.has(Effect::new_cycle))
        send_back(order, data, context);
    if (event == OrderEvent::dispatch || event == OrderEvent::reassign)
        assign(order, data);
    if (event == OrderEvent::reassign && data.deadline)
        order.deadline = data.deadline;
    if (event == OrderEvent::give_back) {
        order.crew.clear();
        order.contractor.clear();
        order.original_deadline.reset();
    }
    order.state = t.to;
}

WorkOrder take(WorkOrder order, OrderEvent event, StepData const& data, StepContext const& context)
{
    auto const number = Text::verbatim(short_number(order.number));
    if (auto why = why_not(order, event, data, context); !why.empty())
        throw Error{Kind::refused, std::move(why), number};
    if (auto const problems = missing_before(order, event, data, context); !problems.empty())
        throw Error{Kind::invalid_input, tr("Not done: {0}. Something is missing.", label(event)), number, in_one(problems)};
    advance(order, event, data, context);
    return order;
}

WorkOrder close(WorkOrder order, StepData const& data, StepContext const& context)
{
    auto const number = Text::verbatim(short_number(order.number));
    if (!is_open(order.state))
        throw Error{Kind::refused, tr("Not closed: the order is no longer open."), number};
    if (auto const problems = missing_before_closing(order, data, context); !problems.empty())
        throw Error{Kind::refused, tr("Not closed: something is missing."), number, in_one(problems)};
    auto const steps = steps_to_close(order.state);
    auto as_proposed = data;
    as_proposed.deadline = order.deadline; // the dispatch taken along now must not move it
    for (auto const event : steps)
        advance(order, event, as_proposed, context);
    return order;
}

Text in_one(std::vector<OrderProblem> const& problems)
{
    // all at once, so that the clerk mends them in one go; nested, since each stays translatable
    if (problems.empty())
        return {};
    auto list = problems.front().message;
    for (std::size_t i = 1; i < problems.size(); ++i)
        list = tr("{0} {1}", std::move(list), problems[i].message);
    return list;
}

Role role_for(WorkOrder const& order, OrderEvent event, StepData const& data, Instant now)
{
    auto const* t = transition(order.state, event);
    if (!t)
        return Role::administrator;
    switch (event) {
    case OrderEvent::extend: return extensions(order) > 0 ? Role::manager : t->needs;
    case OrderEvent::hold: {
        auto const kind = order.state == OrderState::on_hold && !order.holds.empty() ? order.holds.back().kind
                                                                                     : data.hold_kind.value_or(HoldKind::material);
        return order.state == OrderState::on_hold || data.approved ? approver(kind) : t->needs;
    }
    case OrderEvent::cancel: return total(order.costs, false) > Money::fen(0) ? Role::manager : t->needs;
    case OrderEvent::reopen:
        return order.closed_at && now.millis() - order.closed_at->millis() <= dispatcher_reopens_days * day_ms ? Role::dispatcher
                                                                                                              : t->needs;
    default: return t->needs;
    }
}

namespace {

/// Who finished the present cycle.
std::string handler_of(WorkOrder const& order)
{
    for (auto it = order.steps.rbegin(); it != order.steps.rend(); ++it)
        if (it->event == OrderEvent::finish && !it->undone && it->cycle == order.cycle)
            return it->who;
    return {};
}

Text why_not_extended(WorkOrder const& order, StepContext const& context)
{
    if (!order.deadline)
        return tr("Not extended: the order has no deadline.");
    if (*order.deadline < context.now)
        return tr("Not extended: an extension is asked for before the deadline passes.");
    if (extensions(order) >= most_extensions)
        return tr("Not extended: it was extended {0} times already. Put it on hold as deferred.", most_extensions);
    return {};
}

} // namespace

Text why_not(WorkOrder const& order, OrderEvent event, StepData const& data, StepContext const& context)
{
    if (!transition(order.state, event))
        return tr("Not done: the order's state does not allow it ({0}).", label(order.state));
    auto const& options = context.options;
    auto const needs = role_for(order, event, data, context.now);
    if (options.roles_bind && !covers(context.role.value_or(Role::registrar), needs))
        return tr("Not done: “{0}” is for the role {1}.", label(event), label(needs));
    if (options.other_verifier && (event == OrderEvent::pass || event == OrderEvent::fail) && handler_of(order) == context.who)
        return tr("Not done: {0} finished this job, so somebody else verifies it.", context.who);
    if (event == OrderEvent::hold && order.state == OrderState::on_hold && order.stopped_at)
        return tr("Not done: the hold is approved already.");
    if (event == OrderEvent::extend)
        return why_not_extended(order, context);
    if (event == OrderEvent::split && order.lines.size() < 2 &&
        std::ranges::none_of(order.lines, [](OrderLine const& l) { return l.assets.size() > 1 || l.planned > Quantity::whole(1); }))
        return tr("Not split: there is only one thing to do.");
    return {};
}

std::vector<OrderEvent> steps_offered(WorkOrder const& order, StepContext const& context)
{
    std::vector<OrderEvent> offered;
    for (auto const& t : life_of_an_order)
        if (t.from == order.state && why_not(order, t.on, {}, context).empty())
            offered.push_back(t.on);
    return offered;
}

LineCounts counts_of(WorkOrder const& order, OrderLine const& line)
{
    LineCounts counts;
    counts.linked = static_cast<int>(line.assets.size());
    counts.claimed = line.done;
    for (auto const& asset : line.assets) {
        counts.planned += asset.status == "PLANNED" ? 1 : 0;
        counts.done += asset.status == "DONE" ? 1 : 0;
        counts.left_undone += is_left_undone(asset.status) ? 1 : 0;
        counts.redo += asset.status == "REDO" ? 1 : 0;
        counts.accepted += asset.status == "ACCEPTED" ? 1 : 0;
    }
    std::vector<std::string> checked;
    for (auto const& check : order.checks)
        if (check.cycle == order.cycle)
            checked.insert(checked.end(), check.sample.begin(), check.sample.end());
    std::ranges::sort(checked);
    counts.checked = static_cast<int>(std::ranges::count_if(
        line.assets, [&](LineAsset const& asset) { return std::ranges::binary_search(checked, asset.asset_uid); }));
    return counts;
}

std::optional<Quantity> proposed_done(OrderLine const& line)
{
    auto const base = line.done ? line.done : line.planned;
    auto const undone = std::ranges::count_if(line.assets, [](LineAsset const& a) { return is_left_undone(a.status); });
    if (undone == 0 || !line.planned)
        return base;
    auto const all = static_cast<std::int64_t>(line.assets.size());
    auto const part = line.planned->in_thousandths() * (all - undone);
    return part % all == 0 ? std::optional{Quantity::thousandths(part / all)} : base;
}

void set_status(OrderLine& line, std::vector<std::string> const& asset_uids, std::string const& status)
{
    if (std::ranges::find(asset_statuses, status) == asset_statuses.end())
        throw Error{Kind::invalid_input, tr("“{0}” is not known here.", status)};
    auto wanted = asset_uids;
    std::ranges::sort(wanted);
    for (auto& asset : line.assets) {
        if (!std::ranges::binary_search(wanted, asset.asset_uid))
            continue;
        if (asset.status == "ACCEPTED" || status == "ACCEPTED")
            throw Error{Kind::refused, tr("What was accepted is changed by reopening the order; accepting is the check's.")};
        asset.status = status;
    }
    // what the count says is proposed anew, until somebody says otherwise
    line.done.reset();
}

std::vector<std::string> sample_of(std::vector<std::string> asset_uids, std::size_t size, std::int64_t seed)
{
    std::ranges::sort(asset_uids);
    auto state = static_cast<std::uint64_t>(seed);
    auto const draw = [&state] { // splitmix64: the same on every machine, unlike <random>'s distributions
        auto z = (state += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31U);
    };
    size = std::min(size, asset_uids.size());
    for (std::size_t i = 0; i < size; ++i)
        std::swap(asset_uids[i], asset_uids[i + draw() % (asset_uids.size() - i)]);
    asset_uids.resize(size);
    std::ranges::sort(asset_uids);
    return asset_uids;
}

} // namespace taizhang::domain
