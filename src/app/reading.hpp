#pragma once

#include "base/text.hpp"
#include "geo/doctor.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace taizhang::app {

/// Something found out about a file, and what speaks for it. "" = nothing to find out.
struct Guess {
    std::string value;
    Text why;
};

/// A row of the sheet that is no record: a sum, a note, a head repeated on the next page.
struct LeftOut {
    std::int64_t row = 0;
    std::string text; ///< its first filled cell
    Text why;
};

/// What the reader took a file for. Everything here can be corrected by OpenOptions.
struct FileReading {
    Guess encoding;                     ///< of text files and dbf tables
    std::int64_t header_row = 0;        ///< as the user counts; 0 = the format names its columns itself
    int header_rows = 0;                ///< 2 = a merged two-row head
    std::vector<std::string> inherited; ///< headers of columns in which a blank means "as above"
    std::vector<LeftOut> left_out;      ///< grows while rows are read
    std::string x_header, y_header;     ///< columns that hold the position; equal = both numbers in one cell
    bool swapped = false;               ///< the column named x holds the northing or latitude
    Guess system;
    std::vector<geo::Belief> beliefs;   ///< of the coordinate doctor, likeliest first
    std::vector<std::vector<std::string>> sample; ///< first rows as they would be imported, to judge by eye
};

} // namespace taizhang::app
