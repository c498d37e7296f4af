#include "geo/region.hpp"

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/linestring.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/ring.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace taizhang::geo {
namespace {

namespace bg = boost::geometry;
using Flat = bg::model::d2::point_xy<double>;
using Line = bg::model::linestring<Flat>;

/// Metres east and north of a place, by the ellipsoid's two radii there.
class LocalPlane {
public:
    explicit LocalPlane(Position origin) : origin_{origin}
    {
        constexpr double a = 6378137.0, f = 1 / 298.257222101, e2 = f * (2 - f);
        auto const s = std::sin(origin.lat_degrees() * degree);
        auto const w = std::sqrt(1 - e2 * s * s);
        east_ = a / w * std::cos(origin.lat_degrees() * degree) * degree;
        north_ = a * (1 - e2) / (w * w * w) * degree;
    }
    [[nodiscard]] Flat at(Position p) const
    {
        return {(p.lon_degrees() - origin_.lon_degrees()) * east_, (p.lat_degrees() - origin_.lat_degrees()) * north_};
    }
    [[nodiscard]] Flat at(WorldPoint p) const { return at(from_world(p)); }
    [[nodiscard]] double degrees_of_latitude(double metres) const { return metres / north_; }
    [[nodiscard]] double degrees_of_longitude(double metres) const { return metres / east_; }

private:
    static constexpr double degree = std::numbers::pi / 180;
    Position origin_;
    double east_ = 1, north_ = 1;
};

} // namespace

struct Region::Impl {
    bg::model::ring<Flat> ring;
    Line edge;
};

Region::Region(std::vector<WorldPoint> const& corners) : impl_{std::make_unique<Impl>()}, box_{WorldBox::of(corners.front())}
{
    for (auto const& c : corners) {
        impl_->ring.emplace_back(c.x, c.y);
        box_.add(WorldBox::of(c));
    }
    impl_->ring.emplace_back(corners.front().x, corners.front().y);
    impl_->edge.assign(impl_->ring.begin(), impl_->ring.end());
}
Region::Region(Region&&) noexcept = default;
Region::~Region() = default;

bool Region::holds(WorldPoint p) const
{
    return box_.contains(p) && bg::within(Flat{static_cast<double>(p.x), static_cast<double>(p.y)}, impl_->ring,
                                          bg::strategy::within::crossings_multiply<Flat, Flat>{});
}

bool Region::touches(WorldPoint const* first, WorldPoint const* last) const
{
    if (std::any_of(first, last, [this](WorldPoint p) { return holds(p); }))
        return true;
    Line line;
    for (; first != last; ++first)
        line.emplace_back(first->x, first->y);
    return line.size() > 1 && bg::intersects(line, impl_->edge);
}

struct Corridor::Impl {
    LocalPlane plane;
    std::vector<Line> lines;
    double width;

    [[nodiscard]] double distance(Flat const& p) const
    {
        auto best = std::numeric_limits<double>::infinity();
        for (auto const& line : lines)
            best = std::min(best, line.size() == 1 ? bg::distance(p, line.front()) : bg::distance(p, line));
        return best;
    }
};

Corridor::Corridor(std::vector<std::vector<Position>> const& chains, Length width)
    : impl_{std::make_unique<Impl>(Impl{LocalPlane{chains.front()[chains.front().size() / 2]}, {}, width.in_metres()})},
      box_{WorldBox::of(to_world(chains.front().front()))}
{
    auto const dx = impl_->plane.degrees_of_longitude(width.in_metres()) * 1.01, dy = impl_->plane.degrees_of_latitude(width.in_metres()) * 1.01;
    auto const clamped = [](double lon, double lat) {
        return to_world(*Position::from_degrees(std::clamp(lon, -180.0, 180.0), std::clamp(lat, -90.0, 90.0)));
    };
    for (auto const& chain : chains) {
        Line line;
        for (auto const& p : chain) {
            line.push_back(impl_->plane.at(p));
            box_.add(WorldBox::of(clamped(p.lon_degrees() - dx, p.lat_degrees() - dy)));
            box_.add(WorldBox::of(clamped(p.lon_degrees() + dx, p.lat_degrees() + dy)));
        }
        if (!line.empty())
            impl_->lines.push_back(std::move(line));
    }
}
Corridor::Corridor(Corridor&&) noexcept = default;
Corridor::~Corridor() = default;

bool Corridor::holds(WorldPoint p) const { return box_.contains(p) && impl_->distance(impl_->plane.at(p)) <= impl_->width; }

bool Corridor::touches(WorldPoint const* first, WorldPoint const* last) const
{
    Line line;
    for (; first != last; ++first)
        line.push_back(impl_->plane.at(*first));
    if (line.size() == 1)
        return impl_->distance(line.front()) <= impl_->width;
    return std::ranges::any_of(impl_->lines, [&](Line const& own) {
        return own.size() == 1 ? bg::distance(own.front(), line) <= impl_->width : bg::distance(own, line) <= impl_->width;
    });
}

Length Corridor::along(WorldPoint p) const
{
    auto const at = impl_->plane.at(p);
    double best = std::numeric_limits<double>::infinity(), found = 0, passed = 0;
    for (auto const& line : impl_->lines)
        for (std::size_t i = 1; i < line.size(); ++i) {
            auto const ax = line[i - 1].x(), ay = line[i - 1].y(), dx = line[i].x() - ax, dy = line[i].y() - ay;
            auto const length = std::hypot(dx, dy);
            auto const t = length > 0 ? std::clamp(((at.x() - ax) * dx + (at.y() - ay) * dy) / (length * length), 0.0, 1.0) : 0.0;
            if (auto const far = std::hypot(ax + t * dx - at.x(), ay + t * dy - at.y()); far < best) {
                best = far;
                found = passed + t * length;
            }
            passed += length;
        }
    return Length::metres(found);
}

} // namespace taizhang::geo
