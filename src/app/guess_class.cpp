#include "app/guess_class.hpp"

#include "app/importing_rows.hpp"
#include "app/ledger.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace taizhang::app {
namespace {

using domain::AssetClass;
using domain::GeometryKind;

/// Words of file names and headers beyond the class's own name.
struct Word {
    char const* part; ///< folded
    char const* class_key;
};
constexpr std::array words{Word{"路灯", "streetlight"}, Word{"灯杆", "streetlight"}, Word{"streetlight", "streetlight"}, Word{"street_light", "streetlight"},
                           Word{"lamp", "streetlight"}, Word{"eclairage", "streetlight"}, Word{"light", "streetlight"},
                           Word{"公厕", "public_toilet"}, Word{"公共厕所", "public_toilet"}, Word{"公廁", "public_toilet"}, Word{"toilet", "public_toilet"}, Word{"gbptm", "public_toilet"},
                           Word{"充电", "ev_charger"}, Word{"充電", "ev_charger"}, Word{"charg", "ev_charger"}, Word{"evse", "ev_charger"}, Word{"fuel_station", "ev_charger"},
                           Word{"燃气", "gas_main"}, Word{"瓦斯", "gas_main"}, Word{"天然氣", "gas_main"}, Word{"pipeline", "gas_main"}, Word{"gas", "gas_main"},
                           Word{"雨水口", "rain_inlet"}, Word{"雨水箅", "rain_inlet"}, Word{"收水口", "rain_inlet"}, Word{"basin", "rain_inlet"}, Word{"inlet", "rain_inlet"}, Word{"drain", "rain_inlet"},
                           Word{"检查井", "manhole"}, Word{"井盖", "manhole"}, Word{"manhole", "manhole"}, Word{"绿地", "green_space"}, Word{"公园", "green_space"}, Word{"park", "green_space"},
                           Word{"市场", "convenience_market"}, Word{"高杆灯", "high_mast_light"}, Word{"景观灯", "landscape_light"}, Word{"灯笼", "landscape_light"},
                           Word{"centerline", "road"}, Word{"filairevoies", "road"}, Word{"road", "road"}, Word{"道路", "road"}, Word{"路段", "road"}};

struct Evidence {
    double weight = 0;
    std::vector<std::string> said;
    void add(double by, std::string const& what)
    {
        weight += by;
        if (said.size() < 4 && std::ranges::find(said, what) == said.end())
            said.push_back(what);
    }
};

bool means(AssetClass const& of, std::string const& header)
{
    auto const any = [&](std::vector<std::string> const& aliases) {
        return std::ranges::any_of(aliases, [&](auto const& alias) { return folded_header(alias) == header; });
    };
    return std::ranges::any_of(of.aliases, [&](auto const& entry) { return any(entry.aliases); }) ||
           std::ranges::any_of(of.attributes, [&](auto const& a) { return any(a.aliases) || folded_header(a.name.zh) == header; });
}

bool suits(GeometryKind kind, std::string const& shapes)
{
    if (shapes.empty() || shapes == "mixed" || kind == GeometryKind::none)
        return true;
    if (kind == GeometryKind::area_or_point)
        return shapes != "line";
    return shapes == (kind == GeometryKind::point ? "point" : kind == GeometryKind::line ? "line" : "area");
}

void add_words(std::map<std::string, Evidence>& evidence, domain::Catalog const& catalog, std::string const& text, double by, std::string const& shown)
{
    for (auto const& c : catalog.classes())
        if (text.find(folded(c.name.zh)) != std::string::npos || text.find(folded(c.key)) != std::string::npos)
            evidence[c.key].add(by, shown);
    for (auto const& word : words)
        if (text.find(word.part) != std::string::npos)
            evidence[word.class_key].add(by * 0.8, shown);
}

void add_headers(std::map<std::string, Evidence>& evidence, domain::Catalog const& catalog, std::vector<std::string> const& headers)
{
    for (auto const& header : headers) {
        bool const common = std::ranges::any_of(catalog.common_aliases(), [&](auto const& known) {
            return std::ranges::any_of(known.aliases, [&](auto const& alias) { return folded_header(alias) == folded_header(header); });
        });
        if (!common) // 所在道路 does not make it a table of roads
            add_words(evidence, catalog, folded(header), 2, header);
        std::vector<AssetClass const*> owners;
        for (auto const& c : catalog.classes())
            if (means(c, folded_header(header)))
                owners.push_back(&c);
        for (auto const* c : owners) // what many classes have says little
            evidence[c->key].add(1.5 / static_cast<double>(owners.size()), header);
    }
}

/// Orders and communities by the fields their tables always have.
void add_records(std::vector<ClassGuess>& guesses, FileSigns const& signs)
{
    for (auto const* what : {"orders", "communities"}) {
        std::map<std::string, std::string> fields;
        for (auto const& header : signs.headers)
            if (auto const field = record_field_of(what, header); !field.empty())
                fields.emplace(field, header);
        bool const orders = std::string{what} == "orders";
        bool const whole = orders ? fields.contains("activity") && fields.contains("class") && (fields.contains("received_on") || fields.contains("closed_on"))
                                  : fields.contains("name") && (fields.contains("households") || fields.contains("buildings"));
        if (!whole || (orders && signs.has_position))
            continue;
        std::vector<std::string> said;
        for (auto const& [field, header] : fields)
            said.push_back(header);
        guesses.push_back({what, {}, 2.0 * static_cast<double>(fields.size()), tr("The columns {0} speak for it.", joined(said, ", "))});
    }
}

} // namespace

std::vector<ClassGuess> guessed_classes(domain::Catalog const& catalog, FileSigns const& signs)
{
    std::map<std::string, Evidence> evidence;
    add_words(evidence, catalog, folded(signs.name), 5, signs.name);
    add_headers(evidence, catalog, signs.headers);
    std::vector<ClassGuess> guesses;
    for (auto const& [key, e] : evidence) {
        auto const* of = catalog.find_class(key);
        if (!of || e.weight < 1)
            continue;
        bool const fits = suits(of->geometry, signs.has_position && signs.kind.empty() ? "point" : signs.kind);
        guesses.push_back({"assets", key, fits ? e.weight : e.weight * 0.3, tr("{0} speaks for it.", joined(e.said, ", "))});
    }
    add_records(guesses, signs);
    std::ranges::stable_sort(guesses, std::greater<>{}, &ClassGuess::weight);
    return guesses;
}

geo::Expectation expectation_of(Ledger const& ledger)
{
    constexpr double margin = 0.2; // degrees around what is there: a county has edges
    constexpr std::size_t enough = 20;
    geo::Expectation expected;
    if (ledger.info().division_code == "140226")
        expected.area = geo::Box{112.38, 39.54, 113.18, 40.46}; // 左云县, with the margin
    else {
        std::vector<double> lon, lat;
        for (auto const& row : ledger.assets({}))
            if (row.position) {
                lon.push_back(row.position->lon_degrees());
                lat.push_back(row.position->lat_degrees());
            }
        if (lon.size() >= enough) {
            std::ranges::sort(lon);
            std::ranges::sort(lat);
            auto const few = lon.size() / 50; // stray records say nothing about the county
            expected.area = geo::Box{lon[few] - margin, lat[few] - margin, lon[lon.size() - 1 - few] + margin, lat[lat.size() - 1 - few] + margin};
        }
    }
    AssetQuery roads;
    roads.class_key = "road";
    ledger.each_asset(roads, [&](domain::Asset const& a) {
        if (a.shape && geo::is_line(*a.shape))
            for (auto const& part : a.shape->parts)
                for (auto const& chain : part)
                    expected.roads.push_back(chain);
        return expected.roads.size() < 20'000;
    });
    return expected;
}

} // namespace taizhang::app
