#include "base/error.hpp"
#include "base/translator.hpp"
#include "exchange/files.hpp"
#include "exchange/gdal_handles.hpp"
#include "geo/crs.hpp"

#include <cpl_string.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>

namespace taizhang::exchange {
namespace {

namespace fs = std::filesystem;
using Kind = Error::Kind;

struct Format {
    char const* ending;
    char const* driver;
    bool geometry; ///< keeps shapes; otherwise lon and lat become columns
    char const* layer_option;
};
constexpr std::array formats{Format{".shp.zip", "ESRI Shapefile", true, "ENCODING=UTF-8"}, Format{".gpkg", "GPKG", true, nullptr},
                             Format{".geojson", "GeoJSON", true, "RFC7946=YES"},           Format{".kml", "KML", true, nullptr},
                             Format{".csv", "CSV", false, "WRITE_BOM=YES"},                Format{".xlsx", "XLSX", false, nullptr}};

Format const& format_of(fs::path const& file)
{
    auto const name = folded(file.filename().string());
    auto const it = std::ranges::find_if(formats, [&](Format const& f) { return name.ends_with(f.ending); });
    if (it == formats.end())
        throw Error{Kind::usage, tr("The ending of the file does not say in which format to export."), Text::verbatim(file.string()),
                    tr("Use .gpkg, .geojson, .csv, .xlsx, .shp.zip or .kml.")};
    return *it;
}

/// One exported record: cells in the order of the columns.
struct Record {
    std::vector<std::string> cells;
    std::optional<geo::Shape> shape;
    std::string title{}; ///< what a map may show beside it
};

struct Table {
    std::vector<std::string> columns;
    std::vector<Record> records;
};

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
};

/// For Chinese readers the words of their own tables; otherwise the keys, which programs read.
std::vector<std::string> headings(std::vector<Heading> const& list, Language language)
{
    Translator const say{language};
    std::vector<std::string> texts;
    for (auto const& heading : list)
        texts.push_back(language == Language::zh ? say(heading.words) : heading.key);
    return texts;
}

/// A key for programs, its word for Chinese readers.
std::string word_or_key(std::string_view key, Text const& word, Language language)
{
    return language == Language::zh ? Translator{language}(word) : std::string{key};
}

std::string date_text(std::optional<PartialDate> const& date) { return date ? date->iso() : std::string{}; }

Table asset_table(app::Ledger const& ledger, ExportOptions const& options, Progress const& progress)
{
    auto const& catalog = ledger.catalog();
    Table table;
    std::vector<std::string> const fields{"code", "name", "road", "section", "place", "units", "unit", "phase", "state", "built_on",
                                          "in_service_on", "supervising_unit", "owning_unit", "maintaining_unit", "note"};
    table.columns = {"uid", "class"};
    for (auto const& field : fields)
        table.columns.push_back(header_of(catalog, field, options.language));
    auto const* asset_class = options.class_key.empty() ? nullptr : &catalog.class_of(options.class_key);
    if (asset_class)
        for (auto const& attribute : asset_class->attributes)
            table.columns.push_back(attribute.name.in(options.language));
    table.columns.emplace_back("attrs");
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
    ledger.each_asset(query, [&](domain::Asset const& a) {
        progress.throw_if_stopped();
        Record r;
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

Table line_table(app::Ledger const& ledger, ExportOptions const& options, bool lines)
{
    Table table;
    auto const& catalog = ledger.catalog();
    std::vector<Heading> list{{"number", tr("Order number")},   {"state", tr("State")},   {"received_on", tr("Received on")},
                              {"closed_on", tr("Done on")},     {"road", tr("Road")},     {"place", tr("Place")},
                              {"description", tr("Description")}, {"crew", tr("Crew")}, {"result", tr("Result")}};
    if (lines)
        for (auto& heading : std::vector<Heading>{{"class", tr("Class")},
                                                  {"activity", tr("Activity")},
                                                  {"item", tr("Item")},
                                                  {"planned", tr("Planned quantity")},
                                                  {"done", tr("Done quantity")},
                                                  {"accepted", tr("Accepted quantity")},
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
            Record r{head, o.shape};
            for (auto const& cell : {named(l.class_key, catalog.find_class(l.class_key)), named(l.activity, catalog.find_activity(l.activity)), l.item, quantity(l.planned), quantity(l.done), quantity(l.accepted), l.unit,
                                     std::string{l.approximate ? "1" : "0"}, l.wording, joined(l.places, "、"), date_text(l.accepted_on)})
                r.cells.push_back(cell);
            table.records.push_back(std::move(r));
        }
    }
    return table;
}

Table community_table(app::Ledger const& ledger, ExportOptions const& options)
{
    Table table;
    table.columns = headings({{"uid", Text::verbatim("uid")},
                              {"name", tr("Name of the community")},
                              {"address", tr("Address")},
                              {"street", tr("Street")},
                              {"built_year", tr("Year built")},
                              {"buildings", tr("Buildings")},
                              {"households", tr("Households")},
                              {"area_m2", tr("Floor area (m²)")},
                              {"batch_year", tr("Year of the plan")},
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

Table table_of(app::Ledger const& ledger, ExportOptions const& options, Progress const& progress)
{
    if (options.what == "assets")
        return asset_table(ledger, options, progress);
    if (options.what == "orders" || options.what == "lines")
        return line_table(ledger, options, options.what == "lines");
    if (options.what == "communities")
        return community_table(ledger, options);
    throw Error{Kind::usage, tr("“{0}” cannot be exported.", options.what), {}, tr("Use assets, orders, lines or communities.")};
}

OGRGeometryH geometry_of(geo::Shape const& shape, geo::Crs const& crs)
{
    static constexpr std::array kinds{wkbPoint, wkbLineString, wkbPolygon, wkbMultiPoint, wkbMultiLineString, wkbMultiPolygon};
    auto const kind = static_cast<std::size_t>(shape.kind);
    auto const put = [&](OGRGeometryH to, geo::Shape::Chain const& chain) {
        for (auto const& p : chain)
            if (auto const xy = crs.from_ledger(p))
                OGR_G_AddPoint_2D(to, xy->x, xy->y);
    };
    auto const part = [&](OGRwkbGeometryType type, geo::Shape::Part const& from) {
        auto* to = OGR_G_CreateGeometry(type);
        if (type != wkbPolygon) {
            put(to, from.front());
            return to;
        }
        for (auto const& chain : from) {
            auto* ring = OGR_G_CreateGeometry(wkbLinearRing);
            put(ring, chain);
            OGR_G_AddGeometryDirectly(to, ring);
        }
        return to;
    };
    if (kind <= 3)
        return part(kinds.at(kind - 1), shape.parts.front());
    auto* all = OGR_G_CreateGeometry(kinds.at(kind - 1));
    for (auto const& p : shape.parts)
        OGR_G_AddGeometryDirectly(all, part(kinds.at(kind - 4), p));
    return all;
}

[[noreturn]] void fail_to_write(fs::path const& file)
{
    auto const words = last_gdal_message();
    throw Error{words.find("space") != std::string::npos ? Kind::full : Kind::io, tr("The export was not written: {0}", words),
                Text::verbatim(file.string()), tr("Choose another place and try again.")};
}

/// Field names of a shapefile hold ten bytes: three Chinese characters. Longer ones would be dropped without a word.
std::vector<std::string> short_columns(std::vector<std::string> const& columns)
{
    constexpr std::size_t longest = 10;
    std::vector<std::string> shortened;
    for (auto name : columns) {
        while (name.size() > longest || !is_utf8(name))
            name.pop_back();
        for (int n = 2; std::ranges::find(shortened, name) != shortened.end(); ++n) {
            auto const number = std::to_string(n);
            while (name.size() + number.size() > longest || !is_utf8(name))
                name.pop_back();
            name += number;
        }
        shortened.push_back(std::move(name));
    }
    return shortened;
}

struct DatasetCloser {
    void operator()(void* dataset) const noexcept { GDALClose(dataset); }
};

void write_with_gdal(fs::path const& file, Format const& format, Table const& table, std::string const& crs_name, std::string const& what)
{
    start_gdal();
    auto const crs = geo::Crs::named(crs_name.empty() ? "EPSG:4490" : crs_name);
    std::unique_ptr<void, DatasetCloser> dataset{
        GDALCreate(GDALGetDriverByName(format.driver), file.c_str(), 0, 0, 0, GDT_Unknown, nullptr)};
    if (!dataset)
        fail_to_write(file);
    std::unique_ptr<void, decltype(&OSRDestroySpatialReference)> const srs{OSRNewSpatialReference(nullptr), OSRDestroySpatialReference};
    auto const code = crs.name().empty() ? std::string{"EPSG:4490"} : crs.name();
    // the shifted systems have no definition of their own; their numbers are written without one
    bool const defined = OSRSetFromUserInput(srs.get(), code.c_str()) == OGRERR_NONE;
    OSRSetAxisMappingStrategy(srs.get(), OAMS_TRADITIONAL_GIS_ORDER);
    std::array<char*, 2> options{const_cast<char*>(format.layer_option), nullptr};
    auto* layer = GDALDatasetCreateLayer(dataset.get(), what.c_str(), defined && format.geometry ? srs.get() : nullptr,
                                         format.geometry ? wkbUnknown : wkbNone, format.layer_option ? options.data() : nullptr);
    if (!layer)
        fail_to_write(file);
    auto columns = format.driver == std::string_view{"ESRI Shapefile"} ? short_columns(table.columns) : table.columns;
    if (!format.geometry)
        columns.insert(columns.end(), {"lon", "lat"});
    auto* definition = OGR_L_GetLayerDefn(layer);
    std::vector<int> places; // of our columns: KML puts two fields of its own before them
    for (auto const& column : columns) {
        std::unique_ptr<void, decltype(&OGR_Fld_Destroy)> const field{OGR_Fld_Create(column.c_str(), OFTString), OGR_Fld_Destroy};
        if (OGR_L_CreateField(layer, field.get(), TRUE) != OGRERR_NONE || OGR_FD_GetFieldIndex(definition, column.c_str()) < 0)
            fail_to_write(file);
        places.push_back(OGR_FD_GetFieldIndex(definition, column.c_str()));
    }
    auto const title = OGR_FD_GetFieldIndex(definition, "Name"); // what a map shows beside the mark, in KML
    for (auto const& record : table.records) {
        std::unique_ptr<void, decltype(&OGR_F_Destroy)> const feature{OGR_F_Create(definition), OGR_F_Destroy};
        for (std::size_t i = 0; i < record.cells.size(); ++i)
            OGR_F_SetFieldString(feature.get(), places[i], record.cells[i].c_str());
        if (title >= 0 && std::ranges::find(places, title) == places.end())
            OGR_F_SetFieldString(feature.get(), title, record.title.c_str());
        if (format.geometry && record.shape)
            OGR_F_SetGeometryDirectly(feature.get(), geometry_of(*record.shape, crs));
        else if (auto const p = record.shape ? geo::label_point(*record.shape) : std::nullopt)
            if (auto const xy = crs.from_ledger(*p)) {
                OGR_F_SetFieldString(feature.get(), places[record.cells.size()], decimal(xy->x, 9).c_str());
                OGR_F_SetFieldString(feature.get(), places[record.cells.size() + 1], decimal(xy->y, 9).c_str());
            }
        if (OGR_L_CreateFeature(layer, feature.get()) != OGRERR_NONE)
            fail_to_write(file);
    }
    GDALFlushCache(dataset.get());
    dataset.reset();
    if (CPLGetLastErrorType() >= CE_Failure)
        fail_to_write(file);
}

/// A folder beside the target, so that the last step is one rename on the same disk.
class Workshop {
public:
    explicit Workshop(fs::path const& target)
    {
        auto pattern = (fs::absolute(target).parent_path() / ".taizhang-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr)
            throw Error{Kind::denied, tr("The file was not written: you have no permission there."), Text::verbatim(target.string()),
                        tr("Choose another folder.")};
        path_ = pattern;
    }
    Workshop(Workshop const&) = delete;
    Workshop& operator=(Workshop const&) = delete;
    ~Workshop()
    {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    [[nodiscard]] fs::path const& path() const { return path_; }

private:
    fs::path path_;
};

} // namespace

std::int64_t export_table(app::Ledger const& ledger, fs::path const& file, ExportOptions const& options, Progress const& progress)
{
    auto const& format = format_of(file);
    auto asked = options;
    if (format.driver == std::string_view{"ESRI Shapefile"})
        asked.language = Language::en; // its field names are too short for Chinese ones
    auto const table = table_of(ledger, asked, progress);
    Workshop const workshop{file};
    auto const unfinished = workshop.path() / file.filename();
    if (format.driver == std::string_view{"ESRI Shapefile"} && !table.records.empty()) {
        // one shapefile holds one kind of shape: the first record's decides, others are refused in words
        auto const first = std::ranges::find_if(table.records, [](auto const& r) { return r.shape.has_value(); });
        if (first != table.records.end() && std::ranges::any_of(table.records, [&](auto const& r) {
                return r.shape && (geo::is_point(*r.shape) != geo::is_point(*first->shape) || geo::is_line(*r.shape) != geo::is_line(*first->shape));
            }))
            throw Error{Kind::refused, tr("A shapefile holds one kind of shape, but these records have several."),
                        Text::verbatim(file.string()), tr("Export one class at a time, or use .gpkg.")};
    }
    write_with_gdal(unfinished, format, table, options.crs, options.what);
    fs::rename(unfinished, file);
    return static_cast<std::int64_t>(table.records.size());
}

} // namespace taizhang::exchange
