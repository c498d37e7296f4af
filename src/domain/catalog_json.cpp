#include "base/error.hpp"
#include "domain/catalog.hpp"

#include <algorithm>
#include <array>

namespace taizhang::domain {
namespace {

Name name_from(Json const& json)
{
    if (json.is_string())
        return {json.as_string(), json.as_string()};
    return {json.at("zh").as_string(), json.at("en").as_string()};
}

std::vector<std::string> texts(Json const& json)
{
    std::vector<std::string> all;
    if (!json.is_null())
        for (auto const& item : json.items())
            all.push_back(item.as_string());
    return all;
}

template <class Enum, std::size_t n>
Enum one_of(std::string const& word, std::array<std::pair<std::string_view, Enum>, n> const& table)
{
    for (auto const& [key, value] : table)
        if (key == word)
            return value;
    throw Error{Error::Kind::invalid_input, tr("The catalogue does not know the word “{0}”.", word)};
}

Attribute attribute_from(Json const& json)
{
    using enum Attribute::Type;
    static constexpr std::array<std::pair<std::string_view, Attribute::Type>, 6> types{
        {{"text", text}, {"integer", integer}, {"decimal", decimal}, {"date", date}, {"choice", choice}, {"boolean", boolean}}};
    Attribute a;
    a.key = json.at("key").as_string();
    a.name = name_from(json);
    a.type = one_of(json.text("type", "text"), types);
    a.unit = json.text("unit");
    a.required = !json["required"].is_null() && json["required"].as_bool();
    if (!json["min"].is_null())
        a.min = json["min"].as_number();
    if (!json["max"].is_null())
        a.max = json["max"].as_number();
    a.aliases = texts(json["aliases"]);
    if (!json["choices"].is_null())
        for (auto const& choice : json["choices"].items())
            a.choices.push_back({choice.at("key").as_string(), name_from(choice), texts(choice["aliases"])});
    return a;
}

constexpr std::array<std::pair<std::string_view, Deadline::Clock>, 5> clocks{{{"urgent_hour", Deadline::Clock::urgent_hour},
                                                                              {"work_hour", Deadline::Clock::work_hour},
                                                                              {"work_day", Deadline::Clock::work_day},
                                                                              {"calendar_hour", Deadline::Clock::calendar_hour},
                                                                              {"calendar_day", Deadline::Clock::calendar_day}}};

Deadline deadline_from(Json const& json)
{
    return {json.at("key").as_string(), name_from(json), json.at("amount").as_integer(),
            one_of(json.at("clock").as_string(), clocks)};
}

OrderType order_type_from(Json const& json)
{
    OrderType type{json.at("key").as_string(), name_from(json), {}, {}};
    if (!json["fields"].is_null())
        for (auto const& field : json["fields"].items())
            type.fields.push_back(attribute_from(field));
    if (!json["title"].is_null())
        type.title = name_from(json["title"]);
    return type;
}

std::vector<FieldAliases> aliases_from(Json const& json)
{
    std::vector<FieldAliases> all;
    if (!json.is_null())
        for (auto const& [field, list] : json.members())
            all.push_back({field, texts(list)});
    return all;
}

AssetClass class_from(Json const& json)
{
    using enum GeometryKind;
    static constexpr std::array<std::pair<std::string_view, GeometryKind>, 5> kinds{
        {{"point", point}, {"line", line}, {"area", area}, {"area_or_point", area_or_point}, {"none", none}}};
    AssetClass c;
    c.key = json.at("key").as_string();
    c.name = name_from(json);
    c.geometry = one_of(json.at("geometry").as_string(), kinds);
    c.units = texts(json.at("units"));
    c.section = json.text("section");
    c.code_prefix = json.text("code_prefix");
    c.activities = texts(json["activities"]);
    c.aliases = aliases_from(json["aliases"]);
    if (!json["attributes"].is_null())
        for (auto const& attribute : json["attributes"].items())
            c.attributes.push_back(attribute_from(attribute));
    if (!json["codes"].is_null())
        for (auto const& [profile, code] : json["codes"].members())
            c.codes.push_back({profile, code.as_string()});
    if (!json["deadlines"].is_null())
        for (auto const& deadline : json["deadlines"].items())
            c.deadlines.push_back(deadline_from(deadline));
    if (!json["items"].is_null())
        for (auto const& item : json["items"].items())
            c.items.push_back(name_from(item));
    if (auto const& symbol = json["symbol"]; !symbol.is_null())
        c.symbol = {symbol.text("shape", "circle"), symbol.text("light", "#6F7B88"), symbol.text("dark", "#B4BCC2"),
                    symbol.text("glyph"), !symbol["hollow"].is_null() && symbol["hollow"].as_bool()};
    return c;
}

Unit unit_from(Json const& json)
{
    Unit u;
    u.key = json.at("key").as_string();
    u.name = name_from(json);
    u.dimension = json.text("dimension", u.key);
    if (!json["in_base"].is_null())
        u.in_base = json["in_base"].as_integer();
    if (!json["decimals"].is_null())
        u.decimals = static_cast<int>(json["decimals"].as_integer());
    u.aliases = texts(json["aliases"]);
    return u;
}

Phrase phrase_from(Json const& json)
{
    return {json.text("class"), json.text("activity"), json.text("item"), json.text("unit"), name_from(json.at("with_quantity")),
            name_from(json.at("without_quantity")), json.text("unit_printed")};
}

CodeProfile profile_from(Json const& json)
{
    return {json.at("key").as_string(), name_from(json), json.text("standard"),
            static_cast<int>(json.at("digits").as_integer())};
}

template <class Record>
void put(std::vector<Record>& all, Record record)
{
    auto const it = std::ranges::find_if(all, [&](Record const& old) { return old.key == record.key; });
    if (it != all.end())
        *it = std::move(record);
    else
        all.push_back(std::move(record));
}

/// What a bureau adds to a class: attributes and deadlines by key, usual activities and items.
void extend(std::vector<AssetClass>& classes, Json const& json)
{
    auto const key = json.at("class").as_string();
    auto const it = std::ranges::find(classes, key, &AssetClass::key);
    if (it == classes.end())
        throw Error{Error::Kind::invalid_input, tr("No class is called “{0}”.", key)};
    if (!json["attributes"].is_null())
        for (auto const& attribute : json["attributes"].items())
            put(it->attributes, attribute_from(attribute));
    if (!json["deadlines"].is_null()) {
        it->deadlines.clear(); // the bureau's list, whole and in its order: the first is the default
        for (auto const& deadline : json["deadlines"].items())
            it->deadlines.push_back(deadline_from(deadline));
    }
    for (auto const& activity : texts(json["activities"]))
        if (std::ranges::find(it->activities, activity) == it->activities.end())
            it->activities.push_back(activity);
    if (!json["items"].is_null())
        for (auto const& item : json["items"].items())
            if (auto name = name_from(item); std::ranges::find(it->items, name) == it->items.end())
                it->items.push_back(std::move(name));
}

template <class Use>
void each(Json const& document, char const* member, Use use)
{
    if (document[member].is_null())
        return;
    for (auto const& entry : document[member].items())
        during([&] { return std::string{"catalogue, "} + member + ": " + entry.dump().substr(0, 80); }, [&] { use(entry); });
}

} // namespace

std::string_view key_of(Deadline::Clock clock) noexcept
{
    return std::ranges::find(clocks, clock, [](auto const& entry) { return entry.second; })->first;
}

std::optional<Deadline::Clock> deadline_clock_from(std::string_view key) noexcept
{
    auto const it = std::ranges::find(clocks, key, [](auto const& entry) { return entry.first; });
    return it == clocks.end() ? std::nullopt : std::optional{it->second};
}

Catalog Catalog::from_json(std::vector<Json> const& documents)
{
    Catalog catalog;
    for (auto const& document : documents) {
        each(document, "units", [&](Json const& j) { put(catalog.units_, unit_from(j)); });
        each(document, "classes", [&](Json const& j) { put(catalog.classes_, class_from(j)); });
        each(document, "extensions", [&](Json const& j) { extend(catalog.classes_, j); });
        each(document, "activities",
             [&](Json const& j) { put(catalog.activities_, Activity{j.at("key").as_string(), name_from(j)}); });
        each(document, "phrases", [&](Json const& j) { catalog.phrases_.push_back(phrase_from(j)); });
        each(document, "profiles", [&](Json const& j) { put(catalog.profiles_, profile_from(j)); });
        each(document, "sections",
             [&](Json const& j) { put(catalog.sections_, ReportSection{j.at("key").as_string(), name_from(j)}); });
        each(document, "order_types", [&](Json const& j) { put(catalog.order_types_, order_type_from(j)); });
        each(document, "sources", [&](Json const& j) {
            put(catalog.sources_, RequestSource{j.at("key").as_string(), name_from(j), !j["has_number"].is_null() && j["has_number"].as_bool()});
        });
        for (auto& aliases : aliases_from(document["aliases"]))
            catalog.aliases_.push_back(std::move(aliases));
        for (auto& words : aliases_from(document["verbs"]))
            catalog.verbs_.push_back(std::move(words));
    }
    return catalog;
}

} // namespace taizhang::domain
