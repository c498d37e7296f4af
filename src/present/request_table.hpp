#pragma once

#include "present/table.hpp"
#include "present/workbench.hpp"

#include "app/requests.hpp"

#include <array>
#include <string>
#include <vector>

namespace taizhang::present {

/// 诉求 on the page of orders: every request, by what is to be done with it and by typed text.
class RequestTable final : public Table {
public:
    /// ready = accepted, and all of its orders are done: the answer is proposed.
    enum class Tab { all, open, fresh, ready, due, settled };
    static constexpr std::array tabs{Tab::all, Tab::open, Tab::fresh, Tab::ready, Tab::due, Tab::settled};

    explicit RequestTable(Workbench& bench);

    void set_tab(Tab tab);
    [[nodiscard]] Tab tab() const noexcept { return tab_; }
    [[nodiscard]] std::string tab_label(Tab tab) const; ///< 待回复 5
    void set_text(std::string text);
    [[nodiscard]] std::string const& text() const noexcept { return text_; }

    [[nodiscard]] std::vector<Column> columns() const override;
    [[nodiscard]] std::string empty_title() const override;
    [[nodiscard]] std::string empty_hint() const override;
    [[nodiscard]] std::string footer() const override;

private:
    enum Field { number, state, what, place, source, received, due, orders };
    struct Row {
        domain::Request request; ///< without steps
        std::string orders;      ///< 2025-0001 处置中
        bool ready = false;
    };
    [[nodiscard]] std::size_t count() const override { return rows_.size(); }
    [[nodiscard]] bool passes(Index i) const override;
    [[nodiscard]] std::string sort_text(Index i, std::size_t column) const override;
    [[nodiscard]] Cell cell_of(Index i, std::size_t column) const override;
    [[nodiscard]] std::string uid_of(Index i) const override { return rows_[i].request.uid; }
    [[nodiscard]] bool is_in(Tab tab, Row const& row) const;
    void look_for_text();
    void load();

    Workbench& bench_;
    std::vector<Row> rows_;
    std::vector<std::string> folded_;
    std::vector<bool> held_; ///< rows that hold the typed text; empty = no text
    Tab tab_ = Tab::all;
    std::string text_;
    bool loaded_ = false;
    Lifetime alive_;
    Subscription on_ledger_, on_records_;
};

} // namespace taizhang::present
