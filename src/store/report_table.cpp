#include "store/report_table.hpp"

#include "store/records.hpp"

#include <algorithm>

namespace taizhang::store {
namespace {

using domain::Period;

/// Dates are kept as 2025, 2025-03 or 2025-03-15. Bounds as short as the shortest date a period may hold select just those it
/// holds: '2025' < '2025-01', and nothing of the end's month is less than that month.
struct Window {
    std::string from, end;
};

std::string month_of(Date day) { return day.iso().substr(0, 7); }

Window window_of(Period const& period)
{
    if (period.kind() == Period::Kind::quarter)
        return {month_of(period.start()), month_of(period.end())};
    return {period.start().iso().substr(0, 4), period.end().iso().substr(0, 4)};
}

constexpr auto closed_only = " AND l.order_id NOT IN (SELECT id FROM work_order WHERE state <> 'closed')";

std::optional<domain::Quantity> quantity_at(Query const& q, int column)
{
    return q.is_null(column) ? std::nullopt : std::optional{domain::Quantity::thousandths(q.integer(column))};
}

std::vector<std::string> places_at(Query const& q, int column)
{
    std::vector<std::string> places;
    if (q.view(column) == "[]") // most lines: not worth a parser
        return places;
    auto const array = Json::parse(q.view(column));
    for (auto const& place : array.items())
        places.push_back(place.as_string());
    return places;
}

/// `sql` with as many of the values as one statement takes at a time.
template <class Id, class Take>
void in_portions(Conn& conn, std::string const& sql, std::vector<Id> const& ids, Take take)
{
    auto const q = conn.prepare(sql);
    for (auto const& id : ids) {
        q->bind(1, Value{id});
        while (q->step())
            take(*q);
        q->reset();
    }
}

} // namespace

std::vector<domain::FigureLine> ReportTable::lines(std::string const& condition, std::vector<Value> const& values) const
{
    // costs that name no line belong to the order's first
    auto const q = conn_.prepare(
        "SELECT l.uid, l.class, l.activity, l.item, l.measure, l.planned_milli, l.accepted_milli, l.unit, l.approximate, l.wording, l.road, "
        "l.places, l.community_uid, l.accepted_on, o.uid, o.number, (SELECT sum(c.amount_fen) FROM cost_line c WHERE c.order_id = l.order_id "
        "AND c.estimate = 0 AND (c.line_uid = l.uid OR (c.line_uid = '' AND l.position = 0))) "
        "FROM order_line l JOIN work_order o ON o.id = l.order_id WHERE o.state = 'closed' AND " +
        condition + " ORDER BY l.accepted_on, o.id, l.position");
    for (std::size_t i = 0; i < values.size(); ++i)
        q->bind(static_cast<int>(i) + 1, values[i]);
    std::vector<domain::FigureLine> out;
    while (q->step()) {
        auto& f = out.emplace_back();
        f.line_uid = q->text(0);
        f.class_key = q->text(1);
        f.activity = q->text(2);
        f.item = q->text(3);
        f.measure = q->view(4) == "capacity" ? domain::Measure::capacity : domain::Measure::count;
        f.planned = quantity_at(*q, 5);
        f.accepted = quantity_at(*q, 6);
        f.unit = q->text(7);
        f.approximate = q->integer(8) != 0;
        f.wording = q->text(9);
        f.road = q->text(10);
        f.places = places_at(*q, 11);
        f.community_uid = q->text(12);
        f.accepted_on = date_at(*q, 13);
        f.order_uid = q->text(14);
        f.order_number = q->text(15);
        if (!q->is_null(16))
            f.amount = domain::Money::fen(q->integer(16));
    }
    return out;
}

std::optional<std::pair<PartialDate, PartialDate>> ReportTable::first_and_last() const
{
    auto const q = conn_.prepare("SELECT min(accepted_on), max(accepted_on) FROM order_line WHERE accepted_on IS NOT NULL");
    if (!q->step() || q->is_null(0))
        return std::nullopt;
    auto const first = date_at(*q, 0), last = date_at(*q, 1);
    return first && last ? std::optional{std::pair{*first, *last}} : std::nullopt;
}

std::vector<domain::FigureLine> ReportTable::lines_of(Period const& period) const
{
    auto const window = window_of(period);
    auto found = lines("l.accepted_on >= $1 AND l.accepted_on < $2", {window.from, window.end});
    std::erase_if(found, [&](auto const& line) { return !line.accepted_on || !period.holds(*line.accepted_on); });
    return found;
}

std::vector<domain::FigureLine> ReportTable::undated_lines(Period const& period) const
{
    if (period.kind() != Period::Kind::quarter)
        return {};
    return lines("l.accepted_on = $1", {period.start().iso().substr(0, 4)});
}

std::vector<domain::DatedSum> ReportTable::sums(Date from, Date end) const
{
    auto const q = conn_.prepare(std::string{"SELECT l.class, l.activity, l.item, l.unit, l.measure, l.accepted_on, count(*), count(l.accepted_milli), "
                                             "sum(l.accepted_milli), max(l.approximate) FROM order_line l WHERE l.accepted_on IS NOT NULL AND "
                                             "l.accepted_on >= $1 AND l.accepted_on < $2"} +
                                 closed_only + " GROUP BY l.class, l.activity, l.item, l.unit, l.measure, l.accepted_on");
    q->bind(1, from.iso().substr(0, 4)).bind(2, month_of(end));
    std::vector<domain::DatedSum> out;
    while (q->step()) {
        auto const day = PartialDate::parse_iso(q->text(5));
        if (!day)
            continue;
        domain::DatedSum part{q->text(0), q->text(1), q->text(2), q->text(3), domain::Measure::count, *day, {}};
        part.measure = q->view(4) == "capacity" ? domain::Measure::capacity : domain::Measure::count;
        part.sum.lines = static_cast<int>(q->integer(6));
        part.sum.unknown_lines = static_cast<int>(q->integer(6) - q->integer(7));
        part.sum.quantity = quantity_at(*q, 8);
        part.sum.approximate = q->integer(9) != 0;
        out.push_back(std::move(part));
    }
    return out;
}

void ReportTable::each_order_of(Period const& period, std::function<void(app::OrderFact const&)> const& take) const
{
    auto const offset = info_.utc_offset_minutes;
    auto const from = Instant::start_of(period.start(), offset).iso(), end = Instant::start_of(period.end(), offset).iso();
    auto const q = conn_.prepare(
        "SELECT id, state, received_on, deadline, closed_on, closed_at, backfill, on_the_spot FROM work_order WHERE "
        "(received_on >= $1 AND received_on < $2) OR (deadline >= $3 AND deadline < $4) OR closed_on >= $5 OR closed_at >= $3 OR "
        "(state IN ('pending','assigned','in_progress','on_hold','handled') AND received_on < $2) OR "
        "id IN (SELECT e.order_id FROM order_event e WHERE e.event IN ('pass','fail') AND e.at >= $3 AND e.at < $4)");
    q->bind(1, period.start().iso()).bind(2, period.end().iso()).bind(3, from).bind(4, end).bind(5, window_of(period).from);
    while (q->step()) {
        auto const received = Date::parse_iso(q->view(2));
        auto const state = domain::order_state_from(q->view(1));
        if (!received || !state)
            continue;
        app::OrderFact fact;
        fact.id = q->integer(0);
        fact.state = *state;
        fact.received_on = *received;
        if (!q->is_null(3))
            fact.deadline = Instant::parse_iso(q->view(3));
        if (*state == domain::OrderState::closed) {
            if (auto const day = date_at(*q, 4))
                fact.closed_on = day->first_day();
            else if (!q->is_null(5))
                if (auto const at = Instant::parse_iso(q->view(5)))
                    fact.closed_on = at->local_date(offset);
        }
        fact.backfill = q->integer(6) != 0;
        fact.on_the_spot = q->integer(7) != 0;
        take(fact);
    }
}

void ReportTable::each_step_of(Period const& period, std::function<void(app::StepFact const&)> const& take) const
{
    auto const offset = info_.utc_offset_minutes;
    auto const from = Instant::start_of(period.start(), offset).iso(), end = Instant::start_of(period.end(), offset).iso();
    // a step taken back stays in the history and counts nowhere; what was asked for holds nothing until it is approved
    bool const has_holds = info_.schema_version >= 4;
    std::string const counts = has_holds ? "undone = 0 AND " : "";
    std::string const holds = has_holds ? "SELECT order_id, 'hold', held_from FROM order_hold WHERE approved_at < $2 AND held_from < $2 UNION ALL "
                                          "SELECT order_id, 'resume', held_until FROM order_hold WHERE approved_at < $2 AND held_until < $2"
                                        : "SELECT order_id, event, at FROM order_event WHERE event IN ('hold','resume') AND at < $2";
    auto const q = conn_.prepare("SELECT order_id, event, at FROM order_event WHERE " + counts +
                                 "event IN ('pass','fail','extend','reopen','dispatch') AND at >= $1 AND at < $2 UNION ALL " + holds + " ORDER BY 3");
    q->bind(1, from).bind(2, end);
    while (q->step())
        if (auto const event = domain::order_event_from(q->view(1)))
            if (auto const at = Instant::parse_iso(q->view(2)))
                take({q->integer(0), *event, *at});
}

std::vector<app::MaterialUse> ReportTable::materials(Period const& period) const
{
    auto const window = window_of(period);
    auto const q = conn_.prepare(
        "SELECT c.item, c.unit, sum(c.quantity_milli), sum(c.amount_fen), count(DISTINCT c.order_id) FROM cost_line c WHERE c.kind = 'material' "
        "AND c.estimate = 0 AND c.order_id IN (SELECT l.order_id FROM order_line l WHERE l.accepted_on >= $1 AND l.accepted_on < $2) AND "
        "c.order_id NOT IN (SELECT id FROM work_order WHERE state <> 'closed') GROUP BY c.item, c.unit ORDER BY 4 DESC, 1, 2");
    q->bind(1, window.from).bind(2, window.end);
    std::vector<app::MaterialUse> out;
    while (q->step())
        out.push_back({q->text(0), q->text(1), domain::Quantity::thousandths(q->integer(2)), domain::Money::fen(q->integer(3)), q->integer(4)});
    return out;
}

std::vector<app::WorkedPlace> ReportTable::worked_places(Period const& period, int least, std::size_t limit) const
{
    auto const window = window_of(period);
    auto const q = conn_.prepare(
        "SELECT w.asset_uid, a.class, a.code, a.road, a.place, w.n, a.geom FROM (SELECT x.asset_uid, count(DISTINCT l.order_id) AS n FROM "
        "order_line l JOIN line_asset x ON x.line_id = l.id JOIN work_order o ON o.id = l.order_id WHERE l.accepted_on >= $1 AND "
        "l.accepted_on < $2 AND o.state = 'closed' GROUP BY x.asset_uid HAVING count(DISTINCT l.order_id) >= $3) w "
        "JOIN asset a ON a.uid = w.asset_uid ORDER BY w.n DESC, a.class, a.code, w.asset_uid LIMIT " +
        std::to_string(limit));
    q->bind(1, window.from).bind(2, window.end).bind(3, std::int64_t{least});
    std::vector<app::WorkedPlace> out;
    while (q->step()) {
        app::WorkedPlace place{q->text(0), q->text(1), q->text_or_empty(2), q->text(3), q->text(4), q->integer(5), std::nullopt};
        if (!q->is_null(6))
            if (auto const wkb = q->wkb(6); !wkb.empty())
                if (auto const shape = geo::from_wkb(wkb))
                    place.position = geo::label_point(*shape);
        out.push_back(std::move(place));
    }
    return out;
}

std::vector<domain::OrderRef> ReportTable::order_refs(std::vector<std::int64_t> const& ids) const
{
    std::vector<domain::OrderRef> out;
    in_portions(conn_, "SELECT uid, number FROM work_order WHERE id = $1", ids, [&](Query& q) { out.push_back({q.text(0), q.text(1)}); });
    return out;
}

std::vector<app::BriefOrder> ReportTable::brief_orders(std::vector<std::int64_t> const& ids) const
{
    std::vector<app::BriefOrder> out;
    in_portions(conn_, "SELECT uid, number, state, received_on, deadline, description, road, place FROM work_order WHERE id = $1", ids, [&](Query& q) {
        app::BriefOrder order{q.text(0), q.text(1), domain::order_state_from(q.text(2)).value_or(domain::OrderState::draft),
                              Date::parse_iso(q.text(3)).value_or(Date::from_days(0)), std::nullopt, q.text(5), q.text(6), q.text(7)};
        if (!q.is_null(4))
            order.deadline = Instant::parse_iso(q.text(4));
        out.push_back(std::move(order));
    });
    return out;
}

app::OrderCounts ReportTable::order_counts(Period const& period) const
{
    auto const count = [&](std::string const& sql, std::vector<Value> const& values) {
        auto const q = conn_.prepare(sql);
        for (std::size_t i = 0; i < values.size(); ++i)
            q->bind(static_cast<int>(i) + 1, values[i]);
        return q->step() ? q->integer(0) : 0;
    };
    auto const offset = info_.utc_offset_minutes;
    auto const from = Instant::start_of(period.start(), offset).iso(), end = Instant::start_of(period.end(), offset).iso();
    // the first day a date may mean decides, as for one order: 2025-10 is the first of October
    auto const first = period.start().month() == 1 ? period.start().iso().substr(0, 4) : month_of(period.start());
    auto const last = period.end().month() == 1 ? period.end().iso().substr(0, 4) : month_of(period.end());
    std::string const closed = "SELECT count(*) FROM work_order WHERE state = 'closed' AND ";
    std::string const normal = " AND backfill = 0 AND on_the_spot = 0", late = " AND (backfill = 1 OR on_the_spot = 1)";
    std::string const by_date = "closed_on >= $1 AND closed_on < $2", by_step = "closed_on IS NULL AND closed_at >= $1 AND closed_at < $2";
    app::OrderCounts counts;
    counts.received = count("SELECT count(*) FROM work_order WHERE received_on >= $1 AND received_on < $2 AND state <> 'draft' AND backfill = 0",
                            {period.start().iso(), period.end().iso()});
    counts.closed = count(closed + by_date + normal, {first, last}) + count(closed + by_step + normal, {from, end});
    counts.backfilled = count(closed + by_date + late, {first, last}) + count(closed + by_step + late, {from, end});
    return counts;
}

std::vector<std::int64_t> ReportTable::order_ids(std::vector<std::string> const& uids) const
{
    std::vector<std::int64_t> out;
    in_portions(conn_, "SELECT id FROM work_order WHERE uid = $1", uids, [&](Query& q) { out.push_back(q.integer(0)); });
    return out;
}

ReportTable::Gaps ReportTable::gaps(Period const& period) const
{
    auto const window = window_of(period);
    auto const ids = [&](std::string const& sql, std::vector<Value> const& values) {
        auto const q = conn_.prepare(sql);
        for (std::size_t i = 0; i < values.size(); ++i)
            q->bind(static_cast<int>(i) + 1, values[i]);
        std::vector<std::int64_t> found;
        while (q->step())
            found.push_back(q->integer(0));
        return found;
    };
    std::string const accepted = "SELECT DISTINCT o.id, o.number FROM work_order o JOIN order_line l ON l.order_id = o.id WHERE o.state = 'closed' "
                                 "AND l.accepted_on >= $1 AND l.accepted_on < $2 AND ";
    Gaps gaps;
    gaps.without_quantity = ids(accepted + "l.accepted_milli IS NULL ORDER BY o.number", {window.from, window.end});
    gaps.without_cost = ids(accepted + "NOT EXISTS (SELECT 1 FROM cost_line c WHERE c.order_id = o.id AND c.estimate = 0) ORDER BY o.number",
                            {window.from, window.end});
    gaps.not_reported_done = ids("SELECT id, number FROM work_order WHERE state = 'handled' AND received_on < $1 ORDER BY number", {period.end().iso()});
    return gaps;
}

} // namespace taizhang::store
