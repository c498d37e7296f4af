#include "store/sqlite/sqlite_conn.hpp"

#include "geo/shape.hpp"

#include <sqlite3.h>

#include <thread>

namespace taizhang::store {
namespace {

using Kind = Error::Kind;

[[noreturn]] void raise(Error error, std::string_view sql)
{
    error.add_context("running: " + std::string{sql.substr(0, 300)});
    throw error;
}

[[noreturn]] void fail(sqlite3* db, std::filesystem::path const& path, std::string_view sql)
{
    auto const code = sqlite3_extended_errcode(db);
    std::string const words = sqlite3_errmsg(db);
    auto const where = Text::verbatim(path.string());
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT: {
        using Rule = ConstraintError::Rule;
        auto const rule = code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ? Rule::unique
                          : code == SQLITE_CONSTRAINT_FOREIGNKEY                                   ? Rule::foreign_key
                          : code == SQLITE_CONSTRAINT_NOTNULL                                      ? Rule::not_null
                          : code == SQLITE_CONSTRAINT_TRIGGER                                      ? Rule::trigger
                                                                                                   : Rule::check;
        ConstraintError error{rule, words};
        error.add_context("running: " + std::string{sql.substr(0, 300)});
        throw error;
    }
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        raise(Error{Kind::busy, tr("The ledger is being written by another program."), where,
                    tr("Wait a moment and try again; nothing was changed.")}, sql);
    case SQLITE_FULL:
        raise(Error{Kind::full, tr("There is no space left. Nothing was changed."), where,
                    tr("Free some space on the disk and try again.")}, sql);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        raise(Error{Kind::denied, tr("The ledger cannot be written."), where,
                    tr("Ask for permission to the file and its folder, or copy it to a folder of your own.")}, sql);
    case SQLITE_CANTOPEN:
        raise(Error{Kind::denied, tr("The ledger cannot be opened."), where,
                    tr("Check that the folder exists and that you may read and write there.")}, sql);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        raise(Error{Kind::corrupt, tr("The file is damaged."), where, tr("Restore the last backup.")}, sql);
    case SQLITE_IOERR:
        raise(Error{Kind::io, tr("The disk reported an error. Nothing was changed."), where,
                    tr("Check the disk or its space and try again.")}, sql);
    default: raise(Error{Kind::io, tr("The database reported: {0}", words), where}, sql);
    }
}

class SqliteQuery final : public Query {
public:
    SqliteQuery(sqlite3* db, std::filesystem::path const& path, std::string_view sql) : db_{db}, path_{path}
    {
        if (sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &stmt_, nullptr) !=
            SQLITE_OK)
            fail(db, path, sql);
    }
    SqliteQuery(SqliteQuery const&) = delete;
    SqliteQuery& operator=(SqliteQuery const&) = delete;
    ~SqliteQuery() override { sqlite3_finalize(stmt_); }

    Query& bind(int n, Value value) override
    {
        // in SQLite "$1" is a parameter's name, not its place
        auto const index = sqlite3_bind_parameter_index(stmt_, ("$" + std::to_string(n)).c_str());
        if (std::visit([&](auto const& v) { return bind_one(index, v); }, value) != SQLITE_OK)
            fail(db_, path_, sqlite3_sql(stmt_));
        return *this;
    }
    bool step() override
    {
        switch (sqlite3_step(stmt_)) {
        case SQLITE_ROW: return true;
        case SQLITE_DONE: return false;
        default: fail(db_, path_, sqlite3_sql(stmt_));
        }
    }
    void reset() override
    {
        sqlite3_reset(stmt_);
        sqlite3_clear_bindings(stmt_);
    }
    bool is_null(int c) const override { return sqlite3_column_type(stmt_, c) == SQLITE_NULL; }
    std::int64_t integer(int c) const override
    {
        expect(c, SQLITE_INTEGER);
        return sqlite3_column_int64(stmt_, c);
    }
    double real(int c) const override
    {
        if (sqlite3_column_type(stmt_, c) != SQLITE_INTEGER)
            expect(c, SQLITE_FLOAT);
        return sqlite3_column_double(stmt_, c);
    }
    std::string text(int c) const override
    {
        expect(c, SQLITE_TEXT);
        return raw(c);
    }
    std::string_view view(int c) const override
    {
        auto const* data = reinterpret_cast<char const*>(sqlite3_column_text(stmt_, c));
        if (!data)
            expect(c, SQLITE_TEXT);
        return {data, static_cast<std::size_t>(sqlite3_column_bytes(stmt_, c))};
    }
    std::string wkb(int c) const override
    {
        auto const shape = geo::from_gpkg(raw(c));
        return shape ? geo::to_wkb(*shape) : std::string{};
    }
    std::string bytes(int c) const override
    {
        expect(c, SQLITE_BLOB);
        return raw(c);
    }

    Value value(int c) const override
    {
        switch (sqlite3_column_type(stmt_, c)) {
        case SQLITE_INTEGER: return sqlite3_column_int64(stmt_, c);
        case SQLITE_FLOAT: return sqlite3_column_double(stmt_, c);
        case SQLITE_TEXT: return raw(c);
        case SQLITE_BLOB: {
            auto const* declared = sqlite3_column_decltype(stmt_, c);
            if (declared && std::string_view{declared} == "GEOMETRY")
                return Wkb{wkb(c)};
            return Bytes{raw(c)};
        }
        default: return {};
        }
    }

private:
    int bind_one(int i, std::monostate /*null*/) const { return sqlite3_bind_null(stmt_, i); }
    int bind_one(int i, std::int64_t v) const { return sqlite3_bind_int64(stmt_, i, v); }
    int bind_one(int i, double v) const { return sqlite3_bind_double(stmt_, i, v); }
    int bind_one(int i, std::string const& v) const
    {
        return sqlite3_bind_text64(stmt_, i, v.data(), v.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    }
    int bind_one(int i, Bytes const& v) const { return sqlite3_bind_blob64(stmt_, i, v.data.data(), v.data.size(), SQLITE_TRANSIENT); }
    int bind_one(int i, Wkb const& v) const
    {
        auto const shape = geo::from_wkb(v.bytes);
        return shape ? bind_one(i, Bytes{geo::to_gpkg(*shape)}) : sqlite3_bind_null(stmt_, i);
    }
    void expect(int c, int type) const
    {
        if (sqlite3_column_type(stmt_, c) == type)
            return;
        Error error{Kind::corrupt, tr("The ledger holds an unexpected value in {0}.", sqlite3_column_name(stmt_, c)),
                    Text::verbatim(path_.string()), tr("Run the check; restore a backup if it finds damage.")};
        error.add_context(std::string{"running: "} + sqlite3_sql(stmt_));
        throw error;
    }
    std::string raw(int c) const
    {
        auto const* data = static_cast<char const*>(sqlite3_column_blob(stmt_, c));
        return data ? std::string{data, static_cast<std::size_t>(sqlite3_column_bytes(stmt_, c))} : std::string{};
    }
    sqlite3* db_;
    std::filesystem::path const& path_;
    sqlite3_stmt* stmt_ = nullptr;
};

class PreparedInsert final : public RowWriter {
public:
    explicit PreparedInsert(std::unique_ptr<Query> insert) : insert_{std::move(insert)} {}
    void write(std::vector<Value> row) override
    {
        for (std::size_t i = 0; i < row.size(); ++i)
            insert_->bind(static_cast<int>(i) + 1, std::move(row[i]));
        insert_->run();
    }
    void finish() override {}

private:
    std::unique_ptr<Query> insert_;
};

} // namespace

SqliteConn::SqliteConn(std::filesystem::path const& path, Mode mode) : path_{path}
{
    auto const flags = (mode == Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) |
                       (mode == Mode::create ? SQLITE_OPEN_CREATE : 0) | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path.c_str(), &db_, flags, nullptr) != SQLITE_OK) {
        auto* const failed = std::exchange(db_, nullptr);
        std::unique_ptr<sqlite3, decltype(&sqlite3_close)> const closer{failed, sqlite3_close};
        fail(failed, path_, "open");
    }
    sqlite3_extended_result_codes(db_, 1);
    sqlite3_busy_timeout(db_, 5000);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    register_geometry_functions(db_);
}

SqliteConn::~SqliteConn() { sqlite3_close_v2(db_); }

std::unique_ptr<Query> SqliteConn::prepare(std::string_view sql) { return std::make_unique<SqliteQuery>(db_, path_, sql); }

std::unique_ptr<RowWriter> SqliteConn::row_writer(std::string const& table, std::vector<std::string> const& columns)
{
    std::vector<std::string> places;
    for (std::size_t i = 1; i <= columns.size(); ++i)
        places.push_back("$" + std::to_string(i));
    return std::make_unique<PreparedInsert>(prepare("INSERT INTO " + table + "(" + joined(columns, ", ") + ") VALUES (" +
                                                    joined(places, ",") + ")"));
}

void SqliteConn::exec(std::string const& script)
{
    if (sqlite3_exec(db_, script.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        fail(db_, path_, script);
}

void SqliteConn::rollback() noexcept
{
    // a full disk has already ended the transaction by itself
    if (db_ && sqlite3_get_autocommit(db_) == 0)
        sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
}

std::int64_t SqliteConn::affected() const { return sqlite3_changes64(db_); }
std::int64_t SqliteConn::last_id() const { return sqlite3_last_insert_rowid(db_); }

std::int64_t SqliteConn::others_version()
{
    auto const q = prepare("PRAGMA data_version");
    (void)q->step();
    return q->integer(0);
}

void SqliteConn::work_mode(bool shared)
{
    exec(shared ? "PRAGMA journal_mode=DELETE" : "PRAGMA journal_mode=WAL");
    exec("PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON");
}

void SqliteConn::plain_file_mode() noexcept
{
    sqlite3_busy_timeout(db_, 0);
    sqlite3_exec(db_, "PRAGMA journal_mode=DELETE", nullptr, nullptr, nullptr);
}

void SqliteConn::backup_to(std::filesystem::path const& path, std::function<bool(int, int)> const& went) const
{
    SqliteConn target{path, Mode::create};
    auto* const backup = sqlite3_backup_init(target.db_, "main", db_, "main");
    if (!backup)
        fail(target.db_, path, "backup");
    std::unique_ptr<sqlite3_backup, decltype(&sqlite3_backup_finish)> const closer{backup, sqlite3_backup_finish};
    for (;;) {
        auto const code = sqlite3_backup_step(backup, 200);
        if (!went(sqlite3_backup_pagecount(backup) - sqlite3_backup_remaining(backup), sqlite3_backup_pagecount(backup)))
            throw Error{Kind::cancelled, tr("Stopped. Nothing was changed.")};
        if (code == SQLITE_DONE)
            break;
        if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
            std::this_thread::sleep_for(std::chrono::milliseconds{50});
        else if (code != SQLITE_OK)
            fail(target.db_, path, "backup");
    }
    target.plain_file_mode();
}

} // namespace taizhang::store
