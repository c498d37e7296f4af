#pragma once

#include "app/ledger.hpp"

namespace taizhang::app {

/// Fills a fresh ledger with the illustrative Zuoyun data: assets along schematic streets, the published figures of
/// 2021-2025 as backfilled orders, 84 communities. The same every time.
void fill_zuoyun_sample(Ledger& ledger, Progress const& progress);
/// What info a new ledger of the Zuoyun bureau starts with.
[[nodiscard]] LedgerInfo zuoyun_info();

} // namespace taizhang::app
