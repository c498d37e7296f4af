#include "present/sketch.hpp"

#include <algorithm>

namespace taizhang::present {

namespace {

constexpr double nearest_scale = 1.0; // mercator metres a pixel: some 220 m of ground from left to right

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
}

} // namespace taizhang::present
