#include "app/report_data.hpp"
#include "app/sample.hpp"
#include "store/store.hpp"
#include "support/ledger_home.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

using namespace taizhang;
using namespace taizhang::app;

namespace {

struct Fact {
    char const* klass;
    char const* activity;
    char const* item;
    std::optional<std::int64_t> thousandths;
    char const* unit;
    bool approximate;
    std::vector<std::string> places;
};

std::vector<Fact> const published{
    {"road", "build_or_rebuild", "城市道路", 1470, "公里", false, {}},
    {"road", "repair", "小街小巷", 45'000, "条", false, {"云川路", "云新街", "左卫大道"}},
    {"road", "repair", "破损路面", 2'000'000, "平方米", true, {}},
    {"public_toilet", "new_build", "水冲公厕", 4000, "座", false, {}},
    {"convenience_market", "new_build", "便民市场", 2000, "个", false, {}},
    {"convenience_market", "renovate", "便民市场", 1000, "个", false, {}},
    {"sewage_plant", "commission", "污水处理厂", 10'000'000, "立方米/日", false, {}},
    {"ev_charger", "new_build", "60kW直流快充桩", 15'000, "个", false, {}},
    {"green_space", "new_build", "绿化面积", 2790, "万平方米", false, {}},
    {"gas_main", "new_build", "主管道", 3200, "公里", false, {}},
    {"gas_service", "connect", "燃气入户", 3'825'000, "户", false, {}},
    {"drainage", "fix_cross_connection", "混接点", {}, "处", false, {"汽车站前", "白羊大街与五洲大道交接处"}},
    {"rain_inlet", "clean_and_repair", "雨水收水口", {}, "座", false, {"兴隆街", "云新街"}},
    {"rain_inlet", "replace", "立式雨水收水道", 95'000, "套", true, {}},
    {"landscape_light", "replace_light_source", "六联串灯笼光源", 640'000, "个", false, {"高速路连接线", "林河路", "云新街"}},
    {"streetlight", "repair", "路灯", 540'000, "套", false, {}},
    {"high_mast_light", "replace_light_source", "高杆灯光源", 110'000, "套", false, {}},
    {"lighting_cable", "repair", "线路", 1'300'000, "米", false, {}},
    {"community", "renovate", "老旧小区", 84'000, "个", false, {}},
    {"old_town", "renovate", "古城主要道路及管线", {}, "处", false, {"左云古城"}},
    {"heritage_building", "restore", "明清典型民居古建", {}, "处", false, {"左云古城"}},
};

class Sample : public testing::Test {
protected:
    static void SetUpTestSuite()
    {
        home = new test::LedgerHome;
        opener = store::make_opener(clock).release();
        ledger = opener->create(home->place("zuoyun.gpkg"), zuoyun_info()).release();
        fill_zuoyun_sample(*ledger, {});
    }
    static void TearDownTestSuite()
    {
        delete ledger;
        delete opener;
        delete home;
    }
    static std::map<std::string, domain::Figure> figures(domain::Period const& period)
    {
        std::map<std::string, domain::Figure> all;
        for (auto& f : domain::figures_of(ledger->catalog(), ledger->accepted_lines(), period).figures)
            all[f.class_key + '/' + f.activity + '/' + f.item + '/' + f.unit] = f;
        return all;
    }
    static std::string key(Fact const& f) { return std::string{f.klass} + '/' + f.activity + '/' + f.item + '/' + f.unit; }
    inline static FixedClock clock{*Instant::parse_iso("2025-11-13T02:00:00.000Z")};
    inline static test::LedgerHome* home = nullptr;
    inline static LedgerOpener* opener = nullptr;
    inline static Ledger* ledger = nullptr;
};

} // namespace

TEST_F(Sample, GivesBackThePublishedFiguresOfFiveYears)
{
    auto const all = figures(*domain::Period::span(2021, 2025));
    for (auto const& fact : published) {
        auto const it = all.find(key(fact));
        ASSERT_NE(it, all.end()) << key(fact);
        auto const& sum = it->second.sum;
        EXPECT_EQ(sum.quantity.has_value(), fact.thousandths.has_value()) << key(fact);
        if (fact.thousandths)
            EXPECT_EQ(sum.quantity->in_thousandths(), *fact.thousandths) << key(fact);
        EXPECT_EQ(sum.approximate, fact.approximate) << key(fact);
        EXPECT_EQ(it->second.places, fact.places) << key(fact);
        EXPECT_FALSE(it->second.orders.empty()) << key(fact);
    }
    EXPECT_EQ(all.at("rain_inlet/clean_and_repair/雨水收水口/座").wording, "所有");
    EXPECT_EQ(all.at("sewage_plant/commission/污水处理厂/立方米/日").measure, domain::Measure::capacity);
}

TEST_F(Sample, HasAcceptedLinesInEachYearForEveryLargeQuantity)
{
    for (int year = 2021; year <= 2025; ++year) {
        auto const all = figures(*domain::Period::year(year));
        for (auto const& fact : published)
            if (fact.thousandths.value_or(0) >= 20'000)
                EXPECT_TRUE(all.contains(key(fact))) << key(fact) << ' ' << year;
    }
}

TEST_F(Sample, Has84DistinctCommunitiesEachWithItsLine)
{
    auto const communities = ledger->communities();
    std::set<std::string> names, linked;
    std::set<int> years;
    for (auto const& c : communities) {
        names.insert(c.name);
        years.insert(c.batch_year.value_or(0));
        EXPECT_GT(c.households.value_or(0), 0);
        EXPECT_GT(c.buildings.value_or(0), 0);
    }
    for (auto const& line : ledger->accepted_lines())
        if (!line.community_uid.empty())
            linked.insert(line.community_uid);
    EXPECT_EQ(names.size(), 84U);
    EXPECT_EQ(linked.size(), 84U);
    EXPECT_EQ(years, (std::set{2021, 2022, 2023, 2024, 2025}));
}

TEST_F(Sample, HasThousandsOfFacilitiesOfTheSixClassesNearTheCountySeat)
{
    std::map<std::string, std::int64_t> counts;
    std::int64_t total = 0;
    for (auto const& c : ledger->class_counts()) {
        counts[c.class_key] = c.assets;
        total += c.assets;
    }
    for (auto const* klass : {"road", "streetlight", "rain_inlet", "gas_main", "public_toilet", "ev_charger"})
        EXPECT_GT(counts[klass], 0) << klass;
    EXPECT_GT(total, 2500);
    for (auto const& row : ledger->assets({}))
        if (row.position) {
            EXPECT_NEAR(row.position->lon_degrees(), 112.70, 0.06);
            EXPECT_NEAR(row.position->lat_degrees(), 40.01, 0.04);
        }
    EXPECT_TRUE(ledger->info().illustrative);
}

TEST_F(Sample, FulfilsTheCataloguesOwnRules)
{
    ledger->each_asset({}, [&](domain::Asset const& a) {
        for (auto const& problem : domain::check(ledger->catalog(), a))
            ADD_FAILURE() << a.code << ' ' << problem.field << ' ' << problem.message.id();
        return true;
    });
    for (auto const& finding : ledger->check(true, {}))
        EXPECT_NE(finding.weight, Finding::Weight::error) << finding.message.id();
}

TEST_F(Sample, HasRatesWithNumeratorAndDenominator)
{
    auto const data = collect_report(*ledger, *domain::Period::quarter(2025, 4), clock.now(), "赵敏");
    EXPECT_GT(data.orders.closing.denominator, 0);
    EXPECT_LE(data.orders.on_time.numerator, data.orders.closing.numerator);
    EXPECT_LT(data.orders.closing.numerator, data.orders.closing.denominator) << "some are overdue in the sample";
    EXPECT_GT(data.orders.open_at_end, 0);
    EXPECT_FALSE(data.by_road.empty());
}

TEST_F(Sample, IsTheSameEveryTime)
{
    auto const again = opener->create(home->place("again.gpkg"), zuoyun_info());
    fill_zuoyun_sample(*again, {});
    auto const print = [](Ledger const& l) {
        std::string all;
        l.each_asset({}, [&](domain::Asset const& a) {
            all += asset_to_json(a).dump();
            return true;
        });
        for (auto const& o : l.orders({}))
            all += domain::to_json(l.catalog(), o).dump();
        return all;
    };
    EXPECT_EQ(print(*again), print(*ledger));
}
