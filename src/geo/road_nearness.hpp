#pragma once

#include "geo/index.hpp"

#include <optional>
#include <span>
#include <vector>

namespace taizhang::geo {

/// How far points lie from the nearest of many lines.
class RoadNearness {
public:
    /// @param roads kept by reference
    explicit RoadNearness(std::vector<Shape::Chain> const& roads);
    /// Metres to the nearest line within some 1.5 km.
    [[nodiscard]] std::optional<double> metres(Position p) const;
    /// The middle of the distances; nullopt when fewer than ten points have a road near them.
    [[nodiscard]] std::optional<double> median_metres(std::span<Position const> points) const;

private:
    struct Segment {
        Position a, b;
    };
    std::vector<Segment> segments_;
    BoxIndex index_;
};

} // namespace taizhang::geo
