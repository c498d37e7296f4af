#pragma once

#include "app/ledger.hpp"
#include "app/order_records.hpp"
#include "store/conn.hpp"

/// Records to rows and back, written once over Conn.
namespace taizhang::store {

[[nodiscard]] Value or_null(std::string const& text); ///< "" becomes NULL
[[nodiscard]] Value date_value(std::optional<PartialDate> const& date);
[[nodiscard]] std::optional<PartialDate> date_at(Query const& q, int column);

/// Statements kept prepared over many rows.
class AssetTable {
public:
    explicit AssetTable(Conn& conn) : conn_{conn} {}
    void insert(domain::Asset& asset);
    /// For many; their ids are not told.
    [[nodiscard]] std::unique_ptr<RowWriter> writer();
    static void write(RowWriter& writer, domain::Asset const& asset);
    /// false when row_version has moved
    [[nodiscard]] bool update(domain::Asset& asset);
    [[nodiscard]] std::optional<domain::Asset> by_uid(std::string const& uid);
    [[nodiscard]] std::vector<domain::Asset> by_code(std::string const& code, std::string const& class_key);
    void each(app::AssetQuery const& query, std::function<bool(domain::Asset const&)> const& take);
    [[nodiscard]] std::shared_ptr<app::AssetList const> list();
    [[nodiscard]] std::vector<app::AssetRow> rows(app::AssetQuery const& query);
    [[nodiscard]] bool erase(std::string const& uid, std::int64_t row_version);

private:
    Conn& conn_;
    std::unique_ptr<Query> insert_;
};

class OrderTable {
public:
    /// @param schema of the ledger: an older one that can only be read lacks some tables
    OrderTable(Conn& conn, int schema) : conn_{conn}, schema_{schema} {}
    void insert(domain::WorkOrder& order);
    [[nodiscard]] bool update(domain::WorkOrder& order);
    [[nodiscard]] std::optional<domain::WorkOrder> by_uid(std::string const& uid);
    [[nodiscard]] std::vector<domain::WorkOrder> select(app::OrderQuery const& query);
    /// Without steps, costs and the lines' assets.
    void each_brief(app::OrderQuery const& query, std::function<void(domain::WorkOrder const&)> const& take);
    [[nodiscard]] std::vector<app::OpenOrders> open_orders();
    [[nodiscard]] std::optional<domain::WorkOrder> by_number(std::string const& number);
    [[nodiscard]] std::vector<domain::FigureLine> accepted_lines();
    [[nodiscard]] std::int64_t next_serial(int year);
    [[nodiscard]] bool erase(std::string const& uid, std::int64_t row_version);

private:
    void write_parts(domain::WorkOrder& order);
    void write_lines(domain::WorkOrder& order);
    void write_costs(domain::WorkOrder& order);
    void write_loop(domain::WorkOrder& order);
    void read_parts(std::vector<domain::WorkOrder>& orders, bool all);
    using Owner = std::function<domain::WorkOrder*(std::int64_t order_id)>;
    using Run = std::function<void(std::string const& sql, std::string const& key, std::string const& order,
                                   std::function<void(Query&)> const& take)>;
    void read_loop(Run const& run, Owner const& owner);
    [[nodiscard]] std::string columns() const;
    [[nodiscard]] std::vector<domain::WorkOrder> read(std::string const& condition, std::vector<Value> const& values,
                                                      std::size_t limit);
    Conn& conn_;
    int schema_;
};

/// What stands beside the orders: merges, links from requests and photos, prices.
class OrderLinks {
public:
    explicit OrderLinks(Conn& conn) : conn_{conn} {}
    /// Requests and photos of one order go to another. @return what was moved, for restore()
    [[nodiscard]] Json move(std::string const& from_uid, std::string const& to_uid);
    void restore(Json const& moved, std::string const& from_uid, std::string const& to_uid);
    void insert(app::OrderMerge const& merge);
    [[nodiscard]] std::vector<app::OrderMerge> merges_of(std::string const& order_uid);
    void mark_undone(std::string const& merge_uid);
    void put(domain::PriceItem const& item);
    [[nodiscard]] std::vector<domain::PriceItem> prices();
    [[nodiscard]] int photos_of(std::string const& order_uid, std::string const& kind);

private:
    Conn& conn_;
};

class CommunityTable {
public:
    explicit CommunityTable(Conn& conn) : conn_{conn} {}
    void insert(domain::Community& community);
    [[nodiscard]] bool update(domain::Community& community);
    [[nodiscard]] std::optional<domain::Community> by_uid(std::string const& uid);
    [[nodiscard]] std::vector<domain::Community> all();
    [[nodiscard]] bool erase(std::string const& uid, std::int64_t row_version);

private:
    [[nodiscard]] std::vector<domain::Community> read(std::string const& tail, std::vector<Value> const& values);
    Conn& conn_;
};

class SqlMapData : public app::MapData {
public:
    explicit SqlMapData(Conn& conn) : conn_{conn} {}
    void each_place(std::function<void(Place const&)> const& take) const override;
    void each_work(bool open_only, std::function<void(Work const&)> const& take) const override;
    [[nodiscard]] std::vector<app::SavedSet> saved_sets() const override;

private:
    Conn& conn_;
};

class SavedSetTable {
public:
    explicit SavedSetTable(Conn& conn) : conn_{conn} {}
    [[nodiscard]] std::vector<app::SavedSet> all();
    void put(app::SavedSet& set);
    void erase(std::string const& uid);

private:
    Conn& conn_;
};

/// The bureau's own catalogue document; read last, since documents are read by name.
constexpr std::string_view own_catalog = "90_bureau.json";
/// The single settings of a ledger as they are kept.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> settings_of(app::LedgerInfo const& info);

/// The tamper-evident chain: SHA-256 over length-prefixed fields and the hash before.
[[nodiscard]] std::string audit_hash(app::AuditRow const& row, std::string const& prev_hash);
[[nodiscard]] std::string sha256_hex(std::string_view data);

} // namespace taizhang::store
