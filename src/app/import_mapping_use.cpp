#include "app/import_mapping_use.hpp"

#include <algorithm>

namespace taizhang::app {
namespace {

std::string_view key_of(ImportMode mode) { return mode == ImportMode::update ? "update" : mode == ImportMode::upsert ? "upsert" : "add"; }

ImportMode mode_from(std::string const& key) { return key == "update" ? ImportMode::update : key == "upsert" ? ImportMode::upsert : ImportMode::add; }

void take(std::string& into, Json const& body, char const* key)
{
    if (into.empty())
        into = body.text(key);
}

} // namespace

ImportMapping mapping_of(std::string name, ReadOptions const& open, ImportChoices const& import, ImportResult const& result,
                         FileReading const& reading)
{
    ImportMapping mapping{std::move(name), import.what, import.class_key, Json::object()};
    auto columns = Json::array();
    for (auto const& use : result.columns)
        columns.push(Json::object({{"column", use.header}, {"field", use.field}}));
    mapping.body = Json::object({{"columns", std::move(columns)},
                                 {"x", reading.x_header},
                                 {"y", reading.y_header},
                                 // a system found out is kept too: a person has looked at it by now
                                 {"crs", reading.x_header.empty() ? open.crs : reading.system.value},
                                 {"swapped", reading.swapped},
                                 {"encoding", open.encoding},
                                 {"mode", key_of(import.mode)},
                                 {"key", import.key_field},
                                 {"no_geometry", import.no_geometry}});
    return mapping;
}

void apply(ImportMapping const& mapping, ReadOptions& open, ImportChoices& import)
{
    auto const& body = mapping.body;
    import.what = mapping.what;
    if (import.class_key.empty())
        import.class_key = mapping.class_key;
    for (auto const& column : body["columns"].items()) {
        auto const field = column.text("field");
        auto const said = std::ranges::any_of(import.map, [&](auto const& m) { return m.first == field || m.second == column.text("column"); });
        if (!said)
            import.kept_map.push_back({column.text("column"), field});
    }
    if (open.x_column.empty() && open.y_column.empty() && !body.text("x").empty()) {
        open.x_column = body.text("x");
        open.y_column = body.text("y");
        if (open.axes == ReadOptions::Axes::found_out && open.crs.empty())
            open.axes = !body["swapped"].is_null() && body["swapped"].as_bool() ? ReadOptions::Axes::yx : ReadOptions::Axes::xy;
    }
    take(open.crs, body, "crs");
    take(open.encoding, body, "encoding");
    if (import.mode == ImportMode::add)
        import.mode = mode_from(body.text("mode"));
    if (import.key_field == "code")
        import.key_field = body.text("key", "code");
    import.no_geometry = import.no_geometry || (!body["no_geometry"].is_null() && body["no_geometry"].as_bool());
}

ImportMapping mapping_named(ImportMappings const& kept, std::string const& name)
{
    auto const mappings = kept.import_mappings();
    auto const it = std::ranges::find(mappings, name, &ImportMapping::name);
    if (it != mappings.end())
        return *it;
    std::vector<std::string> names;
    for (auto const& mapping : mappings)
        names.push_back(mapping.name);
    throw Error{Error::Kind::not_found, tr("No mapping is called “{0}”.", name), {},
                names.empty() ? tr("None has been saved yet: --save-mapping NAME does.") : tr("There are: {0}.", joined(names, ", "))};
}

std::optional<ImportMapping> mapping_for(ImportMappings const& mappings, std::vector<std::string> const& headers)
{
    std::optional<ImportMapping> best;
    std::size_t most = 0;
    for (auto& mapping : mappings.import_mappings()) {
        auto const columns = mapping.body["columns"].items();
        auto const there = [&](Json const& column) { return std::ranges::find(headers, column.text("column")) != headers.end(); };
        if (columns.size() > most && columns.size() == headers.size() && std::ranges::all_of(columns, there)) {
            most = columns.size();
            best = std::move(mapping);
        }
    }
    return best;
}

ImportMappings& mappings_of(Ledger& ledger)
{
    if (auto* const mappings = dynamic_cast<ImportMappings*>(&ledger))
        return *mappings;
    throw Error{Error::Kind::internal, Text::verbatim("a ledger without import mappings")};
}

} // namespace taizhang::app
