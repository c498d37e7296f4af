#include "app/desk.hpp"

#include "base/platform.hpp"
#include "base/uuid.hpp"
#include "domain/work_calendar.hpp"

#include <chrono>
#include <set>
#include <thread>

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

/// On a server two changes may get into each other's way; the one that was undone is done again from the start.
template <class Work>
auto attempt(Work work)
{
    for (int n = 1;; ++n) {
        try {
            return work();
        } catch (TryAgain const&) {
            if (n == 5)
                throw;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{20 * n});
    }
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
    return attempt([&] {
        auto edited = assets;
        auto records = Json::array();
        auto change = ledger_.begin();
        for (auto& asset : edited) {
            auto const before = asset_to_json(ledger_.asset(asset.uid));
            change->update(asset);
            records.push(Json::object({{"before", before}, {"after", asset_to_json(asset)}}));
        }
        change->commit({who_, "asset.edit_many", "asset", edited.empty() ? std::string{} : edited.front().uid,
                        Json::object({{"records", std::move(records)}})});
        return edited;
    });
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

domain::WorkOrder Desk::cancel(domain::WorkOrder order, std::string const& reason)
{
    domain::StepData data;
    data.reason_code = "withdrawn";
    data.reason = reason;
    return orders().take(std::move(order), domain::OrderEvent::cancel, data);
}

domain::WorkOrder Desk::reopen(domain::WorkOrder order, std::string const& reason)
{
    domain::StepData data;
    data.reason_code = "wrong_record";
    data.reason = reason;
    return orders().take(std::move(order), domain::OrderEvent::reopen, data);
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

std::string acting_person(Ledger const& ledger, std::string const& asked)
{
    if (!asked.empty())
        return asked;
    if (auto const& account = ledger.info().account; !account.empty()) {
        for (auto const& person : ledger.persons())
            if (person.active && person.account == account)
                return person.name;
        return account;
    }
    if (auto const remembered = platform::setting("person." + platform::account_name()); !remembered.empty())
        return remembered;
    auto const people = ledger.people();
    return people.empty() ? platform::account_name() : people.front();
}

} // namespace taizhang::app
