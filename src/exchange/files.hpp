#pragma once

#include "app/foreign_files.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace taizhang::exchange {

using app::ExportOptions;
using app::OpenOptions;

/// Text tables and spreadsheets by our own rules (head, groups, encodings), GeoJSON, Shapefile, GeoPackage, KML, GPX, DXF
/// through GDAL; also out of a folder or a zip. Rows come as text; dates as yyyy-mm-dd; numbers without exponent.
/// @throws Error not_found, denied, invalid_input (what the file is instead, which layers it has, unknown CRS)
[[nodiscard]] std::unique_ptr<app::ForeignTable> open_table(std::filesystem::path const& file, app::ReadOptions const& options);
/// The same with everything else left to be found out.
[[nodiscard]] std::unique_ptr<app::ForeignTable> open_table(std::filesystem::path const& file, OpenOptions const& options);
/// The tables there are to choose from. @throws as open_table
[[nodiscard]] std::vector<app::Layer> layers_of(std::filesystem::path const& file);
/// SHA-256 of the file's bytes (of a folder: of its layers' names and row counts), lower-case hexadecimal.
[[nodiscard]] std::string hash_of_file(std::filesystem::path const& file);

/// What the format of that ending cannot hold. @throws Error usage for another ending
[[nodiscard]] std::vector<Text> losses_of(app::Ledger const& ledger, std::filesystem::path const& file, app::WriteOptions const& options);
/// By the file's ending: gpkg geojson csv xlsx shp.zip kml. Written wholly or not at all. Position and depth of gas mains
/// are left out unless options.gas_details; who may ask for them is app::export_records()' business.
/// Returns how many records. @throws Error usage for another ending; full, denied
std::int64_t export_table(app::Ledger const& ledger, std::filesystem::path const& file, app::WriteOptions const& options,
                          Progress const& progress);

/// The functions above behind the port.
class GdalFiles final : public app::ForeignFiles {
public:
    [[nodiscard]] std::unique_ptr<app::SourceTable> open(std::filesystem::path const& file,
                                                         OpenOptions const& options) const override
    {
        return open_table(file, options);
    }
    [[nodiscard]] std::unique_ptr<app::ForeignTable> read(std::filesystem::path const& file, app::ReadOptions const& options) const override
    {
        return open_table(file, options);
    }
    [[nodiscard]] std::vector<app::Layer> layers(std::filesystem::path const& file) const override { return layers_of(file); }
    [[nodiscard]] std::string hash(std::filesystem::path const& file) const override { return hash_of_file(file); }
    [[nodiscard]] std::vector<Text> losses(app::Ledger const& ledger, std::filesystem::path const& file,
                                           app::WriteOptions const& options) const override
    {
        return losses_of(ledger, file, options);
    }
    std::int64_t write(app::Ledger const& ledger, std::filesystem::path const& file, ExportOptions const& options,
                       Progress const& progress) const override
    {
        app::WriteOptions all;
        static_cast<ExportOptions&>(all) = options;
        return export_table(ledger, file, all, progress);
    }
    std::int64_t write_out(app::Ledger const& ledger, std::filesystem::path const& file, app::WriteOptions const& options,
                           Progress const& progress) const override
    {
        return export_table(ledger, file, options, progress);
    }
};

} // namespace taizhang::exchange
