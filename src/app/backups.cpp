#include "app/backups.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <vector>

namespace taizhang::app {

namespace {

namespace fs = std::filesystem;

/// "NAME 2026-11-24.gpkg": other copies in the folder are none of ours to remove.
bool is_daily(fs::path const& file, std::string const& name)
{
    auto const stem = file.stem().string();
    return file.extension() == ".gpkg" && stem.starts_with(name + ' ') && Date::parse_iso(stem.substr(name.size() + 1)).has_value();
}

} // namespace

fs::path backup_folder(LedgerInfo const& info)
{
    if (info.path.find("://") != std::string::npos)
        return {};
    if (!info.backup_folder.empty())
        return info.backup_folder;
    return usual_backup_folder(info.path);
}

fs::path usual_backup_folder(fs::path const& ledger) { return ledger.parent_path() / (ledger.stem().string() + ".backups"); }

std::vector<BackupFile> backups_in(fs::path const& folder)
{
    std::vector<BackupFile> found;
    std::error_code none;
    for (auto const& entry : fs::directory_iterator{folder, none}) {
        if (entry.path().extension() != ".gpkg")
            continue;
        auto const written = std::chrono::file_clock::to_sys(entry.last_write_time(none));
        found.push_back({entry.path(),
                         Instant::from_millis(std::chrono::duration_cast<std::chrono::milliseconds>(written.time_since_epoch()).count()),
                         entry.file_size(none)});
    }
    std::ranges::sort(found, std::greater<>{}, &BackupFile::written);
    return found;
}

std::optional<Date> last_daily_backup(LedgerInfo const& info)
{
    std::optional<Date> newest;
    std::error_code none;
    auto const name = fs::path{info.path}.stem().string();
    for (auto const& entry : fs::directory_iterator{backup_folder(info), none})
        if (is_daily(entry.path(), name))
            newest = std::max(newest, Date::parse_iso(entry.path().stem().string().substr(name.size() + 1)));
    return newest;
}

Text back_up_daily(Ledger const& ledger, Date today, Progress const& progress)
{
    auto const folder = backup_folder(ledger.info());
    if (folder.empty())
        return {};
    try {
        auto const target = folder / (fs::path{ledger.info().path}.stem().string() + ' ' + today.iso() + ".gpkg");
        if (fs::exists(target))
            return {};
        fs::create_directories(folder);
        ledger.backup(target, progress);
        std::vector<fs::path> copies;
        for (auto const& entry : fs::directory_iterator{folder})
            if (is_daily(entry.path(), fs::path{ledger.info().path}.stem().string()))
                copies.push_back(entry.path());
        std::ranges::sort(copies); // the name ends with the date
        for (std::size_t i = 0; i + static_cast<std::size_t>(ledger.info().backups_kept) < copies.size(); ++i)
            fs::remove(copies[i]);
    } catch (Error const& error) {
        return error.kind() == Error::Kind::cancelled ? Text{} : error.message();
    } catch (fs::filesystem_error const&) {
        return tr("The automatic backup could not be written.");
    }
    return {};
}

} // namespace taizhang::app
