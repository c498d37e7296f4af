#include "app/importing_rows.hpp"

#include "domain/measure_text.hpp"

#include <algorithm>
#include <array>

namespace taizhang::app {
namespace {

using domain::Asset;
using domain::Attribute;

constexpr std::array text_fields{std::pair{"name", &Asset::name},
                                 std::pair{"road", &Asset::road},
                                 std::pair{"section", &Asset::section},
                                 std::pair{"place", &Asset::place},
                                 std::pair{"unit", &Asset::unit},
                                 std::pair{"supervising_unit", &Asset::supervising_unit},
                                 std::pair{"owning_unit", &Asset::owning_unit},
                                 std::pair{"maintaining_unit", &Asset::maintaining_unit},
                                 std::pair{"note", &Asset::note}};
constexpr std::array date_fields{std::pair{"built_on", &Asset::built_on},
                                 std::pair{"in_service_on", &Asset::in_service_on},
                                 std::pair{"removed_on", &Asset::removed_on},
                                 std::pair{"score_on", &Asset::score_on}};

bool is_plain_id(std::string const& header)
{
    static constexpr std::array names{"id", "objectid", "fid", "gid", "ogcfid", "序号"};
    auto const text = folded_header(header);
    return std::ranges::any_of(names, [&](char const* n) { return text == n; });
}

bool holds(std::vector<std::string> const& aliases, std::string const& header)
{
    return std::ranges::any_of(aliases, [&](std::string const& alias) { return folded_header(alias) == header; });
}

/// Fields whose aliases fit the header, the class's own before the common ones.
std::string field_of(domain::Catalog const& catalog, domain::AssetClass const* asset_class, std::string const& raw)
{
    auto const header = folded_header(raw);
    if (header.empty() || is_plain_id(raw))
        return {};
    if (asset_class) {
        for (auto const& entry : asset_class->aliases)
            if (holds(entry.aliases, header))
                return entry.field;
        for (auto const& attribute : asset_class->attributes)
            if (holds(attribute.aliases, header) || folded_header(attribute.name.zh) == header || folded_header(attribute.key) == header)
                return "attr." + attribute.key;
    }
    for (auto const& entry : catalog.common_aliases())
        if (holds(entry.aliases, header))
            return entry.field;
    return {};
}

} // namespace

std::vector<ColumnUse> understand_headers(domain::Catalog const& catalog, domain::AssetClass const* asset_class,
                                          std::vector<std::string> const& headers, ImportOptions const& options)
{
    std::vector<ColumnUse> uses;
    for (auto const& header : headers)
        uses.push_back({header, {}});
    auto const taken = [&](std::string const& field) {
        return std::ranges::any_of(uses, [&](ColumnUse const& use) { return use.field == field; });
    };
    for (auto const& [field, header] : options.map) {
        auto const use = std::ranges::find_if(uses, [&](ColumnUse const& u) {
            return u.header == header || folded_header(u.header) == folded_header(header);
        });
        if (use == uses.end())
            throw Error{Error::Kind::invalid_input, tr("The file has no column “{0}”.", header), {},
                        tr("It has: {0}.", joined(headers, ", "))};
        auto const is_attribute = asset_class && asset_class->attribute(field);
        use->field = is_attribute ? "attr." + field : field;
    }
    for (auto& use : uses)
        if (use.field.empty())
            if (auto field = options.what == "assets" ? field_of(catalog, asset_class, use.header) : record_field_of(options.what, use.header);
                !field.empty() && !taken(field))
                use.field = std::move(field);
    return uses;
}

std::vector<ColumnUse> settled_columns(domain::Catalog const& catalog, domain::AssetClass const* asset_class,
                                       std::vector<std::string> const& headers, ImportChoices const& choices)
{
    auto uses = understand_headers(catalog, asset_class, headers, choices);
    for (auto const& kept : choices.kept_map) {
        auto const use = std::ranges::find(uses, kept.header, &ColumnUse::header);
        if (use == uses.end() || std::ranges::any_of(choices.map, [&](auto const& said) { return said.second == kept.header; }))
            continue;
        for (auto& other : uses) // a field is filled by one column
            if (!kept.field.empty() && other.field == kept.field)
                other.field.clear();
        use->field = kept.field;
    }
    return uses;
}

RowReader::RowReader(domain::Catalog const& catalog, domain::AssetClass const& asset_class, std::vector<ColumnUse> const& columns,
                     ImportOptions const& options, std::vector<std::vector<std::string>> const& sample)
    : catalog_{catalog}, class_{asset_class}, columns_{columns}, options_{options}, day_months_(columns.size(), domain::DayMonth::unknown)
{
    for (std::size_t i = 0; i < columns.size(); ++i)
        for (auto const& cells : sample)
            if (i < cells.size() && day_months_[i] == domain::DayMonth::unknown)
                day_months_[i] = domain::day_month_shown_by(cells[i]);
}

std::string key_value(Asset const& asset, std::string const& key_field)
{
    if (key_field == "code")
        return asset.code;
    if (key_field == "name")
        return asset.name;
    auto const& value = asset.attrs[key_field.starts_with("attr.") ? key_field.substr(5) : key_field];
    return value.is_string() ? value.as_string() : value.is_null() ? std::string{} : value.dump();
}

bool RowReader::take_field(ReadRow& row, std::size_t column, std::string const& cell) const
{
    auto const& field = columns_[column].field;
    auto& a = row.asset;
    for (auto const& [name, member] : text_fields)
        if (field == name) {
            a.*member = cell;
            return true;
        }
    for (auto const& [name, member] : date_fields)
        if (field == name) {
            a.*member = domain::understand_date(cell, day_months_[column]);
            return (a.*member).has_value();
        }
    if (field == "code")
        a.code = cell;
    else if (field == "units") {
        auto const stated = domain::understand_quantity(catalog_, cell);
        if (!stated || !stated->quantity)
            return false;
        a.units = stated->quantity;
        if (a.unit.empty())
            a.unit = stated->unit;
    } else if (field == "state") {
        auto const state = domain::condition_from(cell);
        if (!state)
            return false;
        a.state = *state;
    } else if (field == "phase") {
        auto const phase = domain::phase_from(cell);
        if (!phase)
            return false;
        a.phase = *phase;
    } else if (field == "score") {
        auto const n = domain::understand_measure(cell, {});
        if (!n || n->value < 0 || n->value > 100)
            return false;
        a.score = static_cast<int>(n->value);
    } else
        return field == "x" || field == "y"; // coordinates have been taken by the reader of the file
    return true;
}

bool RowReader::take_measure(ReadRow& row, Attribute const& attribute, std::size_t column, std::string const& cell,
                             ImportReport& report) const
{
    auto const& header = columns_[column].header;
    auto& attrs = row.asset.attrs;
    auto const n = domain::understand_measure(cell, attribute.unit, domain::unit_in_header(header));
    if (!n || (attribute.min && n->value < *attribute.min) || (attribute.max && n->value > *attribute.max))
        return false;
    auto const whole = static_cast<std::int64_t>(n->value);
    bool const is_integer = attribute.type == Attribute::Type::integer;
    if (is_integer && static_cast<double>(whole) != n->value)
        return false;
    attrs.set(attribute.key, is_integer ? Json{whole} : Json{n->value});
    if (n->approximate) { // the number is usable, and that it is none exactly stays known
        attrs.set(header, cell);
        report.warnings.push_back({row.number, header, tr("“{0}” was taken as {1}; the words are kept too.", cell, decimal(n->value, 6))});
    }
    return true;
}

bool RowReader::take_attribute(ReadRow& row, Attribute const& attribute, std::size_t column, std::string const& cell,
                               ImportReport& report) const
{
    using enum Attribute::Type;
    auto& attrs = row.asset.attrs;
    switch (attribute.type) {
    case text: attrs.set(attribute.key, cell); return true;
    case integer:
    case decimal: return take_measure(row, attribute, column, cell, report);
    case date:
        if (auto const day = domain::understand_date(cell, day_months_[column])) {
            attrs.set(attribute.key, day->iso());
            return true;
        }
        return false;
    case boolean: {
        static constexpr std::array yes{"是", "有", "√", "yes", "true", "1", "y"};
        static constexpr std::array no{"否", "无", "×", "no", "false", "0", "n"};
        auto const word = folded(cell);
        auto const is = [&](auto const& words) { return std::ranges::any_of(words, [&](char const* w) { return word == w; }); };
        if (!is(yes) && !is(no))
            return false;
        attrs.set(attribute.key, is(yes));
        return true;
    }
    case choice: break;
    }
    auto const word = folded(cell);
    for (auto const& option : attribute.choices)
        if (word == folded(option.key) || word == folded(option.name.zh) || word == folded(option.name.en) ||
            std::ranges::any_of(option.aliases, [&](auto const& alias) { return folded(alias) == word; })) {
            attrs.set(attribute.key, option.key);
            return true;
        }
    auto const& header = columns_[column].header;
    auto const known = std::ranges::find_if(report.unmatched, [&](Unmatched const& u) { return u.column == header && u.value == cell; });
    if (known != report.unmatched.end())
        ++known->rows;
    else if (report.unmatched.size() < 1000)
        report.unmatched.push_back({header, cell, 1});
    return false;
}

void RowReader::take(ReadRow& row, std::size_t column, std::string const& raw, ImportReport& report) const
{
    auto const& use = columns_[column];
    auto const cell = std::string{trimmed(raw)};
    if (cell.empty())
        return;
    bool understood = false;
    if (use.field.starts_with("attr.")) {
        auto const* attribute = class_.attribute(std::string_view{use.field}.substr(5));
        understood = attribute && take_attribute(row, *attribute, column, cell, report);
    } else if (!use.field.empty())
        understood = take_field(row, column, cell);
    if (understood) {
        row.given.push_back(use.field);
        return;
    }
    row.asset.attrs.set(use.header, cell); // nothing a file says is lost
    row.given.push_back("attr." + use.header);
    if (!use.field.empty())
        report.warnings.push_back({row.number, use.header, tr("“{0}” was not understood and is kept as it is.", cell)});
}

std::optional<ReadRow> RowReader::read(SourceRow const& source, ImportReport& report) const
{
    ReadRow row;
    row.number = source.number;
    row.asset.class_key = class_.key;
    row.asset.shape = source.shape;
    row.asset.source = source.source;
    for (std::size_t i = 0; i < columns_.size() && i < source.cells.size(); ++i)
        take(row, i, source.cells[i], report);
    auto const refuse = [&](std::string const& column, Text reason) -> std::optional<ReadRow> {
        report.refused.push_back({source.number, column, std::move(reason)});
        return std::nullopt;
    };
    if (!source.shape_problem.empty() && !options_.no_geometry)
        return refuse("geometry", source.shape_problem);
    if (!row.asset.shape && !options_.no_geometry && class_.geometry != domain::GeometryKind::none && options_.mode == ImportMode::add)
        return refuse("geometry", tr("The row has no coordinates."));
    if (row.asset.shape)
        row.given.emplace_back("shape");
    for (auto const& problem : domain::check_import(catalog_, row.asset))
        return refuse(problem.field == "shape" ? "geometry" : problem.field, problem.message);
    return row;
}

Asset merged_with(Asset known, ReadRow const& row)
{
    for (auto const& field : row.given) {
        if (field.starts_with("attr.")) {
            known.attrs.set(field.substr(5), row.asset.attrs[field.substr(5)]);
            continue;
        }
        for (auto const& [name, member] : text_fields)
            if (field == name)
                known.*member = row.asset.*member;
        for (auto const& [name, member] : date_fields)
            if (field == name)
                known.*member = row.asset.*member;
        if (field == "code")
            known.code = row.asset.code;
        else if (field == "units")
            known.units = row.asset.units;
        else if (field == "state")
            known.state = row.asset.state;
        else if (field == "phase")
            known.phase = row.asset.phase;
        else if (field == "score")
            known.score = row.asset.score;
        else if (field == "shape") {
            known.shape = row.asset.shape;
            known.source = row.asset.source;
        }
    }
    return known;
}

} // namespace taizhang::app
