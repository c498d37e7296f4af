#include "present/map_model.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace taizhang::present {

namespace {

constexpr double pick_radius = 8;

} // namespace

MapModel::MapModel(Workbench& bench)
    : bench_{bench}, on_ledger_{bench.ledger_changed.subscribe([this](auto const&) {
          scene_.reset();
          fitted_ = false;
          load();
      })},
      on_records_{bench.records_changed.subscribe([this](RecordsChanged const& what) {
          if (what.assets)
              load();
      })},
      on_selection_{bench.selection_changed.subscribe([this](auto const&) { changed.publish({}); })}
{}

void MapModel::wake()
{
    if (awake_)
        return;
    awake_ = true;
    load();
}

void MapModel::load()
{
    if (!bench_.is_open() || !awake_) {
        changed.publish({});
        return;
    }
    bench_.ask(
        alive_, [](app::Ledger const& ledger) { return map::Scene::load(ledger); },
        [this](std::shared_ptr<map::Scene const> scene) {
            scene_ = std::move(scene);
            if (!fitted_)
                fit();
            if (std::exchange(show_selection_, false))
                show_selection();
            changed.publish({});
        });
}

void MapModel::resize(double width, double height)
{
    width = std::max(1.0, width);
    height = std::max(1.0, height);
    // the top left stays: when the detail pane comes up, what was just clicked must not slip away
    view_ = view_.panned((view_.width() - width) / 2, (view_.height() - height) / 2).resized(width, height);
    if (!fitted_)
        fit();
}

void MapModel::pan(double dx, double dy)
{
    view_ = view_.panned(dx, dy);
    changed.publish({});
}

void MapModel::zoom(double factor, geo::ScreenPoint anchor)
{
    auto const closer = view_.zoomed(factor, anchor);
    if (closer.zoom() < 3 || closer.zoom() > 22)
        return;
    view_ = closer;
    changed.publish({});
}

void MapModel::fit()
{
    if (!scene_ || !scene_->bounds() || view_.width() < 10)
        return;
    view_ = geo::Viewport::showing(*scene_->bounds(), view_.width(), view_.height());
    fitted_ = true;
    changed.publish({});
}

std::optional<std::size_t> MapModel::nearest(geo::ScreenPoint at) const
{
    if (!scene_)
        return std::nullopt;
    auto const found = scene_->pick(view_, at, pick_radius);
    return found.empty() ? std::nullopt : std::optional{found.front()};
}

void MapModel::click(geo::ScreenPoint at, bool add)
{
    auto const found = nearest(at);
    if (!found) {
        if (!add)
            bench_.select_assets({});
        return;
    }
    auto const& uid = scene_->things()[*found].uid;
    if (!add) {
        bench_.select_assets({uid});
        return;
    }
    auto selection = bench_.selected_assets();
    if (std::erase(selection, uid) == 0)
        selection.push_back(uid);
    bench_.select_assets(std::move(selection));
}

std::string MapModel::hint(geo::ScreenPoint at) const
{
    auto const found = nearest(at);
    if (!found)
        return {};
    auto const& thing = scene_->things()[*found];
    auto const* c = bench_.catalog().find_class(thing.class_key);
    return (c ? c->name.in(bench_.say().language()) : thing.class_key) + ' ' + thing.label;
}

std::string MapModel::position_text(geo::ScreenPoint at) const
{
    if (!scene_)
        return {};
    auto const p = geo::from_mercator(view_.to_map(at));
    auto const lon = p.lon_degrees(), lat = p.lat_degrees();
    return decimal(std::abs(lon), 5) + (lon < 0 ? "°W " : "°E ") + decimal(std::abs(lat), 5) + (lat < 0 ? "°S" : "°N");
}

std::optional<geo::ScreenPoint> MapModel::place_of(std::string const& uid) const
{
    if (!scene_)
        return std::nullopt;
    auto const& things = scene_->things();
    auto const it = std::ranges::find(things, uid, &map::Scene::Thing::uid);
    if (it == things.end())
        return std::nullopt;
    auto const p = geo::label_point(it->shape);
    return p ? std::optional{view_.to_screen(geo::to_mercator(*p))} : std::nullopt;
}

void MapModel::show_selection()
{
    show_selection_ = !scene_;
    if (bench_.selected_assets().empty())
        return;
    auto const at = place_of(bench_.selected_assets().front());
    if (!at)
        return;
    bool const in_view = at->x > 20 && at->y > 20 && at->x < view_.width() - 20 && at->y < view_.height() - 20;
    if (!in_view || view_.zoom() < 15)
        view_ = geo::Viewport{view_.to_map(*at), std::min(view_.units_per_pixel(), 1.2), view_.width(), view_.height()};
    changed.publish({});
}

void MapModel::draw(draw::Canvas& canvas, bool dark) const
{
    map::Style style;
    style.dark = dark;
    style.language = bench_.say().language();
    style.selected_uids = bench_.selected_assets();
    if (!scene_)
        return;
    map::draw_scene(canvas, *scene_, view_, style);
    map::draw_furniture(canvas, *scene_, view_, style);
}

} // namespace taizhang::present
