#include "report/report.hpp"

#include "base/error.hpp"
#include "base/platform.hpp"
#include "report/compose.hpp"

namespace taizhang::report {

Report make_report(app::Ledger const& ledger, domain::Period const& period, Instant now, std::string const& who, Language language,
                   std::string const& template_key)
{
    auto const all = templates_with(ledger.reports().templates());
    Report report{app::collect_report(ledger, period, now, who), template_for(all, period.kind(), template_key), language, {}};
    for (auto const& section : ledger.reports().texts(period.key(), report.form.key))
        report.data.texts[section.section] = section.text;
    compose_again(report, ledger);
    return report;
}

void compose_again(Report& report, app::Ledger const& ledger)
{
    // streets below the dots are enough, and a million lamps need not be read for them
    auto const roads = report.data.worked.empty() && report.data.roads_worked.empty() ? nullptr : map::Scene::load(ledger, {"road"});
    report.content = compose(report.data, ledger.catalog(), report.form, report.language, roads);
}

namespace {

void draw_into(draw::PdfFile& pdf, Pages const& pages)
{
    for (int page = 0; page < pages.pages(); ++page) {
        auto const size = pages.size(page);
        pdf.page_size(size.width, size.height);
        pages.draw(pdf.canvas(), page);
        pdf.next_page();
    }
}

} // namespace

void write_pages(Pages const& pages, std::string const& path)
{
    if (!path.ends_with(".pdf"))
        throw Error{Error::Kind::usage, tr("Such a paper is written as PDF only."), Text::verbatim(path), tr("Let the file end in .pdf.")};
    draw::require_chinese_font();
    draw::PdfFile pdf{path, Pages::width_pt, Pages::height_pt, pages.title()};
    draw_into(pdf, pages);
    pdf.finish();
}

std::string pdf_of(Document const& document)
{
    draw::require_chinese_font();
    auto const& content = document.content();
    draw::PdfFile pdf{{}, Pages::width_pt, Pages::height_pt, content.title};
    pdf.describe(content.author, content.subject, content.document_number, content.made_at.iso());
    draw_into(pdf, document);
    for (auto const& bookmark : document.bookmarks())
        pdf.bookmark(bookmark.words, bookmark.page, bookmark.level);
    return pdf.finish_in_memory();
}

void write_content(Content const& content, std::string const& path)
{
    if (path.ends_with(".html"))
        platform::write_file_atomically(path, html_of(content));
    else if (path.ends_with(".xlsx"))
        write_xlsx(content, path);
    else if (path.ends_with(".pdf"))
        platform::write_file_atomically(path, pdf_of(Document{content}));
    else
        throw Error{Error::Kind::usage, tr("The ending of the file does not say which kind of report to write."), Text::verbatim(path),
                    tr("Use .pdf, .xlsx, .html or .json.")};
}

void write_report(Report const& report, bool with_records, std::string const& path)
{
    if (path.ends_with(".json"))
        platform::write_file_atomically(path, report_json(report, with_records).dump(1) + '\n');
    else
        write_content(report.content, path);
}

} // namespace taizhang::report
