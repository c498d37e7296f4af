#pragma once

#include "domain/request.hpp"
#include "present/quarter_trends.hpp"
#include "present/table.hpp"
#include "present/workbench.hpp"

#include <optional>
#include <string>
#include <vector>

namespace taizhang::present {

struct HomeChanged {};

/// The page 首页: what needs somebody now, how the quarter goes, what a clean report still lacks.
class HomeModel {
public:
    explicit HomeModel(Workbench& bench);

    /// Where a card or line leads.
    enum class Leads { nowhere, due_orders, overdue_orders, drafts, closed_orders, order, request, assets, report };
    struct Card {
        std::string id, title, number, second;
        Tone tone = Tone::normal;
        Leads leads = Leads::nowhere;
    };
    struct Line {
        std::string text, second;
        Cell due;
        Leads leads = Leads::nowhere;
        std::string uid; ///< of an order; for facilities what they lack, as AssetTable::set_need takes it
    };
    [[nodiscard]] bool is_loaded() const noexcept { return loaded_; }
    /// Nothing was ever entered: lead by the hand instead.
    [[nodiscard]] bool is_empty() const noexcept { return empty_; }
    [[nodiscard]] std::vector<Card> const& cards() const noexcept { return cards_; }
    [[nodiscard]] std::vector<Line> const& attention() const noexcept { return attention_; } ///< answers due first, then overdue orders, then today's
    [[nodiscard]] std::vector<Line> const& missing() const noexcept { return missing_; }
    [[nodiscard]] std::vector<Line> const& recent() const noexcept { return recent_; }
    /// 2025年11月20日 星期四
    [[nodiscard]] std::string today() const;
    /// 本季工程量（第四季度）: the running quarter beside those before.
    [[nodiscard]] std::vector<Trend> const& trends() const noexcept { return trends_; }
    /// 2026-11-23 · /…/t.backups, or that there is none.
    [[nodiscard]] std::string const& backup() const noexcept { return backup_; }

    Publisher<HomeChanged> changed;

private:
    struct Read;
    void load();
    void tell(Read const& read);
    [[nodiscard]] Line line_of(domain::WorkOrder const& order) const;
    void add_requests(std::vector<domain::Request> requests);

    Workbench& bench_;
    bool loaded_ = false, empty_ = false;
    std::vector<Card> cards_;
    std::vector<Line> attention_, missing_, recent_;
    std::vector<Trend> trends_;
    std::string backup_;
    Lifetime alive_;
    Subscription on_ledger_, on_records_;
};

} // namespace taizhang::present
