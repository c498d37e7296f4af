#pragma once

#include "app/ledger.hpp"

#include <cstdint>

namespace bench {

/// A synthetic city, the same for the same numbers on every machine: streets dense in a core and thin out to 20 km, lamps,
/// inlets, toilets and chargers along them by length, roads and gas pipes as lines.
struct City {
    int assets = 100'000;
    std::uint64_t seed = 42;
};

/// Fills an empty ledger.
void build_city(taizhang::app::Ledger& ledger, City const& city);

} // namespace bench
