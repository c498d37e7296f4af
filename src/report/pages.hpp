#pragma once

#include "draw/canvas.hpp"

#include <string>
#include <vector>

namespace taizhang::report {

/// A place on a page that leads to records.
struct Area {
    double x, y, w, h;
    std::string link, text;
};

/// Something laid out into A4 pages; the same pages go to PDF, preview and printer.
class Pages {
public:
    virtual ~Pages() = default;
    static constexpr double width_pt = 595.276, height_pt = 841.890;
    struct Size {
        double width, height;
    };
    [[nodiscard]] virtual std::string const& title() const noexcept = 0;
    [[nodiscard]] virtual int pages() const noexcept = 0;
    /// Points; a page across is wider than high.
    [[nodiscard]] virtual Size size(int /*page*/) const { return {width_pt, height_pt}; }
    /// Draws page 0.. at 1 unit = 1 pt.
    virtual void draw(draw::Canvas& canvas, int page) const = 0;
    /// What on a page leads to records; points from the page's corner.
    [[nodiscard]] virtual std::vector<Area> areas(int /*page*/) const { return {}; }
};

/// Written wholly or not at all. @throws Error usage for another ending than .pdf; refused without a Chinese font
void write_pages(Pages const& pages, std::string const& path);

} // namespace taizhang::report
