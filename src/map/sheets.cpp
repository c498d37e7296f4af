#include "map/sheets.hpp"

#include "base/text.hpp"
#include "base/translator.hpp"
#include "geo/crs.hpp"
#include "map/furniture.hpp"
#include "map/select.hpp"
#include "map/style.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace taizhang::map {
namespace {

constexpr double margin = 36, head = 34, foot = 26, list_width = 230, list_row = 15, metres_a_point = 0.0254 / 72;
draw::Color const ink = draw::Color::hex("#222222"), pale = draw::Color::hex("#888888");

geo::Box box_of(Scene const& scene, std::vector<Row> const& rows)
{
    std::optional<geo::WorldBox> all;
    for (auto const row : rows)
        if (auto const box = scene.things().box_of(row))
            all ? all->add(*box) : void(all = box);
    if (!all)
        return scene.bounds().value_or(geo::Box{112.6, 39.9, 112.8, 40.1});
    auto const a = geo::from_world({all->west, all->south}), b = geo::from_world({all->east, all->north});
    return {a.lon_degrees(), a.lat_degrees(), b.lon_degrees(), b.lat_degrees()};
}

/// As one walks along the road's line; by code where there is none.
void put_in_walking_order(Scene const& scene, std::vector<Row>& rows, std::string_view road)
{
    std::vector<std::vector<geo::Position>> line;
    for (auto const row : rows_of_road(scene, road))
        if (auto const* of = scene.class_of(row); of && of->key == "road")
            for (auto& chain : chains_of(scene, row))
                line.push_back(std::move(chain));
    std::vector<std::pair<double, Row>> order;
    std::optional<geo::Corridor> corridor;
    if (!line.empty())
        corridor.emplace(line, geo::Length::metres(1));
    for (auto const row : rows) {
        auto const at = scene.things().middle_of(row);
        order.emplace_back(corridor && at ? corridor->along(*at).in_metres() : 0.0, row);
    }
    std::ranges::sort(order, [&](auto const& a, auto const& b) {
        return a.first != b.first ? a.first < b.first : scene.code_or_name(a.second) < scene.code_or_name(b.second);
    });
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i] = order[i].second;
}

double round_step(double about)
{
    auto const power = std::pow(10, std::floor(std::log10(about)));
    return about >= 5 * power ? 5 * power : about >= 2 * power ? 2 * power : power;
}

} // namespace

Sheets::Sheets(Scene::Shared scene, SheetWish wish)
    : scene_{std::move(scene)}, wish_{std::move(wish)}, width_{wish_.a3 ? 1190.55 : 841.89}, height_{wish_.a3 ? 841.89 : 595.276}
{
    if (wish_.upright)
        std::swap(width_, height_);
    if (wish_.title.empty())
        wish_.title = wish_.county + Translator{wish_.language}.say("Facility map");
}

geo::Viewport Sheets::view_of(geo::Box box, double width, double height) const
{
    constexpr double least = 0.0006; // a single lamp gets its neighbourhood, too
    if (box.east - box.west < least)
        box.west -= least / 2, box.east += least / 2;
    if (box.north - box.south < least)
        box.south -= least / 2, box.north += least / 2;
    auto const fitting = geo::Viewport::showing(box, width, height);
    auto const metres = fitting.metres_per_pixel();
    auto const wanted = wish_.scale > 0 ? wish_.scale * metres_a_point : std::ceil(metres / metres_a_point / 100) * 100 * metres_a_point;
    return {fitting.centre(), fitting.units_per_pixel() * wanted / metres, width, height};
}

double Sheets::scale_of(int page) const { return pages_[static_cast<std::size_t>(page)].view.metres_per_pixel() / metres_a_point; }

Sheets Sheets::one(Scene::Shared scene, geo::Box const& box, SheetWish wish)
{
    Sheets sheets{std::move(scene), std::move(wish)};
    sheets.pages_.push_back({sheets.wish_.title, sheets.view_of(box, sheets.width_ - 2 * margin, sheets.height_ - 2 * margin - head - foot), {}, 0, {}, false});
    return sheets;
}

Sheets Sheets::book(Scene::Shared scene, std::vector<Row> const& rows, SheetWish wish)
{
    Sheets sheets{std::move(scene), std::move(wish)};
    auto const& s = *sheets.scene_;
    auto const map_width = sheets.width_ - 2 * margin, map_height = sheets.height_ - 2 * margin - head - foot;
    std::map<std::string, std::vector<Row>> by_road; // by pinyin
    std::map<std::string, std::string> names;
    std::vector<Row> elsewhere;
    for (auto const row : rows) {
        if (!s.is_asset(row))
            continue;
        auto const* of = s.class_of(row);
        if (of && of->key == "road")
            continue;
        auto const& road = s.list().road(row);
        if (road.empty()) {
            elsewhere.push_back(row);
            continue;
        }
        auto const key = sort_key(road) + '\n' + road;
        by_road[key].push_back(row);
        names[key] = road;
    }
    Page key{sheets.wish_.title, sheets.view_of(box_of(s, rows), map_width, map_height), {}, 0, {}, false};
    sheets.pages_.push_back(key);
    auto const add = [&](std::string const& name, std::vector<Row> listed) {
        auto const box = box_of(s, listed);
        auto const view = sheets.view_of(box, map_width - list_width - 10, map_height);
        auto const most = static_cast<std::size_t>((map_height - 24) / list_row);
        auto const a = geo::Position::from_degrees((box.west + box.east) / 2, (box.south + box.north) / 2);
        if (a)
            sheets.pages_.front().key.emplace_back(std::to_string(sheets.pages_.size() + 1), *a);
        for (std::size_t first = 0; first < listed.size(); first += most) {
            auto const end = std::min(listed.size(), first + most);
            sheets.pages_.push_back({name, view, {listed.begin() + static_cast<std::ptrdiff_t>(first), listed.begin() + static_cast<std::ptrdiff_t>(end)}, first, {}, first > 0});
        }
    };
    for (auto& [order, listed] : by_road) {
        put_in_walking_order(s, listed, names[order]);
        add(names[order], listed);
    }
    if (!elsewhere.empty()) {
        put_in_walking_order(s, elsewhere, {});
        add(Translator{sheets.wish_.language}.say("Not on a road"), elsewhere);
    }
    return sheets;
}

void Sheets::draw_ticks(draw::Canvas& canvas, Page const& page, double x, double y, double w, double h) const
{
    auto const zone = geo::Crs::named(wish_.zone);
    auto const at = [&](double sx, double sy) { return zone.from_ledger(geo::from_mercator(page.view.to_map({sx, sy}))); };
    auto const a = at(0, h), b = at(w, h), c = at(0, 0), d = at(w, 0);
    if (!a || !b || !c || !d)
        return;
    auto const font = draw::sans(6);
    auto const step = round_step(std::abs(b->x - a->x) / 4);
    // between two corners coordinates run straight: over a sheet the zone's curve is far below a pixel
    auto const marks = [&](double from, double to, auto draw_at) {
        if (std::abs(to - from) < 1e-9)
            return;
        for (auto k = std::ceil(std::min(from, to) / step); k * step <= std::max(from, to); ++k)
            draw_at((k * step - from) / (to - from), decimal(k * step, 0));
    };
    marks(a->x, b->x, [&](double t, std::string const& words) {
        canvas.line({x + t * w, y + h}, {x + t * w, y + h + 4}, ink, 0.5);
        canvas.text(x + t * w, y + h + 4, words, font, ink, 0, draw::Align::centre);
    });
    marks(c->x, d->x, [&](double t, std::string const&) { canvas.line({x + t * w, y}, {x + t * w, y - 4}, ink, 0.5); });
    marks(c->y, a->y, [&](double t, std::string const& words) {
        canvas.line({x, y + t * h}, {x - 4, y + t * h}, ink, 0.5);
        canvas.save();
        canvas.translate(x - 8, y + t * h);
        canvas.rotate(-std::acos(-1.0) / 2);
        canvas.text(0, -4, words, font, ink, 0, draw::Align::centre);
        canvas.restore();
    });
    marks(d->y, b->y, [&](double t, std::string const&) { canvas.line({x + w, y + t * h}, {x + w + 4, y + t * h}, ink, 0.5); });
}

void Sheets::draw_frame(draw::Canvas& canvas, Page const& page, double x, double y, double w, double h) const
{
    Style style;
    style.paper = true;
    style.language = wish_.language;
    canvas.save();
    canvas.translate(x, y);
    canvas.clip(0, 0, w, h);
    draw_scene(canvas, *scene_, page.view, style);
    draw_furniture(canvas, *scene_, page.view, style);
    for (auto const& [number, position] : page.key) {
        auto const at = page.view.to_screen(geo::to_mercator(position));
        canvas.circle({at.x, at.y}, 8, {1, 1, 1}, ink, 1);
        canvas.text(at.x, at.y - 5.5, number, draw::sans(8, true), ink, 0, draw::Align::centre);
    }
    canvas.restore();
    canvas.stroke_rect(x, y, w, h, ink, 0.8);
    draw_ticks(canvas, page, x, y, w, h);
}

void Sheets::draw_list(draw::Canvas& canvas, Page const& page, double x, double y, double w) const
{
    Translator const say{wish_.language};
    auto const font = draw::sans(8);
    canvas.fill_rect(x, y, w, 18, draw::Color::hex("#F0F0F0"));
    canvas.text(x + 40, y + 3, say.say("Code"), draw::sans(8, true), ink);
    canvas.text(x + 140, y + 3, say.say("Class"), draw::sans(8, true), ink);
    for (std::size_t i = 0; i < page.listed.size(); ++i) {
        auto const row = page.listed[i];
        auto const top = y + 20 + static_cast<double>(i) * list_row;
        canvas.stroke_rect(x + 4, top + 3, 8, 8, ink, 0.6); // to tick
        canvas.text(x + 34, top + 1, std::to_string(page.first + i + 1), font, pale, 0, draw::Align::right);
        canvas.text(x + 40, top + 1, std::string{scene_->code_or_name(row)}, font, ink);
        if (auto const* of = scene_->class_of(row))
            canvas.text(x + 140, top + 1, of->name.in(wish_.language), font, ink);
        canvas.line({x, top + list_row - 1}, {x + w, top + list_row - 1}, draw::Color::hex("#CCCCCC"), 0.3);
    }
}

void Sheets::draw(draw::Canvas& canvas, int number) const
{
    Translator const say{wish_.language};
    auto const& page = pages_[static_cast<std::size_t>(number)];
    auto const words = page.continued ? say(tr("{0} (continued)", page.title)) : page.title;
    canvas.text(width_ / 2, margin - 6, words, draw::sans(16, true), {0, 0, 0}, 0, draw::Align::centre);
    if (wish_.internal)
        canvas.text(width_ - margin, margin, say.say("Internal"), draw::sans(10), ink, 0, draw::Align::right);
    auto const top = margin + head, high = height_ - 2 * margin - head - foot;
    auto const wide = page.view.width();
    draw_frame(canvas, page, margin, top, wide, high);
    if (!page.listed.empty())
        draw_list(canvas, page, margin + wide + 10, top, list_width);
    auto const bottom = height_ - margin - 8;
    canvas.text(margin, bottom, say(tr("Scale 1:{0}", decimal(scale_of(number), 0))), draw::sans(8), ink);
    canvas.text(width_ / 2, bottom, say(tr("{0}   page {1} of {2}", wish_.county, number + 1, pages())), draw::sans(8), ink, 0, draw::Align::centre);
    canvas.text(width_ - margin, bottom, say(tr("Drawn on {0}", wish_.date.iso())), draw::sans(8), ink, 0, draw::Align::right);
}

void Sheets::write_pdf(std::string const& path) const
{
    draw::require_chinese_font();
    draw::PdfFile pdf{path, width_, height_, wish_.title};
    for (int page = 0; page < pages(); ++page) {
        draw(pdf.canvas(), page);
        pdf.next_page();
    }
    pdf.finish();
}

} // namespace taizhang::map
