// The manual, the first look around, and the small map in the detail.
#include "gui/driver.hpp"

#include "ui/words.hpp"

#include <wx/listbox.h>
#include <wx/textctrl.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace taizhang::gui {
namespace {

using testing::HasSubstr;
using With = Program::With;
using PageKey = ui::MainWindow::PageKey;

ui::HelpWindow* help()
{
    auto* const window = dynamic_cast<ui::HelpWindow*>(wxWindow::FindWindowByName("help"));
    return window && window->IsShown() && !window->IsBeingDeleted() ? window : nullptr;
}

bool until_help_shows(std::string const& page)
{
    return until([&] { return help() && help()->page() == page; });
}

bool until_help_is_gone()
{
    return until([] { return !help(); });
}

bool until_shown(std::string const& id)
{
    return until([&] {
        auto* const window = wxWindow::FindWindowByName(ui::wx(id));
        return window && window->IsShownOnScreen();
    });
}

std::string pointing_at(Program& program)
{
    return on_main([&] { return program.window().tour() ? program.window().tour()->pointing_at() : std::string{}; });
}

TEST(Manual, OpensWithF1AtThePageThatFitsEachPage)
{
    Program program{With::sample};
    User user;
    for (auto const& [key, page] : {std::pair{"ctrl+0", "first-steps"}, {"ctrl+1", "map"}, {"ctrl+2", "facilities"}, {"ctrl+3", "close"},
                                    {"ctrl+4", "report"}, {"ctrl+5", "settings"}}) {
        user.press(key);
        user.press("F1");
        EXPECT_TRUE(until_help_shows(page)) << key << " shows " << on_main([] { return help() ? help()->page() : "nothing"; });
        user.press("Escape");
        EXPECT_TRUE(until_help_is_gone());
    }
}

TEST(Manual, CanBeReadWhileADialogWaits)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+n");
    ASSERT_TRUE(until_shown("repair.save"));
    user.press("F1");
    ASSERT_TRUE(until_help_shows("repair"));
    user.fill("help.search", "U盘");
    EXPECT_TRUE(until([] { return help()->page() == "backup"; })) << "the window takes what is typed";
    on_main([] { help()->Close(); });
    EXPECT_TRUE(until_help_is_gone());
    EXPECT_TRUE(is_shown("repair.save"));
    user.press("Escape");
    EXPECT_TRUE(until([] { return !wxWindow::FindWindowByName("repair.save"); }));
}

TEST(Manual, IsReadByKeyboardAlone)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+slash");
    ASSERT_TRUE(until_help_shows("keys"));
    on_main([] { help()->open("batch"); });
    on_main([] { wxWindow::FindWindowByName("help.text")->SetFocus(); });
    user.press("Tab");
    user.press("Return");
    EXPECT_TRUE(until_help_shows("repair")) << "the first link of that page";
    user.press("alt+Left");
    EXPECT_TRUE(until_help_shows("batch"));
    user.press("ctrl+f");
    EXPECT_TRUE(until([] { return wxWindow::FindWindowByName("help.search")->HasFocus(); }));
}

TEST(Manual, ListsOnlyThePagesThatHoldTheWords)
{
    Program program{With::sample, Language::en};
    User user;
    user.press("F1");
    ASSERT_TRUE(until_help_shows("first-steps"));
    auto const count = [] { return on_main([] { return static_cast<wxListBox*>(wxWindow::FindWindowByName("help.pages"))->GetCount(); }); };
    auto const all = count();
    EXPECT_GE(all, 12u);
    user.fill("help.search", "GCJ-02");
    EXPECT_TRUE(until_help_shows("coordinates"));
    EXPECT_LT(count(), all);
    user.fill("help.search", "zeppelin");
    EXPECT_EQ(count(), 1u) << "says that nothing was found";
    user.press("Escape");
    EXPECT_EQ(count(), all);
}

TEST(Manual, SaysMoreAboutAFailure)
{
    Program program{With::sample};
    User user;
    auto const cut = program.folder() / "cut.gpkg";
    std::ofstream{cut} << "";
    on_main([&] { program.bench().open(cut.string()); });
    ASSERT_TRUE(until_shown("notice.more"));
    user.click("notice.more");
    EXPECT_TRUE(until_help_shows("trouble"));
}

TEST(Tour, LeadsAroundOnceAtTheFirstStart)
{
    Program program{With::sample, Language::zh, Program::Start::first};
    User user;
    for (auto const* const stop : {"top.repair", "search", "nav.map", "nav.report", "nav.home"}) {
        EXPECT_TRUE(until([&] { return program.window().tour() && program.window().tour()->pointing_at() == stop; })) << stop;
        EXPECT_EQ(program.remembered("tour.seen"), "");
        user.press("Return");
    }
    EXPECT_TRUE(until([&] { return program.window().tour()->pointing_at().empty(); }));
    EXPECT_EQ(program.remembered("tour.seen"), "1");
    user.press("ctrl+3");
    EXPECT_TRUE(until([&] { return program.window().page() == PageKey::orders; })) << "the window works on";
}

TEST(Tour, IsLeftWithEscapeAndNotShownAgain)
{
    Program program{With::sample, Language::en, Program::Start::first};
    User user;
    ASSERT_TRUE(until([&] { return program.window().tour() && program.window().tour()->pointing_at() == "top.repair"; }));
    user.press("Escape");
    EXPECT_TRUE(until([&] { return program.window().tour()->pointing_at().empty(); }));
    EXPECT_EQ(program.remembered("tour.seen"), "1");
}

TEST(Tour, CoversNoLedgerGivenByName)
{
    Program program{With::sample};
    EXPECT_EQ(pointing_at(program), "");
    on_main([&] { program.window().show_tour(); });
    EXPECT_EQ(pointing_at(program), "top.repair") << "but the Help menu shows it";
}

TEST(Detail, ShowsWhereAFacilityStandsAndLeadsToTheMap)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+2");
    user.fill("assets.text", "LD-0007");
    user.click_row("assets.table", 0);
    ASSERT_TRUE(until_shown("detail.sketch"));
    user.click("detail.sketch");
    EXPECT_TRUE(until([&] { return program.window().page() == PageKey::map; }));
}

} // namespace
} // namespace taizhang::gui
