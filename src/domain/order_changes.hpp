#pragma once

#include "domain/order.hpp"

#include <string>
#include <vector>

namespace taizhang::domain {

/// What one use case changed: for the audit trail and the history. {"road":["云新街","兴隆街"],"lines":[..]}: old and new value
/// of each member that differs; of facilities' statuses the numbers, since a list of ten thousand tells nobody anything.
[[nodiscard]] Json changes_between(WorkOrder const& before, WorkOrder const& after);

/// One of them, for people.
struct ChangedValue {
    Text what;             ///< 道路
    std::string from, to;  ///< as shown; "" = nothing
};
/// Reads changes_between() back; members that are no news in a history (versions, steps) are left out.
[[nodiscard]] std::vector<ChangedValue> changed_values(Json const& changes, int utc_offset_minutes);

} // namespace taizhang::domain
