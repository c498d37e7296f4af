#pragma once

#include "app/requests.hpp"
#include "store/records.hpp"

namespace taizhang::store {

/// Rows of `request` with their steps and orders.
class RequestTable {
public:
    explicit RequestTable(Conn& conn) : conn_{conn} {}
    void insert(domain::Request& request);
    /// false when row_version has moved
    [[nodiscard]] bool update(domain::Request& request);
    [[nodiscard]] std::optional<domain::Request> by_uid(std::string const& uid);
    [[nodiscard]] std::vector<domain::Request> by(std::string const& condition, std::vector<Value> const& values);
    void each(app::RequestQuery const& query, std::function<void(domain::Request const&)> const& take);
    [[nodiscard]] std::int64_t next_serial(int year);
    void link(std::string const& request_uid, std::string const& order_uid);
    void unlink(std::string const& request_uid, std::string const& order_uid);
    [[nodiscard]] bool erase(std::string const& uid, std::int64_t row_version);

private:
    void write_steps(domain::Request const& request);
    void read_steps(domain::Request& request, std::int64_t id);
    Conn& conn_;
};

/// The port over a connection; an older ledger that can only be read has none.
class SqlRequests final : public app::Requests {
public:
    SqlRequests(Conn& conn, app::LedgerInfo const& info) : conn_{conn}, info_{info} {}
    void each(app::RequestQuery const& query, std::function<void(domain::Request const&)> const& take) const override;
    [[nodiscard]] domain::Request get(std::string const& which) const override;
    [[nodiscard]] std::string known(std::string const& source, std::string const& external_number) const override;

private:
    [[nodiscard]] bool there() const { return info_.schema_version >= 3; }
    Conn& conn_;
    app::LedgerInfo const& info_;
};

} // namespace taizhang::store
