#pragma once

#include "app/desk.hpp"

namespace taizhang::app {

/// Keeps the set under its name, in place of one of that name. @throws Error invalid_input without a name or without assets
SavedSet save_set(Desk& desk, SavedSet set);
/// The assets stay. @throws Error not_found
void erase_set(Desk& desk, SavedSet const& set);

} // namespace taizhang::app
