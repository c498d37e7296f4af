#include "present/report_model.hpp"

#include "base/platform.hpp"
#include "report/compose.hpp"

namespace taizhang::present {

void ReportModel::open(std::string const& link, std::string const& words)
{
    if (!made_.report || link.empty())
        return;
    if (link.starts_with("asset:")) {
        bench_.select_assets({link.substr(6)});
        return;
    }
    bench_.ask(
        alive_, [report = made_.report, link](app::Ledger const& ledger) { return app::orders_behind(ledger, report->data, link); },
        [this, words](std::vector<domain::OrderRef> orders) {
            source_ = {words, std::move(orders)};
            if (source_.orders.size() == 1)
                bench_.select_order(source_.orders.front().uid);
            source_changed.publish({});
        });
}

void ReportModel::open_gap(std::size_t row)
{
    if (row >= gaps_.size())
        return;
    source_ = {bench_.say()(gaps_[row].words), gaps_[row].orders};
    source_changed.publish({});
}

std::vector<ReportModel::SectionWords> ReportModel::sections() const
{
    std::vector<SectionWords> all;
    if (!made_.report)
        return all;
    std::string heading;
    for (auto const& block : made_.report->content.blocks) {
        if (auto const* h = std::get_if<report::Heading>(&block))
            heading = h->text;
        if (auto const* p = std::get_if<report::Paragraph>(&block); p && !p->section.empty()) {
            all.push_back({p->section, heading.empty() ? bench_.say().say("Opening") : heading, report::words_for_editing(p->spans)});
            heading.clear();
        }
    }
    return all;
}

void ReportModel::save_words(std::string const& section, std::string const& words, std::function<void(Notice)> failed)
{
    if (!made_.report)
        return;
    bench_.run_job(
        alive_, tr("Saving the words"), {},
        [report = made_.report, section, words, who = bench_.who()](app::Ledger& ledger, Progress const&) {
            report::save_section(ledger, *report, section, words, who);
            return true;
        },
        [this](bool) { collect(); }, [this, failed = std::move(failed)](std::exception_ptr error) { failed(notice_of(error, bench_.say())); });
}

void ReportModel::issue(std::string const& document_number)
{
    auto const period = domain::Period::parse(period_);
    if (!period || !made_.report)
        return;
    bench_.run_job(
        alive_, tr("Issuing the report"), {},
        [period = *period, now = bench_.now(), who = bench_.who(), document_number](app::Ledger& ledger, Progress const&) {
            return report::issue_report(ledger, period, now, who, ledger.info().language, document_number);
        },
        [this](app::IssuedReport const& issued) {
            bench_.tell({Notice::Tone::done, bench_.say().say("Issued: {0}, issue {1}", issued.title, issued.issue), {}, {}});
            collect();
        });
}

void ReportModel::lock(bool locked)
{
    auto const period = domain::Period::parse(period_);
    if (!period)
        return;
    bench_.run_job(
        alive_, locked ? tr("Locking the period") : tr("Opening the period"), {},
        [period = *period, now = bench_.now(), who = bench_.who(), locked](app::Ledger& ledger, Progress const&) {
            locked ? report::lock_period(ledger, period, now, who) : report::unlock_period(ledger, period, who);
            return true;
        },
        [this, locked](bool) {
            auto const& say = bench_.say();
            bench_.tell({Notice::Tone::done, locked ? say.say("{0} is locked.", period_) : say.say("{0} is open again.", period_), {}, {}});
            collect();
        });
}

void ReportModel::export_issued(std::string const& uid, std::string const& path)
{
    bench_.run_job(
        alive_, tr("Writing {0}", path), {},
        [uid, path](app::Ledger& ledger, Progress const&) {
            platform::write_file_atomically(path, ledger.reports().issued_report(uid).pdf);
            return path;
        },
        [this](std::string const& file) { bench_.tell({Notice::Tone::done, bench_.say().say("The report was saved: {0}", file), {}, {}}); });
}

std::string ReportModel::words_of(app::IssuedReport const& r) const
{
    auto const& say = bench_.say();
    auto const when = r.issued_at.local_minutes(bench_.is_open() ? bench_.info().utc_offset_minutes : 0);
    return say.say("{0}, issue {1}, {2}, {3}", r.period, r.issue, when, r.issued_by) + (r.document_number.empty() ? "" : " · " + r.document_number);
}

} // namespace taizhang::present
