#pragma once

#include "geo/shape.hpp"

namespace taizhang::geo {

/// Along the CGCS2000 ellipsoid; 0 for points. Areas give their outline.
[[nodiscard]] Length length_of(Shape const& shape);
/// Square metres on the CGCS2000 ellipsoid, holes taken out; 0 for points and lines.
[[nodiscard]] double area_m2(Shape const& shape);
[[nodiscard]] Length distance(Position a, Position b);
/// Of the shortest way from a, clockwise from north, [0, 360); 0 when they are the same.
[[nodiscard]] double bearing_degrees(Position a, Position b);
/// Why a shape cannot be kept as an asset of that kind, or nullopt: fewer than two different points, self-crossing ring..
enum class ShapeFault { too_few_points, self_crossing, not_closed };
[[nodiscard]] std::optional<ShapeFault> fault_of(Shape const& shape);

} // namespace taizhang::geo
