#pragma once

#include "base/background.hpp"

#include <chrono>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace taizhang::test {

/// Stands in for the window's event loop.
class MainQueue {
public:
    [[nodiscard]] PostToMain post()
    {
        return [this](std::function<void()> f) {
            std::lock_guard const lock{mutex_};
            waiting_.push_back(std::move(f));
        };
    }
    /// Does what has arrived.
    void drain()
    {
        std::vector<std::function<void()>> now;
        {
            std::lock_guard const lock{mutex_};
            now.swap(waiting_);
        }
        for (auto& f : now)
            f();
    }
    /// Goes on until the condition holds; false after ten seconds.
    bool drain_until(std::function<bool()> const& condition)
    {
        auto const end = std::chrono::steady_clock::now() + std::chrono::seconds{10};
        while (!condition()) {
            if (std::chrono::steady_clock::now() > end)
                return false;
            drain();
            std::this_thread::sleep_for(std::chrono::milliseconds{1});
        }
        return true;
    }

private:
    std::mutex mutex_;
    std::vector<std::function<void()>> waiting_;
};

} // namespace taizhang::test
