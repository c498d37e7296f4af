// Getting in: encrypted, by password, and sure of the server. The server for it is this test's own.
#include "contract/ledger_fixture.hpp"

#include <arpa/inet.h>
#include <cstdlib>
#include <fstream>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace taizhang;
using namespace taizhang::app;

namespace {

std::string free_port()
{
    auto const socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    (void)::bind(socket, reinterpret_cast<sockaddr*>(&address), size);
    (void)::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(socket);
    return std::to_string(ntohs(address.sin_port));
}

class LoginOnServer : public test::LedgerContract {
protected:
    void SetUp() override
    {
        ::setenv("TAIZHANG_TEST_TLS_PORT", port.c_str(), 1);
        ASSERT_EQ(run("start"), 0);
        std::ifstream{path("server")} >> folder;
        if (folder.starts_with("absent"))
            GTEST_SKIP() << "TLS: NOT TESTED, openssl is missing";
        auto const owner = "postgresql://owner@/login?host=" + folder + "&port=" + port;
        Desk{*opener->create(owner, bureau()), clock, "owner"}.add(lamp("LD-1"));
        ASSERT_EQ(test::run_on_server(owner, "CREATE ROLE zhao LOGIN PASSWORD 'geheim' IN ROLE taizhang_registrar"), "");
    }
    void TearDown() override { (void)run("stop"); }
    int run(std::string const& act) const
    {
        return std::system(("sh '" TAIZHANG_SERVER_SCRIPT "' " + act + " '" + path("server") + "' > /dev/null").c_str());
    }
    [[nodiscard]] std::string url(std::string const& who, std::string const& root = "ca.crt", std::string const& host = "localhost") const
    {
        return "postgresql://" + who + "@" + host + ":" + port + "/login?sslmode=verify-full&sslrootcert=" + folder + "/" + root;
    }
    [[nodiscard]] Error::Kind refusal(std::string const& where) const
    {
        try {
            (void)opener->open(where);
        } catch (PasswordWanted const&) {
            return Error::Kind::invalid_input; // the one that can be asked for
        } catch (Error const& e) {
            EXPECT_EQ(std::string{e.what()}.find("geheim"), std::string::npos);
            return e.kind();
        }
        ADD_FAILURE() << "let in: " << where;
        return Error::Kind::internal;
    }
    std::string port = free_port(), folder;
};

} // namespace

TEST_F(LoginOnServer, IsEncryptedByPasswordAndOnlyWithTheRightServer)
{
    ::setenv("PGPASSFILE", path("none").c_str(), 1);
    {
        auto const ledger = opener->open(url("zhao:geheim"));
        EXPECT_EQ(ledger->asset("LD-1").road, "云新街");
        EXPECT_EQ(ledger->info().account, "zhao");
        EXPECT_EQ(ledger->info().path, url("zhao")) << "the password is in no name of it";
        EXPECT_EQ(opener->open(ledger->info().path)->assets({}).size(), 1U) << "a long job opens it again by that name";
    }
    auto const stranger = store::make_opener(clock); // was never given the password
    opener = store::make_opener(clock);
    EXPECT_EQ(refusal(url("zhao")), Error::Kind::invalid_input) << "asked for";
    EXPECT_EQ(refusal(url("zhao:falsch")), Error::Kind::invalid_input) << "asked for again";
    EXPECT_EQ(refusal(url("zhao:geheim", "other.crt")), Error::Kind::denied) << "a server that another authority vouches for";
    EXPECT_EQ(refusal(url("zhao:geheim", "ca.crt", "127.0.0.1")), Error::Kind::denied) << "a server under another name";
    {
        std::ofstream{path("pgpass")} << "localhost:" << port << ":login:zhao:geheim\n";
        ::chmod(path("pgpass").c_str(), 0600);
    }
    ::setenv("PGPASSFILE", path("pgpass").c_str(), 1);
    EXPECT_EQ(stranger->open(url("zhao"))->assets({}).size(), 1U) << "kept in ~/.pgpass";
    ::unsetenv("PGPASSFILE");
}
