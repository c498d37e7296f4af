#pragma once

#include "base/json.hpp"
#include "base/text.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace taizhang::domain {

/// A name from data in both languages of the program.
struct Name {
    std::string zh, en;
    [[nodiscard]] std::string const& in(Language language) const { return language == Language::zh ? zh : en; }
    friend bool operator==(Name const&, Name const&) = default;
};

/// A unit of measure. Units of one dimension convert into each other; 盏, 基, 套.. are a dimension each (DESIGN 4).
struct Unit {
    std::string key;           ///< what is written: 盏, 公里, 万平方米
    Name name;                 ///< en: "lamps"
    std::string dimension;     ///< length, area, capacity, or the key itself for a count
    std::int64_t in_base = 1;  ///< how many of the dimension's base unit one of it is (公里: 1000 of 米)
    int decimals = 0;          ///< usual digits after the point in input
    std::vector<std::string> aliases; ///< km, ㎡, m2 ..
};

enum class GeometryKind { point, line, area, area_or_point, none };

struct Choice {
    std::string key;
    Name name;
    std::vector<std::string> aliases;
};

struct Attribute {
    enum class Type { text, integer, decimal, date, choice, boolean };
    std::string key;
    Name name;
    Type type = Type::text;
    std::string unit;              ///< as shown: m, kW, mm, 年; may be empty
    std::vector<Choice> choices;   ///< only for choice
    bool required = false;         ///< binds forms, not imports
    std::optional<double> min, max;
    std::vector<std::string> aliases; ///< headers that mean it
};

/// A component code of one of the three code profiles A, B, C (DOMAIN 1.2).
struct ComponentCode {
    std::string profile, code;
};

/// A default limit for handling (DOMAIN 4.2: 运城市); a start that a bureau edits.
struct Deadline {
    enum class Clock { urgent_hour, work_hour, work_day, calendar_hour, calendar_day };
    std::string key;
    Name condition;
    std::int64_t amount = 0;
    Clock clock = Clock::work_day;
};

struct Symbol {
    std::string shape;       ///< circle, square, diamond, rounded, line, area
    std::string light, dark; ///< #RRGGBB
    std::string glyph;       ///< name of an icon in resources/icons/map, or a letter
    bool hollow = false;
};

/// Header aliases for one common field of assets (keys: code name road section place units state ..).
struct FieldAliases {
    std::string field;
    std::vector<std::string> aliases;
};

struct AssetClass {
    std::string key;
    Name name;
    GeometryKind geometry = GeometryKind::point;
    std::vector<std::string> units; ///< first = default
    std::vector<Attribute> attributes;
    std::vector<ComponentCode> codes;
    std::vector<Deadline> deadlines;
    std::vector<FieldAliases> aliases; ///< beyond the catalogue's common ones
    std::vector<std::string> activities; ///< usual ones, likeliest first
    std::vector<Name> items;           ///< usual nouns: 六联串灯笼光源 ..
    Symbol symbol;
    std::string section;               ///< section of the report it stands in, see Catalog::sections
    std::string code_prefix;           ///< of codes we propose: LD-0001
    [[nodiscard]] Attribute const* attribute(std::string_view attribute_key) const noexcept;
};

/// The sentence for a figure of one (class, activity[, item]). Placeholders: {item} {q} {places} {wording}.
/// {q} is quantity with unit, 约 where approximate: 约95套. Empty placeholders vanish.
struct Phrase {
    std::string class_key;     ///< "" = any
    std::string activity;
    std::string item;          ///< "" = any
    std::string unit;          ///< "" = any; lets one activity read differently per unit
    Name with_quantity;        ///< 维修{item}{q}
    Name without_quantity;     ///< for unknown quantity: 清理维修{places}{wording}{item}
    std::string unit_printed;  ///< overrides the unit in {q}: 立方米 for 立方米/日
};

struct Activity {
    std::string key;
    Name name; ///< 维修 / repair
};

/// A kind of work order; a bureau adds its own, with fields the program knows nothing of.
struct OrderType {
    std::string key;
    Name name;                     ///< 维修, 开挖审批
    std::vector<Attribute> fields; ///< asked for beside the common ones
    Name title;                    ///< over its paper; "" = 派工单
};

struct ReportSection {
    std::string key;
    Name title; ///< 路灯及线路维护
};

/// Where requests and orders come from: 巡查, 12345热线 .. Kept in records by its Chinese name.
struct RequestSource {
    std::string key;
    Name name;
    bool has_number = false; ///< it gives numbers of its own
};

struct CodeProfile {
    std::string key; ///< A B C
    Name name;
    std::string standard;
    int digits = 0; ///< length of a whole component id
};

/// The catalogue: classes, activities, units, phrases, code profiles. Data, not code: db/catalog/*.json.
class Catalog {
public:
    /// What the program ships. @throws Error internal when the embedded files are wrong
    [[nodiscard]] static Catalog shipped();
    /// @param documents the parsed files; members classes, activities, units, phrases, profiles, sections, aliases add up,
    ///        and a later class with the same key replaces the earlier one; extensions add attributes, deadlines,
    ///        activities and items to a class that is there
    /// @throws Error invalid_input naming key and member
    [[nodiscard]] static Catalog from_json(std::vector<Json> const& documents);

    [[nodiscard]] std::vector<AssetClass> const& classes() const noexcept { return classes_; }
    [[nodiscard]] std::vector<Activity> const& activities() const noexcept { return activities_; }
    [[nodiscard]] std::vector<Unit> const& units() const noexcept { return units_; }
    [[nodiscard]] std::vector<Phrase> const& phrases() const noexcept { return phrases_; }
    [[nodiscard]] std::vector<OrderType> const& order_types() const noexcept { return order_types_; }
    /// Words for activities beyond their names: 清疏 for clean. `field` is the activity's key.
    [[nodiscard]] std::vector<FieldAliases> const& verbs() const noexcept { return verbs_; }
    [[nodiscard]] std::vector<CodeProfile> const& profiles() const noexcept { return profiles_; }
    [[nodiscard]] std::vector<ReportSection> const& sections() const noexcept { return sections_; }
    [[nodiscard]] std::vector<RequestSource> const& sources() const noexcept { return sources_; } ///< usual ones first
    [[nodiscard]] std::vector<FieldAliases> const& common_aliases() const noexcept { return aliases_; }

    /// nullptr when there is none.
    [[nodiscard]] AssetClass const* find_class(std::string_view key) const noexcept;
    [[nodiscard]] Activity const* find_activity(std::string_view key) const noexcept;
    [[nodiscard]] OrderType const* find_order_type(std::string_view key) const noexcept;
    /// By key or alias, folded: "km" and "公里" find the same.
    [[nodiscard]] Unit const* find_unit(std::string_view text) const;
    /// By key, or by Chinese or English name, folded.
    [[nodiscard]] AssetClass const* understand_class(std::string_view text) const;
    [[nodiscard]] Activity const* understand_activity(std::string_view text) const;
    /// @throws Error refused "no class is called ..", with the keys there are
    [[nodiscard]] AssetClass const& class_of(std::string_view key) const;
    [[nodiscard]] Activity const& activity_of(std::string_view key) const;
    [[nodiscard]] Unit const& unit_of(std::string_view key) const;
    /// The most specific phrase, or nullptr.
    [[nodiscard]] Phrase const* phrase_for(std::string_view class_key, std::string_view activity, std::string_view item,
                                           std::string_view unit) const noexcept;
    /// The unit in which (class, activity) reports quantities of that unit's dimension: the first of the class's units
    /// in the dimension, else the unit itself.
    [[nodiscard]] Unit const& report_unit(AssetClass const& asset_class, Unit const& unit) const;

private:
    std::vector<AssetClass> classes_;
    std::vector<Activity> activities_;
    std::vector<Unit> units_;
    std::vector<Phrase> phrases_;
    std::vector<CodeProfile> profiles_;
    std::vector<ReportSection> sections_;
    std::vector<FieldAliases> aliases_, verbs_;
    std::vector<OrderType> order_types_;
    std::vector<RequestSource> sources_;
};

/// Why the value does not suit the attribute, one that is missing included when it must be there; empty = it does.
[[nodiscard]] Text check_value(Attribute const& attribute, Json const& value, bool must_be_there);
[[nodiscard]] std::string_view key_of(Deadline::Clock clock) noexcept; ///< urgent_hour work_hour work_day ..
[[nodiscard]] std::optional<Deadline::Clock> deadline_clock_from(std::string_view key) noexcept;
[[nodiscard]] Text amount_text(std::int64_t amount, Deadline::Clock clock); ///< 2工作日

[[nodiscard]] std::string_view name_of(GeometryKind kind) noexcept; ///< point line area area_or_point none

} // namespace taizhang::domain
