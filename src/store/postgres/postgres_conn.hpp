#pragma once

#include "store/conn.hpp"
#include "store/postgres/wire.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <vector>

// NOLINTBEGIN: libpq's own names, so that its header stays in the .cpp files
extern "C" {
struct pg_conn;
struct pg_result;
}
// NOLINTEND

namespace taizhang::store {

/// How long a silent server is waited for.
struct Patience {
    std::chrono::milliseconds connect{10'000};
    /// Without a single byte from the server: then the connection counts as lost.
    std::chrono::milliseconds answer{60'000};
    /// For finding out, over a new connection, whether a COMMIT without an answer was kept.
    std::chrono::milliseconds resolve{20'000};
};

/// The connection to the server broke. What had not been committed is undone.
class LostConnection : public Error {
public:
    LostConnection(Text message, Text where, Text todo) : Error{Kind::lost, std::move(message), std::move(where), std::move(todo)} {}
};

/// The PostgreSQL adapter, over libpq. One thread at a time.
///
/// A connection that broke is made anew by the next statement outside a transaction: prepared statements and LISTEN come
/// back by themselves, others_version() moves, so that everything shown is read again. Inside a transaction the loss is an
/// Error, since the server has undone it. A COMMIT without an answer is never sent twice: the new connection asks the
/// server what became of that transaction.
class PostgresConn final : public Conn {
public:
    /// @param url postgresql://.. or libpq's key=value words
    /// @throws Error denied, not_found (no such database), lost; app::PasswordWanted
    /// @param database in place of the one the URL names
    explicit PostgresConn(std::string url, Patience patience = {}, std::string database = {});
    /// The database a URL names; as libpq does, the user's name when it names none.
    [[nodiscard]] static std::string database_of(std::string const& url);
    PostgresConn(PostgresConn const&) = delete;
    PostgresConn& operator=(PostgresConn const&) = delete;
    ~PostgresConn() override;

    [[nodiscard]] std::unique_ptr<Query> prepare(std::string_view sql) override;
    void exec(std::string const& script) override;
    void begin() override;
    void commit() override;
    void rollback() noexcept override;
    [[nodiscard]] std::int64_t affected() const override { return affected_; }
    [[nodiscard]] std::int64_t last_id() const override;
    [[nodiscard]] std::int64_t others_version() override;
    [[nodiscard]] std::int64_t others_version_of(std::string_view table) override;
    [[nodiscard]] std::string dialect(std::string_view migration) const override;
    [[nodiscard]] std::string_view engine() const noexcept override { return "postgres"; }
    [[nodiscard]] std::string column(std::string_view table, std::string_view column) const override;
    void begin_bulk(std::string const& /*feature_table*/) override {}
    void end_bulk(std::string const& /*feature_table*/) override {}
    [[nodiscard]] std::unique_ptr<RowWriter> row_writer(std::string const& table, std::vector<std::string> const& columns) override;
    [[nodiscard]] std::string touches_box(std::string const& feature_table, int n) const override;
    void note_change(std::string const& /*feature_table*/) override {}
    void begin_reading() override;
    [[nodiscard]] std::vector<std::string> tables() override;
    [[nodiscard]] std::vector<std::string> columns(std::string const& table) override;
    [[nodiscard]] std::int64_t last_given_id(std::string const& table) override;
    void set_last_given_id(std::string const& table, std::int64_t id) override;
    void lock_chain() override;

    /// From now on column(table, column) gives `expression`.
    void stand_in(std::string const& table, std::string const& column, std::string expression);
    /// The same for a column that this account may not read.
    void withhold(std::string const& table, std::string const& column, std::string expression);
    [[nodiscard]] bool withholds() const noexcept { return withholds_; }
    /// Called after each reconnection, before anything else is asked. It may throw to refuse the server.
    void on_reconnect(std::function<void()> look) { look_ = std::move(look); }
    /// The server's database without the password, for messages.
    [[nodiscard]] std::string const& where() const noexcept { return where_; }

    // -- for the adapter's own parts
    struct FreeResult {
        void operator()(pg_result* result) const noexcept;
    };
    using Result = std::unique_ptr<pg_result, FreeResult>;
    class Stream; ///< rows that are still arriving
    /// Starts a statement and gives its first result; the rest is fetched by next_result().
    /// @throws Error; outside a transaction a lost connection is made anew once
    [[nodiscard]] Result start(std::string const& sql, std::vector<pg::Wire> const& values, Stream* stream);
    /// Null at the end of the statement. @throws LostConnection
    [[nodiscard]] Result next_result(Stream const& stream);
    void stream_ended(Stream const& stream) noexcept;
    void drop_stream(Stream const& stream) noexcept; ///< whatever has not arrived yet is of no interest
    void set_affected(std::int64_t rows) noexcept { affected_ = rows; }
    [[nodiscard]] unsigned geometry_type();
    [[nodiscard]] unsigned geometry_type_if_known() const noexcept { return geometry_type_; }
    [[noreturn]] void fail(pg_result const* result, std::string_view sql);
    void start_copy(std::string const& sql);
    void put_copy(std::string_view data);
    void end_copy(std::string_view sql);
    void abandon_copy() noexcept;

private:
    struct Prepared {
        std::string name;
        std::vector<unsigned> types;
    };
    void connect();
    void reconnect();
    [[noreturn]] void lose();
    void flush();
    void settle_stream();
    void wait(bool for_writing);
    [[nodiscard]] Result next_result();
    Result whole(std::string_view sql);
    Prepared const& prepared(std::string const& sql, std::vector<pg::Wire> const& values);
    void send(std::string const& sql, std::vector<pg::Wire> const& values);
    [[nodiscard]] std::string transaction_number();
    void resolve(std::string const& transaction);
    void read_notifications();

    std::string url_, where_, database_;
    Patience patience_;
    pg_conn* conn_ = nullptr;
    Stream* stream_ = nullptr;
    std::map<std::string, std::vector<Prepared>, std::less<>> prepared_;
    std::size_t prepared_count_ = 0;
    Prepared once_; ///< the last statement that is not kept
    std::function<void()> look_;
    std::map<std::string, std::string, std::less<>> stand_ins_;
    std::int64_t affected_ = 0;
    std::int64_t others_ = 0;
    std::map<std::string, std::int64_t, std::less<>> others_of_; ///< by the table they announced
    std::int64_t reconnected_ = 0;
    unsigned geometry_type_ = 0;
    bool in_transaction_ = false;
    bool withholds_ = false;
};

/// The URL without a password, in whatever place it stands.
[[nodiscard]] std::string without_password(std::string const& url);
/// postgresql:// or postgres://
[[nodiscard]] bool is_server(std::string_view where) noexcept;

} // namespace taizhang::store
