#include "present/sketch.hpp"

#include <algorithm>

namespace taizhang::present {

namespace {

constexpr double nearest_scale = 1.0; // mercator metres a pixel: some 220 m of ground from left to right
constexpr double ring = 14;            // around the asset's symbol

} // namespace

std::optional<Sketch> sketch_of(app::Ledger const& ledger, domain::Asset const& asset)
{
    auto const box = asset.shape ? geo::bounds(*asset.shape) : std::nullopt;
    if (!box)
        return std::nullopt;
    auto const whole = geo::Viewport::showing(*box, Sketch::width, Sketch::height);
    geo::Viewport const view{whole.centre(), std::max(whole.units_per_pixel(), nearest_scale), Sketch::width, Sketch::height};
    return Sketch{map::Scene::around(ledger, asset.uid, view.bounds()), view, asset.uid};
}

void Sketch::draw(draw::Canvas& canvas, bool dark, Language language) const
{
    map::Style style;
    style.dark = dark;
    style.language = language;
    style.selected_uids = {uid};
    map::draw_scene(canvas, *scene, view, style);
    auto const rows = scene->rows_of({uid});
    auto const box = rows.empty() ? std::nullopt : scene->things().box_of(rows.front());
    if (!box || box->west != box->east || box->north != box->south)
        return; // a line or an area shows where it is by itself
    // on top, since its neighbours may lie over it
    auto const at = view.to_screen(geo::to_map({box->west, box->north}));
    canvas.circle({at.x, at.y}, ring, {0, 0, 0, 0}, draw::Color::hex(dark ? "#6DB0F2" : "#1A66B8"), 3);
}

} // namespace taizhang::present
