#include "map/themes.hpp"

#include "base/translator.hpp"

#include <algorithm>
#include <unordered_map>

namespace taizhang::map {
namespace {

// Steps of one ramp that stay apart for colour-blind eyes and in grey: the worst is darkest on light ground, lightest on dark.
struct Shade {
    char const *light, *dark;
};
constexpr std::array<Shade, 5> ramp{{{"#C9C21F", "#5A3F8F"}, {"#5DB75E", "#3E7FB0"}, {"#21918C", "#2FB2A0"}, {"#3B528B", "#8FD76A"}, {"#440154", "#FDE725"}}};
// Kinds without an order (Okabe and Ito)
constexpr std::array<Shade, 8> kinds{{{"#009E73", "#2FCF9F"}, {"#D55E00", "#FF8A3D"}, {"#0072B2", "#56B4E9"}, {"#B0578D", "#E59BC8"}, {"#8A6D00", "#F0E442"},
                                      {"#56B4E9", "#9AD4F5"}, {"#4D4D4D", "#C8C8C8"}, {"#E69F00", "#FFC04D"}}};

using Numbers = std::vector<std::uint8_t>;

struct Orders {
    int all = 0, open = 0;
    bool overdue = false;
    std::string latest_closed; ///< ISO date
};

Theme::Entry entry(Text const& label, Shade shade, Language language) { return {Translator{language}(label), shade.light, shade.dark}; }

/// Everything orders say about the assets, by row. @param since only orders received on that day or later; "" = all
std::unordered_map<std::string, Orders> orders_of(app::Ledger const& ledger, bool open_only, std::string const& since, std::string const& now)
{
    std::unordered_map<std::string, Orders> found;
    ledger.map_data().each_work(open_only, [&](app::MapData::Work const& work) {
        if (work.received_on < since)
            return;
        auto& orders = found[std::string{work.asset_uid}];
        ++orders.all;
        if (work.closed_on.empty() && work.state != "closed") {
            ++orders.open;
            orders.overdue = orders.overdue || (!work.deadline.empty() && work.deadline < now);
        } else if (work.closed_on > orders.latest_closed)
            orders.latest_closed = work.closed_on;
    });
    return found;
}

/// @param number_of orders -> entry
template <class NumberOf>
void sort_by_orders(Theme& theme, Scene const& scene, std::unordered_map<std::string, Orders> const& orders, std::uint8_t without, NumberOf number_of)
{
    theme.of_row.assign(scene.things().rows(), without);
    std::vector<std::string> uids;
    for (auto const& [uid, unused] : orders)
        uids.push_back(uid);
    for (auto const row : scene.list().indexes_of(uids))
        theme.of_row[row] = number_of(orders.at(scene.list().uid(row)));
}

Date years_before(Date day, int years) { return Date::from_days(day.days() - years * 36525 / 100); }

void by_state(Theme& theme, Scene const& scene, Language language)
{
    using enum domain::Condition;
    constexpr std::array order{intact, damaged, missing, abandoned};
    for (std::size_t i = 0; i < order.size(); ++i)
        theme.entries.push_back(entry(domain::label(order[i]), std::array{kinds[0], kinds[1], kinds[3], kinds[6]}[i], language));
    for (Row row = 0; row < scene.things().rows(); ++row)
        theme.of_row.push_back(static_cast<std::uint8_t>(Look::of(scene.look(row)).state));
}

void by_condition(Theme& theme, Scene const& scene, Language language)
{
    constexpr std::array limits{90, 75, 60, 40, 0};
    for (std::size_t i = 0; i < limits.size(); ++i)
        theme.entries.push_back(entry(i == 0 ? tr("{0} points and more", limits[0]) : tr("{0} to {1} points", limits[i], limits[i - 1] - 1), ramp[i], language));
    for (auto const score : scene.scores())
        theme.of_row.push_back(score > 100 ? Theme::none
                                           : static_cast<std::uint8_t>(std::ranges::find_if(limits, [&](int limit) { return score >= limit; }) - limits.begin()));
}

void by_age(Theme& theme, Scene const& scene, Date today, Language language)
{
    constexpr std::array limits{5, 10, 15, 20};
    for (std::size_t i = 0; i <= limits.size(); ++i)
        theme.entries.push_back(entry(i == 0 ? tr("up to {0} years", limits[0]) : i == limits.size() ? tr("over {0} years", limits[i - 1])
                                                                                                     : tr("{0} to {1} years", limits[i - 1], limits[i]),
                                      ramp[i], language));
    auto const& list = scene.list();
    theme.of_row.assign(scene.things().rows(), Theme::none);
    std::vector<int> year_of; // texts of dates are few, rows many
    for (Row row = 0; row < list.size(); ++row) {
        auto const number = list.built_number(row);
        if (number >= year_of.size())
            year_of.resize(number + 1, -1);
        if (year_of[number] < 0) {
            auto const built = list.built_on(row);
            year_of[number] = built ? built->first_day().year() : 0;
        }
        if (auto const year = year_of[number]; year > 0)
            theme.of_row[row] = static_cast<std::uint8_t>(
                std::ranges::find_if(limits, [&](int limit) { return today.year() - year <= limit; }) - limits.begin());
    }
}

void by_maintenance(Theme& theme, app::Ledger const& ledger, Scene const& scene, Date today, Language language)
{
    constexpr std::array years{1, 2, 3};
    for (std::size_t i = 0; i <= years.size(); ++i)
        theme.entries.push_back(entry(i < years.size() ? tr("maintained within {0} years", years[i]) : tr("maintained earlier"), ramp[i], language));
    theme.entries.push_back(entry(tr("no maintenance known"), ramp[4], language));
    std::array<std::string, 3> since;
    for (std::size_t i = 0; i < years.size(); ++i)
        since[i] = years_before(today, years[i]).iso();
    sort_by_orders(theme, scene, orders_of(ledger, false, {}, {}), 4, [&](Orders const& o) {
        if (o.latest_closed.empty())
            return std::uint8_t{4};
        return static_cast<std::uint8_t>(std::ranges::find_if(since, [&](std::string const& day) { return o.latest_closed >= day; }) - since.begin());
    });
}

void by_open(Theme& theme, app::Ledger const& ledger, Scene const& scene, std::string const& now, Language language)
{
    theme.entries = {entry(tr("nothing open"), {"#B9BEC4", "#59626B"}, language), entry(tr("open order"), kinds[2], language),
                     entry(tr("overdue order"), kinds[1], language)};
    sort_by_orders(theme, scene, orders_of(ledger, true, {}, now), 0, [](Orders const& o) { return static_cast<std::uint8_t>(o.overdue ? 2 : 1); });
}

void by_frequency(Theme& theme, app::Ledger const& ledger, Scene const& scene, Language language)
{
    constexpr std::array most{0, 1, 2, 4};
    for (std::size_t i = 0; i <= most.size(); ++i)
        theme.entries.push_back(entry(i == 0 ? tr("never repaired") : i < 3 ? tr("{0} repairs", most[i]) : i == 3 ? tr("3 to 4 repairs") : tr("5 repairs and more"),
                                      ramp[i], language));
    sort_by_orders(theme, scene, orders_of(ledger, false, {}, {}), 0, [&](Orders const& o) {
        return static_cast<std::uint8_t>(std::ranges::find_if(most, [&](int n) { return o.all <= n; }) - most.begin());
    });
}

void by_heat(Theme& theme, app::Ledger const& ledger, Scene const& scene, std::string const& since)
{
    theme.heat = true;
    sort_by_orders(theme, scene, orders_of(ledger, false, since, {}), Theme::none,
                   [](Orders const& o) { return static_cast<std::uint8_t>(std::min(o.all, 200)); });
}

void by_pressure(Theme& theme, app::Ledger const& ledger, Scene const& scene, Language language)
{
    theme.of_row.assign(scene.things().rows(), Theme::none);
    std::unordered_map<std::string, std::uint8_t> numbers;
    std::unordered_map<std::string, std::uint8_t> by_uid;
    for (auto const& c : ledger.catalog().classes()) {
        auto const* attribute = c.attribute("pressure");
        if (!attribute)
            continue;
        for (auto const& choice : attribute->choices)
            if (numbers.try_emplace(choice.key, static_cast<std::uint8_t>(theme.entries.size())).second)
                theme.entries.push_back({choice.name.in(language), kinds[theme.entries.size() % kinds.size()].light, kinds[theme.entries.size() % kinds.size()].dark});
        app::AssetQuery query;
        query.class_key = c.key;
        ledger.each_asset(query, [&](domain::Asset const& a) {
            if (auto const& value = a.attrs["pressure"]; value.is_string())
                if (auto const it = numbers.find(value.as_string()); it != numbers.end())
                    by_uid.emplace(a.uid, it->second);
            return true;
        });
    }
    std::vector<std::string> uids;
    for (auto const& [uid, unused] : by_uid)
        uids.push_back(uid);
    for (auto const row : scene.list().indexes_of(uids))
        theme.of_row[row] = by_uid.at(scene.list().uid(row));
}

void by_stage(Theme& theme, Scene const& scene, Language language)
{
    theme.of_row.assign(scene.things().rows(), Theme::none);
    constexpr std::array<std::string_view, 8> stages{"survey", "planned", "scheme", "started", "building", "finished", "accepted", "handed_over"};
    std::array<Text, 8> const labels{tr("Survey"), tr("Planned"), tr("Scheme"), tr("Started"), tr("Under way"), tr("Finished"), tr("Passed acceptance"), tr("Handed over")};
    for (std::size_t i = 0; i < stages.size(); ++i)
        theme.entries.push_back(entry(labels[i], kinds[i], language));
    for (Row row = static_cast<Row>(scene.list().size()); row < scene.things().rows(); ++row) {
        auto const* community = scene.community(row);
        auto const it = community ? std::ranges::find(stages, community->stage) : stages.end();
        if (it != stages.end())
            theme.of_row[row] = static_cast<std::uint8_t>(it - stages.begin());
    }
}

} // namespace

std::vector<std::pair<std::string, Text>> themes()
{
    return {{"", tr("By class")},
            {"state", tr("By state")},
            {"condition", tr("By condition")},
            {"age", tr("By age")},
            {"maintained", tr("By last maintenance")},
            {"open", tr("Open and overdue orders")},
            {"frequency", tr("How often repaired")},
            {"heat_12", tr("Where repairs gather, last 12 months")},
            {"heat_36", tr("Where repairs gather, last 3 years")},
            {"pressure", tr("Gas by pressure class")},
            {"stage", tr("Communities by stage")}};
}

std::shared_ptr<Theme const> make_theme(std::string const& key, app::Ledger const& ledger, Scene const& scene, Date today, Language language)
{
    auto const all = themes();
    auto const it = std::ranges::find(all, key, &std::pair<std::string, Text>::first);
    if (key.empty() || it == all.end())
        return nullptr;
    auto theme = std::make_shared<Theme>();
    theme->key = key;
    theme->title = Translator{language}(it->second);
    auto const now = Instant::start_of(today, ledger.info().utc_offset_minutes).iso();
    if (key == "state")
        by_state(*theme, scene, language);
    else if (key == "condition")
        by_condition(*theme, scene, language);
    else if (key == "age")
        by_age(*theme, scene, today, language);
    else if (key == "maintained")
        by_maintenance(*theme, ledger, scene, today, language);
    else if (key == "open")
        by_open(*theme, ledger, scene, now, language);
    else if (key == "frequency")
        by_frequency(*theme, ledger, scene, language);
    else if (key == "heat_12" || key == "heat_36")
        by_heat(*theme, ledger, scene, years_before(today, key == "heat_12" ? 1 : 3).iso());
    else if (key == "pressure")
        by_pressure(*theme, ledger, scene, language);
    else
        by_stage(*theme, scene, language);
    return theme;
}

} // namespace taizhang::map
