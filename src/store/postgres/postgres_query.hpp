#pragma once

#include "store/postgres/postgres_conn.hpp"

#include <deque>

namespace taizhang::store {

/// A statement's rows, taken as they arrive. When another statement has to be asked before the last row is there, the rest
/// is kept here in a compact form: libpq's own results would take two kilobytes a row.
class PostgresConn::Stream {
public:
    virtual ~Stream() = default;
    virtual void keep_rest() = 0;

protected:
    Stream() = default;
    Stream(Stream const&) = default;
    Stream& operator=(Stream const&) = default;
};

class PostgresQuery final : public Query, private PostgresConn::Stream {
public:
    PostgresQuery(PostgresConn& conn, std::string sql) : conn_{conn}, sql_{std::move(sql)} {}
    PostgresQuery(PostgresQuery const&) = delete;
    PostgresQuery& operator=(PostgresQuery const&) = delete;
    ~PostgresQuery() override;

    Query& bind(int n, Value value) override;
    [[nodiscard]] bool step() override;
    void reset() override;
    [[nodiscard]] bool is_null(int column) const override { return cell(column).second < 0; }
    [[nodiscard]] std::int64_t integer(int column) const override;
    [[nodiscard]] double real(int column) const override;
    [[nodiscard]] std::string text(int column) const override;
    [[nodiscard]] std::string_view view(int column) const override;
    [[nodiscard]] std::string wkb(int column) const override;
    [[nodiscard]] std::string bytes(int column) const override;
    [[nodiscard]] Value value(int column) const override;

private:
    using Cell = std::pair<char const*, int>; ///< length -1 is NULL
    void keep_rest() override;
    /// Takes the next result in. @return true when it is a row
    bool take(PostgresConn::Result result);
    bool step_kept();
    void read_kept_row();
    void look_at_columns(pg_result const* result);
    void forget() noexcept;
    [[nodiscard]] Cell cell(int column) const;
    [[nodiscard]] std::string_view data(int column) const;
    [[noreturn]] void unexpected(int column) const;

    PostgresConn& conn_;
    std::string sql_;
    std::vector<pg::Wire> values_;
    enum class State { ready, streaming, kept, done } state_ = State::ready;
    std::vector<unsigned> types_;
    std::vector<std::string> names_;
    PostgresConn::Result row_;
    std::deque<std::string> kept_; ///< each: length and bytes of every column
    std::string kept_row_;
    std::vector<Cell> cells_;
    mutable std::string number_; ///< what view() of a number points to
};

} // namespace taizhang::store
