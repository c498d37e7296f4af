#pragma once

#include "report/flow.hpp"

/// Charts and the map as marks on a page: vector lines, real text, every bar and dot leading to its records.
namespace taizhang::report {

void put_chart(Flow& flow, Chart const& chart);
void put_map(Flow& flow, MapFigure const& map);

} // namespace taizhang::report
