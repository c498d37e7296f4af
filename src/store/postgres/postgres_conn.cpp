#include "store/postgres/postgres_conn.hpp"

#include "app/ledger.hpp"
#include "store/postgres/postgres_query.hpp"

#include <libpq-fe.h>
#include <poll.h>

#include <thread>

namespace taizhang::store {
namespace {

using Kind = Error::Kind;
using std::chrono::steady_clock;

/// Statements with long lists of values are not worth keeping.
constexpr std::size_t longest_kept_sql = 4000, most_kept = 400;

} // namespace

void PostgresConn::FreeResult::operator()(pg_result* result) const noexcept { PQclear(result); }

PostgresConn::PostgresConn(std::string url, Patience patience, std::string database)
    : url_{std::move(url)}, where_{without_password(url_)}, database_{std::move(database)}, patience_{patience}
{
    connect();
}

PostgresConn::~PostgresConn() { PQfinish(conn_); }

std::unique_ptr<Query> PostgresConn::prepare(std::string_view sql) { return std::make_unique<PostgresQuery>(*this, std::string{sql}); }

// -- talking to the server, never longer than the patience

void PostgresConn::lose()
{
    PQfinish(conn_);
    conn_ = nullptr;
    stream_ = nullptr;
    prepared_.clear();
    prepared_count_ = 0;
    bool const undone = std::exchange(in_transaction_, false);
    throw LostConnection{undone ? tr("The connection to the server was lost. Nothing of this change was saved.")
                                : tr("The connection to the server was lost."),
                         Text::verbatim(where_), tr("Try again in a moment; ask your administrator if it stays away.")};
}

void PostgresConn::wait(bool for_writing)
{
    auto const until = steady_clock::now() + patience_.answer;
    for (;;) {
        pollfd fd{PQsocket(conn_), static_cast<short>(POLLIN | (for_writing ? POLLOUT : 0)), 0};
        auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(until - steady_clock::now()).count();
        if (left <= 0 || fd.fd < 0)
            lose();
        auto const ready = ::poll(&fd, 1, static_cast<int>(left));
        if (ready > 0)
            return;
        if (ready < 0 && errno != EINTR)
            lose();
    }
}

void PostgresConn::flush()
{
    for (;;) {
        auto const left = PQflush(conn_);
        if (left == 0)
            return;
        if (left < 0)
            lose();
        wait(true);
        if (PQconsumeInput(conn_) == 0)
            lose();
    }
}

PostgresConn::Result PostgresConn::next_result(Stream const& stream)
{
    if (stream_ != &stream) // its connection is gone, with the rest of its rows
        throw LostConnection{tr("The connection to the server was lost."), Text::verbatim(where_),
                             tr("Try again in a moment; ask your administrator if it stays away.")};
    return next_result();
}

PostgresConn::Result PostgresConn::next_result()
{
    while (PQisBusy(conn_) != 0) {
        wait(false);
        if (PQconsumeInput(conn_) == 0)
            lose();
    }
    Result result{PQgetResult(conn_)};
    if (PQstatus(conn_) == CONNECTION_BAD)
        lose();
    return result;
}

/// Reads a statement to its end. @return its last result
PostgresConn::Result PostgresConn::whole(std::string_view sql)
{
    flush();
    Result last;
    while (auto result = next_result()) {
        auto const status = PQresultStatus(result.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY) {
            Result const failed = std::move(result);
            while (next_result()) {}
            fail(failed.get(), sql);
        }
        last = std::move(result);
    }
    return last;
}

void PostgresConn::settle_stream()
{
    if (stream_)
        stream_->keep_rest();
    stream_ = nullptr;
}

void PostgresConn::stream_ended(Stream const& stream) noexcept
{
    if (stream_ == &stream)
        stream_ = nullptr;
}

void PostgresConn::drop_stream(Stream const& stream) noexcept
{
    if (stream_ != &stream)
        return;
    stream_ = nullptr;
    try {
        for (int n = 0; next_result(); ++n)
            if (n == 1000) // many more may come: spare the line
                if (std::unique_ptr<PGcancel, decltype(&PQfreeCancel)> const cancel{PQgetCancel(conn_), PQfreeCancel})
                    PQcancel(cancel.get(), nullptr, 0);
    } catch (Error const&) {} // lost: the next statement finds out
}

// -- statements

PostgresConn::Prepared const& PostgresConn::prepared(std::string const& sql, std::vector<pg::Wire> const& values)
{
    auto const fits = [&](Prepared const& p) {
        if (p.types.size() != values.size())
            return false;
        for (std::size_t i = 0; i < values.size(); ++i)
            if (!values[i].null && values[i].type != p.types[i])
                return false;
        return true;
    };
    auto const it = prepared_.find(sql);
    if (it != prepared_.end())
        for (auto const& known : it->second)
            if (fits(known))
                return known;
    bool const keep = sql.size() <= longest_kept_sql && prepared_count_ < most_kept;
    Prepared fresh{keep ? "t" + std::to_string(++prepared_count_) : std::string{}, {}};
    bool guessed = false;
    for (auto const& value : values) {
        fresh.types.push_back(value.type);
        guessed = guessed || value.null;
    }
    if (PQsendPrepare(conn_, fresh.name.c_str(), sql.c_str(), static_cast<int>(values.size()), fresh.types.data()) == 0)
        lose();
    (void)whole(sql);
    if (guessed && keep) { // what the server takes a NULL for, so that the statement serves later values too
        if (PQsendDescribePrepared(conn_, fresh.name.c_str()) == 0)
            lose();
        auto const described = whole(sql);
        for (std::size_t i = 0; i < fresh.types.size(); ++i)
            fresh.types[i] = PQparamtype(described.get(), static_cast<int>(i));
    }
    if (keep)
        return prepared_[sql].emplace_back(std::move(fresh));
    once_ = std::move(fresh);
    return once_;
}

void PostgresConn::send(std::string const& sql, std::vector<pg::Wire> const& values)
{
    auto const& statement = prepared(sql, values);
    std::vector<char const*> data;
    std::vector<int> lengths;
    std::vector<int> const binary(values.size(), 1);
    for (auto const& value : values) {
        data.push_back(value.null ? nullptr : value.data.data());
        lengths.push_back(static_cast<int>(value.data.size()));
    }
    if (PQsendQueryPrepared(conn_, statement.name.c_str(), static_cast<int>(values.size()), data.data(), lengths.data(), binary.data(),
                            1) == 0)
        lose();
    PQsetSingleRowMode(conn_);
    flush();
}

PostgresConn::Result PostgresConn::start(std::string const& sql, std::vector<pg::Wire> const& values, Stream* stream)
{
    settle_stream();
    for (int attempt = 0;; ++attempt) {
        bool const inside = in_transaction_;
        try {
            if (!conn_)
                reconnect();
            send(sql, values);
            auto first = next_result();
            stream_ = stream;
            return first;
        } catch (LostConnection const&) {
            if (inside || attempt > 0)
                throw;
            // nothing was begun, and a statement outside a transaction only reads: ask it again
        }
    }
}

void PostgresConn::exec(std::string const& script)
{
    settle_stream();
    if (!conn_)
        reconnect();
    if (PQsendQuery(conn_, script.c_str()) == 0)
        lose();
    auto const result = whole(script);
    if (result) {
        std::string const rows = PQcmdTuples(result.get());
        affected_ = rows.empty() ? 0 : std::stoll(rows);
    }
}

// -- transactions

void PostgresConn::begin()
{
    for (int attempt = 0;; ++attempt) {
        try {
            exec("BEGIN");
            in_transaction_ = true;
            return;
        } catch (LostConnection const&) {
            if (attempt > 0)
                throw;
        }
    }
}

void PostgresConn::begin_reading()
{
    begin();
    exec("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
}

std::string PostgresConn::transaction_number()
{
    auto const q = prepare("SELECT CAST(pg_current_xact_id_if_assigned() AS TEXT)");
    return q->step() ? q->text_or_empty(0) : std::string{};
}

void PostgresConn::commit()
{
    auto const transaction = transaction_number();
    settle_stream();
    try {
        if (PQsendQuery(conn_, "COMMIT") == 0)
            lose();
        auto const result = whole("COMMIT");
        in_transaction_ = false;
        if (result && std::string_view{PQcmdStatus(result.get())} == "ROLLBACK")
            throw Error{Kind::io, tr("The server did not keep the change. Nothing was changed."), Text::verbatim(where_)};
    } catch (LostConnection const&) {
        if (transaction.empty())
            throw;
        resolve(transaction);
    }
}

/// The answer to a COMMIT was lost: the server knows what became of it, even after its own crash.
void PostgresConn::resolve(std::string const& transaction)
{
    auto const until = steady_clock::now() + patience_.resolve;
    for (;;) {
        try {
            auto const q = prepare("SELECT pg_xact_status(CAST(CAST($1 AS TEXT) AS xid8))");
            q->bind(1, transaction);
            auto const status = q->step() ? q->text_or_empty(0) : std::string{};
            q->reset();
            if (status == "committed")
                return;
            if (status != "in progress")
                break;
        } catch (LostConnection const&) {
        } catch (Error const& e) { // a server that is just starting refuses at first
            if (e.kind() != Kind::busy && e.kind() != Kind::lost)
                throw;
        }
        if (steady_clock::now() > until)
            throw LostConnection{tr("The connection to the server was lost while saving. Whether it was saved is not known yet."),
                                 Text::verbatim(where_), tr("When the server is there again, look whether the record is saved before "
                                                            "you enter it a second time.")};
        std::this_thread::sleep_for(std::chrono::milliseconds{200});
    }
    throw LostConnection{tr("The connection to the server was lost. Nothing of this change was saved."), Text::verbatim(where_),
                         tr("Try again in a moment; ask your administrator if it stays away.")};
}

void PostgresConn::rollback() noexcept
{
    if (!std::exchange(in_transaction_, false) || !conn_)
        return;
    try {
        exec("ROLLBACK");
    } catch (...) {
        PQfinish(conn_); // the server undoes what it no longer hears of
        conn_ = nullptr;
        stream_ = nullptr;
        prepared_.clear();
        prepared_count_ = 0;
    }
}

void PostgresConn::lock_chain()
{
    // a number of ours; held until the transaction ends, so that the chain has one writer at a time
    auto const q = prepare("SELECT CAST(pg_advisory_xact_lock(4490140226) AS TEXT)");
    q->run();
}

std::int64_t PostgresConn::last_id() const
{
    auto const q = const_cast<PostgresConn*>(this)->prepare("SELECT lastval()");
    return q->step() ? q->integer(0) : 0;
}

// -- others

void PostgresConn::read_notifications()
{
    while (std::unique_ptr<PGnotify, decltype(&PQfreemem)> const note{PQnotifies(conn_), PQfreemem})
        if (note->be_pid != PQbackendPID(conn_)) {
            ++others_;
            std::string_view const words{note->extra};
            ++others_of_[std::string{words.substr(0, words.find(' '))}];
        }
}

std::int64_t PostgresConn::others_version()
{
    if (stream_ == nullptr && !in_transaction_) {
        // one answer of the server brings everything that was committed before it
        auto const q = prepare("SELECT 1");
        q->run();
    }
    read_notifications();
    return others_;
}

std::int64_t PostgresConn::others_version_of(std::string_view table)
{
    (void)others_version();
    auto const it = others_of_.find(table);
    return reconnected_ * 1'000'000 + (it == others_of_.end() ? 0 : it->second);
}

unsigned PostgresConn::geometry_type()
{
    if (geometry_type_ == 0) {
        auto const q = prepare("SELECT coalesce(CAST(CAST(to_regtype('geometry') AS oid) AS BIGINT), 0)");
        if (q->step())
            geometry_type_ = static_cast<unsigned>(q->integer(0));
        q->run();
    }
    return geometry_type_;
}

} // namespace taizhang::store
