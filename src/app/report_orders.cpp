#include "app/report_orders.hpp"

#include "domain/rates.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace taizhang::app {
namespace {

using domain::OrderEvent;
using domain::OrderState;
using domain::Period;

constexpr std::size_t most_listed = 200;

bool in(Date day, Period const& period) { return day >= period.start() && day < period.end(); }

/// What the steps say about an order.
struct Steps {
    std::unordered_set<std::int64_t> checked, failed, extended, reopened, dispatched, held;

    Steps(ReportRecords const& records, Period const& period)
    {
        records.each_step_of(period, [&](StepFact const& step) {
            switch (step.event) {
            case OrderEvent::fail: failed.insert(step.order_id); [[fallthrough]];
            case OrderEvent::pass: checked.insert(step.order_id); break;
            case OrderEvent::extend: extended.insert(step.order_id); break;
            case OrderEvent::reopen: reopened.insert(step.order_id); break;
            case OrderEvent::dispatch: dispatched.insert(step.order_id); break;
            case OrderEvent::hold: held.insert(step.order_id); break;
            case OrderEvent::resume: held.erase(step.order_id); break;
            default: break;
            }
        });
    }
};

class Counting {
public:
    Counting(OrderTotals& totals, Steps const& steps, Period const& period, Instant end, int offset)
        : totals_{totals}, steps_{steps}, period_{period}, end_{end}, offset_{offset}
    {}

    void take(OrderFact const& order)
    {
        bool const draft = order.state == OrderState::draft;
        bool const dropped = order.state == OrderState::cancelled || order.state == OrderState::merged;
        bool const set_apart = order.backfill || order.on_the_spot;
        if (in(order.received_on, period_) && !draft && !order.backfill) {
            count(totals_.received, "received", order);
            if (order.state == OrderState::cancelled)
                count(totals_.cancelled, "cancelled", order);
            if (order.state == OrderState::merged)
                count(totals_.merged, "merged", order);
        }
        if (order.closed_on && in(*order.closed_on, period_))
            set_apart ? count(totals_.backfilled, "backfilled", order) : count(totals_.closed, "closed", order);
        if (!draft && !dropped && !set_apart)
            take_rates(order);
        if (!draft && !dropped && !order.backfill)
            take_open(order);
    }

private:
    void count(int& number, std::string const& name, OrderFact const& order)
    {
        ++number;
        totals_.behind[name].push_back(order.id);
    }

    void take_rates(OrderFact const& order)
    {
        bool const closed_by_end = order.closed_on && *order.closed_on < period_.end();
        if (order.deadline) {
            auto const due_day = order.deadline->local_date(offset_);
            // a hold that was over when the order closed no longer stops the clock
            bool const held = steps_.held.contains(order.id) && !closed_by_end;
            if (in(due_day, period_) && !held) {
                rate(totals_.closing, "due", "due_closed", order, closed_by_end);
                // the entered date has no hour: the day of the deadline is still in time
                rate(totals_.on_time, {}, "due_on_time", order, closed_by_end && *order.closed_on <= due_day);
            }
            if (order.closed_on && in(*order.closed_on, period_) && due_day >= period_.end())
                count(totals_.closed_early, "early", order);
        }
        if (steps_.checked.contains(order.id))
            rate(totals_.rework, "checked", "failed", order, steps_.failed.contains(order.id));
    }

    void rate(domain::Rate& rate, std::string const& all, std::string const& some, OrderFact const& order, bool yes)
    {
        ++rate.denominator;
        if (!all.empty())
            totals_.behind[all].push_back(order.id);
        if (yes) {
            ++rate.numerator;
            totals_.behind[some].push_back(order.id);
        }
    }

    /// From dates alone, so that an old period's report does not change.
    void take_open(OrderFact const& order)
    {
        if (order.received_on >= period_.end() || (order.closed_on && *order.closed_on < period_.end()))
            return;
        count(totals_.open_at_end, "open", order);
        bool const overdue = order.deadline && *order.deadline < end_ && !steps_.held.contains(order.id);
        if (overdue)
            count(totals_.overdue_at_end, "overdue", order);
        if (steps_.held.contains(order.id))
            count(totals_.held_at_end, "held", order);
        auto const age = end_.local_date(offset_).days() - order.received_on.days();
        std::size_t place = 0;
        while (place < OrderTotals::ages.size() && age > OrderTotals::ages[place])
            ++place;
        count(totals_.backlog[place], "backlog" + std::to_string(place), order);
        totals_.backlog_overdue[place] += overdue ? 1 : 0;
    }

    OrderTotals& totals_;
    Steps const& steps_;
    Period const& period_;
    Instant end_;
    int offset_;
};

} // namespace

OrderTotals order_totals(ReportRecords const& records, LedgerInfo const& info, Period const& period, Instant now)
{
    OrderTotals totals;
    Steps const steps{records, period};
    auto const end = std::min(Instant::start_of(period.end(), info.utc_offset_minutes), now);
    Counting counting{totals, steps, period, end, info.utc_offset_minutes};
    records.each_order_of(period, [&](OrderFact const& order) { counting.take(order); });
    auto const keep = [&](int& number, char const* name, std::unordered_set<std::int64_t> const& ids) {
        number = static_cast<int>(ids.size());
        auto& list = totals.behind[name];
        list.assign(ids.begin(), ids.end());
        std::ranges::sort(list);
    };
    keep(totals.extended, "extended", steps.extended);
    keep(totals.reopened, "reopened", steps.reopened);
    keep(totals.dispatched, "dispatched", steps.dispatched);
    auto const together = [&](char const* name, std::initializer_list<char const*> parts) {
        std::vector<std::int64_t> all;
        for (auto const* part : parts)
            all.insert(all.end(), totals.behind[part].begin(), totals.behind[part].end());
        totals.behind[name] = std::move(all);
    };
    together("closed_all", {"closed", "backfilled"});
    together("over_30", {"backlog4", "backlog5"});
    return totals;
}

void add_rates(std::span<domain::WorkOrder const> orders, OrderTotals& totals, LedgerInfo const& info, Period const& period)
{
    std::vector<domain::RateOrder> rated;
    std::unordered_map<std::string, std::int64_t> ids;
    for (auto const& order : orders) {
        rated.push_back(domain::rate_order_of(order));
        if (order.id)
            ids.emplace(order.uid, order.id->value());
    }
    auto const rates = domain::rates_of(rated, period, info.utc_offset_minutes);
    totals.closing = rates.closing;
    totals.on_time = rates.on_time;
    totals.rework = rates.rework;
    totals.closed_early = static_cast<int>(rates.early.size());
    auto const keep = [&](char const* name, std::vector<domain::OrderRef> const& refs, std::vector<std::vector<domain::OrderRef> const*> const& without) {
        std::unordered_set<std::string> left_out;
        for (auto const* list : without)
            for (auto const& ref : *list)
                left_out.insert(ref.uid);
        auto& list = totals.behind[name];
        list.clear();
        for (auto const& ref : refs)
            if (auto const it = ids.find(ref.uid); it != ids.end() && !left_out.contains(ref.uid))
                list.push_back(it->second);
    };
    keep("due", rates.due, {});
    keep("due_closed", rates.due, {&rates.open});
    keep("due_on_time", rates.due, {&rates.open, &rates.late});
    keep("early", rates.early, {});
}

std::vector<BriefOrder> most_urgent(ReportRecords const& records, OrderTotals const& totals)
{
    auto const it = totals.behind.find("open");
    if (it == totals.behind.end())
        return {};
    // overdue ones first: there are few, and all open ones of a large bureau need not be read
    auto ids = it->second;
    if (ids.size() > most_listed)
        if (auto const overdue = totals.behind.find("overdue"); overdue != totals.behind.end()) {
            std::unordered_set<std::int64_t> const first{overdue->second.begin(), overdue->second.end()};
            std::ranges::stable_partition(ids, [&](std::int64_t id) { return first.contains(id); });
        }
    constexpr std::size_t most_read = 5000;
    ids.resize(std::min(ids.size(), most_read));
    auto orders = records.brief_orders(ids);
    std::ranges::stable_sort(orders, {}, [](BriefOrder const& o) { return o.deadline ? o.deadline->millis() : INT64_MAX; });
    if (orders.size() > most_listed)
        orders.resize(most_listed);
    return orders;
}

} // namespace taizhang::app
