#include "store/sqlite/sqlite_ledger.hpp"

#include <array>
#include <set>

namespace taizhang::store {
namespace {

namespace fs = std::filesystem;
using Weight = app::Finding::Weight;

std::set<std::string> our_tables(Conn& conn)
{
    std::set<std::string> ours;
    for (auto const q = conn.prepare("SELECT table_name FROM gpkg_contents"); q->step();)
        ours.insert(q->text(0));
    ours.insert({"gpkg_contents", "gpkg_geometry_columns", "gpkg_extensions", "gpkg_spatial_ref_sys"});
    return ours;
}

std::set<std::string> our_triggers()
{
    std::set<std::string> ours{"asset_referenced", "community_referenced", "asset_rv", "community_rv"};
    for (auto const& table : {"asset", "community"})
        for (auto const& name : {"insert", "update1", "update2", "update3", "update4", "delete"})
            ours.insert(std::string{"rtree_"} + table + "_geom_" + name);
    return ours;
}

} // namespace

std::vector<std::string> strangers_in(Conn& conn)
{
    std::vector<std::string> strangers;
    auto const tables = our_tables(conn);
    auto const triggers = our_triggers();
    auto const q = conn.prepare("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY name");
    while (q->step()) {
        auto const name = q->text(1), sql = folded(q->text(3));
        if (triggers.contains(name))
            continue;
        // a trigger on our table, or anything that names one of ours; styles of QGIS and the like touch only their own
        bool touches = tables.contains(q->text(2));
        for (auto const* table : {"asset", "work_order", "order_line", "audit_log", "ledger", "community"})
            touches = touches || (q->text(0) == "trigger" && sql.find(table) != std::string::npos);
        if (touches)
            strangers.push_back(name);
    }
    return strangers;
}

SqliteLedger::SqliteLedger(std::unique_ptr<SqliteConn> conn, Clock const& clock, app::LedgerInfo info, std::shared_ptr<WritingLease> lease)
    : SqlLedger{std::move(conn), clock, std::move(info)}, sqlite_{static_cast<SqliteConn&>(SqlLedger::conn())}, lease_{std::move(lease)}
{}

SqliteLedger::~SqliteLedger()
{
    if (!info().read_only)
        sqlite_.plain_file_mode();
}

void SqliteLedger::backup(fs::path const& to, Progress const& progress) const
{
    std::error_code error;
    if (fs::exists(to, error))
        throw Error{Error::Kind::refused, tr("The backup was not made: a file of that name is already there."),
                    Text::verbatim(to.string()), tr("Choose another name.")};
    auto const unfinished = fs::path{to.string() + ".part"};
    fs::remove(unfinished, error);
    try {
        sqlite_.backup_to(unfinished, [&](int done, int total) {
            progress.report(tr("Writing the backup"), done, total);
            return !progress.stop_requested();
        });
        fs::rename(unfinished, to);
    } catch (...) {
        fs::remove(unfinished, error);
        fs::remove(unfinished.string() + "-journal", error);
        throw;
    }
}

void SqliteLedger::check_engine(std::vector<app::Finding>& findings, bool deep, Progress const& progress) const
{
    auto const complain = [&](Text text) { findings.push_back({Weight::error, std::move(text)}); };
    progress.report(tr("Checking the file"), 0, 0);
    for (auto const q = conn().prepare(deep ? "PRAGMA integrity_check" : "PRAGMA quick_check"); q->step();)
        if (auto const words = q->text(0); words != "ok")
            complain(tr("The file is damaged: {0}", words));
    progress.throw_if_stopped();
    for (auto const q = conn().prepare("PRAGMA foreign_key_check"); q->step();)
        complain(tr("A record of {0} points to one that is not there.", q->text(0)));
    for (auto const* table : {"asset", "community"}) {
        auto const check = conn().prepare(std::string{"SELECT rtreecheck('rtree_"} + table + "_geom')");
        if (check->step() && check->text(0) != "ok")
            complain(tr("The spatial index of {0} is damaged.", table));
        auto const count = conn().prepare(std::string{"SELECT (SELECT count(*) FROM "} + table + " WHERE geom IS NOT NULL) - "
                                          "(SELECT count(*) FROM rtree_" + table + "_geom)");
        if (check->is_null(0) || (count->step() && count->integer(0) != 0))
            complain(tr("The spatial index of {0} does not match its records.", table));
    }
    for (auto const& name : strangers_in(conn()))
        complain(tr("The file holds a trigger or view that is not ours: {0}", name));
    auto const q = conn().prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'rtree_%' "
                                  "AND name NOT LIKE 'gpkg_%' AND name NOT IN (SELECT table_name FROM gpkg_contents) ORDER BY name");
    while (q->step())
        findings.push_back({Weight::note, tr("Another program keeps a table of its own in the file: {0}", q->text(0))});
}

} // namespace taizhang::store
