#pragma once

#include "geo/world.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace taizhang::map {

/// Boxes over things that stand in Morton order, sixteen to a box, sixteen boxes to the next, up to one: nothing but the
/// boxes is kept, since whose children they are follows from their number. A million points take 1 ms and 1.5 MB.
class PackedTree {
public:
    using Index = std::uint32_t;
    static constexpr Index fan = 16;

    PackedTree() = default;
    /// @param box_of,class_of of thing i; a class is a number, of which the lowest six bits are kept
    template <class BoxOf, class ClassOf>
    PackedTree(Index count, BoxOf box_of, ClassOf class_of) : count_{count}
    {
        if (count == 0)
            return;
        std::vector<Node> level;
        for (Index first = 0; first < count; first += fan) {
            Node node{box_of(first), bit(class_of(first))};
            for (Index i = first + 1; i < std::min(count, first + fan); ++i) {
                node.box.add(box_of(i));
                node.classes |= bit(class_of(i));
            }
            level.push_back(node);
        }
        while (level.size() > 1) {
            std::vector<Node> above;
            for (std::size_t first = 0; first < level.size(); first += fan) {
                auto node = level[first];
                for (auto i = first + 1; i < std::min(level.size(), first + fan); ++i) {
                    node.box.add(level[i].box);
                    node.classes |= level[i].classes;
                }
                above.push_back(node);
            }
            levels_.push_back(std::move(level));
            level = std::move(above);
        }
        levels_.push_back(std::move(level));
    }

    [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
    /// @pre !empty()
    [[nodiscard]] geo::WorldBox const& bounds() const noexcept { return levels_.back().front().box; }

    /// `take(first, last, inside)`: ranges, ascending, in which everything that touches the box lies; `inside` = all of the
    /// range does.
    template <class Take>
    void visit(geo::WorldBox const& box, Take take) const
    {
        if (count_ != 0)
            descend(levels_.size() - 1, 0, box, take);
    }
    /// May a thing of these classes (bits by class_of) touch the box? Wrong only by saying yes.
    [[nodiscard]] bool may_hold(geo::WorldBox const& box, std::uint64_t classes) const
    {
        return count_ != 0 && holds(levels_.size() - 1, 0, box, classes);
    }
    [[nodiscard]] static constexpr std::uint64_t bit(unsigned class_number) noexcept { return 1ULL << (class_number & 63U); }
    /// Bytes kept.
    [[nodiscard]] std::size_t bytes() const noexcept
    {
        std::size_t n = 0;
        for (auto const& level : levels_)
            n += level.size() * sizeof(Node);
        return n;
    }

private:
    struct Node {
        geo::WorldBox box;
        std::uint64_t classes;
    };

    template <class Take>
    void descend(std::size_t level, Index at, geo::WorldBox const& box, Take& take) const
    {
        auto const& node = levels_[level][at];
        if (!box.touches(node.box))
            return;
        if (auto const inside = box.contains(node.box); inside || level == 0) {
            std::uint64_t span = fan;
            for (std::size_t i = 0; i < level; ++i)
                span *= fan;
            auto const first = at * span;
            take(static_cast<Index>(first), static_cast<Index>(std::min<std::uint64_t>(count_, first + span)), inside);
            return;
        }
        auto const& below = levels_[level - 1];
        for (auto i = std::size_t{at} * fan; i < std::min(below.size(), (std::size_t{at} + 1) * fan); ++i)
            descend(level - 1, static_cast<Index>(i), box, take);
    }
    [[nodiscard]] bool holds(std::size_t level, Index at, geo::WorldBox const& box, std::uint64_t classes) const
    {
        auto const& node = levels_[level][at];
        if (!box.touches(node.box) || (node.classes & classes) == 0)
            return false;
        if (level == 0 || box.contains(node.box))
            return true;
        auto const& below = levels_[level - 1];
        for (auto i = std::size_t{at} * fan; i < std::min(below.size(), (std::size_t{at} + 1) * fan); ++i)
            if (holds(level - 1, static_cast<Index>(i), box, classes))
                return true;
        return false;
    }

    Index count_ = 0;
    std::vector<std::vector<Node>> levels_; ///< the lowest first
};

} // namespace taizhang::map
