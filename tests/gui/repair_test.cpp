// Logging a repair: the registrar's job (DESIGN 1).
#include "gui/driver.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace taizhang::gui {
namespace {

using testing::HasSubstr;
using With = Program::With;

TEST(Registrar, LogsARepairOfOneLampInThreeActions)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+2");
    user.fill("assets.text", "LD-0007");
    user.click_row("assets.table", 0);
    auto const before = user.actions();
    user.press("ctrl+n");
    ASSERT_TRUE(until_shown("repair.save"));
    EXPECT_THAT(text_of("repair.assets"), HasSubstr("LD-0007"));
    user.type("dark since Monday");
    user.press("Return");
    ASSERT_TRUE(until_shown("notice.words"));
    EXPECT_LE(user.actions() - before, 4);
    EXPECT_THAT(text_of("notice.words"), HasSubstr("已登记 2025-"));

    auto const ledger = program.look();
    auto const order = newest_order(*ledger);
    EXPECT_EQ(order.description, "dark since Monday");
    EXPECT_EQ(order.state, domain::OrderState::pending);
    ASSERT_EQ(order.lines.size(), 1u);
    EXPECT_EQ(order.lines[0].class_key, "streetlight");
    EXPECT_EQ(order.lines[0].planned, domain::Quantity::whole(1));
    ASSERT_EQ(order.lines[0].assets.size(), 1u);
    EXPECT_EQ(order.lines[0].assets[0].asset_uid, ledger->asset("LD-0007", "streetlight").uid);
    EXPECT_TRUE(order.deadline.has_value());
}

TEST(Registrar, LogsAPlaceOnlyWithAnApproximateQuantityAsDone)
{
    Program program{With::sample};
    User user;
    user.click("top.repair");
    user.fill("repair.road", "云新街");
    user.fill("repair.quantity", "95");
    user.click("repair.approximate");
    user.fill("repair.result", "换好");
    user.click("repair.done");
    ASSERT_TRUE(until_gone("repair.done"));
    auto const order = newest_order(*program.look());
    EXPECT_EQ(order.state, domain::OrderState::closed);
    EXPECT_EQ(order.road, "云新街");
    EXPECT_EQ(order.result, "换好");
    ASSERT_EQ(order.lines.size(), 1u);
    EXPECT_EQ(order.lines[0].accepted, domain::Quantity::whole(95));
    EXPECT_TRUE(order.lines[0].approximate);
    EXPECT_EQ(order.lines[0].accepted_on->iso(), "2025-11-20");
}

TEST(Registrar, NeedsNoMouse)
{
    Program program{With::empty_ledger};
    User user;
    user.press("ctrl+n");
    ASSERT_TRUE(until_shown("repair.save"));
    user.type("Gate Road");
    user.press("Tab");
    user.type("at the gate");
    user.press("Tab");
    user.type("dark");
    user.press("Return");
    ASSERT_TRUE(until_gone("repair.save"));
    auto const order = newest_order(*program.look());
    EXPECT_EQ(order.road, "Gate Road");
    EXPECT_EQ(order.place, "at the gate");
    EXPECT_EQ(order.description, "dark");
}

TEST(Registrar, LogsABatchOfHundredsOfLampsInEightActions)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+2");
    choose("assets.class", "路灯");
    User hurried;
    hurried.click_row("assets.table", 0);
    hurried.press("ctrl+a");
    hurried.press("ctrl+n");
    ASSERT_TRUE(until_shown("repair.save"));
    hurried.fill("repair.result", "new lamps");
    hurried.click("repair.done");
    ASSERT_TRUE(until_gone("repair.done"));
    EXPECT_LE(hurried.actions() + 1, 8) << "choosing the class is the first";
    auto const order = newest_order(*program.look());
    EXPECT_GT(order.lines.at(0).assets.size(), 540u);
    EXPECT_EQ(order.lines[0].accepted, domain::Quantity::whole(static_cast<std::int64_t>(order.lines[0].assets.size())));
}

TEST(Registrar, IsToldBesideTheFieldWhatIsMissing)
{
    Program program{With::sample};
    auto const orders = program.look()->orders({}).size();
    User user;
    user.press("ctrl+n");
    user.fill("repair.quantity", "many");
    user.click("repair.save");
    EXPECT_TRUE(until_shown("repair.quantity.problem"));
    EXPECT_THAT(text_of("repair.quantity.problem"), HasSubstr("many"));
    EXPECT_THAT(text_of("repair.place.problem"), HasSubstr("填写道路或位置"));
    user.press("Escape");
    ASSERT_TRUE(until_gone("repair.save"));
    EXPECT_EQ(program.look()->orders({}).size(), orders);
}

TEST(Registrar, TakesBackWhatWasJustLogged)
{
    Program program{With::empty_ledger};
    User user;
    user.press("ctrl+n");
    ASSERT_TRUE(until_shown("repair.save"));
    user.type("Gate Road");
    user.press("Return");
    ASSERT_TRUE(until_shown("notice.action"));
    user.press("ctrl+3");
    user.press("ctrl+z");
    EXPECT_TRUE(until([&] { return program.bench().undo_words().empty() && !program.bench().redo_words().empty(); }));
    EXPECT_EQ(newest_order(*program.look()).state, domain::OrderState::cancelled);
    user.press("ctrl+y");
    EXPECT_TRUE(until([&] { return !program.bench().undo_words().empty(); }));
    EXPECT_EQ(newest_order(*program.look()).state, domain::OrderState::pending);
}

} // namespace
} // namespace taizhang::gui
