#include "present/table.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <compare>
#include <set>
#include <unordered_map>

namespace taizhang::present {

namespace {

/// The first 16 bytes of a sort key as two numbers: most comparisons need no more.
struct Prefix {
    std::uint64_t high = 0, low = 0;
    std::uint32_t index = 0;
    friend auto operator<=>(Prefix const& a, Prefix const& b) noexcept
    {
        return a.high != b.high ? a.high <=> b.high : a.low <=> b.low;
    }
    friend bool operator==(Prefix const&, Prefix const&) = default;
};

constexpr std::size_t prefix_length = 16;

std::uint64_t eight_bytes(std::string_view text)
{
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 8; ++i)
        bits = (bits << 8U) | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
    return bits;
}

} // namespace

std::vector<std::size_t> Table::rows_of(std::vector<std::string> const& uids) const
{
    std::vector<std::size_t> found;
    if (uids.empty())
        return found;
    auto const indexes = indexes_of(uids);
    std::vector<bool> wanted(count());
    for (auto const i : indexes)
        wanted[i] = true;
    for (std::size_t row = 0; row < order_.size() && found.size() < indexes.size(); ++row)
        if (wanted[order_[row]])
            found.push_back(row);
    return found;
}

std::vector<Table::Index> Table::indexes_of(std::vector<std::string> const& uids) const
{
    std::set<std::string> const wanted{uids.begin(), uids.end()};
    std::vector<Index> found;
    for (Index i = 0; i < count(); ++i)
        if (wanted.contains(uid_of(i)))
            found.push_back(i);
    return found;
}

void Table::sort(std::size_t column, bool ascending)
{
    start_sorted_by(column, ascending);
    records_replaced();
}

void Table::start_sorted_by(std::size_t column, bool ascending)
{
    sort_column_ = column;
    ascending_ = ascending;
}

void Table::records_replaced()
{
    sorted_.clear();
    refresh();
}

void Table::sort_all()
{
    std::vector<Prefix> prefixes(count());
    std::vector<std::string> longer; // whole keys of those that do not fit; most columns have none
    for (Index i = 0; i < count(); ++i) {
        auto key = sort_text(i, sort_column_);
        auto const text = std::string_view{key};
        prefixes[i] = {eight_bytes(text), eight_bytes(text.substr(std::min<std::size_t>(8, text.size()))), i};
        if (key.size() > prefix_length) {
            longer.resize(count());
            longer[i] = std::move(key);
        }
    }
    // rows that compare equal keep the order in which they were entered, in both directions
    auto const before = [&](Prefix const& a, Prefix const& b, bool up) {
        auto order = a <=> b;
        if (order == 0 && !longer.empty())
            order = longer[a.index] <=> longer[b.index];
        return order == 0 ? a.index < b.index : (order < 0) == up;
    };
    std::ranges::sort(prefixes, [&](auto const& a, auto const& b) { return before(a, b, ascending_); });
    sorted_.resize(prefixes.size());
    std::ranges::transform(prefixes, sorted_.begin(), &Prefix::index);
}

void Table::refresh()
{
    if (sorted_.size() != count())
        sort_all();
    order_.clear();
    for (auto const i : sorted_)
        if (passes(i))
            order_.push_back(i);
    filtered();
    changed.publish({});
}

std::string const& remembered_sort_key(std::string const& text)
{
    thread_local std::unordered_map<std::string, std::string> known;
    if (known.size() > 200'000)
        known.clear();
    auto const [it, fresh] = known.try_emplace(text);
    if (fresh)
        it->second = sort_key(text);
    return it->second;
}

} // namespace taizhang::present
