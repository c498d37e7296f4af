#pragma once

#include "app/import_mapping.hpp"
#include "app/ledger.hpp"
#include "store/attachments.hpp"
#include "store/requests.hpp"
#include "store/records.hpp"
#include "store/report_table.hpp"
#include "store/sql_change.hpp"

namespace taizhang::store {

/// The Ledger port over any Conn.
class SqlLedger : public app::Ledger, public app::ImportMappings {
public:
    /// @pre the connection holds a migrated ledger
    SqlLedger(std::unique_ptr<Conn> conn, Clock const& clock, app::LedgerInfo info);

    [[nodiscard]] app::LedgerInfo const& info() const override;
    [[nodiscard]] domain::Catalog const& catalog() const override;
    [[nodiscard]] std::vector<app::AssetRow> assets(app::AssetQuery const& query) const override;
    [[nodiscard]] std::shared_ptr<app::AssetList const> asset_list() const override;
    [[nodiscard]] std::vector<app::ClassCount> class_counts() const override;
    [[nodiscard]] domain::Asset asset(std::string const& uid_or_code, std::string const& class_key) const override;
    void each_asset(app::AssetQuery const& query, std::function<bool(domain::Asset const&)> const& take) const override;
    void each_code(std::string const& class_key, std::string const& prefix,
                   std::function<void(std::string_view code)> const& take) const override;
    [[nodiscard]] std::vector<std::string> roads() const override;
    [[nodiscard]] std::vector<domain::WorkOrder> orders(app::OrderQuery const& query) const override;
    void each_order(app::OrderQuery const& query, std::function<void(domain::WorkOrder const&)> const& take) const override;
    [[nodiscard]] std::vector<app::OpenOrders> open_orders() const override;
    [[nodiscard]] domain::WorkOrder order(std::string const& uid_or_number) const override;
    [[nodiscard]] std::vector<domain::FigureLine> accepted_lines() const override;
    [[nodiscard]] app::OrderBook const& order_book() const override { return book_; }
    [[nodiscard]] app::Requests const& requests() const override { return requests_; }
    [[nodiscard]] app::Attachments const& attachments() const override { return attachments_; }
    [[nodiscard]] app::ReportRecords const& reports() const override { return reports_; }
    [[nodiscard]] std::vector<domain::Community> communities() const override;
    [[nodiscard]] app::MapData const& map_data() const override { return map_data_; }
    [[nodiscard]] std::vector<app::Hit> find(std::string const& text, std::size_t limit) const override;
    [[nodiscard]] std::vector<app::Person> persons() const override;
    [[nodiscard]] std::vector<std::string> people() const override;
    [[nodiscard]] std::vector<domain::SpecialDay> special_days() const override;
    [[nodiscard]] std::vector<Json> shipped_catalog() const override;
    [[nodiscard]] Json catalog_additions() const override;
    [[nodiscard]] std::vector<app::AuditRow> audit(std::size_t newest) const override;
    [[nodiscard]] std::vector<app::ImportBatch> import_batches() const override;
    [[nodiscard]] std::vector<app::ImportMapping> import_mappings() const override;
    void put(app::ImportMapping const& mapping, std::string const& who) override;
    [[nodiscard]] std::int64_t data_version() const override;
    [[nodiscard]] std::unique_ptr<app::Change> begin() override;
    [[nodiscard]] std::vector<app::Finding> check(bool deep, Progress const& progress) const override;

    [[nodiscard]] Conn& conn() const noexcept { return *conn_; } ///< for this layer

protected:
    /// What only the engine can tell about its own health.
    virtual void check_engine(std::vector<app::Finding>& findings, bool deep, Progress const& progress) const = 0;

private:
    class Book final : public app::OrderBook {
    public:
        explicit Book(SqlLedger const& ledger) : ledger_{ledger} {}
        [[nodiscard]] std::vector<app::OrderMerge> merges_of(std::string const& order_uid) const override;
        [[nodiscard]] std::vector<app::RelatedOrder> related(std::string const& order_uid) const override;
        [[nodiscard]] std::vector<domain::PriceItem> prices() const override;
        [[nodiscard]] int photos(std::string const& order_uid, std::string const& kind) const override;
        void each_rate_order(std::function<void(domain::RateOrder)> const& take) const override;
        [[nodiscard]] std::vector<domain::CostUse> cost_uses() const override;
        [[nodiscard]] std::vector<app::AuditRow> audit_of(std::string const& entity_uid) const override;

    private:
        /// A ledger of before the tables were there, open for reading only, has nothing in them.
        [[nodiscard]] bool is_there() const { return ledger_.info_.schema_version >= 4; }
        [[nodiscard]] OrderLinks links() const { return OrderLinks{*ledger_.conn_}; }
        SqlLedger const& ledger_;
    };
    struct Searched;
    [[nodiscard]] Searched const& searched() const;

    std::unique_ptr<Conn> conn_;
    Book book_{*this};
    SqlMapData map_data_{*conn_};
    Clock const& clock_;
    void read_settings_again() const;
    mutable app::LedgerInfo info_;
    SqlRequests requests_{*conn_, info_};
    SqlAttachments attachments_{*conn_, info_};
    ReportTable reports_{*conn_, info_};
    mutable domain::Catalog catalog_;
    mutable std::int64_t settings_read_ = 0; ///< commits_.settings when they were
    mutable std::optional<std::int64_t> others_seen_;
    Commits commits_;
    mutable std::shared_ptr<app::AssetList const> list_;
    mutable std::pair<std::int64_t, std::int64_t> list_version_;
    mutable std::shared_ptr<Searched> searched_;
};

enum class Migrations { each_in_transaction, within_transaction };
/// Applies the embedded migrations that are missing.
/// @param fresh the database is empty
void migrate(Conn& conn, Clock const& clock, bool fresh, Migrations how = Migrations::each_in_transaction);
/// The highest migration this program has.
[[nodiscard]] int newest_schema();
void write_ledger_row(Conn& conn, app::LedgerInfo const& info);
[[nodiscard]] app::LedgerInfo read_ledger_row(Conn& conn);

} // namespace taizhang::store
