#include "map/things.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace taizhang::map {
namespace {

constexpr int finest_zoom = 22;

geo::WorldPoint middle(geo::WorldBox const& box)
{
    return {box.west + (box.east - box.west) / 2, box.north + (box.south - box.north) / 2};
}

/// The coarsest zoom of every line at which it is worth drawing: longer than a pixel, and of those still shorter than a
/// character only one for a cell, a class and a direction.
void thin(Outlines& lines, std::vector<std::uint8_t> const& symbols)
{
    constexpr double least = 1, alone = 12; // pixels
    lines.from_zoom.assign(lines.size(), finest_zoom);
    std::vector<std::uint32_t> waiting(lines.size());
    for (std::uint32_t i = 0; i < waiting.size(); ++i)
        waiting[i] = i;
    for (int zoom = 0; zoom < finest_zoom && !waiting.empty(); ++zoom) {
        auto const pixel = geo::world_size / (256 * std::exp2(zoom));
        std::unordered_set<std::uint64_t> taken;
        std::vector<std::uint32_t> later;
        for (auto const i : waiting) {
            auto const& box = lines.boxes[i];
            double const wide = box.east - box.west, high = box.south - box.north;
            auto const size = std::max(wide, high);
            bool shown = size >= alone * pixel;
            if (!shown && size >= least * pixel) {
                auto const at = middle(box);
                auto const cell = alone * pixel;
                auto const steep = static_cast<std::uint64_t>(std::lround(std::atan2(high, wide) * 2)); // 0..3
                shown = taken
                            .insert(static_cast<std::uint64_t>(at.x / cell) << 36U | static_cast<std::uint64_t>(at.y / cell) << 10U |
                                    std::uint64_t{symbols[lines.rows[i]]} << 2U | steep)
                            .second;
            }
            if (shown)
                lines.from_zoom[i] = static_cast<std::uint8_t>(zoom);
            else
                later.push_back(i);
        }
        waiting = std::move(later);
    }
}

} // namespace

std::optional<geo::WorldBox> Things::bounds() const noexcept
{
    if (points.tree.empty() && outlines.tree.empty())
        return std::nullopt;
    auto box = points.tree.empty() ? outlines.tree.bounds() : points.tree.bounds();
    if (!outlines.tree.empty())
        box.add(outlines.tree.bounds());
    return box;
}

std::optional<geo::WorldBox> Things::box_of(Row row) const
{
    auto const place = row < places.size() ? places[row] : nowhere;
    if (place == nowhere)
        return std::nullopt;
    auto const one = [&](std::uint32_t at) {
        return (at & in_outlines) == 0 ? geo::WorldBox::of(points.at(at)) : outlines.boxes[at & ~in_outlines];
    };
    auto box = one(place);
    for (auto it = std::ranges::lower_bound(more_places, row, {}, &std::pair<Row, std::uint32_t>::first);
         it != more_places.end() && it->first == row; ++it)
        box.add(one(it->second));
    return box;
}

std::optional<geo::WorldPoint> Things::middle_of(Row row) const
{
    auto const place = row < places.size() ? places[row] : nowhere;
    if (place == nowhere)
        return std::nullopt;
    if ((place & in_outlines) == 0)
        return points.at(place);
    auto const i = place & ~in_outlines;
    if (outlines.is_area[i] != 0)
        return middle(outlines.boxes[i]);
    auto const* const first = outlines.vertices.data() + outlines.chain_starts[outlines.part_starts[i]];
    auto const n = outlines.chain_starts[outlines.part_starts[i] + 1] - outlines.chain_starts[outlines.part_starts[i]];
    double total = 0;
    auto const step = [&](std::uint32_t k) {
        return std::hypot(static_cast<double>(first[k].x) - first[k - 1].x, static_cast<double>(first[k].y) - first[k - 1].y);
    };
    for (std::uint32_t k = 1; k < n; ++k)
        total += step(k);
    auto along = total / 2;
    for (std::uint32_t k = 1; k < n; ++k) {
        auto const length = step(k);
        if (along <= length && length > 0) {
            auto const part = [&](std::uint32_t a, std::uint32_t b) {
                return static_cast<std::uint32_t>(a + along / length * (static_cast<double>(b) - a));
            };
            return geo::WorldPoint{part(first[k - 1].x, first[k].x), part(first[k - 1].y, first[k].y)};
        }
        along -= length;
    }
    return *first;
}

bool Things::same_shape(Row row, Things const& other) const
{
    auto const a = places[row], b = other.places[row];
    if (a == nowhere || b == nowhere || ((a ^ b) & in_outlines) != 0)
        return a == b;
    if ((a & in_outlines) == 0)
        return points.codes[a] == other.points.codes[b];
    auto const vertices_of = [](Outlines const& of, std::uint32_t i) {
        auto const* const all = of.vertices.data();
        return std::pair{all + of.chain_starts[of.part_starts[i]], all + of.chain_starts[of.part_starts[i + 1]]};
    };
    auto const [first, last] = vertices_of(outlines, a & ~in_outlines);
    auto const [other_first, other_last] = vertices_of(other.outlines, b & ~in_outlines);
    return std::equal(first, last, other_first, other_last);
}

void Things::note(Row row, std::uint32_t place)
{
    if (places[row] == nowhere)
        places[row] = place;
    else
        more_places.emplace_back(row, place);
}

void ThingsBuilder::reserve(std::size_t rows)
{
    symbols_.reserve(rows);
    spots_.reserve(rows);
}

void ThingsBuilder::add(std::uint8_t symbol, geo::FlatShape const* shape)
{
    auto const row = static_cast<Row>(symbols_.size());
    symbols_.push_back(symbol);
    if (!shape)
        return;
    using enum geo::Shape::Kind;
    if (shape->kind == point || shape->kind == multi_point) {
        for (auto const& p : shape->positions)
            spots_.push_back({geo::morton(geo::to_world(p)), row});
        return;
    }
    std::uint32_t first = 0;
    for (auto const end : shape->part_ends) {
        add_part(*shape, first, end, shape->kind == polygon || shape->kind == multi_polygon, row);
        first = end;
    }
}

void ThingsBuilder::add_part(geo::FlatShape const& shape, std::uint32_t first_chain, std::uint32_t end_chain, bool area, Row row)
{
    Part part{0, static_cast<std::uint32_t>(chain_starts_.size() - 1), end_chain - first_chain, row, {}, area};
    auto const begin = first_chain == 0 ? 0U : shape.chain_ends[first_chain - 1];
    part.box = geo::WorldBox::of(geo::to_world(shape.positions[begin]));
    for (auto chain = first_chain; chain < end_chain; ++chain) {
        for (auto k = chain == 0 ? 0U : shape.chain_ends[chain - 1]; k < shape.chain_ends[chain]; ++k) {
            auto const p = geo::to_world(shape.positions[k]);
            vertices_.push_back(p);
            part.box.add(geo::WorldBox::of(p));
        }
        chain_starts_.push_back(static_cast<std::uint32_t>(vertices_.size()));
    }
    part.code = geo::morton(middle(part.box));
    parts_.push_back(part);
}

void ThingsBuilder::sort_points(Things& things)
{
    std::ranges::sort(spots_, [](Spot const& a, Spot const& b) { return a.code != b.code ? a.code < b.code : a.row < b.row; });
    auto& points = things.points;
    points.codes.reserve(spots_.size());
    points.rows.reserve(spots_.size());
    for (auto const& spot : spots_) {
        things.note(spot.row, static_cast<std::uint32_t>(points.rows.size()));
        points.codes.push_back(spot.code);
        points.rows.push_back(spot.row);
    }
    spots_ = {};
    points.tree = PackedTree{static_cast<PackedTree::Index>(points.rows.size()),
                             [&](auto i) { return geo::WorldBox::of(points.at(i)); },
                             [&](auto i) { return things.symbols[points.rows[i]]; }};
}

void ThingsBuilder::sort_outlines(Things& things)
{
    std::ranges::sort(parts_, [](Part const& a, Part const& b) { return a.code != b.code ? a.code < b.code : a.row < b.row; });
    auto& lines = things.outlines;
    lines.vertices.reserve(vertices_.size());
    lines.chain_starts.push_back(0);
    lines.part_starts.push_back(0);
    for (auto const& part : parts_) {
        for (auto chain = part.first_chain; chain < part.first_chain + part.chains; ++chain) {
            lines.vertices.insert(lines.vertices.end(), vertices_.begin() + chain_starts_[chain], vertices_.begin() + chain_starts_[chain + 1]);
            lines.chain_starts.push_back(static_cast<std::uint32_t>(lines.vertices.size()));
        }
        lines.part_starts.push_back(static_cast<std::uint32_t>(lines.chain_starts.size() - 1));
        things.note(part.row, static_cast<std::uint32_t>(lines.rows.size()) | Things::in_outlines);
        lines.rows.push_back(part.row);
        lines.boxes.push_back(part.box);
        lines.is_area.push_back(part.area ? 1 : 0);
    }
    vertices_ = {};
    chain_starts_ = {};
    parts_ = {};
    thin(lines, things.symbols);
    lines.tree = PackedTree{static_cast<PackedTree::Index>(lines.size()), [&](auto i) { return lines.boxes[i]; },
                            [&](auto i) { return things.symbols[lines.rows[i]]; }};
}

Things ThingsBuilder::finish()
{
    Things things;
    symbols_.shrink_to_fit();
    things.symbols = std::move(symbols_);
    things.places.assign(things.symbols.size(), Things::nowhere);
    sort_points(things);
    sort_outlines(things);
    std::ranges::sort(things.more_places);
    return things;
}

} // namespace taizhang::map
