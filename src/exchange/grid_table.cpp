#include "exchange/point_columns.hpp"
#include "exchange/readers.hpp"
#include "exchange/table_head.hpp"

#include <algorithm>
#include <set>

namespace taizhang::exchange {
namespace {

using app::ReadOptions;
using app::SourceRow;
using Kind = Error::Kind;

constexpr std::size_t head_within = 40;    // rows in which the head is looked for
constexpr std::size_t sample_rows = 2000;  // rows by which columns are judged
constexpr std::size_t shown_rows = 200;

class GridTable final : public app::ForeignTable {
public:
    GridTable(Source const& source, std::unique_ptr<Grid> grid, app::Guess encoding, ReadOptions const& options);
    std::vector<std::string> const& headers() const override { return head_.headers; }
    std::string const& name() const override { return name_; }
    bool has_geometry() const override { return points_ && points_->found(); }
    std::int64_t rows_if_known() const override { return rows_; }
    app::FileReading const& reading() const override { return reading_; }
    bool next(SourceRow& row) override;

private:
    void find_head(Source const& source, ReadOptions const& options);
    void judge_sample(ReadOptions const& options);
    void name_columns();
    void go_to_records();
    bool next_record(GridRow& row);
    void inherit(GridRow& row);

    std::unique_ptr<Grid> grid_;
    std::string name_;
    TableHead head_;
    std::vector<std::size_t> grouping_;
    std::vector<std::string> above_;
    std::optional<PointColumns> points_;
    app::FileReading reading_;
    std::int64_t rows_ = -1;
    GridRow row_;
};

GridTable::GridTable(Source const& source, std::unique_ptr<Grid> grid, app::Guess encoding, ReadOptions const& options)
    : grid_{std::move(grid)}, name_{source.layer.empty() ? source.file.stem().string() : source.layer}
{
    reading_.encoding = std::move(encoding);
    find_head(source, options);
    judge_sample(options);
    go_to_records();
}

void GridTable::find_head(Source const& source, ReadOptions const& options)
{
    std::vector<GridRow> first;
    GridRow row;
    auto const wanted_within = std::max(head_within, static_cast<std::size_t>(std::max<std::int64_t>(options.header_row, 0)) + 2);
    while (first.size() < wanted_within && grid_->next(row))
        first.push_back(row);
    auto head = head_of(first, options.header_row);
    if (!head)
        throw Error{Kind::invalid_input, tr("No header row was found in the sheet."), Text::verbatim(source.file.string()),
                    tr("Put the column names into one row above the records.")};
    head_ = std::move(*head);
    name_columns();
    reading_.header_row = head_.row;
    reading_.header_rows = head_.rows;
    rows_ = grid_->rows_if_known();
    if (rows_ >= 0)
        rows_ = std::max<std::int64_t>(0, rows_ - head_.row - head_.rows + 1);
}

/// Every column gets a name of its own, so that nothing in it is lost.
void GridTable::name_columns()
{
    std::set<std::string> seen;
    for (std::size_t i = 0; i < head_.headers.size(); ++i) {
        auto& header = head_.headers[i];
        auto const wanted = header.empty() ? "column " + std::to_string(i + 1) : header;
        header = wanted;
        for (int n = 2; !seen.insert(header).second; ++n)
            header = wanted + " " + std::to_string(n);
    }
}

bool is_identity(std::string const& header)
{
    auto const text = folded_header(header);
    return text.find("编号") != std::string::npos || text.find("编码") != std::string::npos || text.ends_with("id") || text.ends_with("code");
}

void GridTable::judge_sample(ReadOptions const& options)
{
    go_to_records();
    std::vector<GridRow> records;
    for (GridRow row; records.size() < sample_rows && next_record(row);)
        records.push_back(row);
    if (options.blanks != ReadOptions::Blanks::empty) {
        grouping_ = grouping_columns(records, head_.headers.size());
        std::erase_if(grouping_, [&](std::size_t i) { return is_identity(head_.headers[i]); });
    }
    for (auto const i : grouping_)
        reading_.inherited.push_back(head_.headers[i]);
    above_.assign(head_.headers.size(), {});
    std::vector<std::vector<std::string>> cells;
    for (auto& record : records) {
        inherit(record);
        cells.push_back(std::move(record.cells));
    }
    points_.emplace(head_.headers, options);
    if (points_->found()) {
        reading_.x_header = head_.headers[points_->x()];
        reading_.y_header = head_.headers[points_->y()];
        points_->judge(cells, options, reading_);
    }
    cells.resize(std::min(cells.size(), shown_rows));
    reading_.sample = std::move(cells);
}

void GridTable::go_to_records()
{
    grid_->rewind();
    reading_.left_out.clear();
    above_.assign(head_.headers.size(), {});
    GridRow row;
    while (grid_->next(row))
        if (row.number >= head_.row + head_.rows - 1)
            break;
}

bool GridTable::next_record(GridRow& row)
{
    while (grid_->next(row)) {
        row.cells.resize(head_.headers.size());
        auto const first = std::ranges::find_if(row.cells, [](auto const& c) { return !trimmed(c).empty(); });
        if (first == row.cells.end())
            continue; // an empty line is no record
        if (auto const why = why_no_record(row, head_); !why.empty()) {
            reading_.left_out.push_back({row.number, std::string{trimmed(*first)}, why});
            continue;
        }
        return true;
    }
    return false;
}

void GridTable::inherit(GridRow& row)
{
    bool above_holds = true; // a new value begins a new group in everything to its right
    for (auto const i : grouping_) {
        auto& cell = row.cells[i];
        if (!trimmed(cell).empty())
            above_holds = false;
        else if (above_holds)
            cell = above_[i];
        above_[i] = cell;
    }
}

bool GridTable::next(SourceRow& row)
{
    if (!next_record(row_))
        return false;
    inherit(row_);
    row.number = row_.number;
    row.shape.reset();
    row.source = {};
    row.shape_problem = {};
    std::swap(row.cells, row_.cells);
    if (points_->found())
        points_->take(row);
    return true;
}

} // namespace

std::unique_ptr<app::ForeignTable> grid_table(Source const& source, std::unique_ptr<Grid> grid, app::Guess encoding, ReadOptions const& options)
{
    return std::make_unique<GridTable>(source, std::move(grid), std::move(encoding), options);
}

} // namespace taizhang::exchange
