#include "bench.hpp"

#include "app/importing.hpp"
#include "app/report_data.hpp"
#include "app/sample.hpp"
#include "base/error.hpp"
#include "base/uuid.hpp"
#include "exchange/files.hpp"
#include "map/scene.hpp"
#include "present/asset_table.hpp"
#include "report/report.hpp"
#include "store/store.hpp"
#include "support/main_queue.hpp"
#include "support/pictures.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

namespace bench {
using namespace taizhang;

namespace {

constexpr int runs = 5;

// Made at the first use, opened afterwards.
std::unique_ptr<app::Ledger> sample(Settings const& settings)
{
    auto const path = (settings.folder / "sample.gpkg").string();
    auto const opener = store::make_opener(settings.clock);
    if (!std::filesystem::exists(path))
        app::fill_zuoyun_sample(*opener->create(path, app::zuoyun_info()), {});
    return opener->open(path);
}

double new_sample(Settings const& settings)
{
    return milliseconds([&] {
        auto const opener = store::make_opener(settings.clock);
        auto const ledger = opener->create((settings.folder / "new.gpkg").string(), app::zuoyun_info());
        app::fill_zuoyun_sample(*ledger, {});
    });
}

// What the window waits for before the first map, without the toolkit's own start.
double open_and_draw(Settings const& settings)
{
    (void)sample(settings);
    return median_ms(runs, [&] {
        auto const ledger = sample(settings);
        auto const scene = map::Scene::load(*ledger);
        draw::Image picture{1280, 800};
        if (auto const box = scene->bounds())
            map::draw_scene(picture.canvas(), *scene, geo::Viewport::showing(*box, 1280, 800), {});
    });
}

double draw_frame(Settings const& settings)
{
    auto const ledger = sample(settings);
    auto const scene = map::Scene::load(*ledger);
    auto const view = geo::Viewport::showing(scene->bounds().value(), 1280, 800);
    draw::Image picture{1280, 800};
    return median_ms(runs, [&] { map::draw_scene(picture.canvas(), *scene, view, {}); });
}

double pick(Settings const& settings)
{
    auto const ledger = sample(settings);
    auto const scene = map::Scene::load(*ledger);
    auto const view = geo::Viewport::showing(scene->bounds().value(), 1280, 800);
    std::size_t hits = 0;
    constexpr int picks = 200;
    auto const ms = milliseconds([&] {
        for (int i = 0; i < picks; ++i)
            hits += scene->pick(view, {i * 1280.0 / picks, i * 800.0 / picks}, 8).size();
    });
    return hits == 0 ? -1 : ms * 1000 / picks;
}

// Street lights as other cities publish them: GeoJSON points with a handful of attributes.
std::filesystem::path lights(Settings const& settings)
{
    auto path = settings.folder / "lights.geojson";
    std::ofstream out{path};
    out.precision(9);
    out << R"({"type":"FeatureCollection","features":[)";
    for (int i = 0; i < settings.assets; ++i)
        out << (i ? ",\n" : "\n") << R"({"type":"Feature","properties":{"code":"LD-)" << i << R"(","road":"Street )"
            << i % 97 << R"(","height":8.5,"source":"LED","power":)" << 60 + i % 5 * 10
            << R"(},"geometry":{"type":"Point","coordinates":[)" << 112.6 + i % 300 * 0.0005 << ','
            << 39.95 + i / 300 * 0.0005 << "]}}";
    out << "]}\n";
    return path;
}

double import_rows(Settings const& settings)
{
    auto const file = lights(settings);
    auto const opener = store::make_opener(settings.clock);
    auto const ledger = opener->create((settings.folder / "import.gpkg").string(), app::zuoyun_info());
    app::ImportResult result;
    auto const ms = milliseconds([&] {
        auto const table = exchange::open_table(file, app::OpenOptions{});
        app::ImportOptions options;
        options.class_key = "streetlight";
        options.file = file.string();
        options.file_hash = exchange::hash_of_file(file);
        result = app::import_table(*ledger, settings.clock, "bench", *table, options, {});
    });
    if (result.added != settings.assets)
        throw Error{Error::Kind::internal, tr("not every row was imported")};
    return static_cast<double>(result.added) * 1000 / ms;
}

domain::Period quarter() { return domain::Period::quarter(2025, 3).value(); }

double quarter_figures(Settings const& settings)
{
    auto const ledger = sample(settings);
    return median_ms(runs, [&] { (void)app::collect_report(*ledger, quarter(), settings.clock.now(), "bench"); });
}

double quarter_pdf(Settings const& settings)
{
    (void)sample(settings);
    return median_ms(runs, [&] {
        auto const ledger = sample(settings);
        report::write_report(report::make_report(*ledger, quarter(), settings.clock.now(), "bench", Language::zh), false,
                             (settings.folder / "report.pdf").string());
    });
}

double open_table(Settings const& settings)
{
    auto const ledger = sample(settings);
    return median_ms(runs, [&] { (void)ledger->assets({}); });
}

double search(Settings const& settings)
{
    auto const ledger = sample(settings);
    (void)ledger->find("yx", 20); // the texts are read once
    return median_ms(runs, [&] { (void)ledger->find("云新", 20); });
}

} // namespace

std::unique_ptr<app::Ledger> city(Settings const& settings)
{
    auto const opener = store::make_opener(settings.clock);
    if (!std::filesystem::exists(settings.city)) {
        auto const ledger = opener->create(settings.city.string(), app::zuoyun_info());
        constexpr std::array roads{"云新街", "云川路", "白羊大街", "五洲大道", "林河路", "左卫大道", "东环路", "西环路"};
        std::vector<domain::Asset> assets;
        assets.reserve(static_cast<std::size_t>(settings.assets));
        for (int i = 0; i < settings.assets; ++i) {
            auto& a = assets.emplace_back();
            a.uid = uuid_of_name("city" + std::to_string(i));
            bool const line = i % 10 == 9;
            a.class_key = line ? "gas_main" : i % 10 == 8 ? "rain_inlet" : "streetlight";
            a.code = (line ? "RQ-" : i % 10 == 8 ? "YS-" : "LD-") + std::to_string(1'000'000 + i);
            a.road = roads[static_cast<std::size_t>(i / 50) % roads.size()] + std::to_string(i / 400 % 100);
            a.name = a.road + "设施" + std::to_string(i % 400);
            a.place = "路东" + std::to_string(i % 97) + "号";
            a.state = i % 31 == 0 ? domain::Condition::damaged : domain::Condition::intact;
            a.built_on = PartialDate::from(2000 + i % 25);
            auto const lon = 112.3 + i % 1000 * 0.0007, lat = 39.8 + i / 1000 * 0.0004;
            auto const p = geo::Position::from_degrees(lon, lat).value();
            a.shape = line ? geo::Shape::line({p, geo::Position::from_degrees(lon + 0.0006, lat).value()}) : geo::Shape::point(p);
        }
        auto change = ledger->begin();
        change->add_many(assets, {});
        change->commit({"bench", "import", "ledger", {}, Json::object()});
    }
    return opener->open(settings.city.string());
}

namespace {

double city_list(Settings const& settings)
{
    (void)city(settings);
    return median_ms(runs, [&] {
        auto const ledger = city(settings);
        (void)ledger->asset_list();
    });
}

/// The table of assets over the city, ready.
struct CityTable {
    explicit CityTable(Settings const& settings)
    {
        (void)city(settings);
        bench.open(settings.city.string());
        (void)queue.drain_until([&] { return bench.is_open(); });
    }
    SystemClock clock;
    test::MainQueue queue;
    std::unique_ptr<app::LedgerOpener> opener = store::make_opener(clock);
    exchange::GdalFiles files;
    test::RealPictures pictures;
    present::Workbench bench{{*opener, files, clock, queue.post(), pictures}, Language::zh};
};

double city_table(Settings const& settings)
{
    CityTable at{settings};
    return milliseconds([&] {
        present::AssetTable table{at.bench};
        (void)at.queue.drain_until([&] { return table.is_loaded(); });
    });
}

double city_filter(Settings const& settings)
{
    CityTable at{settings};
    present::AssetTable table{at.bench};
    (void)at.queue.drain_until([&] { return table.is_loaded(); });
    return median_ms(runs, [&] {
        table.set_text("云川路7");
        table.set_text("");
    }) / 2;
}

double city_sort(Settings const& settings)
{
    CityTable at{settings};
    present::AssetTable table{at.bench};
    (void)at.queue.drain_until([&] { return table.is_loaded(); });
    return milliseconds([&] { table.sort(2, true); });
}

double city_search(Settings const& settings)
{
    auto const ledger = city(settings);
    (void)ledger->find("yx", 8); // the texts are read once
    return std::max(median_ms(runs, [&] { (void)ledger->find("云新", 8); }), median_ms(runs, [&] { (void)ledger->find("yxj", 8); }));
}

double communities(Settings const& settings)
{
    auto const ledger = sample(settings);
    return median_ms(runs, [&] { (void)ledger->communities(); });
}

} // namespace

std::vector<Figure> figures()
{
    std::vector<Figure> all{
        {"sample.new_ms", "ms", "<= 5000", new_sample},
        {"start.open_and_draw_ms", "ms", "<= 1000", open_and_draw},
        {"map.whole_frame_ms", "ms", "-", draw_frame},
        {"map.pick_us", "us", "<= 1000", pick},
        {"import.rows_per_s", "1/s", ">= 5994", import_rows},
        {"report.sample_figures_ms", "ms", "<= 200", quarter_figures},
        {"report.quarter_pdf_ms", "ms", "<= 1000", quarter_pdf},
        {"table.open_ms", "ms", "<= 200", open_table},
        {"search.two_chars_ms", "ms", "<= 50", search},
        {"city.list_ms", "ms", "-", city_list},
        {"city.table_ms", "ms", "<= 300 at 100,000; <= 1500 at 1,000,000", city_table},
        {"city.filter_ms", "ms", "<= 100 at 100,000; <= 600 at 1,000,000", city_filter},
        {"city.sort_by_name_ms", "ms", "-", city_sort},
        {"city.search_ms", "ms", "<= 50", city_search},
        {"community.list_ms", "ms", "<= 50", communities},
    };
    add_order_figures(all);
    for (auto& figure : map_figures())
        all.push_back(std::move(figure));
    return all;
}

} // namespace bench
