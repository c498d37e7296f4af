#include "base/error.hpp"
#include "exchange/encoding.hpp"
#include "exchange/files.hpp"
#include "exchange/readers.hpp"

#include <openssl/evp.h>

#include <array>
#include <memory>

namespace taizhang::exchange {
namespace {

namespace fs = std::filesystem;
using app::ReadOptions;

/// A table over text held in GDAL's memory file system, which must outlive it.
class MemoryTable final : public app::ForeignTable {
public:
    MemoryTable(std::unique_ptr<MemoryFile> memory, std::unique_ptr<app::ForeignTable> table)
        : memory_{std::move(memory)}, table_{std::move(table)}
    {}
    std::vector<std::string> const& headers() const override { return table_->headers(); }
    std::string const& name() const override { return table_->name(); }
    bool has_geometry() const override { return table_->has_geometry(); }
    std::int64_t rows_if_known() const override { return table_->rows_if_known(); }
    app::FileReading const& reading() const override { return table_->reading(); }
    bool next(app::SourceRow& row) override { return table_->next(row); }

private:
    std::unique_ptr<MemoryFile> memory_;
    std::unique_ptr<app::ForeignTable> table_;
};

std::unique_ptr<app::ForeignTable> open_text(Source const& source, ReadOptions const& options)
{
    auto bytes = content_of(source);
    auto encoding = options.encoding.empty() ? guessed_encoding(bytes) : app::Guess{options.encoding, tr("The encoding was given.")};
    auto text = decoded(std::move(bytes), encoding.value);
    return grid_table(source, csv_grid(std::move(text)), std::move(encoding), options);
}

std::unique_ptr<app::ForeignTable> open_geojson(Source source, ReadOptions const& options)
{
    static int counter = 0;
    auto memory = std::make_unique<MemoryFile>("/vsimem/taizhang" + std::to_string(++counter) + ".geojson",
                                               strict_geojson(content_of(source), source.file));
    source.name = memory->name();
    auto table = ogr_table(source, options);
    return std::make_unique<MemoryTable>(std::move(memory), std::move(table));
}

} // namespace

std::unique_ptr<app::ForeignTable> open_table(fs::path const& file, ReadOptions const& options)
{
    start_gdal();
    auto const source = source_of(file, options.layer);
    if (is_text_ending(source.ending))
        return open_text(source, options);
    if (is_sheet_ending(source.ending))
        return grid_table(source, sheet_grid(source), {}, options);
    if (source.ending == ".geojson" || source.ending == ".json")
        return open_geojson(source, options);
    return ogr_table(source, options);
}

std::unique_ptr<app::ForeignTable> open_table(fs::path const& file, app::OpenOptions const& options)
{
    app::ReadOptions all;
    static_cast<app::OpenOptions&>(all) = options;
    return open_table(file, all);
}

std::string hash_of_file(fs::path const& file)
{
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> const context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
    EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
    auto const add = [&](std::string_view bytes) { EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()); };
    std::error_code error;
    if (fs::is_directory(file, error))
        for (auto const& layer : layers_of(file)) // what was to choose from says enough about a folder
            add(layer.name + "\n" + std::to_string(layer.rows) + "\n");
    else
        add(content_of({file, file.string(), {}, {}}));
    std::array<unsigned char, 32> hash{};
    EVP_DigestFinal_ex(context.get(), hash.data(), nullptr);
    static constexpr std::string_view hex = "0123456789abcdef";
    std::string out;
    for (auto const byte : hash) {
        out += hex[byte >> 4U];
        out += hex[byte & 15U];
    }
    return out;
}

} // namespace taizhang::exchange
