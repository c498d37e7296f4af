#pragma once

#include "app/order_desk.hpp"
#include "present/repair_form.hpp"
#include "present/workbench.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace taizhang::present {

/// One field of a step's dialog: texts as typed.
struct StepField {
    enum class Kind { text, choice, combo, check };
    std::string id; ///< reason, crew, lines/UID/quantity ..: what missing_before() names
    std::string label;
    Kind kind = Kind::text;
    std::vector<Choice> choices{};       ///< of a choice
    std::vector<std::string> values{};   ///< proposed by a combo
    std::string value{};                 ///< a check's is "1" or ""
    std::string beside{};                ///< a remark below the label: counted 512 of 540
    int width = 1;                       ///< of two columns
};

/// The dialog of one step for one or many orders, made from the step's row in life_of_an_order.
class StepForm {
public:
    /// What the ledger had to be asked for.
    struct Known {
        std::vector<app::OrderFile> files;
        std::vector<std::string> crews, people;
        std::vector<domain::WorkOrder> candidates; ///< to merge into
    };
    /// Reads the orders, then `ready(form)`. An Error becomes a notice.
    static void prepare(Workbench& bench, Lifetime const& alive, domain::OrderEvent event, std::vector<std::string> uids,
                        std::function<void(std::shared_ptr<StepForm>)> ready);
    StepForm(Workbench& bench, domain::OrderEvent event, Known known);

    [[nodiscard]] domain::OrderEvent event() const noexcept { return event_; }
    [[nodiscard]] std::string title() const; ///< 挂起 2025-0412, 3 orders
    [[nodiscard]] std::string about() const; ///< subject and place, or how many
    [[nodiscard]] std::string hint() const;  ///< what the step does that one should know; may be empty
    [[nodiscard]] std::vector<StepField> const& fields() const noexcept { return fields_; }
    /// Nothing to say: the step is taken at once (it can be undone).
    [[nodiscard]] bool is_silent() const noexcept { return fields_.empty(); }
    [[nodiscard]] bool is_bulk() const noexcept { return known_.files.size() > 1; }
    /// @return whether other fields changed with it (a condition moves the deadline)
    bool set(std::string const& id, std::string value);
    [[nodiscard]] std::vector<FieldProblem> problems() const;

    /// What was done, in words, and what was not, one a line.
    struct Outcome {
        std::string words;
        std::vector<std::string> refused;
        std::string uid; ///< to show next: the order, or the child
    };
    /// `saved` or `failed` later; taking it back is in the undo list.
    void save(std::function<void(Outcome)> saved, std::function<void(Notice)> failed);

private:
    [[nodiscard]] domain::WorkOrder const& first() const { return known_.files.front().order; }
    [[nodiscard]] domain::StepContext context(app::OrderFile const& file) const;
    [[nodiscard]] std::string value(std::string_view id) const;
    void add(StepField field) { fields_.push_back(std::move(field)); }
    void build();
    void add_assignment(domain::Set<domain::Datum> data);
    void add_reasons(domain::Set<domain::Datum> data);
    void add_quantities();
    void add_deadline(std::string label, bool proposed);
    [[nodiscard]] std::string proposed_deadline() const;
    [[nodiscard]] domain::StepData said(std::vector<FieldProblem>& problems) const;
    void read_times(domain::StepData& data, std::vector<FieldProblem>& problems) const;
    void read_quantities(domain::StepData& data, std::vector<FieldProblem>& problems) const;
    void save_one(domain::StepData data, std::function<void(Outcome)> saved, std::function<void(Notice)> failed);

    Workbench& bench_;
    domain::OrderEvent event_;
    Known known_;
    std::vector<StepField> fields_;
    Lifetime alive_;
};

/// "2025-11-24 18:00", a day meaning its office's end; nullopt when it cannot be understood.
[[nodiscard]] std::optional<Instant> moment_of(std::string const& text, int utc_offset_minutes, domain::OfficeHours const& hours);

} // namespace taizhang::present
