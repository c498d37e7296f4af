#pragma once

#include "store/sql_ledger.hpp"
#include "store/sqlite/sqlite_conn.hpp"

namespace taizhang::store {

/// A ledger in one GeoPackage file.
class SqliteLedger final : public SqlLedger {
public:
    SqliteLedger(std::unique_ptr<SqliteConn> conn, Clock const& clock, app::LedgerInfo info);
    ~SqliteLedger() override;
    void backup(std::filesystem::path const& to, Progress const& progress) const override;

protected:
    void check_engine(std::vector<app::Finding>& findings, bool deep, Progress const& progress) const override;

private:
    SqliteConn& sqlite_; ///< the base owns it
};

/// Triggers and views that touch our tables and are not ours; empty in an honest file.
[[nodiscard]] std::vector<std::string> strangers_in(Conn& conn);

[[nodiscard]] std::unique_ptr<SqliteLedger> create_ledger_file(std::filesystem::path const& path, Clock const& clock,
                                                               app::LedgerInfo info);
/// @throws Error with words that say what the file is
[[nodiscard]] std::unique_ptr<SqliteLedger> open_ledger_file(std::filesystem::path const& path, Clock const& clock);

/// Reads only; the file stays as it is, byte for byte. @throws as open_ledger_file()
[[nodiscard]] app::LedgerContent content_of_ledger_file(std::filesystem::path const& file);
/// Checks the backup, then puts a copy at `to`; what stood there is kept beside it.
void restore_ledger_file(std::filesystem::path const& backup, std::filesystem::path const& to, Clock const& clock);

} // namespace taizhang::store
