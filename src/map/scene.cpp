#include "map/scene.hpp"

#include "base/error.hpp"
#include "base/translator.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace taizhang::map {
namespace {

using draw::Color;
using draw::Point;

struct Palette {
    Color land, street, casing, label, halo;
};

Palette palette_of(Style const& style)
{
    if (style.paper)
        return {{1, 1, 1}, Color::hex("#FFFFFF"), Color::hex("#999999"), Color::hex("#222222"), {1, 1, 1, 0.85}};
    if (style.dark)
        return {Color::hex("#1C2127"), Color::hex("#3A434D"), Color::hex("#12161A"), Color::hex("#B4BEC8"), Color::hex("#14181C")};
    return {Color::hex("#F3F1EC"), Color::hex("#FFFFFF"), Color::hex("#D3C197"), Color::hex("#4F4A40"), Color::hex("#FFFFFF")};
}

Point screen(geo::Viewport const& view, geo::Position p)
{
    auto const s = view.to_screen(geo::to_mercator(p));
    return {s.x, s.y};
}

std::vector<Point> screen_chain(geo::Viewport const& view, geo::Shape::Chain const& chain)
{
    std::vector<Point> points;
    points.reserve(chain.size());
    for (auto const& p : chain)
        points.push_back(screen(view, p));
    return points;
}

domain::Symbol const& symbol_of(domain::Catalog const& catalog, std::string const& class_key)
{
    static domain::Symbol const plain{"circle", "#6F7B88", "#B4BCC2", "", false};
    auto const* asset_class = catalog.find_class(class_key);
    return asset_class ? asset_class->symbol : plain;
}

void draw_symbol(draw::Canvas& canvas, domain::Symbol const& symbol, Point at, double size, Style const& style)
{
    auto const colour = Color::hex(style.dark ? symbol.dark : symbol.light);
    auto const ring = style.paper ? Color{0, 0, 0} : Color::hex(style.dark ? "#0F1317" : "#FFFFFF");
    auto const fill = symbol.hollow ? Color::hex(style.dark ? "#1D2329" : "#FFFFFF") : colour;
    auto const edge = symbol.hollow ? colour : ring;
    auto const width = style.paper ? 0.3 : std::min(1.6, size / 8);
    auto const r = size / 2;
    if (symbol.shape == "circle" || size < 6)
        canvas.circle(at, r, fill, edge, width);
    else if (symbol.shape == "diamond")
        canvas.polygon({{{at.x, at.y - r * 1.2}, {at.x + r * 1.2, at.y}, {at.x, at.y + r * 1.2}, {at.x - r * 1.2, at.y}}}, fill, edge, width);
    else
        canvas.polygon({{{at.x - r, at.y - r}, {at.x + r, at.y - r}, {at.x + r, at.y + r}, {at.x - r, at.y + r}}}, fill, edge, width);
}

/// Keeps labels and symbols from covering each other: a coarse occupancy of the view.
class Places {
public:
    explicit Places(double cell) : cell_{cell} {}
    bool take(double x, double y, double w, double h)
    {
        std::vector<std::pair<int, int>> cells;
        for (auto i = index(x); i <= index(x + w); ++i)
            for (auto j = index(y); j <= index(y + h); ++j) {
                if (taken_.contains({i, j}))
                    return false;
                cells.emplace_back(i, j);
            }
        taken_.insert(cells.begin(), cells.end());
        return true;
    }

private:
    [[nodiscard]] int index(double v) const { return static_cast<int>(std::floor(v / cell_)); }
    double cell_;
    std::set<std::pair<int, int>> taken_;
};

/// Diameter of a point's symbol at a zoom (LOOK: dots far out, shapes near); facilities stand out earlier than lamps.
double size_at(double zoom, bool facility)
{
    if (zoom < 14)
        return facility ? 5 : 2.5;
    if (zoom < 15.5)
        return facility ? 9 : 4;
    if (zoom < 16.5)
        return facility ? 14 : 7;
    return zoom < 18 ? 18 : 22;
}

bool is_facility(std::string const& class_key) { return class_key != "streetlight" && class_key != "rain_inlet" && class_key != "manhole"; }

double nice_length(double metres)
{
    auto const power = std::pow(10, std::floor(std::log10(metres)));
    for (double const step : {5.0, 2.0, 1.0})
        if (step * power <= metres)
            return step * power;
    return power;
}

} // namespace

std::shared_ptr<Scene const> Scene::load(app::Ledger const& ledger, std::vector<std::string> const& classes)
{
    return of(ledger, {{}}, classes);
}

std::shared_ptr<Scene const> Scene::around(app::Ledger const& ledger, std::string const& uid, geo::Box const& box)
{
    app::AssetQuery itself, neighbours;
    itself.uids = {uid};
    itself.with_removed = true;
    neighbours.box = box;
    neighbours.limit = 2000;
    return of(ledger, {itself, neighbours}, {});
}

std::shared_ptr<Scene const> Scene::of(app::Ledger const& ledger, std::vector<app::AssetQuery> const& queries,
                                       std::vector<std::string> const& classes)
{
    auto scene = std::make_shared<Scene>();
    scene->catalog_ = ledger.catalog();
    scene->illustrative_ = ledger.info().illustrative;
    std::vector<geo::BoxIndex::Item> items;
    auto const take = [&](domain::Asset const& a) {
        bool const again = queries.size() > 1 && !items.empty() && scene->things_.front().uid == a.uid;
        if (again || !a.shape || (!classes.empty() && std::ranges::find(classes, a.class_key) == classes.end()))
            return true;
        auto const box = geo::bounds(*a.shape);
        if (!box)
            return true;
        items.push_back({*box, static_cast<std::uint32_t>(scene->things_.size())});
        scene->things_.push_back({a.uid, a.class_key, a.name.empty() ? a.code : a.name, *a.shape});
        auto& all = scene->bounds_;
        all = all ? geo::Box{std::min(all->west, box->west), std::min(all->south, box->south), std::max(all->east, box->east),
                             std::max(all->north, box->north)}
                  : *box;
        return true;
    };
    for (auto const& query : queries)
        ledger.each_asset(query, take);
    scene->index_.emplace(items);
    return scene;
}

std::vector<std::uint32_t> Scene::visible(geo::Viewport const& view) const
{
    auto found = index_->touching(view.bounds());
    std::ranges::sort(found);
    return found;
}

std::vector<std::size_t> Scene::pick(geo::Viewport const& view, geo::ScreenPoint at, double radius) const
{
    auto const a = geo::from_mercator(view.to_map({at.x - radius, at.y + radius}));
    auto const b = geo::from_mercator(view.to_map({at.x + radius, at.y - radius}));
    std::vector<std::pair<double, std::size_t>> near;
    for (auto const i : index_->touching({a.lon_degrees(), a.lat_degrees(), b.lon_degrees(), b.lat_degrees()})) {
        double best = 1e300;
        for (auto const& part : things_[i].shape.parts)
            for (auto const& chain : part) {
                auto const points = screen_chain(view, chain);
                for (std::size_t k = 0; k < points.size(); ++k) {
                    auto const p = points[k], q = points[k + 1 < points.size() ? k + 1 : k];
                    auto const dx = q.x - p.x, dy = q.y - p.y, length = dx * dx + dy * dy;
                    auto const t = length > 0 ? std::clamp(((at.x - p.x) * dx + (at.y - p.y) * dy) / length, 0.0, 1.0) : 0.0;
                    best = std::min(best, std::hypot(p.x + t * dx - at.x, p.y + t * dy - at.y));
                }
            }
        if (best <= radius)
            near.emplace_back(best + (geo::is_point(things_[i].shape) ? 0 : radius), i); // points lie on top of lines
    }
    std::ranges::sort(near);
    std::vector<std::size_t> found;
    for (auto const& hit : near)
        found.push_back(hit.second);
    return found;
}

void draw_scene(draw::Canvas& canvas, Scene const& scene, geo::Viewport const& view, Style const& style)
{
    auto const colours = palette_of(style);
    auto const zoom = view.zoom();
    canvas.fill_rect(0, 0, view.width(), view.height(), colours.land);
    auto const visible = scene.visible(view);
    auto const& things = scene.things();
    auto const selected = [&](std::string const& uid) { return std::ranges::find(style.selected_uids, uid) != style.selected_uids.end(); };
    auto const street_width = std::clamp(std::pow(2, zoom - 13.5), 1.2, 17.0);
    for (int pass = 0; pass < 2; ++pass) // casings of all streets first, so that crossings join
        for (auto const i : visible)
            if (things[i].class_key == "road")
                for (auto const& part : things[i].shape.parts)
                    canvas.polyline(screen_chain(view, part.front()), pass == 0 ? colours.casing : colours.street,
                                    pass == 0 ? street_width + (style.paper ? 0.8 : 2) : street_width);
    for (auto const i : visible) {
        auto const& thing = things[i];
        auto const& symbol = symbol_of(scene.catalog(), thing.class_key);
        auto const colour = Color::hex(style.dark ? symbol.dark : symbol.light);
        if (geo::is_area(thing.shape))
            for (auto const& part : thing.shape.parts) {
                std::vector<std::vector<Point>> rings;
                for (auto const& ring : part)
                    rings.push_back(screen_chain(view, ring));
                canvas.polygon(rings, {colour.r, colour.g, colour.b, 0.2}, colour, 1.2);
            }
        else if (geo::is_line(thing.shape))
            for (auto const& part : thing.shape.parts) {
                auto const points = screen_chain(view, part.front());
                if (selected(thing.uid))
                    canvas.polyline(points, {0.1, 0.4, 0.72, 0.27}, 15);
                if (thing.class_key != "road")
                    canvas.polyline(points, colour, zoom < 15 ? 1.5 : 2.4, style.paper ? std::vector<double>{4, 1.5} : std::vector<double>{});
            }
    }
    Places labels{6};
    auto const font = draw::sans(style.paper ? 7 : 9);
    // lamps first, facilities above them; of points that would cover each other only the first is drawn
    for (bool const facility : {false, true}) {
        auto const size = size_at(zoom, facility);
        Places spots{std::max(1.5, size * 0.6)};
        for (auto const i : visible) {
            auto const& thing = things[i];
            if (!geo::is_point(thing.shape) || is_facility(thing.class_key) != facility)
                continue;
            auto const at = screen(view, thing.shape.parts.front().front().front());
            bool const chosen = selected(thing.uid);
            if (!chosen && !spots.take(at.x, at.y, 0, 0))
                continue;
            if (chosen)
                canvas.circle(at, size / 2 + 4, Color::hex("#FFFFFF"), Color::hex("#1A66B8"), 3);
            draw_symbol(canvas, symbol_of(scene.catalog(), thing.class_key), at, size, style);
            if (zoom >= 18 && labels.take(at.x + size / 2 + 2, at.y - 6, 50, 12))
                canvas.text(at.x + size / 2 + 3, at.y - 6, thing.label, font, colours.label);
        }
    }
    for (auto const i : visible)
        if (things[i].class_key == "road" && zoom >= 12.5)
            if (auto const at = geo::label_point(things[i].shape)) {
                auto const p = screen(view, *at);
                auto const size = canvas.measure(things[i].label, font);
                if (labels.take(p.x - size.width / 2, p.y - size.height / 2, size.width, size.height)) {
                    canvas.fill_rect(p.x - size.width / 2 - 2, p.y - size.height / 2, size.width + 4, size.height, {colours.halo.r, colours.halo.g, colours.halo.b, 0.75});
                    canvas.text(p.x, p.y - size.height / 2, things[i].label, font, colours.label, 0, draw::Align::centre);
                }
            }
    if (scene.illustrative())
        canvas.text(view.width() - 8, 6, Translator{style.language}.say("Illustrative data"), draw::sans(style.paper ? 8 : 10, true), colours.label, 0,
                    draw::Align::right);
}

void draw_furniture(draw::Canvas& canvas, Scene const& scene, geo::Viewport const& view, Style const& style)
{
    auto const colours = palette_of(style);
    auto const font = draw::sans(style.paper ? 7 : 9);
    std::map<std::string, int> counts;
    for (auto const i : scene.visible(view))
        ++counts[scene.things()[i].class_key];
    std::vector<std::pair<domain::AssetClass const*, int>> rows;
    for (auto const& asset_class : scene.catalog().classes())
        if (auto const it = counts.find(asset_class.key); it != counts.end())
            rows.emplace_back(&asset_class, it->second);
    auto const row = font.points * 1.9;
    double width = 0;
    std::vector<std::string> texts;
    for (auto const& [asset_class, n] : rows) {
        texts.push_back(asset_class->name.in(style.language) + ' ' + std::to_string(n));
        width = std::max(width, canvas.measure(texts.back(), font).width);
    }
    auto const height = row * static_cast<double>(rows.size()) + 8, top = view.height() - height - 10;
    if (!rows.empty()) {
        canvas.fill_rect(10, top, width + 34, height, {colours.halo.r, colours.halo.g, colours.halo.b, 0.92});
        canvas.stroke_rect(10, top, width + 34, height, colours.casing, 0.6);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto const y = top + 4 + row * (static_cast<double>(i) + 0.5);
        auto const& symbol = rows[i].first->symbol;
        if (rows[i].first->geometry == domain::GeometryKind::line)
            canvas.polyline({{15, y}, {27, y}}, Color::hex(style.dark ? symbol.dark : symbol.light), 2.4);
        else
            draw_symbol(canvas, symbol, {21, y}, font.points, style);
        canvas.text(34, y - font.points * 0.75, texts[i], font, colours.label);
    }
    auto const metres = nice_length(view.metres_per_pixel() * view.width() / 5);
    auto const pixels = metres / view.metres_per_pixel();
    auto const x = view.width() - pixels - 12, y = view.height() - 12;
    canvas.line({x, y}, {x + pixels, y}, colours.label, 2);
    canvas.text(x + pixels / 2, y - font.points * 1.8, metres >= 1000 ? decimal(metres / 1000, 1) + " km" : decimal(metres, 0) + " m", font, colours.label, 0,
                draw::Align::centre);
    canvas.polygon({{{16, 12}, {21, 30}, {16, 26}, {11, 30}}}, colours.label, colours.label, 0.5);
    canvas.text(16, 31, "N", font, colours.label, 0, draw::Align::centre);
}

void write_map(Scene const& scene, std::optional<geo::Box> box, int width, int height, Style const& style, std::string const& path)
{
    draw::require_chinese_font();
    if (!box)
        box = scene.bounds();
    if (!box)
        throw Error{Error::Kind::refused, tr("The map was not written: no facility has a position yet."), {},
                    tr("Import a file with coordinates first.")};
    auto const view = geo::Viewport::showing(*box, width, height);
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
