#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace taizhang::exchange {

/// A file in GDAL's memory file system that is gone with its owner.
class MemoryFile {
public:
    MemoryFile(std::string name, std::string content);
    MemoryFile(MemoryFile const&) = delete;
    MemoryFile& operator=(MemoryFile const&) = delete;
    ~MemoryFile();
    [[nodiscard]] std::string const& name() const noexcept { return name_; }

private:
    std::string name_, content_;
};

struct DatasetCloser {
    void operator()(void* dataset) const noexcept;
};
using Dataset = std::unique_ptr<void, DatasetCloser>;

struct FeatureCloser {
    void operator()(void* feature) const noexcept;
};
using Feature = std::unique_ptr<void, FeatureCloser>;

/// Registers GDAL's drivers once and keeps its messages off the terminal.
void start_gdal();
/// GDAL's last message, without its own prefixes.
[[nodiscard]] std::string last_gdal_message();

} // namespace taizhang::exchange
