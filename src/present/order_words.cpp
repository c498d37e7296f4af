#include "present/order_words.hpp"

#include <algorithm>

namespace taizhang::present {

namespace {

// 更换光源 + LED光源 reads 更换LED光源: a verb's own noun gives way to the item that names it better.
std::string chinese_phrase(std::string const& verb, std::string const& noun)
{
    constexpr std::size_t two_characters = 6;
    if (verb.size() > two_characters && noun.find(verb.substr(two_characters)) != std::string::npos)
        return verb.substr(0, two_characters) + noun;
    return verb + noun;
}

} // namespace

std::string subject_of(domain::Catalog const& catalog, Translator const& say, domain::WorkOrder const& order)
{
    std::vector<std::string> parts;
    for (auto const& line : order.lines) {
        auto const* activity = catalog.find_activity(line.activity);
        auto const* asset_class = catalog.find_class(line.class_key);
        auto const verb = activity ? activity->name.in(say.language()) : line.activity;
        auto const noun = !line.item.empty() ? line.item : asset_class ? asset_class->name.in(say.language()) : line.class_key;
        auto const words = say.language() == Language::zh ? chinese_phrase(verb, noun) : verb + ' ' + noun;
        if (std::ranges::find(parts, words) == parts.end())
            parts.push_back(words);
    }
    auto const what = joined(parts, say.language() == Language::zh ? "、" : ", ");
    if (what.find(order.description) != std::string::npos)
        return what;
    return say.say("{0}: {1}", what, order.description);
}

std::string quantity_of(domain::Catalog const& catalog, Translator const& say, domain::OrderLine const& line)
{
    auto const quantity = line.accepted ? line.accepted : line.done ? line.done : line.planned;
    if (!quantity)
        return !line.wording.empty() ? line.wording : line.unknown ? say.say("quantity not reported") : "";
    auto const* unit = catalog.find_unit(line.unit);
    auto const name = !unit ? line.unit : say.language() == Language::zh ? unit->key : unit->name.en;
    auto const number = quantity->text() + ' ' + name;
    return line.approximate ? say.say("about {0}", number) : number;
}

std::string quantities_of(domain::Catalog const& catalog, Translator const& say, domain::WorkOrder const& order)
{
    // lines in one unit read as one sum; different units never meet
    std::vector<domain::OrderLine> sums;
    for (auto line : order.lines) {
        line.planned = line.accepted ? line.accepted : line.done ? line.done : line.planned;
        line.accepted = line.done = std::nullopt;
        auto const it = std::ranges::find_if(sums, [&](domain::OrderLine const& sum) {
            return sum.unit == line.unit && sum.measure == line.measure && sum.planned && line.planned;
        });
        if (it == sums.end()) {
            sums.push_back(std::move(line));
            continue;
        }
        it->planned = *it->planned + *line.planned;
        it->approximate = it->approximate || line.approximate;
    }
    std::vector<std::string> parts;
    for (auto const& line : sums)
        if (auto words = quantity_of(catalog, say, line); !words.empty())
            parts.push_back(std::move(words));
    return joined(parts, say.language() == Language::zh ? "，" : ", ");
}

std::string place_of(domain::WorkOrder const& order)
{
    if (!order.road.empty() || !order.place.empty()) {
        if (order.place.starts_with(order.road))
            return order.place;
        auto const gap = order.road.empty() || order.place.empty() ? "" : " ";
        return order.road + gap + order.place;
    }
    for (auto const& line : order.lines) {
        if (!line.road.empty())
            return line.road;
        if (!line.places.empty())
            return joined(line.places, "、");
    }
    return {};
}

Cell due_of(Translator const& say, domain::OrderState state, std::optional<Instant> deadline, Instant now, int utc_offset_minutes)
{
    if (!domain::is_open(state) || state == domain::OrderState::draft || !deadline)
        return {};
    auto const days = deadline->local_date(utc_offset_minutes).days() - now.local_date(utc_offset_minutes).days();
    if (domain::is_overdue(state, deadline, now)) {
        auto const late = days < 0 ? say.say("overdue {0} d", -days) : say.say("overdue");
        return {late, "ui/triangle-alert", Tone::wrong, true};
    }
    if (days == 0)
        return {say.say("due today"), "ui/clock", Tone::soon, true};
    return {say.say("{0} d left", days), {}, Tone::second};
}

Tone tone_of(domain::OrderState state) noexcept
{
    using enum domain::OrderState;
    switch (state) {
    case pending: return Tone::soon;
    case assigned:
    case in_progress: return Tone::active;
    case handled: return Tone::verify;
    case closed: return Tone::done;
    case draft:
    case on_hold: return Tone::second;
    case cancelled:
    case merged: break;
    }
    return Tone::faint;
}

} // namespace taizhang::present
