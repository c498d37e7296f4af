// Opening, creating and refusing ledger files: every refusal says what the file is.
#include "store/sqlite/sqlite_ledger.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>

namespace taizhang::store {
namespace {

namespace fs = std::filesystem;
using Kind = Error::Kind;

[[noreturn]] void refuse(Kind kind, Text what, fs::path const& path, Text todo)
{
    throw Error{kind, std::move(what), Text::verbatim(path.string()), std::move(todo)};
}

/// What can be told from the outside and from the first bytes.
void look_at_file(fs::path const& path)
{
    std::error_code error;
    auto const status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found)
        refuse(Kind::not_found, tr("There is no such file."), path, tr("Check the name, or create a new ledger."));
    if (error)
        refuse(Kind::denied, tr("The file cannot be read: you have no permission."), path, tr("Ask for permission to read it."));
    if (fs::is_directory(status))
        refuse(Kind::refused, tr("This is a folder, not a ledger."), path, tr("Choose the .gpkg file in it."));
    std::array<char, 16> head{};
    std::ifstream in{path, std::ios::binary};
    if (!in)
        refuse(Kind::denied, tr("The file cannot be read: you have no permission."), path, tr("Ask for permission to read it."));
    in.read(head.data(), head.size());
    if (in.gcount() == 0)
        refuse(Kind::corrupt, tr("The file is empty (0 bytes)."), path, tr("Restore a backup, or delete it and create a new ledger."));
    constexpr std::string_view magic{"SQLite format 3\0", 16};
    if (std::string_view{head.data(), static_cast<std::size_t>(in.gcount())} != magic)
        refuse(Kind::corrupt, tr("The file is not a database, whatever its name says."), path,
               tr("Choose the ledger's .gpkg file; a table of data is brought in with import."));
}

std::int64_t pragma(Conn& conn, std::string const& name)
{
    auto const q = conn.prepare("PRAGMA " + name);
    return q->step() ? q->integer(0) : 0;
}

bool has_table(Conn& conn, std::string const& name)
{
    auto const q = conn.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = $1");
    q->bind(1, name);
    return q->step();
}

constexpr std::int64_t gpkg_application_id = 0x47504B47;

/// Shorter than its header says: cut off while being copied, say. While another window works on it, its newest pages
/// still lie in the -wal file and nothing can be said.
void look_at_length(Conn& conn, fs::path const& path)
{
    std::error_code none;
    if (auto const waiting = fs::file_size(path.string() + "-wal", none); !none && waiting > 0)
        return;
    auto const expected = pragma(conn, "page_count") * pragma(conn, "page_size");
    if (static_cast<std::int64_t>(fs::file_size(path)) < expected)
        refuse(Kind::corrupt, tr("The ledger is truncated: its end is missing."), path, tr("Restore the last backup."));
}

void look_at_content(Conn& conn, fs::path const& path)
{
    if (pragma(conn, "application_id") != gpkg_application_id)
        refuse(Kind::refused, tr("This is a database of another program, not a ledger."), path,
               tr("Choose the ledger's .gpkg file."));
    if (!has_table(conn, "ledger"))
        refuse(Kind::refused, tr("This is a GeoPackage of another program, not a ledger."), path,
               tr("Bring its records into a ledger with import."));
    auto const info = read_ledger_row(conn);
    if (info.schema_version > newest_schema())
        refuse(Kind::refused, tr("The ledger was written by a newer version of this program."), path,
               tr("Update the program, then open it again."));
}

void protect(std::unique_ptr<SqliteConn>& conn, fs::path const& path, app::LedgerInfo& info)
{
    if (auto const strangers = strangers_in(*conn); !strangers.empty()) {
        info.read_only = true;
        info.read_only_why = tr("The ledger is open for reading only: it holds triggers or views that are not ours ({0}).",
                                joined(strangers, ", "));
        return;
    }
    try {
        conn->work_mode(info.shared_folder);
        conn->begin(); // proves that writing is possible at all
        conn->rollback();
    } catch (Error const& e) {
        if (e.kind() != Kind::denied)
            throw;
        // a file on a stick or a folder one may only read
        conn = std::make_unique<SqliteConn>(path, SqliteConn::Mode::read_only);
        info.read_only = true;
        info.read_only_why = tr("The ledger is open for reading only: you have no permission to write it.");
    }
}

/// The ledger as the older program left it, beside it among the daily backups.
void back_up_before_update(SqliteConn const& conn, fs::path const& path, int schema)
{
    auto const folder = path.parent_path() / (path.stem().string() + ".backups");
    auto const copy = folder / (path.stem().string() + " before update " + std::to_string(schema) + ".gpkg");
    fs::create_directories(folder);
    if (!fs::exists(copy))
        conn.backup_to(copy, [](int, int) { return true; });
}

/// In a shared folder the first to come writes; null with the reason in `info` for everybody else.
std::shared_ptr<WritingLease> first_come(fs::path const& path, Clock const& clock, Leases& leases, app::LedgerInfo& info)
{
    WritingLease::Holder other;
    auto lease = leases.take(path, clock, other);
    if (lease)
        return lease;
    auto const since = Instant::parse_iso(other.since);
    info.read_only = true;
    info.read_only_why = tr("The ledger is open for reading only: it lies in a shared folder, and {0} has been working in it since {1}. "
                            "Where several work at the same time, a server is the right place: taizhangctl copy.",
                            other.who.empty() ? "?" : other.who,
                            since ? since->local_minutes(info.utc_offset_minutes) : other.since);
    return nullptr;
}

std::unique_ptr<SqliteLedger> open_checked(fs::path const& path, Clock const& clock, Leases* leases)
{
    bool const writable = ::access(path.c_str(), W_OK) == 0;
    auto conn = std::make_unique<SqliteConn>(path, writable ? SqliteConn::Mode::read_write : SqliteConn::Mode::read_only);
    look_at_length(*conn, path);
    look_at_content(*conn, path);
    auto info = read_ledger_row(*conn);
    info.path = path.string();
    info.shared_folder = leases != nullptr;
    std::shared_ptr<WritingLease> lease;
    if (leases && writable)
        lease = first_come(path, clock, *leases, info);
    if (info.read_only)
        conn = std::make_unique<SqliteConn>(path, SqliteConn::Mode::read_only);
    else
        protect(conn, path, info);
    if (!info.read_only && info.schema_version < newest_schema()) {
        back_up_before_update(*conn, path, info.schema_version);
        migrate(*conn, clock, false);
        auto updated = read_ledger_row(*conn);
        updated.path = info.path;
        updated.shared_folder = info.shared_folder;
        info = std::move(updated);
    }
    return std::make_unique<SqliteLedger>(std::move(conn), clock, std::move(info), std::move(lease));
}

} // namespace

void refuse_taken(fs::path const& path)
{
    std::error_code error;
    if (fs::exists(path, error))
        refuse(Kind::refused, tr("The ledger was not created: a file of that name is already there."), path,
               tr("Choose another name, or open it."));
    if (auto const folder = fs::absolute(path).parent_path(); !fs::is_directory(folder, error))
        refuse(Kind::not_found, tr("The ledger was not created: the folder does not exist."), path,
               tr("Create the folder or choose another one."));
}

std::unique_ptr<SqliteLedger> create_ledger_file(fs::path const& path, Clock const& clock, app::LedgerInfo info, Leases* leases)
{
    refuse_taken(path);
    std::error_code error;
    try {
        auto conn = std::make_unique<SqliteConn>(path, SqliteConn::Mode::create);
        conn->exec("PRAGMA page_size=4096; PRAGMA application_id=1196444487; PRAGMA user_version=10300; PRAGMA foreign_keys=ON");
        migrate(*conn, clock, true);
        in_transaction(*conn, [&] { write_ledger_row(*conn, info); });
        conn->work_mode(leases != nullptr);
        info = read_ledger_row(*conn);
        info.path = path.string();
        info.shared_folder = leases != nullptr;
        auto lease = leases ? first_come(path, clock, *leases, info) : nullptr;
        return std::make_unique<SqliteLedger>(std::move(conn), clock, std::move(info), std::move(lease));
    } catch (...) {
        for (auto const* tail : {"", "-journal", "-wal", "-shm"})
            fs::remove(path.string() + tail, error); // nothing half made stays
        throw;
    }
}

std::unique_ptr<SqliteLedger> open_ledger_file(fs::path const& path, Clock const& clock, Leases* leases)
{
    look_at_file(path);
    try {
        return open_checked(path, clock, leases);
    } catch (Error const& e) {
        if (e.kind() != Kind::corrupt || !e.where().empty())
            throw;
        refuse(Kind::corrupt, e.message(), path, e.todo());
    }
}

app::LedgerContent content_of_ledger_file(fs::path const& file)
{
    look_at_file(file);
    SqliteConn conn{file, SqliteConn::Mode::read_only};
    look_at_length(conn, file);
    look_at_content(conn, file);
    app::LedgerContent content;
    content.bureau = read_ledger_row(conn).bureau;
    auto const count = [&](char const* sql) {
        auto const q = conn.prepare(sql);
        return q->step() ? q->integer(0) : 0;
    };
    content.assets = count("SELECT count(*) FROM asset WHERE phase <> 'removed'");
    content.orders = count("SELECT count(*) FROM work_order");
    if (auto const q = conn.prepare("SELECT short_number FROM work_order ORDER BY id DESC LIMIT 1"); q->step())
        content.newest_order = q->text(0);
    if (auto const q = conn.prepare("SELECT at, who FROM audit_log ORDER BY seq DESC LIMIT 1"); q->step()) {
        content.last_change = Instant::parse_iso(q->text(0));
        content.last_change_by = q->text(1);
    }
    return content;
}

void restore_ledger_file(fs::path const& backup, fs::path const& to, Clock const& clock)
{
    auto const ledger = open_ledger_file(backup, clock);
    auto const findings = ledger->check(true, {});
    if (std::ranges::any_of(findings, [](auto const& f) { return f.weight == app::Finding::Weight::error; }))
        refuse(Kind::corrupt, tr("The backup is damaged, so it was not restored."), backup, tr("Choose another backup."));
    auto const fresh = fs::path{to.string() + ".restored"};
    std::error_code error;
    fs::remove(fresh, error);
    ledger->backup(fresh, {});
    if (fs::exists(to, error)) {
        auto kept = to.string() + ".before-restore";
        for (int n = 2; fs::exists(kept, error); ++n)
            kept = to.string() + ".before-restore-" + std::to_string(n);
        fs::rename(to, kept);
    }
    fs::rename(fresh, to);
}

} // namespace taizhang::store
