#pragma once

#include "app/ledger.hpp"

#include <string>

namespace taizhang::app {

/// The next free code of the class's series: its highest code with the class's prefix plus one, as wide as that one
/// (LD-0412 after LD-0411); PREFIX-0001 for the first.
[[nodiscard]] std::string next_code(Ledger const& ledger, std::string const& class_key);

} // namespace taizhang::app
