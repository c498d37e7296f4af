#pragma once

#include "draw/canvas.hpp"
#include "draw/picture.hpp"
#include "support/temp_folder.hpp"

#include <cstdint>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

/// Pictures made for tests: a real JPEG, and the same with what cameras write into it.
namespace taizhang::test {

[[nodiscard]] inline std::string png_picture(int width, int height, draw::Color colour)
{
    TempFolder const folder;
    draw::Image image{width, height};
    image.canvas().fill_rect(0, 0, width, height, colour);
    image.write_png(folder / "x.png");
    std::ifstream in{folder / "x.png", std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

[[nodiscard]] inline std::string jpeg_picture(int width = 64, int height = 48, draw::Color colour = {0.2, 0.5, 0.8})
{
    return draw::small_picture(png_picture(width, height, colour), 1, 4000).jpeg;
}

/// A TIFF block, little-endian, as it stands in APP1.
class ExifBlock {
public:
    void add_short(std::uint16_t tag, std::uint16_t value) { entry(ifd0_, tag, 3, 1, number(value, 2) + number(0, 2)); }
    void add_ascii_in_exif(std::uint16_t tag, std::string text)
    {
        text += '\0';
        exif_.push_back({tag, 2, static_cast<std::uint32_t>(text.size()), text});
    }
    void add_gps_ascii(std::uint16_t tag, char letter) { gps_.push_back({tag, 2, 2, std::string{letter} + std::string(3, '\0')}); }
    void add_gps_rationals(std::uint16_t tag, std::initializer_list<std::pair<unsigned, unsigned>> values)
    {
        std::string data;
        for (auto const& [n, d] : values)
            data += number(n, 4) + number(d, 4);
        gps_.push_back({tag, 5, static_cast<std::uint32_t>(values.size()), data});
    }
    /// Put behind the first two bytes of a JPEG.
    [[nodiscard]] std::string in(std::string const& jpeg) const
    {
        auto ifd0 = ifd0_;
        std::string tail;
        auto const base = 8 + size_of(ifd0.size() + (exif_.empty() ? 0 : 1) + (gps_.empty() ? 0 : 1));
        auto const sub = [&](std::uint16_t pointer, std::vector<Entry> const& entries) {
            if (entries.empty())
                return;
            ifd0.push_back({pointer, 4, 1, number(static_cast<std::uint32_t>(base + tail.size()), 4)});
            tail += block(entries, static_cast<std::uint32_t>(base + tail.size()));
        };
        sub(0x8769, exif_);
        sub(0x8825, gps_);
        auto const tiff = std::string{"II*\0", 4} + number(8, 4) + block(ifd0, 8) + tail;
        auto const body = std::string{"Exif\0\0", 6} + tiff;
        auto const length = body.size() + 2;
        return jpeg.substr(0, 2) + "\xFF\xE1" + static_cast<char>(length >> 8U) + static_cast<char>(length & 0xFFU) + body + jpeg.substr(2);
    }

private:
    struct Entry {
        std::uint16_t tag, type;
        std::uint32_t count;
        std::string data;
    };
    static std::string number(std::uint32_t value, int bytes)
    {
        std::string text;
        for (int i = 0; i < bytes; ++i)
            text += static_cast<char>((value >> (8 * i)) & 0xFFU);
        return text;
    }
    static void entry(std::vector<Entry>& ifd, std::uint16_t tag, std::uint16_t type, std::uint32_t count, std::string data)
    {
        ifd.push_back({tag, type, count, std::move(data)});
    }
    static std::size_t size_of(std::size_t entries) { return 2 + entries * 12 + 4; }
    static std::string block(std::vector<Entry> const& entries, std::uint32_t at)
    {
        auto head = number(static_cast<std::uint32_t>(entries.size()), 2);
        std::string values;
        for (auto const& e : entries) {
            head += number(e.tag, 2) + number(e.type, 2) + number(e.count, 4);
            if (e.data.size() <= 4)
                head += e.data + std::string(4 - e.data.size(), '\0');
            else {
                head += number(static_cast<std::uint32_t>(at + size_of(entries.size()) + values.size()), 4);
                values += e.data;
            }
        }
        return head + number(0, 4) + values;
    }
    std::vector<Entry> ifd0_, exif_, gps_;
};

} // namespace taizhang::test
