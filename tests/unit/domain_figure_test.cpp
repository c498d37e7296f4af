#include "domain/figure.hpp"

#include <gtest/gtest.h>

using namespace taizhang;
using namespace taizhang::domain;

namespace {

Catalog const& catalog()
{
    static auto const shipped = Catalog::shipped();
    return shipped;
}

FigureLine line(std::string_view klass, std::string_view activity, std::string_view item, std::optional<Quantity> q,
                std::string_view unit, std::string_view on)
{
    static int n = 0;
    FigureLine l;
    l.line_uid = "line" + std::to_string(++n);
    l.order_uid = "order" + std::to_string(n);
    l.order_number = "2025-" + std::to_string(n);
    l.class_key = klass;
    l.activity = activity;
    l.item = item;
    l.unit = unit;
    l.accepted = q;
    l.accepted_on = PartialDate::parse_iso(on);
    return l;
}

/// One fact the bureau published for 2021-2025, and the wording it must come back with.
struct Published {
    char const* name;
    char const* klass;
    char const* activity;
    char const* item;
    std::optional<std::int64_t> thousandths;
    char const* unit;
    bool approximate;
    std::vector<std::string> places;
    char const* wording;
    char const* words;
};

void PrintTo(Published const& p, std::ostream* out) { *out << p.name; }

std::vector<Published> const published{
    {"UrbanRoad", "road", "build_or_rebuild", "城市道路", 1470, "公里", false, {}, "", "新增与改造城市道路1.47公里"},
    {"Lanes", "road", "repair", "小街小巷", 45000, "条", false, {"云川路", "云新街", "左卫大道"}, "", "维修改造云川路、云新街、左卫大道等45条县城小街小巷"},
    {"Pavement", "road", "repair", "破损路面", 2000000, "平方米", true, {}, "", "破损路面约2000平方米"},
    {"FlushToilets", "public_toilet", "new_build", "水冲公厕", 4000, "座", false, {}, "", "新建4座水冲公厕"},
    {"NewMarkets", "convenience_market", "new_build", "便民市场", 2000, "个", false, {}, "", "2个便民市场"},
    {"MarketUpgrade", "convenience_market", "renovate", "便民市场", 1000, "个", false, {}, "", "改造1个便民市场"},
    {"SewageCapacity", "sewage_plant", "commission", "污水处理厂", 10000000, "立方米/日", false, {}, "", "日处理污水能力达10000立方米"},
    {"Chargers", "ev_charger", "new_build", "60kW直流快充桩", 15000, "个", false, {}, "", "建成15个60kW直流快充桩"},
    {"Green", "green_space", "new_build", "绿化面积", 2790, "万平方米", false, {}, "", "新增绿化面积2.79万平方米"},
    {"GasMain", "gas_main", "new_build", "主管道", 3200, "公里", false, {}, "", "新铺主管道3.2公里"},
    {"GasHouseholds", "gas_service", "connect", "燃气入户", 3825000, "户", false, {}, "", "解决3825户燃气入户"},
    {"CrossConnection", "drainage", "fix_cross_connection", "混接点", {}, "处", false, {"汽车站前", "白羊大街与五洲大道交接处"}, "", "汽车站前、白羊大街与五洲大道交接处混接点整治"},
    {"AllInlets", "rain_inlet", "clean_and_repair", "雨水收水口", {}, "座", false, {"兴隆街", "云新街"}, "所有", "清理维修兴隆街、云新街所有雨水收水口"},
    {"VerticalInlets", "rain_inlet", "replace", "立式雨水收水道", 95000, "套", true, {}, "", "更换立式雨水收水道约95套"},
    {"Lanterns", "landscape_light", "replace_light_source", "六联串灯笼光源", 640000, "个", false, {"高速路连接线", "林河路", "云新街"}, "", "高速路连接线、林河路、云新街640个六联串灯笼光源更换"},
    {"Streetlights", "streetlight", "repair", "路灯", 540000, "套", false, {}, "", "维修路灯540套"},
    {"HighMast", "high_mast_light", "replace_light_source", "高杆灯光源", 110000, "套", false, {}, "", "更换高杆灯光源110套"},
    {"Cable", "lighting_cable", "repair", "线路", 1300000, "米", false, {}, "", "维修线路1300米"},
    {"Communities", "community", "renovate", "老旧小区", 84000, "个", false, {}, "", "84个老旧小区改造"},
    {"OldTown", "old_town", "renovate", "古城主要道路及管线", {}, "处", false, {"左云古城"}, "", "左云古城主要道路及管线改造"},
    {"Heritage", "heritage_building", "restore", "明清典型民居古建", {}, "处", false, {"左云古城"}, "", "明清典型民居古建还原"},
};

class PublishedWording : public testing::TestWithParam<Published> {};

} // namespace

TEST_P(PublishedWording, ComesBackFromRecords)
{
    auto const& p = GetParam();
    auto l = line(p.klass, p.activity, p.item, {}, p.unit, "2024-05-01");
    if (p.thousandths)
        l.accepted = Quantity::thousandths(*p.thousandths);
    l.approximate = p.approximate;
    l.places = p.places;
    l.wording = p.wording;
    auto const set = figures_of(catalog(), {l}, *Period::span(2021, 2025));
    ASSERT_EQ(set.figures.size(), 1U);
    EXPECT_EQ(set.figures[0].unit, p.unit);
    EXPECT_NE(set.figures[0].phrase_zh.find(p.words), std::string::npos) << set.figures[0].phrase_zh;
    EXPECT_FALSE(set.figures[0].phrase_en.empty());
}

INSTANTIATE_TEST_SUITE_P(, PublishedWording, testing::ValuesIn(published), [](auto const& i) { return i.param.name; });

TEST(Figures, AddKnownQuantitiesAndCountTheUnknown)
{
    auto unknown = line("streetlight", "repair", "路灯", {}, "套", "2025-08-01");
    auto const set = figures_of(catalog(),
                                {line("streetlight", "repair", "路灯", Quantity::whole(500), "套", "2025-07-01"),
                                 line("streetlight", "repair", "路灯", Quantity::whole(40), "套", "2025-09-30"), unknown,
                                 unknown},
                                *Period::quarter(2025, 3));
    ASSERT_EQ(set.figures.size(), 1U);
    EXPECT_EQ(set.figures[0].sum.quantity, Quantity::whole(540));
    EXPECT_EQ(set.figures[0].sum.unknown_lines, 2);
    EXPECT_EQ(set.figures[0].phrase_zh, "维修路灯540套（另有2处数量未报）");
}

TEST(Figures, NeverAddLampsPolesAndSets)
{
    auto const set = figures_of(catalog(),
                                {line("streetlight", "repair", "路灯", Quantity::whole(3), "套", "2025-07-01"),
                                 line("streetlight", "repair", "路灯", Quantity::whole(3), "盏", "2025-07-01"),
                                 line("streetlight", "repair", "路灯", Quantity::whole(3), "基", "2025-07-01")},
                                *Period::quarter(2025, 3));
    EXPECT_EQ(set.figures.size(), 3U);
}

TEST(Figures, ReportLengthsInOneUnit)
{
    auto const set = figures_of(catalog(),
                                {line("gas_main", "new_build", "主管道", Quantity::whole(800), "米", "2025-07-01"),
                                 line("gas_main", "new_build", "主管道", Quantity::thousandths(2400), "公里", "2025-07-01")},
                                *Period::quarter(2025, 3));
    ASSERT_EQ(set.figures.size(), 1U);
    EXPECT_EQ(set.figures[0].sum.quantity, Quantity::thousandths(3200));
}

TEST(Figures, NeverAddACapacityToACount)
{
    auto capacity = line("sewage_plant", "commission", "污水处理厂", Quantity::whole(1), "座", "2025-07-01");
    auto count = capacity;
    capacity.measure = Measure::capacity;
    EXPECT_EQ(figures_of(catalog(), {capacity, count}, *Period::quarter(2025, 3)).figures.size(), 2U);
}

TEST(Figures, PlaceDatesOnlyAsFarAsTheyAreKnown)
{
    auto const of_year = line("streetlight", "repair", "路灯", Quantity::whole(1), "套", "2025");
    auto const of_month = line("streetlight", "repair", "路灯", Quantity::whole(2), "套", "2025-08");
    auto const quarter = figures_of(catalog(), {of_year, of_month}, *Period::quarter(2025, 3));
    ASSERT_EQ(quarter.figures.size(), 1U);
    EXPECT_EQ(quarter.figures[0].sum.quantity, Quantity::whole(2));
    ASSERT_EQ(quarter.undated.size(), 1U) << "the year-only line is listed, not lost";
    auto const year = figures_of(catalog(), {of_year, of_month}, *Period::year(2025));
    EXPECT_EQ(year.figures.at(0).sum.quantity, Quantity::whole(3));
    EXPECT_TRUE(year.undated.empty());
}

TEST(Figures, CompareWithYearToDateAndTheYearBefore)
{
    auto const set = figures_of(catalog(),
                                {line("streetlight", "repair", "路灯", Quantity::whole(1), "套", "2024-07-01"),
                                 line("streetlight", "repair", "路灯", Quantity::whole(10), "套", "2025-02-01"),
                                 line("streetlight", "repair", "路灯", Quantity::whole(100), "套", "2025-09-30"),
                                 line("streetlight", "repair", "路灯", Quantity::whole(1000), "套", "2025-10-01")},
                                *Period::quarter(2025, 3));
    ASSERT_EQ(set.figures.size(), 1U);
    EXPECT_EQ(set.figures[0].sum.quantity, Quantity::whole(100));
    EXPECT_EQ(set.figures[0].to_date.quantity, Quantity::whole(110));
    EXPECT_EQ(set.figures[0].year_before.quantity, Quantity::whole(1));
}

TEST(Period, ReadsWhatTheConsoleIsGiven)
{
    for (auto const* key : {"2025Q3", "2025", "2021-2025"})
        EXPECT_EQ(Period::parse(key)->key(), key);
    for (auto const* key : {"2025Q5", "25Q1", "2025-2021", "", "2025Q", "Q32025"})
        EXPECT_FALSE(Period::parse(key)) << key;
}
