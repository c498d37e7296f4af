#pragma once

#include "app/ledger.hpp"
#include "draw/canvas.hpp"
#include "geo/viewport.hpp"
#include "map/scene.hpp"

#include <memory>
#include <optional>
#include <string>

namespace taizhang::present {

/// The small picture in the detail pane: where an asset stands, with what is around it. Immutable.
struct Sketch {
    static constexpr double width = 292, height = 150; ///< device-independent pixels it is meant for
    std::shared_ptr<map::Scene const> scene;
    geo::Viewport view;
    std::string uid;

    void draw(draw::Canvas& canvas, bool dark, Language language) const;
};

/// Nothing for an asset without position.
[[nodiscard]] std::optional<Sketch> sketch_of(app::Ledger const& ledger, domain::Asset const& asset);

} // namespace taizhang::present
