#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

typedef struct _cairo cairo_t;

namespace taizhang::draw {

struct Color {
    double r, g, b, a = 1;
    /// "#RRGGBB"; black for anything else.
    [[nodiscard]] static Color hex(std::string_view text) noexcept;
};

struct Point {
    double x, y;
};

/// A list of families; the first that is installed draws. Names are Pango family lists.
struct Font {
    std::string families;
    double points;
    bool bold = false;
};
/// "Noto Sans CJK SC" and what may stand in for it; body text prefers the office's own 仿宋 (UI.md 1).
[[nodiscard]] Font sans(double points, bool bold = false);
[[nodiscard]] Font serif(double points, bool bold = false);

enum class Align { left, centre, right };

class Image;

/// Draws on one Cairo context, in points for paper or pixels for pictures. y grows down.
/// Belongs to one thread. Text is laid out without hinting, so that line breaks do not depend on the device.
class Canvas {
public:
    /// Borrows the context (a wx paint or printer DC); the caller keeps it alive.
    explicit Canvas(cairo_t* borrowed);
    Canvas(Canvas const&) = delete;
    Canvas& operator=(Canvas const&) = delete;
    ~Canvas();

    [[nodiscard]] cairo_t* context() const noexcept;
    void save();
    void restore();
    void translate(double x, double y);
    void scale(double factor);
    void rotate(double radians); ///< clockwise
    void clip(double x, double y, double w, double h);
    void fill_page(Color c);
    void fill_rect(double x, double y, double w, double h, Color c);
    void stroke_rect(double x, double y, double w, double h, Color c, double width);
    void line(Point a, Point b, Color c, double width);
    void polyline(std::vector<Point> const& points, Color c, double width, std::vector<double> const& dashes = {});
    void polygon(std::vector<std::vector<Point>> const& rings, Color fill, Color outline, double width);
    void rounded(double x, double y, double w, double h, double radius, Color fill, Color outline, double width);
    void circle(Point centre, double radius, Color fill, Color outline, double width);

    struct Extent {
        double width, height;
        int lines;
    };
    /// @param width wraps there; <= 0 = one line
    [[nodiscard]] Extent measure(std::string_view text, Font const& font, double width = 0) const;
    /// (x, y) is the top left of the box of `width`; with width <= 0, x is where `align` says. Returns what it took.
    Extent text(double x, double y, std::string_view text, Font const& font, Color c, double width = 0,
                Align align = Align::left, double line_spacing = 1.0, double first_indent = 0);
    /// One line of text whose middle is at (0, 0), with an outline of `halo` around it so that it reads on any ground.
    void halo_text(std::string_view text, Font const& font, Color c, Color halo, double halo_width);
    /// A picture with its top left at (x, y), `factor` units a pixel of it. Not smoothed where a pixel of it is one of ours.
    void picture(Image const& image, double x, double y, double factor = 1);
    /// An SVG document drawn into the square.
    void svg(std::string_view document, double x, double y, double size);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Pages of a PDF, drawn one after the other. Nothing is left at `path` unless finish() returned.
class PdfFile {
public:
    /// @param width,height points; A4 = 595.276 x 841.890. @throws Error denied, io
    PdfFile(std::filesystem::path path, double width, double height, std::string const& title);
    ~PdfFile();
    [[nodiscard]] Canvas& canvas() noexcept;
    void next_page();
    /// Of the page about to be drawn; nothing may stand on it yet.
    void page_size(double width, double height);
    /// Shown by readers beside the title. @param created UTC, ISO 8601
    void describe(std::string const& author, std::string const& subject, std::string const& keywords, std::string const& created);
    /// An entry of the outline readers show at the side. @param page 0.. @param level 0 = top; at most one deeper than the last
    void bookmark(std::string const& words, int page, int level);
    /// A place on the page being drawn that links can name.
    void anchor(std::string const& name, double x, double y);
    /// A click on that rectangle of the page being drawn leads to the anchor, which may come later.
    void link(std::string const& anchor_name, double x, double y, double w, double h);
    /// @throws Error full, io
    void finish();
    /// The file's bytes instead of a file.
    [[nodiscard]] std::string finish_in_memory();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// An ARGB picture in memory.
class Image {
public:
    Image(int width, int height, double scale = 1);
    ~Image();
    Image(Image&&) noexcept;
    Image& operator=(Image&&) noexcept;
    [[nodiscard]] Canvas& canvas() noexcept;
    [[nodiscard]] int width() const noexcept;
    [[nodiscard]] int height() const noexcept;
    /// Premultiplied ARGB32 of one pixel, for tests.
    [[nodiscard]] std::uint32_t pixel(int x, int y) const noexcept;
    /// Premultiplied ARGB32, row after row of width() pixels, for drawing without Cairo: what the canvas drew is in it, and
    /// touched() must be called before the canvas draws again.
    [[nodiscard]] std::uint32_t* pixels() noexcept;
    [[nodiscard]] std::uint32_t const* pixels() const noexcept;
    void touched() noexcept;
    void write_png(std::filesystem::path const& path);

private:
    friend class Canvas;
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Like PdfFile, one page of SVG.
class SvgFile {
public:
    SvgFile(std::filesystem::path path, double width, double height);
    ~SvgFile();
    [[nodiscard]] Canvas& canvas() noexcept;
    void finish();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Characters of `text` that no installed font can draw (they would print as boxes), each once.
[[nodiscard]] std::string missing_characters(std::string_view text);
/// @throws Error refused naming the package to install when Chinese cannot be drawn at all
void require_chinese_font();

} // namespace taizhang::draw
