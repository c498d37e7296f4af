#include "base/error.hpp"
#include "exchange/export_rows.hpp"
#include "exchange/files.hpp"
#include "exchange/gdal_handles.hpp"
#include "geo/crs.hpp"

#include <cpl_conv.h>
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
using app::WriteOptions;

struct Format {
    char const* ending;
    char const* driver;
    bool geometry; ///< keeps shapes; otherwise lon and lat become columns
    bool typed;    ///< knows numbers from texts
    char const* layer_option;
};
constexpr std::array formats{Format{".shp.zip", "ESRI Shapefile", true, true, "ENCODING=UTF-8"}, Format{".gpkg", "GPKG", true, true, nullptr},
                             Format{".geojson", "GeoJSON", true, true, "RFC7946=YES"},           Format{".kml", "KML", true, false, nullptr},
                             Format{".csv", "CSV", false, false, "WRITE_BOM=YES"},                Format{".xlsx", "XLSX", false, true, nullptr}};

Format const& format_of(fs::path const& file)
{
    auto const name = folded(file.filename().string());
    auto const it = std::ranges::find_if(formats, [&](Format const& f) { return name.ends_with(f.ending); });
    if (it == formats.end())
        throw Error{Kind::usage, tr("The ending of the file does not say in which format to export."), Text::verbatim(file.string()),
                    tr("Use .gpkg, .geojson, .csv, .xlsx, .shp.zip or .kml.")};
    return *it;
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

std::vector<std::string> headers_of(std::vector<ExportColumn> const& columns)
{
    std::vector<std::string> headers;
    for (auto const& column : columns)
        headers.push_back(column.header);
    return headers;
}

bool is_shapefile(Format const& format) { return format.driver == std::string_view{"ESRI Shapefile"}; }

/// Field names of a shapefile hold ten bytes: three Chinese characters. Longer ones would be dropped without a word.
std::vector<std::string> short_columns(std::vector<ExportColumn> const& columns)
{
    constexpr std::size_t longest = 10;
    std::vector<std::string> shortened;
    for (auto name : headers_of(columns)) {
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

/// Begins like a formula: Excel would run what somebody typed into a note (=HYPERLINK(..)). Numbers are none.
bool looks_like_formula(std::string const& text)
{
    if (text.empty() || std::string_view{"=+-@\t\r"}.find(text.front()) == std::string_view::npos)
        return false;
    char* end = nullptr;
    (void)CPLStrtod(text.c_str(), &end);
    return *end != '\0';
}

OGRFieldType field_type(ColumnType type, Format const& format)
{
    if (!format.typed || type == ColumnType::text)
        return OFTString;
    return type == ColumnType::whole ? OFTInteger64 : OFTReal;
}

/// A layer being written.
class LayerWriter {
public:
    LayerWriter(fs::path const& file, Format const& format, WriteOptions const& options) : file_{file}, format_{format}, options_{options} {}
    void write(ExportRows const& table);

private:
    void create(ExportRows const& table);
    void create_fields(ExportRows const& table);
    void write(ExportRow const& record);

    fs::path const& file_;
    Format const& format_;
    WriteOptions const& options_;
    geo::Crs crs_ = geo::Crs::named(options_.crs.empty() ? "EPSG:4490" : options_.crs);
    Dataset dataset_;
    OGRLayerH layer_ = nullptr;
    OGRFeatureDefnH definition_ = nullptr;
    std::vector<int> places_; ///< of our columns: KML puts two fields of its own before them
    int title_ = -1;          ///< what a map shows beside the mark, in KML
};

void LayerWriter::create(ExportRows const& table)
{
    start_gdal();
    dataset_.reset(GDALCreate(GDALGetDriverByName(format_.driver), file_.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset_)
        fail_to_write(file_);
    std::unique_ptr<void, decltype(&OSRDestroySpatialReference)> const srs{OSRNewSpatialReference(nullptr), OSRDestroySpatialReference};
    auto const code = options_.crs.empty() ? std::string{"EPSG:4490"} : crs_.name();
    // the shifted systems have no definition of their own; their numbers are written without one
    bool const defined = OSRSetFromUserInput(srs.get(), code.c_str()) == OGRERR_NONE;
    OSRSetAxisMappingStrategy(srs.get(), OAMS_TRADITIONAL_GIS_ORDER);
    std::string option = format_.layer_option ? format_.layer_option : "";
    if (option == "WRITE_BOM=YES" && !options_.bom)
        option = "WRITE_BOM=NO";
    if (option == "RFC7946=YES" && !crs_.is_ledger_system())
        option = "RFC7946=NO"; // the standard knows longitude and latitude only; others need the older crs member
    std::array<char*, 2> settings{option.data(), nullptr};
    layer_ = GDALDatasetCreateLayer(dataset_.get(), options_.what.c_str(), defined && format_.geometry ? srs.get() : nullptr,
                                    format_.geometry ? wkbUnknown : wkbNone, option.empty() ? nullptr : settings.data());
    if (!layer_)
        fail_to_write(file_);
    create_fields(table);
}

void LayerWriter::create_fields(ExportRows const& table)
{
    auto columns = table.columns;
    if (!format_.geometry) {
        columns.push_back({"lon", ColumnType::number});
        columns.push_back({"lat", ColumnType::number});
    }
    auto const names = is_shapefile(format_) ? short_columns(columns) : headers_of(columns);
    definition_ = OGR_L_GetLayerDefn(layer_);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        std::unique_ptr<void, decltype(&OGR_Fld_Destroy)> const field{OGR_Fld_Create(names[i].c_str(), field_type(columns[i].type, format_)), OGR_Fld_Destroy};
        if (OGR_L_CreateField(layer_, field.get(), TRUE) != OGRERR_NONE || OGR_FD_GetFieldIndex(definition_, names[i].c_str()) < 0)
            fail_to_write(file_);
        places_.push_back(OGR_FD_GetFieldIndex(definition_, names[i].c_str()));
    }
    title_ = OGR_FD_GetFieldIndex(definition_, "Name");
}

void LayerWriter::write(ExportRow const& record)
{
    bool const is_csv = format_.driver == std::string_view{"CSV"};
    Feature const feature{OGR_F_Create(definition_)};
    auto* const f = static_cast<OGRFeatureH>(feature.get());
    for (std::size_t i = 0; i < record.cells.size(); ++i) {
        auto const& cell = record.cells[i];
        if (!cell.empty() || !format_.typed)
            OGR_F_SetFieldString(f, places_[i], is_csv && looks_like_formula(cell) ? ("'" + cell).c_str() : cell.c_str());
    }
    if (title_ >= 0 && std::ranges::find(places_, title_) == places_.end())
        OGR_F_SetFieldString(f, title_, record.title.c_str());
    if (format_.geometry && record.shape)
        OGR_F_SetGeometryDirectly(f, geometry_of(*record.shape, crs_));
    else if (auto const p = record.shape && !format_.geometry ? geo::label_point(*record.shape) : std::nullopt)
        if (auto const xy = crs_.from_ledger(*p)) {
            OGR_F_SetFieldString(f, places_[record.cells.size()], decimal(xy->x, 9).c_str());
            OGR_F_SetFieldString(f, places_[record.cells.size() + 1], decimal(xy->y, 9).c_str());
        }
    if (OGR_L_CreateFeature(layer_, f) != OGRERR_NONE)
        fail_to_write(file_);
}

void LayerWriter::write(ExportRows const& table)
{
    create(table);
    for (auto const& record : table.records)
        write(record);
    GDALFlushCache(dataset_.get());
    dataset_.reset();
    if (CPLGetLastErrorType() >= CE_Failure)
        fail_to_write(file_);
}

/// Which short name stands for which column, as a text inside the archive.
void add_legend(fs::path const& zip, ExportRows const& table)
{
    auto const names = short_columns(table.columns);
    std::string text = "\xEF\xBB\xBF";
    for (std::size_t i = 0; i < names.size(); ++i)
        text += names[i] + " = " + table.columns[i].header + "\r\n";
    std::array<char*, 2> append{const_cast<char*>("APPEND=TRUE"), nullptr};
    auto* archive = CPLCreateZip(zip.c_str(), append.data());
    bool const written = archive && CPLCreateFileInZip(archive, "legend.txt", nullptr) == CE_None &&
                         CPLWriteFileInZip(archive, text.data(), static_cast<int>(text.size())) == CE_None && CPLCloseFileInZip(archive) == CE_None;
    if (!archive || CPLCloseZip(archive) != CE_None || !written)
        fail_to_write(zip);
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

std::vector<Text> losses_of(app::Ledger const& ledger, fs::path const& file, WriteOptions const& options)
{
    auto const& format = format_of(file);
    auto asked = options;
    if (is_shapefile(format))
        asked.language = Language::en;
    auto const table = rows_to_export(ledger, asked, {});
    std::vector<Text> losses;
    if (table.held_back > 0)
        losses.push_back(tr("Position and depth of {0} gas mains are left out.", table.held_back));
    auto const wide = std::ranges::count_if(table.records, [](auto const& r) { return r.shape && !geo::is_point(*r.shape); });
    if (!format.geometry && wide > 0)
        losses.push_back(tr("The shape of {0} lines and areas: only one point of each is written.", wide));
    if (!is_shapefile(format))
        return losses;
    auto const names = short_columns(table.columns);
    std::size_t cut = 0;
    for (std::size_t i = 0; i < names.size(); ++i)
        cut += names[i] != table.columns[i].header ? 1 : 0;
    if (cut > 0)
        losses.push_back(tr("{0} column names are shortened to ten bytes; legend.txt in the archive says which is which.", cut));
    constexpr std::size_t longest_text = 254;
    auto const long_texts = std::ranges::count_if(table.records, [](auto const& r) {
        return std::ranges::any_of(r.cells, [](auto const& c) { return c.size() > longest_text; });
    });
    if (long_texts > 0)
        losses.push_back(tr("Texts of more than 254 bytes are cut in {0} records.", long_texts));
    return losses;
}

std::int64_t export_table(app::Ledger const& ledger, fs::path const& file, WriteOptions const& options, Progress const& progress)
{
    auto const& format = format_of(file);
    auto asked = options;
    if (is_shapefile(format))
        asked.language = Language::en; // its field names are too short for Chinese ones
    auto const table = rows_to_export(ledger, asked, progress);
    Workshop const workshop{file};
    auto const unfinished = workshop.path() / file.filename();
    if (is_shapefile(format)) {
        // one shapefile holds one kind of shape: the first record's decides, others are refused in words
        auto const first = std::ranges::find_if(table.records, [](auto const& r) { return r.shape.has_value(); });
        if (first != table.records.end() && std::ranges::any_of(table.records, [&](auto const& r) {
                return r.shape && (geo::is_point(*r.shape) != geo::is_point(*first->shape) || geo::is_line(*r.shape) != geo::is_line(*first->shape));
            }))
            throw Error{Kind::refused, tr("A shapefile holds one kind of shape, but these records have several."),
                        Text::verbatim(file.string()), tr("Export one class at a time, or use .gpkg.")};
    }
    if (format.driver == std::string_view{"XLSX"})
        write_xlsx(unfinished, table, options);
    else
        LayerWriter{unfinished, format, options}.write(table);
    if (is_shapefile(format) && !table.records.empty())
        add_legend(unfinished, table);
    fs::rename(unfinished, file);
    return static_cast<std::int64_t>(table.records.size());
}

} // namespace taizhang::exchange
