#include "domain/order.hpp"

#include <algorithm>
#include <array>
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

void check_line(Catalog const& catalog, OrderLine const& line, std::string const& at, std::vector<OrderProblem>& problems)
{
    auto const* asset_class = catalog.find_class(line.class_key);
    if (line.class_key.empty())
        problems.push_back({at + "class", tr("Choose what it is.")});
    else if (!asset_class)
        problems.push_back({at + "class", tr("No class is called “{0}”.", line.class_key)});
    if (line.activity.empty())
        problems.push_back({at + "activity", tr("Choose what is to be done.")});
    else if (!catalog.find_activity(line.activity))
        problems.push_back({at + "activity", tr("No activity is called “{0}”.", line.activity)});
    if (line.unit.empty())
        problems.push_back({at + "unit", tr("Choose a unit.")});
    else if (!catalog.find_unit(line.unit))
        problems.push_back({at + "unit", tr("No unit is called “{0}”.", line.unit)});
    for (auto const& quantity : {line.planned, line.done, line.accepted})
        if (quantity && quantity->in_thousandths() < 0) {
            problems.push_back({at + "quantity", tr("A quantity cannot be negative.")});
            break;
        }
    if (line.unknown && line.accepted)
        problems.push_back({at + "quantity", tr("A quantity is either given or unknown.")});
}

bool has_place(WorkOrder const& order)
{
    if (!order.place.empty() || !order.road.empty() || !order.section.empty() || order.shape)
        return true;
    return std::ranges::any_of(order.lines, [](OrderLine const& line) {
        return !line.assets.empty() || !line.road.empty() || !line.places.empty() || !line.community_uid.empty();
    });
}

} // namespace

std::string_view key_of(OrderState state) noexcept { return key_in(states, state); }
std::string_view key_of(OrderEvent event) noexcept { return key_in(events, event); }
std::string_view key_of(Role role) noexcept { return key_in(role_words, role); }
std::optional<Role> role_from(std::string_view key) noexcept { return value_in<Role>(role_words, key); }

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

std::optional<OrderState> order_state_from(std::string_view key) noexcept { return value_in<OrderState>(states, key); }
std::optional<OrderEvent> order_event_from(std::string_view key) noexcept { return value_in<OrderEvent>(events, key); }

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

std::string short_number(std::string_view number)
{
    // the first four digits in a row are the year, the next digits the serial
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    std::vector<std::string> runs;
    std::string run;
    for (char const c : std::string{number} + ' ') {
        if (is_digit(c))
            run += c;
        else if (!run.empty())
            runs.push_back(std::exchange(run, {}));
    }
    auto const year = std::ranges::find(runs, std::size_t{4}, &std::string::size);
    if (year == runs.end() || year + 1 == runs.end())
        return std::string{number};
    return *year + '-' + *(year + 1);
}

std::string order_number(std::string_view pattern, int year, std::int64_t serial)
{
    auto digits = std::to_string(serial);
    if (digits.size() < 4)
        digits.insert(0, 4 - digits.size(), '0');
    return replaced(replaced(pattern, "{year}", std::to_string(year)), "{serial}", digits);
}

std::vector<OrderProblem> check(Catalog const& catalog, WorkOrder const& order)
{
    std::vector<OrderProblem> problems;
    if (order.lines.empty())
        problems.push_back({"lines", tr("The order needs at least one line: what is to be done on what.")});
    for (std::size_t i = 0; i < order.lines.size(); ++i)
        check_line(catalog, order.lines[i], "lines/" + std::to_string(i) + "/", problems);
    if (!has_place(order))
        problems.push_back({"place", tr("Say where: an asset, a road or a place.")});
    return problems;
}

bool is_overdue(OrderState state, std::optional<Instant> deadline, Instant now) noexcept
{
    return deadline && is_open(state) && state != OrderState::draft && *deadline < now;
}

} // namespace taizhang::domain
