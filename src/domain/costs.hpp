#pragma once

#include "domain/figure.hpp"
#include "domain/order.hpp"

#include <array>
#include <span>
#include <string>
#include <vector>

namespace taizhang::domain {

inline constexpr std::array<std::string_view, 5> cost_kinds{"labour", "material", "equipment", "contract", "other"};
[[nodiscard]] Text label_of_cost(std::string_view kind); ///< 人工 材料 机械 合同 其他

/// Quantity times price, rounded half up to the fen. nullopt when it does not fit.
[[nodiscard]] std::optional<Money> amount_of(Quantity quantity, Money unit_price) noexcept;

/// `total` divided by the weights, each share rounded down; the cents left over go to the largest share (the first of equal
/// ones), so that they always add up. Weights that are all 0 share equally. @pre weights are not negative
[[nodiscard]] std::vector<Money> shares_of(Money total, std::span<std::int64_t const> weights);

enum class Sharing { none, equally, by_quantity };
/// Spreads the cost over the facilities it was spent on: those of its line, else of the order, that were not left undone.
/// by_quantity weighs with `units` (asset uid -> thousandths), equally where one is missing.
void share(CostLine& cost, WorkOrder const& order, Sharing how, std::vector<std::pair<std::string, std::int64_t>> const& units = {});

/// What is wrong with the cost lines, by field costs/N/..
[[nodiscard]] std::vector<OrderProblem> check_costs(WorkOrder const& order);

/// What a unit costs now. Cost lines copy it: a later change does not touch them.
struct PriceItem {
    std::string uid, kind = "material", name, unit;
    Money price = Money::fen(0);
    bool active = true;
};

/// A cost line with the day its order was closed on.
struct CostUse {
    std::string kind, item, unit;
    Quantity quantity = Quantity::whole(0);
    Money amount = Money::fen(0);
    std::optional<PartialDate> closed_on;
};
/// Material used in a period: sums by item and unit, in order of the item.
struct MaterialSum {
    std::string item, unit;
    Quantity quantity = Quantity::whole(0);
    Money amount = Money::fen(0);
    int lines = 0;
};
[[nodiscard]] std::vector<MaterialSum> material_used(std::span<CostUse const> uses, Period const& period);

} // namespace taizhang::domain
