#pragma once

#include "present/asset_table.hpp"
#include "domain/quantity_sentence.hpp"
#include "present/workbench.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace taizhang::present {

/// Words that stand beside a field.
struct FieldProblem {
    std::string field;
    std::string text;
};

/// What the dialog 登记维修 shows and takes: texts as typed.
struct RepairEntry {
    std::string class_key, activity, item;
    std::string quantity, unit;
    bool approximate = false; ///< 约
    bool all = false;         ///< 所有: the quantity is not known
    std::string road, place, description;
    std::string received_on;
    std::string result, accepted_on; ///< only for saving as done
    std::string condition;    ///< key of the class's limit: the deadline comes from it
    std::string kind = "corrective"; ///< order type
    std::map<std::string, std::string> fields; ///< the type's own, as typed
};

/// Logs a repair: on chosen assets, or only at a place. Several classes among the assets make one order line each.
class RepairForm {
public:
    RepairForm(Workbench& bench, std::vector<app::AssetRow> assets);

    [[nodiscard]] RepairEntry const& entry() const noexcept { return entry_; }
    /// Takes over what was typed; a change of class brings its own activities, items and units along.
    void set(RepairEntry entry);
    [[nodiscard]] std::vector<app::AssetRow> const& assets() const noexcept { return assets_; }
    /// 路灯 LD-0001, or 540 facilities: 路灯 538, 雨水口 2.
    [[nodiscard]] std::string assets_text() const;
    [[nodiscard]] bool has_several_classes() const noexcept { return classes_.size() > 1; }

    [[nodiscard]] std::vector<Choice> class_choices() const;
    [[nodiscard]] std::vector<Choice> activity_choices() const; ///< those used lately, then the class's usual ones, then all
    [[nodiscard]] std::vector<std::string> item_choices() const;
    [[nodiscard]] std::vector<Choice> unit_choices() const;
    [[nodiscard]] std::vector<Choice> condition_choices() const; ///< 单盏不亮 2工作日; the usual one first
    /// Types of orders, when the bureau has some with fields of their own; else empty: nobody is asked.
    [[nodiscard]] std::vector<Choice> type_choices() const;
    [[nodiscard]] std::vector<domain::Attribute> type_fields() const;
    /// Lines that the description's quantities would make: 维修路灯540盏、更换灯笼640个.
    [[nodiscard]] std::vector<domain::ProposedLine> sentence() const;
    /// Those lines take the place of class, activity and quantity, or no longer do.
    void use_sentence(bool use);
    [[nodiscard]] bool uses_sentence() const noexcept { return use_sentence_; }
    [[nodiscard]] std::vector<std::string> const& roads() const noexcept { return known_.roads; }

    /// What keeps the entry from being saved, by field of RepairEntry. Empty = fine.
    [[nodiscard]] std::vector<FieldProblem> problems(bool done) const;
    /// `saved(order)` or `failed(notice)` later; the kept draft goes. @pre problems(done).empty()
    void save(bool done, std::function<void(domain::WorkOrder)> saved, std::function<void(Notice)> failed);

    /// An open order that may be about the same: on one of the assets, else of the same class on the same road.
    struct Similar {
        std::string uid, words; ///< 2025-0066 维修充电枪 · 兴隆街 · 处置中
        bool same_asset = false;
    };
    /// For the class and road as they are now; at most three, those on the same asset first.
    [[nodiscard]] std::vector<Similar> similar() const;

    /// Keeps what was typed on disk, so that neither a crash nor a slip of Esc loses it. Cheap enough for every key.
    void keep_draft() const;
    /// Was something kept that was never logged?
    [[nodiscard]] bool has_draft() const noexcept { return draft_.has_value(); }
    /// Puts the kept texts into the entry.
    void take_draft();
    static void drop_draft();

    /// Roads, similar orders and the activities used lately have come.
    Publisher<TableChanged> arrived;

private:
    [[nodiscard]] domain::AssetClass const* asset_class() const { return bench_.catalog().find_class(entry_.class_key); }
    [[nodiscard]] domain::WorkOrder order() const;
    void take_class_defaults();
    void take_type(domain::WorkOrder& order) const;
    [[nodiscard]] std::vector<domain::OrderLine> lines_of_entry(domain::WorkOrder const& order) const;

    Workbench& bench_;
    bool use_sentence_ = false;
    std::vector<app::AssetRow> assets_;
    std::vector<std::pair<std::string, int>> classes_; ///< of the assets, with their number
    struct Known { ///< of the orders there are
        std::vector<std::string> roads;
        std::vector<domain::WorkOrder> open;
        std::map<std::string, std::vector<std::string>> lately; ///< class -> activities, newest first
    };
    Known known_;
    std::optional<RepairEntry> draft_;
    std::string uid_; ///< of the order to be: saving twice is saving once
    RepairEntry entry_;
    Lifetime alive_;
};

/// 办结: result, date and how much was done.
class CloseForm {
public:
    CloseForm(Workbench& bench, domain::WorkOrder order);

    struct Line {
        std::string label;    ///< 更换路灯
        std::string quantity; ///< as typed: 95, 约95, 所有
        std::string unit;
    };
    [[nodiscard]] std::string title() const; ///< 2026-0412 维修路灯: ..
    std::vector<Line> lines;
    std::string result, accepted_on;

    [[nodiscard]] std::vector<FieldProblem> problems() const;
    void save(std::function<void(domain::WorkOrder)> saved, std::function<void(Notice)> failed);

private:
    Workbench& bench_;
    domain::WorkOrder order_;
    Lifetime alive_;
};

/// 办结 of several orders: one result and date; each as much as was planned and not left undone.
class BulkCloseForm {
public:
    BulkCloseForm(Workbench& bench, std::vector<std::string> uids);
    [[nodiscard]] std::string title() const;
    std::string result, accepted_on;
    [[nodiscard]] std::vector<FieldProblem> problems() const;
    void save(std::function<void()> saved, std::function<void(Notice)> failed);
    /// After saving: what was done, in words, and what was not, one a line.
    [[nodiscard]] std::string const& said() const noexcept { return said_; }
    [[nodiscard]] std::vector<std::string> const& refused() const noexcept { return refused_; }

private:
    Workbench& bench_;
    std::vector<std::string> uids_;
    std::string said_;
    std::vector<std::string> refused_;
    Lifetime alive_;
};

/// 更正 of one's own slip on the same day.
class CorrectForm {
public:
    CorrectForm(Workbench& bench, domain::WorkOrder order);

    struct Line {
        std::string label, item, quantity, unit;
    };
    [[nodiscard]] std::string title() const { return domain::short_number(order_.number); }
    [[nodiscard]] bool is_closed() const noexcept { return order_.closed_on.has_value(); }
    std::vector<Line> lines;
    std::string road, place, description, received_on, result, accepted_on, reason;

    [[nodiscard]] std::vector<FieldProblem> problems() const;
    void save(std::function<void(domain::WorkOrder)> saved, std::function<void(Notice)> failed);

private:
    Workbench& bench_;
    domain::WorkOrder order_;
    Lifetime alive_;
};

} // namespace taizhang::present
