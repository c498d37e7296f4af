#pragma once

#include "present/table.hpp"
#include "present/workbench.hpp"

#include <map>
#include <string>
#include <vector>

namespace taizhang::present {

/// One entry of a choice: what is kept and what is shown.
struct Choice {
    std::string key, label;
    friend bool operator==(Choice const&, Choice const&) = default;
};

/// The page 设施: every asset of the ledger, filtered by class, road, state, open orders and typed text.
class AssetTable final : public Table {
public:
    explicit AssetTable(Workbench& bench);

    void set_text(std::string text);
    void set_class(std::string class_key); ///< "" = all
    void set_road(std::string name_of_road);       ///< "" = all
    /// "" = all, "open" = with an open order, "unwell" = neither intact nor planned or removed, "placeless" = position missing
    void set_need(std::string need);
    [[nodiscard]] std::string const& chosen_road() const noexcept { return road_; }
    [[nodiscard]] std::string const& need() const noexcept { return need_; }
    [[nodiscard]] std::string const& text() const noexcept { return text_; }
    [[nodiscard]] std::string const& class_key() const noexcept { return class_key_; }
    void clear_filter();
    [[nodiscard]] bool is_filtered() const noexcept { return !text_.empty() || !class_key_.empty() || !road_.empty() || !need_.empty(); }
    /// All, then the classes there are, each with its number.
    [[nodiscard]] std::vector<Choice> classes() const;
    [[nodiscard]] std::vector<Choice> roads() const; ///< in pinyin order
    [[nodiscard]] std::vector<Choice> needs() const;
    [[nodiscard]] bool is_loaded() const noexcept { return loaded_; }
    /// nullptr when it is not (or no longer) there.
    [[nodiscard]] app::AssetRow const* find(std::string const& uid) const;

    [[nodiscard]] std::vector<Column> columns() const override;
    [[nodiscard]] std::string empty_title() const override;
    [[nodiscard]] std::string empty_hint() const override;
    [[nodiscard]] std::string footer() const override;

private:
    enum Field { code, asset_class, name, road, place, state, built, orders };
    struct Row {
        app::AssetRow asset;
        std::string folded; ///< what typed text is looked for in
        int open_orders = 0;
    };
    [[nodiscard]] std::size_t count() const override { return rows_.size(); }
    [[nodiscard]] bool passes(Index i) const override;
    [[nodiscard]] std::string sort_text(Index i, std::size_t column) const override;
    [[nodiscard]] Cell cell_of(Index i, std::size_t column) const override;
    [[nodiscard]] std::string const& uid_of(Index i) const override { return rows_[i].asset.uid; }
    void load();
    [[nodiscard]] std::string class_name(std::string const& key) const;

    Workbench& bench_;
    std::vector<Row> rows_;
    std::map<std::string, std::size_t> by_uid_;
    std::string text_, folded_text_, class_key_, road_, need_;
    bool loaded_ = false;
    Lifetime alive_;
    Subscription on_ledger_, on_records_;
};

} // namespace taizhang::present
