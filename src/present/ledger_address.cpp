#include "present/ledger_address.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <filesystem>

namespace taizhang::present {

namespace {

constexpr std::size_t most_recent = 8;
constexpr char between = '\t';

std::string escaped(std::string_view text)
{
    constexpr std::string_view hex = "0123456789ABCDEF", plain = "-._~";
    std::string out;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        bool const letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (letter || plain.find(c) != std::string_view::npos)
            out += c;
        else {
            out += '%';
            out += hex[byte >> 4U];
            out += hex[byte & 15U];
        }
    }
    return out;
}

void add_option(std::string& url, std::string_view name, std::string const& value)
{
    url += url.find('?') == std::string::npos ? '?' : '&';
    url += name;
    url += '=' + escaped(value);
}

} // namespace

std::string url_of(ServerAddress const& address)
{
    std::string url = "postgresql://";
    if (!address.user.empty())
        url += escaped(address.user) + '@';
    bool const socket = address.host.starts_with('/');
    if (!socket)
        url += address.host.find(':') == std::string::npos ? escaped(address.host) : '[' + address.host + ']';
    if (!socket && !address.port.empty())
        url += ':' + escaped(address.port);
    url += '/' + escaped(address.database);
    if (socket) {
        add_option(url, "host", address.host);
        add_option(url, "port", address.port);
    }
    if (!address.root.empty()) {
        add_option(url, "sslmode", "verify-full");
        add_option(url, "sslrootcert", address.root);
    }
    return url;
}

std::string with_password(std::string const& url, std::string const& password)
{
    auto with = url;
    if (!password.empty())
        add_option(with, "password", password);
    return with;
}

bool has_password(std::string const& url)
{
    return url.find("?password=") != std::string::npos || url.find("&password=") != std::string::npos;
}

bool is_server_address(std::string_view where) noexcept
{
    return where.starts_with("postgresql://") || where.starts_with("postgres://");
}

std::string short_name_of(std::string const& where)
{
    if (!is_server_address(where))
        return std::filesystem::path{where}.filename().string();
    auto const from = where.find("://") + 3;
    auto const options = std::min(where.find('?', from), where.size());
    auto const slash = std::min(where.find('/', from), options);
    auto host = where.substr(from, slash - from);
    if (auto const at = host.rfind('@'); at != std::string::npos)
        host.erase(0, at + 1);
    auto const database = slash < options ? where.substr(slash + 1, options - slash - 1) : std::string{};
    if (host.empty())
        return database;
    return database.empty() ? host : database + " (" + host + ')';
}

std::vector<std::string> recent_ledgers(std::string_view remembered)
{
    std::vector<std::string> found;
    for (auto const& where : split(remembered, between))
        if (!where.empty())
            found.emplace_back(where);
    return found;
}

std::string remember_ledger(std::string_view remembered, std::string const& where)
{
    auto list = recent_ledgers(remembered);
    std::erase(list, where);
    if (!has_password(where) && where.find(between) == std::string::npos)
        list.insert(list.begin(), where);
    list.resize(std::min(list.size(), most_recent));
    std::string out;
    for (auto const& one : list)
        out += (out.empty() ? "" : std::string(1, between)) + one;
    return out;
}

} // namespace taizhang::present
