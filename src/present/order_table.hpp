#pragma once

#include "base/text_block.hpp"
#include "present/asset_table.hpp"
#include "present/table.hpp"
#include "present/workbench.hpp"

#include <array>
#include <set>
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
    /// What the filter bar offers: only what occurs, "" = all first.
    [[nodiscard]] std::vector<Choice> classes() const;
    [[nodiscard]] std::vector<Choice> crews() const;
    [[nodiscard]] std::vector<Choice> receptions() const;
    struct Filter {
        std::string class_key, crew; ///< "" = all
        std::string received;        ///< "" = whenever, "month", "quarter", "year": of today
        friend bool operator==(Filter const&, Filter const&) = default;
    };
    void set_filter(Filter filter);
    [[nodiscard]] Filter const& filter() const noexcept { return filter_; }
    [[nodiscard]] bool is_filtered() const { return !text_.empty() || filter_ != Filter{}; }
    void clear_filter();
    /// Absent when it is not there.
    [[nodiscard]] std::optional<domain::OrderState> state_of(std::string const& uid) const;
    /// The different states among these orders; one walk over the rows.
    [[nodiscard]] std::set<domain::OrderState> states_of(std::vector<std::string> const& uids) const;

    [[nodiscard]] std::vector<Column> columns() const override;
    [[nodiscard]] std::string empty_title() const override;
    [[nodiscard]] std::string empty_hint() const override;
    [[nodiscard]] std::string footer() const override;

private:
    enum Field { number, state, subject, place, quantity, crew, received, due };
    /// A line's quantity, for the sums: different classes, units and measures are not added.
    struct Amount {
        std::string class_key, unit;
        domain::Measure measure = domain::Measure::count;
        domain::Quantity quantity = domain::Quantity::whole(0);
        bool approximate = false;
    };
    struct Row {
        std::string uid, number, subject, place, quantity, crew, class_key;
        domain::OrderState state = domain::OrderState::draft;
        Date received_on = Date::from_days(0);
        std::optional<Instant> deadline;
        std::int64_t first_quantity = 0; ///< to sort by
        std::vector<Amount> amounts;
    };
    struct Loaded {
        std::vector<Row> rows;
        TextBlock texts;
    };
    [[nodiscard]] std::size_t count() const override { return rows_.size(); }
    [[nodiscard]] bool passes(Index i) const override;
    [[nodiscard]] std::string sort_text(Index i, std::size_t column) const override;
    [[nodiscard]] Cell cell_of(Index i, std::size_t column) const override;
    [[nodiscard]] std::string uid_of(Index i) const override { return rows_[i].uid; }
    [[nodiscard]] std::string sums_shown() const;
    [[nodiscard]] static Row row_of(domain::Catalog const& catalog, Translator const& say, domain::WorkOrder const& order, Instant now);
    [[nodiscard]] bool is_in(Tab tab, Row const& row) const;
    [[nodiscard]] bool is_wanted(Row const& row) const;
    void look_for_text();
    void collect_choices();
    void load();

    Workbench& bench_;
    std::vector<Row> rows_;
    TextBlock texts_;
    std::vector<bool> held_; ///< rows that hold the typed text; empty = no text
    Tab tab_ = Tab::all;
    std::string text_;
    Filter filter_;
    std::vector<Choice> classes_, crews_; ///< those that occur
    bool loaded_ = false;
    Lifetime alive_;
    Subscription on_ledger_, on_records_;
};

} // namespace taizhang::present
