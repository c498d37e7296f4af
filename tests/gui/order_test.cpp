// The page of orders, closing and correcting.
#include "gui/driver.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace taizhang::gui {
namespace {

using With = Program::With;

TEST(Registrar, FinishesAndClosesAnOrder)
{
    Program program{With::empty_ledger};
    User user;
    user.press("ctrl+n");
    user.fill("repair.road", "云新街");
    user.fill("repair.quantity", "3");
    user.press("Return");
    ASSERT_TRUE(until_gone("repair.save"));
    user.press("ctrl+3");
    user.click_row("orders.table", 0);
    user.click("orders.close");
    user.fill("close.lines/0", "2");
    user.fill("close.result", "new lamps");
    user.press("Return");
    ASSERT_TRUE(until_gone("close.save"));
    auto const order = newest_order(*program.look());
    EXPECT_EQ(order.state, domain::OrderState::closed);
    EXPECT_EQ(order.lines[0].accepted, domain::Quantity::whole(2));
    EXPECT_EQ(order.lines[0].planned, domain::Quantity::whole(3));
    EXPECT_EQ(order.result, "new lamps");
}

// An order that was logged a moment ago stands on top and is selected.
void log_here(User& user, std::string const& road)
{
    user.press("ctrl+n");
    ASSERT_TRUE(until_shown("repair.save"));
    user.fill("repair.road", road);
    user.fill("repair.quantity", "3");
    user.press("Return");
    ASSERT_TRUE(until_gone("repair.save"));
    user.press("ctrl+3");
    user.click_row("orders.table", 0);
    ASSERT_TRUE(until_says("detail.caption", "左住建工单"));
}

TEST(Registrar, ClosesAnOrderByKeyboardOnly)
{
    Program program{With::empty_ledger};
    User user;
    log_here(user, "Gate Road");
    user.press("Return");
    ASSERT_TRUE(until_shown("close.save"));
    EXPECT_EQ(focused(), "close.result");
    user.type("done");
    user.press("Return");
    ASSERT_TRUE(until_gone("close.save"));
    EXPECT_EQ(newest_order(*program.look()).result, "done");
    EXPECT_TRUE(until_says("notice.words", "已办结"));
    EXPECT_EQ(cell_text("orders.table", 0, 1), "已结案");
}

TEST(Registrar, CorrectsTodaysSlipWithAReasonAndNotWithoutOne)
{
    Program program{With::empty_ledger};
    User user;
    log_here(user, "Gate Road");
    user.click("detail.correct");
    ASSERT_TRUE(until_shown("correct.save"));
    user.fill("correct.lines/0", "5");
    user.click("correct.save");
    EXPECT_TRUE(until_shown("correct.reason.problem"));
    user.fill("correct.reason", "misheard");
    user.press("Return");
    ASSERT_TRUE(until_gone("correct.save"));
    EXPECT_EQ(newest_order(*program.look()).lines[0].planned, domain::Quantity::whole(5));
    EXPECT_TRUE(until_says("notice.words", "已更正"));
}

TEST(Planner, FiltersOrdersByTabClassAndTextAndReadsTheirSums)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+3");
    ASSERT_TRUE(until_shown("orders.table"));
    auto const all = rows_in("orders.table");
    choose("orders.class", "路灯");
    auto const lamps = rows_in("orders.table");
    EXPECT_LT(lamps, all);
    EXPECT_TRUE(until_says("orders.count", "合计"));
    user.click("orders.tab.5"); // closed
    EXPECT_TRUE(until([&] { return true; }));
    EXPECT_LE(rows_in("orders.table"), lamps);
    user.click("orders.clear");
    user.click("orders.tab.0");
    EXPECT_TRUE(until([&] { return true; }));
    EXPECT_EQ(rows_in("orders.table"), all);
    user.fill("orders.text", "no such order");
    EXPECT_TRUE(until_gone("orders.table"));
    user.click("orders.clear");
    EXPECT_TRUE(until_shown("orders.table"));
}

TEST(Planner, ReadsTheStepsOfAnOrderBesideIt)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+3");
    user.click("orders.tab.5");
    user.click_row("orders.table", 0);
    ASSERT_TRUE(until_shown("detail.caption"));
    EXPECT_THAT(all_texts(), testing::Contains(testing::HasSubstr("经过")));
}

} // namespace
} // namespace taizhang::gui
