// The page of settings, tab by tab, and the way back to a backup.
#include "gui/driver.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace taizhang::gui {
namespace {

using With = Program::With;

void open_tab(User& user, std::string const& tab)
{
    user.press("ctrl+5");
    user.click("settings." + tab + ".head");
}

TEST(Settings, GiveTheBureauAnotherNameThatTheWindowShowsAtOnce)
{
    Program program{With::empty_ledger};
    User user;
    open_tab(user, "bureau");
    user.fill("settings.f.bureau", "Bureau of Lamps");
    user.click("settings.bureau.save");
    EXPECT_TRUE(until_says("notice.words", "已保存"));
    EXPECT_TRUE(until_says("top.bureau", "Bureau of Lamps"));
    EXPECT_EQ(program.look()->info().bureau, "Bureau of Lamps");
}

TEST(Settings, ShowHowTheNextOrderIsNumberedWhileThePatternIsTyped)
{
    Program program{With::empty_ledger};
    User user;
    open_tab(user, "bureau");
    user.fill("settings.f.number", "X-{year}-{serial}");
    EXPECT_TRUE(until_says("settings.number.preview", "X-2025-"));
    user.fill("settings.f.number", "X");
    EXPECT_TRUE(until_says("settings.number.preview", "{year}"));
}

/// A wrong value, and part of what is said beside its field.
struct Slip {
    char const *name, *tab, *field, *typed, *save, *problem;
};

void PrintTo(Slip const& slip, std::ostream* out) { *out << slip.name; }

class WrongSetting : public testing::TestWithParam<Slip> {};

TEST_P(WrongSetting, IsToldBesideTheFieldAndNothingIsSaved)
{
    auto const& slip = GetParam();
    Program program{With::empty_ledger};
    auto const before = last_change(*program.look());
    User user;
    open_tab(user, slip.tab);
    user.fill(slip.field, slip.typed);
    user.click(slip.save);
    EXPECT_TRUE(until_says(std::string{slip.field} + ".problem", slip.problem));
    EXPECT_EQ(last_change(*program.look()), before);
}

INSTANTIATE_TEST_SUITE_P(
    All, WrongSetting,
    testing::Values(Slip{"DivisionCode", "bureau", "settings.f.division", "12", "settings.bureau.save", "140226"},
                    Slip{"OrderNumber", "bureau", "settings.f.number", "number", "settings.bureau.save", "{serial}"},
                    Slip{"BackupsKept", "backup", "settings.f.kept", "many", "settings.backup.save", "365"},
                    Slip{"BackupFolder", "backup", "settings.f.folder", "/nowhere/at/all", "settings.backup.save", "文件夹"}),
    [](auto const& info) { return std::string{info.param.name}; });

TEST(Settings, AddAPersonWhoIsThenAtTheDesk)
{
    Program program{With::empty_ledger};
    User user;
    open_tab(user, "people");
    auto const people = program.look()->people().size();
    user.click("settings.people.add");
    user.fill("settings.person." + std::to_string(people) + ".name", "Wang");
    user.click("settings.people.save");
    EXPECT_TRUE(until_says("notice.words", "已保存"));
    EXPECT_EQ(program.look()->people().size(), people + 1);
}

TEST(Restoring, BringsTheLedgerBackToTheBackupOfTheMorning)
{
    Program program{With::sample};
    ASSERT_TRUE(until([&] { return std::filesystem::exists(program.folder() / "t.backups"); }));
    auto const orders = program.look()->orders({}).size();
    User user;
    user.press("ctrl+n");
    ASSERT_TRUE(until_shown("repair.save"));
    user.fill("repair.road", "New Road");
    user.press("Return");
    ASSERT_TRUE(until_gone("repair.save"));
    ASSERT_EQ(program.look()->orders({}).size(), orders + 1);
    open_tab(user, "backup");
    user.click("settings.backup.restore");
    ASSERT_TRUE(until_shown("restore.list"));
    EXPECT_TRUE(until_says("restore.preview", std::to_string(orders))) << "what it holds is shown before";
    user.click("restore.go");
    ASSERT_TRUE(until_gone("restore.go"));
    EXPECT_TRUE(until([&] { return program.bench().is_open() && !program.bench().job(); }));
    EXPECT_TRUE(until([&] { return program.look()->orders({}).size() == orders; }));
}

TEST(Restoring, IsOfferedWhenTheLedgerIsDamaged)
{
    Program program{With::sample};
    ASSERT_TRUE(until([&] { return std::filesystem::exists(program.folder() / "t.backups"); }));
    auto const torn = program.folder() / "torn.gpkg";
    std::filesystem::copy(program.folder() / "t.backups", program.folder() / "torn.backups");
    std::filesystem::copy(std::filesystem::directory_iterator{program.folder() / "t.backups"}->path(), torn);
    std::filesystem::resize_file(torn, std::filesystem::file_size(torn) / 2);
    on_main([&] { program.bench().open(torn.string()); });
    ASSERT_TRUE(until_shown("restore.list"));
    EXPECT_TRUE(until_says("restore.preview", "左云县"));
    User user;
    user.press("Escape");
    EXPECT_TRUE(until_gone("restore.list"));
    EXPECT_EQ(text_of("status.ledger"), "t.gpkg") << "the open ledger stays";
    on_main([&] { program.bench().open(torn.string()); });
    ASSERT_TRUE(until_shown("restore.list"));
    user.click("restore.go");
    EXPECT_TRUE(until_says("status.ledger", "torn.gpkg"));
}

} // namespace
} // namespace taizhang::gui
