#pragma once

#include "present/workbench.hpp"

#include <atomic>
#include <chrono>

namespace taizhang::present {

/// Touched only on the ledger's thread, but for `asked`.
struct Workbench::Office {
    std::unique_ptr<app::Ledger> ledger;
    std::string who;
    std::int64_t version_seen = 0;                      ///< Ledger::data_version() when it was last looked at
    bool lost = false;                                 ///< the server did not answer
    std::chrono::milliseconds pause{0};                ///< until a lost server is called again
    std::chrono::steady_clock::time_point not_before{};
    std::atomic<bool> asked{false};                    ///< a look is waiting in the queue: they never pile up

    void begin_with(std::unique_ptr<app::Ledger> opened, std::string person)
    {
        ledger = std::move(opened);
        who = std::move(person);
        lost = false;
        pause = {};
        not_before = {};
    }
};

} // namespace taizhang::present
