#include "app/request_figures.hpp"

#include "app/requests.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace taizhang::app {
namespace {

/// Nearest rank. @pre hours sorted
double rank_of(std::vector<double> const& hours, double share)
{
    if (hours.empty())
        return -1;
    auto const rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(hours.size())));
    return hours[std::max<std::size_t>(rank, 1) - 1];
}

std::string rate(std::int64_t part, std::int64_t of)
{
    auto const counts = std::to_string(part) + "/" + std::to_string(of);
    return of == 0 ? "— (" + counts + ")" : decimal(100.0 * static_cast<double>(part) / static_cast<double>(of), 2) + " % (" + counts + ")";
}

} // namespace

RequestFigures request_figures(Ledger const& ledger, Date from, Date before, Instant now)
{
    auto const offset = ledger.info().utc_offset_minutes;
    auto const begin = Instant::start_of(from, offset), end = Instant::start_of(before, offset);
    auto const in_period = [&](std::optional<Instant> const& at) { return at && *at >= begin && *at < end; };
    auto const by_end = [&](std::optional<Instant> const& at) { return at && *at < end; };
    RequestFigures f{from, before};
    std::vector<double> hours;
    std::map<std::string, std::int64_t> sources;
    RequestQuery query;
    query.received_before = end;
    ledger.requests().each(query, [&](domain::Request const& r) {
        bool const received = in_period(r.received_at), merged = r.state == domain::RequestState::merged;
        f.received += received;
        if (received)
            ++sources[r.source];
        if (merged) {
            f.merged += received;
            return;
        }
        f.received_and_settled += received && by_end(r.closed_at);
        f.settled += in_period(r.closed_at);
        f.open_at_end += !by_end(r.answered_at);
        if (in_period(r.answered_at)) {
            ++f.answered;
            f.came_back += r.redone > 0;
            hours.push_back(static_cast<double>(r.answered_at->millis() - r.received_at.millis()) / 3'600'000);
        }
        // what is due later today is not due yet
        if (in_period(r.deadline) && (*r.deadline <= now || by_end(r.answered_at))) {
            ++f.due;
            f.due_answered += by_end(r.answered_at);
            f.due_in_time += by_end(r.answered_at) && *r.answered_at <= *r.deadline;
        }
        if (in_period(r.closed_at) && (r.satisfaction == domain::Satisfaction::satisfied || r.satisfaction == domain::Satisfaction::dissatisfied)) {
            ++f.asked;
            f.satisfied += r.satisfaction == domain::Satisfaction::satisfied;
        }
    });
    std::ranges::sort(hours);
    f.median_hours = rank_of(hours, 0.5);
    f.p90_hours = rank_of(hours, 0.9);
    f.by_source.assign(sources.begin(), sources.end());
    std::ranges::stable_sort(f.by_source, std::greater<>{}, &std::pair<std::string, std::int64_t>::second);
    return f;
}

Json to_json(RequestFigures const& f)
{
    auto const ratio = [](std::int64_t part, std::int64_t of) { return Json::object({{"numerator", part}, {"denominator", of}}); };
    auto sources = Json::array();
    for (auto const& [source, n] : f.by_source)
        sources.push(Json::object({{"source", source}, {"received", n}}));
    return Json::object({{"from", f.from.iso()}, {"before", f.before.iso()}, {"received", f.received}, {"merged", f.merged},
                         {"answered", f.answered}, {"settled", f.settled}, {"received_and_settled", f.received_and_settled},
                         {"open_at_end", f.open_at_end}, {"answer_rate", ratio(f.due_answered, f.due)},
                         {"in_time_rate", ratio(f.due_in_time, f.due)}, {"satisfaction_rate", ratio(f.satisfied, f.asked)},
                         {"came_back_rate", ratio(f.came_back, f.answered)},
                         {"median_hours", f.median_hours < 0 ? Json{} : Json{f.median_hours}},
                         {"p90_hours", f.p90_hours < 0 ? Json{} : Json{f.p90_hours}}, {"sources", std::move(sources)}});
}

std::vector<std::pair<std::string, std::string>> figure_rows(RequestFigures const& f, Translator const& say)
{
    auto const hours = [](double h) { return h < 0 ? std::string{"—"} : decimal(h, 1); };
    std::vector<std::pair<std::string, std::string>> rows{
        {say.say("received"), std::to_string(f.received)},
        {say.say("joined with another"), std::to_string(f.merged)},
        {say.say("answered in the period"), std::to_string(f.answered)},
        {say.say("settled in the period"), std::to_string(f.settled)},
        {say.say("received and settled"), rate(f.received_and_settled, f.received - f.merged)},
        {say.say("without an answer at the end"), std::to_string(f.open_at_end)},
        {say.say("answered of those due"), rate(f.due_answered, f.due)},
        {say.say("answered in time of those due"), rate(f.due_in_time, f.due)},
        {say.say("satisfied of those reached"), rate(f.satisfied, f.asked)},
        {say.say("came back of those answered"), rate(f.came_back, f.answered)},
        {say.say("hours until the answer, median (90 %)"), hours(f.median_hours) + " (" + hours(f.p90_hours) + ")"}};
    for (auto const& [source, n] : f.by_source)
        rows.emplace_back(say.say("received by way of {0}", source), std::to_string(n));
    return rows;
}

} // namespace taizhang::app
