#include "domain/measure_text.hpp"

#include "base/text.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace taizhang::domain {
namespace {

struct KnownUnit {
    std::string_view name; ///< folded
    char dimension;
    double in_base;
};
constexpr std::array known_units{
    KnownUnit{"mm", 'l', 0.001},  KnownUnit{"毫米", 'l', 0.001}, KnownUnit{"cm", 'l', 0.01},     KnownUnit{"厘米", 'l', 0.01},
    KnownUnit{"m", 'l', 1},       KnownUnit{"米", 'l', 1},       KnownUnit{"km", 'l', 1000},     KnownUnit{"公里", 'l', 1000},
    KnownUnit{"千米", 'l', 1000}, KnownUnit{"m2", 'a', 1},       KnownUnit{"平方米", 'a', 1},    KnownUnit{"平米", 'a', 1},
    KnownUnit{"万m2", 'a', 1e4},  KnownUnit{"万平方米", 'a', 1e4}, KnownUnit{"公顷", 'a', 1e4},  KnownUnit{"ha", 'a', 1e4},
    KnownUnit{"亩", 'a', 2000.0 / 3}, KnownUnit{"km2", 'a', 1e6}, KnownUnit{"平方公里", 'a', 1e6}, KnownUnit{"w", 'p', 1},
    KnownUnit{"瓦", 'p', 1},      KnownUnit{"kw", 'p', 1000},    KnownUnit{"千瓦", 'p', 1000},   KnownUnit{"元", 'y', 1},
    KnownUnit{"万元", 'y', 1e4},  KnownUnit{"v", 'v', 1},        KnownUnit{"伏", 'v', 1},        KnownUnit{"kv", 'v', 1000},
    KnownUnit{"a", 'c', 1},       KnownUnit{"安", 'c', 1},       KnownUnit{"年", 't', 1}};

KnownUnit const* find_unit(std::string_view folded_text)
{
    for (auto const& unit : known_units)
        if (unit.name == folded_text)
            return &unit;
    return nullptr;
}

bool take_front(std::string& text, std::string_view what)
{
    if (!text.starts_with(what))
        return false;
    text.erase(0, what.size());
    return true;
}

bool take_back(std::string& text, std::string_view what)
{
    if (text.size() <= what.size() || !text.ends_with(what))
        return false;
    text.erase(text.size() - what.size());
    return true;
}

/// Takes the number off the front; thousands may be set apart by commas.
std::optional<double> take_number(std::string& text)
{
    auto const sign = text.starts_with('-') || text.starts_with('+') ? std::size_t{1} : 0;
    auto const end = std::min(text.find_first_not_of("0123456789.,", sign), text.size());
    auto digits = text.substr(0, end);
    if (auto const comma = digits.find(','); comma != std::string::npos) {
        auto const parts = split(digits.substr(0, digits.find('.')), ',');
        for (std::size_t i = 1; i < parts.size(); ++i)
            if (parts[i].size() != 3)
                return std::nullopt;
        digits = replaced(digits, ",", "");
    }
    double value = 0;
    auto const [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || error != std::errc{} || stop != digits.data() + digits.size() || !std::isfinite(value))
        return std::nullopt;
    text.erase(0, end);
    return value;
}

/// Away the tail of binary fractions that a factor leaves.
double tidy(double value) { return std::round(value * 1e6) / 1e6; }

} // namespace

std::optional<StatedMeasure> understand_measure(std::string_view raw, std::string_view unit, std::string_view header_unit)
{
    auto text = folded(raw);
    StatedMeasure out;
    double plain = 0; // a number that needs no care, exponent and all, as programs write it
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), plain);
    std::string stated;
    if (!text.empty() && error == std::errc{} && end == text.data() + text.size() && std::isfinite(plain))
        out.value = plain;
    else {
        for (auto const* about : {"大约", "约", "近", "~", "≈", "about", "approx."})
            out.approximate = out.approximate || take_front(text, about);
        out.approximate = take_back(text, "左右") || out.approximate;
        auto const number = take_number(text);
        if (!number)
            return std::nullopt;
        for (auto const* more : {"余", "多", "左右", "+"})
            out.approximate = take_front(text, more) || out.approximate;
        out.value = *number;
        stated = text;
    }
    auto const wanted = folded(unit);
    auto const given = stated.empty() ? folded(header_unit) : stated;
    if (given.empty() || given == wanted)
        return out;
    auto const* from = find_unit(given);
    auto const* to = find_unit(wanted);
    if (!from || !to || from->dimension != to->dimension)
        return stated.empty() ? std::optional{out} : std::nullopt; // a header's brackets may hold anything
    out.value = tidy(out.value * from->in_base / to->in_base);
    return out;
}

std::string unit_in_header(std::string_view header)
{
    auto const text = replaced(replaced(header, "（", "("), "）", ")");
    auto const open = text.find('('), close = text.find(')', open == std::string::npos ? 0 : open);
    return open == std::string::npos || close == std::string::npos ? std::string{} : std::string{trimmed(text.substr(open + 1, close - open - 1))};
}

} // namespace taizhang::domain
