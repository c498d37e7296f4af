#pragma once

#include "domain/quantity.hpp"

namespace taizhang::domain {

/// Which comes first in dates such as 4/5/2024; a column's other dates may tell.
enum class DayMonth { unknown, day_first, month_first };
/// As understand_date(text), and with the year last: 15/3/2023 and 3/15/2023 where no doubt is left, 4/5/2024 when the
/// order is known; also 二〇二三年三月. Days that stand for "unknown" in other programs (1753-01-01, 1899-12-30, 1900-01-01)
/// are none.
[[nodiscard]] std::optional<PartialDate> understand_date(std::string_view text, DayMonth order);
/// What a date such as 15/3/2023 tells about its column; unknown for any other.
[[nodiscard]] DayMonth day_month_shown_by(std::string_view text);

} // namespace taizhang::domain
