#pragma once

#include "app/slip_data.hpp"
#include "base/text.hpp"
#include "map/scene.hpp"

#include <vector>

namespace taizhang::report {

struct SketchedPlace {
    geo::Position at;
    std::string uid; ///< of an asset; "" = a bare place
};

/// Where the order is: its facilities in walking order, else its own position, else that of a request.
[[nodiscard]] std::vector<SketchedPlace> sketched_places(app::SlipOrder const& slip);
/// The places numbered as in the list (beyond 30 as dots only), on the map around them; scene may be null.
void draw_sketch(draw::Canvas& canvas, map::Scene const* scene, std::vector<SketchedPlace> const& places, Language language, double x,
                 double y, double w, double h);

} // namespace taizhang::report
