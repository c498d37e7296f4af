// Getting to a server and back to it, and putting its refusals into words. No message holds a password.
#include "app/ledger.hpp"
#include "store/postgres/postgres_conn.hpp"

#include <libpq-fe.h>

#include <algorithm>

namespace taizhang::store {
namespace {

using Kind = Error::Kind;

using Options = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

Options parsed(std::string const& url, std::string const& where)
{
    char* why = nullptr;
    Options options{PQconninfoParse(url.c_str(), &why), PQconninfoFree};
    std::unique_ptr<char, decltype(&PQfreemem)> const words{why, PQfreemem};
    if (!options) // libpq's words repeat the URL, perhaps with the password
        throw Error{Kind::invalid_input, tr("The address of the server cannot be understood."), Text::verbatim(where),
                    tr("Write it as postgresql://name@server/database.")};
    return options;
}

std::string words_of(pg_conn const* conn)
{
    std::string words = PQerrorMessage(conn);
    std::erase(words, '\r');
    while (words.ends_with('\n'))
        words.pop_back();
    return replaced(replaced(words, "\n", " "), "\t", "");
}

[[noreturn]] void refuse_connection(pg_conn* conn, std::string const& where)
{
    auto const words = words_of(conn);
    auto const has = [&](std::string_view part) { return words.find(part) != std::string::npos; };
    // libpq gives no SQLSTATE here, and the server's own words may be Chinese
    bool const not_let_in = has("authentication failed") || has("认证");
    if (PQconnectionNeedsPassword(conn) != 0 || (PQconnectionUsedPassword(conn) != 0 && not_let_in))
        throw app::PasswordWanted{Text::verbatim(where)};
    if (has("starting up") || has("shutting down") || has("too many"))
        throw Error{Kind::busy, tr("The server takes no connection just now: {0}", words), Text::verbatim(where),
                    tr("Wait a moment and try again.")};
    if ((has("does not exist") && has("database")) || (has("不存在") && has("数据库")))
        throw Error{Kind::not_found, tr("There is no such database on the server."), Text::verbatim(where),
                    tr("Check the name; your administrator makes a new one with: taizhangctl server init URL")};
    if (has("certificate") || has("SSL"))
        throw Error{Kind::denied, tr("The server could not prove who it is, or the line is not encrypted: {0}", words),
                    Text::verbatim(where), tr("Ask your administrator for the server's name and root certificate.")};
    if (not_let_in || has("角色") || has("权限") || has("no pg_hba.conf entry") || has("role") || has("permission denied"))
        throw Error{Kind::denied, tr("The server does not let you in: {0}", words), Text::verbatim(where),
                    tr("Ask your administrator for an account in this ledger.")};
    throw LostConnection{tr("The server cannot be reached: {0}", words), Text::verbatim(where),
                         tr("Check the network and the server's name, then try again.")};
}

} // namespace

bool is_server(std::string_view where) noexcept { return where.starts_with("postgresql://") || where.starts_with("postgres://"); }

std::string without_password(std::string const& url)
{
    auto out = url;
    auto const host = out.find("://");
    if (host != std::string::npos) {
        auto const path = std::min(out.find_first_of("/?", host + 3), out.size());
        auto const at = out.rfind('@', path == 0 ? 0 : path - 1);
        if (at != std::string::npos && at > host)
            if (auto const colon = out.find(':', host + 3); colon < at)
                out.erase(colon, at - colon);
    }
    for (auto at = out.find("password="); at != std::string::npos; at = out.find("password=", at)) {
        auto const end = std::min(out.find_first_of("& ", at), out.size());
        auto const from = at > 0 && end == out.size() ? at - 1 : at;
        out.erase(from, end - from + (from == at && end < out.size() ? 1 : 0));
    }
    return out;
}

std::string PostgresConn::database_of(std::string const& url)
{
    auto const options = parsed(url, without_password(url));
    std::string database, user;
    for (auto const* o = options.get(); o->keyword; ++o) {
        if (o->val && std::string_view{o->keyword} == "dbname")
            database = o->val;
        if (o->val && std::string_view{o->keyword} == "user")
            user = o->val;
    }
    return database.empty() ? user : database;
}

void PostgresConn::connect()
{
    auto const options = parsed(url_, where_);
    std::vector<std::string> keys, values;
    auto const set = [&](std::string const& key, std::string const& value) {
        keys.push_back(key);
        values.push_back(value);
    };
    auto const given = [&](std::string_view key) {
        return std::ranges::find(keys, key) != keys.end();
    };
    for (auto const* o = options.get(); o->keyword; ++o)
        if (o->val && !(std::string_view{o->keyword} == "dbname" && !database_.empty()))
            set(o->keyword, o->val);
    if (!database_.empty())
        set("dbname", database_);
    auto const usual = [&](std::string const& key, std::string const& value) {
        if (!given(key))
            set(key, value);
    };
    usual("connect_timeout", std::to_string(std::max<long long>(2, patience_.connect.count() / 1000)));
    usual("application_name", "taizhang");
    usual("client_encoding", "UTF8");
    usual("keepalives_idle", "30");
    usual("keepalives_interval", "10");
    usual("keepalives_count", "3");
    usual("tcp_user_timeout", "30000");
    std::vector<char const*> key_list, value_list;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        key_list.push_back(keys[i].c_str());
        value_list.push_back(values[i].c_str());
    }
    key_list.push_back(nullptr);
    value_list.push_back(nullptr);
    std::unique_ptr<pg_conn, decltype(&PQfinish)> fresh{PQconnectdbParams(key_list.data(), value_list.data(), 0), PQfinish};
    if (!fresh)
        throw std::bad_alloc{};
    if (PQstatus(fresh.get()) != CONNECTION_OK)
        refuse_connection(fresh.get(), where_);
    PQsetNoticeProcessor(fresh.get(), [](void*, char const*) {}, nullptr);
    PQsetnonblocking(fresh.get(), 1);
    conn_ = fresh.release();
    exec("SET lock_timeout = '5s'; SET TIME ZONE 'UTC'; LISTEN taizhang");
    (void)geometry_type();
}

void PostgresConn::reconnect()
{
    PQfinish(conn_);
    conn_ = nullptr;
    stream_ = nullptr;
    prepared_.clear();
    prepared_count_ = 0;
    geometry_type_ = 0;
    connect();
    ++reconnected_;
    ++others_; // what was announced meanwhile was not heard
    if (look_)
        look_();
}

void PostgresConn::fail(pg_result const* result, std::string_view sql)
{
    auto const field = [&](int code) {
        auto const* text = PQresultErrorField(result, code);
        return std::string{text ? text : ""};
    };
    auto const state = field(PG_DIAG_SQLSTATE), words = field(PG_DIAG_MESSAGE_PRIMARY);
    auto const where = Text::verbatim(where_);
    auto const raise = [&](Error error) {
        error.add_context("running: " + std::string{sql.substr(0, 300)});
        throw error;
    };
    using Rule = ConstraintError::Rule;
    auto const broken = [&](Rule rule) {
        ConstraintError error{rule, words, field(PG_DIAG_MESSAGE_DETAIL)};
        error.add_context("running: " + std::string{sql.substr(0, 300)});
        throw error;
    };
    if (PQstatus(conn_) == CONNECTION_BAD || state.starts_with("08") || state.starts_with("57P0"))
        lose();
    if (state == "23505" || state == "23P01")
        broken(Rule::unique);
    if (state == "23503")
        broken(Rule::foreign_key);
    if (state == "23502")
        broken(Rule::not_null);
    if (state == "23514" || state == "22P02" || state == "22003")
        broken(Rule::check);
    if (state == "P0001")
        broken(Rule::trigger);
    if (state == "40001" || state == "40P01") {
        app::TryAgain error{where};
        error.add_context("running: " + std::string{sql.substr(0, 300)});
        throw error;
    }
    if (state == "55P03")
        raise(Error{Kind::busy, tr("The ledger is being written by another program."), where,
                    tr("Wait a moment and try again; nothing was changed.")});
    if (state == "53100")
        raise(Error{Kind::full, tr("There is no space left. Nothing was changed."), where, tr("Ask your administrator to make room on the server.")});
    if (state == "42501")
        raise(Error{Kind::denied, tr("The server does not allow your account to do this. Nothing was changed."), where,
                    tr("Ask your administrator for the right.")});
    if (state == "22021" || state == "22P05")
        raise(Error{Kind::invalid_input, tr("A text has characters that cannot be kept."), where, tr("Type it again.")});
    if (state == "25006")
        raise(Error{Kind::denied, tr("The ledger cannot be written."), where, tr("Ask your administrator for the right.")});
    if (state == "XX001" || state == "XX002")
        raise(Error{Kind::corrupt, tr("The file is damaged."), where, tr("Restore the last backup.")});
    Error unforeseen{Kind::io, tr("The database reported: {0}", words + (state.empty() ? "" : " [" + state + "]")), where};
    unforeseen.add_context("running: " + std::string{sql.substr(0, 300)});
    throw unforeseen;
}

} // namespace taizhang::store
