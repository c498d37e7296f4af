#include "map/style.hpp"

#include "base/embedded.hpp"
#include "base/text.hpp"
#include "base/translator.hpp"

#include <algorithm>
#include <cmath>

namespace taizhang::map {
namespace {

using draw::Color;
using draw::Point;

domain::Symbol const& symbol_of(Scene const& scene, std::uint8_t class_number)
{
    static domain::Symbol const plain{"circle", "#6F7B88", "#B4BCC2", "", false};
    auto const& classes = scene.catalog().classes();
    return class_number < classes.size() ? classes[class_number].symbol : plain;
}

std::vector<Point> outline(std::string const& shape, Point at, double r)
{
    if (shape == "diamond")
        return {{at.x, at.y - r * 1.2}, {at.x + r * 1.2, at.y}, {at.x, at.y + r * 1.2}, {at.x - r * 1.2, at.y}};
    if (shape == "square")
        return {{at.x - r * 0.9, at.y - r * 0.9}, {at.x + r * 0.9, at.y - r * 0.9}, {at.x + r * 0.9, at.y + r * 0.9}, {at.x - r * 0.9, at.y + r * 0.9}};
    std::vector<Point> points; // rounded square: corners of a third of the radius
    auto const corner = r * 0.35;
    for (int quarter = 0; quarter < 4; ++quarter) {
        auto const sx = quarter == 0 || quarter == 3 ? 1 : -1, sy = quarter < 2 ? 1 : -1;
        for (int step = 0; step <= 4; ++step) {
            auto const turn = (quarter + step / 4.0) * std::acos(-1.0) / 2;
            points.push_back({at.x + sx * (r * 0.95 - corner) + corner * std::cos(turn), at.y + sy * (r * 0.95 - corner) + corner * std::sin(turn)});
        }
    }
    return points;
}

void draw_shape(draw::Canvas& canvas, std::string const& shape, Point at, double size, Color fill, Color edge, double width)
{
    if (shape == "circle" || size < 6)
        canvas.circle(at, size / 2, fill, edge, width);
    else
        canvas.polygon({outline(shape, at, size / 2)}, fill, edge, width);
}

void draw_glyph(draw::Canvas& canvas, domain::Symbol const& symbol, Point at, double size, Color c)
{
    auto const hex = [&] {
        auto const part = [](double v) {
            static constexpr std::string_view digits = "0123456789ABCDEF";
            auto const n = static_cast<unsigned>(std::lround(v * 255));
            return std::string{digits[n / 16]} + digits[n % 16];
        };
        return '#' + part(c.r) + part(c.g) + part(c.b);
    }();
    for (auto const& file : embedded::map_icons())
        if (file.name == symbol.glyph + ".svg") {
            std::string svg{file.data};
            for (std::size_t i = 0; (i = svg.find("<path", i)) != std::string::npos; i += 5)
                svg.insert(i + 5, " fill=\"" + hex + '"');
            for (std::size_t i = 0; (i = svg.find("&#xA;", i)) != std::string::npos;)
                svg.replace(i, 5, " ");
            canvas.svg(svg, at.x - size / 2, at.y - size / 2, size);
            return;
        }
    if (!symbol.glyph.empty() && symbol.glyph.size() <= 4) { // a letter
        auto const font = draw::sans(size * 0.8, true);
        canvas.text(at.x, at.y - size * 0.6, symbol.glyph, font, c, 0, draw::Align::centre);
    }
}

/// Damaged: struck through once; missing: crossed out; abandoned: struck through, pale.
void draw_state(draw::Canvas& canvas, domain::Condition state, Point at, double size, Palette const& colours)
{
    if (state == domain::Condition::intact || size < 9)
        return;
    auto const r = size * 0.5;
    auto const stroke = [&](double sx) {
        canvas.line({at.x - sx * r, at.y + r}, {at.x + sx * r, at.y - r}, colours.ring, 4);
        canvas.line({at.x - sx * r, at.y + r}, {at.x + sx * r, at.y - r}, colours.text, 2);
    };
    stroke(1);
    if (state == domain::Condition::missing)
        stroke(-1);
}

void draw_mark(draw::Canvas& canvas, Look::Mark mark, Point at, double size, Palette const& colours)
{
    if (mark == Look::Mark::none)
        return;
    auto const small = size < 16;
    Point const corner{at.x + size * 0.42 + 1, at.y - size * 0.42 - 1};
    if (mark == Look::Mark::open) {
        canvas.circle(corner, (small ? 3 : 4.5), colours.text, colours.ring, 1.5);
        return;
    }
    auto const w = small ? 5.5 : 8.0, h = small ? 5.0 : 7.0;
    canvas.polygon({{{corner.x, corner.y - h}, {corner.x + w, corner.y + h}, {corner.x - w, corner.y + h}}}, colours.danger, colours.ring, 1.5);
}

} // namespace

Palette palette_of(bool dark, bool paper)
{
    auto const c = [](char const* hex) { return Color::hex(hex); };
    if (paper)
        return {c("#FFFFFF"), c("#FFFFFF"), c("#999999"), c("#222222"), c("#FFFFFF"), c("#FFFFFF"), c("#000000"), c("#FFFFFF"),
                c("#1A66B8"), c("#B3261E"), c("#000000"), c("#DDDDDD")};
    if (dark)
        return {c("#1C2127"), c("#3A434D"), c("#12161A"), c("#B4BEC8"), c("#14181C"), c("#1D2329"), c("#0F1317"), c("#10151A"),
                c("#6CB2F0"), c("#FF8A80"), c("#E6EAEE"), c("#59626B")};
    return {c("#F3F1EC"), c("#FFFFFF"), c("#D3C9B8"), c("#4F4A40"), c("#FFFFFF"), c("#FFFFFF"), c("#FFFFFF"), c("#FFFFFF"),
            c("#1A66B8"), c("#C62828"), c("#1B2129"), c("#B9BEC4")};
}

bool is_numerous(domain::AssetClass const* of) noexcept { return of && (of->symbol.shape == "circle" || of->symbol.shape == "square"); }

std::uint8_t symbol_size(double zoom, bool numerous) noexcept
{
    if (zoom < cluster_zoom)
        return 0;
    if (zoom < 15.75)
        return numerous ? 7 : 16;
    if (zoom < 16.75)
        return numerous ? 10 : 20;
    if (zoom < 17.75)
        return numerous ? 18 : 22;
    return 24;
}

std::uint8_t printed_size(double zoom, bool numerous) noexcept
{
    if (zoom < 14)
        return numerous ? 2 : 5;
    if (zoom < 15.5)
        return numerous ? 4 : 7;
    return numerous ? 7 : 9;
}

double line_width(double zoom) noexcept
{
    return zoom < cluster_zoom ? 1.5 : zoom < 15.75 ? 2 : zoom < 16.75 ? 2.4 : zoom < 17.75 ? 3 : 3.5;
}

double street_width(double zoom) noexcept { return std::clamp(10 * std::exp2(zoom - 17), 1.2, 60.0); }

double cluster_radius(std::uint32_t count) noexcept { return count < 20 ? 12 : count < 100 ? 15 : count < 300 ? 18 : 22; }

std::vector<double> dashes_of(domain::AssetClass const* of, bool paper)
{
    if (!paper || !of)
        return {};
    if (of->key.starts_with("gas"))
        return {4, 1.5};
    return of->key == "lighting_cable" ? std::vector<double>{1.5, 1.5} : std::vector<double>{};
}

Color colour_of(Scene const& scene, std::uint8_t class_number, std::uint8_t theme, bool dark)
{
    if (theme != own_colour && scene.theme()) {
        auto const& entries = scene.theme()->entries;
        return theme < entries.size() ? Color::hex(dark ? entries[theme].dark : entries[theme].light) : palette_of(dark, false).pale;
    }
    auto const& symbol = symbol_of(scene, class_number);
    return Color::hex(dark ? symbol.dark : symbol.light);
}

void draw_symbol(draw::Canvas& canvas, Scene const& scene, SymbolKey key, Point at, Palette const& colours, bool dark, bool paper)
{
    auto const& symbol = symbol_of(scene, key.class_number);
    auto const look = Look::of(key.look);
    double size = key.size;
    auto colour = colour_of(scene, key.class_number, key.theme, dark);
    if (look.selected) {
        canvas.circle(at, std::max(size + 7, 12.0) / 2, colours.primary, colours.primary, 0.1);
        canvas.circle(at, std::max(size + 2, 8.0) / 2, paper ? Color{1, 1, 1} : colours.ring, colours.ring, 0.1);
        size = std::max(size - 3, 4.0);
    }
    bool const out = look.phase == domain::Phase::out_of_service || look.state == domain::Condition::abandoned;
    if (out)
        colour = colours.pale;
    bool const hollow = symbol.hollow || look.phase == domain::Phase::planned || look.state == domain::Condition::missing;
    auto const fill = hollow ? colours.surface : colour;
    if (paper)
        draw_shape(canvas, symbol.shape, at, size, fill, hollow ? colour : colours.ring, hollow ? size * 0.12 : 0.3);
    else {
        auto const ring = size < 9 ? 1.2 : 1.6;
        draw_shape(canvas, symbol.shape, at, size, colours.ring, colours.ring, ring);
        draw_shape(canvas, symbol.shape, at, hollow ? size - 1.5 : size, fill, hollow ? colour : fill, hollow ? std::min(2.0, size / 5) : 0.1);
    }
    if (size >= (paper ? 8 : 17))
        draw_glyph(canvas, symbol, at, paper ? size * 0.62 : std::round(size * 0.62), hollow ? colour : out ? colours.text : colours.glyph);
    draw_state(canvas, look.state, at, size, colours);
    draw_mark(canvas, look.mark, at, size, colours);
}

std::string short_count(std::uint32_t count, Language language)
{
    if (count < 10'000)
        return std::to_string(count);
    if (language == Language::zh)
        return Translator{language}(tr("{0} ten thousand", decimal(count / 10'000.0, count < 100'000 ? 1 : 0)));
    return decimal(count / 1000.0, 0) + "k";
}

} // namespace taizhang::map
