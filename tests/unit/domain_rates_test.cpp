// The rates of DESIGN 4, and the mistakes that others made with theirs (FEATURES 6.3 a to h).
#include "domain/rates.hpp"
#include "domain/work_calendar.hpp"

#include <gtest/gtest.h>

using namespace taizhang;
using namespace taizhang::domain;

namespace {

constexpr int offset = 480;
Period const q3 = *Period::quarter(2025, 3), q4 = *Period::quarter(2025, 4);

/// Noon in Zuoyun.
Instant noon(int month, int day) { return Instant::from_millis(Instant::start_of(*Date::from_ymd(2025, month, day), offset).millis() + 12 * 3'600'000); }

struct AnOrder : RateOrder {
    AnOrder()
    {
        uid = number = "o";
        state = OrderState::in_progress;
    }
    AnOrder& due(int month, int day)
    {
        deadline = noon(month, day);
        return *this;
    }
    AnOrder& step(OrderEvent event, int month, int day, std::optional<PartialDate> on = {})
    {
        steps.push_back({event, OrderState::handled, OrderState::closed, "赵敏", {}, noon(month, day), 0, on});
        return *this;
    }
    AnOrder& closed(int month, int day)
    {
        state = OrderState::closed;
        closed_at = noon(month, day);
        closed_on = PartialDate{*Date::from_ymd(2025, month, day)};
        return step(OrderEvent::pass, month, day, closed_on);
    }
    AnOrder& reopened(int month, int day)
    {
        state = OrderState::in_progress;
        closed_at.reset();
        closed_on.reset();
        return step(OrderEvent::reopen, month, day);
    }
    AnOrder& held(int month, int day, bool approved, std::optional<Instant> until = {})
    {
        Hold hold;
        hold.from = noon(month, day);
        if (approved)
            hold.approved_at = hold.from;
        hold.until = until;
        holds.push_back(hold);
        return *this;
    }
};

Rates of(std::vector<RateOrder> const& orders, Period const& period = q3) { return rates_of(orders, period, offset); }

void expect(Rate const& rate, std::int64_t numerator, std::int64_t denominator)
{
    EXPECT_EQ(rate.numerator, numerator);
    EXPECT_EQ(rate.denominator, denominator);
}

} // namespace

TEST(Rates, CountTheDueTheClosedAndThoseInTime)
{
    auto const rates = of({AnOrder{}.due(8, 10).closed(8, 9), AnOrder{}.due(8, 10).closed(8, 12), AnOrder{}.due(8, 10)});
    expect(rates.closing, 2, 3);
    expect(rates.on_time, 1, 3);
    EXPECT_EQ(rates.late.size(), 1U);
    EXPECT_EQ(rates.open.size(), 1U);
}

TEST(Rates, HaveNoValueWhereNothingWasDue)
{
    EXPECT_FALSE(of({}).closing.percent());
    EXPECT_FALSE(of({}).rework.percent());
}

TEST(Rates, AnOrderWithoutDeadlineIsNoPunctualOne) // a
{
    AnOrder order;
    order.closed(8, 9);
    auto const rates = of({order});
    expect(rates.on_time, 0, 0);
    EXPECT_EQ(rates.without_deadline.size(), 1U);
}

TEST(Rates, AnOpenOrderIsNeverInTimeAndHasNoClosingDate) // b
{
    auto const rates = of({AnOrder{}.due(9, 30), AnOrder{}.due(10, 2)});
    expect(rates.on_time, 0, 1);
    expect(rates.closing, 0, 1);
    auto const late = of({AnOrder{}.due(8, 1)});
    expect(late.on_time, 0, 1);
}

TEST(Availability, AFaultFromBeforeCountsFromTheFirstDay) // c
{
    auto const start = noon(7, 1), end = noon(7, 11);
    std::vector<DownTime> const downs{{noon(6, 1), noon(7, 6)}};
    EXPECT_DOUBLE_EQ(*availability(downs, 10, start, end), 0.95) << "five of a hundred lamp days";
    std::vector<DownTime> const still{{noon(6, 1), {}}};
    EXPECT_DOUBLE_EQ(*availability(still, 1, start, end), 0.0);
    EXPECT_FALSE(availability(downs, 0, start, end));
    EXPECT_FALSE(minutes_between_failures({{noon(7, 1), {}}})) << "one failure has no distance to the next; 0 would be the worst of all";
    EXPECT_EQ(minutes_between_failures({{noon(7, 3), {}}, {noon(7, 1), {}}}), 2 * 24 * 60);
}

TEST(Rates, WorkOnOlderOrdersCountsInItsOwnPeriod) // d
{
    AnOrder old; // received in spring, due and closed in summer
    old.due(7, 5).closed(7, 4);
    expect(of({old}).closing, 1, 1);
    AnOrder carried;
    carried.due(6, 20).closed(7, 2);
    auto const rates = of({carried});
    expect(rates.closing, 0, 0);
    expect(of({carried}, *Period::quarter(2025, 2)).closing, 0, 1);
}

TEST(Spread, KeepsMinutesAndIsNotCarriedByOneQuickJob) // e, f
{
    EXPECT_EQ(spread_of({59, 61}).median, 60) << "not one hour and zero";
    EXPECT_EQ(spread_of({4}).n, 1U);
    EXPECT_FALSE(spread_of({4}).may_be_ranked()) << "a job done in four minutes does not win";
    std::vector<std::int64_t> ten{4, 600, 600, 600, 600, 600, 600, 600, 600, 600};
    auto const spread = spread_of(ten);
    EXPECT_EQ(spread.median, 600);
    EXPECT_EQ(spread.p90, 600);
    EXPECT_TRUE(spread.may_be_ranked());
    EXPECT_FALSE(spread_of({}).median);
}

TEST(Rates, AlwaysCarryBothNumbers) // g: 8 of 99 is 8.1 %, of 87 it is 9.2 %
{
    Rate const all{8, 99}, reached{8, 87};
    EXPECT_NEAR(*all.percent(), 8.08, 0.01);
    EXPECT_NEAR(*reached.percent(), 9.20, 0.01);
}

TEST(Rates, AVerdictStaysWhenTheCalendarIsEditedLater) // h
{
    WorkCalendar const plain;
    AnOrder order;
    order.deadline = plain.deadline(noon(8, 1), 2, Deadline::Clock::work_day, offset); // Friday to Tuesday
    order.closed(8, 6);
    auto const before = of({order});
    // a holiday entered afterwards would have moved the deadline; the frozen one does not look
    std::vector<SpecialDay> const late{{*Date::from_ymd(2025, 8, 4), false, "补"}};
    EXPECT_GT(WorkCalendar{late}.deadline(noon(8, 1), 2, Deadline::Clock::work_day, offset), *order.deadline);
    expect(before.on_time, 0, 1);
    expect(of({order}).on_time, 0, 1);
}

TEST(Rates, CancelledAndMergedAreListedNotCounted)
{
    AnOrder cancelled, merged;
    cancelled.due(8, 1).state = OrderState::cancelled;
    merged.due(8, 1).state = OrderState::merged;
    auto const rates = of({cancelled, merged, AnOrder{}.due(8, 1).closed(8, 1)});
    expect(rates.closing, 1, 1);
    EXPECT_EQ(rates.cancelled.size(), 1U);
    EXPECT_EQ(rates.merged.size(), 1U);
}

TEST(Rates, BackfilledAndOnTheSpotAreNotTimed)
{
    AnOrder backfilled, spot;
    backfilled.due(8, 1).closed(8, 1).backfill = true;
    spot.closed(8, 1).on_the_spot = true;
    auto const rates = of({backfilled, spot});
    expect(rates.closing, 0, 0);
    expect(rates.rework, 0, 0);
    EXPECT_EQ(rates.not_timed.size(), 2U);
}

TEST(Rates, AnApprovedHoldAtTheEndLeavesTheDueAndAnAskedOneDoesNot)
{
    auto const rates = of({AnOrder{}.due(9, 20).held(9, 18, true), AnOrder{}.due(9, 20).held(9, 18, false),
                           AnOrder{}.due(9, 20).held(9, 18, true, noon(9, 25))});
    expect(rates.closing, 0, 2);
    EXPECT_EQ(rates.on_hold.size(), 1U);
}

TEST(Rates, ReopeningLaterDoesNotRewriteAnOldPeriod)
{
    AnOrder order;
    order.due(8, 10).closed(8, 9).reopened(10, 5);
    expect(of({order}).closing, 1, 1);
    AnOrder at_once;
    at_once.due(8, 10).closed(8, 9).reopened(8, 20);
    expect(of({at_once}).closing, 0, 1);
}

TEST(Rates, EarlyClosingsStandApart)
{
    AnOrder order;
    order.due(10, 5).closed(9, 29);
    auto const rates = of({order});
    expect(rates.closing, 0, 0);
    EXPECT_EQ(rates.early.size(), 1U);
    expect(of({order}, q4).on_time, 1, 1); // due, and in time, in the next
}

TEST(Rates, ReworkIsOrdersNotChecks)
{
    AnOrder twice;
    twice.due(8, 10).step(OrderEvent::fail, 8, 3).step(OrderEvent::fail, 8, 4).closed(8, 5);
    auto const rates = of({twice, AnOrder{}.due(8, 10).closed(8, 5)});
    expect(rates.rework, 1, 2);
    AnOrder undone;
    undone.due(8, 10).step(OrderEvent::fail, 8, 3);
    undone.steps.back().undone = true;
    expect(of({undone}).rework, 0, 0); // what was taken back did not happen
}

TEST(Rates, ADateWithoutHourIsInTimeOnTheDeadlinesDay)
{
    AnOrder typed_next_day; // done on the 10th, entered on the 11th; due the 10th at noon
    typed_next_day.due(8, 10);
    typed_next_day.state = OrderState::closed;
    typed_next_day.closed_on = PartialDate{*Date::from_ymd(2025, 8, 10)};
    typed_next_day.closed_at = noon(8, 11);
    typed_next_day.step(OrderEvent::pass, 8, 11, typed_next_day.closed_on);
    expect(of({typed_next_day}).on_time, 1, 1);
    AnOrder month_only; // some day of August: the last is taken, so nobody is in time by leaving it out
    month_only.due(8, 10);
    month_only.state = OrderState::closed;
    month_only.closed_on = PartialDate::from(2025, 8);
    month_only.closed_at = noon(9, 2);
    month_only.step(OrderEvent::pass, 9, 2, month_only.closed_on);
    expect(of({month_only}).on_time, 0, 1);
    expect(of({month_only}).closing, 1, 1);
}
