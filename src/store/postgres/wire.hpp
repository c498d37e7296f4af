#pragma once

#include "store/conn.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// Values in PostgreSQL's binary form: big-endian, geometry as EWKB.
namespace taizhang::store::pg {

/// Numbers of PostgreSQL's built-in types (pg_type.dat); they never change.
enum Type : unsigned {
    unknown_type = 0, boolean = 16, bytea = 17, char_type = 18, name_type = 19, int8 = 20, int2 = 21, int4 = 23, text_type = 25,
    float4 = 700, float8 = 701, unknown_text = 705, varchar = 1043, bpchar = 1042, numeric = 1700
};

[[nodiscard]] bool is_integer(unsigned type) noexcept;
[[nodiscard]] bool is_real(unsigned type) noexcept;
[[nodiscard]] bool is_text(unsigned type) noexcept;

void append_int32(std::string& out, std::int32_t value);
void append_int64(std::string& out, std::int64_t value);
[[nodiscard]] std::int16_t int16_at(char const* at) noexcept;
[[nodiscard]] std::int32_t int32_at(char const* at) noexcept;
[[nodiscard]] std::int64_t int64_at(char const* at) noexcept;
[[nodiscard]] std::string int64_bytes(std::int64_t value);
[[nodiscard]] std::string double_bytes(double value);

/// @pre is_integer(type)
[[nodiscard]] std::int64_t integer_of(unsigned type, std::string_view data) noexcept;
/// @pre is_real(type) or is_integer(type)
[[nodiscard]] double real_of(unsigned type, std::string_view data) noexcept;

/// "" when the geometry cannot be understood.
[[nodiscard]] std::string ewkb_from_wkb(std::string_view wkb, std::uint32_t srid);
[[nodiscard]] std::string wkb_from_ewkb(std::string_view ewkb);

/// What is sent for a value; NULL when it has none.
struct Wire {
    unsigned type = unknown_type;
    bool null = true;
    std::string data;
};
[[nodiscard]] Wire wire_of(Value value, unsigned geometry_type);

} // namespace taizhang::store::pg
