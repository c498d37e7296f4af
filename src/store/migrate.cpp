#include "base/embedded.hpp"
#include "store/sql_ledger.hpp"

#include <charconv>
#include <functional>
#include <map>

namespace taizhang::store {
namespace {

/// 1 from "0001_ledger.sql".
int number_of(std::string_view name)
{
    int n = 0;
    std::from_chars(name.data(), name.data() + name.size(), n);
    return n;
}

bool applied(Conn& conn, int number)
{
    auto const q = conn.prepare("SELECT 1 FROM schema_migration WHERE id = $1");
    q->bind(1, std::int64_t{number});
    return q->step();
}

} // namespace

int newest_schema()
{
    int newest = 0;
    for (auto const& file : embedded::migrations())
        newest = std::max(newest, number_of(file.name));
    return newest;
}

namespace {

void apply(Conn& conn, Clock const& clock, EmbeddedFile const& file)
{
    conn.exec(conn.dialect(file.data));
    auto const q = conn.prepare("INSERT INTO schema_migration(id, name, applied_at) VALUES ($1,$2,$3)");
    q->bind(1, std::int64_t{number_of(file.name)}).bind(2, std::string{file.name}).bind(3, clock.now().iso());
    q->run();
}

/// Documents that a newer program ships; those the ledger has stay as they are.
void add_shipped_catalog(Conn& conn)
{
    auto const document = conn.prepare("INSERT INTO catalog_document(name, document) SELECT $1, $2 "
                                       "WHERE NOT EXISTS (SELECT 1 FROM catalog_document WHERE name = $1)");
    for (auto const& file : embedded::catalog()) {
        document->bind(1, std::string{file.name}).bind(2, std::string{file.data});
        document->run();
    }
}

} // namespace

void migrate(Conn& conn, Clock const& clock, bool fresh, Migrations how)
{
    for (auto const& file : embedded::migrations()) {
        // a fresh database does not have the list of migrations yet
        if (!(fresh && number_of(file.name) == 1) && applied(conn, number_of(file.name)))
            continue;
        during([&] { return "migration " + std::string{file.name}; }, [&] {
            if (how == Migrations::within_transaction)
                apply(conn, clock, file);
            else
                in_transaction(conn, [&] { apply(conn, clock, file); });
        });
    }
    if (fresh)
        return;
    // they may have come out of order while the program was being written
    conn.exec("UPDATE ledger SET schema_version = (SELECT max(id) FROM schema_migration)");
    if (how == Migrations::within_transaction)
        add_shipped_catalog(conn);
    else
        in_transaction(conn, [&] { add_shipped_catalog(conn); });
}

std::vector<std::pair<std::string, std::string>> settings_of(app::LedgerInfo const& info)
{
    return {{"backup.kept", std::to_string(info.backups_kept)}, {"backup.folder", info.backup_folder},
            {"signatory.in_charge", info.in_charge}, {"signatory.checked_by", info.checked_by},
            {"signatory.prepared_by", info.prepared_by},
            {"order.roles_bind", info.order_options.roles_bind ? "1" : "0"},
            {"order.other_verifier", info.order_options.other_verifier ? "1" : "0"},
            {"order.photo_after", info.order_options.photo_after ? "1" : "0"},
            {"order.cost_lines", info.order_options.cost_lines ? "1" : "0"},
            {"office.hours", info.office_hours.text()}};
}

namespace {

void read_settings(Conn& conn, app::LedgerInfo& info)
{
    std::map<std::string, std::string, std::less<>> kept;
    for (auto const q = conn.prepare("SELECT key, value FROM setting"); q->step();)
        kept.emplace(q->text(0), q->text(1));
    if (auto const it = kept.find("backup.kept"); it != kept.end())
        std::from_chars(it->second.data(), it->second.data() + it->second.size(), info.backups_kept);
    info.backup_folder = kept["backup.folder"];
    info.in_charge = kept["signatory.in_charge"];
    info.checked_by = kept["signatory.checked_by"];
    info.prepared_by = kept["signatory.prepared_by"];
    info.order_options = {kept["order.roles_bind"] == "1", kept["order.other_verifier"] == "1", kept["order.photo_after"] == "1",
                          kept["order.cost_lines"] == "1"};
    info.office_hours = domain::OfficeHours::understand(kept["office.hours"]).value_or(domain::OfficeHours{});
}

} // namespace

void write_ledger_row(Conn& conn, app::LedgerInfo const& info)
{
    auto const q = conn.prepare("INSERT INTO ledger(id, format, schema_version, bureau, county, division_code, utc_offset_minutes, "
                                "language, illustrative, order_number_pattern, code_profile) "
                                "VALUES (1,'taizhang',$1,$2,$3,$4,$5,$6,$7,$8,$9)");
    q->bind(1, std::int64_t{newest_schema()}).bind(2, info.bureau).bind(3, info.county).bind(4, info.division_code);
    q->bind(5, std::int64_t{info.utc_offset_minutes}).bind(6, std::string{tag_of(info.language)});
    q->bind(7, std::int64_t{info.illustrative ? 1 : 0}).bind(8, info.order_number_pattern).bind(9, info.code_profile);
    q->run();
    auto const document = conn.prepare("INSERT INTO catalog_document(name, document) VALUES ($1,$2)");
    for (auto const& file : embedded::catalog()) {
        document->bind(1, std::string{file.name}).bind(2, std::string{file.data});
        document->run();
    }
}

app::LedgerInfo read_ledger_row(Conn& conn)
{
    auto const q = conn.prepare("SELECT schema_version, bureau, county, division_code, utc_offset_minutes, language, illustrative, "
                                "order_number_pattern, code_profile FROM ledger WHERE id = 1 AND format = 'taizhang'");
    if (!q->step())
        throw Error{Error::Kind::corrupt, tr("The ledger's own record is missing."), {}, tr("Restore the last backup.")};
    app::LedgerInfo info;
    info.schema_version = static_cast<int>(q->integer(0));
    info.bureau = q->text(1);
    info.county = q->text(2);
    info.division_code = q->text(3);
    info.utc_offset_minutes = static_cast<int>(q->integer(4));
    info.language = language_from(q->text(5));
    info.illustrative = q->integer(6) != 0;
    info.order_number_pattern = q->text(7);
    info.code_profile = q->text(8);
    if (info.schema_version >= 2) // an older one that can only be read has none
        read_settings(conn, info);
    return info;
}

} // namespace taizhang::store
