#include "app/desk.hpp"

#include "base/platform.hpp"
#include "base/uuid.hpp"
#include "domain/work_calendar.hpp"

#include <algorithm>
#include <set>

namespace taizhang::app {
namespace {

using Kind = Error::Kind;

template <class Problems>
void refuse_problems(Problems const& problems, Text what)
{
    if (problems.empty())
        return;
    // all at once, so that the clerk mends them in one go; nested, since each stays translatable
    auto list = problems.front().message;
    for (std::size_t i = 1; i < problems.size(); ++i)
        list = tr("{0} {1}", std::move(list), problems[i].message);
    throw Error{Kind::invalid_input, std::move(what), Text::verbatim(problems.front().field), std::move(list)};
}

std::string after(std::string const& uid) { return "lines/" + uid; }

/// Takes over what was done on one line and makes it reportable.
void settle(domain::OrderLine& line, Closing const& closing)
{
    auto const said = std::ranges::find(closing.lines, line.uid, &Closing::LineDone::line_uid);
    if (said != closing.lines.end()) {
        line.done = said->quantity.quantity;
        line.approximate = said->quantity.approximate;
        line.unknown = !said->quantity.quantity.has_value();
        line.wording = said->quantity.wording;
        if (!said->quantity.unit.empty())
            line.unit = said->quantity.unit;
    } else if (!line.done && !line.unknown)
        line.done = line.planned;
    if (!line.done && !line.unknown)
        throw Error{Kind::refused, tr("Not closed: a line has no quantity."), Text::verbatim(after(line.uid)),
                    tr("Enter how much was done, or say that it is not known.")};
    line.accepted = line.done;
    line.accepted_on = closing.accepted_on;
    for (auto& asset : line.assets)
        if (asset.status == "PLANNED" || asset.status == "DONE")
            asset.status = "ACCEPTED";
}

void take_steps(domain::WorkOrder& order, Closing const& closing, std::string const& who, Instant now)
{
    for (auto const event : domain::steps_to_close(order.state)) {
        auto const to = domain::next(order.state, event);
        order.steps.push_back({event, order.state, *to, who, event == domain::OrderEvent::finish ? closing.result : std::string{},
                               now, order.cycle});
        order.state = *to;
    }
}

void finish(domain::WorkOrder& order, Closing const& closing, std::string const& who, Instant now, Date today)
{
    if (!domain::is_open(order.state))
        throw Error{Kind::refused, tr("Not closed: the order is no longer open."), Text::verbatim(domain::short_number(order.number))};
    if (closing.accepted_on.first_day() > today)
        throw Error{Kind::refused, tr("Not closed: the date lies in the future."), Text::verbatim(closing.accepted_on.iso()),
                    tr("Enter the day on which the work was accepted.")};
    for (auto& line : order.lines) {
        if (line.uid.empty())
            line.uid = new_uuid();
        settle(line, closing);
    }
    take_steps(order, closing, who, now);
    if (!closing.result.empty())
        order.result = closing.result;
    order.closed_on = closing.accepted_on;
    order.closed_at = now;
}

} // namespace

Date Desk::today() const { return clock_.now().local_date(ledger_.info().utc_offset_minutes); }

domain::Asset Desk::add(domain::Asset asset)
{
    refuse_problems(domain::check(ledger_.catalog(), asset), tr("The facility was not saved."));
    auto change = ledger_.begin();
    if (asset.uid.empty())
        asset.uid = new_uuid();
    change->add(asset);
    change->commit({who_, "asset.add", "asset", asset.uid, Json::object({{"after", asset_to_json(asset)}})});
    return asset;
}

domain::Asset Desk::edit(domain::Asset asset)
{
    refuse_problems(domain::check(ledger_.catalog(), asset), tr("The facility was not saved."));
    auto const before = asset_to_json(ledger_.asset(asset.uid));
    auto change = ledger_.begin();
    change->update(asset);
    change->commit({who_, "asset.edit", "asset", asset.uid, Json::object({{"before", before}, {"after", asset_to_json(asset)}})});
    return asset;
}

std::vector<domain::Asset> Desk::edit_many(std::vector<domain::Asset> assets)
{
    for (auto const& asset : assets)
        refuse_problems(domain::check_import(ledger_.catalog(), asset), tr("The facilities were not saved."));
    auto records = Json::array();
    auto change = ledger_.begin();
    for (auto& asset : assets) {
        auto const before = asset_to_json(ledger_.asset(asset.uid));
        change->update(asset);
        records.push(Json::object({{"before", before}, {"after", asset_to_json(asset)}}));
    }
    change->commit({who_, "asset.edit_many", "asset", assets.empty() ? std::string{} : assets.front().uid,
                    Json::object({{"records", std::move(records)}})});
    return assets;
}

domain::Asset Desk::retire(domain::Asset asset, PartialDate on)
{
    asset.phase = domain::Phase::removed;
    asset.removed_on = on;
    auto change = ledger_.begin();
    change->update(asset);
    change->commit({who_, "asset.retire", "asset", asset.uid, Json::object({{"removed_on", on.iso()}})});
    return asset;
}

void Desk::erase(domain::Asset const& asset)
{
    auto change = ledger_.begin();
    change->erase_asset(asset.uid, asset.row_version);
    change->commit({who_, "asset.erase", "asset", asset.uid, Json::object({{"before", asset_to_json(asset)}})});
}

domain::WorkOrder Desk::log_repair(domain::WorkOrder order, std::optional<Closing> const& closing)
{
    refuse_problems(domain::check(ledger_.catalog(), order), tr("The order was not saved."));
    if (order.received_on == Date::from_days(0))
        order.received_on = today();
    if (order.uid.empty())
        order.uid = new_uuid();
    auto const offset = ledger_.info().utc_offset_minutes;
    if (!order.deadline && !order.backfill) {
        auto const* asset_class = ledger_.catalog().find_class(order.lines.front().class_key);
        if (asset_class && !asset_class->deadlines.empty())
            order.deadline = domain::WorkCalendar{ledger_.special_days()}.deadline(
                std::max(now(), Instant::start_of(order.received_on, offset)), asset_class->deadlines.front(), offset);
    }
    if (closing)
        finish(order, *closing, who_, now(), today());
    else if (auto const to = domain::next(order.state, domain::OrderEvent::submit)) {
        order.steps.push_back({domain::OrderEvent::submit, order.state, *to, who_, {}, now(), order.cycle});
        order.state = *to;
    }
    auto change = ledger_.begin();
    change->add(order);
    change->commit({who_, closing ? "order.log_done" : "order.log", "order", order.uid,
                    Json::object({{"after", domain::to_json(ledger_.catalog(), order)}})});
    return order;
}

domain::WorkOrder Desk::close(domain::WorkOrder order, Closing const& closing)
{
    auto const before = domain::to_json(ledger_.catalog(), order);
    finish(order, closing, who_, now(), today());
    auto change = ledger_.begin();
    change->update(order);
    change->commit({who_, "order.close", "order", order.uid,
                    Json::object({{"before", before}, {"after", domain::to_json(ledger_.catalog(), order)}})});
    return order;
}

domain::WorkOrder Desk::move(domain::WorkOrder order, domain::OrderEvent event, std::string const& comment)
{
    auto const to = domain::next(order.state, event);
    if (!to)
        throw Error{Kind::refused, tr("Not done: the order's state does not allow it ({0}).", domain::label(order.state)),
                    Text::verbatim(domain::short_number(order.number))};
    auto const before = domain::to_json(ledger_.catalog(), order);
    order.steps.push_back({event, order.state, *to, who_, comment, now(), order.cycle});
    order.state = *to;
    auto change = ledger_.begin();
    change->update(order);
    change->commit({who_, "order." + std::string{domain::key_of(event)}, "order", order.uid,
                    Json::object({{"before", before}, {"after", domain::to_json(ledger_.catalog(), order)}})});
    return order;
}

domain::WorkOrder Desk::order_left_at(std::string const& uid, std::int64_t row_version) const
{
    auto order = ledger_.order(uid);
    if (order.row_version != row_version)
        throw Error{Kind::conflict, tr("Not taken back: somebody has changed the order since."),
                    Text::verbatim(domain::short_number(order.number)), tr("Look at the order and change it by hand.")};
    return order;
}

domain::WorkOrder Desk::correct(domain::WorkOrder order, std::string const& reason)
{
    auto const current = ledger_.order(order.uid);
    auto const number = Text::verbatim(domain::short_number(order.number));
    if (auto why = why_not_correctable(current, who_, now(), ledger_.info().utc_offset_minutes); !why.empty())
        throw Error{Kind::refused, tr("Not corrected: {0}", std::move(why)), number, tr("Reopen the order or log another one.")};
    if (trimmed(reason).empty())
        throw Error{Kind::invalid_input, tr("Not corrected: the reason is missing."), number, tr("Write why the slip was wrong.")};
    refuse_problems(domain::check(ledger_.catalog(), order), tr("The order was not saved."));
    for (auto& line : order.lines)
        if (line.accepted_on) {
            line.accepted = line.done;
            line.accepted_on = order.closed_on;
        }
    auto const before = domain::to_json(ledger_.catalog(), current);
    auto change = ledger_.begin();
    change->update(order);
    change->commit({who_, "order.correct", "order", order.uid,
                    Json::object({{"reason", reason}, {"before", before}, {"after", domain::to_json(ledger_.catalog(), order)}})});
    return order;
}

domain::WorkOrder Desk::cancel(domain::WorkOrder order, std::string const& reason)
{
    return move(std::move(order), domain::OrderEvent::cancel, reason);
}

domain::WorkOrder Desk::reopen(domain::WorkOrder order, std::string const& reason)
{
    ++order.cycle;
    order.closed_at.reset();
    order.closed_on.reset();
    for (auto& line : order.lines) {
        line.accepted.reset();
        line.accepted_on.reset();
        for (auto& asset : line.assets)
            if (asset.status == "ACCEPTED")
                asset.status = "REDO";
    }
    return move(std::move(order), domain::OrderEvent::reopen, reason);
}

domain::WorkOrder Desk::backfill(domain::WorkOrder order, Closing const& closing)
{
    order.backfill = true;
    if (order.received_on == Date::from_days(0))
        order.received_on = closing.accepted_on.first_day();
    return log_repair(std::move(order), closing);
}

namespace {

void refuse_settings(LedgerInfo const& info)
{
    auto const refuse = [](Text what, char const* field, Text todo) {
        throw Error{Kind::invalid_input, std::move(what), Text::verbatim(field), std::move(todo)};
    };
    if (trimmed(info.bureau).empty())
        refuse(tr("The settings were not saved: the bureau has no name."), "bureau", tr("Write the bureau's full name."));
    if (info.order_number_pattern.find("{serial") == std::string::npos || info.order_number_pattern.find("{year}") == std::string::npos)
        refuse(tr("The settings were not saved: the pattern of order numbers lacks {0} or {1}.", "{year}", "{serial}"), "number",
               tr("Write it as in 左住建工单〔{0}〕{1}号.", "{year}", "{serial}"));
    if (info.backups_kept < 1 || info.backups_kept > 365)
        refuse(tr("The settings were not saved: 1 to 365 backups can be kept."), "kept", tr("Write a number such as 10."));
}

} // namespace

void Desk::change_settings(LedgerInfo const& info)
{
    refuse_settings(info);
    auto change = ledger_.begin();
    change->put(info);
    change->commit({who_, "ledger.settings", "ledger", {}, Json::object({{"bureau", info.bureau}, {"number", info.order_number_pattern}})});
}

void Desk::change_people(std::vector<Person> const& people)
{
    std::set<std::string> names;
    for (auto const& person : people) {
        if (trimmed(person.name).empty())
            throw Error{Kind::invalid_input, tr("The people were not saved: somebody has no name."), {}, tr("Write a name, or take the row out.")};
        if (!names.insert(person.name).second)
            throw Error{Kind::invalid_input, tr("The people were not saved: {0} is there twice.", person.name), {},
                        tr("Tell them apart, for instance by the crew in brackets.")};
    }
    auto change = ledger_.begin();
    auto list = Json::array();
    for (auto const& person : people) {
        change->put(person);
        list.push(Json::object({{"name", person.name}, {"role", std::string{domain::key_of(person.role)}}, {"crew", person.crew}, {"active", person.active}}));
    }
    change->commit({who_, "ledger.people", "ledger", {}, Json::object({{"people", std::move(list)}})});
}

void Desk::change_special_days(std::vector<domain::SpecialDay> const& days)
{
    auto change = ledger_.begin();
    change->put(days);
    change->commit({who_, "ledger.special_days", "ledger", {}, Json::object({{"days", domain::text_of(days)}})});
}

void Desk::change_catalog(Json const& additions)
{
    auto documents = ledger_.shipped_catalog();
    documents.push_back(additions);
    (void)domain::Catalog::from_json(documents); // refuses what could not be read again
    auto change = ledger_.begin();
    change->put_catalog_additions(additions);
    change->commit({who_, "ledger.catalog", "ledger", {}, Json::object({{"additions", additions}})});
}

Text why_not_correctable(domain::WorkOrder const& order, std::string const& who, Instant now, int utc_offset_minutes)
{
    if (order.state == domain::OrderState::cancelled || order.state == domain::OrderState::merged)
        return tr("it is cancelled or merged.");
    for (auto const& step : order.steps) {
        if (step.who != who)
            return tr("somebody else has worked on it.");
        if (step.at.local_date(utc_offset_minutes) != now.local_date(utc_offset_minutes))
            return tr("it is not of today.");
    }
    return order.steps.empty() ? tr("it is not of today.") : Text{};
}

std::string acting_person(Ledger const& ledger, std::string const& asked)
{
    if (!asked.empty())
        return asked;
    if (auto const remembered = platform::setting("person." + platform::account_name()); !remembered.empty())
        return remembered;
    auto const people = ledger.people();
    return people.empty() ? platform::account_name() : people.front();
}

} // namespace taizhang::app
