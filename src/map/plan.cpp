#include "map/plan.hpp"

#include <algorithm>
#include <cmath>

namespace taizhang::map {
namespace {

using draw::Color;
using draw::Point;

constexpr double clip_margin = 64; // device pixels beyond the frame

/// The part of a segment within the frame and its margin; far ends would overflow the rasterisers' numbers.
bool clip(Point& a, Point& b, double width, double height, double margin)
{
    double from = 0, to = 1;
    auto const dx = b.x - a.x, dy = b.y - a.y;
    auto const side = [&](double p, double q) {
        if (p == 0)
            return q >= 0;
        auto const t = q / p;
        if (p < 0)
            from = std::max(from, t);
        else
            to = std::min(to, t);
        return from <= to;
    };
    if (!side(-dx, a.x + margin) || !side(dx, width + margin - a.x) || !side(-dy, a.y + margin) || !side(dy, height + margin - a.y))
        return false;
    Point const start = a;
    if (to < 1)
        b = {start.x + to * dx, start.y + to * dy};
    if (from > 0)
        a = {start.x + from * dx, start.y + from * dy};
    return true;
}

/// Appends the chain's parts in the frame to the vertices and calls `take(first, last)` for each.
template <class Take>
void clipped(Plan& plan, Frame const& frame, geo::WorldPoint const* p, geo::WorldPoint const* end, double margin, Take take)
{
    auto first = static_cast<std::uint32_t>(plan.vertices.size());
    auto const close = [&] {
        auto const last = static_cast<std::uint32_t>(plan.vertices.size());
        if (last > first + 1)
            take(first, last);
        else
            plan.vertices.resize(first);
        first = static_cast<std::uint32_t>(plan.vertices.size());
    };
    for (auto const* q = p + 1; q < end; p = q++) {
        auto a = frame.at(*p), b = frame.at(*q);
        auto const whole_b = b;
        if (!clip(a, b, frame.width, frame.height, margin)) {
            close();
            continue;
        }
        if (plan.vertices.size() == first)
            plan.vertices.push_back(a);
        else if (plan.vertices.back().x != a.x || plan.vertices.back().y != a.y) {
            close();
            plan.vertices.push_back(a);
        }
        plan.vertices.push_back(b);
        if (b.x != whole_b.x || b.y != whole_b.y)
            close();
    }
    close();
}

/// More than one symbol a hundred pixels covers the ground. Asked of fixed squares of the world, so that every tile says the
/// same of a point.
class Crowd {
public:
    Crowd(std::vector<std::uint64_t> const& codes, unsigned shift, Frame const& frame)
        : codes_{codes}, shift_{shift}, most_{std::pow(std::exp2(shift / 2) * frame.scale / frame.ratio, 2) / 100}
    {}
    bool around(std::uint64_t code)
    {
        auto const cell = code >> shift_;
        if (cell != cell_) {
            cell_ = cell;
            auto const first = std::ranges::lower_bound(codes_, cell << shift_);
            auto const last = std::lower_bound(first, codes_.end(), ((cell + 1) << shift_) - 1);
            crowded_ = static_cast<double>(last - first) > most_;
        }
        return crowded_;
    }

private:
    std::vector<std::uint64_t> const& codes_;
    unsigned shift_;
    double most_;
    std::uint64_t cell_ = ~0ULL;
    bool crowded_ = false;
};

std::uint8_t theme_of(Scene const& scene, Row row)
{
    if (!scene.theme() || scene.theme()->heat)
        return own_colour;
    auto const& of_row = scene.theme()->of_row;
    return row < of_row.size() ? of_row[row] : Theme::none;
}

} // namespace

geo::WorldBox Frame::box(double margin) const noexcept
{
    auto const step = [&](double pixel) {
        return static_cast<std::uint32_t>(std::clamp(pixel / scale, 0.0, geo::world_size - 1));
    };
    return {step(left - margin), step(top - margin), step(left + width + margin), step(top + height + margin)};
}

Frame Frame::of(geo::Viewport const& view, double ratio)
{
    auto const scale = geo::world_in_metres / geo::world_size / view.units_per_pixel() * ratio;
    auto const corner = view.to_map({0, 0});
    return {scale,
            (corner.x / geo::world_in_metres + 0.5) * geo::world_size * scale,
            (0.5 - corner.y / geo::world_in_metres) * geo::world_size * scale,
            view.width() * ratio,
            view.height() * ratio,
            view.zoom(),
            ratio,
            0};
}

Plan plan(Scene const& scene, Frame const& frame, Style const& style, Measure const& measure)
{
    Plan made;
    plan_lines(made, scene, frame, style);
    plan_points(made, scene, frame, style);
    plan_names(made, scene, frame, style, measure);
    return made;
}

void plan_lines(Plan& plan, Scene const& scene, Frame const& frame, Style const& style)
{
    auto const colours = palette_of(style.dark, style.paper);
    auto const& lines = scene.things().outlines;
    auto const box = frame.box(clip_margin);
    auto const zoom = static_cast<int>(std::floor(frame.zoom + 1e-6));
    auto const unit = frame.ratio * (style.paper ? 0.75 : 1);
    std::vector<std::uint32_t> streets, others, areas, chosen;
    lines.tree.visit(box, [&](auto first, auto last, bool inside) {
        for (auto i = first; i < last; ++i) {
            if (lines.from_zoom[i] > zoom || (!inside && !box.touches(lines.boxes[i])))
                continue;
            auto const look = scene.look(lines.rows[i]);
            if ((look & Look::hidden_bit) != 0)
                continue;
            if ((look & Look::selected_bit) != 0)
                chosen.push_back(i);
            auto const* of = scene.class_of(lines.rows[i]);
            (lines.is_area[i] != 0 ? areas : of && of->key == "road" && theme_of(scene, lines.rows[i]) == own_colour ? streets : others).push_back(i);
        }
    });
    for (auto const i : areas) {
        auto const row = lines.rows[i];
        auto const colour = colour_of(scene, scene.things().symbols[row], theme_of(scene, row), style.dark);
        auto const first = static_cast<std::uint32_t>(plan.rings.size());
        lines.each_chain(i, [&](auto const* p, auto const* end) {
            auto const from = static_cast<std::uint32_t>(plan.vertices.size());
            for (; p < end; ++p) {
                auto const at = frame.at(*p);
                constexpr double far = 1e6; // Cairo's numbers end at 8 million
                plan.vertices.push_back({std::clamp(at.x, -far, far), std::clamp(at.y, -far, far)});
            }
            plan.rings.emplace_back(from, static_cast<std::uint32_t>(plan.vertices.size()));
        });
        bool const selected = (scene.look(row) & Look::selected_bit) != 0;
        auto const edge = selected ? colours.primary : colour;
        plan.areas.push_back({first, static_cast<std::uint32_t>(plan.rings.size()), {colour.r, colour.g, colour.b, selected ? 0.4 : 0.2}, edge,
                              (selected ? 3 : 1.2) * unit});
    }
    auto const stroke = [&](std::uint32_t i, Color colour, double width, bool dashed) {
        auto const number = dashed ? scene.things().symbols[lines.rows[i]] : std::uint8_t{255};
        lines.each_chain(i, [&](auto const* p, auto const* end) {
            clipped(plan, frame, p, end, clip_margin, [&](std::uint32_t first, std::uint32_t last) {
                plan.strokes.push_back({first, last, colour, width, number});
            });
        });
    };
    auto const width = street_width(frame.zoom) * unit;
    for (auto const i : streets) // all casings first, so that crossings join
        stroke(i, colours.casing, width + 2 * unit, false);
    for (auto const i : streets)
        stroke(i, colours.street, width, false);
    auto band = colours.primary;
    band.a = 0.27;
    for (auto const i : chosen)
        if (lines.is_area[i] == 0)
            stroke(i, band, 15 * unit, false);
    for (auto const i : others) {
        auto const row = lines.rows[i];
        auto const look = Look::of(scene.look(row));
        auto const number = scene.things().symbols[row];
        auto colour = colour_of(scene, number, theme_of(scene, row), style.dark);
        if (look.phase == domain::Phase::out_of_service || look.state == domain::Condition::abandoned)
            colour = colours.pale;
        auto const wide = line_width(frame.zoom) * unit;
        if (frame.zoom >= 15.75)
            stroke(i, colours.halo, wide + 2.4 * unit, false);
        stroke(i, colour, wide, style.paper);
    }
}

void plan_points(Plan& plan, Scene const& scene, Frame const& frame, Style const& style)
{
    auto const& points = scene.points();
    auto const& things = scene.things();
    auto const theme_color = [&](Row row) { return colour_of(scene, things.symbols[row], theme_of(scene, row), style.dark); };
    if (scene.theme() && scene.theme()->heat) {
        auto const box = frame.box(40 * frame.ratio);
        points.tree.visit(box, [&](auto first, auto last, bool inside) {
            for (auto i = first; i < last; ++i)
                if (auto const row = points.rows[i]; row < scene.theme()->of_row.size() && scene.theme()->of_row[row] != Theme::none)
                    if (auto const p = points.at(i); inside || box.contains(p)) {
                        auto const at = frame.at(p);
                        plan.warmths.push_back({static_cast<float>(at.x), static_cast<float>(at.y), static_cast<float>(scene.theme()->of_row[row])});
                    }
        });
    }
    if (frame.zoom < cluster_zoom && !style.paper) {
        // the smallest squares of the Morton order that are at least 64 logical pixels wide
        auto const level = static_cast<int>(std::ceil(std::log2(64 * frame.ratio / frame.scale) - 1e-9));
        auto const side = std::exp2(level); // world steps
        auto const reach = 64 * 1.5 * frame.ratio;
        auto const box = frame.box(reach);
        auto const shift = static_cast<unsigned>(2 * std::clamp(level, 0, 31));
        for (auto cell_y = std::floor(box.north / side); cell_y <= std::floor(box.south / side); ++cell_y)
            for (auto cell_x = std::floor(box.west / side); cell_x <= std::floor(box.east / side); ++cell_x) {
                auto const from = geo::morton({static_cast<std::uint32_t>(cell_x * side), static_cast<std::uint32_t>(cell_y * side)});
                auto const to = from + (1ULL << shift); // 0 = behind the world's last cell
                auto const first = std::ranges::lower_bound(points.codes, from) - points.codes.begin();
                auto const last = to == 0 ? static_cast<std::ptrdiff_t>(points.codes.size())
                                          : std::ranges::lower_bound(points.codes, to) - points.codes.begin();
                if (first >= last)
                    continue;
                // the middle and the commonest class of a sample: a look at every hundredth says the same
                auto const step = std::max<std::ptrdiff_t>(1, (last - first) / 256);
                double x = 0, y = 0, n = 0;
                std::array<std::uint32_t, 256> by_class{};
                Row typical = points.rows[static_cast<std::size_t>(first)];
                std::uint32_t most = 0;
                bool selected = false;
                for (auto i = first; i < last; i += step) {
                    auto const k = static_cast<std::size_t>(i);
                    auto const at = frame.at(points.at(k));
                    x += at.x, y += at.y, n += 1;
                    auto const row = points.rows[k];
                    auto const theme = theme_of(scene, row);
                    if (auto const seen = ++by_class[theme == own_colour ? things.symbols[row] : theme]; seen > most)
                        most = seen, typical = row;
                }
                auto const& codes = scene.selected_codes();
                if (!codes.empty()) {
                    auto const it = std::ranges::lower_bound(codes, from);
                    selected = it != codes.end() && (*it < to || to == 0);
                }
                auto const count = static_cast<std::uint32_t>(last - first);
                if (count == 1)
                    plan.spots.push_back({static_cast<float>(x / n), static_cast<float>(y / n),
                                          {things.symbols[typical], static_cast<std::uint8_t>(scene.look(typical) & ~Look::hidden_bit),
                                           theme_of(scene, typical), 16}});
                else
                    plan.bubbles.push_back({static_cast<float>(x / n), static_cast<float>(y / n), count, theme_color(typical), selected});
            }
        return;
    }
    auto const box = frame.box((farthest_reach + 2) * frame.ratio);
    struct Found {
        std::uint32_t i;
        std::uint8_t look;
        bool numerous;
    };
    std::vector<Found> found;
    std::array<bool, 256> numerous{};
    for (std::size_t i = 0; i < scene.catalog().classes().size() && i < numerous.size(); ++i)
        numerous[i] = is_numerous(&scene.catalog().classes()[i]);
    points.tree.visit(box, [&](auto first, auto last, bool inside) {
        for (auto i = first; i < last; ++i)
            if (inside || box.contains(points.at(i)))
                found.push_back({i, scene.look(points.rows[i]), numerous[things.symbols[points.rows[i]]]});
    });
    auto const small = style.paper ? printed_size(frame.zoom, true) : symbol_size(frame.zoom, true);
    auto const large = style.paper ? printed_size(frame.zoom, false) : symbol_size(frame.zoom, false);
    auto const shift_of = [&](double pixels) {
        return static_cast<unsigned>(2 * std::clamp(static_cast<int>(std::floor(std::log2(pixels * frame.ratio / frame.scale))), 0, 31));
    };
    auto const shift = shift_of(style.paper ? std::max(2.0, small * 0.6) : 2);
    Crowd crowd{points.codes, shift_of(256), frame};
    std::uint64_t latest = ~0ULL;
    for (int pass = 0; pass < 3; ++pass) // lamps, then facilities above them, then what is selected
        for (auto const& f : found) {
            bool const selected = (f.look & Look::selected_bit) != 0;
            if (pass != (selected ? 2 : f.numerous ? 0 : 1))
                continue;
            auto const row = points.rows[f.i];
            auto const at = frame.at(points.at(f.i));
            if (pass == 0) {
                // of points on the same two pixels the first stands for all
                auto const cell = points.codes[f.i] >> shift;
                if (cell == latest)
                    continue;
                latest = cell;
                if (!style.paper && frame.zoom < 15.75 && crowd.around(points.codes[f.i])) {
                    plan.dots.push_back({static_cast<float>(at.x), static_cast<float>(at.y), theme_color(row)});
                    continue;
                }
            }
            plan.spots.push_back({static_cast<float>(at.x), static_cast<float>(at.y),
                                  {things.symbols[row], static_cast<std::uint8_t>(f.look & ~Look::hidden_bit), theme_of(scene, row),
                                   f.numerous ? small : large}});
        }
}

} // namespace taizhang::map
