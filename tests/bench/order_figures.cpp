#include "bench.hpp"

#include "app/desk.hpp"
#include "app/undo.hpp"
#include "base/uuid.hpp"
#include "present/order_table.hpp"
#include "exchange/files.hpp"
#include "store/store.hpp"
#include "support/main_queue.hpp"
#include "support/pictures.hpp"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace bench {
using namespace taizhang;

namespace {

domain::OrderLine line_of(std::int64_t quantity)
{
    domain::OrderLine line;
    line.uid = new_uuid();
    line.class_key = "streetlight";
    line.activity = "repair";
    line.unit = "盏";
    line.planned = domain::Quantity::whole(quantity);
    return line;
}

domain::WorkOrder order_of(std::int64_t n)
{
    static constexpr std::array roads{"云新街", "云川路", "白羊大街", "五洲大道", "林河路", "左卫大道", "东环路", "西环路"};
    domain::WorkOrder order;
    order.uid = new_uuid();
    order.road = roads.at(static_cast<std::size_t>(n) % roads.size());
    order.place = order.road + std::to_string(n % 900) + "号";
    order.description = n % 3 == 0 ? "单灯不亮" : "灯杆倾斜";
    order.received_on = Date::from_ymd(2021, 1, 1)->plus_days(static_cast<int>(n % 1700));
    order.lines.push_back(line_of(n % 5 + 1));
    return order;
}

std::unique_ptr<app::Ledger> fresh(Settings const& settings, std::string const& name)
{
    auto const path = settings.folder / name;
    std::error_code none;
    std::filesystem::remove(path, none);
    return store::make_opener(settings.clock)->create(path.string(), {});
}

/// A transition of one order, against one write and fdatasync of as many bytes in the same folder.
double commit_ratio(Settings const& settings)
{
    auto const ledger = fresh(settings, "commit.gpkg");
    app::Desk desk{*ledger, settings.clock, "bench"};
    domain::StepData crew;
    crew.crew = "路灯班";
    std::vector<domain::WorkOrder> orders;
    for (int i = 0; i < 200; ++i)
        orders.push_back(desk.orders().log(order_of(i)));
    std::vector<double> ours, raw;
    auto const file = ::open((settings.folder / "raw").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    std::string const page(4096, 'x');
    // in turn, so that both meet the same disk
    for (auto& order : orders) {
        ours.push_back(milliseconds([&] { order = desk.orders().take(order, domain::OrderEvent::dispatch, crew); }));
        raw.push_back(milliseconds([&] {
            if (::write(file, page.data(), page.size()) < 0 || ::fdatasync(file) != 0)
                throw std::runtime_error{"cannot write"};
        }));
    }
    ::close(file);
    auto const middle = [](std::vector<double>& times) {
        std::ranges::nth_element(times, times.begin() + 100);
        return times[100];
    };
    return middle(ours) / middle(raw);
}

double batch_10k(Settings const& settings)
{
    auto const ledger = fresh(settings, "batch.gpkg");
    app::Desk desk{*ledger, settings.clock, "bench"};
    std::vector<domain::Asset> lamps(10'000);
    for (std::size_t i = 0; i < lamps.size(); ++i) {
        lamps[i].class_key = "streetlight";
        lamps[i].code = "LD-" + std::to_string(i);
    }
    auto change = ledger->begin();
    change->add_many(lamps, {});
    change->commit({"bench", "import", "ledger", {}, Json::object()});
    auto order = order_of(1);
    order.lines = {line_of(10'000)};
    for (auto const& lamp : lamps)
        order.lines.front().assets.push_back({lamp.uid});
    app::Closing const closing{"done", PartialDate{desk.today()}, {}};
    domain::WorkOrder logged;
    auto const saved = milliseconds([&] { logged = desk.orders().log(order); });
    domain::WorkOrder closed;
    auto const finished = milliseconds([&] { closed = desk.orders().close(logged, closing); });
    auto const step = app::undo_of_close(logged, closed);
    auto const undone = milliseconds([&] { (void)step.reverse(desk, step.version); });
    return std::max({saved, finished, undone});
}

/// Many orders in one ledger; made at the first use.
std::unique_ptr<app::Ledger> many(Settings const& settings)
{
    auto const path = settings.folder / "orders.gpkg";
    auto const opener = store::make_opener(settings.clock);
    if (std::filesystem::exists(path))
        return opener->open(path.string());
    auto ledger = opener->create(path.string(), {});
    for (int done = 0; done < settings.orders;) {
        auto change = ledger->begin();
        for (int i = 0; i < 20'000 && done < settings.orders; ++i, ++done) {
            auto order = order_of(done);
            order.state = done % 10 == 0 ? domain::OrderState::pending : domain::OrderState::closed;
            change->add(order);
        }
        change->commit({"bench", "import", "ledger", {}, Json::object()});
    }
    return ledger;
}

struct Page {
    explicit Page(Settings const& settings)
    {
        (void)many(settings);
        bench.open((settings.folder / "orders.gpkg").string());
        (void)queue.drain_until([&] { return bench.is_open(); });
    }
    SystemClock clock;
    test::MainQueue queue;
    std::unique_ptr<app::LedgerOpener> opener = store::make_opener(clock);
    exchange::GdalFiles files;
    test::RealPictures pictures;
    present::Workbench bench{{*opener, files, clock, queue.post(), pictures}, Language::zh};
};

double list_table(Settings const& settings)
{
    Page page{settings};
    return milliseconds([&] {
        present::OrderTable table{page.bench};
        (void)page.queue.drain_until([&] { return table.rows() > 0; });
    });
}

double list_filter(Settings const& settings)
{
    Page page{settings};
    present::OrderTable table{page.bench};
    (void)page.queue.drain_until([&] { return table.rows() > 0; });
    std::array const texts{"云新街", "倾斜", "2023-01", "x", "88号"};
    std::size_t i = 0;
    return median_ms(5, [&] { table.set_text(texts.at(i++ % texts.size())); });
}

double rates(Settings const& settings)
{
    auto const ledger = many(settings);
    return milliseconds([&] {
        std::vector<domain::RateOrder> orders;
        ledger->order_book().each_rate_order([&](domain::RateOrder order) { orders.push_back(std::move(order)); });
        (void)domain::rates_of(orders, *domain::Period::quarter(2025, 3), 480);
    });
}

} // namespace

void add_order_figures(std::vector<Figure>& figures)
{
    figures.insert(figures.end(), {{"commit.ratio_fdatasync", "x", "<= 2.5", commit_ratio},
                                   {"order.batch_10k_ms", "ms", "<= 1000", batch_10k},
                                   {"orders.table_ms", "ms", "<= 300 at 100,000; <= 1500 at 1,000,000", list_table},
                                   {"orders.filter_ms", "ms", "<= 100 at 100,000; <= 600 at 1,000,000", list_filter},
                                   {"orders.rates_ms", "ms", "-", rates}});
}

} // namespace bench
