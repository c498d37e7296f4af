#include "domain/quantity.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>

namespace taizhang::domain {
namespace {

/// Digits and one point, already folded; commas only between groups of three.
std::optional<std::int64_t> scaled(std::string_view text, int decimals)
{
    bool const negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    auto const point = text.find('.');
    auto whole = std::string{text.substr(0, point)};
    auto fraction = point == std::string_view::npos ? std::string{} : std::string{text.substr(point + 1)};
    if (auto const comma = whole.find(','); comma != std::string::npos) {
        auto const groups = split(whole, ',');
        if (groups.front().empty() || groups.front().size() > 3 ||
            !std::all_of(groups.begin() + 1, groups.end(), [](auto const& g) { return g.size() == 3; }))
            return std::nullopt;
        whole = joined(groups, "");
    }
    auto const all_digits = [](std::string const& s) {
        return std::ranges::all_of(s, [](char c) { return c >= '0' && c <= '9'; });
    };
    if ((whole.empty() && fraction.empty()) || !all_digits(whole) || !all_digits(fraction) || whole.size() > 14)
        return std::nullopt;
    while (fraction.size() > static_cast<std::size_t>(decimals) && fraction.back() == '0')
        fraction.pop_back();
    if (fraction.size() > static_cast<std::size_t>(decimals))
        return std::nullopt;
    fraction.resize(static_cast<std::size_t>(decimals), '0');
    std::int64_t n = 0;
    for (char const c : whole + fraction)
        n = n * 10 + (c - '0');
    return negative ? -n : n;
}

std::string plain(std::int64_t n, int decimals, bool keep_zeros)
{
    auto const negative = n < 0;
    auto digits = std::to_string(negative ? -n : n);
    auto const d = static_cast<std::size_t>(decimals);
    if (digits.size() <= d)
        digits.insert(0, d + 1 - digits.size(), '0');
    auto whole = digits.substr(0, digits.size() - d);
    auto fraction = digits.substr(digits.size() - d);
    if (!keep_zeros)
        fraction.erase(fraction.find_last_not_of('0') + 1);
    return (negative ? "-" : "") + whole + (fraction.empty() ? "" : "." + fraction);
}

} // namespace

std::optional<Quantity> Quantity::parse(std::string_view text)
{
    if (auto const n = scaled(folded(text), 3))
        return thousandths(*n);
    return std::nullopt;
}

std::string Quantity::text() const { return plain(milli_, 3, false); }

std::optional<Quantity> converted(Quantity q, Unit const& from, Unit const& to) noexcept
{
    if (from.dimension != to.dimension || to.in_base == 0)
        return std::nullopt;
    if (from.key == to.key)
        return q;
    auto const n = q.in_thousandths();
    if (std::abs(n) > std::numeric_limits<std::int64_t>::max() / std::max<std::int64_t>(from.in_base, 1))
        return std::nullopt;
    auto const in_base = n * from.in_base;
    if (in_base % to.in_base != 0)
        return std::nullopt;
    return Quantity::thousandths(in_base / to.in_base);
}

std::optional<Money> Money::parse_yuan(std::string_view text)
{
    if (auto const n = scaled(folded(text), 2))
        return fen(*n);
    return std::nullopt;
}

std::string Money::yuan() const { return plain(fen_, 2, true); }

} // namespace taizhang::domain
