#pragma once

#include "geo/viewport.hpp"

#include <cstdint>

namespace taizhang::geo {

/// The web-mercator square as 32-bit integers: x from 180°W eastwards, y from 85.06°N southwards; a step is 9 mm at the
/// equator. What a map of a million things keeps of each position.
struct WorldPoint {
    std::uint32_t x, y;
    friend constexpr bool operator==(WorldPoint, WorldPoint) noexcept = default;
};
inline constexpr double world_size = 4294967296.0;
inline constexpr double world_in_metres = 40075016.685578488;

[[nodiscard]] WorldPoint to_world(Position p) noexcept;
[[nodiscard]] Position from_world(WorldPoint p) noexcept;
[[nodiscard]] constexpr MapPoint to_map(WorldPoint p) noexcept
{
    return {(p.x / world_size - 0.5) * world_in_metres, (0.5 - p.y / world_size) * world_in_metres};
}

/// Both corners belong to it.
struct WorldBox {
    std::uint32_t west, north, east, south;
    [[nodiscard]] constexpr bool touches(WorldBox const& o) const noexcept
    {
        return west <= o.east && o.west <= east && north <= o.south && o.north <= south;
    }
    [[nodiscard]] constexpr bool contains(WorldBox const& o) const noexcept
    {
        return west <= o.west && o.east <= east && north <= o.north && o.south <= south;
    }
    [[nodiscard]] constexpr bool contains(WorldPoint p) const noexcept
    {
        return west <= p.x && p.x <= east && north <= p.y && p.y <= south;
    }
    constexpr void add(WorldBox const& o) noexcept
    {
        west = o.west < west ? o.west : west;
        north = o.north < north ? o.north : north;
        east = o.east > east ? o.east : east;
        south = o.south > south ? o.south : south;
    }
    static constexpr WorldBox of(WorldPoint p) noexcept { return {p.x, p.y, p.x, p.y}; }
};

/// The bits of x and y in turn: whatever is close in this order is close on the ground, and a range of it is a square.
[[nodiscard]] constexpr std::uint64_t morton(WorldPoint p) noexcept
{
    auto const spread = [](std::uint64_t v) {
        v = (v | v << 16U) & 0x0000FFFF0000FFFFULL;
        v = (v | v << 8U) & 0x00FF00FF00FF00FFULL;
        v = (v | v << 4U) & 0x0F0F0F0F0F0F0F0FULL;
        v = (v | v << 2U) & 0x3333333333333333ULL;
        return (v | v << 1U) & 0x5555555555555555ULL;
    };
    return spread(p.x) | spread(p.y) << 1U;
}
[[nodiscard]] constexpr WorldPoint from_morton(std::uint64_t code) noexcept
{
    auto const gather = [](std::uint64_t v) {
        v &= 0x5555555555555555ULL;
        v = (v | v >> 1U) & 0x3333333333333333ULL;
        v = (v | v >> 2U) & 0x0F0F0F0F0F0F0F0FULL;
        v = (v | v >> 4U) & 0x00FF00FF00FF00FFULL;
        v = (v | v >> 8U) & 0x0000FFFF0000FFFFULL;
        return static_cast<std::uint32_t>(v | v >> 16U);
    };
    return {gather(code), gather(code >> 1U)};
}
static_assert(from_morton(morton({0x89ABCDEF, 0x12345678})) == WorldPoint{0x89ABCDEF, 0x12345678});

} // namespace taizhang::geo
