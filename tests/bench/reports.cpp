#include "bench.hpp"

#include "app/report_data.hpp"
#include "app/sample.hpp"
#include "base/error.hpp"
#include "report/report.hpp"
#include "store/store.hpp"

#include <sqlite3.h>

#include <memory>

namespace bench {
using namespace taizhang;

namespace {

constexpr int runs = 5;

void run_sql(std::filesystem::path const& file, std::string const& sql)
{
    sqlite3* db = nullptr;
    if (sqlite3_open(file.c_str(), &db) != SQLITE_OK || sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        throw Error{Error::Kind::internal, tr("the ledger was not made")};
    sqlite3_close(db);
}

/// As many orders and facilities as asked for, received over five years, nine in ten closed; written as another program would.
std::unique_ptr<app::Ledger> orders(Settings const& settings)
{
    auto const file = settings.folder / "orders.gpkg";
    auto const opener = store::make_opener(settings.clock);
    if (!std::filesystem::exists(file)) {
        opener->create(file.string(), app::zuoyun_info()).reset();
        auto const n = std::to_string(settings.orders), m = std::to_string(settings.assets);
        run_sql(file, R"(
PRAGMA synchronous=OFF; PRAGMA cache_size=-200000; BEGIN;
CREATE TEMP TABLE n AS WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c WHERE i<)" + n + R"() SELECT i,
  date('2021-01-01', '+' || (i * 7919 % 1820) || ' days') AS d, CASE WHEN i % 10 = 0 THEN 'in_progress' ELSE 'closed' END AS state FROM c;
INSERT INTO work_order(id, uid, number, short_number, state, kind, source, description, road, section, place, crew, contractor, result, caller,
  caller_phone, received_on, deadline, closed_at, closed_on, backfill, on_the_spot, cycle)
SELECT i, printf('00000000-0000-4000-8000-%012d', i), printf('工单〔2025〕%07d号', i), printf('2025-%07d', i), state, 'corrective', '群众来电', '路灯不亮',
  '第' || (i % 60) || '街', '', '', '路灯班', '', '', '', '', d, date(d, '+5 days') || 'T10:00:00.000Z', CASE state WHEN 'closed' THEN date(d, '+3 days') || 'T10:00:00.000Z' END,
  CASE state WHEN 'closed' THEN date(d, '+3 days') END, 0, 0, 0 FROM n;
INSERT INTO order_line(uid, order_id, position, class, activity, item, measure, accepted_milli, unit, approximate, unknown, wording, road, places,
  project_uid, community_uid, accepted_on)
SELECT printf('00000000-0000-4000-9000-%012d', i), i, 0, CASE i % 5 WHEN 0 THEN 'road' WHEN 1 THEN 'rain_inlet' ELSE 'streetlight' END,
  CASE i % 3 WHEN 0 THEN 'replace' ELSE 'repair' END, CASE i % 5 WHEN 0 THEN '路面' WHEN 1 THEN '雨水口' ELSE '路灯' END, 'count', CASE state WHEN 'closed' THEN 1000 * (i % 9 + 1) END,
  CASE i % 5 WHEN 0 THEN '平方米' WHEN 1 THEN '座' ELSE '盏' END, 0, 0, '', '第' || (i % 60) || '街', '[]', '', '', CASE state WHEN 'closed' THEN date(d, '+3 days') END FROM n;
INSERT INTO cost_line(uid, order_id, line_uid, kind, item, unit, quantity_milli, unit_price_fen, amount_fen, estimate)
SELECT printf('00000000-0000-4000-a000-%012d', i), i, '', 'material', '光源' || (i % 7), '个', 1000, 9500, 9500, 0 FROM n WHERE i % 3 = 0;
INSERT INTO order_event(order_id, event, from_state, to_state, who, comment, at, cycle)
SELECT i, 'dispatch', 'pending', 'assigned', '', '', d || 'T02:00:00.000Z', 0 FROM n
UNION ALL SELECT i, 'finish', 'in_progress', 'handled', '', '', date(d, '+3 days') || 'T08:00:00.000Z', 0 FROM n WHERE state = 'closed'
UNION ALL SELECT i, 'pass', 'handled', 'closed', '', '', date(d, '+3 days') || 'T10:00:00.000Z', 0 FROM n WHERE state = 'closed';
WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c WHERE i<)" + m + R"() INSERT INTO asset(uid, class, code) SELECT printf('00000000-0000-4000-b000-%012d', i),
  'streetlight', 'LD-' || i FROM c;
COMMIT; ANALYZE;)");
    }
    return opener->open(file.string());
}

domain::Period quarter() { return domain::Period::quarter(2025, 3).value(); }

double quarter_figures(Settings const& settings)
{
    auto const ledger = orders(settings);
    return median_ms(runs, [&] { (void)app::collect_report(*ledger, quarter(), settings.clock.now(), "bench", app::Depth::figures); });
}

double whole_quarter(Settings const& settings)
{
    auto const ledger = orders(settings);
    return median_ms(3, [&] { (void)report::make_report(*ledger, quarter(), settings.clock.now(), "bench", Language::zh); });
}

/// Words and tables of that many pages, no two rows alike.
report::Content paper(int pages)
{
    report::Content content;
    content.title = "左云县2025年第三季度市政设施维护工作报告";
    content.period = "2025年第三季度";
    content.continued = "（续表）";
    for (int i = 0; i < pages; ++i)
        content.blocks.push_back(report::Paragraph{
            {{"本季度在第" + std::to_string(i) + "街维修路灯"}, {std::to_string(i * 7) + "套", "figure:x"}, {"，更换立式雨水收水道约95套，清掏雨水口，居民出行更加便捷。"}}, report::Paragraph::Kind::body, {}});
    report::Table table;
    table.title = "附表1　数据来源工单";
    for (auto const* head : {"序号", "维护项目", "工单编号", "验收日期", "位置", "数量", "计量单位"})
        table.columns.push_back({head, 1, report::Align::centre});
    for (int i = 0; i < pages * 30; ++i)
        table.rows.push_back({{std::to_string(i + 1)}, {"更换高杆灯光源"}, {"2025-" + std::to_string(10'000 + i)}, {"2025-08-" + std::to_string(i % 28 + 1)},
                              {"第" + std::to_string(i % 97) + "街与五洲大道交接处"}, {std::to_string(i * 31 % 1000)}, {"套"}});
    content.blocks.push_back(std::move(table));
    return content;
}

double pdf_of(int pages)
{
    auto const content = paper(pages);
    int laid_out = 0;
    auto const ms = median_ms(3, [&] {
        report::Document const document{content};
        laid_out = document.pages();
        (void)report::pdf_of(document);
    });
    if (laid_out < pages)
        throw Error{Error::Kind::internal, tr("fewer pages than were asked for")};
    return ms;
}

} // namespace

std::vector<Figure> report_figures()
{
    return {
        {"report.quarter_figures_ms", "ms", "<= 250 at 1,000,000 orders", quarter_figures},
        {"report.quarter_everything_ms", "ms", "-", whole_quarter},
        {"report.pdf_40_pages_ms", "ms", "<= 1000", [](Settings const&) { return pdf_of(40); }},
        {"report.pdf_400_pages_ms", "ms", "<= 2000", [](Settings const&) { return pdf_of(400); }},
    };
}

} // namespace bench
