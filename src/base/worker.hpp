#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace taizhang {

/// One thread that does jobs in the order they come. Destroying it waits until all are done: nothing handed over is lost.
class Worker {
public:
    Worker() : thread_{[this] { run(); }} {}
    Worker(Worker const&) = delete;
    Worker& operator=(Worker const&) = delete;
    ~Worker()
    {
        post({});
        thread_.join();
    }

    /// Any thread. Jobs must not throw.
    void post(std::function<void()> job)
    {
        {
            std::lock_guard const lock{mutex_};
            jobs_.push_back(std::move(job));
        }
        ready_.notify_one();
    }

private:
    void run()
    {
        for (;;) {
            std::function<void()> job;
            {
                std::unique_lock lock{mutex_};
                ready_.wait(lock, [this] { return !jobs_.empty(); });
                job = std::move(jobs_.front());
                jobs_.pop_front();
            }
            if (!job)
                return; // posted by the destructor
            job();
        }
    }

    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<std::function<void()>> jobs_;
    std::thread thread_; // last: it uses the others
};

} // namespace taizhang
