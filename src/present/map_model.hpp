#pragma once

#include "draw/canvas.hpp"
#include "geo/viewport.hpp"
#include "map/furniture.hpp"
#include "map/select.hpp"
#include "map/tiles.hpp"
#include "present/asset_table.hpp"
#include "present/map_edit.hpp"
#include "present/workbench.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace taizhang::present {

struct MapChanged {};

/// What a press and drag on the map means.
enum class MapTool { pick, rectangle, polygon, distance, area, edit };

/// The page 地图: what is in view, what is under the pointer, what is selected.
class MapModel {
public:
    explicit MapModel(Workbench& bench);

    /// Nothing is read before the map is first looked at: a ledger of a million facilities opens at once.
    void wake();

    // -- the view
    void resize(double width, double height);
    void pan(double dx, double dy);
    /// > 1 = closer; what is under `anchor` stays there. The view is always at a half step of the zoom, where pictures are
    /// crisp; smaller turns of a wheel add up.
    void zoom(double factor, geo::ScreenPoint anchor);
    void fit();
    [[nodiscard]] geo::Viewport const& view() const noexcept { return view_; }
    [[nodiscard]] bool has_things() const noexcept { return scene_ && scene_->size() > 0; }
    [[nodiscard]] bool is_loaded() const noexcept { return scene_ != nullptr; }
    [[nodiscard]] map::Scene::Shared const& scene() const noexcept { return scene_; }

    // -- picking
    struct Candidate {
        std::string uid, label;
    };
    /// Selects what lies under the pointer, the nearest; with `add` it joins or leaves the selection. Nothing there and not
    /// `add`: nothing is selected.
    void click(geo::ScreenPoint at, bool add);
    void take(std::string const& uid, bool add);
    /// What lies under the pointer as closely as the nearest: more than one = ask which is meant.
    [[nodiscard]] std::vector<Candidate> candidates(geo::ScreenPoint at) const;
    /// 路灯 LD-0001 under the pointer; "" = nothing.
    [[nodiscard]] std::string hint(geo::ScreenPoint at) const;
    /// 112.70361°E 40.01287°N
    [[nodiscard]] std::string position_text(geo::ScreenPoint at) const;
    [[nodiscard]] geo::Position position_at(geo::ScreenPoint at) const { return geo::from_mercator(view_.to_map(at)); }
    /// Shows the selected assets if they are out of view.
    void show_selection();
    /// Where an asset is drawn now; nullopt when it has no position.
    [[nodiscard]] std::optional<geo::ScreenPoint> place_of(std::string const& uid) const;

    // -- tools: a rectangle is dragged, a polygon or a measured line has a corner a click
    void choose(MapTool tool);
    [[nodiscard]] MapTool tool() const noexcept { return tool_; }
    void press(geo::ScreenPoint at);
    void move(geo::ScreenPoint at); ///< of the pointer: the line to it is drawn
    void release(geo::ScreenPoint at, map::Joining how);
    void corner(geo::ScreenPoint at);
    void drop_corner(); ///< the last one
    /// Ends a polygon or a measurement; false when it has too few corners to mean anything.
    bool finish(map::Joining how);
    void cancel(); ///< the drawing; a second time, the tool
    /// With the tool for moving and reshaping: is there a corner to take hold of? Then move() drags it and drop() saves.
    [[nodiscard]] bool grab(geo::ScreenPoint at);
    [[nodiscard]] bool edits() const noexcept { return edit_.is_active(); } ///< corners are shown
    void drop();
    void remove_corner(geo::ScreenPoint at);
    [[nodiscard]] std::string measured() const; ///< length and bearing of the last leg, or area

    // -- selecting by what is selected
    /// Everything on the roads of what is selected. Without any road: nothing, and a notice says why.
    void select_same_road();
    /// Everything within that many metres of the selected lines and points.
    void select_near(double metres);
    void select_rows(std::vector<map::Row> const& rows, map::Joining how);
    /// 已选 540：路灯 540 套 · 道路 3 条，4.21 公里: counts, lengths and areas a class, each in its unit; "" = nothing.
    [[nodiscard]] std::string const& sums() const noexcept { return sums_; }

    // -- layers and themes
    struct Layer {
        std::string key, name;
        bool shown;
    };
    [[nodiscard]] std::vector<Layer> layers() const; ///< the classes that are there
    void show_layer(std::string const& key, bool shown);
    void show_only_open(bool only);
    [[nodiscard]] bool shows_only_open() const noexcept { return filter_.only_open; }
    [[nodiscard]] std::vector<Choice> themes() const; ///< "" = by class
    void set_theme(std::string key);
    [[nodiscard]] std::string const& theme() const noexcept { return theme_; }

    // -- drawing
    /// The map and what floats on it, in logical pixels.
    /// @param ratio device pixels a logical one
    void draw(draw::Canvas& canvas, double ratio, bool dark);
    /// A moment after the view came to rest: counts what is in it anew.
    void settle();
    [[nodiscard]] std::vector<map::LegendRow> const& legend() const noexcept { return legend_; }
    [[nodiscard]] map::Tiles& tiles() noexcept { return tiles_; } ///< for measurements

    Publisher<MapChanged> changed;

private:
    void load();
    void adopt(map::Scene::Shared scene, map::Difference const& difference);
    void use(map::Scene::Shared scene, map::Difference const& difference);
    void load_theme();
    void begin_edit();
    void add_up();
    void set_filter();
    struct Floating {
        std::string key; ///< what it shows
        std::unique_ptr<draw::Image> image;
    };
    /// Draws `paint` of that size once for a key, then only copies it: text costs more than all tiles of a frame.
    void draw_floating(draw::Canvas& canvas, Floating& floating, std::string key, double x, double y, double width, double height, double ratio,
                       std::function<void(draw::Canvas&)> const& paint) const;
    void draw_furniture(draw::Canvas& canvas, double ratio);
    void draw_sketch(draw::Canvas& canvas) const;
    void draw_current(draw::Canvas& canvas) const;
    [[nodiscard]] std::string label_of(map::Row row) const;
    [[nodiscard]] std::vector<geo::Position> sketch_positions() const;

    Workbench& bench_;
    Lifetime alive_; ///< before the tiles, whose worker watches it
    map::Scene::Shared scene_;
    map::Style style_;
    map::Tiles tiles_;
    geo::Viewport view_{{0, 0}, 1, 800, 600};
    double turned_ = 0; ///< of the wheel, not yet a half step
    bool awake_ = false, show_selection_ = false; ///< the latter: as soon as the scene is there
    bool fitted_ = false; ///< the view was shown once; later loads keep it
    MapEdit edit_;
    bool holding_ = false; ///< a corner of what is edited
    map::Filter filter_;
    std::string theme_, sums_;
    std::vector<map::LegendRow> legend_;
    draw::Canvas::Extent legend_size_{0, 0, 0};
    Floating legend_picture_, ruler_picture_, notice_picture_;
    MapTool tool_ = MapTool::pick;
    std::vector<geo::MapPoint> corners_;
    std::optional<geo::MapPoint> pointer_;
    bool done_ = false; ///< the measured line is finished and stays to be read
    Subscription on_ledger_, on_records_, on_selection_;
};

} // namespace taizhang::present
