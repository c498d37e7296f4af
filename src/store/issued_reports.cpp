#include "store/report_table.hpp"

#include "store/records.hpp"

namespace taizhang::store {
namespace {

constexpr auto issued_columns = "uid, period, template, issue, title, document_number, language, issued_at, issued_by, content, audit_head, hash";

app::IssuedReport issued_at_row(Query const& q)
{
    app::IssuedReport r;
    r.uid = q.text(0);
    r.period = q.text(1);
    r.template_key = q.text(2);
    r.issue = static_cast<int>(q.integer(3));
    r.title = q.text(4);
    r.document_number = q.text(5);
    r.language = language_from(q.text(6));
    r.issued_at = Instant::parse_iso(q.text(7)).value_or(Instant::from_millis(0));
    r.issued_by = q.text(8);
    r.content = Json::parse(q.view(9));
    r.audit_head = q.text(10);
    r.hash = q.text(11);
    return r;
}

} // namespace

bool ReportTable::has_tables() const noexcept { return info_.schema_version >= 8; }

std::string ReportTable::seal(std::string const& content, std::string const& audit_head) const
{
    return sha256_hex(std::to_string(content.size()) + ':' + content + std::to_string(audit_head.size()) + ':' + audit_head);
}

std::vector<app::IssuedReport> ReportTable::issued(std::string const& text) const
{
    std::vector<app::IssuedReport> out;
    if (!has_tables())
        return out;
    auto const wanted = folded(text);
    auto const q = conn_.prepare(std::string{"SELECT "} + issued_columns + " FROM issued_report ORDER BY issued_at DESC, id DESC");
    while (q->step()) {
        auto report = issued_at_row(*q);
        auto const searched = folded(report.title + '\n' + report.document_number + '\n' + report.period + '\n' + report.issued_by + '\n' + report.hash);
        if (wanted.empty() || searched.find(wanted) != std::string::npos)
            out.push_back(std::move(report));
    }
    return out;
}

app::IssuedReport ReportTable::issued_report(std::string const& uid) const
{
    if (has_tables()) {
        auto const q = conn_.prepare(std::string{"SELECT "} + issued_columns + ", pdf FROM issued_report WHERE uid = $1");
        q->bind(1, uid);
        if (q->step()) {
            auto report = issued_at_row(*q);
            report.pdf = q->bytes(12);
            return report;
        }
    }
    throw Error{Error::Kind::not_found, tr("No issued report is called “{0}”.", uid), {}, tr("List the issued reports first.")};
}

std::vector<app::PeriodLock> ReportTable::locks() const
{
    std::vector<app::PeriodLock> out;
    if (!has_tables())
        return out;
    auto const q = conn_.prepare("SELECT period, locked_by, locked_at FROM period_lock ORDER BY period");
    while (q->step())
        out.push_back({q->text(0), q->text(1), Instant::parse_iso(q->text(2)).value_or(Instant::from_millis(0))});
    return out;
}

std::vector<app::SectionText> ReportTable::texts(std::string const& period, std::string const& template_key) const
{
    std::vector<app::SectionText> out;
    if (!has_tables())
        return out;
    auto const q = conn_.prepare("SELECT section, words FROM report_text WHERE period = $1 AND template = $2 ORDER BY section");
    q->bind(1, period).bind(2, template_key);
    while (q->step())
        out.push_back({period, template_key, q->text(0), q->text(1)});
    return out;
}

std::vector<std::pair<std::string, Json>> ReportTable::templates() const
{
    std::vector<std::pair<std::string, Json>> out;
    if (!has_tables())
        return out;
    auto const q = conn_.prepare("SELECT key, document FROM report_template ORDER BY key");
    while (q->step())
        out.emplace_back(q->text(0), Json::parse(q->view(1)));
    return out;
}

void ReportTable::add(app::IssuedReport const& r)
{
    auto const q = conn_.prepare("INSERT INTO issued_report(uid, period, template, issue, title, document_number, language, issued_at, issued_by, "
                                 "content, audit_head, hash, pdf) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)");
    q->bind(1, r.uid).bind(2, r.period).bind(3, r.template_key).bind(4, std::int64_t{r.issue}).bind(5, r.title).bind(6, r.document_number);
    q->bind(7, std::string{tag_of(r.language)}).bind(8, r.issued_at.iso()).bind(9, r.issued_by).bind(10, r.content.dump());
    q->bind(11, r.audit_head).bind(12, r.hash).bind(13, Bytes{r.pdf});
    q->run();
}

void ReportTable::lock(app::PeriodLock const& lock)
{
    auto const q = conn_.prepare("INSERT INTO period_lock(period, locked_by, locked_at) VALUES ($1,$2,$3) ON CONFLICT(period) DO NOTHING");
    q->bind(1, lock.period).bind(2, lock.locked_by).bind(3, lock.locked_at.iso());
    q->run();
}

void ReportTable::unlock(std::string const& period)
{
    auto const q = conn_.prepare("DELETE FROM period_lock WHERE period = $1");
    q->bind(1, period);
    q->run();
}

void ReportTable::put(app::SectionText const& t)
{
    auto const drop = conn_.prepare("DELETE FROM report_text WHERE period = $1 AND template = $2 AND section = $3");
    drop->bind(1, t.period).bind(2, t.template_key).bind(3, t.section);
    drop->run();
    if (t.text.empty())
        return;
    auto const q = conn_.prepare("INSERT INTO report_text(period, template, section, words) VALUES ($1,$2,$3,$4)");
    q->bind(1, t.period).bind(2, t.template_key).bind(3, t.section).bind(4, t.text);
    q->run();
}

void ReportTable::put_template(std::string const& key, Json const& document)
{
    auto const drop = conn_.prepare("DELETE FROM report_template WHERE key = $1");
    drop->bind(1, key);
    drop->run();
    if (document.is_null())
        return;
    auto const q = conn_.prepare("INSERT INTO report_template(key, document) VALUES ($1,$2)");
    q->bind(1, key).bind(2, document.dump());
    q->run();
}

} // namespace taizhang::store
