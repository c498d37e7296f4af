// A position as a clerk or a surveyor types it.
#include "present/typed_position.hpp"

#include <gtest/gtest.h>

using namespace taizhang;
using present::typed_position;

namespace {

TEST(TypedPosition, IsUnderstoodInEverySystemPeopleHold)
{
    // EPSG:4547 of 112.70361 E 40.01287 N by PROJ's cs2cs
    struct Case {
        char const *text, *system;
    };
    auto const plain = typed_position("112.70361, 40.01287");
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->source.method, "typed");
    for (auto const& c : {Case{"112.70361，40.01287", ""}, Case{"112.70361 40.01287", ""}}) {
        auto const p = typed_position(c.text);
        ASSERT_TRUE(p) << c.text;
        EXPECT_EQ(p->at, plain->at) << c.text;
    }
}

TEST(TypedPosition, InAZoneMaySayTheZoneAndTheNorthingFirst)
{
    auto const p = typed_position("EPSG:4547 389355 4430671");
    ASSERT_TRUE(p);
    EXPECT_NEAR(p->at.lon_degrees(), 112.70, 0.02);
    EXPECT_NEAR(p->at.lat_degrees(), 40.01, 0.02);
    EXPECT_EQ(p->source.system, "EPSG:4547");
    for (auto const* text : {"389355, 4430671", "4430671 389355", "38389355 4430671", "4430671, 38389355"}) {
        auto const same = typed_position(text);
        ASSERT_TRUE(same) << text;
        EXPECT_NEAR(same->at.lon_degrees(), p->at.lon_degrees(), 1e-9) << text;
        EXPECT_NEAR(same->at.lat_degrees(), p->at.lat_degrees(), 1e-9) << text;
    }
}

TEST(TypedPosition, OfASharedMapIsSaidToBeApproximate)
{
    auto const p = typed_position("gcj02 112.71 40.01");
    ASSERT_TRUE(p);
    EXPECT_EQ(p->source.accuracy, "approximate");
    EXPECT_GT(std::abs(p->at.lon_degrees() - 112.71), 0.003);
}

TEST(TypedPosition, RefusesWhatIsNone)
{
    for (auto const* text : {"", "112.7", "north of the bridge", "112.7, 40.0, 3", "5 4430671", "EPSG:99999 1 2", "200 40"})
        EXPECT_FALSE(typed_position(text)) << text;
}

} // namespace
