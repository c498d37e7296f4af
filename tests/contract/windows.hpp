#pragma once

#include "app/sample.hpp"
#include "exchange/files.hpp"
#include "present/repair_form.hpp"
#include "present/table.hpp"
#include "present/workbench.hpp"
#include "store/store.hpp"
#include "support/ledger_home.hpp"
#include "support/main_queue.hpp"
#include "support/pictures.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace taizhang::present {

/// The view-models over a real ledger, without a display, on 2025-11-20 in Zuoyun.
class Windows : public testing::Test {
protected:
    Windows()
    {
        setenv("XDG_CONFIG_HOME", (folder / "config").c_str(), 1);
        on_notice = bench.notices.subscribe([this](Notice const& notice) { notices.push_back(notice); });
    }
    void open_sample()
    {
        {
            auto const ledger = opener->create(place(), [] {
                auto info = app::zuoyun_info();
                info.illustrative = true;
                return info;
            }());
            app::fill_zuoyun_sample(*ledger, {});
        }
        bench.open(place());
        ASSERT_TRUE(queue.drain_until([&] { return bench.is_open(); }));
    }
    void open_empty()
    {
        bench.create(place(), false);
        ASSERT_TRUE(queue.drain_until([&] { return bench.is_open(); }));
    }
    [[nodiscard]] std::string path(std::string const& name) const { return (folder / name).string(); }
    /// What opens the ledger, on whatever engine this run is about.
    [[nodiscard]] std::string place(std::string const& name = "t.gpkg") { return home.place(name); }
    [[nodiscard]] bool drain(std::function<bool()> const& condition) { return queue.drain_until(condition); }
    [[nodiscard]] static std::size_t column(Table const& table, std::string const& key)
    {
        auto const columns = table.columns();
        return static_cast<std::size_t>(std::ranges::find(columns, key, &Column::key) - columns.begin());
    }
    [[nodiscard]] app::AssetRow asset(std::string const& uid)
    {
        std::optional<app::AssetRow> row;
        Lifetime alive;
        bench.ask(
            alive,
            [uid](app::Ledger const& ledger) {
                app::AssetQuery query;
                query.uids = {uid};
                return ledger.assets(query).at(0);
            },
            [&](app::AssetRow read) { row = std::move(read); });
        EXPECT_TRUE(drain([&] { return row.has_value(); }));
        return row.value();
    }
    [[nodiscard]] domain::WorkOrder saved(RepairForm& form, bool done)
    {
        std::optional<domain::WorkOrder> order;
        form.save(done, [&](domain::WorkOrder o) { order = std::move(o); },
                  [&](Notice const& n) { ADD_FAILURE() << n.text; });
        EXPECT_TRUE(drain([&] { return order.has_value(); }));
        return order.value();
    }

    test::LedgerHome home;
    test::TempFolder const& folder = home.folder();
    test::MainQueue queue;
    FixedClock clock{*Instant::parse_iso("2025-11-20T02:00:00.000Z")};
    std::unique_ptr<app::LedgerOpener> opener = store::make_opener(clock);
    exchange::GdalFiles files;
    test::RealPictures pictures;
    Workbench bench{Services{*opener, files, clock, queue.post(), pictures}, Language::zh};
    std::vector<Notice> notices;
    Subscription on_notice;
};

} // namespace taizhang::present
