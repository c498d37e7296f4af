#include "present/quarter_trends.hpp"

#include <gtest/gtest.h>

using namespace taizhang;
using namespace taizhang::present;

namespace {

domain::Catalog const& catalog()
{
    static auto const shipped = domain::Catalog::shipped();
    return shipped;
}

domain::FigureLine lamps(std::optional<std::int64_t> number, std::string_view on, std::string_view activity = "repair")
{
    static int n = 0;
    domain::FigureLine line;
    line.line_uid = line.order_uid = line.order_number = std::to_string(++n);
    line.class_key = "streetlight";
    line.activity = activity;
    line.unit = "套";
    if (number)
        line.accepted = domain::Quantity::whole(*number);
    line.accepted_on = PartialDate::parse_iso(on);
    return line;
}

std::vector<Trend> trends_of(std::vector<domain::FigureLine> const& lines, std::size_t most = 5)
{
    return quarter_trends(catalog(), Translator{Language::zh}, lines, *Date::parse_iso("2025-11-20"), most);
}

TEST(QuarterTrends, TellTheRunningQuarterBesideTheLast)
{
    auto const trends = trends_of({lamps(540, "2025-10-03"), lamps(12, "2025-07-01"), lamps(8, "2025-09-30")});
    ASSERT_EQ(trends.size(), 1u);
    EXPECT_EQ(trends[0].what, "维修路灯540套");
    EXPECT_EQ(trends[0].before, "上季 20 套");
    ASSERT_EQ(trends[0].quarters.size(), 8u);
    EXPECT_EQ(trends[0].quarters[7], 540);
    EXPECT_EQ(trends[0].quarters[6], 20);
    EXPECT_EQ(trends[0].quarters[5], 0);
}

TEST(QuarterTrends, KeepWorkThatRestsThisQuarterAfterWhatIsBeingDone)
{
    auto const trends = trends_of({lamps(3, "2025-02-01"), lamps(1, "2025-10-03", "replace")});
    ASSERT_EQ(trends.size(), 2u);
    EXPECT_EQ(trends[0].quarters.back(), 1);
    EXPECT_EQ(trends[0].before, "上季没有");
    EXPECT_EQ(trends[1].what, "维修路灯");
    EXPECT_EQ(trends[1].quarters.back(), 0);
}

TEST(QuarterTrends, LeaveOutWhatIsOlderThanTwoYearsOrKnownOnlyToTheYear)
{
    EXPECT_TRUE(trends_of({lamps(3, "2023-12-31"), lamps(4, "2025")}).empty());
}

TEST(QuarterTrends, SayThatAQuantityWasNotReportedInsteadOfDrawingABar)
{
    auto const trends = trends_of({lamps({}, "2025-08-01"), lamps(2, "2025-10-03")});
    ASSERT_EQ(trends.size(), 1u);
    EXPECT_EQ(trends[0].before, "上季 数量未报");
    EXPECT_EQ(trends[0].quarters[6], 0);
}

TEST(QuarterTrends, AreNoMoreThanAskedFor)
{
    EXPECT_EQ(trends_of({lamps(3, "2025-02-01"), lamps(1, "2025-10-03", "replace")}, 1).size(), 1u);
}

} // namespace
