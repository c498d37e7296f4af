#include "map/snap.hpp"

#include <algorithm>
#include <cmath>

namespace taizhang::map {
namespace {

struct Segment {
    geo::ScreenPoint a, b;
    Row row;
};

std::optional<geo::ScreenPoint> crossing(Segment const& p, Segment const& q)
{
    auto const px = p.b.x - p.a.x, py = p.b.y - p.a.y, qx = q.b.x - q.a.x, qy = q.b.y - q.a.y, cross = px * qy - py * qx;
    if (std::abs(cross) < 1e-9)
        return std::nullopt;
    auto const t = ((q.a.x - p.a.x) * qy - (q.a.y - p.a.y) * qx) / cross, u = ((q.a.x - p.a.x) * py - (q.a.y - p.a.y) * px) / cross;
    if (t < 0 || t > 1 || u < 0 || u > 1)
        return std::nullopt;
    return geo::ScreenPoint{p.a.x + t * px, p.a.y + t * py};
}

} // namespace

std::optional<Snap> snap(Scene const& scene, geo::Viewport const& view, geo::ScreenPoint at, double radius, std::optional<Row> except)
{
    auto const corner = [&](double x, double y) { return geo::to_world(geo::from_mercator(view.to_map({x, y}))); };
    auto const a = corner(at.x - radius, at.y - radius), b = corner(at.x + radius, at.y + radius);
    geo::WorldBox const box{a.x, a.y, b.x, b.y};
    std::optional<Snap> best;
    double best_rank = 1e300;
    auto const offer = [&](geo::WorldPoint p, Snap::Kind kind, Row row) {
        auto const s = view.to_screen(geo::to_map(p));
        auto const far = std::hypot(s.x - at.x, s.y - at.y);
        auto const rank = far + radius * (kind == Snap::Kind::crossing ? 1 : kind == Snap::Kind::line ? 2 : 0);
        if (far <= radius && rank < best_rank) {
            best_rank = rank;
            best = Snap{p, kind, row};
        }
    };
    auto const& points = scene.points();
    points.tree.visit(box, [&](auto first, auto last, bool) {
        for (auto i = first; i < last; ++i)
            if (points.rows[i] != except)
                offer(points.at(i), Snap::Kind::point, points.rows[i]);
    });
    std::vector<Segment> near;
    auto const& lines = scene.things().outlines;
    lines.tree.visit(box, [&](auto first, auto last, bool) {
        for (auto i = first; i < last; ++i) {
            auto const row = lines.rows[i];
            if (row == except || !box.touches(lines.boxes[i]) || (scene.look(row) & Look::hidden_bit) != 0)
                continue;
            lines.each_chain(i, [&](auto const* p, auto const* end) {
                offer(*p, Snap::Kind::corner, row);
                for (auto const* q = p + 1; q < end; p = q++) {
                    offer(*q, Snap::Kind::corner, row);
                    Segment const s{view.to_screen(geo::to_map(*p)), view.to_screen(geo::to_map(*q)), row};
                    auto const dx = s.b.x - s.a.x, dy = s.b.y - s.a.y, length = dx * dx + dy * dy;
                    auto const t = length > 0 ? std::clamp(((at.x - s.a.x) * dx + (at.y - s.a.y) * dy) / length, 0.0, 1.0) : 0.0;
                    geo::ScreenPoint const foot{s.a.x + t * dx, s.a.y + t * dy};
                    if (std::hypot(foot.x - at.x, foot.y - at.y) > radius)
                        continue;
                    near.push_back(s);
                    offer(corner(foot.x, foot.y), Snap::Kind::line, row);
                }
            });
        }
    });
    constexpr std::size_t most = 200;
    for (std::size_t i = 0; i < std::min(most, near.size()); ++i)
        for (std::size_t k = i + 1; k < std::min(most, near.size()); ++k)
            if (auto const p = crossing(near[i], near[k]); p && near[i].row != near[k].row)
                offer(corner(p->x, p->y), Snap::Kind::crossing, near[i].row);
    return best;
}

} // namespace taizhang::map
