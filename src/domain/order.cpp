#include "domain/order.hpp"

#include <algorithm>

namespace taizhang::domain {
namespace {

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
    if (auto const* type = catalog.find_order_type(order.kind))
        for (auto const& field : type->fields)
            if (auto problem = check_value(field, order.fields[field.key], field.required); !problem.empty())
                problems.push_back({"fields/" + field.key, std::move(problem)});
    if (!has_place(order))
        problems.push_back({"place", tr("Say where: an asset, a road or a place.")});
    return problems;
}

bool is_overdue(OrderState state, std::optional<Instant> deadline, Instant now) noexcept
{
    return deadline && is_open(state) && state != OrderState::draft && *deadline < now;
}

std::optional<Instant> due_now(WorkOrder const& order, Instant now) noexcept
{
    auto const due = order.working_deadline ? order.working_deadline : order.deadline;
    if (!due || !order.stopped_at || *order.stopped_at > now)
        return due;
    return Instant::from_millis(due->millis() + now.millis() - order.stopped_at->millis());
}

int extensions(WorkOrder const& order) noexcept
{
    return static_cast<int>(std::ranges::count_if(
        order.steps, [](OrderStep const& step) { return step.event == OrderEvent::extend && !step.undone; }));
}

Money total(std::vector<CostLine> const& costs, bool estimate) noexcept
{
    auto sum = Money::fen(0);
    for (auto const& cost : costs)
        if (cost.estimate == estimate)
            sum = sum + cost.amount;
    return sum;
}

} // namespace taizhang::domain
