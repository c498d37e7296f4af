#pragma once

#include "domain/asset.hpp"

#include <optional>
#include <string>

namespace taizhang::present {

/// A position as somebody types it, and where it came from.
struct TypedPosition {
    geo::Position at;
    domain::PositionSource source;
};

/// Longitude and latitude in degrees, "112.70361, 40.01287"; or easting and northing of a 3-degree zone in metres, in either
/// order, "500123.4 4432123.2" (central meridian 114°E) or with the zone's number before the easting, "38500123.4"; or any
/// supported system named before the numbers: "EPSG:4547 500123.4 4432123.2", "gcj02 112.71 40.01".
/// nullopt for anything else.
[[nodiscard]] std::optional<TypedPosition> typed_position(std::string const& text);

} // namespace taizhang::present
