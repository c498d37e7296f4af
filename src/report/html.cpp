#include "report/report.hpp"

#include "base/text.hpp"

namespace taizhang::report {
namespace {

/// Without what XML cannot hold.
std::string escaped(std::string const& text)
{
    std::string out;
    for (char const c : text)
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        default:
            if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t')
                out += c;
        }
    return out;
}

constexpr auto cell_style = "border:1px solid #888888;padding:2pt 4pt;";

/// Styles stand at each element: WPS and Word drop a style sheet when a page is pasted.
class Html {
public:
    explicit Html(Content const& content) : content_{content} {}

    std::string made()
    {
        out_ = "<!DOCTYPE html>\n<html lang=\"" + std::string{content_.language == Language::zh ? "zh-CN" : "en"} + "\"><head><meta charset=\"utf-8\"><title>" +
               escaped(content_.title) + "</title></head>\n<body style=\"font-family:FangSong_GB2312,FangSong,'Noto Serif CJK SC',serif;font-size:16pt;line-height:28.9pt\">\n";
        if (!content_.mark.empty())
            line("p", "text-align:right;font-size:9pt", content_.mark);
        line("h1", "text-align:center;font-size:22pt", content_.title);
        if (!content_.document_number.empty())
            line("p", "text-align:center", content_.document_number);
        for (auto const& block : content_.blocks)
            std::visit([this](auto const& b) { put(b); }, block);
        for (auto const& words : content_.closing)
            line("p", "font-size:8pt", words);
        return out_ + "</body></html>\n";
    }

private:
    void line(std::string const& tag, std::string const& style, std::string const& words)
    {
        out_ += '<' + tag + " style=\"" + style + "\">" + escaped(words) + "</" + tag + ">\n";
    }

    void put(Heading const& h)
    {
        h.level >= 3 ? line("h3", "font-size:12pt", h.text) : line("h2", "font-size:16pt;font-family:SimHei,'Noto Sans CJK SC',sans-serif", h.text);
    }

    void put(Paragraph const& p)
    {
        line("p", p.kind == Paragraph::Kind::body ? content_.language == Language::zh ? "text-indent:2em;text-align:justify" : "" : "font-size:9pt;line-height:14pt", p.text());
    }

    void put(Table const& t)
    {
        line("h3", "font-size:12pt;text-align:center", t.title);
        out_ += "<table style=\"border-collapse:collapse;width:100%;font-size:9pt;line-height:13pt\">\n<thead><tr>";
        for (auto const& column : t.columns)
            out_ += std::string{"<th style=\""} + cell_style + "background:#F0F0F0\">" + escaped(column.head) + "</th>";
        out_ += "</tr></thead>\n<tbody>\n";
        for (std::size_t r = 0; r < t.rows.size(); ++r) {
            bool const total = r + t.totals >= t.rows.size();
            out_ += "<tr>";
            for (std::size_t c = 0; c < t.rows[r].size(); ++c) {
                auto const align = c < t.columns.size() ? t.columns[c].align : Align::left;
                out_ += std::string{"<td style=\""} + cell_style + (align == Align::right ? "text-align:right" : align == Align::centre ? "text-align:center" : "") +
                        (total ? ";font-weight:bold" : "") + "\">" + escaped(t.rows[r][c].text) + "</td>";
            }
            out_ += "</tr>\n";
        }
        out_ += "</tbody></table>\n";
        if (!t.note.empty())
            line("p", "font-size:8pt;line-height:12pt", t.note);
    }

    /// Its numbers as a table: a picture would not come along when pasted.
    void put(Chart const& chart)
    {
        Table t;
        t.title = chart.title;
        t.columns.push_back({"", 1, Align::left});
        for (auto const& series : chart.series)
            t.columns.push_back({series.name.empty() ? chart.unit : series.name, 1, Align::right});
        for (std::size_t i = 0; i < chart.labels.size(); ++i) {
            std::vector<Cell> row{{chart.labels[i]}};
            for (auto const& series : chart.series)
                row.push_back({series.words[i]});
            t.rows.push_back(std::move(row));
        }
        put(t);
    }

    void put(MapFigure const&) {} // a picture: in the PDF

    void put(Signatures const& s)
    {
        auto const colon = content_.language == Language::zh ? "：" : ": ";
        line("p", "text-align:right", s.unit);
        line("p", "text-align:right", s.date);
        line("p", "font-size:12pt", s.in_charge_words + colon + s.in_charge + "   " + s.checked_words + colon + s.checked_by + "   " + s.prepared_words + colon +
                                        s.prepared_by + "   " + s.phone_words + colon + s.phone);
    }

    void put(Code const& code) { line("p", "font-size:9pt", code.text); }
    void put(PageBreak const&) { out_ += "<br style=\"page-break-before:always\">\n"; }

    Content const& content_;
    std::string out_;
};

} // namespace

std::string html_of(Content const& content) { return Html{content}.made(); }

} // namespace taizhang::report
