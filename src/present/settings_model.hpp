#pragma once

#include "present/asset_table.hpp"
#include "present/repair_form.hpp"
#include "present/workbench.hpp"

#include <functional>
#include <string>
#include <vector>

namespace taizhang::present {

struct SettingsRead {};

/// The page 设置: what a bureau sets for itself. Every save is one use case; `done()` or `failed(notice)` follows.
class SettingsModel {
public:
    explicit SettingsModel(Workbench& bench);
    /// Reads the settings when the page is first looked at.
    void wake();
    [[nodiscard]] bool is_read() const noexcept { return read_; }
    using Done = std::function<void()>;
    using Failed = std::function<void(Notice)>;

    // -- the bureau
    struct General {
        std::string bureau, county, division_code, number, code_profile, in_charge, checked_by, prepared_by;
    };
    [[nodiscard]] General general() const;
    [[nodiscard]] std::vector<Choice> code_profiles() const;
    /// 左住建工单〔2026〕0001号: what the pattern makes; "" when it lacks the year or the serial number.
    [[nodiscard]] std::string number_preview(std::string const& pattern) const;
    [[nodiscard]] std::vector<FieldProblem> problems(General const& general) const;
    void save(General const& general, Done done, Failed failed);

    // -- people
    [[nodiscard]] std::vector<app::Person> const& people() const noexcept { return people_; }
    [[nodiscard]] std::vector<Choice> role_choices() const;
    [[nodiscard]] std::vector<std::string> crews() const;
    void save(std::vector<app::Person> people, Done done, Failed failed);

    // -- days off
    [[nodiscard]] std::string const& days() const noexcept { return days_; } ///< one line a span
    /// "" = every line can be understood.
    [[nodiscard]] std::string days_problem(std::string const& text) const;
    void save_days(std::string const& text, Done done, Failed failed);

    // -- deadlines of a class; the first is the one proposed
    struct Limit {
        std::string condition, amount, clock; ///< clock: work_hour ..
    };
    [[nodiscard]] std::vector<Choice> class_choices() const;
    [[nodiscard]] std::vector<Choice> clock_choices() const;
    [[nodiscard]] std::vector<Limit> limits(std::string const& class_key) const;
    /// Row numbers and what is wrong; "" = fine.
    [[nodiscard]] std::string limits_problem(std::vector<Limit> const& limits) const;
    void save_limits(std::string const& class_key, std::vector<Limit> const& limits, Done done, Failed failed);

    // -- additions to the catalogue
    struct Addition {
        std::string kind = "class"; ///< class attribute activity item order_type order_field
        std::string order_type;     ///< of an order_field
        std::string name, class_key, geometry = "point", unit, prefix, type = "text", options;
    };
    [[nodiscard]] std::vector<Choice> kind_choices() const;
    [[nodiscard]] std::vector<Choice> geometry_choices() const;
    [[nodiscard]] std::vector<Choice> type_choices() const;
    [[nodiscard]] std::vector<std::string> units() const;
    /// Fields that this kind asks for: name, class, geometry, unit, prefix, type, options.
    [[nodiscard]] static std::vector<std::string> fields_of(std::string const& kind, std::string const& type);
    [[nodiscard]] std::vector<FieldProblem> problems(Addition const& addition) const;
    void add(Addition const& addition, Done done, Failed failed);
    /// What was added so far, in words.
    [[nodiscard]] std::vector<std::string> added() const;

    // -- orders: what a step asks for, and the office hours that deadlines follow
    struct Workflow {
        domain::OrderOptions options;
        std::string hours; ///< 08:00-12:00 14:00-18:00
    };
    [[nodiscard]] Workflow workflow() const;
    [[nodiscard]] std::vector<Choice> order_type_choices() const; ///< the bureau's own
    [[nodiscard]] std::vector<FieldProblem> problems(Workflow const& workflow) const;
    void save(Workflow const& workflow, Done done, Failed failed);

    // -- backups
    [[nodiscard]] std::string backup_folder() const; ///< "" = beside the ledger
    [[nodiscard]] int backups_kept() const;
    [[nodiscard]] std::vector<FieldProblem> backup_problems(std::string const& folder, std::string const& kept) const;
    void save_backup(std::string const& folder, std::string const& kept, Done done, Failed failed);

    Publisher<SettingsRead> changed;

private:
    void load();
    template <class Act>
    void act(Act act, Done done, Failed failed);

    Workbench& bench_;
    std::vector<app::Person> people_;
    std::string days_;
    Json additions_ = Json::object();
    bool awake_ = false, read_ = false;
    Lifetime alive_;
    Subscription on_ledger_;
};

/// Backups to restore from: those beside the ledger or where the settings say, and any other file; what each one holds.
class RestoreModel {
public:
    /// @param ledger what is to be replaced; need not be readable any more
    RestoreModel(Workbench& bench, std::string ledger);

    struct Entry {
        std::string path, label;
    };
    [[nodiscard]] std::vector<Entry> const& entries() const noexcept { return entries_; } ///< newest first
    [[nodiscard]] std::string const& ledger() const noexcept { return ledger_; }
    void add(std::string path); ///< another file, put on top
    /// What that backup holds, one fact a line, or why it cannot be read.
    [[nodiscard]] std::string preview(std::size_t entry, bool& usable) const;
    /// Puts the backup in the ledger's place and opens it; the ledger as it was is kept beside it.
    void restore(std::size_t entry);

private:
    Workbench& bench_;
    std::string ledger_;
    std::vector<Entry> entries_;
};

} // namespace taizhang::present
