#include "domain/date_text.hpp"

#include <array>
#include <charconv>

namespace taizhang::domain {
namespace {

bool take_front(std::string& text, std::string_view what)
{
    if (!text.starts_with(what))
        return false;
    text.erase(0, what.size());
    return true;
}

/// The leading part made of digits, points, commas and a sign.
std::size_t number_length(std::string_view text)
{
    auto const end = text.find_first_not_of("0123456789.,+-");
    return end == std::string_view::npos ? text.size() : end;
}

std::optional<int> number(std::string_view digits)
{
    int n = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
    if (digits.empty() || digits.front() == '-' || error != std::errc{} || end != digits.data() + digits.size())
        return std::nullopt;
    return n;
}

std::optional<PartialDate> from_numbers(std::vector<int> const& n)
{
    if (n.empty() || n.size() > 3 || n[0] < 1900 || n[0] > 2200)
        return std::nullopt;
    for (std::size_t i = 1; i < n.size(); ++i)
        if (n[i] == 0)
            return std::nullopt;
    return PartialDate::from(n[0], n.size() > 1 ? n[1] : 0, n.size() > 2 ? n[2] : 0);
}

std::optional<PartialDate> from_digits(std::string const& text)
{
    auto const n = number(text);
    if (!n)
        return std::nullopt;
    if (text.size() == 8)
        return from_numbers({*n / 10000, *n / 100 % 100, *n % 100});
    if (text.size() == 6)
        return from_numbers({*n / 100, *n % 100});
    if (text.size() == 4)
        return from_numbers({*n});
    // an Excel serial of the 1900 system: 20000 = 1954-10-03, 80000 = 2119-01-11
    if (*n >= 20000 && *n <= 80000)
        return Date::from_ymd(1899, 12, 30)->plus_days(*n);
    return std::nullopt;
}

/// 15/3/2023: day or month first, the year last and whole; two digits of a year could be anything.
std::optional<std::array<int, 3>> year_last(std::string_view raw)
{
    auto const tidy = trimmed(raw);
    auto const text = replaced(folded(tidy.substr(0, tidy.find_first_of(" T"))), "-", "/");
    auto const parts = split(text, '/');
    if (parts.size() != 3 || parts[0].size() > 2 || parts[1].size() > 2 || parts[2].size() != 4)
        return std::nullopt;
    auto const a = number(parts[0]), b = number(parts[1]), c = number(parts[2]);
    if (!a || !b || !c)
        return std::nullopt;
    return std::array{*a, *b, *c};
}

std::optional<PartialDate> real_day(std::optional<PartialDate> const& date)
{
    for (auto const* stand_in : {"1900-01-01", "1899-12-30", "1753-01-01"})
        if (date && date->iso() == stand_in)
            return std::nullopt;
    return date;
}

/// 二〇二三年十一月 -> 2023年11月. Years digit by digit, months and days as numbers up to 31.
std::string with_western_digits(std::string const& text)
{
    static constexpr std::array digits{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    if (text.find("年") == std::string::npos)
        return text;
    auto out = replaced(text, "零", "〇");
    for (auto const* mark : {"年", "月"}) { // 十 between other digits stands for nothing, alone for 1 or 0
        out = replaced(out, std::string{mark} + "十月", std::string{mark} + "10月");
        out = replaced(out, std::string{mark} + "十日", std::string{mark} + "10日");
        out = replaced(out, std::string{mark} + "十", std::string{mark} + "1");
    }
    out = replaced(replaced(out, "十日", "0日"), "十月", "0月");
    out = replaced(out, "十", "");
    for (std::size_t i = 0; i < digits.size(); ++i)
        out = replaced(out, digits[i], std::to_string(i));
    return out;
}

} // namespace

std::optional<StatedQuantity> understand_quantity(Catalog const& catalog, std::string_view raw)
{
    auto text = folded(raw);
    StatedQuantity stated;
    for (auto const* word : {"所有", "全部", "若干", "all", "some"})
        if (text.starts_with(word)) {
            stated.wording = text.substr(0, std::string_view{word}.size());
            auto const rest = text.substr(stated.wording.size());
            if (auto const* unit = rest.empty() ? nullptr : catalog.find_unit(rest))
                stated.unit = unit->key;
            else if (!rest.empty())
                return std::nullopt;
            return stated;
        }
    for (auto const* about : {"约", "大约", "近", "~", "about", "approx."})
        if (take_front(text, about)) {
            stated.approximate = true;
            break;
        }
    auto const length = number_length(text);
    auto const quantity = Quantity::parse(std::string_view{text}.substr(0, length));
    if (!quantity)
        return std::nullopt;
    stated.quantity = quantity;
    text.erase(0, length);
    for (auto const* more : {"余", "多", "左右", "+"})
        stated.approximate = take_front(text, more) || stated.approximate;
    if (!text.empty()) {
        auto rest = text;
        if (rest.ends_with("左右")) {
            stated.approximate = true;
            rest.erase(rest.size() - std::string_view{"左右"}.size());
        }
        auto const* unit = catalog.find_unit(rest);
        if (!unit)
            return std::nullopt;
        stated.unit = unit->key;
    }
    return stated;
}

DayMonth day_month_shown_by(std::string_view raw)
{
    auto const n = year_last(raw);
    if (!n || ((*n)[0] <= 12 && (*n)[1] <= 12))
        return DayMonth::unknown;
    return (*n)[0] > 12 ? DayMonth::day_first : DayMonth::month_first;
}

std::optional<PartialDate> understand_date(std::string_view raw) { return understand_date(raw, DayMonth::unknown); }

std::optional<PartialDate> understand_date(std::string_view raw, DayMonth order)
{
    auto const blank = trimmed(raw).find_first_of(" T");
    auto text = folded(trimmed(raw).substr(0, blank)); // a time of day behind the date is dropped
    if (auto const plain = from_digits(text))
        return plain;
    if (auto const n = year_last(raw)) {
        auto const shown = day_month_shown_by(raw);
        if (auto const known = shown == DayMonth::unknown ? order : shown; known != DayMonth::unknown)
            return real_day(known == DayMonth::day_first ? from_numbers({(*n)[2], (*n)[1], (*n)[0]}) : from_numbers({(*n)[2], (*n)[0], (*n)[1]}));
        return std::nullopt;
    }
    text = with_western_digits(text);
    for (auto const* mark : {"年", "月", "/", "."})
        text = replaced(text, mark, "-");
    for (auto const* mark : {"日", "号"})
        text = replaced(text, mark, "");
    if (text.ends_with('-'))
        text.pop_back();
    std::vector<int> numbers;
    for (auto const& part : split(text, '-')) {
        auto const n = part.size() <= 4 ? number(part) : std::nullopt;
        if (!n)
            return std::nullopt;
        numbers.push_back(*n);
    }
    return real_day(from_numbers(numbers));
}

} // namespace taizhang::domain
