#pragma once

#include "base/text.hpp"

#include <string>
#include <vector>

namespace taizhang::present {

/// One stop of the first look around: a widget of the main window and what it is good for.
struct TourStep {
    std::string widget; ///< its name
    Text title, words;
};

/// A handful of stops, in the order of a working day.
[[nodiscard]] std::vector<TourStep> tour_steps();

} // namespace taizhang::present
