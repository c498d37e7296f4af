#include "present/asset_form.hpp"

#include "app/codes.hpp"
#include "present/typed_position.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <exception>
#include <utility>

namespace taizhang::present {

namespace {

using domain::Asset;
using domain::Attribute;

struct TextField {
    char const* id;
    std::string Asset::* member;
};
constexpr std::array text_fields{TextField{"code", &Asset::code},
                                 TextField{"name", &Asset::name},
                                 TextField{"road", &Asset::road},
                                 TextField{"section", &Asset::section},
                                 TextField{"place", &Asset::place},
                                 TextField{"maintaining_unit", &Asset::maintaining_unit},
                                 TextField{"owning_unit", &Asset::owning_unit},
                                 TextField{"supervising_unit", &Asset::supervising_unit},
                                 TextField{"note", &Asset::note}};

struct DateField {
    char const* id;
    std::optional<PartialDate> Asset::* member;
};
constexpr std::array date_fields{DateField{"built_on", &Asset::built_on}, DateField{"in_service_on", &Asset::in_service_on}};

std::optional<double> number_in(std::string const& text)
{
    auto const plain = folded(text);
    double n = 0;
    auto const [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), n);
    if (plain.empty() || error != std::errc{} || end != plain.data() + plain.size())
        return std::nullopt;
    return n;
}

std::string position_text(geo::Position p) { return decimal(p.lon_degrees(), 7) + ", " + decimal(p.lat_degrees(), 7); }

std::string attribute_text(Json const& value)
{
    if (value.is_null())
        return {};
    if (value.is_string())
        return value.as_string();
    if (value.is_integer())
        return std::to_string(value.as_integer());
    return value.is_number() ? decimal(value.as_number(), 6) : value.dump();
}

bool takes_a_point(domain::AssetClass const& c)
{
    return c.geometry == domain::GeometryKind::point || c.geometry == domain::GeometryKind::area_or_point;
}

} // namespace

AssetForm::AssetForm(Workbench& bench, std::string class_key, std::optional<geo::Position> at) : bench_{bench}
{
    asset_.class_key = std::move(class_key);
    if (at)
        asset_.shape = geo::Shape::point(*at);
    read_asset();
    propose_code();
}

AssetForm::AssetForm(Workbench& bench, Asset asset) : bench_{bench}, asset_{std::move(asset)} { read_asset(); }

std::map<std::string, std::string> AssetForm::texts_of(domain::Catalog const& catalog, Asset const& asset)
{
    std::map<std::string, std::string> texts;
    for (auto const& field : text_fields)
        texts[field.id] = asset.*(field.member);
    for (auto const& field : date_fields)
        if (auto const& date = asset.*(field.member))
            texts[field.id] = date->iso();
    if (asset.units)
        texts["units"] = asset.units->text();
    texts["phase"] = domain::key_of(asset.phase);
    texts["state"] = domain::key_of(asset.state);
    if (asset.shape && geo::is_point(*asset.shape))
        texts["position"] = position_text(*geo::label_point(*asset.shape));
    for (auto const& attribute : catalog.class_of(asset.class_key).attributes)
        texts["attr." + attribute.key] = attribute_text(asset.attrs[attribute.key]);
    return texts;
}

void AssetForm::read_asset() { typed_ = texts_of(bench_.catalog(), asset_); }

void AssetForm::propose_code()
{
    bench_.ask(
        alive_, [key = asset_.class_key](app::Ledger const& ledger) { return app::next_code(ledger, key); },
        [this](std::string code) {
            auto& typed = typed_["code"];
            if (typed.empty() || typed == proposed_code_) // never over what somebody typed
                typed = code;
            proposed_code_ = std::move(code);
            proposed.publish({});
        });
}

std::string AssetForm::title() const
{
    auto const& say = bench_.say();
    auto const name = asset_class().name.in(say.language());
    return is_new() ? say.say("Add: {0}", name) : say.say("Edit: {0} {1}", name, asset_.code);
}

std::vector<Choice> AssetForm::class_choices() const
{
    std::vector<Choice> choices;
    for (auto const& c : bench_.catalog().classes())
        if (c.geometry != domain::GeometryKind::none)
            choices.push_back({c.key, c.name.in(bench_.say().language())});
    return choices;
}

void AssetForm::set_class(std::string class_key)
{
    if (class_key == asset_.class_key || !is_new())
        return;
    asset_.class_key = std::move(class_key);
    propose_code();
}

std::vector<AssetForm::Field> AssetForm::fields() const
{
    auto const& say = bench_.say();
    using Kind = Field::Kind;
    std::vector<Field> fields{{"code", say.say("Code"), Kind::text, {}, false},
                              {"name", say.say("Name"), Kind::text, {}, false},
                              {"road", say.say("Road"), Kind::text, {}, false},
                              {"place", say.say("Place"), Kind::text, {}, false}};
    if (takes_a_point(asset_class()))
        fields.push_back({"position", say.say("Longitude, latitude"), Kind::text, {}, false});
    std::vector<Choice> states, phases;
    for (auto const state : {domain::Condition::intact, domain::Condition::damaged, domain::Condition::missing, domain::Condition::abandoned})
        states.push_back({std::string{domain::key_of(state)}, say(domain::label(state))});
    for (auto const phase : {domain::Phase::planned, domain::Phase::in_service, domain::Phase::out_of_service, domain::Phase::removed})
        phases.push_back({std::string{domain::key_of(phase)}, say(domain::label(phase))});
    if (auto const& units = asset_class().units; !units.empty()) {
        auto const& unit = bench_.catalog().unit_of(asset_.unit.empty() ? units.front() : asset_.unit);
        fields.push_back({"units", say.say("{0} ({1})", say.say("Quantity"), say.language() == Language::zh ? unit.key : unit.name.en),
                          Kind::text, {}, false});
    }
    fields.push_back({"state", say.say("State"), Kind::choice, states, false});
    fields.push_back({"phase", say.say("Phase"), Kind::choice, phases, false});
    fields.push_back({"built_on", say.say("Built on"), Kind::text, {}, false});
    for (auto const& attribute : asset_class().attributes) {
        auto label = attribute.name.in(say.language());
        if (!attribute.unit.empty())
            label = say.say("{0} ({1})", label, attribute.unit);
        Field field{"attr." + attribute.key, label, Kind::text, {}, attribute.required};
        if (attribute.type == Attribute::Type::choice) {
            field.kind = Kind::choice;
            field.choices.push_back({"", ""});
            for (auto const& choice : attribute.choices)
                field.choices.push_back({choice.key, choice.name.in(say.language())});
        } else if (attribute.type == Attribute::Type::boolean) {
            field.kind = Kind::yes_no;
            field.choices = {{"", ""}, {"true", say.say("yes")}, {"false", say.say("no")}};
        }
        fields.push_back(std::move(field));
    }
    fields.push_back({"maintaining_unit", say.say("Maintained by"), Kind::text, {}, false});
    fields.push_back({"owning_unit", say.say("Owned by"), Kind::text, {}, false});
    fields.push_back({"note", say.say("Note"), Kind::text, {}, false});
    return fields;
}

std::string AssetForm::value(std::string const& id) const
{
    auto const it = typed_.find(id);
    return it == typed_.end() ? std::string{} : it->second;
}

void AssetForm::set(std::string const& id, std::string text) { typed_[id] = std::move(text); }

void AssetForm::take_attribute(Asset& asset, Attribute const& attribute, std::vector<FieldProblem>& problems) const
{
    auto const& say = bench_.say();
    auto const id = "attr." + attribute.key;
    auto const text = std::string{trimmed(value(id))};
    if (text.empty()) {
        asset.attrs.erase(attribute.key);
        if (attribute.required)
            problems.push_back({id, say.say("Fill this in.")});
        return;
    }
    using Type = Attribute::Type;
    if (attribute.type == Type::integer || attribute.type == Type::decimal) {
        auto const n = number_in(text);
        if (!n || (attribute.type == Type::integer && std::floor(*n) != *n)) {
            problems.push_back({id, say.say("Write a number.")});
            return;
        }
        asset.attrs.set(attribute.key, attribute.type == Type::integer ? Json{static_cast<std::int64_t>(*n)} : Json{*n});
    } else if (attribute.type == Type::date) {
        auto const date = domain::understand_date(text);
        if (!date)
            problems.push_back({id, say.say("Write the date as in {0}.", bench_.today().iso())});
        else
            asset.attrs.set(attribute.key, date->iso());
    } else if (attribute.type == Type::boolean)
        asset.attrs.set(attribute.key, Json{text == "true"});
    else
        asset.attrs.set(attribute.key, text);
}

Asset AssetForm::as_typed(std::vector<FieldProblem>& problems) const
{
    auto const& say = bench_.say();
    auto asset = asset_;
    for (auto const& field : text_fields)
        asset.*(field.member) = trimmed(value(field.id));
    for (auto const& field : date_fields) {
        auto const text = value(field.id);
        auto const date = domain::understand_date(text);
        if (!trimmed(text).empty() && !date)
            problems.push_back({field.id, say.say("Write the date as in {0}.", bench_.today().iso())});
        asset.*(field.member) = date;
    }
    auto const units = std::string{trimmed(value("units"))};
    asset.units = domain::Quantity::parse(units);
    if (!units.empty() && (!asset.units || asset.units->in_thousandths() < 0))
        problems.push_back({"units", say.say("Write a number.")});
    asset.phase = domain::phase_from(value("phase")).value_or(asset.phase);
    asset.state = domain::condition_from(value("state")).value_or(asset.state);
    if (takes_a_point(asset_class()) && (!asset.shape || geo::is_point(*asset.shape))) {
        auto const text = value("position");
        auto const p = typed_position(text);
        auto const as_before = asset_.shape ? position_text(*geo::label_point(*asset_.shape)) : std::string{};
        if (!trimmed(text).empty() && !p)
            problems.push_back({"position", say.say("Write longitude and latitude in degrees, as in 112.70361, 40.01287, or easting and northing, as in 500123.4, 4432123.2.")});
        else if (text != as_before || is_new()) {
            asset.shape = p ? std::optional{geo::Shape::point(p->at)} : std::nullopt;
            asset.source = p ? p->source : domain::PositionSource{};
        }
    }
    for (auto const& attribute : asset_class().attributes)
        take_attribute(asset, attribute, problems);
    return asset;
}

std::vector<FieldProblem> AssetForm::problems() const
{
    std::vector<FieldProblem> problems;
    auto const asset = as_typed(problems);
    if (asset.code.empty() && asset.name.empty())
        problems.push_back({"code", bench_.say().say("Give it a code or a name.")});
    for (auto const& problem : domain::check(bench_.catalog(), asset)) {
        auto const attribute = asset_class().attribute(problem.field);
        auto const id = attribute ? "attr." + problem.field : problem.field == "shape" ? "position" : problem.field;
        if (std::ranges::none_of(problems, [&](FieldProblem const& p) { return p.field == id; }))
            problems.push_back({id, bench_.say()(problem.message)});
    }
    return problems;
}

Asset AssetForm::asset() const
{
    std::vector<FieldProblem> none;
    return as_typed(none);
}

void AssetForm::save(std::function<void(std::string)> saved, std::function<void(Notice)> failed, std::function<void()> conflicted)
{
    bench_.act(
        alive_, {.assets = true},
        [asset = asset(), fresh = is_new()](app::Desk& desk) { return fresh ? desk.add(asset) : desk.edit(asset); },
        [this, fresh = is_new(), saved = std::move(saved)](Asset const& asset) {
            bench_.did(fresh ? app::undo_of_add(asset) : app::undo_of_edit(asset_, asset));
            saved(asset.uid);
        },
        [this, failed = std::move(failed), conflicted = std::move(conflicted)](std::exception_ptr error) {
            try {
                std::rethrow_exception(error);
            } catch (app::Conflict<Asset> const& conflict) {
                theirs_ = conflict.theirs();
                conflicted();
            } catch (...) {
                failed(notice_of(std::current_exception(), bench_.say()));
            }
        });
}

std::string AssetForm::shown(Field const& field, std::string const& text) const
{
    auto const it = std::ranges::find(field.choices, text, &Choice::key);
    return it == field.choices.end() ? text : it->label;
}

std::vector<AssetForm::Difference> AssetForm::differences() const
{
    std::vector<Difference> found;
    if (!theirs_)
        return found;
    auto base = texts_of(bench_.catalog(), asset_), theirs = texts_of(bench_.catalog(), *theirs_);
    for (auto const& field : fields()) {
        auto const mine = std::string{trimmed(value(field.id))};
        if (theirs[field.id] == base[field.id] || theirs[field.id] == mine)
            continue;
        found.push_back({field.id, field.label, shown(field, base[field.id]), shown(field, mine), shown(field, theirs[field.id]),
                         mine != base[field.id]});
    }
    return found;
}

void AssetForm::settle(std::vector<std::string> const& keep_mine)
{
    auto const theirs = texts_of(bench_.catalog(), *theirs_);
    for (auto const& difference : differences())
        if (!difference.both || std::ranges::find(keep_mine, difference.id) == keep_mine.end()) {
            auto const it = theirs.find(difference.id);
            typed_[difference.id] = it == theirs.end() ? std::string{} : it->second;
        }
    asset_ = *std::exchange(theirs_, std::nullopt);
}

} // namespace taizhang::present
