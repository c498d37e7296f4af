#pragma once

#include "geo/shape.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace taizhang::geo {

/// A coordinate system as users name it: "EPSG:4547", "gcj02", "bd09"; also a WKT or PROJ text from a file's .prj.
/// Converts to and from the ledger's EPSG:4490. Axis order is always x = easting/longitude, y = northing/latitude.
/// Not shared between threads; clone() for another thread.
class Crs {
public:
    /// @throws Error invalid_input naming what was given, with examples of what is accepted
    [[nodiscard]] static Crs named(std::string_view name);
    [[nodiscard]] Crs clone() const;
    Crs(Crs&&) noexcept;
    Crs& operator=(Crs&&) noexcept;
    ~Crs();

    [[nodiscard]] std::string const& name() const noexcept;
    /// EPSG:4490 and EPSG:4326: nothing to do.
    [[nodiscard]] bool is_ledger_system() const noexcept;
    /// nullopt when the point is outside the system's domain.
    [[nodiscard]] std::optional<Position> to_ledger(double x, double y) const;
    struct XY {
        double x, y;
    };
    [[nodiscard]] std::optional<XY> from_ledger(Position p) const;

private:
    struct Impl;
    explicit Crs(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace taizhang::geo
