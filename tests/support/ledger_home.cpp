#include "support/ledger_home.hpp"

#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <unistd.h>

namespace taizhang::test {
namespace {

std::string server_file()
{
    std::ifstream in{TAIZHANG_TEST_SERVER};
    std::string line;
    std::getline(in, line);
    return line;
}

/// Without a server every case of the postgres run is skipped, and says why.
class NeedsServer final : public testing::Environment {
    void SetUp() override
    {
        if (auto const why = why_no_server(); on_server() && !why.empty())
            GTEST_SKIP() << "PostgreSQL: NOT TESTED, " << why;
    }
};
auto* const needs_server = testing::AddGlobalTestEnvironment(new NeedsServer);

} // namespace

bool on_server()
{
    auto const* engine = std::getenv("TAIZHANG_TEST_ENGINE");
    return engine && std::string{engine} == "postgres";
}

std::string server_folder() { return server_file(); }

std::string why_no_server()
{
    auto const line = server_file();
    return line.empty() ? "no server was started (ctest starts it)" : line.starts_with("absent") ? line : std::string{};
}

std::string server_url(std::string const& database, std::string const& role)
{
    return "postgresql://" + role + "@/" + database + "?host=" + server_folder();
}

std::string run_on_server(std::string const& url, std::string const& sql)
{
    std::unique_ptr<PGconn, decltype(&PQfinish)> const conn{PQconnectdb(url.c_str()), PQfinish};
    if (PQstatus(conn.get()) != CONNECTION_OK)
        return std::string{"ERROR connection "} + PQerrorMessage(conn.get());
    std::unique_ptr<PGresult, decltype(&PQclear)> const result{PQexec(conn.get(), sql.c_str()), PQclear};
    auto const status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        return std::string{"ERROR "} + PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}

LedgerHome::~LedgerHome()
{
    for (auto const& [name, url] : databases_)
        run_on_server(server_url("postgres"), "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
}

std::string LedgerHome::place(std::string const& name)
{
    if (!on_server())
        return (folder_ / name).string();
    static std::atomic<int> count = 0;
    for (auto const& [database, url] : databases_)
        if (url.ends_with("#" + name))
            return url.substr(0, url.find('#'));
    auto const database = "t" + std::to_string(::getpid()) + "_" + std::to_string(++count);
    auto const made = run_on_server(server_url("postgres"), "CREATE DATABASE " + database + " TEMPLATE taizhang_template");
    EXPECT_EQ(made, "");
    databases_[database] = server_url(database) + "#" + name;
    return server_url(database);
}

void LedgerHome::from_outside(std::string const& place, std::string const& sql) const
{
    if (on_server()) {
        EXPECT_EQ(run_on_server(place, sql), "");
        return;
    }
    auto const edit = "ogrinfo -q '" + place + "' -sql \"" + sql + "\" > /dev/null 2>&1";
    EXPECT_EQ(std::system(edit.c_str()), 0);
}

} // namespace taizhang::test
