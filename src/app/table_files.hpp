#pragma once

#include "app/importing.hpp"
#include "app/ledger.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace taizhang::app {

/// How to read somebody else's file.
struct OpenOptions {
    std::string layer;    ///< "" = the only one; several: refused, listing them
    std::string crs;      ///< "" = what the file declares, else EPSG:4490 for bare lon/lat columns
    std::string encoding; ///< "" = guessed: UTF-8 (BOM or valid), else GB18030 for CSV and dbf without .cpg
    /// Header of the longitude / latitude (or easting / northing) columns, from --map lon=.. lat=..; "" = by alias
    std::string x_column, y_column;
};

struct ExportOptions {
    std::string what = "assets"; ///< assets orders lines communities
    std::string class_key;       ///< "" = all
    std::string crs;             ///< "" = EPSG:4490
    std::string where;           ///< search text
    Language language = Language::zh; ///< of headers and choice values
};

/// The port through which tables of other programs come in and go out. Implemented by exchange; any thread may use it.
class TableFiles {
public:
    virtual ~TableFiles() = default;
    /// @throws Error not_found, denied, invalid_input (what the file is instead, which layers it has, unknown CRS)
    [[nodiscard]] virtual std::unique_ptr<SourceTable> open(std::filesystem::path const& file,
                                                            OpenOptions const& options) const = 0;
    /// SHA-256 of the file's bytes, lower-case hexadecimal.
    [[nodiscard]] virtual std::string hash(std::filesystem::path const& file) const = 0;
    /// Returns how many records. @throws Error usage for an unknown ending; full, denied
    virtual std::int64_t write(Ledger const& ledger, std::filesystem::path const& file, ExportOptions const& options,
                               Progress const& progress) const = 0;
};

} // namespace taizhang::app
