#include "geo/doctor.hpp"

#include "geo/coordinate_text.hpp"
#include "geo/crs.hpp"
#include "geo/road_nearness.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace taizhang::geo {
namespace {

constexpr Box china{73, 3, 136, 54};
constexpr std::size_t judged = 500;   // samples that are looked at
constexpr double most = 0.5;          // a system is believed when it brings more than this share into the area
constexpr double metres_of_shift = 60; // the web maps' shift is 300 to 700 m; survey and GPS errors stay below this

/// A share with one decimal as a person reads it.
std::string percent(double share) { return decimal(share * 100, 1) + "%"; }

struct Look {
    std::span<RawPair const> samples;
    Expectation const& expected;
};

/// How a system would place the samples.
struct Placing {
    std::vector<Position> places;
    double in_area = 0, in_china = 0, possible = 0;
};

Placing placed(Look const& look, Crs const& crs, bool swapped)
{
    Placing out;
    for (auto const& s : look.samples)
        if (auto const p = swapped ? crs.to_ledger(s.second, s.first) : crs.to_ledger(s.first, s.second))
            out.places.push_back(*p);
    auto const all = static_cast<double>(look.samples.size());
    auto const share_in = [&](Box const& box) {
        return static_cast<double>(std::ranges::count_if(out.places, [&](Position p) { return box.contains(p); })) / all;
    };
    out.possible = static_cast<double>(out.places.size()) / all;
    out.in_china = share_in(china);
    out.in_area = look.expected.area ? share_in(*look.expected.area) : 0;
    return out;
}

/// The middle value: what the bulk of the numbers is like, whatever stray ones there are.
double typical(std::span<RawPair const> samples, double RawPair::*member)
{
    std::vector<double> values;
    for (auto const& s : samples)
        values.push_back(std::abs(s.*member));
    auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

struct Zone {
    int epsg;
    Text why;
};

/// Gauss–Krüger zones of CGCS2000 that an easting of that size can be of.
std::vector<Zone> zones_for(double easting)
{
    std::vector<Zone> zones;
    auto const prefix = static_cast<int>(easting / 1e6);
    if (prefix >= 25 && prefix <= 45)
        zones.push_back({4513 + prefix - 25, tr("The easting begins with the zone number {0}: CGCS2000, 3-degree zone.", prefix)});
    else if (prefix >= 13 && prefix <= 23)
        zones.push_back({4491 + prefix - 13, tr("The easting begins with the zone number {0}: CGCS2000, 6-degree zone.", prefix)});
    else if (easting > 100000 && easting < 900000)
        // 3-degree zones hold every central meridian of the 6-degree ones, with the same numbers
        for (int meridian = 75; meridian <= 135; meridian += 3)
            zones.push_back({4534 + (meridian - 75) / 3, tr("A six-digit easting: CGCS2000 with the central meridian {0}°E.", meridian)});
    return zones;
}

void add_zones(Look const& look, std::vector<Belief>& beliefs)
{
    auto const first = typical(look.samples, &RawPair::first), second = typical(look.samples, &RawPair::second);
    for (bool const swapped : {false, true}) {
        auto const easting = swapped ? second : first, northing = swapped ? first : second;
        if (northing < 330000 || northing > 6000000 || (easting < 1e6 && easting > northing))
            continue;
        for (auto const& zone : zones_for(easting)) {
            auto const name = "EPSG:" + std::to_string(zone.epsg);
            auto const there = placed(look, Crs::named(name), swapped);
            bool const has_prefix = easting > 1e6;
            auto const share = look.expected.area ? there.in_area : there.in_china;
            if (share <= most && !(has_prefix && there.in_china > most))
                continue;
            beliefs.push_back({name, swapped, share, {}, zone.why});
        }
    }
    if (first > 7e6 && first < 1.6e7 && second > 3e5 && second < 8e6) {
        auto const there = placed(look, Crs::named("EPSG:3857"), false);
        if (auto const share = look.expected.area ? there.in_area : there.in_china; share > most)
            beliefs.push_back({"EPSG:3857", false, share, {}, tr("The numbers are metres of the web maps' projection.")});
    }
}

void add_degrees(Look const& look, std::vector<Belief>& beliefs)
{
    auto const crs = Crs::named("EPSG:4490");
    for (bool const swapped : {false, true}) {
        auto const there = placed(look, crs, swapped);
        if (there.possible <= most)
            continue;
        bool const as_named = swapped == look.expected.first_is_northing;
        auto const share = look.expected.area ? there.in_area : there.in_china;
        if (as_named)
            beliefs.push_back({"EPSG:4490", swapped, share, {}, tr("The numbers are degrees of longitude and latitude.")});
        else if (share > most)
            beliefs.push_back({"EPSG:4490", swapped, share, {}, tr("Longitude and latitude are swapped: only so do they lie where they should.")});
    }
}

/// The same degrees read as shifted by a web map, where the ledger's roads speak for that.
void add_shifted(Look const& look, std::vector<Belief>& beliefs)
{
    if (look.expected.roads.empty() || beliefs.empty() || beliefs.front().system != "EPSG:4490" || beliefs.front().in_area <= most)
        return;
    RoadNearness const roads{look.expected.roads};
    auto& plain = beliefs.front();
    plain.off_roads_m = roads.median_metres(placed(look, Crs::named(plain.system), plain.swapped).places);
    auto best = plain;
    for (auto const* system : {"gcj02", "bd09"}) {
        Belief shifted{system, plain.swapped, plain.in_area, {}, {}};
        shifted.off_roads_m = roads.median_metres(placed(look, Crs::named(system), plain.swapped).places);
        if (shifted.off_roads_m && plain.off_roads_m && *plain.off_roads_m > metres_of_shift &&
            *shifted.off_roads_m * 3 < *plain.off_roads_m && (best.system == plain.system || *shifted.off_roads_m < *best.off_roads_m))
            best = shifted;
    }
    if (best.system == plain.system)
        return;
    best.why = tr("The points lie {0} m beside our roads as they are, {1} m when the web map's shift is taken out.",
                  decimal(*plain.off_roads_m, 0), decimal(*best.off_roads_m, 0));
    beliefs.insert(beliefs.begin(), std::move(best));
}

} // namespace

std::vector<Belief> diagnosed(std::span<RawPair const> samples, Expectation const& expected)
{
    std::vector<RawPair> real;
    auto const step = std::max<std::size_t>(1, samples.size() / judged);
    for (std::size_t i = 0; i < samples.size(); i += step)
        if (!is_placeholder(samples[i].first, samples[i].second))
            real.push_back(samples[i]);
    std::vector<Belief> beliefs;
    if (real.empty())
        return beliefs;
    Look const look{real, expected};
    if (!expected.system.empty()) {
        // the system is said; only which number is the easting is left to find out
        auto const crs = Crs::named(expected.system);
        for (bool const swapped : {false, true}) {
            auto const there = placed(look, crs, swapped);
            auto const share = expected.area && there.in_area > 0 ? there.in_area : there.in_china > 0 ? there.in_china : there.possible * 0.1;
            beliefs.push_back({expected.system, swapped, share, {},
                               swapped == expected.first_is_northing ? tr("The system was given.") : tr("The system was given; X and Y are the other way round, only so do they fit it.")});
        }
    } else {
        add_degrees(look, beliefs);
        if (beliefs.empty())
            add_zones(look, beliefs);
    }
    std::ranges::stable_sort(beliefs, [&](Belief const& a, Belief const& b) {
        if (std::abs(a.in_area - b.in_area) > 0.01)
            return a.in_area > b.in_area;
        return (a.swapped == expected.first_is_northing) > (b.swapped == expected.first_is_northing);
    });
    add_shifted(look, beliefs);
    if (!beliefs.empty() && expected.area)
        beliefs.front().why = tr("{0} {1} of the points lie in our area.", beliefs.front().why, percent(beliefs.front().in_area));
    return beliefs;
}

} // namespace taizhang::geo
