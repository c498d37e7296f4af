#include "app/undo.hpp"

namespace taizhang::app {

namespace {

std::string name_of(domain::Asset const& asset) { return asset.code.empty() ? asset.name : asset.code; }

UndoStep redo_of_add(domain::Asset const& asset)
{
    return {tr("adding {0}", name_of(asset)), asset.uid, 1, [asset](Desk& desk, std::int64_t) {
                auto fresh = asset;
                fresh.id.reset();
                fresh.row_version = 1;
                return undo_of_add(desk.add(std::move(fresh)));
            }};
}

UndoStep redo_of_log(domain::WorkOrder const& logged)
{
    auto again = logged;
    again.id.reset();
    again.uid.clear();
    again.number.clear(); // numbers are never used twice
    again.row_version = 1;
    again.state = domain::OrderState::draft;
    again.steps.clear();
    again.costs.clear();
    for (auto& line : again.lines) {
        line.id.reset();
        line.uid.clear();
        line.accepted.reset();
        line.accepted_on.reset();
    }
    return {tr("logging {0}", domain::short_number(logged.number)), logged.uid, 1,
            [again](Desk& desk, std::int64_t) { return undo_of_log(desk.log_repair(again)); }};
}

} // namespace

UndoStep undo_of_add(domain::Asset added)
{
    auto const words = tr("adding {0}", name_of(added));
    auto const uid = added.uid;
    auto const version = added.row_version;
    return {words, uid, version, [added = std::move(added)](Desk& desk, std::int64_t left_at) {
                auto gone = added;
                gone.row_version = left_at;
                desk.erase(gone);
                return redo_of_add(added);
            }};
}

UndoStep undo_of_edit(domain::Asset before, domain::Asset after)
{
    auto const words = tr("changing {0}", name_of(after));
    auto const uid = after.uid;
    auto const version = after.row_version;
    return {words, uid, version, [before = std::move(before), after = std::move(after)](Desk& desk, std::int64_t left_at) {
                auto restored = before;
                restored.row_version = left_at;
                return undo_of_edit(after, desk.edit(std::move(restored)));
            }};
}

UndoStep undo_of_edits(std::vector<domain::Asset> before, std::vector<domain::Asset> after)
{
    auto const words = tr("changing {0} facilities", after.size());
    auto const uid = after.empty() ? std::string{} : after.front().uid;
    return {words, uid, 1, [before = std::move(before), after = std::move(after)](Desk& desk, std::int64_t) {
                auto restored = before;
                for (std::size_t i = 0; i < restored.size(); ++i)
                    restored[i].row_version = after[i].row_version;
                try {
                    return undo_of_edits(after, desk.edit_many(std::move(restored)));
                } catch (Conflict<domain::Asset> const& conflict) {
                    throw Error{Error::Kind::conflict, tr("Not taken back: somebody has changed one of the facilities since."),
                                Text::verbatim(name_of(conflict.theirs())), tr("Look at the facility and change it by hand.")};
                }
            }};
}

UndoStep undo_of_log(domain::WorkOrder logged)
{
    auto const words = tr("logging {0}", domain::short_number(logged.number));
    auto const uid = logged.uid;
    auto const version = logged.row_version;
    return {words, uid, version, [logged = std::move(logged)](Desk& desk, std::int64_t left_at) {
                auto order = desk.orders().left_at(logged.uid, left_at);
                if (order.state == domain::OrderState::closed)
                    order = desk.reopen(std::move(order), "撤销");
                (void)desk.cancel(std::move(order), "撤销");
                return redo_of_log(logged);
            }};
}

UndoStep undo_of_correction(domain::WorkOrder before, domain::WorkOrder after)
{
    auto const words = tr("correcting {0}", domain::short_number(after.number));
    auto const uid = after.uid;
    auto const version = after.row_version;
    return {words, uid, version, [before = std::move(before), after = std::move(after)](Desk& desk, std::int64_t left_at) {
                (void)desk.orders().left_at(after.uid, left_at);
                auto restored = before;
                restored.row_version = left_at;
                return undo_of_correction(after, desk.correct(std::move(restored), "撤销"));
            }};
}

UndoStep undo_of_change(Text words, domain::WorkOrder before, domain::WorkOrder after)
{
    auto const uid = after.uid;
    auto const version = after.row_version;
    return {words, uid, version, [words, before = std::move(before), after = std::move(after)](Desk& desk, std::int64_t left_at) {
                return undo_of_change(words, after, desk.orders().restore(before, left_at));
            }};
}

UndoStep undo_of_step(domain::OrderEvent event, domain::WorkOrder before, domain::WorkOrder after)
{
    auto words = tr("{0}: {1}", domain::label(event), domain::short_number(after.number));
    return undo_of_change(std::move(words), std::move(before), std::move(after));
}

UndoStep undo_of_close(domain::WorkOrder before, domain::WorkOrder after)
{
    auto words = tr("closing {0}", domain::short_number(after.number));
    return undo_of_change(std::move(words), std::move(before), std::move(after));
}

UndoStep undo_of_bulk(Text words, std::vector<domain::WorkOrder> before, std::vector<domain::WorkOrder> after)
{
    auto const uid = after.empty() ? std::string{} : after.front().uid;
    return {words, uid, 1, [words, before = std::move(before), after = std::move(after)](Desk& desk, std::int64_t) {
                std::vector<std::int64_t> versions;
                for (auto const& order : after)
                    versions.push_back(order.row_version);
                auto restored = desk.orders().restore_many(before, versions);
                return undo_of_bulk(words, after, std::move(restored.done));
            }};
}

UndoStep undo_of_split(domain::WorkOrder before, domain::WorkOrder const& parent, domain::WorkOrder const& child, domain::StepData data)
{
    auto const words = tr("{0}: {1}", domain::label(domain::OrderEvent::split), domain::short_number(parent.number));
    return {words, parent.uid, parent.row_version,
            [words, before = std::move(before), child, data = std::move(data)](Desk& desk, std::int64_t left_at) {
                auto const split_off = desk.orders().left_at(child.uid, child.row_version);
                auto whole = desk.orders().restore(before, left_at);
                (void)desk.cancel(split_off, "撤销");
                return UndoStep{words, whole.uid, whole.row_version, [whole, data](Desk& d, std::int64_t version) {
                                    auto const current = d.orders().left_at(whole.uid, version);
                                    auto const again = d.orders().split(current, data);
                                    return undo_of_split(current, again.parent, again.child, data);
                                }};
            }};
}

UndoStep undo_of_merge(domain::WorkOrder const& source, domain::WorkOrder const& target)
{
    auto const words = tr("{0}: {1}", domain::label(domain::OrderEvent::merge), domain::short_number(source.number));
    return {words, source.uid, source.row_version, [uid = source.uid, into = target.uid](Desk& desk, std::int64_t) {
                auto const apart = desk.orders().unmerge(uid);
                return UndoStep{tr("{0}: {1}", domain::label(domain::OrderEvent::merge), domain::short_number(apart.source.number)),
                                uid, apart.source.row_version, [uid, into](Desk& d, std::int64_t version) {
                                    auto const again = d.orders().merge(d.orders().left_at(uid, version), into, true, {});
                                    return undo_of_merge(again.source, again.target);
                                }};
            }};
}

} // namespace taizhang::app
