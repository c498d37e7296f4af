// What only a ledger in a file can be: a GeoPackage, damaged, another program's. Suites named …OnFiles run on SQLite only.
#include "base/translator.hpp"
#include "contract/ledger_fixture.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

using namespace taizhang;
using namespace taizhang::app;
namespace fs = std::filesystem;

namespace {

class LedgerOnFiles : public test::LedgerContract {
protected:
    static int gdal_findings(std::string const& file)
    {
        auto const command = "/usr/bin/python3 -m osgeo_utils.samples.validate_gpkg -k --extra '" + file + "' > '" + file + ".log' 2>&1";
        return std::system(command.c_str());
    }
    test::TempFolder const& folder = home.folder();
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

TEST_F(LedgerOnFiles, IsAGeoPackageWithoutFindingsFreshAndAfterWork)
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

TEST_F(LedgerOnFiles, UpdatesALedgerOfTheFirstVersionAndKeepsItAsItWas)
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

TEST_F(LedgerOnFiles, OpensAForeignTriggerForReadingOnly)
{
    fresh().reset();
    ASSERT_EQ(std::system(("sqlite3 '" + path("t.gpkg") + "' \"CREATE TRIGGER evil AFTER INSERT ON work_order BEGIN DELETE FROM audit_log; END\"").c_str()), 0);
    auto ledger = opener->open(path("t.gpkg"));
    EXPECT_TRUE(ledger->info().read_only);
    EXPECT_THROW((void)ledger->begin(), Error);
}

TEST_F(LedgerOnFiles, SaysWhatAFileIsThatItCannotOpen)
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

TEST_F(LedgerOnFiles, CreatesNothingWhereSomethingIs)
{
    write(path("t.gpkg"), "precious");
    EXPECT_THROW((void)fresh(), Error);
    EXPECT_EQ(bytes_of(path("t.gpkg")), "precious");
    EXPECT_THROW((void)opener->create(path("no/such/t.gpkg"), bureau()), Error);
}

TEST_F(LedgerOnFiles, BacksUpAndRestoresWholly)
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


TEST_F(LedgerOnFiles, LetsOneProgramAtATimeWriteInASharedFolder)
{
    auto const everywhere = [](fs::path const&) { return true; };
    // two computers: each has its own program
    auto const first_pc = store::make_opener(clock, {}, everywhere), second_pc = store::make_opener(clock, {}, everywhere);
    auto const lease = fs::path{path("t.gpkg") + ".in-use"};
    {
        auto const first = first_pc->create(path("t.gpkg"), bureau());
        EXPECT_TRUE(first->info().shared_folder);
        (void)Desk{*first, clock, "赵敏"}.add(lamp("LD-1"));
        EXPECT_FALSE(fs::exists(path("t.gpkg") + "-wal")) << "a WAL does not work over a network";
        auto const second = second_pc->open(path("t.gpkg"));
        EXPECT_TRUE(second->info().read_only);
        EXPECT_THROW((void)second->begin(), Error);
        EXPECT_EQ(second->asset("LD-1").road, "云新街");
        auto const words = Translator{Language::en}(second->info().read_only_why);
        EXPECT_NE(words.find("2025-11-13 10:00"), std::string::npos) << "since when, in the bureau's own time: " << words;
        EXPECT_NE(words.find('@'), std::string::npos) << "who, and at which computer: " << words;
        auto const job = first_pc->open(path("t.gpkg"));
        EXPECT_FALSE(job->info().read_only) << "the same program's long job";
    }
    EXPECT_FALSE(fs::exists(lease)) << "given back";
    EXPECT_FALSE(second_pc->open(path("t.gpkg"))->info().read_only);
    write(lease.string(), R"({"who":"zhao@pc-3","since":"2025-11-12T02:00:00.000Z"})");
    EXPECT_TRUE(second_pc->open(path("t.gpkg"))->info().read_only);
    fs::last_write_time(lease, fs::file_time_type::clock::now() - std::chrono::minutes{11});
    EXPECT_FALSE(second_pc->open(path("t.gpkg"))->info().read_only) << "left behind by a program that is no more";
}
