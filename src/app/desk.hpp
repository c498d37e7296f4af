#pragma once

#include "app/ledger.hpp"
#include "app/order_desk.hpp"
#include "base/date.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace taizhang::app {

/// The use cases on assets and on what a bureau sets for itself, each one transaction and one audit row; those on orders are
/// orders(). `who` is the person at the desk.
class Desk {
public:
    Desk(Ledger& ledger, Clock const& clock, std::string who) : ledger_{ledger}, clock_{clock}, who_{std::move(who)} {}

    [[nodiscard]] std::string const& who() const noexcept { return who_; }
    [[nodiscard]] Ledger& ledger() const noexcept { return ledger_; } ///< for use cases that stand in files of their own
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

    /// Everything on orders.
    [[nodiscard]] OrderDesk orders() { return OrderDesk{ledger_, clock_, who_}; }
    // the ones used everywhere, by short names
    /// @param also is written in the same transaction: the request that asked for it
    domain::WorkOrder log_repair(domain::WorkOrder order, std::optional<Closing> const& closing = {},
                                 std::function<void(Change&, domain::WorkOrder const&)> const& also = {})
    {
        return orders().log(std::move(order), closing, false, also);
    }
    domain::WorkOrder close(domain::WorkOrder order, Closing const& closing) { return orders().close(std::move(order), closing); }
    domain::WorkOrder backfill(domain::WorkOrder order, Closing const& closing) { return orders().backfill(std::move(order), closing); }
    domain::WorkOrder correct(domain::WorkOrder order, std::string const& reason) { return orders().correct(std::move(order), reason); }
    /// 作废: the order stays readable and is in no rate. @throws Error refused when its state does not allow it
    domain::WorkOrder cancel(domain::WorkOrder order, std::string const& reason);
    /// A closed order is in progress again: its lines are no longer accepted, so they leave the figures.
    domain::WorkOrder reopen(domain::WorkOrder order, std::string const& reason);

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
    Ledger& ledger_;
    Clock const& clock_;
    std::string who_;
};

/// The person a writing command acts for: `asked`, else, on a server, whoever works under our account there; for a file the one remembered for the OS account, else the ledger's first.
[[nodiscard]] std::string acting_person(Ledger const& ledger, std::string const& asked);

} // namespace taizhang::app
