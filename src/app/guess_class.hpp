#pragma once

#include "app/reading.hpp"
#include "domain/catalog.hpp"

#include <string>
#include <vector>

namespace taizhang::app {

/// What the rows of a file may be.
struct ClassGuess {
    std::string what = "assets"; ///< assets orders communities
    std::string class_key;       ///< for assets
    double weight = 0;
    Text why;
};

/// What of a file speaks for a class.
struct FileSigns {
    std::string name;                   ///< of file and layer
    std::vector<std::string> headers;
    std::string kind;                   ///< of its shapes: point line area mixed, or "" = unknown or none
    bool has_position = false;
};

/// The likeliest first; empty when nothing speaks for any. The reason names what spoke for it.
[[nodiscard]] std::vector<ClassGuess> guessed_classes(domain::Catalog const& catalog, FileSigns const& signs);

/// Where records of this ledger should lie, and its roads: what the coordinate doctor compares with.
class Ledger;
[[nodiscard]] geo::Expectation expectation_of(Ledger const& ledger);

} // namespace taizhang::app
