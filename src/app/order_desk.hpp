#pragma once

#include "app/ledger.hpp"
#include "domain/order_relation.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace taizhang::app {

/// What 办结 asks for.
struct Closing {
    std::string result;
    PartialDate accepted_on;
    /// Done quantity per line uid; a line not named keeps its done, else its planned quantity less what was left undone.
    struct LineDone {
        std::string line_uid;
        domain::StatedQuantity quantity;
    };
    std::vector<LineDone> lines;
};

/// What a bulk transition did.
struct BulkResult {
    struct Refused {
        std::string uid, number;
        Text why;
    };
    std::vector<domain::WorkOrder> before, done; ///< in the same order
    std::vector<Refused> refused;
};

/// Both orders as they were and as they are.
struct TwoOrders {
    domain::WorkOrder source, target;
};

/// The use cases on orders, each one transaction and one audit row, which holds what changed.
class OrderDesk {
public:
    OrderDesk(Ledger& ledger, Clock const& clock, std::string who) : ledger_{ledger}, clock_{clock}, who_{std::move(who)} {}

    /// 登记: saves the order as open (submitted: 待派遣), as a draft, or, with a closing, as done (办结).
    /// Proposes the deadline of the first line's class when none is given. @throws Error invalid_input naming all problems
    domain::WorkOrder log(domain::WorkOrder order, std::optional<Closing> const& closing = {}, bool as_draft = false,
                          std::function<void(Change&, domain::WorkOrder const&)> const& also = {});
    /// 补录: a past order with its date; counts in quantities and money, not in timeliness.
    domain::WorkOrder backfill(domain::WorkOrder order, Closing const& closing);
    /// 自行处置: found and done by a patrol; the same.
    domain::WorkOrder on_the_spot(domain::WorkOrder order, Closing const& closing);
    /// 办结: every step still missing, in one transaction, one order_event per step. The lines become accepted on
    /// closing.accepted_on. @throws Error refused with everything that is missing
    domain::WorkOrder close(domain::WorkOrder order, Closing const& closing);

    /// One step of life_of_an_order but merge and split. @throws Error refused or invalid_input; Conflict
    domain::WorkOrder take(domain::WorkOrder order, domain::OrderEvent event, domain::StepData const& data);
    /// The same step on many; what cannot take it is left as it is and told. One transaction for those that can.
    BulkResult take_many(std::vector<std::string> const& uids, domain::OrderEvent event, domain::StepData const& data);
    /// Closes many with the same date and result.
    BulkResult close_many(std::vector<std::string> const& uids, Closing const& closing);

    /// `source` goes into `target`: its requests, photos and remarks with it, and its lines when wanted, in one transaction.
    TwoOrders merge(domain::WorkOrder source, std::string const& target_uid, bool with_lines, std::string const& reason);
    /// Within seven days: the source is as it was, and has back what was handed over. @throws Error refused when there is no
    /// merge, it is too old, or one of them was changed since
    TwoOrders unmerge(std::string const& source_uid);
    struct Split {
        domain::WorkOrder parent, child;
    };
    Split split(domain::WorkOrder order, domain::StepData const& data);

    /// Saves what is beside the steps: lines' facilities, costs, stages, units, extra fields. @throws Error invalid_input
    domain::WorkOrder save(domain::WorkOrder order);
    domain::WorkOrder remark(domain::WorkOrder order, std::string const& text);
    /// Keeps a price for the next cost line. @throws Error invalid_input
    void keep_price(domain::PriceItem item);

    /// The order is again as `wanted` says; steps beyond it stay and are marked as taken back.
    /// @throws Error conflict when somebody changed it since version `left_at`
    domain::WorkOrder restore(domain::WorkOrder wanted, std::int64_t left_at);
    BulkResult restore_many(std::vector<domain::WorkOrder> const& wanted, std::vector<std::int64_t> const& left_at);

    /// 更正: what one mistyped on one's own slip, on the day it was written, with the reason; its state stays. The earlier
    /// wording is in the audit log. @throws Error refused by why_not_correctable(); invalid_input without a reason
    domain::WorkOrder correct(domain::WorkOrder order, std::string const& reason);
    /// The order as it is, if nobody changed it since that version. @throws Error conflict
    [[nodiscard]] domain::WorkOrder left_at(std::string const& uid, std::int64_t row_version) const;

    /// The bureau's calendar and rules, for asking what a step lacks before taking it.
    [[nodiscard]] domain::WorkCalendar calendar() const;
    [[nodiscard]] domain::StepContext context(domain::WorkCalendar const& calendar, std::string const& order_uid) const;
    [[nodiscard]] Date today() const { return clock_.now().local_date(ledger_.info().utc_offset_minutes); }

private:
    void propose_deadline(domain::WorkOrder& order, domain::WorkCalendar const& calendar) const;
    void save(char const* action, domain::WorkOrder const& before, domain::WorkOrder& after, Json more = Json::object());
    BulkResult many(std::vector<std::string> const& uids, std::string const& action,
                    std::function<domain::WorkOrder(domain::WorkOrder const&)> const& change_one);

    Ledger& ledger_;
    Clock const& clock_;
    std::string who_;
};

/// Everything about one order that a window or the console shows or needs for its steps.
struct OrderFile {
    domain::WorkOrder order;
    domain::WorkCalendar calendar;
    std::optional<domain::Role> role; ///< of who is at the desk
    int photos_after = 0;
    std::vector<RelatedOrder> related;
    std::vector<OrderMerge> merges;
    std::vector<AuditRow> audit;
    [[nodiscard]] domain::StepContext context(LedgerInfo const& info, std::string const& who, Instant now) const;
};
/// @throws Error not_found
[[nodiscard]] OrderFile file_of(Ledger const& ledger, std::string const& uid_or_number, std::string const& who);

/// Why `who` may not correct that order now; empty = may: it is theirs, all of today, and neither cancelled nor merged.
[[nodiscard]] Text why_not_correctable(domain::WorkOrder const& order, std::string const& who, Instant now, int utc_offset_minutes);
/// The first deadline that its first line's class knows, or none. `condition` names another.
[[nodiscard]] std::optional<domain::Limit> proposed_limit(domain::Catalog const& catalog, domain::WorkOrder const& order,
                                                          std::string const& condition = {});

} // namespace taizhang::app
