#pragma once

#include "domain/order_step.hpp"

namespace taizhang::domain {

/// Why `source` may not be merged into `target`; empty = may. A closed target is allowed: it gets the follow-up, nothing is
/// reopened.
/// @param chain_of_target uids that target was merged into, one after the other: no cycles
[[nodiscard]] Text why_not_merged(WorkOrder const& source, WorkOrder const& target, std::vector<std::string> const& chain_of_target);

/// Both orders after the merge: the source is merged, its remarks are with the target. An open target gets the source's
/// lines that it does not have yet when `with_lines`. What lies outside the orders (requests, photos) is the caller's to move.
struct Merged {
    WorkOrder source, target;
};
/// @throws Error as take()
[[nodiscard]] Merged merge(WorkOrder source, WorkOrder target, bool with_lines, StepData data, StepContext const& context);

/// The order without the part, and a child with it, at the same state; both keep deadline and place.
struct Parted {
    WorkOrder parent, child;
};
/// @throws Error as take()
[[nodiscard]] Parted split(WorkOrder order, StepData const& data, StepContext const& context);

} // namespace taizhang::domain
