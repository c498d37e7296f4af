#include "report/numbers.hpp"

#include <algorithm>
#include <cmath>

namespace taizhang::report {
namespace {

constexpr auto dash = "—";

struct Counted {
    char const* name;
    int app::OrderTotals::*member;
    char const* link;
};
constexpr std::array counted{
    Counted{"orders.received", &app::OrderTotals::received, "received"},
    Counted{"orders.dispatched", &app::OrderTotals::dispatched, "dispatched"},
    Counted{"orders.closed", &app::OrderTotals::closed, "closed"},
    Counted{"orders.backfilled", &app::OrderTotals::backfilled, "backfilled"},
    Counted{"orders.open", &app::OrderTotals::open_at_end, "open"},
    Counted{"orders.overdue", &app::OrderTotals::overdue_at_end, "overdue"},
    Counted{"orders.held", &app::OrderTotals::held_at_end, "held"},
    Counted{"orders.extended", &app::OrderTotals::extended, "extended"},
    Counted{"orders.reopened", &app::OrderTotals::reopened, "reopened"},
    Counted{"orders.cancelled", &app::OrderTotals::cancelled, "cancelled"},
    Counted{"orders.merged", &app::OrderTotals::merged, "merged"},
    Counted{"orders.early", &app::OrderTotals::closed_early, "early"},
};

struct Rated {
    char const* name;
    domain::Rate app::OrderTotals::*member;
    char const* some;
};
constexpr std::array rated{
    Rated{"rate.closing", &app::OrderTotals::closing, "due_closed"},
    Rated{"rate.on_time", &app::OrderTotals::on_time, "due_on_time"},
    Rated{"rate.rework", &app::OrderTotals::rework, "failed"},
};

std::string signed_percent(double now, double before)
{
    if (before == 0)
        return dash;
    auto const change = 100 * (now - before) / before;
    return (change > 0 ? "+" : "") + decimal(change, 1) + '%';
}

} // namespace

std::string date_words(Translator const& say, Date day) { return say.say("{0}-{1}-{2}", day.year(), day.month(), day.day()); }

std::string percent_words(domain::Rate const& rate)
{
    auto const percent = rate.percent();
    return percent ? decimal(*percent, 2) + '%' : dash;
}

Numbers::Numbers(app::ReportData const& data, domain::Catalog const& catalog, Translator const& say) : data_{data}, catalog_{catalog}, say_{say}
{
    for (auto const& figure : data.figures.figures)
        figures_.emplace(figure.key, &figure);
    put_orders();
    put_rest();
}

void Numbers::put(std::string const& name, std::string text, double value, std::string link)
{
    entries_[name] = {{std::move(text), std::move(link), name}, value};
}

/// 环比增长8.3%, 同比持平.
std::string Numbers::in_words(char const* against, double now, double before, bool points) const
{
    std::string const which = std::string{against} == "previous" ? say_.say("against the period before") : say_.say("against the year before");
    if (points) {
        auto const change = now - before;
        if (std::abs(change) < 0.005)
            return say_.say("{0} unchanged", which);
        return change > 0 ? say_.say("{0} up {1} percentage points", which, decimal(change, 2)) : say_.say("{0} down {1} percentage points", which, decimal(-change, 2));
    }
    if (before == 0)
        return say_.say("{0} nothing to compare", which);
    auto const change = 100 * (now - before) / before;
    if (std::abs(change) < 0.05)
        return say_.say("{0} unchanged", which);
    return change > 0 ? say_.say("{0} up {1}%", which, decimal(change, 1)) : say_.say("{0} down {1}%", which, decimal(-change, 1));
}

void Numbers::put_orders()
{
    auto const& now = data_.orders;
    for (auto const& c : counted)
        put(c.name, std::to_string(now.*c.member), now.*c.member, std::string{"orders:"} + c.link);
    put("orders.closed_all", std::to_string(now.closed + now.backfilled), now.closed + now.backfilled, "orders:closed_all");
    put("orders.due", std::to_string(now.closing.denominator), static_cast<double>(now.closing.denominator), "orders:due");
    put("orders.due_closed", std::to_string(now.closing.numerator), static_cast<double>(now.closing.numerator), "orders:due_closed");
    put("orders.due_on_time", std::to_string(now.on_time.numerator), static_cast<double>(now.on_time.numerator), "orders:due_on_time");
    put("orders.checked", std::to_string(now.rework.denominator), static_cast<double>(now.rework.denominator), "orders:checked");
    put("orders.failed", std::to_string(now.rework.numerator), static_cast<double>(now.rework.numerator), "orders:failed");
    for (auto const& r : rated) {
        auto const& rate = now.*r.member;
        put(r.name, percent_words(rate), rate.percent().value_or(0), std::string{"orders:"} + r.some);
    }
    auto const compare = [&](std::string const& name, double value, double previous, double year_before, bool points) {
        put(name + ".against_previous", in_words("previous", value, previous, points), value);
        put(name + ".against_year_before", in_words("year_before", value, year_before, points), value);
    };
    compare("orders.received", now.received, data_.previous.received, data_.year_before.received, false);
    compare("orders.closed", now.closed, data_.previous.closed, data_.year_before.closed, false);
    compare("rate.on_time", now.on_time.percent().value_or(0), data_.previous.on_time.percent().value_or(0),
            data_.year_before.on_time.percent().value_or(0), true);
}

void Numbers::put_rest()
{
    auto const& period = data_.period;
    put("county", data_.info.county.empty() ? data_.info.bureau : data_.info.county, 1);
    put("bureau", data_.info.bureau, 1);
    put("period", say_(period.label()), 1);
    put("year", std::to_string(period.start().year()), 1);
    put("first_year", std::to_string(period.start().year()), 1);
    put("last_year", std::to_string(period.end().plus_days(-1).year()), 1);
    for (auto const* words : {"county", "bureau", "period", "year", "first_year", "last_year"})
        entries_[words].span.name.clear(); // words, no numbers
    auto const kinds = data_.figures.figures.size();
    put("figures.kinds", std::to_string(kinds), static_cast<double>(kinds));
    std::map<std::string, int> roads;
    for (auto const& row : data_.by_road)
        ++roads[row.road];
    put("figures.roads", std::to_string(roads.size()), static_cast<double>(roads.size()));
    put("investment", money(data_.investment()), static_cast<double>(data_.investment().in_fen()));
    auto material = domain::Money::fen(0);
    for (auto const& use : data_.materials)
        material = material + use.amount;
    put("materials.kinds", std::to_string(data_.materials.size()), static_cast<double>(data_.materials.size()));
    put("materials.cost", material.in_fen() ? money(material) : "0", static_cast<double>(material.in_fen()));
    auto const old = data_.orders.backlog[4] + data_.orders.backlog[5];
    put("backlog.over_30", std::to_string(old), old, "orders:over_30");
    std::int64_t repeated = 0, most = 0;
    for (auto const& place : data_.worked)
        if (place.orders >= 2) {
            ++repeated;
            most = std::max(most, place.orders);
        }
    put("repeats.places", std::to_string(repeated), static_cast<double>(repeated));
    put("repeats.most", std::to_string(most), static_cast<double>(most));
    put("gaps.without_quantity", std::to_string(data_.gaps.without_quantity.size()), static_cast<double>(data_.gaps.without_quantity.size()));
    put("gaps.without_cost", std::to_string(data_.gaps.without_cost.size()), static_cast<double>(data_.gaps.without_cost.size()));
    put("gaps.undated", std::to_string(data_.figures.undated.size()), static_cast<double>(data_.figures.undated.size()));
    put("gaps.not_checked", std::to_string(data_.gaps.not_reported_done.size()), static_cast<double>(data_.gaps.not_reported_done.size()));
    put("corrections.count", std::to_string(data_.corrections.size()), static_cast<double>(data_.corrections.size()));
    put("communities", "0", 0);
}

Span Numbers::span(std::string const& name) const
{
    if (name.starts_with("figure:")) {
        auto const it = figures_.find(name.substr(7));
        return {it == figures_.end() ? dash : with_unit(it->second->sum, it->second->unit), name, name};
    }
    if (name.starts_with("road:")) {
        auto const key = name.substr(5);
        for (auto const& row : data_.by_road)
            if (key == row.road + '|' + row.figure_key) {
                auto const it = figures_.find(row.figure_key);
                return {with_unit(row.sum, it == figures_.end() ? std::string{} : it->second->unit), name, name};
            }
        return {dash, {}, name};
    }
    auto const it = entries_.find(name);
    return it == entries_.end() ? Span{dash, {}, {}} : it->second.span;
}

bool Numbers::is_something(std::string const& name) const
{
    auto const it = entries_.find(name);
    return it != entries_.end() && it->second.value != 0;
}

Numbers::Indicator Numbers::indicator(std::string const& name) const
{
    auto const shown = span(name);
    Indicator row{shown.text, {}, dash, dash, dash, dash, shown.link, {}};
    auto const& before = data_.previous;
    auto const& year = data_.year_before;
    for (auto const& c : counted)
        if (name == c.name) {
            row.number = data_.orders.*c.member;
            row.previous = std::to_string(before.*c.member);
            row.year_before = std::to_string(year.*c.member);
            row.against_previous = signed_percent(*row.number, before.*c.member);
            row.against_year_before = signed_percent(*row.number, year.*c.member);
        }
    if (name == "orders.due") {
        row.number = static_cast<double>(data_.orders.closing.denominator);
        row.previous = std::to_string(before.closing.denominator);
        row.year_before = std::to_string(year.closing.denominator);
        row.against_previous = signed_percent(*row.number, static_cast<double>(before.closing.denominator));
        row.against_year_before = signed_percent(*row.number, static_cast<double>(year.closing.denominator));
    }
    for (auto const& r : rated)
        if (name == r.name) {
            auto const& rate = data_.orders.*r.member;
            row.fraction = std::to_string(rate.numerator) + '/' + std::to_string(rate.denominator);
            row.previous = percent_words(before.*r.member);
            row.year_before = percent_words(year.*r.member);
            auto const points = [&](domain::Rate const& earlier) {
                auto const now = rate.percent(), then = earlier.percent();
                return now && then ? (*now > *then ? "+" : "") + say_.say("{0} points", decimal(*now - *then, 2)) : std::string{dash};
            };
            row.against_previous = points(before.*r.member);
            row.against_year_before = points(year.*r.member);
        }
    return row;
}

std::string Numbers::quantity(domain::FigureSum const& sum) const
{
    if (sum.lines == 0)
        return dash;
    if (!sum.quantity)
        return say_.say("not stated");
    return sum.approximate ? say_.say("about {0}", sum.quantity->text()) : sum.quantity->text();
}

std::string Numbers::unit(std::string const& key) const
{
    auto const* known = catalog_.find_unit(key);
    return known ? known->name.in(say_.language()) : key;
}

std::string Numbers::with_unit(domain::FigureSum const& sum, std::string const& unit_key) const
{
    auto words = quantity(sum);
    if (!sum.quantity || sum.lines == 0)
        return words;
    return words + (say_.language() == Language::zh ? "" : " ") + unit(unit_key);
}

std::string Numbers::change(domain::FigureSum const& now, domain::FigureSum const& before) const
{
    if (!now.quantity || !before.quantity)
        return dash;
    return signed_percent(now.quantity->value(), before.quantity->value());
}

std::string Numbers::money(domain::Money amount) const { return amount.in_fen() ? decimal(static_cast<double>(amount.in_fen()) / 1e6, 4) : dash; }

} // namespace taizhang::report
