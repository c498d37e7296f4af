#include "app/import_trial.hpp"

#include <algorithm>

namespace taizhang::app {
namespace {

std::string kind_of(ImportTrial const& trial)
{
    auto const layer = std::ranges::find(trial.layers, trial.open.layer, &Layer::name);
    return layer != trial.layers.end() ? layer->kind : trial.layers.size() == 1 ? trial.layers.front().kind : std::string{};
}

void settle_what(Ledger const& ledger, SourceTable const& table, ImportTrial& trial)
{
    auto& import = trial.import;
    trial.guesses = guessed_classes(ledger.catalog(), {std::filesystem::path{import.file}.filename().string() + " " + table.name(),
                                                       table.headers(), kind_of(trial), table.has_geometry()});
    if (import.what != "assets" || !import.class_key.empty())
        return;
    if (trial.guesses.empty())
        return;
    import.what = trial.guesses.front().what;
    import.class_key = trial.guesses.front().class_key;
}

} // namespace

ImportTrial bring_in(Ledger& ledger, ForeignFiles const& files, std::string const& who, ReadOptions open, ImportChoices import,
                     Progress const& progress)
{
    ImportTrial trial{files.layers(import.file), {}, {}, std::move(open), std::move(import), {}, {}};
    if (trial.open.layer.empty() && trial.layers.size() > 1)
        trial.open.layer = trial.layers.front().name;
    trial.open.expected = expectation_of(ledger);
    auto table = files.read(trial.import.file, trial.open);
    if (trial.import.map.empty() && trial.import.kept_map.empty())
        if (auto const mapping = mapping_for(mappings_of(ledger), table->headers())) {
            trial.mapping = mapping->name;
            apply(*mapping, trial.open, trial.import);
            table = files.read(trial.import.file, trial.open);
        }
    settle_what(ledger, *table, trial);
    if (!trial.import.dry_run)
        trial.import.file_hash = files.hash(trial.import.file);
    if (trial.import.what == "assets" && trial.import.class_key.empty()) {
        trial.reading = table->reading();
        return trial; // nobody knows yet what the rows are; what the file looks like is known all the same
    }
    trial.result = import_with_report(ledger, who, *table, trial.import, table->reading().sample, progress);
    trial.reading = table->reading();
    return trial;
}

} // namespace taizhang::app
