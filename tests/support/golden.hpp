#pragma once

#include "draw/canvas.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace taizhang::test {

/// The picture as a text of squares: mean colour of each, two hexadecimal digits a channel. Small, and readable in a diff.
[[nodiscard]] inline std::string mosaic(draw::Image const& image, int columns = 32)
{
    auto const side = image.width() / columns;
    auto const* const pixels = image.pixels();
    std::string text;
    for (int row = 0; row < image.height() / side; ++row) {
        for (int column = 0; column < columns; ++column) {
            std::array<long, 3> sum{};
            for (int y = row * side; y < (row + 1) * side; ++y)
                for (int x = column * side; x < (column + 1) * side; ++x)
                    for (std::size_t c = 0; c < 3; ++c)
                        sum[c] += pixels[y * image.width() + x] >> (16 - 8 * c) & 255;
            for (auto const s : sum) {
                static constexpr std::string_view digits = "0123456789abcdef";
                auto const mean = static_cast<std::size_t>(s / (side * side));
                text += digits[mean / 16];
                text += digits[mean % 16];
            }
            text += column + 1 < columns ? ' ' : '\n';
        }
    }
    return text;
}

/// Compares with tests/golden/NAME. A missing reference fails; TAIZHANG_UPDATE_GOLDEN=1 writes it.
inline void expect_golden(draw::Image const& image, std::string const& name, int tolerance = 10)
{
    auto const path = std::filesystem::path{TAIZHANG_GOLDEN} / name;
    auto const is = mosaic(image);
    if (std::getenv("TAIZHANG_UPDATE_GOLDEN")) {
        std::ofstream{path} << is;
        return;
    }
    std::ifstream file{path};
    ASSERT_TRUE(file) << "no reference " << path << "; look at the picture, then set TAIZHANG_UPDATE_GOLDEN=1";
    std::istringstream now{is};
    std::string wanted, got;
    int squares = 0, wrong = 0;
    while (file >> wanted && now >> got) {
        ++squares;
        for (std::size_t c = 0; c < 6; c += 2)
            if (std::abs(std::stoi(wanted.substr(c, 2), nullptr, 16) - std::stoi(got.substr(c, 2), nullptr, 16)) > tolerance) {
                ++wrong;
                break;
            }
    }
    EXPECT_GT(squares, 100) << "the reference is no picture";
    EXPECT_LE(wrong, squares / 100) << wrong << " of " << squares << " squares of " << name << " differ";
}

} // namespace taizhang::test
