#include "domain/asset.hpp"

#include "geo/measure.hpp"

#include <algorithm>
#include <array>

namespace taizhang::domain {
namespace {

struct PhaseWord {
    Phase phase;
    std::string_view key, zh;
};
constexpr std::array<PhaseWord, 4> phases{{{Phase::planned, "planned", "计划"},
                                           {Phase::in_service, "in_service", "在用"},
                                           {Phase::out_of_service, "out_of_service", "停用"},
                                           {Phase::removed, "removed", "已移除"}}};

struct ConditionWord {
    Condition state;
    std::string_view key, zh;
};
constexpr std::array conditions{ConditionWord{Condition::intact, "intact", "完好"},
                                ConditionWord{Condition::damaged, "damaged", "破损"},
                                ConditionWord{Condition::missing, "missing", "丢失"},
                                ConditionWord{Condition::abandoned, "abandoned", "废弃"}};

Text fault_words(geo::ShapeFault fault)
{
    switch (fault) {
    case geo::ShapeFault::too_few_points: return tr("The shape has too few different points.");
    case geo::ShapeFault::self_crossing: return tr("The outline crosses itself.");
    case geo::ShapeFault::not_closed: return tr("The outline is not closed.");
    }
    return {};
}

Text geometry_words(GeometryKind kind)
{
    switch (kind) {
    case GeometryKind::point: return tr("a point");
    case GeometryKind::line: return tr("a line");
    case GeometryKind::area: return tr("an area");
    case GeometryKind::area_or_point: return tr("an area or a point");
    case GeometryKind::none: return tr("no position");
    }
    return {};
}

void check_shape(AssetClass const& asset_class, Asset const& asset, std::vector<Problem>& problems)
{
    if (!asset.shape)
        return;
    if (!suits(asset_class.geometry, *asset.shape))
        problems.push_back({"shape", tr("This class needs {0}.", geometry_words(asset_class.geometry))});
    else if (auto const fault = geo::fault_of(*asset.shape))
        problems.push_back({"shape", fault_words(*fault)});
}

/// Why the value does not suit the attribute; empty = it does.
Text fault_of_value(Attribute const& attribute, Json const& value)
{
    using enum Attribute::Type;
    switch (attribute.type) {
    case integer:
    case decimal:
        if (!value.is_number() || (attribute.type == integer && !value.is_integer()))
            return attribute.type == integer ? tr("Enter a whole number.") : tr("Enter a number.");
        if (attribute.min && value.as_number() < *attribute.min)
            return tr("At least {0}.", taizhang::decimal(*attribute.min, 3));
        if (attribute.max && value.as_number() > *attribute.max)
            return tr("At most {0}.", taizhang::decimal(*attribute.max, 3));
        return {};
    case boolean: return value.is_bool() ? Text{} : tr("Choose yes or no.");
    case date:
        return value.is_string() && PartialDate::parse_iso(value.as_string()) ? Text{}
                                                                              : tr("Enter a date, such as 2025-03-15.");
    case choice:
        return value.is_string() && std::ranges::any_of(attribute.choices,
                                                        [&](Choice const& c) { return c.key == value.as_string(); })
                   ? Text{}
                   : tr("Choose one of the values of the list.");
    case text: return value.is_string() ? Text{} : tr("Enter a text.");
    }
    return {};
}

void check_attributes(AssetClass const& asset_class, Json const& attrs, std::vector<Problem>& problems)
{
    for (auto const& attribute : asset_class.attributes) {
        if (auto fault = check_value(attribute, attrs[attribute.key], attribute.required); !fault.empty())
            problems.push_back({attribute.key, std::move(fault)});
    }
}

} // namespace

Text check_value(Attribute const& attribute, Json const& value, bool must_be_there)
{
    if (value.is_null() || (value.is_string() && value.as_string().empty()))
        return must_be_there ? tr("Must be filled in.") : Text{};
    return fault_of_value(attribute, value);
}

std::string_view key_of(Phase phase) noexcept
{
    return std::ranges::find(phases, phase, &PhaseWord::phase)->key;
}

std::optional<Phase> phase_from(std::string_view text) noexcept
{
    auto const it = std::ranges::find_if(phases, [&](auto const& p) { return p.key == text || p.zh == text; });
    return it == phases.end() ? std::nullopt : std::optional{it->phase};
}

std::string_view key_of(Condition state) noexcept
{
    return std::ranges::find(conditions, state, &ConditionWord::state)->key;
}

std::optional<Condition> condition_from(std::string_view text) noexcept
{
    auto const it = std::ranges::find_if(conditions, [&](auto const& c) { return c.key == text || c.zh == text; });
    return it == conditions.end() ? std::nullopt : std::optional{it->state};
}

Text label(Phase phase)
{
    switch (phase) {
    case Phase::planned: return tr("planned");
    case Phase::in_service: return tr("in service");
    case Phase::out_of_service: return tr("out of service");
    case Phase::removed: return tr("removed");
    }
    return {};
}

Text label(Condition state)
{
    switch (state) {
    case Condition::intact: return tr("intact");
    case Condition::damaged: return tr("damaged");
    case Condition::missing: return tr("missing");
    case Condition::abandoned: return tr("abandoned");
    }
    return {};
}

bool suits(GeometryKind kind, geo::Shape const& shape) noexcept
{
    switch (kind) {
    case GeometryKind::point: return geo::is_point(shape);
    case GeometryKind::line: return geo::is_line(shape);
    case GeometryKind::area: return geo::is_area(shape);
    case GeometryKind::area_or_point: return geo::is_area(shape) || geo::is_point(shape);
    case GeometryKind::none: return false;
    }
    return false;
}

std::vector<Problem> check(Catalog const& catalog, Asset const& asset)
{
    auto const* asset_class = catalog.find_class(asset.class_key);
    if (!asset_class)
        return {{"class", tr("No class is called “{0}”.", asset.class_key)}};
    std::vector<Problem> problems;
    check_shape(*asset_class, asset, problems);
    if (asset.score && (*asset.score < 0 || *asset.score > 100))
        problems.push_back({"score", tr("The condition is a number from 0 to 100.")});
    if (asset.units && asset.units->in_thousandths() < 0)
        problems.push_back({"units", tr("A quantity cannot be negative.")});
    check_attributes(*asset_class, asset.attrs, problems);
    return problems;
}

std::vector<Problem> check_import(Catalog const& catalog, Asset const& asset)
{
    auto const* asset_class = catalog.find_class(asset.class_key);
    if (!asset_class)
        return {{"class", tr("No class is called “{0}”.", asset.class_key)}};
    std::vector<Problem> problems;
    check_shape(*asset_class, asset, problems);
    return problems;
}

} // namespace taizhang::domain
