#include "domain/figure.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace taizhang::domain {
namespace {

void add(FigureSum& sum, FigureLine const& line)
{
    ++sum.lines;
    sum.approximate = sum.approximate || line.approximate;
    if (line.accepted)
        sum.quantity = sum.quantity ? *sum.quantity + *line.accepted : *line.accepted;
    else
        ++sum.unknown_lines;
}

void add(FigureSum& sum, FigureSum const& more)
{
    sum.lines += more.lines;
    sum.unknown_lines += more.unknown_lines;
    sum.approximate = sum.approximate || more.approximate;
    if (more.quantity)
        sum.quantity = sum.quantity ? *sum.quantity + *more.quantity : *more.quantity;
}

DatedSum in_report_unit(Catalog const& catalog, DatedSum part)
{
    auto const* asset_class = catalog.find_class(part.class_key);
    auto const* unit = catalog.find_unit(part.unit);
    if (!asset_class || !unit)
        return part;
    auto const& target = catalog.report_unit(*asset_class, *unit);
    auto const quantity = part.sum.quantity ? converted(*part.sum.quantity, *unit, target) : std::nullopt;
    if (part.sum.quantity && !quantity)
        return part;
    part.sum.quantity = quantity;
    part.unit = target.key;
    return part;
}

/// The line in the unit its class reports in; unconvertible quantities stay as they are, in their own figure.
FigureLine in_report_unit(Catalog const& catalog, FigureLine line)
{
    auto const* asset_class = catalog.find_class(line.class_key);
    auto const* unit = catalog.find_unit(line.unit);
    if (!asset_class || !unit)
        return line;
    auto const& target = catalog.report_unit(*asset_class, *unit);
    if (!line.accepted) {
        line.unit = target.key;
        return line;
    }
    if (auto const quantity = converted(*line.accepted, *unit, target)) {
        line.planned = line.planned ? converted(*line.planned, *unit, target) : std::nullopt;
        line.accepted = quantity;
        line.unit = target.key;
    }
    return line;
}

template <class Line>
std::string key_of(Line const& line)
{
    auto key = line.class_key + '/' + line.activity + '/' + line.item + '/' + line.unit;
    return line.measure == Measure::capacity ? key + "/capacity" : key;
}

/// What a figure has named already: a quarter may have tens of thousands of orders in one figure.
struct Seen {
    std::unordered_set<std::string> places, orders;
};

void add_details(Figure& figure, Seen& seen, FigureLine const& line)
{
    for (auto const& place : line.places)
        if (seen.places.insert(place).second)
            figure.places.push_back(place);
    if (!line.accepted && figure.sum.unknown_lines == 1)
        figure.wording = line.wording;
    else if (!line.accepted && figure.wording != line.wording)
        figure.wording.clear();
    if (line.planned)
        figure.planned = figure.planned ? *figure.planned + *line.planned : *line.planned;
    figure.amount = figure.amount + line.amount;
    if (seen.orders.insert(line.order_uid + line.order_number).second)
        figure.orders.push_back({line.order_uid, line.order_number});
}

Figure empty_figure(FigureLine const& line)
{
    Figure figure;
    figure.key = key_of(line);
    figure.class_key = line.class_key;
    figure.activity = line.activity;
    figure.item = line.item;
    figure.unit = line.unit;
    figure.measure = line.measure;
    return figure;
}

template <class Range>
std::size_t place_of(Range const& range, std::string const& key)
{
    auto const it = std::ranges::find(range, key, [](auto const& entry) -> std::string const& { return entry.key; });
    return static_cast<std::size_t>(it - range.begin());
}

void sort_by_catalogue(Catalog const& catalog, std::vector<Figure>& figures)
{
    auto const rank = [&](Figure const& f) {
        auto const* asset_class = catalog.find_class(f.class_key);
        return std::tuple{asset_class ? place_of(catalog.sections(), asset_class->section) : catalog.sections().size(),
                          place_of(catalog.classes(), f.class_key), place_of(catalog.activities(), f.activity), f.item,
                          f.unit};
    };
    std::ranges::stable_sort(figures, {}, rank);
}

} // namespace

std::optional<double> Rate::percent() const noexcept
{
    if (denominator == 0)
        return std::nullopt;
    return 100.0 * static_cast<double>(numerator) / static_cast<double>(denominator);
}

FigureSet figures_of(Catalog const& catalog, std::vector<FigureLine> const& lines, Period const& period)
{
    FigureSet set;
    std::map<std::string, Figure> figures;
    std::map<std::string, Seen> seen;
    auto const to_date = period.to_date(), before = period.year_before(), previous = period.previous();
    auto sorted = lines;
    std::ranges::stable_sort(sorted, [](FigureLine const& a, FigureLine const& b) {
        auto const day = [](FigureLine const& l) { return l.accepted_on ? l.accepted_on->first_day().days() : 0; };
        return day(a) != day(b) ? day(a) < day(b) : a.order_number < b.order_number;
    });
    for (auto const& raw : sorted) {
        if (!raw.accepted_on)
            continue;
        auto const line = in_report_unit(catalog, raw);
        bool const now = period.holds(*line.accepted_on);
        bool const year = to_date.holds(*line.accepted_on);
        bool const earlier = before.holds(*line.accepted_on);
        if (!now && period.may_hold(*line.accepted_on))
            set.undated.push_back(line);
        bool const last = previous.holds(*line.accepted_on);
        if (!now && !year && !earlier && !last)
            continue;
        auto const key = key_of(line);
        auto& figure = figures.try_emplace(key, empty_figure(line)).first->second;
        if (now) {
            add(figure.sum, line);
            add_details(figure, seen[key], line);
        }
        if (last)
            add(figure.previous, line);
        if (year)
            add(figure.to_date, line);
        if (earlier)
            add(figure.year_before, line);
    }
    for (auto& [key, figure] : figures)
        if (figure.sum.lines > 0) {
            figure.phrase_zh = phrase_of(catalog, figure, Language::zh);
            figure.phrase_en = phrase_of(catalog, figure, Language::en);
            set.figures.push_back(std::move(figure));
        }
    sort_by_catalogue(catalog, set.figures);
    return set;
}

std::vector<std::vector<FigureSum>> sums_over(Catalog const& catalog, std::vector<Figure> const& figures, std::vector<DatedSum> const& sums,
                                              std::vector<Period> const& periods)
{
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < figures.size(); ++i)
        places.emplace(figures[i].key, i);
    std::vector<std::vector<FigureSum>> out(periods.size(), std::vector<FigureSum>(figures.size()));
    for (auto const& raw : sums) {
        auto const part = in_report_unit(catalog, raw);
        auto const it = places.find(key_of(part));
        if (it == places.end())
            continue;
        for (std::size_t p = 0; p < periods.size(); ++p)
            if (periods[p].holds(part.accepted_on))
                add(out[p][it->second], part.sum);
    }
    return out;
}

void compare(Catalog const& catalog, std::vector<Figure>& figures, std::vector<DatedSum> const& sums, Period const& period)
{
    auto const found = sums_over(catalog, figures, sums, {period.to_date(), period.year_before(), period.previous()});
    for (std::size_t i = 0; i < figures.size(); ++i) {
        figures[i].to_date = found[0][i];
        figures[i].year_before = found[1][i];
        figures[i].previous = found[2][i];
    }
}

std::string figure_key(Catalog const& catalog, FigureLine const& line) { return key_of(in_report_unit(catalog, line)); }

std::vector<RoadSum> sums_by_road(Catalog const& catalog, std::vector<FigureLine> const& lines, std::vector<Figure> const& figures)
{
    std::unordered_map<std::string, std::size_t> ranks;
    for (std::size_t i = 0; i < figures.size(); ++i)
        ranks.emplace(figures[i].key, i);
    // two spellings of one road (云新街, 云新街 with a blank) share a key
    std::unordered_map<std::string, std::string> sort_keys;
    std::map<std::pair<std::string, std::size_t>, RoadSum> rows;
    for (auto const& raw : lines) {
        if (raw.road.empty())
            continue;
        auto const line = in_report_unit(catalog, raw);
        auto const rank = ranks.find(key_of(line));
        if (rank == ranks.end())
            continue;
        auto& sorted = sort_keys[line.road];
        if (sorted.empty())
            sorted = sort_key(line.road);
        auto& row = rows.try_emplace({sorted, rank->second}, RoadSum{line.road, rank->first, {}}).first->second;
        add(row.sum, line);
        row.amount = row.amount + line.amount;
    }
    std::vector<RoadSum> out;
    for (auto& [key, row] : rows)
        out.push_back(std::move(row));
    return out;
}

} // namespace taizhang::domain
