#include "base/error.hpp"
#include "exchange/files.hpp"
#include "exchange/gdal_handles.hpp"
#include "geo/crs.hpp"

#include <cpl_conv.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iterator>
#include <span>

namespace taizhang::exchange {
namespace {

namespace fs = std::filesystem;
using Kind = Error::Kind;
using app::SourceRow;

struct DatasetCloser {
    void operator()(void* dataset) const noexcept { GDALClose(dataset); }
};
struct FeatureCloser {
    void operator()(OGRFeatureH feature) const noexcept { OGR_F_Destroy(feature); }
};

std::string lower_ending(fs::path const& file) { return folded(file.extension().string()); }

std::string whole_file(fs::path const& file)
{
    std::ifstream in{file, std::ios::binary};
    if (!in)
        throw Error{Kind::denied, tr("The file cannot be read: you have no permission."), Text::verbatim(file.string()),
                    tr("Ask for permission to read it.")};
    return {std::istreambuf_iterator<char>{in}, {}};
}

void look_at_file(fs::path const& file)
{
    std::error_code error;
    auto const where = Text::verbatim(file.string());
    if (!fs::exists(file, error))
        throw Error{Kind::not_found, tr("There is no such file."), where, tr("Check the name of the file.")};
    if (fs::is_directory(file, error))
        throw Error{Kind::refused, tr("This is a folder, not a file with records."), where, tr("Choose a file in it.")};
    if (fs::file_size(file, error) == 0)
        throw Error{Kind::invalid_input, tr("The file is empty (0 bytes)."), where, tr("Choose another file.")};
}

/// Column headers that hold coordinates, folded; the catalogue's aliases x and y say the same for forms.
constexpr std::array x_names{"经度", "lon", "lng", "long", "longitude", "x", "x坐标", "东坐标", "easting"};
constexpr std::array y_names{"纬度", "lat", "latitude", "y", "y坐标", "北坐标", "northing"};

int column_named(std::vector<std::string> const& headers, std::string const& wanted, std::span<char const* const> aliases)
{
    for (std::size_t i = 0; i < headers.size(); ++i) {
        auto const header = folded_header(headers[i]);
        if (wanted.empty() ? std::ranges::any_of(aliases, [&](char const* a) { return header == a; })
                           : headers[i] == wanted || header == folded_header(wanted))
            return static_cast<int>(i);
    }
    return -1;
}

std::optional<double> number_in(std::string const& cell)
{
    auto const text = folded(cell);
    char* end = nullptr;
    auto const value = CPLStrtod(text.c_str(), &end);
    return text.empty() || *end != '\0' || !std::isfinite(value) ? std::nullopt : std::optional{value};
}

/// A layer read through OGR.
class OgrTable final : public app::SourceTable {
public:
    OgrTable(fs::path const& file, OpenOptions const& options);
    std::vector<std::string> const& headers() const override { return headers_; }
    std::string const& name() const override { return name_; }
    bool has_geometry() const override { return geometry_ || x_ >= 0 || pair_ >= 0; }
    std::int64_t rows_if_known() const override { return rows_; }
    bool next(SourceRow& row) override;

private:
    void open(fs::path const& file, OpenOptions const& options);
    void choose_layer(OpenOptions const& options);
    void read_headers();
    void find_header_row();
    void choose_system(OpenOptions const& options);
    [[nodiscard]] std::string cell(OGRFeatureH feature, int field) const;
    void take_geometry(OGRFeatureH feature, SourceRow& row) const;
    void take_numbers(SourceRow& row) const;
    void take_point(double x, double y, std::string const& raw_x, std::string const& raw_y, SourceRow& row) const;

    fs::path file_;
    std::string name_;
    std::unique_ptr<MemoryFile> memory_;
    std::unique_ptr<void, DatasetCloser> dataset_;
    OGRLayerH layer_ = nullptr;
    std::vector<std::string> headers_;
    std::vector<int> fields_;
    bool geometry_ = false, text_file_ = false, sheet_ = false;
    int x_ = -1, y_ = -1, pair_ = -1;
    std::int64_t rows_ = -1, number_ = 0, header_row_ = 0;
    std::optional<geo::Crs> crs_;
    std::string system_;
};

OgrTable::OgrTable(fs::path const& file, OpenOptions const& options) : file_{file}
{
    look_at_file(file);
    start_gdal();
    open(file, options);
    choose_layer(options);
    name_ = OGR_L_GetName(layer_);
    geometry_ = OGR_FD_GetGeomFieldCount(OGR_L_GetLayerDefn(layer_)) > 0 && OGR_L_GetGeomType(layer_) != wkbNone;
    read_headers();
    if (sheet_)
        find_header_row();
    if (!geometry_) {
        x_ = column_named(headers_, options.x_column, x_names);
        y_ = column_named(headers_, options.y_column, y_names);
        if (x_ < 0 || y_ < 0) {
            x_ = y_ = -1;
            static constexpr std::array pairs{"latlon", "latlng", "location", "coordinates", "坐标", "位置坐标", "geolocation", "xycoords"};
            pair_ = column_named(headers_, {}, pairs);
        }
    }
    choose_system(options);
    OGR_L_ResetReading(layer_);
    for (std::int64_t i = 0; i < header_row_; ++i)
        std::unique_ptr<void, FeatureCloser> const skipped{OGR_L_GetNextFeature(layer_)};
}

void OgrTable::open(fs::path const& file, OpenOptions const& options)
{
    auto const ending = lower_ending(file);
    auto name = file.string();
    text_file_ = ending == ".csv" || ending == ".txt" || ending == ".tsv";
    sheet_ = ending == ".xlsx";
    std::vector<char const*> settings;
    if (text_file_) {
        // decoded as a whole first: then headers and coordinates are right whatever the encoding was
        auto text = to_utf8(whole_file(file), options.encoding);
        static int counter = 0;
        memory_ = std::make_unique<MemoryFile>("/vsimem/taizhang" + std::to_string(++counter) + ".csv", std::move(text));
        name = memory_->name();
        settings = {"AUTODETECT_TYPE=NO", "EMPTY_STRING_AS_NULL=NO", nullptr};
    } else if (ending == ".zip")
        name = "/vsizip/" + fs::absolute(file).string();
    std::string encoding;
    if (ending == ".shp" || ending == ".zip") {
        if (auto cpg = file; !options.encoding.empty())
            encoding = "ENCODING=" + options.encoding;
        else if (ending == ".shp" && !fs::exists(cpg.replace_extension(".cpg")) && !fs::exists(cpg.replace_extension(".CPG"))) {
            auto dbf = file;
            dbf.replace_extension(".dbf");
            if (fs::exists(dbf) && !is_utf8(whole_file(dbf)))
                encoding = "ENCODING=GBK";
        }
        if (!encoding.empty())
            settings = {encoding.c_str(), nullptr};
    }
    dataset_.reset(GDALOpenEx(name.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr,
                              settings.empty() ? nullptr : settings.data(), nullptr));
    if (!dataset_)
        throw Error{Kind::invalid_input, tr("The file cannot be read as a table or a layer."), Text::verbatim(file.string()),
                    tr("Use CSV, xlsx, GeoJSON, Shapefile (also zipped), GeoPackage or KML.")};
}

void OgrTable::choose_layer(OpenOptions const& options)
{
    auto const n = GDALDatasetGetLayerCount(dataset_.get());
    std::vector<std::string> names;
    for (int i = 0; i < n; ++i) {
        auto* layer = GDALDatasetGetLayer(dataset_.get(), i);
        names.emplace_back(OGR_L_GetName(layer));
        if (n == 1 || names.back() == options.layer)
            layer_ = layer;
    }
    if (layer_ && (options.layer.empty() || names.size() > 1 || names.front() == options.layer))
        return;
    auto const where = Text::verbatim(file_.string());
    if (names.empty())
        throw Error{Kind::invalid_input, tr("The file holds no records."), where, tr("Choose another file.")};
    if (options.layer.empty())
        throw Error{Kind::refused, tr("The file holds several layers."), where, tr("Say which one: {0}.", joined(names, ", "))};
    throw Error{Kind::not_found, tr("The file has no layer “{0}”.", options.layer), where, tr("It has: {0}.", joined(names, ", "))};
}

void OgrTable::read_headers()
{
    auto* definition = OGR_L_GetLayerDefn(layer_);
    for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
        headers_.emplace_back(trimmed(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i))));
        fields_.push_back(i);
    }
    rows_ = OGR_L_GetFeatureCount(layer_, FALSE);
}

void OgrTable::find_header_row()
{
    // the first row in which most columns are filled; title rows above it have one merged cell
    OGR_L_ResetReading(layer_);
    for (std::int64_t row = 1; row <= 20; ++row) {
        std::unique_ptr<void, FeatureCloser> const feature{OGR_L_GetNextFeature(layer_)};
        if (!feature)
            break;
        std::vector<std::string> cells;
        for (auto const field : fields_)
            cells.emplace_back(trimmed(cell(feature.get(), field)));
        auto const filled = std::ranges::count_if(cells, [](auto const& c) { return !c.empty(); });
        if (filled * 2 <= static_cast<std::ptrdiff_t>(cells.size()))
            continue;
        headers_ = std::move(cells);
        header_row_ = row;
        rows_ = std::max<std::int64_t>(0, rows_ - row);
        return;
    }
    throw Error{Kind::invalid_input, tr("No header row was found in the sheet."), Text::verbatim(file_.string()),
                tr("Put the column names into one row above the records.")};
}

void OgrTable::choose_system(OpenOptions const& options)
{
    system_ = options.crs;
    if (system_.empty() && geometry_)
        if (auto* srs = OGR_L_GetSpatialRef(layer_)) {
            auto const* authority = OSRGetAuthorityName(srs, nullptr);
            auto const* code = OSRGetAuthorityCode(srs, nullptr);
            if (authority && code && std::string_view{authority} == "EPSG")
                system_ = std::string{"EPSG:"} + code;
            else { // ESRI, IGNF .. : the text says it all
                char* wkt = nullptr;
                OSRExportToWkt(srs, &wkt);
                system_ = wkt ? wkt : "";
                CPLFree(wkt);
            }
        }
    if (system_.empty())
        system_ = "EPSG:4490";
    crs_ = geo::Crs::named(system_);
    if (system_.size() > 60)
        system_ = file_.filename().string() + " (.prj)";
}

std::string OgrTable::cell(OGRFeatureH feature, int field) const
{
    if (OGR_F_IsFieldSetAndNotNull(feature, field) == 0)
        return {};
    auto const type = OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, field));
    if (type == OFTReal) {
        auto const value = OGR_F_GetFieldAsDouble(feature, field);
        return decimal(value, 9);
    }
    if (type == OFTDate || type == OFTDateTime) {
        int y = 0, m = 0, d = 0, h = 0, min = 0, s = 0, tz = 0;
        if (OGR_F_GetFieldAsDateTime(feature, field, &y, &m, &d, &h, &min, &s, &tz) != 0)
            if (auto const day = Date::from_ymd(y, m, d))
                return day->iso();
    }
    std::string text = OGR_F_GetFieldAsString(feature, field);
    return is_utf8(text) ? text : to_utf8(text, {});
}

/// The coordinates of an OGR geometry in the source's system, part by part.
bool copy_chain(OGRGeometryH from, geo::Crs const& crs, geo::Shape::Chain& chain)
{
    for (int i = 0; i < OGR_G_GetPointCount(from); ++i) {
        auto const p = crs.to_ledger(OGR_G_GetX(from, i), OGR_G_GetY(from, i));
        if (!p)
            return false;
        chain.push_back(*p);
    }
    return !chain.empty();
}

bool copy_part(OGRGeometryH from, geo::Crs const& crs, geo::Shape::Part& part)
{
    auto const rings = OGR_G_GetGeometryCount(from);
    for (int i = 0; i < std::max(rings, 1); ++i) {
        geo::Shape::Chain chain;
        if (!copy_chain(rings > 0 ? OGR_G_GetGeometryRef(from, i) : from, crs, chain))
            return false;
        part.push_back(std::move(chain));
    }
    return true;
}

std::optional<geo::Shape> shape_of(OGRGeometryH from, geo::Crs const& crs)
{
    auto const kind = static_cast<int>(wkbFlatten(OGR_G_GetGeometryType(from)));
    if (kind < 1 || kind > 6)
        return std::nullopt;
    geo::Shape shape{static_cast<geo::Shape::Kind>(kind), {}};
    auto const n = kind > 3 ? OGR_G_GetGeometryCount(from) : 1;
    for (int i = 0; i < n; ++i) {
        geo::Shape::Part part;
        if (!copy_part(kind > 3 ? OGR_G_GetGeometryRef(from, i) : from, crs, part))
            return std::nullopt;
        shape.parts.push_back(std::move(part));
    }
    // a multi geometry of one part is what many programs write for everything: keep the simple form
    if (kind > 3 && shape.parts.size() == 1)
        shape.kind = static_cast<geo::Shape::Kind>(kind - 3);
    return shape.parts.empty() ? std::nullopt : std::optional{std::move(shape)};
}

void OgrTable::take_geometry(OGRFeatureH feature, SourceRow& row) const
{
    auto* geometry = OGR_F_GetGeometryRef(feature);
    if (!geometry || OGR_G_IsEmpty(geometry) != 0)
        return;
    std::unique_ptr<void, decltype(&OGR_G_DestroyGeometry)> straight{nullptr, OGR_G_DestroyGeometry};
    if (OGR_G_HasCurveGeometry(geometry, TRUE) != 0) {
        straight.reset(OGR_G_GetLinearGeometry(geometry, 0, nullptr));
        geometry = straight.get();
    }
    row.shape = shape_of(geometry, *crs_);
    if (!row.shape)
        row.shape_problem = tr("The position cannot be converted from {0}.", system_);
    else if (wkbFlatten(OGR_G_GetGeometryType(geometry)) == wkbPoint && !crs_->is_ledger_system())
        row.source = {decimal(OGR_G_GetX(geometry, 0), 9), decimal(OGR_G_GetY(geometry, 0), 9), system_, "import", {}};
    else
        row.source = {{}, {}, system_, "import", {}};
    if (system_ == "gcj02" || system_ == "bd09")
        row.source.accuracy = "approximate";
}

void OgrTable::take_point(double x, double y, std::string const& raw_x, std::string const& raw_y, SourceRow& row) const
{
    row.source = {raw_x, raw_y, system_, "import", system_ == "gcj02" || system_ == "bd09" ? "approximate" : ""};
    if (auto const p = crs_->to_ledger(x, y))
        row.shape = geo::Shape::point(*p);
    else
        row.shape_problem = tr("The coordinates {0}, {1} do not fit {2}.", raw_x, raw_y, system_);
}

void OgrTable::take_numbers(SourceRow& row) const
{
    std::string raw_x, raw_y;
    if (pair_ >= 0) {
        auto const parts = split(row.cells.at(static_cast<std::size_t>(pair_)), ',');
        if (parts.size() != 2)
            return;
        raw_y = trimmed(parts[0]); // "lat,lon" is how such columns are written
        raw_x = trimmed(parts[1]);
    } else if (x_ >= 0) {
        raw_x = trimmed(row.cells.at(static_cast<std::size_t>(x_)));
        raw_y = trimmed(row.cells.at(static_cast<std::size_t>(y_)));
    }
    if (raw_x.empty() && raw_y.empty())
        return;
    auto const x = number_in(raw_x), y = number_in(raw_y);
    if (!x || !y)
        row.shape_problem = tr("The coordinates {0}, {1} are no numbers.", raw_x, raw_y);
    else
        take_point(*x, *y, raw_x, raw_y, row);
}

bool OgrTable::next(SourceRow& row)
{
    for (;;) {
        std::unique_ptr<void, FeatureCloser> const feature{OGR_L_GetNextFeature(layer_)};
        if (!feature)
            return false;
        ++number_;
        row = {};
        row.number = text_file_ ? number_ + 1 : sheet_ ? OGR_F_GetFID(feature.get()) : number_;
        for (auto const field : fields_)
            row.cells.push_back(cell(feature.get(), field));
        bool const blank = std::ranges::all_of(row.cells, [](auto const& c) { return trimmed(c).empty(); });
        if (blank && !geometry_)
            continue; // an empty line is no record
        if (geometry_)
            take_geometry(feature.get(), row);
        else
            take_numbers(row);
        return true;
    }
}

} // namespace

std::unique_ptr<app::SourceTable> open_table(fs::path const& file, OpenOptions const& options)
{
    return std::make_unique<OgrTable>(file, options);
}

std::string hash_of_file(fs::path const& file)
{
    auto const data = whole_file(file);
    std::array<unsigned char, 32> hash{};
    unsigned size = hash.size();
    EVP_Digest(data.data(), data.size(), hash.data(), &size, EVP_sha256(), nullptr);
    static constexpr std::string_view hex = "0123456789abcdef";
    std::string out;
    for (auto const byte : hash) {
        out += hex[byte >> 4U];
        out += hex[byte & 15U];
    }
    return out;
}

} // namespace taizhang::exchange
