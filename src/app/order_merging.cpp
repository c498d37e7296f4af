#include "app/order_desk.hpp"

#include "base/uuid.hpp"
#include "domain/order_changes.hpp"

#include <algorithm>

// What touches several orders at once, and what takes steps back.
namespace taizhang::app {
namespace {

using Kind = Error::Kind;

constexpr std::int64_t unmerge_ms = 7 * 86'400'000LL;

Text number_of(domain::WorkOrder const& order) { return Text::verbatim(domain::short_number(order.number)); }

std::vector<std::string> chain_of(Ledger const& ledger, domain::WorkOrder const& order)
{
    std::vector<std::string> chain;
    for (auto next = order.merged_into_uid; !next.empty() && std::ranges::find(chain, next) == chain.end();) {
        chain.push_back(next);
        next = ledger.order(next).merged_into_uid;
    }
    return chain;
}

/// Steps that the wanted order does not have yet stay, as taken back: what happened is not denied.
void keep_history(domain::WorkOrder& wanted, domain::WorkOrder const& current)
{
    for (auto i = wanted.steps.size(); i < current.steps.size(); ++i) {
        wanted.steps.push_back(current.steps[i]);
        wanted.steps.back().undone = true;
    }
    wanted.row_version = current.row_version;
    wanted.id = current.id;
}

} // namespace

TwoOrders OrderDesk::merge(domain::WorkOrder source, std::string const& target_uid, bool with_lines, std::string const& reason)
{
    if (target_uid.empty())
        throw Error{Kind::invalid_input, tr("Not merged: the order to merge into is missing."), number_of(source)};
    auto const target = ledger_.order(target_uid);
    if (auto why = domain::why_not_merged(source, target, chain_of(ledger_, target)); !why.empty())
        throw Error{Kind::refused, std::move(why), number_of(source)};
    auto const days = calendar();
    domain::StepData data;
    data.reason = reason;
    auto merged = domain::merge(source, target, with_lines, data, context(days, source.uid));
    OrderMerge record{new_uuid(), source.uid, target.uid, who_, clock_.now(), Json::object(), false};
    auto change = ledger_.begin();
    change->update(merged.source);
    change->update(merged.target);
    record.moved = change->order_book().move_links(source.uid, target.uid);
    record.moved.set("source", domain::to_json(ledger_.catalog(), source));
    record.moved.set("target", domain::to_json(ledger_.catalog(), target));
    record.moved.set("source_version", merged.source.row_version);
    record.moved.set("target_version", merged.target.row_version);
    change->order_book().add(record);
    change->commit({who_, "order.merge", "order", source.uid,
                    Json::object({{"into", target.uid}, {"changes", domain::changes_between(source, merged.source)}})});
    return {std::move(merged.source), std::move(merged.target)};
}

TwoOrders OrderDesk::unmerge(std::string const& source_uid)
{
    auto source = ledger_.order(source_uid);
    auto const merges = ledger_.order_book().merges_of(source.uid);
    auto const merge = std::ranges::find_if(merges, [&](OrderMerge const& m) { return m.source_uid == source.uid && !m.undone; });
    if (source.state != domain::OrderState::merged || merge == merges.end())
        throw Error{Kind::refused, tr("Not taken back: the order is not merged."), number_of(source)};
    if (clock_.now().millis() - merge->at.millis() > unmerge_ms)
        throw Error{Kind::refused, tr("Not taken back: the merge is more than seven days old."), number_of(source),
                    tr("Log a new order instead.")};
    auto target = ledger_.order(merge->target_uid);
    if (source.row_version != merge->moved.at("source_version").as_integer())
        throw Error{Kind::conflict, tr("Not taken back: somebody has changed the order since."), number_of(source)};
    auto wanted = domain::order_from_json(ledger_.catalog(), merge->moved.at("source"));
    wanted.shape = source.shape;
    keep_history(wanted, source);
    // the target keeps what was done to it since; it gives back the remarks and those lines nobody has touched
    auto const target_then = domain::order_from_json(ledger_.catalog(), merge->moved.at("target"));
    auto given = target;
    std::erase_if(given.notes, [&](domain::OrderNote const& note) {
        return std::ranges::find(wanted.notes, note.uid, &domain::OrderNote::uid) != wanted.notes.end();
    });
    if (target.row_version == merge->moved.at("target_version").as_integer())
        given.lines = target_then.lines;
    auto change = ledger_.begin();
    change->update(given); // first: a remark is with one order only
    change->update(wanted);
    change->order_book().restore_links(merge->moved, source.uid, target.uid);
    change->order_book().mark_undone(merge->uid);
    change->commit({who_, "order.unmerge", "order", source.uid,
                    Json::object({{"from", target.uid}, {"changes", domain::changes_between(source, wanted)}})});
    return {std::move(wanted), std::move(given)};
}

OrderDesk::Split OrderDesk::split(domain::WorkOrder order, domain::StepData const& data)
{
    auto const before = order;
    auto const days = calendar();
    auto parted = domain::split(std::move(order), data, context(days, before.uid));
    auto change = ledger_.begin();
    change->update(parted.parent);
    change->add(parted.child);
    change->commit({who_, "order.split", "order", before.uid,
                    Json::object({{"child", parted.child.uid}, {"changes", domain::changes_between(before, parted.parent)}})});
    return {std::move(parted.parent), std::move(parted.child)};
}

domain::WorkOrder OrderDesk::restore(domain::WorkOrder wanted, std::int64_t left_at)
{
    auto const current = this->left_at(wanted.uid, left_at);
    keep_history(wanted, current);
    save("order.undo", current, wanted);
    return wanted;
}

BulkResult OrderDesk::restore_many(std::vector<domain::WorkOrder> const& wanted, std::vector<std::int64_t> const& left_at)
{
    BulkResult result;
    auto records = Json::array();
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        auto current = this->left_at(wanted[i].uid, left_at[i]);
        auto again = wanted[i];
        keep_history(again, current);
        records.push(Json::object({{"uid", again.uid}, {"changes", domain::changes_between(current, again)}}));
        result.before.push_back(std::move(current));
        result.done.push_back(std::move(again));
    }
    auto change = ledger_.begin();
    for (auto& order : result.done)
        change->update(order);
    change->commit({who_, "order.undo", "order", result.done.size() == 1 ? result.done.front().uid : std::string{},
                    Json::object({{"records", std::move(records)}})});
    return result;
}

} // namespace taizhang::app
