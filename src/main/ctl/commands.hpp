#pragma once

#include "main/ctl/session.hpp"

#include <vector>

namespace taizhang::ctl {

// One function a file, each giving the commands of one group.
[[nodiscard]] std::vector<Command> ledger_commands();   ///< new info classes find
[[nodiscard]] std::vector<Command> exchange_commands(); ///< import undo-import export
[[nodiscard]] std::vector<Command> asset_commands();
[[nodiscard]] std::vector<Command> order_commands();
[[nodiscard]] std::vector<Command> order_step_commands();
[[nodiscard]] std::vector<Command> request_commands();
[[nodiscard]] std::vector<Command> attachment_commands(); ///< asset|order|request attach, photos
[[nodiscard]] std::vector<Command> paper_commands(); ///< report map
[[nodiscard]] std::vector<Command> archive_commands(); ///< archive .. template ..
[[nodiscard]] std::vector<Command> asset_paper_commands(); ///< asset card, labels, print; order print
[[nodiscard]] std::vector<Command> care_commands();  ///< check backup restore
[[nodiscard]] std::vector<Command> server_commands(); ///< server init, copy

/// Places and options that mean the same everywhere.
[[nodiscard]] inline Place ledger_place() { return {"DB", tr("the ledger: a .gpkg file or postgresql://…")}; }
[[nodiscard]] inline Option output_option(Text help) { return {"--output", "FILE", std::move(help), false, "-o"}; }

} // namespace taizhang::ctl
