#pragma once

#include "app/ledger.hpp"

#include <memory>

namespace taizhang::store {

/// Opens and creates ledgers: a path is a GeoPackage file. The one door into this layer.
[[nodiscard]] std::unique_ptr<app::LedgerOpener> make_opener(Clock const& clock);

} // namespace taizhang::store
