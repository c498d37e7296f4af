#include "app/report_data.hpp"

#include "app/report_orders.hpp"

#include <algorithm>
#include <map>
#include <unordered_set>

namespace taizhang::app {
namespace {

using domain::Period;

constexpr std::size_t most_worked = 5000;
constexpr int quarters_shown = 8;

/// The quarters up to the period's last; for a span its years.
std::vector<Period> trend_of(Period const& period)
{
    std::vector<Period> all;
    if (period.kind() == Period::Kind::span) {
        for (int year = period.start().year(); year < period.end().year(); ++year)
            if (auto const one = Period::year(year))
                all.push_back(*one);
        return all;
    }
    auto const last_day = period.end().plus_days(-1);
    auto quarter = Period::quarter(last_day.year(), (last_day.month() + 2) / 3);
    for (int i = 0; quarter && i < quarters_shown; ++i) {
        all.push_back(*quarter);
        if (quarter->start().year() <= 1900)
            break;
        quarter = quarter->previous();
    }
    std::ranges::reverse(all);
    return all;
}

/// Roads of the lines, where the ledger knows them, with how many orders name each.
std::vector<WorkedPlace> roads_worked(Ledger const& ledger, std::vector<domain::FigureLine> const& lines)
{
    std::map<std::string, std::unordered_set<std::string_view>> orders;
    for (auto const& line : lines)
        if (!line.road.empty())
            orders[line.road].insert(line.order_uid);
    std::vector<WorkedPlace> places;
    if (orders.empty())
        return places;
    AssetQuery roads;
    roads.class_key = "road";
    for (auto const& road : ledger.assets(roads)) {
        auto it = orders.find(road.road);
        if (it == orders.end())
            it = orders.find(road.name);
        if (it == orders.end() || !road.position)
            continue;
        places.push_back({road.uid, road.class_key, road.code, it->first, {}, static_cast<std::int64_t>(it->second.size()), road.position});
        orders.erase(it); // a road in several sections gets one dot
    }
    return places;
}

std::optional<domain::Quantity> quantity_of(Json const& value)
{
    return value.is_null() ? std::nullopt : std::optional{domain::Quantity::thousandths(value.as_integer())};
}

/// Figures of the period before that read differently now than they were printed, when that period is locked.
std::vector<Correction> corrections_of(Ledger const& ledger, Period const& period)
{
    std::vector<Correction> out;
    auto const before = period.previous();
    auto const locks = ledger.reports().locks();
    if (std::ranges::find(locks, before.key(), &PeriodLock::period) == locks.end())
        return out;
    auto const issued = ledger.reports().issued();
    auto const it = std::ranges::find(issued, before.key(), &IssuedReport::period); // newest first
    if (it == issued.end())
        return out;
    auto const now = domain::figures_of(ledger.catalog(), ledger.reports().lines_of(before), before).figures;
    std::unordered_set<std::string> known;
    for (auto const& old : it->content.at("figures").items()) {
        auto const key = old.at("key").as_string();
        known.insert(key);
        auto const same = std::ranges::find(now, key, &domain::Figure::key);
        Correction c{before.key(), old.at("phrase").as_string(), old.at("unit").as_string(), key, quantity_of(old["milli"]), std::nullopt};
        if (same != now.end())
            c.now = same->sum.quantity;
        if (c.issued != c.now)
            out.push_back(std::move(c));
    }
    for (auto const& figure : now)
        if (!known.contains(figure.key))
            out.push_back({before.key(), figure.phrase(it->language), figure.unit, figure.key, std::nullopt, figure.sum.quantity});
    return out;
}

} // namespace

domain::Money ReportData::investment() const noexcept
{
    auto sum = domain::Money::fen(0);
    for (auto const& figure : figures.figures)
        sum = sum + figure.amount;
    return sum;
}

ReportData collect_report(Ledger const& ledger, Period const& period, Instant now, std::string const& who, Depth depth)
{
    auto const& records = ledger.reports();
    auto const& catalog = ledger.catalog();
    ReportData data{.period = period, .info = ledger.info(), .made_at = now, .made_by = who};
    data.lines = records.lines_of(period);
    data.figures = domain::figures_of(catalog, data.lines, period);
    data.figures.undated = records.undated_lines(period);
    domain::compare(catalog, data.figures.figures,
                    records.sums(std::min(period.year_before().start(), period.previous().start()), period.end()), period);
    data.by_road = domain::sums_by_road(catalog, data.lines, data.figures.figures);
    data.orders = order_totals(records, data.info, period, now);
    if (auto const head = ledger.audit(1); !head.empty())
        data.audit_head = std::to_string(head.front().seq) + ':' + head.front().hash;
    if (depth == Depth::figures)
        return data;
    data.orders.open_orders = most_urgent(records, data.orders);
    data.previous = order_totals(records, data.info, period.previous(), now);
    data.year_before = order_totals(records, data.info, period.year_before(), now);
    auto const orders = ledger.orders({});
    add_rates(orders, data.orders, data.info, period);
    add_rates(orders, data.previous, data.info, period.previous());
    add_rates(orders, data.year_before, data.info, period.year_before());
    data.previous.behind.clear();
    data.year_before.behind.clear();
    for (auto const& quarter : trend_of(period))
        data.trend.push_back({quarter, records.order_counts(quarter)});
    data.materials = records.materials(period);
    data.worked = records.worked_places(period, 1, most_worked);
    data.roads_worked = roads_worked(ledger, data.lines);
    data.gaps = records.gaps(period);
    data.corrections = corrections_of(ledger, period);
    auto const locks = records.locks();
    data.locked = std::ranges::find(locks, period.key(), &PeriodLock::period) != locks.end();
    return data;
}

std::vector<domain::OrderRef> orders_behind(Ledger const& ledger, ReportData const& data, std::string const& link)
{
    auto const parted = link.find(':');
    auto const kind = link.substr(0, parted), key = parted == std::string::npos ? std::string{} : link.substr(parted + 1);
    if (kind == "figure") {
        auto const it = std::ranges::find(data.figures.figures, key, &domain::Figure::key);
        return it == data.figures.figures.end() ? std::vector<domain::OrderRef>{} : it->orders;
    }
    if (kind == "orders") {
        auto const it = data.orders.behind.find(key);
        return it == data.orders.behind.end() ? std::vector<domain::OrderRef>{} : ledger.reports().order_refs(it->second);
    }
    std::vector<domain::OrderRef> found;
    if (kind == "order") {
        auto const order = ledger.order(key);
        found.push_back({order.uid, order.number});
    }
    if (kind == "class") {
        std::unordered_set<std::string> seen;
        for (auto const& line : data.lines)
            if (line.class_key == key && seen.insert(line.order_uid).second)
                found.push_back({line.order_uid, line.order_number});
    }
    if (kind == "road") {
        auto const bar = key.find('|');
        auto const road = sort_key(key.substr(0, bar)), figure = bar == std::string::npos ? std::string{} : key.substr(bar + 1);
        std::unordered_set<std::string> seen;
        for (auto const& line : data.lines)
            if (!line.road.empty() && sort_key(line.road) == road &&
                (figure.empty() || domain::figure_key(ledger.catalog(), line) == figure) && seen.insert(line.order_uid).second)
                found.push_back({line.order_uid, line.order_number});
    }
    return found;
}

std::vector<Gap> gaps_of(Ledger const& ledger, Period const& period, Instant now)
{
    constexpr std::size_t most_named = 200;
    auto const& records = ledger.reports();
    auto const missing = records.gaps(period);
    std::vector<Gap> gaps;
    auto const add = [&](Gap::Kind kind, std::size_t count, Text words, std::vector<std::int64_t> ids) {
        if (count == 0)
            return;
        if (ids.size() > most_named)
            ids.resize(most_named);
        gaps.push_back({kind, static_cast<std::int64_t>(count), std::move(words), records.order_refs(ids)});
    };
    auto const totals = order_totals(records, ledger.info(), period, now);
    auto const ids_of = [&](char const* name) {
        auto const it = totals.behind.find(name);
        return it == totals.behind.end() ? std::vector<std::int64_t>{} : it->second;
    };
    add(Gap::Kind::no_quantity, missing.without_quantity.size(), tr("{0} closed orders with a line without a quantity", missing.without_quantity.size()),
        missing.without_quantity);
    auto const undated = records.undated_lines(period);
    std::vector<std::string> uids;
    for (auto const& line : undated)
        if (std::ranges::find(uids, line.order_uid) == uids.end() && uids.size() < most_named)
            uids.push_back(line.order_uid);
    add(Gap::Kind::no_date, undated.size(), tr("{0} lines whose date is not known well enough", undated.size()), records.order_ids(uids));
    add(Gap::Kind::not_checked, missing.not_reported_done.size(), tr("{0} finished orders not yet checked and closed", missing.not_reported_done.size()),
        missing.not_reported_done);
    add(Gap::Kind::overdue, static_cast<std::size_t>(totals.overdue_at_end), tr("{0} orders overdue at the end of the period", totals.overdue_at_end),
        ids_of("overdue"));
    add(Gap::Kind::no_cost, missing.without_cost.size(), tr("{0} closed orders without a cost", missing.without_cost.size()), missing.without_cost);
    auto const assets = ledger.asset_list();
    std::size_t without_position = 0, without_code = 0;
    for (AssetList::Index i = 0; i < assets->size(); ++i) {
        without_position += assets->has_position(i) ? 0 : 1;
        without_code += assets->code(i).empty() ? 1 : 0;
    }
    add(Gap::Kind::no_position, without_position, tr("{0} facilities without a position", without_position), {});
    add(Gap::Kind::no_code, without_code, tr("{0} facilities without a code", without_code), {});
    return gaps;
}

} // namespace taizhang::app
