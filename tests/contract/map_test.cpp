// The map of a real ledger: tiles, both back ends, what lies where, what changes redraw.
#include "app/desk.hpp"
#include "app/sample.hpp"
#include "app/saved_sets.hpp"
#include "map/painter.hpp"
#include "map/select.hpp"
#include "map/themes.hpp"
#include "map/tiles.hpp"
#include "store/store.hpp"
#include "support/golden.hpp"
#include "support/ledger_home.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

using namespace taizhang;
using namespace taizhang::map;

namespace {

class Map : public testing::Test {
protected:
    Map()
    {
        app::fill_zuoyun_sample(*ledger, {});
        scene = Scene::load(*ledger, {}, clock.now());
    }
    [[nodiscard]] Row row_of(std::string const& code) const { return scene->rows_of({ledger->asset(code, "streetlight").uid}).at(0); }
    /// A view of that many pixels with the lamp in its middle.
    [[nodiscard]] geo::Viewport view_at(std::string const& code, double zoom, double width = 700, double height = 500) const
    {
        return {geo::to_map(scene->things().middle_of(row_of(code)).value()), geo::world_in_metres / 256 / std::exp2(zoom), width, height};
    }
    [[nodiscard]] static draw::Image shown(Tiles& tiles, geo::Viewport const& view, double ratio = 1)
    {
        draw::Image image{static_cast<int>(view.width()), static_cast<int>(view.height()), ratio};
        for (int tries = 0; !tiles.show(image.canvas(), view, ratio) && tries < 20; ++tries)
            tiles.wait();
        return image;
    }

    test::LedgerHome home;
    SystemClock clock;
    std::unique_ptr<app::LedgerOpener> opener = store::make_opener(clock);
    std::unique_ptr<app::Ledger> ledger = opener->create(home.place("t.gpkg"), app::zuoyun_info());
    Scene::Shared scene;
};

/// Pictures: what the engine is does not matter to them.
class MapOnFiles : public Map {};

TEST_F(Map, HoldsEverythingThatHasAPosition)
{
    std::size_t placed = 0;
    ledger->each_asset({}, [&](domain::Asset const& a) {
        placed += a.shape ? 1 : 0;
        return true;
    });
    for (auto const& c : ledger->communities())
        placed += c.shape ? 1 : 0;
    EXPECT_EQ(scene->size(), placed);
    EXPECT_GT(placed, 100U);
}

TEST_F(MapOnFiles, ShowsNoSeamWhereverTheTilesMeet)
{
    Tiles tiles{[] {}};
    tiles.set(scene, {}, {});
    Painter painter;
    for (double const zoom : {13.0, 14.5, 15.0, 16.5, 17.0, 18.5})
        for (double const part : {0.0, 0.37, 0.81}) { // panning in steps smaller than a tile
            auto const view = view_at("LD-0007", zoom).panned(part * tile_side, part * tile_side / 2);
            auto frame = Frame::of(view, 1);
            frame.left = std::round(frame.left);
            frame.top = std::round(frame.top);
            frame.cell = tile_side;
            auto const whole = painter.paint(*scene, frame, {});
            auto const pieces = shown(tiles, view);
            int shades = 0, seams = 0;
            for (int i = 0; i < whole.width() * whole.height(); ++i) {
                int most = 0;
                for (unsigned shift = 0; shift < 24; shift += 8)
                    most = std::max(most, std::abs(static_cast<int>(whole.pixels()[i] >> shift & 255U) - static_cast<int>(pieces.pixels()[i] >> shift & 255U)));
                shades += most > 8 ? 1 : 0;
                seams += most > 40 ? 1 : 0;
            }
            EXPECT_EQ(seams, 0) << "at zoom " << zoom << ", moved by " << part;
            EXPECT_LE(shades, 10) << "more than a rounding here and there, at zoom " << zoom << ", moved by " << part;
        }
}

/// Is every pixel of one found, nearly, within a pixel of its place in the other?
double strangers(draw::Image const& a, draw::Image const& b)
{
    auto const like = [](std::uint32_t p, std::uint32_t q) {
        for (unsigned shift = 0; shift < 24; shift += 8)
            if (std::abs(static_cast<int>(p >> shift & 255U) - static_cast<int>(q >> shift & 255U)) > 64)
                return false;
        return true;
    };
    int strange = 0;
    for (int y = 1; y + 1 < a.height(); ++y)
        for (int x = 1; x + 1 < a.width(); ++x) {
            bool found = false;
            for (int dy = -1; dy <= 1 && !found; ++dy)
                for (int dx = -1; dx <= 1 && !found; ++dx)
                    found = like(a.pixels()[y * a.width() + x], b.pixels()[(y + dy) * a.width() + x + dx]);
            strange += found ? 0 : 1;
        }
    return static_cast<double>(strange) / (a.width() * a.height());
}

TEST_F(MapOnFiles, OnPaperLooksAsOnTheScreenWithinAPixel)
{
    constexpr double most = 0.005; // hairs inside glyphs, thinner than the half pixel by which a symbol is moved to be crisp
    for (double const zoom : {14.0, 16.0, 17.0, 18.0, 19.0}) {
        auto const frame = Frame::of(view_at("LD-0007", zoom), 1);
        Painter painter;
        auto const tile = painter.paint(*scene, frame, {});
        draw::Image vectors{tile.width(), tile.height()};
        Painter::draw_on(vectors.canvas(), *scene, frame, {});
        EXPECT_LT(strangers(tile, vectors), most) << "zoom " << zoom;
        EXPECT_LT(strangers(vectors, tile), most) << "zoom " << zoom;
    }
}

TEST_F(MapOnFiles, TilesLookAsTheyDid)
{
    Painter painter;
    for (auto const& [zoom, dark] : {std::pair{13.0, false}, {16.0, false}, {18.0, false}, {18.0, true}}) {
        Style style;
        style.dark = dark;
        auto const frame = Frame::of(view_at("LD-0007", zoom, 512, 512), 1);
        test::expect_golden(painter.paint(*scene, frame, style), "map-" + std::to_string(static_cast<int>(zoom)) + (dark ? "-dark.txt" : ".txt"));
    }
}

TEST_F(MapOnFiles, IsCrispAtTwiceTheResolution)
{
    Tiles tiles{[] {}};
    tiles.set(scene, {}, {});
    auto const view = view_at("LD-0007", 18, 300, 200);
    auto const image = shown(tiles, view, 2);
    EXPECT_EQ(image.width(), 600);
    Painter painter;
    auto frame = Frame::of(view, 2);
    frame.left = std::round(frame.left);
    frame.top = std::round(frame.top);
    frame.cell = tile_side;
    EXPECT_LT(strangers(image, painter.paint(*scene, frame, {})), 1e-4);
}

TEST_F(MapOnFiles, DrawsOnlyWhatAChangeTouches)
{
    Tiles tiles{[] {}};
    tiles.set(scene, {}, {});
    auto const view = view_at("LD-0007", 17, 1500, 1000);
    (void)shown(tiles, view);
    auto const first = tiles.drawn();
    EXPECT_GE(first, 6U);
    (void)shown(tiles, view);
    EXPECT_EQ(tiles.drawn(), first) << "nothing changed, nothing is drawn again";

    Difference selected;
    auto const with = scene->with_selection({ledger->asset("LD-0007", "streetlight").uid}, selected);
    tiles.set(with, {}, selected);
    (void)shown(tiles, view);
    EXPECT_GE(tiles.drawn(), first + 1);
    EXPECT_LE(tiles.drawn(), first + 4) << "a lamp lies on one tile, at a corner on four";

    auto const before = tiles.drawn();
    Difference none;
    Filter filter;
    filter.hidden_classes = {"sewage_plant"}; // far out of town
    tiles.set(with->with_filter(filter, none), {}, none);
    (void)shown(tiles, view);
    EXPECT_EQ(tiles.drawn(), before) << "no tile in view shows what was hidden";

    Difference lamps;
    filter.hidden_classes = {"sewage_plant", "streetlight"};
    tiles.set(with->with_filter(filter, lamps), {}, lamps);
    (void)shown(tiles, view);
    EXPECT_GT(tiles.drawn(), before);
}

TEST_F(Map, SeesWhatWasChangedAndOnlyThat)
{
    app::Desk desk{*ledger, clock, "test"};
    auto lamp = ledger->asset("LD-0007", "streetlight");
    lamp.state = domain::Condition::damaged;
    (void)desk.edit(lamp);
    Difference difference;
    auto const fresh = scene->renewed(Scene::load(*ledger, {}, clock.now()), difference);
    EXPECT_FALSE(difference.all);
    EXPECT_THAT(difference.boxes, testing::SizeIs(2)) << "where it was and where it is";
    EXPECT_EQ(Look::of(fresh->look(row_of("LD-0007"))).state, domain::Condition::damaged);
}

TEST_F(Map, HiddenClassesAreNeitherPickedNorCounted)
{
    auto const view = view_at("LD-0007", 18);
    geo::ScreenPoint const middle{view.width() / 2, view.height() / 2};
    EXPECT_THAT(scene->pick(view, middle, 8), testing::Contains(row_of("LD-0007")));
    Difference ignored;
    Filter filter;
    filter.hidden_classes = {"streetlight"};
    auto const without = scene->with_filter(filter, ignored);
    EXPECT_THAT(without->pick(view, middle, 8), testing::Not(testing::Contains(row_of("LD-0007"))));
    auto const box = scene->things().bounds().value();
    auto const number = scene->things().symbols[row_of("LD-0007")];
    EXPECT_GT(scene->counts_in(box)[number], 0U);
    EXPECT_EQ(without->counts_in(box)[number], 0U);
}

TEST_F(Map, FindsByRectangleRoadAndDistance)
{
    auto const row = row_of("LD-0007");
    auto const lamp = scene->things().middle_of(row).value();
    auto const box = geo::WorldBox{lamp.x - 100, lamp.y - 100, lamp.x + 100, lamp.y + 100};
    EXPECT_THAT(rows_in(*scene, box), testing::Contains(row));
    auto const road = scene->list().road(row);
    ASSERT_FALSE(road.empty());
    auto const on_road = rows_of_road(*scene, road);
    EXPECT_THAT(on_road, testing::Contains(row));
    for (auto const other : on_road)
        EXPECT_TRUE(scene->list().road(other) == road || scene->name(other) == road);
    auto const street = std::ranges::find_if(on_road, [&](Row r) { return scene->class_of(r) && scene->class_of(r)->key == "road"; });
    ASSERT_NE(street, on_road.end());
    auto const chains = chains_of(*scene, *street);
    ASSERT_FALSE(chains.empty());
    EXPECT_THAT(rows_in(*scene, geo::Corridor{chains, geo::Length::metres(40)}), testing::Contains(row));
    EXPECT_THAT(joined_rows({1, 2, 3}, {2, 4}, Joining::take_away), testing::ElementsAre(1, 3));
    EXPECT_THAT(joined_rows({1, 2, 3}, {2, 4}, Joining::add), testing::ElementsAre(1, 2, 3, 4));
}

TEST_F(Map, EveryThemeSortsEverythingIntoItsLegend)
{
    for (auto const& [key, name] : themes()) {
        auto const theme = make_theme(key, *ledger, *scene, clock.now().local_date(480), Language::zh);
        if (key.empty()) {
            EXPECT_EQ(theme, nullptr);
            continue;
        }
        ASSERT_TRUE(theme) << key;
        EXPECT_EQ(theme->of_row.size(), scene->things().rows()) << key;
        for (auto const number : theme->of_row)
            EXPECT_TRUE(theme->heat || number == Theme::none || number < theme->entries.size()) << key;
        auto const counts = scene->with_theme(theme)->theme_counts_in(scene->things().bounds().value());
        std::uint64_t sum = 0;
        for (auto const n : counts)
            sum += n;
        EXPECT_GE(sum, scene->size()) << key << ": a part of a line is counted for itself";
    }
    auto const open = make_theme("open", *ledger, *scene, clock.now().local_date(480), Language::en);
    std::size_t with_order = 0;
    for (auto const& o : ledger->open_orders())
        with_order += scene->rows_of({o.asset_uid}).size();
    EXPECT_EQ(static_cast<std::size_t>(std::ranges::count_if(open->of_row, [](auto n) { return n != 0; })), with_order);
}

TEST_F(Map, SavedSetsComeBackAndAreReplacedByName)
{
    app::Desk desk{*ledger, clock, "赵敏"};
    auto const a = ledger->asset("LD-0007", "streetlight").uid, b = ledger->asset("LD-0008", "streetlight").uid;
    auto const kept = app::save_set(desk, {{}, "待更换", 1, {a, b}});
    (void)app::save_set(desk, {{}, "别的", 1, {b}});
    auto const again = app::save_set(desk, {{}, "待更换", 1, {b}});
    EXPECT_EQ(again.uid, kept.uid);
    EXPECT_EQ(again.row_version, kept.row_version + 1);
    auto sets = ledger->map_data().saved_sets();
    ASSERT_THAT(sets, testing::SizeIs(2));
    auto const it = std::ranges::find(sets, "待更换", &app::SavedSet::name);
    ASSERT_NE(it, sets.end());
    EXPECT_THAT(it->asset_uids, testing::ElementsAre(b));
    EXPECT_THROW((void)app::save_set(desk, {{}, "空的", 1, {}}), Error);
    EXPECT_THROW((void)app::save_set(desk, {{}, " ", 1, {a}}), Error);
    app::erase_set(desk, again);
    EXPECT_THAT(ledger->map_data().saved_sets(), testing::SizeIs(1));
    EXPECT_THROW(app::erase_set(desk, again), Error);
}

} // namespace