#pragma once

#include "app/ledger.hpp"
#include "base/date.hpp"

#include <optional>
#include <string>
#include <vector>

namespace taizhang::app {

/// What 办结 asks for.
struct Closing {
    std::string result;
    PartialDate accepted_on;
    /// Done quantity per line uid; a line not named keeps its done, else its planned quantity.
    struct LineDone {
        std::string line_uid;
        domain::StatedQuantity quantity;
    };
    std::vector<LineDone> lines;
};

/// The use cases on assets and orders, each one transaction and one audit row. `who` is the person at the desk.
class Desk {
public:
    Desk(Ledger& ledger, Clock const& clock, std::string who) : ledger_{ledger}, clock_{clock}, who_{std::move(who)} {}

    [[nodiscard]] std::string const& who() const noexcept { return who_; }
    [[nodiscard]] Date today() const;
    [[nodiscard]] Instant now() const { return clock_.now(); }

    /// @throws Error invalid_input listing every problem of domain::check
    domain::Asset add(domain::Asset asset);
    domain::Asset edit(domain::Asset asset);
    /// All or none, in one transaction with one audit row. Only the records' own rules for stored data bind here: a record
    /// that was imported incomplete may be moved to another road. @throws Conflict when one was changed meanwhile
    std::vector<domain::Asset> edit_many(std::vector<domain::Asset> assets);
    /// Phase removed with its date; the record stays.
    domain::Asset retire(domain::Asset asset, PartialDate on);
    /// Only for a record nothing refers to.
    void erase(domain::Asset const& asset);

    /// 登记维修: saves the order as open (submitted: 待派遣), or, with a closing, as done (办结) in the same transaction.
    /// Proposes the deadline of the first line's class when none is given.
    domain::WorkOrder log_repair(domain::WorkOrder order, std::optional<Closing> const& closing = {});
    /// 办结: every step still missing, in one transaction, one order_event per step. The lines become accepted on
    /// closing.accepted_on. @throws Error refused when it is not open, when a line has no quantity and is not said to be
    /// unknown, when accepted_on lies in the future
    domain::WorkOrder close(domain::WorkOrder order, Closing const& closing);
    /// The order as it is, if nobody changed it since that version. @throws Error conflict
    [[nodiscard]] domain::WorkOrder order_left_at(std::string const& uid, std::int64_t row_version) const;
    /// 更正: what one mistyped on one's own slip, on the day it was written, with the reason; its state stays. The earlier
    /// wording is in the audit log. @throws Error refused by why_not_correctable(); invalid_input without a reason
    domain::WorkOrder correct(domain::WorkOrder order, std::string const& reason);
    /// 作废: the order stays readable and is in no rate. @throws Error refused when its state does not allow it
    domain::WorkOrder cancel(domain::WorkOrder order, std::string const& reason);
    /// A closed order is in progress again: its lines are no longer accepted, so they leave the figures.
    domain::WorkOrder reopen(domain::WorkOrder order, std::string const& reason);
    /// 补录: a past order with its date; counts in quantities and money, not in timeliness.
    domain::WorkOrder backfill(domain::WorkOrder order, Closing const& closing);

    // -- what the bureau sets for itself
    /// @throws Error invalid_input naming the field
    void change_settings(LedgerInfo const& info);
    /// Those not named stay as they are: a person is never deleted, only no longer active. @throws Error invalid_input
    void change_people(std::vector<Person> const& people);
    /// All of them; those not named are ordinary days again.
    void change_special_days(std::vector<domain::SpecialDay> const& days);
    /// The bureau's own document beside the shipped catalogue (see Catalog::from_json). @throws Error invalid_input
    void change_catalog(Json const& additions);

private:
    domain::WorkOrder move(domain::WorkOrder order, domain::OrderEvent event, std::string const& comment);

    Ledger& ledger_;
    Clock const& clock_;
    std::string who_;
};

/// Why `who` may not correct that order now; empty = may: it is theirs, all of today, and neither cancelled nor merged.
[[nodiscard]] Text why_not_correctable(domain::WorkOrder const& order, std::string const& who, Instant now, int utc_offset_minutes);
/// The person a writing command acts for: `asked`, else the one remembered for the OS account, else the ledger's first.
[[nodiscard]] std::string acting_person(Ledger const& ledger, std::string const& asked);

} // namespace taizhang::app
