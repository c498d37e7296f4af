#include "map/furniture.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/translator.hpp"
#include "map/painter.hpp"

#include <algorithm>
#include <cmath>

namespace taizhang::map {
namespace {

using draw::Color;
using draw::Point;

geo::WorldBox box_of(geo::Viewport const& view) { return Frame::of(view, 1).box(0); }

} // namespace

std::vector<LegendRow> legend_of(Scene const& scene, geo::WorldBox const& box, Language language)
{
    std::vector<LegendRow> rows;
    if (scene.theme() && !scene.theme()->heat) {
        auto const counts = scene.theme_counts_in(box);
        for (std::size_t i = 0; i < scene.theme()->entries.size(); ++i)
            if (counts[i] > 0)
                rows.push_back({255, static_cast<std::uint8_t>(i), scene.theme()->entries[i].label, counts[i]});
        if (counts[Theme::none] > 0)
            rows.push_back({255, Theme::none, Translator{language}.say("not known"), counts[Theme::none]});
        return rows;
    }
    auto const counts = scene.counts_in(box);
    auto const& classes = scene.catalog().classes();
    for (std::size_t i = 0; i < classes.size(); ++i)
        if (counts[i] > 0)
            rows.push_back({static_cast<std::uint8_t>(i), own_colour, classes[i].name.in(language), counts[i]});
    return rows;
}

draw::Canvas::Extent legend_size(draw::Canvas const& canvas, std::vector<LegendRow> const& rows, Style const& style)
{
    auto const font = draw::sans(style.paper ? 7 : 12);
    double width = 0;
    for (auto const& row : rows)
        width = std::max(width, canvas.measure(row.label + "  " + std::to_string(row.count), font).width);
    return {width + (style.paper ? 30 : 50), font.points * 1.75 * static_cast<double>(rows.size()) + 12, static_cast<int>(rows.size())};
}

void draw_legend(draw::Canvas& canvas, Scene const& scene, std::vector<LegendRow> const& rows, double x, double y, Style const& style)
{
    if (rows.empty())
        return;
    auto const colours = palette_of(style.dark, style.paper);
    auto const size = legend_size(canvas, rows, style);
    auto const font = draw::sans(style.paper ? 7 : 12);
    canvas.rounded(x, y, size.width, size.height, style.paper ? 2 : 8, colours.surface, colours.casing, style.paper ? 0.5 : 1);
    auto const pitch = font.points * 1.75;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto const middle = y + 6 + pitch * (static_cast<double>(i) + 0.5);
        auto const left = x + font.points * 0.9, icon = font.points * 1.2;
        auto const& row = rows[i];
        auto const* of = row.class_number < scene.catalog().classes().size() ? &scene.catalog().classes()[row.class_number] : nullptr;
        if (of && of->key == "road") {
            canvas.line({left, middle}, {left + icon, middle}, colours.casing, style.paper ? 3 : 6);
            canvas.line({left, middle}, {left + icon, middle}, colours.street, style.paper ? 2 : 4);
        } else if (of && of->geometry == domain::GeometryKind::line)
            canvas.polyline({{left, middle}, {left + icon, middle}}, colour_of(scene, row.class_number, row.theme, style.dark), style.paper ? 1.4 : 2.4,
                            dashes_of(of, style.paper));
        else if (!of)
            canvas.rounded(left, middle - icon / 2, icon, icon, icon / 5, colour_of(scene, 255, row.theme, style.dark), colours.casing, 0.5);
        else
            draw_symbol(canvas, scene, {row.class_number, Look{}.byte(), own_colour, static_cast<std::uint8_t>(style.paper ? 7 : is_numerous(of) ? 12 : 17)},
                        {left + icon / 2, middle}, colours, style.dark, style.paper);
        canvas.text(left + icon + font.points * 0.7, middle - font.points * 0.72, row.label, font, colours.text);
        canvas.text(x + size.width - font.points * 0.9, middle - font.points * 0.72, std::to_string(row.count), font, colours.label, 0, draw::Align::right);
    }
}

Ruler ruler_of(geo::Viewport const& view, double most, Language language)
{
    auto const longest = view.metres_per_pixel() * most;
    auto const power = std::pow(10, std::floor(std::log10(longest)));
    auto const metres = 5 * power <= longest ? 5 * power : 2 * power <= longest ? 2 * power : power;
    Translator const say{language};
    auto const label = metres >= 1000 ? say(tr("{0} km", decimal(metres / 1000, 0))) : metres >= 1 ? say(tr("{0} m", decimal(metres, 0)))
                                                                                                   : say(tr("{0} m", decimal(metres, 2)));
    return {metres / view.metres_per_pixel(), label};
}

void draw_ruler(draw::Canvas& canvas, Ruler const& ruler, double right, double bottom, Style const& style)
{
    auto const colours = palette_of(style.dark, style.paper);
    auto const points = style.paper ? 7.0 : 11.0;
    auto const left = right - ruler.width - 2 * points;
    canvas.rounded(left, bottom - points * 2.6, ruler.width + 2 * points, points * 2.6, style.paper ? 2 : 6, colours.surface, colours.casing, style.paper ? 0.5 : 1);
    auto const y = bottom - points * 0.6, x0 = left + points, x1 = right - points;
    for (auto const& [a, b] : {std::pair{Point{x0, y}, Point{x1, y}}, {Point{x0, y}, Point{x0, y - points * 0.4}}, {Point{x1, y}, Point{x1, y - points * 0.4}}})
        canvas.line(a, b, colours.label, style.paper ? 0.8 : 1.5);
    canvas.text((x0 + x1) / 2, bottom - points * 2.45, ruler.label, draw::sans(points), colours.label, 0, draw::Align::centre);
}

void draw_north(draw::Canvas& canvas, double x, double y, Style const& style)
{
    auto const colours = palette_of(style.dark, style.paper);
    canvas.polygon({{{x, y}, {x + 6, y + 18}, {x, y + 14}, {x - 6, y + 18}}}, colours.label, colours.ring, 0.6);
    canvas.text(x, y + 18, "N", draw::sans(style.paper ? 8 : 11, true), colours.label, 0, draw::Align::centre);
}

void draw_scene(draw::Canvas& canvas, Scene const& scene, geo::Viewport const& view, Style const& style)
{
    Difference ignored;
    auto const with = style.selected_uids.empty() ? nullptr : scene.with_selection(style.selected_uids, ignored);
    Painter::draw_on(canvas, with ? *with : scene, Frame::of(view, 1), style);
    if (scene.illustrative())
        canvas.text(view.width() - 8, 6, Translator{style.language}.say("Illustrative data"), draw::sans(style.paper ? 8 : 12, true),
                    palette_of(style.dark, style.paper).label, 0, draw::Align::right);
}

void draw_furniture(draw::Canvas& canvas, Scene const& scene, geo::Viewport const& view, Style const& style)
{
    auto const rows = legend_of(scene, box_of(view), style.language);
    draw_legend(canvas, scene, rows, 10, view.height() - legend_size(canvas, rows, style).height - 10, style);
    draw_ruler(canvas, ruler_of(view, style.paper ? 90 : 140, style.language), view.width() - 10, view.height() - 10, style);
    draw_north(canvas, view.width() - 24, 26, style);
}

void write_map(Scene const& scene, std::optional<geo::Box> box, int width, int height, Style const& style, std::string const& path)
{
    draw::require_chinese_font();
    auto const whole = box ? box : scene.bounds();
    if (!whole)
        throw Error{Error::Kind::refused, tr("The map was not written: no facility has a position yet."), {},
                    tr("Import a file with coordinates first.")};
    auto const view = geo::Viewport::showing(*whole, width, height);
    auto const both = [&](draw::Canvas& canvas, Style const& used) {
        draw_scene(canvas, scene, view, used);
        draw_furniture(canvas, scene, view, used);
    };
    auto paper = style;
    paper.paper = true;
    if (path.ends_with(".png")) {
        draw::Image image{width, height};
        both(image.canvas(), style);
        image.write_png(path);
    } else if (path.ends_with(".pdf")) {
        draw::PdfFile pdf{path, static_cast<double>(width), static_cast<double>(height), Translator{style.language}.say("Facility map")};
        both(pdf.canvas(), paper);
        pdf.next_page();
        pdf.finish();
    } else if (path.ends_with(".svg")) {
        draw::SvgFile svg{path, static_cast<double>(width), static_cast<double>(height)};
        both(svg.canvas(), paper);
        svg.finish();
    } else
        throw Error{Error::Kind::usage, tr("The ending of the file does not say which picture to draw."), Text::verbatim(path),
                    tr("Use .png, .pdf or .svg.")};
}

} // namespace taizhang::map
