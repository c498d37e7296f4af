#pragma once

#include "app/reading.hpp"
#include "app/table_files.hpp"

namespace taizhang::app {

/// How to read a file about which nothing is certain. What is left open is found out.
struct ReadOptions : OpenOptions {
    enum class Axes { found_out, xy, yx };
    Axes axes = Axes::found_out;  ///< yx: the column named x holds the northing or latitude
    std::int64_t header_row = 0;  ///< as the user counts; 0 = found out
    enum class Blanks { found_out, empty };
    Blanks blanks = Blanks::found_out; ///< what a blank cell of a grouping column means
    geo::Expectation expected;    ///< where the records should lie
};

struct WriteOptions : ExportOptions {
    bool bom = true;              ///< CSV: Excel takes UTF-8 without the mark for something else
    bool gas_details = false;     ///< position and depth of gas mains go out only when asked for, with a reason
    std::string reason;
};

/// One table of a file, a folder or an archive.
struct Layer {
    std::string name;             ///< for OpenOptions::layer
    std::string kind;             ///< point line area, mixed, or "" = rows without shapes
    std::int64_t rows = -1;       ///< -1 = not known without reading it
};

/// A layer opened for reading, with what was found out about it.
class ForeignTable : public SourceTable {
public:
    [[nodiscard]] virtual FileReading const& reading() const = 0;
};

/// TableFiles and all that import and export can do beyond opening and writing.
class ForeignFiles : public TableFiles {
public:
    /// What there is to choose from; a file of one table has one. @throws as open()
    [[nodiscard]] virtual std::vector<Layer> layers(std::filesystem::path const& file) const = 0;
    /// @throws as open()
    [[nodiscard]] virtual std::unique_ptr<ForeignTable> read(std::filesystem::path const& file, ReadOptions const& options) const = 0;
    /// What the format of that ending cannot hold of these records, to be said before anything is written.
    [[nodiscard]] virtual std::vector<Text> losses(Ledger const& ledger, std::filesystem::path const& file,
                                                   WriteOptions const& options) const = 0;
    /// Returns how many records. @throws as write()
    virtual std::int64_t write_out(Ledger const& ledger, std::filesystem::path const& file, WriteOptions const& options,
                                   Progress const& progress) const = 0;
};

} // namespace taizhang::app
