#pragma once

#include "app/ledger.hpp"
#include "base/progress.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace taizhang::app {

/// A file's rows as exchange delivers them: everything text, as a person would read the cell.
struct SourceRow {
    std::int64_t number = 0;               ///< as the user counts: line of a CSV / xlsx (header = 1), feature 1.. elsewhere
    std::vector<std::string> cells;        ///< one per SourceTable::headers
    std::optional<geo::Shape> shape;       ///< already in the ledger's system
    domain::PositionSource source;
    Text shape_problem;                    ///< why there is no shape although the row meant to have one; else empty
};

/// A layer opened for reading.
class SourceTable {
public:
    virtual ~SourceTable() = default;
    [[nodiscard]] virtual std::vector<std::string> const& headers() const = 0;
    [[nodiscard]] virtual std::string const& name() const = 0;      ///< layer name
    [[nodiscard]] virtual bool has_geometry() const = 0;
    [[nodiscard]] virtual std::int64_t rows_if_known() const = 0;   ///< -1 = unknown
    /// false at the end
    virtual bool next(SourceRow& row) = 0;
};

/// What a column of the file becomes: field of Asset ("code", "name", "road" ..), "attr.KEY", or "" = kept in attrs under
/// its own header.
struct ColumnUse {
    std::string header;
    std::string field;
};

enum class ImportMode { add, update, upsert };

struct ImportOptions {
    std::string what = "assets"; ///< assets orders communities requests
    std::string class_key;
    std::vector<std::pair<std::string, std::string>> map; ///< field -> column header, from --map; wins over aliases
    ImportMode mode = ImportMode::add;
    std::string key_field = "code"; ///< by which update and upsert find the record
    bool no_geometry = false;       ///< rows without position are welcome
    bool accept_refused = false;
    bool dry_run = false;
    std::string file;               ///< for batch and messages
    std::string file_hash;
};

struct RowIssue {
    std::int64_t row = 0;
    std::string column;
    Text reason;
};

struct ImportResult {
    std::string batch_uid; ///< "" when nothing was written
    std::int64_t added = 0, changed = 0, same = 0;
    std::vector<RowIssue> refused, warnings;
    std::vector<ColumnUse> columns;
    bool written = false;
};

/// Brings a table in: one transaction, one audit row, undoable. Rows refused and not accepted: nothing is written
/// (result.written false). @throws Error cancelled, full .. : nothing is written either
[[nodiscard]] ImportResult import_table(Ledger& ledger, Clock const& clock, std::string const& who, SourceTable& table,
                                        ImportOptions const& options, Progress const& progress);
/// How the headers would be understood: by --map, else by the class's and the common aliases, each field once.
[[nodiscard]] std::vector<ColumnUse> understand_headers(domain::Catalog const& catalog, domain::AssetClass const* asset_class,
                                                        std::vector<std::string> const& headers, ImportOptions const& options);

struct UndoResult {
    std::int64_t removed = 0, restored = 0;
    std::vector<std::string> kept; ///< uids edited since: left alone
};
[[nodiscard]] UndoResult undo_import(Ledger& ledger, std::string const& who, std::string const& batch_uid);

} // namespace taizhang::app
