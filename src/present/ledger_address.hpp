#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace taizhang::present {

/// Where a ledger on a server is, without a password.
struct ServerAddress {
    std::string host, port = "5432", database, user;
    std::string root; ///< certificate of who vouches for the server; "" = encrypted when it offers to be, whoever it is
};

/// postgresql://.. as LedgerOpener wants it.
[[nodiscard]] std::string url_of(ServerAddress const& address);
[[nodiscard]] std::string with_password(std::string const& url, std::string const& password);
[[nodiscard]] bool has_password(std::string const& url);
[[nodiscard]] bool is_server_address(std::string_view where) noexcept;
/// For titles and lists: of a file its name, of a server "database (host)".
[[nodiscard]] std::string short_name_of(std::string const& where);

/// The ledgers opened last, newest first, from the one setting that remembers them; never with a password.
[[nodiscard]] std::vector<std::string> recent_ledgers(std::string_view remembered);
/// That setting with `where` at its head.
[[nodiscard]] std::string remember_ledger(std::string_view remembered, std::string const& where);

} // namespace taizhang::present
