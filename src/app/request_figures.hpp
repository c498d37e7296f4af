#pragma once

#include "app/ledger.hpp"
#include "base/translator.hpp"

#include <string>
#include <utility>
#include <vector>

namespace taizhang::app {

/// How requests were dealt with in [from, before), local days. A request that was joined with another is counted as
/// received and as merged, but in no rate: the other one stands for it.
struct RequestFigures {
    Date from, before;
    std::int64_t received = 0, merged = 0;
    std::int64_t answered = 0;            ///< in the period, whenever received
    std::int64_t settled = 0;             ///< closed in the period
    std::int64_t received_and_settled = 0; ///< of those received in the period, by its end
    std::int64_t open_at_end = 0;
    /// By its deadline: due in the period; of those answered by the period's end, and by the deadline.
    std::int64_t due = 0, due_answered = 0, due_in_time = 0;
    std::int64_t asked = 0, satisfied = 0; ///< of the settled whose caller was reached
    std::int64_t came_back = 0;            ///< of the answered, at least once
    /// From received to answered, of the answered in the period; nearest rank. -1 = nothing was answered.
    double median_hours = -1, p90_hours = -1;
    std::vector<std::pair<std::string, std::int64_t>> by_source{}; ///< received
};

[[nodiscard]] RequestFigures request_figures(Ledger const& ledger, Date from, Date before, Instant now);
[[nodiscard]] Json to_json(RequestFigures const& figures);
/// Every figure in words, rates with numerator and denominator; a rate of nothing is a dash.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> figure_rows(RequestFigures const& figures, Translator const& say);

} // namespace taizhang::app
