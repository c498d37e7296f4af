#pragma once

#include "geo/units.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace taizhang::geo {

/// A simple-feature geometry in EPSG:4490, x = longitude, y = latitude; Z and M are not kept. A plain value.
/// parts: point = {{{p}}}, line = {{{p..}}}, polygon = {{{shell..}, {hole..}..}}, multi = one entry a part.
/// Rings are closed (first == last).
struct Shape {
    enum class Kind : std::uint8_t { point = 1, line = 2, polygon = 3, multi_point = 4, multi_line = 5, multi_polygon = 6 };
    using Chain = std::vector<Position>;
    using Part = std::vector<Chain>;

    Kind kind;
    std::vector<Part> parts;

    static Shape point(Position p) { return {Kind::point, {{{p}}}}; }
    static Shape line(Chain chain) { return {Kind::line, {{std::move(chain)}}}; }
    static Shape polygon(Chain shell) { return {Kind::polygon, {{std::move(shell)}}}; }
    friend bool operator==(Shape const&, Shape const&) = default;
};

[[nodiscard]] bool is_point(Shape const& shape) noexcept; ///< point or multi_point
[[nodiscard]] bool is_line(Shape const& shape) noexcept;
[[nodiscard]] bool is_area(Shape const& shape) noexcept;
/// nullopt for a shape without positions.
[[nodiscard]] std::optional<Box> bounds(Shape const& shape) noexcept;
/// A position that stands for the shape on a map: the point, the middle of the (longest) line, a point inside the area.
[[nodiscard]] std::optional<Position> label_point(Shape const& shape);

/// Little-endian ISO WKB, two dimensions.
[[nodiscard]] std::string to_wkb(Shape const& shape);
/// A shape as one run of positions, for reading a million of them without an allocation each.
struct FlatShape {
    Shape::Kind kind = Shape::Kind::point;
    std::vector<Position> positions;
    std::vector<std::uint32_t> chain_ends; ///< index behind the last position of each chain
    std::vector<std::uint32_t> part_ends;  ///< index behind the last chain of each part
};
/// Fills `shape`, whose memory is used again. False for all that from_wkb() refuses; `shape` is then unspecified.
[[nodiscard]] bool read_wkb(std::string_view bytes, FlatShape& shape);
/// Accepts both byte orders, ISO and EWKB Z/M flags (dropped). nullopt for anything malformed, truncated, out of range,
/// empty, or of another kind; never reads past the end, never allocates more than the bytes could hold.
[[nodiscard]] std::optional<Shape> from_wkb(std::string_view bytes);
/// GeoPackage 1.3 binary: header "GP", little-endian, srs_id, XY envelope except for points, then WKB.
[[nodiscard]] std::string to_gpkg(Shape const& shape, std::int32_t srs_id = 4490);
[[nodiscard]] std::optional<Shape> from_gpkg(std::string_view blob);
/// Envelope of a GeoPackage blob without decoding it where the header has one; nullopt for an empty or malformed one.
[[nodiscard]] std::optional<Box> gpkg_bounds(std::string_view blob) noexcept;
/// WKT, at most 9 decimals, for messages and CSV.
[[nodiscard]] std::string to_wkt(Shape const& shape);

} // namespace taizhang::geo
