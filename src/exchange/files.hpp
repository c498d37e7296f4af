#pragma once

#include "app/importing.hpp"
#include "app/ledger.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace taizhang::exchange {

struct OpenOptions {
    std::string layer;    ///< "" = the only one; several: refused, listing them
    std::string crs;      ///< "" = what the file declares, else EPSG:4490 for bare lon/lat columns
    std::string encoding; ///< "" = guessed: UTF-8 (BOM or valid), else GB18030 for CSV and dbf without .cpg
    /// Header of the longitude / latitude (or easting / northing) columns, from --map lon=.. lat=..; "" = by alias
    std::string x_column, y_column;
};

/// CSV, GeoJSON, Shapefile (also zipped), GeoPackage, xlsx, KML through GDAL. A foreign GeoPackage is read with triggers
/// and views off. Rows come as text; dates as yyyy-mm-dd; numbers without exponent.
/// @throws Error not_found, denied, invalid_input (what the file is instead, which layers it has, unknown CRS)
[[nodiscard]] std::unique_ptr<app::SourceTable> open_table(std::filesystem::path const& file, OpenOptions const& options);
/// SHA-256 of the file's bytes, lower-case hexadecimal.
[[nodiscard]] std::string hash_of_file(std::filesystem::path const& file);

struct ExportOptions {
    std::string what = "assets"; ///< assets orders lines communities
    std::string class_key;       ///< "" = all
    std::string crs;             ///< "" = EPSG:4490
    std::string where;           ///< search text
    Language language = Language::zh; ///< of headers and choice values
};
/// By the file's ending: gpkg geojson csv xlsx shp.zip kml. Written wholly or not at all; CSV with BOM.
/// Returns how many records. @throws Error usage for another ending; full, denied
std::int64_t export_table(app::Ledger const& ledger, std::filesystem::path const& file, ExportOptions const& options,
                          Progress const& progress);

} // namespace taizhang::exchange
