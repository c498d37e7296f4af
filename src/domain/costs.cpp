#include "domain/costs.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

namespace taizhang::domain {

__extension__ using Wide = __int128;

Text label_of_cost(std::string_view kind)
{
    if (kind == "labour")
        return tr("labour");
    if (kind == "material")
        return tr("material");
    if (kind == "equipment")
        return tr("equipment");
    if (kind == "contract")
        return tr("contract");
    return tr("other");
}

std::optional<Money> amount_of(Quantity quantity, Money unit_price) noexcept
{
    std::int64_t product = 0;
    if (__builtin_mul_overflow(quantity.in_thousandths(), unit_price.in_fen(), &product) ||
        product > std::numeric_limits<std::int64_t>::max() - 500)
        return std::nullopt;
    return Money::fen((product + 500) / 1000);
}

std::vector<Money> shares_of(Money total, std::span<std::int64_t const> weights)
{
    if (weights.empty())
        return {};
    std::vector<std::int64_t> const equal(weights.size(), 1);
    auto sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    if (sum == 0) {
        weights = equal;
        sum = static_cast<std::int64_t>(equal.size());
    }
    std::vector<Money> shares;
    std::int64_t given = 0;
    for (auto const weight : weights) {
        // fen times thousandths of units does not fit 64 bits for every bureau
        auto const share = static_cast<std::int64_t>(static_cast<Wide>(total.in_fen()) * weight / sum);
        shares.push_back(Money::fen(share));
        given += share;
    }
    auto& largest = *std::ranges::max_element(shares);
    largest = largest + Money::fen(total.in_fen() - given);
    return shares;
}

void share(CostLine& cost, WorkOrder const& order, Sharing how, std::vector<std::pair<std::string, std::int64_t>> const& units)
{
    cost.shares.clear();
    if (how == Sharing::none)
        return;
    for (auto const& line : order.lines)
        if (cost.line_uid.empty() || line.uid == cost.line_uid)
            for (auto const& asset : line.assets)
                if (!is_left_undone(asset.status) &&
                    std::ranges::find(cost.shares, asset.asset_uid, &CostLine::Share::asset_uid) == cost.shares.end())
                    cost.shares.push_back({asset.asset_uid, Money::fen(0)});
    std::vector<std::int64_t> weights;
    for (auto const& part : cost.shares) {
        auto const known = std::ranges::find(units, part.asset_uid, &std::pair<std::string, std::int64_t>::first);
        weights.push_back(how == Sharing::by_quantity && known != units.end() ? known->second : 1000);
    }
    auto const amounts = shares_of(cost.amount, weights);
    for (std::size_t i = 0; i < amounts.size(); ++i)
        cost.shares[i].amount = amounts[i];
}

std::vector<OrderProblem> check_costs(WorkOrder const& order)
{
    std::vector<OrderProblem> problems;
    for (std::size_t i = 0; i < order.costs.size(); ++i) {
        auto const& cost = order.costs[i];
        auto const at = "costs/" + std::to_string(i) + "/";
        if (std::ranges::find(cost_kinds, cost.kind) == cost_kinds.end())
            problems.push_back({at + "kind", tr("“{0}” is no kind of cost.", cost.kind)});
        if (cost.quantity.in_thousandths() < 0 || cost.amount.in_fen() < 0 || cost.unit_price.in_fen() < 0)
            problems.push_back({at + "amount", tr("Quantity, price and amount cannot be negative.")});
        if (!cost.line_uid.empty() && std::ranges::find(order.lines, cost.line_uid, &OrderLine::uid) == order.lines.end())
            problems.push_back({at + "line", tr("The cost belongs to a line that the order does not have.")});
    }
    return problems;
}

std::vector<MaterialSum> material_used(std::span<CostUse const> uses, Period const& period)
{
    std::map<std::pair<std::string, std::string>, MaterialSum> sums;
    for (auto const& use : uses) {
        if (use.kind != "material" || !use.closed_on || !period.holds(*use.closed_on))
            continue;
        auto& sum = sums[{use.item, use.unit}];
        sum.item = use.item;
        sum.unit = use.unit;
        sum.quantity = sum.quantity + use.quantity;
        sum.amount = sum.amount + use.amount;
        ++sum.lines;
    }
    std::vector<MaterialSum> list;
    for (auto& entry : sums)
        list.push_back(std::move(entry.second));
    return list;
}

} // namespace taizhang::domain
