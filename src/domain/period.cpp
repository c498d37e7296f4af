#include "domain/figure.hpp"

#include <charconv>

namespace taizhang::domain {
namespace {

std::optional<int> number(std::string_view digits) noexcept
{
    int n = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
    if (digits.empty() || digits.front() == '-' || error != std::errc{} || end != digits.data() + digits.size())
        return std::nullopt;
    return n;
}

Date first_of(int year, int month = 1) noexcept { return *Date::from_ymd(year, month, 1); }

Date months_later(Date first, int months) noexcept
{
    auto const n = first.year() * 12 + first.month() - 1 + months;
    return first_of(n / 12, n % 12 + 1);
}

bool possible(int year) noexcept { return year >= 1900 && year <= 2200; }

Text quarter_name(int quarter, int year)
{
    switch (quarter) {
    case 1: return tr("first quarter of {0}", year);
    case 2: return tr("second quarter of {0}", year);
    case 3: return tr("third quarter of {0}", year);
    default: return tr("fourth quarter of {0}", year);
    }
}

} // namespace

std::optional<Period> Period::quarter(int year, int quarter) noexcept
{
    if (!possible(year) || quarter < 1 || quarter > 4)
        return std::nullopt;
    auto const start = first_of(year, quarter * 3 - 2);
    return Period{Kind::quarter, start, months_later(start, 3)};
}

std::optional<Period> Period::year(int year) noexcept
{
    if (!possible(year))
        return std::nullopt;
    return Period{Kind::year, first_of(year), first_of(year + 1)};
}

std::optional<Period> Period::span(int first_year, int last_year) noexcept
{
    if (!possible(first_year) || !possible(last_year) || last_year < first_year)
        return std::nullopt;
    return Period{Kind::span, first_of(first_year), first_of(last_year + 1)};
}

std::optional<Period> Period::parse(std::string_view text) noexcept
{
    if (text.size() == 6 && (text[4] == 'Q' || text[4] == 'q')) {
        auto const y = number(text.substr(0, 4)), q = number(text.substr(5));
        return y && q ? quarter(*y, *q) : std::nullopt;
    }
    if (text.size() == 9 && text[4] == '-') {
        auto const a = number(text.substr(0, 4)), b = number(text.substr(5));
        return a && b ? span(*a, *b) : std::nullopt;
    }
    if (text.size() == 4)
        if (auto const y = number(text))
            return year(*y);
    return std::nullopt;
}

std::string Period::key() const
{
    auto const y = std::to_string(start_.year());
    switch (kind_) {
    case Kind::quarter: return y + 'Q' + std::to_string((start_.month() + 2) / 3);
    case Kind::year: return y;
    case Kind::span: break;
    }
    return y + '-' + std::to_string(end_.year() - 1);
}

Text Period::label() const
{
    switch (kind_) {
    case Kind::quarter: return quarter_name((start_.month() + 2) / 3, start_.year());
    case Kind::year: return tr("year {0}", start_.year());
    case Kind::span: break;
    }
    return tr("{0} to {1}", start_.year(), end_.year() - 1);
}

Period Period::year_before() const noexcept
{
    return kind_ == Kind::span ? previous() : Period{kind_, months_later(start_, -12), months_later(end_, -12)};
}

Period Period::previous() const noexcept
{
    auto const months = (end_.year() - start_.year()) * 12 + end_.month() - start_.month();
    return Period{kind_, months_later(start_, -months), start_};
}

Period Period::to_date() const noexcept
{
    return kind_ == Kind::span ? *this : Period{Kind::year, first_of(start_.year()), end_};
}

bool Period::holds(PartialDate date) const noexcept { return date.first_day() >= start_ && date.end_day() <= end_; }

bool Period::may_hold(PartialDate date) const noexcept { return date.first_day() < end_ && date.end_day() > start_; }

} // namespace taizhang::domain
