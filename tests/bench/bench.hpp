#pragma once

#include "app/ledger.hpp"
#include "base/date.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace bench {

struct Settings {
    int assets = 29'969; ///< lights of a middle-sized city
    int orders = 100'000;
    std::filesystem::path folder;
    std::filesystem::path city; ///< a ledger with many assets, made when it is not there; "" = in the folder
    taizhang::SystemClock clock;
};

struct Figure {
    std::string name, unit, goal; ///< goal: "<= 1000", ">= 5994"
    std::function<double(Settings const&)> measure;
};

/// In the order in which they are measured.
[[nodiscard]] std::vector<Figure> figures();
[[nodiscard]] std::vector<Figure> server_figures(); ///< on a private PostgreSQL server
/// As many assets as asked for, nine in ten of them points; made at the first use.
[[nodiscard]] std::unique_ptr<taizhang::app::Ledger> city(Settings const& settings);

/// Those about orders.
void add_order_figures(std::vector<Figure>& figures);
[[nodiscard]] std::vector<Figure> map_figures(); ///< part of figures()
/// Of reports over many orders, and of many pages.
[[nodiscard]] std::vector<Figure> report_figures();

/// Milliseconds that `work` takes.
template <class Work>
double milliseconds(Work work)
{
    auto const start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

/// The median of several runs.
[[nodiscard]] double median_ms(int runs, std::function<void()> const& work);

} // namespace bench
