#include "main/ctl/commands.hpp"

#include "app/importing.hpp"
#include "exchange/files.hpp"
#include "main/ctl/output.hpp"

#include <algorithm>
#include <cstddef>

namespace taizhang::ctl {

namespace {

constexpr std::size_t issues_shown = 20; // in words; JSON holds all

// "field=column" of --map
std::pair<std::string, std::string> mapping_of(Args const& args, std::string const& text)
{
    auto const equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
        args.wrong(tr("--map needs field=column; \"{0}\" is none.", text));
    return {text.substr(0, equals), text.substr(equals + 1)};
}

app::ImportMode mode_of(Args const& args)
{
    auto const mode = args.one_of("--mode", {"add", "update", "upsert"}, "add");
    if (mode == "update")
        return app::ImportMode::update;
    return mode == "upsert" ? app::ImportMode::upsert : app::ImportMode::add;
}

struct Asked {
    exchange::OpenOptions open;
    app::ImportOptions import;
};

Asked what_is_asked(Args const& args)
{
    Asked asked;
    asked.open.layer = args.text("--layer");
    asked.open.crs = args.text("--crs");
    asked.open.encoding = args.text("--encoding");
    for (auto const& text : args.values("--map")) {
        auto const [field, column] = mapping_of(args, text);
        if (field == "lon" || field == "x")
            asked.open.x_column = column;
        else if (field == "lat" || field == "y")
            asked.open.y_column = column;
        else
            asked.import.map.emplace_back(field, column);
    }
    auto& import = asked.import;
    import.what = args.one_of("--what", {"assets", "orders", "communities"}, "assets");
    import.class_key = args.text("--class");
    if (import.what == "assets" && import.class_key.empty())
        args.wrong(tr("Say of which class the facilities are: --class KEY (\"taizhangctl classes DB\" lists them)."));
    import.mode = mode_of(args);
    import.key_field = args.text("--key", "code");
    import.no_geometry = args.has("--no-geometry");
    import.accept_refused = args.has("--accept-refused");
    import.dry_run = args.has("--dry-run");
    import.file = args.place(1);
    return asked;
}

Json issues_json(Session const& session, std::vector<app::RowIssue> const& issues)
{
    auto list = Json::array();
    for (auto const& issue : issues)
        list.push(
            Json::object({{"row", issue.row}, {"column", issue.column}, {"reason", session.say()(issue.reason)}}));
    return list;
}

void print_issues(Session& session, Text const& head, std::vector<app::RowIssue> const& issues)
{
    if (issues.empty())
        return;
    session.line(head);
    Table table{{session.say().say("row"), session.say().say("column"), session.say().say("reason")}};
    for (std::size_t i = 0; i < std::min(issues.size(), issues_shown); ++i)
        table.row({std::to_string(issues[i].row), issues[i].column, session.say()(issues[i].reason)});
    table.print(session.out());
    if (issues.size() > issues_shown)
        session.line(tr("{0} more; --json lists them all.", issues.size() - issues_shown));
}

void print_result(Session& session, app::ImportResult const& result, bool dry_run)
{
    if (result.written)
        session.line(tr("Imported: {0} new, {1} changed, {2} the same. Batch {3}", result.added, result.changed,
                        result.same, result.batch_uid));
    else if (dry_run)
        session.line(tr("Only tried: {0} new, {1} changed, {2} the same. Nothing was written.", result.added,
                        result.changed, result.same));
    print_issues(session, tr("Rows that cannot be taken: {0}", result.refused.size()), result.refused);
    print_issues(session, tr("Cells kept as they are, not understood: {0}", result.warnings.size()), result.warnings);
}

Json result_json(Session const& session, app::ImportResult const& result)
{
    auto columns = Json::array();
    for (auto const& use : result.columns)
        columns.push(Json::object({{"column", use.header}, {"field", use.field}}));
    return Json::object({{"batch", result.batch_uid.empty() ? Json{} : Json{result.batch_uid}},
                         {"written", result.written},
                         {"new", result.added},
                         {"changed", result.changed},
                         {"same", result.same},
                         {"refused", issues_json(session, result.refused)},
                         {"warnings", issues_json(session, result.warnings)},
                         {"columns", std::move(columns)}});
}

Status run_import(Session& session, Args const& args)
{
    auto asked = what_is_asked(args);
    auto const progress = session.progress(); // from here on a signal is a request to stop
    auto const ledger = session.open(args.place(0));
    auto& class_key = asked.import.class_key;
    if (!class_key.empty()) {
        auto const* understood = ledger->catalog().understand_class(class_key);
        class_key = understood ? understood->key : ledger->catalog().class_of(class_key).key;
    }
    auto const table = on_file([&] { return exchange::open_table(args.place(1), asked.open); });
    asked.import.file_hash = on_file([&] { return exchange::hash_of_file(args.place(1)); });
    auto const who = session.desk(*ledger, args).who();
    auto const result = app::import_table(*ledger, session.clock(), who, *table, asked.import, progress);
    if (session.json())
        session.print(result_json(session, result));
    else
        print_result(session, result, asked.import.dry_run);
    if (result.refused.empty() || asked.import.accept_refused)
        return done;
    session.note(tr("Nothing was written. Mend these rows, or leave them out with --accept-refused."));
    return refused;
}

Status run_undo_import(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    auto const who = session.desk(*ledger, args).who();
    auto const result = app::undo_import(*ledger, who, args.place(1));
    if (session.json()) {
        auto kept = Json::array();
        for (auto const& uid : result.kept)
            kept.push(uid);
        session.print(
            Json::object({{"removed", result.removed}, {"restored", result.restored}, {"kept", std::move(kept)}}));
        return done;
    }
    session.line(tr("Import undone: {0} records removed, {1} put back as they were.", result.removed, result.restored));
    if (!result.kept.empty())
        session.line(tr("Left alone, because they were changed or used since: {0}", result.kept.size()));
    return done;
}

Status run_export(Session& session, Args const& args)
{
    exchange::ExportOptions options;
    options.what = args.one_of("--what", {"assets", "orders", "lines", "communities"}, "assets");
    options.crs = args.text("--crs");
    options.where = args.text("--where");
    auto const ledger = session.open(args.place(0));
    if (auto const asked = args.value("--class")) {
        auto const* understood = ledger->catalog().understand_class(*asked);
        options.class_key = understood ? understood->key : ledger->catalog().class_of(*asked).key;
    }
    options.language = session.language();
    auto const records = exchange::export_table(*ledger, args.place(1), options, session.progress());
    if (session.json())
        session.print(Json::object({{"file", args.place(1)}, {"records", records}}));
    else
        session.line(tr("{0} records written to {1}", records, args.place(1)));
    return done;
}

std::vector<Option> import_options()
{
    return {
        {"--class", "KEY", tr("class of the facilities: key or name")},
        {"--what", "assets|orders|communities", tr("what the rows are; else assets")},
        {"--map", "FIELD=COLUMN", tr("which column fills a field; lon and lat too"), true},
        {"--crs", "EPSG:n|gcj02|bd09", tr("coordinate system; else what the file declares")},
        {"--encoding", "NAME", tr("encoding of the text; else found out")},
        {"--layer", "NAME", tr("layer, where the file has several")},
        {"--mode", "add|update|upsert", tr("add records, change those there are, or both; else add")},
        {"--key", "FIELD", tr("field by which records are found for update and upsert; else code")},
        {"--no-geometry", "", tr("rows without position are welcome")},
        {"--accept-refused", "", tr("leave out rows that cannot be taken; else one of them stops the import")},
        {"--dry-run", "", tr("only say what would happen")},
    };
}

} // namespace

std::vector<Command> exchange_commands()
{
    return {
        {"import",
         tr("Bring in a file: CSV, xlsx, GeoJSON, Shapefile, GeoPackage, KML"),
         {ledger_place(), {"FILE", tr("the file; a zipped Shapefile as it is")}},
         import_options(),
         true,
         run_import},
        {"undo-import",
         tr("Take an import back"),
         {ledger_place(), {"BATCH", tr("as import printed it; info lists them")}},
         {},
         true,
         run_undo_import},
        {"export",
         tr("Write records to a file; the ending says in which format"),
         {ledger_place(), {"OUT", tr(".gpkg .geojson .csv .xlsx .shp.zip .kml")}},
         {{"--what", "assets|orders|lines|communities", tr("what to write; else assets")},
          {"--class", "KEY", tr("only this class")},
          {"--crs", "EPSG:n|gcj02|bd09", tr("coordinate system; else EPSG:4490")},
          {"--where", "TEXT", tr("only what the search for this text finds")}},
         false,
         run_export},
    };
}

} // namespace taizhang::ctl
