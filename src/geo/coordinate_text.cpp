#include "geo/coordinate_text.hpp"

#include "base/text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <vector>

namespace taizhang::geo {
namespace {

std::optional<double> plain_number(std::string_view text) noexcept
{
    if (text.starts_with('+'))
        text.remove_prefix(1);
    double value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

/// Narrow characters, small letters, one blank where marks of degrees, minutes and seconds stood.
std::string with_plain_marks(std::string_view raw)
{
    auto text = replaced(raw, "\u3000", " ");
    for (auto const* mark : {"度", "分", "秒", "°", "º", "˚", "′", "’", "‘", "″", "”", "“", "'", "\"", ":", "："})
        text = replaced(text, mark, " "); // before folding, which takes some of them apart
    std::string out;
    for (auto const& part : split(text, ' '))
        out += (out.empty() ? "" : " ") + folded(part); // part by part: folding drops blanks
    return out;
}

struct Side {
    std::string_view mark;
    int sign;
};
constexpr std::array sides{Side{"e", 1}, Side{"w", -1}, Side{"n", 1}, Side{"s", -1}, Side{"东经", 1}, Side{"西经", -1}, Side{"北纬", 1}, Side{"南纬", -1}};

/// Takes the letter of the hemisphere off; its sign, or 0 when there was none.
int take_side(std::string& text)
{
    for (auto const& side : sides) {
        if (text.starts_with(side.mark))
            text.erase(0, side.mark.size());
        else if (text.ends_with(side.mark))
            text.erase(text.size() - side.mark.size());
        else
            continue;
        text = std::string{trimmed(text)};
        return side.sign;
    }
    return 0;
}

bool is_grouped(std::vector<std::string> const& parts)
{
    for (std::size_t i = 1; i < parts.size(); ++i) {
        auto const whole = parts[i].find('.') == std::string::npos ? parts[i].size() : parts[i].find('.');
        if (whole != 3)
            return false;
    }
    return true;
}

/// Thousands set apart: "389,002.51", "4 431 449.04". nullopt when the groups are not of three.
std::optional<double> grouped_number(std::string const& text, char separator)
{
    auto const parts = split(text, separator);
    if (parts.size() < 2 || parts.front().empty() || parts.front().size() > 3 + (parts.front().starts_with('-') ? 1U : 0U) || !is_grouped(parts))
        return std::nullopt;
    return plain_number(joined(parts, ""));
}

std::optional<double> sexagesimal(std::string const& text)
{
    std::vector<double> numbers;
    for (auto const& part : split(text, ' ')) {
        if (part.empty())
            continue;
        auto const n = plain_number(part);
        if (!n)
            return std::nullopt;
        numbers.push_back(*n);
    }
    if (numbers.empty() || numbers.size() > 3 || std::abs(numbers[0]) > 180)
        return std::nullopt;
    double degrees = std::abs(numbers[0]), part = 60;
    for (std::size_t i = 1; i < numbers.size(); ++i, part *= 60) {
        if (numbers[i] < 0 || numbers[i] >= 60 || std::trunc(numbers[i - 1]) != numbers[i - 1])
            return std::nullopt;
        degrees += numbers[i] / part;
    }
    return std::signbit(numbers[0]) ? -degrees : degrees;
}

} // namespace

std::optional<double> coordinate_in(std::string_view raw)
{
    auto const tidy = trimmed(raw);
    if (auto const quick = plain_number(tidy))
        return quick;
    if (tidy.empty() || tidy.size() > 60)
        return std::nullopt;
    auto text = std::string{trimmed(with_plain_marks(tidy))};
    auto const sign = take_side(text);
    auto value = plain_number(text);
    for (char const separator : {',', ' '})
        if (!value)
            value = grouped_number(text, separator);
    if (!value)
        value = sexagesimal(text);
    if (!value || (sign != 0 && *value < 0))
        return std::nullopt;
    return sign < 0 ? -*value : *value;
}

std::optional<std::pair<double, double>> coordinate_pair_in(std::string_view raw)
{
    auto text = std::string{trimmed(raw)};
    for (auto const* mark : {"POINT", "Point", "(", ")", "[", "]", "（", "）"})
        text = replaced(text, mark, " ");
    for (auto const* mark : {"，", ";", "；", "、", "\t"})
        text = replaced(text, mark, ",");
    text = std::string{trimmed(text)};
    for (char const separator : {',', ' '}) {
        std::vector<std::string> parts;
        for (auto const& part : split(text, separator))
            if (!trimmed(part).empty())
                parts.emplace_back(trimmed(part));
        if (parts.size() != 2)
            continue;
        auto const first = coordinate_in(parts[0]), second = coordinate_in(parts[1]);
        if (first && second)
            return std::pair{*first, *second};
    }
    return std::nullopt;
}

bool is_placeholder(double x, double y) noexcept
{
    if (x == 0 && y == 0)
        return true;
    static constexpr std::array marks{-1.0, -9.0, -99.0, -999.0, -9999.0, -99999.0, 999.0, 9999.0, 99999.0, 999999.0, 9999999.0};
    for (auto const mark : marks)
        if (x == mark && y == mark)
            return true;
    return false;
}

} // namespace taizhang::geo
