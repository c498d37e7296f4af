#pragma once

#include "draw/canvas.hpp"

#include <string>

namespace taizhang::report {

/// Something laid out into A4 pages; the same pages go to PDF, preview and printer.
class Pages {
public:
    virtual ~Pages() = default;
    static constexpr double width_pt = 595.276, height_pt = 841.890;
    [[nodiscard]] virtual std::string const& title() const noexcept = 0;
    [[nodiscard]] virtual int pages() const noexcept = 0;
    /// Draws page 0.. at 1 unit = 1 pt.
    virtual void draw(draw::Canvas& canvas, int page) const = 0;
};

/// Written wholly or not at all. @throws Error usage for another ending than .pdf; refused without a Chinese font
void write_pages(Pages const& pages, std::string const& path);

} // namespace taizhang::report
