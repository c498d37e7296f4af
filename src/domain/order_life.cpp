#include "domain/order_life.hpp"

#include <algorithm>
#include <deque>

namespace taizhang::domain {
namespace {

template <class Enum>
struct Word {
    Enum value;
    std::string_view key;
};

constexpr std::array states{Word<OrderState>{OrderState::draft, "draft"},
                            Word<OrderState>{OrderState::pending, "pending"},
                            Word<OrderState>{OrderState::assigned, "assigned"},
                            Word<OrderState>{OrderState::in_progress, "in_progress"},
                            Word<OrderState>{OrderState::on_hold, "on_hold"},
                            Word<OrderState>{OrderState::handled, "handled"},
                            Word<OrderState>{OrderState::closed, "closed"},
                            Word<OrderState>{OrderState::cancelled, "cancelled"},
                            Word<OrderState>{OrderState::merged, "merged"}};

constexpr std::array events{
    Word<OrderEvent>{OrderEvent::submit, "submit"},     Word<OrderEvent>{OrderEvent::dispatch, "dispatch"},
    Word<OrderEvent>{OrderEvent::give_back, "return"},  Word<OrderEvent>{OrderEvent::accept, "accept"},
    Word<OrderEvent>{OrderEvent::reassign, "reassign"}, Word<OrderEvent>{OrderEvent::hold, "hold"},
    Word<OrderEvent>{OrderEvent::resume, "resume"},     Word<OrderEvent>{OrderEvent::extend, "extend"},
    Word<OrderEvent>{OrderEvent::finish, "finish"},     Word<OrderEvent>{OrderEvent::pass, "pass"},
    Word<OrderEvent>{OrderEvent::fail, "fail"},         Word<OrderEvent>{OrderEvent::recheck, "recheck"},
    Word<OrderEvent>{OrderEvent::reopen, "reopen"},     Word<OrderEvent>{OrderEvent::cancel, "cancel"},
    Word<OrderEvent>{OrderEvent::merge, "merge"},       Word<OrderEvent>{OrderEvent::split, "split"}};

constexpr std::array role_words{Word<Role>{Role::registrar, "registrar"}, Word<Role>{Role::dispatcher, "dispatcher"},
                                Word<Role>{Role::handler, "handler"},     Word<Role>{Role::verifier, "verifier"},
                                Word<Role>{Role::manager, "manager"},     Word<Role>{Role::administrator, "administrator"}};

constexpr std::array hold_words{Word<HoldKind>{HoldKind::material, "material"}, Word<HoldKind>{HoldKind::weather, "weather"},
                                Word<HoldKind>{HoldKind::postponed, "postponed"}, Word<HoldKind>{HoldKind::deferred, "deferred"}};

template <class Table, class Enum>
std::string_view key_in(Table const& table, Enum value) noexcept
{
    return std::ranges::find(table, value, &Word<Enum>::value)->key;
}

template <class Enum, class Table>
std::optional<Enum> value_in(Table const& table, std::string_view key) noexcept
{
    auto const it = std::ranges::find(table, key, &Word<Enum>::key);
    return it == table.end() ? std::nullopt : std::optional{it->value};
}

} // namespace

std::string_view key_of(OrderState state) noexcept { return key_in(states, state); }
std::string_view key_of(OrderEvent event) noexcept { return key_in(events, event); }
std::string_view key_of(Role role) noexcept { return key_in(role_words, role); }
std::string_view key_of(HoldKind kind) noexcept { return key_in(hold_words, kind); }
std::optional<Role> role_from(std::string_view key) noexcept { return value_in<Role>(role_words, key); }
std::optional<OrderState> order_state_from(std::string_view key) noexcept { return value_in<OrderState>(states, key); }
std::optional<OrderEvent> order_event_from(std::string_view key) noexcept { return value_in<OrderEvent>(events, key); }
std::optional<HoldKind> hold_kind_from(std::string_view key) noexcept { return value_in<HoldKind>(hold_words, key); }

Text label(Role role)
{
    switch (role) {
    case Role::registrar: return tr("Registrar");
    case Role::dispatcher: return tr("Dispatcher");
    case Role::handler: return tr("Handler");
    case Role::verifier: return tr("Verifier");
    case Role::manager: return tr("Manager");
    case Role::administrator: break;
    }
    return tr("Administrator");
}

Text label(OrderState state)
{
    switch (state) {
    case OrderState::draft: return tr("Draft");
    case OrderState::pending: return tr("To dispatch");
    case OrderState::assigned: return tr("To accept");
    case OrderState::in_progress: return tr("In progress");
    case OrderState::on_hold: return tr("On hold");
    case OrderState::handled: return tr("To verify");
    case OrderState::closed: return tr("Closed");
    case OrderState::cancelled: return tr("Cancelled");
    case OrderState::merged: return tr("Merged");
    }
    return {};
}

Text label(OrderEvent event)
{
    switch (event) {
    case OrderEvent::submit: return tr("Submit");
    case OrderEvent::dispatch: return tr("Dispatch");
    case OrderEvent::give_back: return tr("Return");
    case OrderEvent::accept: return tr("Accept");
    case OrderEvent::reassign: return tr("Reassign");
    case OrderEvent::hold: return tr("Put on hold");
    case OrderEvent::resume: return tr("Resume");
    case OrderEvent::extend: return tr("Extend");
    case OrderEvent::finish: return tr("Finish");
    case OrderEvent::pass: return tr("Pass");
    case OrderEvent::fail: return tr("Send back for rework");
    case OrderEvent::recheck: return tr("Check again later");
    case OrderEvent::reopen: return tr("Reopen");
    case OrderEvent::cancel: return tr("Cancel order");
    case OrderEvent::merge: return tr("Merge");
    case OrderEvent::split: return tr("Split");
    }
    return {};
}

Text label(HoldKind kind)
{
    switch (kind) {
    case HoldKind::material: return tr("waiting for material");
    case HoldKind::weather: return tr("weather");
    case HoldKind::postponed: return tr("postponed");
    case HoldKind::deferred: break;
    }
    return tr("deferred");
}

std::vector<OrderEvent> steps_to_close(OrderState from)
{
    // breadth first over the table of states; reopening a closed order is no way to close it
    if (!is_open(from))
        return {};
    std::deque<std::pair<OrderState, std::vector<OrderEvent>>> ways{{from, {}}};
    std::vector<OrderState> seen{from};
    while (!ways.empty()) {
        auto const [state, way] = ways.front();
        ways.pop_front();
        for (auto const& t : life_of_an_order) {
            if (t.from != state || std::ranges::find(seen, t.to) != seen.end())
                continue;
            auto longer = way;
            longer.push_back(t.on);
            if (t.to == OrderState::closed)
                return longer;
            seen.push_back(t.to);
            ways.emplace_back(t.to, std::move(longer));
        }
    }
    return {};
}

bool covers(Role has, Role needed) noexcept
{
    if (has == needed || needed == Role::registrar)
        return true;
    if (has == Role::manager || has == Role::administrator)
        return true;
    return has == Role::dispatcher && needed == Role::handler;
}

std::vector<Reason> reasons(OrderEvent event)
{
    switch (event) {
    case OrderEvent::give_back:
        return {{"wrong_unit", tr("wrong unit")}, {"not_ours", tr("not ours to handle")}, {"no_fault", tr("no fault found")}};
    case OrderEvent::fail:
        return {{"not_done", tr("not done")}, {"poor_work", tr("poor work")}, {"wrong_quantity", tr("quantity does not agree")}};
    case OrderEvent::reopen:
        return {{"fault_again", tr("the fault is back")},
                {"not_satisfied", tr("the caller is not satisfied")},
                {"wrong_record", tr("the record was wrong")}};
    case OrderEvent::cancel:
        return {{"logged_twice", tr("logged twice")},
                {"no_fault", tr("no fault found")},
                {"not_ours", tr("not ours to handle")},
                {"withdrawn", tr("withdrawn by who reported it")}};
    default: return {};
    }
}

std::vector<Reason> check_methods()
{
    return {{"site", tr("on site")}, {"photo", tr("by photo")}, {"phone", tr("by phone")}, {"sample", tr("by sample")}};
}

Text label_of_status(std::string_view status)
{
    if (status == "DONE")
        return tr("done");
    if (status == "NOT_NEEDED")
        return tr("not needed");
    if (status == "NOT_FOUND")
        return tr("not found");
    if (status == "NOT_POSSIBLE")
        return tr("not possible");
    if (status == "DEFERRED")
        return tr("left for later");
    if (status == "REDO")
        return tr("to be redone");
    if (status == "ACCEPTED")
        return tr("accepted");
    return tr("to be done");
}

bool is_left_undone(std::string_view status) noexcept
{
    return status == "NOT_NEEDED" || status == "NOT_FOUND" || status == "NOT_POSSIBLE" || status == "DEFERRED";
}

} // namespace taizhang::domain
