#include "domain/work_calendar.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace taizhang;
using namespace taizhang::domain;
using testing::SizeIs;

namespace {

constexpr int beijing = 480;

Date day(char const* iso) { return *Date::parse_iso(iso); }

Instant at(char const* iso, int hours) { return Instant::from_millis(Instant::start_of(day(iso), beijing).millis() + hours * 3'600'000LL); }

TEST(SpecialDays, AreUnderstoodAsANoticeSaysThem)
{
    auto const found = understand_special_days("2026-10-01 至 2026-10-07 休 国庆节\n\n2026年10月10日 班\n2026/9/27～2026/9/27 放假\n");
    EXPECT_THAT(found.faults, SizeIs(0));
    ASSERT_THAT(found.days, SizeIs(9));
    EXPECT_EQ(found.days[0].day, day("2026-09-27"));
    EXPECT_FALSE(found.days[0].works);
    EXPECT_EQ(found.days[1].name, "国庆节");
    EXPECT_TRUE(found.days[8].works);
    EXPECT_EQ(text_of(found.days), "2026-09-27 休\n2026-10-01 2026-10-07 休 国庆节\n2026-10-10 班\n");
}

TEST(SpecialDays, SayWhichLineIsNotUnderstood)
{
    auto const found = understand_special_days("国庆节\n2026-10-01 休\n2026-10-07 2026-10-01 休\n2026-13-01 休\n2026-01-01 2026-12-31 休");
    ASSERT_THAT(found.faults, SizeIs(4));
    EXPECT_EQ(found.faults[0].line, 1);
    EXPECT_EQ(found.faults[1].line, 3) << "ends before it begins";
    EXPECT_EQ(found.faults[2].line, 4) << "no such day";
    EXPECT_EQ(found.faults[3].line, 5) << "nobody has a year off";
    EXPECT_THAT(found.days, SizeIs(1));
}

TEST(WorkCalendar, SkipsHolidaysAndCountsMakeUpDays)
{
    auto const notice = understand_special_days("2026-10-01 2026-10-07 休 国庆节\n2026-10-10 班");
    WorkCalendar const calendar{notice.days};
    Deadline limit;
    limit.clock = Deadline::Clock::work_day;
    limit.amount = 3;
    // Wednesday 30 September; then Thursday 8, Friday 9 and the worked Saturday 10 October
    EXPECT_EQ(calendar.deadline(at("2026-09-30", 10), limit, beijing), at("2026-10-10", 18));
    EXPECT_EQ(WorkCalendar{}.deadline(at("2026-09-30", 10), limit, beijing), at("2026-10-05", 18)) << "without the notice";
    limit.clock = Deadline::Clock::work_hour;
    limit.amount = 4;
    EXPECT_EQ(calendar.deadline(at("2026-09-30", 16), limit, beijing), at("2026-10-08", 10));
    limit.clock = Deadline::Clock::urgent_hour;
    EXPECT_EQ(calendar.deadline(at("2026-10-01", 3), limit, beijing), at("2026-10-01", 7)) << "urgent hours run on holidays too";
    limit.clock = Deadline::Clock::calendar_day;
    EXPECT_EQ(calendar.deadline(at("2026-10-01", 3), limit, beijing), at("2026-10-05", 3));
}

} // namespace

TEST(OfficeHours, AreReadAsPeopleWriteThemAndDecideWhereWorkHoursRun)
{
    auto const summer = OfficeHours::understand("8:30－12:00、14:30至18:30");
    ASSERT_TRUE(summer);
    EXPECT_EQ(summer->text(), "08:30-12:00 14:30-18:30");
    for (auto const* wrong : {"", "8-12", "12:00-08:00", "08:00-12:00 11:00-18:00", "08:70-12:00", "25:00-26:00"})
        EXPECT_FALSE(OfficeHours::understand(wrong)) << wrong;
    WorkCalendar const calendar{{}, *summer};
    auto const thursday = *Instant::parse_iso("2025-11-20T03:00:00.000Z"); // 11:00
    EXPECT_EQ(calendar.deadline(thursday, 2, Deadline::Clock::work_hour, 480).local_minutes(480), "2025-11-20 15:30");
    EXPECT_EQ(calendar.deadline(thursday, 1, Deadline::Clock::work_day, 480).local_minutes(480), "2025-11-21 18:30");
}

TEST(WorkCalendar, ResumesWithWhatWasLeft)
{
    WorkCalendar const calendar;
    auto const instant = [](char const* iso) { return *Instant::parse_iso(iso); };
    auto const deadline = instant("2025-11-20T10:00:00.000Z"); // Thursday 18:00
    auto const stopped = instant("2025-11-20T06:00:00.000Z");  // Thursday 14:00
    auto const resumed = instant("2025-11-24T00:00:00.000Z");  // Monday 08:00
    using Clock = Deadline::Clock;
    EXPECT_EQ(calendar.resumed(deadline, stopped, resumed, Clock::work_hour, 480).local_minutes(480), "2025-11-24 12:00");
    EXPECT_EQ(calendar.resumed(deadline, stopped, resumed, Clock::urgent_hour, 480).local_minutes(480), "2025-11-24 12:00");
    EXPECT_EQ(calendar.resumed(deadline, stopped, resumed, Clock::work_day, 480).local_minutes(480), "2025-11-24 18:00");
    EXPECT_EQ(calendar.resumed(stopped, deadline, resumed, Clock::work_hour, 480), stopped) << "one that had passed stays passed";
}
