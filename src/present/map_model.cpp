#include "present/map_model.hpp"

#include "map/style.hpp"
#include "map/themes.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace taizhang::present {

namespace {

constexpr double pick_radius = 8;
constexpr double least_zoom = 3, most_zoom = 22;

map::Style style_in(Translator const& say)
{
    map::Style style;
    style.language = say.language();
    return style;
}

} // namespace

MapModel::MapModel(Workbench& bench)
    : bench_{bench}, style_{style_in(bench.say())}, tiles_{[post = bench.post(), watch = alive_.watch(), this] {
          post([watch, this] {
              if (!watch.expired())
                  changed.publish({});
          });
      }},
      edit_{bench},
      on_ledger_{bench.ledger_changed.subscribe([this](auto const&) {
          scene_.reset();
          tiles_.set(nullptr, style_, {});
          fitted_ = false;
          edit_.end();
          filter_ = {};
          theme_.clear();
          sums_.clear();
          legend_.clear();
          load();
      })},
      on_records_{bench.records_changed.subscribe([this](RecordsChanged const& what) {
          if (what.assets || what.orders || what.communities)
              load();
      })},
      on_selection_{bench.selection_changed.subscribe([this](auto const&) {
          if (scene_) {
              map::Difference difference;
              auto scene = scene_->with_selection(bench_.selected_assets(), difference);
              use(std::move(scene), difference);
          }
          if (tool_ == MapTool::edit)
              begin_edit();
          add_up();
          changed.publish({});
      })}
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
    using Loaded = std::pair<map::Scene::Shared, map::Difference>;
    bench_.ask(
        alive_,
        [old = scene_, now = bench_.now()](app::Ledger const& ledger) {
            Loaded loaded{map::Scene::load(ledger, {}, now), {}};
            if (old)
                loaded.first = old->renewed(loaded.first, loaded.second);
            else
                loaded.second.all = true;
            return loaded;
        },
        [this](Loaded loaded) { adopt(std::move(loaded.first), loaded.second); });
}

void MapModel::adopt(map::Scene::Shared scene, map::Difference const& difference)
{
    // the choice and the filter may have moved on while it was read
    auto all = difference;
    scene = scene->with_selection(bench_.selected_assets(), all);
    if (scene->filter() != filter_)
        scene = scene->with_filter(filter_, all);
    use(std::move(scene), all);
    if (!theme_.empty())
        load_theme();
    if (!fitted_)
        fit();
    if (std::exchange(show_selection_, false))
        show_selection();
    add_up();
    settle();
    changed.publish({});
}

void MapModel::use(map::Scene::Shared scene, map::Difference const& difference)
{
    scene_ = std::move(scene);
    tiles_.set(scene_, style_, difference);
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
    turned_ += 2 * std::log2(factor);
    auto const steps = std::trunc(turned_ + (turned_ > 0 ? 1e-6 : -1e-6));
    turned_ -= steps;
    auto const aim = std::clamp(std::round(view_.zoom() * 2 + steps) / 2, least_zoom, most_zoom);
    if (steps == 0 || std::abs(aim - view_.zoom()) < 1e-9)
        return;
    view_ = view_.zoomed(std::exp2(aim - view_.zoom()), anchor);
    changed.publish({});
}

void MapModel::fit()
{
    if (!scene_ || !scene_->bounds() || view_.width() < 10)
        return;
    auto const whole = geo::Viewport::showing(*scene_->bounds(), view_.width(), view_.height());
    // the half step that still shows everything
    auto const zoom = std::clamp(std::floor(whole.zoom() * 2) / 2, least_zoom, 19.0);
    view_ = map::snapped({whole.centre(), whole.units_per_pixel() * std::exp2(whole.zoom() - zoom), view_.width(), view_.height()});
    fitted_ = true;
    changed.publish({});
}

std::string MapModel::label_of(map::Row row) const
{
    auto const* c = scene_->class_of(row);
    auto const name = std::string{scene_->code_or_name(row)};
    return c ? c->name.in(bench_.say().language()) + ' ' + name : name;
}

std::vector<MapModel::Candidate> MapModel::candidates(geo::ScreenPoint at) const
{
    std::vector<Candidate> found;
    if (!scene_)
        return found;
    // what is nearest, and what its symbol covers or touches
    auto const near = scene_->pick(view_, at, pick_radius);
    std::optional<geo::ScreenPoint> first;
    for (auto const row : near) {
        if (!scene_->is_asset(row))
            continue;
        auto const box = scene_->things().box_of(row);
        bool const is_point = box && box->west == box->east && box->north == box->south;
        auto const place = box ? view_.to_screen(geo::to_map({box->west, box->north})) : at;
        if (!found.empty() && (!is_point || !first || std::hypot(place.x - first->x, place.y - first->y) > 3))
            break;
        if (is_point && found.empty())
            first = place;
        found.push_back({scene_->uid(row), label_of(row)});
    }
    return found;
}

void MapModel::take(std::string const& uid, bool add)
{
    if (!add) {
        bench_.select_assets({uid});
        return;
    }
    auto selection = bench_.selected_assets();
    if (std::erase(selection, uid) == 0)
        selection.push_back(uid);
    bench_.select_assets(std::move(selection));
}

void MapModel::click(geo::ScreenPoint at, bool add)
{
    auto const found = candidates(at);
    if (!found.empty())
        take(found.front().uid, add);
    else if (!add)
        bench_.select_assets({});
}

std::string MapModel::hint(geo::ScreenPoint at) const
{
    if (!scene_ || view_.zoom() < map::cluster_zoom)
        return {};
    auto const found = scene_->pick(view_, at, pick_radius);
    return found.empty() ? std::string{} : label_of(found.front());
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
    auto const rows = scene_->rows_of({uid});
    auto const p = rows.empty() ? std::nullopt : scene_->things().middle_of(rows.front());
    return p ? std::optional{view_.to_screen(geo::to_map(*p))} : std::nullopt;
}

void MapModel::show_selection()
{
    show_selection_ = !scene_;
    if (!scene_ || bench_.selected_assets().empty())
        return;
    std::optional<geo::WorldBox> all;
    for (auto const row : scene_->rows_of(bench_.selected_assets()))
        if (auto const box = scene_->things().box_of(row))
            all ? all->add(*box) : void(all = box);
    if (!all)
        return;
    auto const a = view_.to_screen(geo::to_map({all->west, all->north})), b = view_.to_screen(geo::to_map({all->east, all->south}));
    bool const in_view = a.x > 20 && a.y > 20 && b.x < view_.width() - 20 && b.y < view_.height() - 20;
    if (in_view && view_.zoom() >= 15)
        return;
    geo::ScreenPoint const middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
    // as close as shows all of it, at most to where single lamps are seen
    auto const wide = std::max((b.x - a.x) / (view_.width() * 0.8), (b.y - a.y) / (view_.height() * 0.8)) * view_.units_per_pixel();
    auto const units = std::max(wide, geo::world_in_metres / 256 / std::exp2(17));
    auto const zoom = std::floor(2 * std::log2(geo::world_in_metres / 256 / units)) / 2;
    view_ = map::snapped({view_.to_map(middle), geo::world_in_metres / 256 / std::exp2(zoom), view_.width(), view_.height()});
    changed.publish({});
}

std::vector<MapModel::Layer> MapModel::layers() const
{
    std::vector<Layer> layers;
    if (!scene_)
        return layers;
    std::array<bool, 256> there{};
    for (auto const number : scene_->things().symbols)
        there[number] = true;
    auto const& classes = scene_->catalog().classes();
    for (std::size_t i = 0; i < classes.size(); ++i)
        if (there[i])
            layers.push_back({classes[i].key, classes[i].name.in(bench_.say().language()),
                              std::ranges::find(filter_.hidden_classes, classes[i].key) == filter_.hidden_classes.end()});
    return layers;
}

void MapModel::show_layer(std::string const& key, bool shown)
{
    std::erase(filter_.hidden_classes, key);
    if (!shown)
        filter_.hidden_classes.push_back(key);
    set_filter();
}

void MapModel::show_only_open(bool only)
{
    filter_.only_open = only;
    set_filter();
}

void MapModel::set_filter()
{
    if (!scene_)
        return;
    map::Difference difference;
    auto scene = scene_->with_filter(filter_, difference);
    use(std::move(scene), difference);
    settle();
    changed.publish({});
}

std::vector<Choice> MapModel::themes() const
{
    std::vector<Choice> choices;
    for (auto const& [key, name] : map::themes())
        choices.push_back({key, bench_.say()(name)});
    return choices;
}

void MapModel::set_theme(std::string key)
{
    theme_ = std::move(key);
    if (!scene_)
        return;
    if (theme_.empty()) {
        use(scene_->with_theme(nullptr), map::Difference::everything());
        settle();
        changed.publish({});
        return;
    }
    load_theme();
}

void MapModel::load_theme()
{
    bench_.ask(
        alive_,
        [scene = scene_, key = theme_, today = bench_.today(), language = bench_.say().language()](app::Ledger const& ledger) {
            return map::make_theme(key, ledger, *scene, today, language);
        },
        [this, key = theme_](std::shared_ptr<map::Theme const> theme) {
            if (key != theme_ || !scene_)
                return; // another was chosen meanwhile
            use(scene_->with_theme(std::move(theme)), map::Difference::everything());
            settle();
            changed.publish({});
        });
}

void MapModel::settle()
{
    if (!scene_)
        return;
    auto rows = map::legend_of(*scene_, map::Frame::of(view_, 1).box(0), bench_.say().language());
    if (rows == legend_)
        return;
    legend_ = std::move(rows);
    changed.publish({});
}

} // namespace taizhang::present
