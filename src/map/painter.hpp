#pragma once

#include "map/plan.hpp"

#include <memory>
#include <string>
#include <unordered_map>

namespace taizhang::map {

/// Draws pictures of a scene by hand: symbols as ready-made sprites, thin lines by their distance; only areas, wide streets
/// and names go through Cairo. For one thread; keeps sprites and widths of texts between pictures.
class Painter {
public:
    /// The frame of `frame.width` x `frame.height` device pixels, as drawn by paint().
    [[nodiscard]] draw::Image paint(Scene const& scene, Frame const& frame, Style const& style);
    /// The same on any canvas, as vectors and text, one canvas unit a pixel of the frame.
    static void draw_on(draw::Canvas& canvas, Scene const& scene, Frame const& frame, Style const& style);

private:
    struct Sprite {
        int left, top, width, height; ///< from the symbol's middle
        std::vector<std::uint32_t> pixels;
    };
    void forget_if_other(Scene const& scene, Style const& style, double ratio);
    [[nodiscard]] Sprite const& sprite_of(Scene const& scene, SymbolKey key, Style const& style, double ratio);

    std::unique_ptr<draw::Image> board_; ///< drawn on again and again: fonts are loaded once
    std::unordered_map<std::uint32_t, Sprite> sprites_;
    std::unordered_map<std::string, draw::Canvas::Extent> widths_;
    std::shared_ptr<Theme const> theme_;
    void const* catalog_ = nullptr;
    double ratio_ = 0;
    bool dark_ = false;
};

/// Warmth of the ground where weights lie close together, drawn over the ground and under the lines.
void draw_warmth(draw::Image& image, std::vector<Plan::Warmth> const& warmths, double ratio);
/// A straight line of constant width on premultiplied pixels, edges smoothed by their distance from it.
void draw_thin_line(std::uint32_t* pixels, int width, int height, draw::Point a, draw::Point b, draw::Color colour, double wide);
/// Areas, strokes, bubbles and names of a plan on a canvas whose units are the plan's pixels.
void draw_areas(draw::Canvas& canvas, Plan const& plan);
void draw_bubbles(draw::Canvas& canvas, Plan const& plan, Frame const& frame, Style const& style);
void draw_names(draw::Canvas& canvas, Plan const& plan, Frame const& frame, Style const& style);

} // namespace taizhang::map
