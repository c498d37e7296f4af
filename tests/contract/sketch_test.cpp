// The small map in the detail pane, over a real ledger.
#include "app/sample.hpp"
#include "present/sketch.hpp"
#include "store/store.hpp"
#include "support/temp_folder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

using namespace taizhang;
using namespace taizhang::present;

namespace {

class SketchOnSqlite : public testing::Test {
protected:
    SketchOnSqlite() { app::fill_zuoyun_sample(*ledger, {}); }

    static std::set<std::uint32_t> colours_of(Sketch const& sketch, bool dark, double scale)
    {
        draw::Image image{static_cast<int>(Sketch::width), static_cast<int>(Sketch::height), scale};
        sketch.draw(image.canvas(), dark, Language::zh);
        std::set<std::uint32_t> colours;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                colours.insert(image.pixel(x, y));
        return colours;
    }

    test::TempFolder folder;
    FixedClock clock{*Instant::parse_iso("2025-11-20T01:00:00.000Z")};
    std::unique_ptr<app::LedgerOpener> opener = store::make_opener(clock);
    std::unique_ptr<app::Ledger> ledger = opener->create((folder / "t.gpkg").string(), app::zuoyun_info());
};

TEST_F(SketchOnSqlite, ShowsALampInTheMiddleOfItsSurroundings)
{
    auto const lamp = ledger->asset("LD-0007");
    auto const sketch = sketch_of(*ledger, lamp);
    ASSERT_TRUE(sketch);
    auto const at = sketch->view.to_screen(geo::to_mercator(*geo::label_point(*lamp.shape)));
    EXPECT_NEAR(at.x, Sketch::width / 2, 0.5);
    EXPECT_NEAR(at.y, Sketch::height / 2, 0.5);
    auto const& scene = *sketch->scene;
    EXPECT_GT(scene.size(), 1u) << "its neighbours are there";
    EXPECT_LT(scene.size(), 300u) << "but not the whole county";
    EXPECT_EQ(scene.rows_of({lamp.uid}).size(), 1u);
}

TEST_F(SketchOnSqlite, ShowsAWholeRoad)
{
    app::AssetQuery roads;
    roads.class_key = "road";
    roads.limit = 1;
    auto const road = ledger->asset(ledger->assets(roads).front().uid);
    auto const sketch = sketch_of(*ledger, road);
    ASSERT_TRUE(sketch);
    auto const shown = sketch->view.bounds();
    auto const whole = *geo::bounds(*road.shape);
    EXPECT_LE(shown.west, whole.west);
    EXPECT_GE(shown.east, whole.east);
    EXPECT_LE(shown.south, whole.south);
    EXPECT_GE(shown.north, whole.north);
}

TEST_F(SketchOnSqlite, IsDrawnLightAndDarkAndSharpAtTwiceTheSize)
{
    auto const sketch = sketch_of(*ledger, ledger->asset("LD-0007"));
    ASSERT_TRUE(sketch);
    auto const light = colours_of(*sketch, false, 1), dark = colours_of(*sketch, true, 1);
    EXPECT_GT(light.size(), 20u);
    EXPECT_NE(light, dark);
    EXPECT_GT(colours_of(*sketch, false, 2).size(), 20u);
}

TEST_F(SketchOnSqlite, IsNotThereWithoutAPosition)
{
    auto lamp = ledger->asset("LD-0007");
    lamp.shape.reset();
    EXPECT_FALSE(sketch_of(*ledger, lamp));
}

} // namespace
