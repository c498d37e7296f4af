#pragma once

#include <stop_token>
#include <thread>

namespace taizhang::ctl {

/// While it lives, the first SIGINT or SIGTERM is a request to stop, which jobs honour by writing nothing; the second
/// ends the program at once, as kill -9 would (the ledger's transaction is then undone at the next opening).
/// Made before any other thread, so that all of them inherit the blocked signals.
class StopOnSignal {
public:
    StopOnSignal();
    StopOnSignal(StopOnSignal const&) = delete;
    StopOnSignal& operator=(StopOnSignal const&) = delete;
    ~StopOnSignal();
    [[nodiscard]] std::stop_token token() const noexcept { return asked_.get_token(); }

private:
    std::stop_source asked_;
    std::jthread waiter_;
};

} // namespace taizhang::ctl
