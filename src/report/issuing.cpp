#include "report/issuing.hpp"

#include "base/error.hpp"
#include "base/uuid.hpp"
#include "report/compose.hpp"

#include <algorithm>

namespace taizhang::report {
namespace {

/// What an issue keeps: enough to print it word by word without the records, and to compare a later one with.
Json frozen(Report const& report)
{
    auto const& data = report.data;
    auto json = report_json(report, true);
    auto figures = Json::array();
    for (auto const& f : data.figures.figures)
        figures.push(Json::object({{"key", f.key},
                                   {"phrase", f.phrase(report.language)},
                                   {"unit", f.unit},
                                   {"milli", f.sum.quantity ? Json{f.sum.quantity->in_thousandths()} : Json{}},
                                   {"approximate", f.sum.approximate},
                                   {"unknown_lines", f.sum.unknown_lines},
                                   {"amount_fen", f.amount.in_fen()},
                                   {"orders", f.orders.size()}}));
    json.set("figures", std::move(figures));
    auto definitions = Json::array();
    for (auto const& block : report.content.blocks)
        if (auto const* note = std::get_if<Paragraph>(&block); note && note->kind == Paragraph::Kind::note)
            definitions.push(note->text());
    json.set("definitions", std::move(definitions));
    return json;
}

/// Without what differs from one printing to the next though nothing was changed.
std::string sealed_words(Json content)
{
    for (auto const* member : {"made_at", "made_by", "audit_head", "hash", "issue", "document_number"})
        content.erase(member);
    return content.dump();
}

std::vector<app::Correction> differences(Json const& before, std::vector<domain::Figure> const& now, std::string const& period, Language language)
{
    std::vector<app::Correction> out;
    for (auto const& figure : now) {
        std::optional<domain::Quantity> issued;
        for (auto const& old : before.at("figures").items())
            if (old.at("key").as_string() == figure.key && !old["milli"].is_null())
                issued = domain::Quantity::thousandths(old["milli"].as_integer());
        if (issued != figure.sum.quantity)
            out.push_back({period, figure.phrase(language), figure.unit, figure.key, issued, figure.sum.quantity});
    }
    for (auto const& old : before.at("figures").items())
        if (std::ranges::find(now, old.at("key").as_string(), &domain::Figure::key) == now.end() && !old["milli"].is_null())
            out.push_back({period, old.at("phrase").as_string(), old.at("unit").as_string(), old.at("key").as_string(),
                           domain::Quantity::thousandths(old["milli"].as_integer()), std::nullopt});
    return out;
}

std::optional<app::IssuedReport> last_issue(app::Ledger const& ledger, std::string const& period, std::string const& template_key)
{
    for (auto& report : ledger.reports().issued())
        if (report.period == period && report.template_key == template_key)
            return std::move(report);
    return std::nullopt;
}

} // namespace

app::IssuedReport issue_report(app::Ledger& ledger, domain::Period const& period, Instant now, std::string const& who, Language language,
                               std::string const& document_number, std::string const& template_key)
{
    auto change = ledger.begin(); // from here on nobody else writes
    auto report = make_report(ledger, period, now, who, language, template_key);
    if (report.data.locked)
        throw Error{Error::Kind::refused, tr("{0} is locked; it is not issued again.", period.key()), {},
                    tr("Corrections appear in the report of the next period.")};
    if (Instant::start_of(period.start(), report.data.info.utc_offset_minutes) > now)
        throw Error{Error::Kind::refused, tr("{0} has not begun; there is nothing to issue.", period.key()), {}, tr("Choose an earlier period.")};
    auto const before = last_issue(ledger, period.key(), report.form.key);
    report.data.issue = before ? before->issue + 1 : 1;
    report.data.document_number = document_number;
    if (before)
        report.data.reissue = differences(before->content, report.data.figures.figures, period.key(), language);
    app::IssuedReport issued;
    issued.uid = new_uuid();
    issued.period = period.key();
    issued.template_key = report.form.key;
    issued.issue = report.data.issue;
    issued.title = report.content.title;
    issued.document_number = document_number;
    issued.language = language;
    issued.issued_at = now;
    issued.issued_by = who;
    issued.audit_head = report.data.audit_head;
    auto const words = sealed_words(frozen(report));
    if (before && words == sealed_words(before->content) && document_number == before->document_number)
        throw Error{Error::Kind::refused, tr("Nothing has changed since issue {0} of {1}.", before->issue, period.key()), {},
                    tr("Print the issued report again from the archive.")};
    issued.hash = ledger.reports().seal(words, issued.audit_head);
    report.data.hash = issued.hash;
    compose_again(report, ledger);
    issued.content = frozen(report);
    issued.pdf = pdf_of(Document{report.content});
    change->reports().add(issued);
    change->commit({who, "report.issue", "report", issued.uid,
                    Json::object({{"period", issued.period}, {"template", issued.template_key}, {"issue", issued.issue}, {"hash", issued.hash}})});
    return issued;
}

void lock_period(app::Ledger& ledger, domain::Period const& period, Instant now, std::string const& who)
{
    auto const issued = ledger.reports().issued();
    if (std::ranges::find(issued, period.key(), &app::IssuedReport::period) == issued.end())
        throw Error{Error::Kind::refused, tr("{0} was never issued, so it is not locked.", period.key()), {}, tr("Issue its report first.")};
    auto change = ledger.begin();
    change->reports().lock({period.key(), who, now});
    change->commit({who, "report.lock", "report", {}, Json::object({{"period", period.key()}})});
}

void unlock_period(app::Ledger& ledger, domain::Period const& period, std::string const& who)
{
    auto change = ledger.begin();
    change->reports().unlock(period.key());
    change->commit({who, "report.unlock", "report", {}, Json::object({{"period", period.key()}})});
}

void save_section(app::Ledger& ledger, Report const& report, std::string const& section, std::string const& edited, std::string const& who)
{
    std::vector<Span> spans;
    for (auto const& block : report.content.blocks)
        if (auto const* paragraph = std::get_if<Paragraph>(&block); paragraph && paragraph->section == section)
            spans = paragraph->spans;
    // what the section's own words would say may be put back although it was edited away
    auto own = report;
    own.data.texts.erase(section);
    auto change = ledger.begin();
    compose_again(own, ledger);
    for (auto const& block : own.content.blocks)
        if (auto const* paragraph = std::get_if<Paragraph>(&block); paragraph && paragraph->section == section)
            for (auto const& span : paragraph->spans)
                if (std::ranges::find(spans, span.name, &Span::name) == spans.end())
                    spans.push_back(span);
    auto const words = edited.empty() ? std::string{} : words_to_keep(edited, spans);
    change->reports().put(app::SectionText{report.data.period.key(), report.form.key, section, words});
    change->commit({who, "report.words", "report", {},
                    Json::object({{"period", report.data.period.key()}, {"template", report.form.key}, {"section", section}, {"words", words}})});
}

void save_template(app::Ledger& ledger, std::string const& key, Json const& document, std::string const& who)
{
    if (!document.is_null() && template_from_json(document).key != key)
        throw Error{Error::Kind::invalid_input, tr("The template's key is not “{0}”.", key), {}, tr("Correct the template and load it again.")};
    auto change = ledger.begin();
    change->reports().put_template(key, document);
    change->commit({who, document.is_null() ? "report.template_remove" : "report.template", "report", {}, Json::object({{"key", key}, {"document", document}})});
}

} // namespace taizhang::report
