#include "domain/rates.hpp"

#include <algorithm>

namespace taizhang::domain {
namespace {

/// A closing or reopening as of the day it counts for.
struct Turn {
    bool closes = false;
    Date day;
    Instant at;
    bool known_by_moment = false; ///< entered on the day it happened
};

std::vector<Turn> turns_of(RateOrder const& order, int offset)
{
    std::vector<Turn> turns;
    for (auto const& step : order.steps) {
        if (step.undone || (step.event != OrderEvent::pass && step.event != OrderEvent::reopen))
            continue;
        auto const typed = step.at.local_date(offset);
        // the last day it may mean: nobody is on time by leaving the day out
        auto const day = step.event == OrderEvent::pass && step.on ? step.on->end_day().plus_days(-1) : typed;
        turns.push_back({step.event == OrderEvent::pass, day, step.at, day == typed});
    }
    // ledgers from before steps carried their day keep the last closing's day with the order
    if (!turns.empty() && turns.back().closes && order.closed_on && order.state == OrderState::closed) {
        turns.back().day = order.closed_on->end_day().plus_days(-1);
        turns.back().known_by_moment = turns.back().day == turns.back().at.local_date(offset);
    } else if (turns.empty() && order.closed_on && order.closed_at)
        turns.push_back({true, order.closed_on->end_day().plus_days(-1), *order.closed_at,
                         order.closed_on->end_day().plus_days(-1) == order.closed_at->local_date(offset)});
    return turns;
}

/// How it stood at the end of the period: the closing that held then, or nullptr.
Turn const* closing_at(std::vector<Turn> const& turns, Date end)
{
    Turn const* last = nullptr;
    for (auto const& turn : turns)
        if (turn.day < end)
            last = &turn;
    return last && last->closes ? last : nullptr;
}

bool held_at(RateOrder const& order, Instant at)
{
    return std::ranges::any_of(order.holds, [&](Hold const& hold) {
        return hold.approved_at && *hold.approved_at < at && (!hold.until || *hold.until >= at);
    });
}

bool is_on_time(Turn const& closing, Instant deadline, int offset)
{
    return closing.known_by_moment ? closing.at <= deadline : closing.day <= deadline.local_date(offset);
}

} // namespace

RateOrder rate_order_of(WorkOrder const& order)
{
    return {order.uid,       order.number,    order.state, order.backfill, order.on_the_spot,  order.deadline,
            order.closed_at, order.closed_on, order.steps, order.holds,    extensions(order)};
}

Rates rates_of(std::span<RateOrder const> orders, Period const& period, int utc_offset_minutes)
{
    Rates rates;
    auto const in_period = [&](Date day) { return day >= period.start() && day < period.end(); };
    auto const end = Instant::start_of(period.end(), utc_offset_minutes);
    for (auto const& order : orders) {
        OrderRef const ref{order.uid, order.number};
        auto const turns = turns_of(order, utc_offset_minutes);
        auto const* closing = closing_at(turns, period.end());
        bool const closed_here = closing && in_period(closing->day);
        bool const due_here = order.deadline && in_period(order.deadline->local_date(utc_offset_minutes));
        if (order.state == OrderState::cancelled || order.state == OrderState::merged) {
            if (due_here)
                (order.state == OrderState::merged ? rates.merged : rates.cancelled).push_back(ref);
            continue;
        }
        if (order.backfill || order.on_the_spot) {
            if (closed_here)
                rates.not_timed.push_back(ref);
            continue;
        }
        bool checked = false, failed = false;
        for (auto const& step : order.steps)
            if (!step.undone && (step.event == OrderEvent::pass || step.event == OrderEvent::fail) &&
                in_period(step.on ? step.on->first_day() : step.at.local_date(utc_offset_minutes))) {
                checked = true;
                failed = failed || step.event == OrderEvent::fail;
            }
        rates.rework.denominator += checked ? 1 : 0;
        rates.rework.numerator += failed ? 1 : 0;
        if (!order.deadline) {
            if (closed_here)
                rates.without_deadline.push_back(ref);
            continue;
        }
        if (!due_here) {
            if (closed_here && order.deadline->local_date(utc_offset_minutes) >= period.end())
                rates.early.push_back(ref);
            continue;
        }
        if (!closing && held_at(order, end)) {
            rates.on_hold.push_back(ref);
            continue;
        }
        rates.due.push_back(ref);
        rates.extension.numerator += order.extensions > 0 ? 1 : 0;
        if (!closing) {
            rates.open.push_back(ref);
            continue;
        }
        ++rates.closing.numerator;
        if (is_on_time(*closing, *order.deadline, utc_offset_minutes))
            ++rates.on_time.numerator;
        else
            rates.late.push_back(ref);
    }
    rates.closing.denominator = rates.on_time.denominator = rates.extension.denominator = static_cast<std::int64_t>(rates.due.size());
    return rates;
}

Spread spread_of(std::vector<std::int64_t> minutes)
{
    Spread spread;
    spread.n = minutes.size();
    if (minutes.empty())
        return spread;
    std::ranges::sort(minutes);
    auto const middle = minutes.size() / 2;
    spread.median = minutes.size() % 2 == 1 ? minutes[middle] : (minutes[middle - 1] + minutes[middle]) / 2;
    spread.p90 = minutes[(minutes.size() * 9 + 9) / 10 - 1]; // nearest rank
    return spread;
}

std::optional<double> availability(std::span<DownTime const> downs, std::int64_t facilities, Instant start, Instant end) noexcept
{
    auto const whole = (end.millis() - start.millis()) * facilities;
    if (facilities <= 0 || whole <= 0)
        return std::nullopt;
    std::int64_t dark = 0;
    for (auto const& down : downs) {
        auto const from = std::max(down.from, start), until = std::min(down.until.value_or(end), end);
        dark += std::max(std::int64_t{0}, until.millis() - from.millis());
    }
    return 1.0 - static_cast<double>(dark) / static_cast<double>(whole);
}

std::optional<std::int64_t> minutes_between_failures(std::vector<DownTime> downs)
{
    if (downs.size() < 2)
        return std::nullopt;
    std::ranges::sort(downs, {}, &DownTime::from);
    auto const span = downs.back().from.millis() - downs.front().from.millis();
    return span / 60'000 / static_cast<std::int64_t>(downs.size() - 1);
}

} // namespace taizhang::domain
