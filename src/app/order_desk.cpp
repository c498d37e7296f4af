#include "app/order_desk.hpp"

#include "base/uuid.hpp"
#include "domain/order_changes.hpp"

#include <algorithm>

namespace taizhang::app {
namespace {

using Kind = Error::Kind;
using domain::OrderEvent;
using domain::OrderState;

void refuse_problems(std::vector<domain::OrderProblem> const& problems, Text what)
{
    if (!problems.empty())
        throw Error{Kind::invalid_input, std::move(what), Text::verbatim(problems.front().field), domain::in_one(problems)};
}

Text number_of(domain::WorkOrder const& order) { return Text::verbatim(domain::short_number(order.number)); }

domain::StepData said(Closing const& closing)
{
    domain::StepData data;
    data.result = closing.result;
    data.on = closing.accepted_on;
    for (auto const& line : closing.lines)
        data.lines.push_back({line.line_uid, line.quantity});
    return data;
}

std::optional<domain::Role> role_of(Ledger const& ledger, std::string const& who)
{
    for (auto const& person : ledger.persons())
        if (person.name == who && person.active)
            return person.role;
    return std::nullopt;
}

} // namespace

domain::WorkCalendar OrderDesk::calendar() const
{
    return domain::WorkCalendar{ledger_.special_days(), ledger_.info().office_hours};
}

domain::StepContext OrderDesk::context(domain::WorkCalendar const& calendar, std::string const& order_uid) const
{
    auto const& info = ledger_.info();
    // what is not asked for is not looked up: most bureaus bind neither roles nor photos
    return {info.order_options,
            calendar,
            clock_.now(),
            info.utc_offset_minutes,
            who_,
            info.order_options.roles_bind ? role_of(ledger_, who_) : std::nullopt,
            info.order_options.photo_after && !order_uid.empty() ? ledger_.order_book().photos(order_uid, "after") : 0};
}

std::optional<domain::Limit> proposed_limit(domain::Catalog const& catalog, domain::WorkOrder const& order, std::string const& condition)
{
    auto const* of = order.lines.empty() ? nullptr : catalog.find_class(order.lines.front().class_key);
    if (!of || of->deadlines.empty())
        return std::nullopt;
    auto const it = std::ranges::find(of->deadlines, condition, &domain::Deadline::key);
    auto const& chosen = it == of->deadlines.end() ? of->deadlines.front() : *it;
    return domain::Limit{chosen.key, chosen.amount, chosen.clock};
}

void OrderDesk::propose_deadline(domain::WorkOrder& order, domain::WorkCalendar const& calendar) const
{
    if (order.deadline || order.backfill || order.on_the_spot)
        return;
    if (!order.limit)
        order.limit = proposed_limit(ledger_.catalog(), order);
    auto const offset = ledger_.info().utc_offset_minutes;
    if (order.limit)
        order.deadline = calendar.deadline(std::max(clock_.now(), Instant::start_of(order.received_on, offset)), order.limit->amount,
                                           order.limit->clock, offset);
}

domain::WorkOrder OrderDesk::log(domain::WorkOrder order, std::optional<Closing> const& closing, bool as_draft,
                                 std::function<void(Change&, domain::WorkOrder const&)> const& also)
{
    auto problems = domain::check(ledger_.catalog(), order);
    for (auto& problem : domain::check_costs(order))
        problems.push_back(std::move(problem));
    if (!as_draft || closing)
        refuse_problems(problems, tr("The order was not saved."));
    if (order.received_on == Date::from_days(0))
        order.received_on = today();
    if (order.uid.empty())
        order.uid = new_uuid();
    for (auto& line : order.lines)
        if (line.uid.empty())
            line.uid = new_uuid();
    auto const days = calendar();
    propose_deadline(order, days);
    auto const now = context(days, {});
    if (closing)
        order = domain::close(std::move(order), said(*closing), now);
    else if (order.state == OrderState::draft && !as_draft)
        order = domain::take(std::move(order), OrderEvent::submit, {}, now);
    auto change = ledger_.begin();
    change->add(order);
    if (also)
        also(*change, order);
    change->commit({who_, closing ? "order.log_done" : "order.log", "order", order.uid,
                    Json::object({{"after", domain::to_json(ledger_.catalog(), order)}})});
    return order;
}

domain::WorkOrder OrderDesk::backfill(domain::WorkOrder order, Closing const& closing)
{
    order.backfill = true;
    if (order.received_on == Date::from_days(0))
        order.received_on = closing.accepted_on.first_day();
    return log(std::move(order), closing);
}

domain::WorkOrder OrderDesk::on_the_spot(domain::WorkOrder order, Closing const& closing)
{
    order.on_the_spot = true;
    if (order.source.empty())
        order.source = "巡查"; // DOMAIN 4.1: a source, kept as data
    return log(std::move(order), closing);
}

void OrderDesk::save(char const* action, domain::WorkOrder const& before, domain::WorkOrder& after, Json more)
{
    auto change = ledger_.begin();
    change->update(after);
    more.set("changes", domain::changes_between(before, after));
    change->commit({who_, action, "order", after.uid, std::move(more)});
}

domain::WorkOrder OrderDesk::close(domain::WorkOrder order, Closing const& closing)
{
    auto const before = order;
    auto const days = calendar();
    order = domain::close(std::move(order), said(closing), context(days, before.uid));
    save("order.close", before, order);
    return order;
}

domain::WorkOrder OrderDesk::take(domain::WorkOrder order, OrderEvent event, domain::StepData const& data)
{
    if (event == OrderEvent::merge)
        return merge(std::move(order), data.target_uid, true, data.reason).source;
    if (event == OrderEvent::split)
        return split(std::move(order), data).parent;
    auto const before = order;
    auto const days = calendar();
    order = domain::take(std::move(order), event, data, context(days, before.uid));
    save(("order." + std::string{domain::key_of(event)}).c_str(), before, order);
    return order;
}

BulkResult OrderDesk::many(std::vector<std::string> const& uids, std::string const& action,
                           std::function<domain::WorkOrder(domain::WorkOrder const&)> const& change_one)
{
    BulkResult result;
    auto records = Json::array();
    for (auto const& uid : uids) {
        auto before = ledger_.order(uid);
        try {
            result.done.push_back(change_one(before));
            result.before.push_back(std::move(before));
        } catch (Error const& e) {
            if (e.kind() != Kind::refused && e.kind() != Kind::invalid_input && e.kind() != Kind::conflict)
                throw;
            result.refused.push_back({before.uid, before.number, e.todo().empty() ? e.message() : tr("{0} {1}", e.message(), e.todo())});
        }
    }
    if (result.done.empty())
        return result;
    auto change = ledger_.begin();
    for (std::size_t i = 0; i < result.done.size(); ++i) {
        change->update(result.done[i]);
        records.push(Json::object({{"uid", result.done[i].uid}, {"changes", domain::changes_between(result.before[i], result.done[i])}}));
    }
    change->commit({who_, action, "order", result.done.size() == 1 ? result.done.front().uid : std::string{},
                    Json::object({{"records", std::move(records)}})});
    return result;
}

BulkResult OrderDesk::take_many(std::vector<std::string> const& uids, OrderEvent event, domain::StepData const& data)
{
    if (event == OrderEvent::merge) {
        BulkResult result; // each has its own links to hand over
        for (auto const& uid : uids) {
            auto before = ledger_.order(uid);
            try {
                result.done.push_back(merge(before, data.target_uid, true, data.reason).source);
                result.before.push_back(std::move(before));
            } catch (Error const& e) {
                result.refused.push_back({before.uid, before.number, e.message()});
            }
        }
        return result;
    }
    auto const days = calendar();
    return many(uids, "order." + std::string{domain::key_of(event)}, [&](domain::WorkOrder const& order) {
        return domain::take(order, event, data, context(days, order.uid));
    });
}

BulkResult OrderDesk::close_many(std::vector<std::string> const& uids, Closing const& closing)
{
    auto const days = calendar();
    auto const data = said(closing);
    return many(uids, "order.close", [&](domain::WorkOrder const& order) { return domain::close(order, data, context(days, order.uid)); });
}

domain::WorkOrder OrderDesk::save(domain::WorkOrder order)
{
    auto problems = domain::check(ledger_.catalog(), order);
    for (auto& problem : domain::check_costs(order))
        problems.push_back(std::move(problem));
    refuse_problems(problems, tr("The order was not saved."));
    auto const before = ledger_.order(order.uid);
    if (before.state == OrderState::cancelled || before.state == OrderState::merged)
        throw Error{Kind::refused, tr("The order was not saved: it is cancelled or merged."), number_of(order)};
    if (before.state == OrderState::closed)
        for (auto const& line : before.lines) {
            auto const now = std::ranges::find(order.lines, line.uid, &domain::OrderLine::uid);
            if (now == order.lines.end() || now->accepted != line.accepted || now->accepted_on != line.accepted_on)
                throw Error{Kind::refused, tr("What was accepted is changed by reopening the order; accepting is the check's."),
                            number_of(order)};
        }
    save("order.edit", before, order);
    return order;
}

domain::WorkOrder OrderDesk::remark(domain::WorkOrder order, std::string const& text)
{
    if (trimmed(text).empty())
        throw Error{Kind::invalid_input, tr("The remark is empty."), number_of(order)};
    auto const before = order;
    order.notes.push_back({new_uuid(), who_, std::string{trimmed(text)}, clock_.now()});
    save("order.remark", before, order);
    return order;
}

void OrderDesk::keep_price(domain::PriceItem item)
{
    if (trimmed(item.name).empty() || std::ranges::find(domain::cost_kinds, item.kind) == domain::cost_kinds.end() ||
        item.price < domain::Money::fen(0))
        throw Error{Kind::invalid_input, tr("The price was not kept: it needs a kind, a name and an amount.")};
    if (item.uid.empty())
        item.uid = new_uuid();
    auto change = ledger_.begin();
    change->order_book().put(item);
    change->commit({who_, "price.put", "price", item.uid,
                    Json::object({{"kind", item.kind}, {"name", item.name}, {"unit", item.unit}, {"price_fen", item.price.in_fen()}})});
}

domain::WorkOrder OrderDesk::left_at(std::string const& uid, std::int64_t row_version) const
{
    auto order = ledger_.order(uid);
    if (order.row_version != row_version)
        throw Error{Kind::conflict, tr("Not taken back: somebody has changed the order since."), number_of(order),
                    tr("Look at the order and change it by hand.")};
    return order;
}

domain::WorkOrder OrderDesk::correct(domain::WorkOrder order, std::string const& reason)
{
    auto const current = ledger_.order(order.uid);
    if (auto why = why_not_correctable(current, who_, clock_.now(), ledger_.info().utc_offset_minutes); !why.empty())
        throw Error{Kind::refused, tr("Not corrected: {0}", std::move(why)), number_of(order), tr("Reopen the order or log another one.")};
    if (trimmed(reason).empty())
        throw Error{Kind::invalid_input, tr("Not corrected: the reason is missing."), number_of(order),
                    tr("Write why the slip was wrong.")};
    refuse_problems(domain::check(ledger_.catalog(), order), tr("The order was not saved."));
    for (auto& line : order.lines)
        if (line.accepted_on) {
            line.accepted = line.done;
            line.accepted_on = order.closed_on;
        }
    if (order.closed_on)
        for (auto& step : order.steps)
            if (step.event == OrderEvent::pass && !step.undone)
                step.on = order.closed_on;
    save("order.correct", current, order, Json::object({{"reason", reason}}));
    return order;
}

Text why_not_correctable(domain::WorkOrder const& order, std::string const& who, Instant now, int utc_offset_minutes)
{
    if (order.state == OrderState::cancelled || order.state == OrderState::merged)
        return tr("it is cancelled or merged.");
    for (auto const& step : order.steps) {
        if (step.who != who)
            return tr("somebody else has worked on it.");
        if (step.at.local_date(utc_offset_minutes) != now.local_date(utc_offset_minutes))
            return tr("it is not of today.");
    }
    return order.steps.empty() ? tr("it is not of today.") : Text{};
}

domain::StepContext OrderFile::context(LedgerInfo const& info, std::string const& who, Instant now) const
{
    return {info.order_options, calendar, now, info.utc_offset_minutes, who, role, photos_after};
}

OrderFile file_of(Ledger const& ledger, std::string const& uid_or_number, std::string const& who)
{
    OrderFile file{ledger.order(uid_or_number), domain::WorkCalendar{ledger.special_days(), ledger.info().office_hours},
                   role_of(ledger, who), 0, {}, {}, {}};
    auto const& book = ledger.order_book();
    file.photos_after = book.photos(file.order.uid, "after");
    file.related = book.related(file.order.uid);
    file.merges = book.merges_of(file.order.uid);
    file.audit = book.audit_of(file.order.uid);
    return file;
}

} // namespace taizhang::app
