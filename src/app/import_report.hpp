#pragma once

#include "app/importing.hpp"
#include "app/reading.hpp"

namespace taizhang::app {

/// ImportOptions of a file that a person or a saved mapping has looked at.
struct ImportChoices : ImportOptions {
    std::vector<ColumnUse> kept_map; ///< columns the file may have; wins over aliases. field "" = stays as it is
    double within_m = 5;             ///< for the key field "place": how far apart the same thing may be
};

/// One field of a record that an import would change.
struct FieldChange {
    std::int64_t row = 0;
    std::string record, field, before, after;
};

/// Values of a column that are none of the catalogue's choices.
struct Unmatched {
    std::string column, value;
    std::int64_t rows = 0;
};

/// What an import did or would do, for a person to look through.
struct ImportReport : ImportResult {
    std::vector<FieldChange> changes;  ///< of the changed records, the first thousand
    std::vector<geo::Position> places; ///< where the records lie, some hundreds of them
    std::vector<Unmatched> unmatched;  ///< choices; their cells are among the warnings too
};

/// import_table() with everything there is to tell.
/// @param sample first rows: by them a column's order of day and month is judged
[[nodiscard]] ImportReport import_with_report(Ledger& ledger, std::string const& who, SourceTable& table, ImportChoices const& choices,
                                              std::vector<std::vector<std::string>> const& sample, Progress const& progress);
/// What people call the records of an import that were left alone.
[[nodiscard]] std::vector<std::string> names_of(Ledger const& ledger, std::vector<std::string> const& uids);

} // namespace taizhang::app
