#pragma once

#include "app/desk.hpp"
#include "base/uuid.hpp"
#include "store/store.hpp"
#include "support/ledger_home.hpp"

#include <gtest/gtest.h>

/// What the tests of the ledger's ports start from: a bureau, a lamp, a repair.
namespace taizhang::test {

class LedgerContract : public testing::Test {
protected:
    static app::LedgerInfo bureau()
    {
        app::LedgerInfo info;
        info.bureau = "左云县住房和城乡建设管理局";
        info.county = "左云县";
        return info;
    }
    std::unique_ptr<app::Ledger> fresh(std::string const& name = "t.gpkg") { return opener->create(place(name), bureau()); }
    /// What opens the ledger of that name, on whatever engine this run is about.
    std::string place(std::string const& name = "t.gpkg") { return home.place(name); }
    std::string path(std::string const& name) const { return (home.folder() / name).string(); } ///< of an ordinary file
    static domain::Asset lamp(std::string const& code)
    {
        domain::Asset a;
        a.class_key = "streetlight";
        a.code = code;
        a.road = "云新街";
        a.shape = geo::Shape::point(*geo::Position::from_degrees(112.70, 40.01));
        a.attrs = Json::object({{"power_w", 150}});
        a.built_on = PartialDate::from(2019, 6);
        return a;
    }
    static domain::WorkOrder repair_of(domain::Asset const& asset)
    {
        domain::WorkOrder order;
        order.road = asset.road;
        order.received_on = *Date::from_ymd(2025, 7, 1);
        domain::OrderLine line;
        line.class_key = "streetlight";
        line.activity = "repair";
        line.item = "路灯";
        line.unit = "盏";
        line.planned = domain::Quantity::whole(2);
        line.assets = {{asset.uid, "PLANNED"}};
        order.lines.push_back(line);
        return order;
    }
    LedgerHome home;
    FixedClock clock{*Instant::parse_iso("2025-11-13T02:00:00.000Z")};
    std::unique_ptr<app::LedgerOpener> opener = store::make_opener(clock);
};

} // namespace taizhang::test
