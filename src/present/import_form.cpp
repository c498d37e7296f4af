#include "present/import_form.hpp"

#include "app/importing_requests.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <tuple>

namespace taizhang::present {

namespace {

constexpr std::size_t shown = 500; // issues in the list; the sentence above it counts all

RecordsChanged changes_of(std::string const& what)
{
    RecordsChanged changes;
    changes.assets = what == "assets";
    changes.orders = what == "assets" || what == "orders";
    changes.communities = what == "communities";
    changes.requests = what == "requests";
    return changes;
}


/// What import and export need of the files; the program's main gives nothing less.
app::ForeignFiles const& foreign(Workbench const& bench) { return dynamic_cast<app::ForeignFiles const&>(bench.files()); }

/// "EPSG:4547 yx" -> system and axes
std::pair<std::string, app::ReadOptions::Axes> system_of(std::string const& choice)
{
    using Axes = app::ReadOptions::Axes;
    auto const blank = choice.find(' ');
    if (blank == std::string::npos)
        return {choice, Axes::found_out};
    return {choice.substr(0, blank), choice.ends_with("yx") ? Axes::yx : Axes::xy};
}

} // namespace

ImportForm::ImportForm(Workbench& bench, std::string file) : bench_{bench}, file_{std::move(file)} { try_out(); }

std::vector<Choice> ImportForm::layer_choices() const
{
    std::vector<Choice> choices;
    if (trial_)
        for (auto const& layer : trial_->layers)
            choices.push_back({layer.name, layer.rows < 0 ? layer.name : bench_.say().say("{0} ({1} rows)", layer.name, layer.rows)});
    return choices;
}

std::vector<Choice> ImportForm::what_choices() const
{
    auto const& say = bench_.say();
    return {{"assets", say.say("Facilities")}, {"orders", say.say("Orders")}, {"requests", say.say("Requests")},
            {"communities", say.say("Old communities")}};
}

std::vector<Choice> ImportForm::class_choices() const
{
    std::vector<Choice> choices;
    auto const add = [&](domain::AssetClass const& c) {
        if (std::ranges::find(choices, c.key, &Choice::key) == choices.end())
            choices.push_back({c.key, c.name.in(bench_.say().language())});
    };
    if (trial_)
        for (auto const& guess : trial_->guesses)
            if (auto const* c = bench_.catalog().find_class(guess.class_key))
                add(*c);
    for (auto const& c : bench_.catalog().classes())
        add(c);
    return choices;
}

std::vector<Choice> ImportForm::encoding_choices() const
{
    if (!trial_ || trial_->reading.encoding.value.empty())
        return {};
    std::vector<Choice> choices{{"", bench_.say().say("as found out: {0}", trial_->reading.encoding.value)}};
    for (auto const* name : {"UTF-8", "GB18030", "Big5", "UTF-16LE", "windows-1252"})
        choices.push_back({name, name});
    return choices;
}

std::vector<Choice> ImportForm::key_choices() const
{
    auto const& say = bench_.say();
    return {{"code", field_name("code")}, {"name", field_name("name")}, {"place", say.say("place, within 5 m")}};
}

std::vector<Choice> ImportForm::field_choices() const
{
    auto const& say = bench_.say();
    std::vector<Choice> choices{{"", say.say("kept as it is")}};
    auto const& catalog = bench_.catalog();
    for (auto const& known : catalog.common_aliases())
        if (known.field != "x" && known.field != "y")
            choices.push_back({known.field, field_name(known.field)});
    if (auto const* of = catalog.find_class(options_.class_key))
        for (auto const& attribute : of->attributes)
            choices.push_back({"attr." + attribute.key, attribute.name.in(say.language())});
    return choices;
}

std::vector<Choice> ImportForm::crs_choices() const
{
    auto const& say = bench_.say();
    std::vector<Choice> choices{{"", trial_ && !trial_->reading.system.value.empty()
                                                       ? say.say("as found out: {0}", trial_->reading.system.value)
                                                       : say.say("as the file says, else longitude and latitude")}};
    for (auto const& [key, name] : {Choice{"EPSG:4490", say.say("CGCS2000 longitude and latitude")},
                                    Choice{"EPSG:4547", say.say("CGCS2000 3-degree zone, 114°E")},
                                    Choice{"EPSG:4546", say.say("CGCS2000 3-degree zone, 111°E")},
                                    Choice{"EPSG:4526", say.say("CGCS2000 3-degree zone 38")},
                                    Choice{"EPSG:4525", say.say("CGCS2000 3-degree zone 37")},
                                    Choice{"gcj02", say.say("Amap, Tencent (GCJ-02)")},
                                    Choice{"bd09", say.say("Baidu (BD-09)")}})
        choices.push_back({key, name});
    if (trial_ && !trial_->reading.x_header.empty())
        choices.push_back({trial_->reading.system.value + (trial_->reading.swapped ? " xy" : " yx"),
                           say.say("{0}, X and Y the other way round", trial_->reading.system.value)});
    return choices;
}

std::vector<Choice> ImportForm::mode_choices() const
{
    auto const& say = bench_.say();
    return {{"add", say.say("Add all as new")},
            {"upsert", say.say("Change those that are there, add the others")},
            {"update", say.say("Only change those that are there")}};
}

void ImportForm::set(Options options)
{
    if (options == options_)
        return;
    auto before = options_;
    options_ = std::move(options);
    before.leave_out_refused = options_.leave_out_refused;
    before.save_as = options_.save_as;
    if (before.class_key != options_.class_key || before.layer != options_.layer)
        options_.fields.clear(); // decided for another kind of table
    if (before.layer != options_.layer)
        options_.class_key.clear(), options_.what = "assets";
    if (before == options_) {
        tried.publish({}); // only whether it may go on
        return;
    }
    if (trying_) {
        again_ = true;
        bench_.stop_job();
    } else
        try_out();
}

app::ReadOptions ImportForm::open_options() const
{
    app::ReadOptions open;
    open.layer = options_.layer;
    open.encoding = options_.encoding;
    std::tie(open.crs, open.axes) = system_of(options_.crs);
    return open;
}

app::ImportChoices ImportForm::import_options(bool dry_run) const
{
    app::ImportChoices import;
    import.what = options_.what;
    if (options_.what == "assets")
        import.class_key = options_.class_key;
    import.mode = options_.mode == "update"   ? app::ImportMode::update
                  : options_.mode == "upsert" ? app::ImportMode::upsert
                                              : app::ImportMode::add;
    import.key_field = options_.key;
    for (auto const& [column, field] : options_.fields)
        import.kept_map.push_back({column, field});
    import.no_geometry = options_.without_position;
    import.accept_refused = dry_run || options_.leave_out_refused;
    import.dry_run = dry_run;
    import.file = file_;
    return import;
}

void ImportForm::take(app::ImportTrial trial)
{
    trial_ = std::move(trial);
    options_.layer = trial_->open.layer;
    options_.what = trial_->import.what;
    options_.class_key = trial_->import.class_key;
    options_.key = trial_->import.key_field;
    options_.without_position = trial_->import.no_geometry;
    result_.reset();
    if (trial_->import.what != "assets" || !trial_->import.class_key.empty())
        result_ = trial_->result;
}

void ImportForm::try_out()
{
    if (bench_.job()) {
        failure_ = bench_.say().say("Another job is still running: {0}", bench_.job()->doing);
        tried.publish({});
        return;
    }
    trying_ = true;
    result_.reset();
    failure_.clear();
    auto const settle = [this] {
        trying_ = false;
        if (std::exchange(again_, false))
            try_out();
        else
            tried.publish({});
    };
    bench_.run_job(
        alive_, tr("Trying {0}", std::filesystem::path{file_}.filename().string()), {},
        [&files = foreign(bench_), who = bench_.who(), open = open_options(),
         options = import_options(true)](app::Ledger& ledger, Progress const& progress) {
            return app::bring_in(ledger, files, who, open, options, progress);
        },
        [this, settle](app::ImportTrial trial) {
            if (!again_)
                take(std::move(trial));
            settle();
        },
        [this, settle](std::exception_ptr error) {
            auto const notice = notice_of(error, bench_.say());
            failure_ = notice.text + (notice.where.empty() ? "" : "\n" + notice.where) +
                       (notice.todo.empty() ? "" : "\n" + notice.todo);
            settle();
        });
    tried.publish({});
}

std::string ImportForm::summary() const
{
    auto const& say = bench_.say();
    if (trying_)
        return say.say("Looking through the file …");
    if (!result_)
        return trial_ && failure_.empty() ? say.say("Nothing in the file says what its rows are: choose the class.") : failure_;
    auto words = say.say("{0} new, {1} changed, {2} the same.", result_->added, result_->changed, result_->same);
    if (!result_->refused.empty())
        words += ' ' + say.say("{0} rows cannot be taken.", result_->refused.size());
    if (!result_->warnings.empty())
        words += ' ' + say.say("{0} cells are kept as they are, not understood.", result_->warnings.size());
    return words;
}

std::vector<std::string> ImportForm::findings() const
{
    std::vector<std::string> lines;
    if (!trial_)
        return lines;
    auto const& say = bench_.say();
    auto const& reading = trial_->reading;
    if (!trial_->mapping.empty())
        lines.push_back(say.say("Read as the saved mapping “{0}” says.", trial_->mapping));
    else if (!trial_->guesses.empty() && trial_->guesses.front().class_key == options_.class_key && trial_->guesses.front().what == options_.what)
        lines.push_back(say(trial_->guesses.front().why));
    if (!reading.encoding.value.empty())
        lines.push_back(say.say("Text read as {0}. {1}", reading.encoding.value, say(reading.encoding.why)));
    if (reading.header_row > 1 || reading.header_rows > 1)
        lines.push_back(say.say("Column names taken from row {0} ({1} rows).", reading.header_row, reading.header_rows));
    if (!reading.inherited.empty())
        lines.push_back(say.say("A blank means “as above” in: {0}", joined(reading.inherited, ", ")));
    if (!reading.system.value.empty())
        lines.push_back(say.say("Coordinates taken as {0}. {1}", reading.system.value, say(reading.system.why)));
    return lines;
}

std::vector<std::array<std::string, 3>> ImportForm::issues() const
{
    std::vector<std::array<std::string, 3>> rows;
    if (!result_)
        return rows;
    for (auto const* list : {&result_->refused, &result_->warnings})
        for (auto const& issue : *list)
            if (rows.size() < shown)
                rows.push_back({std::to_string(issue.row), issue.column, bench_.say()(issue.reason)});
    for (auto const& row : trial_->reading.left_out)
        if (rows.size() < shown)
            rows.push_back({std::to_string(row.row), row.text, bench_.say().say("left out: {0}", bench_.say()(row.why))});
    return rows;
}

std::string ImportForm::field_name(std::string const& field) const
{
    auto const& say = bench_.say();
    if (field.empty())
        return say.say("kept as it is");
    auto const& catalog = bench_.catalog();
    if (field.starts_with("attr."))
        if (auto const* of = catalog.find_class(options_.class_key))
            if (auto const* attribute = of->attribute(field.substr(5)))
                return attribute->name.in(say.language());
    if (options_.what == "requests" && say.language() == Language::zh)
        if (auto header = app::request_header_of(field); !header.empty())
            return header;
    if (say.language() == Language::zh) // the first alias is what a Chinese table calls it
        for (auto const& known : catalog.common_aliases())
            if (known.field == field && !known.aliases.empty())
                return known.aliases.front();
    return replaced(field, "_", " ");
}

std::vector<std::array<std::string, 3>> ImportForm::columns() const
{
    constexpr std::size_t values = 3;
    std::vector<std::array<std::string, 3>> rows;
    if (!result_)
        return rows;
    auto const& reading = trial_->reading;
    for (bool const understood : {true, false}) // what becomes a field of ours stands first
        for (std::size_t i = 0; i < result_->columns.size(); ++i) {
            auto const& use = result_->columns[i];
            bool const is_position = !use.header.empty() && (use.header == reading.x_header || use.header == reading.y_header);
            if ((!use.field.empty() || is_position) != understood)
                continue;
            std::vector<std::string> samples;
            for (auto const& cells : reading.sample)
                if (i < cells.size() && !trimmed(cells[i]).empty() && samples.size() < values &&
                    std::ranges::find(samples, cells[i]) == samples.end())
                    samples.push_back(cells[i]);
            rows.push_back({use.header, is_position ? bench_.say().say("coordinate") : field_name(use.field), joined(samples, " | ")});
        }
    return rows;
}

std::string ImportForm::field_of(std::string const& column) const
{
    if (result_)
        for (auto const& use : result_->columns)
            if (use.header == column)
                return use.field;
    return {};
}

std::vector<std::array<std::string, 4>> ImportForm::changes() const
{
    std::vector<std::array<std::string, 4>> rows;
    if (result_)
        for (auto const& c : result_->changes)
            rows.push_back({c.record, field_name(c.field), c.before, c.after});
    return rows;
}

std::vector<geo::Position> const& ImportForm::places() const
{
    static std::vector<geo::Position> const none;
    return result_ ? result_->places : none;
}

std::vector<geo::Shape::Chain> const& ImportForm::roads() const
{
    static std::vector<geo::Shape::Chain> const none;
    return trial_ ? trial_->open.expected.roads : none;
}

bool ImportForm::can_import() const
{
    return result_ && !trying_ && result_->added + result_->changed > 0 &&
           (result_->refused.empty() || options_.leave_out_refused);
}

void ImportForm::import()
{
    // the dialog closes now; what follows belongs to the bench
    auto& bench = bench_;
    auto const alive = std::make_shared<Lifetime>();
    auto const changes = changes_of(options_.what);
    bench.run_job(
        *alive, tr("Importing {0}", std::filesystem::path{file_}.filename().string()), changes,
        [&files = foreign(bench), who = bench.who(), open = open_options(), save_as = options_.save_as,
         options = import_options(false)](app::Ledger& ledger, Progress const& progress) {
            auto trial = app::bring_in(ledger, files, who, open, options, progress);
            if (!save_as.empty() && trial.result.written)
                app::mappings_of(ledger).put(app::mapping_of(save_as, trial.open, trial.import, trial.result, trial.reading), who);
            return trial.result;
        },
        [&bench, alive, changes](app::ImportResult const& result) {
            auto const& say = bench.say();
            bench.tell({Notice::Tone::done,
                        say.say("Imported: {0} new, {1} changed, {2} the same.", result.added, result.changed, result.same), {},
                        {}, say.say("Take back"), [&bench, alive, changes, batch = result.batch_uid, who = bench.who()] {
                            bench.run_job(
                                *alive, tr("Taking the import back"), changes,
                                [batch, who](app::Ledger& ledger, Progress const&) {
                                    auto const undone = app::undo_import(ledger, who, batch);
                                    return std::pair{undone, app::names_of(ledger, undone.kept)};
                                },
                                [&bench](std::pair<app::UndoResult, std::vector<std::string>> const& taken) {
                                    auto const& [undone, kept] = taken;
                                    auto words = bench.say().say("Import undone: {0} records removed, {1} put back as they were.",
                                                                 undone.removed, undone.restored);
                                    if (!undone.kept.empty())
                                        words += ' ' + bench.say().say("Left alone, because they were changed or used since: {0}",
                                                                       joined(kept, ", "));
                                    bench.tell({Notice::Tone::done, words, {}, {}});
                                });
                        }});
        });
}

} // namespace taizhang::present
