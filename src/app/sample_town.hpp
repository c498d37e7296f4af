#pragma once

#include "base/json.hpp"
#include "domain/asset.hpp"

#include <string>
#include <vector>

namespace taizhang::app {

/// The facilities of the schematic county seat, out of resources/sample/zuoyun.json. The same every time.
[[nodiscard]] std::vector<domain::Asset> facilities_of_town(Json const& sample);
/// A position `east`, `north` metres from the sample's centre.
[[nodiscard]] geo::Position town_position(Json const& sample, double east, double north);

} // namespace taizhang::app
