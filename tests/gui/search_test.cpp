// The search box.
#include "gui/driver.hpp"

#include "ui/words.hpp"

#include <wx/dataview.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace taizhang::gui {
namespace {

using With = Program::With;

TEST(Clerk, FindsAStreetByItsPinyinInitialsAndOpensALamp)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+k");
    user.type("yxj");
    ASSERT_TRUE(until_shown("search.list"));
    auto const first = on_main([] {
        auto& list = dynamic_cast<wxDataViewListCtrl&>(*wxWindow::FindWindowByName("search.list"));
        return ui::utf8(list.GetTextValue(0, 1));
    });
    EXPECT_EQ(first, "云新街");
    user.press("Escape");
    EXPECT_FALSE(is_shown("search.list"));
    user.type("LD-0042");
    ASSERT_TRUE(until_shown("search.list"));
    user.press("Return");
    auto const uid = program.look()->asset("LD-0042", "streetlight").uid;
    EXPECT_TRUE(until([&] { return program.bench().selected_assets() == std::vector{uid}; }));
    EXPECT_TRUE(until([] {
        auto* const title = wxWindow::FindWindowByName("detail.title");
        return title && ui::utf8(title->GetLabel()).find("LD-0042") != std::string::npos;
    }));
}

TEST(Clerk, WalksThroughWhatWasFoundWithArrowKeys)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+k");
    user.type("LD-004");
    ASSERT_TRUE(until_shown("search.list"));
    user.press("Down");
    user.press("Down");
    user.press("Up");
    auto const second = on_main([] {
        auto& list = dynamic_cast<wxDataViewListCtrl&>(*wxWindow::FindWindowByName("search.list"));
        return std::pair{list.GetSelectedRow(), ui::utf8(list.GetTextValue(1, 1))};
    });
    EXPECT_EQ(second.first, 1);
    user.press("Return");
    EXPECT_TRUE(until_says("detail.title", second.second.substr(0, 7)));
}

TEST(Clerk, LeavesTheSearchWithoutOpeningAnything)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+k");
    user.type("LD-004");
    ASSERT_TRUE(until_shown("search.list"));
    user.press("Escape");
    EXPECT_TRUE(until_gone("search.list"));
    EXPECT_EQ(text_of("search"), "");
    EXPECT_TRUE(on_page(program, ui::MainWindow::PageKey::home));
    user.type("zzqqyy");
    EXPECT_FALSE(is_shown("search.list"));
    user.press("Return");
    EXPECT_TRUE(on_page(program, ui::MainWindow::PageKey::home)) << "nothing was found, nothing opens";
}

} // namespace
} // namespace taizhang::gui
