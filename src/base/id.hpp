#pragma once

#include <compare>
#include <cstdint>

namespace taizhang {

/// Row identity that cannot be mixed up with another kind's. "None" is std::optional, never 0 or -1.
template <class Tag>
class Id {
public:
    constexpr explicit Id(std::int64_t value) noexcept : value_{value} {}
    [[nodiscard]] constexpr std::int64_t value() const noexcept { return value_; }
    friend constexpr auto operator<=>(Id, Id) noexcept = default;

private:
    std::int64_t value_;
};

using AssetId = Id<struct AssetTag>;
using OrderId = Id<struct OrderTag>;
using LineId = Id<struct LineTag>;
using CommunityId = Id<struct CommunityTag>;

} // namespace taizhang
