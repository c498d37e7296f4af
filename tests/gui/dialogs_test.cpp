// What holds for every dialog: leaving it changes nothing, what is wrong is said beside the field.
#include "gui/driver.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace taizhang::gui {
namespace {

using With = Program::With;

struct Dialog {
    char const* name;
    char const* save; ///< id of its primary button
    std::function<void(User&)> open;
};

void open_first_row(User& user, char const* page, char const* table)
{
    enter_page(user, page, table);
    user.press("Home");
    user.press("Return");
}

std::vector<Dialog> dialogs()
{
    return {{"Repair", "repair.save",
             [](User& user) {
                 enter_page(user, "ctrl+2", "assets.table");
                 user.press("Home");
                 user.press("ctrl+n");
             }},
            {"NewFacility", "asset.save", [](User& user) { user.press("ctrl+d"); }},
            {"Facility", "asset.save", [](User& user) { open_first_row(user, "ctrl+2", "assets.table"); }},
            {"ManyFacilities", "batch.save",
             [](User& user) {
                 enter_page(user, "ctrl+2", "assets.table");
                 user.press("ctrl+a");
                 user.press("Return");
             }},
            {"CloseOrder", "close.save",
             [](User& user) {
                 user.press("ctrl+3");
                 user.click("orders.tab.1");
                 enter_page(user, "ctrl+3", "orders.table");
                 user.press("Home");
                 user.press("Return");
             }},
            {"Restore", "restore.go", [](User& user) {
                 user.press("ctrl+5");
                 user.click("settings.backup.head");
                 user.click("settings.backup.restore");
             }}};
}

void PrintTo(Dialog const& dialog, std::ostream* out) { *out << dialog.name; }

std::string name_of_case(auto const& info) { return info.param.name; }

class EveryDialog : public testing::TestWithParam<Dialog> {};

TEST_P(EveryDialog, LeavesTheLedgerAloneWhenItIsLeft)
{
    Program program{With::sample};
    auto const before = last_change(*program.look());
    User user;
    GetParam().open(user);
    ASSERT_TRUE(until_shown(GetParam().save));
    user.press("Escape");
    EXPECT_TRUE(until_gone(GetParam().save));
    EXPECT_EQ(last_change(*program.look()), before);
    EXPECT_FALSE(is_shown("notice.words"));
}

INSTANTIATE_TEST_SUITE_P(All, EveryDialog, testing::ValuesIn(dialogs()), [](auto const& info) { return name_of_case(info); });

struct Slip {
    char const* name;
    char const* dialog; ///< by name, above
    char const* field;
    char const* typed;
    char const* problem; ///< part of what is said beside the field
};

void PrintTo(Slip const& slip, std::ostream* out) { *out << slip.name; }

class WrongInput : public testing::TestWithParam<Slip> {};

TEST_P(WrongInput, IsToldBesideTheFieldAndNothingIsSaved)
{
    auto const& slip = GetParam();
    auto const all = dialogs();
    auto const& dialog = *std::ranges::find_if(all, [&](Dialog const& d) { return std::string{d.name} == slip.dialog; });
    Program program{With::sample};
    auto const before = last_change(*program.look());
    User user;
    dialog.open(user);
    ASSERT_TRUE(until_shown(dialog.save));
    user.fill(slip.field, slip.typed);
    user.click(dialog.save);
    EXPECT_TRUE(until_says(std::string{slip.field} + ".problem", slip.problem)) << text_of(std::string{slip.field} + ".problem");
    EXPECT_EQ(focused(), slip.field) << "the keyboard is at what is to be mended";
    EXPECT_EQ(last_change(*program.look()), before);
    user.press("Escape");
    EXPECT_TRUE(until_gone(dialog.save));
}

INSTANTIATE_TEST_SUITE_P(
    All, WrongInput,
    testing::Values(Slip{"QuantityOfARepair", "Repair", "repair.quantity", "many", "many"},
                    Slip{"PositionOfAFacility", "NewFacility", "asset.f.position", "here", ""},
                    Slip{"YearOfAFacility", "Facility", "asset.f.built_on", "soon", ""},
                    Slip{"QuantityDone", "CloseOrder", "close.lines/0", "few", "few"},
                    Slip{"DayDone", "CloseOrder", "close.accepted_on", "13/13", "2025-11-20"}),
    [](auto const& info) { return name_of_case(info); });

} // namespace
} // namespace taizhang::gui
