#include "map/tiles.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace taizhang::map {
namespace {

constexpr double base_pixels = 256; // side of the world at zoom 0

/// How far symbols reach over their position, so how far a change reaches over its box.
constexpr double change_margin = 100;

double scale_of(int step) { return base_pixels * std::exp2(step / 2.0) / geo::world_size; }

/// The half step at which a tile of device pixels is drawn for a view of logical ones.
int step_of(geo::Viewport const& view, double ratio) { return static_cast<int>(std::lround(2 * (view.zoom() + std::log2(ratio)))); }

} // namespace

Frame frame_of(TileKey key, double ratio)
{
    return {scale_of(key.step), static_cast<double>(key.x) * tile_side, static_cast<double>(key.y) * tile_side, tile_side, tile_side,
            key.step / 2.0 - std::log2(ratio), ratio, tile_side};
}

geo::Viewport snapped(geo::Viewport const& view)
{
    auto const zoom = std::round(view.zoom() * 2) / 2;
    auto const whole = geo::world_in_metres / (base_pixels * std::exp2(zoom));
    return {view.centre(), whole, view.width(), view.height()};
}

Tiles::Tiles(std::function<void()> ready, std::size_t capacity)
    : ready_{std::move(ready)}, capacity_{capacity}, worker_{[this](std::stop_token const& stop) { run(stop); }}
{}

Tiles::~Tiles()
{
    worker_.request_stop();
    wake_.notify_all();
}

bool Tiles::touched(Scene const& scene, TileKey key, double ratio, Difference const& difference)
{
    if (difference.all)
        return true;
    auto const box = frame_of(key, ratio).box(change_margin * ratio);
    if (std::ranges::any_of(difference.boxes, [&](geo::WorldBox const& b) { return b.touches(box); }))
        return true;
    auto const& things = scene.things();
    return difference.classes != 0 && (things.points.tree.may_hold(box, difference.classes) || things.outlines.tree.may_hold(box, difference.classes));
}

void Tiles::set(Scene::Shared scene, Style style, Difference const& difference)
{
    std::lock_guard const lock{mutex_};
    if (!scene) {
        scene_.reset();
        tiles_.clear();
        recent_.clear();
        wanted_.clear();
        ++stamp_;
        past_.clear();
        past_.push_back({stamp_, Difference::everything()});
        return;
    }
    auto changed = difference;
    if (!scene_ || style.dark != style_.dark || style.language != style_.language)
        changed.all = true;
    scene_ = std::move(scene);
    style_ = std::move(style);
    if (changed.none())
        return;
    ++stamp_;
    past_.push_back({stamp_, changed});
    constexpr std::size_t most_past = 64;
    if (past_.size() > most_past)
        past_.erase(past_.begin());
    for (auto& [key, tile] : tiles_)
        if (!tile.stale && touched(*scene_, key, ratio_, changed))
            tile.stale = true;
}

std::shared_ptr<draw::Image const> Tiles::find(TileKey key, bool touch)
{
    auto const it = tiles_.find(key);
    if (it == tiles_.end())
        return nullptr;
    if (touch)
        recent_.splice(recent_.begin(), recent_, it->second.recent);
    return it->second.image;
}

void Tiles::draw_stand_in(draw::Canvas& canvas, TileKey key, double x, double y, double ratio)
{
    auto const side = tile_side / ratio;
    canvas.fill_rect(x, y, side, side, palette_of(style_.dark, false).land);
    canvas.save();
    canvas.clip(x, y, side, side);
    // coarser ones first: whole, if blurred; then whatever finer ones are there
    constexpr int farthest = 8;
    bool found = false;
    for (int up = 1; up <= farthest && !found; ++up) {
        auto const factor = std::exp2(up / 2.0); // one of its pixels is as wide as so many of ours
        auto const left = key.x * static_cast<double>(tile_side) / factor, top = key.y * static_cast<double>(tile_side) / factor;
        for (auto j = std::floor(top / tile_side); j * tile_side < top + tile_side / factor; ++j)
            for (auto i = std::floor(left / tile_side); i * tile_side < left + tile_side / factor; ++i)
                if (auto const image = find({static_cast<std::int16_t>(key.step - up), static_cast<std::int32_t>(i), static_cast<std::int32_t>(j)}, false)) {
                    canvas.picture(*image, x + (i * tile_side - left) * factor / ratio, y + (j * tile_side - top) * factor / ratio, factor / ratio);
                    found = true;
                }
    }
    for (int down = 1; down <= 2; ++down) {
        auto const factor = std::exp2(-down / 2.0);
        auto const left = key.x * static_cast<double>(tile_side) / factor, top = key.y * static_cast<double>(tile_side) / factor;
        for (auto j = std::floor(top / tile_side); j * tile_side < top + tile_side / factor; ++j)
            for (auto i = std::floor(left / tile_side); i * tile_side < left + tile_side / factor; ++i)
                if (auto const image = find({static_cast<std::int16_t>(key.step + down), static_cast<std::int32_t>(i), static_cast<std::int32_t>(j)}, false))
                    canvas.picture(*image, x + (i * tile_side - left) * factor / ratio, y + (j * tile_side - top) * factor / ratio, factor / ratio);
    }
    canvas.restore();
}

bool Tiles::show(draw::Canvas& canvas, geo::Viewport const& view, double ratio)
{
    std::vector<std::pair<double, TileKey>> missing;
    {
        std::lock_guard const lock{mutex_};
        if (!scene_)
            return true;
        if (ratio != ratio_) {
            tiles_.clear();
            recent_.clear();
            ratio_ = ratio;
        }
        auto const step = step_of(view, ratio);
        auto const frame = Frame::of(view, ratio);
        auto const left = std::round(frame.left), top = std::round(frame.top); // whole pixels: crisp
        for (auto j = static_cast<std::int32_t>(std::floor(top / tile_side)); j * static_cast<double>(tile_side) < top + frame.height; ++j)
            for (auto i = static_cast<std::int32_t>(std::floor(left / tile_side)); i * static_cast<double>(tile_side) < left + frame.width; ++i) {
                TileKey const key{static_cast<std::int16_t>(step), i, j};
                auto const x = (i * static_cast<double>(tile_side) - left) / ratio, y = (j * static_cast<double>(tile_side) - top) / ratio;
                auto const it = tiles_.find(key);
                if (it == tiles_.end())
                    draw_stand_in(canvas, key, x, y, ratio);
                else
                    canvas.picture(*find(key, true), x, y, 1 / ratio);
                if (it == tiles_.end() || it->second.stale) {
                    auto const dx = x + tile_side / ratio / 2 - view.width() / 2, dy = y + tile_side / ratio / 2 - view.height() / 2;
                    missing.emplace_back(-dx * dx - dy * dy, key);
                }
            }
        std::ranges::sort(missing); // the middle of the view last: most urgent
        wanted_.clear();
        for (auto const& [far, key] : missing)
            wanted_.push_back(key);
    }
    if (!missing.empty())
        wake_.notify_all();
    return missing.empty();
}

bool Tiles::next(std::stop_token const& stop, Job& job)
{
    std::unique_lock lock{mutex_};
    busy_ = false;
    if (wanted_.empty())
        idle_.notify_all();
    if (!wake_.wait(lock, stop, [this] { return !wanted_.empty() && scene_; }))
        return false;
    job = {scene_, style_, wanted_.back(), ratio_, stamp_};
    wanted_.pop_back();
    busy_ = true;
    return true;
}

void Tiles::keep(Job const& job, draw::Image image)
{
    std::lock_guard const lock{mutex_};
    ++drawn_;
    if (!scene_ || job.ratio != ratio_)
        return;
    // what changed while it was being drawn?
    bool const stale = std::ranges::any_of(past_, [&](Past const& p) { return p.stamp > job.stamp && touched(*scene_, job.key, job.ratio, p.difference); }) ||
                       (!past_.empty() && past_.front().stamp > job.stamp + 1);
    auto it = tiles_.find(job.key);
    if (it == tiles_.end()) {
        recent_.push_front(job.key);
        it = tiles_.emplace(job.key, Tile{}).first;
        it->second.recent = recent_.begin();
    }
    it->second.image = std::make_shared<draw::Image const>(std::move(image));
    it->second.stamp = job.stamp;
    it->second.stale = stale;
    while (tiles_.size() > capacity_) {
        tiles_.erase(recent_.back());
        recent_.pop_back();
    }
}

void Tiles::run(std::stop_token const& stop)
{
    Painter painter;
    Job job;
    while (next(stop, job)) {
        keep(job, painter.paint(*job.scene, frame_of(job.key, job.ratio), job.style));
        job.scene.reset();
        ready_();
    }
}

void Tiles::wait()
{
    std::unique_lock lock{mutex_};
    idle_.wait(lock, [this] { return wanted_.empty() && !busy_; });
}

std::size_t Tiles::drawn() const
{
    std::lock_guard const lock{mutex_};
    return drawn_;
}

} // namespace taizhang::map
