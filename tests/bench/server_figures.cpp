// Several desktops on one server, measured on a private PostgreSQL that really syncs its disk.
#include "bench.hpp"

#include "app/desk.hpp"
#include "app/sample.hpp"
#include "base/error.hpp"
#include "base/uuid.hpp"
#include "draw/canvas.hpp"
#include "map/scene.hpp"
#include "store/store.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

namespace bench {
using namespace taizhang;

namespace {

class PrivateServer {
public:
    PrivateServer() : file_{(std::filesystem::temp_directory_path() / ("taizhang-bench-server-" + std::to_string(::getpid()))).string()}
    {
        ::setenv("TAIZHANG_TEST_FSYNC", "on", 1);
        if (run("start") != 0 || place().starts_with("absent"))
            throw Error{Error::Kind::not_found, tr("PostgreSQL with PostGIS is not installed.")};
    }
    PrivateServer(PrivateServer const&) = delete;
    PrivateServer& operator=(PrivateServer const&) = delete;
    ~PrivateServer() { (void)run("stop"); }
    [[nodiscard]] std::string url(std::string const& database) const
    {
        return "postgresql://owner@/" + database + "?host=" + place();
    }

private:
    [[nodiscard]] std::string place() const
    {
        std::ifstream in{file_};
        std::string line;
        std::getline(in, line);
        return line;
    }
    [[nodiscard]] int run(std::string const& act) const
    {
        return std::system(("sh '" TAIZHANG_SERVER_SCRIPT "' " + act + " '" + file_ + "' > /dev/null").c_str());
    }
    std::string file_;
};

PrivateServer const& server(Settings const& /*settings*/)
{
    static PrivateServer const one;
    return one;
}

/// The city on the server; copied there at the first use. @return assets a second
double copy_city(Settings const& settings)
{
    static double rate = 0;
    if (rate == 0) {
        (void)city(settings);
        auto const opener = store::make_opener(settings.clock);
        app::CopyResult result;
        auto const ms = milliseconds([&] { result = opener->copy(settings.city.string(), server(settings).url("city"), {}); });
        rate = static_cast<double>(result.assets) * 1000 / ms;
    }
    return rate;
}

std::unique_ptr<app::Ledger> city_on_server(Settings const& settings)
{
    (void)copy_city(settings);
    return store::make_opener(settings.clock)->open(server(settings).url("city"));
}

double first_map(Settings const& settings)
{
    (void)copy_city(settings);
    return median_ms(3, [&] {
        auto const ledger = city_on_server(settings);
        auto const scene = map::Scene::load(*ledger);
        draw::Image picture{1280, 800};
        if (auto const box = scene->bounds())
            map::draw_scene(picture.canvas(), *scene, geo::Viewport::showing(*box, 1280, 800), {});
    });
}

/// The time for the 10,000 facilities of one view, against the file's.
double viewport_ratio(Settings const& settings)
{
    auto const file = city(settings), remote = city_on_server(settings);
    app::AssetQuery view;
    view.box = geo::Box{112.3, 39.85, 112.3 + 100 * 0.0007, 39.85 + 100 * 0.0004};
    if (settings.assets < 500'000)
        view.box = geo::Box{112.3, 39.8, 112.3 + 1000 * 0.0007, 39.8 + 10 * 0.0004};
    auto const read = [&](app::Ledger const& ledger) { return median_ms(5, [&] { (void)ledger.assets(view); }); };
    (void)read(*remote);
    return read(*remote) / read(*file);
}

/// One program: finds, logs, closes for a while; what it saved goes to `out` as numbers and milliseconds.
void work_as_clerk(std::string const& url, int number, std::chrono::seconds how_long, int out)
{
    SystemClock const clock;
    auto const opener = store::make_opener(clock);
    auto const ledger = opener->open(url);
    app::Desk desk{*ledger, clock, "owner"};
    auto const end = std::chrono::steady_clock::now() + how_long;
    for (int n = 0; std::chrono::steady_clock::now() < end; ++n) {
        auto const code = "LD-" + std::to_string(1'000'000 + (number * 997 + n * 10) % 1000 / 10 * 10);
        (void)ledger->find("云川", 5);
        auto const asset = ledger->asset(code);
        domain::WorkOrder order;
        order.road = asset.road;
        order.received_on = desk.today();
        domain::OrderLine line;
        line.class_key = asset.class_key;
        line.activity = "repair";
        line.item = "路灯";
        line.unit = "盏";
        line.planned = domain::Quantity::whole(1);
        line.assets = {{asset.uid, "PLANNED"}};
        order.lines.push_back(line);
        std::ostringstream said;
        said << milliseconds([&] { order = desk.log_repair(order); }) << ' ';
        said << milliseconds([&] { order = desk.close(order, app::Closing{"修好", desk.today(), {}}); }) << ' ' << order.uid << '\n';
        if (auto const text = said.str(); ::write(out, text.data(), text.size()) < 0)
            return;
    }
}

double save_p95(Settings const& settings)
{
    (void)copy_city(settings);
    auto const url = server(settings).url("city");
    int ends[2];
    if (::pipe(ends) != 0)
        throw Error{Error::Kind::io, tr("The result could not be written.")};
    std::vector<pid_t> clerks;
    for (int i = 0; i < 8; ++i) {
        auto const child = ::fork();
        if (child == 0) {
            ::close(ends[0]);
            try {
                work_as_clerk(url, i, std::chrono::seconds{60}, ends[1]);
            } catch (std::exception const& e) {
                std::cerr << "a clerk failed: " << e.what() << '\n';
                ::_exit(1);
            }
            ::_exit(0);
        }
        clerks.push_back(child);
    }
    ::close(ends[1]);
    std::string text;
    char buffer[8192];
    for (ssize_t got = 0; (got = ::read(ends[0], buffer, sizeof buffer)) > 0;)
        text.append(buffer, static_cast<std::size_t>(got));
    bool failed = false;
    for (auto const clerk : clerks) {
        int status = 0;
        ::waitpid(clerk, &status, 0);
        failed = failed || status != 0;
    }
    std::vector<double> saves;
    std::vector<std::string> uids;
    std::istringstream in{text};
    double first = 0, second = 0;
    for (std::string uid; in >> first >> second >> uid;) {
        saves.insert(saves.end(), {first, second});
        uids.push_back(uid);
    }
    auto const ledger = city_on_server(settings);
    std::set<std::string> numbers, there;
    auto const orders = ledger->orders({});
    for (auto const& order : orders) {
        numbers.insert(order.number);
        if (order.state == domain::OrderState::closed)
            there.insert(order.uid);
    }
    auto const lost = std::ranges::count_if(uids, [&](auto const& uid) { return !there.contains(uid); });
    std::cerr << "# 8 clerks, 60 s: " << uids.size() << " orders logged and closed, " << orders.size() - numbers.size()
              << " numbers twice, " << lost << " lost\n";
    if (failed || saves.empty() || lost > 0 || orders.size() != numbers.size())
        throw Error{Error::Kind::internal, tr("not every row was imported")};
    std::ranges::sort(saves);
    return saves[saves.size() * 95 / 100];
}

} // namespace

std::vector<Figure> server_figures()
{
    return {
        {"server.copy_assets_per_s", "1/s", ">= 40000", copy_city},
        {"server.first_map_ms", "ms", "<= 4000 at 1,000,000", first_map},
        {"server.viewport_ratio", "x", "<= 3", viewport_ratio},
        {"server.save_p95_ms", "ms", "<= 100", save_p95},
    };
}

} // namespace bench
