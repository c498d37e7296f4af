#pragma once

#include "base/publisher.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace taizhang::present {

enum class Align { left, right };
/// What a text means; the window gives it the colours of LOOK 4.
enum class Tone { normal, second, faint, active, soon, verify, done, wrong };

struct Column {
    std::string key;
    std::string title;
    int width = 100; ///< device-independent pixels at the normal font size
    Align align = Align::left;
    int priority = 1; ///< 1 always shown .. 3 hidden first in a narrow window, 4 only when asked for
    bool icons = false; ///< its cells carry icons
};

struct Cell {
    std::string text;
    std::string icon{}; ///< "ui/NAME", "map/GLYPH", "state/KEY", or "" = none
    Tone tone = Tone::normal;
    bool bold = false;
    std::string icon_light{}, icon_dark{}; ///< #RRGGBB of a class's own colour; "" = the tone's
};

struct TableChanged {};

/// A table as a window shows it: rows filtered and in order. Main thread only.
class Table {
public:
    virtual ~Table() = default;

    [[nodiscard]] virtual std::vector<Column> columns() const = 0;
    /// Rows that passed the filter.
    [[nodiscard]] std::size_t rows() const noexcept { return order_.size(); }
    /// @pre row < rows(), column < columns().size()
    [[nodiscard]] Cell cell(std::size_t row, std::size_t column) const { return cell_of(order_[row], column); }
    [[nodiscard]] std::string uid(std::size_t row) const { return uid_of(order_[row]); }
    /// Rows of these records, ascending; those filtered out are left out.
    [[nodiscard]] std::vector<std::size_t> rows_of(std::vector<std::string> const& uids) const;

    void sort(std::size_t column, bool ascending);
    [[nodiscard]] std::size_t sorted_by() const noexcept { return sort_column_; }
    [[nodiscard]] bool ascending() const noexcept { return ascending_; }

    /// Words when there is no row: what to do next.
    [[nodiscard]] virtual std::string empty_title() const = 0;
    [[nodiscard]] virtual std::string empty_hint() const = 0;
    /// How many, and sums per unit: for the line below.
    [[nodiscard]] virtual std::string footer() const = 0;

    Publisher<TableChanged> changed;

protected:
    using Index = std::uint32_t;

    [[nodiscard]] virtual std::size_t count() const = 0;
    [[nodiscard]] virtual bool passes(Index i) const = 0;
    [[nodiscard]] virtual std::string sort_text(Index i, std::size_t column) const = 0; ///< compare bytewise
    [[nodiscard]] virtual Cell cell_of(Index i, std::size_t column) const = 0;
    [[nodiscard]] virtual std::string uid_of(Index i) const = 0;
    [[nodiscard]] virtual std::vector<Index> indexes_of(std::vector<std::string> const& uids) const;
    /// The rows shown are others, before anybody is told.
    virtual void filtered() {}
    /// Filters anew and tells the window.
    void refresh();
    /// The records are others: also sorts anew.
    void records_replaced();
    [[nodiscard]] std::vector<Index> const& order() const noexcept { return order_; }
    void start_sorted_by(std::size_t column, bool ascending);

private:
    void sort_all();

    std::vector<Index> order_;
    std::vector<Index> sorted_; ///< all records in order, so that filtering needs no sorting; empty = to be made
    std::size_t sort_column_ = 0;
    bool ascending_ = true;
};

/// sort_key, remembered: tables sort the same few road names over and over.
[[nodiscard]] std::string const& remembered_sort_key(std::string const& text);

} // namespace taizhang::present
