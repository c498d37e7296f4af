#pragma once

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "domain/quantity.hpp"
#include "geo/shape.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace taizhang::domain {

enum class OrderState { draft, pending, assigned, in_progress, on_hold, handled, closed, cancelled, merged };
enum class OrderEvent {
    submit, dispatch, give_back, accept, reassign, hold, resume, extend, finish, pass, fail, recheck, reopen, cancel, merge,
    split
};
enum class Role { registrar, dispatcher, handler, verifier, manager, administrator };
inline constexpr std::array roles{Role::registrar, Role::dispatcher, Role::handler, Role::verifier, Role::manager, Role::administrator};

[[nodiscard]] std::string_view key_of(OrderState state) noexcept; ///< draft .. on_hold .. merged
[[nodiscard]] std::string_view key_of(OrderEvent event) noexcept; ///< submit dispatch return ..
[[nodiscard]] std::string_view key_of(Role role) noexcept;
[[nodiscard]] std::optional<Role> role_from(std::string_view key) noexcept;
[[nodiscard]] Text label(Role role); ///< 登记员 派遣员 处置人 核查员 主管 管理员
[[nodiscard]] std::optional<OrderState> order_state_from(std::string_view key) noexcept;
[[nodiscard]] std::optional<OrderEvent> order_event_from(std::string_view key) noexcept;
[[nodiscard]] Text label(OrderState state); ///< 草稿 待派遣 待接收 处置中 挂起 待核查 已结案 作废 并案
[[nodiscard]] Text label(OrderEvent event);
/// Neither closed, cancelled nor merged.
[[nodiscard]] constexpr bool is_open(OrderState state) noexcept
{
    return state != OrderState::closed && state != OrderState::cancelled && state != OrderState::merged;
}

struct Transition {
    OrderState from;
    OrderEvent on;
    OrderState to;
    Role needs;
};

/// The life of a work order (FEATURES 4.3). Window, console, manual and tests read this one table.
inline constexpr auto life_of_an_order = [] {
    using enum OrderState;
    using enum OrderEvent;
    using enum Role;
    // clang-format off
    return std::array{
        Transition{draft,       submit,    pending,     registrar},
        Transition{pending,     dispatch,  assigned,    dispatcher},
        Transition{assigned,    give_back, pending,     dispatcher},
        Transition{assigned,    accept,    in_progress, handler},
        Transition{assigned,    reassign,  assigned,    dispatcher},
        Transition{in_progress, reassign,  assigned,    dispatcher},
        Transition{in_progress, hold,      on_hold,     dispatcher},
        Transition{on_hold,     resume,    in_progress, handler},
        Transition{assigned,    extend,    assigned,    dispatcher},
        Transition{in_progress, extend,    in_progress, dispatcher},
        Transition{in_progress, finish,    handled,     handler},
        Transition{handled,     pass,      closed,      verifier},
        Transition{handled,     fail,      in_progress, verifier},
        Transition{handled,     recheck,   handled,     verifier},
        Transition{closed,      reopen,    in_progress, manager},
        Transition{draft,       cancel,    cancelled,   registrar},
        Transition{pending,     cancel,    cancelled,   dispatcher},
        Transition{assigned,    cancel,    cancelled,   dispatcher},
        Transition{in_progress, cancel,    cancelled,   dispatcher},
        Transition{on_hold,     cancel,    cancelled,   dispatcher},
        Transition{draft,       merge,     merged,      dispatcher},
        Transition{pending,     merge,     merged,      dispatcher},
        Transition{assigned,    merge,     merged,      dispatcher},
        Transition{in_progress, merge,     merged,      dispatcher},
        Transition{on_hold,     merge,     merged,      dispatcher},
        Transition{in_progress, split,     in_progress, dispatcher},
    };
    // clang-format on
}();

/// The state after `event`, or nullopt where the order cannot take that step now.
[[nodiscard]] constexpr std::optional<OrderState> next(OrderState from, OrderEvent event) noexcept
{
    for (auto const& t : life_of_an_order)
        if (t.from == from && t.on == event)
            return t.to;
    return std::nullopt;
}
static_assert(!next(OrderState::closed, OrderEvent::finish), "closed is final but for reopen");

/// The steps 办结 still has to take from a state: the shortest way submit .. pass. Empty for a closed, cancelled or merged
/// order.
[[nodiscard]] std::vector<OrderEvent> steps_to_close(OrderState from);

enum class Measure { count, capacity }; ///< a capacity (立方米/日) is never added to a count

struct LineAsset {
    std::string asset_uid;
    std::string status = "PLANNED"; ///< PLANNED DONE NOT_NEEDED NOT_FOUND NOT_POSSIBLE DEFERRED REDO ACCEPTED
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
};

/// One step in an order's life.
struct OrderStep {
    OrderEvent event;
    OrderState from, to;
    std::string who, comment;
    Instant at;
    int cycle = 0;
};

struct WorkOrder {
    std::optional<OrderId> id;
    std::string uid;
    std::int64_t row_version = 1;
    std::string number;  ///< 左住建工单〔2025〕0001号; given by the ledger on first save, never reused
    OrderState state = OrderState::draft;
    std::string kind = "corrective"; ///< corrective preventive inspection project emergency installation
    std::string source;  ///< 群众来电, 巡查 ..
    std::string description, road, section, place;
    std::optional<geo::Shape> shape;
    std::string crew, contractor, result;
    std::string caller, caller_phone;
    Date received_on = Date::from_days(0);  ///< 受理日期, local
    std::optional<Instant> deadline;        ///< final: after extensions
    std::optional<Instant> closed_at;
    std::optional<PartialDate> closed_on;   ///< the date the clerk entered at 办结
    bool backfill = false, on_the_spot = false;
    int cycle = 0;
    std::string merged_into_uid;
    std::vector<OrderLine> lines;
    std::vector<CostLine> costs;
    std::vector<OrderStep> steps;
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
[[nodiscard]] inline bool is_overdue(WorkOrder const& order, Instant now) noexcept
{
    return is_overdue(order.state, order.deadline, now);
}

/// The form in which `order show --json` prints and `order new --from-json` reads.
[[nodiscard]] Json to_json(Catalog const& catalog, WorkOrder const& order);
/// @throws Error invalid_input naming the member
[[nodiscard]] WorkOrder order_from_json(Catalog const& catalog, Json const& json);

} // namespace taizhang::domain
