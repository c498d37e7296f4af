#pragma once

#include "main/ctl/session.hpp"

namespace taizhang::ctl {

/// A new order as the options of `order new` describe it: one line. @throws Error usage, refused, not_found
[[nodiscard]] domain::WorkOrder order_from(Args const& args, app::Ledger const& ledger, Date today);
/// A new order from the form `order show --json` prints: number, state and history of the printed one are left behind.
/// Without received_on it is received today.
[[nodiscard]] domain::WorkOrder order_from(Json json, app::Ledger const& ledger, Date today);
/// What --date, --accepted, --result, --quantity or --from-json of a closing say.
[[nodiscard]] app::Closing closing_from(Session& session, Args const& args, app::Ledger const& ledger,
                                        domain::WorkOrder const& order, Date today);

} // namespace taizhang::ctl
