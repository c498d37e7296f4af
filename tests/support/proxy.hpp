#pragma once

#include <atomic>
#include <chrono>
#include <list>
#include <mutex>
#include <string>
#include <thread>

namespace taizhang::test {

/// A bad network between a program and the test server: a TCP port that passes everything on, late, not at all, or until
/// it is cut.
class Proxy {
public:
    /// @param socket the server's socket file
    explicit Proxy(std::string socket);
    Proxy(Proxy const&) = delete;
    Proxy& operator=(Proxy const&) = delete;
    ~Proxy();
    /// postgresql://role@127.0.0.1:PORT/database
    [[nodiscard]] std::string url(std::string const& database, std::string const& role = "owner") const;

    void delay(std::chrono::milliseconds each_packet) { delay_ = each_packet.count(); }
    void stall(bool on) { stalled_ = on; }        ///< open, but nothing gets through
    void refuse(bool on) { refusing_ = on; }      ///< new connections are closed at once
    void cut();                                   ///< every connection, now
    /// The next time the program sends these bytes they reach the server, but its answer is lost with the connection.
    void lose_answer_to(std::string bytes);
    [[nodiscard]] int connections() const noexcept { return connections_; } ///< so far

private:
    struct Link {
        int client = -1, server = -1;
        std::atomic<bool> cut{false};
        std::thread thread;
    };
    void accept_links();
    void serve(Link& link);
    [[nodiscard]] bool pass(Link& link, int from, int to, bool from_client);
    bool is_awaited(std::string_view data);

    std::string socket_;
    int listener_ = -1;
    int port_ = 0;
    std::atomic<bool> stop_{false}, stalled_{false}, refusing_{false};
    std::atomic<long> delay_{0};
    std::atomic<int> connections_{0};
    std::mutex mutex_;
    std::string awaited_;
    std::list<Link> links_;
    std::thread acceptor_;
};

} // namespace taizhang::test
