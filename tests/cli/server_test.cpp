// A ledger on a server, by the console alone. ctest starts the server; where there is none these cases are skipped.
#include "console.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <unistd.h>

using namespace cli;
using testing::HasSubstr;

namespace {

class Server : public testing::Test {
protected:
    Server()
    {
        std::ifstream in{TAIZHANG_TEST_SERVER};
        std::getline(in, socket_folder_);
    }
    void SetUp() override
    {
        if (socket_folder_.empty() || socket_folder_.starts_with("absent"))
            GTEST_SKIP() << "PostgreSQL: NOT TESTED, " << socket_folder_;
    }
    [[nodiscard]] std::string url(std::string const& database) const
    {
        return "postgresql://owner@/" + database + std::to_string(::getpid()) + "?host=" + socket_folder_;
    }

private:
    std::string socket_folder_;
};

} // namespace

TEST_F(Server, IsSetUpAndBroughtUpToDateByOneCommand)
{
    auto const made = ask({"server", "init", url("init"), "--bureau", "左云县住建局"});
    EXPECT_TRUE(made["created"].as_bool());
    EXPECT_EQ(made["roles"].items().size(), 7U);
    EXPECT_FALSE(ask({"server", "init", url("init")})["created"].as_bool()) << "again: nothing is lost, rights are given anew";
    EXPECT_EQ(ask({"info", url("init")}).text("bureau"), "左云县住建局");
    EXPECT_EQ(ctl({"new", url("init")}).status, 1) << "never over a ledger that is there";
}

TEST_F(Server, KnowsWhoWorksUnderWhichAccount)
{
    (void)ask({"server", "init", url("who")});
    (void)ask({"server", "account", url("who"), "赵敏", "owner"});
    auto const people = ask({"info", url("who")})["people"];
    ASSERT_EQ(people.items().size(), 1U);
    EXPECT_EQ(people.items()[0].as_string(), "赵敏");
}

TEST_F(Server, GivesTheSameReportAsTheFileItWasCopiedFrom)
{
    Folder const folder;
    auto const file = sample_in(folder);
    auto const copied = ask({"copy", file, url("copy")});
    auto const figures = [&](std::string const& ledger) {
        auto const out = folder / "figures.json";
        (void)ask({"report", ledger, "span", "2021-2025", "--records", "-o", out});
        std::ifstream in{out};
        auto const report = taizhang::Json::parse(std::string{std::istreambuf_iterator<char>{in}, {}});
        return report.at("figures").dump() + report.at("audit_head").dump();
    };
    EXPECT_EQ(figures(url("copy")), figures(file));
    EXPECT_EQ(ask({"find", url("copy"), "yxj"}).dump(), ask({"find", file, "yxj"}).dump());
    EXPECT_TRUE(ask({"check", url("copy"), "--deep"})["sound"].as_bool());
    auto const back = ask({"copy", url("copy"), folder / "back.gpkg"});
    EXPECT_EQ(back["assets"].as_integer(), copied["assets"].as_integer());
    EXPECT_EQ(figures(folder / "back.gpkg"), figures(file));
    EXPECT_TRUE(ask({"check", folder / "back.gpkg", "--deep"})["sound"].as_bool());
}

TEST_F(Server, SaysWhatIsWrongWithoutThePassword)
{
    auto const away = ctl({"info", "postgresql://zhao:geheim@127.0.0.1:1/t", "--json", "--lang", "en"});
    EXPECT_EQ(away.status, 3);
    EXPECT_EQ(away.error("kind"), "lost");
    EXPECT_THAT(away.error("where"), HasSubstr("postgresql://zhao@127.0.0.1:1/t"));
    EXPECT_THAT(away.err, testing::Not(HasSubstr("geheim")));
    EXPECT_EQ(ctl({"info", url("missing"), "--json", "--lang", "en"}).status, 3) << "no such database: a failure as a missing file is";
    EXPECT_EQ(ctl({"server", "init", "t.gpkg"}).status, 2);
}
