#pragma once

#include "present/asset_table.hpp"
#include "present/table.hpp"
#include "present/workbench.hpp"

#include <array>
#include <string>
#include <vector>

namespace taizhang::present {

/// The page 工单: every work order, by tab (all, open, due today, overdue, drafts, closed), by class and by typed text.
class OrderTable final : public Table {
public:
    enum class Tab { all, open, due, overdue, draft, closed };
    static constexpr std::array tabs{Tab::all, Tab::open, Tab::due, Tab::overdue, Tab::draft, Tab::closed};

    explicit OrderTable(Workbench& bench);

    void set_tab(Tab tab);
    [[nodiscard]] Tab tab() const noexcept { return tab_; }
    [[nodiscard]] std::string tab_label(Tab tab) const; ///< 超期 5
    void set_text(std::string text);
    [[nodiscard]] std::string const& text() const noexcept { return text_; }
    /// nullptr when it is not there.
    [[nodiscard]] domain::WorkOrder const* find(std::string const& uid) const;

    [[nodiscard]] std::vector<Column> columns() const override;
    [[nodiscard]] std::string empty_title() const override;
    [[nodiscard]] std::string empty_hint() const override;
    [[nodiscard]] std::string footer() const override;

private:
    enum Field { number, state, subject, place, quantity, received, due };
    struct Row {
        domain::WorkOrder order;
        std::string subject, place, quantity, folded;
    };
    [[nodiscard]] std::size_t count() const override { return rows_.size(); }
    [[nodiscard]] bool passes(Index i) const override;
    [[nodiscard]] std::string sort_text(Index i, std::size_t column) const override;
    [[nodiscard]] Cell cell_of(Index i, std::size_t column) const override;
    [[nodiscard]] std::string const& uid_of(Index i) const override { return rows_[i].order.uid; }
    [[nodiscard]] std::string sums_shown() const;
    [[nodiscard]] bool is_in(Tab tab, Row const& row) const;
    void load();

    Workbench& bench_;
    std::vector<Row> rows_;
    Tab tab_ = Tab::all;
    std::string text_, folded_text_;
    bool loaded_ = false;
    Lifetime alive_;
    Subscription on_ledger_, on_records_;
};

} // namespace taizhang::present
