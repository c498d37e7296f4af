#pragma once

#include "app/foreign_files.hpp"
#include "geo/shape.hpp"

#include <optional>
#include <string>
#include <vector>

namespace taizhang::exchange {

/// One exported record: cells in the order of the columns.
struct ExportRow {
    std::vector<std::string> cells;
    std::optional<geo::Shape> shape;
    std::string title{}; ///< what a map may show beside it
};

enum class ColumnType { text, whole, number };
struct ExportColumn {
    std::string header;
    ColumnType type = ColumnType::text;
};

/// What goes out, before any format has its say.
struct ExportRows {
    std::vector<ExportColumn> columns;
    std::vector<ExportRow> records;
    std::size_t held_back = 0; ///< gas mains whose position and depth stay in the house
};

/// @throws Error usage for an unknown options.what
[[nodiscard]] ExportRows rows_to_export(app::Ledger const& ledger, app::WriteOptions const& options, Progress const& progress);

/// Typed by columns, head in the look of an office table, frozen and filtered. @throws Error full, io
void write_xlsx(std::filesystem::path const& file, ExportRows const& rows, app::WriteOptions const& options);

} // namespace taizhang::exchange
