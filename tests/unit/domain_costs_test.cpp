#include "domain/costs.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

using namespace taizhang;
using namespace taizhang::domain;

TEST(Costs, AmountIsQuantityTimesPriceToTheFen)
{
    EXPECT_EQ(amount_of(*Quantity::parse("2.5"), Money::fen(1001)), Money::fen(2503)) << "2502.5 rounds up";
    EXPECT_EQ(amount_of(Quantity::whole(0), Money::fen(999)), Money::fen(0));
    EXPECT_FALSE(amount_of(Quantity::whole(9'000'000'000'000), Money::fen(1'000'000'000)));
}

TEST(Costs, SharesAddUpAndTheResidualCentGoesToTheLargest)
{
    auto const equal = shares_of(Money::fen(100), std::vector<std::int64_t>{1, 1, 1});
    EXPECT_EQ(equal, (std::vector{Money::fen(34), Money::fen(33), Money::fen(33)}));
    auto const weighed = shares_of(Money::fen(1000), std::vector<std::int64_t>{1000, 2000, 4000});
    EXPECT_EQ(weighed, (std::vector{Money::fen(142), Money::fen(285), Money::fen(573)}));
    EXPECT_TRUE(shares_of(Money::fen(5), std::vector<std::int64_t>{}).empty());
    std::mt19937 dice{1};
    for (int i = 0; i < 200; ++i) {
        std::vector<std::int64_t> weights(dice() % 700 + 1);
        for (auto& w : weights)
            w = dice() % 5000;
        auto const total = static_cast<std::int64_t>(dice());
        auto const shares = shares_of(Money::fen(total), weights);
        ASSERT_EQ(std::accumulate(shares.begin(), shares.end(), Money::fen(0)).in_fen(), total);
    }
}

TEST(Costs, AreSharedOverTheFacilitiesThatWereWorkedOn)
{
    WorkOrder order;
    auto& line = order.lines.emplace_back();
    line.uid = "line";
    line.assets = {{"a", "DONE"}, {"b", "NOT_FOUND"}, {"c", "DONE"}};
    CostLine cost;
    cost.line_uid = "line";
    cost.amount = Money::fen(300);
    share(cost, order, Sharing::by_quantity, {{"a", 1000}, {"c", 2000}});
    ASSERT_EQ(cost.shares.size(), 2U);
    EXPECT_EQ(cost.shares[0].amount, Money::fen(100));
    EXPECT_EQ(cost.shares[1].amount, Money::fen(200));
    share(cost, order, Sharing::equally);
    EXPECT_EQ(cost.shares[1].amount, Money::fen(150));
    share(cost, order, Sharing::none);
    EXPECT_TRUE(cost.shares.empty());
}

TEST(Costs, MaterialIsAddedUpByItemAndUnitInThePeriodOfItsOrder)
{
    auto const on = [](int month, int day) { return PartialDate::from(2025, month, day); };
    std::vector<CostUse> const uses{{"material", "灯头", "个", Quantity::whole(3), Money::fen(300), on(8, 1)},
                                    {"material", "灯头", "个", Quantity::whole(2), Money::fen(200), on(9, 30)},
                                    {"material", "灯头", "箱", Quantity::whole(1), Money::fen(900), on(8, 1)},
                                    {"labour", "灯头", "个", Quantity::whole(9), Money::fen(900), on(8, 1)},
                                    {"material", "灯头", "个", Quantity::whole(7), Money::fen(700), on(10, 1)},
                                    {"material", "灯头", "个", Quantity::whole(5), Money::fen(500), {}}};
    auto const sums = material_used(uses, *Period::quarter(2025, 3));
    ASSERT_EQ(sums.size(), 2U);
    EXPECT_EQ(sums[0].unit, "个");
    EXPECT_EQ(sums[0].quantity, Quantity::whole(5));
    EXPECT_EQ(sums[0].amount, Money::fen(500));
    EXPECT_EQ(sums[0].lines, 2);
}
