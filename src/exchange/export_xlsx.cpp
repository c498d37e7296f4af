#include "base/error.hpp"
#include "exchange/export_rows.hpp"
#include "geo/crs.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>

namespace taizhang::exchange {
namespace {

constexpr double widest = 40, narrowest = 8; // characters
constexpr std::size_t measured = 200;        // rows by which columns get their width

/// In the units of a sheet: a Chinese character takes two.
double width_of(std::string const& text)
{
    double width = 0;
    for (auto const c : text)
        width += (static_cast<unsigned char>(c) & 0xC0U) == 0x80U ? 0 : static_cast<unsigned char>(c) < 0x80 ? 1 : 2;
    return width + 2;
}

void write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, std::string const& text, ColumnType type)
{
    if (text.empty())
        return;
    double number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (type != ColumnType::text && error == std::errc{} && end == text.data() + text.size())
        worksheet_write_number(sheet, row, column, number, nullptr);
    else
        worksheet_write_string(sheet, row, column, text.c_str(), nullptr); // a string never becomes a formula
}

} // namespace

void write_xlsx(std::filesystem::path const& file, ExportRows const& rows, app::WriteOptions const& options)
{
    auto const crs = geo::Crs::named(options.crs.empty() ? "EPSG:4490" : options.crs);
    auto* book = workbook_new(file.c_str());
    auto* sheet = workbook_add_worksheet(book, options.what.c_str());
    auto* head = workbook_add_format(book);
    format_set_bold(head);
    format_set_bg_color(head, 0xE8EDF2);
    format_set_bottom(head, LXW_BORDER_THIN);
    auto columns = rows.columns;
    columns.push_back({"lon", ColumnType::number});
    columns.push_back({"lat", ColumnType::number});
    for (std::size_t i = 0; i < columns.size(); ++i) {
        auto const column = static_cast<lxw_col_t>(i);
        worksheet_write_string(sheet, 0, column, columns[i].header.c_str(), head);
        auto width = width_of(columns[i].header);
        for (std::size_t r = 0; r < std::min(rows.records.size(), measured); ++r)
            if (i < rows.records[r].cells.size())
                width = std::max(width, width_of(rows.records[r].cells[i]));
        worksheet_set_column(sheet, column, column, std::clamp(width, narrowest, widest), nullptr);
    }
    lxw_row_t row = 1;
    for (auto const& record : rows.records) {
        for (std::size_t i = 0; i < record.cells.size(); ++i)
            write_cell(sheet, row, static_cast<lxw_col_t>(i), record.cells[i], columns[i].type);
        if (auto const p = record.shape ? geo::label_point(*record.shape) : std::nullopt)
            if (auto const xy = crs.from_ledger(*p)) {
                worksheet_write_number(sheet, row, static_cast<lxw_col_t>(record.cells.size()), xy->x, nullptr);
                worksheet_write_number(sheet, row, static_cast<lxw_col_t>(record.cells.size() + 1), xy->y, nullptr);
            }
        ++row;
    }
    worksheet_freeze_panes(sheet, 1, 0);
    if (row > 1)
        worksheet_autofilter(sheet, 0, 0, row - 1, static_cast<lxw_col_t>(columns.size() - 1));
    worksheet_repeat_rows(sheet, 0, 0);
    if (auto const error = workbook_close(book); error != LXW_NO_ERROR)
        throw Error{error == LXW_ERROR_CREATING_TMPFILE || error == LXW_ERROR_ZIP_FILE_OPERATION ? Error::Kind::full : Error::Kind::io,
                    tr("The export was not written: {0}", lxw_strerror(error)), Text::verbatim(file.string()), tr("Choose another place and try again.")};
}

} // namespace taizhang::exchange
