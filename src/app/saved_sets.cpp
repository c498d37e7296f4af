#include "app/saved_sets.hpp"

namespace taizhang::app {

SavedSet save_set(Desk& desk, SavedSet set)
{
    if (trimmed(set.name).empty())
        throw Error{Error::Kind::invalid_input, tr("The selection was not kept: it needs a name.")};
    if (set.asset_uids.empty())
        throw Error{Error::Kind::invalid_input, tr("The selection was not kept: nothing is selected.")};
    auto change = desk.ledger().begin();
    change->put(set);
    change->commit({desk.who(), "set.save", "saved_set", set.uid, Json::object({{"name", set.name}, {"assets", set.asset_uids.size()}})});
    return set;
}

void erase_set(Desk& desk, SavedSet const& set)
{
    auto change = desk.ledger().begin();
    change->erase_saved_set(set.uid);
    change->commit({desk.who(), "set.erase", "saved_set", set.uid, Json::object({{"name", set.name}})});
}

} // namespace taizhang::app
