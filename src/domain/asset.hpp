#pragma once

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "domain/catalog.hpp"
#include "domain/quantity.hpp"
#include "geo/shape.hpp"

#include <optional>
#include <string>
#include <vector>

namespace taizhang::domain {

enum class Phase { planned, in_service, out_of_service, removed };
enum class Condition { intact, damaged, missing, abandoned }; ///< 完好 破损 丢失 废弃

[[nodiscard]] std::string_view key_of(Phase phase) noexcept; ///< planned in_service out_of_service removed
[[nodiscard]] std::string_view key_of(Condition state) noexcept;
/// Both by key or Chinese word.
[[nodiscard]] std::optional<Phase> phase_from(std::string_view text) noexcept;
[[nodiscard]] std::optional<Condition> condition_from(std::string_view text) noexcept;
[[nodiscard]] Text label(Phase phase);
[[nodiscard]] Text label(Condition state);

/// Where the coordinates came from; kept beside the converted position.
struct PositionSource {
    std::string x, y;      ///< as written in the source
    std::string system;    ///< EPSG:2154, gcj02 ..
    std::string method;    ///< import, map, typed, photo
    std::string accuracy;  ///< class A B C of DOMAIN 1.4, or "approximate"; may be empty
    friend bool operator==(PositionSource const&, PositionSource const&) = default;
};

/// One municipal facility. A plain value: rules are in check().
struct Asset {
    std::optional<AssetId> id; ///< given by the ledger
    std::string uid;
    std::int64_t row_version = 1;
    std::string class_key;
    std::string code; ///< "" = none; unique per class
    std::string name, road, section, place;
    std::optional<Quantity> units;  ///< how many units it counts (灯盏数); absent = one
    std::string unit;               ///< of `units`; "" = the class's first
    Phase phase = Phase::in_service;
    Condition state = Condition::intact;
    std::optional<int> score;       ///< condition 0..100
    std::optional<PartialDate> score_on;
    std::string supervising_unit, owning_unit, maintaining_unit; ///< 主管 权属 养护
    std::optional<PartialDate> built_on, in_service_on, removed_on;
    Json attrs = Json::object();
    std::optional<geo::Shape> shape; ///< absent = 位置待补
    PositionSource source;
    std::string note;
};

struct Problem {
    std::string field; ///< key of the field or attribute
    Text message;
};
/// Everything that keeps a form from being saved: unknown class, wrong geometry kind, missing required attributes, values
/// out of range or of the wrong type. Empty = fine.
[[nodiscard]] std::vector<Problem> check(Catalog const& catalog, Asset const& asset);
/// Only what refuses an imported row (DESIGN 8): unknown class, geometry of the wrong kind or faulty.
[[nodiscard]] std::vector<Problem> check_import(Catalog const& catalog, Asset const& asset);
/// Does the geometry suit the class?
[[nodiscard]] bool suits(GeometryKind kind, geo::Shape const& shape) noexcept;

struct Community {
    std::optional<CommunityId> id;
    std::string uid;
    std::int64_t row_version = 1;
    std::string name, address, street;
    std::optional<int> built_year;
    std::optional<int> buildings, households;
    std::optional<double> area_m2;
    std::optional<int> batch_year;
    std::string stage; ///< survey planned scheme started building finished accepted handed_over
    std::optional<geo::Shape> shape; ///< area or point
    std::string note;
};

} // namespace taizhang::domain
