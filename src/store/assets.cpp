#include "store/records.hpp"

#include <algorithm>

namespace taizhang::store {
namespace {

constexpr auto all_columns =
    "id, geom, uid, row_version, class, code, name, road, section, place, units_milli, unit, phase, state, score, score_on, "
    "supervising_unit, owning_unit, maintaining_unit, built_on, in_service_on, removed_on, attrs, source_x, source_y, "
    "source_system, source_method, source_accuracy, note";

std::string columns_of(Conn const& conn) { return replaced(all_columns, " attrs,", " " + conn.column("asset", "attrs") + ","); }

domain::Asset asset_at(Query const& q)
{
    domain::Asset a;
    a.id = AssetId{q.integer(0)};
    if (!q.is_null(1))
        a.shape = geo::from_wkb(q.wkb(1));
    a.uid = q.text(2);
    a.row_version = q.integer(3);
    a.class_key = q.text(4);
    a.code = q.text_or_empty(5);
    a.name = q.text(6);
    a.road = q.text(7);
    a.section = q.text(8);
    a.place = q.text(9);
    if (!q.is_null(10))
        a.units = domain::Quantity::thousandths(q.integer(10));
    a.unit = q.text(11);
    a.phase = domain::phase_from(q.text(12)).value_or(domain::Phase::in_service);
    a.state = domain::condition_from(q.text(13)).value_or(domain::Condition::intact);
    if (!q.is_null(14))
        a.score = static_cast<int>(q.integer(14));
    a.score_on = date_at(q, 15);
    a.supervising_unit = q.text(16);
    a.owning_unit = q.text(17);
    a.maintaining_unit = q.text(18);
    a.built_on = date_at(q, 19);
    a.in_service_on = date_at(q, 20);
    a.removed_on = date_at(q, 21);
    a.attrs = Json::parse(q.text(22));
    a.source = {q.text(23), q.text(24), q.text(25), q.text(26), q.text(27)};
    a.note = q.text(28);
    return a;
}

constexpr auto written_columns =
    "geom, uid, row_version, class, code, name, road, section, place, units_milli, unit, phase, state, score, score_on, "
    "supervising_unit, owning_unit, maintaining_unit, built_on, in_service_on, removed_on, attrs, source_x, source_y, "
    "source_system, source_method, source_accuracy, note";

/// In the order of `written_columns`.
std::vector<Value> values_of(domain::Asset const& a)
{
    return {a.shape ? Value{Wkb{geo::to_wkb(*a.shape)}} : Value{},
            a.uid,
            a.row_version,
            a.class_key,
            or_null(a.code),
            a.name,
            a.road,
            a.section,
            a.place,
            a.units ? Value{a.units->in_thousandths()} : Value{},
            a.unit,
            std::string{domain::key_of(a.phase)},
            std::string{domain::key_of(a.state)},
            a.score ? Value{std::int64_t{*a.score}} : Value{},
            date_value(a.score_on),
            a.supervising_unit,
            a.owning_unit,
            a.maintaining_unit,
            date_value(a.built_on),
            date_value(a.in_service_on),
            date_value(a.removed_on),
            (a.attrs.is_null() ? Json::object() : a.attrs).dump(),
            a.source.x,
            a.source.y,
            a.source.system,
            a.source.method,
            a.source.accuracy,
            a.note};
}

void bind(Query& q, domain::Asset const& a)
{
    auto values = values_of(a);
    for (std::size_t i = 0; i < values.size(); ++i)
        q.bind(static_cast<int>(i) + 1, std::move(values[i]));
}

struct Condition {
    std::string sql = " WHERE 1 = 1";
    std::vector<Value> values;
    std::string next(Value value)
    {
        values.push_back(std::move(value));
        return "$" + std::to_string(values.size());
    }
};

Condition condition_of(Conn const& conn, app::AssetQuery const& query)
{
    Condition c;
    if (!query.class_key.empty())
        c.sql += " AND class = " + c.next(query.class_key);
    if (!query.road.empty())
        c.sql += " AND road = " + c.next(query.road);
    if (!query.with_removed)
        c.sql += " AND phase <> 'removed'";
    if (query.box) {
        auto const first = static_cast<int>(c.values.size()) + 1;
        for (double const side : {query.box->west, query.box->south, query.box->east, query.box->north})
            c.values.emplace_back(side);
        c.sql += " AND " + conn.touches_box("asset", first);
    }
    if (!query.uids.empty()) {
        c.sql += " AND uid IN (";
        for (std::size_t i = 0; i < query.uids.size(); ++i)
            c.sql += (i ? ", " : "") + c.next(query.uids[i]);
        c.sql += ")";
    }
    return c;
}

std::unique_ptr<Query> prepared(Conn& conn, std::string const& selected, Condition const& c)
{
    auto q = conn.prepare("SELECT " + selected + " FROM asset" + c.sql + " ORDER BY id");
    for (std::size_t i = 0; i < c.values.size(); ++i)
        q->bind(static_cast<int>(i) + 1, c.values[i]);
    return q;
}

bool matches(std::string const& wanted, std::initializer_list<std::string const*> texts)
{
    std::string all;
    for (auto const* text : texts)
        all += folded(*text) + '\n';
    return all.find(wanted) != std::string::npos;
}

/// SQLite takes 32,766 parameters in a statement; a map selection may hold more assets.
constexpr std::size_t most_uids = 10'000;

template <class Work>
void in_pieces(app::AssetQuery const& query, Work work)
{
    if (query.uids.size() <= most_uids) {
        work(query);
        return;
    }
    for (std::size_t at = 0; at < query.uids.size(); at += most_uids) {
        auto piece = query;
        auto const first = query.uids.begin() + static_cast<std::ptrdiff_t>(at);
        piece.uids.assign(first, first + static_cast<std::ptrdiff_t>(std::min(most_uids, query.uids.size() - at)));
        work(piece);
    }
}

} // namespace

Value or_null(std::string const& text) { return text.empty() ? Value{} : Value{text}; }
Value date_value(std::optional<PartialDate> const& date) { return date ? Value{date->iso()} : Value{}; }
std::optional<PartialDate> date_at(Query const& q, int column)
{
    return q.is_null(column) ? std::nullopt : PartialDate::parse_iso(q.text(column));
}

void AssetTable::insert(domain::Asset& asset)
{
    if (!insert_)
        insert_ = conn_.prepare(std::string{"INSERT INTO asset("} + written_columns +
                                ") VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,"
                                "$26,$27,$28) RETURNING id");
    insert_->reset();
    bind(*insert_, asset);
    asset.id = AssetId{insert_returning_id(*insert_)};
}

std::unique_ptr<RowWriter> AssetTable::writer()
{
    std::vector<std::string> names;
    for (auto const& name : split(written_columns, ','))
        names.emplace_back(trimmed(name));
    return conn_.row_writer("asset", names);
}

void AssetTable::write(RowWriter& writer, domain::Asset const& asset) { writer.write(values_of(asset)); }

bool AssetTable::update(domain::Asset& asset)
{
    auto const q = conn_.prepare(
        "UPDATE asset SET geom=$1, row_version=$3+1, class=$4, code=$5, name=$6, road=$7, section=$8, place=$9, units_milli=$10, "
        "unit=$11, phase=$12, state=$13, score=$14, score_on=$15, supervising_unit=$16, owning_unit=$17, maintaining_unit=$18, "
        "built_on=$19, in_service_on=$20, removed_on=$21, attrs=$22, source_x=$23, source_y=$24, source_system=$25, "
        "source_method=$26, source_accuracy=$27, note=$28 WHERE uid=$2 AND row_version=$3");
    bind(*q, asset);
    q->run();
    if (conn_.affected() == 0)
        return false;
    ++asset.row_version;
    return true;
}

std::optional<domain::Asset> AssetTable::by_uid(std::string const& uid)
{
    auto const q = conn_.prepare("SELECT " + columns_of(conn_) + " FROM asset WHERE uid=$1");
    q->bind(1, uid);
    return q->step() ? std::optional{asset_at(*q)} : std::nullopt;
}

std::vector<domain::Asset> AssetTable::by_code(std::string const& code, std::string const& class_key)
{
    auto const q = conn_.prepare("SELECT " + columns_of(conn_) + " FROM asset WHERE code=$1 AND ($2='' OR class=$2) ORDER BY id");
    q->bind(1, code).bind(2, class_key);
    std::vector<domain::Asset> found;
    while (q->step())
        found.push_back(asset_at(*q));
    return found;
}

void AssetTable::each(app::AssetQuery const& query, std::function<bool(domain::Asset const&)> const& take)
{
    auto const wanted = folded(query.text);
    std::size_t n = 0;
    bool more = true;
    in_pieces(query, [&](app::AssetQuery const& piece) {
        for (auto const q = prepared(conn_, columns_of(conn_), condition_of(conn_, piece)); more && q->step();) {
            auto const a = asset_at(*q);
            if (!wanted.empty() && !matches(wanted, {&a.code, &a.name, &a.road, &a.section, &a.place}))
                continue;
            more = take(a) && (query.limit == 0 || ++n < query.limit);
        }
    });
}

std::shared_ptr<app::AssetList const> AssetTable::list()
{
    auto list = std::make_shared<app::AssetList>();
    if (auto const rows = conn_.prepare("SELECT count(*) FROM asset"); rows->step())
        list->reserve(static_cast<std::size_t>(rows->integer(0)));
    auto const q = conn_.prepare("SELECT uid, class, code, name, road, section, place, phase, state, built_on, unit, units_milli, "
                                 "geom IS NOT NULL FROM asset WHERE phase <> 'removed' ORDER BY id");
    while (q->step()) {
        app::AssetList::Entry const entry{
            q->view(0), q->view(1), q->is_null(2) ? std::string_view{} : q->view(2), q->view(3), q->view(4), q->view(5), q->view(6),
            q->view(7), q->view(8), q->is_null(9) ? std::string_view{} : q->view(9), q->view(10),
            q->is_null(11) ? std::nullopt : std::optional{q->integer(11)}, q->integer(12) != 0};
        list->add(entry);
    }
    list->shrink();
    return list;
}

std::vector<app::AssetRow> AssetTable::rows(app::AssetQuery const& query)
{
    auto const wanted = folded(query.text);
    std::vector<app::AssetRow> rows;
    in_pieces(query, [&](app::AssetQuery const& piece) {
        auto const q = prepared(conn_, "id, uid, class, code, name, road, section, place, phase, state, score, built_on, geom",
                                condition_of(conn_, piece));
        while (q->step() && (query.limit == 0 || rows.size() < query.limit)) {
            app::AssetRow r{AssetId{q->integer(0)}, q->text(1), q->text(2), q->text_or_empty(3), q->text(4), q->text(5),
                            q->text(6), q->text(7), domain::Phase::in_service, domain::Condition::intact, {}, {}, {}};
            if (!wanted.empty() && !matches(wanted, {&r.code, &r.name, &r.road, &r.section, &r.place}))
                continue;
            r.phase = domain::phase_from(q->text(8)).value_or(r.phase);
            r.state = domain::condition_from(q->text(9)).value_or(r.state);
            if (!q->is_null(10))
                r.score = static_cast<int>(q->integer(10));
            r.built_on = date_at(*q, 11);
            if (!q->is_null(12))
                if (auto const shape = geo::from_wkb(q->wkb(12)))
                    r.position = geo::label_point(*shape);
            rows.push_back(std::move(r));
        }
    });
    return rows;
}

bool AssetTable::erase(std::string const& uid, std::int64_t row_version)
{
    auto const q = conn_.prepare("DELETE FROM asset WHERE uid=$1 AND row_version=$2");
    q->bind(1, uid).bind(2, row_version);
    q->run();
    return conn_.affected() > 0;
}

} // namespace taizhang::store
