// Phone call to slip, work done with photos, and the second call about the same lamp.
#include "gui/driver.hpp"

#include "app/attachments.hpp"
#include "app/requests.hpp"
#include "support/jpeg.hpp"
#include "ui/photo_strip.hpp"
#include "ui/request_page.hpp"
#include "ui/words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace taizhang::gui {
namespace {

using testing::HasSubstr;
using With = Program::With;
using PageKey = ui::MainWindow::PageKey;

std::vector<domain::Request> all_requests(app::Ledger const& ledger)
{
    std::vector<domain::Request> all;
    ledger.requests().each({}, [&](domain::Request const& r) { all.push_back(r); });
    return all;
}

bool until_shown(char const* id)
{
    return until([id] {
        auto* const window = wxWindow::FindWindowByName(id);
        return window && window->IsShownOnScreen();
    });
}

void choose_lamp(Program& program, User& user, std::string const& code)
{
    user.press("ctrl+2");
    user.fill("assets.text", code);
    user.click_row("assets.table", 0);
    ASSERT_TRUE(until([&] { return program.bench().selected_assets().size() == 1; }));
}

TEST(Registrar, GoesFromThePhoneCallToTheSlipInThreeActions)
{
    Program program{With::sample};
    User user;
    choose_lamp(program, user, "LD-0007");
    auto const before = user.actions();
    user.press("ctrl+r");
    ASSERT_TRUE(until_shown("request.slip"));
    user.type("dark since Monday");
    user.press("Return");
    ASSERT_TRUE(until_shown("paper.print"));
    EXPECT_LE(user.actions() - before, 4);
    EXPECT_THAT(text_of("paper.count"), HasSubstr("1"));
    user.press("Escape");
    auto const ledger = program.look();
    auto const requests = all_requests(*ledger);
    ASSERT_EQ(requests.size(), 1U);
    EXPECT_EQ(requests[0].state, domain::RequestState::accepted);
    ASSERT_EQ(requests[0].order_uids.size(), 1U);
    auto const order = ledger->order(requests[0].order_uids[0]);
    EXPECT_EQ(order.description, "dark since Monday");
    EXPECT_EQ(order.lines.at(0).assets.size(), 1U);
}

TEST(Registrar, PrintsTheSlipOfARepairInTheSameActionThatLogsIt)
{
    Program program{With::sample};
    User user;
    choose_lamp(program, user, "LD-0007");
    user.press("ctrl+n");
    ASSERT_TRUE(until_shown("repair.slip"));
    user.click("repair.slip");
    ASSERT_TRUE(until_shown("paper.print"));
    user.press("Escape");
    EXPECT_TRUE(until([] { return !wxWindow::FindWindowByName("paper.print"); }));
}

TEST(Registrar, JoinsTheSecondCallAboutTheSameLampWithTheFirst)
{
    Program program{With::sample};
    User user;
    choose_lamp(program, user, "LD-0007");
    user.press("ctrl+r");
    ASSERT_TRUE(until_shown("request.save"));
    user.type("lamp is dark");
    user.click("request.save");
    ASSERT_TRUE(until([&] { return all_requests(*program.look()).size() == 1; }));
    user.press("ctrl+r");
    ASSERT_TRUE(until_shown("request.join.0"));
    EXPECT_THAT(text_of("request.similar.head.0"), HasSubstr("R2025-0001"));
    EXPECT_THAT(text_of("request.similar.detail.0"), HasSubstr("lamp is dark"));
    user.type("still dark");
    user.click("request.join.0");
    ASSERT_TRUE(until([&] { return all_requests(*program.look()).size() == 2; }));
    auto const ledger = program.look();
    auto const first = ledger->requests().get("R2025-0001"), second = ledger->requests().get("R2025-0002");
    EXPECT_EQ(second.state, domain::RequestState::merged);
    EXPECT_EQ(second.merged_into_uid, first.uid);
}

TEST(Registrar, AnswersARequestInTheWordsItsOrderProposes)
{
    Program program{With::sample};
    User user;
    choose_lamp(program, user, "LD-0007");
    user.press("ctrl+r");
    ASSERT_TRUE(until_shown("request.order"));
    user.type("lamp is dark");
    user.click("request.order");
    ASSERT_TRUE(until([&] { return all_requests(*program.look()).size() == 1; }));
    auto const request = all_requests(*program.look()).at(0);
    Lifetime const alive;
    on_main([&] {
        program.bench().act(
            alive, {.orders = true},
            [uid = request.order_uids.at(0)](app::Desk& desk) {
                auto order = desk.ledger().order(uid);
                return desk.close(order, {"new lamp fitted", desk.today(), {{order.lines[0].uid, {domain::Quantity::whole(1), false, {}, {}}}}});
            },
            [](domain::WorkOrder const&) {}, [](std::exception_ptr) {});
    });
    on_main([&] { program.window().open_request(request.uid); });
    ASSERT_TRUE(until_shown("detail.answer"));
    user.click("detail.answer");
    ASSERT_TRUE(until_shown("request_step.save"));
    EXPECT_THAT(text_of("request_step.text"), HasSubstr("new lamp fitted"));
    user.click("request_step.save");
    EXPECT_TRUE(until([&] { return program.look()->requests().get(request.uid).state == domain::RequestState::answered; }));
}

TEST(Registrar, AttachesPhotosToAnOrderAndSeesThemSideBySide)
{
    Program program{With::sample};
    User user;
    auto const file = [&](char const* name, draw::Color colour) {
        auto const path = (program.folder() / name).string();
        std::ofstream{path, std::ios::binary} << test::jpeg_picture(320, 240, colour);
        return path;
    };
    auto const order = program.look()->orders({}).at(0);
    on_main([&] { program.window().open_order(order.uid); });
    ASSERT_TRUE(until_shown("photos.add"));
    auto& strip = *on_main([] { return dynamic_cast<ui::PhotoStrip*>(wxWindow::FindWindowByName("photos")); });
    auto const kept = [&] { return program.look()->attachments().of("order", order.uid); };
    on_main([&] { strip.model().attach({file("a.jpg", {0.7, 0.2, 0.2}), file("b.jpg", {0.2, 0.7, 0.2})}); });
    ASSERT_TRUE(until([&] { return kept().size() == 2; }));
    ASSERT_TRUE(until_shown("photos.view"));
    EXPECT_THAT(text_of("photos.title"), HasSubstr("2"));
    // one of them shows the other side of the work
    on_main([&] { strip.model().set_kind(0, strip.model().photos().at(0).link.kind == domain::AttachmentKind::before ? "after" : "before"); });
    ASSERT_TRUE(until([&] { return app::pairs_of(kept()).size() == 1; }));
    ASSERT_TRUE(until([&] { return !strip.model().pairs().empty(); }));
    user.click("photos.view");
    ASSERT_TRUE(until_shown("photo.compare"));
    user.click("photo.compare");
    EXPECT_TRUE(until_shown("photo.right"));
    user.press("Escape");
    EXPECT_TRUE(until([] { return !wxWindow::FindWindowByName("photo.compare"); }));
    // what is no picture is refused in words, and nothing is kept of it
    auto const letter = (program.folder() / "letter.jpg").string();
    std::ofstream{letter} << "just words";
    on_main([&] { strip.model().attach({letter}); });
    EXPECT_TRUE(until([] {
        auto* const words = wxWindow::FindWindowByName("notice.words");
        return words && ui::utf8(words->GetLabel()).find("letter.jpg") != std::string::npos;
    })) << text_of("notice.words");
    EXPECT_EQ(kept().size(), 2U);
}

TEST(Registrar, SwitchesBetweenOrdersAndRequestsOnOnePage)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+3");
    ASSERT_TRUE(until_shown("orders.switch.requests"));
    user.click("orders.switch.requests");
    EXPECT_TRUE(until([&] { return program.window().page() == PageKey::requests; }));
    EXPECT_TRUE(is_shown("requests.new"));
}

} // namespace
} // namespace taizhang::gui
