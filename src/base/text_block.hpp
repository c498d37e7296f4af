#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace taizhang {

/// Many short rows of text in one piece of memory, searched all at once: scanning 50 MB takes some hundredths of a second,
/// and there is no index that could be out of date. A row has fields; no match goes over the end of a field.
class TextBlock {
public:
    void add(std::initializer_list<std::string_view> fields);
    [[nodiscard]] std::size_t size() const noexcept { return ends_.size(); }
    /// @pre row < size(); "" for a field that the row does not have
    [[nodiscard]] std::string_view field(std::size_t row, std::size_t n) const noexcept;
    /// take(row, offset) for each row that holds `wanted`, at its first place in the row; in no particular order. Capitals,
    /// full width and white space make no difference.
    /// @param wanted not empty, as folded() gives it
    void find(std::string_view wanted, std::function<void(std::size_t row, std::size_t offset)> const& take) const;
    void reserve(std::size_t rows);
    void shrink();

private:
    [[nodiscard]] std::size_t begin_of(std::size_t row) const noexcept { return row == 0 ? 0 : ends_[row - 1]; }

    std::string bytes_;                ///< fields end with \n
    std::vector<std::uint32_t> ends_;  ///< of each row in bytes_
    std::vector<std::pair<std::uint32_t, std::string>> unusual_; ///< rows whose folded text is not just theirs in small letters
};

} // namespace taizhang
