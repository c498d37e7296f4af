#include "geo/measure.hpp"

#include <boost/geometry.hpp>
#include <boost/geometry/formulas/vincenty_inverse.hpp>
#include <boost/geometry/geometries/linestring.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace taizhang::geo {
namespace {

namespace bg = boost::geometry;
using Geographic = bg::model::point<double, 2, bg::cs::geographic<bg::degree>>;
using Flat = bg::model::d2::point_xy<double>;

bg::srs::spheroid<double> const cgcs2000{6378137.0, 6378137.0 * (1 - 1 / 298.257222101)};

Geographic geographic(Position p) { return {p.lon_degrees(), p.lat_degrees()}; }

bg::model::ring<Geographic> ring_of(Shape::Chain const& chain)
{
    bg::model::ring<Geographic> ring;
    for (auto const& p : chain)
        ring.push_back(geographic(p));
    return ring;
}

double area_of_ring(Shape::Chain const& chain)
{
    return std::abs(bg::area(ring_of(chain), bg::strategy::area::geographic<bg::strategy::vincenty, 5,
                                                                            bg::srs::spheroid<double>>{cgcs2000}));
}

bool crosses_itself(Shape::Part const& part)
{
    // at the size of a county the plane of degrees has the same crossings as the ellipsoid
    bg::model::polygon<Flat> polygon;
    for (std::size_t i = 0; i < part.size(); ++i) {
        bg::model::ring<Flat> ring;
        for (auto const& p : part[i])
            ring.emplace_back(p.lon_degrees(), p.lat_degrees());
        if (i == 0)
            polygon.outer() = std::move(ring);
        else
            polygon.inners().push_back(std::move(ring));
    }
    bg::correct(polygon);
    bg::validity_failure_type why{};
    if (bg::is_valid(polygon, why))
        return false;
    // corrected just now, a ring can only be "wrongly oriented" when its halves cancel out: an even bow tie
    return why == bg::failure_self_intersections || why == bg::failure_wrong_orientation;
}

std::size_t different_points(Shape::Chain const& chain)
{
    std::size_t n = chain.empty() ? 0 : 1;
    for (std::size_t i = 1; i < chain.size(); ++i)
        n += chain[i] == chain[i - 1] ? 0U : 1U;
    return n;
}

} // namespace

Length distance(Position a, Position b)
{
    using Inverse = bg::strategy::distance::vincenty<bg::srs::spheroid<double>>;
    return Length::metres(bg::distance(geographic(a), geographic(b), Inverse{cgcs2000}));
}

double bearing_degrees(Position a, Position b)
{
    if (a == b)
        return 0;
    constexpr auto degree = std::numbers::pi / 180;
    using Inverse = bg::formula::vincenty_inverse<double, false, true>;
    auto const turn = Inverse::apply(a.lon_degrees() * degree, a.lat_degrees() * degree, b.lon_degrees() * degree, b.lat_degrees() * degree, cgcs2000)
                          .azimuth /
                      degree;
    return turn < 0 ? turn + 360 : turn;
}

Length length_of(Shape const& shape)
{
    auto total = Length::metres(0);
    if (is_point(shape))
        return total;
    for (auto const& part : shape.parts)
        for (auto const& chain : part)
            for (std::size_t i = 1; i < chain.size(); ++i)
                total = total + distance(chain[i - 1], chain[i]);
    return total;
}

double area_m2(Shape const& shape)
{
    if (!is_area(shape))
        return 0;
    double total = 0;
    for (auto const& part : shape.parts)
        for (std::size_t i = 0; i < part.size(); ++i)
            total += (i == 0 ? 1 : -1) * area_of_ring(part[i]);
    return total;
}

std::optional<ShapeFault> fault_of(Shape const& shape)
{
    if (shape.parts.empty())
        return ShapeFault::too_few_points;
    for (auto const& part : shape.parts)
        for (auto const& chain : part) {
            if (chain.empty() || (is_line(shape) && different_points(chain) < 2))
                return ShapeFault::too_few_points;
            if (is_area(shape) && chain.front() != chain.back())
                return ShapeFault::not_closed;
            if (is_area(shape) && different_points(chain) < 4)
                return ShapeFault::too_few_points;
        }
    if (is_area(shape) && std::ranges::any_of(shape.parts, crosses_itself))
        return ShapeFault::self_crossing;
    return std::nullopt;
}

} // namespace taizhang::geo
