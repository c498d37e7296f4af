#pragma once

#include "app/report_data.hpp"
#include "base/json.hpp"
#include "base/translator.hpp"
#include "report/content.hpp"
#include "report/document.hpp"
#include "report/template.hpp"

#include <string>

namespace taizhang::report {

/// A report put together: its figures and what it says. Laying it out into pages is Document's work.
struct Report {
    app::ReportData data;
    Template form;
    Language language = Language::zh;
    Content content;
};

/// @param template_key "" = the first that is for such a period
/// @throws Error refused when there is none
[[nodiscard]] Report make_report(app::Ledger const& ledger, domain::Period const& period, Instant now, std::string const& who, Language language,
                                 std::string const& template_key = {});
/// Composed anew from the data, after something of it was set (issue, words).
void compose_again(Report& report, app::Ledger const& ledger);

/// By the file's ending: pdf, xlsx, html, json. Written wholly or not at all.
/// @throws Error usage for another ending; refused when no Chinese font is installed; full, denied, io
void write_report(Report const& report, bool with_records, std::string const& path);
/// Any paper as pdf, xlsx or html.
void write_content(Content const& content, std::string const& path);
/// DESIGN 8: {"title","period","figures":[..]}.
[[nodiscard]] Json report_json(Report const& report, bool with_records);

/// The file's bytes: embedded font subsets, searchable text, an outline, links from figures to their orders.
[[nodiscard]] std::string pdf_of(Document const& document);
[[nodiscard]] std::string html_of(Content const& content);
void write_xlsx(Content const& content, std::string const& path);

} // namespace taizhang::report
