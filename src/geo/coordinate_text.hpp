#pragma once

#include <optional>
#include <string_view>
#include <utility>

namespace taizhang::geo {

/// A coordinate as people write it: 112.7, 4 431 449.04, "389,002.51", full-width digits, 112°42′18.5″, 112度42分18秒,
/// 112 42 18.5, 112:42:18, E112.7, 40.01N, W 71.05 (negative). nullopt for anything else.
[[nodiscard]] std::optional<double> coordinate_in(std::string_view text);
/// Both numbers of one cell: "40.01,112.7", "(40.01, 112.7)", "112.7 40.01", "POINT(112.7 40.01)". In the order written.
[[nodiscard]] std::optional<std::pair<double, double>> coordinate_pair_in(std::string_view text);
/// Stands for "not known" in other people's files: 0 and 0, -1 and -1, 999, -9999 and the like in both.
[[nodiscard]] bool is_placeholder(double x, double y) noexcept;

} // namespace taizhang::geo
