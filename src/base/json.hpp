#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace taizhang {

/// A JSON value. Objects keep the order of their members. Integers stay 64-bit integers.
class Json {
public:
    using Array = std::vector<Json>;
    using Object = std::vector<std::pair<std::string, Json>>;

    Json() = default; ///< null
    Json(std::nullptr_t) {}
    Json(bool value) : value_{value} {}
    Json(int value) : value_{std::int64_t{value}} {}
    Json(std::int64_t value) : value_{value} {}
    Json(std::size_t value) : value_{static_cast<std::int64_t>(value)} {}
    Json(double value) : value_{value} {}
    Json(char const* value) : value_{std::string{value}} {}
    Json(std::string value) : value_{std::move(value)} {}
    Json(std::string_view value) : value_{std::string{value}} {}
    Json(Array value) : value_{std::move(value)} {}
    Json(Object value) : value_{std::move(value)} {}
    static Json array(std::initializer_list<Json> items = {}) { return Json{Array(items)}; }
    static Json object(std::initializer_list<std::pair<std::string, Json>> members = {}) { return Json{Object(members)}; }

    /// @throws Error invalid_input with line and column; duplicate keys keep the last
    [[nodiscard]] static Json parse(std::string_view text);
    /// UTF-8, no insignificant white space unless `indent` > 0 (then that many spaces a level).
    [[nodiscard]] std::string dump(int indent = 0) const;

    [[nodiscard]] bool is_null() const noexcept { return std::holds_alternative<std::monostate>(value_); }
    [[nodiscard]] bool is_bool() const noexcept { return std::holds_alternative<bool>(value_); }
    [[nodiscard]] bool is_integer() const noexcept { return std::holds_alternative<std::int64_t>(value_); }
    [[nodiscard]] bool is_number() const noexcept { return is_integer() || std::holds_alternative<double>(value_); }
    [[nodiscard]] bool is_string() const noexcept { return std::holds_alternative<std::string>(value_); }
    [[nodiscard]] bool is_array() const noexcept { return std::holds_alternative<Array>(value_); }
    [[nodiscard]] bool is_object() const noexcept { return std::holds_alternative<Object>(value_); }

    /// @throws Error invalid_input when the value is of another kind
    [[nodiscard]] bool as_bool() const;
    [[nodiscard]] std::int64_t as_integer() const;
    [[nodiscard]] double as_number() const;
    [[nodiscard]] std::string const& as_string() const&;
    [[nodiscard]] Array const& items() const&;
    [[nodiscard]] Object const& members() const&;
    // a temporary gives by value: a loop over Json::parse(..)["x"].items() must not outlive what it walks
    [[nodiscard]] std::string as_string() const&& { return as_string(); }
    [[nodiscard]] Array items() const&& { return items(); }
    [[nodiscard]] Object members() const&& { return members(); }

    /// The member, or null when absent or when this is no object.
    [[nodiscard]] Json const& operator[](std::string_view key) const&;
    [[nodiscard]] Json operator[](std::string_view key) const&& { return (*this)[key]; }
    /// The member; @throws Error invalid_input naming the key when absent.
    [[nodiscard]] Json const& at(std::string_view key) const&;
    [[nodiscard]] Json at(std::string_view key) const&& { return at(key); }
    [[nodiscard]] bool contains(std::string_view key) const;
    /// The member as text, or `fallback` when absent or null. @throws Error when it is there and no string
    [[nodiscard]] std::string text(std::string_view key, std::string fallback = {}) const;
    /// Sets or replaces a member; a null value becomes an object first.
    void set(std::string_view key, Json value);
    void erase(std::string_view key);
    /// Appends; a null value becomes an array first.
    void push(Json value);

    friend bool operator==(Json const&, Json const&) = default;

private:
    std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

} // namespace taizhang
