#include "app/request_undo.hpp"

namespace taizhang::app {

UndoStep undo_of_request(domain::Request before, domain::Request after)
{
    auto words = after.steps.size() == before.steps.size() || after.steps.empty()
                     ? tr("change of {0}", domain::short_request_number(after.number))
                     : tr("{0}: {1}", domain::short_request_number(after.number), domain::label(after.steps.back().event));
    auto const uid = after.uid;
    auto const version = after.row_version;
    return {std::move(words), uid, version, [before = std::move(before), after = std::move(after)](Desk& desk, std::int64_t left_at) {
                auto restored = before;
                restored.row_version = left_at;
                restored = RequestDesk{desk}.restore(std::move(restored));
                return undo_of_request(after, restored);
            }};
}

} // namespace taizhang::app
