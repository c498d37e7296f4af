// The Cairo back end: a plan as vectors and real text; parts of it serve the hand-made pictures too.
#include "map/painter.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace taizhang::map {

using draw::Color;
using draw::Point;

void draw_areas(draw::Canvas& canvas, Plan const& plan)
{
    for (auto const& area : plan.areas) {
        std::vector<std::vector<Point>> rings;
        for (auto i = area.first_ring; i < area.last_ring; ++i)
            rings.emplace_back(plan.vertices.begin() + plan.rings[i].first, plan.vertices.begin() + plan.rings[i].second);
        canvas.polygon(rings, area.fill, area.outline, area.width);
    }
}

void draw_bubbles(draw::Canvas& canvas, Plan const& plan, Frame const& frame, Style const& style)
{
    auto const colours = palette_of(style.dark, style.paper);
    for (auto const& bubble : plan.bubbles) {
        canvas.save();
        canvas.translate(bubble.x, bubble.y);
        canvas.scale(frame.ratio);
        auto const r = cluster_radius(bubble.count);
        auto halo = bubble.colour;
        halo.a = 0.24;
        canvas.circle({0, 0}, r + 4, halo, {0, 0, 0, 0}, 0.1);
        canvas.circle({0, 0}, r, bubble.colour, bubble.selected ? colours.primary : colours.ring, bubble.selected ? 3 : 1.6);
        // white on a dark disc, dark on a light one
        auto const light = 0.3 * bubble.colour.r + 0.59 * bubble.colour.g + 0.11 * bubble.colour.b;
        auto const text = short_count(bubble.count, style.language);
        canvas.halo_text(text, draw::sans(text.size() > 4 ? 11 : 13, true), light > 0.6 ? Color::hex("#10151A") : Color{1, 1, 1}, {0, 0, 0, 0}, 0);
        canvas.restore();
    }
}

void draw_names(draw::Canvas& canvas, Plan const& plan, Frame const& frame, Style const& style)
{
    auto const colours = palette_of(style.dark, style.paper);
    for (auto const& name : plan.names) {
        canvas.save();
        canvas.translate(name.x, name.y);
        canvas.scale(frame.ratio);
        auto const font = draw::sans(name.points);
        auto const halo = style.paper ? 1.6 : 2.6;
        if (name.upright) {
            auto const pitch = name.points * 1.15;
            std::vector<std::string> letters;
            for (char const c : name.text) {
                if ((c & 0xC0) != 0x80)
                    letters.emplace_back();
                letters.back() += c;
            }
            canvas.translate(0, -pitch * (static_cast<double>(letters.size()) - 1) / 2);
            for (auto const& letter : letters) {
                canvas.halo_text(letter, font, colours.label, colours.halo, halo);
                canvas.translate(0, pitch);
            }
        } else {
            canvas.rotate(name.angle);
            canvas.halo_text(name.text, font, colours.label, colours.halo, halo);
        }
        canvas.restore();
    }
}

void draw_warmth(draw::Image& image, std::vector<Plan::Warmth> const& warmths, double ratio)
{
    // weights on a grid of 4 pixels of the world, spread over their neighbours; the frame's grid begins at its corner, and
    // tiles begin on whole grid squares
    auto const step = 4 * ratio;
    constexpr int reach = 9;
    auto const columns = static_cast<int>(std::ceil(image.width() / step)) + 2 * reach, rows = static_cast<int>(std::ceil(image.height() / step)) + 2 * reach;
    std::vector<float> grid(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    for (auto const& warmth : warmths) {
        auto const cx = static_cast<int>(std::floor(warmth.x / step)) + reach, cy = static_cast<int>(std::floor(warmth.y / step)) + reach;
        for (int y = std::max(0, cy - reach); y <= std::min(rows - 1, cy + reach); ++y)
            for (int x = std::max(0, cx - reach); x <= std::min(columns - 1, cx + reach); ++x) {
                auto const far = std::hypot(x - cx, y - cy) / reach;
                if (far < 1)
                    grid[static_cast<std::size_t>(y * columns + x)] += warmth.weight * static_cast<float>((1 - far * far) * (1 - far * far));
            }
    }
    struct Stop {
        double r, g, b;
    };
    static constexpr std::array<Stop, 5> ramp{{{1.0, 0.93, 0.63}, {0.99, 0.74, 0.35}, {0.94, 0.45, 0.21}, {0.76, 0.15, 0.24}, {0.40, 0.05, 0.30}}};
    auto* const pixels = image.pixels();
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            auto const gx = x / step - 0.5 + reach, gy = y / step - 0.5 + reach;
            auto const x0 = static_cast<int>(gx), y0 = static_cast<int>(gy);
            auto const fx = gx - x0, fy = gy - y0;
            auto const at = [&](int i, int j) { return static_cast<double>(grid[static_cast<std::size_t>(j * columns + i)]); };
            auto const heat = (at(x0, y0) * (1 - fx) + at(x0 + 1, y0) * fx) * (1 - fy) + (at(x0, y0 + 1) * (1 - fx) + at(x0 + 1, y0 + 1) * fx) * fy;
            if (heat < 0.15)
                continue;
            auto const warm = std::min(3.999, std::log2(1 + heat) * 0.8);
            auto const k = static_cast<std::size_t>(warm);
            auto const t = warm - static_cast<double>(k);
            auto const alpha = std::min(0.75, 0.25 + heat * 0.2);
            auto const mix = [&](double a, double b) { return a + (b - a) * t; };
            auto& pixel = pixels[y * image.width() + x];
            auto const blend = [&](double colour, unsigned shift) {
                auto const below = static_cast<double>(pixel >> shift & 255U);
                return static_cast<std::uint32_t>(std::lround(colour * 255 * alpha + below * (1 - alpha))) << shift;
            };
            pixel = 0xFF000000U | blend(mix(ramp[k].r, ramp[k + 1].r), 16) | blend(mix(ramp[k].g, ramp[k + 1].g), 8) |
                    blend(mix(ramp[k].b, ramp[k + 1].b), 0);
        }
    image.touched();
}

void Painter::draw_on(draw::Canvas& canvas, Scene const& scene, Frame const& frame, Style const& style)
{
    auto const colours = palette_of(style.dark, style.paper);
    canvas.save();
    canvas.clip(0, 0, frame.width, frame.height);
    canvas.fill_rect(0, 0, frame.width, frame.height, colours.land);
    auto const made = plan(scene, frame, style, [&](std::string_view text, draw::Font const& font) { return canvas.measure(text, font); });
    draw_areas(canvas, made);
    if (!made.warmths.empty()) {
        draw::Image warm{static_cast<int>(std::ceil(frame.width)), static_cast<int>(std::ceil(frame.height))};
        warm.canvas().fill_page(colours.land);
        draw_warmth(warm, made.warmths, frame.ratio);
        canvas.picture(warm, 0, 0);
    }
    for (auto const& stroke : made.strokes) {
        auto const& classes = scene.catalog().classes();
        auto const dashes = stroke.class_number < classes.size() ? dashes_of(&classes[stroke.class_number], style.paper) : std::vector<double>{};
        canvas.polyline({made.vertices.begin() + stroke.first, made.vertices.begin() + stroke.last}, stroke.colour, stroke.width, dashes);
    }
    for (auto const& dot : made.dots)
        canvas.fill_rect(dot.x - 1.5 * frame.ratio, dot.y - 1.5 * frame.ratio, 3 * frame.ratio, 3 * frame.ratio, dot.colour);
    for (auto const& spot : made.spots) {
        canvas.save();
        canvas.translate(spot.x, spot.y);
        canvas.scale(frame.ratio);
        draw_symbol(canvas, scene, spot.key, {0, 0}, colours, style.dark && !style.paper, style.paper);
        canvas.restore();
    }
    draw_bubbles(canvas, made, frame, style);
    draw_names(canvas, made, frame, style);
    canvas.restore();
}

} // namespace taizhang::map
