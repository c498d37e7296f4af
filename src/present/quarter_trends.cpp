#include "present/quarter_trends.hpp"

#include "present/order_words.hpp"

#include <algorithm>
#include <map>

namespace taizhang::present {

namespace {

constexpr std::size_t quarters_shown = 8;

domain::WorkOrder as_order(domain::Figure const& figure)
{
    domain::WorkOrder order;
    auto& line = order.lines.emplace_back();
    line.class_key = figure.class_key;
    line.activity = figure.activity;
    line.item = figure.item;
    return order;
}

std::string quantity_words(domain::Catalog const& catalog, Translator const& say, domain::Figure const& figure)
{
    domain::OrderLine line;
    line.unit = figure.unit;
    line.planned = figure.sum.quantity;
    line.approximate = figure.sum.approximate;
    line.unknown = !figure.sum.quantity;
    return quantity_of(catalog, say, line);
}

} // namespace

std::vector<Trend> quarter_trends(domain::Catalog const& catalog, Translator const& say,
                                  std::vector<domain::FigureLine> const& lines, Date today, std::size_t most)
{
    std::vector<domain::Period> quarters{*domain::Period::quarter(today.year(), (today.month() + 2) / 3)};
    while (quarters.size() < quarters_shown)
        quarters.push_back(quarters.back().previous()); // the running one first
    std::vector<std::vector<domain::FigureLine>> shares(quarters.size());
    for (auto const& line : lines)
        for (std::size_t q = 0; q < quarters.size() && line.accepted_on; ++q)
            if (quarters[q].holds(*line.accepted_on))
                shares[q].push_back(line);

    struct Row {
        std::vector<std::optional<domain::Figure>> by_quarter;
        std::size_t newest = quarters_shown, place = 0;
    };
    std::map<std::string, Row> rows;
    for (std::size_t q = 0; q < quarters.size(); ++q) {
        auto figures = domain::figures_of(catalog, shares[q], quarters[q]).figures;
        for (std::size_t place = 0; place < figures.size(); ++place) {
            auto& row = rows[figures[place].key];
            if (row.by_quarter.empty())
                row = {std::vector<std::optional<domain::Figure>>(quarters.size()), q, place};
            row.by_quarter[q] = std::move(figures[place]);
        }
    }
    std::vector<Row const*> sorted;
    for (auto const& [key, row] : rows)
        sorted.push_back(&row);
    std::ranges::sort(sorted, {}, [](Row const* row) { return std::pair{row->newest, row->place}; });
    sorted.resize(std::min(sorted.size(), most));

    std::vector<Trend> trends;
    for (auto const* row : sorted) {
        auto const& now = row->by_quarter[0];
        auto const& last = row->by_quarter[1];
        auto& trend = trends.emplace_back();
        trend.what = now ? now->phrase(say.language()) : subject_of(catalog, say, as_order(*row->by_quarter[row->newest]));
        trend.before = last ? say.say("last quarter {0}", quantity_words(catalog, say, *last)) : say.say("none last quarter");
        for (auto const& figure : row->by_quarter)
            trend.quarters.push_back(figure && figure->sum.quantity ? static_cast<double>(figure->sum.quantity->in_thousandths()) / 1000 : 0);
        std::ranges::reverse(trend.quarters);
    }
    return trends;
}

} // namespace taizhang::present
