#include "app/importing.hpp"

#include "app/importing_rows.hpp"
#include "base/uuid.hpp"

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

Plan plan_of(Ledger const& ledger, std::vector<ReadRow>& rows, ImportOptions const& options, ImportResult& result)
{
    Plan plan;
    auto const known = known_assets(ledger, options);
    for (auto& row : rows) {
        auto const key = key_value(row.asset, options.key_field);
        auto const it = key.empty() ? known.end() : known.find(key);
        if (it == known.end()) {
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
        auto merged = merged_with(it->second, row);
        if (asset_to_json(merged).dump() == asset_to_json(it->second).dump())
            ++result.same;
        else
            plan.to_change.emplace_back(it->second, std::move(merged));
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

ImportResult import_assets(Ledger& ledger, std::string const& who, SourceTable& table, ImportOptions const& options,
                           Progress const& progress)
{
    ImportResult result;
    auto const& asset_class = ledger.catalog().class_of(options.class_key);
    result.columns = understand_headers(ledger.catalog(), &asset_class, table.headers(), options);
    RowReader const reader{ledger.catalog(), asset_class, result.columns, options};
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
ImportResult import_records(Ledger& ledger, std::string const& who, SourceTable& table, ImportOptions const& options,
                            Progress const& progress, char const* entity)
{
    ImportResult result;
    std::vector<Record> records;
    SourceRow source;
    result.columns = understand_headers(ledger.catalog(), nullptr, table.headers(), options);
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

ImportResult import_table(Ledger& ledger, Clock const& /*clock*/, std::string const& who, SourceTable& table,
                          ImportOptions const& options, Progress const& progress)
{
    if (options.what == "assets")
        return import_assets(ledger, who, table, options, progress);
    if (options.what == "orders")
        return import_records<domain::WorkOrder>(ledger, who, table, options, progress, "order");
    if (options.what == "communities")
        return import_records<domain::Community>(ledger, who, table, options, progress, "community");
    throw Error{Kind::usage, tr("“{0}” cannot be imported.", options.what), {}, tr("Use assets, orders or communities.")};
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
