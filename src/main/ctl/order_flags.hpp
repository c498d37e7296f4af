#pragma once

#include "main/ctl/session.hpp"

namespace taizhang::ctl {

/// A new order as the options of `order new` describe it: one line. @throws Error usage, refused, not_found
[[nodiscard]] domain::WorkOrder order_from(Args const& args, app::Ledger const& ledger, Date today);
/// A new order from the form `order show --json` prints: number, state and history of the printed one are left behind.
/// Without received_on it is received today.
[[nodiscard]] domain::WorkOrder order_from(Json json, app::Ledger const& ledger, Date today);
/// A new order with a line for each quantity of the sentence. @throws Error refused naming what was not understood
[[nodiscard]] domain::WorkOrder order_from_sentence(std::string const& sentence, Args const& args, app::Ledger const& ledger, Date today);
/// What --date, --accepted, --result, --quantity or --from-json of a closing say.
[[nodiscard]] app::Closing closing_from(Session& session, Args const& args, app::Ledger const& ledger,
                                        domain::WorkOrder const& order, Date today);

/// What --quantity says of lines.
[[nodiscard]] std::vector<app::Closing::LineDone> quantities_said(Args const& args, app::Ledger const& ledger, domain::WorkOrder const& order);
/// What the options of a step, or its JSON, say. `order` absent: for many, so nothing about single lines.
[[nodiscard]] domain::StepData step_from(Session& session, Args const& args, app::Ledger const& ledger, domain::WorkOrder const* order);
/// Replaces the members that the JSON has: lines, costs, milestones, tasks, fields, texts. Number, state and history stay.
void take_over(domain::WorkOrder& order, Json const& json, domain::Catalog const& catalog);
/// The order as `order show` prints it.
void print_order(Session& session, app::Ledger const& ledger, domain::WorkOrder const& order);

} // namespace taizhang::ctl
