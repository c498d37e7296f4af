#include "exchange/table_head.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace taizhang::exchange {
namespace {

/// Blank, or what a program wrote in place of nothing ("Unnamed: 3" of pandas, "Field4" of GDAL).
bool is_blank(std::string_view cell)
{
    auto const text = trimmed(cell);
    return text.empty() || text.starts_with("Unnamed: ");
}

std::string const& cell_of(GridRow const& row, std::size_t i)
{
    static std::string const none;
    return i < row.cells.size() ? row.cells[i] : none;
}

bool is_number(std::string_view cell)
{
    auto const text = trimmed(cell);
    return !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0 || std::string_view{".,-+/:% "}.find(static_cast<char>(c)) != std::string_view::npos; });
}

std::size_t filled(GridRow const& row) { return static_cast<std::size_t>(std::ranges::count_if(row.cells, [](auto const& c) { return !is_blank(c); })); }

/// Columns that any of the rows fills.
std::size_t width_of(std::span<GridRow const> rows)
{
    std::size_t width = 0;
    for (auto const& row : rows)
        for (std::size_t i = width; i < row.cells.size(); ++i)
            if (!is_blank(row.cells[i]))
                width = i + 1;
    return width;
}

bool is_name_row(GridRow const& row, std::size_t width)
{
    std::size_t names = 0, numbers = 0;
    for (auto const& cell : row.cells)
        if (!is_blank(cell))
            ++(is_number(cell) ? numbers : names);
    // at least half the columns named (a merged head fills one cell a group), numbers the exception (years as columns)
    return (names + numbers) * 2 >= width && names > numbers && (width < 3 || names + numbers >= 2);
}

/// Is column i of the upper row one cell merged with its right-hand neighbours, or a part of one?
bool in_group(GridRow const& upper, std::size_t i, std::size_t width)
{
    if (is_blank(cell_of(upper, i)))
        return i > 0;
    return i + 1 < width && is_blank(cell_of(upper, i + 1));
}

/// Names only under groups of the row above, nothing elsewhere: the lower half of a merged head.
bool is_lower_half(GridRow const& upper, GridRow const& lower, std::size_t width)
{
    bool any = false;
    for (std::size_t i = 0; i < width; ++i) {
        auto const& below = cell_of(lower, i);
        if (is_blank(below)) {
            if (is_blank(cell_of(upper, i)))
                return false; // a column without any name
            continue;
        }
        if (!in_group(upper, i, width) || is_number(below))
            return false;
        any = true;
    }
    return any;
}

std::vector<std::string> merged_headers(GridRow const& upper, GridRow const& lower, std::size_t width)
{
    std::multiset<std::string> below;
    for (std::size_t i = 0; i < width; ++i)
        below.insert(folded(cell_of(lower, i)));
    std::vector<std::string> headers;
    std::string group;
    for (std::size_t i = 0; i < width; ++i) {
        if (!is_blank(cell_of(upper, i)))
            group = trimmed(cell_of(upper, i));
        auto const name = std::string{trimmed(cell_of(lower, i))};
        headers.push_back(name.empty() ? group : below.count(folded(name)) > 1 ? group + name : name);
    }
    return headers;
}

/// A row above counts as title when it has one filled cell, however its blanks are written.
std::size_t find_head(std::span<GridRow const> first, std::size_t width)
{
    for (std::size_t i = 0; i < first.size(); ++i)
        if (is_name_row(first[i], width))
            return i;
    return first.size();
}

bool begins_with_any(std::string const& text, std::span<char const* const> words)
{
    return std::ranges::any_of(words, [&](char const* word) { return text.starts_with(word); });
}

} // namespace

std::optional<TableHead> head_of(std::span<GridRow const> first, std::int64_t wanted)
{
    auto const width = width_of(first);
    auto at = find_head(first, width);
    if (wanted > 0)
        at = static_cast<std::size_t>(std::ranges::find(first, wanted, &GridRow::number) - first.begin());
    if (at >= first.size() || width == 0)
        return std::nullopt;
    TableHead head{first[at].number, 1, {}};
    if (at + 1 < first.size() && is_lower_half(first[at], first[at + 1], width)) {
        head.rows = 2;
        head.headers = merged_headers(first[at], first[at + 1], width);
    } else
        for (std::size_t i = 0; i < width; ++i)
            head.headers.emplace_back(is_blank(cell_of(first[at], i)) ? "" : trimmed(cell_of(first[at], i)));
    for (auto& header : head.headers)
        header = replaced(replaced(header, "\r", ""), "\n", "");
    return head;
}

std::vector<std::size_t> grouping_columns(std::span<GridRow const> records, std::size_t columns)
{
    std::vector<std::size_t> grouping;
    if (records.size() < 3)
        return grouping;
    for (std::size_t column = 0; column + 1 < columns; ++column) {
        std::size_t blanks = 0;
        std::string last;
        for (auto const& row : records) {
            auto const cell = std::string{trimmed(cell_of(row, column))};
            if (cell.empty()) {
                // inside a group the columns to the left are blank too, and something stands to the right
                for (std::size_t left = 0; left < column; ++left)
                    if (!trimmed(cell_of(row, left)).empty())
                        return grouping;
                if (last.empty())
                    return grouping;
                ++blanks;
            } else if (cell == last && blanks > 0)
                return grouping; // who merges cells does not write the same value again
            else
                last = cell;
        }
        if (blanks * 5 < records.size())
            return grouping; // mostly written out: a blank is a gap there
        grouping.push_back(column);
    }
    return grouping;
}

Text why_no_record(GridRow const& row, TableHead const& head)
{
    static constexpr std::array sums{"合计", "总计", "小计", "共计", "累计", "本页合计", "平均", "total", "subtotal", "grandtotal", "sum"};
    static constexpr std::array notes{"注:", "注1", "备注:", "说明:", "填表人", "制表", "填报", "审核", "单位负责人", "数据来源", "note:", "source:"};
    auto const it = std::ranges::find_if(row.cells, [](auto const& c) { return !is_blank(c); });
    if (it == row.cells.end())
        return {};
    auto const text = folded(*it);
    auto const count = filled(row);
    if (std::ranges::any_of(sums, [&](char const* word) { return text == word || text == std::string{word} + ":"; }))
        return tr("a sum");
    if (head.headers.size() > 2 && count <= std::max<std::size_t>(2, head.headers.size() / 3) && begins_with_any(text, notes))
        return tr("a note");
    std::size_t same = 0;
    for (std::size_t i = 0; i < head.headers.size(); ++i)
        same += !head.headers[i].empty() && head.headers[i] == trimmed(cell_of(row, i)) ? 1 : 0;
    if (same > 1 && same * 2 > head.headers.size())
        return tr("the head again");
    return {};
}

} // namespace taizhang::exchange
