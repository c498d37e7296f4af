#include "domain/order_step.hpp"

#include <algorithm>

// What a step still lacks, Datum by Datum as its row in life_of_an_order names them.
namespace taizhang::domain {
namespace {

struct Asking {
    WorkOrder const& order;
    StepData const& data;
    StepContext const& context;
    std::vector<OrderProblem> problems{};

    void lacks(std::string field, Text message) { problems.push_back({std::move(field), std::move(message)}); }
};

StatedQuantity const* said_quantity(Asking const& asking, OrderLine const& line)
{
    auto const it = std::ranges::find(asking.data.lines, line.uid, &StepData::Line::line_uid);
    return it != asking.data.lines.end() && it->quantity ? &*it->quantity : nullptr;
}

void ask_for_lines(Asking& asking)
{
    if (asking.order.lines.empty())
        asking.lacks("lines", tr("The order needs at least one line: what is to be done on what."));
    for (auto const& line : asking.order.lines)
        if (line.class_key.empty() || line.activity.empty() || line.unit.empty())
            asking.lacks("lines/" + line.uid, tr("A line needs class, activity and unit."));
}

void ask_for_quantities(Asking& asking)
{
    for (auto const& line : asking.order.lines) {
        auto const field = "lines/" + line.uid + "/quantity";
        auto const* said = said_quantity(asking, line);
        auto const known = said ? said->quantity : line.done ? line.done : proposed_done(line);
        bool const unknown = said ? !said->quantity : line.unknown;
        if (!known && !unknown) {
            asking.lacks(field, tr("A line has no quantity. Enter how much was done, or say that it is not known."));
            continue;
        }
        auto const undone = std::ranges::count_if(line.assets, [](LineAsset const& a) { return is_left_undone(a.status); });
        auto const counted = proposed_done(line);
        // 540 cannot have been done where 28 were not found, unless somebody says why
        if (known && counted && undone > 0 && *known > *counted && asking.data.reason.empty() && asking.data.result.empty())
            asking.lacks(field, tr("{0} facilities were left undone, so {1} is more than was counted ({2}). Write why.", undone, known->text(),
                                   counted->text()));
    }
}

void ask_for_date(Asking& asking)
{
    auto const on = asking.data.on.value_or(PartialDate{asking.context.today()});
    if (on.first_day() > asking.context.today())
        asking.lacks("on", tr("The date lies in the future. Enter the day on which the work was accepted."));
}

void ask_for_settings(Asking& asking, Set<Datum> data)
{
    auto const& options = asking.context.options;
    if (data.has(Datum::photo) && options.photo_after && asking.context.photos_after == 0)
        asking.lacks("photos", tr("Add a photo of the work done: the bureau's settings ask for it."));
    if (data.has(Datum::costs) && options.cost_lines &&
        std::ranges::none_of(asking.order.costs, [](CostLine const& cost) { return !cost.estimate; }))
        asking.lacks("costs", tr("Enter what it cost, 0 included: the bureau's settings ask for it."));
    if (data.has(Datum::other_units))
        for (auto const& task : asking.order.tasks)
            if (!task.is_settled())
                asking.lacks("tasks/" + task.uid, tr("{0} has not finished yet: {1}.", task.unit, task.what));
}

void ask_for_assignment(Asking& asking, Set<Datum> data)
{
    auto const& [order, said, context, problems] = asking;
    if (data.has(Datum::crew) && said.crew.empty() && said.contractor.empty() && order.crew.empty() && order.contractor.empty())
        asking.lacks("crew", tr("Say who does the work: a crew or a company."));
    if (data.has(Datum::deadline)) {
        auto const due = said.deadline ? said.deadline : order.deadline;
        if (!due && !said.limit && !order.limit)
            asking.lacks("deadline", tr("Say until when: a deadline."));
        else if (said.deadline && *said.deadline <= context.now)
            asking.lacks("deadline", tr("The deadline has passed already."));
    }
}

void ask_for_reasons(Asking& asking, OrderEvent event, Set<Datum> data)
{
    auto const& said = asking.data;
    if (data.has(Datum::reason_code)) {
        auto const known = reasons(event);
        if (std::ranges::find(known, said.reason_code, &Reason::key) == known.end())
            asking.lacks("reason_code", tr("Choose the reason."));
    }
    // a reason chosen says enough, unless there is none to choose from
    if (data.has(Datum::reason) && !data.has(Datum::reason_code) && trimmed(said.reason).empty())
        asking.lacks("reason", tr("Write why."));
    if (data.has(Datum::hold_kind) && !said.hold_kind)
        asking.lacks("hold_kind", tr("Say what it waits for."));
    if (data.has(Datum::resume_on)) {
        if (!said.resume_on)
            asking.lacks("resume_on", tr("Say when work will probably go on."));
        else if (*said.resume_on < asking.context.today())
            asking.lacks("resume_on", tr("This day has passed."));
        else if (*said.resume_on > asking.context.today().plus_days(366))
            asking.lacks("resume_on", tr("A hold lasts a year at most."));
    }
    if (data.has(Datum::next_check) && (!said.next_check || *said.next_check < asking.context.today()))
        asking.lacks("next_check", tr("Say on which day it will be checked."));
}

void ask_for_part(Asking& asking)
{
    auto const& [order, said, context, problems] = asking;
    if (said.lines.empty() && said.assets.empty()) {
        asking.lacks("part", tr("Choose what goes to the new order."));
        return;
    }
    bool something_stays = false;
    for (auto const& line : order.lines) {
        auto const it = std::ranges::find(said.lines, line.uid, &StepData::Line::line_uid);
        auto const going = std::ranges::count_if(
            line.assets, [&](LineAsset const& a) { return std::ranges::find(said.assets, a.asset_uid) != said.assets.end(); });
        if (it != said.lines.end() && it->quantity && it->quantity->quantity && line.planned && *it->quantity->quantity >= *line.planned)
            asking.lacks("lines/" + line.uid + "/quantity", tr("At most what is planned less something that stays: {0}.", line.planned->text()));
        else if (it == said.lines.end() ? static_cast<std::size_t>(going) < line.assets.size() || line.assets.empty() : it->quantity.has_value())
            something_stays = true;
    }
    if (!something_stays)
        asking.lacks("part", tr("Something must stay with this order."));
}

std::vector<OrderProblem> asked(Asking& asking, OrderEvent event, Set<Datum> data)
{
    if (data.has(Datum::lines))
        ask_for_lines(asking);
    ask_for_assignment(asking, data);
    ask_for_reasons(asking, event, data);
    if (data.has(Datum::done_quantities) || data.has(Datum::accepted_quantities))
        ask_for_quantities(asking);
    ask_for_settings(asking, data);
    if (data.has(Datum::check_method) && !asking.data.check_method.empty()) {
        auto const methods = check_methods();
        if (std::ranges::find(methods, asking.data.check_method, &Reason::key) == methods.end())
            asking.lacks("check_method", tr("Choose how it was checked."));
    } else if (data.has(Datum::check_method))
        asking.lacks("check_method", tr("Choose how it was checked."));
    if (data.has(Datum::accepted_on) || asking.data.on)
        ask_for_date(asking);
    if (data.has(Datum::target) && asking.data.target_uid.empty())
        asking.lacks("target", tr("Say which order it is merged into."));
    if (data.has(Datum::part))
        ask_for_part(asking);
    if (event == OrderEvent::extend && !asking.order.limit && !asking.data.deadline)
        asking.lacks("deadline", tr("The deadline was entered by hand: enter the new one."));
    if (event == OrderEvent::extend && asking.data.deadline && asking.order.deadline && *asking.data.deadline <= *asking.order.deadline)
        asking.lacks("deadline", tr("An extension ends after the deadline it extends."));
    return std::move(asking.problems);
}

} // namespace

std::vector<OrderProblem> missing_before(WorkOrder const& order, OrderEvent event, StepData const& data, StepContext const& context)
{
    auto const* t = transition(order.state, event);
    if (!t)
        return {{"", why_not(order, event, data, context)}};
    Asking asking{order, data, context};
    return asked(asking, event, t->data);
}

std::vector<OrderProblem> missing_before_closing(WorkOrder const& order, StepData const& data, StepContext const& context)
{
    std::vector<OrderProblem> problems;
    auto const& options = context.options;
    auto const steps = steps_to_close(order.state);
    bool const finishes = std::ranges::find(steps, OrderEvent::finish) != steps.end();
    if (options.other_verifier && finishes)
        problems.push_back({"", tr("By the bureau's settings somebody else verifies: finish it, and let another pass it.")});
    if (options.roles_bind)
        for (auto const event : steps) {
            auto at = order.state;
            for (auto const before : steps) {
                if (before == event)
                    break;
                at = *next(at, before);
            }
            if (auto const needs = transition(at, event)->needs; !covers(context.role.value_or(Role::registrar), needs)) {
                problems.push_back({"", tr("“{0}” is for the role {1}.", label(event), label(needs))});
                break;
            }
        }
    Asking asking{order, data, context};
    // one person in one go: no crew, no method; what the figures and the settings need stays
    for (auto& problem : asked(asking, OrderEvent::finish,
                               Datum::lines | Datum::done_quantities | Datum::photo | (Datum::costs | Datum::other_units) | Datum::accepted_on))
        problems.push_back(std::move(problem));
    return problems;
}

} // namespace taizhang::domain
