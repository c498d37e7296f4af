#include "app/report_data.hpp"

#include <algorithm>
#include <map>

namespace taizhang::app {
namespace {

using domain::OrderState;

constexpr std::size_t most_listed = 200;

bool in(Date day, domain::Period const& period) { return day >= period.start() && day < period.end(); }

/// The local day an order was closed: the date the clerk entered, else the day of the step.
std::optional<Date> closed_day(domain::WorkOrder const& order, int offset)
{
    if (order.state != OrderState::closed)
        return std::nullopt;
    if (order.closed_on)
        return order.closed_on->first_day();
    return order.closed_at ? std::optional{order.closed_at->local_date(offset)} : std::nullopt;
}

/// Was it open when the period ended? From dates alone, so that an old period's report does not change.
bool open_at_end(domain::WorkOrder const& order, domain::Period const& period, int offset)
{
    if (order.backfill || order.state == OrderState::draft || order.state == OrderState::cancelled || order.state == OrderState::merged)
        return false;
    auto const closed = closed_day(order, offset);
    return order.received_on < period.end() && (!closed || *closed >= period.end());
}

OrderTotals totals_of(std::vector<domain::WorkOrder> const& orders, domain::Period const& period, Instant now, int offset)
{
    OrderTotals totals;
    std::vector<domain::RateOrder> rated;
    for (auto const& order : orders)
        rated.push_back(domain::rate_order_of(order));
    auto const rates = domain::rates_of(rated, period, offset);
    totals.closing = rates.closing;
    totals.on_time = rates.on_time;
    totals.rework = rates.rework;
    auto const end = std::min(Instant::start_of(period.end(), offset), now);
    for (auto const& order : orders) {
        auto const closed = closed_day(order, offset);
        if (in(order.received_on, period) && order.state != OrderState::draft && !order.backfill)
            ++totals.received;
        if (closed && in(*closed, period))
            ++(order.backfill || order.on_the_spot ? totals.backfilled : totals.closed);
        if (open_at_end(order, period, offset)) {
            ++totals.open_at_end;
            totals.overdue_at_end += order.deadline && *order.deadline < end ? 1 : 0;
            totals.open_orders.push_back(order);
        }
    }
    std::ranges::stable_sort(totals.open_orders, {}, [](domain::WorkOrder const& o) {
        return o.deadline ? o.deadline->millis() : INT64_MAX;
    });
    if (totals.open_orders.size() > most_listed)
        totals.open_orders.resize(most_listed);
    return totals;
}

std::vector<ReportData::ByRoad> by_road(domain::Catalog const& catalog, std::vector<domain::FigureLine> const& lines,
                                        domain::Period const& period)
{
    std::map<std::string, std::vector<domain::FigureLine>> roads;
    std::map<std::string, std::string> names;
    for (auto const& line : lines)
        if (!line.road.empty()) {
            auto const key = sort_key(line.road);
            roads[key].push_back(line);
            names[key] = line.road;
        }
    std::vector<ReportData::ByRoad> rows;
    for (auto const& [key, of_road] : roads)
        for (auto const& figure : domain::figures_of(catalog, of_road, period).figures)
            rows.push_back({names[key], figure.key, figure.sum});
    return rows;
}

} // namespace

ReportData collect_report(Ledger const& ledger, domain::Period const& period, Instant now, std::string const& who)
{
    auto const lines = ledger.accepted_lines();
    auto const& catalog = ledger.catalog();
    ReportData data{period, ledger.info(), now, who, domain::figures_of(catalog, lines, period), by_road(catalog, lines, period),
                    totals_of(ledger.orders({}), period, now, ledger.info().utc_offset_minutes),
                    static_cast<int>(ledger.communities().size()), {}};
    if (auto const head = ledger.audit(1); !head.empty())
        data.audit_head = std::to_string(head.front().seq) + ':' + head.front().hash;
    return data;
}

} // namespace taizhang::app
