#include "store/postgres/wire.hpp"

#include <bit>
#include <cmath>
#include <cstring>

namespace taizhang::store::pg {
namespace {

constexpr std::uint32_t has_srid = 0x20000000U;
constexpr std::uint32_t china_2000 = 4490;

template <class Unsigned>
void append_big_endian(std::string& out, Unsigned value)
{
    for (int shift = static_cast<int>(sizeof value) * 8 - 8; shift >= 0; shift -= 8)
        out += static_cast<char>(static_cast<unsigned char>(value >> shift));
}

template <class Unsigned>
Unsigned big_endian_at(char const* at) noexcept
{
    Unsigned value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i)
        value = static_cast<Unsigned>(static_cast<Unsigned>(value << 8U) | static_cast<unsigned char>(at[i]));
    return value;
}

std::uint32_t uint32_at(std::string_view data, std::size_t at, bool little) noexcept
{
    auto const value = big_endian_at<std::uint32_t>(data.data() + at);
    if (!little)
        return value;
    return (value >> 24U) | ((value >> 8U) & 0xff00U) | ((value << 8U) & 0xff0000U) | (value << 24U);
}

void append_uint32(std::string& out, std::uint32_t value, bool little)
{
    std::string bytes;
    append_big_endian(bytes, value);
    if (little)
        bytes = {bytes.rbegin(), bytes.rend()};
    out += bytes;
}

/// numeric: digits to the base 10000, as sum() over whole numbers gives it. @return the part before the point
std::int64_t whole_numeric(std::string_view data) noexcept
{
    auto const digits = int16_at(data.data()), weight = int16_at(data.data() + 2);
    std::int64_t value = 0;
    for (int i = 0; i <= weight; ++i)
        value = value * 10000 + (i < digits ? int16_at(data.data() + 8 + 2 * i) : 0);
    return int16_at(data.data() + 4) == 0x4000 ? -value : value;
}

double real_numeric(std::string_view data) noexcept
{
    auto const digits = int16_at(data.data()), weight = int16_at(data.data() + 2);
    double value = 0;
    for (int i = 0; i < digits; ++i)
        value += int16_at(data.data() + 8 + 2 * i) * std::pow(10000.0, weight - i);
    return int16_at(data.data() + 4) == 0x4000 ? -value : value;
}

} // namespace

bool is_integer(unsigned type) noexcept
{
    return type == int8 || type == int4 || type == int2 || type == boolean || type == numeric;
}

bool is_real(unsigned type) noexcept { return type == float8 || type == float4 || type == numeric; }

bool is_text(unsigned type) noexcept
{
    return type == text_type || type == varchar || type == bpchar || type == name_type || type == unknown_text || type == char_type;
}

void append_int32(std::string& out, std::int32_t value) { append_big_endian(out, static_cast<std::uint32_t>(value)); }
void append_int64(std::string& out, std::int64_t value) { append_big_endian(out, static_cast<std::uint64_t>(value)); }
std::int16_t int16_at(char const* at) noexcept { return static_cast<std::int16_t>(big_endian_at<std::uint16_t>(at)); }
std::int32_t int32_at(char const* at) noexcept { return static_cast<std::int32_t>(big_endian_at<std::uint32_t>(at)); }
std::int64_t int64_at(char const* at) noexcept { return static_cast<std::int64_t>(big_endian_at<std::uint64_t>(at)); }

std::string int64_bytes(std::int64_t value)
{
    std::string out;
    append_int64(out, value);
    return out;
}

std::string double_bytes(double value)
{
    std::string out;
    append_big_endian(out, std::bit_cast<std::uint64_t>(value));
    return out;
}

std::int64_t integer_of(unsigned type, std::string_view data) noexcept
{
    switch (type) {
    case boolean: return data[0] != 0 ? 1 : 0;
    case int2: return int16_at(data.data());
    case int4: return int32_at(data.data());
    case numeric: return whole_numeric(data);
    default: return int64_at(data.data());
    }
}

double real_of(unsigned type, std::string_view data) noexcept
{
    switch (type) {
    case float8: return std::bit_cast<double>(big_endian_at<std::uint64_t>(data.data()));
    case float4: return static_cast<double>(std::bit_cast<float>(big_endian_at<std::uint32_t>(data.data())));
    case numeric: return real_numeric(data);
    default: return static_cast<double>(integer_of(type, data));
    }
}

std::string ewkb_from_wkb(std::string_view wkb, std::uint32_t srid)
{
    if (wkb.size() < 5)
        return {};
    bool const little = wkb[0] == 1;
    std::string out{wkb.substr(0, 1)};
    append_uint32(out, uint32_at(wkb, 1, little) | has_srid, little);
    append_uint32(out, srid, little);
    return out += wkb.substr(5);
}

std::string wkb_from_ewkb(std::string_view ewkb)
{
    if (ewkb.size() < 5)
        return {};
    bool const little = ewkb[0] == 1;
    auto const type = uint32_at(ewkb, 1, little);
    if ((type & has_srid) == 0)
        return std::string{ewkb};
    if (ewkb.size() < 9)
        return {};
    std::string out{ewkb.substr(0, 1)};
    append_uint32(out, type & ~has_srid, little);
    return out += ewkb.substr(9);
}

Wire wire_of(Value value, unsigned geometry_type)
{
    struct Maker {
        unsigned geometry_type;
        Wire operator()(std::monostate /*null*/) const { return {}; }
        Wire operator()(std::int64_t v) const { return {int8, false, int64_bytes(v)}; }
        Wire operator()(double v) const { return {float8, false, double_bytes(v)}; }
        Wire operator()(std::string&& v) const { return {text_type, false, std::move(v)}; }
        Wire operator()(Bytes&& v) const { return {bytea, false, std::move(v.data)}; }
        Wire operator()(Wkb&& v) const
        {
            auto ewkb = ewkb_from_wkb(v.bytes, china_2000);
            return ewkb.empty() ? Wire{} : Wire{geometry_type, false, std::move(ewkb)};
        }
    };
    return std::visit(Maker{geometry_type}, std::move(value));
}

} // namespace taizhang::store::pg
