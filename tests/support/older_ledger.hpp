#pragma once

#include "base/date.hpp"
#include "base/embedded.hpp"
#include "store/sqlite/sqlite_conn.hpp"

#include <algorithm>
#include <filesystem>
#include <string>

namespace taizhang::test {

/// A ledger as the first program wrote it: migration 0001 alone, with one lamp, one person and one closed order.
inline void write_first_ledger(std::filesystem::path const& file)
{
    using store::SqliteConn;
    SqliteConn conn{file, SqliteConn::Mode::create};
    conn.exec("PRAGMA page_size=4096; PRAGMA application_id=1196444487; PRAGMA user_version=10300; PRAGMA foreign_keys=ON");
    auto const migrations = embedded::migrations();
    auto const first = std::ranges::find_if(migrations, [](auto const& m) { return m.name.starts_with("0001_"); });
    conn.begin();
    conn.exec(conn.dialect(first->data));
    conn.exec(R"sql(
INSERT INTO schema_migration(id, name, applied_at) VALUES (1, '0001_ledger.sql', '2025-01-02T03:04:05.000Z');
INSERT INTO ledger(id, format, schema_version, bureau, county, division_code, utc_offset_minutes, language, illustrative,
  order_number_pattern, code_profile) VALUES (1, 'taizhang', 1, '左云县住建局', '左云县', '140226', 480, 'zh', 0,
  '左住建工单〔{year}〕{serial}号', 'B');
INSERT INTO person(uid, name) VALUES ('11111111-1111-4111-8111-111111111111', '赵敏');
INSERT INTO asset(uid, class, code, name, road, attrs) VALUES
  ('22222222-2222-4222-8222-222222222222', 'streetlight', 'LD-0001', '', '云新街', '{"power_w":150}');
INSERT INTO order_counter(year, last) VALUES (2025, 7);
INSERT INTO work_order(id, uid, number, short_number, state, kind, source, description, road, section, place, crew, contractor, result,
  caller, caller_phone, received_on, closed_at, closed_on, backfill, on_the_spot, cycle)
  VALUES (1, '33333333-3333-4333-8333-333333333333', '左住建工单〔2025〕0007号', '2025-0007', 'closed', 'repair', '', '灯不亮', '云新街', '', '',
  '', '', '已换灯', '', '', '2025-07-01', '2025-07-02T01:00:00.000Z', '2025-07-02', 0, 0, 0);
INSERT INTO order_line(id, uid, order_id, position, class, activity, item, measure, planned_milli, done_milli, accepted_milli, unit,
  approximate, unknown, wording, road, places, project_uid, community_uid, accepted_on)
  VALUES (1, '44444444-4444-4444-8444-444444444444', 1, 0, 'streetlight', 'repair', '路灯', 'count', 2000, 2000, 2000, '盏', 0, 0, '',
  '云新街', '[]', '', '', '2025-07-02');
INSERT INTO line_asset(line_id, asset_uid, status) VALUES (1, '22222222-2222-4222-8222-222222222222', 'ACCEPTED');
)sql");
    auto const document = conn.prepare("INSERT INTO catalog_document(name, document) VALUES ($1,$2)");
    for (auto const& part : embedded::catalog()) {
        document->bind(1, std::string{part.name}).bind(2, std::string{part.data});
        document->run();
    }
    conn.commit();
}

} // namespace taizhang::test
