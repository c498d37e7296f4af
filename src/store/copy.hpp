#pragma once

#include "app/ledger.hpp"
#include "store/conn.hpp"

namespace taizhang::store {

/// Every table of a ledger, row by row, into an empty ledger of the same schema whose transaction is open; then both are
/// read again and compared by counts and hashes. @throws Error cancelled; corrupt when they differ
[[nodiscard]] app::CopyResult copy_tables(Conn& from, Conn& to, Progress const& progress);

/// A ledger as one .gpkg file, made under another name and renamed when it is whole. @pre `to` does not exist
app::CopyResult copy_into_file(Conn& from, std::filesystem::path const& to, Clock const& clock, Progress const& progress);

} // namespace taizhang::store
