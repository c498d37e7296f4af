#include "present/map_edit.hpp"

#include "app/undo.hpp"
#include "geo/edit.hpp"
#include "geo/measure.hpp"
#include "map/style.hpp"

#include <algorithm>
#include <cmath>

namespace taizhang::present {

namespace {

constexpr double grip = 9; // pixels

/// Why the shape cannot be kept; nullopt = it can.
std::optional<Text> refusal_of(geo::Shape const& shape)
{
    auto const fault = geo::fault_of(shape);
    bool crosses = fault == geo::ShapeFault::self_crossing;
    if (geo::is_line(shape))
        for (auto const& part : shape.parts)
            crosses = crosses || geo::crosses_itself(part.front());
    if (crosses)
        return tr("The new shape was not saved: it crosses itself.");
    if (fault)
        return tr("The new shape was not saved: it has too few different corners.");
    return std::nullopt;
}

} // namespace

void MapEdit::begin(std::string const& uid, std::function<void()> ready)
{
    end();
    bench_.ask(
        alive_, [uid](app::Ledger const& ledger) { return ledger.asset(uid); },
        [this, ready = std::move(ready)](domain::Asset asset) {
            if (!asset.shape)
                return;
            shape_ = asset.shape;
            asset_ = std::move(asset);
            ready();
        });
}

void MapEdit::end()
{
    asset_.reset();
    shape_.reset();
    held_.reset();
    snapped_.reset();
}

std::vector<MapEdit::Handle> MapEdit::handles(geo::Viewport const& view) const
{
    std::vector<Handle> found;
    if (!shape_)
        return found;
    auto const at = [&](geo::Position p) { return view.to_screen(geo::to_mercator(p)); };
    for (std::size_t part = 0; part < shape_->parts.size(); ++part)
        for (std::size_t chain = 0; chain < shape_->parts[part].size(); ++chain) {
            auto const& corners = shape_->parts[part][chain];
            auto const n = geo::is_area(*shape_) ? corners.size() - 1 : corners.size(); // a ring ends where it begins
            for (std::size_t i = 0; i < n; ++i) {
                auto const here = at(corners[i]);
                found.push_back({part, chain, i, false, here});
                if (i + 1 < corners.size()) {
                    auto const next = at(corners[i + 1]);
                    if (std::hypot(next.x - here.x, next.y - here.y) > 5 * grip)
                        found.push_back({part, chain, i, true, {(here.x + next.x) / 2, (here.y + next.y) / 2}});
                }
            }
        }
    return found;
}

std::optional<MapEdit::Handle> MapEdit::handle_at(geo::Viewport const& view, geo::ScreenPoint at) const
{
    std::optional<Handle> best;
    auto nearest = grip;
    for (auto const& handle : handles(view))
        if (auto const far = std::hypot(handle.at.x - at.x, handle.at.y - at.y) + (handle.middle ? 1 : 0); far < nearest) {
            nearest = far;
            best = handle;
        }
    return best;
}

bool MapEdit::grab(geo::Viewport const& view, geo::ScreenPoint at)
{
    held_ = handle_at(view, at);
    if (held_ && held_->middle) {
        auto& corners = shape_->parts[held_->part][held_->chain];
        corners.insert(corners.begin() + static_cast<std::ptrdiff_t>(held_->corner) + 1, geo::from_mercator(view.to_map(held_->at)));
        ++held_->corner;
        held_->middle = false;
    }
    return held_.has_value();
}

void MapEdit::put(Handle const& handle, geo::Position p)
{
    auto& corners = shape_->parts[handle.part][handle.chain];
    corners[handle.corner] = p;
    if (geo::is_area(*shape_) && handle.corner == 0)
        corners.back() = p;
}

void MapEdit::drag(geo::Viewport const& view, geo::ScreenPoint at, map::Scene const& scene)
{
    if (!held_)
        return;
    auto const own = scene.rows_of({asset_->uid});
    auto const caught = map::snap(scene, view, at, grip, own.empty() ? std::nullopt : std::optional{own.front()});
    snapped_ = caught ? std::optional{caught->kind} : std::nullopt;
    put(*held_, caught ? geo::from_world(caught->at) : geo::from_mercator(view.to_map(at)));
}

void MapEdit::drop(std::function<void()> done)
{
    snapped_.reset();
    if (!held_)
        return;
    held_.reset();
    save(std::move(done));
}

bool MapEdit::remove_corner(geo::Viewport const& view, geo::ScreenPoint at, std::function<void()> done)
{
    auto const handle = handle_at(view, at);
    if (!handle || handle->middle || geo::is_point(*shape_))
        return false;
    auto& corners = shape_->parts[handle->part][handle->chain];
    corners.erase(corners.begin() + static_cast<std::ptrdiff_t>(handle->corner));
    if (geo::is_area(*shape_) && handle->corner == 0 && !corners.empty())
        corners.back() = corners.front();
    save(std::move(done));
    return true;
}

void MapEdit::save(std::function<void()> done)
{
    if (*shape_ == *asset_->shape)
        return;
    if (auto const why = refusal_of(*shape_)) {
        shape_ = asset_->shape;
        bench_.tell({Notice::Tone::refused, bench_.say()(*why), {}, bench_.say().say("It is as it was before.")});
        done();
        return;
    }
    auto edited = *asset_;
    edited.shape = shape_;
    edited.source = {};
    edited.source.method = "map";
    bench_.act(
        alive_, {.assets = true}, [edited](app::Desk& desk) { return desk.edit(edited); },
        [this, before = *asset_, done](domain::Asset after) {
            bench_.did(app::undo_of_edit(before, after));
            if (asset_ && asset_->uid == after.uid) {
                shape_ = after.shape;
                asset_ = std::move(after);
            }
            done();
        },
        [this, done](std::exception_ptr error) {
            if (asset_)
                shape_ = asset_->shape;
            bench_.complain(error);
            done();
        });
}

void MapEdit::draw(draw::Canvas& canvas, geo::Viewport const& view, bool dark) const
{
    if (!shape_)
        return;
    auto const colours = map::palette_of(dark, false);
    for (auto const& part : shape_->parts)
        for (auto const& chain : part) {
            std::vector<draw::Point> points;
            for (auto const& p : chain) {
                auto const s = view.to_screen(geo::to_mercator(p));
                points.push_back({s.x, s.y});
            }
            if (points.size() > 1)
                canvas.polyline(points, colours.primary, 2.5);
        }
    for (auto const& handle : handles(view)) {
        bool const held = held_ && held_->part == handle.part && held_->chain == handle.chain && held_->corner == handle.corner && !handle.middle;
        if (geo::is_point(*shape_))
            canvas.circle({handle.at.x, handle.at.y}, 14, {0, 0, 0, 0}, colours.primary, 2.5);
        canvas.circle({handle.at.x, handle.at.y}, handle.middle ? 3.5 : 5.5, handle.middle ? colours.surface : colours.primary, colours.primary, 1.5);
        if (held && snapped_)
            canvas.stroke_rect(handle.at.x - 10, handle.at.y - 10, 20, 20, colours.danger, 2);
    }
}

} // namespace taizhang::present
