#include "store/copy.hpp"
#include "store/postgres/postgres_ledger.hpp"
#include "store/sqlite/shared_folder.hpp"
#include "store/sqlite/sqlite_ledger.hpp"
#include "store/store.hpp"

#include <map>
#include <mutex>

namespace taizhang::store {
namespace {

class Opener final : public app::LedgerOpener {
public:
    Opener(Clock const& clock, ServerPatience patience, IsShared is_shared)
        : clock_{clock}, patience_{patience.connect, patience.answer, patience.resolve},
          is_shared_{is_shared ? std::move(is_shared) : IsShared{on_network}}
    {}

    std::unique_ptr<app::Ledger> create(std::string const& where, app::LedgerInfo const& info) override
    {
        if (is_server(where))
            return create_server_ledger(with_password(where), clock_, info, patience_);
        return create_ledger_file(where, clock_, info, leases_for(where));
    }
    std::unique_ptr<app::Ledger> open(std::string const& where) override
    {
        if (is_server(where))
            return open_server_ledger(with_password(where), clock_, patience_);
        return open_ledger_file(where, clock_, leases_for(where));
    }
    app::LedgerContent content_of(std::filesystem::path const& file) override { return content_of_ledger_file(file); }
    void restore(std::filesystem::path const& backup, std::filesystem::path const& to) override
    {
        restore_ledger_file(backup, to, clock_);
    }
    void update_server(std::string const& where) override { update_server_ledger(with_password(where), clock_, patience_); }
    app::CopyResult copy(std::string const& from, std::string const& to, Progress const& progress) override
    {
        std::unique_ptr<SqlLedger> source;
        if (is_server(from))
            source = open_server_ledger(with_password(from), clock_, patience_);
        else
            source = open_ledger_file(from, clock_, leases_for(from));
        if (auto const* server = dynamic_cast<PostgresConn const*>(&source->conn()))
            refuse_partial_sight(*server);
        if (!is_server(to))
            refuse_taken(to);
        auto& rows = source->conn();
        rows.begin_reading();
        try {
            auto result = is_server(to) ? copy_into_server(rows, with_password(to), clock_, patience_, progress)
                                        : copy_into_file(rows, to, clock_, progress);
            rows.rollback();
            return result;
        } catch (...) {
            rows.rollback();
            throw;
        }
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
    Leases* leases_for(std::filesystem::path const& file) { return is_shared_(file) ? &leases_ : nullptr; }
    Clock const& clock_;
    Leases leases_;
    Patience patience_;
    IsShared is_shared_;
    std::mutex mutex_;
    std::map<std::string, std::string> given_;
};

} // namespace

std::unique_ptr<app::LedgerOpener> make_opener(Clock const& clock, ServerPatience patience, IsShared is_shared)
{
    return std::make_unique<Opener>(clock, patience, std::move(is_shared));
}

} // namespace taizhang::store
