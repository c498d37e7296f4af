// What only a ledger on a server has: roles, several desktops, a network between. Suites named …OnServer run on PostgreSQL only.
#include "contract/ledger_fixture.hpp"
#include "support/proxy.hpp"

#include <gmock/gmock.h>

#include <future>
#include <unistd.h>

using namespace taizhang;
using namespace taizhang::app;
using std::chrono::milliseconds;
using test::LedgerContract;
using test::run_on_server;

namespace {

/// A login of its own in a role of the ledger, gone with the test.
class Account {
public:
    Account(std::string const& role, std::string const& place) : name_{role + std::to_string(::getpid())}
    {
        auto const at = place.rfind('/', place.find('?'));
        database_ = place.substr(at + 1, place.find('?') - at - 1);
        EXPECT_EQ(run_on_server(test::server_url("postgres"), "CREATE ROLE " + name_ + " LOGIN IN ROLE taizhang_" + role), "");
    }
    Account(Account const&) = delete;
    Account& operator=(Account const&) = delete;
    ~Account() { run_on_server(test::server_url("postgres"), "DROP ROLE " + name_); }
    [[nodiscard]] std::string url() const { return test::server_url(database_, name_); }
    [[nodiscard]] std::string const& name() const { return name_; }
    /// "" when the server did it, else its SQLSTATE; 42501 is "insufficient privilege".
    [[nodiscard]] std::string tries(std::string const& sql) const
    {
        auto const answer = run_on_server(url(), sql);
        return answer.starts_with("ERROR ") ? answer.substr(6) : "";
    }
    [[nodiscard]] std::string asks(std::string const& sql) const { return run_on_server(url(), sql); }

private:
    std::string name_, database_;
};

domain::Asset gas_main()
{
    domain::Asset a;
    a.class_key = "gas_main";
    a.code = "RQ-1";
    a.attrs = Json::parse(R"({"material":"PE","start_depth_m":1.2,"end_depth_m":1.35,"diameter_mm":160})");
    return a;
}

constexpr auto* forbidden = "42501";

class RightsOnServer : public LedgerContract {
protected:
    RightsOnServer()
    {
        if (!test::on_server())
            return;
        auto const ledger = fresh();
        Desk desk{*ledger, clock, "owner"};
        auto const main = desk.add(gas_main());
        auto order = repair_of(desk.add(lamp("LD-1")));
        order.caller = "李女士";
        order.caller_phone = "13800001234";
        order_uid = desk.log_repair(order).uid;
        main_uid = main.uid;
    }
    std::string order_uid, main_uid;
};

class LedgerOnServer : public LedgerContract {
protected:
    /// A ledger over a network that can be made bad.
    std::unique_ptr<Ledger> over(test::Proxy const& proxy)
    {
        auto const url = place();
        auto const at = url.rfind('/', url.find('?'));
        return patient->open(proxy.url(url.substr(at + 1, url.find('?') - at - 1)));
    }
    static std::string socket() { return test::server_folder() + "/.s.PGSQL.5432"; }
    std::unique_ptr<LedgerOpener> patient = store::make_opener(clock, {milliseconds{2000}, milliseconds{1500}, milliseconds{5000}});
};

} // namespace

TEST_F(RightsOnServer, LetNobodyAlterTheRecordOfChanges)
{
    for (auto const* role : {"registrar", "dispatcher", "handler", "verifier", "manager", "planner", "administrator"}) {
        Account const account{role, place()};
        EXPECT_EQ(account.tries("UPDATE audit_log SET who = 'x'"), forbidden) << role;
        EXPECT_EQ(account.tries("DELETE FROM audit_log"), forbidden) << role;
        EXPECT_EQ(account.tries("TRUNCATE audit_log"), forbidden) << role;
        EXPECT_EQ(account.tries("ALTER TABLE audit_log DISABLE TRIGGER ALL"), forbidden) << role;
        EXPECT_EQ(account.tries("DROP TABLE audit_log"), forbidden) << role;
        EXPECT_EQ(account.tries("SELECT seq, at, who, action, hash FROM audit_log"), "") << role;
    }
}

TEST_F(RightsOnServer, ShowTheCallersTelephoneOnlyToThoseWhoMayCall)
{
    for (auto const* role : {"registrar", "dispatcher", "handler", "manager", "administrator"})
        EXPECT_EQ((Account{role, place()}.asks("SELECT caller_phone FROM work_order")), "13800001234") << role;
    for (auto const* role : {"verifier", "planner"}) {
        Account const account{role, place()};
        EXPECT_EQ(account.tries("SELECT caller_phone FROM work_order"), forbidden) << role;
        EXPECT_EQ(account.tries("SELECT * FROM work_order"), forbidden) << role;
        EXPECT_EQ(account.tries("SELECT work_order FROM work_order"), forbidden) << role;
        EXPECT_EQ(account.tries("SELECT detail FROM audit_log"), forbidden) << "where the number stands too, " << role;
        EXPECT_EQ(account.tries("SELECT number, state FROM work_order"), "") << role;
        auto const ledger = opener->open(account.url());
        EXPECT_EQ(ledger->order(order_uid).caller_phone, "") << role;
        EXPECT_EQ(ledger->order(order_uid).caller, "李女士") << role;
    }
}

TEST_F(RightsOnServer, ShowHowDeepAGasMainLiesOnlyToThoseWhoMustKnow)
{
    for (auto const* role : {"registrar", "handler", "manager", "administrator"}) {
        Account const account{role, place()};
        EXPECT_EQ(opener->open(account.url())->asset("RQ-1").attrs.dump(), gas_main().attrs.dump()) << role;
    }
    for (auto const* role : {"dispatcher", "verifier", "planner"}) {
        Account const account{role, place()};
        EXPECT_EQ(account.tries("SELECT * FROM asset_withheld"), forbidden) << role;
        EXPECT_EQ(account.tries("SELECT taizhang_attrs(uid, attrs) FROM asset"), forbidden) << role;
        EXPECT_EQ(account.asks("SELECT attrs LIKE '%1.35%' FROM asset WHERE code = 'RQ-1'"), "f") << role;
        EXPECT_EQ(opener->open(account.url())->asset("RQ-1").attrs.dump(),
                  R"({"material":"PE","start_depth_m":null,"end_depth_m":null,"diameter_mm":160})") << role;
    }
}

TEST_F(RightsOnServer, LoseNothingThatWhoeverSavesMayNotSee)
{
    auto const ledger = opener->open(place());
    EXPECT_EQ(run_on_server(place(), "UPDATE asset SET note = 'QGIS', attrs = '{\"material\":\"steel\"}' WHERE code = 'LD-1'"), "");
    auto const seen = ledger->asset("RQ-1");
    auto changed = seen;
    changed.attrs.set("end_depth_m", 2);
    changed = Desk{*ledger, clock, "owner"}.edit(changed);
    EXPECT_EQ(ledger->asset("RQ-1").attrs.at("end_depth_m").as_integer(), 2);
    // somebody who does not see the depth edits the order of a caller and leaves the number alone
    Account const verifier{"verifier", place()};
    EXPECT_EQ(verifier.tries("UPDATE work_order SET result = 'seen' WHERE uid = '" + order_uid + "'"), "");
    EXPECT_EQ(verifier.tries("UPDATE work_order SET caller_phone = ''"), forbidden);
    EXPECT_EQ(ledger->order(order_uid).caller_phone, "13800001234");
    changed.attrs = Json::parse(R"({"material":"PE","diameter_mm":160})");
    changed = Desk{*ledger, clock, "owner"}.edit(changed);
    EXPECT_EQ(ledger->asset("RQ-1").attrs.dump(), changed.attrs.dump()) << "who may see it may also take it out";
}

TEST_F(RightsOnServer, LetEachRoleDoItsWorkThroughTheProgramAndNoMore)
{
    for (auto const* role : {"registrar", "dispatcher", "handler", "manager", "administrator"}) {
        Account const account{role, place()};
        auto const ledger = opener->open(account.url());
        EXPECT_FALSE(ledger->info().read_only) << role;
        EXPECT_EQ(ledger->info().account, account.name());
        EXPECT_TRUE(ledger->info().roles.contains(role));
        Desk desk{*ledger, clock, acting_person(*ledger, {})};
        auto const order = desk.log_repair(repair_of(ledger->asset("LD-1")));
        EXPECT_EQ(desk.close(order, Closing{"修好", *Date::from_ymd(2025, 7, 3), {}}).state, domain::OrderState::closed) << role;
    }
    {
        Account const verifier{"verifier", place()};
        auto const ledger = opener->open(verifier.url());
        Desk desk{*ledger, clock, acting_person(*ledger, {})};
        EXPECT_EQ(desk.close(ledger->order(order_uid), Closing{"修好", *Date::from_ymd(2025, 7, 3), {}}).state, domain::OrderState::closed);
        EXPECT_THROW((void)desk.add(lamp("LD-9")), Error);
    }
    EXPECT_EQ(opener->open(place())->order(order_uid).caller_phone, "13800001234") << "kept by those who do not see it";
    Account const planner{"planner", place()};
    auto const ledger = opener->open(planner.url());
    EXPECT_TRUE(ledger->info().read_only);
    EXPECT_THROW((void)ledger->begin(), Error);
    EXPECT_EQ(planner.tries("INSERT INTO person(uid, name) VALUES ('x', 'x')"), forbidden);
    EXPECT_EQ(planner.tries("DELETE FROM asset"), forbidden);
    EXPECT_EQ(planner.tries("CREATE TABLE mine(a int)"), forbidden);
}

TEST_F(RightsOnServer, KeepOneFromSigningForAnother)
{
    Account const account{"registrar", place()};
    auto const ledger = opener->open(account.url());
    EXPECT_THROW((void)Desk(*ledger, clock, "赵敏").add(lamp("LD-2")), Error);
    {
        auto const own = opener->open(place());
        Desk{*own, clock, "owner"}.change_people({{"", "赵敏", "", domain::Role::registrar, true, account.name()}});
    }
    EXPECT_EQ(acting_person(*ledger, {}), "赵敏") << "the account's person";
    EXPECT_NO_THROW((void)Desk(*ledger, clock, "赵敏").add(lamp("LD-2")));
    EXPECT_EQ(ledger->audit(1).at(0).who, "赵敏");
}

TEST_F(LedgerOnServer, SeesWhatAnotherDesktopSaved)
{
    auto const mine = fresh(), theirs = opener->open(place());
    auto const before = theirs->data_version();
    EXPECT_EQ(theirs->data_version(), before) << "nothing happened";
    (void)Desk{*mine, clock, "owner"}.add(lamp("LD-1"));
    EXPECT_NE(theirs->data_version(), before);
    EXPECT_EQ(theirs->asset_list()->size(), 1U);
    EXPECT_EQ(run_on_server(place(), "UPDATE asset SET road = '林河路'"), "");
    EXPECT_FALSE(theirs->find("林河", 5).empty()) << "another program's change too";
    auto const list = theirs->asset_list();
    (void)Desk{*mine, clock, "owner"}.log_repair(repair_of(mine->asset("LD-1")));
    EXPECT_EQ(theirs->find("2025-0001", 5).size(), 1U);
    EXPECT_EQ(theirs->asset_list(), list) << "an order is no reason to read a million facilities again";
    auto info = mine->info();
    info.bureau = "左云县住建局";
    Desk{*mine, clock, "owner"}.change_settings(info);
    (void)theirs->data_version();
    EXPECT_EQ(theirs->info().bureau, "左云县住建局");
}

TEST_F(LedgerOnServer, GivesEveryOrderItsOwnNumberWhoeverAsks)
{
    auto const asset = Desk{*fresh(), clock, "owner"}.add(lamp("LD-1"));
    std::vector<std::future<std::set<std::string>>> clerks;
    for (int i = 0; i < 4; ++i)
        clerks.push_back(std::async(std::launch::async, [&, url = place()] {
            auto const ledger = opener->open(url);
            Desk desk{*ledger, clock, "owner"};
            std::set<std::string> numbers;
            for (int n = 0; n < 10; ++n)
                numbers.insert(desk.log_repair(repair_of(asset)).number);
            return numbers;
        }));
    std::set<std::string> all;
    for (auto& clerk : clerks)
        all.merge(clerk.get());
    EXPECT_EQ(all.size(), 40U);
    auto const ledger = opener->open(place());
    EXPECT_EQ(domain::short_number(ledger->orders({}).front().number), "2025-0040") << "no gap either";
    EXPECT_TRUE(std::ranges::none_of(ledger->check(true, {}), [](auto const& f) { return f.weight == Finding::Weight::error; }));
}

TEST_F(LedgerOnServer, EditsTheSameManyTwiceAtOnceWithoutLosingOne)
{
    auto const first = fresh();
    std::vector<domain::Asset> lamps;
    for (int i = 0; i < 60; ++i)
        lamps.push_back(Desk{*first, clock, "owner"}.add(lamp("LD-" + std::to_string(100 + i))));
    auto const edit = [&](std::string const& note, bool backwards) {
        auto mine = lamps;
        if (backwards) // the other way round: the two would wait for each other for ever
            std::ranges::reverse(mine);
        for (auto& l : mine)
            l.note = note;
        auto const ledger = opener->open(place());
        try {
            (void)Desk{*ledger, clock, "owner"}.edit_many(mine);
            return true;
        } catch (Conflict<domain::Asset> const&) {
            return false; // in words, with both versions
        }
    };
    auto one = std::async(std::launch::async, edit, "one", false), two = std::async(std::launch::async, edit, "two", true);
    auto const first_won = one.get(), second_won = two.get();
    EXPECT_NE(first_won, second_won) << "exactly one of them";
    std::set<std::string> notes;
    first->each_asset({}, [&](domain::Asset const& a) {
        notes.insert(a.note);
        return true;
    });
    EXPECT_EQ(notes, std::set<std::string>{first_won ? "one" : "two"}) << "all of one and none of the other";
}

TEST_F(LedgerOnServer, ComesBackByItselfAfterTheConnectionWasCut)
{
    (void)Desk{*fresh(), clock, "owner"}.add(lamp("LD-1"));
    test::Proxy proxy{socket()};
    auto const ledger = over(proxy);
    auto const before = ledger->data_version();
    proxy.cut();
    (void)Desk{*opener->open(place()), clock, "owner"}.add(lamp("LD-2"));
    EXPECT_EQ(ledger->assets({}).size(), 2U) << "asked again over a new connection";
    EXPECT_NE(ledger->data_version(), before) << "what was announced meanwhile is read again";
    auto const heard = ledger->data_version();
    (void)Desk{*opener->open(place()), clock, "owner"}.add(lamp("LD-3"));
    EXPECT_NE(ledger->data_version(), heard) << "and it listens again";
}

TEST_F(LedgerOnServer, UndoesAChangeWhoseConnectionIsCutAndSaysSo)
{
    (void)Desk{*fresh(), clock, "owner"}.add(lamp("LD-1"));
    test::Proxy proxy{socket()};
    auto const ledger = over(proxy);
    auto change = ledger->begin();
    auto second = lamp("LD-2");
    change->add(second);
    proxy.cut();
    std::this_thread::sleep_for(milliseconds{100});
    try {
        change->commit({"owner", "asset.add", "asset", second.uid, Json::object()});
        FAIL() << "nobody can have kept it";
    } catch (Error const& error) {
        EXPECT_EQ(error.kind(), Error::Kind::lost);
        EXPECT_FALSE(error.todo().empty());
    }
    change.reset();
    EXPECT_EQ(ledger->assets({}).size(), 1U);
    EXPECT_EQ((Desk{*ledger, clock, "owner"}.add(lamp("LD-2")).code), "LD-2") << "work goes on";
}

TEST_F(LedgerOnServer, FindsOutWhatBecameOfASaveWhoseAnswerWasLost)
{
    (void)Desk{*fresh(), clock, "owner"}.add(lamp("LD-1"));
    test::Proxy proxy{socket()};
    auto const ledger = over(proxy);
    proxy.lose_answer_to("COMMIT");
    auto const order = Desk{*ledger, clock, "owner"}.log_repair(repair_of(ledger->asset("LD-1")));
    EXPECT_EQ(domain::short_number(order.number), "2025-0001");
    EXPECT_EQ(ledger->orders({}).size(), 1U) << "kept once, not twice";
    EXPECT_EQ(proxy.connections(), 2);
}

TEST_F(LedgerOnServer, GivesUpOnASilentServerAndGoesOnWhenItSpeaks)
{
    (void)Desk{*fresh(), clock, "owner"}.add(lamp("LD-1"));
    test::Proxy proxy{socket()};
    auto const ledger = over(proxy);
    proxy.stall(true);
    try {
        (void)ledger->assets({});
        FAIL() << "there was no answer";
    } catch (Error const& error) {
        EXPECT_EQ(error.kind(), Error::Kind::lost);
    }
    proxy.stall(false);
    EXPECT_EQ(ledger->assets({}).size(), 1U);
}

TEST_F(LedgerOnServer, WorksOverASlowLine)
{
    (void)fresh();
    test::Proxy proxy{socket()};
    proxy.delay(milliseconds{20});
    auto const ledger = over(proxy);
    Desk desk{*ledger, clock, "owner"};
    EXPECT_EQ(desk.log_repair(repair_of(desk.add(lamp("LD-1")))).lines.size(), 1U);
}

TEST_F(LedgerOnServer, IsCopiedFromAFileAndBackWithEverything)
{
    auto const file = path("t.gpkg"), back = path("back.gpkg");
    {
        auto const ledger = opener->create(file, bureau());
        Desk desk{*ledger, clock, "赵敏"};
        auto const doomed = desk.add(lamp("LD-0"));
        (void)desk.add(gas_main());
        auto const asset = desk.add(lamp("LD-1"));
        (void)desk.log_repair(repair_of(asset), Closing{"修好", *Date::from_ymd(2025, 7, 2), {}});
        (void)desk.log_repair(repair_of(asset));
        auto const last = desk.add(lamp("LD-2"));
        desk.erase(doomed);
        desk.erase(last);
        desk.change_people({{"", "王磊", "路灯一班", domain::Role::handler, true}});
    }
    auto const there = opener->copy(file, place(), {});
    EXPECT_EQ(there.assets, 2);
    EXPECT_EQ(there.orders, 2);
    auto const returned = opener->copy(place(), back, {});
    ASSERT_EQ(returned.tables.size(), there.tables.size());
    for (std::size_t i = 0; i < there.tables.size(); ++i) {
        auto const same = std::ranges::find(returned.tables, there.tables[i].name, &CopyResult::Table::name);
        ASSERT_NE(same, returned.tables.end()) << there.tables[i].name;
        EXPECT_EQ(same->sha256, there.tables[i].sha256) << same->name;
    }
    auto const original = opener->open(file), server = opener->open(place()), again = opener->open(back);
    for (auto const* ledger : {server.get(), again.get()}) {
        EXPECT_TRUE(std::ranges::none_of(ledger->check(true, {}), [](auto const& f) { return f.weight == Finding::Weight::error; }))
            << "the chain still holds";
        EXPECT_EQ(asset_to_json(ledger->asset("RQ-1")).dump(), asset_to_json(original->asset("RQ-1")).dump());
        EXPECT_EQ(ledger->asset("LD-1").id, original->asset("LD-1").id);
        EXPECT_EQ(ledger->audit(1)[0].hash, original->audit(1)[0].hash);
    }
    for (auto* ledger : {original.get(), server.get(), again.get()}) {
        Desk desk{*ledger, clock, "owner"};
        auto const asset = desk.add(lamp("LD-3"));
        EXPECT_EQ(asset.id, AssetId{5}) << "an id is never given twice";
        EXPECT_EQ(domain::short_number(desk.log_repair(repair_of(asset)).number), "2025-0003");
    }
}

TEST_F(LedgerOnServer, LeavesNothingOfACopyThatWasStopped)
{
    auto const file = path("t.gpkg");
    {
        auto const ledger = opener->create(file, bureau());
        std::vector<domain::Asset> many;
        for (int i = 0; i < 3000; ++i)
            many.push_back(lamp("N-" + std::to_string(i)));
        auto change = ledger->begin();
        change->add_many(many, {});
        change->commit({"赵敏", "import", "asset", "", Json::object()});
    }
    std::stop_source stop;
    Progress const half{[&](Text const&, std::int64_t done, std::int64_t) {
                            if (done >= 2000)
                                stop.request_stop();
                        },
                        stop.get_token()};
    EXPECT_THROW((void)opener->copy(file, place(), half), Error);
    EXPECT_EQ(run_on_server(place(), "SELECT count(*) FROM pg_class WHERE relname IN ('ledger', 'asset', 'schema_migration')"), "0");
    EXPECT_EQ(opener->copy(file, place(), {}).assets, 3000) << "the same place can be used again";
    EXPECT_THROW((void)opener->copy(file, place(), {}), Error) << "never over a ledger that is there";
    std::stop_source stop_back;
    Progress const half_back{[&](Text const&, std::int64_t done, std::int64_t) {
                                 if (done >= 2000)
                                     stop_back.request_stop();
                             },
                             stop_back.get_token()};
    EXPECT_THROW((void)opener->copy(place(), path("half.gpkg"), half_back), Error);
    EXPECT_FALSE(std::filesystem::exists(path("half.gpkg")));
    EXPECT_FALSE(std::filesystem::exists(path("half.gpkg.part")));
}

TEST_F(LedgerOnServer, RefusesWithWordsWhatItCannotOpen)
{
    auto const words = [&](std::string const& url) {
        try {
            (void)opener->open(url);
        } catch (Error const& e) {
            EXPECT_FALSE(e.todo().empty()) << e.what();
            EXPECT_EQ(std::string{e.what()}.find("geheim"), std::string::npos) << "a password in " << e.what();
            for (auto const& step : e.trail())
                EXPECT_EQ(step.find("geheim"), std::string::npos) << step;
            return e.kind();
        }
        ADD_FAILURE() << url;
        return Error::Kind::internal;
    };
    EXPECT_EQ(words(place()), Error::Kind::refused) << "an empty database";
    EXPECT_EQ(words(test::server_url("nowhere")), Error::Kind::not_found);
    EXPECT_EQ(words(test::server_url("postgres", "nobody_at_all:geheim")), Error::Kind::denied);
    EXPECT_EQ(words("postgresql://zhao:geheim@127.0.0.1:1/t"), Error::Kind::lost);
    EXPECT_EQ(words("postgresql://zhao:geheim@[::1/t"), Error::Kind::invalid_input);
    EXPECT_EQ(words("postgresql://zhao@127.0.0.1:1/t?password=geheim"), Error::Kind::lost);
    (void)fresh();
    EXPECT_EQ(run_on_server(place(), "UPDATE ledger SET schema_version = 99"), "");
    EXPECT_EQ(words(place()), Error::Kind::refused) << "a newer program's";
    EXPECT_THROW((void)opener->create(place(), bureau()), Error) << "never over a ledger that is there";
}

TEST_F(LedgerOnServer, IsMadeWithItsDatabaseWhenThatIsMissing)
{
    auto const url = test::server_url("made" + std::to_string(::getpid()));
    {
        auto const ledger = opener->create(url, bureau());
        EXPECT_EQ(ledger->info().path, url);
        (void)Desk{*ledger, clock, "owner"}.add(lamp("LD-1"));
    }
    EXPECT_NO_THROW(opener->update_server(url)) << "may be run again";
    EXPECT_EQ(opener->open(url)->assets({}).size(), 1U);
    EXPECT_EQ(run_on_server(test::server_url("postgres"), "DROP DATABASE made" + std::to_string(::getpid())), "");
}
