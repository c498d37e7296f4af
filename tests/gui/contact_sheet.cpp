// Opens every page and dialog once and keeps a picture of each; see contact_sheet.sh. Looked at by people, judged by nobody else.
#include "gui/driver.hpp"

#include "ui/words.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <thread>

namespace taizhang::gui {
namespace {

using namespace std::chrono_literals;
using With = Program::With;

std::string from_environment(char const* name, char const* otherwise)
{
    auto const* const value = std::getenv(name);
    return value ? value : otherwise;
}

class Photographer {
public:
    Photographer(With with, std::string prefix)
        : language_{from_environment("SHEET_LANGUAGE", "zh") == "en" ? Language::en : Language::zh},
          program_{with, language_, Program::Start::usual, {from_environment("SHEET_THEME", "light") == "dark", size()}}, prefix_{std::move(prefix)}
    {
    }
    [[nodiscard]] Program& program() { return program_; }
    [[nodiscard]] User& user() { return user_; }

    /// Waits for the widget, lets the window settle and takes the picture.
    void shoot(std::string const& name, std::string const& awaited = {})
    {
        if (!awaited.empty() && !until_shown(awaited))
            std::cerr << name << ": " << awaited << " never came\n";
        std::this_thread::sleep_for(400ms);
        auto const file = from_environment("SHEET_FOLDER", ".") + '/' + prefix_ + name + ".png";
        if (std::system(("import -window root '" + file + "'").c_str()) != 0)
            std::cerr << "no picture: " << file << '\n';
    }
    /// Opens a dialog with a chord, takes its picture and leaves it.
    void dialog(std::string const& chord, std::string const& name, std::string const& awaited)
    {
        user_.press(chord);
        shoot(name, awaited);
        leave(awaited);
    }
    void leave(std::string const& awaited)
    {
        user_.press("Escape");
        if (!until_gone(awaited))
            std::cerr << awaited << " stays\n";
    }

private:
    static wxSize size()
    {
        auto const text = from_environment("SHEET_SIZE", "1280x720");
        auto const cross = text.find('x');
        return {std::stoi(text.substr(0, cross)), std::stoi(text.substr(cross + 1))};
    }

    Language language_;
    Program program_;
    User user_;
    std::string prefix_;
};

TEST(ContactSheet, WithoutALedgerAndWithAnEmptyOne)
{
    {
        Photographer p{With::nothing, "01-"};
        p.shoot("start", "start.open");
    }
    Photographer p{With::empty_ledger, "02-"};
    p.shoot("home-empty", "home.import");
    p.user().press("ctrl+2");
    p.shoot("facilities-empty");
    p.user().press("ctrl+3");
    p.shoot("orders-empty");
}

TEST(ContactSheet, Pages)
{
    Photographer p{With::sample, "10-"};
    auto& user = p.user();
    p.shoot("home", "home.card.due");
    user.press("ctrl+1");
    p.shoot("map", "map.canvas");
    user.press("ctrl+2");
    p.shoot("facilities", "assets.table");
    user.click_row("assets.table", 3);
    p.shoot("facility-detail", "detail.edit");
    choose("assets.group", p.program().bench().say().say("Totals by class"));
    p.shoot("facilities-totals", "assets.groups");
    user.press("ctrl+3");
    p.shoot("orders", "orders.table");
    user.click_row("orders.table", 1);
    p.shoot("order-detail", "detail.caption");
    user.press("ctrl+k");
    user.type("yxj");
    p.shoot("search", "search.list");
    user.press("Escape");
    user.press("ctrl+4");
    std::this_thread::sleep_for(1500ms);
    p.shoot("reports", "report.figures");
}

TEST(ContactSheet, Settings)
{
    Photographer p{With::sample, "30-"};
    p.user().press("ctrl+5");
    for (auto const* tab : {"bureau", "people", "days", "limits", "catalogue", "backup", "window"}) {
        p.user().click(std::string{"settings."} + tab + ".head");
        p.shoot(std::string{"settings-"} + tab);
    }
}

TEST(ContactSheet, Dialogs)
{
    Photographer p{With::sample, "50-"};
    auto& user = p.user();
    p.dialog("ctrl+d", "facility", "asset.save");
    user.press("ctrl+2");
    user.click_row("assets.table", 3);
    p.dialog("ctrl+n", "repair", "repair.save");
    user.press("ctrl+n");
    user.fill("repair.quantity", "many");
    user.press("Return");
    p.shoot("repair-problems", "repair.quantity.problem");
    p.leave("repair.save");
    user.press("ctrl+2");
    user.click_row("assets.table", 3);
    user.press("ctrl+a");
    user.click("assets.edit");
    p.shoot("facilities-many", "batch.save");
    p.leave("batch.save");
    user.press("ctrl+3");
    choose("orders.class", p.program().bench().catalog().class_of("streetlight").name.in(p.program().bench().say().language()));
    user.click("orders.tab.1");
    user.click_row("orders.table", 0);
    user.click("orders.close");
    p.shoot("close", "close.save");
    p.leave("close.save");
    user.click("detail.correct");
    p.shoot("correct", "correct.save");
    p.leave("correct.save");
    user.press("ctrl+5");
    user.click("settings.backup.head");
    user.click("settings.backup.restore");
    p.shoot("restore", "restore.list");
    p.leave("restore.list");
    p.dialog("F1", "help", "keyboard");
}

TEST(ContactSheet, Import)
{
    Photographer p{With::sample, "60-"};
    auto const file = p.program().folder() / "lamps.csv";
    std::ofstream{file} << "code,lon,lat,road\nLD-9001,112.7,40.0,New Road\nLD-9002,here,40.1,New Road\n";
    p.user().press("ctrl+i");
    if (!until_titled(p.program().bench().say().say("Import")))
        return;
    p.user().press("ctrl+l");
    p.user().type(file.string());
    p.user().press("Return");
    p.shoot("import", "import.summary");
    p.leave("import.summary");
}

} // namespace
} // namespace taizhang::gui
