#pragma once

#include "app/foreign_files.hpp"
#include "exchange/gdal_handles.hpp"
#include "exchange/grid.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace taizhang::exchange {

/// Where a layer's bytes are: a file of the disk, or inside an archive (a name that only GDAL understands).
struct Source {
    std::filesystem::path file; ///< what the user named: for messages
    std::string name;           ///< to open; differs from the file inside archives and folders
    std::string ending;         ///< lower case, with the dot: of the name's last part
    std::string layer;          ///< inside it; "" = the only one
};

/// Finds the file a layer is in. @throws Error not_found, refused "several layers" naming them
[[nodiscard]] Source source_of(std::filesystem::path const& file, std::string const& layer);
/// The whole content, also out of an archive. @throws Error denied, io
[[nodiscard]] std::string content_of(Source const& source);

/// @param settings GDAL's open options
/// @throws Error invalid_input saying what the file is not
[[nodiscard]] Dataset open_dataset(Source const& source, std::vector<char const*> settings);

/// A table over rows that have yet to be understood: head, groups, sums and notes, columns with coordinates.
[[nodiscard]] std::unique_ptr<app::ForeignTable> grid_table(Source const& source, std::unique_ptr<Grid> grid, app::Guess encoding,
                                                           app::ReadOptions const& options);
/// Rows of a spreadsheet's sheet. @throws Error refused naming the sheets when there are several
[[nodiscard]] std::unique_ptr<Grid> sheet_grid(Source const& source);
/// Names of the sheets that hold anything.
[[nodiscard]] std::vector<app::Layer> sheets_of(Source const& source);

/// A layer with columns and shapes of its own, through GDAL.
[[nodiscard]] std::unique_ptr<app::ForeignTable> ogr_table(Source const& source, app::ReadOptions const& options);
[[nodiscard]] std::vector<app::Layer> ogr_layers_of(Source const& source);

/// GeoJSON checked by our own strict reader and, where it is a bare array of features, made whole.
/// @throws Error invalid_input with line and column
[[nodiscard]] std::string strict_geojson(std::string text, std::filesystem::path const& file);

[[nodiscard]] bool is_text_ending(std::string const& ending) noexcept;   ///< .csv .tsv .txt
[[nodiscard]] bool is_sheet_ending(std::string const& ending) noexcept;  ///< .xlsx .xlsm .ods .xls .et
/// Throws "several layers, say which" when `layer` is empty, "no such layer" when it is not among `names`.
[[noreturn]] void refuse_layer(std::filesystem::path const& file, std::string const& layer, std::vector<std::string> const& names);

} // namespace taizhang::exchange
