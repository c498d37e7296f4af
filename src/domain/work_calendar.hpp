#pragma once

#include "base/date.hpp"
#include "domain/catalog.hpp"

#include <map>
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

/// When a bureau works: Monday to Friday, 08:00-12:00 and 14:00-18:00 (DOMAIN 4.1), but for its special days.
class WorkCalendar {
public:
    explicit WorkCalendar(std::span<SpecialDay const> special = {});
    [[nodiscard]] bool works_on(Date day) const;
    /// The moment at which a limit that began at `from` is over: work days end at 18:00.
    [[nodiscard]] Instant deadline(Instant from, Deadline const& limit, int utc_offset_minutes) const;

private:
    [[nodiscard]] Instant after_work_hours(Instant from, std::int64_t hours, int offset) const;
    [[nodiscard]] Instant after_work_days(Instant from, std::int64_t days, int offset) const;
    std::map<Date, bool> special_;
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
