#pragma once

#include <compare>
#include <optional>

namespace taizhang::geo {

/// A length on the ground. Only named makers and readers, so no call can pass feet, degrees or pixels.
class Length {
public:
    static constexpr Length metres(double m) noexcept { return Length{m}; }
    [[nodiscard]] constexpr double in_metres() const noexcept { return metres_; }
    friend constexpr auto operator<=>(Length, Length) noexcept = default;
    friend constexpr Length operator+(Length a, Length b) noexcept { return metres(a.metres_ + b.metres_); }

private:
    constexpr explicit Length(double m) noexcept : metres_{m} {}
    double metres_;
};

/// A CGCS2000 (EPSG:4490) position, valid by construction; WGS 84 is taken as the same. "None" is std::optional.
class Position {
public:
    /// @param lon,lat degrees; -180..180 and -90..90. NaN and anything outside give nullopt.
    static constexpr std::optional<Position> from_degrees(double lon, double lat) noexcept
    {
        if (lon >= -180 && lon <= 180 && lat >= -90 && lat <= 90)
            return Position{lon, lat};
        return std::nullopt;
    }
    [[nodiscard]] constexpr double lon_degrees() const noexcept { return lon_; }
    [[nodiscard]] constexpr double lat_degrees() const noexcept { return lat_; }
    friend constexpr bool operator==(Position, Position) noexcept = default;

private:
    constexpr Position(double lon, double lat) noexcept : lon_{lon}, lat_{lat} {}
    double lon_;
    double lat_;
};

/// Degrees; west <= east, south <= north.
struct Box {
    double west, south, east, north;
    [[nodiscard]] constexpr bool contains(Position p) const noexcept
    {
        return p.lon_degrees() >= west && p.lon_degrees() <= east && p.lat_degrees() >= south && p.lat_degrees() <= north;
    }
    [[nodiscard]] constexpr bool touches(Box const& o) const noexcept
    {
        return west <= o.east && o.west <= east && south <= o.north && o.south <= north;
    }
    friend constexpr bool operator==(Box const&, Box const&) noexcept = default;
};

} // namespace taizhang::geo
