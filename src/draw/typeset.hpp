#pragma once

#include "draw/canvas.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace taizhang::draw {

/// A line of text set for good: glyphs and their places. Immutable and cheap to copy; unlike Canvas::text() it is not shaped
/// again when it is drawn, and may be drawn on any canvas by any thread.
class SetLine {
public:
    [[nodiscard]] double width() const noexcept;
    [[nodiscard]] bool empty() const noexcept;
    /// What stands on it, as it is drawn.
    [[nodiscard]] std::string text() const;
    /// Bytes of the paragraph it was broken from.
    [[nodiscard]] std::size_t begin() const noexcept;
    [[nodiscard]] std::size_t end() const noexcept;
    /// How far from the line's start the character at that byte of the paragraph begins; the width when it lies behind.
    [[nodiscard]] double x_of(std::size_t byte) const noexcept;
    void show(Canvas& canvas, double x, double baseline, Color c) const;

private:
    friend class Typesetter;
    struct Data;
    std::shared_ptr<Data const> data_;
};

struct Setting {
    Font font;
    double width = 0;        ///< <= 0: one line, however long
    double first_indent = 0; ///< of the first line
    double tracking = 0;     ///< added behind every full-width character: -0.21 makes 28 of 16 pt fill 156 mm
    bool justify = false;    ///< all lines but the last reach the right edge
    std::size_t most_lines = 0; ///< 0 = all; the last one kept then ends in an ellipsis
};

/// Breaks paragraphs into lines by the rules of Chinese print (no mark of punctuation begins a line, no opening bracket ends
/// one, words and numbers stay whole) and sets them. Control characters are left out; a character that no installed font
/// has becomes 〓, the printer's mark for it, never a box. Belongs to one thread; its lines do not.
class Typesetter {
public:
    Typesetter();
    ~Typesetter();
    Typesetter(Typesetter const&) = delete;
    Typesetter& operator=(Typesetter const&) = delete;

    /// At least one line, which may be empty. No line is wider than asked for.
    [[nodiscard]] std::vector<SetLine> lines(std::string_view text, Setting const& setting);
    [[nodiscard]] SetLine line(std::string_view text, Font const& font);
    [[nodiscard]] double width_of(std::string_view text, Font const& font);

    struct Rise {
        double ascent, descent; ///< both positive, points
    };
    [[nodiscard]] Rise rise_of(Font const& font);
    /// Where the baseline of a line of that height stands, the text in its middle.
    [[nodiscard]] double baseline_in(double height, Font const& font);
    /// The family that really draws Chinese in that font.
    [[nodiscard]] std::string family_of(Font const& font);
    /// Characters met so far that no installed font has, each once.
    [[nodiscard]] std::string const& missing() const noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace taizhang::draw
