#pragma once

#include "app/importing.hpp"
#include "app/foreign_files.hpp"
#include "geo/crs.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace taizhang::exchange {

/// Positions written as numbers in columns of a table: which columns, which system, which way round; then row by row.
class PointColumns {
public:
    /// Finds the columns by name. found() tells whether there are any.
    PointColumns(std::vector<std::string> const& headers, app::ReadOptions const& options);
    [[nodiscard]] bool found() const noexcept { return x_ >= 0 || pair_ >= 0; }
    [[nodiscard]] std::size_t x() const noexcept { return static_cast<std::size_t>(pair_ >= 0 ? pair_ : x_); } ///< @pre found()
    [[nodiscard]] std::size_t y() const noexcept { return static_cast<std::size_t>(pair_ >= 0 ? pair_ : y_); } ///< @pre found()
    /// Asks the doctor about the first rows and settles on what is likeliest; tells it in `reading`.
    /// @throws Error invalid_input for an unknown system in the options
    void judge(std::span<std::vector<std::string> const> samples, app::ReadOptions const& options, app::FileReading& reading);
    /// Gives the row its shape, or the reason why it has none; the numbers as written stay beside it.
    void take(app::SourceRow& row) const;

private:
    struct Numbers {
        std::string x, y; ///< as written
        std::optional<double> first, second;
    };
    [[nodiscard]] std::optional<Numbers> numbers_of(std::vector<std::string> const& cells) const;

    int x_ = -1, y_ = -1, pair_ = -1;
    bool northing_first_ = false, swapped_ = false;
    std::optional<geo::Crs> crs_;
    std::string system_, accuracy_;
};

} // namespace taizhang::exchange
