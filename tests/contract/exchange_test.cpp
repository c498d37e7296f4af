// Other people's files, in and out, through real files and a real ledger.
#include "app/importing.hpp"
#include "app/sample.hpp"
#include "base/translator.hpp"
#include "exchange/files.hpp"
#include "store/store.hpp"
#include "support/ledger_home.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

using namespace taizhang;
using namespace taizhang::app;
using testing::HasSubstr;

namespace {

class Exchange : public testing::Test {
protected:
    std::string write(std::string const& name, std::string const& text)
    {
        std::ofstream{folder / name, std::ios::binary} << text;
        return (folder / name).string();
    }
    ImportResult bring_in(std::string const& file, ImportOptions options, OpenOptions const& open = {})
    {
        options.file = file;
        auto const table = exchange::open_table(file, open);
        return import_table(*ledger, clock, "赵敏", *table, options, {});
    }
    ImportResult lamps(std::string const& file, OpenOptions const& open = {})
    {
        ImportOptions options;
        options.class_key = "streetlight";
        return bring_in(file, options, open);
    }
    [[nodiscard]] std::string reason(RowIssue const& issue) const { return Translator{Language::en}(issue.reason); }
    std::vector<domain::Asset> all()
    {
        std::vector<domain::Asset> assets;
        ledger->each_asset({}, [&](domain::Asset const& a) {
            assets.push_back(a);
            return true;
        });
        return assets;
    }
    static void expect_near(domain::Asset const& asset, double lon, double lat, double degrees = 1e-6)
    {
        ASSERT_TRUE(asset.shape);
        auto const p = geo::label_point(*asset.shape);
        EXPECT_NEAR(p->lon_degrees(), lon, degrees);
        EXPECT_NEAR(p->lat_degrees(), lat, degrees);
    }

    test::LedgerHome home;
    test::TempFolder const& folder = home.folder();
    SystemClock clock;
    std::unique_ptr<LedgerOpener> opener = store::make_opener(clock);
    std::unique_ptr<Ledger> ledger = opener->create(home.place("t.gpkg"), zuoyun_info());
};

TEST_F(Exchange, UnderstandsChineseHeadersOfACsvInGb18030)
{
    // 编号,道路,经度,纬度 / LD-1,云新街,112.7,40.01 in GB18030
    auto const file = write("路灯.csv", "\xb1\xe0\xba\xc5,\xb5\xc0\xc2\xb7,\xbe\xad\xb6\xc8,\xce\xb3\xb6\xc8\n"
                                        "LD-1,\xd4\xc6\xd0\xc2\xbd\xd6,112.7,40.01\n");
    auto const result = lamps(file);
    EXPECT_EQ(result.added, 1);
    ASSERT_EQ(all().size(), 1u);
    EXPECT_EQ(all()[0].code, "LD-1");
    EXPECT_EQ(all()[0].road, "云新街");
    expect_near(all()[0], 112.7, 40.01);
}

TEST_F(Exchange, NamesRowColumnAndReasonAndWritesNothingOfAFileWithRefusedRows)
{
    auto const file = write("lamps.csv", "code,lon,lat\nA-1,112.7,40.01\nA-2,,\n,,\nA-3,112.7,140\n");
    auto const result = lamps(file);
    EXPECT_FALSE(result.written);
    ASSERT_EQ(result.refused.size(), 2u) << "an empty row is no row";
    EXPECT_EQ(result.refused[0].row, 3);
    EXPECT_EQ(result.refused[1].row, 5);
    EXPECT_FALSE(reason(result.refused[0]).empty());
    EXPECT_TRUE(all().empty());
}

TEST_F(Exchange, LeavesRefusedRowsOutOnlyWhenAskedTo)
{
    auto const file = write("lamps.csv", "code,lon,lat\nA-1,112.7,40.01\nA-2,,\n");
    ImportOptions options;
    options.class_key = "streetlight";
    options.accept_refused = true;
    auto const result = bring_in(file, options);
    EXPECT_TRUE(result.written);
    EXPECT_EQ(result.added, 1);
    EXPECT_EQ(result.refused.size(), 1u);
}

TEST_F(Exchange, KeepsUnknownColumnsAndCellsItCannotUnderstand)
{
    auto const file = write("lamps.csv", "code,lon,lat,power_w,Remarks of Bob\nA-1,112.7,40.01,bright,see shed\n");
    auto const result = lamps(file);
    ASSERT_EQ(result.warnings.size(), 1u);
    EXPECT_EQ(result.warnings[0].row, 2);
    auto const attrs = all()[0].attrs.dump();
    EXPECT_THAT(attrs, HasSubstr("see shed"));
    EXPECT_THAT(attrs, HasSubstr("bright"));
}

TEST_F(Exchange, TakesTheSystemOfAShapefileWhoeverNamedIt)
{
    write("p.geojson", R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"M-1"},)"
                       R"("geometry":{"type":"Point","coordinates":[3.8767,43.6108]}}]})");
    for (auto const* system : {"EPSG:2154", "IGNF:LAMB93", "ESRI:102110"}) {
        auto const base = folder / replaced(system, ":", "-");
        ASSERT_EQ(std::system(("ogr2ogr -t_srs " + std::string{system} + " '" + base.string() + ".shp' '" +
                               (folder / "p.geojson").string() + "' 2>/dev/null").c_str()), 0);
        ledger = opener->create(base.string() + ".gpkg", zuoyun_info());
        EXPECT_EQ(lamps(base.string() + ".shp").added, 1) << system;
        expect_near(all().at(0), 3.8767, 43.6108, 2e-5);
    }
}

TEST_F(Exchange, ShiftsCoordinatesOfChineseWebMapsBack)
{
    auto const file = write("lamps.csv", "code,lon,lat\nA-1,112.7,40.01\n");
    OpenOptions open;
    open.crs = "gcj02";
    EXPECT_EQ(lamps(file, open).added, 1);
    auto const p = geo::label_point(*all()[0].shape);
    EXPECT_GT(std::abs(p->lon_degrees() - 112.7), 0.002) << "the shift is some hundred metres";
    EXPECT_LT(std::abs(p->lon_degrees() - 112.7), 0.01);
    EXPECT_EQ(all()[0].source.system, "gcj02");
    EXPECT_EQ(all()[0].source.x, "112.7") << "as it was written";
}

TEST_F(Exchange, RefusesAnUnknownSystemWithExamples)
{
    auto const file = write("lamps.csv", "code,lon,lat\nA-1,112.7,40.01\n");
    OpenOptions open;
    open.crs = "EPSG:99999";
    EXPECT_THROW((void)lamps(file, open), Error);
}

TEST_F(Exchange, ChangesRecordsByCodeAndTakesTheWholeImportBack)
{
    (void)lamps(write("a.csv", "code,lon,lat,road\nA-1,112.7,40.01,Old\nA-2,112.7,40.02,Old\n"));
    ImportOptions options;
    options.class_key = "streetlight";
    options.mode = ImportMode::upsert;
    auto const second = bring_in(write("b.csv", "code,lon,lat,road\nA-2,112.7,40.02,New\nA-3,112.7,40.03,New\n"), options);
    EXPECT_EQ(second.added, 1);
    EXPECT_EQ(second.changed, 1);
    EXPECT_EQ(ledger->asset("A-2").road, "New");
    auto const undone = undo_import(*ledger, "赵敏", second.batch_uid);
    EXPECT_EQ(undone.removed, 1);
    EXPECT_EQ(undone.restored, 1);
    EXPECT_EQ(ledger->asset("A-2").road, "Old");
    EXPECT_EQ(all().size(), 2u);
}

TEST_F(Exchange, GivesBackWhatItWroteInEveryFormat)
{
    (void)lamps(write("a.csv", "code,lon,lat,road,name\nA-1,112.7,40.01,云新街,=1+1\nA-2,112.71,40.02,兴隆街,\"a, \"\"b\"\"\"\n"));
    for (auto const* name : {"o.csv", "o.xlsx", "o.geojson", "o.gpkg", "o.shp.zip", "o.kml"}) {
        auto const file = (folder / name).string();
        EXPECT_EQ(exchange::export_table(*ledger, file, {}, {}), 2) << name;
        auto const other = opener->create(file + ".ledger.gpkg", zuoyun_info());
        auto const table = exchange::open_table(file, OpenOptions{});
        ImportOptions options;
        options.class_key = "streetlight";
        options.file = file;
        auto const result = import_table(*other, clock, "赵敏", *table, options, {});
        EXPECT_EQ(result.added, 2) << name << ' ' << (result.refused.empty() ? "" : reason(result.refused[0]));
        if (result.added == 2) {
            auto const first = other->asset("A-1");
            EXPECT_EQ(first.road, "云新街") << name;
            EXPECT_EQ(first.name, "=1+1") << name;
            expect_near(first, 112.7, 40.01);
        }
    }
}

} // namespace
