#pragma once

#include "base/date.hpp"
#include "base/json.hpp"
#include "domain/figure.hpp"
#include "domain/order.hpp"
#include "geo/units.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// What reports read and keep, as a port of its own beside Ledger: answers are made for a period, so that a quarter's
/// figures do not depend on how many years the ledger holds.
namespace taizhang::app {

/// Of an order what the rates of a period need, no more.
struct OrderFact {
    std::int64_t id = 0;
    domain::OrderState state = domain::OrderState::draft;
    Date received_on = Date::from_days(0);
    std::optional<Instant> deadline;
    std::optional<Date> closed_on; ///< local; the date the clerk entered, else the day of the last step
    bool backfill = false, on_the_spot = false;
};

struct StepFact {
    std::int64_t order_id = 0;
    domain::OrderEvent event = domain::OrderEvent::submit;
    Instant at;
};

struct OrderCounts {
    std::int64_t received = 0, closed = 0;
    std::int64_t backfilled = 0; ///< closed as 补录 or 自行处置
};

/// An order as a table of a report shows it.
struct BriefOrder {
    std::string uid, number;
    domain::OrderState state = domain::OrderState::draft;
    Date received_on = Date::from_days(0);
    std::optional<Instant> deadline;
    std::string description, road, place;
};

struct MaterialUse {
    std::string item, unit;
    domain::Quantity quantity = domain::Quantity::whole(0);
    domain::Money amount = domain::Money::fen(0);
    std::int64_t orders = 0;
};

/// A facility that was worked on, with how many orders closed on it in the period.
struct WorkedPlace {
    std::string asset_uid, class_key, code, road, place;
    std::int64_t orders = 0;
    std::optional<geo::Position> position;
};

/// A report that went out: what it said, frozen.
struct IssuedReport {
    std::string uid, period, template_key;
    int issue = 1;              ///< 1 = first; 2.. = printed again
    std::string title, document_number;
    Language language = Language::zh;
    Instant issued_at = Instant::from_millis(0);
    std::string issued_by;
    Json content;               ///< figures, order totals, definitions and text as printed
    std::string audit_head;     ///< seq:hash before it was issued
    std::string hash;           ///< SHA-256 over content and audit head; printed on its last page
    std::string pdf;            ///< bytes; only filled by issued_report()
};

struct PeriodLock {
    std::string period, locked_by;
    Instant locked_at = Instant::from_millis(0);
};

/// A section's own words, with {names} where its numbers stand.
struct SectionText {
    std::string period, template_key, section, text;
};

class ReportRecords {
public:
    virtual ~ReportRecords() = default;
    /// The earliest and the latest date of accepted work; none when nothing was accepted yet.
    [[nodiscard]] virtual std::optional<std::pair<PartialDate, PartialDate>> first_and_last() const = 0;
    /// Accepted lines of closed orders that `period` holds, with their costs.
    [[nodiscard]] virtual std::vector<domain::FigureLine> lines_of(domain::Period const& period) const = 0;
    /// Those whose date may lie in the period but is not known well enough.
    [[nodiscard]] virtual std::vector<domain::FigureLine> undated_lines(domain::Period const& period) const = 0;
    /// Sums by kind of work and date, for comparisons.
    [[nodiscard]] virtual std::vector<domain::DatedSum> sums(Date from, Date end) const = 0;
    /// Orders received, due, closed or open in or around the period; each once, in no order.
    virtual void each_order_of(domain::Period const& period, std::function<void(OrderFact const&)> const& take) const = 0;
    /// Checks, extensions and reopenings in the period, and holds up to its end; in order of time.
    virtual void each_step_of(domain::Period const& period, std::function<void(StepFact const&)> const& take) const = 0;
    [[nodiscard]] virtual std::vector<MaterialUse> materials(domain::Period const& period) const = 0;
    /// Facilities with accepted lines in the period, most orders first. @param least orders
    [[nodiscard]] virtual std::vector<WorkedPlace> worked_places(domain::Period const& period, int least, std::size_t limit) const = 0;
    /// Number and uid, in the order of `ids`; ids that are gone are left out.
    [[nodiscard]] virtual std::vector<domain::OrderRef> order_refs(std::vector<std::int64_t> const& ids) const = 0;
    [[nodiscard]] virtual std::vector<BriefOrder> brief_orders(std::vector<std::int64_t> const& ids) const = 0;
    [[nodiscard]] virtual OrderCounts order_counts(domain::Period const& period) const = 0;
    [[nodiscard]] virtual std::vector<std::int64_t> order_ids(std::vector<std::string> const& uids) const = 0;
    /// Closed orders of the period without facility, price or photo; what a clean report lacks.
    struct Gaps {
        std::vector<std::int64_t> without_quantity, without_cost, not_reported_done;
    };
    [[nodiscard]] virtual Gaps gaps(domain::Period const& period) const = 0;

    /// SHA-256 in hex over both, length-prefixed: what an issued report prints.
    [[nodiscard]] virtual std::string seal(std::string const& content, std::string const& audit_head) const = 0;
    /// Newest first, without the PDF. @param text folded part of title, number, period or issuer; "" = all
    [[nodiscard]] virtual std::vector<IssuedReport> issued(std::string const& text = {}) const = 0;
    /// @throws Error not_found
    [[nodiscard]] virtual IssuedReport issued_report(std::string const& uid) const = 0;
    [[nodiscard]] virtual std::vector<PeriodLock> locks() const = 0;
    [[nodiscard]] virtual std::vector<SectionText> texts(std::string const& period, std::string const& template_key) const = 0;
    /// The bureau's own templates, as JSON documents by key.
    [[nodiscard]] virtual std::vector<std::pair<std::string, Json>> templates() const = 0;
};

/// The writing side; part of a Change.
class ReportWriting {
public:
    virtual ~ReportWriting() = default;
    virtual void add(IssuedReport const& report) = 0;
    virtual void lock(PeriodLock const& lock) = 0;
    virtual void unlock(std::string const& period) = 0;
    virtual void put(SectionText const& text) = 0; ///< "" takes the words back
    virtual void put_template(std::string const& key, Json const& document) = 0; ///< null removes it
};

} // namespace taizhang::app
