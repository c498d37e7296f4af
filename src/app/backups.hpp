#pragma once

#include "app/ledger.hpp"

namespace taizhang::app {

/// The automatic backup of a ledger kept in a file: once a local day, beside it in the folder "<name>.backups" or where the settings say; as many kept as they say.
/// A copy that cannot be made is no reason not to work: returns what is wrong, or an empty text. Stopping leaves no half copy.
Text back_up_daily(Ledger const& ledger, Date today, Progress const& progress);
/// The folder those backups lie in; empty for a ledger on a server.
[[nodiscard]] std::filesystem::path backup_folder(LedgerInfo const& info);

/// The day of the newest of them; the copies made before an update and by hand do not count.
[[nodiscard]] std::optional<Date> last_daily_backup(LedgerInfo const& info);

struct BackupFile {
    std::filesystem::path path;
    Instant written;
    std::uintmax_t bytes = 0;
};
/// Newest first.
[[nodiscard]] std::vector<BackupFile> backups_in(std::filesystem::path const& folder);
/// Where the backups of a ledger lie that cannot be opened.
[[nodiscard]] std::filesystem::path usual_backup_folder(std::filesystem::path const& ledger);

} // namespace taizhang::app
