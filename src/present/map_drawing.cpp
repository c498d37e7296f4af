// What MapModel draws over the tiles: the current asset, the drawn figure, legend and scale.
#include "map/painter.hpp"
#include "present/map_model.hpp"

#include <algorithm>
#include <cmath>

namespace taizhang::present {

namespace {

draw::Point point_of(geo::ScreenPoint p) { return {p.x, p.y}; }

} // namespace

void MapModel::draw(draw::Canvas& canvas, double ratio, bool dark)
{
    if (!scene_)
        return;
    if (style_.dark != dark) {
        style_.dark = dark;
        tiles_.set(scene_, style_, map::Difference::everything());
    }
    tiles_.show(canvas, view_, ratio);
    draw_current(canvas);
    draw_sketch(canvas);
    edit_.draw(canvas, view_, dark);
    draw_furniture(canvas, ratio);
}

void MapModel::draw_floating(draw::Canvas& canvas, Floating& floating, std::string key, double x, double y, double width, double height, double ratio,
                             std::function<void(draw::Canvas&)> const& paint) const
{
    key += style_.dark ? " dark " : " light ";
    key += std::to_string(ratio);
    if (floating.key != key || !floating.image) {
        floating.key = std::move(key);
        floating.image = std::make_unique<draw::Image>(static_cast<int>(std::ceil(width)) + 2, static_cast<int>(std::ceil(height)) + 2, ratio);
        floating.image->canvas().translate(1, 1);
        paint(floating.image->canvas());
    }
    canvas.picture(*floating.image, std::round(x) - 1, std::round(y) - 1, 1 / ratio);
}

void MapModel::draw_furniture(draw::Canvas& canvas, double ratio)
{
    auto const language = bench_.say().language();
    if (!legend_.empty()) {
        std::string key = theme_;
        for (auto const& row : legend_)
            key += '\n' + row.label + ' ' + std::to_string(row.count);
        if (legend_picture_.key.empty() || !legend_picture_.key.starts_with(key + " "))
            legend_size_ = map::legend_size(canvas, legend_, style_);
        draw_floating(canvas, legend_picture_, key, 12, view_.height() - 12 - legend_size_.height, legend_size_.width, legend_size_.height, ratio,
                      [this](draw::Canvas& on) { map::draw_legend(on, *scene_, legend_, 0, 0, style_); });
    }
    auto const ruler = map::ruler_of(view_, 140, language);
    constexpr double high = 29, margins = 22; // of the ruler's panel
    draw_floating(canvas, ruler_picture_, ruler.label + std::to_string(std::lround(ruler.width)), view_.width() - 12 - ruler.width - margins,
                  view_.height() - 12 - high, ruler.width + margins, high, ratio,
                  [&](draw::Canvas& on) { map::draw_ruler(on, ruler, ruler.width + margins, high, style_); });
    if (scene_->illustrative()) {
        constexpr double wide = 160, tall = 20, controls = 64;
        draw_floating(canvas, notice_picture_, "illustrative", view_.width() - controls - wide, 14, wide, tall, ratio, [&](draw::Canvas& on) {
            on.text(wide, 0, bench_.say().say("Illustrative data"), draw::sans(12, true), map::palette_of(style_.dark, false).label, 0, draw::Align::right);
        });
    }
}

void MapModel::draw_current(draw::Canvas& canvas) const
{
    if (scene_->selected().size() != 1 || view_.zoom() < map::cluster_zoom)
        return;
    auto const row = scene_->selected().front();
    auto const box = scene_->things().box_of(row);
    auto const middle = scene_->things().middle_of(row);
    if (!middle)
        return;
    auto const at = view_.to_screen(geo::to_map(*middle));
    auto const colours = map::palette_of(style_.dark, false);
    bool const is_point = box->west == box->east && box->north == box->south;
    if (is_point)
        canvas.circle(point_of(at), 18, {0, 0, 0, 0}, colours.primary, 3);
    auto const label = label_of(row);
    auto const font = draw::sans(12, true);
    auto const size = canvas.measure(label, font);
    auto const top = at.y + (is_point ? 24 : 12);
    canvas.rounded(at.x - size.width / 2 - 8, top, size.width + 16, size.height + 6, 4, colours.primary, colours.primary, 0.5);
    canvas.text(at.x, top + 3, label, font, style_.dark ? draw::Color::hex("#10151A") : draw::Color{1, 1, 1}, 0, draw::Align::centre);
}

void MapModel::draw_sketch(draw::Canvas& canvas) const
{
    if (corners_.empty())
        return;
    auto const colours = map::palette_of(style_.dark, false);
    auto tint = colours.primary;
    tint.a = 0.12;
    std::vector<draw::Point> points;
    for (auto const& c : corners_)
        points.push_back(point_of(view_.to_screen(c)));
    if (pointer_ && !done_)
        points.push_back(point_of(view_.to_screen(*pointer_)));
    if (tool_ == MapTool::rectangle && points.size() > 1) {
        auto const a = points.front(), b = points.back();
        canvas.polygon({{a, {b.x, a.y}, b, {a.x, b.y}}}, tint, colours.primary, 1.5);
        return;
    }
    if (tool_ == MapTool::polygon || tool_ == MapTool::area)
        canvas.polygon({points}, tint, {0, 0, 0, 0}, 0.1);
    canvas.polyline(points, colours.primary, 2);
    for (auto const& p : points)
        canvas.circle(p, 3.5, colours.surface, colours.primary, 1.6);
    auto const words = measured();
    if (words.empty())
        return;
    auto const font = draw::sans(12, true);
    auto const size = canvas.measure(words, font);
    auto const at = points.back();
    auto const x = std::clamp(at.x + 14, 4.0, std::max(4.0, view_.width() - size.width - 20)), y = std::clamp(at.y + 14, 4.0, view_.height() - 40);
    canvas.rounded(x, y, size.width + 16, size.height + 8, 4, colours.surface, colours.primary, 1);
    canvas.text(x + 8, y + 4, words, font, colours.text);
}

} // namespace taizhang::present
