#pragma once

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "domain/order_life.hpp"
#include "domain/quantity.hpp"
#include "geo/shape.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace taizhang::domain {

enum class Measure { count, capacity }; ///< a capacity (立方米/日) is never added to a count

struct LineAsset {
    std::string asset_uid;
    std::string status = "PLANNED"; ///< one of asset_statuses
    friend bool operator==(LineAsset const&, LineAsset const&) = default;
};

/// One thing to do or done: class x activity x item with its quantity. Reports add accepted lines up, never orders.
struct OrderLine {
    std::optional<LineId> id;
    std::string uid;
    std::string class_key, activity, item;
    Measure measure = Measure::count;
    std::optional<Quantity> planned, done, accepted;
    std::string unit;
    bool approximate = false;
    bool unknown = false;  ///< no quantity is known
    std::string wording;   ///< 所有, only when unknown
    std::string road;
    std::vector<std::string> places; ///< as a sentence names them: 云川路, 白羊大街与五洲大道交接处
    std::string project_uid, community_uid;
    std::optional<PartialDate> accepted_on; ///< decides the period; only set on accepted lines
    std::vector<LineAsset> assets;
};

struct CostLine {
    std::string uid, line_uid;
    std::string kind; ///< labour material equipment contract other
    std::string item, unit;
    Quantity quantity = Quantity::whole(1);
    Money unit_price = Money::fen(0); ///< as it was then
    Money amount = Money::fen(0);
    bool estimate = false;
    /// The part of the amount that each facility bears, as it was shared then; empty = not shared. They add up to amount.
    struct Share {
        std::string asset_uid;
        Money amount = Money::fen(0);
        friend bool operator==(Share const&, Share const&) = default;
    };
    std::vector<Share> shares;
};

/// One step in an order's life. Steps are only ever added; one that was taken back stays and is marked.
struct OrderStep {
    OrderEvent event;
    OrderState from, to;
    std::string who, comment;
    Instant at;
    int cycle = 0;
    std::optional<PartialDate> on{}; ///< the day it happened, where that was said; else the day of `at`
    std::string reason{};            ///< key of reasons(event), of a hold its kind
    bool undone = false;
    friend bool operator==(OrderStep const&, OrderStep const&) = default;
};

/// The limit that a deadline was made from: 单盏不亮 2工作日.
struct Limit {
    std::string condition; ///< key of the class's deadline; "" = entered by hand
    std::int64_t amount = 0;
    Deadline::Clock clock = Deadline::Clock::work_day;
    friend bool operator==(Limit const&, Limit const&) = default;
};

/// A time of waiting. It stops the clock from when it was approved.
struct Hold {
    HoldKind kind = HoldKind::material;
    std::string reason, document; ///< document: number of the paper that allows it
    Instant from = Instant::from_millis(0);
    std::optional<Instant> approved_at, until; ///< until: absent while it lasts
    std::string approved_by;
    std::optional<Date> expected_on; ///< work is expected to go on
    friend bool operator==(Hold const&, Hold const&) = default;
};

/// A check of finished work.
struct Check {
    enum class Outcome { pass, fail, cannot };
    std::string uid;
    int cycle = 0;
    Outcome outcome = Outcome::pass;
    std::string method, who, note; ///< method: key of check_methods()
    Instant at = Instant::from_millis(0);
    std::optional<PartialDate> on;
    std::optional<Date> next_on;   ///< of a check that could not be made
    std::int64_t seed = 0;         ///< of a sample: draws the same facilities again
    std::vector<std::string> sample; ///< the facilities looked at
    friend bool operator==(Check const&, Check const&) = default;
};

/// A stage with a deadline of its own: 围挡, 修复, 恢复路面.
struct Milestone {
    std::string uid, name;
    std::optional<Instant> due;
    std::optional<Date> done_on;
    friend bool operator==(Milestone const&, Milestone const&) = default;
};

/// What one of several units does on an order (一站式). All are finished before the order is.
struct UnitTask {
    std::string uid, unit, what, note;
    std::optional<Date> done_on;
    bool not_needed = false;
    [[nodiscard]] bool is_settled() const noexcept { return not_needed || done_on.has_value(); }
    friend bool operator==(UnitTask const&, UnitTask const&) = default;
};

/// A remark in an order's history.
struct OrderNote {
    std::string uid, who, text;
    Instant at = Instant::from_millis(0);
    friend bool operator==(OrderNote const&, OrderNote const&) = default;
};

struct WorkOrder {
    std::optional<OrderId> id;
    std::string uid;
    std::int64_t row_version = 1;
    std::string number;  ///< 左住建工单〔2025〕0001号; given by the ledger on first save, never reused
    OrderState state = OrderState::draft;
    std::string kind = "corrective"; ///< key of an order type of the catalogue
    Json fields = Json::object();    ///< the type's extra fields
    std::string source;  ///< 群众来电, 巡查 ..
    std::string description, road, section, place;
    std::optional<geo::Shape> shape;
    std::string crew, contractor, result;
    std::string caller, caller_phone;
    Date received_on = Date::from_days(0);  ///< 受理日期, local
    std::optional<Instant> deadline;        ///< final: after extensions and approved holds
    std::optional<Limit> limit;             ///< what it was made from
    std::optional<Instant> original_deadline; ///< as it was frozen; absent before dispatch
    std::optional<Instant> working_deadline;  ///< of a rework; the final deadline stays for the rates
    std::optional<Instant> stopped_at;        ///< the clock stands still since then
    std::optional<Instant> closed_at;
    std::optional<PartialDate> closed_on;   ///< the date the clerk entered at 办结
    bool backfill = false, on_the_spot = false;
    int cycle = 0;
    std::string merged_into_uid, split_from_uid;
    std::vector<OrderLine> lines;
    std::vector<CostLine> costs;
    std::vector<OrderStep> steps;
    std::vector<Hold> holds;
    std::vector<Check> checks;
    std::vector<Milestone> milestones;
    std::vector<UnitTask> tasks;
    std::vector<OrderNote> notes;
    bool parts_known = true; ///< false: read for a list, without assets, costs, steps and what stands behind them
};

/// "2025-0001" from 左住建工单〔2025〕0001号: the four-digit year and the serial behind it; the whole text if it has none.
[[nodiscard]] std::string short_number(std::string_view number);
/// Fills {year} and {serial:4}-like fields of a number pattern: 左住建工单〔{year}〕{serial}号; serial has >= 4 digits.
[[nodiscard]] std::string order_number(std::string_view pattern, int year, std::int64_t serial);

/// What keeps an order from being saved (no line, no activity, no place ..) in words. Empty = fine.
struct OrderProblem {
    std::string field; ///< lines/0/unit, place ..
    Text message;
};
[[nodiscard]] std::vector<OrderProblem> check(Catalog const& catalog, WorkOrder const& order);
[[nodiscard]] bool is_overdue(OrderState state, std::optional<Instant> deadline, Instant now) noexcept;
/// The deadline to work against now: of the rework, else the final one, as far off as it is when the clock stands still.
[[nodiscard]] std::optional<Instant> due_now(WorkOrder const& order, Instant now) noexcept;
[[nodiscard]] inline bool is_overdue(WorkOrder const& order, Instant now) noexcept
{
    return is_overdue(order.state, due_now(order, now), now);
}
/// How often it was extended; steps taken back do not count.
[[nodiscard]] int extensions(WorkOrder const& order) noexcept;
/// Money of the lines: what is known of it. 0 when there is none.
[[nodiscard]] Money total(std::vector<CostLine> const& costs, bool estimate) noexcept;

/// The form in which `order show --json` prints and `order new --from-json` reads.
[[nodiscard]] Json to_json(Catalog const& catalog, WorkOrder const& order);
/// @throws Error invalid_input naming the member
[[nodiscard]] WorkOrder order_from_json(Catalog const& catalog, Json const& json);

} // namespace taizhang::domain
