// The three jobs of DESIGN 1, done with mouse and keyboard.
#include "gui/driver.hpp"

#include "ui/words.hpp"

#include <wx/choice.h>
#include <wx/dataview.h>
#include <wx/textctrl.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace taizhang::gui {
namespace {

using testing::HasSubstr;
using With = Program::With;
using PageKey = ui::MainWindow::PageKey;

domain::WorkOrder newest_order(app::Ledger const& ledger)
{
    auto const orders = ledger.orders({});
    return *std::ranges::max_element(orders, {}, [](domain::WorkOrder const& o) { return domain::short_number(o.number); });
}

bool on_page(Program& program, PageKey page)
{
    return until([&] { return program.window().page() == page; });
}

TEST(Window, ShowsWhatNeedsAttentionInTheLedgerItWasGiven)
{
    Program program{With::sample};
    EXPECT_TRUE(on_page(program, PageKey::home));
    ASSERT_TRUE(until([] {
        auto* const card = wxWindow::FindWindowByName("home.card.overdue");
        return card && card->IsShownOnScreen();
    }));
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
    EXPECT_TRUE(until([] {
        auto* const title = wxWindow::FindWindowByName("detail.title");
        return title && title->IsShownOnScreen();
    }));
}

TEST(Window, LeadsByTheHandInAnEmptyLedger)
{
    Program program{With::empty_ledger};
    User user;
    user.click("home.add");
    EXPECT_TRUE(until([] { return wxWindow::FindWindowByName("asset.save") != nullptr; }));
    user.press("Escape");
    EXPECT_TRUE(until([] { return !wxWindow::FindWindowByName("asset.save"); }));
}

TEST(Window, LeadsByTheHandWithoutALedger)
{
    Program program{With::nothing};
    EXPECT_TRUE(is_shown("start.open"));
    EXPECT_TRUE(is_shown("start.new"));
    EXPECT_FALSE(is_enabled("top.repair"));
}

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

TEST(Registrar, LogsARepairOfOneLampInThreeActions)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+2");
    user.fill("assets.text", "LD-0007");
    user.click_row("assets.table", 0);
    auto const before = user.actions();
    user.press("ctrl+n");
    ASSERT_TRUE(until([] { return wxWindow::FindWindowByName("repair.save") != nullptr; }));
    EXPECT_THAT(text_of("repair.assets"), HasSubstr("LD-0007"));
    user.type("dark since Monday");
    user.press("Return");
    ASSERT_TRUE(until([] {
        auto* const words = wxWindow::FindWindowByName("notice.words");
        return words && words->IsShownOnScreen();
    }));
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
    ASSERT_TRUE(until([] { return !wxWindow::FindWindowByName("repair.done"); }));
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
    ASSERT_TRUE(until([] { return wxWindow::FindWindowByName("repair.save") != nullptr; }));
    user.type("Gate Road");
    user.press("Tab");
    user.type("at the gate");
    user.press("Tab");
    user.type("dark");
    user.press("Return");
    ASSERT_TRUE(until([] { return !wxWindow::FindWindowByName("repair.save"); }));
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
    ASSERT_TRUE(until([] { return dynamic_cast<wxChoice&>(*wxWindow::FindWindowByName("assets.class")).GetCount() > 1; }));
    on_main([] {
        auto& choice = dynamic_cast<wxChoice&>(*wxWindow::FindWindowByName("assets.class"));
        for (unsigned i = 0; i < choice.GetCount(); ++i)
            if (choice.GetString(i).StartsWith(ui::wx("路灯")))
                choice.SetSelection(static_cast<int>(i));
        wxCommandEvent event{wxEVT_CHOICE, choice.GetId()};
        event.SetEventObject(&choice);
        choice.ProcessWindowEvent(event);
    });
    User hurried;
    hurried.click_row("assets.table", 0);
    hurried.press("ctrl+a");
    hurried.press("ctrl+n");
    ASSERT_TRUE(until([] { return wxWindow::FindWindowByName("repair.save") != nullptr; }));
    hurried.fill("repair.result", "new lamps");
    hurried.click("repair.done");
    ASSERT_TRUE(until([] { return !wxWindow::FindWindowByName("repair.done"); }));
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
    EXPECT_TRUE(until([] {
        auto* const words = wxWindow::FindWindowByName("repair.quantity.problem");
        return words && words->IsShownOnScreen();
    }));
    EXPECT_THAT(text_of("repair.quantity.problem"), HasSubstr("many"));
    EXPECT_THAT(text_of("repair.place.problem"), HasSubstr("填写道路或位置"));
    user.press("Escape");
    ASSERT_TRUE(until([] { return !wxWindow::FindWindowByName("repair.save"); }));
    EXPECT_EQ(program.look()->orders({}).size(), orders);
}

TEST(Registrar, TakesBackWhatWasJustLogged)
{
    Program program{With::empty_ledger};
    User user;
    user.press("ctrl+n");
    ASSERT_TRUE(until([] { return wxWindow::FindWindowByName("repair.save") != nullptr; }));
    user.type("Gate Road");
    user.press("Return");
    ASSERT_TRUE(until([] {
        auto* const action = wxWindow::FindWindowByName("notice.action");
        return action && action->IsShownOnScreen();
    }));
    user.press("ctrl+3");
    user.press("ctrl+z");
    EXPECT_TRUE(until([&] { return program.bench().undo_words().empty() && !program.bench().redo_words().empty(); }));
    EXPECT_EQ(newest_order(*program.look()).state, domain::OrderState::cancelled);
    user.press("ctrl+y");
    EXPECT_TRUE(until([&] { return !program.bench().undo_words().empty(); }));
    EXPECT_EQ(newest_order(*program.look()).state, domain::OrderState::pending);
}

TEST(Registrar, FinishesAndClosesAnOrder)
{
    Program program{With::empty_ledger};
    User user;
    user.press("ctrl+n");
    user.fill("repair.road", "云新街");
    user.fill("repair.quantity", "3");
    user.press("Return");
    ASSERT_TRUE(until([] { return !wxWindow::FindWindowByName("repair.save"); }));
    user.press("ctrl+3");
    user.click_row("orders.table", 0);
    user.click("orders.close");
    user.fill("close.lines/0", "2");
    user.fill("close.result", "new lamps");
    user.press("Return");
    ASSERT_TRUE(until([] { return !wxWindow::FindWindowByName("close.save"); }));
    auto const order = newest_order(*program.look());
    EXPECT_EQ(order.state, domain::OrderState::closed);
    EXPECT_EQ(order.lines[0].accepted, domain::Quantity::whole(2));
    EXPECT_EQ(order.lines[0].planned, domain::Quantity::whole(3));
    EXPECT_EQ(order.result, "new lamps");
}

TEST(Planner, PicksALampOnTheMapAndDragsAndZooms)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+1");
    ASSERT_TRUE(on_page(program, PageKey::map));
    auto& model = on_main([&]() -> std::reference_wrapper<present::MapModel> { return program.window().map().model(); }).get();
    ASSERT_TRUE(until([&] { return model.has_things(); }));
    auto const uid = program.look()->asset("LD-0007", "streetlight").uid;
    on_main([&] {
        program.bench().select_assets({uid});
        model.show_selection();
        program.bench().select_assets({});
    });
    auto const at = *on_main([&] { return model.place_of(uid); });
    user.click_at("map.canvas", static_cast<int>(at.x), static_cast<int>(at.y));
    EXPECT_TRUE(until([&] { return program.bench().selected_assets() == std::vector{uid}; }));

    user.drag("map.canvas", 300, 300, 400, 340);
    auto const moved = *on_main([&] { return model.place_of(uid); });
    EXPECT_NEAR(moved.x - at.x, 100, 2);
    EXPECT_NEAR(moved.y - at.y, 40, 2);
    EXPECT_THAT(on_main([&] { return program.bench().selected_assets(); }), testing::SizeIs(1)) << "a drag is no click";

    auto const zoom = on_main([&] { return model.view().zoom(); });
    user.turn_wheel("map.canvas", 300, 300, 2);
    EXPECT_TRUE(until([&] { return model.view().zoom() > zoom + 0.5; }));
}

TEST(Planner, SortsAndFiltersTheFacilities)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+2");
    ASSERT_TRUE(until([] { return wxWindow::FindWindowByName("assets.table")->IsShownOnScreen(); }));
    auto const first = [] {
        return on_main([] {
            auto& view = dynamic_cast<wxDataViewCtrl&>(*wxWindow::FindWindowByName("assets.table"));
            wxVariant value;
            view.GetModel()->GetValue(value, dynamic_cast<wxDataViewVirtualListModel&>(*view.GetModel()).GetItem(0), 0);
            return ui::utf8(value.GetString());
        });
    };
    EXPECT_EQ(first(), "CD-0001");
    user.click_header("assets.table", 0);
    user.click_header("assets.table", 0);
    EXPECT_TRUE(until([] { return true; }));
    EXPECT_THAT(first(), HasSubstr("YS-")) << "descending by code";
    user.fill("assets.text", "云新街");
    EXPECT_THAT(text_of("assets.count"), HasSubstr("筛选出"));
    user.fill("assets.text", "nothing like it");
    EXPECT_FALSE(is_shown("assets.table"));
    user.click("assets.clear");
    EXPECT_TRUE(is_shown("assets.table"));
}

TEST(Reporter, SavesTheQuarterAsPdf)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+4");
    ASSERT_TRUE(until([] {
        auto* const button = wxWindow::FindWindowByName("report.pdf");
        return button && button->IsShownOnScreen() && button->IsEnabled();
    }));
    EXPECT_EQ(chosen_in("report.period"), "2025年第四季度");
    user.click("report.period");
    user.press("Down");
    user.press("Return");
    EXPECT_EQ(chosen_in("report.period"), "2025年第三季度");
    user.click("report.pdf");
    ASSERT_TRUE(until_titled("保存报告"));
    auto const file = program.folder() / "q3.pdf";
    user.press("ctrl+a");
    user.type(file.string());
    user.press("Return");
    EXPECT_TRUE(until([&] { return std::filesystem::exists(file); }));
    ASSERT_TRUE(until([&] { return !program.bench().job(); }));
    auto const text = program.folder() / "q3.txt";
    ASSERT_EQ(std::system(("pdftotext " + file.string() + ' ' + text.string()).c_str()), 0);
    std::ifstream in{text};
    std::string const words{std::istreambuf_iterator<char>{in}, {}};
    EXPECT_THAT(words, HasSubstr("第三季度"));
}

std::filesystem::path table_of_lamps(Program& program, int rows)
{
    auto file = program.folder() / "lamps.csv";
    std::ofstream out{file};
    out << "code,lon,lat,road\n";
    for (int i = 0; i < rows; ++i)
        out << "X-" << i << ',' << 112.7 + (i % 100) * 0.0001 << ',' << 40.0 + (i / 100) * 0.0001 << ",New Road\n";
    return file;
}

void choose_file_to_import(User& user, std::filesystem::path const& file)
{
    user.press("ctrl+i");
    ASSERT_TRUE(until_titled("导入"));
    user.press("ctrl+l");
    user.type(file.string());
    user.press("Return");
    ASSERT_TRUE(until([] {
        auto* const go = wxWindow::FindWindowByName("import.go");
        return go && go->IsEnabled();
    }));
}

TEST(Clerk, BringsATableInAndTakesItBack)
{
    Program program{With::empty_ledger};
    auto const file = table_of_lamps(program, 300);
    User user;
    choose_file_to_import(user, file);
    EXPECT_EQ(chosen_in("import.class"), "路灯") << "guessed by the file's name";
    EXPECT_THAT(text_of("import.summary"), HasSubstr("新增 300 条"));
    user.click("import.go");
    ASSERT_TRUE(until([] {
        auto* const action = wxWindow::FindWindowByName("notice.action");
        return action && action->IsShownOnScreen();
    }));
    EXPECT_THAT(text_of("notice.words"), HasSubstr("已导入：新增 300 条"));
    EXPECT_EQ(program.look()->assets({}).size(), 300u);
    user.press("ctrl+2");
    EXPECT_TRUE(until([] { return wxWindow::FindWindowByName("assets.table")->IsShownOnScreen(); }));
    EXPECT_THAT(text_of("assets.count"), HasSubstr("300"));
    user.click("notice.action");
    EXPECT_TRUE(until([] { return !wxWindow::FindWindowByName("assets.table")->IsShownOnScreen(); }));
    EXPECT_EQ(program.look()->assets({}).size(), 0u);
}

TEST(Clerk, ClosesTheWindowDuringAnImportAndTheLedgerIsAsItWas)
{
    Program program{With::sample};
    auto const before = program.look()->assets({}).size();
    auto const file = table_of_lamps(program, 60'000);
    User user;
    choose_file_to_import(user, file);
    user.click("import.go");
    ASSERT_TRUE(until([&] { return program.bench().job().has_value(); }));
    EXPECT_TRUE(is_shown("status.stop"));
    program.quit();
    auto const ledger = program.look();
    EXPECT_EQ(ledger->assets({}).size(), before);
    for (auto const& finding : ledger->check(true, {}))
        EXPECT_NE(finding.weight, app::Finding::Weight::error) << Translator{Language::en}(finding.message);
}

TEST(Clerk, AddsALampWithItsProposedCodeAndEditsIt)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+2");
    user.press("ctrl+d");
    ASSERT_TRUE(until([] { return wxWindow::FindWindowByName("asset.save") != nullptr; }));
    ASSERT_TRUE(until([] {
        auto* const code = wxWindow::FindWindowByName("asset.f.code");
        return code && !dynamic_cast<wxTextCtrl&>(*code).GetValue().empty();
    }));
    auto const code = text_of("asset.f.code");
    EXPECT_THAT(code, HasSubstr("LD-"));
    user.fill("asset.f.position", "here");
    user.click("asset.save");
    EXPECT_TRUE(until([] {
        auto* const words = wxWindow::FindWindowByName("asset.f.position.problem");
        return words && words->IsShown();
    })) << "told beside the field";
    user.fill("asset.f.position", "112.70361, 40.01287");
    user.click("asset.save");
    ASSERT_TRUE(until([] { return !wxWindow::FindWindowByName("asset.save"); }));
    auto const added = program.look()->asset(code, "streetlight");
    ASSERT_TRUE(added.shape);
    EXPECT_NEAR(geo::label_point(*added.shape)->lon_degrees(), 112.70361, 1e-9);

    ASSERT_TRUE(until([] {
        auto* const title = wxWindow::FindWindowByName("detail.title");
        return title && title->IsShownOnScreen();
    }));
    EXPECT_THAT(text_of("detail.title"), HasSubstr(code)) << "the new one is selected";
    user.click("detail.edit");
    user.fill("asset.f.road", "New Road");
    user.press("Return");
    ASSERT_TRUE(until([] { return !wxWindow::FindWindowByName("asset.save"); }));
    EXPECT_EQ(program.look()->asset(code, "streetlight").road, "New Road");
}

TEST(Clerk, FindsAStreetByItsPinyinInitialsAndOpensALamp)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+k");
    user.type("yxj");
    ASSERT_TRUE(until([] {
        auto* const list = wxWindow::FindWindowByName("search.list");
        return list && list->IsShownOnScreen();
    }));
    auto const first = on_main([] {
        auto& list = dynamic_cast<wxDataViewListCtrl&>(*wxWindow::FindWindowByName("search.list"));
        return ui::utf8(list.GetTextValue(0, 1));
    });
    EXPECT_EQ(first, "云新街");
    user.press("Escape");
    EXPECT_FALSE(is_shown("search.list"));
    user.type("LD-0042");
    ASSERT_TRUE(until([] { return wxWindow::FindWindowByName("search.list")->IsShownOnScreen(); }));
    user.press("Return");
    auto const uid = program.look()->asset("LD-0042", "streetlight").uid;
    EXPECT_TRUE(until([&] { return program.bench().selected_assets() == std::vector{uid}; }));
    EXPECT_TRUE(until([] {
        auto* const title = wxWindow::FindWindowByName("detail.title");
        return title && ui::utf8(title->GetLabel()).find("LD-0042") != std::string::npos;
    }));
}

TEST(Window, SpeaksEnglishWithoutALeftover)
{
    Program program{With::empty_ledger, Language::en};
    User user;
    for (auto const* page : {"ctrl+0", "ctrl+1", "ctrl+2", "ctrl+3", "ctrl+4"}) {
        user.press(page);
        for (auto const& text : all_texts())
            if (text != "左云县住房和城乡建设管理局" && text.find("赵敏") == std::string::npos)
                EXPECT_EQ(std::ranges::count_if(text, [](char c) { return static_cast<unsigned char>(c) >= 0xe4; }), 0)
                    << page << ": " << text;
    }
}

} // namespace
} // namespace taizhang::gui
