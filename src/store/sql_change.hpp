#pragma once

#include "app/change.hpp"
#include "app/ledger.hpp"
#include "store/attachments.hpp"
#include "store/requests.hpp"
#include "store/records.hpp"
#include "store/report_table.hpp"

#include <set>

namespace taizhang::store {

/// How often this ledger was written through us.
struct Commits {
    std::int64_t all = 0, assets = 0, settings = 0;
};

/// The Change port over any Conn: one transaction, one audit row.
class SqlChange final : public app::Change {
public:
    /// @param commits counted up when this change is kept; the second when it touched an asset
    SqlChange(Conn& conn, Clock const& clock, app::LedgerInfo const& info, Commits& commits);
    ~SqlChange() override;
    SqlChange(SqlChange const&) = delete;
    SqlChange& operator=(SqlChange const&) = delete;

    void add(domain::Asset& asset) override;
    void add_many(std::span<domain::Asset> assets, Progress const& progress) override;
    void update(domain::Asset& asset) override;
    void erase_asset(std::string const& uid, std::int64_t row_version) override;
    void add(domain::WorkOrder& order) override;
    void update(domain::WorkOrder& order) override;
    void erase_order(std::string const& uid, std::int64_t row_version) override;
    [[nodiscard]] app::OrderBookChange& order_book() override { return book_; }
    void add(domain::Community& community) override;
    void update(domain::Community& community) override;
    void erase_community(std::string const& uid, std::int64_t row_version) override;
    [[nodiscard]] app::RequestChange& requests() override { return request_port_; }
    [[nodiscard]] app::AttachmentChange& attachments() override { return attachment_port_; }
    void add_person(std::string const& name) override;
    void put(app::Person const& person) override;
    void put(app::LedgerInfo const& info) override;
    void put(std::vector<domain::SpecialDay> const& days) override;
    void put_catalog_additions(Json const& additions) override;
    void put(app::SavedSet& set) override;
    void erase_saved_set(std::string const& uid) override;
    [[nodiscard]] app::ReportWriting& reports() override { return reports_; }
    void add_batch(std::string const& uid, std::string const& file, std::string const& what, std::string const& class_key,
                   std::string const& file_hash, Json const& counts, std::vector<app::BatchItem> const& items) override;
    [[nodiscard]] std::vector<app::BatchItem> batch_items(std::string const& uid) override;
    void mark_undone(std::string const& batch_uid) override;
    void commit(app::Audit const& audit) override;

private:
    /// Passes on to OrderLinks; any error ends the whole change.
    class Book final : public app::OrderBookChange {
    public:
        explicit Book(SqlChange& change) : change_{change} {}
        [[nodiscard]] Json move_links(std::string const& from_uid, std::string const& to_uid) override;
        void restore_links(Json const& moved, std::string const& from_uid, std::string const& to_uid) override;
        void add(app::OrderMerge const& merge) override;
        void mark_undone(std::string const& merge_uid) override;
        void put(domain::PriceItem const& item) override;

    private:
        SqlChange& change_;
    };
    /// Runs a step; any error ends the whole change.
    template <class Step>
    auto guarded(Step step);
    void append(app::Audit const& audit);

    /// Passes on to the tables; any error ends the whole change.
    class RequestPort final : public app::RequestChange {
    public:
        explicit RequestPort(SqlChange& change) : change_{change} {}
        void add(domain::Request& request) override;
        void update(domain::Request& request) override;
        void link(std::string const& request_uid, std::string const& order_uid) override;
        void unlink(std::string const& request_uid, std::string const& order_uid) override;
        void erase(std::string const& uid, std::int64_t row_version) override;

    private:
        SqlChange& change_;
    };
    class AttachmentPort final : public app::AttachmentChange {
    public:
        explicit AttachmentPort(SqlChange& change) : change_{change} {}
        void store(domain::Attachment& content, std::string const& data) override;
        void link(domain::LinkedAttachment const& link) override;
        bool unlink(std::string const& sha256, std::string const& entity, std::string const& uid) override;

    private:
        SqlChange& change_;
    };

    Conn& conn_;
    Clock const& clock_;
    app::LedgerInfo const& info_;
    Commits& commits_;
    AssetTable assets_{conn_};
    OrderTable orders_{conn_, info_.schema_version};
    OrderLinks links_{conn_};
    CommunityTable communities_{conn_};
    Book book_{*this};
    RequestTable requests_{conn_};
    RequestPort request_port_{*this};
    AttachmentPort attachment_port_{*this};
    ReportTable reports_{conn_, info_};
    std::set<std::string> touched_; ///< feature tables
    bool settings_ = false;
    std::optional<std::string> batch_; ///< the import this change writes down; commit() signs it
    bool open_ = true;
};

template <class Step>
auto SqlChange::guarded(Step step)
{
    if (!open_)
        throw Error{Error::Kind::internal, tr("The change has already ended.")};
    try {
        return step();
    } catch (...) {
        open_ = false;
        conn_.rollback();
        throw;
    }
}

} // namespace taizhang::store
