#pragma once

#include "app/asset_list.hpp"
#include "present/table.hpp"
#include "present/workbench.hpp"

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace taizhang::present {

/// One entry of a choice: what is kept and what is shown.
struct Choice {
    std::string key, label;
    friend bool operator==(Choice const&, Choice const&) = default;
};

/// The page 设施: every asset of the ledger, filtered by class, road, state, open orders, year and typed text.
class AssetTable final : public Table {
public:
    explicit AssetTable(Workbench& bench);

    void set_text(std::string text);
    void set_class(std::string class_key);   ///< "" = all
    void set_road(std::string name_of_road); ///< "" = all; no_road = those that lie on none
    /// "" = all, "open" = with an open order, "unwell" = neither intact nor planned, "placeless" = position missing, "codeless" = no code,
    /// "phase:KEY", "state:KEY", "built:2019" ("built:" = year unknown)
    void set_need(std::string need);
    static constexpr auto no_road = "-";
    [[nodiscard]] std::string const& chosen_road() const noexcept { return road_; }
    [[nodiscard]] std::string const& need() const noexcept { return need_; }
    [[nodiscard]] std::string const& text() const noexcept { return text_; }
    [[nodiscard]] std::string const& class_key() const noexcept { return class_key_; }
    void clear_filter();
    [[nodiscard]] bool is_filtered() const noexcept { return !text_.empty() || !class_key_.empty() || !road_.empty() || !need_.empty(); }
    /// All, then the classes there are, each with its number.
    [[nodiscard]] std::vector<Choice> const& classes() const noexcept { return classes_; }
    [[nodiscard]] std::vector<Choice> const& roads() const noexcept { return roads_; } ///< in pinyin order
    [[nodiscard]] std::vector<Choice> needs() const;
    [[nodiscard]] bool is_loaded() const noexcept { return list_ != nullptr; }

    /// The records that passed the filter, in the order shown.
    [[nodiscard]] app::AssetList const& list() const noexcept { return *list_; } ///< @pre is_loaded()
    void each_shown(std::function<void(app::AssetList::Index)> const& take) const;
    [[nodiscard]] int open_orders(app::AssetList::Index i) const;
    /// 3 盏, 1.47 公里: per unit, never added over units. A point that states no number counts as one of its class's first.
    class Sums {
    public:
        Sums(domain::Catalog const& catalog, app::AssetList const& list);
        void add(app::AssetList::Index i);
        [[nodiscard]] std::string text(domain::Catalog const& catalog, Translator const& say) const;

    private:
        struct OfClass {
            std::string unit; ///< the class's first
            bool is_point = false;
        };
        app::AssetList const& list_;
        std::vector<OfClass> classes_;
        std::vector<std::int64_t> milli_; ///< by class and unit, as the list numbers them
    };

    [[nodiscard]] std::vector<Column> columns() const override;
    [[nodiscard]] std::string empty_title() const override;
    [[nodiscard]] std::string empty_hint() const override;
    [[nodiscard]] std::string footer() const override { return footer_; }

private:
    enum Field { code, asset_class, name, road, place, state, built, orders, units, section, phase };
    struct Loaded {
        std::shared_ptr<app::AssetList const> list;
        std::unordered_map<Index, int> open;
    };
    [[nodiscard]] std::size_t count() const override { return list_ ? list_->size() : 0; }
    [[nodiscard]] bool passes(Index i) const override;
    [[nodiscard]] bool needed(Index i) const;
    [[nodiscard]] std::string sort_text(Index i, std::size_t column) const override;
    [[nodiscard]] Cell cell_of(Index i, std::size_t column) const override;
    [[nodiscard]] std::string uid_of(Index i) const override { return list_->uid(i); }
    [[nodiscard]] std::vector<Index> indexes_of(std::vector<std::string> const& uids) const override;
    void load();
    void look_for_text();
    void forget();
    void list_choices();
    void filtered() override;
    [[nodiscard]] std::string class_name(std::string const& key) const;

    Workbench& bench_;
    std::shared_ptr<app::AssetList const> list_;
    std::unordered_map<Index, int> open_;
    std::vector<bool> held_; ///< records that hold the typed text; empty = no text
    std::vector<Choice> classes_, roads_;
    std::string text_, class_key_, road_, need_, footer_;
    Lifetime alive_;
    Subscription on_ledger_, on_records_;
};

/// What the page 设施 shows, counted and summed by class, road, state or year.
class AssetGroups final : public Table {
public:
    enum class By { none, asset_class, road, state, year };
    AssetGroups(Workbench& bench, AssetTable& assets);

    void set_by(By by);
    [[nodiscard]] By by() const noexcept { return by_; }
    [[nodiscard]] std::vector<Choice> ways() const; ///< keys are the numbers of By
    /// Filters the assets by that group and groups no more.
    void open(std::string const& uid);

    [[nodiscard]] std::vector<Column> columns() const override;
    [[nodiscard]] std::string empty_title() const override { return {}; }
    [[nodiscard]] std::string empty_hint() const override { return {}; }
    [[nodiscard]] std::string footer() const override;

private:
    enum Field { group, number, sum, orders };
    struct Group {
        std::string key, title, sums;
        std::int64_t assets = 0, open = 0;
    };
    [[nodiscard]] std::size_t count() const override { return groups_.size(); }
    [[nodiscard]] bool passes(Index) const override { return true; }
    [[nodiscard]] std::string sort_text(Index i, std::size_t column) const override;
    [[nodiscard]] Cell cell_of(Index i, std::size_t column) const override;
    [[nodiscard]] std::string uid_of(Index i) const override { return groups_[i].key; }
    [[nodiscard]] std::string key_of(app::AssetList::Index i) const;
    [[nodiscard]] std::string title_of(std::string const& key) const;
    void regroup();

    Workbench& bench_;
    AssetTable& assets_;
    By by_ = By::none;
    std::vector<Group> groups_;
    Subscription on_assets_;
};

} // namespace taizhang::present
