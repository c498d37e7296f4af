#include "present/import_form.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>

namespace taizhang::present {

namespace {

constexpr std::size_t shown = 500; // issues in the list; the sentence above it counts all

RecordsChanged changes_of(std::string const& what)
{
    return {what == "assets", what != "communities", what == "communities"};
}

app::ImportResult bring_in(app::Ledger& ledger, app::TableFiles const& files, Clock const& clock, std::string const& who,
                           std::string const& file, std::string const& crs, app::ImportOptions options,
                           Progress const& progress)
{
    app::OpenOptions open;
    open.crs = crs;
    auto const table = files.open(file, open);
    if (!options.dry_run)
        options.file_hash = files.hash(file);
    return app::import_table(ledger, clock, who, *table, options, progress);
}

} // namespace

ImportForm::ImportForm(Workbench& bench, std::string file) : bench_{bench}, file_{std::move(file)}
{
    options_.class_key = guessed_class();
    try_out();
}

std::string ImportForm::guessed_class() const
{
    auto const name = folded(std::filesystem::path{file_}.stem().string());
    for (auto const& c : bench_.catalog().classes())
        if (name.find(folded(c.name.zh)) != std::string::npos || name.find(folded(c.key)) != std::string::npos)
            return c.key;
    for (auto const& [part, key] : {std::pair{"light", "streetlight"}, {"lamp", "streetlight"}, {"toilet", "public_toilet"},
                                    {"charg", "ev_charger"}, {"evse", "ev_charger"}, {"gas", "gas_main"}, {"road", "road"}, {"street", "road"},
                                    {"center", "road"}, {"inlet", "rain_inlet"}, {"basin", "rain_inlet"}})
        if (name.find(part) != std::string::npos)
            return key;
    return "streetlight";
}

std::vector<Choice> ImportForm::what_choices() const
{
    auto const& say = bench_.say();
    return {{"assets", say.say("Facilities")}, {"orders", say.say("Orders")}, {"communities", say.say("Old communities")}};
}

std::vector<Choice> ImportForm::class_choices() const
{
    std::vector<Choice> choices;
    for (auto const& c : bench_.catalog().classes())
        choices.push_back({c.key, c.name.in(bench_.say().language())});
    return choices;
}

std::vector<Choice> ImportForm::crs_choices() const
{
    auto const& say = bench_.say();
    return {{"", say.say("as the file says, else longitude and latitude")},
            {"EPSG:4490", say.say("CGCS2000 longitude and latitude")},
            {"EPSG:4547", say.say("CGCS2000 3-degree zone, 114°E")},
            {"EPSG:4526", say.say("CGCS2000 3-degree zone 38")},
            {"EPSG:4525", say.say("CGCS2000 3-degree zone 37")},
            {"gcj02", say.say("Amap, Tencent (GCJ-02)")},
            {"bd09", say.say("Baidu (BD-09)")}};
}

std::vector<Choice> ImportForm::mode_choices() const
{
    auto const& say = bench_.say();
    return {{"add", say.say("Add all as new")},
            {"upsert", say.say("Change those with the same code, add the others")},
            {"update", say.say("Only change those with the same code")}};
}

void ImportForm::set(Options options)
{
    if (options == options_)
        return;
    auto before = options_;
    options_ = std::move(options);
    before.leave_out_refused = options_.leave_out_refused;
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

app::ImportOptions ImportForm::import_options(bool dry_run) const
{
    app::ImportOptions import;
    import.what = options_.what;
    if (options_.what == "assets")
        import.class_key = options_.class_key;
    import.mode = options_.mode == "update"   ? app::ImportMode::update
                  : options_.mode == "upsert" ? app::ImportMode::upsert
                                              : app::ImportMode::add;
    import.no_geometry = options_.without_position;
    import.accept_refused = dry_run || options_.leave_out_refused;
    import.dry_run = dry_run;
    import.file = file_;
    return import;
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
        [&files = bench_.files(), &clock = bench_.clock(), who = bench_.who(), file = file_, crs = options_.crs,
         options = import_options(true)](app::Ledger& ledger, Progress const& progress) {
            return bring_in(ledger, files, clock, who, file, crs, options, progress);
        },
        [this, settle](app::ImportResult result) {
            result_ = std::move(result);
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
        return failure_;
    auto words = say.say("{0} new, {1} changed, {2} the same.", result_->added, result_->changed, result_->same);
    if (!result_->refused.empty())
        words += ' ' + say.say("{0} rows cannot be taken.", result_->refused.size());
    if (!result_->warnings.empty())
        words += ' ' + say.say("{0} cells are kept as they are, not understood.", result_->warnings.size());
    return words;
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
    if (say.language() == Language::zh) // the first alias is what a Chinese table calls it
        for (auto const& known : catalog.common_aliases())
            if (known.field == field && !known.aliases.empty())
                return known.aliases.front();
    return replaced(field, "_", " ");
}

std::vector<std::array<std::string, 2>> ImportForm::columns() const
{
    std::vector<std::array<std::string, 2>> rows;
    if (!result_)
        return rows;
    for (bool const understood : {true, false}) // what becomes a field of ours stands first
        for (auto const& use : result_->columns)
            if (!use.field.empty() == understood)
                rows.push_back({use.header, field_name(use.field)});
    return rows;
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
        [&files = bench.files(), &clock = bench_.clock(), who = bench.who(), file = file_, crs = options_.crs,
         options = import_options(false)](app::Ledger& ledger, Progress const& progress) {
            return bring_in(ledger, files, clock, who, file, crs, options, progress);
        },
        [&bench, alive, changes](app::ImportResult const& result) {
            auto const& say = bench.say();
            bench.tell({Notice::Tone::done,
                        say.say("Imported: {0} new, {1} changed, {2} the same.", result.added, result.changed, result.same), {},
                        {}, say.say("Take back"), [&bench, alive, changes, batch = result.batch_uid, who = bench.who()] {
                            bench.run_job(
                                *alive, tr("Taking the import back"), changes,
                                [batch, who](app::Ledger& ledger, Progress const&) {
                                    return app::undo_import(ledger, who, batch);
                                },
                                [&bench](app::UndoResult const& undone) {
                                    auto words = bench.say().say("Import undone: {0} records removed, {1} put back as they were.",
                                                                 undone.removed, undone.restored);
                                    if (!undone.kept.empty())
                                        words += ' ' + bench.say().say("Left alone, because they were changed or used since: {0}",
                                                                       undone.kept.size());
                                    bench.tell({Notice::Tone::done, words, {}, {}});
                                });
                        }});
        });
}

} // namespace taizhang::present
