#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace taizhang {

/// A calendar date of the proleptic Gregorian calendar, local to the ledger's UTC offset.
class Date {
public:
    /// nullopt when there is no such day, or the year is outside 1..9999.
    [[nodiscard]] static std::optional<Date> from_ymd(int year, int month, int day) noexcept;
    /// Days since 1970-01-01.
    [[nodiscard]] static Date from_days(std::int32_t days) noexcept;
    /// "2025-03-15" only.
    [[nodiscard]] static std::optional<Date> parse_iso(std::string_view text) noexcept;

    [[nodiscard]] int year() const noexcept { return year_; }
    [[nodiscard]] int month() const noexcept { return month_; }
    [[nodiscard]] int day() const noexcept { return day_; }
    [[nodiscard]] std::int32_t days() const noexcept;
    [[nodiscard]] Date plus_days(int n) const noexcept { return from_days(days() + n); }
    [[nodiscard]] std::string iso() const;
    friend auto operator<=>(Date, Date) noexcept = default;

private:
    Date(int y, int m, int d) noexcept
        : year_{static_cast<std::int16_t>(y)}, month_{static_cast<std::int8_t>(m)}, day_{static_cast<std::int8_t>(d)}
    {}
    std::int16_t year_;
    std::int8_t month_, day_;
};

/// A date as far as it is known: 2025, 2025-03 or 2025-03-15. Never a made-up day.
class PartialDate {
public:
    enum class Precision { year, month, day };

    PartialDate(Date day) noexcept : first_{day}, precision_{Precision::day} {}
    [[nodiscard]] static std::optional<PartialDate> from(int year, int month = 0, int day = 0) noexcept;
    /// The storage form: "2025", "2025-03" or "2025-03-15".
    [[nodiscard]] static std::optional<PartialDate> parse_iso(std::string_view text) noexcept;

    [[nodiscard]] Precision precision() const noexcept { return precision_; }
    [[nodiscard]] Date first_day() const noexcept { return first_; }
    /// The day after the last day it may mean.
    [[nodiscard]] Date end_day() const noexcept;
    [[nodiscard]] std::string iso() const;
    friend auto operator<=>(PartialDate, PartialDate) noexcept = default;

private:
    PartialDate(Date first, Precision p) noexcept : first_{first}, precision_{p} {}
    Date first_;
    Precision precision_;
};

/// A moment in UTC, to the millisecond.
class Instant {
public:
    [[nodiscard]] static Instant from_millis(std::int64_t since_epoch) noexcept { return Instant{since_epoch}; }
    /// "2025-03-15T08:30:00.000Z" only.
    [[nodiscard]] static std::optional<Instant> parse_iso(std::string_view text) noexcept;
    [[nodiscard]] std::int64_t millis() const noexcept { return ms_; }
    [[nodiscard]] std::string iso() const;
    [[nodiscard]] Date local_date(int utc_offset_minutes) const noexcept;
    /// "2025-03-15 16:30" at that offset.
    [[nodiscard]] std::string local_minutes(int utc_offset_minutes) const;
    /// The moment at which the local day begins.
    [[nodiscard]] static Instant start_of(Date day, int utc_offset_minutes) noexcept;
    friend auto operator<=>(Instant, Instant) noexcept = default;

private:
    explicit Instant(std::int64_t ms) noexcept : ms_{ms} {}
    std::int64_t ms_;
};

/// Where "now" comes from, so that tests can stand still.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
};

class FixedClock final : public Clock {
public:
    explicit FixedClock(Instant at) : at_{at} {}
    [[nodiscard]] Instant now() const override { return at_; }
    void set(Instant at) { at_ = at; }

private:
    Instant at_;
};

} // namespace taizhang
