#include "store/records.hpp"

#include "app/map_data.hpp"
#include "base/uuid.hpp"

namespace taizhang::store {

void SqlMapData::each_place(std::function<void(Place const&)> const& take) const
{
    std::string wkb;
    // the same rows in the same order as AssetTable::list()
    for (auto const q = conn_.prepare("SELECT class, phase, state, built_on, score, geom FROM asset WHERE phase <> 'removed' ORDER BY id"); q->step();) {
        wkb = q->is_null(5) ? std::string{} : q->wkb(5);
        take({q->view(0), q->view(1), q->view(2), q->is_null(3) ? std::string_view{} : q->view(3),
              q->is_null(4) ? std::nullopt : std::optional{static_cast<int>(q->integer(4))}, wkb});
    }
}

void SqlMapData::each_work(bool open_only, std::function<void(Work const&)> const& take) const
{
    auto const q = conn_.prepare(std::string{"SELECT a.asset_uid, o.state, o.received_on, o.deadline, o.closed_on FROM line_asset a "
                                             "JOIN order_line l ON l.id = a.line_id JOIN work_order o ON o.id = l.order_id WHERE "} +
                                 (open_only ? "o.state NOT IN ('closed','cancelled','merged')" : "o.state NOT IN ('cancelled','merged')"));
    while (q->step())
        take({q->view(0), q->view(1), q->view(2), q->is_null(3) ? std::string_view{} : q->view(3),
              q->is_null(4) ? std::string_view{} : q->view(4)});
}

std::vector<app::SavedSet> SqlMapData::saved_sets() const
{
    constexpr std::int64_t since = 6; // of the schema
    auto const version = conn_.prepare("SELECT schema_version FROM ledger WHERE id = 1");
    if (!version->step() || version->integer(0) < since)
        return {};
    return SavedSetTable{conn_}.all();
}

std::vector<app::SavedSet> SavedSetTable::all()
{
    std::vector<app::SavedSet> sets;
    auto const q = conn_.prepare("SELECT s.uid, s.name, s.row_version, a.asset_uid FROM saved_set s "
                                 "LEFT JOIN saved_set_asset a ON a.set_id = s.id ORDER BY s.name, s.id, a.id");
    while (q->step()) {
        if (sets.empty() || sets.back().uid != q->text(0))
            sets.push_back({q->text(0), q->text(1), q->integer(2), {}});
        if (!q->is_null(3))
            sets.back().asset_uids.push_back(q->text(3));
    }
    return sets;
}

void SavedSetTable::put(app::SavedSet& set)
{
    auto const found = conn_.prepare("INSERT INTO saved_set(uid, name) VALUES ($1,$2) ON CONFLICT(name) DO "
                                     "UPDATE SET row_version = saved_set.row_version + 1 RETURNING id, uid, row_version");
    found->bind(1, set.uid.empty() ? new_uuid() : set.uid).bind(2, set.name);
    (void)found->step();
    auto const id = found->integer(0);
    set.uid = found->text(1);
    set.row_version = found->integer(2);
    (void)found->step();
    auto const clear = conn_.prepare("DELETE FROM saved_set_asset WHERE set_id = $1");
    clear->bind(1, id).run();
    auto const add = conn_.prepare("INSERT INTO saved_set_asset(set_id, asset_uid) VALUES ($1,$2) ON CONFLICT(set_id, asset_uid) DO NOTHING");
    for (auto const& uid : set.asset_uids) {
        add->bind(1, id).bind(2, uid);
        add->run();
    }
}

void SavedSetTable::erase(std::string const& uid)
{
    auto const q = conn_.prepare("DELETE FROM saved_set WHERE uid = $1");
    q->bind(1, uid).run();
    if (conn_.affected() == 0)
        throw Error{Error::Kind::not_found, tr("This set of facilities is not there any more.")};
}

} // namespace taizhang::store
