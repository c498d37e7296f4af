#pragma once

#include "app/ledger.hpp"
#include "draw/canvas.hpp"
#include "geo/index.hpp"
#include "geo/viewport.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace taizhang::map {

/// The assets of a ledger made ready for drawing and picking; immutable, so it can be drawn on any thread.
class Scene {
public:
    struct Thing {
        std::string uid, class_key, label;
        geo::Shape shape;
    };
    /// @param classes only these; empty = all
    [[nodiscard]] static std::shared_ptr<Scene const> load(app::Ledger const& ledger,
                                                           std::vector<std::string> const& classes = {});
    /// One asset and what touches the box around it, two thousand things at most: a small picture of one place.
    [[nodiscard]] static std::shared_ptr<Scene const> around(app::Ledger const& ledger, std::string const& uid, geo::Box const& box);

    [[nodiscard]] std::vector<Thing> const& things() const noexcept { return things_; }
    [[nodiscard]] std::optional<geo::Box> bounds() const noexcept { return bounds_; }
    [[nodiscard]] bool illustrative() const noexcept { return illustrative_; }
    /// What lies within `radius` pixels of the point, nearest first.
    [[nodiscard]] std::vector<std::size_t> pick(geo::Viewport const& view, geo::ScreenPoint at, double radius) const;

    [[nodiscard]] domain::Catalog const& catalog() const noexcept { return catalog_; }
    /// Indices of the things whose box touches the view, in drawing order.
    [[nodiscard]] std::vector<std::uint32_t> visible(geo::Viewport const& view) const;

private:
    [[nodiscard]] static std::shared_ptr<Scene const> of(app::Ledger const& ledger, std::vector<app::AssetQuery> const& queries,
                                                         std::vector<std::string> const& classes);
    std::vector<Thing> things_;
    std::optional<geo::Box> bounds_;
    bool illustrative_ = false;
    std::optional<geo::BoxIndex> index_;
    domain::Catalog catalog_;
};

struct Style {
    bool dark = false;
    bool paper = false; ///< print symbols, no background tint
    std::vector<std::string> selected_uids;
    Language language = Language::zh;
};

/// Land, lines, points, road names and, for illustrative data, the words 示意数据.
void draw_scene(draw::Canvas& canvas, Scene const& scene, geo::Viewport const& view, Style const& style);
/// Legend of the classes in view, scale bar, north arrow; for pictures and sheets.
void draw_furniture(draw::Canvas& canvas, Scene const& scene, geo::Viewport const& view, Style const& style);

/// taizhangctl map: the whole ledger, or the box, as PNG, PDF or SVG by the file's ending.
/// @throws Error usage for another ending
void write_map(Scene const& scene, std::optional<geo::Box> box, int width, int height, Style const& style,
               std::string const& path);

} // namespace taizhang::map
