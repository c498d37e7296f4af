#include "main/ctl/commands.hpp"

#include "app/exporting.hpp"
#include "app/guess_class.hpp"
#include "app/import_mapping_use.hpp"
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

app::ReadOptions::Axes axes_of(Args const& args)
{
    using Axes = app::ReadOptions::Axes;
    auto const axes = args.one_of("--axes", {"auto", "xy", "yx"}, "auto");
    return axes == "xy" ? Axes::xy : axes == "yx" ? Axes::yx : Axes::found_out;
}

struct Asked {
    app::ReadOptions open;
    app::ImportChoices import;
};

Asked what_is_asked(Args const& args)
{
    Asked asked;
    asked.open.layer = args.text("--layer");
    asked.open.crs = args.text("--crs");
    asked.open.encoding = args.text("--encoding");
    asked.open.axes = axes_of(args);
    asked.open.header_row = args.whole("--header-row", 1, 1000).value_or(0);
    if (args.one_of("--blanks", {"auto", "empty"}, "auto") == "empty")
        asked.open.blanks = app::ReadOptions::Blanks::empty;
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
    import.what = args.one_of("--what", {"assets", "orders", "communities", "requests"}, "assets");
    import.class_key = args.text("--class");
    import.mode = mode_of(args);
    import.key_field = args.text("--key", "code");
    import.within_m = static_cast<double>(args.whole("--within", 0, 1000).value_or(5));
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

Json guess_json(Session const& session, app::Guess const& guess)
{
    return Json::object({{"value", guess.value.empty() ? Json{} : Json{guess.value}}, {"why", session.say()(guess.why)}});
}

// what the file was taken for, so that a person can judge
Json reading_json(Session const& session, app::FileReading const& reading)
{
    auto out = Json::object({{"encoding", guess_json(session, reading.encoding)},
                             {"header_row", reading.header_row},
                             {"header_rows", std::int64_t{reading.header_rows}},
                             {"system", guess_json(session, reading.system)},
                             {"x", reading.x_header},
                             {"y", reading.y_header},
                             {"swapped", reading.swapped},
                             {"inherited", Json::array()},
                             {"left_out", Json::array()},
                             {"beliefs", Json::array()}});
    auto inherited = Json::array(), left_out = Json::array(), beliefs = Json::array();
    for (auto const& header : reading.inherited)
        inherited.push(header);
    for (auto const& row : reading.left_out)
        left_out.push(Json::object({{"row", row.row}, {"text", row.text}, {"why", session.say()(row.why)}}));
    for (auto const& belief : reading.beliefs)
        beliefs.push(Json::object({{"system", belief.system}, {"swapped", belief.swapped}, {"in_area", belief.in_area}, {"why", session.say()(belief.why)}}));
    out.set("inherited", std::move(inherited));
    out.set("left_out", std::move(left_out));
    out.set("beliefs", std::move(beliefs));
    return out;
}

// the same in words: only what is not self-evident
void print_reading(Session& session, app::FileReading const& reading)
{
    if (!reading.encoding.value.empty() && reading.encoding.value != "UTF-8")
        session.line(tr("Text read as {0}. {1}", reading.encoding.value, reading.encoding.why));
    if (reading.header_row > 1 || reading.header_rows > 1)
        session.line(tr("Column names taken from row {0} ({1} rows).", reading.header_row, reading.header_rows));
    if (!reading.inherited.empty())
        session.line(tr("A blank means “as above” in: {0}", joined(reading.inherited, ", ")));
    for (auto const& row : reading.left_out)
        session.line(tr("Row {0} left out, {1}: {2}", row.row, row.why, row.text));
    if (!reading.system.value.empty())
        session.line(tr("Coordinates taken as {0}. {1}", reading.system.value, reading.system.why));
    if (reading.swapped)
        session.line(tr("The first coordinate column holds the northing or latitude."));
}

Json result_json(Session const& session, app::ImportReport const& result)
{
    auto columns = Json::array();
    for (auto const& use : result.columns)
        columns.push(Json::object({{"column", use.header}, {"field", use.field}}));
    auto changes = Json::array();
    for (auto const& c : result.changes)
        changes.push(Json::object({{"row", c.row}, {"record", c.record}, {"field", c.field}, {"before", c.before}, {"after", c.after}}));
    auto unmatched = Json::array();
    for (auto const& u : result.unmatched)
        unmatched.push(Json::object({{"column", u.column}, {"value", u.value}, {"rows", u.rows}}));
    return Json::object({{"batch", result.batch_uid.empty() ? Json{} : Json{result.batch_uid}},
                         {"written", result.written},
                         {"new", result.added},
                         {"changed", result.changed},
                         {"same", result.same},
                         {"refused", issues_json(session, result.refused)},
                         {"warnings", issues_json(session, result.warnings)},
                         {"columns", std::move(columns)},
                         {"changes", std::move(changes)},
                         {"unmatched", std::move(unmatched)}});
}

// the class as it was said, else as the file's words suggest
app::Guess settle_class(Session& session, Args const& args, app::Ledger const& ledger, app::SourceTable const& table, app::ImportOptions& import)
{
    if (import.what != "assets")
        return {};
    auto& key = import.class_key;
    if (!key.empty()) {
        auto const* understood = ledger.catalog().understand_class(key);
        key = understood ? understood->key : ledger.catalog().class_of(key).key;
        return {key, tr("The class was given.")};
    }
    auto const guesses = app::guessed_classes(ledger.catalog(), {args.place(1) + " " + table.name(), table.headers(), {}, table.has_geometry()});
    auto const guess = std::ranges::find(guesses, std::string{"assets"}, &app::ClassGuess::what);
    if (guess == guesses.end())
        args.wrong(tr("Say of which class the facilities are: --class KEY (\"taizhangctl classes DB\" lists them)."));
    key = guess->class_key;
    if (!session.json())
        session.line(tr("Taken as {0}: {1}", ledger.catalog().class_of(key).name.in(session.language()), guess->why));
    return {key, guess->why};
}

Status run_import(Session& session, Args const& args)
{
    auto asked = what_is_asked(args);
    auto const progress = session.progress(); // from here on a signal is a request to stop
    auto const ledger = session.open(args.place(0));
    if (auto const name = args.text("--mapping"); !name.empty())
        app::apply(app::mapping_named(app::mappings_of(*ledger), name), asked.open, asked.import);
    asked.open.expected = app::expectation_of(*ledger);
    auto const table = on_file([&] { return exchange::open_table(args.place(1), asked.open); });
    auto const guess = settle_class(session, args, *ledger, *table, asked.import);
    asked.import.file_hash = on_file([&] { return exchange::hash_of_file(args.place(1)); });
    auto const who = session.desk(*ledger, args).who();
    auto const result = app::import_with_report(*ledger, who, *table, asked.import, table->reading().sample, progress);
    if (auto const name = args.text("--save-mapping"); !name.empty() && !asked.import.dry_run)
        app::mappings_of(*ledger).put(app::mapping_of(name, asked.open, asked.import, result, table->reading()), who);
    if (session.json()) {
        auto json = result_json(session, result);
        json.set("class", guess_json(session, guess));
        json.set("reading", reading_json(session, table->reading()));
        session.print(json);
    } else {
        print_reading(session, table->reading());
        print_result(session, result, asked.import.dry_run);
    }
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
        session.line(tr("Left alone, because they were changed or used since: {0}", joined(app::names_of(*ledger, result.kept), ", ")));
    return done;
}

Status run_export(Session& session, Args const& args)
{
    app::WriteOptions options;
    options.what = args.one_of("--what", {"assets", "orders", "lines", "communities"}, "assets");
    options.crs = args.text("--crs");
    options.where = args.text("--where");
    auto const ledger = session.open(args.place(0));
    if (auto const asked = args.value("--class")) {
        auto const* understood = ledger->catalog().understand_class(*asked);
        options.class_key = understood ? understood->key : ledger->catalog().class_of(*asked).key;
    }
    options.language = session.language();
    options.bom = !args.has("--no-bom");
    options.gas_details = args.has("--with-gas-details");
    options.reason = args.text("--reason");
    exchange::GdalFiles const files;
    auto const losses = files.losses(*ledger, args.place(1), options);
    auto losses_json = Json::array();
    for (auto const& loss : losses) {
        losses_json.push(session.say()(loss));
        if (!session.json())
            session.note(tr("Not in the file: {0}", loss));
    }
    auto const who = options.gas_details ? session.desk(*ledger, args).who() : std::string{};
    auto const records = app::export_records(*ledger, files, who, args.place(1), options, session.progress());
    if (session.json())
        session.print(Json::object({{"file", args.place(1)}, {"records", records}, {"losses", std::move(losses_json)}}));
    else
        session.line(tr("{0} records written to {1}", records, args.place(1)));
    return done;
}

std::vector<Option> import_options()
{
    return {
        {"--class", "KEY", tr("class of the facilities: key or name; else guessed by the columns")},
        {"--what", "assets|orders|communities", tr("what the rows are; else assets")},
        {"--mapping", "NAME", tr("read the file as a saved mapping says")},
        {"--save-mapping", "NAME", tr("keep in the ledger how this file was read")},
        {"--map", "FIELD=COLUMN", tr("which column fills a field; lon and lat too"), true},
        {"--crs", "EPSG:n|gcj02|bd09", tr("coordinate system; else what the file declares")},
        {"--encoding", "NAME", tr("encoding of the text; else found out")},
        {"--layer", "NAME", tr("layer, where the file has several")},
        {"--axes", "auto|xy|yx", tr("yx: the first coordinate column holds the northing or latitude; else found out")},
        {"--header-row", "N", tr("row with the column names; else found out")},
        {"--blanks", "auto|empty", tr("empty: a blank cell never means \"as above\"")},
        {"--mode", "add|update|upsert", tr("add records, change those there are, or both; else add")},
        {"--key", "FIELD", tr("field by which records are found for update and upsert, or place; else code")},
        {"--within", "METRES", tr("with --key place: how far apart the same thing may be; else 5")},
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
         tr("Bring in a file: CSV, xlsx, ods, GeoJSON, Shapefile, GeoPackage, KML, GPX, DXF"),
         {ledger_place(), {"FILE", tr("the file; also a folder or a zip")}},
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
          {"--where", "TEXT", tr("only what the search for this text finds")},
          {"--no-bom", "", tr("CSV without the mark of UTF-8 that Excel needs")},
          {"--with-gas-details", "", tr("position and depth of gas mains too; needs --reason and is audited")},
          {"--reason", "TEXT", tr("who gets the gas details and what for")}},
         true,
         run_export},
    };
}

} // namespace taizhang::ctl
