#pragma once

#include "geo/region.hpp"
#include "map/scene.hpp"

#include <string>
#include <vector>

namespace taizhang::map {

// What of a scene lies somewhere: ascending rows, hidden things left out. Points must be inside; lines and areas need only
// reach in.

[[nodiscard]] std::vector<Row> rows_in(Scene const& scene, geo::WorldBox const& box);
[[nodiscard]] std::vector<Row> rows_in(Scene const& scene, geo::Region const& region);
[[nodiscard]] std::vector<Row> rows_in(Scene const& scene, geo::Corridor const& corridor);
/// Assets that carry the road's name, and the roads of that name.
[[nodiscard]] std::vector<Row> rows_of_road(Scene const& scene, std::string_view road);
/// The line's chains (a road, a pipe), for a Corridor; empty for what is no line.
[[nodiscard]] std::vector<std::vector<geo::Position>> chains_of(Scene const& scene, Row row);

/// One of the two with the other: what a drag with Shift or Ctrl means.
enum class Joining { replace, add, take_away };
[[nodiscard]] std::vector<Row> joined_rows(std::vector<Row> const& chosen, std::vector<Row> const& found, Joining how);

} // namespace taizhang::map
