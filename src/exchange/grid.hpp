#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace taizhang::exchange {

/// A row of a sheet or text table: nothing is known yet of what its cells mean.
struct GridRow {
    std::int64_t number = 0; ///< as the user counts, from 1
    std::vector<std::string> cells;
};

/// Rows of a table without columns of its own: text files and spreadsheets.
class Grid {
public:
    virtual ~Grid() = default;
    /// false at the end
    virtual bool next(GridRow& row) = 0;
    virtual void rewind() = 0;
    [[nodiscard]] virtual std::int64_t rows_if_known() const = 0; ///< -1 = unknown
};

/// CSV in any of its dialects: commas, semicolons, tabs or bars, whichever the first lines agree on; quotes doubled inside
/// quotes; line breaks inside quotes; CR, LF or both.
/// @param text UTF-8
[[nodiscard]] std::unique_ptr<Grid> csv_grid(std::string text);

} // namespace taizhang::exchange
