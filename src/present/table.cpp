#include "present/table.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <unordered_map>

namespace taizhang::present {

std::vector<std::size_t> Table::rows_of(std::vector<std::string> const& uids) const
{
    std::vector<std::size_t> found;
    if (uids.empty())
        return found;
    std::set<std::string> const wanted{uids.begin(), uids.end()};
    for (std::size_t row = 0; row < order_.size(); ++row)
        if (wanted.contains(uid_of(order_[row])))
            found.push_back(row);
    return found;
}

void Table::sort(std::size_t column, bool ascending)
{
    start_sorted_by(column, ascending);
    refresh();
}

void Table::start_sorted_by(std::size_t column, bool ascending)
{
    sort_column_ = column;
    ascending_ = ascending;
}

void Table::refresh()
{
    order_.clear();
    for (Index i = 0; i < count(); ++i)
        if (passes(i))
            order_.push_back(i);
    std::vector<std::string> keys(count());
    for (auto const i : order_)
        keys[i] = sort_text(i, sort_column_);
    // rows that compare equal keep the order in which they were entered, in both directions
    if (ascending_)
        std::ranges::stable_sort(order_, {}, [&](Index i) -> std::string const& { return keys[i]; });
    else
        std::ranges::stable_sort(order_, std::greater<>{}, [&](Index i) -> std::string const& { return keys[i]; });
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
