#pragma once

#include "base/text.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace taizhang::domain {

enum class OrderState { draft, pending, assigned, in_progress, on_hold, handled, closed, cancelled, merged };
inline constexpr std::array order_states{OrderState::draft,   OrderState::pending, OrderState::assigned,
                                         OrderState::in_progress, OrderState::on_hold, OrderState::handled,
                                         OrderState::closed,  OrderState::cancelled, OrderState::merged};
enum class OrderEvent {
    submit, dispatch, give_back, accept, reassign, hold, resume, extend, finish, pass, fail, recheck, reopen, cancel, merge,
    split
};
inline constexpr std::array order_events{OrderEvent::submit, OrderEvent::dispatch, OrderEvent::give_back, OrderEvent::accept,
                                         OrderEvent::reassign, OrderEvent::hold,   OrderEvent::resume,    OrderEvent::extend,
                                         OrderEvent::finish, OrderEvent::pass,     OrderEvent::fail,      OrderEvent::recheck,
                                         OrderEvent::reopen, OrderEvent::cancel,   OrderEvent::merge,     OrderEvent::split};
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

/// What a step must be told. missing_before() asks for each that is not there.
enum class Datum : std::uint32_t {
    lines = 1U << 0U,            ///< at least one line with class, activity and unit, and a place
    reason_code = 1U << 1U,      ///< one of reasons(event)
    reason = 1U << 2U,           ///< in words
    crew = 1U << 3U,             ///< crew or contractor
    deadline = 1U << 4U,
    hold_kind = 1U << 5U,
    resume_on = 1U << 6U,        ///< when work is expected to go on
    done_quantities = 1U << 7U,  ///< per line, or said to be unknown
    result = 1U << 8U,           ///< what was done, in words
    photo = 1U << 9U,            ///< one of the work done; only when the setting asks
    costs = 1U << 10U,           ///< a cost line; only when the setting asks
    other_units = 1U << 11U,     ///< every unit working on the order has finished its part
    check_method = 1U << 12U,
    accepted_quantities = 1U << 13U,
    accepted_on = 1U << 14U,
    next_check = 1U << 15U,
    target = 1U << 16U,          ///< the order merged into
    part = 1U << 17U,            ///< lines or facilities that go to the child order
};
/// What a step does beyond changing the state.
enum class Effect : std::uint32_t {
    freezes_deadline = 1U << 0U,
    takes_acceptance_back = 1U << 1U,
    stops_clock = 1U << 2U,      ///< when the hold is approved
    restarts_clock = 1U << 3U,
    moves_deadline = 1U << 4U,
    takes_over_done = 1U << 5U,
    accepts = 1U << 6U,          ///< quantities become reportable
    new_cycle = 1U << 7U,
    records_check = 1U << 8U,
    hands_over_links = 1U << 9U, ///< requests, photos and comments go to the target
    makes_child = 1U << 10U,
};
/// A set of Datum or Effect.
template <class Flag>
class Set {
public:
    constexpr Set() noexcept = default;
    constexpr Set(Flag flag) noexcept : bits_{static_cast<std::uint32_t>(flag)} {}
    [[nodiscard]] constexpr bool has(Flag flag) const noexcept { return (bits_ & static_cast<std::uint32_t>(flag)) != 0; }
    friend constexpr Set operator|(Set a, Set b) noexcept
    {
        a.bits_ |= b.bits_;
        return a;
    }

private:
    std::uint32_t bits_ = 0;
};
constexpr Set<Datum> operator|(Datum a, Datum b) noexcept { return Set{a} | Set{b}; }
constexpr Set<Effect> operator|(Effect a, Effect b) noexcept { return Set{a} | Set{b}; }

struct Transition {
    OrderState from;
    OrderEvent on;
    OrderState to;
    Role needs; ///< who decides; who enters it when no role binds. role_for() knows the cases that need more
    Set<Datum> data{};
    Set<Effect> effects{};
};

/// The life of a work order (FEATURES 4.3). Window, console, permissions, manual and tests read this one table.
/// 自行处置 and 补录 are no events: they take all steps to closed at once and are marked on the order.
inline constexpr auto life_of_an_order = [] {
    using enum OrderState;
    using enum OrderEvent;
    using enum Role;
    using D = Datum;
    using E = Effect;
    // clang-format off
    constexpr auto why = D::reason_code | D::reason;
    constexpr auto to_hold = D::hold_kind | D::reason | D::resume_on;
    constexpr auto to_finish = D::done_quantities | D::result | D::photo | D::costs | D::other_units;
    constexpr auto to_pass = D::check_method | D::accepted_quantities | D::accepted_on;
    return std::array{
        Transition{draft,       submit,    pending,     registrar,  D::lines},
        Transition{pending,     dispatch,  assigned,    dispatcher, D::crew | D::deadline, E::freezes_deadline},
        Transition{assigned,    give_back, pending,     dispatcher, why},
        Transition{assigned,    accept,    in_progress, handler},
        Transition{assigned,    reassign,  assigned,    dispatcher, D::crew | D::reason},
        Transition{in_progress, reassign,  assigned,    dispatcher, D::crew | D::reason},
        Transition{in_progress, hold,      on_hold,     handler,    to_hold, E::stops_clock},
        Transition{on_hold,     hold,      on_hold,     dispatcher, {}, E::stops_clock}, // approves it
        Transition{on_hold,     resume,    in_progress, handler,    {}, E::restarts_clock},
        Transition{assigned,    extend,    assigned,    dispatcher, D::reason, E::moves_deadline},
        Transition{in_progress, extend,    in_progress, dispatcher, D::reason, E::moves_deadline},
        Transition{in_progress, finish,    handled,     handler,    to_finish, E::takes_over_done},
        Transition{handled,     pass,      closed,      verifier,   to_pass, E::accepts | E::records_check},
        Transition{handled,     fail,      in_progress, verifier,   why, E::new_cycle | E::records_check},
        Transition{handled,     recheck,   handled,     verifier,   D::reason | D::next_check, E::records_check},
        Transition{closed,      reopen,    in_progress, manager,    why, E::new_cycle | E::takes_acceptance_back},
        Transition{draft,       cancel,    cancelled,   registrar,  D::reason},
        Transition{pending,     cancel,    cancelled,   dispatcher, why},
        Transition{assigned,    cancel,    cancelled,   dispatcher, why},
        Transition{in_progress, cancel,    cancelled,   dispatcher, why},
        Transition{on_hold,     cancel,    cancelled,   dispatcher, why},
        Transition{draft,       merge,     merged,      dispatcher, D::target, E::hands_over_links},
        Transition{pending,     merge,     merged,      dispatcher, D::target, E::hands_over_links},
        Transition{assigned,    merge,     merged,      dispatcher, D::target, E::hands_over_links},
        Transition{in_progress, merge,     merged,      dispatcher, D::target, E::hands_over_links},
        Transition{on_hold,     merge,     merged,      dispatcher, D::target, E::hands_over_links},
        Transition{handled,     merge,     merged,      dispatcher, D::target, E::hands_over_links},
        Transition{in_progress, split,     in_progress, dispatcher, D::part | D::reason, E::makes_child},
    };
    // clang-format on
}();

/// The row of the table, or nullptr where the order cannot take that step now.
[[nodiscard]] constexpr Transition const* transition(OrderState from, OrderEvent event) noexcept
{
    for (auto const& t : life_of_an_order)
        if (t.from == from && t.on == event)
            return &t;
    return nullptr;
}
/// The state after `event`, or nullopt where the order cannot take that step now.
[[nodiscard]] constexpr std::optional<OrderState> next(OrderState from, OrderEvent event) noexcept
{
    auto const* t = transition(from, event);
    return t ? std::optional{t->to} : std::nullopt;
}
static_assert(!next(OrderState::closed, OrderEvent::finish), "closed is final but for reopen");

/// The steps 办结 still has to take from a state: the shortest way submit .. pass. Empty for a closed, cancelled or merged
/// order.
[[nodiscard]] std::vector<OrderEvent> steps_to_close(OrderState from);

/// Does somebody with role `has` also do what `needed` does? Managers and administrators do everything but verify for
/// another; a dispatcher enters what crews report; everybody registers.
[[nodiscard]] bool covers(Role has, Role needed) noexcept;

/// Why an order waits.
enum class HoldKind { material, weather, postponed, deferred }; ///< 等料 天气 延期 挂账
inline constexpr std::array hold_kinds{HoldKind::material, HoldKind::weather, HoldKind::postponed, HoldKind::deferred};
[[nodiscard]] std::string_view key_of(HoldKind kind) noexcept;
[[nodiscard]] std::optional<HoldKind> hold_kind_from(std::string_view key) noexcept;
[[nodiscard]] Text label(HoldKind kind);
/// Material and weather: the dispatcher; postponed and deferred: the manager.
[[nodiscard]] constexpr Role approver(HoldKind kind) noexcept
{
    return kind == HoldKind::material || kind == HoldKind::weather ? Role::dispatcher : Role::manager;
}

/// A word that is kept as a key and counted.
struct Reason {
    std::string_view key;
    Text label;
};
/// Empty for an event that takes no reason code.
[[nodiscard]] std::vector<Reason> reasons(OrderEvent event);
/// How a finished job was checked: site photo phone sample.
[[nodiscard]] std::vector<Reason> check_methods();

/// What became of one facility of a line.
inline constexpr std::array<std::string_view, 8> asset_statuses{"PLANNED",      "DONE",     "NOT_NEEDED", "NOT_FOUND",
                                                                "NOT_POSSIBLE", "DEFERRED", "REDO",       "ACCEPTED"};
[[nodiscard]] Text label_of_status(std::string_view status); ///< 待处置 已完成 无需处置 未找到 无法处置 缓办 返工 已核查
/// NOT_NEEDED NOT_FOUND NOT_POSSIBLE DEFERRED: settled, and nothing was done there.
[[nodiscard]] bool is_left_undone(std::string_view status) noexcept;

} // namespace taizhang::domain
