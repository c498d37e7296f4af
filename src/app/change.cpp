#include "app/change.hpp"

namespace taizhang::app {
namespace {

Json date_json(std::optional<PartialDate> const& date) { return date ? Json{date->iso()} : Json{}; }

std::optional<PartialDate> date_from(Json const& json, char const* key)
{
    auto const text = json.text(key);
    if (text.empty())
        return std::nullopt;
    if (auto const date = domain::understand_date(text))
        return date;
    throw Error{Error::Kind::invalid_input, tr("“{0}” is no date.", text), Text::verbatim(key),
                tr("Write it as 2025-03-15, 2025-03 or 2025.")};
}

Json chain_json(geo::Shape::Chain const& chain)
{
    auto array = Json::array();
    for (auto const& p : chain)
        array.push(Json::array({p.lon_degrees(), p.lat_degrees()}));
    return array;
}

/// {"kind": 1.., "parts": [[[[lon, lat] ..] ..] ..]}: exact, unlike WKT with its rounded decimals.
Json shape_json(geo::Shape const& shape)
{
    auto parts = Json::array();
    for (auto const& part : shape.parts) {
        auto chains = Json::array();
        for (auto const& chain : part)
            chains.push(chain_json(chain));
        parts.push(std::move(chains));
    }
    return Json::object({{"kind", static_cast<int>(shape.kind)}, {"parts", std::move(parts)}});
}

[[noreturn]] void no_shape()
{
    throw Error{Error::Kind::invalid_input, tr("The shape cannot be understood."), Text::verbatim("shape"),
                tr("Give lon and lat in degrees, or the shape as asset show prints it.")};
}

geo::Shape shape_from(Json const& json)
{
    auto const kind = json.at("kind").as_integer();
    if (kind < 1 || kind > 6)
        no_shape();
    geo::Shape shape{static_cast<geo::Shape::Kind>(kind), {}};
    for (auto const& part : json.at("parts").items()) {
        geo::Shape::Part chains;
        for (auto const& chain : part.items()) {
            geo::Shape::Chain points;
            for (auto const& point : chain.items()) {
                if (point.items().size() != 2)
                    no_shape();
                auto const p = geo::Position::from_degrees(point.items()[0].as_number(), point.items()[1].as_number());
                if (!p)
                    no_shape();
                points.push_back(*p);
            }
            if (points.empty())
                no_shape();
            chains.push_back(std::move(points));
        }
        if (chains.empty())
            no_shape();
        shape.parts.push_back(std::move(chains));
    }
    if (shape.parts.empty())
        no_shape();
    return shape;
}

template <class Value>
Value known(std::optional<Value> value, std::string const& word, char const* key)
{
    if (value)
        return *value;
    throw Error{Error::Kind::invalid_input, tr("“{0}” is not known here.", word), Text::verbatim(key)};
}

} // namespace

Json asset_to_json(domain::Asset const& a)
{
    auto json = Json::object({{"uid", a.uid},
                              {"row_version", a.row_version},
                              {"class", a.class_key},
                              {"code", a.code},
                              {"name", a.name},
                              {"road", a.road},
                              {"section", a.section},
                              {"place", a.place},
                              {"units", a.units ? Json{a.units->text()} : Json{}},
                              {"unit", a.unit},
                              {"phase", domain::key_of(a.phase)},
                              {"state", domain::key_of(a.state)},
                              {"score", a.score ? Json{*a.score} : Json{}},
                              {"score_on", date_json(a.score_on)},
                              {"supervising_unit", a.supervising_unit},
                              {"owning_unit", a.owning_unit},
                              {"maintaining_unit", a.maintaining_unit},
                              {"built_on", date_json(a.built_on)},
                              {"in_service_on", date_json(a.in_service_on)},
                              {"removed_on", date_json(a.removed_on)},
                              {"attrs", a.attrs.is_null() ? Json::object() : a.attrs},
                              {"shape", a.shape ? shape_json(*a.shape) : Json{}},
                              {"note", a.note}});
    json.set("source", Json::object({{"x", a.source.x},
                                     {"y", a.source.y},
                                     {"system", a.source.system},
                                     {"method", a.source.method},
                                     {"accuracy", a.source.accuracy}}));
    return json;
}

domain::Asset asset_from_json(Json const& json)
{
    if (!json.is_object())
        throw Error{Error::Kind::invalid_input, tr("A facility is written as a JSON object.")};
    domain::Asset a;
    a.uid = json.text("uid");
    a.row_version = json["row_version"].is_null() ? 1 : json["row_version"].as_integer();
    a.class_key = json.text("class");
    a.code = json.text("code");
    a.name = json.text("name");
    a.road = json.text("road");
    a.section = json.text("section");
    a.place = json.text("place");
    if (auto const& units = json["units"]; !units.is_null()) {
        auto const text = units.is_string() ? units.as_string() : decimal(units.as_number(), 6);
        a.units = known(domain::Quantity::parse(text), text, "units");
    }
    a.unit = json.text("unit");
    auto const phase = json.text("phase", "in_service"), state = json.text("state", "intact");
    a.phase = known(domain::phase_from(phase), phase, "phase");
    a.state = known(domain::condition_from(state), state, "state");
    if (!json["score"].is_null())
        a.score = static_cast<int>(json["score"].as_integer());
    a.score_on = date_from(json, "score_on");
    a.supervising_unit = json.text("supervising_unit");
    a.owning_unit = json.text("owning_unit");
    a.maintaining_unit = json.text("maintaining_unit");
    a.built_on = date_from(json, "built_on");
    a.in_service_on = date_from(json, "in_service_on");
    a.removed_on = date_from(json, "removed_on");
    a.attrs = json["attrs"].is_null() ? Json::object() : json["attrs"];
    if (!a.attrs.is_object())
        throw Error{Error::Kind::invalid_input, tr("The member “{0}” should be an object.", "attrs")};
    if (!json["shape"].is_null())
        a.shape = shape_from(json["shape"]);
    else if (!json["lon"].is_null() || !json["lat"].is_null()) {
        auto const p = geo::Position::from_degrees(json.at("lon").as_number(), json.at("lat").as_number());
        if (!p)
            no_shape();
        a.shape = geo::Shape::point(*p);
    }
    auto const& source = json["source"];
    a.source = {source.text("x"), source.text("y"), source.text("system"), source.text("method"), source.text("accuracy")};
    a.note = json.text("note");
    return a;
}

} // namespace taizhang::app
