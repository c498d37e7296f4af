#include "base/error.hpp"
#include "base/platform.hpp"
#include "report/report.hpp"

#include <xlsxwriter.h>

#include <cmath>
#include <filesystem>
#include <map>
#include <set>

namespace taizhang::report {
namespace {

constexpr std::size_t longest_name = 31;  // of a sheet, in UTF-16 units; Excel's rule
constexpr std::size_t longest_cell = 8000; // characters, below Excel's 32,767 bytes

/// What Excel takes as a sheet's name, used once.
std::string sheet_name(std::string const& title, std::set<std::string>& used)
{
    std::string name;
    std::size_t length = 0;
    for (std::size_t at = 0; at < title.size() && length < longest_name - 3;) {
        auto const lead = static_cast<unsigned char>(title[at]);
        std::size_t const bytes = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        auto const one = title.substr(at, bytes);
        at += bytes;
        if (lead < 0x20 || one.find_first_of("[]:*?/\\'") != std::string::npos)
            continue;
        name += one;
        length += bytes == 4 ? 2 : 1;
    }
    auto unique = name.empty() ? std::string{"1"} : name;
    for (int n = 2; !used.insert(unique).second; ++n)
        unique = name + std::to_string(n);
    return unique;
}

std::string without_control(std::string const& text)
{
    std::string out;
    for (char const c : text)
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n')
            out += c;
    if (length_of(out) > longest_cell) {
        out.resize(longest_cell);
        while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0U) == 0x80U)
            out.pop_back();
        if (!out.empty() && static_cast<unsigned char>(out.back()) >= 0xC0)
            out.pop_back();
        out += "…";
    }
    return out;
}

class Book {
public:
    explicit Book(std::string const& path) : book_{workbook_new(path.c_str())}
    {
        head_ = format([](lxw_format* f) {
            format_set_bold(f);
            format_set_border(f, LXW_BORDER_THIN);
            format_set_bg_color(f, 0xF0F0F0);
            format_set_text_wrap(f);
            format_set_align(f, LXW_ALIGN_CENTER);
            format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
        });
        title_ = format([](lxw_format* f) {
            format_set_bold(f);
            format_set_font_size(f, 14);
        });
        text_ = format([](lxw_format* f) { format_set_text_wrap(f); });
    }
    Book(Book const&) = delete;
    Book& operator=(Book const&) = delete;
    ~Book()
    {
        if (book_)
            (void)workbook_close(book_);
    }
    lxw_error close()
    {
        auto const status = workbook_close(book_);
        book_ = nullptr;
        return status;
    }

    void words(Content const& content, std::string const& name)
    {
        auto* const sheet = workbook_add_worksheet(book_, sheet_name(name, used_).c_str());
        worksheet_set_column(sheet, 0, 0, 100, text_);
        worksheet_set_paper(sheet, 9);
        lxw_row_t row = 0;
        auto const write = [&](std::string const& words, lxw_format* f) { worksheet_write_string(sheet, row++, 0, without_control(words).c_str(), f); };
        if (!content.mark.empty())
            write(content.mark, text_);
        write(content.title, title_);
        if (!content.document_number.empty())
            write(content.document_number, text_);
        for (auto const& block : content.blocks)
            if (auto const* heading = std::get_if<Heading>(&block))
                write(heading->text, head_);
            else if (auto const* paragraph = std::get_if<Paragraph>(&block))
                write(paragraph->text(), text_);
        for (auto const& closing : content.closing)
            write(closing, text_);
    }

    void table(Table const& table, bool landscape)
    {
        auto* const sheet = workbook_add_worksheet(book_, sheet_name(table.title, used_).c_str());
        double shares = 0;
        for (auto const& column : table.columns)
            shares += column.width;
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            auto const column = static_cast<lxw_col_t>(c);
            worksheet_set_column(sheet, column, column, 6 + table.columns[c].width / shares * (landscape ? 130 : 90), nullptr);
            worksheet_write_string(sheet, 0, column, without_control(table.columns[c].head).c_str(), head_);
        }
        for (std::size_t r = 0; r < table.rows.size(); ++r)
            for (std::size_t c = 0; c < table.rows[r].size() && c < table.columns.size(); ++c)
                cell(sheet, static_cast<lxw_row_t>(r + 1), static_cast<lxw_col_t>(c), table.rows[r][c], table.columns[c].align, r + table.totals >= table.rows.size());
        worksheet_freeze_panes(sheet, 1, 0);
        worksheet_repeat_rows(sheet, 0, 0);
        worksheet_set_paper(sheet, 9);
        if (landscape)
            worksheet_set_landscape(sheet);
        worksheet_fit_to_pages(sheet, 1, 0);
        worksheet_set_header(sheet, ("&C" + replaced(table.title, "&", "&&").substr(0, 200)).c_str());
        worksheet_set_footer(sheet, "&C— &P —");
    }

private:
    template <class Set>
    lxw_format* format(Set set)
    {
        auto* const made = workbook_add_format(book_);
        set(made);
        return made;
    }

    lxw_format* cell_format(std::string const& number_format, Align align, bool total)
    {
        auto& known = formats_[number_format + (align == Align::left ? 'l' : align == Align::right ? 'r' : 'c') + (total ? 't' : ' ')];
        if (!known)
            known = format([&](lxw_format* f) {
                format_set_border(f, LXW_BORDER_THIN);
                format_set_text_wrap(f);
                format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
                format_set_align(f, align == Align::left ? LXW_ALIGN_LEFT : align == Align::right ? LXW_ALIGN_RIGHT : LXW_ALIGN_CENTER);
                if (total)
                    format_set_bold(f);
                if (!number_format.empty())
                    format_set_num_format(f, number_format.c_str());
            });
        return known;
    }

    /// Exact quantities as numbers, so that the sheet adds up; 约95 and — stay words.
    void cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, Cell const& cell, Align align, bool total)
    {
        if (!cell.number) {
            worksheet_write_string(sheet, row, column, without_control(cell.text).c_str(), cell_format({}, align, total));
            return;
        }
        bool const percent = cell.text.ends_with('%');
        std::string shown = "0";
        if (cell.decimals > 0)
            shown += '.' + std::string(static_cast<std::size_t>(cell.decimals), '0');
        worksheet_write_number(sheet, row, column, percent ? *cell.number / 100 : *cell.number, cell_format(shown + (percent ? "%" : ""), align, total));
    }

    lxw_workbook* book_;
    lxw_format *head_ = nullptr, *title_ = nullptr, *text_ = nullptr;
    std::map<std::string, lxw_format*> formats_;
    std::set<std::string> used_;
};

Table as_table(Chart const& chart)
{
    Table t;
    t.title = chart.title;
    t.columns.push_back({{}, 2, Align::left});
    for (auto const& series : chart.series)
        t.columns.push_back({series.name.empty() ? chart.unit : series.name, 1, Align::right});
    for (std::size_t i = 0; i < chart.labels.size(); ++i) {
        std::vector<Cell> row{{chart.labels[i]}};
        for (auto const& series : chart.series)
            row.push_back({series.words[i], series.values[i]});
        t.rows.push_back(std::move(row));
    }
    return t;
}

} // namespace

void write_xlsx(Content const& content, std::string const& path)
{
    auto const unfinished = path + ".part.xlsx";
    Translator const say{content.language};
    lxw_error status = LXW_NO_ERROR;
    {
        Book book{unfinished};
        book.words(content, say.say("Report"));
        for (auto const& block : content.blocks)
            if (auto const* table = std::get_if<Table>(&block))
                book.table(*table, table->landscape);
            else if (auto const* chart = std::get_if<Chart>(&block))
                book.table(as_table(*chart), false);
        status = book.close();
    }
    std::error_code wrong;
    if (status == LXW_NO_ERROR)
        std::filesystem::rename(unfinished, path, wrong);
    if (status != LXW_NO_ERROR || wrong) {
        auto const reason = status != LXW_NO_ERROR ? std::string{lxw_strerror(status)} : wrong.message();
        std::filesystem::remove(unfinished, wrong);
        throw Error{Error::Kind::io, tr("The file was not written: {0}", reason), Text::verbatim(path), tr("Choose another place and try again.")};
    }
}

} // namespace taizhang::report
