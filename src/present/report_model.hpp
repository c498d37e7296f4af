#pragma once

#include "present/asset_table.hpp"
#include "present/workbench.hpp"
#include "app/report_data.hpp"
#include "report/issuing.hpp"

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
        std::string orders; ///< numbers of the orders behind it, the first ones
        std::string link{};
    };
    [[nodiscard]] std::vector<FigureLine> const& figures() const noexcept { return figures_; }
    /// 左云县2025年第三季度….pdf: a name to save under.
    [[nodiscard]] std::string proposed_file(std::string const& ending) const;
    /// By the file's ending: pdf, xlsx, html, json. A job; the notice names the file.
    void save(std::string const& path);

    // -- what is behind a number
    /// Fills source() with the orders behind a number, bar or dot; a facility becomes the selection instead.
    void open(std::string const& link, std::string const& words);
    struct Source {
        std::string title; ///< the number that was opened; "" = none yet
        std::vector<domain::OrderRef> orders;
    };
    [[nodiscard]] Source const& source() const noexcept { return source_; }
    void choose_order(std::string const& uid) { bench_.select_order(uid); }
    /// What a clean report still lacks; open_gap() leads to it.
    [[nodiscard]] std::vector<app::Gap> const& gaps() const noexcept { return gaps_; }
    void open_gap(std::size_t row);

    // -- words
    struct SectionWords {
        std::string key, heading, words; ///< words with the numbers in 【】
    };
    [[nodiscard]] std::vector<SectionWords> sections() const;
    /// "" = the template's own words again. `failed` gets what was wrong in words.
    void save_words(std::string const& section, std::string const& words, std::function<void(Notice)> failed);

    // -- issuing and the archive
    [[nodiscard]] bool is_locked() const noexcept { return made_.report && made_.report->data.locked; }
    void issue(std::string const& document_number);
    void lock(bool locked);
    [[nodiscard]] std::vector<app::IssuedReport> const& archive() const noexcept { return archive_; }
    /// The kept paper of an issued report, as it was.
    void export_issued(std::string const& uid, std::string const& path);
    [[nodiscard]] std::string words_of(app::IssuedReport const& report) const;

    Publisher<ReportChanged> changed;
    Publisher<ReportChanged> source_changed;

private:
    struct Made {
        std::shared_ptr<report::Report const> report;
        std::shared_ptr<report::Document const> document;
        std::vector<app::Gap> gaps;
        std::vector<app::IssuedReport> archive;
    };
    void load_periods();
    void take(Made made);
    void collect();

    Workbench& bench_;
    std::vector<Choice> periods_;
    std::string period_;
    Made made_;
    std::shared_ptr<report::Document const> document_;
    std::vector<FigureLine> figures_;
    Source source_;
    std::vector<app::Gap> gaps_;
    std::vector<app::IssuedReport> archive_;
    bool awake_ = false, collecting_ = false, stale_ = false;
    Lifetime alive_;
    Subscription on_ledger_, on_records_;
};

} // namespace taizhang::present
