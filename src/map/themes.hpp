#pragma once

#include "map/scene.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace taizhang::map {

/// Key and name of every theme, the first "" = by class.
[[nodiscard]] std::vector<std::pair<std::string, Text>> themes();

/// Reads what the theme wants to know and sorts everything into its entries. nullptr for "" and unknown keys.
/// @param scene of the same ledger
[[nodiscard]] std::shared_ptr<Theme const> make_theme(std::string const& key, app::Ledger const& ledger, Scene const& scene, Date today,
                                                      Language language);

} // namespace taizhang::map
