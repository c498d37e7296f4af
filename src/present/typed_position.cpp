#include "present/typed_position.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "geo/crs.hpp"

#include <charconv>
#include <string_view>
#include <utility>
#include <vector>

namespace taizhang::present {

namespace {

std::optional<double> number_in(std::string const& text)
{
    double n = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional{n} : std::nullopt;
}

/// The 3-degree zone that numbers of that size are of; "" = they are none.
std::string zone_of(double easting, double northing)
{
    constexpr double million = 1e6;
    if (northing < 2 * million || northing > 6 * million) // from Hainan to Heilongjiang
        return {};
    if (easting > 0.1 * million && easting < 0.9 * million)
        return "EPSG:4547"; // the county's own
    if (easting > 37 * million && easting < 38 * million)
        return "EPSG:4525";
    return easting > 38 * million && easting < 39 * million ? "EPSG:4526" : std::string{};
}

} // namespace

std::optional<TypedPosition> typed_position(std::string const& text)
{
    auto const parted = replaced(replaced(replaced(text, "，", " "), ",", " "), "\t", " ");
    std::vector<std::string> words;
    for (auto const& part : split(parted, ' '))
        if (auto const word = folded(std::string{trimmed(part)}); !word.empty())
            words.push_back(word);
    std::string system;
    if (words.size() == 3) {
        system = words.front();
        if (constexpr std::string_view authority = "epsg:"; system.starts_with(authority))
            system.replace(0, authority.size(), "EPSG:");
        words.erase(words.begin());
    }
    if (words.size() != 2)
        return std::nullopt;
    auto x = number_in(words[0]), y = number_in(words[1]);
    if (!x || !y)
        return std::nullopt;
    if (system.empty() && (*x < -180 || *x > 180 || *y < -90 || *y > 90)) {
        system = zone_of(*x, *y);
        if (system.empty()) { // surveyors write the northing first
            std::swap(x, y);
            std::swap(words[0], words[1]);
            system = zone_of(*x, *y);
        }
        if (system.empty())
            return std::nullopt;
    }
    if (system.empty()) {
        auto const p = geo::Position::from_degrees(*x, *y);
        return p ? std::optional{TypedPosition{*p, {{}, {}, {}, "typed", {}}}} : std::nullopt;
    }
    try {
        auto const crs = geo::Crs::named(system);
        auto const p = crs.to_ledger(*x, *y);
        if (!p)
            return std::nullopt;
        bool const shifted = crs.name() == "gcj02" || crs.name() == "bd09";
        return TypedPosition{*p, {words[0], words[1], crs.name(), "typed", shifted ? "approximate" : ""}};
    } catch (Error const&) {
        return std::nullopt; // no system of that name
    }
}

} // namespace taizhang::present
