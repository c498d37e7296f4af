#include "app/exporting.hpp"

namespace taizhang::app {

std::int64_t export_records(Ledger& ledger, ForeignFiles const& files, std::string const& who, std::filesystem::path const& file,
                            WriteOptions const& options, Progress const& progress)
{
    if (options.gas_details && trimmed(options.reason).empty())
        throw Error{Error::Kind::refused, tr("Position and depth of gas mains are not for outsiders; a reason is needed."), {},
                    tr("Say who gets the file and what for.")};
    if (options.gas_details) { // first the record of it: a file that is out cannot be called back
        auto change = ledger.begin();
        change->commit({who, "export-gas-details", "ledger", {},
                        Json::object({{"file", file.filename().string()}, {"what", options.what}, {"class", options.class_key}, {"reason", options.reason}})});
    }
    return files.write_out(ledger, file, options, progress);
}

} // namespace taizhang::app
