#include "report/labels.hpp"

#include "base/error.hpp"
#include "draw/qr.hpp"
#include "draw/typeset.hpp"
#include "report/fonts.hpp"

#include <algorithm>
#include <array>

namespace taizhang::report {
namespace {

constexpr std::array formats{
    LabelFormat{"70x37", 70, 37, 3, 8, 0, 0.5, 70, 37},
    LabelFormat{"63.5x38.1", 63.5, 38.1, 3, 7, 7.2, 15.1, 66, 38.1},
    LabelFormat{"52.5x29.7", 52.5, 29.7, 4, 10, 0, 0, 52.5, 29.7},
    LabelFormat{"99.1x67.7", 99.1, 67.7, 2, 4, 4.7, 13, 101.6, 67.7},
    LabelFormat{"105x74", 105, 74, 2, 4, 0, 0.5, 105, 74},
};

} // namespace

std::span<LabelFormat const> label_formats() noexcept { return formats; }

LabelFormat const& label_format(std::string const& key)
{
    auto const it = std::ranges::find_if(formats, [&](LabelFormat const& f) { return key == f.key; });
    if (it != formats.end())
        return *it;
    std::vector<std::string> known;
    for (auto const& f : formats)
        known.push_back(f.key);
    throw Error{Error::Kind::refused, tr("There are no labels of the format “{0}”.", key), {}, tr("Possible: {0}", joined(known, ", "))};
}

LabelSheets::LabelSheets(std::vector<Label> labels, LabelFormat const& format, int start, std::string title)
    : labels_{std::move(labels)}, format_{format}, start_{std::clamp(start, 0, format.columns * format.rows - 1)}, title_{std::move(title)}
{}

int LabelSheets::pages() const noexcept
{
    auto const each = format_.columns * format_.rows;
    return labels_.empty() ? 0 : (static_cast<int>(labels_.size()) + start_ + each - 1) / each;
}

void LabelSheets::draw(draw::Canvas& canvas, int page) const
{
    draw::Typesetter type;
    auto const each = format_.columns * format_.rows;
    constexpr double edge = 3 * mm;
    for (int place = 0; place < each; ++place) {
        auto const n = page * each + place - start_;
        if (n < 0 || n >= static_cast<int>(labels_.size()))
            continue;
        auto const& label = labels_[static_cast<std::size_t>(n)];
        auto const x = (format_.left + place % format_.columns * format_.column_step) * mm, y = (format_.top + place / format_.columns * format_.row_step) * mm;
        auto const width = format_.width * mm, height = format_.height * mm;
        auto const square = std::min(height - 2 * edge, width * 0.42);
        draw::draw_qr(canvas, label.code, x + edge, y + (height - square) / 2, square);
        auto const left = x + edge + square + 4, room = x + width - edge - left;
        auto const large = draw::sans(std::min(11.0, height / 8), true), small = draw::sans(std::min(8.5, height / 11));
        double top = y + edge;
        auto const put = [&](std::string const& words, draw::Font const& font, std::size_t most) {
            for (auto const& line : type.lines(words, {font, room, 0, 0, false, most})) {
                auto const pitch = font.points * 1.35;
                if (top + pitch > y + height - edge)
                    return;
                line.show(canvas, left, top + type.baseline_in(pitch, font), black);
                top += pitch;
            }
        };
        put(label.code, large, 2);
        put(label.first, small, 1);
        put(label.second, small, 3);
    }
}

} // namespace taizhang::report
