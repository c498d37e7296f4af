// Cells of other people's tables: measures with units, dates as they come (DOMAIN 7.2).
#include "domain/date_text.hpp"
#include "domain/measure_text.hpp"

#include <gtest/gtest.h>

using namespace taizhang;
using namespace taizhang::domain;

namespace {

double value(std::string_view text, std::string_view unit, std::string_view header_unit = {})
{
    auto const measure = understand_measure(text, unit, header_unit);
    return measure ? measure->value : -1;
}

std::string date(std::string_view text, DayMonth order = DayMonth::unknown)
{
    auto const day = understand_date(text, order);
    return day ? day->iso() : "none";
}

} // namespace

TEST(Measures, AreConvertedToTheUnitOfTheAttribute)
{
    EXPECT_DOUBLE_EQ(value("150", "m"), 150);
    EXPECT_DOUBLE_EQ(value("1.47公里", "m"), 1470);
    EXPECT_DOUBLE_EQ(value("0.15kW", "W"), 150);
    EXPECT_DOUBLE_EQ(value("１５０Ｗ", "W"), 150);
    EXPECT_DOUBLE_EQ(value("2,000", "㎡"), 2000);
    EXPECT_DOUBLE_EQ(value("1.2万平方米", "㎡"), 12000);
    EXPECT_DOUBLE_EQ(value("0.25", "W", "kW"), 250) << "the header's brackets say the unit";
    EXPECT_DOUBLE_EQ(value("8", "m", "必填"), 8) << "brackets that hold no unit";
}

TEST(Measures, SayWhenTheyAreOnlyAbout)
{
    for (auto const* text : {"约95", "95余", "95左右", "大约95", "95+", "约95米"}) {
        auto const measure = understand_measure(text, "m");
        ASSERT_TRUE(measure) << text;
        EXPECT_DOUBLE_EQ(measure->value, 95);
        EXPECT_TRUE(measure->approximate) << text;
    }
    EXPECT_FALSE(understand_measure("95", "m")->approximate);
}

TEST(Measures, OfAnotherDimensionAreNotTaken)
{
    for (auto const* text : {"150W", "若干", "1,20", "", "12-15", "LED"})
        EXPECT_FALSE(understand_measure(text, "m")) << text;
}

TEST(Measures, FindTheUnitInAHeader)
{
    EXPECT_EQ(unit_in_header("道路长度（公里）"), "公里");
    EXPECT_EQ(unit_in_header("功率(kW)"), "kW");
    EXPECT_EQ(unit_in_header("功率"), "");
}

TEST(Dates, KeepTheirPrecision)
{
    EXPECT_EQ(date("2023年3月15日"), "2023-03-15");
    EXPECT_EQ(date("2023.3.15"), "2023-03-15");
    EXPECT_EQ(date("2023年3月"), "2023-03");
    EXPECT_EQ(date("2023年"), "2023");
    EXPECT_EQ(date("二〇二三年十一月"), "2023-11");
    EXPECT_EQ(date("二〇二三年十月二十五日"), "2023-10-25");
    EXPECT_EQ(date("二〇二三年三月三十日"), "2023-03-30");
    EXPECT_EQ(date("45474"), "2024-07-01") << "a serial of Excel, as its Chinese date formats give it";
}

TEST(Dates, WithTheYearLastNeedToBeBeyondDoubt)
{
    EXPECT_EQ(date("15/03/2014"), "2014-03-15");
    EXPECT_EQ(date("3/27/2009 0:00"), "2009-03-27");
    EXPECT_EQ(date("4/5/2014"), "none");
    EXPECT_EQ(date("4/5/2014", DayMonth::day_first), "2014-05-04");
    EXPECT_EQ(date("4/5/2014", DayMonth::month_first), "2014-04-05");
    EXPECT_EQ(day_month_shown_by("15/03/2014"), DayMonth::day_first);
    EXPECT_EQ(day_month_shown_by("4/5/2014"), DayMonth::unknown);
}

TEST(Dates, ThatStandForUnknownAreNone)
{
    for (auto const* text : {"1/1/1753 12:00:00 AM", "1900-01-01", "4/15", "23-3-15 or so", "2023-13-01"})
        EXPECT_EQ(date(text), "none") << text;
}
