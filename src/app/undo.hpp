#pragma once

#include "app/desk.hpp"

#include <functional>

namespace taizhang::app {

/// Something that was done and can be taken back: by a new, audited use case, refused in words when somebody else has
/// changed the record since. Taking back gives the step that does it again.
struct UndoStep {
    Text words; ///< what was done: 登记 2026-0412
    std::string uid;
    /// The record's row_version as our own last step left it; whoever reverses a step tells the record's other steps.
    std::int64_t version = 1;
    std::function<UndoStep(Desk&, std::int64_t version)> reverse;
};

/// @param added as Desk::add returned it
[[nodiscard]] UndoStep undo_of_add(domain::Asset added);
/// @param before,after as read before, and as Desk::edit returned it
[[nodiscard]] UndoStep undo_of_edit(domain::Asset before, domain::Asset after);
/// Of several at once: refused as a whole when somebody has changed one of them since.
[[nodiscard]] UndoStep undo_of_edits(std::vector<domain::Asset> before, std::vector<domain::Asset> after);
/// An open order is cancelled; one logged as done is reopened first. Its number is not used again.
[[nodiscard]] UndoStep undo_of_log(domain::WorkOrder logged);
/// Corrected back, with the reason that it was undone.
[[nodiscard]] UndoStep undo_of_correction(domain::WorkOrder before, domain::WorkOrder after);
/// The order is again as it was; the step stays in its history, marked as taken back.
[[nodiscard]] UndoStep undo_of_step(domain::OrderEvent event, domain::WorkOrder before, domain::WorkOrder after);
[[nodiscard]] UndoStep undo_of_close(domain::WorkOrder before, domain::WorkOrder after);
/// Of anything saved on one order: costs, statuses of facilities ..
[[nodiscard]] UndoStep undo_of_change(Text words, domain::WorkOrder before, domain::WorkOrder after);
/// Of a step on several: refused as a whole when somebody has changed one of them since.
[[nodiscard]] UndoStep undo_of_bulk(Text words, std::vector<domain::WorkOrder> before, std::vector<domain::WorkOrder> after);
/// The child is cancelled and the parent is as it was.
[[nodiscard]] UndoStep undo_of_split(domain::WorkOrder before, domain::WorkOrder const& parent, domain::WorkOrder const& child,
                                     domain::StepData data);
[[nodiscard]] UndoStep undo_of_merge(domain::WorkOrder const& source, domain::WorkOrder const& target);

} // namespace taizhang::app
