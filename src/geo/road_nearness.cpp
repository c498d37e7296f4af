#include "geo/road_nearness.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace taizhang::geo {
namespace {

constexpr double reach = 0.015;              // degrees: more than the web maps' shift
constexpr double metres_per_degree = 111320; // on the equator; good to a part in a hundred, which is enough here

} // namespace

RoadNearness::RoadNearness(std::vector<Shape::Chain> const& roads)
    : segments_{[&] {
          std::vector<Segment> segments;
          for (auto const& road : roads)
              for (std::size_t i = 1; i < road.size(); ++i)
                  segments.push_back({road[i - 1], road[i]});
          return segments;
      }()},
      index_{[&] {
          std::vector<BoxIndex::Item> items;
          for (std::uint32_t i = 0; i < segments_.size(); ++i) {
              auto const [a, b] = segments_[i];
              items.push_back({{std::min(a.lon_degrees(), b.lon_degrees()), std::min(a.lat_degrees(), b.lat_degrees()),
                                std::max(a.lon_degrees(), b.lon_degrees()), std::max(a.lat_degrees(), b.lat_degrees())}, i});
          }
          return BoxIndex{items};
      }()}
{}

std::optional<double> RoadNearness::metres(Position p) const
{
    auto const squeeze = std::cos(p.lat_degrees() * std::numbers::pi / 180);
    std::optional<double> nearest;
    Box const around{p.lon_degrees() - reach, p.lat_degrees() - reach, p.lon_degrees() + reach, p.lat_degrees() + reach};
    for (auto const i : index_.touching(around)) {
        auto const& [a, b] = segments_[i];
        auto const ax = (a.lon_degrees() - p.lon_degrees()) * squeeze, ay = a.lat_degrees() - p.lat_degrees();
        auto const dx = (b.lon_degrees() - a.lon_degrees()) * squeeze, dy = b.lat_degrees() - a.lat_degrees();
        auto const length = dx * dx + dy * dy;
        auto const t = length > 0 ? std::clamp(-(ax * dx + ay * dy) / length, 0.0, 1.0) : 0.0;
        auto const away = std::hypot(ax + t * dx, ay + t * dy) * metres_per_degree;
        nearest = std::min(nearest.value_or(away), away);
    }
    return nearest;
}

std::optional<double> RoadNearness::median_metres(std::span<Position const> points) const
{
    std::vector<double> distances;
    for (auto const p : points)
        if (auto const away = metres(p))
            distances.push_back(*away);
    if (distances.size() < 10)
        return std::nullopt;
    auto const middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
    std::ranges::nth_element(distances, middle);
    return *middle;
}

} // namespace taizhang::geo
