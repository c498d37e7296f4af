#pragma once

#include "geo/shape.hpp"
#include "geo/world.hpp"
#include "map/packed_tree.hpp"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace taizhang::map {

/// A thing's number: its place in app::AssetList, then the communities.
using Row = std::uint32_t;

/// Points in Morton order. The code holds the position.
struct Points {
    std::vector<std::uint64_t> codes; ///< ascending
    std::vector<Row> rows;
    PackedTree tree;
    [[nodiscard]] geo::WorldPoint at(std::size_t i) const noexcept { return geo::from_morton(codes[i]); }
};

/// Lines, and the outlines of areas, one entry a part, in Morton order of their middles.
struct Outlines {
    std::vector<geo::WorldPoint> vertices;
    std::vector<std::uint32_t> chain_starts; ///< into vertices; one more than there are chains
    std::vector<std::uint32_t> part_starts;  ///< into chain_starts; one more than there are parts. A line has one chain
    std::vector<Row> rows;
    std::vector<geo::WorldBox> boxes;
    std::vector<std::uint8_t> from_zoom; ///< coarsest zoom at which it is drawn: fixed here, never by what else is in view
    std::vector<std::uint8_t> is_area;
    PackedTree tree;
    [[nodiscard]] std::size_t size() const noexcept { return rows.size(); }
    /// `take(first, last)`: the vertices of each chain of part i.
    template <class Take>
    void each_chain(std::size_t i, Take take) const
    {
        for (auto c = part_starts[i]; c < part_starts[i + 1]; ++c)
            take(vertices.data() + chain_starts[c], vertices.data() + chain_starts[c + 1]);
    }
};

/// Where everything is: immutable, shared by all threads that draw or pick. What a thing looks like stands elsewhere, by row.
struct Things {
    static constexpr std::uint32_t nowhere = 0xFFFFFFFF, in_outlines = 0x80000000;

    Points points;
    Outlines outlines;
    std::vector<std::uint8_t> symbols;    ///< by row: number of the class in the catalogue
    std::vector<std::uint32_t> places;    ///< by row: first point, or first outline | in_outlines, or nowhere
    std::vector<std::pair<Row, std::uint32_t>> more_places; ///< the further parts of those that have several, by row

    [[nodiscard]] std::size_t rows() const noexcept { return symbols.size(); }
    [[nodiscard]] bool same_shape(Row row, Things const& other) const; ///< has it the same vertices there?
    void note(Row row, std::uint32_t place); ///< while they are made
    [[nodiscard]] std::optional<geo::WorldBox> bounds() const noexcept;
    /// Of all parts of a row; nullopt when it has no position.
    [[nodiscard]] std::optional<geo::WorldBox> box_of(Row row) const;
    /// The point, the middle of a line's first part, the middle of an area.
    [[nodiscard]] std::optional<geo::WorldPoint> middle_of(Row row) const;
};

/// Takes rows one after the other and sorts them once.
class ThingsBuilder {
public:
    void reserve(std::size_t rows);
    /// @param shape nullptr = no position
    void add(std::uint8_t symbol, geo::FlatShape const* shape);
    [[nodiscard]] Things finish();

private:
    struct Part {
        std::uint64_t code;
        std::uint32_t first_chain, chains;
        Row row;
        geo::WorldBox box;
        bool area;
    };
    struct Spot {
        std::uint64_t code;
        Row row;
    };
    void add_part(geo::FlatShape const& shape, std::uint32_t first_chain, std::uint32_t end_chain, bool area, Row row);
    void sort_points(Things& things);
    void sort_outlines(Things& things);

    std::vector<Spot> spots_;
    std::vector<Part> parts_;
    std::vector<geo::WorldPoint> vertices_;
    std::vector<std::uint32_t> chain_starts_{0};
    std::vector<std::uint8_t> symbols_;
};

} // namespace taizhang::map
