#include "app/requests.hpp"

#include "app/attachments.hpp"
#include "app/importing.hpp"
#include "app/request_figures.hpp"
#include "app/request_undo.hpp"
#include "exchange/files.hpp"
#include "report/return_sheet.hpp"
#include "store/store.hpp"
#include "support/ledger_home.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <optional>

using namespace taizhang;
using namespace taizhang::app;
using domain::RequestEvent;
using domain::RequestState;
using testing::HasSubstr;
using testing::Not;

namespace {

class RequestsOfALedger : public testing::Test {
protected:
    void SetUp() override
    {
        LedgerInfo info;
        info.bureau = "左云县住房和城乡建设管理局";
        ledger = opener->create(home.place("t.gpkg"), info);
        desk.emplace(*ledger, clock, "赵敏");
    }
    [[nodiscard]] RequestDesk requests() { return RequestDesk{*desk}; }
    [[nodiscard]] static domain::Request dark_lamp(double lon = 112.70, double lat = 40.01)
    {
        domain::Request r;
        r.source = "群众来电";
        r.caller = "李女士";
        r.caller_phone = "13812345678";
        r.class_key = "streetlight";
        r.road = "云新街";
        r.place = "23号门前";
        r.description = "路灯不亮";
        r.position = geo::Position::from_degrees(lon, lat);
        return r;
    }
    [[nodiscard]] domain::WorkOrder order_of(domain::Request const& r)
    {
        return requests().order_from(r, order_for(ledger->catalog(), r, {}, 480));
    }
    [[nodiscard]] domain::Request again(domain::Request const& r) const { return ledger->requests().get(r.uid); }
    template <class Act>
    static std::string refused(Act act)
    {
        try {
            act();
        } catch (Error const& e) {
            return e.what();
        }
        return "it was done";
    }
    ImportResult import(std::string const& csv, ImportMode mode = ImportMode::add)
    {
        std::ofstream{folder / "in.csv"} << csv;
        ImportOptions options;
        options.what = "requests";
        options.mode = mode;
        options.file = "in.csv";
        auto const table = exchange::open_table(folder / "in.csv", app::ReadOptions{});
        return import_table(*ledger, clock, "赵敏", *table, options, {});
    }

    test::LedgerHome home;
    test::TempFolder const& folder = home.folder();
    FixedClock clock{*Instant::parse_iso("2025-11-20T02:00:00.000Z")};
    std::unique_ptr<LedgerOpener> opener = store::make_opener(clock);
    std::unique_ptr<Ledger> ledger;
    std::optional<Desk> desk;
};

TEST_F(RequestsOfALedger, GetANumberOfTheirYearAndARetryFindsItsOwn)
{
    auto asked = dark_lamp();
    asked.uid = "11111111-1111-4111-8111-111111111111";
    auto const first = requests().register_one(asked);
    EXPECT_EQ(first.number, "左住建受理〔2025〕0001号");
    EXPECT_EQ(requests().register_one(asked).number, first.number);
    EXPECT_EQ(requests().register_one(dark_lamp()).number, "左住建受理〔2025〕0002号");
    auto const found = ledger->requests().get("R2025-0001");
    EXPECT_EQ(domain::to_json(found).dump(), domain::to_json(first).dump());
}

TEST_F(RequestsOfALedger, CarryANumberOfOutsideOnlyOnceASource)
{
    auto asked = dark_lamp();
    asked.source = "12345热线";
    asked.external_number = "DT20251120001";
    (void)requests().register_one(asked);
    EXPECT_THAT(refused([&] { (void)requests().register_one(asked); }), HasSubstr("registered already"));
    asked.source = "上级交办";
    EXPECT_EQ(domain::short_request_number(requests().register_one(asked).number), "R2025-0002");
}

TEST_F(RequestsOfALedger, BecomeAnOrderInOneStepWithPlaceAndWords)
{
    auto const request = requests().register_one(dark_lamp());
    auto const order = order_of(request);
    EXPECT_EQ(order.road, "云新街");
    EXPECT_EQ(order.place, "23号门前");
    EXPECT_EQ(order.description, "路灯不亮");
    EXPECT_EQ(order.caller_phone, "13812345678");
    EXPECT_EQ(again(request).state, RequestState::accepted);
    EXPECT_THAT(again(request).order_uids, testing::ElementsAre(order.uid));
    // an order that cannot be saved leaves no half of it
    auto broken = dark_lamp();
    broken.uid = "22222222-2222-4222-8222-222222222222";
    broken.row_version = 0;
    broken.received_at = clock.now();
    auto empty = order_for(ledger->catalog(), broken, {}, 480);
    empty.lines.clear();
    EXPECT_NE(refused([&] { (void)requests().order_from(broken, empty); }), "it was done");
    EXPECT_THAT(refused([&] { (void)ledger->requests().get(broken.uid); }), HasSubstr("no request"));
}

TEST_F(RequestsOfALedger, AreAnsweredOnlyWhenAllTheirOrdersAreDone)
{
    auto const request = requests().register_one(dark_lamp());
    auto const first = order_of(request), second = order_of(again(request));
    RequestStepWords words;
    words.answer = "已修好";
    EXPECT_THAT(refused([&] { (void)requests().move(again(request), RequestEvent::answer, words); }), HasSubstr("still open: 2025-0001, 2025-0002"));
    (void)desk->close(ledger->order(first.uid), {"更换光源2盏", *Date::from_ymd(2025, 11, 20), {{first.lines[0].uid, {domain::Quantity::whole(2), false, {}, {}}}}});
    EXPECT_FALSE(waiting_of(*ledger, again(request)).ready());
    (void)desk->cancel(ledger->order(second.uid), "同一处");
    EXPECT_TRUE(waiting_of(*ledger, again(request)).ready()) << "a cancelled order holds nobody up";
    EXPECT_EQ(proposed_answer(*ledger, again(request)), "2025-11-20 更换光源2盏。");
    auto const answered = requests().move(again(request), RequestEvent::answer, words);
    EXPECT_EQ(answered.state, RequestState::answered);
    EXPECT_EQ(answered.answer, "已修好");
}

TEST_F(RequestsOfALedger, ComeBackWhenTheCallerIsNotSatisfiedAndCountIt)
{
    auto request = requests().register_one(dark_lamp());
    RequestStepWords words;
    words.answer = "已修好";
    words.comment = "仍不亮";
    words.satisfaction = domain::Satisfaction::satisfied;
    for (auto const event : {RequestEvent::accept, RequestEvent::answer, RequestEvent::close, RequestEvent::redo})
        request = requests().move(request, event, words);
    EXPECT_EQ(request.state, RequestState::accepted);
    EXPECT_EQ(request.redone, 1);
    EXPECT_EQ(request.answer, "");
    EXPECT_FALSE(request.closed_at);
    EXPECT_EQ(again(request).steps.size(), 4U);
}

TEST_F(RequestsOfALedger, JoinedWithAnotherGetItsAnswerAndNeverRunInACircle)
{
    auto const first = requests().register_one(dark_lamp());
    auto const second = requests().register_joined(dark_lamp(), false, first.uid);
    EXPECT_EQ(second.state, RequestState::merged);
    auto const third = requests().register_joined(dark_lamp(), false, second.uid);
    EXPECT_EQ(third.merged_into_uid, first.uid) << "the end of the chain";
    RequestStepWords words;
    words.target = third.uid;
    EXPECT_THAT(refused([&] { (void)requests().move(again(first), RequestEvent::merge, words); }), HasSubstr("with itself"));
    words.answer = "已修好";
    (void)requests().move(requests().move(again(first), RequestEvent::accept, {}), RequestEvent::answer, words);
    EXPECT_EQ(answering(*ledger, again(third)).answer, "已修好");
    EXPECT_EQ(requests().move(again(second), RequestEvent::unmerge, {}).state, RequestState::fresh);
}

TEST_F(RequestsOfALedger, TakenBackAreAsBeforeAndDoneAgainAsAfter)
{
    auto const request = requests().register_one(dark_lamp());
    auto const order = order_of(request);
    auto const before = again(request);
    auto const parted = requests().part_from_order(before, order.uid);
    auto const step = undo_of_request(before, parted);
    auto const redo = step.reverse(*desk, step.version);
    EXPECT_THAT(again(request).order_uids, testing::ElementsAre(order.uid));
    (void)redo.reverse(*desk, redo.version);
    EXPECT_TRUE(again(request).order_uids.empty());
    EXPECT_THROW((void)step.reverse(*desk, step.version), Error) << "it has moved on since";
}

TEST_F(RequestsOfALedger, NearDuplicatesOfThirtyDaysAreFoundClosedOnesToo)
{
    auto const at = [&](char const* when, domain::Request r) {
        r.received_at = *Instant::parse_iso(when);
        return requests().register_one(r);
    };
    auto far = dark_lamp(112.7004, 40.01); // some 34 m east
    far.road = "林河路";
    auto const near = at("2025-11-10T02:00:00.000Z", far);
    auto inlet = dark_lamp();
    inlet.class_key = "rain_inlet";
    inlet.caller_phone.clear();
    (void)at("2025-11-11T02:00:00.000Z", inlet);
    (void)at("2025-10-01T02:00:00.000Z", dark_lamp());
    auto same_road = dark_lamp(112.80, 40.10);
    same_road.caller_phone.clear();
    auto const on_road = at("2025-11-12T02:00:00.000Z", same_road);
    auto const order = order_of(on_road);
    (void)desk->close(ledger->order(order.uid), {"修好", *Date::from_ymd(2025, 11, 20), {{order.lines[0].uid, {domain::Quantity::whole(1), false, {}, {}}}}});
    auto draft = dark_lamp();
    draft.caller_phone.clear();
    auto const found = similar_to(ledger->catalog(), lately(*ledger, clock.now()), draft, 480, 10);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].uid, near.uid);
    EXPECT_EQ(found[0].why, Similar::Why::near);
    EXPECT_NEAR(found[0].metres.value(), 34, 1);
    EXPECT_EQ(found[1].uid, on_road.uid);
    EXPECT_EQ(found[1].why, Similar::Why::road);
    EXPECT_EQ(found[1].orders, "2025-0001") << "the order is told with its request, not beside it";
}

TEST_F(RequestsOfALedger, ShowCallersNumbersOnlyToThoseWhoCallBack)
{
    EXPECT_TRUE(sees_phones(*ledger, "anybody")) << "a ledger without people hides nothing";
    using domain::Role;
    desk->change_people({{{}, "登记", {}, Role::registrar, true}, {{}, "班组", {}, Role::handler, true}, {{}, "核查", {}, Role::verifier, true}});
    EXPECT_TRUE(sees_phones(*ledger, "登记"));
    EXPECT_TRUE(sees_phones(*ledger, "核查"));
    EXPECT_FALSE(sees_phones(*ledger, "班组"));
    EXPECT_FALSE(sees_phones(*ledger, "路人"));
}

constexpr auto sheet = "工单编号,来电时间,来电人,联系电话,诉求内容,诉求地址,办结时限,办结时间,满意度\n"
                       "DT1,2025-11-18 09:12,王先生,13900001111,路灯不亮,云新街23号,2025-11-25,,\n"
                       "DT2,2025-11-17 08:00,李女士,03521234567,雨水箅子堵塞,兴隆街,2025-11-24,2025-11-18 10:30,满意\n"
                       "DT2,2025-11-17 08:00,李女士,03521234567,雨水箅子堵塞,兴隆街,2025-11-24,2025-11-18 10:30,满意\n";

TEST_F(RequestsOfALedger, ComeOutOfASheetOnceHoweverOftenItIsImported)
{
    auto const first = import(sheet);
    EXPECT_EQ(first.added, 2);
    EXPECT_EQ(first.same, 1) << "the number stands twice in the sheet";
    auto const second = import(sheet);
    EXPECT_EQ(second.added, 0);
    EXPECT_EQ(second.same, 3);
    auto const open = ledger->requests().get("12345热线/DT1");
    EXPECT_EQ(open.state, RequestState::fresh);
    EXPECT_EQ(open.received_at.iso(), "2025-11-18T01:12:00.000Z");
    EXPECT_EQ(open.deadline.value().iso(), "2025-11-25T15:59:00.000Z") << "the whole day is theirs";
    auto const closed = ledger->requests().get("12345热线/DT2");
    EXPECT_EQ(closed.state, RequestState::closed);
    EXPECT_EQ(closed.closed_at.value().iso(), "2025-11-18T02:30:00.000Z");
    auto const figures = request_figures(*ledger, *Date::from_ymd(2025, 11, 1), *Date::from_ymd(2025, 12, 1), clock.now());
    EXPECT_EQ(figures.received, 2);
    EXPECT_EQ(figures.answered, 1);
    EXPECT_EQ(figures.satisfied, 1);
    EXPECT_NEAR(figures.median_hours, 26.5, 1e-9);
}

TEST_F(RequestsOfALedger, TakeFromANewerSheetWhatItSaysAndKeepWhatWasDoneHere)
{
    (void)import(sheet);
    auto taken = ledger->requests().get("12345热线/DT1");
    taken.class_key = "streetlight"; // the sheet does not say it, the clerk does
    auto const order = order_of(taken);
    auto newer = std::string{sheet};
    newer.replace(newer.find("2025-11-25"), 10, "2025-11-22");
    auto const result = import(newer, ImportMode::upsert);
    EXPECT_EQ(result.changed, 1);
    auto const request = ledger->requests().get("12345热线/DT1");
    EXPECT_EQ(request.deadline.value().iso(), "2025-11-22T15:59:00.000Z");
    EXPECT_EQ(request.state, RequestState::accepted);
    EXPECT_THAT(request.order_uids, testing::ElementsAre(order.uid));
    auto const undone = undo_import(*ledger, "赵敏", result.batch_uid);
    EXPECT_EQ(undone.restored, 1);
    EXPECT_EQ(ledger->requests().get("12345热线/DT1").deadline.value().iso(), "2025-11-25T15:59:00.000Z");
}

TEST_F(RequestsOfALedger, GoBackInTheirOwnSheetWithTheAnswersFilledIn)
{
    (void)import(sheet);
    auto request = ledger->requests().get("12345热线/DT1");
    RequestStepWords words;
    words.answer = "已更换光源，路灯已亮。";
    request = requests().move(requests().move(request, RequestEvent::accept, {}), RequestEvent::answer, words);
    auto const theirs = exchange::open_table(folder / "in.csv", app::ReadOptions{});
    auto const out = (folder / "out.xlsx").string();
    auto const written = report::write_return_sheet(*ledger, theirs.get(), Language::zh, out);
    EXPECT_EQ(written.rows, 3);
    auto const back = exchange::open_table(out, app::ReadOptions{});
    auto const& headers = back->headers();
    EXPECT_EQ(headers[0], "工单编号");
    auto const answer = std::ranges::find(headers, std::string{"回复"}) - headers.begin();
    ASSERT_LT(answer, static_cast<std::ptrdiff_t>(headers.size()));
    SourceRow row;
    ASSERT_TRUE(back->next(row));
    EXPECT_EQ(row.cells[0], "DT1");
    EXPECT_EQ(row.cells[1], "2025-11-18 09:12") << "their cells stay as they were";
    EXPECT_EQ(row.cells[static_cast<std::size_t>(answer)], "已更换光源，路灯已亮。");
    EXPECT_EQ(row.cells[7], "2025-11-20 10:00") << "the time of the answer stands in their column for it";
}

} // namespace
