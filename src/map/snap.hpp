#pragma once

#include "map/scene.hpp"

#include <optional>

namespace taizhang::map {

/// Where a point that is being placed jumps to.
struct Snap {
    enum class Kind { point, corner, crossing, line };
    geo::WorldPoint at;
    Kind kind;
    Row row; ///< what it lies on
};

/// The nearest within `radius` pixels: points and corners before crossings before places on lines.
/// @param except a row that is being moved itself
[[nodiscard]] std::optional<Snap> snap(Scene const& scene, geo::Viewport const& view, geo::ScreenPoint at, double radius, std::optional<Row> except);

} // namespace taizhang::map
