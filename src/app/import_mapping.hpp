#pragma once

#include "base/json.hpp"

#include <string>
#include <vector>

namespace taizhang::app {

class Ledger;

/// How one kind of file is read, under a name of the bureau's own. Kept in the ledger.
struct ImportMapping {
    std::string name;
    std::string what = "assets", class_key;
    Json body = Json::object(); ///< see mapping_of() and apply() in import_mapping_use.hpp
};

/// The part of a ledger where mappings are kept; a port of its own beside Ledger, which all pages see.
class ImportMappings {
public:
    virtual ~ImportMappings() = default;
    [[nodiscard]] virtual std::vector<ImportMapping> import_mappings() const = 0; ///< by name
    /// In place of one of the same name; a change of its own, audited.
    virtual void put(ImportMapping const& mapping, std::string const& who) = 0;
};
/// @throws Error internal for a ledger that keeps none
[[nodiscard]] ImportMappings& mappings_of(Ledger& ledger);

} // namespace taizhang::app
