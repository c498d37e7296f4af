#include "main/ctl/commands.hpp"

#include "base/uuid.hpp"
#include "main/ctl/dates.hpp"
#include "main/ctl/output.hpp"

#include <charconv>

namespace taizhang::ctl {

namespace {

// What `given` says replaces what `base` says; a null takes an attribute away.
void overlay(Json& base, Json const& given)
{
    for (auto const& [key, value] : given.members()) {
        if (value.is_object() && base[key].is_object()) {
            auto inner = base[key];
            for (auto const& [name, member] : value.members()) {
                if (member.is_null())
                    inner.erase(name);
                else
                    inner.set(name, member);
            }
            base.set(key, std::move(inner));
        } else {
            base.set(key, value);
        }
    }
}

void print_asset(Session& session, domain::Catalog const& catalog, domain::Asset const& asset)
{
    if (session.json()) {
        session.print(app::asset_to_json(asset));
        return;
    }
    auto const& say = session.say();
    auto const* known = catalog.find_class(asset.class_key);
    Table table;
    auto const row = [&](std::string name, std::string value) {
        if (!value.empty())
            table.row({std::move(name), std::move(value)});
    };
    row(say.say("class"), known ? known->name.in(session.language()) : asset.class_key);
    row(say.say("code"), asset.code);
    row(say.say("name"), asset.name);
    row(say.say("road"), asset.road);
    row(say.say("section"), asset.section);
    row(say.say("place"), asset.place);
    if (asset.units)
        row(say.say("units"), asset.units->text() + asset.unit);
    row(say.say("phase"), say(domain::label(asset.phase)));
    row(say.say("state"), say(domain::label(asset.state)));
    if (asset.score)
        row(say.say("condition"), std::to_string(*asset.score));
    row(say.say("supervising unit"), asset.supervising_unit);
    row(say.say("owning unit"), asset.owning_unit);
    row(say.say("maintaining unit"), asset.maintaining_unit);
    if (asset.built_on)
        row(say.say("built"), asset.built_on->iso());
    row(say.say("position"), asset.shape ? geo::to_wkt(*asset.shape) : say.say("not known yet"));
    for (auto const& [key, value] : asset.attrs.members()) {
        auto const* attribute = known ? known->attribute(key) : nullptr;
        row(attribute ? attribute->name.in(session.language()) : key,
            value.is_string() ? value.as_string() : value.dump());
    }
    row(say.say("note"), asset.note);
    row(say.say("uid"), asset.uid);
    table.print(session.out());
}

Status run_show(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    print_asset(session, ledger->catalog(), ledger->asset(args.place(1), args.text("--class")));
    return done;
}

std::optional<geo::Shape> point_asked_for(Args const& args)
{
    auto const at = args.value("--at");
    if (!at)
        return std::nullopt;
    double lon = 0, lat = 0;
    auto const* const end = at->data() + at->size();
    auto const [comma, bad_lon] = std::from_chars(at->data(), end, lon);
    if (bad_lon == std::errc{} && comma != end && *comma == ',')
        if (auto const [stop, bad_lat] = std::from_chars(comma + 1, end, lat); bad_lat == std::errc{} && stop == end)
            if (auto const position = geo::Position::from_degrees(lon, lat))
                return geo::Shape::point(*position);
    args.wrong(tr("--at needs longitude,latitude in degrees, such as 112.703,40.012; \"{0}\" is none.", *at));
}

// The asset with what the options and the JSON say laid over it.
domain::Asset with_given(Session& session, Args const& args, domain::Asset const& asset, domain::Catalog const& catalog)
{
    auto json = app::asset_to_json(asset);
    if (auto const from = args.value("--from-json"))
        overlay(json, session.read_json(*from));
    auto changed = app::asset_from_json(json);
    changed.id = asset.id;
    auto const set = [&](char const* option, std::string& field) { field = args.text(option, field); };
    set("--code", changed.code);
    set("--name", changed.name);
    set("--road", changed.road);
    set("--section", changed.section);
    set("--place", changed.place);
    set("--note", changed.note);
    if (auto const state = args.value("--state")) {
        auto const understood = domain::condition_from(*state);
        if (!understood)
            args.wrong(tr("--state can be intact, damaged, missing or abandoned; \"{0}\" is not among them.", *state));
        changed.state = *understood;
    }
    if (auto shape = point_asked_for(args)) {
        changed.shape = std::move(shape);
        changed.source = {};
        changed.source.method = "typed";
    }
    for (auto const& text : args.values("--attr")) {
        auto const equals = text.find('=');
        if (equals == std::string::npos || equals == 0)
            args.wrong(tr("--attr needs key=value; \"{0}\" is none.", text));
        auto const key = text.substr(0, equals);
        auto const* known = catalog.find_class(changed.class_key);
        auto const* attribute = known ? known->attribute(key) : nullptr;
        auto const number = attribute && (attribute->type == domain::Attribute::Type::integer ||
                                          attribute->type == domain::Attribute::Type::decimal);
        auto const value = text.substr(equals + 1);
        changed.attrs.set(key, number ? Json::parse(value) : Json{value});
    }
    return changed;
}

Status run_add(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    domain::Asset fresh;
    fresh.uid = new_uuid();
    if (auto const asked = args.value("--class")) {
        auto const* understood = ledger->catalog().understand_class(*asked);
        fresh.class_key = understood ? understood->key : ledger->catalog().class_of(*asked).key;
    } else if (!args.has("--from-json")) {
        args.wrong(tr("Say what it is: --class KEY, or the whole record with --from-json -."));
    }
    auto const added = session.desk(*ledger, args).add(with_given(session, args, fresh, ledger->catalog()));
    if (!session.json())
        session.line(tr("Facility added."));
    print_asset(session, ledger->catalog(), added);
    return done;
}

Status run_edit(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    auto const found = ledger->asset(args.place(1), args.text("--class"));
    auto changed = with_given(session, args, found, ledger->catalog());
    if (changed.uid != found.uid)
        args.wrong(tr("The JSON is about another record: its uid is {0}, not {1}.", changed.uid, found.uid));
    auto const kept = session.desk(*ledger, args).edit(std::move(changed));
    if (!session.json())
        session.line(tr("Facility changed."));
    print_asset(session, ledger->catalog(), kept);
    return done;
}

Status run_remove(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    auto desk = session.desk(*ledger, args);
    auto const found = ledger->asset(args.place(1), args.text("--class"));
    if (args.has("--erase")) {
        desk.erase(found);
        if (session.json())
            session.print(Json::object({{"erased", found.uid}}));
        else
            session.line(tr("Record deleted."));
        return done;
    }
    auto const retired = desk.retire(found, date_asked_for(args, "--date", desk.today()));
    if (!session.json())
        session.line(tr("Facility marked as removed."));
    print_asset(session, ledger->catalog(), retired);
    return done;
}

std::vector<Option> field_options()
{
    return {
        {"--class", "KEY", tr("class: key or name; needed where a code names several")},
        {"--from-json", "FILE",
         tr("the record, or the part of it that changes, as show --json prints it; - is standard input")},
        {"--code", "CODE", tr("its code, unique in its class")},
        {"--name", "NAME", tr("its name")},
        {"--road", "ROAD", tr("the road it stands on")},
        {"--section", "TEXT", tr("section of the road")},
        {"--place", "TEXT", tr("the place in words")},
        {"--at", "LON,LAT", tr("its position in degrees")},
        {"--state", "KEY", tr("intact, damaged, missing or abandoned")},
        {"--attr", "KEY=VALUE", tr("an attribute of its class"), true},
        {"--note", "TEXT", tr("a remark")},
    };
}

} // namespace

std::vector<Command> asset_commands()
{
    Place const one{"ASSET", tr("its code or uid")};
    Option const of_class{"--class", "KEY", tr("class: key or name; needed where a code names several")};
    return {
        {"asset show", tr("Show a facility"), {ledger_place(), one}, {of_class}, false, run_show},
        {"asset add", tr("Add a facility"), {ledger_place()}, field_options(), true, run_add},
        {"asset edit", tr("Change a facility"), {ledger_place(), one}, field_options(), true, run_edit},
        {"asset remove",
         tr("Mark a facility as removed; its record stays"),
         {ledger_place(), one},
         {of_class,
          {"--date", "DATE", tr("when it was removed; else today")},
          {"--erase", "", tr("delete the record; only where nothing refers to it")}},
         true,
         run_remove},
    };
}

} // namespace taizhang::ctl
