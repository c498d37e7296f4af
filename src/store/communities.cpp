#include "store/records.hpp"

namespace taizhang::store {
namespace {

Value int_value(std::optional<int> const& n) { return n ? Value{std::int64_t{*n}} : Value{}; }

std::optional<int> int_at(Query const& q, int column)
{
    return q.is_null(column) ? std::nullopt : std::optional{static_cast<int>(q.integer(column))};
}

void bind(Query& q, domain::Community const& c)
{
    q.bind(1, c.shape ? Value{Wkb{geo::to_wkb(*c.shape)}} : Value{}).bind(2, c.uid).bind(3, c.row_version).bind(4, c.name);
    q.bind(5, c.address).bind(6, c.street).bind(7, int_value(c.built_year)).bind(8, int_value(c.buildings));
    q.bind(9, int_value(c.households)).bind(10, c.area_m2 ? Value{*c.area_m2} : Value{}).bind(11, int_value(c.batch_year));
    q.bind(12, c.stage).bind(13, c.note);
}

} // namespace

void CommunityTable::insert(domain::Community& community)
{
    auto const q = conn_.prepare("INSERT INTO community(geom, uid, row_version, name, address, street, built_year, buildings, "
                                 "households, area_m2, batch_year, stage, note) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13) RETURNING id");
    bind(*q, community);
    community.id = CommunityId{insert_returning_id(*q)};
}

bool CommunityTable::update(domain::Community& community)
{
    auto const q = conn_.prepare("UPDATE community SET geom=$1, row_version=$3+1, name=$4, address=$5, street=$6, built_year=$7, "
                                 "buildings=$8, households=$9, area_m2=$10, batch_year=$11, stage=$12, note=$13 "
                                 "WHERE uid=$2 AND row_version=$3");
    bind(*q, community);
    q->run();
    if (conn_.affected() == 0)
        return false;
    ++community.row_version;
    return true;
}

std::vector<domain::Community> CommunityTable::read(std::string const& tail, std::vector<Value> const& values)
{
    auto const q = conn_.prepare("SELECT id, geom, uid, row_version, name, address, street, built_year, buildings, households, "
                                 "area_m2, batch_year, stage, note FROM community" + tail);
    for (std::size_t i = 0; i < values.size(); ++i)
        q->bind(static_cast<int>(i) + 1, values[i]);
    std::vector<domain::Community> all;
    while (q->step()) {
        domain::Community c;
        c.id = CommunityId{q->integer(0)};
        if (!q->is_null(1))
            c.shape = geo::from_wkb(q->wkb(1));
        c.uid = q->text(2);
        c.row_version = q->integer(3);
        c.name = q->text(4);
        c.address = q->text(5);
        c.street = q->text(6);
        c.built_year = int_at(*q, 7);
        c.buildings = int_at(*q, 8);
        c.households = int_at(*q, 9);
        if (!q->is_null(10))
            c.area_m2 = q->real(10);
        c.batch_year = int_at(*q, 11);
        c.stage = q->text(12);
        c.note = q->text(13);
        all.push_back(std::move(c));
    }
    return all;
}

std::optional<domain::Community> CommunityTable::by_uid(std::string const& uid)
{
    auto found = read(" WHERE uid=$1", {Value{uid}});
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::vector<domain::Community> CommunityTable::all() { return read(" ORDER BY id", {}); }

bool CommunityTable::erase(std::string const& uid, std::int64_t row_version)
{
    auto const q = conn_.prepare("DELETE FROM community WHERE uid=$1 AND row_version=$2");
    q->bind(1, uid).bind(2, row_version);
    q->run();
    return conn_.affected() > 0;
}

} // namespace taizhang::store
