#include "domain/order_changes.hpp"

#include <algorithm>
#include <map>

namespace taizhang::domain {
namespace {

Json counts_of_statuses(OrderLine const& line)
{
    std::map<std::string, std::int64_t> counts;
    for (auto const& asset : line.assets)
        ++counts[asset.status];
    auto json = Json::object();
    for (auto const& [status, n] : counts)
        json.set(status, n);
    return json;
}

/// The order as JSON, each facility list as its counts.
Json told(WorkOrder order)
{
    std::vector<Json> counts;
    for (auto& line : order.lines) {
        counts.push_back(counts_of_statuses(line));
        line.assets.clear();
    }
    for (auto& cost : order.costs)
        cost.shares.clear();
    for (auto& check : order.checks)
        check.sample.clear();
    auto json = to_json({}, order);
    auto lines = Json::array();
    std::size_t i = 0;
    for (auto line : json["lines"].items()) {
        line.set("assets", counts[i++]);
        lines.push(std::move(line));
    }
    json.set("lines", std::move(lines));
    return json;
}

std::map<std::string, Json> by_uid(Json const& list)
{
    std::map<std::string, Json> all;
    std::size_t n = 0;
    for (auto const& entry : list.items()) {
        auto const uid = entry.text("uid");
        all.emplace(uid.empty() ? std::to_string(n) : uid, entry);
        ++n;
    }
    return all;
}

void note_list(Json& changes, std::string const& key, Json const& before, Json const& after)
{
    auto const old = by_uid(before), now = by_uid(after);
    auto list = Json::array();
    for (auto const& [uid, entry] : old)
        if (auto const it = now.find(uid); it == now.end())
            list.push(Json::object({{"gone", entry}}));
        else if (!(it->second == entry)) {
            auto changed = Json::object({{"uid", uid}});
            for (auto const& [member, value] : it->second.members())
                if (!(entry[member] == value))
                    changed.set(member, Json::array({entry[member], value}));
            list.push(std::move(changed));
        }
    for (auto const& [uid, entry] : now)
        if (!old.contains(uid))
            list.push(Json::object({{"new", entry}}));
    if (!list.items().empty())
        changes.set(key, std::move(list));
}

std::optional<Text> name_of(std::string_view member)
{
    static std::map<std::string, Text, std::less<>> const names{
        {"road", tr("Road")},         {"place", tr("Place")},          {"description", tr("Description")},
        {"crew", tr("Crew")},         {"contractor", tr("Company")},   {"deadline", tr("Deadline")},
        {"result", tr("Result")},     {"planned", tr("Planned")},      {"done", tr("Done")},
        {"accepted", tr("Accepted")}, {"received_on", tr("Received on")}, {"item", tr("Item")},
        {"working_deadline", tr("Deadline of the rework")}, {"closed_on", tr("Done on")}, {"source", tr("Source")},
        {"amount_fen", tr("Amount")}, {"done_on", tr("Done on")}, {"kind", tr("Type")}};
    auto const it = names.find(member);
    return it == names.end() ? std::nullopt : std::optional{it->second};
}

std::string shown(std::string_view member, Json const& value, int offset)
{
    if (value.is_string()) {
        if (auto const at = Instant::parse_iso(value.as_string()))
            return at->local_minutes(offset);
        return value.as_string();
    }
    if (value.is_integer() && member == "amount_fen")
        return Money::fen(value.as_integer()).yuan();
    return value.is_number() ? decimal(value.as_number(), 3) : std::string{};
}

void collect(std::vector<ChangedValue>& found, Json const& changes, int offset)
{
    for (auto const& [member, value] : changes.members()) {
        if (!value.is_array())
            continue;
        if (auto const name = name_of(member)) {
            auto const& pair = value.items();
            if (pair.size() == 2)
                if (ChangedValue c{*name, shown(member, pair[0], offset), shown(member, pair[1], offset)}; c.from != c.to)
                    found.push_back(std::move(c));
        } else
            for (auto const& entry : value.items())
                if (entry.is_object() && !entry.contains("new") && !entry.contains("gone"))
                    collect(found, entry, offset);
    }
}

} // namespace

Json changes_between(WorkOrder const& before, WorkOrder const& after)
{
    auto const old = told(before), now = told(after);
    auto changes = Json::object();
    for (auto const& [member, value] : now.members()) {
        if (member == "row_version" || old[member] == value)
            continue;
        if (value.is_array() && old[member].is_array())
            note_list(changes, member, old[member], value);
        else
            changes.set(member, Json::array({old[member], value}));
    }
    return changes;
}

std::vector<ChangedValue> changed_values(Json const& changes, int utc_offset_minutes)
{
    std::vector<ChangedValue> found;
    if (changes.is_object())
        collect(found, changes, utc_offset_minutes);
    return found;
}

} // namespace taizhang::domain
