#pragma once

#include "base/text.hpp"

#include <cstdint>
#include <functional>
#include <stop_token>

namespace taizhang {

/// How a long job tells how far it is and learns that it should stop. Default-constructed: nobody watches.
class Progress {
public:
    /// Called on the job's own thread, at most a few times a second by well-behaved jobs. total 0 = unknown.
    using Watcher = std::function<void(Text const& doing, std::int64_t done, std::int64_t total)>;

    Progress() = default;
    Progress(Watcher watcher, std::stop_token stop) : watcher_{std::move(watcher)}, stop_{std::move(stop)} {}

    void report(Text const& doing, std::int64_t done, std::int64_t total) const
    {
        if (watcher_)
            watcher_(doing, done, total);
    }
    [[nodiscard]] bool stop_requested() const noexcept { return stop_.stop_requested(); }
    /// @throws Error cancelled when a stop was asked for
    void throw_if_stopped() const;

private:
    Watcher watcher_;
    std::stop_token stop_;
};

} // namespace taizhang
