#pragma once

#include "base/date.hpp"
#include "domain/catalog.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace taizhang::domain {

/// A day that is not what its weekday says: a holiday, or a weekend worked in its place (调休).
struct SpecialDay {
    Date day;
    bool works = false;
    std::string name; ///< 国庆节
    friend bool operator==(SpecialDay const&, SpecialDay const&) = default;
};

/// The hours of a work day, as minutes since midnight: ascending, not overlapping, at least one.
struct OfficeHours {
    struct Span {
        int begin, end;
        friend bool operator==(Span const&, Span const&) = default;
    };
    std::vector<Span> spans{{8 * 60, 12 * 60}, {14 * 60, 18 * 60}}; ///< DOMAIN 4.1
    /// "08:00-12:00 14:00-18:00"; nullopt when it cannot be understood.
    [[nodiscard]] static std::optional<OfficeHours> understand(std::string_view text);
    [[nodiscard]] std::string text() const;
    friend bool operator==(OfficeHours const&, OfficeHours const&) = default;
};

/// When a bureau works: Monday to Friday in its office hours, but for its special days.
class WorkCalendar {
public:
    explicit WorkCalendar(std::span<SpecialDay const> special = {}, OfficeHours hours = {});
    [[nodiscard]] bool works_on(Date day) const;
    /// Are that year's days off known? Without them every weekday counts as a work day.
    [[nodiscard]] bool knows(int year) const;
    /// The moment at which a limit that began at `from` is over: work days end at 18:00.
    [[nodiscard]] Instant deadline(Instant from, std::int64_t amount, Deadline::Clock clock, int utc_offset_minutes) const;
    [[nodiscard]] Instant deadline(Instant from, Deadline const& limit, int utc_offset_minutes) const
    {
        return deadline(from, limit.amount, limit.clock, utc_offset_minutes);
    }
    /// A deadline whose clock stood still from `stopped` to `resumed`: what was left then is left again. One that had
    /// passed before stays as it is.
    [[nodiscard]] Instant resumed(Instant deadline, Instant stopped, Instant resumed, Deadline::Clock clock, int utc_offset_minutes) const;

private:
    [[nodiscard]] Instant after_work_time(Instant from, std::int64_t millis, int offset) const;
    [[nodiscard]] std::int64_t work_time_between(Instant from, Instant to, int offset) const;
    [[nodiscard]] Instant after_work_days(Instant from, std::int64_t days, int offset) const;
    std::map<Date, bool> special_;
    OfficeHours hours_;
};

/// What a notice of the State Council says, line by line: "2026-10-01 2026-10-07 休 国庆节", "2026-10-10 班".
/// Blank lines are skipped; 至, ~ and – may stand between the dates.
struct SpecialDays {
    std::vector<SpecialDay> days; ///< ascending
    struct Fault {
        int line; ///< from 1
        std::string text;
    };
    std::vector<Fault> faults;    ///< lines that could not be understood
};
[[nodiscard]] SpecialDays understand_special_days(std::string_view text);
/// The same form again, one line a span.
[[nodiscard]] std::string text_of(std::span<SpecialDay const> days);

} // namespace taizhang::domain
