#include "report/figures.hpp"

#include "geo/viewport.hpp"
#include "report/fonts.hpp"

#include <algorithm>
#include <cmath>

namespace taizhang::report {
namespace {

constexpr draw::Color first_series{0.102, 0.4, 0.722}, second_series{0.788, 0.416, 0}, grid{0.8, 0.8, 0.8};
constexpr double chart_height = 190, bar_height = 15, map_height = 300;

/// 1, 2 or 5 times a power of ten, at least `least`.
double rounded_up(double least)
{
    auto const power = std::pow(10, std::floor(std::log10(least)));
    for (auto const step : {1.0, 2.0, 5.0, 10.0})
        if (step * power >= least)
            return step * power;
    return 10 * power;
}

void caption(Flow& flow, std::string const& words) { flow.text(words, {draw::sans(9.5, true), 18, black, Align::centre, 0, 0, false, 0}); }

class Plot {
public:
    Plot(Flow& flow, Sheet& sheet) : flow_{flow}, sheet_{sheet} {}
    double write(double x, double y, std::string const& words, draw::Font const& font, Align align, draw::Color colour = black)
    {
        auto const line = flow_.type().line(words, font);
        auto const left = align == Align::left ? x : align == Align::right ? x - line.width() : x - line.width() / 2;
        sheet_.marks.push_back(TextMark{line, left, y, colour});
        return line.width();
    }
    Sheet& sheet() { return sheet_; }

private:
    Flow& flow_;
    Sheet& sheet_;
};

void draw_trend(Flow& flow, Chart const& chart)
{
    flow.picture(chart_height, [&](Sheet& sheet, double top, double width) {
        Plot plot{flow, sheet};
        constexpr int lines = 5;
        double most = 1;
        for (auto const& series : chart.series)
            for (auto const value : series.values)
                most = std::max(most, value);
        auto const step = std::max(1.0, rounded_up(most / (lines - 1)));
        auto const full = step * (lines - 1);
        double const left = 34, right = width - 64, bottom = top + chart_height - 22, high = chart_height - 46;
        for (int i = 0; i < lines; ++i) {
            auto const y = bottom - high * i / (lines - 1);
            sheet.marks.push_back(LineMark{{{left, y}, {right, y}}, grid, 0.5});
            plot.write(left - 4, y + 3, decimal(step * i, 0), note_font(), Align::right, second);
        }
        plot.write(left, top + 12, chart.unit, note_font(), Align::left, second);
        auto const n = chart.labels.size();
        auto const x_of = [&](std::size_t i) { return left + (right - left) * (static_cast<double>(i) + 0.5) / static_cast<double>(n); };
        for (std::size_t i = 0; i < n; ++i)
            plot.write(x_of(i), bottom + 13, chart.labels[i], note_font(), Align::centre, second);
        std::vector<double> ends;
        for (std::size_t s = 0; s < chart.series.size(); ++s) {
            auto const& series = chart.series[s];
            auto const colour = s == 0 ? first_series : second_series;
            std::vector<draw::Point> points;
            for (std::size_t i = 0; i < n; ++i)
                points.push_back({x_of(i), bottom - high * series.values[i] / full});
            sheet.marks.push_back(LineMark{points, colour, 1.5, s == 0 ? std::vector<double>{} : std::vector<double>{4, 2}});
            for (std::size_t i = 0; i < n; ++i) {
                sheet.marks.push_back(DotMark{points[i], 2, colour, colour});
                // the first series is labelled above, the second below its points
                bool const above = chart.series.size() < 2 || series.values[i] >= chart.series[1 - s].values[i] || points[i].y + 14 > bottom;
                if (s == 0 || series.values[i] != chart.series[0].values[i])
                    plot.write(points[i].x, points[i].y + (above ? -5 : 11), series.words[i], note_font(), Align::centre);
            }
            auto y = points.back().y + 3;
            for (auto const other : ends)
                if (std::abs(other - y) < 10)
                    y = other + (y >= other ? 10 : -10);
            ends.push_back(y);
            plot.write(points.back().x + 14, y, series.name, note_font(), Align::left);
        }
    });
}

void draw_bars(Flow& flow, Chart const& chart)
{
    auto const& series = chart.series.front();
    auto const n = chart.labels.size();
    auto const height = static_cast<double>(n) * bar_height + 8;
    flow.picture(height, [&](Sheet& sheet, double top, double width) {
        Plot plot{flow, sheet};
        double name = 60, most = 1;
        for (std::size_t i = 0; i < n; ++i) {
            name = std::max(name, std::min(170.0, flow.type().width_of(chart.labels[i], note_font())));
            most = std::max(most, series.values[i]);
        }
        auto const left = name + 8, room = width - left - 40;
        for (std::size_t i = 0; i < n; ++i) {
            auto const y = top + static_cast<double>(i) * bar_height + 4;
            auto const shown = flow.type().lines(chart.labels[i], {note_font(), name, 0, 0, false, 1}).front();
            sheet.marks.push_back(TextMark{shown, name - shown.width(), y + 9, black});
            auto const length = std::max(0.5, room * series.values[i] / most);
            sheet.marks.push_back(RectMark{left, y, length, bar_height - 4, first_series});
            plot.write(left + length + 4, y + 9, series.words[i], note_font(), Align::left);
            if (i < series.links.size())
                sheet.areas.push_back({0, y - 2, left + length + 30, bar_height, series.links[i], chart.labels[i] + ' ' + series.words[i]});
        }
        sheet.marks.push_back(LineMark{{{left, top}, {left, top + height - 4}}, rule, 0.5});
    });
}

geo::Box box_of(MapFigure const& map)
{
    auto const first = map.dots.front().at;
    geo::Box box{first.lon_degrees(), first.lat_degrees(), first.lon_degrees(), first.lat_degrees()};
    for (auto const& dot : map.dots) {
        box.west = std::min(box.west, dot.at.lon_degrees());
        box.east = std::max(box.east, dot.at.lon_degrees());
        box.south = std::min(box.south, dot.at.lat_degrees());
        box.north = std::max(box.north, dot.at.lat_degrees());
    }
    constexpr double metres_a_degree = 111'000;
    auto const margin = std::max({(box.east - box.west) * 0.06, (box.north - box.south) * 0.06, 0.001, map.around_metres / metres_a_degree});
    return {box.west - margin, box.south - margin, box.east + margin, box.north + margin};
}

} // namespace

void put_chart(Flow& flow, Chart const& chart)
{
    auto const height = chart.kind == Chart::Kind::trend ? chart_height : static_cast<double>(chart.labels.size()) * bar_height + 8;
    flow.keep_together(height + 30);
    flow.gap(6);
    chart.kind == Chart::Kind::trend ? draw_trend(flow, chart) : draw_bars(flow, chart);
    caption(flow, chart.title);
}

void put_map(Flow& flow, MapFigure const& map)
{
    flow.keep_together(map_height + 50);
    flow.gap(6);
    std::vector<std::pair<std::string, std::size_t>> classes; // in the order they are met: most orders first
    flow.picture(map_height, [&](Sheet& sheet, double top, double width) {
        auto const view = geo::Viewport::showing(box_of(map), width, map_height);
        if (map.scene)
            sheet.marks.push_back(PictureMark{0, top, width, map_height, [scene = map.scene, view, language = map.language](draw::Canvas& c, double, double) {
                                                  map::Style style;
                                                  style.paper = true;
                                                  style.language = language;
                                                  map::draw_scene(c, *scene, view, style);
                                              }});
        for (auto const& dot : map.dots) {
            auto const at = view.to_screen(geo::to_mercator(dot.at));
            if (at.x < 3 || at.y < 3 || at.x > width - 3 || at.y > map_height - 3)
                continue;
            auto const* known = map.catalog ? map.catalog->find_class(dot.class_key) : nullptr;
            auto const colour = known ? draw::Color::hex(known->symbol.light) : first_series;
            auto const radius = std::min(6.0, 2.2 + 0.7 * static_cast<double>(dot.orders - 1));
            sheet.marks.push_back(DotMark{{at.x, top + at.y}, radius, colour, black});
            sheet.areas.push_back({at.x - 4, top + at.y - 4, 8, 8, dot.link, known ? known->name.in(map.language) : dot.class_key});
            auto const it = std::ranges::find(classes, dot.class_key, &std::pair<std::string, std::size_t>::first);
            if (it == classes.end())
                classes.emplace_back(dot.class_key, 1);
            else
                ++it->second;
        }
        for (auto const& [a, b] : {std::pair{draw::Point{0, top}, draw::Point{width, top}}, {draw::Point{width, top}, draw::Point{width, top + map_height}},
                                   {draw::Point{width, top + map_height}, draw::Point{0, top + map_height}}, {draw::Point{0, top + map_height}, draw::Point{0, top}}})
            sheet.marks.push_back(LineMark{{a, b}, rule, 0.5});
    });
    // the legend below: a dot, the class and how many facilities
    constexpr double legend = 16;
    flow.picture(legend, [&](Sheet& sheet, double top, double width) {
        Plot plot{flow, sheet};
        double x = 4;
        for (auto const& [key, n] : classes) {
            auto const* known = map.catalog ? map.catalog->find_class(key) : nullptr;
            auto const words = (known ? known->name.in(map.language) : key) + ' ' + std::to_string(n);
            if (x + 14 + flow.type().width_of(words, note_font()) > width)
                break;
            sheet.marks.push_back(DotMark{{x + 3, top + 9}, 2.6, known ? draw::Color::hex(known->symbol.light) : first_series, black});
            x += 10;
            x += plot.write(x, top + 12, words, note_font(), Align::left) + 14;
        }
    });
    caption(flow, map.title);
}

} // namespace taizhang::report
