// The closed loop of orders in the window, as registrar, crew's clerk and verifier go through it.
#include "gui/driver.hpp"

#include "present/order_table.hpp"
#include "ui/words.hpp"

#include <wx/bookctrl.h>
#include <wx/choice.h>
#include <wx/textctrl.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace taizhang::gui {
namespace {

using domain::OrderState;
using testing::HasSubstr;
using With = Program::With;

domain::WorkOrder newest_order(app::Ledger const& ledger)
{
    auto const orders = ledger.orders({});
    return *std::ranges::max_element(orders, {}, [](domain::WorkOrder const& o) { return domain::short_number(o.number); });
}

bool until_shown(std::string const& id)
{
    return until([&] {
        auto* const window = wxWindow::FindWindowByName(ui::wx(id));
        return window && window->IsShownOnScreen() && window->IsEnabled();
    });
}

bool until_gone(std::string const& id)
{
    return until([&] { return !wxWindow::FindWindowByName(ui::wx(id)); });
}

/// Chooses the entry that begins so, as the user's click does.
void choose(std::string const& id, std::string const& entry)
{
    ASSERT_TRUE(until_shown(id)) << id;
    on_main([&] {
        auto& choice = dynamic_cast<wxChoice&>(*wxWindow::FindWindowByName(ui::wx(id)));
        int found = wxNOT_FOUND;
        for (unsigned i = 0; i < choice.GetCount(); ++i)
            if (choice.GetString(i).StartsWith(ui::wx(entry)))
                found = static_cast<int>(i);
        EXPECT_NE(found, wxNOT_FOUND) << id << ": " << entry;
        choice.SetSelection(found);
        wxCommandEvent event{wxEVT_CHOICE, choice.GetId()};
        event.SetEventObject(&choice);
        choice.ProcessWindowEvent(event);
    });
}

/// Logs a repair of that lamp; its number as the orders page has it.
void log(User& user, std::string const& lamp, std::string const& words)
{
    user.press("ctrl+2");
    user.fill("assets.text", lamp);
    user.click_row("assets.table", 0);
    user.press("ctrl+n");
    ASSERT_TRUE(until_shown("repair.save"));
    user.type(words);
    user.press("Return");
    ASSERT_TRUE(until_gone("repair.save"));
}

void open_newest(User& user)
{
    user.press("ctrl+3");
    ASSERT_TRUE(until_shown("orders.table"));
    user.click_row("orders.table", 0);
    ASSERT_TRUE(until_shown("detail.sheet"));
}

bool until_state(Program& program, OrderState state)
{
    auto const ledger = program.look();
    return until([&] { return newest_order(*ledger).state == state; });
}

TEST(Orders, AreFinishedByOneReworkedAndVerifiedByAnother)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+5");
    user.click("settings.orders.head");
    user.click("settings.orders.verifier");
    user.click("settings.orders.save");
    ASSERT_TRUE(until([&] { return program.bench().info().order_options.other_verifier; }));
    on_main([&] { program.bench().set_who("赵敏"); });
    log(user, "LD-0007", "dark since Monday");
    open_newest(user);
    EXPECT_FALSE(is_shown("detail.close")) << "one person alone cannot close it any more";
    user.click("detail.next");
    ASSERT_TRUE(until_shown("step.save"));
    user.click("step.save");
    EXPECT_TRUE(until_shown("step.crew.problem")) << "said at once, beside the field";
    user.fill("step.crew", "Lamp crew");
    user.click("step.save");
    ASSERT_TRUE(until_state(program, OrderState::assigned));
    ASSERT_TRUE(until_shown("detail.next"));
    user.click("detail.next");
    ASSERT_TRUE(until_state(program, OrderState::in_progress)) << "accepting asks nothing";
    ASSERT_TRUE(until_shown("detail.next"));
    user.click("detail.next");
    user.fill("step.result", "new lamp");
    user.click("step.save");
    ASSERT_TRUE(until_state(program, OrderState::handled));
    on_main([&] {
        program.bench().set_who("李建国");
        auto const uid = program.bench().selected_order();
        program.bench().select_order({});
        program.bench().select_order(uid);
    });
    ASSERT_TRUE(until_shown("detail.more"));
    user.click("detail.more");
    user.click("detail.step.fail");
    choose("step.reason_code", "处置不合格");
    user.click("step.save");
    ASSERT_TRUE(until_state(program, OrderState::in_progress));
    EXPECT_EQ(newest_order(*program.look()).cycle, 1);
    on_main([&] { program.bench().set_who("赵敏"); });
    ASSERT_TRUE(until_shown("detail.next"));
    user.click("detail.next");
    user.fill("step.result", "again");
    user.click("step.save");
    ASSERT_TRUE(until_state(program, OrderState::handled));
    on_main([&] {
        program.bench().set_who("李建国");
        auto const uid = program.bench().selected_order();
        program.bench().select_order({});
        program.bench().select_order(uid);
    });
    ASSERT_TRUE(until_shown("detail.next"));
    user.click("detail.next");
    ASSERT_TRUE(until_shown("step.save"));
    user.click("step.save");
    ASSERT_TRUE(until_state(program, OrderState::closed));
    auto const order = newest_order(*program.look());
    EXPECT_EQ(order.checks.size(), 2U);
    EXPECT_EQ(order.lines.front().accepted, domain::Quantity::whole(1));
    EXPECT_EQ(order.steps.back().who, "李建国");
    user.press("ctrl+z");
    ASSERT_TRUE(until_state(program, OrderState::handled)) << "a step is taken back";
}

TEST(Orders, OnTheSameLampAreMergedAndTakenApartAgain)
{
    Program program{With::sample};
    User user;
    log(user, "LD-0007", "first call");
    log(user, "LD-0007", "second call");
    open_newest(user);
    auto const second = newest_order(*program.look());
    user.click("detail.more");
    user.click("detail.step.merge");
    ASSERT_TRUE(until_shown("step.save"));
    on_main([] {
        auto& choice = dynamic_cast<wxChoice&>(*wxWindow::FindWindowByName("step.target"));
        ASSERT_GT(choice.GetCount(), 0U);
        choice.SetSelection(0); // the likeliest stands first
    });
    user.click("step.save");
    ASSERT_TRUE(until_gone("step.save"));
    ASSERT_TRUE(until_state(program, OrderState::merged));
    auto const merged = program.look()->order(second.uid);
    EXPECT_EQ(program.look()->order(merged.merged_into_uid).description, "first call");
    user.press("ctrl+z");
    ASSERT_TRUE(until_state(program, OrderState::pending));
}

TEST(Orders, OfHundredsOfLampsCountWhatWasNotFound)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+2");
    ASSERT_TRUE(until([] { return dynamic_cast<wxChoice&>(*wxWindow::FindWindowByName("assets.class")).GetCount() > 1; }));
    choose("assets.class", "路灯");
    user.click_row("assets.table", 0);
    user.press("ctrl+a");
    user.press("ctrl+n");
    ASSERT_TRUE(until_shown("repair.save"));
    user.press("Return");
    ASSERT_TRUE(until_gone("repair.save"));
    auto const lamps = newest_order(*program.look()).lines.front().assets.size();
    ASSERT_GT(lamps, 540U);
    open_newest(user);
    user.click("orders.sheet");
    ASSERT_TRUE(until_shown("sheet.filter"));
    std::string codes;
    for (int i = 1; i <= 28; ++i)
        codes += "LD-00" + std::string(i < 10 ? "0" : "") + std::to_string(i) + ' ';
    on_main([&] { // pasted, not typed
        auto& filter = dynamic_cast<wxTextCtrl&>(*wxWindow::FindWindowByName("sheet.filter"));
        filter.SetValue(ui::wx(codes));
    });
    user.click_row("sheet.facilities", 0);
    user.press("ctrl+a");
    user.click("sheet.mark.NOT_FOUND");
    ASSERT_TRUE(until([] {
        auto* const footer = wxWindow::FindWindowByName("sheet.facilities.footer");
        return footer && ui::utf8(footer->GetLabel()).find("未找到 28") != std::string::npos;
    })) << text_of("sheet.facilities.footer") << text_of("sheet.failure");
    user.press("Escape");
    ASSERT_TRUE(until_gone("sheet.filter"));
    ASSERT_TRUE(until_shown("detail.close")) << "the small bureau's one button";
    user.click("detail.close");
    ASSERT_TRUE(until_shown("close.save"));
    EXPECT_EQ(text_of("close.lines/0"), std::to_string(lamps - 28)) << "proposed, not to be counted by hand";
    user.fill("close.result", "done");
    user.click("close.save");
    ASSERT_TRUE(until_state(program, OrderState::closed));
    EXPECT_EQ(newest_order(*program.look()).lines.front().accepted, domain::Quantity::whole(static_cast<std::int64_t>(lamps - 28)));
}

TEST(Orders, TakeAStepTogetherAndSayWhichCouldNot)
{
    Program program{With::sample};
    User user;
    log(user, "LD-0007", "one");
    log(user, "LD-0008", "two");
    open_newest(user);
    user.press("shift+Down");
    choose("orders.steps", "派遣");
    user.fill("step.crew", "Lamp crew");
    user.click("step.save");
    ASSERT_TRUE(until_state(program, OrderState::assigned));
    EXPECT_TRUE(until([] {
        auto* const words = wxWindow::FindWindowByName("notice.words");
        return words && ui::utf8(words->GetLabel()).find("已办2张") != std::string::npos;
    })) << text_of("notice.words");
    user.press("ctrl+z");
    EXPECT_TRUE(until_state(program, OrderState::pending)) << "both are taken back";
}

TEST(Orders, AreLoggedLineByLineFromTheQuartersSentence)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+n");
    ASSERT_TRUE(until_shown("repair.save"));
    on_main([] { // pasted, not typed
        auto& text = dynamic_cast<wxTextCtrl&>(*wxWindow::FindWindowByName("repair.description"));
        text.SetValue(ui::wx("本季维修路灯540盏、更换灯笼640个、清掏雨水箅子1050个"));
    });
    ASSERT_TRUE(until_shown("repair.sentence"));
    EXPECT_THAT(text_of("repair.sentence"), HasSubstr("按描述登记3行"));
    user.click("repair.sentence");
    ASSERT_TRUE(until([] { return !wxWindow::FindWindowByName("repair.activity")->IsEnabled(); }));
    user.fill("repair.place", "town");
    user.click("repair.save");
    ASSERT_TRUE(until_gone("repair.save"));
    auto const order = newest_order(*program.look());
    ASSERT_EQ(order.lines.size(), 3U);
    EXPECT_EQ(order.lines[2].planned, domain::Quantity::whole(1050));
    EXPECT_EQ(order.lines[2].class_key, "rain_inlet");
}

TEST(Orders, TakeCostsAndKeepThePriceForTheNextOne)
{
    Program program{With::sample};
    User user;
    log(user, "LD-0007", "dark");
    open_newest(user);
    user.click("detail.sheet");
    ASSERT_TRUE(until_shown("sheet.filter"));
    on_main([] { dynamic_cast<wxBookCtrlBase&>(*wxWindow::FindWindowByName("sheet.book")).SetSelection(1); });
    user.fill("sheet.cost.item", "lamp head");
    user.fill("sheet.cost.quantity", "2");
    user.fill("sheet.cost.unit", "pcs");
    user.click("sheet.cost.add");
    EXPECT_TRUE(until_shown("sheet.cost.price.problem"));
    user.fill("sheet.cost.price", "35.50");
    user.click("sheet.cost.keep");
    user.click("sheet.cost.add");
    ASSERT_TRUE(until([] {
        auto* const footer = wxWindow::FindWindowByName("sheet.costs.footer");
        return footer && ui::utf8(footer->GetLabel()).find("71.00") != std::string::npos;
    })) << text_of("sheet.costs.footer") << text_of("sheet.failure");
    user.press("Escape");
    auto const ledger = program.look();
    EXPECT_EQ(ledger->order_book().prices().size(), 1U);
    EXPECT_EQ(newest_order(*ledger).costs.front().amount, domain::Money::fen(7100));
}

} // namespace
} // namespace taizhang::gui
