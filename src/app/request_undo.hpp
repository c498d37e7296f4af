#pragma once

#include "app/requests.hpp"
#include "app/undo.hpp"

namespace taizhang::app {

/// A step, a change or a joining of a request, taken back: the record is as before, its orders too.
[[nodiscard]] UndoStep undo_of_request(domain::Request before, domain::Request after);

} // namespace taizhang::app
