#include "exchange/export_rows.hpp"

#include "base/error.hpp"
#include "base/translator.hpp"

#include <array>

namespace taizhang::exchange {
namespace {

using Kind = Error::Kind;
using app::WriteOptions;

std::string text_of(Json const& value)
{
    if (value.is_null())
        return {};
    if (value.is_string())
        return value.as_string();
    if (value.is_integer())
        return std::to_string(value.as_integer());
    return value.is_number() ? decimal(value.as_number(), 6) : value.dump();
}

/// What a person reads in the cell: a choice by its name, yes and no by their words.
std::string attribute_text(domain::Attribute const& attribute, Json const& value, Language language)
{
    if (value.is_bool())
        return language == Language::zh ? (value.as_bool() ? "是" : "否") : (value.as_bool() ? "yes" : "no");
    for (auto const& choice : attribute.choices)
        if (value.is_string() && choice.key == value.as_string())
            return choice.name.in(language);
    return text_of(value);
}

std::string header_of(domain::Catalog const& catalog, std::string const& field, Language language)
{
    if (language == Language::zh)
        for (auto const& entry : catalog.common_aliases())
            if (entry.field == field && !entry.aliases.empty())
                return entry.aliases.front();
    return field;
}

struct Heading {
    char const* key;
    Text words;
    ColumnType type = ColumnType::text;
};

/// For Chinese readers the words of their own tables; otherwise the keys, which programs read.
std::vector<ExportColumn> headings(std::vector<Heading> const& list, Language language)
{
    Translator const say{language};
    std::vector<ExportColumn> texts;
    for (auto const& heading : list)
        texts.push_back({language == Language::zh ? say(heading.words) : heading.key, heading.type});
    return texts;
}

/// A key for programs, its word for Chinese readers.
std::string word_or_key(std::string_view key, Text const& word, Language language)
{
    return language == Language::zh ? Translator{language}(word) : std::string{key};
}

std::string date_text(std::optional<PartialDate> const& date) { return date ? date->iso() : std::string{}; }

ColumnType type_of(domain::Attribute const& attribute)
{
    using enum domain::Attribute::Type;
    return attribute.type == integer ? ColumnType::whole : attribute.type == decimal ? ColumnType::number : ColumnType::text;
}

bool is_gas(domain::Asset const& a) { return a.class_key == "gas_main"; }

/// Without what is not for outsiders: where exactly a gas main lies and how deep (DOMAIN 6.4).
domain::Asset without_details(domain::Asset a)
{
    a.shape.reset();
    a.source = {};
    std::vector<std::string> deep;
    for (auto const& [key, value] : a.attrs.members())
        for (auto const* part : {"depth", "埋深", "埋設", "elevation", "高程"})
            if (key.find(part) != std::string::npos)
                deep.push_back(key);
    for (auto const& key : deep)
        a.attrs.erase(key);
    return a;
}

ExportRows asset_rows(app::Ledger const& ledger, WriteOptions const& options, Progress const& progress)
{
    auto const& catalog = ledger.catalog();
    ExportRows table;
    std::vector<std::string> const fields{"code", "name", "road", "section", "place", "units", "unit", "phase", "state", "built_on",
                                          "in_service_on", "supervising_unit", "owning_unit", "maintaining_unit", "note"};
    table.columns = {{"uid"}, {"class"}};
    for (auto const& field : fields)
        table.columns.push_back({header_of(catalog, field, options.language), field == "units" ? ColumnType::number : ColumnType::text});
    auto const* asset_class = options.class_key.empty() ? nullptr : &catalog.class_of(options.class_key);
    if (asset_class)
        for (auto const& attribute : asset_class->attributes)
            table.columns.push_back({attribute.name.in(options.language), type_of(attribute)});
    table.columns.push_back({"attrs"});
    std::array<std::string, 4> phases, states;
    for (std::size_t i = 0; i < phases.size(); ++i) {
        auto const phase = static_cast<domain::Phase>(i);
        auto const state = static_cast<domain::Condition>(i);
        phases[i] = word_or_key(domain::key_of(phase), domain::label(phase), options.language);
        states[i] = word_or_key(domain::key_of(state), domain::label(state), options.language);
    }
    app::AssetQuery query;
    query.class_key = options.class_key;
    query.text = options.where;
    ledger.each_asset(query, [&](domain::Asset const& whole) {
        progress.throw_if_stopped();
        bool const hold_back = is_gas(whole) && !options.gas_details;
        table.held_back += hold_back ? 1 : 0;
        auto const a = hold_back ? without_details(whole) : whole;
        ExportRow r;
        r.cells = {a.uid, a.class_key, a.code, a.name, a.road, a.section, a.place, a.units ? a.units->text() : "", a.unit,
                   phases[static_cast<std::size_t>(a.phase)], states[static_cast<std::size_t>(a.state)], date_text(a.built_on),
                   date_text(a.in_service_on), a.supervising_unit, a.owning_unit, a.maintaining_unit, a.note};
        auto rest = a.attrs;
        if (asset_class)
            for (auto const& attribute : asset_class->attributes) {
                r.cells.push_back(attribute_text(attribute, a.attrs[attribute.key], options.language));
                rest.erase(attribute.key);
            }
        r.cells.push_back(rest.members().empty() ? "" : rest.dump());
        r.shape = a.shape;
        r.title = a.name.empty() ? a.code : a.name;
        table.records.push_back(std::move(r));
        return true;
    });
    return table;
}

ExportRows order_rows(app::Ledger const& ledger, WriteOptions const& options, bool lines)
{
    ExportRows table;
    auto const& catalog = ledger.catalog();
    std::vector<Heading> list{{"number", tr("Order number")},   {"state", tr("State")},   {"received_on", tr("Received on")},
                              {"closed_on", tr("Done on")},     {"road", tr("Road")},     {"place", tr("Place")},
                              {"description", tr("Description")}, {"crew", tr("Crew")}, {"result", tr("Result")}};
    if (lines)
        for (auto& heading : std::vector<Heading>{{"class", tr("Class")},
                                                  {"activity", tr("Activity")},
                                                  {"item", tr("Item")},
                                                  {"planned", tr("Planned quantity"), ColumnType::number},
                                                  {"done", tr("Done quantity"), ColumnType::number},
                                                  {"accepted", tr("Accepted quantity"), ColumnType::number},
                                                  {"unit", tr("Unit")},
                                                  {"approximate", tr("Approximate")},
                                                  {"wording", tr("Wording of the quantity")},
                                                  {"places", tr("Places")},
                                                  {"accepted_on", tr("Accepted on")}})
            list.push_back(std::move(heading));
    table.columns = headings(list, options.language);
    auto const named = [&](std::string const& key, auto const* thing) {
        return thing && options.language == Language::zh ? thing->name.zh : key;
    };
    app::OrderQuery query;
    query.text = options.where;
    auto const quantity = [](auto const& q) { return q ? q->text() : std::string{}; };
    for (auto const& o : ledger.orders(query)) {
        std::vector<std::string> const head{o.number, word_or_key(domain::key_of(o.state), domain::label(o.state), options.language), o.received_on.iso(), date_text(o.closed_on),
                                            o.road, o.place, o.description, o.crew, o.result};
        if (!lines)
            table.records.push_back({head, o.shape});
        for (auto const& l : lines ? o.lines : std::vector<domain::OrderLine>{}) {
            ExportRow r{head, o.shape};
            for (auto const& cell : {named(l.class_key, catalog.find_class(l.class_key)), named(l.activity, catalog.find_activity(l.activity)), l.item, quantity(l.planned), quantity(l.done), quantity(l.accepted), l.unit,
                                     std::string{l.approximate ? "1" : "0"}, l.wording, joined(l.places, "、"), date_text(l.accepted_on)})
                r.cells.push_back(cell);
            table.records.push_back(std::move(r));
        }
    }
    return table;
}

ExportRows community_rows(app::Ledger const& ledger, WriteOptions const& options)
{
    ExportRows table;
    table.columns = headings({{"uid", Text::verbatim("uid")},
                              {"name", tr("Name of the community")},
                              {"address", tr("Address")},
                              {"street", tr("Street")},
                              {"built_year", tr("Year built"), ColumnType::whole},
                              {"buildings", tr("Buildings"), ColumnType::whole},
                              {"households", tr("Households"), ColumnType::whole},
                              {"area_m2", tr("Floor area (m²)"), ColumnType::number},
                              {"batch_year", tr("Year of the plan"), ColumnType::whole},
                              {"stage", tr("Stage")},
                              {"note", tr("Note")}},
                             options.language);
    auto const number = [](auto const& n) { return n ? std::to_string(*n) : std::string{}; };
    for (auto const& c : ledger.communities())
        table.records.push_back({{c.uid, c.name, c.address, c.street, number(c.built_year), number(c.buildings), number(c.households),
                                  c.area_m2 ? decimal(*c.area_m2, 1) : "", number(c.batch_year), c.stage, c.note},
                                 c.shape});
    return table;
}

} // namespace

ExportRows rows_to_export(app::Ledger const& ledger, WriteOptions const& options, Progress const& progress)
{
    if (options.what == "assets")
        return asset_rows(ledger, options, progress);
    if (options.what == "orders" || options.what == "lines")
        return order_rows(ledger, options, options.what == "lines");
    if (options.what == "communities")
        return community_rows(ledger, options);
    throw Error{Kind::usage, tr("“{0}” cannot be exported.", options.what), {}, tr("Use assets, orders, lines or communities.")};
}

} // namespace taizhang::exchange
