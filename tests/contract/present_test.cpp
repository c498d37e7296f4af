// What the windows show and let one do, over a real ledger and without a display.
#include "app/backups.hpp"
#include "contract/windows.hpp"
#include "present/asset_form.hpp"
#include "present/asset_table.hpp"
#include "present/batch_form.hpp"
#include "present/home_model.hpp"
#include "present/import_form.hpp"
#include "present/map_model.hpp"
#include "present/order_table.hpp"
#include "present/order_words.hpp"
#include "present/report_model.hpp"
#include "present/settings_model.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

using namespace taizhang;
using namespace taizhang::present;
using testing::HasSubstr;
using testing::SizeIs;

namespace {

class WindowsOnFiles : public Windows {};

TEST_F(Windows, SayInWordsWhyALedgerDoesNotOpenAndKeepTheOpenOne)
{
    open_empty();
    std::ofstream{folder / "x.gpkg"} << "text";
    bench.open(path("x.gpkg"));
    ASSERT_TRUE(drain([&] { return !notices.empty(); }));
    EXPECT_EQ(notices[0].tone, Notice::Tone::refused);
    EXPECT_FALSE(notices[0].text.empty());
    EXPECT_THAT(notices[0].where, HasSubstr("x.gpkg"));
    EXPECT_FALSE(notices[0].todo.empty());
    EXPECT_EQ(bench.info().path, place());
}

TEST_F(WindowsOnFiles, BackTheLedgerUpOnceADayAndKeepTen)
{
    open_empty();
    auto const backups = app::backup_folder(bench.info());
    auto const count = [&] { return std::distance(std::filesystem::directory_iterator{backups}, {}); };
    ASSERT_TRUE(drain([&] { return std::filesystem::exists(backups) && count() == 1; }));
    for (int day = 0; day < 14; ++day) {
        clock.set(Instant::from_millis(clock.now().millis() + 24LL * 3600 * 1000));
        auto const ledger = opener->open(path("t.gpkg"));
        EXPECT_TRUE(app::back_up_daily(*ledger, bench.today(), {}).empty());
        EXPECT_TRUE(app::back_up_daily(*ledger, bench.today(), {}).empty()) << "a second time the same day does nothing";
    }
    EXPECT_EQ(count(), 10);
    auto const newest = backups / ("t " + bench.today().iso() + ".gpkg");
    EXPECT_TRUE(opener->open(newest.string())->assets({}).empty()) << "a backup is a ledger";
}

TEST_F(Windows, FilterAndSortFacilities)
{
    open_sample();
    AssetTable table{bench};
    ASSERT_TRUE(drain([&] { return table.is_loaded(); }));
    auto const all = table.rows();
    EXPECT_GT(all, 3000u);
    table.set_class("public_toilet");
    EXPECT_EQ(table.cell(0, column(table, "class")).text, "公厕");
    EXPECT_LT(table.rows(), 100u);
    table.set_class("");
    table.set_text("云新街");
    EXPECT_GT(table.rows(), 10u);
    EXPECT_THAT(table.footer(), HasSubstr(std::to_string(table.rows())));
    table.clear_filter();
    EXPECT_EQ(table.rows(), all);
    table.set_road("云新街");
    EXPECT_GT(table.rows(), 10u);
    for (std::size_t row = 0; row < table.rows(); ++row)
        ASSERT_EQ(table.cell(row, column(table, "road")).text, "云新街");
    table.clear_filter();
    table.set_need("placeless");
    EXPECT_GT(table.rows(), 0u);
    for (std::size_t row = 0; row < table.rows(); ++row)
        ASSERT_FALSE(asset(table.uid(row)).position.has_value());
    table.set_need("state:damaged");
    EXPECT_GT(table.rows(), 0u);
    for (std::size_t row = 0; row < table.rows(); ++row)
        ASSERT_EQ(table.cell(row, column(table, "state")).text, "破损");
    table.set_need("open");
    for (std::size_t row = 0; row < table.rows(); ++row)
        ASSERT_NE(table.cell(row, column(table, "orders")).text, "");
    table.clear_filter();
    table.sort(column(table, "road"), true);
    auto const first = table.uid(0);
    table.sort(column(table, "road"), false);
    EXPECT_NE(table.uid(0), first);
    EXPECT_EQ(table.rows_of({first}), (std::vector<std::size_t>{table.rows() - 1}));
    table.set_text("no such thing");
    EXPECT_EQ(table.rows(), 0u);
    EXPECT_FALSE(table.empty_hint().empty());
}

TEST_F(Windows, ShowOrdersByTab)
{
    open_sample();
    OrderTable table{bench};
    ASSERT_TRUE(drain([&] { return table.rows() > 0; }));
    auto const all = table.rows();
    table.set_tab(OrderTable::Tab::open);
    auto const open = table.rows();
    table.set_tab(OrderTable::Tab::closed);
    EXPECT_LT(open + table.rows(), all + 1) << "cancelled and merged orders are in neither";
    table.set_tab(OrderTable::Tab::overdue);
    for (std::size_t row = 0; row < table.rows(); ++row)
        EXPECT_EQ(table.cell(row, column(table, "due")).tone, Tone::wrong);
}

TEST_F(Windows, CountOnTheHomePageWhatTheOrdersPageShows)
{
    open_sample();
    HomeModel home_page{bench};
    OrderTable table{bench};
    ASSERT_TRUE(drain([&] { return home_page.is_loaded() && table.rows() > 0; }));
    EXPECT_FALSE(home_page.is_empty());
    for (auto const& [id, tab] : {std::pair{"due", OrderTable::Tab::due}, {"overdue", OrderTable::Tab::overdue}, {"drafts", OrderTable::Tab::draft}}) {
        table.set_tab(tab);
        auto const card = std::ranges::find(home_page.cards(), id, &HomeModel::Card::id);
        EXPECT_EQ(card->number, std::to_string(table.rows())) << id;
    }
}

TEST_F(WindowsOnFiles, ShowTheLastBackupAndMakeOne)
{
    open_sample();
    HomeModel home_page{bench};
    ASSERT_TRUE(drain([&] { return home_page.backup().starts_with("2025-11-20"); })) << home_page.backup();
    bench.back_up_to(path("stick.gpkg"));
    ASSERT_TRUE(drain([&] { return !notices.empty(); }));
    EXPECT_EQ(opener->open(path("stick.gpkg"))->orders({}).size(), opener->open(place())->orders({}).size());
}

TEST_F(Windows, SayHowLongAnOrderStillHas)
{
    domain::WorkOrder order;
    order.state = domain::OrderState::pending;
    auto const due = [&](char const* at) {
        order.deadline = Instant::parse_iso(at);
        return due_of(bench.say(), order, clock.now(), 480);
    };
    EXPECT_EQ(due("2025-11-23T02:00:00.000Z").text, "剩 3 天");
    EXPECT_EQ(due("2025-11-20T09:00:00.000Z").text, "今天到期");
    EXPECT_EQ(due("2025-11-18T02:00:00.000Z").text, "超期 2 天");
    EXPECT_EQ(due("2025-11-20T01:00:00.000Z").text, "超期");
    order.state = domain::OrderState::closed;
    EXPECT_EQ(due("2025-11-18T02:00:00.000Z").text, "");
}

TEST_F(Windows, AddQuantitiesOfOneUnitAndNeverOfTwo)
{
    domain::WorkOrder order;
    for (auto const& [number, unit, approximate] : {std::tuple{3, "盏", false}, {2, "盏", true}, {1, "基", false}}) {
        domain::OrderLine line;
        line.planned = domain::Quantity::whole(number);
        line.unit = unit;
        line.approximate = approximate;
        order.lines.push_back(line);
    }
    EXPECT_EQ(quantities_of(domain::Catalog::shipped(), bench.say(), order), "约5 盏，1 基");
}

TEST_F(Windows, LogARepairWithEverythingReadyForOneLamp)
{
    open_sample();
    AssetTable table{bench};
    ASSERT_TRUE(drain([&] { return table.is_loaded(); }));
    table.set_class("streetlight");
    RepairForm form{bench, {asset(table.uid(0))}};
    EXPECT_TRUE(form.problems(false).empty()) << "nothing must be typed";
    EXPECT_EQ(form.entry().activity, "repair");
    EXPECT_EQ(form.entry().quantity, "1");
    auto const order = saved(form, false);
    EXPECT_EQ(order.state, domain::OrderState::pending);
    EXPECT_EQ(order.lines.at(0).assets, (std::vector<domain::LineAsset>{{table.uid(0)}}));
    ASSERT_TRUE(drain([&] { return table.rows() > 0 && table.cell(0, column(table, "orders")).text != ""; }))
        << "the table tells that an order is open";
}

TEST_F(Windows, MakeOneLineForEachClassOfASelection)
{
    open_sample();
    AssetTable table{bench};
    ASSERT_TRUE(drain([&] { return table.is_loaded(); }));
    std::vector<app::AssetRow> chosen;
    for (auto const* key : {"streetlight", "rain_inlet"}) {
        table.set_class(key);
        for (std::size_t row = 0; row < 3; ++row)
            chosen.push_back(asset(table.uid(row)));
    }
    RepairForm form{bench, chosen};
    EXPECT_TRUE(form.has_several_classes());
    auto const order = saved(form, true);
    ASSERT_THAT(order.lines, SizeIs(2));
    EXPECT_EQ(order.lines[0].accepted, domain::Quantity::whole(3));
    EXPECT_EQ(order.lines[1].class_key, "rain_inlet");
    EXPECT_EQ(order.state, domain::OrderState::closed);
}

TEST_F(Windows, SayBesideTheFieldWhatIsWrongWithARepair)
{
    open_empty();
    RepairForm form{bench, {}};
    auto entry = form.entry();
    entry.quantity = "lots";
    entry.received_on = "2025-12-01";
    form.set(entry);
    std::vector<std::string> fields;
    for (auto const& problem : form.problems(false))
        fields.push_back(problem.field);
    EXPECT_THAT(fields, testing::ElementsAre("quantity", "place", "received_on"));
    entry.quantity = "约 95 盏";
    entry.road = "云新街";
    entry.received_on = "2025年11月1日";
    form.set(entry);
    EXPECT_TRUE(form.problems(false).empty());
    auto const order = saved(form, false);
    EXPECT_TRUE(order.lines[0].approximate);
    EXPECT_EQ(order.lines[0].unit, "盏");
    EXPECT_EQ(order.received_on.iso(), "2025-11-01");
}

TEST_F(Windows, KeepWhatWasTypedUntilItIsLogged)
{
    open_empty();
    {
        RepairForm form{bench, {}};
        EXPECT_FALSE(form.has_draft());
        auto entry = form.entry();
        entry.road = "云新街";
        entry.description = "两盏不亮";
        entry.approximate = true;
        form.set(entry);
        form.keep_draft();
    } // the program died here
    RepairForm form{bench, {}};
    ASSERT_TRUE(form.has_draft());
    form.take_draft();
    EXPECT_EQ(form.entry().description, "两盏不亮");
    EXPECT_TRUE(form.entry().approximate);
    (void)saved(form, false);
    EXPECT_FALSE((RepairForm{bench, {}}.has_draft())) << "logged: nothing is left to go on with";
}

TEST_F(Windows, CountAndSumFacilitiesByGroupAndLeadBackToThem)
{
    open_sample();
    AssetTable table{bench};
    AssetGroups groups{bench, table};
    ASSERT_TRUE(drain([&] { return table.is_loaded(); }));
    EXPECT_EQ(groups.rows(), 0u);
    groups.set_by(AssetGroups::By::asset_class);
    ASSERT_GT(groups.rows(), 5u);
    std::size_t sum = 0;
    for (std::size_t row = 0; row < groups.rows(); ++row)
        sum += std::stoul(groups.cell(row, column(groups, "number")).text);
    EXPECT_EQ(sum, table.rows());
    for (std::size_t row = 1; row < groups.rows(); ++row)
        ASSERT_GE(std::stoul(groups.cell(row - 1, column(groups, "number")).text), std::stoul(groups.cell(row, column(groups, "number")).text))
            << "the largest on top";
    EXPECT_THAT(groups.cell(0, column(groups, "sum")).text, HasSubstr("盏"));
    for (auto const by : {AssetGroups::By::road, AssetGroups::By::state, AssetGroups::By::year}) {
        table.clear_filter();
        groups.set_by(by);
        auto const wanted = std::stoul(groups.cell(0, column(groups, "number")).text);
        groups.open(groups.uid(0));
        EXPECT_EQ(table.rows(), wanted) << "opening a group filters by it";
        EXPECT_EQ(groups.by(), AssetGroups::By::none);
    }
}

TEST_F(Windows, NameOpenOrdersThatMayBeTheSame)
{
    open_sample();
    AssetTable table{bench};
    ASSERT_TRUE(drain([&] { return table.is_loaded(); }));
    table.set_class("streetlight");
    auto const lamp = asset(table.uid(0));
    auto const other = asset(table.uid(1));
    RepairForm first{bench, {lamp}};
    auto const order = saved(first, false);
    auto const arrived = [&](RepairForm& form) { return drain([&] { return !form.roads().empty(); }); };
    RepairForm again{bench, {lamp}};
    ASSERT_TRUE(arrived(again));
    ASSERT_FALSE(again.similar().empty());
    EXPECT_EQ(again.similar()[0].uid, order.uid);
    EXPECT_TRUE(again.similar()[0].same_asset);
    RepairForm next_door{bench, {other}};
    ASSERT_TRUE(arrived(next_door));
    ASSERT_EQ(lamp.road, other.road);
    EXPECT_TRUE(std::ranges::any_of(next_door.similar(), [&](auto const& s) { return s.uid == order.uid && !s.same_asset; }));
    RepairForm elsewhere{bench, {}};
    ASSERT_TRUE(arrived(elsewhere));
    EXPECT_TRUE(elsewhere.similar().empty()) << "without a road nothing is near";
}

TEST_F(Windows, RecordAllWithoutInventingANumber)
{
    open_empty();
    RepairForm form{bench, {}};
    auto entry = form.entry();
    entry.class_key = "rain_inlet";
    form.set(entry);
    entry = form.entry();
    entry.all = true;
    entry.road = "兴隆街";
    form.set(entry);
    auto const order = saved(form, true);
    EXPECT_FALSE(order.lines[0].accepted.has_value());
    EXPECT_TRUE(order.lines[0].unknown);
    EXPECT_EQ(order.lines[0].wording, "所有");
}

TEST_F(Windows, CloseAnOrderWithWhatWasReallyDone)
{
    open_empty();
    RepairForm form{bench, {}};
    auto entry = form.entry();
    entry.road = "云新街";
    entry.quantity = "3";
    form.set(entry);
    CloseForm close{bench, saved(form, false)};
    close.lines.at(0).quantity = "";
    EXPECT_THAT(close.problems(), SizeIs(1));
    close.lines[0].quantity = "2";
    close.accepted_on = "2026-01-01";
    EXPECT_THAT(close.problems(), SizeIs(1)) << "the future";
    close.accepted_on = "2025-11";
    ASSERT_TRUE(close.problems().empty());
    std::optional<domain::WorkOrder> order;
    close.save([&](domain::WorkOrder o) { order = std::move(o); }, [](Notice const& n) { ADD_FAILURE() << n.text; });
    ASSERT_TRUE(drain([&] { return order.has_value(); }));
    EXPECT_EQ(order->lines[0].accepted, domain::Quantity::whole(2));
    EXPECT_EQ(order->lines[0].accepted_on->iso(), "2025-11");
    EXPECT_EQ(order->steps.size(), 5u) << "submit, dispatch, accept, finish, pass";
}

TEST_F(Windows, TakeBackAndDoAgainWhatWasLoggedAndClosed)
{
    open_empty();
    RepairForm form{bench, {}};
    auto entry = form.entry();
    entry.road = "云新街";
    entry.quantity = "3";
    form.set(entry);
    auto const order = saved(form, false);
    CloseForm close{bench, order};
    bool closed = false;
    close.save([&](auto const&) { closed = true; }, [](Notice const& n) { ADD_FAILURE() << n.text; });
    ASSERT_TRUE(drain([&] { return closed; }));
    auto const look = [&] { return opener->open(place()); };
    auto const state = [&] { return look()->order(order.uid).state; };
    EXPECT_THAT(bench.undo_words(), HasSubstr("2025-0001"));
    auto const told = [&](std::size_t n) { return drain([&] { return notices.size() == n; }); };

    bench.undo();
    ASSERT_TRUE(told(1));
    EXPECT_EQ(state(), domain::OrderState::pending) << "as it was before, not reopened";
    EXPECT_TRUE(look()->accepted_lines().empty()) << "it has left the figures";
    bench.redo();
    ASSERT_TRUE(told(2));
    EXPECT_EQ(state(), domain::OrderState::closed);
    EXPECT_EQ(look()->accepted_lines().size(), 1u);
    bench.undo();
    ASSERT_TRUE(told(3));
    bench.undo();
    ASSERT_TRUE(told(4));
    EXPECT_EQ(notices[3].tone, Notice::Tone::done) << notices[3].text;
    EXPECT_EQ(state(), domain::OrderState::cancelled);
    EXPECT_TRUE(bench.undo_words().empty());
    bench.redo();
    ASSERT_TRUE(told(5));
    EXPECT_EQ(look()->order("2025-0002").road, "云新街") << "a number is never used twice";
}

TEST_F(Windows, TakeNothingBackThatSomebodyElseHasChangedSince)
{
    open_empty();
    RepairForm form{bench, {}};
    auto entry = form.entry();
    entry.road = "云新街";
    form.set(entry);
    auto const order = saved(form, false);
    {
        auto const other = opener->open(place());
        auto theirs = other->order(order.uid);
        theirs.description = "changed at the other desk";
        auto change = other->begin();
        change->update(theirs);
        change->commit({"李建国", "order.edit", "order", theirs.uid, Json::object()});
    }
    bench.undo();
    ASSERT_TRUE(drain([&] { return notices.size() == 1; }));
    EXPECT_EQ(notices[0].tone, Notice::Tone::refused);
    EXPECT_EQ(opener->open(place())->order(order.uid).state, domain::OrderState::pending);
}

TEST_F(Windows, TakeBackAFacilityThatWasAddedOrChanged)
{
    open_empty();
    auto const save = [&](AssetForm& form) {
        std::string uid;
        form.save([&](std::string u) { uid = std::move(u); }, [](Notice const& n) { ADD_FAILURE() << n.text; },
                  [] { ADD_FAILURE() << "nobody else wrote"; });
        EXPECT_TRUE(drain([&] { return !uid.empty(); }));
        return uid;
    };
    AssetForm form{bench, "streetlight", {}};
    form.set("code", "LD-0009");
    form.set("position", "112.7, 40.01");
    ASSERT_TRUE(form.problems().empty());
    auto const uid = save(form);
    auto const look = [&] { return opener->open(place()); };
    AssetForm again{bench, look()->asset(uid)};
    again.set("road", "云新街");
    (void)save(again);
    auto const told = [&](std::size_t n) { return drain([&] { return notices.size() == n; }); };
    bench.undo();
    ASSERT_TRUE(told(1));
    EXPECT_EQ(look()->asset(uid).road, "");
    bench.redo();
    ASSERT_TRUE(told(2));
    EXPECT_EQ(look()->asset(uid).road, "云新街");
    bench.undo();
    ASSERT_TRUE(told(3));
    EXPECT_EQ(notices[2].tone, Notice::Tone::done) << notices[2].text;
}

TEST_F(Windows, PutTwoChangesOfOneFacilityTogetherAndLoseNothing)
{
    open_sample();
    auto other = opener->open(place());
    app::Desk their_desk{*other, clock, "李建国"};
    auto const lamp = other->asset("LD-0001");
    AssetForm form{bench, lamp};
    form.set("place", "路东");
    form.set("note", "mine");
    auto theirs = lamp;
    theirs.place = "路西";
    theirs.owning_unit = "城管局";
    (void)their_desk.edit(theirs);
    bool conflicted = false;
    auto const failed = [](Notice const& n) { ADD_FAILURE() << n.text; };
    form.save([](std::string) { ADD_FAILURE() << "theirs was overwritten"; }, failed, [&] { conflicted = true; });
    ASSERT_TRUE(drain([&] { return conflicted; }));
    auto const differences = form.differences();
    ASSERT_THAT(differences, SizeIs(2));
    EXPECT_EQ(differences[0].id, "place");
    EXPECT_EQ(differences[0].base, lamp.place);
    EXPECT_EQ(differences[0].mine, "路东");
    EXPECT_EQ(differences[0].theirs, "路西");
    EXPECT_TRUE(differences[0].both);
    EXPECT_EQ(differences[1].id, "owning_unit");
    EXPECT_FALSE(differences[1].both);
    form.settle({"place"});
    std::string uid;
    form.save([&](std::string u) { uid = std::move(u); }, failed, [] { ADD_FAILURE() << "once more"; });
    ASSERT_TRUE(drain([&] { return !uid.empty(); }));
    auto const after = opener->open(place())->asset(uid);
    EXPECT_EQ(after.place, "路东");
    EXPECT_EQ(after.note, "mine");
    EXPECT_EQ(after.owning_unit, "城管局");
}

TEST_F(Windows, CorrectOnesOwnSlipOfToday)
{
    open_sample();
    RepairForm form{bench, {}};
    auto entry = form.entry();
    entry.class_key = "streetlight";
    entry.activity = "repair";
    entry.quantity = "3";
    entry.unit = "盏";
    entry.road = "云新街";
    form.set(entry);
    auto const order = saved(form, true);
    auto const look = [&] { return opener->open(place())->order(order.uid); };
    CorrectForm correct{bench, look()};
    ASSERT_THAT(correct.lines, SizeIs(1));
    correct.lines[0].quantity = "很多";
    auto problems = correct.problems();
    ASSERT_THAT(problems, SizeIs(2)) << "the quantity, and the reason that is missing";
    correct.lines[0].quantity = "5";
    correct.reason = "听错了";
    ASSERT_TRUE(correct.problems().empty());
    bool done = false;
    correct.save([&](domain::WorkOrder const&) { done = true; }, [](Notice const& n) { ADD_FAILURE() << n.text; });
    ASSERT_TRUE(drain([&] { return done; }));
    EXPECT_EQ(look().lines[0].accepted, domain::Quantity::whole(5)) << "the figure follows";
    EXPECT_EQ(look().state, domain::OrderState::closed);
    EXPECT_THAT(opener->open(place())->audit(1)[0].detail, HasSubstr("听错了"));
    bench.undo();
    ASSERT_TRUE(drain([&] { return !notices.empty(); }));
    EXPECT_EQ(look().lines[0].accepted, domain::Quantity::whole(3));

    auto const refused = [&](char const* when) {
        CorrectForm late{bench, look()};
        late.reason = "x";
        std::optional<Notice> notice;
        late.save([](domain::WorkOrder const&) { ADD_FAILURE() << "was corrected"; }, [&](Notice n) { notice = std::move(n); });
        EXPECT_TRUE(drain([&] { return notice.has_value(); })) << when;
        EXPECT_EQ(notice->tone, Notice::Tone::refused) << when;
    };
    auto const me = bench.who();
    bench.set_who("别人");
    refused("by somebody else");
    bench.set_who(me);
    clock.set(Instant::from_millis(clock.now().millis() + 24LL * 3600 * 1000));
    refused("the next day");
}

TEST_F(Windows, AddToTheCatalogueWhatABureauNeeds)
{
    open_empty();
    SettingsModel settings{bench};
    settings.wake();
    ASSERT_TRUE(drain([&] { return settings.is_read(); }));
    auto const done = [&](auto save) {
        bool ended = false;
        save([&] { ended = true; }, [](Notice const& n) { ADD_FAILURE() << n.text; });
        ASSERT_TRUE(drain([&] { return ended && settings.is_read(); }));
    };
    SettingsModel::Addition bench_class;
    bench_class.name = "路灯";
    EXPECT_THAT(settings.problems(bench_class), SizeIs(3)) << "the name is taken, unit and letters are missing";
    bench_class.name = "休闲座椅";
    bench_class.unit = "个";
    bench_class.prefix = "zy";
    ASSERT_TRUE(settings.problems(bench_class).empty());
    done([&](auto ok, auto failed) { settings.add(bench_class, ok, failed); });
    auto const* added = bench.catalog().understand_class("休闲座椅");
    ASSERT_NE(added, nullptr);
    EXPECT_EQ(added->code_prefix, "ZY");
    SettingsModel::Addition attribute;
    attribute.kind = "attribute";
    attribute.class_key = added->key;
    attribute.name = "材质";
    attribute.type = "choice";
    EXPECT_THAT(settings.problems(attribute), SizeIs(1));
    attribute.options = "木，石、铁";
    done([&](auto ok, auto failed) { settings.add(attribute, ok, failed); });
    SettingsModel::Addition activity;
    activity.kind = "activity";
    activity.class_key = "streetlight";
    activity.name = "刷漆";
    done([&](auto ok, auto failed) { settings.add(activity, ok, failed); });
    EXPECT_THAT(settings.added(), SizeIs(3));
    AssetForm form{bench, bench.catalog().understand_class("休闲座椅")->key, {}};
    auto const fields = form.fields();
    auto const material = std::ranges::find(fields, "材质", &AssetForm::Field::label);
    ASSERT_NE(material, fields.end());
    EXPECT_THAT(material->choices, SizeIs(4)) << "three, and none chosen";
    ASSERT_TRUE(drain([&] { return form.value("code") == "ZY-0001"; }));
    done([&](auto ok, auto failed) { settings.save_limits("streetlight", {{"灭灯", "1", "calendar_day"}}, ok, failed); });
    RepairForm repair{bench, {}};
    auto entry = repair.entry();
    entry.class_key = "streetlight";
    entry.activity = bench.catalog().understand_activity("刷漆")->key;
    entry.quantity = "1";
    entry.unit = "盏";
    entry.road = "云新街";
    repair.set(entry);
    auto const order = saved(repair, false);
    EXPECT_EQ(order.deadline->local_date(480), bench.today().plus_days(1)) << "the bureau's own deadline";
}

TEST_F(WindowsOnFiles, ComeBackFromADamagedLedgerByItsBackup)
{
    open_sample();
    ASSERT_TRUE(drain([&] { return std::filesystem::exists(folder / "t.backups"); }));
    ASSERT_TRUE(drain([&] { return !RestoreModel(bench, path("t.gpkg")).entries().empty(); }));
    bench.create(path("other.gpkg"), false);
    ASSERT_TRUE(drain([&] { return bench.info().path == path("other.gpkg"); }));
    std::filesystem::resize_file(folder / "t.gpkg", std::filesystem::file_size(folder / "t.gpkg") / 2);
    std::string damaged;
    auto const on_damage = bench.ledger_damaged.subscribe([&](LedgerDamaged const& what) { damaged = what.path; });
    bench.open(place());
    ASSERT_TRUE(drain([&] { return !damaged.empty(); }));
    EXPECT_EQ(damaged, path("t.gpkg"));
    RestoreModel restore{bench, damaged};
    ASSERT_THAT(restore.entries(), SizeIs(1));
    bool usable = false;
    EXPECT_THAT(restore.preview(0, usable), HasSubstr("左云县"));
    EXPECT_TRUE(usable);
    restore.add(path("t.gpkg"));
    (void)restore.preview(0, usable);
    EXPECT_FALSE(usable) << "the damaged file itself is no way out";
    restore.restore(1);
    ASSERT_TRUE(drain([&] { return bench.is_open() && bench.info().path == path("t.gpkg"); }));
    EXPECT_FALSE(opener->open(path("t.gpkg"))->orders({}).empty());
    EXPECT_TRUE(std::filesystem::exists(folder / "t.gpkg.before-restore")) << "nothing is thrown away";
}

TEST_F(Windows, EditManyFacilitiesAtOnceAndTakeItBack)
{
    open_sample();
    AssetTable table{bench};
    ASSERT_TRUE(drain([&] { return table.is_loaded(); }));
    table.set_class("streetlight");
    std::vector<std::string> uids;
    for (std::size_t row = 0; row < 200; ++row)
        uids.push_back(table.uid(row * (table.rows() / 200)));
    BatchForm form{bench, uids};
    ASSERT_TRUE(drain([&] { return form.is_loaded(); }));
    EXPECT_FALSE(form.has_changes());
    EXPECT_TRUE(std::ranges::none_of(form.fields(), [](auto const& f) { return f.id == "code" || f.id == "position"; }));
    EXPECT_TRUE(form.is_mixed("road"));
    form.set("built_on", "前年");
    ASSERT_THAT(form.problems(), SizeIs(1));
    EXPECT_EQ(form.problems()[0].field, "built_on");
    form.set("built_on", "2019年6月");
    form.set("maintaining_unit", "路灯所");
    ASSERT_TRUE(form.problems().empty());
    auto const before = opener->open(place())->asset(uids[7]);
    std::size_t saved = 0;
    form.save([&](std::size_t n) { saved = n; }, [](Notice const& n) { ADD_FAILURE() << n.text; });
    ASSERT_TRUE(drain([&] { return saved > 0; }));
    EXPECT_EQ(saved, 200u);
    auto const after = opener->open(place())->asset(uids[7]);
    EXPECT_EQ(after.built_on->iso(), "2019-06");
    EXPECT_EQ(after.maintaining_unit, "路灯所");
    EXPECT_EQ(after.road, before.road) << "what differed and was not typed over stays";
    bench.undo();
    ASSERT_TRUE(drain([&] { return !notices.empty(); }));
    EXPECT_EQ(notices[0].tone, Notice::Tone::done) << notices[0].text;
    EXPECT_EQ(opener->open(place())->asset(uids[7]).maintaining_unit, before.maintaining_unit);
}

TEST_F(Windows, SayBesideTheFieldWhatIsWrongWithAFacility)
{
    open_empty();
    AssetForm form{bench, "streetlight", {}};
    ASSERT_TRUE(drain([&] { return form.value("code") == "LD-0001"; })) << "the first of the series";
    EXPECT_TRUE(form.problems().empty());
    form.set("position", "112.7");
    form.set("attr.power_w", "bright");
    form.set("built_on", "soon");
    std::vector<std::string> fields;
    for (auto const& problem : form.problems())
        fields.push_back(problem.field);
    EXPECT_THAT(fields, testing::UnorderedElementsAre("position", "attr.power_w", "built_on"));
    form.set("code", "MINE-1");
    form.set_class("rain_inlet");
    ASSERT_TRUE(drain([&] { return form.class_key() == "rain_inlet"; }));
    queue.drain();
    EXPECT_EQ(form.value("code"), "MINE-1") << "what somebody typed is never replaced";
}

TEST_F(Windows, TryAFileOutBeforeItIsBroughtIn)
{
    open_empty();
    std::ofstream{folder / "路灯.csv"} << "code,lon,lat\nA-1,112.7,40.01\nA-2,,\n";
    ImportForm form{bench, path("路灯.csv")};
    ASSERT_TRUE(drain([&] { return form.result().has_value(); }));
    EXPECT_EQ(form.options().class_key, "streetlight") << "guessed";
    EXPECT_FALSE(form.findings().empty()) << "with the reason";
    EXPECT_FALSE(form.can_import()) << "a refused row nobody agreed to leave out";
    ASSERT_THAT(form.issues(), SizeIs(1));
    EXPECT_EQ(form.issues()[0][0], "3");
    auto options = form.options();
    options.leave_out_refused = true;
    form.set(options);
    EXPECT_TRUE(form.can_import());
    form.import();
    ASSERT_TRUE(drain([&] { return !notices.empty(); }));
    EXPECT_EQ(notices[0].tone, Notice::Tone::done) << notices[0].text;
    AssetTable table{bench};
    ASSERT_TRUE(drain([&] { return table.rows() == 1; }));
    notices[0].action();
    ASSERT_TRUE(drain([&] { return table.rows() == 0; })) << "taken back";
}

TEST_F(Windows, PutTheReportOfAQuarterTogether)
{
    open_sample();
    ReportModel model{bench};
    model.wake();
    ASSERT_TRUE(drain([&] { return model.document() != nullptr; }));
    EXPECT_EQ(model.period(), "2025Q4") << "the quarter of the newest work";
    EXPECT_EQ(model.periods().back().key, "2021-2025");
    model.choose("2021-2025");
    ASSERT_TRUE(drain([&] { return model.document() != nullptr; }));
    EXPECT_GE(model.figures().size(), 21u);
    for (auto const& figure : model.figures())
        EXPECT_FALSE(figure.orders.empty()) << figure.phrase << " leads back to no order";
    model.save(path("span.pdf"));
    ASSERT_TRUE(drain([&] { return !notices.empty(); }));
    EXPECT_TRUE(std::filesystem::exists(path("span.pdf"))) << notices[0].text;
}

TEST_F(Windows, PickOnTheMapWhatIsUnderThePointer)
{
    open_sample();
    MapModel model{bench};
    model.wake();
    model.resize(1000, 700);
    ASSERT_TRUE(drain([&] { return model.has_things(); }));
    AssetTable table{bench};
    ASSERT_TRUE(drain([&] { return table.is_loaded(); }));
    table.set_class("ev_charger");
    auto const uid = table.uid(0);
    bench.select_assets({uid});
    model.show_selection();
    bench.select_assets({});
    auto const at = model.place_of(uid);
    ASSERT_TRUE(at);
    model.click(*at, false);
    ASSERT_THAT(bench.selected_assets(), SizeIs(1));
    EXPECT_THAT(model.hint(*at), HasSubstr("充电桩"));
    auto const before = model.view();
    model.zoom(2, *at);
    auto const after = model.place_of(uid);
    EXPECT_NEAR(after->x, at->x, 0.01) << "what is under the pointer stays there";
    EXPECT_NEAR(model.view().zoom(), before.zoom() + 1, 1e-9);
    model.resize(700, 650);
    EXPECT_NEAR(model.place_of(uid)->x, after->x, 0.01) << "nor does a pane that comes up move it";
    EXPECT_NEAR(model.place_of(uid)->y, after->y, 0.01);
    model.click({-500, -500}, false);
    EXPECT_TRUE(bench.selected_assets().empty());
}

} // namespace
