// Every sum and count of a report, recomputed by SQL that shares nothing with the program, over 50,000 orders that hold the
// nasty cases: no deadline, still open, closed late, reopened, reworked, merged, backfilled, on hold across the period's end,
// metres and kilometres, about and exact, unknown and known, dates known to the month or year, 29 February, the year's end at UTC+8.
#include "app/report_data.hpp"
#include "contract/ledger_fixture.hpp"

#include <gtest/gtest.h>

#include <sqlite3.h>

#include <map>

using namespace taizhang;

namespace {

/// The file as another program sees it.
class Sql {
public:
    explicit Sql(std::string const& path) { EXPECT_EQ(sqlite3_open(path.c_str(), &db_), SQLITE_OK); }
    Sql(Sql const&) = delete;
    Sql& operator=(Sql const&) = delete;
    ~Sql() { sqlite3_close(db_); }
    void run(std::string const& sql)
    {
        char* wrong = nullptr;
        ASSERT_EQ(sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, &wrong), SQLITE_OK) << wrong << '\n' << sql;
    }
    std::int64_t number(std::string const& sql) { return rows(sql).begin()->second; }
    /// First column by text, second as number.
    std::map<std::string, std::int64_t> rows(std::string const& sql)
    {
        std::map<std::string, std::int64_t> found;
        sqlite3_stmt* q = nullptr;
        EXPECT_EQ(sqlite3_prepare_v2(db_, sql.c_str(), -1, &q, nullptr), SQLITE_OK) << sqlite3_errmsg(db_) << '\n' << sql;
        while (sqlite3_step(q) == SQLITE_ROW) {
            bool const two = sqlite3_column_count(q) > 1;
            auto const* key = two ? reinterpret_cast<char const*>(sqlite3_column_text(q, 0)) : "";
            found[key ? key : ""] = sqlite3_column_int64(q, two ? 1 : 0);
        }
        sqlite3_finalize(q);
        return found;
    }

private:
    sqlite3* db_ = nullptr;
};

constexpr int orders = 50'000;

/// Orders made by arithmetic on their number, in SQL, so that no code of ours shapes them.
std::string generated()
{
    return R"(
PRAGMA synchronous=OFF; BEGIN;
CREATE TEMP TABLE n AS WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c WHERE i<)" + std::to_string(orders) + R"() SELECT i,
  date('2023-12-20', '+' || (i % 801) || ' days') AS received,
  CASE WHEN i % 10 < 7 THEN 'closed' WHEN i % 70 = 8 THEN 'draft' WHEN i % 70 = 18 THEN 'cancelled' WHEN i % 70 = 28 THEN 'merged'
       WHEN i % 70 IN (38, 48) THEN 'on_hold' WHEN i % 3 = 0 THEN 'assigned' WHEN i % 3 = 1 THEN 'in_progress' ELSE 'pending' END AS state FROM c;
INSERT INTO work_order(id, uid, number, short_number, state, kind, source, description, road, section, place, crew, contractor, result, caller,
  caller_phone, received_on, deadline, closed_at, closed_on, backfill, on_the_spot, cycle)
SELECT i, printf('00000000-0000-4000-8000-%012d', i), 'N' || i, 'N' || i, state, 'corrective', '', '', CASE i % 3 WHEN 0 THEN '云新街' WHEN 1 THEN '云川路' ELSE '' END,
  '', '', '', '', '', '', '', received,
  CASE WHEN i % 11 = 0 THEN NULL ELSE date(received, '+' || (i % 30) || ' days') || CASE i % 4 WHEN 0 THEN 'T15:59:59.999Z' WHEN 1 THEN 'T16:00:00.000Z' ELSE 'T04:00:00.000Z' END END,
  CASE WHEN state = 'closed' THEN date(received, '+' || (i % 45) || ' days') || CASE WHEN i % 2 = 0 THEN 'T15:59:59.999Z' ELSE 'T16:00:00.000Z' END END,
  CASE WHEN state = 'closed' AND i % 13 <> 0 THEN CASE WHEN i % 97 = 0 THEN substr(received, 1, 7) ELSE date(received, '+' || (i % 45) || ' days') END END,
  i % 17 = 0, i % 19 = 0, 0 FROM n;
INSERT INTO order_line(id, uid, order_id, position, class, activity, item, measure, accepted_milli, unit, approximate, unknown, wording, road, places,
  project_uid, community_uid, accepted_on)
SELECT i, printf('00000000-0000-4000-9000-%012d', i), i, 0, CASE i % 4 WHEN 0 THEN 'lighting_cable' WHEN 1 THEN 'lighting_cable' WHEN 2 THEN 'streetlight' ELSE 'road' END,
  'repair', CASE i % 4 WHEN 0 THEN '线路' WHEN 1 THEN '线路' WHEN 2 THEN '路灯' ELSE '破损路面' END, 'count',
  CASE WHEN i % 7 = 0 THEN NULL ELSE (i % 50 + 1) * 1000 END, CASE i % 4 WHEN 0 THEN '米' WHEN 1 THEN '公里' WHEN 2 THEN '套' ELSE '平方米' END, i % 23 = 0, i % 7 = 0, '',
  CASE i % 3 WHEN 0 THEN '云新街' WHEN 1 THEN '云川路' ELSE '' END, '[]', '', '',
  CASE WHEN state = 'closed' OR i % 29 = 0 THEN CASE WHEN i % 41 = 0 THEN substr(received, 1, 4) WHEN i % 37 = 0 THEN substr(received, 1, 7) ELSE date(received, '+' || (i % 45) || ' days') END END
FROM n;
INSERT INTO cost_line(uid, order_id, line_uid, kind, item, unit, quantity_milli, unit_price_fen, amount_fen, estimate)
SELECT printf('00000000-0000-4000-a000-%012d', i), i, CASE WHEN i % 2 = 0 THEN printf('00000000-0000-4000-9000-%012d', i) ELSE '' END,
  CASE WHEN i % 5 = 0 THEN 'material' ELSE 'labour' END, CASE i % 10 WHEN 0 THEN '光源' ELSE '电缆' END, '个', 1000 * (i % 9), 100, 100 * (i % 9) + i % 3, i % 31 = 0 FROM n WHERE i % 3 <> 1;
INSERT INTO order_event(order_id, event, from_state, to_state, who, comment, at, cycle)
SELECT i, 'fail', 'handled', 'in_progress', '', '', date(received, '+' || (i % 44) || ' days') || 'T16:00:00.000Z', 0 FROM n WHERE i % 14 = 0
UNION ALL SELECT i, 'pass', 'handled', 'closed', '', '', date(received, '+' || (i % 45) || ' days') || 'T15:59:59.999Z', 0 FROM n WHERE state = 'closed' AND i % 17 <> 0
UNION ALL SELECT i, 'reopen', 'closed', 'in_progress', '', '', date(received, '+' || (i % 60) || ' days') || 'T04:00:00.000Z', 1 FROM n WHERE i % 53 = 0
UNION ALL SELECT i, 'extend', 'assigned', 'assigned', '', '', date(received, '+1 days') || 'T04:00:00.000Z', 0 FROM n WHERE i % 47 = 0
UNION ALL SELECT i, 'hold', 'in_progress', 'on_hold', '', '', date(received, '+2 days') || 'T04:00:00.000Z', 0 FROM n WHERE i % 9 = 0
UNION ALL SELECT i, 'resume', 'on_hold', 'in_progress', '', '', date(received, '+' || (3 + i % 60) || ' days') || 'T04:00:00.000Z', 0 FROM n WHERE i % 18 = 0;
COMMIT;)";
}

std::string quoted(std::string const& text) { return "'" + text + "'"; }

} // namespace

class ReportSumsOnFiles : public test::LedgerContract {
protected:
    void SetUp() override
    {
        clock.set(*Instant::parse_iso("2026-03-20T02:00:00.000Z"));
        fresh().reset();
        Sql{place()}.run(generated());
    }
    void compare_with_sql(domain::Period const& period);
    void compare_with_other_periods(domain::Period const& period);
    static std::vector<domain::Period> periods()
    {
        std::vector<domain::Period> all;
        for (auto const* key : {"2024Q1", "2024Q4", "2025Q1", "2024-2025"})
            all.push_back(*domain::Period::parse(key));
        return all;
    }
};

void ReportSumsOnFiles::compare_with_sql(domain::Period const& period)
{
    auto const file = place();
    auto const data = app::collect_report(*opener->open(file), period, clock.now(), "赵敏");
    Sql sql{file};
    auto const start = quoted(period.start().iso()), end = quoted(period.end().iso());
    auto const first = quoted(period.start().iso().substr(0, 7)), last = quoted(period.end().plus_days(-1).iso().substr(0, 7));
    bool const years = period.kind() != domain::Period::Kind::quarter;
    // which dates the period holds, by their length
    auto const held = [&](std::string const& column) {
        return "((length(" + column + ")=10 AND " + column + ">=" + start + " AND " + column + "<" + end + ") OR (length(" + column + ")=7 AND " + column +
               " BETWEEN " + first + " AND " + last + ")" +
               (years ? " OR (length(" + column + ")=4 AND " + column + " BETWEEN substr(" + start + ",1,4) AND substr(" + last + ",1,4))" : "") + ")";
    };

    // quantities, in the unit the class reports in
    auto const lines = " FROM order_line l JOIN work_order o ON o.id=l.order_id WHERE o.state='closed' AND " + held("l.accepted_on");
    auto const key = std::string{"l.class || '/' || l.activity || '/' || l.item || '/' || CASE l.unit WHEN '公里' THEN CASE l.class WHEN 'lighting_cable' THEN '米' ELSE '公里' END ELSE l.unit END"};
    auto const sums = sql.rows("SELECT " + key + ", coalesce(sum(CASE WHEN l.unit='公里' AND l.class='lighting_cable' THEN l.accepted_milli*1000 ELSE l.accepted_milli END),0)" + lines + " GROUP BY 1");
    auto const unknown = sql.rows("SELECT " + key + ", sum(l.accepted_milli IS NULL)" + lines + " GROUP BY 1");
    auto const about = sql.rows("SELECT " + key + ", max(l.approximate)" + lines + " GROUP BY 1");
    auto const money = sql.rows("SELECT " + key + ", coalesce(sum((SELECT sum(c.amount_fen) FROM cost_line c WHERE c.order_id=l.order_id AND c.estimate=0)),0)" + lines + " GROUP BY 1");
    ASSERT_EQ(data.figures.figures.size(), sums.size());
    for (auto const& figure : data.figures.figures) {
        SCOPED_TRACE(figure.key);
        EXPECT_EQ(figure.sum.quantity.value_or(domain::Quantity::whole(0)).in_thousandths(), sums.at(figure.key));
        EXPECT_EQ(figure.sum.unknown_lines, unknown.at(figure.key));
        EXPECT_EQ(figure.sum.approximate, about.at(figure.key) != 0);
        EXPECT_EQ(figure.amount.in_fen(), money.at(figure.key));
    }
    std::int64_t by_road = 0;
    for (auto const& row : data.by_road)
        by_road += row.sum.lines;
    EXPECT_EQ(by_road, sql.number("SELECT count(*)" + lines + " AND l.road<>''"));

    // orders: local dates at UTC+8
    auto const closed_day = std::string{"CASE WHEN o.closed_on IS NOT NULL THEN CASE length(o.closed_on) WHEN 4 THEN o.closed_on || '-01-01' WHEN 7 THEN o.closed_on || '-01' ELSE o.closed_on END "
                                        "ELSE date(o.closed_at, '+8 hours') END"};
    auto const day_in = [&](std::string const& day) { return "(" + day + ">=" + start + " AND " + day + "<" + end + ")"; };
    auto const count = [&](std::string const& where) { return sql.number("SELECT count(*) FROM work_order o WHERE " + where); };
    EXPECT_EQ(data.orders.received, count(day_in("o.received_on") + " AND state<>'draft' AND backfill=0"));
    EXPECT_EQ(data.orders.closed, count("state='closed' AND backfill=0 AND on_the_spot=0 AND " + day_in(closed_day)));
    EXPECT_EQ(data.orders.backfilled, count("state='closed' AND (backfill=1 OR on_the_spot=1) AND " + day_in(closed_day)));
    auto const closed_by_end = "(state='closed' AND " + closed_day + "<" + end + ")";
    auto const event_in = [&](std::string const& events) {
        return "EXISTS (SELECT 1 FROM order_event e WHERE e.order_id=o.id AND +e.event IN (" + events + ") AND " + day_in("date(e.at,'+8 hours')") + ")";
    };
    EXPECT_EQ(data.orders.extended, count(event_in("'extend'")));
    EXPECT_EQ(data.orders.reopened, count(event_in("'reopen'")));
    auto const open = "state NOT IN ('draft','cancelled','merged') AND backfill=0 AND o.received_on<" + end + " AND NOT " + closed_by_end;
    EXPECT_EQ(data.orders.open_at_end, count(open));
    int backlog = 0;
    for (auto const n : data.orders.backlog)
        backlog += n;
    EXPECT_EQ(backlog, data.orders.open_at_end);
    EXPECT_EQ(data.orders.behind.at("due").size(), static_cast<std::size_t>(data.orders.closing.denominator));
    EXPECT_EQ(data.orders.behind.at("due_closed").size(), static_cast<std::size_t>(data.orders.closing.numerator));
    EXPECT_EQ(data.orders.behind.at("due_on_time").size(), static_cast<std::size_t>(data.orders.on_time.numerator));

    // the trend's last quarter counts what the quarter's own report counts
    ASSERT_FALSE(data.trend.empty());
    if (!years) {
        EXPECT_EQ(data.trend.back().orders.received, data.orders.received);
        EXPECT_EQ(data.trend.back().orders.closed, data.orders.closed);
        EXPECT_EQ(data.trend.back().orders.backfilled, data.orders.backfilled);
    }

    // material
    std::int64_t fen = 0;
    for (auto const& use : data.materials)
        fen += use.amount.in_fen();
    EXPECT_EQ(fen, sql.number("SELECT coalesce(sum(c.amount_fen),0) FROM cost_line c WHERE c.kind='material' AND c.estimate=0 AND c.order_id IN (SELECT l.order_id" + lines + ")"));
}

void ReportSumsOnFiles::compare_with_other_periods(domain::Period const& period)
{
    auto const ledger = opener->open(place());
    auto const data = app::collect_report(*ledger, period, clock.now(), "赵敏", app::Depth::figures);
    for (auto const& [other, member] : {std::pair{period.previous(), &domain::Figure::previous}, {period.year_before(), &domain::Figure::year_before}}) {
        auto const theirs = app::collect_report(*ledger, other, clock.now(), "赵敏", app::Depth::figures);
        for (auto const& figure : data.figures.figures)
            for (auto const& same : theirs.figures.figures)
                if (same.key == figure.key) {
                    EXPECT_EQ((figure.*member).quantity, same.sum.quantity) << figure.key << ' ' << other.key();
                    EXPECT_EQ((figure.*member).lines, same.sum.lines) << figure.key;
                }
    }
}

TEST_F(ReportSumsOnFiles, AgreeWithPlainSql)
{
    for (auto const& period : periods()) {
        SCOPED_TRACE(period.key());
        compare_with_sql(period);
    }
}

TEST_F(ReportSumsOnFiles, CompareWithOtherPeriodsAsThoseReportThemselves)
{
    for (auto const& period : periods()) {
        SCOPED_TRACE(period.key());
        compare_with_other_periods(period);
    }
}
