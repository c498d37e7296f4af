#include "base/date.hpp"
#include "base/uuid.hpp"

#include <gtest/gtest.h>

using namespace taizhang;

TEST(Date, KnowsWhichDaysThereAre)
{
    EXPECT_TRUE(Date::from_ymd(2024, 2, 29));
    EXPECT_FALSE(Date::from_ymd(2025, 2, 29));
    EXPECT_FALSE(Date::parse_iso("2025-3-15"));
    EXPECT_EQ(Date::from_ymd(2025, 12, 31)->plus_days(1).iso(), "2026-01-01");
    EXPECT_EQ(Date::from_ymd(1970, 1, 1)->days(), 0);
}

TEST(PartialDate, KeepsItsPrecision)
{
    for (auto const* text : {"2025", "2025-03", "2025-03-15"})
        EXPECT_EQ(PartialDate::parse_iso(text)->iso(), text);
    EXPECT_EQ(PartialDate::parse_iso("2025-12")->end_day().iso(), "2026-01-01");
    EXPECT_EQ(PartialDate::parse_iso("2025")->end_day().iso(), "2026-01-01");
    EXPECT_FALSE(PartialDate::parse_iso("2025-00"));
    EXPECT_FALSE(PartialDate::parse_iso("2025-13"));
}

TEST(Instant, IsLocalByTheLedgersOffsetNotTheMachines)
{
    auto const late = Instant::parse_iso("2025-03-14T16:30:00.250Z");
    ASSERT_TRUE(late);
    EXPECT_EQ(late->local_date(480).iso(), "2025-03-15");
    EXPECT_EQ(late->local_minutes(480), "2025-03-15 00:30");
    EXPECT_EQ(late->iso(), "2025-03-14T16:30:00.250Z");
    EXPECT_EQ(Instant::start_of(*Date::from_ymd(2025, 3, 15), 480).iso(), "2025-03-14T16:00:00.000Z");
    EXPECT_EQ(Instant::from_millis(-1).iso(), "1969-12-31T23:59:59.999Z");
}

TEST(Uuid, IsVersionFourAndNeverTwiceTheSame)
{
    auto const a = new_uuid(), b = new_uuid();
    EXPECT_TRUE(is_uuid(a));
    EXPECT_EQ(a[14], '4');
    EXPECT_NE(a, b);
    EXPECT_EQ(uuid_of_name("x"), uuid_of_name("x"));
    EXPECT_NE(uuid_of_name("lamp 1"), uuid_of_name("lamp 2"));
    EXPECT_FALSE(is_uuid("not-a-uuid"));
}
