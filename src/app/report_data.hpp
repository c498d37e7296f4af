#pragma once

#include "app/ledger.hpp"
#include "app/report_records.hpp"
#include "base/date.hpp"

#include <array>
#include <map>
#include <string>
#include <vector>

namespace taizhang::app {

/// How orders were handled in a period. `behind` holds the orders of every number, by its name.
struct OrderTotals {
    int received = 0;      ///< in the period
    int dispatched = 0;
    int closed = 0;        ///< in the period
    int closed_early = 0;  ///< of those closed, the deadline lies behind the period
    int open_at_end = 0, overdue_at_end = 0, held_at_end = 0;
    int backfilled = 0;    ///< closed in the period as 补录 or 自行处置, not in the rates
    int extended = 0, reopened = 0;
    int cancelled = 0, merged = 0; ///< received in the period and in no rate
    domain::Rate closing, on_time, rework; ///< DESIGN 4
    /// Open at the end by days since received: 0-3, 4-7, 8-15, 16-30, 31-90, more; and how many of those are overdue.
    static constexpr std::array ages{3, 7, 15, 30, 90};
    std::array<int, 6> backlog{}, backlog_overdue{};
    std::vector<BriefOrder> open_orders; ///< at the period's end, overdue first, at most 200
    /// received dispatched closed backfilled open overdue held extended reopened cancelled merged due due_closed due_on_time checked
    /// failed early backlog0..backlog5
    std::map<std::string, std::vector<std::int64_t>> behind;
};

/// A figure of an earlier, locked period that reads differently now.
struct Correction {
    std::string period, phrase, unit, figure_key;
    std::optional<domain::Quantity> issued, now;
    [[nodiscard]] domain::Quantity difference() const noexcept
    {
        constexpr auto none = domain::Quantity::whole(0);
        return now.value_or(none) - issued.value_or(none);
    }
};

/// Everything a report says, before it is drawn. Bound to the ledger's state at one moment.
struct ReportData {
    domain::Period period;
    LedgerInfo info;
    Instant made_at;
    std::string made_by;
    std::vector<domain::FigureLine> lines{}; ///< what the figures add up
    domain::FigureSet figures{};
    using ByRoad = domain::RoadSum;
    std::vector<ByRoad> by_road{}; ///< lines with a road, in pinyin order of road, then figure order
    OrderTotals orders{};
    OrderTotals previous{}, year_before{}; ///< without lists
    struct Quarter {
        domain::Period period;
        OrderCounts orders;
    };
    std::vector<Quarter> trend{}; ///< eight quarters up to the period's last, or the years of a span
    std::vector<MaterialUse> materials{};
    std::vector<WorkedPlace> worked{}; ///< most orders first, at most 5000
    std::vector<WorkedPlace> roads_worked{}; ///< where the lines name a road but no facility: the road
    std::vector<Correction> corrections{};
    std::vector<Correction> reissue{}; ///< against the issue before, when it is issued again
    ReportRecords::Gaps gaps{};
    std::map<std::string, std::string> texts{}; ///< sections in the bureau's own words
    bool locked = false;
    int issue = 0; ///< 0 = a draft; else which issue is being printed
    std::string document_number{}, hash{};
    std::string audit_head{}; ///< seq:hash

    [[nodiscard]] domain::Money investment() const noexcept;
};

enum class Depth { figures, everything };

[[nodiscard]] ReportData collect_report(Ledger const& ledger, domain::Period const& period, Instant now, std::string const& who,
                                        Depth depth = Depth::everything);

/// The orders behind a number of the report: of a figure ("figure:KEY"), a road's part of one ("road:ROAD|KEY"), a class ("class:KEY"), a number of the
/// orders' handling ("orders:NAME"), a facility ("asset:UID", none: it is no order) or one order ("order:UID").
[[nodiscard]] std::vector<domain::OrderRef> orders_behind(Ledger const& ledger, ReportData const& data, std::string const& link);

/// What a clean report of the period lacks. One source for Home and the Reports page.
struct Gap {
    enum class Kind { no_quantity, no_date, no_cost, not_checked, overdue, no_position, no_code };
    Kind kind;
    std::int64_t count = 0;
    Text words;
    std::vector<domain::OrderRef> orders; ///< at most 200; empty for facilities
};
[[nodiscard]] std::vector<Gap> gaps_of(Ledger const& ledger, domain::Period const& period, Instant now);

} // namespace taizhang::app
