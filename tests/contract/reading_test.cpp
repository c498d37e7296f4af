// What the reader takes other people's files for: encodings, heads, groups, what is no record, where the positions are.
#include "app/guess_class.hpp"
#include "base/error.hpp"
#include "exchange/encoding.hpp"
#include "exchange/files.hpp"
#include "geo/china_shift.hpp"
#include "geo/measure.hpp"
#include "support/temp_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace taizhang;
using namespace taizhang::app;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

using Rows = std::vector<std::vector<std::string>>;

class Reading : public testing::Test {
protected:
    std::string write(std::string const& name, std::string const& text)
    {
        std::ofstream{folder / name, std::ios::binary} << text;
        return (folder / name).string();
    }
    void read(std::string const& file, ReadOptions const& options = {})
    {
        table = exchange::open_table(file, options);
        rows.clear();
        numbers.clear();
        shapes.clear();
        for (SourceRow row; table->next(row);) {
            rows.push_back(row.cells);
            numbers.push_back(row.number);
            shapes.push_back(row.shape);
        }
    }
    [[nodiscard]] FileReading const& seen() const { return table->reading(); }

    test::TempFolder folder;
    std::unique_ptr<ForeignTable> table;
    Rows rows;
    std::vector<std::int64_t> numbers;
    std::vector<std::optional<geo::Shape>> shapes;
};

std::string content(std::filesystem::path const& file)
{
    std::ifstream in{file, std::ios::binary};
    std::stringstream out;
    out << in.rdbuf();
    return out.str();
}

std::filesystem::path fixture(std::string const& name) { return std::filesystem::path{TAIZHANG_FIXTURES} / name; }

} // namespace

TEST_F(Reading, FindsTheEncodingOfOneText)
{
    std::string const text = "编号,道路,备注\nA-1,云新街,路灯不亮,需要更换光源\n";
    for (auto const* encoding : {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"}) {
        auto const file = folder / "t.csv";
        write("u.csv", text);
        ASSERT_EQ(std::system(("iconv -f UTF-8 -t " + std::string{encoding} + " '" + (folder / "u.csv").string() + "' > '" + file.string() + "'").c_str()), 0);
        read(file.string());
        EXPECT_EQ(seen().encoding.value, encoding);
        EXPECT_FALSE(seen().encoding.why.empty());
        ASSERT_EQ(rows.size(), 1U) << encoding;
        EXPECT_EQ(rows[0][1], "云新街") << encoding;
    }
}

TEST_F(Reading, TellsBig5FromGb18030AndLatin)
{
    write("b.csv", "名稱,地址\n蘭雅公園,臺北市士林區德行東路\n");
    ASSERT_EQ(std::system(("iconv -f UTF-8 -t BIG5 '" + (folder / "b.csv").string() + "' > '" + (folder / "c.csv").string() + "'").c_str()), 0);
    read((folder / "c.csv").string());
    EXPECT_EQ(seen().encoding.value, "Big5");
    EXPECT_EQ(rows[0][0], "蘭雅公園");
    read(write("l.csv", "nom,rue\nA,Chauss\xe9""e de Gen\xe8ve\nB,Rue de l'\xc9glise\n"));
    EXPECT_EQ(seen().encoding.value, "windows-1252");
    EXPECT_EQ(rows[0][1], "Chaussée de Genève");
}

TEST_F(Reading, TakesTheEncodingThatIsGiven)
{
    ReadOptions options;
    options.encoding = "windows-1252";
    read(write("l.csv", "a,b\n1,caf\xe9\n"), options);
    EXPECT_EQ(rows[0][1], "café");
    options.encoding = "klingon";
    EXPECT_THROW(read(write("l.csv", "a,b\n1,2\n"), options), Error);
}

TEST_F(Reading, FindsTheHeadBelowTitles)
{
    read(write("t.csv", "左云县路灯台账,,,\n填报日期：2024年3月,,,\n编号,道路,数量,备注\n1,云新街,20,\n2,云川路,30,\n"));
    EXPECT_THAT(table->headers(), ElementsAre("编号", "道路", "数量", "备注"));
    EXPECT_EQ(seen().header_row, 3);
    EXPECT_THAT(numbers, ElementsAre(4, 5)) << "rows are numbered as in the sheet";
}

TEST_F(Reading, JoinsAHeadOfTwoRows)
{
    read(write("t.csv", "公厕名称,坑位,,坐标,,备注\n,男,女,X,Y,\n一号,3,4,4431449.04,389002.51,\n"));
    EXPECT_THAT(table->headers(), ElementsAre("公厕名称", "男", "女", "X", "Y", "备注"));
    EXPECT_EQ(seen().header_rows, 2);
    ASSERT_EQ(rows.size(), 1U);
    read(write("p.csv", "管线编号,起点,,终点,\n,埋深,高程,埋深,高程\nG1,1.2,1200,1.3,1201\n"));
    EXPECT_THAT(table->headers(), ElementsAre("管线编号", "起点埋深", "起点高程", "终点埋深", "终点高程"));
}

TEST_F(Reading, LetsBlanksOfGroupsMeanAsAbove)
{
    read(write("t.csv", "道路,类型,灯杆,数量\n云新街,LED,单臂,20\n,,双臂,30\n,钠灯,单臂,5\n云川路,LED,单臂,7\n,,双臂,8\n"));
    EXPECT_THAT(seen().inherited, ElementsAre("道路", "类型"));
    EXPECT_EQ(rows[1][0], "云新街");
    EXPECT_EQ(rows[2][0], "云新街");
    EXPECT_EQ(rows[2][1], "钠灯");
    EXPECT_EQ(rows[4][0], "云川路");
    ReadOptions options;
    options.blanks = ReadOptions::Blanks::empty;
    read((folder / "t.csv").string(), options);
    EXPECT_EQ(rows[1][0], "");
}

TEST_F(Reading, DoesNotTakeGapsForGroups)
{
    read(write("t.csv", "备注,道路,数量\n坏,云新街,20\n,云新街,30\n坏,云川路,5\n,云川路,5\n"));
    EXPECT_TRUE(seen().inherited.empty()) << "the same word twice: nobody merged cells here";
    read(write("c.csv", "编号,道路\nA-1,云新街\n,云川路\n,和平街\nA-2,东大街\n"));
    EXPECT_TRUE(seen().inherited.empty()) << "a code belongs to one record";
}

TEST_F(Reading, LeavesSumsNotesAndRepeatedHeadsOut)
{
    read(write("t.csv", "编号,道路,数量\n1,云新街,20\n小计,,20\n编号,道路,数量\n2,云川路,30\n合 计,,50\n注：数量为盏数,,\n填表人：赵敏,,\n"));
    ASSERT_EQ(rows.size(), 2U);
    ASSERT_EQ(seen().left_out.size(), 5U);
    EXPECT_EQ(seen().left_out[0].row, 3);
    EXPECT_EQ(seen().left_out[0].text, "小计");
}

TEST_F(Reading, FindsPositionsUnderManyNames)
{
    for (auto const* text : {"经度,纬度\n112.7,40.01\n", "lat,lng\n40.01,112.7\n", "纬度,经度\n112.7,40.01\n", "坐标\n\"40.01,112.7\"\n", "坐标\n\"112.7,40.01\"\n",
                             "X坐标,Y坐标\n4431449.04,389002.51\n", "X,Y\n4431449.04,38389002.51\n", "经度,纬度\n112°42′00″,40°00′36″\n"}) {
        ReadOptions options;
        options.expected.area = geo::Box{112.4, 39.6, 113.2, 40.4};
        read(write("t.csv", text), options);
        ASSERT_TRUE(shapes.at(0)) << text;
        auto const p = *geo::label_point(*shapes[0]);
        EXPECT_NEAR(p.lon_degrees(), 112.7, 1e-6) << text;
        EXPECT_NEAR(p.lat_degrees(), 40.01, 1e-6) << text;
        EXPECT_FALSE(seen().system.why.empty());
    }
}

TEST_F(Reading, TakesZerosForUnknownPlaces)
{
    read(write("t.csv", "code,lon,lat\nA,0,0\nB,112.7,40.01\nC,/,/\n"));
    EXPECT_FALSE(shapes[0]);
    EXPECT_TRUE(shapes[1]);
    EXPECT_FALSE(shapes[2]);
}

TEST_F(Reading, ChoosesALayerOfAFolder)
{
    write("lamps.csv", "code,lon,lat\nA,112.7,40.01\n");
    write("toilets.csv", "name\nB\n");
    auto const layers = exchange::layers_of(folder.path());
    ASSERT_EQ(layers.size(), 2U);
    EXPECT_EQ(layers[0].name, "lamps.csv");
    ReadOptions options;
    EXPECT_THROW(read(folder.path().string(), options), Error) << "which one?";
    options.layer = "toilets.csv";
    read(folder.path().string(), options);
    EXPECT_THAT(rows, ElementsAre(ElementsAre("B")));
}

TEST_F(Reading, ReadsABareArrayOfFeatures)
{
    read(write("t.geojson", R"([{"type":"Feature","properties":{"name":"左云"},"geometry":{"type":"Point","coordinates":[112.7,40.01]}}])"));
    EXPECT_EQ(rows.at(0).at(0), "左云");
    EXPECT_TRUE(shapes.at(0));
}

TEST_F(Reading, SaysWhereJsonIsBroken)
{
    try {
        read(write("t.geojson", "{\"type\":\"FeatureCollection\",\n\"features\":[,]}"));
        FAIL();
    } catch (Error const& e) {
        EXPECT_EQ(e.kind(), Error::Kind::invalid_input);
        EXPECT_THAT(e.what(), HasSubstr("line 2"));
    }
}

TEST_F(Reading, RefusesAWebPageThatCallsItselfXls)
{
    try {
        read(write("t.xls", "<html><table><tr><td>编号</td></tr></table></html>"));
        FAIL();
    } catch (Error const& e) {
        EXPECT_THAT(e.what(), HasSubstr("web page"));
    }
}

TEST_F(Reading, GivesEveryColumnANameOfItsOwn)
{
    read(write("t.csv", ",名称,名称\n1,a,b\n"));
    EXPECT_THAT(table->headers(), ElementsAre("column 1", "名称", "名称 2"));
}

TEST_F(Reading, UnderstandsEveryDialectOfTheCsvSpectrum)
{
    for (auto const& entry : std::filesystem::directory_iterator{fixture("csv-spectrum")}) {
        if (entry.path().extension() != ".csv")
            continue;
        auto json = entry.path();
        auto const expected = Json::parse(content(json.replace_extension(".json")));
        read(entry.path().string());
        ASSERT_EQ(rows.size(), expected.items().size()) << entry.path();
        for (std::size_t i = 0; i < rows.size(); ++i)
            for (auto const& [header, value] : expected.items()[i].members()) {
                auto const column = std::ranges::find(table->headers(), header) - table->headers().begin();
                EXPECT_EQ(rows[i].at(static_cast<std::size_t>(column)), value.as_string()) << entry.path();
            }
    }
}

TEST_F(Reading, AcceptsTheGeometriesOfTheGeoJsonFixtures)
{
    int read_ones = 0;
    for (auto const* part : {"feature", "featurecollection", "geometry"})
        for (auto const& entry : std::filesystem::directory_iterator{fixture("geojson") / part}) {
            read(entry.path().string());
            ASSERT_FALSE(shapes.empty()) << entry.path();
            bool const collection = entry.path().string().find("geometrycollection") != std::string::npos;
            EXPECT_EQ(shapes[0].has_value(), !collection) << entry.path();
            ++read_ones;
        }
    EXPECT_GT(read_ones, 10);
}

TEST(ChinaShift, AgreesWithOtherLibrariesToAMetre)
{
    for (auto const& city : Json::parse(content(fixture("gcj02/cities.json"))).items()) {
        auto const at = [&](char const* key, std::size_t i) { return city[key].items()[i].as_number(); };
        auto const wgs = *geo::Position::from_degrees(at("WGS84", 0), at("WGS84", 1));
        EXPECT_LT(geo::distance(wgs, *geo::from_gcj02(at("GCJ02", 0), at("GCJ02", 1))).in_metres(), 1) << city.text("name");
        EXPECT_LT(geo::distance(wgs, *geo::from_bd09(at("BD09", 0), at("BD09", 1))).in_metres(), 1) << city.text("name");
    }
}

TEST(ClassGuess, FollowsTheColumnsAndTheName)
{
    auto const catalog = domain::Catalog::shipped();
    auto const guess = [&](FileSigns const& signs) {
        auto const guesses = guessed_classes(catalog, signs);
        return guesses.empty() ? std::string{} : guesses.front().what == "assets" ? guesses.front().class_key : guesses.front().what;
    };
    EXPECT_EQ(guess({"t.csv", {"灯杆编号", "所在道路", "功率(W)", "经度", "纬度"}, "", true}), "streetlight");
    EXPECT_EQ(guess({"t.csv", {"公厕名称", "冲洗方式", "男坑位数"}, "", false}), "public_toilet");
    EXPECT_EQ(guess({"kh_ng_pipelines.shp", {"管線編號", "管線口徑"}, "line", true}), "gas_main");
    EXPECT_EQ(guess({"2024.xlsx", {"小区名称", "户数", "楼栋数", "建成年代"}, "", false}), "communities");
    EXPECT_EQ(guess({"2024.xlsx", {"日期", "设施类别", "维护项目", "数量", "单位", "完成日期"}, "", false}), "orders");
    EXPECT_EQ(guess({"t.csv", {"a", "b"}, "", false}), "");
}
