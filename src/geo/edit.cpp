#include "geo/edit.hpp"

#include "geo/measure.hpp"

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/linestring.hpp>
#include <boost/geometry/geometries/point_xy.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace taizhang::geo {
namespace {

namespace bg = boost::geometry;
using Flat = bg::model::d2::point_xy<double>;

std::optional<Position> between(Position a, Position b, double t)
{
    return Position::from_degrees(a.lon_degrees() + t * (b.lon_degrees() - a.lon_degrees()), a.lat_degrees() + t * (b.lat_degrees() - a.lat_degrees()));
}

} // namespace

bool crosses_itself(Shape::Chain const& line)
{
    bg::model::linestring<Flat> flat;
    for (auto const& p : line)
        if (flat.empty() || flat.back().x() != p.lon_degrees() || flat.back().y() != p.lat_degrees())
            flat.emplace_back(p.lon_degrees(), p.lat_degrees());
    return flat.size() > 2 && !bg::is_simple(flat);
}

std::optional<std::pair<Shape::Chain, Shape::Chain>> split(Shape::Chain const& line, Position at)
{
    auto best = 1e300, where = 0.0;
    std::size_t segment = 0;
    auto const flat = std::cos(at.lat_degrees() * std::acos(-1.0) / 180); // a degree of longitude in degrees of latitude
    for (std::size_t i = 1; i < line.size(); ++i) {
        auto const dx = (line[i].lon_degrees() - line[i - 1].lon_degrees()) * flat, dy = line[i].lat_degrees() - line[i - 1].lat_degrees();
        auto const px = (at.lon_degrees() - line[i - 1].lon_degrees()) * flat, py = at.lat_degrees() - line[i - 1].lat_degrees();
        auto const length = dx * dx + dy * dy;
        auto const t = length > 0 ? std::clamp((px * dx + py * dy) / length, 0.0, 1.0) : 0.0;
        if (auto const far = std::hypot(px - t * dx, py - t * dy); far < best) {
            best = far;
            segment = i;
            where = t;
        }
    }
    if (segment == 0 || (segment == 1 && where <= 0) || (segment + 1 == line.size() && where >= 1))
        return std::nullopt;
    auto const middle = between(line[segment - 1], line[segment], where);
    if (!middle)
        return std::nullopt;
    auto const cut = line.begin() + static_cast<std::ptrdiff_t>(segment);
    Shape::Chain first(line.begin(), cut), second(cut, line.end());
    if (first.back() != *middle)
        first.push_back(*middle);
    if (second.front() != *middle)
        second.insert(second.begin(), *middle);
    if (first.size() < 2 || second.size() < 2)
        return std::nullopt;
    return std::pair{std::move(first), std::move(second)};
}

std::optional<Shape::Chain> join(Shape::Chain const& first, Shape::Chain const& second, Length gap)
{
    if (first.empty() || second.empty())
        return std::nullopt;
    struct Way {
        double metres;
        bool at_front, reversed;
    };
    std::array const ways{Way{distance(first.back(), second.front()).in_metres(), false, false}, Way{distance(first.back(), second.back()).in_metres(), false, true},
                          Way{distance(first.front(), second.back()).in_metres(), true, false}, Way{distance(first.front(), second.front()).in_metres(), true, true}};
    auto const way = *std::ranges::min_element(ways, {}, &Way::metres);
    if (way.metres > gap.in_metres())
        return std::nullopt;
    auto other = second;
    if (way.reversed)
        std::ranges::reverse(other);
    auto joined = way.at_front ? other : first;
    auto const& tail = way.at_front ? first : other;
    joined.insert(joined.end(), tail.begin() + (joined.back() == tail.front() ? 1 : 0), tail.end());
    return joined;
}

std::optional<Position> place_along(Shape::Chain const& line, Length wanted)
{
    auto left = wanted.in_metres();
    if (left < 0 || line.empty())
        return std::nullopt;
    for (std::size_t i = 1; i < line.size(); ++i) {
        auto const length = distance(line[i - 1], line[i]).in_metres();
        if (left <= length)
            return length > 0 ? between(line[i - 1], line[i], left / length) : line[i];
        left -= length;
    }
    return left < 1e-6 ? std::optional{line.back()} : std::nullopt;
}

} // namespace taizhang::geo
