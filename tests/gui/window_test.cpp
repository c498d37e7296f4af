// The frame around the pages.
#include "gui/driver.hpp"

#include "ui/words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace taizhang::gui {
namespace {

using testing::HasSubstr;
using PageKey = ui::MainWindow::PageKey;
using With = Program::With;

TEST(Window, SaysWhatAFileIsThatIsNoLedger)
{
    Program program{With::sample};
    auto const notes = program.folder() / "notes.gpkg";
    std::ofstream{notes} << "just text";
    on_main([&] { program.bench().open(notes.string()); });
    ASSERT_TRUE(until([] { return true; }));
    EXPECT_TRUE(until([&] {
        auto* const words = wxWindow::FindWindowByName("notice.words");
        return words && words->IsShownOnScreen() && ui::utf8(words->GetLabel()).find("notes.gpkg") != std::string::npos;
    })) << text_of("notice.words");
    EXPECT_EQ(text_of("status.ledger"), "t.gpkg") << "the open ledger stays";
}

TEST(Window, GoesFromPageToPageByKeyboardAndTheFocusFollows)
{
    Program program{With::sample};
    User user;
    struct Way {
        char const* chord;
        PageKey page;
        char const* focus;
    };
    for (auto const& way : {Way{"ctrl+2", PageKey::assets, "assets.table"}, Way{"ctrl+3", PageKey::orders, "orders.table"},
                            Way{"ctrl+4", PageKey::report, "report.period"}, Way{"ctrl+5", PageKey::settings, "settings.bureau.head"}}) {
        user.press(way.chord);
        EXPECT_TRUE(on_page(program, way.page)) << way.chord;
        enter_page(user, way.chord, way.focus);
    }
}

TEST(Window, NamesWhatUndoWouldTakeBack)
{
    Program program{With::empty_ledger};
    User user;
    EXPECT_FALSE(is_enabled("top.undo"));
    user.press("ctrl+n");
    ASSERT_TRUE(until_shown("repair.save"));
    user.type("Gate Road");
    user.press("Return");
    ASSERT_TRUE(until_gone("repair.save"));
    ASSERT_TRUE(until([&] { return !program.bench().undo_words().empty(); }));
    EXPECT_TRUE(is_enabled("top.undo"));
    auto const words = on_main([] { return ui::utf8(wxWindow::FindWindowByName("top.undo")->GetToolTipText()); });
    EXPECT_THAT(words, HasSubstr("2025-0001"));
    user.click("top.undo");
    EXPECT_TRUE(until_enabled("top.redo"));
}

TEST(Window, KeepsTheNavigationNarrowOnASmallScreen)
{
    Program program{With::sample};
    auto const width = [] { return on_main([] { return wxWindow::FindWindowByName("nav")->GetSize().GetWidth(); }); };
    EXPECT_EQ(width(), 80);
    on_main([&] { program.window().SetSize(1400, 800); });
    EXPECT_TRUE(until([] { return wxWindow::FindWindowByName("nav")->GetSize().GetWidth() == 176; }));
}

TEST(Window, ShowsTheSelectedRecordBesideThePagesOfRecordsOnly)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+2");
    user.click_row("assets.table", 2);
    ASSERT_TRUE(until_shown("detail.title"));
    user.press("ctrl+5");
    EXPECT_TRUE(until_gone("detail.title"));
    user.press("ctrl+2");
    EXPECT_TRUE(until_shown("detail.title"));
}

TEST(Window, LetsTheDetailBeDraggedWiderAndRemembersIt)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+2");
    user.click_row("assets.table", 2);
    ASSERT_TRUE(until_shown("detail.title"));
    auto const width = [] { return on_main([] { return wxWindow::FindWindowByName("detail")->GetSize().GetWidth(); }); };
    auto const before = width();
    user.drag("detail", -2, 300, -82, 300);
    EXPECT_TRUE(until([&] { return wxWindow::FindWindowByName("detail")->GetSize().GetWidth() > before + 60; })) << width();
    EXPECT_THAT(program.remembered("detail.width"), testing::Not(testing::IsEmpty()));
}

TEST(Window, StopsARunningImportAndLeavesTheLedgerAsItWas)
{
    Program program{With::empty_ledger};
    auto const file = program.folder() / "lamps.csv";
    {
        std::ofstream out{file};
        out << "code,lon,lat\n";
        for (int i = 0; i < 60'000; ++i)
            out << "X-" << i << ',' << 112.7 + (i % 100) * 0.0001 << ',' << 40.0 + (i / 100) * 0.0001 << '\n';
    }
    User user;
    user.press("ctrl+i");
    ASSERT_TRUE(until_titled("导入"));
    user.press("ctrl+l");
    user.type(file.string());
    user.press("Return");
    ASSERT_TRUE(until_enabled("import.go"));
    user.click("import.go");
    user.click("status.stop");
    EXPECT_TRUE(until([&] { return !program.bench().job(); }));
    EXPECT_TRUE(program.look()->assets({}).empty());
}

} // namespace
} // namespace taizhang::gui
