#pragma once

#include "draw/canvas.hpp"
#include "geo/viewport.hpp"
#include "map/snap.hpp"
#include "present/workbench.hpp"

#include <optional>
#include <string>
#include <vector>

namespace taizhang::present {

/// Moving and reshaping the chosen facility on the map. Every drag that ends is saved, and can be taken back with 撤销.
class MapEdit {
public:
    explicit MapEdit(Workbench& bench) : bench_{bench} {}

    /// Reads the facility and shows its corners; `ready` later.
    void begin(std::string const& uid, std::function<void()> ready);
    void end();
    [[nodiscard]] bool is_active() const noexcept { return asset_.has_value(); }
    /// A corner, or the middle of a side (which becomes one), under the pointer is taken hold of.
    [[nodiscard]] bool grab(geo::Viewport const& view, geo::ScreenPoint at);
    /// @param scene what to snap to
    void drag(geo::Viewport const& view, geo::ScreenPoint at, map::Scene const& scene);
    /// Saves; a shape that cannot be is refused with the reason and stays as it was.
    void drop(std::function<void()> done);
    /// Takes the corner under the pointer out of a line or area and saves. False: there is none.
    bool remove_corner(geo::Viewport const& view, geo::ScreenPoint at, std::function<void()> done);
    void draw(draw::Canvas& canvas, geo::Viewport const& view, bool dark) const;

private:
    struct Handle {
        std::size_t part, chain, corner;
        bool middle; ///< of the side that begins at `corner`
        geo::ScreenPoint at;
    };
    [[nodiscard]] std::vector<Handle> handles(geo::Viewport const& view) const;
    [[nodiscard]] std::optional<Handle> handle_at(geo::Viewport const& view, geo::ScreenPoint at) const;
    void put(Handle const& handle, geo::Position p);
    void save(std::function<void()> done);

    Workbench& bench_;
    std::optional<domain::Asset> asset_; ///< as read
    std::optional<geo::Shape> shape_;    ///< as it is being drawn
    std::optional<Handle> held_;
    std::optional<map::Snap::Kind> snapped_;
    Lifetime alive_;
};

} // namespace taizhang::present
