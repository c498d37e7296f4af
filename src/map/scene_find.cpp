#include "map/scene.hpp"

#include <algorithm>
#include <cmath>

namespace taizhang::map {
namespace {

geo::WorldBox square_at(geo::Viewport const& view, geo::ScreenPoint at, double radius)
{
    auto const a = geo::to_world(geo::from_mercator(view.to_map({at.x - radius, at.y - radius})));
    auto const b = geo::to_world(geo::from_mercator(view.to_map({at.x + radius, at.y + radius})));
    return {a.x, a.y, b.x, b.y};
}

double to_segment(geo::ScreenPoint at, geo::ScreenPoint p, geo::ScreenPoint q)
{
    auto const dx = q.x - p.x, dy = q.y - p.y, length = dx * dx + dy * dy;
    auto const t = length > 0 ? std::clamp(((at.x - p.x) * dx + (at.y - p.y) * dy) / length, 0.0, 1.0) : 0.0;
    return std::hypot(p.x + t * dx - at.x, p.y + t * dy - at.y);
}

} // namespace

std::vector<Row> Scene::pick(geo::Viewport const& view, geo::ScreenPoint at, double radius) const
{
    auto const box = square_at(view, at, radius);
    std::vector<std::pair<double, Row>> near;
    auto const& spots = points();
    spots.tree.visit(box, [&](auto first, auto last, bool) {
        for (auto i = first; i < last; ++i)
            if (auto const p = spots.at(i); box.contains(p)) {
                auto const s = view.to_screen(geo::to_map(p));
                if (auto const far = std::hypot(s.x - at.x, s.y - at.y); far <= radius)
                    near.emplace_back(far, spots.rows[i]);
            }
    });
    auto const& lines = things_->outlines;
    lines.tree.visit(box, [&](auto first, auto last, bool) {
        for (auto i = first; i < last; ++i) {
            if (!box.touches(lines.boxes[i]) || (look(lines.rows[i]) & Look::hidden_bit) != 0)
                continue;
            auto best = 1e300;
            bool inside = false;
            lines.each_chain(i, [&](auto const* p, auto const* end) {
                for (auto const* q = p + 1; q < end; p = q++) {
                    auto const a = view.to_screen(geo::to_map(*p)), b = view.to_screen(geo::to_map(*q));
                    best = std::min(best, to_segment(at, a, b));
                    if ((a.y > at.y) != (b.y > at.y) && at.x < a.x + (at.y - a.y) / (b.y - a.y) * (b.x - a.x))
                        inside = !inside;
                }
            });
            // points lie on top of lines, lines on top of areas
            if (best <= radius)
                near.emplace_back(best + radius, lines.rows[i]);
            else if (inside && lines.is_area[i] != 0)
                near.emplace_back(3 * radius, lines.rows[i]);
        }
    });
    std::ranges::sort(near);
    std::vector<Row> found;
    for (auto const& [far, row] : near)
        if (std::ranges::find(found, row) == found.end())
            found.push_back(row);
    return found;
}

namespace {

template <class Number>
std::array<std::uint32_t, 256> count(Scene const& scene, geo::WorldBox const& box, Number number)
{
    std::array<std::uint32_t, 256> counts{};
    auto const& spots = scene.points();
    spots.tree.visit(box, [&](auto first, auto last, bool inside) {
        for (auto i = first; i < last; ++i)
            if (inside || box.contains(spots.at(i)))
                ++counts[number(spots.rows[i])];
    });
    auto const& lines = scene.things().outlines;
    lines.tree.visit(box, [&](auto first, auto last, bool inside) {
        for (auto i = first; i < last; ++i)
            if ((inside || box.touches(lines.boxes[i])) && (scene.look(lines.rows[i]) & Look::hidden_bit) == 0)
                ++counts[number(lines.rows[i])];
    });
    return counts;
}

} // namespace

std::array<std::uint32_t, 256> Scene::counts_in(geo::WorldBox const& box) const
{
    return count(*this, box, [&](Row row) { return things_->symbols[row]; });
}

std::array<std::uint32_t, 256> Scene::theme_counts_in(geo::WorldBox const& box) const
{
    if (!theme_)
        return {};
    return count(*this, box, [&](Row row) { return row < theme_->of_row.size() ? theme_->of_row[row] : Theme::none; });
}

} // namespace taizhang::map
