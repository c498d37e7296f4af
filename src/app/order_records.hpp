#pragma once

#include "base/date.hpp"
#include "base/json.hpp"
#include "domain/costs.hpp"
#include "domain/rates.hpp"

#include <functional>
#include <string>
#include <vector>

namespace taizhang::app {

struct AuditRow;

/// A merge as it is kept, so that it can be taken back.
struct OrderMerge {
    std::string uid, source_uid, target_uid, who;
    Instant at = Instant::from_millis(0);
    Json moved = Json::object(); ///< what was handed over
    bool undone = false;
};

/// An order that another came from or went into.
struct RelatedOrder {
    enum class Kind { merged_here, child, parent, merged_into };
    Kind kind;
    std::string uid, number;
    domain::OrderState state = domain::OrderState::draft;
};

/// Reading what stands beside the orders. Part of the port Ledger.
class OrderBook {
public:
    virtual ~OrderBook() = default;
    /// In which the order was source or target, newest first.
    [[nodiscard]] virtual std::vector<OrderMerge> merges_of(std::string const& order_uid) const = 0;
    [[nodiscard]] virtual std::vector<RelatedOrder> related(std::string const& order_uid) const = 0;
    [[nodiscard]] virtual std::vector<domain::PriceItem> prices() const = 0; ///< the active, by kind and name
    /// Photos of that kind linked to the order: before, during, after ..
    [[nodiscard]] virtual int photos(std::string const& order_uid, std::string const& kind) const = 0;
    /// Every order as the rates see it.
    virtual void each_rate_order(std::function<void(domain::RateOrder)> const& take) const = 0;
    /// Actual costs of closed orders.
    [[nodiscard]] virtual std::vector<domain::CostUse> cost_uses() const = 0;
    /// What was changed on one record, oldest first.
    [[nodiscard]] virtual std::vector<AuditRow> audit_of(std::string const& entity_uid) const = 0;
};

/// Writing it. Part of the port Change.
class OrderBookChange {
public:
    virtual ~OrderBookChange() = default;
    /// Requests, photos and papers of one order belong to another from now on. @return what was moved
    [[nodiscard]] virtual Json move_links(std::string const& from_uid, std::string const& to_uid) = 0;
    /// Takes back what move_links() told.
    virtual void restore_links(Json const& moved, std::string const& from_uid, std::string const& to_uid) = 0;
    virtual void add(OrderMerge const& merge) = 0;
    virtual void mark_undone(std::string const& merge_uid) = 0;
    virtual void put(domain::PriceItem const& item) = 0; ///< by kind, name and unit
};

} // namespace taizhang::app
