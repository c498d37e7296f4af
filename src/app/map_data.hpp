#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace taizhang::app {

/// A chosen set of assets under a name, to be found again: 兴隆街待更换.
struct SavedSet {
    std::string uid, name;
    std::int64_t row_version = 1;
    std::vector<std::string> asset_uids;
};

/// What the map reads of a ledger, besides Ledger::asset_list(). Views are gone with the next call.
class MapData {
public:
    virtual ~MapData() = default;

    struct Place {
        std::string_view class_key, phase, state;
        std::string_view built_on; ///< ISO, "" = unknown
        std::optional<int> score;
        std::string_view wkb; ///< "" = 位置待补
    };
    /// Every asset of Ledger::asset_list(), in the same order.
    virtual void each_place(std::function<void(Place const&)> const& take) const = 0;

    /// One order on one asset.
    struct Work {
        std::string_view asset_uid, state, received_on;
        std::string_view deadline;  ///< ISO instant, "" = none
        std::string_view closed_on; ///< ISO date as precise as known, "" = not closed
    };
    /// @param open_only neither closed, cancelled nor merged
    virtual void each_work(bool open_only, std::function<void(Work const&)> const& take) const = 0;

    /// By name. None in a ledger opened read-only that is older than they are.
    [[nodiscard]] virtual std::vector<SavedSet> saved_sets() const = 0;
};

} // namespace taizhang::app
