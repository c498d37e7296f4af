#pragma once

#include <string>

namespace taizhang::draw {

class Canvas;

struct SmallPicture {
    int width = 0, height = 0; ///< of the original, as stored
    std::string jpeg;          ///< upright, its longer side at most what was asked for
};

/// More are refused: what a phone or scanner makes has fewer, and one such picture would fill the memory.
inline constexpr long largest_pixels = 64'000'000;

/// A picture made small and turned upright. JPEGs are decoded at the small size already.
/// @param orientation EXIF 1 to 8
/// @throws Error invalid_input when it cannot be decoded or has more than largest_pixels
[[nodiscard]] SmallPicture small_picture(std::string const& data, int orientation, int longest_side);
/// Drawn into the box, whole and in the middle. Nothing is drawn when it cannot be decoded.
void draw_picture(Canvas& canvas, std::string const& data, double x, double y, double w, double h);

} // namespace taizhang::draw
