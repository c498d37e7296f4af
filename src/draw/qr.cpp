#include "draw/qr.hpp"

#include "draw/canvas.hpp"

#include <memory>

#include <qrencode.h>

namespace taizhang::draw {

void draw_qr(Canvas& canvas, std::string const& text, double x, double y, double size)
{
    std::unique_ptr<QRcode, decltype(&QRcode_free)> const code{QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), &QRcode_free};
    if (!code)
        return;
    constexpr int quiet = 2;
    auto const module = size / (code->width + 2 * quiet);
    for (int row = 0; row < code->width; ++row)
        for (int column = 0; column < code->width;) {
            if ((code->data[row * code->width + column] & 1U) == 0) {
                ++column;
                continue;
            }
            auto const first = column; // runs in one piece: no hairlines between modules on paper
            while (column < code->width && (code->data[row * code->width + column] & 1U) != 0)
                ++column;
            canvas.fill_rect(x + (first + quiet) * module, y + (row + quiet) * module, (column - first) * module, module * 1.02, {0, 0, 0});
        }
}

} // namespace taizhang::draw
