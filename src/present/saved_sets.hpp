#pragma once

#include "present/workbench.hpp"

#include <functional>
#include <string>
#include <vector>

namespace taizhang::present {

/// Selections kept under a name.
class SavedSets {
public:
    explicit SavedSets(Workbench& bench) : bench_{bench} {}

    /// Asks for them; `ready` gets them by name.
    void read(std::function<void(std::vector<app::SavedSet>)> ready);
    /// Keeps what is selected under that name, in place of a set of the name. An empty name is refused in words.
    void save(std::string name);
    void erase(app::SavedSet const& set);

private:
    Workbench& bench_;
    Lifetime alive_;
};

} // namespace taizhang::present
