#pragma once

#include "domain/figure.hpp"
#include "domain/order.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace taizhang::domain {

/// An order as the rates see it.
struct RateOrder {
    std::string uid, number;
    OrderState state = OrderState::draft;
    bool backfill = false, on_the_spot = false;
    std::optional<Instant> deadline; ///< final
    std::optional<Instant> closed_at;
    std::optional<PartialDate> closed_on;
    std::vector<OrderStep> steps;    ///< pass, fail and reopen are enough; those taken back count nowhere
    std::vector<Hold> holds;
    int extensions = 0;
};
[[nodiscard]] RateOrder rate_order_of(WorkOrder const& order);

/// The rates of DESIGN 4 for one period, each with the orders behind it.
struct Rates {
    Rate closing;   ///< of the due, closed by the period's end
    Rate on_time;   ///< of the due, closed by their deadline
    Rate rework;    ///< orders with a failed check / orders checked
    Rate extension; ///< of the due, extended at least once
    std::vector<OrderRef> due, late, open;             ///< late: closed, but not by the deadline; open: due and not closed
    std::vector<OrderRef> early;                       ///< closed in the period, due after it: in no rate
    std::vector<OrderRef> on_hold;                     ///< deadline in the period, on approved hold at its end: in no rate
    std::vector<OrderRef> cancelled, merged;           ///< deadline in the period: in no rate, listed
    std::vector<OrderRef> without_deadline;            ///< closed in the period; never counted as on time
    std::vector<OrderRef> not_timed;                   ///< 补录 and 自行处置 closed in the period: quantities only
};
/// Whether something was closed, and on which day, is read from the steps as they stood at the period's end: a later reopening
/// does not change a period that is over. Known by its day, a closing is on time when that day is not after the deadline's;
/// entered on that very day, the moment decides.
[[nodiscard]] Rates rates_of(std::span<RateOrder const> orders, Period const& period, int utc_offset_minutes);

/// Of durations in minutes. Never a mean: one job done in four minutes must not carry a month.
struct Spread {
    std::size_t n = 0;
    std::optional<std::int64_t> median, p90; ///< absent when n is 0
    [[nodiscard]] bool may_be_ranked() const noexcept { return n >= 10; }
};
[[nodiscard]] Spread spread_of(std::vector<std::int64_t> minutes);

/// A facility out of order, clipped to what is looked at; `until` absent = still.
struct DownTime {
    Instant from;
    std::optional<Instant> until;
};
/// Share of (facilities x time) in order over [start, end): a fault that began before counts from `start` on. Absent when
/// there is nothing to look at.
[[nodiscard]] std::optional<double> availability(std::span<DownTime const> downs, std::int64_t facilities, Instant start, Instant end) noexcept;
/// Mean minutes from one failure to the next; absent with fewer than two.
[[nodiscard]] std::optional<std::int64_t> minutes_between_failures(std::vector<DownTime> downs);

} // namespace taizhang::domain
