#pragma once

#include "app/ledger.hpp"
#include "base/date.hpp"

#include <string>
#include <vector>

namespace taizhang::app {

struct OrderTotals {
    int received = 0;      ///< in the period
    int closed = 0;        ///< in the period
    int open_at_end = 0, overdue_at_end = 0;
    int backfilled = 0;    ///< closed in the period as 补录 or 自行处置, not in the rates
    domain::Rate closing, on_time, rework; ///< DESIGN 4
    std::vector<domain::WorkOrder> open_orders; ///< at the period's end, overdue first, at most 200
};

/// Everything a report says, before it is drawn. Bound to the ledger's state at one moment.
struct ReportData {
    domain::Period period;
    LedgerInfo info;
    Instant made_at;
    std::string made_by;
    domain::FigureSet figures;
    struct ByRoad {
        std::string road;
        std::string figure_key;
        domain::FigureSum sum;
    };
    std::vector<ByRoad> by_road; ///< lines with a road, in pinyin order of road, then figure order
    OrderTotals orders;
    int communities = 0;
    std::string audit_head; ///< seq:hash
};

[[nodiscard]] ReportData collect_report(Ledger const& ledger, domain::Period const& period, Instant now,
                                        std::string const& who);

} // namespace taizhang::app
