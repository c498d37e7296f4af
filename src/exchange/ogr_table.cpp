#include "exchange/encoding.hpp"
#include "exchange/point_columns.hpp"
#include "exchange/readers.hpp"

#include <cpl_conv.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <algorithm>
#include <array>
#include <map>

namespace taizhang::exchange {
namespace {

using Kind = Error::Kind;
using app::ReadOptions;
using app::SourceRow;

constexpr std::size_t sample_rows = 500, shown_rows = 200;

std::string kind_of(OGRwkbGeometryType type)
{
    switch (static_cast<int>(wkbFlatten(type))) {
    case wkbNone: return {};
    case wkbPoint: case wkbMultiPoint: return "point";
    case wkbLineString: case wkbMultiLineString: case wkbMultiCurve: case wkbCompoundCurve: return "line";
    case wkbPolygon: case wkbMultiPolygon: case wkbMultiSurface: case wkbCurvePolygon: return "area";
    default: return "mixed";
    }
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

/// Beside a shapefile: its table, where attributes are, and whether somebody said how they are written.
std::string bytes_beside(Source const& source, std::array<char const*, 2> const& endings)
{
    for (auto const* ending : endings) {
        auto const name = source.name.substr(0, source.name.size() - 4) + ending;
        VSIStatBufL stat;
        if (VSIStatL(name.c_str(), &stat) == 0)
            return content_of({source.file, name, ending, {}});
    }
    return {};
}

/// Views of a foreign GeoPackage: stored questions that could ask for anything and never end. Only its tables are read.
std::vector<std::string> views_of(Source const& source, Dataset const& dataset)
{
    std::vector<std::string> views;
    if (source.ending != ".gpkg")
        return views;
    auto* found = GDALDatasetExecuteSQL(dataset.get(), "SELECT name FROM sqlite_master WHERE type = 'view'", nullptr, nullptr);
    if (!found)
        return views;
    for (Feature row{OGR_L_GetNextFeature(found)}; row; row.reset(OGR_L_GetNextFeature(found)))
        views.emplace_back(OGR_F_GetFieldAsString(row.get(), 0));
    GDALDatasetReleaseResultSet(dataset.get(), found);
    return views;
}

bool holds(std::vector<std::string> const& names, std::string const& name) { return std::ranges::find(names, name) != names.end(); }

/// The letters of a dbf's records: without header and descriptors, which hold binary numbers.
std::string_view dbf_texts(std::string_view dbf)
{
    if (dbf.size() < 32)
        return {};
    auto const header = static_cast<unsigned char>(dbf[8]) + 256U * static_cast<unsigned char>(dbf[9]);
    return header < dbf.size() ? dbf.substr(header) : std::string_view{};
}

/// A layer with columns of its own.
class OgrTable final : public app::ForeignTable {
public:
    OgrTable(Source const& source, ReadOptions const& options);
    std::vector<std::string> const& headers() const override { return headers_; }
    std::string const& name() const override { return name_; }
    bool has_geometry() const override { return geometry_ || points_->found(); }
    std::int64_t rows_if_known() const override { return rows_; }
    app::FileReading const& reading() const override { return reading_; }
    bool next(SourceRow& row) override;

private:
    void choose_layer(Source const& source);
    void read_headers();
    void guess_encoding(Source const& source, ReadOptions const& options);
    void choose_system(Source const& source, ReadOptions const& options);
    void judge_shapes(ReadOptions const& options);
    void read_sample(ReadOptions const& options);
    [[nodiscard]] std::string cell(OGRFeatureH feature, int field) const;
    void take_geometry(OGRFeatureH feature, SourceRow& row) const;

    std::string name_;
    Dataset dataset_;
    OGRLayerH layer_ = nullptr;
    std::vector<std::string> headers_;
    std::string encoding_; ///< "" = GDAL decodes
    bool geometry_ = false;
    std::optional<PointColumns> points_;
    std::int64_t rows_ = -1, number_ = 0;
    std::optional<geo::Crs> crs_;
    std::string system_, declared_;
    app::FileReading reading_;
};

OgrTable::OgrTable(Source const& source, ReadOptions const& options)
{
    guess_encoding(source, options);
    dataset_ = open_dataset(source, encoding_.empty() ? std::vector<char const*>{} : std::vector<char const*>{"ENCODING="});
    choose_layer(source);
    name_ = source.layer.empty() ? OGR_L_GetName(layer_) : source.layer;
    geometry_ = OGR_FD_GetGeomFieldCount(OGR_L_GetLayerDefn(layer_)) > 0 && OGR_L_GetGeomType(layer_) != wkbNone;
    read_headers();
    points_.emplace(geometry_ ? std::vector<std::string>{} : headers_, geometry_ ? ReadOptions{} : options);
    choose_system(source, options);
    read_sample(options);
    OGR_L_ResetReading(layer_);
    number_ = 0;
}

void OgrTable::guess_encoding(Source const& source, ReadOptions const& options)
{
    if (source.ending != ".shp" && source.ending != ".dbf")
        return;
    if (!options.encoding.empty()) {
        encoding_ = options.encoding;
        reading_.encoding = {encoding_, tr("The encoding was given.")};
        return;
    }
    if (auto const said = trimmed(bytes_beside(source, {".cpg", ".CPG"})); !said.empty())
        reading_.encoding = {std::string{said}, tr("The file beside it (.cpg) says so.")};
    auto const dbf = bytes_beside(source, {".dbf", ".DBF"});
    auto const texts = dbf_texts(dbf);
    if (!reading_.encoding.value.empty() && (folded(reading_.encoding.value) != "utf-8" || is_utf8(texts)))
        return; // GDAL knows it
    reading_.encoding = guessed_encoding(texts);
    encoding_ = reading_.encoding.value;
}

void OgrTable::choose_layer(Source const& source)
{
    auto const views = views_of(source, dataset_);
    if (holds(views, source.layer))
        throw Error{Kind::refused, tr("“{0}” is a view, a stored question; only tables of another program's file are read.", source.layer),
                    Text::verbatim(source.file.string()), tr("Have the records saved as a table of their own.")};
    std::vector<std::string> names;
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset_.get()); ++i) {
        auto* layer = GDALDatasetGetLayer(dataset_.get(), i);
        if (holds(views, OGR_L_GetName(layer)))
            continue;
        names.emplace_back(OGR_L_GetName(layer));
        if (source.layer.empty() || names.back() == source.layer)
            layer_ = layer;
    }
    if (names.empty())
        throw Error{Kind::invalid_input, tr("The file holds no records."), Text::verbatim(source.file.string()), tr("Choose another file.")};
    if (source.ending == ".dxf" && !source.layer.empty()) {
        // the drawing's own layers; all its entities are one layer for GDAL
        layer_ = GDALDatasetGetLayer(dataset_.get(), 0);
        OGR_L_SetAttributeFilter(layer_, ("Layer = '" + replaced(source.layer, "'", "''") + "'").c_str());
        return;
    }
    if (!layer_ || (source.layer.empty() && names.size() > 1))
        refuse_layer(source.file, source.layer, names);
}

void OgrTable::read_headers()
{
    auto* definition = OGR_L_GetLayerDefn(layer_);
    for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
        std::string name{trimmed(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)))};
        headers_.push_back(encoding_.empty() && is_utf8(name) ? name : decoded(name, encoding_.empty() ? "GB18030" : encoding_));
    }
    rows_ = OGR_L_GetFeatureCount(layer_, FALSE);
}

void OgrTable::choose_system(Source const& source, ReadOptions const& options)
{
    system_ = options.crs;
    if (!system_.empty())
        reading_.system.why = tr("The system was given.");
    else if (geometry_)
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
            reading_.system.why = tr("The file declares it.");
        }
    if (system_.empty() && geometry_)
        judge_shapes(options);
    if (system_.empty())
        system_ = "EPSG:4490";
    crs_ = geo::Crs::named(system_);
    if (system_.size() > 60)
        system_ = source.file.filename().string() + " (.prj)";
    if (geometry_)
        reading_.system.value = system_;
}

/// A drawing or a shapefile without .prj: the numbers tell.
void OgrTable::judge_shapes(ReadOptions const& options)
{
    std::vector<geo::RawPair> pairs;
    OGR_L_ResetReading(layer_);
    while (pairs.size() < sample_rows) {
        Feature const feature{OGR_L_GetNextFeature(layer_)};
        if (!feature)
            break;
        OGREnvelope box;
        if (auto* geometry = OGR_F_GetGeometryRef(feature.get()); geometry && OGR_G_IsEmpty(geometry) == 0) {
            OGR_G_GetEnvelope(geometry, &box);
            pairs.push_back({box.MinX, box.MinY});
        }
    }
    reading_.beliefs = geo::diagnosed(pairs, options.expected);
    std::erase_if(reading_.beliefs, [](auto const& b) { return b.swapped; }); // shapes have no columns to take for the other
    if (reading_.beliefs.empty())
        reading_.system.why = tr("The numbers fit no known system; say which it is.");
    else {
        system_ = reading_.beliefs.front().system;
        reading_.system.why = reading_.beliefs.front().why;
    }
}

void OgrTable::read_sample(ReadOptions const& options)
{
    OGR_L_ResetReading(layer_);
    std::vector<std::vector<std::string>> cells;
    auto const wanted = !geometry_ && points_->found() ? sample_rows : shown_rows;
    while (cells.size() < wanted) {
        Feature const feature{OGR_L_GetNextFeature(layer_)};
        if (!feature)
            break;
        cells.emplace_back();
        for (std::size_t i = 0; i < headers_.size(); ++i)
            cells.back().push_back(cell(feature.get(), static_cast<int>(i)));
    }
    if (!geometry_ && points_->found()) {
        reading_.x_header = headers_[points_->x()];
        reading_.y_header = headers_[points_->y()];
        points_->judge(cells, options, reading_);
    }
    cells.resize(std::min(cells.size(), shown_rows));
    reading_.sample = std::move(cells);
}

std::string OgrTable::cell(OGRFeatureH feature, int field) const
{
    if (OGR_F_IsFieldSetAndNotNull(feature, field) == 0)
        return {};
    auto const type = OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, field));
    if (type == OFTReal)
        return decimal(OGR_F_GetFieldAsDouble(feature, field), 9);
    if (type == OFTDate || type == OFTDateTime) {
        int y = 0, m = 0, d = 0, h = 0, min = 0, s = 0, tz = 0;
        if (OGR_F_GetFieldAsDateTime(feature, field, &y, &m, &d, &h, &min, &s, &tz) != 0)
            if (auto const day = Date::from_ymd(y, m, d))
                return day->iso();
    }
    std::string text = OGR_F_GetFieldAsString(feature, field);
    if (encoding_.empty() && is_utf8(text))
        return text;
    return decoded(std::move(text), encoding_.empty() ? "GB18030" : encoding_);
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

bool OgrTable::next(SourceRow& row)
{
    for (;;) {
        Feature const feature{OGR_L_GetNextFeature(layer_)};
        if (!feature)
            return false;
        row = {};
        row.number = ++number_;
        for (std::size_t i = 0; i < headers_.size(); ++i)
            row.cells.push_back(cell(feature.get(), static_cast<int>(i)));
        bool const blank = std::ranges::all_of(row.cells, [](auto const& c) { return trimmed(c).empty(); });
        if (blank && !geometry_)
            continue; // an empty line is no record
        if (geometry_)
            take_geometry(feature.get(), row);
        else if (points_->found())
            points_->take(row);
        return true;
    }
}

} // namespace

std::unique_ptr<app::ForeignTable> ogr_table(Source const& source, ReadOptions const& options)
{
    return std::make_unique<OgrTable>(source, options);
}

std::vector<app::Layer> ogr_layers_of(Source const& source)
{
    auto const dataset = open_dataset(source, {});
    std::vector<app::Layer> layers;
    if (source.ending == ".dxf") {
        std::map<std::string, app::Layer> by_name;
        auto* entities = GDALDatasetGetLayer(dataset.get(), 0);
        for (Feature feature{OGR_L_GetNextFeature(entities)}; feature; feature.reset(OGR_L_GetNextFeature(entities))) {
            std::string const name = OGR_F_GetFieldAsString(feature.get(), OGR_F_GetFieldIndex(feature.get(), "Layer"));
            auto* geometry = OGR_F_GetGeometryRef(feature.get());
            auto const kind = geometry ? kind_of(OGR_G_GetGeometryType(geometry)) : std::string{};
            auto& layer = by_name.try_emplace(name, app::Layer{name, kind, 0}).first->second;
            layer.kind = layer.kind == kind ? kind : "mixed";
            ++layer.rows;
        }
        for (auto& [name, layer] : by_name)
            layers.push_back(std::move(layer));
        return layers;
    }
    auto const views = views_of(source, dataset);
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset.get()); ++i) {
        auto* layer = GDALDatasetGetLayer(dataset.get(), i);
        if (holds(views, OGR_L_GetName(layer)))
            continue;
        auto const rows = static_cast<std::int64_t>(OGR_L_GetFeatureCount(layer, TRUE));
        if (rows != 0 || source.ending != ".gpx") // a track of a GPS receiver always names five layers
            layers.push_back({OGR_L_GetName(layer), kind_of(OGR_L_GetGeomType(layer)), rows});
    }
    return layers;
}

} // namespace taizhang::exchange
