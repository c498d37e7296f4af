#include "base/json.hpp"

#include "base/error.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace taizhang {
namespace {

using Parsed = nlohmann::ordered_json;

Json from_parsed(Parsed const& value)
{
    switch (value.type()) {
    case Parsed::value_t::null:
    case Parsed::value_t::discarded:
    case Parsed::value_t::binary: return {};
    case Parsed::value_t::boolean: return value.get<bool>();
    case Parsed::value_t::number_integer: return value.get<std::int64_t>();
    case Parsed::value_t::number_unsigned: {
        auto const n = value.get<std::uint64_t>();
        if (n > static_cast<std::uint64_t>(INT64_MAX))
            return value.get<double>();
        return static_cast<std::int64_t>(n);
    }
    case Parsed::value_t::number_float: return value.get<double>();
    case Parsed::value_t::string: return value.get<std::string>();
    case Parsed::value_t::array: {
        Json::Array items;
        items.reserve(value.size());
        for (auto const& item : value)
            items.push_back(from_parsed(item));
        return items;
    }
    case Parsed::value_t::object: {
        auto object = Json::object();
        for (auto const& [key, member] : value.items())
            object.set(key, from_parsed(member));
        return object;
    }
    }
    return {};
}

/// Deep nesting is an attack or an accident; no document of ours goes beyond a dozen levels.
constexpr int deepest = 200;

class DepthGuard {
public:
    bool operator()(int depth, Parsed::parse_event_t /*event*/, Parsed& /*parsed*/) const
    {
        if (depth > deepest)
            throw Error{Error::Kind::invalid_input, tr("The JSON text is nested too deeply.")};
        return true;
    }
};

Parsed to_parsed(Json const& value)
{
    if (value.is_bool())
        return value.as_bool();
    if (value.is_integer())
        return value.as_integer();
    if (value.is_number())
        return value.as_number();
    if (value.is_string())
        return value.as_string();
    if (value.is_array()) {
        auto array = Parsed::array();
        for (auto const& item : value.items())
            array.push_back(to_parsed(item));
        return array;
    }
    if (value.is_object()) {
        auto object = Parsed::object();
        for (auto const& [key, member] : value.members())
            object[key] = to_parsed(member);
        return object;
    }
    return nullptr;
}

[[noreturn]] void wrong_kind(char const* wanted)
{
    throw Error{Error::Kind::invalid_input, tr("The JSON value should be {0}.", wanted)};
}

} // namespace

Json Json::parse(std::string_view text)
{
    try {
        return from_parsed(Parsed::parse(text, DepthGuard{}));
    } catch (Parsed::parse_error const& e) {
        auto const at = std::min(e.byte > 0 ? e.byte - 1 : 0, text.size());
        auto const before = text.substr(0, at);
        auto const line = 1 + std::ranges::count(before, '\n');
        auto const newline = before.rfind('\n');
        auto const column = newline == std::string_view::npos ? at + 1 : at - newline;
        throw Error{Error::Kind::invalid_input, tr("This is not valid JSON."), tr("line {0}, column {1}", line, column)};
    } catch (Parsed::exception const&) {
        throw Error{Error::Kind::invalid_input, tr("This is not valid JSON.")};
    }
}

std::string Json::dump(int indent) const
{
    return to_parsed(*this).dump(indent > 0 ? indent : -1, ' ', false, Parsed::error_handler_t::replace);
}

bool Json::as_bool() const
{
    if (auto const* v = std::get_if<bool>(&value_))
        return *v;
    wrong_kind("true or false");
}

std::int64_t Json::as_integer() const
{
    if (auto const* v = std::get_if<std::int64_t>(&value_))
        return *v;
    if (auto const* d = std::get_if<double>(&value_); d && std::nearbyint(*d) == *d && std::abs(*d) < 9e15)
        return static_cast<std::int64_t>(*d);
    wrong_kind("a whole number");
}

double Json::as_number() const
{
    if (auto const* v = std::get_if<std::int64_t>(&value_))
        return static_cast<double>(*v);
    if (auto const* v = std::get_if<double>(&value_))
        return *v;
    wrong_kind("a number");
}

std::string const& Json::as_string() const&
{
    if (auto const* v = std::get_if<std::string>(&value_))
        return *v;
    wrong_kind("a text");
}

Json::Array const& Json::items() const&
{
    if (auto const* v = std::get_if<Array>(&value_))
        return *v;
    wrong_kind("a list");
}

Json::Object const& Json::members() const&
{
    if (auto const* v = std::get_if<Object>(&value_))
        return *v;
    wrong_kind("an object");
}

Json const& Json::operator[](std::string_view key) const&
{
    static Json const none;
    if (auto const* object = std::get_if<Object>(&value_)) {
        auto const it = std::ranges::find(*object, key, [](auto const& m) -> std::string_view { return m.first; });
        if (it != object->end())
            return it->second;
    }
    return none;
}

Json const& Json::at(std::string_view key) const&
{
    if (!contains(key))
        throw Error{Error::Kind::invalid_input, tr("The member “{0}” is missing.", key)};
    return (*this)[key];
}

bool Json::contains(std::string_view key) const
{
    auto const* object = std::get_if<Object>(&value_);
    return object && std::ranges::any_of(*object, [&](auto const& m) { return m.first == key; });
}

std::string Json::text(std::string_view key, std::string fallback) const
{
    auto const& member = (*this)[key];
    if (member.is_null())
        return fallback;
    if (!member.is_string())
        throw Error{Error::Kind::invalid_input, tr("The member “{0}” should be a text.", key)};
    return member.as_string();
}

void Json::set(std::string_view key, Json value)
{
    if (is_null())
        value_ = Object{};
    auto* object = std::get_if<Object>(&value_);
    if (!object)
        wrong_kind("an object");
    auto const it = std::ranges::find(*object, key, [](auto const& m) -> std::string_view { return m.first; });
    if (it != object->end())
        it->second = std::move(value);
    else
        object->emplace_back(std::string{key}, std::move(value));
}

void Json::erase(std::string_view key)
{
    if (auto* object = std::get_if<Object>(&value_))
        std::erase_if(*object, [&](auto const& m) { return m.first == key; });
}

void Json::push(Json value)
{
    if (is_null())
        value_ = Array{};
    auto* array = std::get_if<Array>(&value_);
    if (!array)
        wrong_kind("a list");
    array->push_back(std::move(value));
}

} // namespace taizhang
