#pragma once

#include "app/ledger.hpp"
#include "domain/attachment.hpp"
#include "domain/request.hpp"

#include <string>
#include <vector>

namespace taizhang::app {

/// A facility of an order, as a crew meets it.
struct SlipAsset {
    AssetRow row;
    std::string status; ///< of the line: PLANNED DONE NOT_FOUND ..
};

struct SlipOrder {
    domain::WorkOrder order;
    std::vector<SlipAsset> assets; ///< in walking order
    std::vector<domain::Request> requests;
    std::vector<domain::LinkedAttachment> photos;
};

/// What is put on paper about some orders, read at one moment.
struct SlipData {
    LedgerInfo info;
    Instant printed_at = Instant::from_millis(0);
    std::string printed_by;
    std::vector<SlipOrder> orders;
};

/// @param which uids or numbers. Callers' numbers are masked for those who need not see them.
/// @throws Error not_found
[[nodiscard]] SlipData collect_slips(Ledger const& ledger, std::vector<std::string> const& which, std::string const& who, Instant now);
/// Road by road, along each road, from wherever the walk before ended to the nearer end; those without a place last, by code.
[[nodiscard]] std::vector<SlipAsset> in_walking_order(std::vector<SlipAsset> assets);

} // namespace taizhang::app
