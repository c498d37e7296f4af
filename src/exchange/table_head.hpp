#pragma once

#include "base/text.hpp"
#include "exchange/grid.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace taizhang::exchange {

/// The column names of a sheet as people make them: title rows above, merged two-row heads.
struct TableHead {
    std::int64_t row = 1;             ///< number of its first row
    int rows = 1;                     ///< 1 or 2
    std::vector<std::string> headers; ///< one per column; "" = unnamed
};

/// The first row in which most columns are named and that does not look like a record; titles above it fill one cell.
/// In a two-row head the lower names stand alone where they are clear, else with the name above: 男坑位, 起点埋深.
/// @param first the first rows of the table
/// @param wanted number of the head's row when a person said so; 0 = found out
/// @return nullopt when no row has names
[[nodiscard]] std::optional<TableHead> head_of(std::span<GridRow const> first, std::int64_t wanted);

/// Columns, by index, in which a blank means "as in the row above": merged cells on the left of a grouped table. Only
/// where the blanks are nested as groups are, and no value is written twice in a row.
[[nodiscard]] std::vector<std::size_t> grouping_columns(std::span<GridRow const> records, std::size_t columns);

/// Why a row below the head is no record: a sum, a note, the head again. Empty Text = it is a record.
[[nodiscard]] Text why_no_record(GridRow const& row, TableHead const& head);

} // namespace taizhang::exchange
