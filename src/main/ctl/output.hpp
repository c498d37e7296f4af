#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace taizhang::ctl {

/// Columns a terminal gives a text: Han characters and full-width forms take two.
[[nodiscard]] std::size_t columns_of(std::string_view utf8) noexcept;

/// Rows of cells as aligned columns, two spaces apart.
class Table {
public:
    Table() = default;
    explicit Table(std::vector<std::string> heads) { rows_.push_back(std::move(heads)); }
    void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
    void print(std::ostream& out) const;

private:
    std::vector<std::vector<std::string>> rows_;
};

} // namespace taizhang::ctl
