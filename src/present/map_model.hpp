#pragma once

#include "draw/canvas.hpp"
#include "geo/viewport.hpp"
#include "map/scene.hpp"
#include "present/workbench.hpp"

#include <memory>
#include <optional>
#include <string>

namespace taizhang::present {

struct MapChanged {};

/// The page 地图: what is in view, what is under the pointer, what is selected.
class MapModel {
public:
    explicit MapModel(Workbench& bench);

    /// Nothing is read before the map is first looked at: a ledger of a million facilities opens at once.
    void wake();
    void resize(double width, double height);
    void pan(double dx, double dy);
    /// > 1 = closer; what is under `anchor` stays there.
    void zoom(double factor, geo::ScreenPoint anchor);
    void fit();
    [[nodiscard]] geo::Viewport const& view() const noexcept { return view_; }
    [[nodiscard]] bool has_things() const noexcept { return scene_ && !scene_->things().empty(); }

    /// Selects what lies under the pointer, the nearest; with `add` it joins or leaves the selection. Nothing there and not
    /// `add`: nothing is selected.
    void click(geo::ScreenPoint at, bool add);
    /// 路灯 LD-0001 under the pointer; "" = nothing.
    [[nodiscard]] std::string hint(geo::ScreenPoint at) const;
    /// 112.70361°E 40.01287°N
    [[nodiscard]] std::string position_text(geo::ScreenPoint at) const;
    [[nodiscard]] geo::Position position_at(geo::ScreenPoint at) const { return geo::from_mercator(view_.to_map(at)); }
    /// Shows the selected assets if they are out of view.
    void show_selection();
    /// Where an asset is drawn now; nullopt when it has no position.
    [[nodiscard]] std::optional<geo::ScreenPoint> place_of(std::string const& uid) const;

    void draw(draw::Canvas& canvas, bool dark) const;

    Publisher<MapChanged> changed;

private:
    void load();
    [[nodiscard]] std::optional<std::size_t> nearest(geo::ScreenPoint at) const;

    Workbench& bench_;
    std::shared_ptr<map::Scene const> scene_;
    geo::Viewport view_{{0, 0}, 1, 800, 600};
    bool awake_ = false, show_selection_ = false; ///< the latter: as soon as the scene is there
    bool fitted_ = false; ///< the view was shown once; later loads keep it
    Lifetime alive_;
    Subscription on_ledger_, on_records_, on_selection_;
};

} // namespace taizhang::present
