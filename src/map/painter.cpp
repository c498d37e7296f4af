#include "map/painter.hpp"

#include <algorithm>
#include <cmath>

namespace taizhang::map {
namespace {

using draw::Color;
using draw::Point;

std::uint32_t premultiplied(Color c, double alpha)
{
    auto const byte = [](double v) { return static_cast<std::uint32_t>(std::lround(std::clamp(v, 0.0, 1.0) * 255)); };
    auto const a = c.a * alpha;
    return byte(a) << 24U | byte(c.r * a) << 16U | byte(c.g * a) << 8U | byte(c.b * a);
}

/// Premultiplied source over destination; two channels at a time.
std::uint32_t over(std::uint32_t source, std::uint32_t below) noexcept
{
    auto const rest = 255U - (source >> 24U);
    if (rest == 0)
        return source;
    auto pair = (below & 0x00FF00FFU) * rest + 0x00800080U;
    pair = (pair + (pair >> 8U & 0x00FF00FFU)) >> 8U & 0x00FF00FFU;
    auto other = (below >> 8U & 0x00FF00FFU) * rest + 0x00800080U;
    other = (other + (other >> 8U & 0x00FF00FFU)) & 0xFF00FF00U;
    return source + (pair | other);
}

/// Symbols stand on whole pixels, lest they blur.
int pixel_of(double v) { return static_cast<int>(std::floor(v + 0.5)); }

void draw_dots(draw::Image& image, std::vector<Plan::Dot> const& dots, double ratio)
{
    auto* const pixels = image.pixels();
    auto const half = static_cast<int>(std::lround(1.5 * ratio - 0.5));
    for (auto const& dot : dots) {
        auto const x = pixel_of(dot.x), y = pixel_of(dot.y);
        auto const colour = premultiplied(dot.colour, 1);
        for (auto row = std::max(0, y - half); row <= std::min(image.height() - 1, y + half); ++row)
            for (auto column = std::max(0, x - half); column <= std::min(image.width() - 1, x + half); ++column)
                pixels[row * image.width() + column] = colour;
    }
    image.touched();
}

constexpr double widest_by_hand = 3.6; // butt ends and no joins show in wider ones

} // namespace

void draw_thin_line(std::uint32_t* pixels, int width, int height, Point a, Point b, Color colour, double wide)
{
    auto const dx = b.x - a.x, dy = b.y - a.y, length = std::hypot(dx, dy);
    if (length < 1e-9)
        return;
    std::array<std::uint32_t, 65> shades{};
    for (std::size_t i = 0; i < shades.size(); ++i)
        shades[i] = premultiplied(colour, static_cast<double>(i) / 64);
    auto const fade = std::min(1.0, wide); // thinner than a pixel: paler instead
    auto const half = std::max(1.0, wide) / 2 + 0.5;
    bool const flat = std::abs(dx) >= std::abs(dy);
    // along the longer axis pixel by pixel; across it, every pixel nearer than half the width
    auto const u0 = flat ? a.x : a.y, v0 = flat ? a.y : a.x, du = flat ? dx : dy, dv = flat ? dy : dx;
    auto const slope = dv / du, cosine = std::abs(du) / length, across = half / cosine;
    auto const low = std::min(u0, u0 + du), high = std::max(u0, u0 + du);
    auto const u_end = flat ? width : height, v_end = flat ? height : width;
    auto const first = std::max(0, static_cast<int>(std::floor(low)));
    auto const last = std::min(u_end - 1, static_cast<int>(std::ceil(high) - 1));
    for (auto u = first; u <= last; ++u) {
        auto const covered = std::min(high, u + 1.0) - std::max(low, static_cast<double>(u)); // of this step, at the ends
        auto const centre = v0 + (u + 0.5 - u0) * slope;
        auto const from = std::max(0, static_cast<int>(std::floor(centre - across)));
        auto const to = std::min(v_end - 1, static_cast<int>(std::floor(centre + across)));
        for (auto v = from; v <= to; ++v) {
            auto const coverage = std::min(1.0, half - std::abs(v + 0.5 - centre) * cosine) * covered * fade;
            if (coverage <= 0)
                continue;
            auto& pixel = flat ? pixels[v * width + u] : pixels[u * width + v];
            pixel = over(shades[static_cast<std::size_t>(coverage * 64 + 0.5)], pixel);
        }
    }
}

void Painter::forget_if_other(Scene const& scene, Style const& style, double ratio)
{
    if (theme_ != scene.theme() || dark_ != style.dark || ratio_ != ratio || catalog_ != &scene.catalog())
        sprites_.clear();
    theme_ = scene.theme();
    dark_ = style.dark;
    ratio_ = ratio;
    catalog_ = &scene.catalog();
    constexpr std::size_t most = 20'000;
    if (widths_.size() > most)
        widths_.clear();
}

Painter::Sprite const& Painter::sprite_of(Scene const& scene, SymbolKey key, Style const& style, double ratio)
{
    auto const [it, fresh] = sprites_.try_emplace(key.number());
    if (!fresh)
        return it->second;
    auto const half = static_cast<int>(std::ceil(farthest_reach * ratio));
    draw::Image drawn{2 * half + 1, 2 * half + 1};
    drawn.canvas().scale(ratio);
    auto const middle = (half + 0.5) / ratio;
    draw_symbol(drawn.canvas(), scene, key, {middle, middle}, palette_of(style.dark, false), style.dark, false);
    auto const* const pixels = drawn.pixels();
    int left = half, top = half, right = half, bottom = half;
    for (int y = 0; y < drawn.height(); ++y)
        for (int x = 0; x < drawn.width(); ++x)
            if (pixels[y * drawn.width() + x] != 0) {
                left = std::min(left, x), right = std::max(right, x);
                top = std::min(top, y), bottom = std::max(bottom, y);
            }
    auto& sprite = it->second;
    sprite = {left - half, top - half, right - left + 1, bottom - top + 1, {}};
    for (int y = top; y <= bottom; ++y)
        sprite.pixels.insert(sprite.pixels.end(), pixels + y * drawn.width() + left, pixels + y * drawn.width() + right + 1);
    return sprite;
}

draw::Image Painter::paint(Scene const& scene, Frame const& frame, Style const& style)
{
    forget_if_other(scene, style, frame.ratio);
    auto const wide = static_cast<int>(frame.width), high = static_cast<int>(frame.height);
    if (!board_ || board_->width() != wide || board_->height() != high)
        board_ = std::make_unique<draw::Image>(wide, high);
    auto& image = *board_;
    auto& canvas = image.canvas();
    auto const made = plan(scene, frame, style, [&](std::string_view text, draw::Font const& font) {
        auto const [it, fresh] = widths_.try_emplace(std::string{text} + '\n' + std::to_string(font.points));
        if (fresh)
            it->second = canvas.measure(text, font);
        return it->second;
    });
    canvas.fill_page(palette_of(style.dark, false).land);
    draw_areas(canvas, made);
    if (!made.warmths.empty())
        draw_warmth(image, made.warmths, frame.ratio);
    auto* pixels = image.pixels();
    bool by_hand = true;
    for (auto const& stroke : made.strokes) {
        auto const* const p = made.vertices.data() + stroke.first;
        auto const n = stroke.last - stroke.first;
        if (stroke.width <= widest_by_hand * frame.ratio) {
            if (!by_hand)
                pixels = image.pixels();
            by_hand = true;
            for (std::uint32_t i = 1; i < n; ++i)
                draw_thin_line(pixels, image.width(), image.height(), p[i - 1], p[i], stroke.colour, stroke.width);
            continue;
        }
        if (by_hand)
            image.touched();
        by_hand = false;
        canvas.polyline({p, p + n}, stroke.colour, stroke.width);
    }
    image.touched();
    draw_dots(image, made.dots, frame.ratio);
    pixels = image.pixels();
    for (auto const& spot : made.spots) {
        auto const& sprite = sprite_of(scene, spot.key, style, frame.ratio);
        auto const x0 = pixel_of(spot.x) + sprite.left, y0 = pixel_of(spot.y) + sprite.top;
        auto const first = std::max(0, -x0), last = std::min(sprite.width, image.width() - x0);
        for (auto y = std::max(0, -y0); y < std::min(sprite.height, image.height() - y0); ++y) {
            auto const* const source = sprite.pixels.data() + y * sprite.width;
            auto* const below = pixels + (y0 + y) * image.width() + x0;
            for (auto x = first; x < last; ++x)
                if (source[x] != 0)
                    below[x] = over(source[x], below[x]);
        }
    }
    image.touched();
    draw_bubbles(canvas, made, frame, style);
    draw_names(canvas, made, frame, style);
    draw::Image copy{wide, high};
    std::copy_n(image.pixels(), wide * high, copy.pixels());
    copy.touched();
    return copy;
}

} // namespace taizhang::map
