#include "domain/order_relation.hpp"

#include "base/error.hpp"
#include "base/uuid.hpp"

#include <algorithm>

namespace taizhang::domain {
namespace {

bool same_thing(OrderLine const& a, OrderLine const& b)
{
    return a.class_key == b.class_key && a.activity == b.activity && a.item == b.item && a.unit == b.unit && a.assets == b.assets;
}

/// Takes what goes out of the line; nullopt when nothing goes.
std::optional<OrderLine> part_of(OrderLine& line, StepData const& data)
{
    auto going = line;
    going.id.reset();
    going.uid = new_uuid();
    auto const said = std::ranges::find(data.lines, line.uid, &StepData::Line::line_uid);
    auto const goes = [&](LineAsset const& asset) { return std::ranges::find(data.assets, asset.asset_uid) != data.assets.end(); };
    if (said != data.lines.end() && !said->quantity) { // the whole line
        line.uid.clear();
        return going;
    }
    auto const all = static_cast<std::int64_t>(line.assets.size());
    auto const moved = std::ranges::count_if(line.assets, goes);
    if (said == data.lines.end() && moved == 0)
        return std::nullopt;
    std::erase_if(going.assets, [&](LineAsset const& asset) { return !goes(asset); });
    std::erase_if(line.assets, goes);
    for (auto& asset : going.assets)
        asset.status = "PLANNED";
    going.planned.reset();
    if (said != data.lines.end())
        going.planned = said->quantity->quantity;
    else if (line.planned && line.planned->in_thousandths() * moved % all == 0)
        going.planned = Quantity::thousandths(line.planned->in_thousandths() * moved / all);
    if (line.planned && going.planned)
        line.planned = *line.planned - *going.planned;
    line.done.reset();
    going.done.reset();
    return going;
}

} // namespace

Text why_not_merged(WorkOrder const& source, WorkOrder const& target, std::vector<std::string> const& chain_of_target)
{
    if (source.uid == target.uid)
        return tr("Not merged: it is the same order.");
    if (source.state == OrderState::merged)
        return tr("Not merged: {0} is merged already.", short_number(source.number));
    if (target.state == OrderState::merged || std::ranges::find(chain_of_target, source.uid) != chain_of_target.end())
        return tr("Not merged: {0} is itself merged into another order. Choose that one.", short_number(target.number));
    if (target.state == OrderState::cancelled)
        return tr("Not merged: {0} is cancelled.", short_number(target.number));
    return {};
}

Merged merge(WorkOrder source, WorkOrder target, bool with_lines, StepData data, StepContext const& context)
{
    data.target_uid = target.uid;
    if (data.reason.empty())
        data.reason = short_number(target.number);
    auto merged = take(std::move(source), OrderEvent::merge, data, context);
    merged.merged_into_uid = target.uid;
    for (auto& note : merged.notes)
        target.notes.push_back(std::move(note));
    merged.notes.clear();
    std::ranges::stable_sort(target.notes, {}, &OrderNote::at);
    if (with_lines && is_open(target.state))
        for (auto const& line : merged.lines)
            if (std::ranges::none_of(target.lines, [&](OrderLine const& known) { return same_thing(known, line); })) {
                auto& added = target.lines.emplace_back(line);
                added.id.reset();
                added.uid = new_uuid();
            }
    return {std::move(merged), std::move(target)};
}

Parted split(WorkOrder order, StepData const& data, StepContext const& context)
{
    auto parent = take(std::move(order), OrderEvent::split, data, context);
    auto child = parent;
    child.id.reset();
    child.uid = new_uuid();
    child.number.clear();
    child.row_version = 1;
    child.split_from_uid = parent.uid;
    child.result.clear();
    child.costs.clear();
    child.steps = {parent.steps.back()};
    child.holds.clear();
    child.checks.clear();
    child.tasks.clear();
    child.notes.clear();
    for (auto& stage : child.milestones)
        stage.uid = new_uuid();
    child.lines.clear();
    for (auto& line : parent.lines)
        if (auto part = part_of(line, data))
            child.lines.push_back(std::move(*part));
    // what went wholly is gone here: by name, or because nothing of it is left
    std::erase_if(parent.lines, [](OrderLine const& line) {
        return line.uid.empty() || (line.assets.empty() && line.planned && *line.planned == Quantity::whole(0));
    });
    return {std::move(parent), std::move(child)};
}

} // namespace taizhang::domain
