#include "app/slip_data.hpp"

#include "app/attachments.hpp"
#include "app/requests.hpp"
#include "geo/measure.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace taizhang::app {
namespace {

using Walk = std::vector<SlipAsset>;

/// Along the line the points lie on best: the longer axis of their spread, in metres.
void sort_along(Walk& walk)
{
    double lon = 0, lat = 0;
    for (auto const& a : walk) {
        lon += a.row.position->lon_degrees();
        lat += a.row.position->lat_degrees();
    }
    auto const n = static_cast<double>(walk.size());
    lon /= n;
    lat /= n;
    auto const squeeze = std::cos(lat * 3.14159265358979 / 180); // a degree of longitude is shorter than one of latitude
    double xx = 0, xy = 0, yy = 0;
    for (auto const& a : walk) {
        auto const x = (a.row.position->lon_degrees() - lon) * squeeze, y = a.row.position->lat_degrees() - lat;
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    auto const angle = std::atan2(2 * xy, xx - yy) / 2;
    auto const along = [&](SlipAsset const& a) {
        return (a.row.position->lon_degrees() - lon) * squeeze * std::cos(angle) + (a.row.position->lat_degrees() - lat) * std::sin(angle);
    };
    std::ranges::stable_sort(walk, {}, along);
}

double metres(SlipAsset const& a, SlipAsset const& b) { return geo::distance(*a.row.position, *b.row.position).in_metres(); }

} // namespace

Walk in_walking_order(Walk assets)
{
    std::map<std::string, Walk> roads;
    Walk unplaced, walked;
    for (auto& a : assets)
        (a.row.position ? roads[a.row.road] : unplaced).push_back(std::move(a));
    for (auto& [road, walk] : roads)
        sort_along(walk);
    while (!roads.empty()) {
        auto next = roads.begin();
        bool backwards = false;
        if (!walked.empty()) {
            auto const reach = [&](Walk const& walk) { return std::min(metres(walked.back(), walk.front()), metres(walked.back(), walk.back())); };
            next = std::ranges::min_element(roads, {}, [&](auto const& road) { return reach(road.second); });
            backwards = metres(walked.back(), next->second.back()) < metres(walked.back(), next->second.front());
        }
        if (backwards)
            std::ranges::reverse(next->second);
        std::ranges::move(next->second, std::back_inserter(walked));
        roads.erase(next);
    }
    std::ranges::stable_sort(unplaced, {}, [](SlipAsset const& a) { return std::pair{a.row.road, a.row.code}; });
    std::ranges::move(unplaced, std::back_inserter(walked));
    return walked;
}

SlipData collect_slips(Ledger const& ledger, std::vector<std::string> const& which, std::string const& who, Instant now)
{
    SlipData data{ledger.info(), now, who, {}};
    bool const phones = sees_phones(ledger, who);
    for (auto const& one : which) {
        SlipOrder slip;
        slip.order = ledger.order(one);
        std::map<std::string, std::string> status;
        AssetQuery query;
        query.with_removed = true;
        for (auto const& line : slip.order.lines)
            for (auto const& asset : line.assets)
                if (status.emplace(asset.asset_uid, asset.status).second)
                    query.uids.push_back(asset.asset_uid);
        if (!query.uids.empty())
            for (auto& row : ledger.assets(query)) {
                auto const said = status[row.uid];
                slip.assets.push_back({std::move(row), said});
            }
        slip.assets = in_walking_order(std::move(slip.assets));
        RequestQuery asked;
        asked.order_uid = slip.order.uid;
        ledger.requests().each(asked, [&](domain::Request const& r) {
            slip.requests.push_back(r);
            if (!phones)
                slip.requests.back().caller_phone = domain::masked_phone(r.caller_phone);
        });
        if (!phones)
            slip.order.caller_phone = domain::masked_phone(slip.order.caller_phone);
        slip.photos = ledger.attachments().of("order", slip.order.uid);
        data.orders.push_back(std::move(slip));
    }
    return data;
}

} // namespace taizhang::app
