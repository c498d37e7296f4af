#pragma once

#include "app/report_data.hpp"

#include <span>

namespace taizhang::app {

/// How orders were handled, over facts instead of whole orders. open_orders is left empty; see add_rates().
[[nodiscard]] OrderTotals order_totals(ReportRecords const& records, LedgerInfo const& info, domain::Period const& period, Instant now);
/// The rates of domain::rates_of and the orders behind them, in place of what the facts alone would say: those know neither
/// whether a hold was approved nor how an order stood before it was opened again.
void add_rates(std::span<domain::WorkOrder const> orders, OrderTotals& totals, LedgerInfo const& info, domain::Period const& period);
/// The open orders of the totals, those whose deadline comes first leading; at most 200.
[[nodiscard]] std::vector<BriefOrder> most_urgent(ReportRecords const& records, OrderTotals const& totals);

} // namespace taizhang::app
