#include "console.hpp"

#include "base/text.hpp"

#include <gmock/gmock.h>

using namespace cli;
using taizhang::Json;
using testing::HasSubstr;

TEST(Import, BringsACsvInAndTakesItBack)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "lights.csv", csv_of_lights(300));
    auto const result = ask({"import", ledger, folder / "lights.csv", "--class", "streetlight"});
    EXPECT_EQ(result["new"].as_integer(), 300);
    EXPECT_TRUE(result["refused"].items().empty());
    EXPECT_EQ(count_of(ledger, "streetlight"), 300);

    auto const light = ask({"asset", "show", ledger, "LD-7"});
    EXPECT_EQ(light.text("road"), "云新街");
    EXPECT_EQ(ask({"find", ledger, "LD-7"})["hits"].items().front().text("uid"), light.text("uid"));

    auto const undone = ask({"undo-import", ledger, result.text("batch")});
    EXPECT_EQ(undone["removed"].as_integer(), 300);
    EXPECT_EQ(count_of(ledger, "streetlight"), 0);
    EXPECT_EQ(ctl({"undo-import", ledger, result.text("batch")}).status, 1) << "undone twice";
}

TEST(Import, AnUndoLeavesRecordsAloneThatWereEditedSince)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "lights.csv", csv_of_lights(5));
    auto const batch = ask({"import", ledger, folder / "lights.csv", "--class", "streetlight"}).text("batch");
    auto const edited = ask({"asset", "edit", ledger, "LD-3", "--note", "leans"});
    auto const undone = ask({"undo-import", ledger, batch});
    EXPECT_EQ(undone["removed"].as_integer(), 4);
    ASSERT_EQ(undone["kept"].items().size(), 1U);
    EXPECT_EQ(undone["kept"].items().front().as_string(), edited.text("uid"));
}

TEST(Import, ATrialWritesNothing)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "lights.csv", csv_of_lights(5));
    auto const before = read(ledger);
    auto const result = ask({"import", ledger, folder / "lights.csv", "--class", "streetlight", "--dry-run"});
    EXPECT_EQ(result["new"].as_integer(), 5);
    EXPECT_TRUE(result["batch"].is_null());
    EXPECT_EQ(count_of(ledger, "streetlight"), 0);
}

TEST(Import, ClassCanBeNamedInChinese)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "lights.csv", csv_of_lights(2));
    (void)ask({"import", ledger, folder / "lights.csv", "--class", "路灯"});
    EXPECT_EQ(count_of(ledger, "streetlight"), 2);
}

TEST(Import, ColumnsCanBeNamedByHand)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "l.csv", "a,b,c,d\nLD-1,云新街,112.7,40.01\n");
    (void)ask({"import", ledger, folder / "l.csv", "--class", "streetlight", "--map", "code=a", "--map", "road=b",
               "--map", "lon=c", "--map", "lat=d"});
    auto const light = ask({"asset", "show", ledger, "LD-1"});
    EXPECT_EQ(light.text("road"), "云新街");
}

TEST(Import, UpsertChangesWhatIsThereAndAddsTheRest)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "a.csv", csv_of_lights(3));
    (void)ask({"import", ledger, folder / "a.csv", "--class", "streetlight"});
    write(folder / "b.csv", taizhang::replaced(csv_of_lights(4), "LD-2,云新街", "LD-2,云川路"));
    auto const result =
        ask({"import", ledger, folder / "b.csv", "--class", "streetlight", "--mode", "upsert", "--key", "code"});
    EXPECT_EQ(result["new"].as_integer(), 1);
    EXPECT_EQ(result["changed"].as_integer(), 1);
    EXPECT_EQ(result["same"].as_integer(), 2);
    EXPECT_EQ(ask({"asset", "show", ledger, "LD-2"}).text("road"), "云川路");
    (void)ask({"undo-import", ledger, result.text("batch")});
    EXPECT_EQ(ask({"asset", "show", ledger, "LD-2"}).text("road"), "云新街");
    EXPECT_EQ(count_of(ledger, "streetlight"), 3);
}

TEST(Import, OldOrdersComeInAndCount)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "orders.csv", "完工日期,类别,维护项目,数量,单位,道路\n"
                                 "2024-05-06,路灯,维修,12,套,云新街\n"
                                 "2024-06-07,路灯,维修,8,套,云川路\n");
    auto const result = ask({"import", ledger, folder / "orders.csv", "--what", "orders"});
    EXPECT_EQ(result["new"].as_integer(), 2);
    ASSERT_EQ(ctl({"report", ledger, "quarterly", "2024Q2", "-o", folder / "r.json"}).status, 0);
    auto const figures = Json::parse(read(folder / "r.json"))["figures"].items();
    ASSERT_EQ(figures.size(), 1U);
    EXPECT_EQ(figures[0]["quantity"].as_number(), 20);
}

TEST(Import, GuessesTheClassAndSaysWhy)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "t.csv", "左云县路灯台账,,,,\n灯杆编号,所在道路,功率(kW),X坐标,Y坐标\nLD-1,云新街,0.15,4431449.04,389002.51\n合计,,0.15,,\n");
    auto const result = ask({"import", ledger, folder / "t.csv"});
    EXPECT_EQ(result["class"].text("value"), "streetlight");
    EXPECT_FALSE(result["class"].text("why").empty());
    EXPECT_EQ(result["new"].as_integer(), 1);
    auto const& reading = result["reading"];
    EXPECT_EQ(reading["header_row"].as_integer(), 2);
    EXPECT_EQ(reading["system"].text("value"), "EPSG:4547");
    EXPECT_TRUE(reading["swapped"].as_bool()) << "X is the northing in Chinese tables";
    ASSERT_EQ(reading["left_out"].items().size(), 1U);
    auto const light = ask({"asset", "show", ledger, "LD-1"});
    EXPECT_DOUBLE_EQ(light["attrs"]["power_w"].as_number(), 150) << "the header's unit";
}

TEST(Import, ReadsTheNextFileAsASavedMappingSays)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "a.csv", "a,b,c,d\nLD-1,云新街,112.7,40.01\n");
    (void)ask({"import", ledger, folder / "a.csv", "--class", "streetlight", "--map", "code=a", "--map", "road=b", "--map", "lon=c",
               "--map", "lat=d", "--save-mapping", "路灯所月报"});
    write(folder / "b.csv", "a,b,c,d\nLD-2,云川路,112.71,40.01\n");
    EXPECT_EQ(ask({"import", ledger, folder / "b.csv", "--mapping", "路灯所月报"})["new"].as_integer(), 1);
    EXPECT_EQ(ask({"asset", "show", ledger, "LD-2"}).text("road"), "云川路");
    auto const unknown = ctl({"import", ledger, folder / "b.csv", "--mapping", "nobody", "--json"});
    EXPECT_EQ(unknown.status, 1);
    EXPECT_THAT(unknown.error("todo"), HasSubstr("路灯所月报"));
}

TEST(Import, ShowsFieldByFieldWhatWouldChange)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "a.csv", csv_of_lights(3));
    (void)ask({"import", ledger, folder / "a.csv", "--class", "streetlight"});
    write(folder / "b.csv", "code,road\nLD-2,云川路\n");
    auto const trial = ask({"import", ledger, folder / "b.csv", "--class", "streetlight", "--mode", "update", "--dry-run"});
    ASSERT_EQ(trial["changes"].items().size(), 1U);
    EXPECT_EQ(trial["changes"].items()[0].text("field"), "road");
    EXPECT_EQ(trial["changes"].items()[0].text("before"), "云新街");
    EXPECT_EQ(trial["changes"].items()[0].text("after"), "云川路");
}

TEST(Import, FindsRecordsAgainByTheirPlace)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "a.csv", "name,lon,lat\n甲,112.7,40.01\n乙,112.71,40.01\n");
    (void)ask({"import", ledger, folder / "a.csv", "--class", "public_toilet"});
    write(folder / "b.csv", "name,lon,lat\n甲公厕,112.70002,40.01001\n丙,112.72,40.01\n");
    auto const result = ask({"import", ledger, folder / "b.csv", "--class", "public_toilet", "--mode", "upsert", "--key", "place"});
    EXPECT_EQ(result["changed"].as_integer(), 1);
    EXPECT_EQ(result["new"].as_integer(), 1);
}

TEST(Export, NeutralisesFormulasAndGivesThemBack)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "a.csv", "code,name,lon,lat\nA-1,\"=HYPERLINK(\"\"http://x\"\")\",112.7,40.01\n");
    (void)ask({"import", ledger, folder / "a.csv", "--class", "streetlight"});
    (void)ask({"export", ledger, folder / "o.csv", "--class", "streetlight"});
    EXPECT_THAT(read(folder / "o.csv"), HasSubstr("'=HYPERLINK"));
    auto const other = fresh_in(folder, "other.gpkg");
    (void)ask({"import", other, folder / "o.csv", "--class", "streetlight"});
    EXPECT_EQ(ask({"asset", "show", other, "A-1"}).text("name"), "=HYPERLINK(\"http://x\")");
}

TEST(Export, HoldsGasDetailsBackUnlessAReasonIsGiven)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "g.geojson", R"([{"type":"Feature","properties":{"管线编号":"G-1","起点埋深":1.2,"材质":"PE"},)"
                                R"("geometry":{"type":"LineString","coordinates":[[112.7,40.01],[112.71,40.01]]}}])");
    (void)ask({"import", ledger, folder / "g.geojson", "--class", "gas_main"});
    auto const plain = ask({"export", ledger, folder / "o.geojson", "--class", "gas_main"});
    ASSERT_EQ(plain["losses"].items().size(), 1U);
    EXPECT_EQ(read(folder / "o.geojson").find("112.7"), std::string::npos);
    EXPECT_EQ(read(folder / "o.geojson").find("1.2"), std::string::npos);
    EXPECT_EQ(ctl({"export", ledger, folder / "p.geojson", "--class", "gas_main", "--with-gas-details"}).status, 1);
    (void)ask({"export", ledger, folder / "p.geojson", "--class", "gas_main", "--with-gas-details", "--reason", "县应急管理局演练"});
    EXPECT_THAT(read(folder / "p.geojson"), HasSubstr("112.7"));
}

TEST(Export, SaysBeforehandWhatTheFormatCannotHold)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "r.geojson", R"([{"type":"Feature","properties":{"name":"云新街"},"geometry":{"type":"LineString","coordinates":[[112.7,40.01],[112.71,40.01]]}}])");
    (void)ask({"import", ledger, folder / "r.geojson", "--class", "road"});
    EXPECT_EQ(ask({"export", ledger, folder / "o.csv", "--class", "road"})["losses"].items().size(), 1U);
    EXPECT_TRUE(ask({"export", ledger, folder / "o.gpkg", "--class", "road"})["losses"].items().empty());
    EXPECT_FALSE(ask({"export", ledger, folder / "o.shp.zip", "--class", "road"})["losses"].items().empty());
}

TEST(Export, WritesEveryFormatAndReadsThemBack)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "lights.csv", csv_of_lights(40));
    (void)ask({"import", ledger, folder / "lights.csv", "--class", "streetlight"});
    for (auto const* name : {"o.gpkg", "o.geojson", "o.csv", "o.xlsx", "o.shp.zip", "o.kml"}) {
        SCOPED_TRACE(name);
        auto const file = folder / name;
        EXPECT_EQ(ask({"export", ledger, file, "--class", "streetlight"})["records"].as_integer(), 40);
        auto const other = fresh_in(folder, std::string{"from_"} + name + ".gpkg");
        EXPECT_EQ(ask({"import", other, file, "--class", "streetlight"})["new"].as_integer(), 40);
        EXPECT_EQ(count_of(other, "streetlight"), 40);
        for (auto const& row : ask({"info", other})["classes"].items())
            EXPECT_EQ(row["without_position"].as_integer(), 0);
    }
}

TEST(Export, RefusesAnEndingItDoesNotKnow)
{
    Folder const folder;
    auto const answer = ctl({"export", fresh_in(folder), folder / "o.docx", "--json"});
    EXPECT_EQ(answer.status, 2);
    EXPECT_EQ(answer.error("kind"), "usage");
    EXPECT_FALSE(std::filesystem::exists(folder / "o.docx"));
}
