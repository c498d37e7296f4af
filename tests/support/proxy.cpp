#include "support/proxy.hpp"

#include <array>
#include <stdexcept>

#include <arpa/inet.h>
#include <cstring>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace taizhang::test {
namespace {

bool send_all(int to, char const* data, std::size_t size)
{
    while (size > 0) {
        auto const sent = ::send(to, data, size, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        data += sent;
        size -= static_cast<std::size_t>(sent);
    }
    return true;
}

} // namespace

Proxy::Proxy(std::string socket) : socket_{std::move(socket)}
{
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        throw std::runtime_error{"no port for the proxy"};
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread{[this] { accept_links(); }};
}

Proxy::~Proxy()
{
    stop_ = true;
    cut();
    acceptor_.join();
    for (auto& link : links_)
        link.thread.join();
    ::close(listener_);
}

std::string Proxy::url(std::string const& database, std::string const& role) const
{
    return "postgresql://" + role + "@127.0.0.1:" + std::to_string(port_) + "/" + database + "?sslmode=disable&gssencmode=disable";
}

void Proxy::cut()
{
    std::scoped_lock const lock{mutex_};
    for (auto& link : links_)
        link.cut = true;
}

void Proxy::lose_answer_to(std::string bytes)
{
    std::scoped_lock const lock{mutex_};
    awaited_ = std::move(bytes);
}

bool Proxy::is_awaited(std::string_view data)
{
    std::scoped_lock const lock{mutex_};
    if (awaited_.empty() || data.find(awaited_) == std::string_view::npos)
        return false;
    awaited_.clear();
    return true;
}

void Proxy::accept_links()
{
    while (!stop_) {
        pollfd wanted{listener_, POLLIN, 0};
        if (::poll(&wanted, 1, 20) <= 0)
            continue;
        auto const client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0)
            continue;
        if (refusing_) {
            ::close(client);
            continue;
        }
        auto const server = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, socket_.c_str(), sizeof address.sun_path - 1);
        if (::connect(server, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
            ::close(client);
            ::close(server);
            continue;
        }
        ++connections_;
        std::scoped_lock const lock{mutex_};
        auto& link = links_.emplace_back();
        link.client = client;
        link.server = server;
        link.thread = std::thread{[this, &link] { serve(link); }};
    }
}

void Proxy::serve(Link& link)
{
    while (!stop_ && !link.cut) {
        if (stalled_) {
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
            continue;
        }
        std::array<pollfd, 2> ends{pollfd{link.client, POLLIN, 0}, pollfd{link.server, POLLIN, 0}};
        if (::poll(ends.data(), ends.size(), 10) <= 0 || stalled_)
            continue;
        if ((ends[0].revents && !pass(link, link.client, link.server, true)) ||
            (ends[1].revents && !pass(link, link.server, link.client, false)))
            break;
    }
    ::close(link.client);
    ::close(link.server);
}

bool Proxy::pass(Link& link, int from, int to, bool from_client)
{
    std::array<char, 65536> data{};
    auto const got = ::recv(from, data.data(), data.size(), 0);
    if (got <= 0)
        return false;
    if (auto const ms = delay_.load())
        std::this_thread::sleep_for(std::chrono::milliseconds{ms});
    auto const size = static_cast<std::size_t>(got);
    bool const last = from_client && is_awaited({data.data(), size});
    if (!send_all(to, data.data(), size))
        return false;
    if (last) { // the server has done it before the program can hear of it
        pollfd answer{link.server, POLLIN, 0};
        (void)::poll(&answer, 1, 5000);
        return false;
    }
    return true;
}

} // namespace taizhang::test
