// The map over the synthetic city: what the planner waits for.
#include "bench.hpp"
#include "city.hpp"

#include "map/painter.hpp"
#include "map/select.hpp"
#include "map/tiles.hpp"
#include "store/store.hpp"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <fstream>
#include <string>

namespace bench {
using namespace taizhang;

namespace {

using map::Tiles;

constexpr double width = 1920, height = 1080;

/// CPU time of this thread: other programs on the machine do not count.
double cpu_ms()
{
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

double percentile(std::vector<double> values, double part)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[std::min(values.size() - 1, static_cast<std::size_t>(part * static_cast<double>(values.size())))];
}

std::filesystem::path city_file(Settings const& settings)
{
    auto path = settings.city;
    path.replace_filename("map-" + path.filename().string());
    if (!std::filesystem::exists(path)) {
        app::LedgerInfo info;
        info.bureau = info.county = "bench";
        auto const ledger = store::make_opener(settings.clock)->create(path.string(), info);
        build_city(*ledger, {settings.assets});
    }
    return path;
}

std::unique_ptr<app::Ledger> map_city(Settings const& settings) { return store::make_opener(settings.clock)->open(city_file(settings).string()); }

geo::Viewport view_at(double zoom, double x = 0, double y = 0)
{
    auto const middle = geo::to_mercator(*geo::Position::from_degrees(118.78, 32.05));
    return {{middle.x + x, middle.y + y}, geo::world_in_metres / 256 / std::exp2(zoom), width, height};
}

// Opened anew and drawn whole, as after a start.
double first_map(Settings const& settings)
{
    (void)city_file(settings);
    return milliseconds([&] {
        auto const ledger = map_city(settings);
        Tiles tiles{[] {}};
        tiles.set(map::Scene::load(*ledger), {}, {});
        draw::Image picture{static_cast<int>(width), static_cast<int>(height)};
        while (!tiles.show(picture.canvas(), view_at(11.5), 1))
            tiles.wait();
    });
}

/// Zooms in from the city to single lamps and out again, panning on the way, 60 frames a second's worth of steps.
struct Script {
    std::vector<double> frame_cpu, complete;

    explicit Script(map::Scene::Shared scene)
    {
        Tiles tiles{[] {}};
        tiles.set(std::move(scene), {}, {});
        draw::Image picture{static_cast<int>(width), static_cast<int>(height)};
        auto const frame = [&](geo::Viewport const& view) {
            auto const start = cpu_ms();
            auto const whole = tiles.show(picture.canvas(), view, 1);
            frame_cpu.push_back(cpu_ms() - start);
            return whole;
        };
        std::vector<double> zooms;
        for (double zoom = 11; zoom <= 19; zoom += 0.5)
            zooms.push_back(zoom);
        for (double zoom = 18.5; zoom >= 11; zoom -= 0.5)
            zooms.push_back(zoom);
        double x = 0, y = 0;
        for (auto const zoom : zooms) {
            if (!frame(view_at(zoom, x, y)))
                complete.push_back(milliseconds([&] {
                    while (!frame(view_at(zoom, x, y)))
                        tiles.wait();
                }));
            for (int step = 0; step < 30; ++step) { // 1,200 pixels a second
                x += 20 * view_at(zoom).units_per_pixel();
                y += 7 * view_at(zoom).units_per_pixel();
                (void)frame(view_at(zoom, x, y));
            }
            x *= 0.5, y *= 0.5;
        }
    }
};

double frame_p99(Settings const& settings) { return percentile(Script{map::Scene::load(*map_city(settings))}.frame_cpu, 0.99); }
double complete_p95(Settings const& settings) { return percentile(Script{map::Scene::load(*map_city(settings))}.complete, 0.95); }

double picks(Settings const& settings)
{
    auto const scene = map::Scene::load(*map_city(settings));
    auto const view = view_at(17);
    constexpr int n = 1000;
    std::size_t hits = 0;
    auto const ms = milliseconds([&] {
        for (int i = 0; i < n; ++i)
            hits += scene->pick(view, {i * width / n, std::fmod(i * 37.0, height)}, 8).size();
    });
    return hits == 0 ? -1 : ms * 1000 / n;
}

double polygon(Settings const& settings)
{
    auto const scene = map::Scene::load(*map_city(settings));
    std::size_t found = 0;
    auto const select = [&](double radius) {
        std::vector<geo::WorldPoint> ring;
        for (int i = 0; i < 24; ++i)
            ring.push_back(geo::to_world(*geo::Position::from_degrees(118.78 + radius * std::cos(i * 0.2618), 32.05 + radius * std::sin(i * 0.2618))));
        return milliseconds([&] { found = map::rows_in(*scene, geo::Region{ring}).size(); });
    };
    // as large as holds 100,000, or everything
    double radius = 0.005, ms = 0;
    for (; radius < 0.3; radius *= 1.15) {
        ms = select(radius);
        if (found >= std::min<std::size_t>(100'000, static_cast<std::size_t>(settings.assets) * 9 / 10))
            break;
    }
    return ms;
}

double filter(Settings const& settings)
{
    auto const scene = map::Scene::load(*map_city(settings));
    Tiles tiles{[] {}};
    tiles.set(scene, {}, {});
    draw::Image picture{static_cast<int>(width), static_cast<int>(height)};
    auto const view = view_at(15);
    auto const complete = [&] {
        while (!tiles.show(picture.canvas(), view, 1))
            tiles.wait();
    };
    complete();
    return milliseconds([&] {
        map::Difference difference;
        map::Filter hidden;
        hidden.hidden_classes = {"ev_charger"};
        auto const filtered = scene->with_filter(hidden, difference);
        tiles.set(filtered, {}, difference);
        complete();
    });
}

double private_mb()
{
    std::ifstream status{"/proc/self/smaps_rollup"};
    std::string word;
    double kb = 0, sum = 0;
    while (status >> word)
        if ((word == "Private_Clean:" || word == "Private_Dirty:") && status >> kb)
            sum += word == "Private_Dirty:" ? kb : 0;
    return sum / 1024;
}

// The open city with a hundred tiles.
double memory(Settings const& settings)
{
    auto const before = private_mb();
    auto const ledger = map_city(settings);
    Tiles tiles{[] {}, 100};
    tiles.set(map::Scene::load(*ledger), {}, {});
    draw::Image picture{static_cast<int>(width), static_cast<int>(height)};
    for (double zoom = 11; tiles.drawn() < 100 && zoom < 19; zoom += 0.5)
        while (!tiles.show(picture.canvas(), view_at(zoom), 1))
            tiles.wait();
    return private_mb() - before;
}

} // namespace

std::vector<Figure> map_figures()
{
    return {
        {"start.first_map_ms", "ms", "<= 1000 at 1,000,000", first_map},
        {"map.frame_cpu_p99_ms", "ms", "<= 8 at 1,000,000; <= 10 at 10,000,000", frame_p99},
        {"map.complete_p95_ms", "ms", "<= 150 at 1,000,000; <= 1000 at 10,000,000", complete_p95},
        {"map.city_pick_us", "us", "<= 1000", picks},
        {"map.polygon_select_ms", "ms", "<= 100 for 100,000", polygon},
        {"map.filter_ms", "ms", "<= 100", filter},
        {"memory.private_mb", "MB", "<= 250 at 1,000,000", memory},
    };
}

} // namespace bench
