#include "map/plan.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace taizhang::map {
namespace {

using draw::Point;

struct Rect {
    double left, top, right, bottom;
    [[nodiscard]] bool touches(Rect const& o) const noexcept { return left < o.right && o.left < right && top < o.bottom && o.top < bottom; }
    [[nodiscard]] bool holds(Rect const& o) const noexcept { return left <= o.left && o.right <= right && top <= o.top && o.bottom <= bottom; }
};

/// A square of the names' grid: what is placed there stays there.
struct Cell {
    Rect inner;               ///< names may stand here
    std::vector<Rect> taken;
    [[nodiscard]] bool is_free(Rect const& r) const
    {
        return inner.holds(r) && std::ranges::none_of(taken, [&](Rect const& t) { return t.touches(r); });
    }
};

bool has_wide_characters(std::string_view text) { return std::ranges::any_of(text, [](char c) { return (c & 0x80) != 0; }); }

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

/// The longest run of a line inside a rectangle.
struct Run {
    std::vector<Point> points;
    double length = 0;
};

Run longest_run(Frame const& frame, Rect const& inside, geo::WorldPoint const* p, geo::WorldPoint const* end)
{
    Run best, run;
    auto const add = [&](Point at) {
        if (!run.points.empty())
            run.length += std::hypot(at.x - run.points.back().x, at.y - run.points.back().y);
        run.points.push_back(at);
    };
    auto const close = [&] {
        if (run.length > best.length)
            best = run;
        run = {};
    };
    for (auto const* q = p + 1; q < end; p = q++) {
        auto const a = frame.at(*p), b = frame.at(*q);
        double from = 0, to = 1;
        auto const within = [&](double start, double step, double low, double high) {
            if (step == 0)
                return start >= low && start <= high;
            auto const one = (low - start) / step, other = (high - start) / step;
            from = std::max(from, std::min(one, other));
            to = std::min(to, std::max(one, other));
            return from < to;
        };
        if (!within(a.x, b.x - a.x, inside.left, inside.right) || !within(a.y, b.y - a.y, inside.top, inside.bottom)) {
            close();
            continue;
        }
        auto const at = [&](double t) { return Point{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)}; };
        if (from > 0)
            close();
        if (run.points.empty())
            add(at(from));
        add(at(to));
        if (to < 1)
            close();
    }
    close();
    return best;
}

Point along(Run const& run, double length)
{
    for (std::size_t i = 1; i < run.points.size(); ++i) {
        auto const a = run.points[i - 1], b = run.points[i];
        auto const step = std::hypot(b.x - a.x, b.y - a.y);
        if (length <= step && step > 0)
            return {a.x + (b.x - a.x) * length / step, a.y + (b.y - a.y) * length / step};
        length -= step;
    }
    return run.points.back();
}

class Names {
public:
    Names(Plan& plan, Scene const& scene, Frame const& frame, Style const& style, Measure const& measure)
        : plan_{plan}, scene_{scene}, frame_{frame}, style_{style}, measure_{measure}, unit_{frame.ratio}
    {}

    void place_all()
    {
        auto const side = frame_.cell;
        if (side <= 0) {
            place_in({0, 0, frame_.width, frame_.height});
            return;
        }
        for (auto y = std::floor(frame_.top / side); y * side < frame_.top + frame_.height; ++y)
            for (auto x = std::floor(frame_.left / side); x * side < frame_.left + frame_.width; ++x)
                place_in({x * side - frame_.left, y * side - frame_.top, (x + 1) * side - frame_.left, (y + 1) * side - frame_.top});
    }

private:
    void place_in(Rect const& square)
    {
        // a dot whose middle lies outside never reaches a name inside
        auto const inset = 12 * unit_;
        Cell cell{{square.left + inset, square.top + inset, square.right - inset, square.bottom - inset}, {}};
        for (auto const& bubble : plan_.bubbles) {
            auto const r = (cluster_radius(bubble.count) + 3) * unit_;
            cell.taken.push_back({bubble.x - r, bubble.y - r, bubble.x + r, bubble.y + r});
        }
        if (frame_.zoom >= 12.4 || style_.paper)
            place_roads(cell);
        place_areas(cell);
        drop_dots(cell);
        if (frame_.zoom >= code_zoom)
            place_codes(cell, square);
    }

    [[nodiscard]] geo::WorldBox world(Rect const& r) const
    {
        auto const step = [&](double pixel) { return static_cast<std::uint32_t>(std::clamp(pixel / frame_.scale, 0.0, geo::world_size - 1)); };
        return {step(r.left + frame_.left), step(r.top + frame_.top), step(r.right + frame_.left), step(r.bottom + frame_.top)};
    }

    void place_roads(Cell& cell)
    {
        auto const& lines = scene_.things().outlines;
        auto const zoom = static_cast<int>(std::floor(frame_.zoom + 1e-6));
        auto const box = world(cell.inner);
        struct Candidate {
            Run run;
            Row row;
        };
        std::vector<Candidate> candidates;
        lines.tree.visit(box, [&](auto first, auto last, bool) {
            for (auto i = first; i < last; ++i) {
                auto const row = lines.rows[i];
                auto const* of = scene_.class_of(row);
                if (lines.is_area[i] != 0 || !of || of->key != "road" || lines.from_zoom[i] > zoom || !box.touches(lines.boxes[i]) ||
                    (scene_.look(row) & Look::hidden_bit) != 0)
                    continue;
                auto const& b = lines.boxes[i];
                if (std::max(b.east - b.west, b.south - b.north) * frame_.scale < 40 * unit_)
                    continue;
                auto const* const p = lines.vertices.data() + lines.chain_starts[lines.part_starts[i]];
                auto const* const end = lines.vertices.data() + lines.chain_starts[lines.part_starts[i] + 1];
                if (auto run = longest_run(frame_, cell.inner, p, end); run.length > 40 * unit_)
                    candidates.push_back({std::move(run), row});
            }
        });
        std::ranges::sort(candidates, [](Candidate const& a, Candidate const& b) {
            return a.run.length != b.run.length ? a.run.length > b.run.length : a.row < b.row;
        });
        std::set<std::string_view> named;
        for (auto const& c : candidates) {
            auto const text = scene_.name(c.row);
            if (!text.empty() && !named.contains(text) && place_along(cell, c.run, text))
                named.insert(text);
        }
    }

    bool place_along(Cell& cell, Run const& run, std::string_view text)
    {
        auto const points = style_.paper ? 7.0 : 12.0;
        auto const size = measured(text, points);
        auto const length = size.width * unit_;
        if (run.length < length + 16 * unit_)
            return false;
        auto const middle = along(run, run.length / 2);
        auto const a = along(run, run.length / 2 - length / 2), b = along(run, run.length / 2 + length / 2);
        auto const dx = b.x - a.x, dy = b.y - a.y, chord = std::hypot(dx, dy);
        if (chord < 0.93 * length)
            return false; // a bend: letters would leave the street
        auto const high = size.height * unit_;
        if (std::abs(dy) > std::abs(dx) && has_wide_characters(text)) {
            auto const n = static_cast<double>(characters(text));
            auto const tall = n * points * 1.15 * unit_;
            Rect const box{middle.x - points * 0.6 * unit_, middle.y - tall / 2, middle.x + points * 0.6 * unit_, middle.y + tall / 2};
            if (!cell.is_free(box))
                return false;
            cell.taken.push_back(box);
            plan_.names.push_back({middle.x, middle.y, 0, std::string{text}, points, true, false});
            return true;
        }
        auto angle = std::atan2(dy, dx);
        if (angle > std::acos(-1.0) / 2)
            angle -= std::acos(-1.0);
        else if (angle < -std::acos(-1.0) / 2)
            angle += std::acos(-1.0);
        // a row of small boxes covers a slanted line of text better than one large box
        std::vector<Rect> boxes;
        auto const steps = std::max(1.0, std::ceil(length / high));
        for (double t = 0; t <= steps; ++t) {
            auto const x = middle.x + (t / steps - 0.5) * length * std::cos(angle), y = middle.y + (t / steps - 0.5) * length * std::sin(angle);
            boxes.push_back({x - high / 2, y - high / 2, x + high / 2, y + high / 2});
        }
        if (!std::ranges::all_of(boxes, [&](Rect const& r) { return cell.is_free(r); }))
            return false;
        cell.taken.insert(cell.taken.end(), boxes.begin(), boxes.end());
        plan_.names.push_back({middle.x, middle.y, angle, std::string{text}, points, false, false});
        return true;
    }

    void place_areas(Cell& cell)
    {
        auto const& lines = scene_.things().outlines;
        auto const box = world(cell.inner);
        lines.tree.visit(box, [&](auto first, auto last, bool) {
            for (auto i = first; i < last; ++i) {
                auto const row = lines.rows[i];
                if (lines.is_area[i] == 0 || !box.touches(lines.boxes[i]) || (scene_.look(row) & Look::hidden_bit) != 0)
                    continue;
                auto const& b = lines.boxes[i];
                auto const at = frame_.at({b.west + (b.east - b.west) / 2, b.north + (b.south - b.north) / 2});
                auto const text = scene_.name(row);
                auto const points = style_.paper ? 7.0 : 11.5;
                auto const size = measured(text, points);
                if (text.empty() || size.width * unit_ > (b.east - b.west) * frame_.scale)
                    continue;
                auto const w = size.width * unit_ / 2, h = size.height * unit_ / 2;
                Rect const place{at.x - w, at.y - h, at.x + w, at.y + h};
                if (!cell.is_free(place))
                    continue;
                cell.taken.push_back(place);
                plan_.names.push_back({at.x, at.y, 0, std::string{text}, points, false, false});
            }
        });
    }

    /// A lamp on a name would make it unreadable; one with a mark, or a facility, stays all the same.
    void drop_dots(Cell const& cell)
    {
        if (frame_.zoom < cluster_zoom || cell.taken.empty())
            return;
        auto const on_name = [&](double x, double y) {
            return std::ranges::any_of(cell.taken, [&](Rect const& r) { return x > r.left - 3 * unit_ && x < r.right + 3 * unit_ && y > r.top && y < r.bottom; });
        };
        std::erase_if(plan_.dots, [&](Plan::Dot const& d) { return on_name(d.x, d.y); });
        std::erase_if(plan_.spots, [&](Plan::Spot const& s) {
            auto const plain = Look::of(s.key.look);
            auto const& classes = scene_.catalog().classes();
            return s.key.class_number < classes.size() && is_numerous(&classes[s.key.class_number]) && plain.mark == Look::Mark::none &&
                   !plain.selected && plain.state == domain::Condition::intact && on_name(s.x, s.y);
        });
    }

    void place_codes(Cell& cell, Rect const& square)
    {
        auto const& spots = scene_.points();
        auto const reach = 14 * unit_;
        auto const box = world({square.left - 40 * unit_, square.top - 40 * unit_, square.right + 40 * unit_, square.bottom + 40 * unit_});
        struct Coded {
            Row row;
            Point at;
        };
        std::vector<Coded> coded;
        spots.tree.visit(box, [&](auto first, auto last, bool) {
            for (auto i = first; i < last; ++i)
                if (box.contains(spots.at(i))) {
                    auto const at = frame_.at(spots.at(i));
                    cell.taken.push_back({at.x - reach, at.y - reach, at.x + reach, at.y + reach});
                    if (at.x >= square.left && at.x < square.right && at.y >= square.top && at.y < square.bottom)
                        coded.push_back({spots.rows[i], at});
                }
        });
        constexpr std::size_t most = 400; // a square full of symbols has no room for words
        if (coded.size() > most)
            return;
        for (auto const& [row, at] : coded) {
            auto const text = scene_.code_or_name(row);
            auto const points = style_.paper ? 6.0 : 11.0;
            if (text.empty() || text.size() > 40)
                continue;
            auto const size = measured(text, points);
            auto const w = size.width * unit_, h = size.height * unit_ * 0.8, gap = reach + 2 * unit_;
            for (auto const& [x, y] : {Point{at.x + gap + w / 2, at.y}, Point{at.x - gap - w / 2, at.y}, Point{at.x, at.y + gap + h / 2},
                                       Point{at.x, at.y - gap - h / 2}}) {
                Rect const place{x - w / 2, y - h / 2, x + w / 2, y + h / 2};
                if (!cell.is_free(place))
                    continue;
                cell.taken.push_back(place);
                plan_.names.push_back({x, y, 0, std::string{text}, points, false, true});
                break;
            }
        }
    }

    [[nodiscard]] draw::Canvas::Extent measured(std::string_view text, double points) const { return measure_(text, draw::sans(points)); }

    Plan& plan_;
    Scene const& scene_;
    Frame const& frame_;
    Style const& style_;
    Measure const& measure_;
    double unit_;
};

} // namespace

void plan_names(Plan& plan, Scene const& scene, Frame const& frame, Style const& style, Measure const& measure)
{
    Names{plan, scene, frame, style, measure}.place_all();
}

} // namespace taizhang::map
