#pragma once

#include "map/style.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace taizhang::map {

/// The rectangle that is drawn, in device pixels of one zoom of the whole world: pixel (0, 0) is the world's top left.
struct Frame {
    double scale;          ///< device pixels a world step
    double left, top;      ///< of the frame, in those pixels; whole numbers for tiles
    double width, height;  ///< device pixels
    double zoom;           ///< as the style counts it: of logical pixels
    double ratio = 1;      ///< device pixels a logical one
    double cell = 512;     ///< names are placed in squares of this side on a grid of the whole world, and do not leave them:
                           ///< so a name is the same whatever rectangle is drawn. 0 = the frame is one
    [[nodiscard]] draw::Point at(geo::WorldPoint p) const noexcept { return {p.x * scale - left, p.y * scale - top}; }
    /// World box of the frame and `margin` device pixels around it.
    [[nodiscard]] geo::WorldBox box(double margin) const noexcept;
    [[nodiscard]] static Frame of(geo::Viewport const& view, double ratio);
};

/// What is drawn in a frame, in device pixels from its top left, in drawing order. Both back ends read it.
struct Plan {
    struct Area {
        std::uint32_t first_ring, last_ring; ///< into rings
        draw::Color fill, outline;
        double width;
    };
    struct Stroke {
        std::uint32_t first, last; ///< into vertices
        draw::Color colour;
        double width;
        std::uint8_t class_number; ///< whose dashes; 255 = none
    };
    struct Spot {
        float x, y;
        SymbolKey key;
    };
    struct Dot { ///< a square of 3 pixels: where symbols would cover each other anyway
        float x, y;
        draw::Color colour;
    };
    struct Bubble {
        float x, y;
        std::uint32_t count;
        draw::Color colour;
        bool selected;
    };
    struct Name {
        double x, y, angle; ///< its middle
        std::string text;
        double points;
        bool upright; ///< characters one below another
        bool is_code;
    };
    struct Warmth {
        float x, y, weight;
    };
    std::vector<draw::Point> vertices;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> rings; ///< into vertices
    std::vector<Area> areas;
    std::vector<Stroke> strokes;
    std::vector<Warmth> warmths;
    std::vector<Dot> dots;
    std::vector<Spot> spots;
    std::vector<Bubble> bubbles;
    std::vector<Name> names;
};

/// How wide a line of text is: asked of the canvas that will draw it.
using Measure = std::function<draw::Canvas::Extent(std::string_view text, draw::Font const& font)>;

[[nodiscard]] Plan plan(Scene const& scene, Frame const& frame, Style const& style, Measure const& measure);

// -- its parts
void plan_lines(Plan& plan, Scene const& scene, Frame const& frame, Style const& style);
void plan_points(Plan& plan, Scene const& scene, Frame const& frame, Style const& style);
/// After the points: codes keep clear of symbols, and a dot that would sit on a name is taken out.
void plan_names(Plan& plan, Scene const& scene, Frame const& frame, Style const& style, Measure const& measure);

} // namespace taizhang::map
