#pragma once

#include "app/asset_list.hpp"
#include "app/change.hpp"
#include "app/order_records.hpp"
#include "app/map_data.hpp"
#include "base/progress.hpp"
#include "domain/asset.hpp"
#include "domain/catalog.hpp"
#include "domain/figure.hpp"
#include "domain/order.hpp"
#include "domain/order_step.hpp"
#include "domain/work_calendar.hpp"
#include "geo/shape.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace taizhang::app {

class Attachments;
class Requests;
class ReportRecords;

/// The one row of `ledger`.
struct LedgerInfo {
    std::string bureau;              ///< 左云县住房和城乡建设管理局
    std::string county;              ///< 左云县: titles of reports
    std::string division_code = "140226";
    int utc_offset_minutes = 480;
    Language language = Language::zh;
    int schema_version = 0;
    bool illustrative = false;       ///< sample data: screen and prints say 示意数据
    std::string order_number_pattern = "左住建工单〔{year}〕{serial}号";
    std::string code_profile = "B";
    int backups_kept = 10;
    std::string backup_folder;       ///< of the daily backup; "" = beside the ledger
    domain::OrderOptions order_options;
    domain::OfficeHours office_hours;
    std::string in_charge, checked_by, prepared_by; ///< names under a report; "" = a line to sign on
    std::string path;                ///< what was opened: a file name, or a URL without its password
    std::string account;             ///< on a server: the database role that works; "" for a file
    std::set<std::string> roles;     ///< of that account: keys of domain::Role, planner; empty for a file
    bool shared_folder = false;      ///< a file on a network drive: one program writes at a time; a server would suit better
    bool read_only = false;
    Text read_only_why;
};

/// Somebody of the bureau or of a crew.
struct Person {
    std::string uid, name, crew;
    domain::Role role = domain::Role::registrar;
    bool active = true;
    std::string account = {}; ///< on a server: the database role this person works under; put() leaves it as it is when empty
};

/// Enough of an asset for tables and the map; attributes and exact shape come with Ledger::asset().
struct AssetRow {
    AssetId id{0};
    std::string uid, class_key, code, name, road, section, place;
    domain::Phase phase = domain::Phase::in_service;
    domain::Condition state = domain::Condition::intact;
    std::optional<int> score;
    std::optional<PartialDate> built_on;
    std::optional<geo::Position> position; ///< label point
};

struct AssetQuery {
    std::string class_key;             ///< "" = all
    std::string text;                  ///< folded part of code, name, road, section or place
    std::string road;                  ///< exact
    std::optional<geo::Box> box;
    std::vector<std::string> uids;     ///< only these, when not empty
    bool with_removed = false;
    std::size_t limit = 0;             ///< 0 = no limit
};

struct OrderQuery {
    std::string text;
    std::vector<domain::OrderState> states; ///< empty = all
    std::string asset_uid;                  ///< orders with a line on this asset
    std::optional<Date> received_from, received_before;
    std::size_t limit = 0;
};

/// How many orders are open on an asset.
struct OpenOrders {
    std::string asset_uid;
    int orders = 0;
};

/// One hit of the search over everything.
struct Hit {
    enum class Kind { asset, order, request, community, road };
    Kind kind;
    std::string uid;   ///< of a road: its name
    std::string title; ///< code or number, name
    std::string second; ///< class, place, state
};

struct ClassCount {
    std::string class_key;
    std::int64_t assets = 0;
    std::int64_t without_position = 0;
};

struct AuditRow {
    std::int64_t seq = 0;
    std::string at, who, action, entity, entity_uid, detail, hash;
};

struct ImportBatch {
    std::string uid, file, what, class_key, file_hash;
    std::string at, who;
    std::int64_t added = 0, changed = 0, same = 0, refused = 0;
    bool undone = false;
};

/// One thing `check` found.
struct Finding {
    enum class Weight { note, warning, error };
    Weight weight = Weight::error;
    Text message;
};

/// The port that storage implements: a bureau's ledger. Reading here, writing only through begin().
/// One instance belongs to one thread; open the file again for another.
/// Every call may throw Error busy, io, corrupt, denied or full.
class Ledger {
public:
    virtual ~Ledger() = default;

    [[nodiscard]] virtual LedgerInfo const& info() const = 0;
    [[nodiscard]] virtual domain::Catalog const& catalog() const = 0;

    // -- assets
    [[nodiscard]] virtual std::vector<AssetRow> assets(AssetQuery const& query) const = 0;
    /// All but the removed; the same object until an asset changes.
    [[nodiscard]] virtual std::shared_ptr<AssetList const> asset_list() const = 0;
    [[nodiscard]] virtual std::vector<ClassCount> class_counts() const = 0;
    /// By uid, or by code (with class_key when the code is not unique over classes). @throws Error not_found; refused when
    /// the code names several, listing their classes
    [[nodiscard]] virtual domain::Asset asset(std::string const& uid_or_code, std::string const& class_key = {}) const = 0;
    /// Streams whole assets in id order; stops when `take` returns false.
    virtual void each_asset(AssetQuery const& query, std::function<bool(domain::Asset const&)> const& take) const = 0;
    /// The codes of a class that begin so, the removed assets' too.
    virtual void each_code(std::string const& class_key, std::string const& prefix,
                           std::function<void(std::string_view code)> const& take) const = 0;
    /// Distinct road names that assets and roads carry, in pinyin order.
    [[nodiscard]] virtual std::vector<std::string> roads() const = 0;

    // -- orders
    [[nodiscard]] virtual std::vector<domain::WorkOrder> orders(OrderQuery const& query) const = 0;
    /// Streams the orders without steps, costs and the assets of their lines, newest first: what a table needs.
    virtual void each_order(OrderQuery const& query, std::function<void(domain::WorkOrder const&)> const& take) const = 0;
    /// Of the assets that have any.
    [[nodiscard]] virtual std::vector<OpenOrders> open_orders() const = 0;
    /// By uid, whole number or short number 2025-0001. @throws Error not_found
    [[nodiscard]] virtual domain::WorkOrder order(std::string const& uid_or_number) const = 0;
    /// Every line with an accepted_on, of whatever date: the input of figures_of().
    [[nodiscard]] virtual std::vector<domain::FigureLine> accepted_lines() const = 0;

    /// Merges, prices, rates and history beside the orders.
    [[nodiscard]] virtual OrderBook const& order_book() const = 0;
    // -- what stands in ports of its own
    [[nodiscard]] virtual Requests const& requests() const = 0;       ///< app/requests.hpp
    [[nodiscard]] virtual Attachments const& attachments() const = 0; ///< app/attachments.hpp

    // -- communities
    [[nodiscard]] virtual std::vector<domain::Community> communities() const = 0;

    /// What only the map asks.
    [[nodiscard]] virtual MapData const& map_data() const = 0;
    /// What reports read. Lives as long as this ledger.
    [[nodiscard]] virtual ReportRecords const& reports() const = 0;

    // -- everything
    /// Folded substring or pinyin initials of code, name, road, place, number, description; at most `limit` of a kind,
    /// best first.
    [[nodiscard]] virtual std::vector<Hit> find(std::string const& text, std::size_t limit) const = 0;
    [[nodiscard]] virtual std::vector<Person> persons() const = 0;     ///< in order of entry, those that left too
    [[nodiscard]] virtual std::vector<std::string> people() const = 0; ///< names of the active, in order of entry
    [[nodiscard]] virtual std::vector<domain::SpecialDay> special_days() const = 0; ///< ascending
    [[nodiscard]] virtual std::vector<Json> shipped_catalog() const = 0; ///< the documents the ledger was made with
    [[nodiscard]] virtual Json catalog_additions() const = 0;            ///< the bureau's own; an empty object when there are none
    [[nodiscard]] virtual std::vector<AuditRow> audit(std::size_t newest) const = 0;
    [[nodiscard]] virtual std::vector<ImportBatch> import_batches() const = 0;
    /// Anything that changes when a change (ours or another program's) is committed.
    [[nodiscard]] virtual std::int64_t data_version() const = 0;

    /// A new change; one at a time. @throws Error refused when the ledger is read-only; busy
    [[nodiscard]] virtual std::unique_ptr<Change> begin() = 0;

    // -- care
    [[nodiscard]] virtual std::vector<Finding> check(bool deep, Progress const& progress) const = 0;
    /// A complete copy by the engine's backup; the target must not exist. @throws Error refused, full, denied
    virtual void backup(std::filesystem::path const& to, Progress const& progress) const = 0;
};

/// What a ledger file holds, told without opening it for work.
struct LedgerContent {
    std::string bureau;
    std::int64_t assets = 0, orders = 0;
    std::string newest_order;   ///< short number
    std::optional<Instant> last_change;
    std::string last_change_by;
};

/// The server wants a password, or another one: ask, put it into the URL and open again. It is in no message.
class PasswordWanted : public Error {
public:
    explicit PasswordWanted(Text where)
        : Error{Kind::denied, tr("The server asks for a password."), std::move(where),
                tr("Give the right password, or keep it in the file ~/.pgpass.")}
    {}
};

/// What was taken over by LedgerOpener::copy.
struct CopyResult {
    struct Table {
        std::string name;
        std::int64_t rows = 0;
        std::string sha256; ///< of its rows, equal on both sides
    };
    std::vector<Table> tables;
    std::int64_t assets = 0, orders = 0, attachments = 0;
};

/// How ledgers come to be. Implemented by store; main hands it to whoever needs it.
class LedgerOpener {
public:
    virtual ~LedgerOpener() = default;
    /// `where` is a file name, or postgresql://.. for a database on a server, which is made when it is not there yet.
    /// @throws Error refused when it exists; denied; full; lost
    [[nodiscard]] virtual std::unique_ptr<Ledger> create(std::string const& where, LedgerInfo const& info) = 0;
    /// @throws Error with words that say what the file is (DESIGN 5): not_found, denied, corrupt, refused (another
    /// GeoPackage, newer schema), busy; PasswordWanted; lost
    [[nodiscard]] virtual std::unique_ptr<Ledger> open(std::string const& where) = 0;
    /// Reads only; the file stays as it is, byte for byte. @throws as open()
    [[nodiscard]] virtual LedgerContent content_of(std::filesystem::path const& file) = 0;
    /// Checks that the backup is a sound ledger, then puts a copy at `to`. An existing `to` is kept beside it first.
    virtual void restore(std::filesystem::path const& backup, std::filesystem::path const& to) = 0;
    /// A server's ledger brought up to this program's schema, its roles and their rights given again. Only its owner can.
    virtual void update_server(std::string const& where) = 0;
    /// Everything of one ledger (ids, numbers, photos, the record of changes) into a new one, between file and server
    /// either way; compared by counts and hashes before it is kept. Nothing half made stays. @throws as open() and create()
    virtual CopyResult copy(std::string const& from, std::string const& to, Progress const& progress) = 0;
};

} // namespace taizhang::app
