#include "domain/quantity.hpp"

#include <gtest/gtest.h>

using namespace taizhang;
using namespace taizhang::domain;

namespace {

Catalog const& catalog()
{
    static auto const shipped = Catalog::shipped();
    return shipped;
}

} // namespace

TEST(Quantity, IsExactInThousandths)
{
    EXPECT_EQ(Quantity::parse("1.47")->in_thousandths(), 1470);
    EXPECT_EQ(Quantity::parse("２,０００")->in_thousandths(), 2'000'000);
    EXPECT_EQ(Quantity::parse("1.4700")->text(), "1.47");
    for (auto const* bad : {"", "1.2345", "1,00", "abc", "1e3", "--1", "."})
        EXPECT_FALSE(Quantity::parse(bad)) << bad;
}

TEST(Quantity, ConvertsOnlyInsideADimension)
{
    auto const& m = catalog().unit_of("米");
    auto const& km = catalog().unit_of("km");
    auto const& lamp = catalog().unit_of("盏");
    EXPECT_EQ(converted(Quantity::whole(800), m, km), Quantity::thousandths(800));
    EXPECT_EQ(converted(Quantity::thousandths(1470), km, m), Quantity::whole(1470));
    EXPECT_FALSE(converted(Quantity::whole(1), lamp, m));
    EXPECT_FALSE(converted(Quantity::thousandths(1), m, km)) << "a thousandth of a metre is no thousandth of a kilometre";
}

TEST(StatedQuantity, UnderstandsAClerksWords)
{
    auto const about = understand_quantity(catalog(), "约95套");
    ASSERT_TRUE(about);
    EXPECT_EQ(about->quantity, Quantity::whole(95));
    EXPECT_TRUE(about->approximate);
    EXPECT_EQ(about->unit, "套");
    auto const more = understand_quantity(catalog(), "40余");
    ASSERT_TRUE(more);
    EXPECT_TRUE(more->approximate);
    auto const all = understand_quantity(catalog(), "所有");
    ASSERT_TRUE(all);
    EXPECT_FALSE(all->quantity);
    EXPECT_EQ(all->wording, "所有");
    EXPECT_EQ(understand_quantity(catalog(), "1.47公里")->quantity, Quantity::thousandths(1470));
    for (auto const* bad : {"", "很多", "95只猫", "约"})
        EXPECT_FALSE(understand_quantity(catalog(), bad)) << bad;
}

TEST(Money, IsKeptInFen)
{
    EXPECT_EQ(Money::parse_yuan("1234.5")->in_fen(), 123450);
    EXPECT_EQ(Money::fen(123450).yuan(), "1234.50");
    EXPECT_FALSE(Money::parse_yuan("0.001"));
}

TEST(Dates, AreReadTheWayPeopleWriteThem)
{
    for (auto const* day : {"2023-03-15", "2023/3/15", "2023.3.15", "20230315", "2023年3月15日", "2023-03-15 08:30:00", "45000"})
        EXPECT_EQ(understand_date(day)->iso(), "2023-03-15") << day;
    EXPECT_EQ(understand_date("2023年3月")->iso(), "2023-03");
    EXPECT_EQ(understand_date("2023")->iso(), "2023");
    for (auto const* bad : {"", "2023-02-30", "13", "yesterday", "0", "2023-13"})
        EXPECT_FALSE(understand_date(bad)) << bad;
}
