#pragma once

#include "store/postgres/postgres_conn.hpp"
#include "store/sql_ledger.hpp"

namespace taizhang::store {

/// A ledger in a database on a PostgreSQL server with PostGIS.
class PostgresLedger final : public SqlLedger {
public:
    PostgresLedger(std::unique_ptr<PostgresConn> conn, Clock const& clock, app::LedgerInfo info);
    /// As one .gpkg file, which is a ledger itself. The server's own backup is pg_dump.
    void backup(std::filesystem::path const& to, Progress const& progress) const override;

protected:
    void check_engine(std::vector<app::Finding>& findings, bool deep, Progress const& progress) const override;

private:
    Clock const& clock_;
    PostgresConn& postgres_; ///< the base owns it
};

/// Makes the database when it is not there, PostGIS in it, the tables, the roles and their rights: all or nothing.
/// @throws Error refused when a ledger is already there; denied; lost
[[nodiscard]] std::unique_ptr<PostgresLedger> create_server_ledger(std::string const& url, Clock const& clock, app::LedgerInfo const& info,
                                                                   Patience patience);
/// The same with everything of another ledger in it, compared before it is kept.
[[nodiscard]] app::CopyResult copy_into_server(Conn& from, std::string const& url, Clock const& clock, Patience patience,
                                               Progress const& progress);
/// @throws Error refused when the database holds no ledger, or one of a newer or older version
[[nodiscard]] std::unique_ptr<PostgresLedger> open_server_ledger(std::string const& url, Clock const& clock, Patience patience);
/// @throws Error denied when the account's rights hide a column
void refuse_partial_sight(PostgresConn const& conn);
/// Brings an older ledger up to this program and gives the roles their rights again.
void update_server_ledger(std::string const& url, Clock const& clock, Patience patience);

} // namespace taizhang::store
