// The first page: what needs attention, and the ways into an empty ledger.
#include "gui/driver.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace taizhang::gui {
namespace {

using With = Program::With;
using PageKey = ui::MainWindow::PageKey;

TEST(Window, ShowsWhatNeedsAttentionInTheLedgerItWasGiven)
{
    Program program{With::sample};
    EXPECT_TRUE(on_page(program, PageKey::home));
    ASSERT_TRUE(until_shown("home.card.overdue"));
    EXPECT_EQ(text_of("status.ledger"), "t.gpkg");
    EXPECT_EQ(text_of("status.sample"), "示意数据");
    EXPECT_EQ(text_of("top.bureau"), "左云县住房和城乡建设管理局");
}

TEST(Window, LeadsFromACardToTheOrdersBehindIt)
{
    Program program{With::sample};
    User user;
    user.click("home.card.overdue");
    EXPECT_TRUE(on_page(program, PageKey::orders));
    EXPECT_EQ(on_main([&] { return program.window().orders().table().tab(); }), present::OrderTable::Tab::overdue);
    user.press("ctrl+0");
    user.click("home.attention.line");
    EXPECT_TRUE(on_page(program, PageKey::orders));
    EXPECT_TRUE(until_shown("detail.title"));
}

TEST(Window, LeadsByTheHandInAnEmptyLedger)
{
    Program program{With::empty_ledger};
    User user;
    user.click("home.add");
    EXPECT_TRUE(until_shown("asset.save"));
    user.press("Escape");
    EXPECT_TRUE(until_gone("asset.save"));
}

TEST(Window, LeadsByTheHandWithoutALedger)
{
    Program program{With::nothing};
    EXPECT_TRUE(is_shown("start.open"));
    EXPECT_TRUE(is_shown("start.new"));
    EXPECT_FALSE(is_enabled("top.repair"));
}

} // namespace
} // namespace taizhang::gui
