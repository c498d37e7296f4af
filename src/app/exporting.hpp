#pragma once

#include "app/foreign_files.hpp"

namespace taizhang::app {

/// Writes records to a file for others. Where positions and depths of gas mains go with them, somebody must say why, and
/// it is audited: such a list is meant for no outsider (DOMAIN 6.4).
/// @return how many records
/// @throws Error refused when gas details are asked for without a reason; else as ForeignFiles::write_out()
std::int64_t export_records(Ledger& ledger, ForeignFiles const& files, std::string const& who, std::filesystem::path const& file,
                            WriteOptions const& options, Progress const& progress);

} // namespace taizhang::app
