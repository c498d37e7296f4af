// What makes a SQLite file a GeoPackage: geometry functions, R-tree triggers, bookkeeping tables, dialect tokens.
#include "geo/shape.hpp"
#include "store/sqlite/sqlite_conn.hpp"

#include <sqlite3.h>

#include <array>
#include <cmath>

namespace taizhang::store {
namespace {

std::string_view blob_of(sqlite3_value* value)
{
    if (sqlite3_value_type(value) != SQLITE_BLOB)
        return {};
    return {static_cast<char const*>(sqlite3_value_blob(value)), static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

template <double geo::Box::*side>
void bound(sqlite3_context* context, int /*n*/, sqlite3_value** args)
{
    if (auto const box = geo::gpkg_bounds(blob_of(args[0])))
        sqlite3_result_double(context, (*box).*side);
    else
        sqlite3_result_null(context);
}

void is_empty(sqlite3_context* context, int /*n*/, sqlite3_value** args)
{
    if (sqlite3_value_type(args[0]) == SQLITE_NULL)
        sqlite3_result_null(context);
    else
        sqlite3_result_int(context, geo::gpkg_bounds(blob_of(args[0])) ? 0 : 1);
}

std::string index_of(std::string const& table) { return "rtree_" + table + "_geom"; }

std::string rows_of(std::string const& table)
{
    return " SELECT id, ST_MinX(geom), ST_MaxX(geom), ST_MinY(geom), ST_MaxY(geom) FROM " + table +
           " WHERE geom NOT NULL AND NOT ST_IsEmpty(geom)";
}

std::string features(std::string const& table)
{
    std::string sql = "INSERT INTO gpkg_contents(table_name, data_type, identifier, srs_id) VALUES ('" + table +
                      "', 'features', '" + table + "', 4490);\n" +
                      "INSERT INTO gpkg_geometry_columns VALUES ('" + table + "', 'geom', 'GEOMETRY', 4490, 0, 0);\n" +
                      "INSERT INTO gpkg_extensions VALUES ('" + table +
                      "', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');\n" +
                      "CREATE VIRTUAL TABLE " + index_of(table) + " USING rtree(id, minx, maxx, miny, maxy);\n";
    for (auto const& trigger : rtree_triggers(table))
        sql += trigger + ";\n";
    return sql;
}

std::string attributes(std::vector<std::string> const& tables)
{
    std::string sql;
    for (auto const& table : tables)
        sql += "INSERT INTO gpkg_contents(table_name, data_type, identifier) VALUES ('" + table + "', 'attributes', '" + table +
               "');\n";
    return sql;
}

} // namespace

void register_geometry_functions(sqlite3* db)
{
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    using Function = void (*)(sqlite3_context*, int, sqlite3_value**);
    static constexpr std::array<std::pair<char const*, Function>, 5> functions{{{"ST_IsEmpty", is_empty},
                                                                               {"ST_MinX", bound<&geo::Box::west>},
                                                                               {"ST_MaxX", bound<&geo::Box::east>},
                                                                               {"ST_MinY", bound<&geo::Box::south>},
                                                                               {"ST_MaxY", bound<&geo::Box::north>}}};
    for (auto const& [name, function] : functions)
        sqlite3_create_function_v2(db, name, 1, flags, nullptr, function, nullptr, nullptr, nullptr);
}

std::vector<std::string> rtree_triggers(std::string const& table)
{
    auto const index = index_of(table);
    auto const put = "INSERT OR REPLACE INTO " + index +
                     " VALUES (NEW.id, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom))";
    auto const drop_old = "DELETE FROM " + index + " WHERE id = OLD.id";
    auto const full = std::string{"(NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))"};
    auto const empty = std::string{"(NEW.geom IS NULL OR ST_IsEmpty(NEW.geom))"};
    auto const trigger = [&](std::string const& name, std::string const& when, std::string const& body) {
        return "CREATE TRIGGER " + index + "_" + name + " " + when + " BEGIN " + body + "; END";
    };
    return {trigger("insert", "AFTER INSERT ON " + table + " WHEN " + full, put),
            trigger("update1", "AFTER UPDATE OF geom ON " + table + " WHEN OLD.id = NEW.id AND " + full, put),
            trigger("update2", "AFTER UPDATE OF geom ON " + table + " WHEN OLD.id = NEW.id AND " + empty, drop_old),
            trigger("update3", "AFTER UPDATE ON " + table + " WHEN OLD.id != NEW.id AND " + full, drop_old + "; " + put),
            trigger("update4", "AFTER UPDATE ON " + table + " WHEN OLD.id != NEW.id AND " + empty,
                    "DELETE FROM " + index + " WHERE id IN (OLD.id, NEW.id)"),
            trigger("delete", "AFTER DELETE ON " + table + " WHEN OLD.geom NOT NULL", drop_old)};
}

std::string SqliteConn::dialect(std::string_view migration) const
{
    return fill_dialect(migration, engine(), [](std::string const& token, std::vector<std::string> const& words) -> std::string {
        if (token == "pk")
            return "INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL";
        if (token == "geometry")
            return "GEOMETRY";
        if (token == "real")
            return "DOUBLE";
        if (token == "bytes")
            return "BLOB";
        if (token == "is_json")
            return "json_valid(" + words.at(0) + ")";
        if (token == "features")
            return features(words.at(0));
        if (token == "attributes")
            return attributes(words);
        throw Error{Error::Kind::internal, tr("A migration has the unknown token {0}.", token)};
    });
}

std::vector<std::string> SqliteConn::tables()
{
    std::vector<std::string> names;
    for (auto const q = prepare("SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes') ORDER BY rowid"); q->step();)
        names.push_back(q->text(0));
    return names;
}

std::vector<std::string> SqliteConn::columns(std::string const& table)
{
    std::vector<std::string> names;
    auto const q = prepare("SELECT name FROM pragma_table_info($1) ORDER BY cid");
    q->bind(1, table);
    while (q->step())
        names.push_back(q->text(0));
    return names;
}

std::int64_t SqliteConn::last_given_id(std::string const& table)
{
    auto const q = prepare("SELECT seq FROM sqlite_sequence WHERE name = $1");
    q->bind(1, table);
    return q->step() ? q->integer(0) : 0;
}

void SqliteConn::set_last_given_id(std::string const& table, std::int64_t id)
{
    auto const q = prepare("UPDATE sqlite_sequence SET seq = $2 WHERE name = $1");
    q->bind(1, table).bind(2, id);
    q->run();
    if (affected() > 0 || id == 0)
        return;
    auto const first = prepare("INSERT INTO sqlite_sequence(name, seq) VALUES ($1, $2)");
    first->bind(1, table).bind(2, id);
    first->run();
}

void SqliteConn::begin_bulk(std::string const& table)
{
    for (auto const& name : {"insert", "update1", "update2", "update3", "update4", "delete"})
        exec("DROP TRIGGER " + index_of(table) + "_" + name);
}

void SqliteConn::end_bulk(std::string const& table)
{
    exec("DELETE FROM " + index_of(table) + "; INSERT INTO " + index_of(table) + rows_of(table));
    for (auto const& trigger : rtree_triggers(table))
        exec(trigger);
    auto const check = prepare("SELECT rtreecheck('" + index_of(table) + "')");
    if (check->step() && check->text(0) != "ok")
        throw Error{Error::Kind::corrupt, tr("The spatial index could not be built. Nothing was changed."),
                    Text::verbatim(path_.string()), tr("Restore the last backup.")};
}

std::string SqliteConn::touches_box(std::string const& table, int n) const
{
    auto const p = [n](int i) { return "$" + std::to_string(n + i); };
    return "id IN (SELECT id FROM " + index_of(table) + " WHERE maxx >= " + p(0) + " AND maxy >= " + p(1) + " AND minx <= " +
           p(2) + " AND miny <= " + p(3) + ")";
}

void SqliteConn::note_change(std::string const& table)
{
    // the extent of the whole layer, out of the index: other programs zoom to it
    exec("UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ','now'),"
         " min_x = (SELECT min(minx) FROM " + index_of(table) + "), min_y = (SELECT min(miny) FROM " + index_of(table) +
         "), max_x = (SELECT max(maxx) FROM " + index_of(table) + "), max_y = (SELECT max(maxy) FROM " + index_of(table) +
         ") WHERE table_name = '" + table + "'");
}

} // namespace taizhang::store
