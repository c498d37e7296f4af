#pragma once

#include <string>

namespace taizhang::draw {

class Canvas;

/// A QR code of the text, its quiet zone included in the square. Nothing is drawn for a text too long for one.
void draw_qr(Canvas& canvas, std::string const& text, double x, double y, double size);

} // namespace taizhang::draw
