#include "main/ctl/stop.hpp"

#include <csignal>
#include <cstdlib>

namespace taizhang::ctl {

namespace {

sigset_t stopping_signals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

// A thread that waits, rather than a handler: a handler may not touch a stop_source.
void wait_for_signals(std::stop_token const& over, std::stop_source asked)
{
    auto const set = stopping_signals();
    for (int signal = 0; sigwait(&set, &signal) == 0 && !over.stop_requested();)
        if (!asked.request_stop())
            std::_Exit(128 + signal);
}

} // namespace

StopOnSignal::StopOnSignal()
{
    auto const set = stopping_signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    waiter_ = std::jthread{[asked = asked_](std::stop_token const& over) { wait_for_signals(over, asked); }};
}

StopOnSignal::~StopOnSignal()
{
    waiter_.request_stop();
    pthread_kill(waiter_.native_handle(), SIGTERM); // only this thread: it wakes up and sees that it is over
    waiter_.join();
}

} // namespace taizhang::ctl
