#pragma once

#include "geo/shape.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace taizhang::geo {

/// Boost.Geometry's packed R-tree over boxes; built once, immutable.
class BoxIndex {
public:
    struct Item {
        Box box;
        std::uint32_t index; ///< the caller's own
    };
    explicit BoxIndex(std::vector<Item> const& items);
    BoxIndex(BoxIndex&&) noexcept;
    BoxIndex& operator=(BoxIndex&&) noexcept;
    ~BoxIndex();
    /// Indices of the items whose box touches `box`, in no order.
    [[nodiscard]] std::vector<std::uint32_t> touching(Box const& box) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace taizhang::geo
