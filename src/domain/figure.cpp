#include "domain/figure.hpp"

#include <algorithm>
#include <map>
#include <tuple>

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

std::string key_of(FigureLine const& line)
{
    auto key = line.class_key + '/' + line.activity + '/' + line.item + '/' + line.unit;
    return line.measure == Measure::capacity ? key + "/capacity" : key;
}

void add_details(Figure& figure, FigureLine const& line)
{
    for (auto const& place : line.places)
        if (std::ranges::find(figure.places, place) == figure.places.end())
            figure.places.push_back(place);
    if (!line.accepted && figure.sum.unknown_lines == 1)
        figure.wording = line.wording;
    else if (!line.accepted && figure.wording != line.wording)
        figure.wording.clear();
    if (line.planned)
        figure.planned = figure.planned ? *figure.planned + *line.planned : *line.planned;
    figure.amount = figure.amount + line.amount;
    OrderRef const order{line.order_uid, line.order_number};
    if (std::ranges::find(figure.orders, order) == figure.orders.end())
        figure.orders.push_back(order);
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
    auto const to_date = period.to_date(), before = period.year_before();
    auto sorted = lines;
    std::ranges::stable_sort(sorted, {}, [](FigureLine const& l) {
        return std::tuple{l.accepted_on ? l.accepted_on->first_day().days() : 0, l.order_number};
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
        if (!now && !year && !earlier)
            continue;
        auto& figure = figures.try_emplace(key_of(line), empty_figure(line)).first->second;
        if (now) {
            add(figure.sum, line);
            add_details(figure, line);
        }
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

} // namespace taizhang::domain
