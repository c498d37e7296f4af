#pragma once

#include "base/date.hpp"
#include "base/json.hpp"
#include "domain/order.hpp"
#include "geo/units.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace taizhang::domain {

enum class RequestState { fresh, to_verify, accepted, refused, forwarded, merged, answered, closed };
enum class RequestEvent { verify, accept, refuse, forward, merge, unmerge, answer, close, redo };
inline constexpr std::array request_states{RequestState::fresh,     RequestState::to_verify, RequestState::accepted,
                                           RequestState::refused,   RequestState::forwarded, RequestState::merged,
                                           RequestState::answered,  RequestState::closed};
inline constexpr std::array request_events{RequestEvent::verify, RequestEvent::accept,  RequestEvent::refuse,
                                           RequestEvent::forward, RequestEvent::merge,  RequestEvent::unmerge,
                                           RequestEvent::answer, RequestEvent::close,   RequestEvent::redo};

[[nodiscard]] std::string_view key_of(RequestState state) noexcept; ///< new to_verify accepted ..
[[nodiscard]] std::string_view key_of(RequestEvent event) noexcept; ///< verify accept refuse ..
[[nodiscard]] std::optional<RequestState> request_state_from(std::string_view key) noexcept;
[[nodiscard]] std::optional<RequestEvent> request_event_from(std::string_view key) noexcept;
[[nodiscard]] Text label(RequestState state); ///< 待受理 待核实 立案 不予立案 转办 并案 已回复 已办结
[[nodiscard]] Text label(RequestEvent event);

/// What must be said with a step.
enum class RequestNeeds { nothing, reason, recipient, target, answer, satisfaction };

struct RequestTransition {
    RequestState from;
    RequestEvent on;
    RequestState to;
    Role role;
    RequestNeeds needs;
};

/// The life of a request (FEATURES 4.2). Window, console, manual and tests read this one table.
inline constexpr auto life_of_a_request = [] {
    using enum RequestState;
    using enum RequestEvent;
    using enum Role;
    using Needs = RequestNeeds;
    // clang-format off
    return std::array{
        RequestTransition{fresh,     verify,  to_verify, registrar,  Needs::nothing},
        RequestTransition{fresh,     accept,  accepted,  registrar,  Needs::nothing},
        RequestTransition{to_verify, accept,  accepted,  registrar,  Needs::nothing},
        RequestTransition{forwarded, accept,  accepted,  registrar,  Needs::nothing}, // the other office gave it back
        RequestTransition{fresh,     refuse,  refused,   dispatcher, Needs::reason},
        RequestTransition{to_verify, refuse,  refused,   dispatcher, Needs::reason},
        RequestTransition{fresh,     forward, forwarded, dispatcher, Needs::recipient},
        RequestTransition{to_verify, forward, forwarded, dispatcher, Needs::recipient},
        RequestTransition{fresh,     merge,   merged,    registrar,  Needs::target},
        RequestTransition{to_verify, merge,   merged,    registrar,  Needs::target},
        RequestTransition{accepted,  merge,   merged,    registrar,  Needs::target},
        RequestTransition{merged,    unmerge, fresh,     dispatcher, Needs::nothing}, // or whatever it was before
        RequestTransition{accepted,  answer,  answered,  registrar,  Needs::answer},
        RequestTransition{refused,   answer,  answered,  registrar,  Needs::answer},
        RequestTransition{forwarded, answer,  answered,  registrar,  Needs::answer},
        RequestTransition{answered,  close,   closed,    registrar,  Needs::satisfaction},
        RequestTransition{answered,  redo,    accepted,  registrar,  Needs::reason},
        RequestTransition{closed,    redo,    accepted,  registrar,  Needs::reason},
    };
    // clang-format on
}();

/// The step out of the table, or nothing where the request cannot take it now.
[[nodiscard]] constexpr std::optional<RequestTransition> step_of(RequestState from, RequestEvent event) noexcept
{
    for (auto const& t : life_of_a_request)
        if (t.from == from && t.on == event)
            return t;
    return std::nullopt;
}
static_assert(!step_of(RequestState::fresh, RequestEvent::close), "nothing is closed that was not answered");
static_assert(step_of(RequestState::closed, RequestEvent::redo)->to == RequestState::accepted);

/// Somebody still waits for an answer.
[[nodiscard]] constexpr bool awaits_answer(RequestState state) noexcept
{
    using enum RequestState;
    return state == fresh || state == to_verify || state == accepted || state == refused || state == forwarded;
}

enum class Satisfaction { unasked, satisfied, not_reached, dissatisfied };
[[nodiscard]] std::string_view key_of(Satisfaction satisfaction) noexcept; ///< "" satisfied not_reached dissatisfied
[[nodiscard]] std::optional<Satisfaction> satisfaction_from(std::string_view key) noexcept;
[[nodiscard]] Text label(Satisfaction satisfaction);

struct RequestStep {
    RequestEvent event;
    RequestState from, to;
    std::string who, comment;
    Instant at;
};

/// What somebody asked the bureau for. It is no order: several requests may lead to one order and one request to several.
struct Request {
    std::string uid;
    std::int64_t row_version = 1;
    std::string number;  ///< 左住建受理〔2025〕0001号; given by the ledger on first save, never reused
    RequestState state = RequestState::fresh;
    std::string source;  ///< 群众来电 12345热线 ..: as the catalogue writes it
    std::string external_number; ///< of 12345 or the superior; once per source
    std::string caller, caller_phone;
    Instant received_at = Instant::from_millis(0);
    std::optional<Instant> deadline;    ///< by when the caller must have an answer
    bool urgent = false;
    std::string class_key, asset_uid, description, road, section, place;
    std::optional<geo::Position> position;
    std::optional<Instant> accepted_at, answered_at, closed_at;
    std::string reason;       ///< of refusing, or of coming back
    std::string forwarded_to, answer;
    Satisfaction satisfaction = Satisfaction::unasked;
    int redone = 0;           ///< how often it came back
    std::string merged_into_uid, registered_by, note;
    std::vector<std::string> order_uids; ///< written by linking, not by saving
    std::vector<RequestStep> steps;
};

/// R2025-0001, which tells it from an order's 2025-0001.
[[nodiscard]] std::string short_request_number(std::string_view number);
/// 左住建受理〔{year}〕{serial}号 out of the orders' 左住建工单〔{year}〕{serial}号.
[[nodiscard]] std::string request_pattern(std::string_view order_pattern);
/// 138****5678: enough to recognise a number by, not to call it.
[[nodiscard]] std::string masked_phone(std::string_view phone);
/// The caller's number is for those who call back: registrar, dispatcher, verifier, administrator.
[[nodiscard]] constexpr bool sees_phones(Role role) noexcept { return role != Role::handler && role != Role::manager; }

/// What keeps a request from being saved, in words. Empty = fine.
[[nodiscard]] std::vector<OrderProblem> check(Catalog const& catalog, Request const& request);
[[nodiscard]] bool is_overdue(Request const& request, Instant now) noexcept;

/// The form in which `request show --json` prints and `request new --from-json` reads.
[[nodiscard]] Json to_json(Request const& request);
/// @throws Error invalid_input naming the member
[[nodiscard]] Request request_from_json(Catalog const& catalog, Json const& json);

} // namespace taizhang::domain
