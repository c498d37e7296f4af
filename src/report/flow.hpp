#pragma once

#include "draw/typeset.hpp"
#include "report/content.hpp"
#include "report/pages.hpp"

#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// The page engine: fills pages from top to bottom. Everything is set once here and only shown later, so that preview, printer
/// and PDF cannot differ.
namespace taizhang::report {

struct TextMark {
    draw::SetLine line;
    double x, baseline;
    draw::Color colour;
};
struct RectMark {
    double x, y, w, h;
    draw::Color fill;
};
struct LineMark {
    std::vector<draw::Point> points;
    draw::Color colour;
    double width;
    std::vector<double> dashes{};
};
struct DotMark {
    draw::Point at;
    double radius;
    draw::Color fill, outline;
};
/// Something that draws itself, in the rectangle.
struct PictureMark {
    double x, y, w, h;
    std::function<void(draw::Canvas&, double w, double h)> draw;
};
using Mark = std::variant<TextMark, RectMark, LineMark, DotMark, PictureMark>;

struct Bookmark {
    std::string words;
    int page;
    int level;
};

/// One page. Coordinates count from the corner of its type area.
struct Sheet {
    bool landscape = false;
    std::vector<Mark> marks;
    std::vector<Area> areas;
    std::vector<std::pair<std::string, double>> anchors; ///< link, y
};

struct TextStyle {
    draw::Font font;
    double pitch;             ///< of the lines
    draw::Color colour{0, 0, 0};
    Align align = Align::left;
    double indent = 0;        ///< of the first line
    double tracking = 0;
    bool justify = false;
    double right = 0;         ///< kept free at the right
};

class Flow {
public:
    explicit Flow(draw::Typesetter& type) : type_{type} { sheets_.emplace_back(); }

    [[nodiscard]] double width() const noexcept;
    [[nodiscard]] double height() const noexcept;
    [[nodiscard]] double left_on_page() const noexcept { return height() - y_; }
    [[nodiscard]] double y() const noexcept { return y_; }
    [[nodiscard]] int page() const noexcept { return static_cast<int>(sheets_.size()) - 1; }
    void new_page();
    /// From here on upright or across; a new page when the one begun is of the other kind and not empty.
    void turn(bool landscape);
    void gap(double points) { y_ += points; }
    /// A new page unless that much is left.
    void keep_together(double points);
    void bookmark(std::string words, int level);

    void text(std::vector<Span> const& spans, TextStyle const& style);
    void text(std::string const& words, TextStyle const& style) { text(std::vector<Span>{{words}}, style); }
    /// Repeats head and title on every page and never cuts a row; a cell too long for a page ends in an ellipsis.
    void table(Table const& table, std::string const& continued);
    /// Room of that height, all of it on one page.
    void picture(double height, std::function<void(Sheet&, double y, double width)> const& put);

    [[nodiscard]] draw::Typesetter& type() noexcept { return type_; }
    [[nodiscard]] Sheet& sheet() noexcept { return sheets_.back(); }
    [[nodiscard]] std::vector<Sheet>& sheets() noexcept { return sheets_; }
    [[nodiscard]] std::vector<Bookmark>& bookmarks() noexcept { return bookmarks_; }

private:
    friend class TableFlow;
    draw::Typesetter& type_;
    std::vector<Sheet> sheets_;
    std::vector<Bookmark> bookmarks_;
    bool landscape_ = false;
    double y_ = 0;
};

} // namespace taizhang::report
