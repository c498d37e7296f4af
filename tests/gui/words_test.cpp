// Both languages, whole: no page and no dialog shows a word of the other one.
#include "gui/driver.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>

namespace taizhang::gui {
namespace {

using With = Program::With;

/// A page or dialog and the way to it in an empty ledger, where no record brings words of its own.
struct Place {
    char const* name;
    char const* awaited;
    std::function<void(User&)> open;
};

void PrintTo(Place const& place, std::ostream* out) { *out << place.name; }

std::function<void(User&)> settings(char const* tab)
{
    return [tab](User& user) {
        user.press("ctrl+5");
        user.click(std::string{"settings."} + tab + ".head");
    };
}

void log_one(User& user)
{
    user.press("ctrl+n");
    EXPECT_TRUE(until_shown("repair.save"));
    user.type("Z 1");
    user.press("Return");
    EXPECT_TRUE(until_gone("repair.save"));
    user.press("ctrl+3");
    user.click_row("orders.table", 0);
}

std::vector<Place> places()
{
    return {{"Home", "home.import", [](User& user) { user.press("ctrl+0"); }},
            {"Map", "map.canvas", [](User& user) { user.press("ctrl+1"); }},
            {"Facilities", "assets.text", [](User& user) { user.press("ctrl+2"); }},
            {"Orders", "orders.text", [](User& user) { user.press("ctrl+3"); }},
            {"Reports", "report.period", [](User& user) { user.press("ctrl+4"); }},
            {"Bureau", "settings.bureau.save", settings("bureau")},
            {"People", "settings.people.save", settings("people")},
            {"DaysOff", "settings.days.save", settings("days")},
            {"Deadlines", "settings.limits.save", settings("limits")},
            {"Catalogue", "settings.catalogue.add", settings("catalogue")},
            {"Backup", "settings.backup.save", settings("backup")},
            {"Look", "settings.window.larger", settings("window")},
            {"Repair", "repair.save", [](User& user) { user.press("ctrl+n"); }},
            {"Facility", "asset.save", [](User& user) { user.press("ctrl+d"); }},
            {"Order", "detail.title", log_one},
            {"CloseOrder", "close.save",
             [](User& user) {
                 log_one(user);
                 user.press("Return");
             }},
            {"CorrectOrder", "correct.save",
             [](User& user) {
                 log_one(user);
                 user.click("detail.correct");
             }},
            {"Restore", "restore.list", [](User& user) {
                 settings("backup")(user);
                 user.click("settings.backup.restore");
             }}};
}

/// Units are written as on paper, behind their English name: lamps (盏).
bool has_chinese(std::string text)
{
    if (text.ends_with(')'))
        text.erase(text.rfind('('));
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0xe3; });
}

/// Latin words of four letters and more that Chinese clerks do not write themselves.
bool has_english(std::string const& text)
{
    static std::set<std::string> const known{"Ctrl", "Excel", "GeoJSON", "Shapefile", "English", "Enter", "Home", "gpkg", "backups"};
    std::string word;
    for (char const c : text + ' ') {
        if (std::isalpha(static_cast<unsigned char>(c))) {
            word += c;
            continue;
        }
        if (word.size() > 3 && !known.contains(word))
            return true;
        word.clear();
    }
    return false;
}

class Words : public testing::TestWithParam<std::tuple<Place, Language>> {};

TEST_P(Words, AreAllOfTheChosenLanguage)
{
    auto const& [place, language] = GetParam();
    Program program{With::empty_ledger, language};
    User user;
    place.open(user);
    ASSERT_TRUE(until_shown(place.awaited));
    // what stands in the records, and names of files, is nobody's to translate
    std::set<std::string> const own{"左云县", "中文", "English", "t.gpkg"};
    auto const who = on_main([&] { return program.bench().who(); });
    for (auto const& text : all_texts()) {
        auto const holds = [&](std::string const& part) { return text.find(part) != std::string::npos; };
        bool const record = own.contains(text) || holds("左云县住房和城乡建设管理局") || holds("左住建工单") || holds(who) || holds("/") ||
                            holds("2026-10-10 班");
        if (!record)
            EXPECT_FALSE(language == Language::en ? has_chinese(text) : has_english(text)) << text;
    }
    if (std::string{place.awaited}.ends_with(".save") || std::string{place.awaited}.ends_with(".list"))
        user.press("Escape");
}

INSTANTIATE_TEST_SUITE_P(All, Words,
                         testing::Combine(testing::ValuesIn(places()), testing::Values(Language::zh, Language::en)),
                         [](auto const& info) {
                             return std::get<0>(info.param).name + std::string{std::get<1>(info.param) == Language::zh ? "Zh" : "En"};
                         });

} // namespace
} // namespace taizhang::gui
