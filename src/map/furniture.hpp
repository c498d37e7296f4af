#pragma once

#include "map/scene.hpp"

#include <string>
#include <vector>

namespace taizhang::map {

/// A line of the legend: a class, or an entry of the theme, that is in view.
struct LegendRow {
    std::uint8_t class_number, theme;
    std::string label;
    std::uint32_t count;
    friend bool operator==(LegendRow const&, LegendRow const&) = default;
};
[[nodiscard]] std::vector<LegendRow> legend_of(Scene const& scene, geo::WorldBox const& box, Language language);
[[nodiscard]] draw::Canvas::Extent legend_size(draw::Canvas const& canvas, std::vector<LegendRow> const& rows, Style const& style);
/// Its top left is at (x, y).
void draw_legend(draw::Canvas& canvas, Scene const& scene, std::vector<LegendRow> const& rows, double x, double y, Style const& style);

/// A round length on the ground, and how wide it is in the view.
struct Ruler {
    double width;
    std::string label;
};
[[nodiscard]] Ruler ruler_of(geo::Viewport const& view, double most, Language language);
void draw_ruler(draw::Canvas& canvas, Ruler const& ruler, double right, double bottom, Style const& style);
void draw_north(draw::Canvas& canvas, double x, double y, Style const& style);

} // namespace taizhang::map
