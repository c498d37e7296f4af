#include "app/asset_list.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <unordered_set>

namespace taizhang::app {

namespace {

constexpr std::string_view digits = "0123456789abcdef";
constexpr std::size_t uid_length = 36;

constexpr auto value_of_digit = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(255);
    for (std::size_t i = 0; i < digits.size(); ++i)
        values[static_cast<unsigned char>(digits[i])] = static_cast<std::uint8_t>(i);
    return values;
}();

bool is_hyphen_at(std::size_t i) noexcept { return i == 8 || i == 13 || i == 18 || i == 23; }

} // namespace

std::uint32_t AssetList::Words::number_of(std::string_view word)
{
    // rows of one road or class mostly follow each other
    if (words[latest] == word)
        return latest;
    auto const [it, fresh] = numbers.try_emplace(std::string{word}, static_cast<std::uint32_t>(words.size()));
    if (fresh)
        words.emplace_back(word);
    return latest = it->second;
}

std::optional<AssetList::Uid> AssetList::packed(std::string_view uid) noexcept
{
    if (uid.size() != uid_length)
        return std::nullopt;
    Uid bits{};
    std::size_t nibbles = 0;
    for (std::size_t i = 0; i < uid_length; ++i) {
        if (is_hyphen_at(i)) {
            if (uid[i] != '-')
                return std::nullopt;
            continue;
        }
        auto const value = value_of_digit[static_cast<unsigned char>(uid[i])];
        if (value > 15)
            return std::nullopt;
        auto& half = bits[nibbles++ / 16];
        half = (half << 4U) | value;
    }
    return bits;
}

std::string AssetList::uid(Index i) const
{
    auto const& bits = rows_[i].uid;
    if (bits == Uid{}) {
        auto const it = strange_uids_.find(i);
        return it == strange_uids_.end() ? std::string{} : it->second;
    }
    std::string text(uid_length, '-');
    std::size_t nibbles = 0;
    for (std::size_t at = 0; at < uid_length; ++at)
        if (!is_hyphen_at(at)) {
            text[at] = digits[(bits[nibbles / 16] >> (60U - 4U * (nibbles % 16))) & 0xFU];
            ++nibbles;
        }
    return text;
}

void AssetList::add(Entry const& entry)
{
    auto const bits = packed(entry.uid);
    if (!bits)
        strange_uids_.emplace(static_cast<Index>(rows_.size()), entry.uid);
    rows_.push_back({bits.value_or(Uid{}), entry.units_milli.value_or(-1), roads_.number_of(entry.road),
                     built_.number_of(entry.built_on), static_cast<std::uint16_t>(classes_.number_of(entry.class_key)),
                     static_cast<std::uint16_t>(units_.number_of(entry.unit)),
                     domain::phase_from(entry.phase).value_or(domain::Phase::in_service),
                     domain::condition_from(entry.state).value_or(domain::Condition::intact), entry.has_position});
    texts_.add({entry.code, entry.name, entry.section, entry.place});
}

void AssetList::reserve(std::size_t rows)
{
    rows_.reserve(rows);
    texts_.reserve(rows);
}

void AssetList::shrink()
{
    rows_.shrink_to_fit();
    texts_.shrink();
}

std::vector<AssetList::Index> AssetList::indexes_of(std::vector<std::string> const& uids) const
{
    struct Mix {
        std::size_t operator()(Uid const& uid) const noexcept { return static_cast<std::size_t>(uid[0] ^ uid[1]); } // random as they are
    };
    std::vector<Index> found;
    std::unordered_set<Uid, Mix> wanted;
    wanted.reserve(uids.size());
    for (auto const& uid : uids) {
        if (auto const bits = packed(uid))
            wanted.insert(*bits);
        else
            for (auto const& [index, strange] : strange_uids_)
                if (strange == uid)
                    found.push_back(index);
    }
    if (wanted.size() == 1) {
        auto const it = std::ranges::find(rows_, *wanted.begin(), &Row::uid);
        if (it != rows_.end())
            found.push_back(static_cast<Index>(it - rows_.begin()));
    } else if (!wanted.empty())
        for (Index i = 0; i < rows_.size(); ++i)
            if (wanted.contains(rows_[i].uid))
                found.push_back(i);
    std::ranges::sort(found);
    return found;
}

std::vector<bool> AssetList::holding(std::string_view wanted) const
{
    std::vector<bool> held(rows_.size());
    texts_.find(wanted, [&](std::size_t row, std::size_t) { held[row] = true; });
    std::vector<bool> on_road(roads_.words.size());
    bool any = false;
    for (std::size_t i = 0; i < on_road.size(); ++i)
        if (folded(roads_.words[i]).find(wanted) != std::string::npos)
            any = on_road[i] = true;
    if (any)
        for (std::size_t i = 0; i < rows_.size(); ++i)
            if (on_road[rows_[i].road])
                held[i] = true;
    return held;
}

} // namespace taizhang::app
