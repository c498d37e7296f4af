#include "draw/line_breaks.hpp"

#include <algorithm>

namespace taizhang::draw {
namespace {

constexpr double slack = 0.01;

/// The character at `at` and how many bytes it takes; a stray byte counts as U+FFFD.
std::pair<char32_t, std::size_t> decoded(std::string_view text, std::size_t at)
{
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    auto const lead = byte(0);
    std::size_t const length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (length == 1)
        return {lead < 0x80 ? char32_t{lead} : U'\uFFFD', 1};
    if (at + length > text.size())
        return {U'\uFFFD', 1};
    char32_t code = lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U)
            return {U'\uFFFD', 1};
        code = (code << 6U) | (byte(i) & 0x3FU);
    }
    return {code, length};
}

constexpr bool in(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

bool is_left_out(char32_t c)
{
    return (c < 0x20 && c != '\n' && c != '\t') || in(c, 0x7F, 0x9F) || in(c, 0x200B, 0x200F) || in(c, 0x2028, 0x202E) ||
           in(c, 0x2060, 0x206F) || in(c, 0xFE00, 0xFE0F) || c == 0xFEFF || in(c, 0xFFF9, 0xFFFB) || in(c, 0xE0000, 0xE0FFF);
}

bool is_complex(char32_t c)
{
    return in(c, 0x0300, 0x036F) || in(c, 0x0590, 0x08FF) || in(c, 0x0900, 0x10FF) || in(c, 0x1780, 0x18AF) || in(c, 0x20D0, 0x20FF) ||
           in(c, 0xFB1D, 0xFDFF) || in(c, 0xFE70, 0xFEFE);
}

bool is_wide(char32_t c)
{
    return in(c, 0x2E80, 0xA4CF) || in(c, 0xAC00, 0xD7A3) || in(c, 0xF900, 0xFAFF) || in(c, 0xFE30, 0xFE4F) || in(c, 0xFF01, 0xFF60) ||
           in(c, 0xFFE0, 0xFFE6) || in(c, 0x20000, 0x3FFFF);
}

bool begins_no_line(char32_t c)
{
    return std::u32string_view{U"，。；：、）》〉」』】〕”’！？％℃…·,.;:)]}%!?㎡"}.find(c) != std::u32string_view::npos;
}

bool ends_no_line(char32_t c) { return std::u32string_view{U"（《〈「『【〔“‘([{￥"}.find(c) != std::u32string_view::npos; }

bool is_blank(char32_t c) { return c == ' ' || c == '\t' || c == 0x3000; }

/// Letters and digits that make a word together.
bool joins(Piece const& left, Piece const& right)
{
    auto const inner = [](Piece const& p) { return !p.wide && !is_blank(p.code) && !p.new_line; };
    return inner(left) && inner(right);
}

bool may_part(Piece const& left, Piece const& right)
{
    return !begins_no_line(right.code) && !ends_no_line(left.code) && !joins(left, right);
}

} // namespace

std::vector<Piece> broken_up_wholly(std::string_view utf8)
{
    std::vector<Piece> pieces;
    pieces.reserve(utf8.size() / 2);
    for (std::size_t at = 0; at < utf8.size();) {
        auto const [code, bytes] = decoded(utf8, at);
        if (!is_left_out(code)) {
            Piece piece;
            piece.at = at;
            piece.bytes = bytes;
            piece.code = code == '\t' ? U' ' : code;
            piece.wide = is_wide(code);
            piece.new_line = code == '\n';
            pieces.push_back(piece);
        }
        at += bytes;
    }
    return pieces;
}

std::vector<Piece> broken_up(std::string_view utf8)
{
    auto const all = broken_up_wholly(utf8);
    std::vector<Piece> pieces;
    pieces.reserve(all.size());
    for (auto piece : all) {
        piece.complex = is_complex(piece.code);
        bool const after_letter = !pieces.empty() && !pieces.back().wide && !is_blank(pieces.back().code) && !pieces.back().new_line;
        if (piece.complex && after_letter && pieces.back().at + pieces.back().bytes == piece.at) {
            pieces.back().bytes += piece.bytes; // an accent joins the letter before it, an Arabic letter its word
            pieces.back().complex = true;
        } else
            pieces.push_back(piece);
    }
    return pieces;
}

std::vector<LineRange> break_lines(std::vector<Piece> const& pieces, double width, double first_indent, double tracking)
{
    std::vector<LineRange> lines;
    auto const advance = [&](std::size_t i) { return pieces[i].advance + (pieces[i].wide ? tracking : 0); };
    auto const span = [&](std::size_t from, std::size_t to) {
        double sum = 0;
        for (auto i = from; i < to; ++i)
            sum += advance(i);
        return sum;
    };
    auto const close = [&](std::size_t from, std::size_t to, bool forced) {
        while (to > from && pieces[to - 1].code == ' ') // a blank at the end takes no room
            --to;
        lines.push_back({from, to, span(from, to), forced});
    };
    std::size_t from = 0;
    double used = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (pieces[i].new_line) {
            close(from, i, true);
            from = i + 1;
            used = 0;
            continue;
        }
        while (width > 0 && i > from && used + advance(i) > width - (lines.empty() ? first_indent : 0) + slack && pieces[i].code != ' ') {
            auto cut = i;
            while (cut > from && !may_part(pieces[cut - 1], pieces[cut]))
                --cut;
            if (cut == from)
                cut = i; // a word longer than the line is parted after all
            close(from, cut, false);
            from = cut;
            while (from < i && pieces[from].code == ' ')
                ++from;
            used = span(from, i);
        }
        used += advance(i);
    }
    close(std::min(from, pieces.size()), pieces.size(), false);
    return lines;
}

} // namespace taizhang::draw
