#include "app/sample_town.hpp"

#include "base/uuid.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace taizhang::app {
namespace {

struct Spot {
    double x, y;   ///< metres east and north of the centre
    double dx, dy; ///< unit vector along the street
};

/// A street as a polyline in metres.
class Street {
public:
    Street(Json const& json) : name{json.at("name").as_string()}, grade{json.at("grade").as_string()}, width{json.at("width").as_number()}
    {
        for (auto const& p : json.at("points").items())
            points.emplace_back(p.items()[0].as_number(), p.items()[1].as_number());
    }
    [[nodiscard]] double length() const
    {
        double total = 0;
        for (std::size_t i = 1; i < points.size(); ++i)
            total += std::hypot(points[i].first - points[i - 1].first, points[i].second - points[i - 1].second);
        return total;
    }
    [[nodiscard]] Spot at(double along) const
    {
        for (std::size_t i = 1; i < points.size(); ++i) {
            auto const dx = points[i].first - points[i - 1].first, dy = points[i].second - points[i - 1].second;
            auto const piece = std::hypot(dx, dy);
            if (along <= piece || i + 1 == points.size())
                return {points[i - 1].first + dx / piece * along, points[i - 1].second + dy / piece * along, dx / piece, dy / piece};
            along -= piece;
        }
        return {};
    }
    std::string name, grade;
    double width;
    std::vector<std::pair<double, double>> points;
};

class Town {
public:
    explicit Town(Json const& sample) : sample_{sample} {}

    std::vector<domain::Asset> take() { return std::move(assets_); }

    domain::Asset& add(std::string const& klass, std::string const& prefix, std::string const& road)
    {
        auto const n = ++counts_[klass];
        auto digits = std::to_string(n);
        digits.insert(0, digits.size() < 4 ? 4 - digits.size() : 0, '0');
        domain::Asset a;
        a.class_key = klass;
        a.code = prefix + '-' + digits;
        a.uid = uuid_of_name("zuoyun sample " + a.code);
        a.road = road;
        a.owning_unit = sample_.text("owner");
        a.source.method = "sample";
        a.source.accuracy = "approximate";
        // years known only as such, months and days mixed, as in a real ledger
        auto const year = 2004 + static_cast<int>(n * 7 % 21);
        a.built_on = n % 3 == 0 ? PartialDate::from(year) : n % 3 == 1 ? PartialDate::from(year, 1 + static_cast<int>(n % 12))
                                                                       : PartialDate::from(year, 1 + static_cast<int>(n % 12), 1 + static_cast<int>(n % 28));
        if (n % 97 == 0)
            a.state = domain::Condition::damaged;
        assets_.push_back(std::move(a));
        return assets_.back();
    }
    /// A point beside the street; every 211th facility of a class still waits for its position.
    void place(domain::Asset& a, Street const& street, double along, double offset)
    {
        if (counts_[a.class_key] % 211 == 0)
            return;
        auto const s = street.at(along);
        a.shape = geo::Shape::point(town_position(sample_, s.x - s.dy * offset, s.y + s.dx * offset));
    }
    [[nodiscard]] geo::Shape line_of(Street const& street, double offset) const
    {
        geo::Shape::Chain chain;
        double along = 0;
        for (std::size_t i = 0; i < street.points.size(); ++i) {
            auto const s = street.at(i == 0 ? 0.01 : along);
            chain.push_back(town_position(sample_, street.points[i].first - s.dy * offset, street.points[i].second + s.dx * offset));
            if (i + 1 < street.points.size())
                along += std::hypot(street.points[i + 1].first - street.points[i].first, street.points[i + 1].second - street.points[i].second);
        }
        return geo::Shape::line(std::move(chain));
    }

private:
    Json const& sample_;
    std::vector<domain::Asset> assets_;
    std::map<std::string, int> counts_;
};

void add_road(Town& town, Street const& street)
{
    auto& a = town.add("road", "DL", street.name);
    a.name = street.name;
    a.shape = town.line_of(street, 0);
    a.attrs = Json::object({{"grade", street.grade},
                            {"length_m", std::round(street.length())},
                            {"width_m", street.width},
                            {"area_m2", std::round(street.length() * street.width)},
                            {"surface", street.grade == "lane" ? "concrete" : "asphalt"},
                            {"maintenance_class", street.grade == "lane" ? "III" : street.grade == "collector" ? "II" : "I"}});
}

void add_lights(Town& town, Street const& street)
{
    bool const narrow = street.grade == "lane";
    for (double along = 15; along < street.length(); along += narrow ? 30 : 32)
        for (double const side : {1.0, -1.0}) {
            if (narrow && side < 0)
                continue;
            auto& a = town.add("streetlight", "LD", street.name);
            a.units = domain::Quantity::whole(narrow ? 1 : 2);
            a.unit = "盏";
            a.attrs = Json::object({{"power_w", narrow ? 60 : 150}, {"lamp_type", "LED"}, {"pole_height_m", narrow ? 6 : 10},
                                    {"circuit", "HL-" + street.name}});
            town.place(a, street, along, side * (street.width / 2 + 1));
        }
}

void add_inlets(Town& town, Street const& street)
{
    for (double along = 20; along < street.length(); along += 40)
        for (double const side : {1.0, -1.0}) {
            auto& a = town.add("rain_inlet", "YS", street.name);
            a.attrs = Json::object({{"grate_type", side > 0 ? "flat" : "kerb"}, {"depth_m", 0.8}, {"pipe_mm", 200}});
            town.place(a, street, along, side * (street.width / 2 - 0.6));
        }
}

void add_gas(Town& town, Json const& sample, Street const& street)
{
    if (street.grade != "arterial" && street.grade != "collector")
        return;
    auto& a = town.add("gas_main", "RQ", street.name);
    a.shape = town.line_of(street, -street.width / 2 - 3);
    a.owning_unit = sample.text("gas_company");
    a.attrs = Json::object({{"material", "PE"}, {"diameter_mm", 160}, {"pressure", "medium_b"},
                            {"length_m", std::round(street.length())}, {"laying", "buried"}});
}

void add_facilities(Town& town, Street const& street)
{
    if (street.grade == "expressway")
        return;
    auto& toilet = town.add("public_toilet", "GC", street.name);
    toilet.attrs = Json::object({{"kind", "standalone"}, {"flush", "water"}, {"grade", "2"}, {"stalls_men", 4}, {"stalls_women", 6},
                                 {"accessible", true}});
    town.place(toilet, street, street.length() * 0.62, street.width / 2 + 14);
    if (street.grade == "lane")
        return;
    for (int i = 0; i < 4; ++i) {
        auto& charger = town.add("ev_charger", "CD", street.name);
        charger.attrs = i < 2 ? Json::object({{"current", "DC"}, {"power_kw", 60}, {"connectors", 2}})
                              : Json::object({{"current", "AC"}, {"power_kw", 7}, {"connectors", 1}});
        town.place(charger, street, street.length() * 0.35 + i * 4, -street.width / 2 - 12);
    }
}

} // namespace

geo::Position town_position(Json const& sample, double east, double north)
{
    auto const& centre = sample.at("centre").items();
    auto const lon = centre[0].as_number(), lat = centre[1].as_number();
    constexpr double metres_a_degree = 111'320;
    return *geo::Position::from_degrees(lon + east / (metres_a_degree * std::cos(lat * std::numbers::pi / 180)),
                                        lat + north / metres_a_degree);
}

std::vector<domain::Asset> facilities_of_town(Json const& sample)
{
    Town town{sample};
    for (auto const& json : sample.at("streets").items()) {
        Street const street{json};
        add_road(town, street);
        add_lights(town, street);
        if (street.grade != "expressway")
            add_inlets(town, street);
        add_gas(town, sample, street);
        add_facilities(town, street);
    }
    return town.take();
}

} // namespace taizhang::app
