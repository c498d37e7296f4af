#include "domain/catalog.hpp"

#include "base/embedded.hpp"
#include "base/error.hpp"

#include <algorithm>

namespace taizhang::domain {
namespace {

template <class Range>
auto const* by_key(Range const& range, std::string_view key) noexcept
{
    auto const it = std::ranges::find_if(range, [&](auto const& entry) { return entry.key == key; });
    return it == range.end() ? nullptr : &*it;
}

[[noreturn]] void nothing_called(Text what, std::vector<std::string> const& known)
{
    throw Error{Error::Kind::refused, std::move(what), {}, tr("Known are: {0}.", joined(known, ", "))};
}

template <class Range>
std::vector<std::string> keys_of(Range const& range)
{
    std::vector<std::string> keys;
    for (auto const& entry : range)
        keys.push_back(entry.key);
    return keys;
}

template <class Range>
auto const* by_name(Range const& range, std::string_view text)
{
    auto const wanted = folded(text);
    auto const it = std::ranges::find_if(range, [&](auto const& entry) {
        return entry.key == wanted || folded(entry.name.zh) == wanted || folded(entry.name.en) == wanted;
    });
    return it == range.end() ? nullptr : &*it;
}

} // namespace

Catalog Catalog::shipped()
{
    std::vector<Json> documents;
    for (auto const& file : embedded::catalog())
        documents.push_back(during([&] { return "reading " + std::string{file.name}; }, [&] { return Json::parse(file.data); }));
    return from_json(documents);
}

Attribute const* AssetClass::attribute(std::string_view attribute_key) const noexcept
{
    return by_key(attributes, attribute_key);
}

AssetClass const* Catalog::find_class(std::string_view key) const noexcept { return by_key(classes_, key); }
Activity const* Catalog::find_activity(std::string_view key) const noexcept { return by_key(activities_, key); }
OrderType const* Catalog::find_order_type(std::string_view key) const noexcept { return by_key(order_types_, key); }

Text amount_text(std::int64_t amount, Deadline::Clock clock)
{
    using enum Deadline::Clock;
    switch (clock) {
    case urgent_hour: return tr("{0} urgent hours", amount);
    case work_hour: return tr("{0} work hours", amount);
    case work_day: return tr("{0} work days", amount);
    case calendar_hour: return tr("{0} hours", amount);
    case calendar_day: break;
    }
    return tr("{0} days", amount);
}

Unit const* Catalog::find_unit(std::string_view text) const
{
    if (auto const* exact = by_key(units_, text))
        return exact;
    auto const wanted = folded(text);
    auto const it = std::ranges::find_if(units_, [&](Unit const& unit) {
        return folded(unit.key) == wanted || folded(unit.name.en) == wanted ||
               std::ranges::any_of(unit.aliases, [&](auto const& alias) { return folded(alias) == wanted; });
    });
    return wanted.empty() || it == units_.end() ? nullptr : &*it;
}

AssetClass const* Catalog::understand_class(std::string_view text) const { return by_name(classes_, text); }
Activity const* Catalog::understand_activity(std::string_view text) const { return by_name(activities_, text); }

AssetClass const& Catalog::class_of(std::string_view key) const
{
    if (auto const* found = find_class(key))
        return *found;
    nothing_called(tr("No class is called “{0}”.", key), keys_of(classes_));
}

Activity const& Catalog::activity_of(std::string_view key) const
{
    if (auto const* found = find_activity(key))
        return *found;
    nothing_called(tr("No activity is called “{0}”.", key), keys_of(activities_));
}

Unit const& Catalog::unit_of(std::string_view key) const
{
    if (auto const* found = find_unit(key))
        return *found;
    nothing_called(tr("No unit is called “{0}”.", key), keys_of(units_));
}

Phrase const* Catalog::phrase_for(std::string_view class_key, std::string_view activity, std::string_view item,
                                  std::string_view unit) const noexcept
{
    Phrase const* best = nullptr;
    int best_weight = -1;
    for (auto const& phrase : phrases_) {
        auto const fits = [](std::string const& wanted, std::string_view given) { return wanted.empty() || wanted == given; };
        if (!fits(phrase.activity, activity) || !fits(phrase.class_key, class_key) || !fits(phrase.item, item) ||
            !fits(phrase.unit, unit))
            continue;
        auto const weight = (phrase.item.empty() ? 0 : 8) + (phrase.class_key.empty() ? 0 : 4) +
                            (phrase.unit.empty() ? 0 : 2) + (phrase.activity.empty() ? 0 : 1);
        if (weight > best_weight) {
            best = &phrase;
            best_weight = weight;
        }
    }
    return best;
}

Unit const& Catalog::report_unit(AssetClass const& asset_class, Unit const& unit) const
{
    for (auto const& key : asset_class.units)
        if (auto const* candidate = find_unit(key); candidate && candidate->dimension == unit.dimension)
            return *candidate;
    return unit;
}

std::string_view name_of(GeometryKind kind) noexcept
{
    switch (kind) {
    case GeometryKind::point: return "point";
    case GeometryKind::line: return "line";
    case GeometryKind::area: return "area";
    case GeometryKind::area_or_point: return "area_or_point";
    case GeometryKind::none: return "none";
    }
    return "none";
}

} // namespace taizhang::domain
