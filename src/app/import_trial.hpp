#pragma once

#include "app/guess_class.hpp"
#include "app/import_mapping_use.hpp"

namespace taizhang::app {

/// A file gone through from beginning to end: what there was to choose, what was found out, what came of it.
struct ImportTrial {
    std::vector<Layer> layers;
    std::string mapping;                ///< the saved mapping that was put to use; "" = none
    std::vector<ClassGuess> guesses;    ///< likeliest first
    ReadOptions open;                   ///< as settled
    ImportChoices import;
    FileReading reading;
    ImportReport result;
};

/// Opens the file, settles what the options leave open (layer, saved mapping whose columns fit, what the rows are), and
/// imports it, or tries to when options.dry_run.
/// When nothing says what the rows are, import.class_key stays empty and nothing is tried.
/// @throws as ForeignFiles::read() and import_table()
[[nodiscard]] ImportTrial bring_in(Ledger& ledger, ForeignFiles const& files, std::string const& who, ReadOptions open,
                                   ImportChoices import, Progress const& progress);

} // namespace taizhang::app
