#include "report/sketch.hpp"

#include <algorithm>

namespace taizhang::report {
namespace {

constexpr std::size_t most_numbers = 30;
constexpr double least_degrees = 0.003; // some 300 m: enough around one lamp to find it by

geo::Box box_of(std::vector<SketchedPlace> const& places)
{
    geo::Box box{180, 90, -180, -90};
    for (auto const& p : places) {
        box.west = std::min(box.west, p.at.lon_degrees());
        box.east = std::max(box.east, p.at.lon_degrees());
        box.south = std::min(box.south, p.at.lat_degrees());
        box.north = std::max(box.north, p.at.lat_degrees());
    }
    auto const widen = [](double& low, double& high, double least) {
        auto const more = std::max((high - low) * 0.12, (least - (high - low)) / 2);
        low -= std::max(more, 0.0);
        high += std::max(more, 0.0);
    };
    widen(box.west, box.east, least_degrees);
    widen(box.south, box.north, least_degrees / 2);
    return box;
}

} // namespace

std::vector<SketchedPlace> sketched_places(app::SlipOrder const& slip)
{
    std::vector<SketchedPlace> places;
    for (auto const& a : slip.assets)
        if (a.row.position)
            places.push_back({*a.row.position, a.row.uid});
    if (!places.empty())
        return places;
    if (auto const at = slip.order.shape ? geo::label_point(*slip.order.shape) : std::nullopt)
        return {{*at, {}}};
    for (auto const& r : slip.requests)
        if (r.position)
            return {{*r.position, {}}};
    return {};
}

void draw_sketch(draw::Canvas& c, map::Scene const* scene, std::vector<SketchedPlace> const& places, Language language, double x, double y,
                 double w, double h)
{
    auto const view = geo::Viewport::showing(box_of(places), w, h);
    c.save();
    c.translate(x, y);
    c.clip(0, 0, w, h);
    if (scene) {
        map::Style style;
        style.paper = true;
        style.language = language;
        map::draw_scene(c, *scene, view, style);
    }
    constexpr draw::Color red{0.706, 0.137, 0.094}, white{1, 1, 1};
    auto const font = draw::sans(7.5, true);
    for (std::size_t i = places.size(); i-- > 0;) { // the first on top
        auto const at = view.to_screen(geo::to_mercator(places[i].at));
        bool const numbered = places.size() > 1 && places.size() <= most_numbers;
        bool const many = places.size() > most_numbers;
        c.circle({at.x, at.y}, numbered ? 6.5 : many ? 2.2 : 5, red, white, many ? 0.2 : 0.8);
        if (numbered) {
            auto const words = std::to_string(i + 1);
            auto const size = c.measure(words, font);
            c.text(at.x, at.y - size.height / 2, words, font, white, 0, draw::Align::centre);
        }
    }
    c.restore();
}

} // namespace taizhang::report
