#include "app/import_report.hpp"

#include "app/importing_requests.hpp"
#include "app/importing_rows.hpp"
#include "app/requests.hpp"
#include "base/uuid.hpp"
#include "geo/index.hpp"
#include "geo/measure.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace taizhang::app {
namespace {

using Kind = Error::Kind;

Json counts_json(ImportResult const& result)
{
    return Json::object({{"new", result.added}, {"changed", result.changed}, {"same", result.same}, {"refused", result.refused.size()}});
}

/// The codes a column really holds: repeats make it an attribute, not a code (every ID is 100 in some files).
bool is_real_code(std::vector<ReadRow> const& rows)
{
    std::set<std::string> seen;
    for (auto const& row : rows)
        if (!row.asset.code.empty() && !seen.insert(row.asset.code).second)
            return false;
    return true;
}

void demote_code(std::vector<ReadRow>& rows, std::vector<ColumnUse>& columns, ImportResult& result)
{
    auto const use = std::ranges::find(columns, std::string{"code"}, &ColumnUse::field);
    if (use == columns.end())
        return;
    for (auto& row : rows)
        if (!row.asset.code.empty()) {
            row.asset.attrs.set(use->header, row.asset.code);
            row.asset.code.clear();
        }
    result.warnings.push_back({0, use->header, tr("The column repeats its values, so it was kept as an attribute, not as the code.")});
    use->field.clear();
}

/// What is in the ledger already, by the key field.
std::map<std::string, domain::Asset> known_assets(Ledger const& ledger, ImportOptions const& options)
{
    std::map<std::string, domain::Asset> known;
    AssetQuery query;
    query.class_key = options.class_key;
    query.with_removed = true;
    ledger.each_asset(query, [&](domain::Asset const& a) {
        if (auto const key = key_value(a, options.key_field); !key.empty())
            known.emplace(key, a);
        return true;
    });
    return known;
}

struct Plan {
    std::vector<domain::Asset> to_add;
    std::vector<std::pair<domain::Asset, domain::Asset>> to_change; ///< before, after
};

constexpr std::size_t told_at_most = 1000; // changes of fields that are listed
constexpr std::size_t places_at_most = 400;

std::string title_of(domain::Asset const& a) { return !a.code.empty() ? a.code : !a.name.empty() ? a.name : a.uid; }

std::string text_of(Json const& value) { return value.is_null() ? std::string{} : value.is_string() ? value.as_string() : value.dump(); }

/// Field by field what an update would change.
void list_changes(std::int64_t row, domain::Asset const& before, domain::Asset const& after, ImportReport& result)
{
    auto const was = asset_to_json(before), is = asset_to_json(after);
    auto const compare = [&](Json const& old_ones, Json const& new_ones, std::string const& prefix) {
        for (auto const& [key, value] : new_ones.members())
            if (key != "attrs" && old_ones[key] != value && result.changes.size() < told_at_most)
                result.changes.push_back({row, title_of(before), prefix + key, text_of(old_ones[key]), text_of(value)});
    };
    compare(was, is, {});
    compare(was["attrs"], is["attrs"], "attr.");
}

/// Finds the ledger's record a row is about.
class KnownAssets {
public:
    KnownAssets(Ledger const& ledger, ImportChoices const& options) : options_{options}
    {
        if (options.key_field == "place") {
            AssetQuery query;
            query.class_key = options.class_key;
            ledger.each_asset(query, [&](domain::Asset const& a) {
                if (auto const p = a.shape ? geo::label_point(*a.shape) : std::nullopt) {
                    places_.push_back({{p->lon_degrees(), p->lat_degrees(), p->lon_degrees(), p->lat_degrees()}, static_cast<std::uint32_t>(assets_.size())});
                    assets_.push_back(a);
                }
                return true;
            });
            index_.emplace(places_);
        } else
            by_key_ = known_assets(ledger, options);
    }
    [[nodiscard]] domain::Asset const* find(domain::Asset const& row) const
    {
        if (index_)
            return nearest(row);
        auto const key = key_value(row, options_.key_field);
        auto const it = key.empty() ? by_key_.end() : by_key_.find(key);
        return it == by_key_.end() ? nullptr : &it->second;
    }

private:
    [[nodiscard]] domain::Asset const* nearest(domain::Asset const& row) const
    {
        auto const p = row.shape ? geo::label_point(*row.shape) : std::nullopt;
        if (!p)
            return nullptr;
        auto const reach = options_.within_m / 70'000; // degrees, generously for our latitudes
        domain::Asset const* best = nullptr;
        auto least = geo::Length::metres(options_.within_m);
        for (auto const i : index_->touching({p->lon_degrees() - reach, p->lat_degrees() - reach, p->lon_degrees() + reach, p->lat_degrees() + reach}))
            if (auto const away = geo::distance(*p, *geo::label_point(*assets_[i].shape)); away <= least) {
                least = away;
                best = &assets_[i];
            }
        return best;
    }

    ImportChoices const& options_;
    std::map<std::string, domain::Asset> by_key_;
    std::vector<domain::Asset> assets_;
    std::vector<geo::BoxIndex::Item> places_;
    std::optional<geo::BoxIndex> index_;
};

Plan plan_of(Ledger const& ledger, std::vector<ReadRow>& rows, ImportChoices const& options, ImportReport& result)
{
    Plan plan;
    KnownAssets const known{ledger, options};
    auto const every = std::max<std::size_t>(1, rows.size() / places_at_most);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto& row = rows[i];
        if (auto const p = i % every == 0 && row.asset.shape ? geo::label_point(*row.asset.shape) : std::nullopt)
            result.places.push_back(*p);
        auto const key = options.key_field == "place" ? title_of(row.asset) : key_value(row.asset, options.key_field);
        auto const* there = known.find(row.asset);
        if (!there) {
            if (options.mode == ImportMode::update)
                result.refused.push_back({row.number, options.key_field, tr("No facility of the ledger has the key “{0}”.", key)});
            else
                plan.to_add.push_back(std::move(row.asset));
            continue;
        }
        if (options.mode == ImportMode::add) {
            result.refused.push_back({row.number, options.key_field, tr("The ledger already has “{0}”.", key)});
            continue;
        }
        auto merged = merged_with(*there, row);
        if (asset_to_json(merged).dump() == asset_to_json(*there).dump()) {
            ++result.same;
            continue;
        }
        list_changes(row.number, *there, merged, result);
        plan.to_change.emplace_back(*there, std::move(merged));
    }
    result.added = static_cast<std::int64_t>(plan.to_add.size());
    result.changed = static_cast<std::int64_t>(plan.to_change.size());
    return plan;
}

void write(Ledger& ledger, std::string const& who, Plan& plan, ImportOptions const& options, ImportResult& result,
           Progress const& progress)
{
    auto change = ledger.begin();
    std::vector<BatchItem> items;
    change->add_many(plan.to_add, progress);
    for (auto const& asset : plan.to_add)
        items.push_back({BatchItem::What::added, "asset", asset.uid, asset.row_version, {}});
    for (auto& [before, after] : plan.to_change) {
        progress.throw_if_stopped();
        change->update(after);
        items.push_back({BatchItem::What::changed, "asset", after.uid, after.row_version, asset_to_json(before)});
    }
    result.batch_uid = new_uuid();
    change->add_batch(result.batch_uid, options.file, options.what, options.class_key, options.file_hash, counts_json(result), items);
    change->commit({who, "import", "import_batch", result.batch_uid,
                    Json::object({{"file", options.file}, {"sha256", options.file_hash}, {"counts", counts_json(result)}})});
    result.written = true;
}

ImportReport import_assets(Ledger& ledger, std::string const& who, SourceTable& table, ImportChoices const& options,
                           std::vector<std::vector<std::string>> const& sample, Progress const& progress)
{
    ImportReport result;
    auto const& asset_class = ledger.catalog().class_of(options.class_key);
    result.columns = settled_columns(ledger.catalog(), &asset_class, table.headers(), options);
    RowReader const reader{ledger.catalog(), asset_class, result.columns, options, sample};
    std::vector<ReadRow> rows;
    SourceRow source;
    while (table.next(source)) {
        if (rows.size() % 500 == 0) {
            progress.throw_if_stopped();
            progress.report(tr("Reading the file"), static_cast<std::int64_t>(rows.size()), std::max<std::int64_t>(table.rows_if_known(), 0));
        }
        if (auto row = reader.read(source, result))
            rows.push_back(std::move(*row));
    }
    if (!is_real_code(rows))
        demote_code(rows, result.columns, result);
    auto plan = plan_of(ledger, rows, options, result);
    bool const held_back = !result.refused.empty() && !options.accept_refused;
    if (!options.dry_run && !held_back)
        write(ledger, who, plan, options, result, progress);
    return result;
}

template <class Record>
ImportReport import_records(Ledger& ledger, std::string const& who, SourceTable& table, ImportChoices const& options,
                            Progress const& progress, char const* entity)
{
    ImportReport result;
    std::vector<Record> records;
    SourceRow source;
    result.columns = settled_columns(ledger.catalog(), nullptr, table.headers(), options);
    while (table.next(source)) {
        progress.throw_if_stopped();
        if (auto record = read_record<Record>(ledger, source, result.columns, result))
            records.push_back(std::move(*record));
    }
    result.added = static_cast<std::int64_t>(records.size());
    if (options.dry_run || (!result.refused.empty() && !options.accept_refused))
        return result;
    auto change = ledger.begin();
    std::vector<BatchItem> items;
    for (auto& record : records) {
        change->add(record);
        items.push_back({BatchItem::What::added, entity, record.uid, record.row_version, {}});
    }
    result.batch_uid = new_uuid();
    change->add_batch(result.batch_uid, options.file, options.what, {}, options.file_hash, counts_json(result), items);
    change->commit({who, "import", "import_batch", result.batch_uid,
                    Json::object({{"file", options.file}, {"sha256", options.file_hash}, {"counts", counts_json(result)}})});
    result.written = true;
    return result;
}

} // namespace

ImportReport import_with_report(Ledger& ledger, std::string const& who, SourceTable& table, ImportChoices const& options,
                                std::vector<std::vector<std::string>> const& sample, Progress const& progress)
{
    if (options.what == "assets")
        return import_assets(ledger, who, table, options, sample, progress);
    if (options.what == "orders")
        return import_records<domain::WorkOrder>(ledger, who, table, options, progress, "order");
    if (options.what == "communities")
        return import_records<domain::Community>(ledger, who, table, options, progress, "community");
    if (options.what == "requests")
        return ImportReport{import_requests(ledger, who, table, options, progress), {}, {}, {}};
    throw Error{Kind::usage, tr("“{0}” cannot be imported.", options.what), {}, tr("Use assets, orders, communities or requests.")};
}

ImportResult import_table(Ledger& ledger, Clock const& /*clock*/, std::string const& who, SourceTable& table,
                          ImportOptions const& options, Progress const& progress)
{
    ImportChoices choices;
    static_cast<ImportOptions&>(choices) = options;
    return import_with_report(ledger, who, table, choices, {}, progress);
}

std::vector<std::string> names_of(Ledger const& ledger, std::vector<std::string> const& uids)
{
    std::vector<std::string> names;
    for (auto const& uid : uids)
        try {
            names.push_back(title_of(ledger.asset(uid)));
        } catch (Error const& e) { // an order, a community, or gone by now
            if (e.kind() != Kind::not_found)
                throw;
            names.push_back(uid);
        }
    return names;
}

UndoResult undo_import(Ledger& ledger, std::string const& who, std::string const& batch_uid)
{
    auto change = ledger.begin();
    UndoResult result;
    auto const items = change->batch_items(batch_uid);
    for (auto const& item : items) {
        auto const now = item.entity == "asset" ? current_version<domain::Asset>(ledger, item.uid) : current_version_of(ledger, item);
        if (!now || *now != item.row_version) {
            result.kept.push_back(item.uid);
            continue;
        }
        if (item.entity == "request") {
            undo_request(ledger, *change, item);
            ++(item.what == BatchItem::What::changed ? result.restored : result.removed);
            continue;
        }
        if (item.what == BatchItem::What::changed) {
            auto before = asset_from_json(item.before);
            before.row_version = item.row_version;
            change->update(before);
            ++result.restored;
            continue;
        }
        if (item.entity == "asset")
            change->erase_asset(item.uid, item.row_version);
        else if (item.entity == "order")
            change->erase_order(item.uid, item.row_version);
        else
            change->erase_community(item.uid, item.row_version);
        ++result.removed;
    }
    change->mark_undone(batch_uid);
    change->commit({who, "undo-import", "import_batch", batch_uid,
                    Json::object({{"removed", result.removed}, {"restored", result.restored}, {"kept", result.kept.size()}})});
    return result;
}

} // namespace taizhang::app
