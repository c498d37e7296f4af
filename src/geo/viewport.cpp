#include "geo/viewport.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace taizhang::geo {
namespace {

constexpr double radius = 6378137.0; // the sphere of EPSG:3857
constexpr double degree = std::numbers::pi / 180;
constexpr double last_latitude = 85.06;

} // namespace

MapPoint to_mercator(Position p) noexcept
{
    auto const lat = std::clamp(p.lat_degrees(), -last_latitude, last_latitude) * degree;
    return {radius * p.lon_degrees() * degree, radius * std::log(std::tan(std::numbers::pi / 4 + lat / 2))};
}

Position from_mercator(MapPoint p) noexcept
{
    auto const lon = std::clamp(p.x / radius / degree, -180.0, 180.0);
    auto const lat = (2 * std::atan(std::exp(p.y / radius)) - std::numbers::pi / 2) / degree;
    return Position::from_degrees(lon, std::clamp(lat, -90.0, 90.0)).value_or(*Position::from_degrees(0, 0));
}

Viewport Viewport::showing(Box box, double width, double height) noexcept
{
    auto const a = to_mercator(*Position::from_degrees(std::clamp(box.west, -180.0, 180.0), std::clamp(box.south, -90.0, 90.0)));
    auto const b = to_mercator(*Position::from_degrees(std::clamp(box.east, -180.0, 180.0), std::clamp(box.north, -90.0, 90.0)));
    constexpr double margin = 1.1, least = 20; // a single point still shows its surroundings
    auto const w = std::max((b.x - a.x) * margin, least), h = std::max((b.y - a.y) * margin, least);
    return {{(a.x + b.x) / 2, (a.y + b.y) / 2}, std::max(w / std::max(width, 1.0), h / std::max(height, 1.0)), width, height};
}

Box Viewport::bounds() const noexcept
{
    auto const a = from_mercator(to_map({0, height_})), b = from_mercator(to_map({width_, 0}));
    return {a.lon_degrees(), a.lat_degrees(), b.lon_degrees(), b.lat_degrees()};
}

double Viewport::metres_per_pixel() const noexcept
{
    return scale_ * std::cos(from_mercator(centre_).lat_degrees() * degree);
}

double Viewport::zoom() const noexcept { return std::log2(2 * std::numbers::pi * radius / 256 / scale_); }

} // namespace taizhang::geo
