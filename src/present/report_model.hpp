#pragma once

#include "present/asset_table.hpp"
#include "present/workbench.hpp"
#include "report/report.hpp"

#include <memory>
#include <string>
#include <vector>

namespace taizhang::present {

struct ReportChanged {};

/// The page 报表: a period, its pages, its figures with the orders behind each.
class ReportModel {
public:
    explicit ReportModel(Workbench& bench);
    /// Nothing is put together before the page is first looked at.
    void wake();

    /// Quarters newest first, then years, then the whole span: those from the first to the last accepted work, and now.
    [[nodiscard]] std::vector<Choice> const& periods() const noexcept { return periods_; }
    [[nodiscard]] std::string const& period() const noexcept { return period_; }
    void choose(std::string period_key);

    /// nullptr while it is being put together or no ledger is open. Immutable: printer and preview may share it.
    [[nodiscard]] std::shared_ptr<report::Document const> document() const noexcept { return document_; }
    [[nodiscard]] bool is_collecting() const noexcept { return collecting_; }

    struct FigureLine {
        std::string phrase;
        std::string orders; ///< numbers of the orders behind it
    };
    [[nodiscard]] std::vector<FigureLine> const& figures() const noexcept { return figures_; }
    /// 左云县2025年第三季度….pdf: a name to save under.
    [[nodiscard]] std::string proposed_file(std::string const& ending) const;
    /// By the file's ending: pdf, xlsx, html, json. A job; the notice names the file.
    void save(std::string const& path);

    Publisher<ReportChanged> changed;

private:
    struct Made {
        std::shared_ptr<app::ReportData const> data;
        std::shared_ptr<map::Scene const> scene;
        std::shared_ptr<report::Document const> document;
    };
    void load_periods();
    void collect();

    Workbench& bench_;
    std::vector<Choice> periods_;
    std::string period_;
    Made made_;
    std::shared_ptr<report::Document const> document_;
    std::vector<FigureLine> figures_;
    bool awake_ = false, collecting_ = false, stale_ = false;
    Lifetime alive_;
    Subscription on_ledger_, on_records_;
};

} // namespace taizhang::present
