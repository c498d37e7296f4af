#pragma once

#include "app/ledger.hpp"
#include "draw/canvas.hpp"
#include "geo/viewport.hpp"
#include "map/things.hpp"

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace taizhang::map {

/// How a thing's symbol is marked, one byte a row.
struct Look {
    enum class Mark : std::uint8_t { none, open, overdue };
    domain::Phase phase = domain::Phase::in_service;
    domain::Condition state = domain::Condition::intact;
    Mark mark = Mark::none;
    bool selected = false, hidden = false;

    [[nodiscard]] static constexpr Look of(std::uint8_t byte) noexcept
    {
        return {static_cast<domain::Phase>(byte & 3U), static_cast<domain::Condition>(byte >> 2U & 3U), static_cast<Mark>(byte >> 4U & 3U),
                (byte & selected_bit) != 0, (byte & hidden_bit) != 0};
    }
    [[nodiscard]] constexpr std::uint8_t byte() const noexcept
    {
        return static_cast<std::uint8_t>(static_cast<unsigned>(phase) | static_cast<unsigned>(state) << 2U | static_cast<unsigned>(mark) << 4U |
                                         (selected ? selected_bit : 0U) | (hidden ? hidden_bit : 0U));
    }
    static constexpr std::uint8_t selected_bit = 0x40, hidden_bit = 0x80, mark_bits = 0x30;
};

/// Another colour for every thing than its class's: what a theme says about it.
struct Theme {
    struct Entry {
        std::string label; ///< in the reader's language
        std::string light, dark; ///< #RRGGBB
    };
    static constexpr std::uint8_t none = 255; ///< nothing is known: drawn pale
    std::string key, title;
    std::vector<Entry> entries;
    std::vector<std::uint8_t> of_row;  ///< number of an entry, or none
    bool heat = false;                 ///< of_row is a weight, drawn as warmth of the ground
};

/// What is left out of the picture.
struct Filter {
    std::vector<std::string> hidden_classes;
    bool only_open = false;            ///< only things with open orders
    std::optional<std::vector<bool>> rows{}; ///< only these
    [[nodiscard]] bool is_set() const noexcept { return !hidden_classes.empty() || only_open || rows; }
    friend bool operator==(Filter const&, Filter const&) = default;
};

/// What differs between two scenes: tiles drawn of the one that touch none of it hold for the other.
struct Difference {
    bool all = false;
    std::vector<geo::WorldBox> boxes;
    std::uint64_t classes = 0; ///< bits by PackedTree::bit
    [[nodiscard]] static Difference everything()
    {
        Difference d;
        d.all = true;
        return d;
    }
    [[nodiscard]] bool none() const noexcept { return !all && boxes.empty() && classes == 0; }
};

/// The assets and communities of a ledger made ready for drawing and picking; immutable, so it can be drawn on any thread.
/// The with_..() functions make another that shares all that is the same.
class Scene {
public:
    using Shared = std::shared_ptr<Scene const>;
    /// @param classes only these; empty = all, and the communities
    /// @param now what is overdue then is marked so; nullopt = nothing is
    [[nodiscard]] static Shared load(app::Ledger const& ledger, std::vector<std::string> const& classes = {},
                                     std::optional<Instant> now = {});

    /// One asset and what touches the box around it, two thousand things at most: a small picture of one place.
    [[nodiscard]] static Shared around(app::Ledger const& ledger, std::string const& uid, geo::Box const& box);

    [[nodiscard]] std::size_t size() const noexcept { return placed_; } ///< things that have a position
    [[nodiscard]] std::optional<geo::Box> bounds() const noexcept;
    [[nodiscard]] bool illustrative() const noexcept { return illustrative_; }
    [[nodiscard]] domain::Catalog const& catalog() const noexcept { return *catalog_; }
    [[nodiscard]] Things const& things() const noexcept { return *things_; }
    [[nodiscard]] Points const& points() const noexcept { return shown_points_ ? *shown_points_ : things_->points; } ///< not hidden
    [[nodiscard]] std::uint8_t look(Row row) const noexcept { return (*looks_)[row]; }
    [[nodiscard]] app::AssetList const& list() const noexcept { return *list_; }
    [[nodiscard]] std::shared_ptr<Theme const> const& theme() const noexcept { return theme_; }
    [[nodiscard]] Filter const& filter() const noexcept { return filter_; }
    [[nodiscard]] std::vector<std::uint64_t> const& selected_codes() const noexcept { return selected_codes_; }
    [[nodiscard]] std::vector<Row> const& selected() const noexcept { return selected_; }
    [[nodiscard]] std::vector<std::uint8_t> const& scores() const noexcept { return *scores_; } ///< by row; 255 = unknown

    // -- a thing
    [[nodiscard]] bool is_asset(Row row) const noexcept { return row < list_->size(); }
    [[nodiscard]] std::string uid(Row row) const;
    /// nullptr: a class the catalogue does not know.
    [[nodiscard]] domain::AssetClass const* class_of(Row row) const noexcept;
    [[nodiscard]] std::string_view code_or_name(Row row) const noexcept; ///< what is written beside it
    [[nodiscard]] std::string_view name(Row row) const noexcept;         ///< of a road or community: what is written along it
    [[nodiscard]] std::vector<Row> rows_of(std::vector<std::string> const& uids) const; ///< ascending; unknown ones left out
    [[nodiscard]] domain::Community const* community(Row row) const noexcept;

    // -- what lies where. Hidden things are not found.
    /// Within `radius` pixels of the point, nearest first, points before lines before areas.
    [[nodiscard]] std::vector<Row> pick(geo::Viewport const& view, geo::ScreenPoint at, double radius) const;
    /// How many of each class (number in the catalogue) touch the box.
    [[nodiscard]] std::array<std::uint32_t, 256> counts_in(geo::WorldBox const& box) const;
    /// How many of each entry of the theme.
    [[nodiscard]] std::array<std::uint32_t, 256> theme_counts_in(geo::WorldBox const& box) const;

    // -- others like it
    [[nodiscard]] Shared with_selection(std::vector<std::string> const& uids, Difference& difference) const;
    [[nodiscard]] Shared with_filter(Filter filter, Difference& difference) const;
    [[nodiscard]] Shared with_theme(std::shared_ptr<Theme const> theme) const;
    /// @param fresh of the same ledger, read later; takes over selection, filter and theme
    [[nodiscard]] Shared renewed(Shared const& fresh, Difference& difference) const;

private:
    void mark_open(app::Ledger const& ledger, std::optional<Instant> now);
    void apply_filter(std::vector<std::uint8_t>& looks);
    void select(std::vector<Row> rows, std::vector<std::uint8_t>& looks);

    std::shared_ptr<Things const> things_;
    std::shared_ptr<app::AssetList const> list_;
    std::shared_ptr<std::vector<domain::Community> const> communities_;
    std::shared_ptr<domain::Catalog const> catalog_;
    std::shared_ptr<std::vector<std::uint8_t> const> looks_;
    std::shared_ptr<std::vector<std::uint8_t> const> scores_;
    std::shared_ptr<Points const> shown_points_; ///< only while a filter is set
    std::shared_ptr<Theme const> theme_;
    Filter filter_;
    std::vector<Row> selected_;
    std::vector<std::uint64_t> selected_codes_;
    std::size_t placed_ = 0;
    bool illustrative_ = false;
};

struct Style {
    bool dark = false;
    bool paper = false; ///< print symbols, no background tint
    std::vector<std::string> selected_uids{}; ///< for a picture of its own; the window's selection is part of the scene
    Language language = Language::zh;
};

// -- a part of the ledger on any canvas, as vectors and real text

/// Land, lines, symbols, names and, for illustrative data, the words 示意数据.
void draw_scene(draw::Canvas& canvas, Scene const& scene, geo::Viewport const& view, Style const& style);
/// Legend of the classes in view, scale bar, north arrow; for pictures and sheets.
void draw_furniture(draw::Canvas& canvas, Scene const& scene, geo::Viewport const& view, Style const& style);

/// taizhangctl map: the whole ledger, or the box, as PNG, PDF or SVG by the file's ending.
/// @throws Error usage for another ending
void write_map(Scene const& scene, std::optional<geo::Box> box, int width, int height, Style const& style,
               std::string const& path);

} // namespace taizhang::map
