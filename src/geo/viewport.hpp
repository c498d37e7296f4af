#pragma once

#include "geo/units.hpp"

namespace taizhang::geo {

struct MapPoint {
    double x, y;
}; ///< spherical web-mercator metres (EPSG:3857), y grows north
struct ScreenPoint {
    double x, y;
}; ///< device-independent pixels from the top left, y grows down

[[nodiscard]] MapPoint to_mercator(Position p) noexcept; ///< latitudes beyond 85.06 are clamped
[[nodiscard]] Position from_mercator(MapPoint p) noexcept;

/// The map's view on the screen: an immutable value, so a pan or zoom makes a new one.
/// @invariant to_map(to_screen(p)) == p to within 1e-6 m for |p| < 2e7 m (tests/unit/viewport_test.cpp)
class Viewport {
public:
    /// @pre units_per_pixel > 0; mercator metres, which at latitude 40 are 1.3 times the ground's
    constexpr Viewport(MapPoint centre, double units_per_pixel, double width, double height) noexcept
        : centre_{centre}, scale_{units_per_pixel}, width_{width}, height_{height}
    {}
    /// The smallest view of that size that shows the whole box with a margin of 5 %.
    [[nodiscard]] static Viewport showing(Box box, double width, double height) noexcept;

    [[nodiscard]] constexpr MapPoint centre() const noexcept { return centre_; }
    [[nodiscard]] constexpr double units_per_pixel() const noexcept { return scale_; }
    [[nodiscard]] constexpr double width() const noexcept { return width_; }
    [[nodiscard]] constexpr double height() const noexcept { return height_; }
    [[nodiscard]] constexpr ScreenPoint to_screen(MapPoint p) const noexcept
    {
        return {width_ / 2 + (p.x - centre_.x) / scale_, height_ / 2 - (p.y - centre_.y) / scale_};
    }
    [[nodiscard]] constexpr MapPoint to_map(ScreenPoint s) const noexcept
    {
        return {centre_.x + (s.x - width_ / 2) * scale_, centre_.y - (s.y - height_ / 2) * scale_};
    }
    /// Degrees covered by the view.
    [[nodiscard]] Box bounds() const noexcept;
    /// Ground metres a pixel at the centre.
    [[nodiscard]] double metres_per_pixel() const noexcept;
    /// Web-map zoom level (256-pixel tiles).
    [[nodiscard]] double zoom() const noexcept;
    /// Zooms by `factor` (> 1 = closer) and keeps the map point under `anchor` where it is.
    [[nodiscard]] constexpr Viewport zoomed(double factor, ScreenPoint anchor) const noexcept
    {
        auto const fixed = to_map(anchor);
        auto const scale = scale_ / factor;
        return {{fixed.x - (anchor.x - width_ / 2) * scale, fixed.y + (anchor.y - height_ / 2) * scale},
                scale, width_, height_};
    }
    [[nodiscard]] constexpr Viewport panned(double dx, double dy) const noexcept
    {
        return {{centre_.x - dx * scale_, centre_.y + dy * scale_}, scale_, width_, height_};
    }
    [[nodiscard]] constexpr Viewport resized(double width, double height) const noexcept
    {
        return {centre_, scale_, width, height};
    }

private:
    MapPoint centre_;
    double scale_, width_, height_;
};

} // namespace taizhang::geo
