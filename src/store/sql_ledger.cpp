#include "store/sql_ledger.hpp"

#include "base/uuid.hpp"
#include "store/sql_change.hpp"

#include <algorithm>

namespace taizhang::store {
namespace {

domain::Catalog read_catalog(Conn& conn)
{
    std::vector<Json> documents;
    for (auto const q = conn.prepare("SELECT document FROM catalog_document ORDER BY name"); q->step();)
        documents.push_back(Json::parse(q->text(0)));
    return domain::Catalog::from_json(documents);
}

} // namespace

SqlLedger::SqlLedger(std::unique_ptr<Conn> conn, Clock const& clock, app::LedgerInfo info)
    : conn_{std::move(conn)}, clock_{clock}, info_{std::move(info)}, catalog_{read_catalog(*conn_)}
{}

std::vector<app::AssetRow> SqlLedger::assets(app::AssetQuery const& query) const { return AssetTable{*conn_}.rows(query); }

void SqlLedger::each_asset(app::AssetQuery const& query, std::function<bool(domain::Asset const&)> const& take) const
{
    AssetTable{*conn_}.each(query, take);
}

std::shared_ptr<app::AssetList const> SqlLedger::asset_list() const
{
    auto const version = std::pair{conn_->others_version_of("asset"), commits_.assets};
    if (!list_ || list_version_ != version) {
        list_.reset(); // whoever still shows the old one keeps it
        list_ = AssetTable{*conn_}.list();
        list_version_ = version;
    }
    return list_;
}

std::int64_t SqlLedger::data_version() const
{
    auto const others = conn_->others_version();
    if (others_seen_ && *others_seen_ != others)
        settings_read_ = -1; // they may have changed the settings
    others_seen_ = others;
    return others * 1'000'000 + commits_.all;
}

std::vector<app::ClassCount> SqlLedger::class_counts() const
{
    std::vector<app::ClassCount> counts;
    auto const q = conn_->prepare("SELECT class, count(*), sum(CASE WHEN geom IS NULL THEN 1 ELSE 0 END) FROM asset "
                                  "WHERE phase <> 'removed' GROUP BY class");
    while (q->step())
        counts.push_back({q->text(0), q->integer(1), q->integer(2)});
    auto const rank = [&](app::ClassCount const& c) {
        return std::ranges::find(catalog_.classes(), c.class_key, &domain::AssetClass::key) - catalog_.classes().begin();
    };
    std::ranges::sort(counts, {}, rank);
    return counts;
}

domain::Asset SqlLedger::asset(std::string const& uid_or_code, std::string const& class_key) const
{
    AssetTable table{*conn_};
    if (is_uuid(uid_or_code))
        if (auto found = table.by_uid(uid_or_code))
            return *found;
    auto found = table.by_code(uid_or_code, class_key);
    if (found.empty())
        throw Error{Error::Kind::not_found, tr("There is no facility with the code “{0}”.", uid_or_code), {},
                    tr("Search for it by a part of its code, name or road.")};
    if (found.size() > 1) {
        std::vector<std::string> classes;
        for (auto const& a : found)
            classes.push_back(a.class_key);
        throw Error{Error::Kind::refused, tr("Several facilities have the code “{0}”.", uid_or_code), {},
                    tr("Say which class is meant: {0}.", joined(classes, ", "))};
    }
    return std::move(found.front());
}

void SqlLedger::each_code(std::string const& class_key, std::string const& prefix,
                          std::function<void(std::string_view)> const& take) const
{
    auto const q = conn_->prepare("SELECT code FROM asset WHERE class = $1 AND code IS NOT NULL AND substr(code, 1, CAST($2 AS INTEGER)) = $3");
    q->bind(1, class_key).bind(2, static_cast<std::int64_t>(length_of(prefix))).bind(3, prefix);
    while (q->step())
        take(q->view(0));
}

std::vector<std::string> SqlLedger::roads() const
{
    std::vector<std::string> roads;
    auto const q = conn_->prepare("SELECT road FROM asset WHERE road <> '' UNION SELECT name FROM asset WHERE class = 'road' AND name <> '' "
                                  "UNION SELECT road FROM work_order WHERE road <> ''");
    while (q->step())
        roads.push_back(q->text(0));
    std::ranges::sort(roads, {}, [](std::string const& road) { return sort_key(road); });
    return roads;
}

std::vector<domain::WorkOrder> SqlLedger::orders(app::OrderQuery const& query) const { return OrderTable{*conn_, info_.schema_version}.select(query); }

domain::WorkOrder SqlLedger::order(std::string const& uid_or_number) const
{
    OrderTable table{*conn_, info_.schema_version};
    auto found = is_uuid(uid_or_number) ? table.by_uid(uid_or_number) : table.by_number(uid_or_number);
    if (!found)
        throw Error{Error::Kind::not_found, tr("There is no work order “{0}”.", uid_or_number), {},
                    tr("Give its number, such as 2025-0001.")};
    return *found;
}

void SqlLedger::each_order(app::OrderQuery const& query, std::function<void(domain::WorkOrder const&)> const& take) const
{
    OrderTable{*conn_, info_.schema_version}.each_brief(query, take);
}

std::vector<app::OpenOrders> SqlLedger::open_orders() const { return OrderTable{*conn_, info_.schema_version}.open_orders(); }
std::vector<domain::FigureLine> SqlLedger::accepted_lines() const { return OrderTable{*conn_, info_.schema_version}.accepted_lines(); }
std::vector<domain::Community> SqlLedger::communities() const { return CommunityTable{*conn_}.all(); }

void SqlLedger::read_settings_again() const
{
    if (settings_read_ == commits_.settings)
        return;
    settings_read_ = commits_.settings;
    auto fresh = read_ledger_row(*conn_);
    fresh.path = info_.path;
    fresh.account = info_.account;
    fresh.roles = info_.roles;
    fresh.shared_folder = info_.shared_folder;
    fresh.read_only = info_.read_only;
    fresh.read_only_why = info_.read_only_why;
    info_ = std::move(fresh);
    catalog_ = read_catalog(*conn_);
}

app::LedgerInfo const& SqlLedger::info() const
{
    read_settings_again();
    return info_;
}

domain::Catalog const& SqlLedger::catalog() const
{
    read_settings_again();
    return catalog_;
}

std::vector<app::Person> SqlLedger::persons() const
{
    std::vector<app::Person> persons;
    auto const q = conn_->prepare(info_.schema_version < 2   ? "SELECT uid, name, '', 'registrar', 1, '' FROM person ORDER BY id"
                                  : info_.schema_version < 5 ? "SELECT uid, name, crew, role, active, '' FROM person ORDER BY id"
                                                             : "SELECT uid, name, crew, role, active, account FROM person ORDER BY id");
    while (q->step())
        persons.push_back({q->text(0), q->text(1), q->text(2), domain::role_from(q->text(3)).value_or(domain::Role::registrar),
                           q->integer(4) != 0, q->text(5)});
    return persons;
}

std::vector<std::string> SqlLedger::people() const
{
    std::vector<std::string> people;
    for (auto& person : persons())
        if (person.active)
            people.push_back(std::move(person.name));
    return people;
}

std::vector<domain::SpecialDay> SqlLedger::special_days() const
{
    std::vector<domain::SpecialDay> days;
    if (info_.schema_version < 2)
        return days;
    for (auto const q = conn_->prepare("SELECT day, works, name FROM special_day ORDER BY day"); q->step();)
        if (auto const day = Date::parse_iso(q->text(0)))
            days.push_back({*day, q->integer(1) != 0, q->text(2)});
    return days;
}

std::vector<Json> SqlLedger::shipped_catalog() const
{
    std::vector<Json> documents;
    auto const q = conn_->prepare("SELECT document FROM catalog_document WHERE name <> $1 ORDER BY name");
    q->bind(1, std::string{own_catalog});
    while (q->step())
        documents.push_back(Json::parse(q->text(0)));
    return documents;
}

Json SqlLedger::catalog_additions() const
{
    auto const q = conn_->prepare("SELECT document FROM catalog_document WHERE name = $1");
    q->bind(1, std::string{own_catalog});
    return q->step() ? Json::parse(q->text(0)) : Json::object();
}

std::vector<app::AuditRow> SqlLedger::audit(std::size_t newest) const
{
    std::vector<app::AuditRow> rows;
    auto const q = conn_->prepare("SELECT seq, at, who, action, entity, entity_uid, " + conn_->column("audit_log", "detail") +
                                  ", hash FROM audit_log ORDER BY seq DESC LIMIT $1");
    q->bind(1, static_cast<std::int64_t>(newest));
    while (q->step())
        rows.push_back({q->integer(0), q->text(1), q->text(2), q->text(3), q->text(4), q->text(5), q->text(6), q->text(7)});
    return rows;
}

std::vector<app::ImportBatch> SqlLedger::import_batches() const
{
    std::vector<app::ImportBatch> batches;
    auto const q = conn_->prepare("SELECT uid, file, what, class, file_hash, at, who, counts, undone FROM import_batch ORDER BY id DESC");
    while (q->step()) {
        auto const counts = Json::parse(q->text(7));
        auto const count = [&](char const* key) { return counts[key].is_null() ? std::int64_t{0} : counts[key].as_integer(); };
        batches.push_back({q->text(0), q->text(1), q->text(2), q->text(3), q->text(4), q->text(5), q->text(6), count("new"),
                           count("changed"), count("same"), count("refused"), q->integer(8) != 0});
    }
    return batches;
}

std::unique_ptr<app::Change> SqlLedger::begin()
{
    if (info_.read_only)
        throw Error{Error::Kind::refused, info_.read_only_why, Text::verbatim(info_.path)};
    return std::make_unique<SqlChange>(*conn_, clock_, info_, commits_);
}

std::vector<app::Finding> SqlLedger::check(bool deep, Progress const& progress) const
{
    using Weight = app::Finding::Weight;
    std::vector<app::Finding> findings;
    check_engine(findings, deep, progress);
    std::string prev;
    std::int64_t expected = 1;
    auto const q = conn_->prepare("SELECT seq, at, who, action, entity, entity_uid, detail, hash, prev_hash FROM audit_log ORDER BY seq");
    while (q->step()) {
        progress.throw_if_stopped();
        app::AuditRow const row{q->integer(0), q->text(1), q->text(2), q->text(3), q->text(4), q->text(5), q->text(6), q->text(7)};
        if (row.seq != expected || q->text(8) != prev || audit_hash(row, prev) != row.hash) {
            findings.push_back({Weight::error, tr("The record of changes is broken at entry {0}: somebody altered or removed it.", expected)});
            break;
        }
        prev = row.hash;
        ++expected;
    }
    auto const count = [&](char const* sql) {
        auto const c = conn_->prepare(sql);
        return c->step() ? c->integer(0) : 0;
    };
    if (auto const n = count("SELECT count(*) FROM asset WHERE geom IS NULL AND phase <> 'removed'"))
        findings.push_back({Weight::note, tr("{0} facilities have no position yet.", n)});
    if (auto const n = count("SELECT count(*) FROM external_change"))
        findings.push_back({Weight::note, tr("{0} records were changed by another program.", n)});
    if (auto const n = count("SELECT count(*) FROM order_line l WHERE l.community_uid <> '' AND NOT EXISTS "
                             "(SELECT 1 FROM community c WHERE c.uid = l.community_uid)"))
        findings.push_back({Weight::error, tr("{0} order lines name a community that is not there.", n)});
    attachments_.check(findings, deep, progress);
    for (auto const& line : OrderTable{*conn_, info_.schema_version}.accepted_lines())
        if (!catalog_.find_class(line.class_key) || !catalog_.find_activity(line.activity) || !catalog_.find_unit(line.unit))
            findings.push_back({Weight::error, tr("Order {0} uses a class, activity or unit that the catalogue lacks.",
                                                  domain::short_number(line.order_number))});
    return findings;
}

} // namespace taizhang::store
