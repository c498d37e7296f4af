#pragma once

#include "map/scene.hpp"

#include <memory>
#include <string>
#include <vector>

namespace taizhang::map {

/// What is to be printed, and on what paper.
struct SheetWish {
    std::string title;    ///< "" = 设施分布图 with the county's name
    std::string county;
    Date date = Date::from_days(0);
    double scale = 0;     ///< 2000 for 1:2000; 0 = as large as fits
    bool a3 = false, upright = false;
    bool internal = true; ///< says 内部资料
    std::string zone = "EPSG:4547"; ///< system of the grid ticks
    Language language = Language::zh;
};

/// Pages of maps, drawn in points: printer, preview and PDF take the same.
class Sheets {
public:
    /// One sheet with the box in its middle.
    [[nodiscard]] static Sheets one(Scene::Shared scene, geo::Box const& box, SheetWish wish);
    /// A map book: a key map, then for every road a sheet with its facilities in walking order and boxes to tick.
    /// @param rows what it is about; roads of these only. What stands at no road comes last, by code
    [[nodiscard]] static Sheets book(Scene::Shared scene, std::vector<Row> const& rows, SheetWish wish);

    [[nodiscard]] int pages() const noexcept { return static_cast<int>(pages_.size()); }
    [[nodiscard]] double width() const noexcept { return width_; } ///< points
    [[nodiscard]] double height() const noexcept { return height_; }
    [[nodiscard]] std::string const& title() const noexcept { return wish_.title; }
    void draw(draw::Canvas& canvas, int page) const;
    /// @throws Error full, io, denied; refused when no Chinese font is there
    void write_pdf(std::string const& path) const;
    /// Of a page, 1:n as printed.
    [[nodiscard]] double scale_of(int page) const;

private:
    struct Page {
        std::string title;
        geo::Viewport view;
        std::vector<Row> listed;           ///< in walking order; part of them when the road goes on overleaf
        std::size_t first = 0;             ///< number of the first of them
        std::vector<std::pair<std::string, geo::Position>> key; ///< numbers on the key map
        bool continued = false;
    };
    Sheets(Scene::Shared scene, SheetWish wish);
    [[nodiscard]] geo::Viewport view_of(geo::Box box, double width, double height) const;
    void draw_frame(draw::Canvas& canvas, Page const& page, double x, double y, double w, double h) const;
    void draw_ticks(draw::Canvas& canvas, Page const& page, double x, double y, double w, double h) const;
    void draw_list(draw::Canvas& canvas, Page const& page, double x, double y, double w) const;

    Scene::Shared scene_;
    SheetWish wish_;
    double width_, height_;
    std::vector<Page> pages_;
};

} // namespace taizhang::map
