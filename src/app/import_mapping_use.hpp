#pragma once

#include "app/foreign_files.hpp"
#include "app/import_mapping.hpp"
#include "app/import_report.hpp"

namespace taizhang::app {

/// What was settled for a file, as a mapping to keep: columns by header, system, axes, encoding, key, mode.
[[nodiscard]] ImportMapping mapping_of(std::string name, ReadOptions const& open, ImportChoices const& import, ImportResult const& result,
                                       FileReading const& reading);
/// Puts a kept mapping to use for another file of the same kind; what is already said in the options wins.
/// Columns the file does not have are passed over: they may come next time.
void apply(ImportMapping const& mapping, ReadOptions& open, ImportChoices& import);
/// @throws Error not_found naming the mappings there are
[[nodiscard]] ImportMapping mapping_named(ImportMappings const& mappings, std::string const& name);
/// The kept mapping whose columns fit these headers best; nullopt when none fits wholly.
[[nodiscard]] std::optional<ImportMapping> mapping_for(ImportMappings const& mappings, std::vector<std::string> const& headers);

} // namespace taizhang::app
