#pragma once

#include "base/translator.hpp"
#include "domain/figure.hpp"

#include <string>
#include <vector>

namespace taizhang::present {

/// One figure of the running quarter and how it went before.
struct Trend {
    std::string what;            ///< 维修路灯540套; without work so far its name alone
    std::string before;          ///< 上季 500 套
    std::vector<double> quarters; ///< in the figure's unit, oldest first, the running one last
};

/// The figures with the newest work first in catalogue order, `most` at the utmost. A quarter whose quantities are all
/// unknown counts as nothing in the bars and is told in the words.
[[nodiscard]] std::vector<Trend> quarter_trends(domain::Catalog const& catalog, Translator const& say,
                                                std::vector<domain::FigureLine> const& lines, Date today, std::size_t most);

} // namespace taizhang::present
