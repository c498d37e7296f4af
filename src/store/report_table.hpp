#pragma once

#include "app/ledger.hpp"
#include "app/report_records.hpp"
#include "store/conn.hpp"

namespace taizhang::store {

/// The report ports over any Conn. A ledger opened read-only may be older than their tables: it has nothing issued then.
class ReportTable final : public app::ReportRecords, public app::ReportWriting {
public:
    /// @param info of the ledger the connection holds; outlives this
    ReportTable(Conn& conn, app::LedgerInfo const& info) : conn_{conn}, info_{info} {}

    [[nodiscard]] std::optional<std::pair<PartialDate, PartialDate>> first_and_last() const override;
    [[nodiscard]] std::vector<domain::FigureLine> lines_of(domain::Period const& period) const override;
    [[nodiscard]] std::vector<domain::FigureLine> undated_lines(domain::Period const& period) const override;
    [[nodiscard]] std::vector<domain::DatedSum> sums(Date from, Date end) const override;
    void each_order_of(domain::Period const& period, std::function<void(app::OrderFact const&)> const& take) const override;
    void each_step_of(domain::Period const& period, std::function<void(app::StepFact const&)> const& take) const override;
    [[nodiscard]] std::vector<app::MaterialUse> materials(domain::Period const& period) const override;
    [[nodiscard]] std::vector<app::WorkedPlace> worked_places(domain::Period const& period, int least, std::size_t limit) const override;
    [[nodiscard]] std::vector<domain::OrderRef> order_refs(std::vector<std::int64_t> const& ids) const override;
    [[nodiscard]] std::vector<app::BriefOrder> brief_orders(std::vector<std::int64_t> const& ids) const override;
    [[nodiscard]] app::OrderCounts order_counts(domain::Period const& period) const override;
    [[nodiscard]] std::vector<std::int64_t> order_ids(std::vector<std::string> const& uids) const override;
    [[nodiscard]] Gaps gaps(domain::Period const& period) const override;
    [[nodiscard]] std::string seal(std::string const& content, std::string const& audit_head) const override;
    [[nodiscard]] std::vector<app::IssuedReport> issued(std::string const& text) const override;
    [[nodiscard]] app::IssuedReport issued_report(std::string const& uid) const override;
    [[nodiscard]] std::vector<app::PeriodLock> locks() const override;
    [[nodiscard]] std::vector<app::SectionText> texts(std::string const& period, std::string const& template_key) const override;
    [[nodiscard]] std::vector<std::pair<std::string, Json>> templates() const override;

    void add(app::IssuedReport const& report) override;
    void lock(app::PeriodLock const& lock) override;
    void unlock(std::string const& period) override;
    void put(app::SectionText const& text) override;
    void put_template(std::string const& key, Json const& document) override;

private:
    [[nodiscard]] bool has_tables() const noexcept;
    [[nodiscard]] std::vector<domain::FigureLine> lines(std::string const& condition, std::vector<Value> const& values) const;
    Conn& conn_;
    app::LedgerInfo const& info_;
};

} // namespace taizhang::store
