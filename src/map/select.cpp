#include "map/select.hpp"

#include <algorithm>
#include <iterator>

namespace taizhang::map {
namespace {

template <class Holds, class Touches>
std::vector<Row> collect(Scene const& scene, geo::WorldBox const& box, Holds holds, Touches touches)
{
    std::vector<Row> rows;
    auto const& points = scene.points();
    points.tree.visit(box, [&](auto first, auto last, bool) {
        for (auto i = first; i < last; ++i)
            if (holds(points.at(i)))
                rows.push_back(points.rows[i]);
    });
    auto const& lines = scene.things().outlines;
    lines.tree.visit(box, [&](auto first, auto last, bool) {
        for (auto i = first; i < last; ++i)
            if (box.touches(lines.boxes[i]) && (scene.look(lines.rows[i]) & Look::hidden_bit) == 0) {
                bool reaches = false;
                lines.each_chain(i, [&](auto const* p, auto const* end) { reaches = reaches || touches(p, end); });
                if (reaches)
                    rows.push_back(lines.rows[i]);
            }
    });
    std::ranges::sort(rows);
    rows.erase(std::ranges::unique(rows).begin(), rows.end());
    return rows;
}

} // namespace

std::vector<Row> rows_in(Scene const& scene, geo::WorldBox const& box)
{
    geo::Region const region{{{box.west, box.north}, {box.east, box.north}, {box.east, box.south}, {box.west, box.south}}};
    return collect(
        scene, box, [&](geo::WorldPoint p) { return box.contains(p); },
        [&](auto const* p, auto const* end) { return region.touches(p, end); });
}

std::vector<Row> rows_in(Scene const& scene, geo::Region const& region)
{
    return collect(
        scene, region.box(), [&](geo::WorldPoint p) { return region.holds(p); },
        [&](auto const* p, auto const* end) { return region.touches(p, end); });
}

std::vector<Row> rows_in(Scene const& scene, geo::Corridor const& corridor)
{
    return collect(
        scene, corridor.box(), [&](geo::WorldPoint p) { return corridor.holds(p); },
        [&](auto const* p, auto const* end) { return corridor.touches(p, end); });
}

std::vector<Row> rows_of_road(Scene const& scene, std::string_view road)
{
    std::vector<Row> rows;
    if (road.empty())
        return rows;
    auto const& list = scene.list();
    auto const& roads = list.roads();
    auto const number = static_cast<std::uint32_t>(std::ranges::find(roads, road) - roads.begin());
    for (Row row = 0; row < list.size(); ++row) {
        if ((scene.look(row) & Look::hidden_bit) != 0)
            continue;
        auto const* of = scene.class_of(row);
        if (list.road_number(row) == number || (of && of->key == "road" && list.name(row) == road))
            rows.push_back(row);
    }
    return rows;
}

std::vector<std::vector<geo::Position>> chains_of(Scene const& scene, Row row)
{
    std::vector<std::vector<geo::Position>> chains;
    auto const& things = scene.things();
    auto const add = [&](std::uint32_t place) {
        if (place == Things::nowhere || (place & Things::in_outlines) == 0 || things.outlines.is_area[place & ~Things::in_outlines] != 0)
            return;
        things.outlines.each_chain(place & ~Things::in_outlines, [&](auto const* p, auto const* end) {
            auto& chain = chains.emplace_back();
            for (; p < end; ++p)
                chain.push_back(geo::from_world(*p));
        });
    };
    add(things.places[row]);
    for (auto const& [of, place] : things.more_places)
        if (of == row)
            add(place);
    return chains;
}

std::vector<Row> joined_rows(std::vector<Row> const& chosen, std::vector<Row> const& found, Joining how)
{
    if (how == Joining::replace)
        return found;
    std::vector<Row> rows;
    if (how == Joining::add)
        std::ranges::set_union(chosen, found, std::back_inserter(rows));
    else
        std::ranges::set_difference(chosen, found, std::back_inserter(rows));
    return rows;
}

} // namespace taizhang::map
