#pragma once

#include "domain/order.hpp"
#include "domain/work_calendar.hpp"

#include <optional>
#include <string>
#include <vector>

namespace taizhang::domain {

/// The named options of a bureau. All off is the small bureau: three people, one button 办结.
struct OrderOptions {
    bool roles_bind = false;     ///< each step only by who has its role
    bool other_verifier = false; ///< who finished a cycle does not verify it
    bool photo_after = false;    ///< no finishing without a photo of the work done
    bool cost_lines = false;     ///< no finishing without a cost line
    friend bool operator==(OrderOptions const&, OrderOptions const&) = default;
};

/// What is said when a step is taken; which of it a step needs stands in its row of life_of_an_order.
struct StepData {
    /// About one line: how much was done (finish), accepted (pass), is to be redone (fail) or goes to a child (split).
    struct Line {
        std::string line_uid;
        std::optional<StatedQuantity> quantity; ///< absent: as the line says
    };
    std::string reason_code, reason;
    std::string crew, contractor;
    std::optional<Instant> deadline;
    std::optional<Limit> limit;          ///< what the deadline is made from
    std::optional<HoldKind> hold_kind;
    std::optional<Date> resume_on;
    bool approved = false;               ///< of a hold: by who takes the step, or by approved_by
    std::string approved_by, document;
    std::string result;
    std::optional<PartialDate> on;       ///< the day it happened; for pass the day of acceptance
    std::string check_method;
    std::vector<std::string> sample;     ///< facilities looked at
    std::int64_t seed = 0;
    std::optional<Date> next_check;
    std::vector<Line> lines;             ///< empty: all lines as they are
    std::vector<std::string> assets;     ///< fail: those to be redone; split: those that go
    std::string target_uid;
};

/// What the rules must know besides the order and what is said.
struct StepContext {
    OrderOptions options;
    WorkCalendar const& calendar;
    Instant now;
    int utc_offset_minutes = 480;
    std::string who;
    std::optional<Role> role;   ///< of who; absent = not among the bureau's people
    int photos_after = 0;       ///< linked to the order
    [[nodiscard]] Date today() const { return now.local_date(utc_offset_minutes); }
};

/// The role that decides about this step here: more than the table's for a second extension (manager), a hold of kind 挂账
/// or 延期 that is to be approved (manager), giving up an order with actual costs (manager), a closed order reopened within
/// seven days (dispatcher is enough).
[[nodiscard]] Role role_for(WorkOrder const& order, OrderEvent event, StepData const& data, Instant now);
/// Does the state and, where roles bind, the person's role allow the step? Empty = yes; else why not, in words.
[[nodiscard]] Text why_not(WorkOrder const& order, OrderEvent event, StepData const& data, StepContext const& context);
/// The events a person is offered on an order, in the order of the table.
[[nodiscard]] std::vector<OrderEvent> steps_offered(WorkOrder const& order, StepContext const& context);

/// Everything that keeps the step from being taken, at once, each with the key of the field to go to (lines/UID/quantity,
/// reason, crew ..; "" = nothing on this form mends it). Empty = it can be taken.
[[nodiscard]] std::vector<OrderProblem> missing_before(WorkOrder const& order, OrderEvent event, StepData const& data,
                                                       StepContext const& context);
/// The same for 办结: every step still open, taken by one person at once.
[[nodiscard]] std::vector<OrderProblem> missing_before_closing(WorkOrder const& order, StepData const& data, StepContext const& context);

/// Takes the step. @throws Error refused or invalid_input with everything missing_before() lists. merge and split touch two
/// orders: see order_relation.hpp
[[nodiscard]] WorkOrder take(WorkOrder order, OrderEvent event, StepData const& data, StepContext const& context);
/// 办结: takes every missing step; the deadline stays the one proposed when it was logged.
[[nodiscard]] WorkOrder close(WorkOrder order, StepData const& data, StepContext const& context);
/// The step alone, unchecked: for the relations between orders. @pre the table has it
void advance(WorkOrder& order, OrderEvent event, StepData const& data, StepContext const& context);
/// Sentences of several problems as one, for an Error.
[[nodiscard]] Text in_one(std::vector<OrderProblem> const& problems);

/// Of a line with facilities.
struct LineCounts {
    int linked = 0, planned = 0, done = 0, left_undone = 0, redo = 0, accepted = 0;
    std::optional<Quantity> claimed; ///< said to be done
    int checked = 0;                 ///< looked at in this cycle's checks
};
[[nodiscard]] LineCounts counts_of(WorkOrder const& order, OrderLine const& line);
/// What the facilities' statuses make of the planned quantity: 512 of 540 when 28 were not found. The done, else the planned
/// quantity where the line names no facilities or the part is no whole thousandth.
[[nodiscard]] std::optional<Quantity> proposed_done(OrderLine const& line);
/// Sets the status of some of the line's facilities. @throws Error refused for an accepted one, or an unknown status
void set_status(OrderLine& line, std::vector<std::string> const& asset_uids, std::string const& status);

/// `size` of the facilities, or all, in a fixed order: the same seed draws the same.
[[nodiscard]] std::vector<std::string> sample_of(std::vector<std::string> asset_uids, std::size_t size, std::int64_t seed);

} // namespace taizhang::domain
