// What every ledger does, whatever it is kept in: each case runs on a file and on a server.
#include "contract/ledger_fixture.hpp"

#include <gmock/gmock.h>

#include <csignal>
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>

using namespace taizhang;
using namespace taizhang::app;
using test::LedgerContract;

TEST_F(LedgerContract, GivesBackAnAssetAsItWasAdded)
{
    auto ledger = fresh();
    auto asset = lamp("LD-1");
    asset.units = domain::Quantity::whole(2);
    asset.unit = "盏";
    asset.source = {"389002.51", "4431449.04", "EPSG:4547", "import", "B"};
    asset = Desk{*ledger, clock, "赵敏"}.add(asset);
    EXPECT_EQ(asset_to_json(ledger->asset("LD-1")).dump(), asset_to_json(asset).dump());
    EXPECT_EQ(asset_to_json(asset_from_json(asset_to_json(asset))).dump(), asset_to_json(asset).dump());
}

TEST_F(LedgerContract, FindsAssetsByTextBoxAndPinyin)
{
    auto ledger = fresh();
    Desk desk{*ledger, clock, "赵敏"};
    (void)desk.add(lamp("LD-1"));
    auto far = lamp("LD-2");
    far.road = "林河路";
    far.shape = geo::Shape::point(*geo::Position::from_degrees(112.80, 40.10));
    (void)desk.add(far);
    AssetQuery by_text;
    by_text.text = "新街";
    EXPECT_EQ(ledger->assets(by_text).size(), 1U);
    AssetQuery by_box;
    by_box.box = geo::Box{112.79, 40.09, 112.81, 40.11};
    ASSERT_EQ(ledger->assets(by_box).size(), 1U);
    EXPECT_EQ(ledger->assets(by_box)[0].code, "LD-2");
    auto const hits = ledger->find("yxj", 10);
    ASSERT_FALSE(hits.empty());
    EXPECT_EQ(hits[0].title, "云新街");
    EXPECT_TRUE(ledger->find("ld-2", 10).size() == 1U);
}

TEST_F(LedgerContract, KeepsWhatABureauSetsForItself)
{
    auto ledger = fresh();
    Desk desk{*ledger, clock, "赵敏"};
    auto info = ledger->info();
    info.bureau = "左云县住建局";
    info.order_number_pattern = "左建〔{year}〕{serial}";
    info.backups_kept = 3;
    info.backup_folder = "/mnt/stick";
    info.prepared_by = "赵敏";
    desk.change_settings(info);
    desk.change_people({{"", "王磊", "路灯一班", domain::Role::handler, true}, {"", "张三", "", domain::Role::manager, false}});
    auto const holidays = domain::understand_special_days("2026-10-01 2026-10-07 休 国庆节").days;
    desk.change_special_days(holidays);
    desk.change_catalog(Json::parse(R"({"classes":[{"key":"bench","zh":"座椅","en":"bench","geometry":"point","units":["个"],"code_prefix":"ZY"}],
        "activities":[{"key":"paint","zh":"粉刷","en":"paint"}],
        "extensions":[{"class":"streetlight","attributes":[{"key":"owner_phone","zh":"电话","en":"phone"}],"activities":["paint"],
                       "deadlines":[{"key":"own","zh":"一般","en":"normal","amount":2,"clock":"work_day"}]}]})"));
    for (auto const* when : {"at once", "after opening again"}) {
        EXPECT_EQ(ledger->info().bureau, "左云县住建局") << when;
        EXPECT_EQ(ledger->info().backups_kept, 3) << when;
        EXPECT_EQ(ledger->info().backup_folder, "/mnt/stick") << when;
        EXPECT_EQ(ledger->info().prepared_by, "赵敏") << when;
        ASSERT_EQ(ledger->persons().size(), 2U) << when;
        EXPECT_EQ(ledger->persons()[0].crew, "路灯一班");
        EXPECT_EQ(ledger->persons()[0].role, domain::Role::handler);
        EXPECT_EQ(ledger->people(), std::vector<std::string>{"王磊"}) << "who left is not offered";
        EXPECT_EQ(ledger->special_days(), holidays);
        EXPECT_EQ(ledger->catalog().class_of("bench").name.zh, "座椅");
        auto const& lamp_class = ledger->catalog().class_of("streetlight");
        EXPECT_NE(lamp_class.attribute("owner_phone"), nullptr);
        EXPECT_NE(lamp_class.attribute("power_w"), nullptr) << "what the class had stays";
        ASSERT_EQ(lamp_class.deadlines.size(), 1U);
        EXPECT_EQ(lamp_class.deadlines[0].amount, 2);
        ledger.reset();
        ledger = opener->open(place());
    }
    Desk again{*ledger, clock, "赵敏"};
    EXPECT_EQ(again.log_repair(repair_of(again.add(lamp("LD-1")))).number, "左建〔2025〕0001");
}

TEST_F(LedgerContract, RefusesSettingsThatCannotWork)
{
    auto ledger = fresh();
    Desk desk{*ledger, clock, "赵敏"};
    auto info = ledger->info();
    info.order_number_pattern = "工单{year}";
    EXPECT_THROW(desk.change_settings(info), Error) << "all orders of a year would have one number";
    info = ledger->info();
    info.bureau = " ";
    EXPECT_THROW(desk.change_settings(info), Error);
    EXPECT_THROW(desk.change_people({{"", "王磊", "", {}, true}, {"", "王磊", "", {}, true}}), Error);
    EXPECT_THROW(desk.change_catalog(Json::parse(R"({"extensions":[{"class":"nowhere"}]})")), Error);
    EXPECT_EQ(ledger->info().bureau, bureau().bureau);
    EXPECT_TRUE(ledger->persons().empty());
}

TEST_F(LedgerContract, RefusesACodeTwiceInAClassAndKeepsNothingOfTheChange)
{
    auto ledger = fresh();
    Desk desk{*ledger, clock, "赵敏"};
    (void)desk.add(lamp("LD-1"));
    auto const audits = ledger->audit(100).size();
    EXPECT_THROW((void)desk.add(lamp("LD-1")), Error);
    EXPECT_EQ(ledger->assets({}).size(), 1U);
    EXPECT_EQ(ledger->audit(100).size(), audits);
}

TEST_F(LedgerContract, LosesNeitherVersionWhenTwoEditTheSameRecord)
{
    auto ledger = fresh();
    Desk desk{*ledger, clock, "赵敏"};
    auto const first = desk.add(lamp("LD-1"));
    auto mine = first, theirs = first;
    theirs.note = "theirs";
    (void)desk.edit(theirs);
    mine.note = "mine";
    try {
        (void)desk.edit(mine);
        FAIL() << "the other edit was overwritten";
    } catch (Conflict<domain::Asset> const& conflict) {
        EXPECT_EQ(conflict.mine().note, "mine");
        EXPECT_EQ(conflict.theirs().note, "theirs");
    }
    EXPECT_EQ(ledger->asset("LD-1").note, "theirs");
}

TEST_F(LedgerContract, TakesARetryForTheSameRecord)
{
    auto ledger = fresh();
    Desk desk{*ledger, clock, "赵敏"};
    auto asset = lamp("LD-1");
    asset.uid = new_uuid();
    (void)desk.add(asset);
    (void)desk.add(asset);
    EXPECT_EQ(ledger->assets({}).size(), 1U);
}

TEST_F(LedgerContract, DoesNotDeleteAnAssetThatAnOrderNames)
{
    auto ledger = fresh();
    Desk desk{*ledger, clock, "赵敏"};
    auto const asset = desk.add(lamp("LD-1"));
    (void)desk.log_repair(repair_of(asset));
    EXPECT_THROW(desk.erase(asset), Error);
    EXPECT_EQ(desk.retire(asset, *Date::from_ymd(2025, 11, 1)).phase, domain::Phase::removed);
    EXPECT_TRUE(ledger->assets({}).empty());
}

TEST_F(LedgerContract, NumbersOrdersByYearAndNeverTwice)
{
    auto ledger = fresh();
    Desk desk{*ledger, clock, "赵敏"};
    auto const asset = desk.add(lamp("LD-1"));
    auto const first = desk.log_repair(repair_of(asset));
    EXPECT_EQ(first.number, "左住建工单〔2025〕0001号");
    auto earlier = repair_of(asset);
    earlier.received_on = *Date::from_ymd(2024, 1, 1);
    EXPECT_EQ(domain::short_number(desk.log_repair(earlier).number), "2024-0001");
    EXPECT_EQ(domain::short_number(desk.log_repair(repair_of(asset)).number), "2025-0002");
    EXPECT_EQ(ledger->order("2025-0001").uid, first.uid);
    EXPECT_THROW((void)ledger->order("2025-9999"), Error);
}

TEST_F(LedgerContract, ClosesAnOrderWithEveryStepInOneAuditRow)
{
    auto ledger = fresh();
    Desk desk{*ledger, clock, "赵敏"};
    auto const open = desk.log_repair(repair_of(desk.add(lamp("LD-1"))));
    EXPECT_EQ(open.state, domain::OrderState::pending);
    auto const audits = ledger->audit(100).size();
    auto const closed = desk.close(open, Closing{"更换灯泡", *Date::from_ymd(2025, 7, 3), {}});
    EXPECT_EQ(ledger->audit(100).size(), audits + 1);
    auto const read = ledger->order(open.uid);
    EXPECT_EQ(read.state, domain::OrderState::closed);
    EXPECT_EQ(read.steps.size(), 5U) << "submit dispatch accept finish pass";
    EXPECT_EQ(read.lines.at(0).accepted, domain::Quantity::whole(2));
    EXPECT_EQ(read.lines.at(0).assets.at(0).status, "ACCEPTED");
    EXPECT_EQ(domain::to_json(ledger->catalog(), read).dump(), domain::to_json(ledger->catalog(), closed).dump());
    EXPECT_THROW((void)desk.close(read, Closing{"again", *Date::from_ymd(2025, 7, 3), {}}), Error);
}

TEST_F(LedgerContract, RefusesToCloseWithoutAQuantityOrInTheFuture)
{
    auto ledger = fresh();
    Desk desk{*ledger, clock, "赵敏"};
    auto order = repair_of(desk.add(lamp("LD-1")));
    order.lines[0].planned.reset();
    order = desk.log_repair(order);
    EXPECT_THROW((void)desk.close(order, Closing{"", *Date::from_ymd(2025, 7, 3), {}}), Error);
    order.lines[0].planned = domain::Quantity::whole(1);
    EXPECT_THROW((void)desk.close(order, Closing{"", *Date::from_ymd(2025, 11, 14), {}}), Error);
    EXPECT_EQ(ledger->order(order.uid).state, domain::OrderState::pending);
    domain::StatedQuantity all;
    all.wording = "所有";
    EXPECT_EQ(desk.close(order, Closing{"", *Date::from_ymd(2025, 11, 13), {{order.lines[0].uid, all}}}).lines[0].wording, "所有");
}

TEST_F(LedgerContract, NoticesAnAlteredRecordOfChanges)
{
    auto ledger = fresh();
    Desk desk{*ledger, clock, "赵敏"};
    for (auto const* code : {"LD-1", "LD-2", "LD-3"})
        (void)desk.add(lamp(code));
    auto const errors = [&] {
        return std::ranges::count_if(ledger->check(true, {}), [](auto const& f) { return f.weight == Finding::Weight::error; });
    };
    EXPECT_EQ(errors(), 0);
    ledger.reset();
    home.from_outside(place(), "UPDATE audit_log SET who='李四' WHERE seq=2");
    ledger = opener->open(place());
    EXPECT_GE(errors(), 1);
}

TEST_F(LedgerContract, KeepsAnOutsideEditFromBeingOverwritten)
{
    auto ledger = fresh();
    Desk desk{*ledger, clock, "赵敏"};
    auto mine = desk.add(lamp("LD-1"));
    ledger.reset();
    home.from_outside(place(), "UPDATE asset SET note='QGIS' WHERE code='LD-1'");
    ledger = opener->open(place());
    mine.note = "mine";
    EXPECT_THROW((void)Desk(*ledger, clock, "赵敏").edit(mine), Conflict<domain::Asset>);
    EXPECT_EQ(ledger->asset("LD-1").note, "QGIS");
}

TEST_F(LedgerContract, OpensASecondTimeWhileTheFirstHasJustGrownIt)
{
    auto const first = fresh();
    std::vector<domain::Asset> lamps;
    for (int i = 0; i < 2000; ++i) {
        lamps.push_back(lamp("LD-" + std::to_string(i)));
        lamps.back().uid = new_uuid();
    }
    auto change = first->begin();
    change->add_many(lamps, {});
    change->commit({"tester", "import", "asset", "", Json::object()});
    auto const second = opener->open(place());
    EXPECT_EQ(second->assets({}).size(), 2000u);
}

TEST_F(LedgerContract, IsUnchangedWhenTheProcessDiesInABulkWrite)
{
    {
        auto ledger = fresh();
        (void)Desk(*ledger, clock, "赵敏").add(lamp("LD-1"));
    }
    auto const child = ::fork();
    if (child == 0) {
        struct LeaveAtOnce { ~LeaveAtOnce() { ::_exit(0); } } const no_second_test_run;
        auto ledger = opener->open(place());
        std::vector<domain::Asset> many;
        for (int i = 0; i < 5000; ++i)
            many.push_back(lamp("N-" + std::to_string(i)));
        auto change = ledger->begin();
        Progress const die{[](Text const&, std::int64_t done, std::int64_t) {
                               if (done >= 2500)
                                   ::kill(::getpid(), SIGKILL);
                           },
                           {}};
        change->add_many(many, die);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child should have been killed in the middle";
    auto ledger = opener->open(place());
    EXPECT_EQ(ledger->assets({}).size(), 1U);
    EXPECT_TRUE(std::ranges::none_of(ledger->check(true, {}), [](auto const& f) { return f.weight == Finding::Weight::error; }));
}

TEST_F(LedgerContract, WritesNothingOfAStoppedBulkWrite)
{
    auto ledger = fresh();
    std::vector<domain::Asset> many;
    for (int i = 0; i < 2000; ++i)
        many.push_back(lamp("N-" + std::to_string(i)));
    std::stop_source stop;
    stop.request_stop();
    {
        auto change = ledger->begin();
        EXPECT_THROW(change->add_many(many, Progress{{}, stop.get_token()}), Error);
    }
    EXPECT_TRUE(ledger->assets({}).empty());
    (void)Desk(*ledger, clock, "赵敏").add(lamp("LD-1"));
    EXPECT_EQ(ledger->assets({}).size(), 1U);
}
