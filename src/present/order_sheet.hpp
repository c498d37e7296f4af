#pragma once

#include "app/order_desk.hpp"
#include "present/repair_form.hpp"
#include "present/table.hpp"
#include "present/workbench.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace taizhang::present {

/// Rows of finished texts.
class ListTable final : public Table {
public:
    struct Row {
        std::string uid;
        std::vector<Cell> cells;
    };
    ListTable(std::vector<Column> columns, std::string empty_title, std::string empty_hint)
        : columns_{std::move(columns)}, empty_title_{std::move(empty_title)}, empty_hint_{std::move(empty_hint)}
    {}
    void set(std::vector<Row> rows);
    /// Rows that hold one of the words of the text, separated by white space or commas: a pasted list of codes. "" = all.
    void filter(std::string const& text);
    void set_footer(std::string text) { footer_ = std::move(text); }

    [[nodiscard]] std::vector<Column> columns() const override { return columns_; }
    [[nodiscard]] std::string empty_title() const override { return empty_title_; }
    [[nodiscard]] std::string empty_hint() const override { return empty_hint_; }
    [[nodiscard]] std::string footer() const override { return footer_; }

private:
    [[nodiscard]] std::size_t count() const override { return rows_.size(); }
    [[nodiscard]] bool passes(Index i) const override;
    [[nodiscard]] std::string sort_text(Index i, std::size_t column) const override;
    [[nodiscard]] Cell cell_of(Index i, std::size_t column) const override { return rows_[i].cells.at(column); }
    [[nodiscard]] std::string uid_of(Index i) const override { return rows_[i].uid; }

    std::vector<Column> columns_;
    std::string empty_title_, empty_hint_, footer_;
    std::vector<Row> rows_;
    std::vector<std::string> wanted_; ///< folded
};

/// The dialog 工单明细 of one order: facilities with their state, costs, units and stages, history. Every change is saved at
/// once and can be undone.
class OrderSheet {
public:
    struct Known {
        app::OrderFile file;
        struct Facility {
            std::string code, place;
            std::int64_t units_milli = 1000;
        };
        std::map<std::string, Facility> facilities; ///< by uid
        std::vector<domain::PriceItem> prices;
    };
    static void prepare(Workbench& bench, Lifetime const& alive, std::string uid, std::function<void(std::shared_ptr<OrderSheet>)> ready);
    OrderSheet(Workbench& bench, Known known);

    [[nodiscard]] domain::WorkOrder const& order() const noexcept { return known_.file.order; }
    [[nodiscard]] std::string title() const;
    [[nodiscard]] bool can_change() const; ///< neither read-only nor cancelled nor merged
    using Failed = std::function<void(Notice)>;

    // -- facilities
    [[nodiscard]] std::vector<Choice> line_choices() const; ///< lines with facilities
    void choose_line(std::string const& uid);
    [[nodiscard]] std::vector<Choice> status_choices() const; ///< those somebody may set
    ListTable facilities;
    void mark(std::vector<std::string> const& asset_uids, std::string const& status, Failed failed);

    // -- money
    struct CostEntry {
        std::string kind = "material", item, quantity = "1", unit, price, sharing = "none";
        bool estimate = false, keep_price = false;
    };
    [[nodiscard]] std::vector<Choice> cost_kinds() const;
    [[nodiscard]] std::vector<Choice> sharings() const;
    [[nodiscard]] std::vector<std::string> priced_items() const;
    /// Unit and price as the list has them; the entry as it is when it has none.
    [[nodiscard]] CostEntry with_price(CostEntry entry) const;
    [[nodiscard]] std::vector<FieldProblem> problems(CostEntry const& entry) const;
    void add(CostEntry const& entry, Failed failed);
    void remove_cost(std::string const& uid, Failed failed);
    ListTable costs;

    // -- units on the order and stages
    ListTable tasks, stages;
    void add_task(std::string const& unit, std::string const& what, Failed failed);
    void settle_task(std::string const& uid, bool not_needed, Failed failed);
    void add_stage(std::string const& name, std::string const& due, Failed failed);
    void reach_stage(std::string const& uid, Failed failed);

    // -- history
    ListTable history;
    void remark(std::string const& text, Failed failed);

    Publisher<TableChanged> changed; ///< after every save

private:
    void fill();
    void fill_facilities();
    void fill_money();
    void fill_stages();
    void fill_history();
    template <class Act>
    void act(Text words, Act act, Failed failed);
    void save(Text words, domain::WorkOrder order, Failed failed);
    void adopt(app::OrderFile file);

    Workbench& bench_;
    Known known_;
    std::string line_;
    Lifetime alive_;
};

} // namespace taizhang::present
