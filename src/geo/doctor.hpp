#pragma once

#include "base/text.hpp"
#include "geo/shape.hpp"

#include <span>
#include <string>
#include <vector>

namespace taizhang::geo {

/// Two numbers as a file gives them, in the order of its columns.
struct RawPair {
    double first, second;
};

/// What is known of where the records should lie.
struct Expectation {
    std::optional<Box> area;            ///< the county, or where the ledger's records are
    std::vector<Shape::Chain> roads;    ///< of the ledger: a systematic shift shows against them
    bool first_is_northing = false;     ///< the file's words for its columns say latitude / northing comes first
    std::string system;                 ///< what the file or the person says; "" = to be found out
};

/// What the doctor believes of a file's coordinates. A person decides.
struct Belief {
    std::string system;         ///< for Crs::named: EPSG:4490, EPSG:4547, gcj02 ..
    bool swapped = false;       ///< the second number is the easting or longitude
    double in_area = 0;         ///< share of the numbers that come to lie in the area (no area: in China, else anywhere)
    std::optional<double> off_roads_m; ///< median distance to the nearest road, where there are roads and points near them
    Text why;
};

/// Beliefs, the likeliest first; empty when the numbers fit no known system. Zeros and other placeholders are left out.
/// Tells zones with and without prefix, X and Y the Chinese way round, swapped degrees, Web Mercator; GCJ-02 and BD-09 only
/// where roads of the ledger show a systematic shift, since the numbers alone cannot.
[[nodiscard]] std::vector<Belief> diagnosed(std::span<RawPair const> samples, Expectation const& expected);

} // namespace taizhang::geo
