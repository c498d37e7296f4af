#include "present/report_model.hpp"

#include <algorithm>

namespace taizhang::present {

namespace {

std::vector<Choice> periods_between(std::optional<std::pair<int, int>> years, Date today, Translator const& say)
{
    auto const first = years ? std::min(years->first, today.year()) : today.year();
    auto const last = years ? std::max(years->second, today.year()) : today.year();
    std::vector<Choice> choices;
    auto const offer = [&](std::optional<domain::Period> const& period) {
        if (period && period->start() <= today)
            choices.push_back({period->key(), say(period->label())});
    };
    for (int year = last; year >= first; --year)
        for (int quarter = 4; quarter >= 1; --quarter)
            offer(domain::Period::quarter(year, quarter));
    for (int year = last; year >= first; --year)
        offer(domain::Period::year(year));
    if (years && years->first < years->second)
        offer(domain::Period::span(years->first, years->second));
    return choices;
}

} // namespace

ReportModel::ReportModel(Workbench& bench)
    : bench_{bench}, on_ledger_{bench.ledger_changed.subscribe([this](auto const&) {
          period_.clear();
          load_periods();
      })},
      on_records_{bench.records_changed.subscribe([this](RecordsChanged const& what) {
          if (what.orders || what.assets)
              load_periods();
      })}
{}

void ReportModel::wake()
{
    if (awake_)
        return;
    awake_ = true;
    load_periods();
}

void ReportModel::load_periods()
{
    if (!awake_)
        return;
    document_.reset();
    figures_.clear();
    if (!bench_.is_open()) {
        periods_.clear();
        changed.publish({});
        return;
    }
    bench_.ask(
        alive_, [](app::Ledger const& ledger) { return ledger.reports().first_and_last(); },
        [this](std::optional<std::pair<PartialDate, PartialDate>> const& dates) {
            auto const year_of = [](PartialDate const& date) { return date.first_day().year(); };
            periods_ = periods_between(dates ? std::optional{std::pair{year_of(dates->first), year_of(dates->second)}} : std::nullopt, bench_.today(),
                                       bench_.say());
            if (period_.empty()) { // the quarter of the newest work is the likeliest to be printed
                auto const day = dates && dates->second.precision() != PartialDate::Precision::year ? dates->second.first_day() : bench_.today();
                period_ = domain::Period::quarter(day.year(), (day.month() + 2) / 3)->key();
            }
            collect();
        });
}

void ReportModel::choose(std::string period_key)
{
    period_ = std::move(period_key);
    collect();
}

void ReportModel::collect()
{
    if (collecting_) {
        stale_ = true;
        return;
    }
    collecting_ = true;
    document_.reset();
    changed.publish({});
    auto const period = domain::Period::parse(period_);
    bench_.ask(
        alive_,
        [period = *period, now = bench_.now(), who = bench_.who()](app::Ledger const& ledger) {
            Made made;
            made.report = std::make_shared<report::Report const>(report::make_report(ledger, period, now, who, ledger.info().language));
            made.document = std::make_shared<report::Document const>(made.report->content);
            made.gaps = app::gaps_of(ledger, period, now);
            made.archive = ledger.reports().issued();
            return made;
        },
        [this](Made made) {
            collecting_ = false;
            if (std::exchange(stale_, false)) {
                collect();
                return;
            }
            take(std::move(made));
        });
}

void ReportModel::take(Made made)
{
    constexpr std::size_t most_named = 20;
    made_ = std::move(made);
    document_ = made_.document;
    gaps_ = std::move(made_.gaps);
    archive_ = std::move(made_.archive);
    source_ = {};
    figures_.clear();
    for (auto const& figure : made_.report->data.figures.figures) {
        std::vector<std::string> numbers;
        for (auto const& order : figure.orders)
            if (numbers.size() < most_named)
                numbers.push_back(domain::short_number(order.number));
        figures_.push_back({figure.phrase(bench_.say().language()), joined(numbers, ", ") + (figure.orders.size() > most_named ? " …" : ""),
                            "figure:" + figure.key});
    }
    changed.publish({});
    source_changed.publish({});
}

std::string ReportModel::proposed_file(std::string const& ending) const
{
    return (document_ ? document_->title() : period_) + '.' + ending;
}

void ReportModel::save(std::string const& path)
{
    if (!document_)
        return;
    bench_.run_job(
        alive_, tr("Writing {0}", path), {},
        [path, made = made_](app::Ledger&, Progress const&) {
            report::write_report(*made.report, true, path);
            return path;
        },
        [this](std::string const& file) {
            bench_.tell({Notice::Tone::done, bench_.say().say("The report was saved: {0}", file), {}, {}});
        });
}

} // namespace taizhang::present
