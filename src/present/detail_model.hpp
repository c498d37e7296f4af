#pragma once

#include "domain/request.hpp"
#include "present/sketch.hpp"
#include "present/table.hpp"
#include "present/workbench.hpp"

#include <optional>
#include <string>
#include <vector>

namespace taizhang::present {

/// What the pane at the right shows of one record.
struct Detail {
    enum class Kind { asset, order, request };
    struct Fact {
        std::string label, value;
        Tone tone = Tone::normal;
    };
    struct Event {
        std::string icon;   ///< "state/KEY"
        Tone tone = Tone::normal;
        std::string text, second;
        std::string order_uid; ///< "" = leads nowhere
    };
    Kind kind = Kind::asset;
    std::string uid;
    std::string caption, title;   ///< whole order number or class; code and name or subject
    Cell state;                   ///< with icon and tone
    Cell due;                     ///< of an order; may be empty
    bool can_close = false, can_correct = false;
    std::optional<Sketch> sketch; ///< of an asset that has a position
    /// A step that state and role allow.
    struct Step {
        domain::OrderEvent event;
        std::string label;
    };
    std::optional<Step> next;     ///< the usual one; absent where 办结 takes its place
    std::vector<Step> more;       ///< the others, in the order of the table
    bool can_make_order = false;                     ///< of a request
    std::vector<domain::RequestEvent> request_steps; ///< those its state allows
    std::vector<Fact> facts;
    std::string events_title;
    std::vector<Event> events;    ///< newest first
};

struct DetailChanged {};

/// Follows the selection: one asset with its history of orders, or one order with its steps.
class DetailModel {
public:
    explicit DetailModel(Workbench& bench);

    /// Absent: nothing, or several things, are selected.
    [[nodiscard]] std::optional<Detail> const& detail() const noexcept { return detail_; }
    Publisher<DetailChanged> changed;

private:
    void load();
    [[nodiscard]] Detail of_asset(domain::Asset const& asset, std::vector<domain::WorkOrder> const& orders) const;
    [[nodiscard]] Detail of_order(app::OrderFile const& file) const;
    void add_steps(Detail& detail, app::OrderFile const& file) const;
    void add_related(Detail& detail, app::OrderFile const& file) const;

    Workbench& bench_;
    std::optional<Detail> detail_;
    int asked_ = 0; ///< answers to older questions are dropped
    Lifetime alive_;
    Subscription on_ledger_, on_records_, on_selection_;
};

} // namespace taizhang::present
