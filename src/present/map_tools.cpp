// MapModel's tools: choosing by rectangle, polygon, road and distance; measuring; sums of what is chosen.
#include "geo/measure.hpp"
#include "present/map_model.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace taizhang::present {

namespace {

constexpr std::size_t corners_of_area = 3, corners_of_line = 2;

geo::WorldPoint world_of(geo::MapPoint p) { return geo::to_world(geo::from_mercator(p)); }

/// 1234.5 m as 1.2345 km; short ones to the centimetre.
std::string length_words(geo::Length length, Translator const& say)
{
    auto const m = length.in_metres();
    return m >= 1000 ? say(tr("{0} km", decimal(m / 1000, 3))) : say(tr("{0} m", decimal(m, m < 100 ? 2 : 1)));
}

std::string area_words(double m2, Translator const& say)
{
    return m2 >= 1e6 ? say(tr("{0} km²", decimal(m2 / 1e6, 3))) : say(tr("{0} m²", decimal(m2, m2 < 1000 ? 1 : 0)));
}

} // namespace

void MapModel::choose(MapTool tool)
{
    tool_ = tool;
    corners_.clear();
    pointer_.reset();
    done_ = false;
    edit_.end();
    if (tool == MapTool::edit)
        begin_edit();
    changed.publish({});
}

void MapModel::begin_edit()
{
    edit_.end();
    if (bench_.selected_assets().size() == 1 && !bench_.info().read_only)
        edit_.begin(bench_.selected_assets().front(), [this] { changed.publish({}); });
}

bool MapModel::grab(geo::ScreenPoint at)
{
    holding_ = tool_ == MapTool::edit && edit_.is_active() && edit_.grab(view_, at);
    return holding_;
}

void MapModel::drop()
{
    holding_ = false;
    edit_.drop([this] { changed.publish({}); });
    changed.publish({});
}

void MapModel::remove_corner(geo::ScreenPoint at)
{
    if (tool_ == MapTool::edit && edit_.is_active())
        (void)edit_.remove_corner(view_, at, [this] { changed.publish({}); });
}

void MapModel::press(geo::ScreenPoint at)
{
    corners_ = {view_.to_map(at)};
    pointer_ = corners_.front();
    done_ = false;
}

void MapModel::move(geo::ScreenPoint at)
{
    if (holding_ && scene_) {
        edit_.drag(view_, at, *scene_);
        changed.publish({});
        return;
    }
    if (corners_.empty() || done_)
        return;
    pointer_ = view_.to_map(at);
    changed.publish({});
}

void MapModel::release(geo::ScreenPoint at, map::Joining how)
{
    if (corners_.empty() || !scene_)
        return;
    auto const a = world_of(corners_.front()), b = world_of(view_.to_map(at));
    corners_.clear();
    pointer_.reset();
    select_rows(map::rows_in(*scene_, geo::WorldBox{std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)}), how);
    changed.publish({});
}

void MapModel::corner(geo::ScreenPoint at)
{
    if (std::exchange(done_, false))
        corners_.clear();
    corners_.push_back(view_.to_map(at));
    pointer_ = corners_.back();
    changed.publish({});
}

void MapModel::drop_corner()
{
    if (!corners_.empty())
        corners_.pop_back();
    changed.publish({});
}

bool MapModel::finish(map::Joining how)
{
    // a double click leaves its corner twice
    while (corners_.size() > 1 && std::hypot(corners_.back().x - corners_[corners_.size() - 2].x,
                                             corners_.back().y - corners_[corners_.size() - 2].y) < 3 * view_.units_per_pixel())
        corners_.pop_back();
    bool const line = tool_ == MapTool::distance;
    if (corners_.size() < (line ? corners_of_line : corners_of_area) || !scene_)
        return false;
    if (tool_ == MapTool::polygon) {
        std::vector<geo::WorldPoint> ring;
        for (auto const& c : corners_)
            ring.push_back(world_of(c));
        corners_.clear();
        pointer_.reset();
        select_rows(map::rows_in(*scene_, geo::Region{ring}), how);
    } else
        done_ = true;
    changed.publish({});
    return true;
}

void MapModel::cancel()
{
    if (corners_.empty()) {
        tool_ = MapTool::pick;
        edit_.end();
    }
    corners_.clear();
    pointer_.reset();
    done_ = false;
    changed.publish({});
}

std::vector<geo::Position> MapModel::sketch_positions() const
{
    std::vector<geo::Position> positions;
    for (auto const& c : corners_)
        positions.push_back(geo::from_mercator(c));
    if (pointer_ && !done_)
        positions.push_back(geo::from_mercator(*pointer_));
    return positions;
}

std::string MapModel::measured() const
{
    if (tool_ != MapTool::distance && tool_ != MapTool::area)
        return {};
    auto const& say = bench_.say();
    auto positions = sketch_positions();
    if (tool_ == MapTool::area) {
        if (positions.size() < corners_of_area)
            return {};
        positions.push_back(positions.front());
        return area_words(geo::area_m2(geo::Shape::polygon(positions)), say);
    }
    if (positions.size() < corners_of_line)
        return {};
    auto const total = geo::length_of(geo::Shape::line(positions));
    auto const& a = positions[positions.size() - 2];
    auto const& b = positions.back();
    return say(tr("{0}, bearing {1}°", length_words(total, say), decimal(geo::bearing_degrees(a, b), 1)));
}

void MapModel::select_rows(std::vector<map::Row> const& rows, map::Joining how)
{
    if (!scene_)
        return;
    std::vector<std::string> uids;
    for (auto const row : map::joined_rows(scene_->selected(), rows, how))
        if (scene_->is_asset(row))
            uids.push_back(scene_->uid(row));
    bench_.select_assets(std::move(uids));
}

void MapModel::select_same_road()
{
    if (!scene_)
        return;
    std::set<std::string> roads;
    for (auto const row : scene_->selected())
        if (scene_->is_asset(row)) {
            auto const* of = scene_->class_of(row);
            roads.insert(of && of->key == "road" ? std::string{scene_->name(row)} : scene_->list().road(row));
        }
    roads.erase("");
    if (roads.empty()) {
        bench_.tell({Notice::Tone::refused, bench_.say().say("Nothing more was selected: no road is known for what is selected."), {},
                     bench_.say().say("Enter the road at the facility first.")});
        return;
    }
    std::vector<map::Row> rows;
    for (auto const& road : roads)
        rows = map::joined_rows(rows, map::rows_of_road(*scene_, road), map::Joining::add);
    select_rows(rows, map::Joining::add);
}

void MapModel::select_near(double metres)
{
    if (!scene_)
        return;
    std::vector<map::Row> rows;
    for (auto const row : scene_->selected()) {
        auto chains = map::chains_of(*scene_, row);
        if (chains.empty())
            if (auto const middle = scene_->things().middle_of(row))
                chains = {{geo::from_world(*middle)}};
        if (!chains.empty())
            rows = map::joined_rows(rows, map::rows_in(*scene_, geo::Corridor{chains, geo::Length::metres(metres)}), map::Joining::add);
    }
    select_rows(rows, map::Joining::add);
}

namespace {

/// What a class's selected assets come to.
struct Sum {
    std::int64_t assets = 0;
    std::map<std::string, domain::Quantity> units; ///< 盏, 套: never added to each other
    double metres = 0, square_metres = 0;
};

std::map<std::string, Sum> sum_up(app::Ledger const& ledger, std::vector<std::string> const& uids)
{
    std::map<std::string, Sum> sums;
    app::AssetQuery query;
    query.uids = uids;
    query.with_removed = true;
    ledger.each_asset(query, [&](domain::Asset const& a) {
        auto& sum = sums[a.class_key];
        ++sum.assets;
        auto const* of = ledger.catalog().find_class(a.class_key);
        bool const is_point = !of || of->geometry == domain::GeometryKind::point || of->geometry == domain::GeometryKind::none;
        if (is_point && of && !of->units.empty()) {
            auto const& unit = a.unit.empty() ? of->units.front() : a.unit;
            auto const [it, fresh] = sum.units.try_emplace(unit, domain::Quantity::whole(0));
            it->second = it->second + a.units.value_or(domain::Quantity::whole(1));
        }
        if (a.shape && geo::is_line(*a.shape))
            sum.metres += geo::length_of(*a.shape).in_metres();
        if (a.shape && geo::is_area(*a.shape))
            sum.square_metres += geo::area_m2(*a.shape);
        return true;
    });
    return sums;
}

} // namespace

void MapModel::add_up()
{
    auto const& uids = bench_.selected_assets();
    sums_.clear();
    if (uids.empty() || !bench_.is_open() || !awake_)
        return;
    bench_.ask(
        alive_, [uids](app::Ledger const& ledger) { return sum_up(ledger, uids); },
        [this, n = uids.size()](std::map<std::string, Sum> const& sums) {
            if (bench_.selected_assets().size() != n)
                return;
            auto const& say = bench_.say();
            std::vector<std::string> words;
            for (auto const& asset_class : bench_.catalog().classes()) {
                auto const it = sums.find(asset_class.key);
                if (it == sums.end())
                    continue;
                auto const& sum = it->second;
                std::vector<std::string> parts;
                for (auto const& [unit, quantity] : sum.units) {
                    auto const* known = bench_.catalog().find_unit(unit);
                    parts.push_back(quantity.text() + (say.language() == Language::en ? " " : "") + (known ? known->name.in(say.language()) : unit));
                }
                if (sum.units.empty())
                    parts.push_back(say(tr("{0} in number", sum.assets)));
                if (sum.metres > 0)
                    parts.push_back(length_words(geo::Length::metres(sum.metres), say));
                if (sum.square_metres > 0)
                    parts.push_back(area_words(sum.square_metres, say));
                words.push_back(asset_class.name.in(say.language()) + ' ' + joined(parts, ", "));
            }
            sums_ = joined(words, " · ");
            changed.publish({});
        });
}

} // namespace taizhang::present
