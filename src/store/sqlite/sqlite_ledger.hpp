#pragma once

#include "store/sql_ledger.hpp"
#include "store/sqlite/shared_folder.hpp"
#include "store/sqlite/sqlite_conn.hpp"

namespace taizhang::store {

/// A ledger in one GeoPackage file.
class SqliteLedger final : public SqlLedger {
public:
    /// @param lease held as long as the ledger is open; null where none is needed
    SqliteLedger(std::unique_ptr<SqliteConn> conn, Clock const& clock, app::LedgerInfo info, std::shared_ptr<WritingLease> lease = {});
    ~SqliteLedger() override;
    void backup(std::filesystem::path const& to, Progress const& progress) const override;

protected:
    void check_engine(std::vector<app::Finding>& findings, bool deep, Progress const& progress) const override;

private:
    SqliteConn& sqlite_; ///< the base owns it
    std::shared_ptr<WritingLease> lease_;
};

/// Triggers and views that touch our tables and are not ours; empty in an honest file.
[[nodiscard]] std::vector<std::string> strangers_in(Conn& conn);

[[nodiscard]] std::unique_ptr<SqliteLedger> create_ledger_file(std::filesystem::path const& path, Clock const& clock,
                                                               app::LedgerInfo info, Leases* leases = nullptr);
/// @param leases when it lies in a shared folder: WAL is left off, and only the first to open it may write
/// @throws Error with words that say what the file is
[[nodiscard]] std::unique_ptr<SqliteLedger> open_ledger_file(std::filesystem::path const& path, Clock const& clock, Leases* leases = nullptr);

/// @throws Error when something stands there already or the folder is missing
void refuse_taken(std::filesystem::path const& path);
/// Reads only; the file stays as it is, byte for byte. @throws as open_ledger_file()
[[nodiscard]] app::LedgerContent content_of_ledger_file(std::filesystem::path const& file);
/// Checks the backup, then puts a copy at `to`; what stood there is kept beside it.
void restore_ledger_file(std::filesystem::path const& backup, std::filesystem::path const& to, Clock const& clock);

} // namespace taizhang::store
