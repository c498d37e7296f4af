#include "geo/world.hpp"

#include <algorithm>

namespace taizhang::geo {

WorldPoint to_world(Position p) noexcept
{
    auto const at = to_mercator(p);
    auto const step = [](double part) { return static_cast<std::uint32_t>(std::clamp(part * world_size, 0.0, world_size - 1)); };
    return {step(at.x / world_in_metres + 0.5), step(0.5 - at.y / world_in_metres)};
}

Position from_world(WorldPoint p) noexcept { return from_mercator(to_map(p)); }

} // namespace taizhang::geo
