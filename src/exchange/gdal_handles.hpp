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

/// Registers GDAL's drivers once and keeps its messages off the terminal.
void start_gdal();
/// GDAL's last message, without its own prefixes.
[[nodiscard]] std::string last_gdal_message();
/// UTF-8 text out of bytes: as they are when valid, else by `encoding`, else GB18030. A byte order mark is dropped.
[[nodiscard]] std::string to_utf8(std::string_view bytes, std::string const& encoding);

} // namespace taizhang::exchange
