#include "geo/china_shift.hpp"

#include <cmath>
#include <numbers>

namespace taizhang::geo {
namespace {

constexpr double pi = std::numbers::pi;

/// The public GCJ-02 forward model (a re-published approximation: DOMAIN 6.2). Its ellipsoid is Krasovsky's.
Shifted gcj02_from_wgs(double lon, double lat)
{
    constexpr double a = 6378245.0, ee = 0.00669342162296594323;
    auto const x = lon - 105.0, y = lat - 35.0;
    auto const waves = (20 * std::sin(6 * x * pi) + 20 * std::sin(2 * x * pi)) * 2 / 3;
    double dlat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x)) + waves;
    dlat += (20 * std::sin(y * pi) + 40 * std::sin(y / 3 * pi)) * 2 / 3;
    dlat += (160 * std::sin(y / 12 * pi) + 320 * std::sin(y * pi / 30)) * 2 / 3;
    double dlon = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x)) + waves;
    dlon += (20 * std::sin(x * pi) + 40 * std::sin(x / 3 * pi)) * 2 / 3;
    dlon += (150 * std::sin(x / 12 * pi) + 300 * std::sin(x / 30 * pi)) * 2 / 3;
    auto const rad = lat / 180 * pi;
    auto const magic = 1 - ee * std::sin(rad) * std::sin(rad);
    dlat = dlat * 180 / (a * (1 - ee) / (magic * std::sqrt(magic)) * pi);
    dlon = dlon * 180 / (a / std::sqrt(magic) * std::cos(rad) * pi);
    return {lon + dlon, lat + dlat};
}

Shifted bd09_from_wgs(double lon, double lat)
{
    constexpr double x_pi = pi * 3000 / 180;
    auto const g = gcj02_from_wgs(lon, lat);
    auto const z = std::hypot(g.lon, g.lat) + 0.00002 * std::sin(g.lat * x_pi);
    auto const theta = std::atan2(g.lat, g.lon) + 0.000003 * std::cos(g.lon * x_pi);
    return {z * std::cos(theta) + 0.0065, z * std::sin(theta) + 0.006};
}

/// Undoes a forward model by fixed-point steps; a few reach far below the 0.5 m that is asked for.
template <class Forward>
Shifted inverse(Forward forward, double x, double y)
{
    Shifted guess{x, y};
    for (int i = 0; i < 12; ++i) {
        auto const there = forward(guess.lon, guess.lat);
        guess = {guess.lon + x - there.lon, guess.lat + y - there.lat};
    }
    return guess;
}

template <class Forward>
std::optional<Position> undone(Forward forward, double lon, double lat)
{
    if (!Position::from_degrees(lon, lat))
        return std::nullopt;
    auto const p = inverse(forward, lon, lat);
    return Position::from_degrees(p.lon, p.lat);
}

} // namespace

Shifted gcj02_of(Position p) noexcept { return gcj02_from_wgs(p.lon_degrees(), p.lat_degrees()); }
Shifted bd09_of(Position p) noexcept { return bd09_from_wgs(p.lon_degrees(), p.lat_degrees()); }
std::optional<Position> from_gcj02(double lon, double lat) noexcept { return undone(gcj02_from_wgs, lon, lat); }
std::optional<Position> from_bd09(double lon, double lat) noexcept { return undone(bd09_from_wgs, lon, lat); }

} // namespace taizhang::geo
