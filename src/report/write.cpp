#include "base/error.hpp"
#include "base/json.hpp"
#include "base/platform.hpp"
#include "report/report.hpp"
#include "report/words.hpp"

#include <xlsxwriter.h>

#include <filesystem>

namespace taizhang::report {
namespace {

std::string escaped(std::string const& text)
{
    return replaced(replaced(replaced(text, "&", "&amp;"), "<", "&lt;"), ">", "&gt;");
}

std::vector<TableText> tables_of(Words const& words)
{
    std::vector<TableText> all;
    for (auto& table : {words.by_class(), words.by_road(), words.rates(), words.open_orders(), words.undated()})
        if (!table.rows.empty())
            all.push_back(table);
    return all;
}

std::string html_of(Words const& words, Language language, bool illustrative)
{
    std::string out = "<!DOCTYPE html>\n<html lang=\"" + std::string{tag_of(language)} + "\"><head><meta charset=\"utf-8\"><title>" +
                      escaped(words.title()) + "</title></head>\n<body style=\"font-family:FangSong,'Noto Serif CJK SC',serif\">\n";
    if (illustrative)
        out += "<p style=\"text-align:right\">" + escaped(words.say().say("Illustrative data")) + "</p>\n";
    out += "<h1 style=\"text-align:center\">" + escaped(words.title()) + "</h1>\n<p>" + escaped(words.opening()) + "</p>\n";
    auto const stop = language == Language::zh ? "；" : "; ";
    for (auto const& section : words.sections())
        out += "<h2>" + escaped(section.heading) + "</h2>\n<p>" + escaped(joined(section.sentences, stop)) + (language == Language::zh ? "。" : ".") + "</p>\n";
    for (auto const& table : tables_of(words)) {
        out += "<h3>" + escaped(table.title) + "</h3>\n<table border=\"1\" style=\"border-collapse:collapse\">\n<tr>";
        for (auto const& cell : table.head)
            out += "<th>" + escaped(cell) + "</th>";
        out += "</tr>\n";
        for (auto const& row : table.rows) {
            out += "<tr>";
            for (std::size_t i = 0; i < row.size(); ++i)
                out += std::string{table.right[i] ? "<td style=\"text-align:right\">" : "<td>"} + escaped(row[i]) + "</td>";
            out += "</tr>\n";
        }
        out += "</table>\n";
    }
    return out + "</body></html>\n";
}

void sheet_of(lxw_workbook* book, TableText const& table, lxw_format* head, lxw_format* cell)
{
    auto* sheet = workbook_add_worksheet(book, table.title.c_str());
    for (std::size_t c = 0; c < table.head.size(); ++c) {
        auto const column = static_cast<lxw_col_t>(c);
        worksheet_set_column(sheet, column, column, 8 + table.widths[c] * 70, nullptr);
        worksheet_write_string(sheet, 0, column, table.head[c].c_str(), head);
    }
    for (std::size_t r = 0; r < table.rows.size(); ++r)
        for (std::size_t c = 0; c < table.rows[r].size(); ++c) {
            auto const& text = table.rows[r][c];
            auto const row = static_cast<lxw_row_t>(r + 1);
            auto const column = static_cast<lxw_col_t>(c);
            // exact quantities as numbers, so that the sheet adds up; 约95 and — stay words
            if (auto const q = table.right[c] ? domain::Quantity::parse(text) : std::nullopt)
                worksheet_write_number(sheet, row, column, q->value(), cell);
            else
                worksheet_write_string(sheet, row, column, text.c_str(), cell);
        }
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_repeat_rows(sheet, 0, 0);
    worksheet_set_paper(sheet, 9);
}

void write_xlsx(Words const& words, std::string const& path)
{
    auto const unfinished = path + ".part.xlsx";
    auto* book = workbook_new(unfinished.c_str());
    auto* head = workbook_add_format(book);
    format_set_bold(head);
    format_set_border(head, LXW_BORDER_THIN);
    format_set_bg_color(head, 0xF0F0F0);
    auto* cell = workbook_add_format(book);
    format_set_border(cell, LXW_BORDER_THIN);
    format_set_text_wrap(cell);
    auto* report = workbook_add_worksheet(book, words.say().say("Report").c_str());
    auto* text = workbook_add_format(book);
    format_set_text_wrap(text);
    worksheet_set_column(report, 0, 0, 90, text);
    lxw_row_t row = 0;
    worksheet_write_string(report, row++, 0, words.title().c_str(), head);
    worksheet_write_string(report, row++, 0, words.opening().c_str(), text);
    for (auto const& section : words.sections()) {
        worksheet_write_string(report, row++, 0, section.heading.c_str(), head);
        for (auto const& sentence : section.sentences)
            worksheet_write_string(report, row++, 0, sentence.c_str(), text);
    }
    for (auto const& table : tables_of(words))
        sheet_of(book, table, head, cell);
    std::error_code ignored;
    if (auto const status = workbook_close(book); status != LXW_NO_ERROR) {
        std::filesystem::remove(unfinished, ignored);
        throw Error{Error::Kind::io, tr("The file was not written: {0}", lxw_strerror(status)), Text::verbatim(path),
                    tr("Choose another place and try again.")};
    }
    std::filesystem::rename(unfinished, path);
}

} // namespace

void write_report(app::ReportData const& data, domain::Catalog const& catalog, Language language, std::shared_ptr<map::Scene const> scene,
                  bool with_records, std::string const& path)
{
    Words const words{data, catalog, language};
    if (path.ends_with(".json"))
        platform::write_file_atomically(path, report_json(data, catalog, language, with_records).dump(1) + '\n');
    else if (path.ends_with(".html"))
        platform::write_file_atomically(path, html_of(words, language, data.info.illustrative));
    else if (path.ends_with(".xlsx"))
        write_xlsx(words, path);
    else if (path.ends_with(".pdf")) {
        draw::require_chinese_font();
        Document const document{data, catalog, language, std::move(scene)};
        draw::PdfFile pdf{path, Document::width_pt, Document::height_pt, document.title()};
        for (int page = 0; page < document.pages(); ++page) {
            document.draw(pdf.canvas(), page);
            pdf.next_page();
        }
        pdf.finish();
    } else
        throw Error{Error::Kind::usage, tr("The ending of the file does not say which kind of report to write."), Text::verbatim(path),
                    tr("Use .pdf, .xlsx, .html or .json.")};
}

} // namespace taizhang::report
