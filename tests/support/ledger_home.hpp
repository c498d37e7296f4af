#pragma once

#include "support/temp_folder.hpp"

#include <map>
#include <string>

namespace taizhang::test {

/// The engine this run of the contract tests is about: sqlite, or postgres when TAIZHANG_TEST_ENGINE says so. ctest runs
/// every case once for each, under the names sqlite.… and postgres.…
[[nodiscard]] bool on_server();
/// Skips the test loudly where there is no server to test on.
[[nodiscard]] std::string why_no_server();

/// Where the ledgers of one test live: files in a folder, or databases of the private server; all gone with it.
class LedgerHome {
public:
    LedgerHome() = default;
    LedgerHome(LedgerHome const&) = delete;
    LedgerHome& operator=(LedgerHome const&) = delete;
    ~LedgerHome();
    /// What a ledger of that name is opened by: a file name, or a postgresql:// address of an empty database.
    [[nodiscard]] std::string place(std::string const& name);
    /// A program that is not ours writes into that ledger.
    void from_outside(std::string const& place, std::string const& sql) const;
    [[nodiscard]] TempFolder const& folder() const noexcept { return folder_; }

private:
    TempFolder folder_;
    std::map<std::string, std::string> databases_; ///< name to address
};

/// The address of a database of the private server; with another role than its owner when one is named.
[[nodiscard]] std::string server_url(std::string const& database, std::string const& role = "owner");
/// One statement by libpq itself. @return the first value of the first row, or "ERROR <sqlstate>"
std::string run_on_server(std::string const& url, std::string const& sql);
/// The folder of the server's socket.
[[nodiscard]] std::string server_folder();

} // namespace taizhang::test
