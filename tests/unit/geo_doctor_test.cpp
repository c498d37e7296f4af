// What a file's coordinates are: how they are written, in which system, which way round.
#include "geo/china_shift.hpp"
#include "geo/coordinate_text.hpp"
#include "geo/crs.hpp"
#include "geo/doctor.hpp"
#include "geo/measure.hpp"

#include <gtest/gtest.h>

using namespace taizhang;
using namespace taizhang::geo;

namespace {

constexpr Box county{112.4, 39.6, 113.2, 40.4};

/// A lattice of places in the county, as `system` writes them.
std::vector<RawPair> written_in(std::string const& system, bool northing_first = false)
{
    auto const crs = Crs::named(system);
    std::vector<RawPair> out;
    for (int i = 0; i < 40; ++i) {
        auto const xy = *crs.from_ledger(*Position::from_degrees(112.6 + 0.005 * i, 39.9 + 0.003 * (i % 7)));
        out.push_back(northing_first ? RawPair{xy.y, xy.x} : RawPair{xy.x, xy.y});
    }
    return out;
}

Belief belief(std::vector<RawPair> const& samples, Expectation const& expected = {county, {}, false, {}})
{
    auto const beliefs = diagnosed(samples, expected);
    return beliefs.empty() ? Belief{} : beliefs.front();
}

} // namespace

TEST(CoordinateText, IsReadAsPeopleWriteIt)
{
    EXPECT_DOUBLE_EQ(*coordinate_in("112.7"), 112.7);
    EXPECT_DOUBLE_EQ(*coordinate_in(" １１２．７ "), 112.7);
    EXPECT_DOUBLE_EQ(*coordinate_in("4,431,449.04"), 4431449.04);
    EXPECT_DOUBLE_EQ(*coordinate_in("4 431 449.04"), 4431449.04);
    for (auto const* text : {"112°42′18.5″", "112度42分18.5秒", "112 42 18.5", "112:42:18.5", "E112°42'18.5\"", "112º42’18.5”E", "东经112°42′18.5″"})
        EXPECT_NEAR(coordinate_in(text).value_or(0), 112.705139, 1e-6) << text;
    EXPECT_DOUBLE_EQ(*coordinate_in("71.05 W"), -71.05);
    EXPECT_DOUBLE_EQ(*coordinate_in("-71.05"), -71.05);
    EXPECT_NEAR(coordinate_in("-71°30′").value_or(0), -71.5, 1e-9);
}

TEST(CoordinateText, IsNotMadeUp)
{
    for (auto const* text : {"", "/", "abc", "1,2", "112°70′", "112.5°30′", "nan", "inf", "1e999", "12 34 56 78", "N-40"})
        EXPECT_FALSE(coordinate_in(text)) << text;
}

TEST(CoordinateText, ReadsBothNumbersOfOneCell)
{
    for (auto const* text : {"40.01,112.7", "(40.01, 112.7)", "40.01 112.7", "40.01，112.7", "POINT(40.01 112.7)"}) {
        auto const pair = coordinate_pair_in(text);
        ASSERT_TRUE(pair) << text;
        EXPECT_DOUBLE_EQ(pair->first, 40.01);
        EXPECT_DOUBLE_EQ(pair->second, 112.7);
    }
    EXPECT_FALSE(coordinate_pair_in("云新街"));
    EXPECT_FALSE(coordinate_pair_in("1,2,3"));
}

TEST(CoordinateText, KnowsPlaceholders)
{
    EXPECT_TRUE(is_placeholder(0, 0));
    EXPECT_TRUE(is_placeholder(-9999, -9999));
    EXPECT_FALSE(is_placeholder(0, 40));
    EXPECT_FALSE(is_placeholder(112.7, 40.01));
}

TEST(Doctor, TellsEveryZoneOfTheCountyByItsNumbers)
{
    for (auto const* system : {"EPSG:4490", "EPSG:4547", "EPSG:4526", "EPSG:4525", "EPSG:4497", "EPSG:3857"})
        for (bool const northing_first : {false, true}) {
            if (northing_first && std::string{system} == "EPSG:3857")
                continue;
            auto const b = belief(written_in(system, northing_first));
            EXPECT_EQ(b.system, system);
            EXPECT_EQ(b.swapped, northing_first) << system;
            EXPECT_DOUBLE_EQ(b.in_area, 1) << system;
            EXPECT_FALSE(b.why.empty());
        }
    // 6-degree zone 19 and 3-degree zone 37 have the same meridian, so without prefix the same numbers
    EXPECT_EQ(belief(written_in("EPSG:4508")).system, "EPSG:4546");
}

TEST(Doctor, KnowsZonesByTheirPrefixWithoutKnowingTheCounty)
{
    EXPECT_EQ(belief(written_in("EPSG:4526", true), {}).system, "EPSG:4526");
}

TEST(Doctor, LeavesDegreesOfAnotherCountryAsTheyAre)
{
    std::vector<RawPair> const cambridge{{-71.1, 42.37}, {-71.11, 42.38}};
    EXPECT_EQ(belief(cambridge).system, "EPSG:4490");
    EXPECT_FALSE(belief(cambridge).swapped);
}

TEST(Doctor, FollowsTheWordsOfTheColumnsWhenBothWaysFit)
{
    std::vector<RawPair> const somewhere{{40.0, 50.0}, {41, 51}};
    EXPECT_FALSE(belief(somewhere).swapped);
    EXPECT_TRUE(belief(somewhere, {county, {}, true, {}}).swapped);
}

TEST(Doctor, SeesTheShiftOfWebMapsOnlyAgainstRoads)
{
    Expectation expected{county, {}, false, {}};
    for (int i = 0; i < 30; ++i) // a road through every second lamp
        expected.roads.push_back({*Position::from_degrees(112.6 + 0.01 * i, 39.8), *Position::from_degrees(112.6 + 0.01 * i, 40.2)});
    for (auto const* system : {"EPSG:4490", "gcj02", "bd09"}) {
        auto const crs = Crs::named(system);
        std::vector<RawPair> lamps;
        for (int i = 0; i < 60; ++i) {
            auto const xy = *crs.from_ledger(*Position::from_degrees(112.6 + 0.01 * (i % 30) + 0.00005, 39.9 + 0.002 * i));
            lamps.push_back({xy.x, xy.y});
        }
        EXPECT_EQ(belief(lamps, expected).system, system);
        EXPECT_EQ(belief(lamps).system, "EPSG:4490") << "the numbers alone cannot tell";
    }
}

TEST(Doctor, IgnoresPlaceholdersAndHasNoOpinionOnNothing)
{
    auto samples = written_in("EPSG:4547");
    samples.insert(samples.begin(), 100, RawPair{0, 0});
    EXPECT_EQ(belief(samples).system, "EPSG:4547");
    EXPECT_TRUE(diagnosed({}, {}).empty());
    EXPECT_TRUE(diagnosed(std::vector<RawPair>{{1e9, 1e9}}, {}).empty());
}

TEST(Doctor, OnlyTurnsTheNumbersRoundWhenTheSystemIsGiven)
{
    Expectation const expected{county, {}, false, "EPSG:4547"};
    EXPECT_TRUE(belief(written_in("EPSG:4547", true), expected).swapped);
    EXPECT_FALSE(belief(written_in("EPSG:4547"), expected).swapped);
}

TEST(ChinaShift, InversesAgreeWithTheForwardModelBelowHalfAMetre)
{
    for (double lon = 75; lon < 134; lon += 3.7)
        for (double lat = 18; lat < 53; lat += 2.9) {
            auto const p = *Position::from_degrees(lon, lat);
            auto const g = gcj02_of(p), b = bd09_of(p);
            EXPECT_LT(distance(p, *from_gcj02(g.lon, g.lat)).in_metres(), 0.01);
            EXPECT_LT(distance(p, *from_bd09(b.lon, b.lat)).in_metres(), 0.5) << lon << ' ' << lat;
        }
}
