#include "store/sql_change.hpp"

#include "base/uuid.hpp"

namespace taizhang::store {
namespace {

using Kind = Error::Kind;

[[noreturn]] void gone(std::string const& uid)
{
    throw Error{Kind::not_found, tr("The record is no longer there. Nothing was changed."), Text::verbatim(uid),
                tr("Reload the list.")};
}

Text changed_meanwhile() { return tr("Somebody changed this record in the meantime. Nothing was overwritten."); }

[[noreturn]] void code_taken(std::string const& code)
{
    throw Error{Kind::refused, tr("The code “{0}” is already taken in this class.", code), {}, tr("Give another code.")};
}

/// LD-1 out of "Key (class, code)=(streetlight, LD-1) already exists.", in whatever language the words around it are.
std::string code_in(std::string const& detail)
{
    auto const open = detail.find(")=("), close = detail.rfind(')');
    if (open == std::string::npos || close == std::string::npos || close < open + 3)
        return {};
    auto const key = detail.substr(open + 3, close - open - 3);
    auto const comma = key.find(", ");
    return comma == std::string::npos ? key : key.substr(comma + 2);
}

/// The record as it was added, without what the ledger gives: equal for a retry.
bool same_content(domain::Asset a, domain::Asset const& b)
{
    a.id = b.id;
    return app::asset_to_json(a).dump() == app::asset_to_json(b).dump();
}

} // namespace

SqlChange::SqlChange(Conn& conn, Clock const& clock, app::LedgerInfo const& info, Commits& commits)
    : conn_{conn}, clock_{clock}, info_{info}, commits_{commits}
{
    conn_.begin();
}

SqlChange::~SqlChange()
{
    if (open_)
        conn_.rollback();
}

void SqlChange::add(domain::Asset& asset)
{
    guarded([&] {
        if (asset.uid.empty())
            asset.uid = new_uuid();
        else if (auto const known = assets_.by_uid(asset.uid)) {
            if (!same_content(asset, *known))
                throw app::Conflict<domain::Asset>{changed_meanwhile(), asset, *known};
            asset = *known;
            return;
        }
        touched_.insert("asset");
        try {
            assets_.insert(asset);
        } catch (ConstraintError const& e) {
            if (e.rule() == ConstraintError::Rule::unique)
                code_taken(asset.code);
            throw;
        }
    });
}

void SqlChange::add_many(std::span<domain::Asset> assets, Progress const& progress)
{
    guarded([&] {
        touched_.insert("asset");
        conn_.begin_bulk("asset");
        auto const writer = assets_.writer();
        std::int64_t done = 0;
        std::string code;
        try {
            for (auto& asset : assets) {
                if (asset.uid.empty())
                    asset.uid = new_uuid();
                code = asset.code;
                AssetTable::write(*writer, asset);
                if (++done % 500 == 0) {
                    progress.throw_if_stopped();
                    progress.report(tr("Writing facilities"), done, static_cast<std::int64_t>(assets.size()));
                }
            }
            progress.throw_if_stopped();
            writer->finish();
        } catch (ConstraintError const& e) {
            if (e.rule() == ConstraintError::Rule::unique)
                code_taken(e.detail().empty() ? code : code_in(e.detail())); // a server looks at the rows all at once
            throw;
        }
        conn_.end_bulk("asset");
    });
}

void SqlChange::update(domain::Asset& asset)
{
    guarded([&] {
        touched_.insert("asset");
        bool written = false;
        try {
            written = assets_.update(asset);
        } catch (ConstraintError const& e) {
            if (e.rule() == ConstraintError::Rule::unique)
                code_taken(asset.code);
            throw;
        }
        if (written)
            return;
        auto const theirs = assets_.by_uid(asset.uid);
        if (!theirs)
            gone(asset.uid);
        throw app::Conflict<domain::Asset>{changed_meanwhile(), asset, *theirs};
    });
}

void SqlChange::erase_asset(std::string const& uid, std::int64_t row_version)
{
    guarded([&] {
        touched_.insert("asset");
        bool erased = false;
        try {
            erased = assets_.erase(uid, row_version);
        } catch (ConstraintError const&) {
            throw Error{Kind::refused, tr("Work orders refer to this facility, so it cannot be deleted."), {},
                        tr("Mark it as removed instead; its history stays.")};
        }
        if (erased)
            return;
        if (auto const theirs = assets_.by_uid(uid))
            throw app::Conflict<domain::Asset>{changed_meanwhile(), *theirs, *theirs};
        gone(uid);
    });
}

void SqlChange::add(domain::WorkOrder& order)
{
    guarded([&] {
        if (order.uid.empty())
            order.uid = new_uuid();
        else if (auto const known = orders_.by_uid(order.uid)) {
            order = *known; // a retry after a lost answer finds its own record
            return;
        }
        if (order.number.empty())
            order.number = domain::order_number(info_.order_number_pattern, order.received_on.year(),
                                                orders_.next_serial(order.received_on.year()));
        try {
            orders_.insert(order);
        } catch (ConstraintError const& e) {
            using Rule = ConstraintError::Rule;
            if (e.rule() == Rule::unique)
                throw Error{Kind::refused, tr("The number {0} is already taken.", order.number), {}, tr("Leave the number out.")};
            if (e.rule() == Rule::foreign_key)
                throw Error{Kind::refused, tr("The order names a facility that is not in the ledger.")};
            throw;
        }
    });
}

void SqlChange::update(domain::WorkOrder& order)
{
    guarded([&] {
        if (orders_.update(order))
            return;
        auto const theirs = orders_.by_uid(order.uid);
        if (!theirs)
            gone(order.uid);
        throw app::Conflict<domain::WorkOrder>{changed_meanwhile(), order, *theirs};
    });
}

void SqlChange::erase_order(std::string const& uid, std::int64_t row_version)
{
    guarded([&] {
        if (orders_.erase(uid, row_version))
            return;
        if (auto const theirs = orders_.by_uid(uid))
            throw app::Conflict<domain::WorkOrder>{changed_meanwhile(), *theirs, *theirs};
        gone(uid);
    });
}

Json SqlChange::Book::move_links(std::string const& from_uid, std::string const& to_uid)
{
    return change_.guarded([&] { return change_.links_.move(from_uid, to_uid); });
}

void SqlChange::Book::restore_links(Json const& moved, std::string const& from_uid, std::string const& to_uid)
{
    change_.guarded([&] { change_.links_.restore(moved, from_uid, to_uid); });
}

void SqlChange::Book::add(app::OrderMerge const& merge)
{
    change_.guarded([&] { change_.links_.insert(merge); });
}

void SqlChange::Book::mark_undone(std::string const& merge_uid)
{
    change_.guarded([&] { change_.links_.mark_undone(merge_uid); });
}

void SqlChange::Book::put(domain::PriceItem const& item)
{
    change_.guarded([&] { change_.links_.put(item); });
}

void SqlChange::add(domain::Community& community)
{
    guarded([&] {
        touched_.insert("community");
        if (community.uid.empty())
            community.uid = new_uuid();
        communities_.insert(community);
    });
}

void SqlChange::update(domain::Community& community)
{
    guarded([&] {
        touched_.insert("community");
        if (communities_.update(community))
            return;
        auto const theirs = communities_.by_uid(community.uid);
        if (!theirs)
            gone(community.uid);
        throw app::Conflict<domain::Community>{changed_meanwhile(), community, *theirs};
    });
}

void SqlChange::erase_community(std::string const& uid, std::int64_t row_version)
{
    guarded([&] {
        touched_.insert("community");
        bool erased = false;
        try {
            erased = communities_.erase(uid, row_version);
        } catch (ConstraintError const&) {
            throw Error{Kind::refused, tr("Work orders or buildings refer to this community, so it cannot be deleted.")};
        }
        if (erased)
            return;
        if (auto const theirs = communities_.by_uid(uid))
            throw app::Conflict<domain::Community>{changed_meanwhile(), *theirs, *theirs};
        gone(uid);
    });
}

void SqlChange::add_person(std::string const& name)
{
    guarded([&] {
        auto const q = conn_.prepare("INSERT INTO person(uid, name) SELECT $1, $2 WHERE NOT EXISTS (SELECT 1 FROM person WHERE name = $2)");
        q->bind(1, new_uuid()).bind(2, name);
        q->run();
    });
}

void SqlChange::add_batch(std::string const& uid, std::string const& file, std::string const& what, std::string const& class_key,
                          std::string const& file_hash, Json const& counts, std::vector<app::BatchItem> const& items)
{
    guarded([&] {
        auto const batch = conn_.prepare("INSERT INTO import_batch(uid, file, what, class, file_hash, at, who, counts) "
                                         "VALUES ($1,$2,$3,$4,$5,$6,$7,$8) RETURNING id");
        batch->bind(1, uid).bind(2, file).bind(3, what).bind(4, class_key).bind(5, file_hash).bind(6, clock_.now().iso());
        batch->bind(7, std::string{}).bind(8, counts.dump());
        batch_ = uid;
        auto const id = insert_returning_id(*batch);
        auto const item = conn_.prepare("INSERT INTO import_item(batch_id, what, entity, entity_uid, row_version, before) "
                                        "VALUES ($1,$2,$3,$4,$5,$6)");
        for (auto const& i : items) {
            item->bind(1, id).bind(2, std::string{i.what == app::BatchItem::What::added ? "added" : "changed"}).bind(3, i.entity);
            item->bind(4, i.uid).bind(5, i.row_version).bind(6, i.before.is_null() ? Value{} : Value{i.before.dump()});
            item->run();
        }
    });
}

void SqlChange::put(app::Person const& person)
{
    guarded([&] {
        auto const q = conn_.prepare("INSERT INTO person(uid, name, role, crew, active, account) VALUES ($1,$2,$3,$4,$5,$6) ON CONFLICT(uid) DO "
                                     "UPDATE SET name = $2, role = $3, crew = $4, active = $5, "
                                     "account = CASE WHEN $6 = '' THEN person.account ELSE $6 END");
        q->bind(1, person.uid.empty() ? new_uuid() : person.uid).bind(2, person.name);
        q->bind(3, std::string{domain::key_of(person.role)}).bind(4, person.crew).bind(5, std::int64_t{person.active ? 1 : 0});
        q->bind(6, person.account);
        q->run();
    });
}

void SqlChange::put(app::LedgerInfo const& info)
{
    guarded([&] {
        settings_ = true;
        auto const q = conn_.prepare("UPDATE ledger SET bureau = $1, county = $2, division_code = $3, language = $4, "
                                     "order_number_pattern = $5, code_profile = $6 WHERE id = 1");
        q->bind(1, info.bureau).bind(2, info.county).bind(3, info.division_code).bind(4, std::string{tag_of(info.language)});
        q->bind(5, info.order_number_pattern).bind(6, info.code_profile);
        q->run();
        auto const setting = conn_.prepare("INSERT INTO setting(key, value) VALUES ($1,$2) ON CONFLICT(key) DO UPDATE SET value = $2");
        for (auto const& [key, value] : settings_of(info)) {
            setting->bind(1, key).bind(2, value);
            setting->run();
        }
    });
}

void SqlChange::put(std::vector<domain::SpecialDay> const& days)
{
    guarded([&] {
        conn_.exec("DELETE FROM special_day");
        auto const q = conn_.prepare("INSERT INTO special_day(day, works, name) VALUES ($1,$2,$3)");
        for (auto const& day : days) {
            q->bind(1, day.day.iso()).bind(2, std::int64_t{day.works ? 1 : 0}).bind(3, day.name);
            q->run();
        }
    });
}

void SqlChange::put_catalog_additions(Json const& additions)
{
    guarded([&] {
        settings_ = true;
        auto const q = conn_.prepare("INSERT INTO catalog_document(name, document) VALUES ($1,$2) ON CONFLICT(name) DO UPDATE SET document = $2");
        q->bind(1, std::string{own_catalog}).bind(2, additions.dump());
        q->run();
    });
}

void SqlChange::put(app::SavedSet& set)
{
    guarded([&] { SavedSetTable{conn_}.put(set); });
}

void SqlChange::erase_saved_set(std::string const& uid)
{
    guarded([&] { SavedSetTable{conn_}.erase(uid); });
}

std::vector<app::BatchItem> SqlChange::batch_items(std::string const& uid)
{
    return guarded([&] {
        auto const batch = conn_.prepare("SELECT id, undone FROM import_batch WHERE uid = $1");
        batch->bind(1, uid);
        if (!batch->step())
            throw Error{Kind::not_found, tr("There is no import “{0}”.", uid), {}, tr("The command info lists the imports.")};
        if (batch->integer(1) != 0)
            throw Error{Kind::refused, tr("This import has already been undone."), Text::verbatim(uid)};
        std::vector<app::BatchItem> items;
        auto const q = conn_.prepare("SELECT what, entity, entity_uid, row_version, before FROM import_item WHERE batch_id = $1 ORDER BY id");
        q->bind(1, batch->integer(0));
        while (q->step())
            items.push_back({q->text(0) == "added" ? app::BatchItem::What::added : app::BatchItem::What::changed, q->text(1),
                             q->text(2), q->integer(3), q->is_null(4) ? Json{} : Json::parse(q->text(4))});
        return items;
    });
}

void SqlChange::mark_undone(std::string const& batch_uid)
{
    guarded([&] {
        auto const q = conn_.prepare("UPDATE import_batch SET undone = 1 WHERE uid = $1");
        q->bind(1, batch_uid);
        q->run();
    });
}

void SqlChange::append(app::Audit const& audit)
{
    app::AuditRow row{1, clock_.now().iso(), audit.who, audit.action, audit.entity, audit.entity_uid, audit.detail.dump(), {}};
    std::string prev;
    conn_.lock_chain();
    if (auto const head = conn_.prepare("SELECT seq, hash FROM audit_log ORDER BY seq DESC LIMIT 1"); head->step()) {
        row.seq = head->integer(0) + 1;
        prev = head->text(1);
    }
    row.hash = audit_hash(row, prev);
    auto const q = conn_.prepare("INSERT INTO audit_log(seq, at, who, action, entity, entity_uid, detail, prev_hash, hash) "
                                 "VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)");
    q->bind(1, row.seq).bind(2, row.at).bind(3, row.who).bind(4, row.action).bind(5, row.entity).bind(6, row.entity_uid);
    q->bind(7, row.detail).bind(8, prev).bind(9, row.hash);
    q->run();
    if (!batch_)
        return;
    auto const batch = conn_.prepare("UPDATE import_batch SET who = $1 WHERE uid = $2");
    batch->bind(1, audit.who).bind(2, *batch_);
    batch->run();
}

void SqlChange::commit(app::Audit const& audit)
{
    guarded([&] {
        for (auto const& table : touched_)
            conn_.note_change(table);
        append(audit);
        conn_.commit();
        ++commits_.all;
        commits_.settings += settings_ ? 1 : 0;
        commits_.assets += touched_.contains("asset") ? 1 : 0;
        open_ = false;
    });
}

} // namespace taizhang::store
