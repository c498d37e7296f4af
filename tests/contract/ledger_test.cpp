#include "app/desk.hpp"
#include "base/uuid.hpp"
#include "store/store.hpp"
#include "support/temp_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

using namespace taizhang;
using namespace taizhang::app;
namespace fs = std::filesystem;

namespace {

class LedgerOnSqlite : public testing::Test {
protected:
    LedgerInfo bureau() const
    {
        LedgerInfo info;
        info.bureau = "左云县住房和城乡建设管理局";
        info.county = "左云县";
        return info;
    }
    std::unique_ptr<Ledger> fresh(std::string const& name = "t.gpkg") { return opener->create(path(name), bureau()); }
    std::string path(std::string const& name) const { return (folder / name).string(); }
    domain::Asset lamp(std::string const& code) const
    {
        domain::Asset a;
        a.class_key = "streetlight";
        a.code = code;
        a.road = "云新街";
        a.shape = geo::Shape::point(*geo::Position::from_degrees(112.70, 40.01));
        a.attrs = Json::object({{"power_w", 150}});
        a.built_on = PartialDate::from(2019, 6);
        return a;
    }
    domain::WorkOrder repair_of(domain::Asset const& asset) const
    {
        domain::WorkOrder order;
        order.road = asset.road;
        order.received_on = *Date::from_ymd(2025, 7, 1);
        domain::OrderLine line;
        line.class_key = "streetlight";
        line.activity = "repair";
        line.item = "路灯";
        line.unit = "盏";
        line.planned = domain::Quantity::whole(2);
        line.assets = {{asset.uid, "PLANNED"}};
        order.lines.push_back(line);
        return order;
    }
    static int gdal_findings(std::string const& file)
    {
        auto const command = "/usr/bin/python3 -m osgeo_utils.samples.validate_gpkg -k --extra '" + file + "' > '" + file + ".log' 2>&1";
        return std::system(command.c_str());
    }
    test::TempFolder folder;
    FixedClock clock{*Instant::parse_iso("2025-11-13T02:00:00.000Z")};
    std::unique_ptr<LedgerOpener> opener = store::make_opener(clock);
};

Error::Kind kind_of_open(LedgerOpener& opener, std::string const& path)
{
    try {
        (void)opener.open(path);
    } catch (Error const& e) {
        EXPECT_FALSE(e.message().empty());
        EXPECT_FALSE(e.todo().empty()) << e.what();
        EXPECT_FALSE(e.where().empty()) << e.what();
        return e.kind();
    }
    ADD_FAILURE() << path << " was opened";
    return Error::Kind::internal;
}

void write(std::string const& path, std::string const& content) { std::ofstream{path, std::ios::binary} << content; }

std::string bytes_of(std::string const& path)
{
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

} // namespace

TEST_F(LedgerOnSqlite, IsAGeoPackageWithoutFindingsFreshAndAfterWork)
{
    {
        auto ledger = fresh();
        Desk desk{*ledger, clock, "赵敏"};
        auto asset = desk.add(lamp("LD-1"));
        asset.name = "路灯一";
        asset = desk.edit(asset);
        (void)desk.log_repair(repair_of(asset), Closing{"修好", *Date::from_ymd(2025, 7, 2), {}});
    }
    auto empty = fresh("empty.gpkg");
    empty.reset();
    EXPECT_EQ(gdal_findings(path("t.gpkg")), 0) << bytes_of(path("t.gpkg") + ".log");
    EXPECT_EQ(gdal_findings(path("empty.gpkg")), 0) << bytes_of(path("empty.gpkg") + ".log");
    EXPECT_FALSE(fs::exists(path("t.gpkg") + "-wal")) << "one plain file after a clean close";
}

TEST_F(LedgerOnSqlite, GivesBackAnAssetAsItWasAdded)
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

TEST_F(LedgerOnSqlite, FindsAssetsByTextBoxAndPinyin)
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

TEST_F(LedgerOnSqlite, KeepsWhatABureauSetsForItself)
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
        ledger = opener->open(path("t.gpkg"));
    }
    Desk again{*ledger, clock, "赵敏"};
    EXPECT_EQ(again.log_repair(repair_of(again.add(lamp("LD-1")))).number, "左建〔2025〕0001");
}

TEST_F(LedgerOnSqlite, RefusesSettingsThatCannotWork)
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

TEST_F(LedgerOnSqlite, UpdatesALedgerOfTheFirstVersionAndKeepsItAsItWas)
{
    {
        auto ledger = fresh();
        (void)Desk{*ledger, clock, "赵敏"}.add(lamp("LD-1"));
    }
    auto const older = "sqlite3 '" + path("t.gpkg") + "' \"DROP TABLE setting; DROP TABLE special_day; ALTER TABLE person DROP COLUMN role; "
                       "ALTER TABLE person DROP COLUMN crew; ALTER TABLE person DROP COLUMN active; UPDATE ledger SET schema_version = 1; "
                       "DELETE FROM schema_migration WHERE id = 2; DELETE FROM gpkg_contents WHERE table_name IN ('setting','special_day')\"";
    ASSERT_EQ(std::system(older.c_str()), 0);
    auto const before = folder / "t.backups" / "t before update 1.gpkg";
    {
        auto const ledger = opener->open(path("t.gpkg"));
        EXPECT_EQ(ledger->asset("LD-1").road, "云新街");
        EXPECT_TRUE(ledger->special_days().empty());
        EXPECT_TRUE(ledger->check(true, {}).empty());
        ASSERT_TRUE(fs::exists(before)) << "the older ledger, in case the older program is wanted again";
    }
    EXPECT_EQ(gdal_findings(path("t.gpkg")), 0);
    EXPECT_EQ(std::system(("test $(sqlite3 '" + before.string() + "' 'SELECT schema_version FROM ledger') = 1").c_str()), 0);
}

TEST_F(LedgerOnSqlite, RefusesACodeTwiceInAClassAndKeepsNothingOfTheChange)
{
    auto ledger = fresh();
    Desk desk{*ledger, clock, "赵敏"};
    (void)desk.add(lamp("LD-1"));
    auto const audits = ledger->audit(100).size();
    EXPECT_THROW((void)desk.add(lamp("LD-1")), Error);
    EXPECT_EQ(ledger->assets({}).size(), 1U);
    EXPECT_EQ(ledger->audit(100).size(), audits);
}

TEST_F(LedgerOnSqlite, LosesNeitherVersionWhenTwoEditTheSameRecord)
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

TEST_F(LedgerOnSqlite, TakesARetryForTheSameRecord)
{
    auto ledger = fresh();
    Desk desk{*ledger, clock, "赵敏"};
    auto asset = lamp("LD-1");
    asset.uid = new_uuid();
    (void)desk.add(asset);
    (void)desk.add(asset);
    EXPECT_EQ(ledger->assets({}).size(), 1U);
}

TEST_F(LedgerOnSqlite, DoesNotDeleteAnAssetThatAnOrderNames)
{
    auto ledger = fresh();
    Desk desk{*ledger, clock, "赵敏"};
    auto const asset = desk.add(lamp("LD-1"));
    (void)desk.log_repair(repair_of(asset));
    EXPECT_THROW(desk.erase(asset), Error);
    EXPECT_EQ(desk.retire(asset, *Date::from_ymd(2025, 11, 1)).phase, domain::Phase::removed);
    EXPECT_TRUE(ledger->assets({}).empty());
}

TEST_F(LedgerOnSqlite, NumbersOrdersByYearAndNeverTwice)
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

TEST_F(LedgerOnSqlite, ClosesAnOrderWithEveryStepInOneAuditRow)
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

TEST_F(LedgerOnSqlite, RefusesToCloseWithoutAQuantityOrInTheFuture)
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

TEST_F(LedgerOnSqlite, NoticesAnAlteredRecordOfChanges)
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
    ASSERT_EQ(std::system(("sqlite3 '" + path("t.gpkg") + "' \"UPDATE audit_log SET who='李四' WHERE seq=2\"").c_str()), 0);
    ledger = opener->open(path("t.gpkg"));
    EXPECT_GE(errors(), 1);
}

TEST_F(LedgerOnSqlite, OpensAForeignTriggerForReadingOnly)
{
    fresh().reset();
    ASSERT_EQ(std::system(("sqlite3 '" + path("t.gpkg") + "' \"CREATE TRIGGER evil AFTER INSERT ON work_order BEGIN DELETE FROM audit_log; END\"").c_str()), 0);
    auto ledger = opener->open(path("t.gpkg"));
    EXPECT_TRUE(ledger->info().read_only);
    EXPECT_THROW((void)ledger->begin(), Error);
}

TEST_F(LedgerOnSqlite, KeepsAnOutsideEditFromBeingOverwritten)
{
    auto ledger = fresh();
    Desk desk{*ledger, clock, "赵敏"};
    auto mine = desk.add(lamp("LD-1"));
    ledger.reset();
    auto const edit = "ogrinfo -q '" + path("t.gpkg") + "' -sql \"UPDATE asset SET note='QGIS' WHERE code='LD-1'\" > /dev/null 2>&1";
    ASSERT_EQ(std::system(edit.c_str()), 0);
    ledger = opener->open(path("t.gpkg"));
    mine.note = "mine";
    EXPECT_THROW((void)Desk(*ledger, clock, "赵敏").edit(mine), Conflict<domain::Asset>);
    EXPECT_EQ(ledger->asset("LD-1").note, "QGIS");
}

TEST_F(LedgerOnSqlite, SaysWhatAFileIsThatItCannotOpen)
{
    using Kind = Error::Kind;
    EXPECT_EQ(kind_of_open(*opener, path("missing.gpkg")), Kind::not_found);
    EXPECT_EQ(kind_of_open(*opener, folder.path().string()), Kind::refused);
    write(path("empty.gpkg"), "");
    EXPECT_EQ(kind_of_open(*opener, path("empty.gpkg")), Kind::corrupt);
    write(path("text.gpkg"), "编号,名称\n1,路灯\n");
    EXPECT_EQ(kind_of_open(*opener, path("text.gpkg")), Kind::corrupt);
    ASSERT_EQ(std::system(("sqlite3 '" + path("other.db") + "' 'CREATE TABLE t(a)'").c_str()), 0);
    EXPECT_EQ(kind_of_open(*opener, path("other.db")), Kind::refused);
    write(path("p.geojson"), R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}]})");
    ASSERT_EQ(std::system(("ogr2ogr -f GPKG '" + path("foreign.gpkg") + "' '" + path("p.geojson") + "' > /dev/null 2>&1").c_str()), 0);
    EXPECT_EQ(kind_of_open(*opener, path("foreign.gpkg")), Kind::refused);
    fresh().reset();
    auto const whole = bytes_of(path("t.gpkg"));
    write(path("cut.gpkg"), whole.substr(0, whole.size() / 2));
    EXPECT_EQ(kind_of_open(*opener, path("cut.gpkg")), Kind::corrupt);
    ASSERT_EQ(std::system(("sqlite3 '" + path("t.gpkg") + "' 'UPDATE ledger SET schema_version = 99'").c_str()), 0);
    EXPECT_EQ(kind_of_open(*opener, path("t.gpkg")), Kind::refused);
}

TEST_F(LedgerOnSqlite, CreatesNothingWhereSomethingIs)
{
    write(path("t.gpkg"), "precious");
    EXPECT_THROW((void)fresh(), Error);
    EXPECT_EQ(bytes_of(path("t.gpkg")), "precious");
    EXPECT_THROW((void)opener->create(path("no/such/t.gpkg"), bureau()), Error);
}

TEST_F(LedgerOnSqlite, BacksUpAndRestoresWholly)
{
    auto ledger = fresh();
    Desk desk{*ledger, clock, "赵敏"};
    (void)desk.add(lamp("LD-1"));
    ledger->backup(path("b.gpkg"), {});
    EXPECT_THROW(ledger->backup(path("b.gpkg"), {}), Error) << "a backup is never overwritten";
    (void)desk.add(lamp("LD-2"));
    ledger.reset();
    opener->restore(path("b.gpkg"), path("t.gpkg"));
    EXPECT_EQ(opener->open(path("t.gpkg"))->assets({}).size(), 1U);
    EXPECT_EQ(opener->open(path("t.gpkg.before-restore"))->assets({}).size(), 2U) << "the replaced ledger is kept";
}

TEST_F(LedgerOnSqlite, OpensASecondTimeWhileTheFirstHasJustGrownIt)
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
    auto const second = opener->open(path("t.gpkg"));
    EXPECT_EQ(second->assets({}).size(), 2000u);
}

TEST_F(LedgerOnSqlite, IsUnchangedWhenTheProcessDiesInABulkWrite)
{
    {
        auto ledger = fresh();
        (void)Desk(*ledger, clock, "赵敏").add(lamp("LD-1"));
    }
    auto const child = ::fork();
    if (child == 0) {
        struct LeaveAtOnce { ~LeaveAtOnce() { ::_exit(0); } } const no_second_test_run;
        auto ledger = opener->open(path("t.gpkg"));
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
    auto ledger = opener->open(path("t.gpkg"));
    EXPECT_EQ(ledger->assets({}).size(), 1U);
    EXPECT_TRUE(std::ranges::none_of(ledger->check(true, {}), [](auto const& f) { return f.weight == Finding::Weight::error; }));
}

TEST_F(LedgerOnSqlite, WritesNothingOfAStoppedBulkWrite)
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
