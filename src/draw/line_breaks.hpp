#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

/// Where lines of Chinese with Latin words and numbers in between may be parted. No fonts here: widths are given.
namespace taizhang::draw {

/// What is never parted: a character, or a word of a script whose letters join.
struct Piece {
    std::size_t at = 0, bytes = 0; ///< in the paragraph
    char32_t code = 0;             ///< of its first character
    bool wide = false;             ///< a full-width character
    bool complex = false;          ///< must be shaped as a whole
    bool new_line = false;
    double advance = 0;
    int word = -1;
};

/// Control characters, marks of direction and variation selectors are left out; a line end is a piece of its own.
[[nodiscard]] std::vector<Piece> broken_up(std::string_view utf8);
/// Character by character, whatever the script.
[[nodiscard]] std::vector<Piece> broken_up_wholly(std::string_view utf8);

struct LineRange {
    std::size_t from, to;
    double width;
    bool forced; ///< ended by a line end in the text
};
/// No range is wider than `width` unless one piece alone is. @param width <= 0: parted at line ends only
[[nodiscard]] std::vector<LineRange> break_lines(std::vector<Piece> const& pieces, double width, double first_indent, double tracking);

} // namespace taizhang::draw
