// Geometry the map stands on: measuring, regions, the world's integers.
#include "geo/measure.hpp"
#include "geo/region.hpp"
#include "geo/shape.hpp"
#include "geo/world.hpp"
#include "map/packed_tree.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

using namespace taizhang;
using namespace taizhang::geo;

namespace {

Position at(double lon, double lat) { return *Position::from_degrees(lon, lat); }

TEST(Measure, AgreesWithProjToAMillimetreAKilometre)
{
    // geod_inverse of PROJ 9.1 on a = 6378137, 1/f = 298.257222101
    struct Vector {
        double lon1, lat1, lon2, lat2, metres, bearing;
    };
    for (auto const& v : {Vector{112.70361, 40.01287, 112.71532, 40.01287, 999.7743, 89.996235},
                          {112.70361, 40.01287, 112.70361, 40.02188, 1000.4250, 0},
                          {112.70361, 40.01287, 113.10000, 40.30000, 46443.6111, 46.520969},
                          {113.90000, 34.00000, 114.10000, 34.10000, 21541.5227, 58.951419},
                          {-0.10000, 51.50000, 0.10000, 51.60000, 17783.1989, 51.192576},
                          {179.90000, 10.00000, -179.90000, 10.10000, 24556.5797, 63.211853},
                          {120.00000, 85.00000, 121.00000, 85.10000, 14751.4357, 40.293725},
                          {0.00000, 0.00000, 0.50000, 0.00000, 55659.7454, 90}}) {
        auto const a = at(v.lon1, v.lat1), b = at(v.lon2, v.lat2);
        EXPECT_NEAR(distance(a, b).in_metres(), v.metres, std::max(1e-4, v.metres * 1e-6)) << v.metres;
        EXPECT_NEAR(bearing_degrees(a, b), v.bearing, 1e-5) << v.metres;
    }
}

TEST(Measure, OfAreasAgreesWithProjToAHundredThousandth)
{
    // geod_polygon_compute of the same
    EXPECT_NEAR(area_m2(Shape::polygon({at(112.70, 40.01), at(112.71, 40.01), at(112.71, 40.02), at(112.70, 40.02), at(112.70, 40.01)})), 947962.511,
                9.5);
    EXPECT_NEAR(area_m2(Shape::polygon({at(113.9, 34.0), at(114.1, 34.05), at(114.12, 34.2), at(113.95, 34.15), at(113.9, 34.0)})), 266125164.939,
                2661);
}

TEST(FlatShape, SaysTheSameAsTheWholeShape)
{
    auto const square = Shape::polygon({at(1, 1), at(2, 1), at(2, 2), at(1, 1)});
    for (auto const& shape : {Shape::point(at(112.7, 40.01)), Shape::line({at(112.7, 40), at(112.8, 40.1)}), square,
                              Shape{Shape::Kind::multi_line, {{{at(1, 1), at(2, 2)}}, {{at(3, 3), at(4, 4), at(5, 5)}}}},
                              Shape{Shape::Kind::multi_point, {{{at(1, 1)}}, {{at(3, 3)}}}}}) {
        FlatShape flat;
        ASSERT_TRUE(read_wkb(to_wkb(shape), flat));
        EXPECT_EQ(flat.kind, shape.kind);
        std::vector<Position> all;
        for (auto const& part : shape.parts)
            for (auto const& chain : part)
                all.insert(all.end(), chain.begin(), chain.end());
        EXPECT_EQ(flat.positions, all);
        EXPECT_EQ(flat.part_ends.size(), shape.parts.size());
    }
}

TEST(FlatShape, RefusesBytesCutOffAnywhere)
{
    auto const whole = to_wkb(Shape::polygon({at(1, 1), at(2, 1), at(2, 2), at(1, 1)}));
    FlatShape flat;
    for (std::size_t n = 0; n < whole.size(); ++n)
        EXPECT_FALSE(read_wkb(std::string_view{whole}.substr(0, n), flat)) << n;
    auto greedy = to_wkb(Shape::line({at(1, 1), at(2, 2)}));
    greedy[5] = greedy[6] = greedy[7] = '\x7f'; // says it holds two billion points
    EXPECT_FALSE(read_wkb(greedy, flat));
}

TEST(World, HoldsPolesAndBothSidesOfTheDateLine)
{
    EXPECT_EQ(to_world(at(-180, 0)).x, 0U);
    EXPECT_EQ(to_world(at(180, 0)).x, 0xFFFFFFFFU);
    EXPECT_LE(to_world(at(0, 90)).y, 2'000'000U) << "beyond 85.06 degrees everything is the edge";
    EXPECT_GE(to_world(at(0, -90)).y, 0xFFFFFFFFU - 2'000'000U);
    auto const p = at(112.703612, 40.012875);
    EXPECT_NEAR(from_world(to_world(p)).lon_degrees(), p.lon_degrees(), 1e-7);
    EXPECT_NEAR(from_world(to_world(p)).lat_degrees(), p.lat_degrees(), 1e-7);
}

TEST(PackedTree, FindsWhatTouchesABoxAndNothingElseMatters)
{
    std::mt19937 engine{7};
    auto const random = [&] { return static_cast<std::uint32_t>(engine()); };
    std::vector<std::uint64_t> codes;
    for (int i = 0; i < 5000; ++i)
        codes.push_back(morton({random(), random()}));
    std::ranges::sort(codes);
    map::PackedTree const tree{static_cast<map::PackedTree::Index>(codes.size()), [&](auto i) { return WorldBox::of(from_morton(codes[i])); },
                               [](auto i) { return i % 7; }};
    for (int k = 0; k < 200; ++k) {
        std::uint32_t const x = random() % 3'000'000'000U, y = random() % 3'000'000'000U;
        WorldBox const box{x, y, x + random() % 900'000'000U, y + random() % 900'000'000U};
        std::size_t found = 0, expected = 0;
        tree.visit(box, [&](auto first, auto last, bool inside) {
            for (auto i = first; i < last; ++i) {
                auto const in = box.contains(from_morton(codes[i]));
                EXPECT_TRUE(in || !inside) << "a range said to lie inside";
                found += in ? 1 : 0;
            }
        });
        for (auto const code : codes)
            expected += box.contains(from_morton(code)) ? 1 : 0;
        EXPECT_EQ(found, expected);
        EXPECT_EQ(tree.may_hold(box, ~0ULL) || expected == 0, true);
    }
    EXPECT_FALSE(tree.may_hold({0, 0, 0xFFFFFFFF, 0xFFFFFFFF}, map::PackedTree::bit(9))) << "no thing is of class 9";
}

TEST(Region, HoldsWhatIsInsideEvenWhenItIsHollow)
{
    auto const w = [](double lon, double lat) { return to_world(at(lon, lat)); };
    Region const notched{{w(112.70, 40.00), w(112.72, 40.00), w(112.72, 40.02), w(112.71, 40.01), w(112.70, 40.02)}};
    EXPECT_TRUE(notched.holds(w(112.71, 40.005)));
    EXPECT_FALSE(notched.holds(w(112.71, 40.018))) << "in the notch";
    EXPECT_FALSE(notched.holds(w(112.73, 40.005)));
    std::array const through{w(112.69, 40.005), w(112.73, 40.005)};
    EXPECT_TRUE(notched.touches(through.data(), through.data() + 2)) << "crosses it without a vertex inside";
    std::array const over{w(112.708, 40.02), w(112.712, 40.02)};
    EXPECT_FALSE(notched.touches(over.data(), over.data() + 2));
}

TEST(Corridor, IsAsWideAsItSaysOnTheGround)
{
    Corridor const pipe{{{at(112.70, 40.01), at(112.71, 40.01)}}, Length::metres(20)};
    // 20 m are 0.000180 degrees of latitude there
    EXPECT_TRUE(pipe.holds(to_world(at(112.705, 40.01 + 0.000179))));
    EXPECT_FALSE(pipe.holds(to_world(at(112.705, 40.01 + 0.000181))));
    EXPECT_TRUE(pipe.holds(to_world(at(112.71 + 0.000233, 40.01)))) << "round its end, too";
    EXPECT_FALSE(pipe.holds(to_world(at(112.71 + 0.000236, 40.01))));
    EXPECT_NEAR(pipe.along(to_world(at(112.705, 40.0101))).in_metres(), distance(at(112.70, 40.01), at(112.705, 40.01)).in_metres(), 0.02);
}

} // namespace
