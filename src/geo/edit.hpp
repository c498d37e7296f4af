#pragma once

#include "geo/shape.hpp"

#include <optional>
#include <utility>

namespace taizhang::geo {

/// Does a line cross or touch itself (its two ends may meet)?
[[nodiscard]] bool crosses_itself(Shape::Chain const& line);
/// The line in two, parted at the place on it nearest to `at`; nullopt when that is one of its ends.
[[nodiscard]] std::optional<std::pair<Shape::Chain, Shape::Chain>> split(Shape::Chain const& line, Position at);
/// One line of two whose ends are at most `gap` apart, in the direction of the first; nullopt when none are.
[[nodiscard]] std::optional<Shape::Chain> join(Shape::Chain const& first, Shape::Chain const& second, Length gap);
/// The place that far along the line from its beginning; nullopt beyond its end or before its beginning.
[[nodiscard]] std::optional<Position> place_along(Shape::Chain const& line, Length distance);

} // namespace taizhang::geo
