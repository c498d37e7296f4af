#pragma once

#include "base/date.hpp"
#include "domain/catalog.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace taizhang::domain {

/// Thousandths of the unit as entered. Integers, so that sums are exact (DESIGN 4).
class Quantity {
public:
    static constexpr Quantity thousandths(std::int64_t n) noexcept { return Quantity{n}; }
    static constexpr Quantity whole(std::int64_t n) noexcept { return Quantity{n * 1000}; }
    /// "1.47", "2,000", full-width digits; nullopt for anything else, for more than three decimals and out of range.
    [[nodiscard]] static std::optional<Quantity> parse(std::string_view text);
    [[nodiscard]] constexpr std::int64_t in_thousandths() const noexcept { return milli_; }
    [[nodiscard]] double value() const noexcept { return static_cast<double>(milli_) / 1000.0; }
    /// "1.47", "540": no trailing zeros, no thousands separators.
    [[nodiscard]] std::string text() const;
    friend constexpr auto operator<=>(Quantity, Quantity) noexcept = default;
    friend constexpr Quantity operator+(Quantity a, Quantity b) noexcept { return thousandths(a.milli_ + b.milli_); }
    friend constexpr Quantity operator-(Quantity a, Quantity b) noexcept { return thousandths(a.milli_ - b.milli_); }

private:
    constexpr explicit Quantity(std::int64_t n) noexcept : milli_{n} {}
    std::int64_t milli_;
};

/// Converts inside one dimension; nullopt across dimensions or when thousandths of `to` cannot hold it exactly.
[[nodiscard]] std::optional<Quantity> converted(Quantity q, Unit const& from, Unit const& to) noexcept;

/// What a cell or a field says about a quantity: 约95, 40余, 1.47公里, 2,000, 所有, 若干 (DOMAIN 7.2).
struct StatedQuantity {
    std::optional<Quantity> quantity; ///< absent = unknown
    bool approximate = false;
    std::string wording;              ///< 所有, 若干: only with an absent quantity
    std::string unit;                 ///< catalogue key when the text named one, else ""
};
/// nullopt when the text cannot be understood.
[[nodiscard]] std::optional<StatedQuantity> understand_quantity(Catalog const& catalog, std::string_view text);

/// 分, hundredths of a yuan.
class Money {
public:
    static constexpr Money fen(std::int64_t n) noexcept { return Money{n}; }
    [[nodiscard]] static std::optional<Money> parse_yuan(std::string_view text);
    [[nodiscard]] constexpr std::int64_t in_fen() const noexcept { return fen_; }
    [[nodiscard]] std::string yuan() const; ///< "1234.50"
    friend constexpr auto operator<=>(Money, Money) noexcept = default;
    friend constexpr Money operator+(Money a, Money b) noexcept { return fen(a.fen_ + b.fen_); }

private:
    constexpr explicit Money(std::int64_t n) noexcept : fen_{n} {}
    std::int64_t fen_;
};

/// 2023-03-15, 2023/3/15, 2023.3.15, 20230315, 2023年3月15日, 2023年3月, 2023-03, 2023, Excel serials 20000..80000
/// (1900 system). Keeps the precision (DOMAIN 7.2).
[[nodiscard]] std::optional<PartialDate> understand_date(std::string_view text);

} // namespace taizhang::domain
