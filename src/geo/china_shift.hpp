#pragma once

#include "geo/units.hpp"

#include <optional>

namespace taizhang::geo {

/// The shifted systems of Chinese web maps: GCJ-02 (Amap, Tencent, Google in China) and BD-09 (Baidu). No official
/// formulas are published; these are the public approximations everybody uses (DOMAIN 6.2). Inverses are iterated until
/// they agree with the forward model to far below 0.5 m; against other libraries they agree to about a metre.
/// Plain degrees, since shifted numbers are no Position.
struct Shifted {
    double lon, lat;
};
[[nodiscard]] Shifted gcj02_of(Position p) noexcept;
[[nodiscard]] Shifted bd09_of(Position p) noexcept;
/// nullopt outside -180..180, -90..90.
[[nodiscard]] std::optional<Position> from_gcj02(double lon, double lat) noexcept;
[[nodiscard]] std::optional<Position> from_bd09(double lon, double lat) noexcept;

} // namespace taizhang::geo
