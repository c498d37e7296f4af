#pragma once

#include "geo/world.hpp"

#include <memory>
#include <vector>

namespace taizhang::geo {

/// An area drawn on the map with straight edges, made ready to be asked about many things.
class Region {
public:
    /// @param corners at least three; the last need not repeat the first. May cross itself: then even-odd.
    explicit Region(std::vector<WorldPoint> const& corners);
    Region(Region&&) noexcept;
    ~Region();
    [[nodiscard]] WorldBox const& box() const noexcept { return box_; }
    [[nodiscard]] bool holds(WorldPoint p) const;
    /// Has the chain a vertex inside, or does it cross an edge?
    [[nodiscard]] bool touches(WorldPoint const* first, WorldPoint const* last) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
    WorldBox box_;
};

/// A line and the ground around it, in metres: for "within 20 m of this pipe". Right to 1 mm in a kilometre within some
/// kilometres of the line.
class Corridor {
public:
    /// @param chains at least one with at least one position
    Corridor(std::vector<std::vector<Position>> const& chains, Length width);
    Corridor(Corridor&&) noexcept;
    ~Corridor();
    [[nodiscard]] WorldBox const& box() const noexcept { return box_; }
    [[nodiscard]] bool holds(WorldPoint p) const;
    [[nodiscard]] bool touches(WorldPoint const* first, WorldPoint const* last) const;
    /// How far along the line the nearest place to p is: the walking order.
    [[nodiscard]] Length along(WorldPoint p) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
    WorldBox box_;
};

} // namespace taizhang::geo
