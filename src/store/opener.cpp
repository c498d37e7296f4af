#include "store/postgres/postgres_ledger.hpp"
#include "store/sqlite/sqlite_ledger.hpp"
#include "store/store.hpp"

#include <map>
#include <mutex>

namespace taizhang::store {
namespace {

class Opener final : public app::LedgerOpener {
public:
    Opener(Clock const& clock, ServerPatience patience) : clock_{clock}, patience_{patience.connect, patience.answer, patience.resolve} {}

    std::unique_ptr<app::Ledger> create(std::string const& where, app::LedgerInfo const& info) override
    {
        if (is_server(where))
            return create_server_ledger(with_password(where), clock_, info, patience_);
        return create_ledger_file(where, clock_, info);
    }
    std::unique_ptr<app::Ledger> open(std::string const& where) override
    {
        if (is_server(where))
            return open_server_ledger(with_password(where), clock_, patience_);
        return open_ledger_file(where, clock_);
    }
    app::LedgerContent content_of(std::filesystem::path const& file) override { return content_of_ledger_file(file); }
    void restore(std::filesystem::path const& backup, std::filesystem::path const& to) override
    {
        restore_ledger_file(backup, to, clock_);
    }
    void update_server(std::string const& where) override { update_server_ledger(with_password(where), clock_, patience_); }
    app::CopyResult copy(std::string const& /*from*/, std::string const& to, Progress const& /*progress*/) override
    {
        throw Error{Error::Kind::refused, tr("A ledger cannot be copied yet."), Text::verbatim(without_password(to))};
    }

private:
    /// A ledger is opened again under the name it goes by, which has no password: the one given first is remembered, in
    /// memory only.
    std::string with_password(std::string const& url)
    {
        std::scoped_lock const lock{mutex_};
        auto const bare = without_password(url);
        if (bare != url)
            given_[bare] = url;
        auto const it = given_.find(bare);
        return it == given_.end() ? url : it->second;
    }
    Clock const& clock_;
    Patience patience_;
    std::mutex mutex_;
    std::map<std::string, std::string> given_;
};

} // namespace

std::unique_ptr<app::LedgerOpener> make_opener(Clock const& clock, ServerPatience patience)
{
    return std::make_unique<Opener>(clock, patience);
}

} // namespace taizhang::store
