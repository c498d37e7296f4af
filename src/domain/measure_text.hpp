#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace taizhang::domain {

/// What a cell says of a measured attribute: 150, 1.47公里, 约95, 40余, 0.15kW, １２０.
struct StatedMeasure {
    double value = 0;         ///< in the unit asked for
    bool approximate = false; ///< 约, 余, 左右
};
/// @param unit of the attribute: m, W, ㎡ ..; may be empty
/// @param header_unit what the column's header says in brackets: 功率(kW); may be empty or nonsense
/// @return nullopt when it is no number, or in a unit of another dimension
[[nodiscard]] std::optional<StatedMeasure> understand_measure(std::string_view text, std::string_view unit, std::string_view header_unit = {});
/// The unit in a header's brackets: "道路长度（公里）" -> 公里; "" when there is none.
[[nodiscard]] std::string unit_in_header(std::string_view header);

} // namespace taizhang::domain
