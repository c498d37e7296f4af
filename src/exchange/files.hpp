#pragma once

#include "app/table_files.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace taizhang::exchange {

using app::ExportOptions;
using app::OpenOptions;

/// CSV, GeoJSON, Shapefile (also zipped), GeoPackage, xlsx, KML through GDAL. A foreign GeoPackage is read with triggers
/// and views off. Rows come as text; dates as yyyy-mm-dd; numbers without exponent.
/// @throws Error not_found, denied, invalid_input (what the file is instead, which layers it has, unknown CRS)
[[nodiscard]] std::unique_ptr<app::SourceTable> open_table(std::filesystem::path const& file, OpenOptions const& options);
/// SHA-256 of the file's bytes, lower-case hexadecimal.
[[nodiscard]] std::string hash_of_file(std::filesystem::path const& file);

/// By the file's ending: gpkg geojson csv xlsx shp.zip kml. Written wholly or not at all; CSV with BOM.
/// Returns how many records. @throws Error usage for another ending; full, denied
std::int64_t export_table(app::Ledger const& ledger, std::filesystem::path const& file, ExportOptions const& options,
                          Progress const& progress);

/// The three above behind the port.
class GdalFiles final : public app::TableFiles {
public:
    [[nodiscard]] std::unique_ptr<app::SourceTable> open(std::filesystem::path const& file,
                                                         OpenOptions const& options) const override
    {
        return open_table(file, options);
    }
    [[nodiscard]] std::string hash(std::filesystem::path const& file) const override { return hash_of_file(file); }
    std::int64_t write(app::Ledger const& ledger, std::filesystem::path const& file, ExportOptions const& options,
                       Progress const& progress) const override
    {
        return export_table(ledger, file, options, progress);
    }
};

} // namespace taizhang::exchange
