// Several desktops in one ledger: what another one does is shown, and a bad network is outlived.
#include "contract/windows.hpp"
#include "present/asset_table.hpp"
#include "present/ledger_address.hpp"
#include "support/proxy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace taizhang;
using namespace taizhang::present;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

class Together : public Windows {
protected:
    /// What the other desktop does.
    void others_lamp(std::string const& where, std::string const& code)
    {
        (void)app::Desk{*opener->open(where), clock, "王强"}.add(lamp_of(code));
    }
    static domain::Asset lamp_of(std::string const& code)
    {
        domain::Asset lamp;
        lamp.class_key = "streetlight";
        lamp.code = code;
        lamp.road = "云新街";
        lamp.built_on = PartialDate::from(2019, 6);
        return lamp;
    }
    [[nodiscard]] bool told(std::string const& part) const
    {
        return std::ranges::any_of(notices, [&](Notice const& notice) { return notice.text.find(part) != std::string::npos; });
    }
};
class TogetherOnServer : public Together {};

} // namespace

TEST_F(Together, WhatAnotherDesktopSavesIsShownAndTheSelectionStays)
{
    open_sample();
    AssetTable table{bench};
    ASSERT_TRUE(drain([&] { return table.rows() > 0; }));
    auto const before = table.rows();
    auto const chosen = opener->open(place())->assets({}).front().uid;
    bench.select_assets({chosen});
    others_lamp(place(), "LD-NEU");
    EXPECT_TRUE(drain([&] { return table.rows() == before + 1; }));
    EXPECT_THAT(bench.selected_assets(), ElementsAre(chosen));
    EXPECT_FALSE(bench.is_lost());
}

TEST_F(TogetherOnServer, ALostConnectionIsToldAndComesBackWithWhatOthersDidMeanwhile)
{
    open_sample();
    auto const url = place();
    auto const at = url.rfind('/', url.find('?'));
    test::Proxy network{test::server_folder() + "/.s.PGSQL.5432"};
    bench.open(network.url(url.substr(at + 1, url.find('?') - at - 1)));
    ASSERT_TRUE(drain([&] { return bench.info().path.find("127.0.0.1") != std::string::npos; }));
    AssetTable table{bench};
    ASSERT_TRUE(drain([&] { return table.rows() > 0; }));
    auto const before = table.rows();

    network.refuse(true);
    network.cut();
    ASSERT_TRUE(drain([&] { return bench.is_lost(); }));
    EXPECT_TRUE(told("连接断了"));
    Lifetime alive;
    std::exception_ptr refused;
    bench.act(alive, {}, [](app::Desk& desk) { return desk.add(lamp_of("LD-9")); }, [](domain::Asset const&) {},
              [&](std::exception_ptr error) { refused = error; });
    ASSERT_TRUE(drain([&] { return refused != nullptr; }));
    EXPECT_THAT(notice_of(refused, bench.say()).text, HasSubstr("服务器"));
    others_lamp(url, "LD-NEU");

    network.refuse(false);
    EXPECT_TRUE(drain([&] { return !bench.is_lost(); }));
    EXPECT_TRUE(drain([&] { return table.rows() == before + 1; }));
    EXPECT_TRUE(told("已恢复"));
}

TEST(LedgerAddress, MakesUrlsAndKeepsPasswordsOutOfWhatIsShownAndRemembered)
{
    ServerAddress const at{.host = "10.0.0.5", .port = "5433", .database = "台账", .user = "zhao@min", .root = "/etc/ca.crt"};
    auto const url = url_of(at);
    EXPECT_EQ(url, "postgresql://zhao%40min@10.0.0.5:5433/%E5%8F%B0%E8%B4%A6?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.crt");
    auto const secret = with_password(url, "ge&heim");
    EXPECT_THAT(secret, HasSubstr("&password=ge%26heim"));
    EXPECT_TRUE(has_password(secret));
    EXPECT_THAT(short_name_of(secret), testing::Not(HasSubstr("ge")));
    EXPECT_EQ(short_name_of("postgresql://zhao@db:5432/ledger?sslmode=require"), "ledger (db:5432)");
    EXPECT_EQ(short_name_of("/home/zhao/台账.gpkg"), "台账.gpkg");
    EXPECT_THAT(recent_ledgers(remember_ledger("/a.gpkg\t/b.gpkg", "/b.gpkg")), ElementsAre("/b.gpkg", "/a.gpkg"));
    EXPECT_THAT(recent_ledgers(remember_ledger("/a.gpkg", secret)), ElementsAre("/a.gpkg"));
}
