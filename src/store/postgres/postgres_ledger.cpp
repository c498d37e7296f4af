#include "store/postgres/postgres_ledger.hpp"

#include "base/embedded.hpp"
#include "store/copy.hpp"

namespace taizhang::store {
namespace {

using Weight = app::Finding::Weight;

bool holds_ledger(Conn& conn)
{
    auto const q = conn.prepare("SELECT to_regclass('ledger') IS NOT NULL AND to_regclass('schema_migration') IS NOT NULL");
    return q->step() && q->integer(0) != 0;
}

void refuse_newer(int schema, std::string const& where)
{
    if (schema > newest_schema())
        throw Error{Error::Kind::refused, tr("The ledger was written by a newer version of this program."), Text::verbatim(where),
                    tr("Update the program, then open it again.")};
}

/// What stands in the place of columns that this account may not read (db/server/rights.sql).
void stand_ins(PostgresConn& conn)
{
    struct Withheld {
        char const* table;
        char const* column;
        char const* instead;
    };
    static constexpr Withheld all[] = {{"work_order", "caller_phone", "''"}, {"request", "caller_phone", "''"},
                                       {"audit_log", "detail", "'{}'"}, {"import_item", "before", "CAST(NULL AS TEXT)"}};
    auto const q = conn.prepare("SELECT has_column_privilege(CAST($1 AS TEXT), CAST($2 AS TEXT), 'SELECT')");
    for (auto const& [table, column, instead] : all) {
        q->bind(1, std::string{table}).bind(2, std::string{column});
        if (q->step() && q->integer(0) == 0)
            conn.withhold(table, column, instead);
        q->reset();
    }
    auto const depth = conn.prepare("SELECT has_table_privilege('asset_withheld', 'SELECT')");
    if (depth->step() && depth->integer(0) != 0)
        conn.stand_in("asset", "attrs", "CASE WHEN class = 'gas_main' AND strpos(attrs, '_depth_m') > 0 THEN taizhang_attrs(uid, attrs) ELSE attrs END");
    else
        conn.withhold("asset", "attrs", "attrs");
}

/// Who we are on this server and what that allows.
void read_account(PostgresConn& conn, app::LedgerInfo& info)
{
    auto const q = conn.prepare("SELECT CAST(session_user AS TEXT), has_table_privilege('audit_log', 'INSERT')");
    if (!q->step())
        return;
    info.account = q->text(0);
    bool const writes = q->integer(1) != 0;
    q->run();
    auto const roles = conn.prepare("SELECT substr(CAST(rolname AS TEXT), 10) FROM pg_roles WHERE rolname LIKE 'taizhang\\_%' "
                                    "AND pg_has_role(session_user, oid, 'MEMBER') ORDER BY 1");
    while (roles->step())
        info.roles.insert(roles->text(0));
    stand_ins(conn);
    if (!writes) {
        info.read_only = true;
        info.read_only_why = tr("The ledger is open for reading only: your account on the server may not write.");
    }
}

void give_rights(Conn& conn)
{
    for (auto const& file : embedded::server())
        conn.exec(std::string{file.data});
}

app::LedgerInfo look_at_ledger(PostgresConn& conn)
{
    if (!holds_ledger(conn))
        throw Error{Error::Kind::refused, tr("This database holds no ledger."), Text::verbatim(conn.where()),
                    tr("Your administrator makes one with: taizhangctl server init URL")};
    auto info = read_ledger_row(conn);
    info.path = conn.where();
    refuse_newer(info.schema_version, conn.where());
    return info;
}

/// The database itself, made from the server's own maintenance database.
void make_database(std::string const& url, Patience patience)
{
    PostgresConn server{url, patience, "postgres"};
    auto const name = PostgresConn::database_of(url);
    server.exec("CREATE DATABASE \"" + replaced(name, "\"", "\"\"") + "\" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
}

void drop_database(std::string const& url, Patience patience) noexcept
{
    try {
        PostgresConn server{url, patience, "postgres"};
        server.exec("DROP DATABASE IF EXISTS \"" + replaced(PostgresConn::database_of(url), "\"", "\"\"") + "\"");
    } catch (Error const&) {} // the first failure is the one to tell
}

std::unique_ptr<PostgresConn> connect_or_make(std::string const& url, Patience patience, bool& made)
{
    try {
        return std::make_unique<PostgresConn>(url, patience);
    } catch (Error const& e) {
        if (e.kind() != Error::Kind::not_found)
            throw;
    }
    make_database(url, patience);
    made = true;
    return std::make_unique<PostgresConn>(url, patience);
}

/// The database, PostGIS, the tables and the rights, with what `fill` puts in: in one transaction.
void make_ledger(std::string const& url, Clock const& clock, Patience patience, std::function<void(PostgresConn&)> const& fill)
{
    bool made = false;
    // the server is silent while it makes the indexes of a great ledger
    patience.answer = std::max<std::chrono::milliseconds>(patience.answer, std::chrono::minutes{30});
    auto conn = connect_or_make(url, patience, made);
    try {
        if (holds_ledger(*conn))
            throw Error{Error::Kind::refused, tr("The ledger was not created: the database already holds one."), Text::verbatim(conn->where()),
                        tr("Choose another name, or open it.")};
        in_transaction(*conn, [&] {
            conn->exec("CREATE EXTENSION IF NOT EXISTS postgis");
            (void)conn->geometry_type();
            migrate(*conn, clock, true, Migrations::within_transaction);
            fill(*conn);
            give_rights(*conn);
        });
    } catch (...) {
        conn.reset();
        if (made)
            drop_database(url, patience);
        throw;
    }
}

} // namespace

PostgresLedger::PostgresLedger(std::unique_ptr<PostgresConn> conn, Clock const& clock, app::LedgerInfo info)
    : SqlLedger{std::move(conn), clock, std::move(info)}, clock_{clock}, postgres_{static_cast<PostgresConn&>(SqlLedger::conn())}
{
    // while we were away the server may have been given a newer ledger
    postgres_.on_reconnect([this] { (void)look_at_ledger(postgres_); });
}

void PostgresLedger::backup(std::filesystem::path const& to, Progress const& progress) const
{
    std::error_code error;
    if (std::filesystem::exists(to, error))
        throw Error{Error::Kind::refused, tr("The backup was not made: a file of that name is already there."), Text::verbatim(to.string()),
                    tr("Choose another name.")};
    refuse_partial_sight(postgres_);
    postgres_.begin_reading();
    try {
        (void)copy_into_file(postgres_, to, clock_, progress);
    } catch (...) {
        postgres_.rollback();
        throw;
    }
    postgres_.rollback();
}

void PostgresLedger::check_engine(std::vector<app::Finding>& findings, bool /*deep*/, Progress const& progress) const
{
    auto const complain = [&](Text text) { findings.push_back({Weight::error, std::move(text)}); };
    progress.report(tr("Checking the file"), 0, 0);
    for (auto const q = conn().prepare("SELECT CAST(i.indexrelid::regclass AS TEXT) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid "
                                       "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND NOT i.indisvalid");
         q->step();)
        complain(tr("The index {0} is damaged.", q->text(0)));
    for (auto const q = conn().prepare("SELECT CAST(t.tgname AS TEXT) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                                       "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() "
                                       "AND NOT t.tgisinternal AND t.tgenabled = 'D'");
         q->step();)
        complain(tr("The trigger {0} has been switched off.", q->text(0)));
}

std::unique_ptr<PostgresLedger> create_server_ledger(std::string const& url, Clock const& clock, app::LedgerInfo const& info, Patience patience)
{
    make_ledger(url, clock, patience, [&](PostgresConn& fresh) { write_ledger_row(fresh, info); });
    return open_server_ledger(url, clock, patience);
}

namespace {

/// Takes the indexes away that no constraint needs. @return the statements that make them again
std::vector<std::string> take_indexes(PostgresConn& conn)
{
    std::vector<std::string> made, names;
    auto const q = conn.prepare("SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
                                "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() "
                                "AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid) "
                                "AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = i.indrelid AND d.deptype = 'e')");
    while (q->step()) {
        names.push_back(q->text(0));
        made.push_back(q->text(1));
    }
    for (auto const& name : names)
        conn.exec("DROP INDEX " + name);
    return made;
}

} // namespace

app::CopyResult copy_into_server(Conn& from, std::string const& url, Clock const& clock, Patience patience, Progress const& progress)
{
    app::CopyResult result;
    make_ledger(url, clock, patience, [&](PostgresConn& fresh) {
        // signed long ago, and no news for anybody; indexes are quicker made over rows that are there
        fresh.exec("ALTER TABLE audit_log DISABLE TRIGGER USER");
        auto const indexes = take_indexes(fresh);
        fresh.stand_in("asset", "attrs", "CASE WHEN class = 'gas_main' AND strpos(attrs, '_depth_m') > 0 THEN taizhang_attrs(uid, attrs) ELSE attrs END");
        result = copy_tables(from, fresh, progress);
        fresh.exec("ALTER TABLE audit_log ENABLE TRIGGER USER; SET CONSTRAINTS ALL IMMEDIATE");
        for (auto const& index : indexes)
            fresh.exec(index);
        fresh.exec("ANALYZE");
    });
    return result;
}

void refuse_partial_sight(PostgresConn const& conn)
{
    if (conn.withholds())
        throw Error{Error::Kind::denied, tr("Your account may not see everything in the ledger, so it cannot copy it."), Text::verbatim(conn.where()),
                    tr("Ask the administrator to do it.")};
}

std::unique_ptr<PostgresLedger> open_server_ledger(std::string const& url, Clock const& clock, Patience patience)
{
    auto conn = std::make_unique<PostgresConn>(url, patience);
    auto info = look_at_ledger(*conn);
    if (info.schema_version < newest_schema())
        throw Error{Error::Kind::refused, tr("The ledger on the server is of an older version than this program."), Text::verbatim(conn->where()),
                    tr("Your administrator updates it with: taizhangctl server init URL")};
    read_account(*conn, info);
    return std::make_unique<PostgresLedger>(std::move(conn), clock, std::move(info));
}

void update_server_ledger(std::string const& url, Clock const& clock, Patience patience)
{
    PostgresConn conn{url, patience};
    (void)look_at_ledger(conn);
    in_transaction(conn, [&] {
        migrate(conn, clock, false, Migrations::within_transaction);
        give_rights(conn);
    });
}

} // namespace taizhang::store
