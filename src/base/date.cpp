#include "base/date.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

namespace taizhang {
namespace {

namespace ch = std::chrono;

std::optional<int> digits(std::string_view text) noexcept
{
    int n = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (text.empty() || text.front() == '-' || error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return n;
}

constexpr std::int64_t ms_per_day = 86'400'000;

std::int64_t floor_div(std::int64_t a, std::int64_t b) noexcept { return a / b - (a % b < 0 ? 1 : 0); }

} // namespace

std::optional<Date> Date::from_ymd(int year, int month, int day) noexcept
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
        return std::nullopt;
    ch::year_month_day const ymd{ch::year{year}, ch::month{static_cast<unsigned>(month)},
                                 ch::day{static_cast<unsigned>(day)}};
    if (!ymd.ok())
        return std::nullopt;
    return Date{year, month, day};
}

Date Date::from_days(std::int32_t days) noexcept
{
    ch::year_month_day const ymd{ch::sys_days{ch::days{days}}};
    return Date{static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
                static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

std::optional<Date> Date::parse_iso(std::string_view text) noexcept
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    auto const y = digits(text.substr(0, 4)), m = digits(text.substr(5, 2)), d = digits(text.substr(8, 2));
    if (!y || !m || !d)
        return std::nullopt;
    return from_ymd(*y, *m, *d);
}

std::int32_t Date::days() const noexcept
{
    ch::year_month_day const ymd{ch::year{year_}, ch::month{static_cast<unsigned>(month_)},
                                 ch::day{static_cast<unsigned>(day_)}};
    return static_cast<std::int32_t>(ch::sys_days{ymd}.time_since_epoch().count());
}

std::string Date::iso() const { return fmt::format("{:04}-{:02}-{:02}", year(), month(), day()); }

std::optional<PartialDate> PartialDate::from(int year, int month, int day) noexcept
{
    auto const first = Date::from_ymd(year, month == 0 ? 1 : month, day == 0 ? 1 : day);
    if (!first || (month == 0 && day != 0))
        return std::nullopt;
    return PartialDate{*first, month == 0 ? Precision::year : day == 0 ? Precision::month : Precision::day};
}

std::optional<PartialDate> PartialDate::parse_iso(std::string_view text) noexcept
{
    if (text.size() == 10) {
        if (auto const day = Date::parse_iso(text))
            return PartialDate{*day};
        return std::nullopt;
    }
    if (text.size() == 7 && text[4] == '-') {
        auto const y = digits(text.substr(0, 4)), m = digits(text.substr(5, 2));
        return y && m && *m > 0 ? from(*y, *m) : std::nullopt;
    }
    if (text.size() == 4)
        if (auto const y = digits(text))
            return from(*y);
    return std::nullopt;
}

Date PartialDate::end_day() const noexcept
{
    switch (precision_) {
    case Precision::day: return first_.plus_days(1);
    case Precision::month:
        return first_.month() == 12 ? *Date::from_ymd(first_.year() + 1, 1, 1)
                                    : *Date::from_ymd(first_.year(), first_.month() + 1, 1);
    case Precision::year: break;
    }
    return *Date::from_ymd(first_.year() + 1, 1, 1);
}

std::string PartialDate::iso() const
{
    auto const whole = first_.iso();
    return precision_ == Precision::day ? whole : whole.substr(0, precision_ == Precision::month ? 7 : 4);
}

std::optional<Instant> Instant::parse_iso(std::string_view text) noexcept
{
    if (text.size() != 24 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' || text[23] != 'Z')
        return std::nullopt;
    auto const day = Date::parse_iso(text.substr(0, 10));
    auto const h = digits(text.substr(11, 2)), m = digits(text.substr(14, 2)), s = digits(text.substr(17, 2)),
               ms = digits(text.substr(20, 3));
    if (!day || !h || !m || !s || !ms || *h > 23 || *m > 59 || *s > 59)
        return std::nullopt;
    return from_millis(day->days() * ms_per_day + ((*h * 60 + *m) * 60 + *s) * std::int64_t{1000} + *ms);
}

std::string Instant::iso() const
{
    auto const day = floor_div(ms_, ms_per_day);
    auto const rest = ms_ - day * ms_per_day;
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", Date::from_days(static_cast<std::int32_t>(day)).iso(),
                       rest / 3'600'000, rest / 60'000 % 60, rest / 1000 % 60, rest % 1000);
}

Date Instant::local_date(int utc_offset_minutes) const noexcept
{
    return Date::from_days(static_cast<std::int32_t>(floor_div(ms_ + utc_offset_minutes * std::int64_t{60'000}, ms_per_day)));
}

std::string Instant::local_minutes(int utc_offset_minutes) const
{
    auto const local = from_millis(ms_ + utc_offset_minutes * std::int64_t{60'000}).iso();
    return local.substr(0, 10) + ' ' + local.substr(11, 5);
}

Instant Instant::start_of(Date day, int utc_offset_minutes) noexcept
{
    return from_millis(day.days() * ms_per_day - utc_offset_minutes * std::int64_t{60'000});
}

Instant SystemClock::now() const
{
    return Instant::from_millis(
        ch::duration_cast<ch::milliseconds>(ch::system_clock::now().time_since_epoch()).count());
}

} // namespace taizhang
