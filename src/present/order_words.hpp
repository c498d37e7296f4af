#pragma once

#include "base/translator.hpp"
#include "domain/order.hpp"
#include "present/table.hpp"

#include <string>

namespace taizhang::present {

/// 更换六联串灯笼光源: what the lines of an order are about, as short as a table needs it; the description when it has one.
[[nodiscard]] std::string subject_of(domain::Catalog const& catalog, Translator const& say, domain::WorkOrder const& order);
/// 约95套, 所有, 数量未报: the first line's quantity as known so far.
[[nodiscard]] std::string quantity_of(domain::Catalog const& catalog, Translator const& say, domain::OrderLine const& line);
/// Quantities of all lines, units never mixed: 3 盏, 1 处.
[[nodiscard]] std::string quantities_of(domain::Catalog const& catalog, Translator const& say,
                                        domain::WorkOrder const& order);
/// Road or place of the order, else of its lines.
[[nodiscard]] std::string place_of(domain::WorkOrder const& order);
/// 超期 2 天, 今天到期, 剩 3 天; empty for drafts, closed orders and those without a deadline.
[[nodiscard]] Cell due_of(Translator const& say, domain::OrderState state, std::optional<Instant> deadline, Instant now,
                          int utc_offset_minutes);
[[nodiscard]] inline Cell due_of(Translator const& say, domain::WorkOrder const& order, Instant now, int utc_offset_minutes)
{
    return due_of(say, order.state, domain::due_now(order, now), now, utc_offset_minutes);
}
[[nodiscard]] Tone tone_of(domain::OrderState state) noexcept;

} // namespace taizhang::present
