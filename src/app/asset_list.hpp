#pragma once

#include "base/text_block.hpp"
#include "domain/asset.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace taizhang::app {

/// Every asset in service or planned, as tables and the search need it: about 100 bytes each, read once and shared. In the
/// order of entry. Immutable once made; may be read from several threads.
class AssetList {
public:
    using Index = std::uint32_t;
    struct Entry {
        std::string_view uid, class_key, code, name, road, section, place, phase, state, built_on, unit;
        std::optional<std::int64_t> units_milli;
        bool has_position = false;
    };
    void add(Entry const& entry);
    void reserve(std::size_t rows);
    void shrink();

    [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
    [[nodiscard]] std::string uid(Index i) const;
    [[nodiscard]] std::string_view code(Index i) const noexcept { return texts_.field(i, 0); }
    [[nodiscard]] std::string_view name(Index i) const noexcept { return texts_.field(i, 1); }
    [[nodiscard]] std::string_view section(Index i) const noexcept { return texts_.field(i, 2); }
    [[nodiscard]] std::string_view place(Index i) const noexcept { return texts_.field(i, 3); }
    [[nodiscard]] std::string const& road(Index i) const noexcept { return roads_.words[rows_[i].road]; }
    [[nodiscard]] std::string const& class_key(Index i) const noexcept { return classes_.words[rows_[i].asset_class]; }
    [[nodiscard]] std::string const& unit(Index i) const noexcept { return units_.words[rows_[i].unit]; }
    [[nodiscard]] domain::Phase phase(Index i) const noexcept { return rows_[i].phase; }
    [[nodiscard]] domain::Condition state(Index i) const noexcept { return rows_[i].state; }
    [[nodiscard]] bool has_position(Index i) const noexcept { return rows_[i].has_position; }
    [[nodiscard]] std::optional<PartialDate> built_on(Index i) const { return PartialDate::parse_iso(built_.words[rows_[i].built]); }
    [[nodiscard]] std::string const& built_text(Index i) const noexcept { return built_.words[rows_[i].built]; }
    /// How many units it counts; absent = one of `unit`, or of the class's first.
    [[nodiscard]] std::optional<domain::Quantity> units(Index i) const
    {
        auto const n = rows_[i].units_milli;
        return n < 0 ? std::nullopt : std::optional{domain::Quantity::thousandths(n)};
    }

    /// The distinct words, numbered in the order in which they first came; the first is "".
    [[nodiscard]] std::vector<std::string> const& roads() const noexcept { return roads_.words; }
    [[nodiscard]] std::vector<std::string> const& classes() const noexcept { return classes_.words; }
    [[nodiscard]] std::uint32_t road_number(Index i) const noexcept { return rows_[i].road; }
    [[nodiscard]] std::uint16_t class_number(Index i) const noexcept { return rows_[i].asset_class; }
    [[nodiscard]] std::vector<std::string> const& unit_words() const noexcept { return units_.words; }
    [[nodiscard]] std::uint16_t unit_number(Index i) const noexcept { return rows_[i].unit; }
    [[nodiscard]] std::uint32_t built_number(Index i) const noexcept { return rows_[i].built; }

    /// Ascending; those that are not there are left out.
    [[nodiscard]] std::vector<Index> indexes_of(std::vector<std::string> const& uids) const;
    /// One flag each: does code, name, section, place or road hold it?
    /// @param wanted not empty, as folded() gives it
    [[nodiscard]] std::vector<bool> holding(std::string_view wanted) const;
    [[nodiscard]] TextBlock const& texts() const noexcept { return texts_; }

private:
    using Uid = std::array<std::uint64_t, 2>;
    struct Row {
        Uid uid;
        std::int64_t units_milli;
        std::uint32_t road, built;
        std::uint16_t asset_class, unit;
        domain::Phase phase;
        domain::Condition state;
        bool has_position;
    };
    struct Words {
        std::vector<std::string> words{""};
        std::unordered_map<std::string, std::uint32_t> numbers{{"", 0U}};
        std::uint32_t latest = 0;
        [[nodiscard]] std::uint32_t number_of(std::string_view word);
    };
    [[nodiscard]] static std::optional<Uid> packed(std::string_view uid) noexcept;

    std::vector<Row> rows_;
    Words roads_, classes_, units_, built_;
    TextBlock texts_;
    std::unordered_map<Index, std::string> strange_uids_; ///< given by another program, not as we write them
};

} // namespace taizhang::app
