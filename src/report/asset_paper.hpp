#pragma once

#include "app/ledger.hpp"
#include "base/translator.hpp"
#include "report/content.hpp"
#include "report/labels.hpp"

namespace taizhang::report {

/// 设施卡片: the facility's facts, where it stands among the streets, its QR code, and every order about it.
[[nodiscard]] Content asset_card(app::Ledger const& ledger, domain::Asset const& asset, Instant now, std::string const& who, Language language);
/// A list as a paper: its rows in a table that goes on over pages, with a count and the sums of units below.
[[nodiscard]] Content asset_list_paper(app::Ledger const& ledger, app::AssetQuery const& query, Instant now, std::string const& who, Language language);
[[nodiscard]] Content order_list_paper(app::Ledger const& ledger, app::OrderQuery const& query, Instant now, std::string const& who, Language language);
[[nodiscard]] std::vector<Label> labels_of(app::Ledger const& ledger, app::AssetQuery const& query, Language language);

} // namespace taizhang::report
