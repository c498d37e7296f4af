#include "app/backups.hpp"

#include <algorithm>
#include <vector>

namespace taizhang::app {

namespace {

namespace fs = std::filesystem;
constexpr std::size_t kept = 10;

} // namespace

fs::path backup_folder(LedgerInfo const& info)
{
    if (info.path.find("://") != std::string::npos)
        return {};
    auto const file = fs::path{info.path};
    return file.parent_path() / (file.stem().string() + ".backups");
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
            if (entry.path().extension() == ".gpkg")
                copies.push_back(entry.path());
        std::ranges::sort(copies); // the name ends with the date
        for (std::size_t i = 0; i + kept < copies.size(); ++i)
            fs::remove(copies[i]);
    } catch (Error const& error) {
        return error.kind() == Error::Kind::cancelled ? Text{} : error.message();
    } catch (fs::filesystem_error const&) {
        return tr("The automatic backup could not be written.");
    }
    return {};
}

} // namespace taizhang::app
