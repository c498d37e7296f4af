#pragma once

#include "present/workbench.hpp"

#include <string>
#include <vector>

namespace taizhang::present {

struct SearchChanged {};

/// The search box for everything: what is found while one types, by kind.
class SearchModel {
public:
    explicit SearchModel(Workbench& bench) : bench_{bench} {}

    struct Entry {
        app::Hit hit;
        std::string kind; ///< 设施, 工单, 道路, 小区: shown before the first of a kind, else ""
    };
    /// One letter or a single Chinese character finds nothing yet.
    void look_for(std::string text);
    [[nodiscard]] std::vector<Entry> const& entries() const noexcept { return entries_; }
    [[nodiscard]] std::string const& text() const noexcept { return text_; }

    Publisher<SearchChanged> changed;

private:
    Workbench& bench_;
    std::string text_;
    std::vector<Entry> entries_;
    bool asking_ = false;
    Lifetime alive_;
};

} // namespace taizhang::present
