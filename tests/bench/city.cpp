#include "city.hpp"

#include "base/uuid.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace bench {
using namespace taizhang;

namespace {

/// splitmix64: own code, so that every platform gives the same city.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_{seed} {}
    std::uint64_t next()
    {
        auto z = state_ += 0x9E3779B97F4A7C15ULL;
        z = (z ^ z >> 30U) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ z >> 27U) * 0x94D049BB133111EBULL;
        return z ^ z >> 31U;
    }
    double uniform(double low = 0, double high = 1) { return low + (high - low) * static_cast<double>(next() >> 11U) * 0x1.0p-53; }
    int below(int n) { return static_cast<int>(next() % static_cast<std::uint64_t>(n)); }
    double gauss()
    {
        double sum = 0;
        for (int i = 0; i < 12; ++i)
            sum += uniform();
        return sum - 6;
    }

private:
    std::uint64_t state_;
};

constexpr double degree = 3.14159265358979 / 180, centre_lon = 118.78, centre_lat = 32.05, metres_a_lat = 110900.0;
double const metres_a_lon = 111320.0 * std::cos(centre_lat * degree);

struct Flat {
    double x, y; ///< metres from the centre
};
geo::Position on_earth(Flat p) { return *geo::Position::from_degrees(centre_lon + p.x / metres_a_lon, centre_lat + p.y / metres_a_lat); }

struct Street {
    std::string name;
    Flat middle;
    double heading, length, bend;
    /// @param along 0..1, @param left metres to the left
    [[nodiscard]] Flat at(double along, double left) const
    {
        auto const u = (along - 0.5) * length, a = heading + bend * (along - 0.5);
        return {middle.x + u * std::cos(a) - left * std::sin(a), middle.y + u * std::sin(a) + left * std::cos(a)};
    }
};

std::vector<Street> streets_of(City const& city, Random& random)
{
    constexpr std::array first{"中山", "解放", "人民", "建设", "和平", "长江", "黄河", "新华", "文化", "光华", "青年", "友谊", "北京", "上海", "广州",
                               "汉中", "珠江", "龙蟠", "江东", "梦都", "云锦", "奥体", "应天", "集庆", "升州", "建邺", "凤台", "虎踞", "草场", "石城"};
    constexpr std::array second{"", "东", "西", "南", "北", "中", "一", "二", "三", "四", "五", "六", "七", "八"};
    constexpr std::array third{"路", "街", "大道", "巷", "里"};
    std::vector<Street> streets(static_cast<std::size_t>(std::max(20, city.assets / 250)));
    for (auto& s : streets) {
        if (random.uniform() < 0.6)
            s.middle = {random.gauss() * 4500, random.gauss() * 4500};
        else {
            auto const r = 20'000 * std::sqrt(random.uniform()), turn = random.uniform(0, 360 * degree);
            s.middle = {r * std::cos(turn), r * std::sin(turn)};
        }
        auto const sector = static_cast<int>((std::atan2(s.middle.y, s.middle.x) / degree + 180) / 40.01);
        s.heading = (random.below(2) ? 90 * degree : 0) + 0.17 * sector + random.gauss() * 0.03;
        s.length = 250 * std::exp(random.uniform(0, 2.6));
        s.bend = random.gauss() * 0.08;
        s.name = std::string{first[static_cast<std::size_t>(random.below(30))]} + second[static_cast<std::size_t>(random.below(14))] +
                 third[static_cast<std::size_t>(random.below(5))];
    }
    return streets;
}

struct Kind {
    double share;
    char const *class_key, *prefix;
    double offset;
};
constexpr std::array point_kinds{Kind{.64, "streetlight", "LD", 9}, Kind{.24, "rain_inlet", "YS", 7}, Kind{.06, "manhole", "JG", 7},
                                 Kind{.01, "public_toilet", "GC", 15}, Kind{.05, "ev_charger", "CD", 15}};
constexpr std::array line_kinds{Kind{.65, "road", "DL", 0}, Kind{.35, "gas_main", "RQ", 0}};

template <std::size_t n>
Kind const& one_of(std::array<Kind, n> const& kinds, Random& random)
{
    auto at = random.uniform();
    for (auto const& kind : kinds) {
        if (at < kind.share)
            return kind;
        at -= kind.share;
    }
    return kinds.back();
}

} // namespace

void build_city(app::Ledger& ledger, City const& city)
{
    Random random{city.seed};
    auto const streets = streets_of(city, random);
    std::vector<double> begins;
    double total = 0;
    for (auto const& s : streets) {
        begins.push_back(total);
        total += s.length;
    }
    auto const points = static_cast<int>(city.assets * 0.85);
    constexpr int chunk = 100'000;
    std::vector<domain::Asset> assets;
    auto const write = [&] {
        auto change = ledger.begin();
        change->add_many(assets, {});
        change->commit({"bench", "import", "ledger", {}, Json::object()});
        assets.clear();
    };
    std::size_t at = 0;
    for (int i = 0; i < city.assets; ++i) {
        bool const point = i < points;
        auto const k = point ? (i + 0.5) / points : (i - points + 0.5) / (city.assets - points);
        if (i == points)
            at = 0;
        while (at + 1 < streets.size() && begins[at + 1] < total * k)
            ++at;
        auto const& street = streets[at];
        auto& a = assets.emplace_back();
        a.uid = uuid_of_name("city" + std::to_string(i));
        auto const& kind = point ? one_of(point_kinds, random) : one_of(line_kinds, random);
        a.class_key = kind.class_key;
        a.code = kind.prefix + std::to_string(10'000'000 + i);
        a.road = a.name = street.name;
        a.built_on = PartialDate::from(2000 + random.below(25));
        a.state = random.uniform() < .93 ? domain::Condition::intact : domain::Condition::damaged;
        if (point)
            a.shape = geo::Shape::point(on_earth(street.at(random.uniform(), (random.below(2) ? 1 : -1) * kind.offset + random.gauss() * .6)));
        else {
            auto const n = 4 + random.below(9);
            auto const from = random.uniform(0, .9), to = std::min(1.0, from + random.uniform(60, 400) / street.length);
            auto const left = a.class_key == "road" ? 0 : random.uniform(-6, 6);
            geo::Shape::Chain chain;
            for (int j = 0; j < n; ++j)
                chain.push_back(on_earth(street.at(from + (to - from) * j / (n - 1), left + random.gauss() * .8)));
            a.shape = geo::Shape::line(std::move(chain));
        }
        if (assets.size() == chunk)
            write();
    }
    if (!assets.empty())
        write();
}

} // namespace bench
