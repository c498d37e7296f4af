#pragma once

#include "draw/canvas.hpp"
#include "map/scene.hpp"

namespace taizhang::map {

/// Colours of the ground and of what is written on it.
struct Palette {
    draw::Color land, street, casing, label, halo, surface, ring, glyph, primary, danger, text, pale;
};
[[nodiscard]] Palette palette_of(bool dark, bool paper);

/// What a symbol is made of; two equal ones are the same picture.
struct SymbolKey {
    std::uint8_t class_number = 255;
    std::uint8_t look = 0;         ///< Look::byte() without `hidden`
    std::uint8_t theme = 254;      ///< number of the theme's entry; Theme::none = pale; 254 = the class's own colour
    std::uint8_t size = 0;         ///< diameter in logical pixels
    friend bool operator==(SymbolKey, SymbolKey) = default;
    [[nodiscard]] std::uint32_t number() const noexcept
    {
        return std::uint32_t{class_number} << 24U | std::uint32_t{look} << 16U | std::uint32_t{theme} << 8U | size;
    }
};
constexpr std::uint8_t own_colour = 254;

/// Lamps, inlets and manholes stand close together: far out they are dots. Everything else is a facility of its own.
[[nodiscard]] bool is_numerous(domain::AssetClass const* of) noexcept;
/// Diameter of a point's symbol at a zoom, logical pixels; 0 = clusters are drawn instead.
[[nodiscard]] std::uint8_t symbol_size(double zoom, bool numerous) noexcept;
/// The same in points on paper, where everything is drawn: 2.4 mm, facilities 3.2 mm, smaller on sheets of a whole county.
[[nodiscard]] std::uint8_t printed_size(double zoom, bool numerous) noexcept;
/// Below this zoom points are counted, not drawn.
inline constexpr double cluster_zoom = 14.75;
inline constexpr double code_zoom = 17.9; ///< from here codes stand beside the symbols
[[nodiscard]] double line_width(double zoom) noexcept;
[[nodiscard]] double street_width(double zoom) noexcept; ///< without casing
/// How far a symbol with its marks may reach from its position.
inline constexpr double farthest_reach = 28;
[[nodiscard]] double cluster_radius(std::uint32_t count) noexcept;
[[nodiscard]] std::vector<double> dashes_of(domain::AssetClass const* of, bool paper);

/// @param key of a thing; drawn around `at` in logical pixels, or points on paper
void draw_symbol(draw::Canvas& canvas, Scene const& scene, SymbolKey key, draw::Point at, Palette const& colours, bool dark, bool paper);
/// The colour that stands for a thing: its theme's, else its class's.
[[nodiscard]] draw::Color colour_of(Scene const& scene, std::uint8_t class_number, std::uint8_t theme, bool dark);
/// Twelve thousand as 1.2万 or 12k: what fits into a circle.
[[nodiscard]] std::string short_count(std::uint32_t count, Language language);

} // namespace taizhang::map
