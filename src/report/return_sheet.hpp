#pragma once

#include "app/importing.hpp"
#include "base/text.hpp"

#include <cstdint>
#include <string>

namespace taizhang::report {

struct ReturnSheet {
    std::int64_t rows = 0, answered = 0;
};

/// The sheet that goes back to 12345. Given theirs, it comes back with their columns as they were and the ones for state,
/// answer and time filled in; a column that is not there is added. A request joined with another gets that one's answer.
/// Without theirs: every request that has a number outside. Written wholly or not at all.
/// @throws Error invalid_input when theirs has no column with the number; usage for another ending than .xlsx
ReturnSheet write_return_sheet(app::Ledger const& ledger, app::SourceTable* theirs, Language language, std::string const& path);

} // namespace taizhang::report
