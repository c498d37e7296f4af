#pragma once

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/progress.hpp"
#include "domain/asset.hpp"
#include "domain/order.hpp"
#include "domain/work_calendar.hpp"

#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace taizhang::app {

class AttachmentChange;
class RequestChange;
struct LedgerInfo;
struct Person;
class OrderBookChange;
struct SavedSet;
class ReportWriting;

/// What the audit chain keeps of a use case: one row each.
struct Audit {
    std::string who;
    std::string action;     ///< asset.add, order.close, import ..
    std::string entity;     ///< asset, order, community, ledger, import_batch
    std::string entity_uid;
    Json detail = Json::object();
};

/// Somebody changed the record first. Neither version is lost: both are here, and nothing was written.
template <class Record>
class Conflict : public Error {
public:
    Conflict(Text message, Record mine, Record theirs)
        : Error{Kind::conflict, std::move(message), {}, tr("Compare both versions and save again.")},
          mine_{std::move(mine)}, theirs_{std::move(theirs)}
    {}
    [[nodiscard]] Record const& mine() const noexcept { return mine_; }
    [[nodiscard]] Record const& theirs() const noexcept { return theirs_; }

private:
    Record mine_, theirs_;
};

/// Two changes on a server got into each other's way and this one was undone wholly: do it again from the start.
class TryAgain : public Error {
public:
    explicit TryAgain(Text where)
        : Error{Kind::busy, tr("Somebody else was saving at the same time. Nothing was changed."), std::move(where),
                tr("Try again.")}
    {}
};

/// What an import did to one asset; kept so that it can be undone.
struct BatchItem {
    enum class What { added, changed };
    What what;
    std::string entity;     ///< asset, order, community
    std::string uid;
    std::int64_t row_version = 1; ///< after the import; an undo leaves records alone that have moved on
    Json before;            ///< for changed: the record as it was (asset_to_json)
};

/// One use case's writing: one transaction with one audit row. Leaving it without commit() undoes everything; so does any
/// Error (the change is dead then). row_version of every updated record must be the one that was read.
class Change {
public:
    virtual ~Change() = default;

    /// Fills id and row_version. An add whose uid is already there with equal content is a retry and changes nothing.
    /// @throws Error refused naming the code when the class already has it
    virtual void add(domain::Asset& asset) = 0;
    /// Quick path for many assets: no per-row trigger, spatial index rebuilt once; checks it before commit.
    virtual void add_many(std::span<domain::Asset> assets, Progress const& progress) = 0;
    /// @throws Conflict<domain::Asset>; Error not_found
    virtual void update(domain::Asset& asset) = 0;
    /// True deletion. @throws Error refused when something refers to it (an order line ..); conflict by row_version
    virtual void erase_asset(std::string const& uid, std::int64_t row_version) = 0;

    /// Gives uid-less lines a uid, the order its number (by the year of received_on) and writes lines, costs and steps.
    virtual void add(domain::WorkOrder& order) = 0;
    /// @throws Conflict<domain::WorkOrder>
    virtual void update(domain::WorkOrder& order) = 0;
    /// Only for undoing the import that brought it; its number is not used again.
    virtual void erase_order(std::string const& uid, std::int64_t row_version) = 0;

    /// What stands beside the orders. @pre as every member: the change has not ended
    [[nodiscard]] virtual OrderBookChange& order_book() = 0;

    virtual void add(domain::Community& community) = 0;
    /// @throws Conflict<domain::Community>
    virtual void update(domain::Community& community) = 0;
    virtual void erase_community(std::string const& uid, std::int64_t row_version) = 0;

    /// Ports of their own, for as long as this change is open.
    [[nodiscard]] virtual RequestChange& requests() = 0;
    [[nodiscard]] virtual AttachmentChange& attachments() = 0;

    virtual void add_person(std::string const& name) = 0; ///< does nothing when known
    /// By uid; a fresh one when that is empty. @throws Error refused when another has the name
    virtual void put(Person const& person) = 0;
    virtual void put(LedgerInfo const& info) = 0;
    virtual void put(std::vector<domain::SpecialDay> const& days) = 0; ///< in place of all that are there
    virtual void put_catalog_additions(Json const& additions) = 0;
    /// By name: a set of that name is replaced, and keeps its uid. Fills uid and row_version.
    virtual void put(SavedSet& set) = 0;
    virtual void erase_saved_set(std::string const& uid) = 0; ///< @throws Error not_found

    /// Issued reports, locks, words and templates.
    [[nodiscard]] virtual ReportWriting& reports() = 0;

    virtual void add_batch(std::string const& uid, std::string const& file, std::string const& what,
                           std::string const& class_key, std::string const& file_hash, Json const& counts,
                           std::vector<BatchItem> const& items) = 0;
    /// @throws Error not_found; refused when already undone
    [[nodiscard]] virtual std::vector<BatchItem> batch_items(std::string const& uid) = 0;
    virtual void mark_undone(std::string const& batch_uid) = 0;

    /// Writes the audit row and ends the transaction. After an Error here, re-read: it may have been kept (look for uids).
    virtual void commit(Audit const& audit) = 0;
};

/// An asset as JSON with every field, and back: undo records, `asset show --json`.
[[nodiscard]] Json asset_to_json(domain::Asset const& asset);
[[nodiscard]] domain::Asset asset_from_json(Json const& json);

} // namespace taizhang::app
