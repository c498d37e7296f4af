#pragma once

#include "app/ledger.hpp"

#include <chrono>
#include <functional>
#include <memory>

namespace taizhang::store {

/// How long a silent server is waited for; see Patience in postgres_conn.hpp.
struct ServerPatience {
    std::chrono::milliseconds connect{10'000}, answer{60'000}, resolve{20'000};
};

/// Tells whether a file lies on a network file system; see on_network() in sqlite/shared_folder.hpp.
using IsShared = std::function<bool(std::filesystem::path const&)>;

/// Opens and creates ledgers: a path is a GeoPackage file, postgresql://.. a database on a server. The one door into this
/// layer; may be used by several threads.
[[nodiscard]] std::unique_ptr<app::LedgerOpener> make_opener(Clock const& clock, ServerPatience patience = {}, IsShared is_shared = {});

} // namespace taizhang::store
