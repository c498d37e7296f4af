#include "present/report_model.hpp"

#include <algorithm>

namespace taizhang::present {

namespace {

std::optional<std::pair<int, int>> years_of(std::vector<domain::FigureLine> const& lines)
{
    std::optional<std::pair<int, int>> years;
    for (auto const& line : lines)
        if (line.accepted_on) {
            auto const year = line.accepted_on->first_day().year();
            years = years ? std::pair{std::min(years->first, year), std::max(years->second, year)} : std::pair{year, year};
        }
    return years;
}

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
        alive_, [](app::Ledger const& ledger) { return ledger.accepted_lines(); },
        [this](std::vector<domain::FigureLine> const& lines) {
            auto const years = years_of(lines);
            periods_ = periods_between(years, bench_.today(), bench_.say());
            if (period_.empty()) { // the quarter of the newest work is the likeliest to be printed
                std::optional<PartialDate> newest;
                for (auto const& line : lines)
                    if (line.accepted_on && line.accepted_on->precision() != PartialDate::Precision::year)
                        newest = newest ? std::max(*newest, *line.accepted_on) : *line.accepted_on;
                auto const day = newest ? newest->first_day() : bench_.today();
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
            made.data = std::make_shared<app::ReportData const>(app::collect_report(ledger, period, now, who));
            made.scene = map::Scene::load(ledger);
            made.document = std::make_shared<report::Document const>(*made.data, ledger.catalog(), ledger.info().language,
                                                                     made.scene);
            return made;
        },
        [this](Made made) {
            collecting_ = false;
            if (std::exchange(stale_, false)) {
                collect();
                return;
            }
            made_ = std::move(made);
            document_ = made_.document;
            figures_.clear();
            for (auto const& figure : made_.data->figures.figures) {
                std::vector<std::string> numbers;
                for (auto const& order : figure.orders)
                    numbers.push_back(domain::short_number(order.number));
                figures_.push_back({figure.phrase(bench_.say().language()), joined(numbers, ", ")});
            }
            changed.publish({});
        });
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
        [path, made = made_](app::Ledger& ledger, Progress const&) {
            report::write_report(*made.data, ledger.catalog(), ledger.info().language, made.scene, true, path);
            return path;
        },
        [this](std::string const& file) {
            bench_.tell({Notice::Tone::done, bench_.say().say("The report was saved: {0}", file), {}, {}});
        });
}

} // namespace taizhang::present
