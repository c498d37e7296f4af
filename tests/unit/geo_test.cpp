#include "base/error.hpp"
#include "geo/crs.hpp"
#include "geo/index.hpp"
#include "geo/measure.hpp"
#include "geo/shape.hpp"
#include "geo/viewport.hpp"

#include <gtest/gtest.h>

using namespace taizhang;
using namespace taizhang::geo;

namespace {

Position at(double lon, double lat) { return *Position::from_degrees(lon, lat); }

Shape square(double lon, double lat, double side)
{
    return Shape::polygon({at(lon, lat), at(lon + side, lat), at(lon + side, lat + side), at(lon, lat + side), at(lon, lat)});
}

TEST(Position, IsOnTheEarthOrIsNot)
{
    EXPECT_FALSE(Position::from_degrees(181, 0));
    EXPECT_FALSE(Position::from_degrees(0, 90.1));
    EXPECT_FALSE(Position::from_degrees(std::numeric_limits<double>::quiet_NaN(), 0));
}

TEST(Shape, ComesBackFromItsBytes)
{
    for (auto const& shape : {Shape::point(at(112.7, 40.01)), Shape::line({at(112.7, 40), at(112.8, 40.1)}), square(112.7, 40, 0.1),
                              Shape{Shape::Kind::multi_line, {{{at(1, 1), at(2, 2)}}, {{at(3, 3), at(4, 4)}}}}}) {
        EXPECT_EQ(from_wkb(to_wkb(shape)), shape);
        EXPECT_EQ(from_gpkg(to_gpkg(shape)), shape);
    }
}

TEST(Shape, OfBytesCutOffAnywhereIsNone)
{
    auto const whole = to_gpkg(square(112.7, 40, 0.1));
    for (std::size_t n = 0; n < whole.size(); ++n)
        EXPECT_FALSE(from_gpkg(std::string_view{whole}.substr(0, n))) << n;
    auto greedy = to_wkb(Shape::line({at(1, 1), at(2, 2)}));
    greedy[5] = greedy[6] = greedy[7] = '\x7f'; // says it holds two billion points
    EXPECT_FALSE(from_wkb(greedy));
}

TEST(Measure, AgreesWithTheEllipsoid)
{
    // one minute of latitude at 40 degrees is 1850.8 m, a degree of longitude 85.39 km (tables of the GRS80 ellipsoid)
    EXPECT_NEAR(length_of(Shape::line({at(112, 40), at(112, 40 + 1.0 / 60)})).in_metres(), 1850.7, 0.5);
    EXPECT_NEAR(length_of(Shape::line({at(112, 40), at(113, 40)})).in_metres(), 85'394, 20);
    EXPECT_NEAR(area_m2(square(112, 40, 0.01)), 853.9 * 1110.4, 0.002 * 853.9 * 1110.4);
}

TEST(Measure, FindsWhatIsWrongWithAShape)
{
    EXPECT_EQ(fault_of(Shape::line({at(1, 1), at(1, 1)})), ShapeFault::too_few_points);
    EXPECT_EQ(fault_of(Shape::polygon({at(0, 0), at(1, 1), at(1, 0), at(0, 1), at(0, 0)})), ShapeFault::self_crossing);
    EXPECT_EQ(fault_of(square(1, 1, 1)), std::nullopt);
}

TEST(Crs, TakesTheCountysZoneToDegreesAndBack)
{
    auto const zone = Crs::named("EPSG:4547"); // CGCS2000, central meridian 114 E, false easting 500 km
    auto const p = zone.to_ledger(500'000, 4'430'000);
    ASSERT_TRUE(p);
    EXPECT_NEAR(p->lon_degrees(), 114, 1e-9);
    auto const back = zone.from_ledger(*p);
    EXPECT_NEAR(back->x, 500'000, 0.001);
    EXPECT_NEAR(back->y, 4'430'000, 0.001);
}

TEST(Crs, UndoesTheShiftOfChineseWebMapsToADecimetre)
{
    for (auto const* name : {"gcj02", "bd09"}) {
        auto const shifted = Crs::named(name);
        auto const p = at(112.70, 40.01);
        auto const xy = shifted.from_ledger(p);
        ASSERT_TRUE(xy);
        EXPECT_GT(distance(p, at(xy->x, xy->y)).in_metres(), 100) << name;
        EXPECT_LT(distance(p, *shifted.to_ledger(xy->x, xy->y)).in_metres(), 0.1) << name;
    }
}

TEST(Crs, IsRefusedWhenUnknown)
{
    EXPECT_THROW((void)Crs::named("EPSG:1"), Error);
    EXPECT_THROW((void)Crs::named("nonsense"), Error);
}

TEST(Viewport, ComesBackFromTheScreen)
{
    Viewport const view{to_mercator(at(112.7, 40.01)), 2.5, 800, 600};
    auto const p = view.to_map({123, 456});
    auto const s = view.to_screen(p);
    EXPECT_NEAR(s.x, 123, 1e-6);
    EXPECT_NEAR(s.y, 456, 1e-6);
}

TEST(Viewport, ZoomsAroundTheAnchorAndShowsAWholeBox)
{
    Viewport const view{to_mercator(at(112.7, 40.01)), 2.5, 800, 600};
    auto const fixed = view.to_map({100, 100});
    auto const closer = view.zoomed(3, {100, 100});
    EXPECT_NEAR(closer.to_screen(fixed).x, 100, 1e-6);
    Box const box{112.6, 39.9, 112.9, 40.1};
    auto const whole = Viewport::showing(box, 800, 600).bounds();
    EXPECT_LT(whole.west, box.west);
    EXPECT_GT(whole.east, box.east);
    EXPECT_LT(whole.south, box.south);
    EXPECT_GT(whole.north, box.north);
}

TEST(BoxIndex, FindsWhatTouches)
{
    BoxIndex const index{{{{0, 0, 1, 1}, 7}, {{2, 2, 3, 3}, 8}}};
    EXPECT_EQ(index.touching({0.5, 0.5, 0.6, 0.6}), std::vector<std::uint32_t>{7});
    EXPECT_TRUE(index.touching({1.2, 1.2, 1.8, 1.8}).empty());
    EXPECT_EQ(index.touching({0, 0, 5, 5}).size(), 2u);
}

} // namespace
