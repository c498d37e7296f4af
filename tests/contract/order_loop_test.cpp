// The closed loop of orders on a real database: steps, merging, undo, rates, and what it all leaves behind.
#include "app/desk.hpp"
#include "app/undo.hpp"
#include "base/uuid.hpp"
#include "domain/order_changes.hpp"
#include "store/postgres/postgres_conn.hpp"
#include "store/records.hpp"
#include "store/sqlite/sqlite_conn.hpp"
#include "store/store.hpp"
#include "support/ledger_home.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

using namespace taizhang;
using namespace taizhang::app;
using domain::OrderEvent;
using domain::OrderState;
using domain::Quantity;
using domain::StepData;

namespace {

constexpr std::int64_t hour = 3'600'000;

class OrderLoop : public testing::Test {
protected:
    OrderLoop()
    {
        LedgerInfo info;
        info.bureau = "左云县住房和城乡建设管理局";
        ledger = opener->create(place, info);
        // beside the program, as one who knows only the tables
        if (test::on_server())
            tables = std::make_unique<store::PostgresConn>(place);
        else
            tables = std::make_unique<store::SqliteConn>(place, store::SqliteConn::Mode::read_write);
    }
    Desk desk(std::string who = "赵敏") { return Desk{*ledger, clock, std::move(who)}; }
    domain::Asset lamp(std::string const& code)
    {
        domain::Asset a;
        a.class_key = "streetlight";
        a.code = code;
        a.road = "云新街";
        return desk().add(a);
    }
    std::vector<domain::Asset> lamps(int n)
    {
        std::vector<domain::Asset> all(static_cast<std::size_t>(n));
        for (int i = 0; i < n; ++i) {
            all[static_cast<std::size_t>(i)].class_key = "streetlight";
            all[static_cast<std::size_t>(i)].code = "LD-" + std::to_string(i + 1);
            all[static_cast<std::size_t>(i)].road = "云新街";
        }
        auto change = ledger->begin();
        change->add_many(all, {});
        change->commit({"赵敏", "test", "ledger", {}, Json::object()});
        return all;
    }
    domain::WorkOrder repair(std::vector<domain::Asset> const& on, std::int64_t planned = 0)
    {
        domain::WorkOrder order;
        order.road = "云新街";
        domain::OrderLine line;
        line.class_key = "streetlight";
        line.activity = "repair";
        line.unit = "盏";
        line.planned = Quantity::whole(planned > 0 ? planned : static_cast<std::int64_t>(on.size()));
        for (auto const& asset : on)
            line.assets.push_back({asset.uid});
        order.lines.push_back(line);
        return order;
    }
    domain::WorkOrder working(domain::WorkOrder order)
    {
        auto orders = desk().orders();
        order = orders.log(std::move(order));
        order = orders.take(order, OrderEvent::dispatch, crew);
        return orders.take(order, OrderEvent::accept, {});
    }
    void link(std::string const& order_uid, std::string const& request, std::string const& content)
    {
        auto const photo = store::sha256_hex(content);
        auto const run = [&](std::string const& sql) { tables->exec(sql); };
        run("INSERT INTO request(uid, number, short_number, state, source, received_at, description) SELECT '" + request + "', '" + request + "', '" +
            request + "', 'accepted', '12345', '2025-11-20T00:00:00.000Z', '灯不亮' WHERE NOT EXISTS (SELECT 1 FROM request WHERE uid = '" + request + "')");
        run("INSERT INTO request_order(request_uid, order_uid) VALUES ('" + request + "', '" + order_uid + "')");
        std::string hex;
        for (char const c : content) { // both engines write bytes so
            constexpr auto digits = "0123456789abcdef";
            hex += digits[static_cast<unsigned char>(c) >> 4U];
            hex += digits[static_cast<unsigned char>(c) & 15U];
        }
        auto const data = tables->engine() == "sqlite" ? "x'" + hex + "'" : "'\\x" + hex + "'::bytea";
        run("INSERT INTO attachment(sha256, content_type, file_name, size, added_at, added_by, data) SELECT '" + photo +
            "', 'image/jpeg', 'x.jpg', " + std::to_string(content.size()) + ", '', '', " + data + " WHERE NOT EXISTS (SELECT 1 FROM attachment WHERE sha256 = '" + photo + "')");
        run("INSERT INTO attachment_link(sha256, entity, entity_uid, kind, added_at, added_by) VALUES ('" + photo + "', 'order', '" + order_uid +
            "', 'before', '', '')");
    }
    std::vector<std::string> asked(std::string const& sql)
    {
        std::vector<std::string> rows;
        for (auto const q = tables->prepare(sql); q->step();)
            rows.emplace_back(q->view(0));
        return rows;
    }
    /// The chain holds and the engine is content; remarks such as facilities without position are none of this test's.
    void expect_sound()
    {
        for (auto const& finding : ledger->check(true, {}))
            EXPECT_NE(finding.weight, Finding::Weight::error) << finding.message.id();
    }
    std::string uuid(int n) const { return "00000000-0000-4000-8000-" + std::string(12 - std::to_string(n).size(), '0') + std::to_string(n); }

    test::LedgerHome home;
    std::string place = home.place("t.gpkg");
    std::unique_ptr<store::Conn> tables;
    FixedClock clock{*Instant::parse_iso("2025-11-20T02:00:00.000Z")};
    std::unique_ptr<LedgerOpener> opener = store::make_opener(clock);
    std::unique_ptr<Ledger> ledger;
    StepData const crew = [] {
        StepData d;
        d.crew = "路灯班";
        return d;
    }();
    StepData const site = [] {
        StepData d;
        d.check_method = "site";
        d.result = "修好";
        d.reason = "原因";
        d.reason_code = "not_done";
        return d;
    }();
};

} // namespace

TEST_F(OrderLoop, GivesBackEverythingAnOrderHolds)
{
    auto const all = lamps(3);
    auto order = repair(all);
    order.kind = "emergency";
    order.fields = Json::object({{"depth", 2}});
    order.milestones = {{"", "围挡", *Instant::parse_iso("2025-11-20T05:00:00.000Z"), *Date::from_ymd(2025, 11, 20)}, {"", "恢复路面", {}, {}}};
    order.tasks = {{"", "燃气公司", "关阀", "夜间", {}, true}};
    domain::CostLine cost;
    cost.kind = "material";
    cost.item = "灯头";
    cost.amount = domain::Money::fen(100);
    order.costs = {cost};
    order = working(order);
    domain::share(order.costs.front(), order, domain::Sharing::equally);
    order = desk().orders().save(order);
    order = desk().orders().remark(order, "又来电");
    StepData wait = site;
    wait.hold_kind = domain::HoldKind::weather;
    wait.resume_on = Date::from_ymd(2025, 11, 25);
    wait.approved_by = "王局";
    wait.document = "左住建〔2025〕3号";
    order = desk().orders().take(order, OrderEvent::hold, wait);
    order = desk().orders().take(order, OrderEvent::resume, {});
    order = desk().orders().take(order, OrderEvent::finish, site);
    auto fail = site;
    fail.sample = {all[0].uid};
    fail.seed = 42;
    order = desk().orders().take(order, OrderEvent::fail, fail);
    auto const again = ledger->order(order.uid);
    EXPECT_EQ(domain::to_json({}, again).dump(1), domain::to_json({}, order).dump(1));
    EXPECT_EQ(again.holds.size(), 1U);
    EXPECT_EQ(again.checks.front().seed, 42);
    EXPECT_EQ(again.costs.front().shares.size(), 3U);
    EXPECT_EQ(again.costs.front().shares.front().amount, domain::Money::fen(34));
    expect_sound();
    EXPECT_EQ(domain::to_json({}, domain::order_from_json({}, domain::to_json({}, again))).dump(), domain::to_json({}, again).dump());
}

TEST_F(OrderLoop, FailedIsReworkedAndAcceptedByAnother)
{
    auto info = ledger->info();
    info.order_options.other_verifier = true;
    desk().change_settings(info);
    EXPECT_TRUE(ledger->info().order_options.other_verifier);
    auto order = working(repair(lamps(2)));
    order = desk().orders().take(order, OrderEvent::finish, site);
    EXPECT_THROW((void)desk().orders().take(order, OrderEvent::pass, site), Error);
    order = desk("李建国").orders().take(order, OrderEvent::fail, site);
    EXPECT_EQ(order.cycle, 1);
    EXPECT_TRUE(ledger->accepted_lines().empty());
    order = desk().orders().take(order, OrderEvent::finish, site);
    order = desk("李建国").orders().take(order, OrderEvent::pass, site);
    EXPECT_EQ(ledger->accepted_lines().front().accepted, Quantity::whole(2));
}

TEST_F(OrderLoop, MergingHandsOverRequestsPhotosAndRemarksAndGivesThemBack)
{
    auto const all = lamps(2);
    auto one = working(repair({all[0]})), two = working(repair({all[1]}));
    one = desk().orders().remark(one, "第二个来电");
    link(one.uid, uuid(1), std::string(64, 'a'));
    link(one.uid, uuid(2), std::string(64, 'b'));
    link(two.uid, uuid(2), std::string(64, 'b')); // both had it already
    auto const requests_before = asked("SELECT request_uid || order_uid FROM request_order ORDER BY 1");
    auto const photos_before = asked("SELECT sha256 || entity_uid FROM attachment_link ORDER BY 1");
    auto const merged = desk().orders().merge(one, two.uid, true, "同一处");
    EXPECT_EQ(merged.target.notes.size(), 1U);
    EXPECT_EQ(asked("SELECT DISTINCT request_uid FROM request_order WHERE order_uid = '" + two.uid + "'").size(), 2U);
    EXPECT_EQ(asked("SELECT DISTINCT sha256 FROM attachment_link WHERE entity_uid = '" + two.uid + "'").size(), 2U);
    EXPECT_EQ(ledger->order_book().related(two.uid).size(), 1U);
    EXPECT_THROW((void)desk().orders().merge(two, one.uid, true, {}), Error) << "into what is merged: a circle";
    clock.set(Instant::from_millis(clock.now().millis() + 6 * 24 * hour));
    auto const apart = desk().orders().unmerge(one.uid);
    EXPECT_EQ(apart.source.state, OrderState::in_progress);
    EXPECT_EQ(apart.source.notes.size(), 1U);
    EXPECT_TRUE(apart.target.notes.empty());
    EXPECT_EQ(apart.target.lines.size(), 1U);
    EXPECT_EQ(asked("SELECT request_uid || order_uid FROM request_order ORDER BY 1"), requests_before);
    EXPECT_EQ(asked("SELECT sha256 || entity_uid FROM attachment_link ORDER BY 1"), photos_before);
    EXPECT_TRUE(ledger->order(one.uid).steps.back().undone) << "that it was merged is not denied";
    EXPECT_THROW((void)desk().orders().unmerge(one.uid), Error);
    (void)desk().orders().merge(ledger->order(one.uid), two.uid, true, {});
    clock.set(Instant::from_millis(clock.now().millis() + 8 * 24 * hour));
    EXPECT_THROW((void)desk().orders().unmerge(one.uid), Error) << "after seven days";
}

TEST_F(OrderLoop, MergesIntoAClosedOrderWithoutReopeningIt)
{
    auto const all = lamps(2);
    auto one = working(repair({all[0]})), two = working(repair({all[1]}));
    two = desk().close(two, {"修好", PartialDate{clock.now().local_date(480)}, {}});
    auto const merged = desk().orders().merge(one, two.uid, true, {});
    EXPECT_EQ(merged.target.state, OrderState::closed);
    EXPECT_EQ(ledger->accepted_lines().size(), 1U);
    EXPECT_EQ(desk().orders().unmerge(one.uid).source.state, OrderState::in_progress);
}

TEST_F(OrderLoop, TakesAStepWithManyAndTellsWhichCouldNot)
{
    auto const all = lamps(3);
    auto one = desk().orders().log(repair({all[0]})), two = desk().orders().log(repair({all[1]})), three = working(repair({all[2]}));
    auto const rows = ledger->audit(100).size();
    auto result = desk().orders().take_many({one.uid, two.uid, three.uid}, OrderEvent::dispatch, crew);
    EXPECT_EQ(result.done.size(), 2U);
    ASSERT_EQ(result.refused.size(), 1U);
    EXPECT_EQ(result.refused.front().uid, three.uid);
    EXPECT_EQ(ledger->audit(100).size(), rows + 1) << "one use case, one row";
    EXPECT_EQ(ledger->order(one.uid).crew, "路灯班");
    auto d = desk();
    auto const step = undo_of_bulk(tr("x"), result.before, result.done);
    auto const redo = step.reverse(d, step.version);
    EXPECT_EQ(ledger->order(two.uid).state, OrderState::pending);
    (void)redo.reverse(d, redo.version);
    EXPECT_EQ(ledger->order(two.uid).state, OrderState::assigned);
    EXPECT_FALSE(ledger->order(two.uid).steps.back().undone);
}

TEST_F(OrderLoop, UndoRestoresTheOrderAndKeepsWhatHappened)
{
    auto order = working(repair(lamps(2)));
    auto const before = order;
    auto const done = desk().orders().take(order, OrderEvent::finish, site);
    auto d = desk();
    auto const undo = undo_of_step(OrderEvent::finish, before, done);
    auto const redo = undo.reverse(d, undo.version);
    auto const restored = ledger->order(order.uid);
    EXPECT_EQ(restored.state, OrderState::in_progress);
    EXPECT_FALSE(restored.lines.front().done);
    ASSERT_EQ(restored.steps.size(), 4U);
    EXPECT_TRUE(restored.steps.back().undone);
    (void)redo.reverse(d, redo.version);
    EXPECT_EQ(ledger->order(order.uid).state, OrderState::handled);
    auto const stale = undo_of_step(OrderEvent::finish, before, done);
    EXPECT_THROW((void)stale.reverse(d, stale.version), Error) << "somebody has changed it since";
}

TEST_F(OrderLoop, ABatchOf540WithSomeNotFoundIsSplitAndCounted)
{
    auto const all = lamps(540);
    auto order = working(repair(all));
    std::vector<std::string> missing, later;
    for (std::size_t i = 0; i < 28; ++i)
        missing.push_back(all[i].uid);
    for (std::size_t i = 28; i < 40; ++i)
        later.push_back(all[i].uid);
    domain::set_status(order.lines.front(), missing, "NOT_FOUND");
    domain::set_status(order.lines.front(), later, "DEFERRED");
    order = desk().orders().save(order);
    StepData part = site;
    part.assets = later;
    auto const parted = desk().orders().split(order, part);
    EXPECT_EQ(parted.child.lines.front().planned, Quantity::whole(12));
    order = desk().orders().take(parted.parent, OrderEvent::finish, site);
    order = desk().orders().take(order, OrderEvent::pass, site);
    EXPECT_EQ(ledger->accepted_lines().front().accepted, Quantity::whole(500));
    EXPECT_EQ(asked("SELECT count(*) FROM line_asset WHERE status = 'NOT_FOUND'").front(), "28");
    EXPECT_EQ(asked("SELECT count(*) FROM line_asset WHERE status = 'ACCEPTED'").front(), "500");
    EXPECT_EQ(ledger->order_book().related(order.uid).front().uid, parted.child.uid);
}

TEST_F(OrderLoop, TellsWhatChangedWithOldAndNewValue)
{
    auto order = working(repair(lamps(1)));
    order.road = "兴隆街";
    order.lines.front().planned = Quantity::whole(3);
    order = desk("李建国").orders().save(order);
    auto const history = ledger->order_book().audit_of(order.uid);
    auto const changes = domain::changed_values(Json::parse(history.back().detail)["changes"], 480);
    ASSERT_EQ(changes.size(), 2U);
    EXPECT_EQ(history.back().who, "李建国");
    EXPECT_EQ(changes[0].from + ">" + changes[0].to, "云新街>兴隆街");
    EXPECT_EQ(changes[1].from + ">" + changes[1].to, "1>3");
    expect_sound();
}

TEST_F(OrderLoop, KnowsTheDaysOffOfThePublishedYears)
{
    domain::WorkCalendar const calendar{ledger->special_days()};
    EXPECT_FALSE(calendar.works_on(*Date::from_ymd(2025, 10, 8))) << "Wednesday of National Day";
    EXPECT_TRUE(calendar.works_on(*Date::from_ymd(2025, 10, 11))) << "a Saturday worked in its place";
    EXPECT_TRUE(calendar.knows(2026));
    EXPECT_FALSE(calendar.knows(2027)) << "not published";
}

TEST_F(OrderLoop, PricesAreKeptAndOldCostsStay)
{
    auto const put = [&](std::int64_t fen) { desk().orders().keep_price({{}, "material", "灯头", "个", domain::Money::fen(fen), true}); };
    put(3550);
    put(4000);
    ASSERT_EQ(ledger->order_book().prices().size(), 1U);
    EXPECT_EQ(ledger->order_book().prices().front().price, domain::Money::fen(4000));
    EXPECT_THROW(desk().orders().keep_price({}), Error);
}

namespace {

/// Numbers behind the rates, as one who knows only the tables would ask for them. Local days are UTC plus eight hours.
std::string rates_sql(std::string const& from, std::string const& before)
{
    return "WITH o AS (SELECT w.*, substr(datetime(w.deadline, '+8 hours'), 1, 10) AS due_day FROM work_order w "
           "WHERE backfill = 0 AND on_the_spot = 0 AND state NOT IN ('cancelled','merged')), "
           "turn AS (SELECT e.order_id, e.event, e.id, e.at, substr(datetime(e.at, '+8 hours'), 1, 10) AS typed, "
           "coalesce(CASE WHEN e.event = 'pass' THEN e.happened_on END, substr(datetime(e.at, '+8 hours'), 1, 10)) AS day "
           "FROM order_event e WHERE e.undone = 0 AND e.event IN ('pass','reopen')), "
           "last AS (SELECT t.* FROM turn t WHERE t.day < '" + before + "' AND NOT EXISTS (SELECT 1 FROM turn u WHERE u.order_id = t.order_id "
           "AND u.day < '" + before + "' AND u.id > t.id)), "
           "closing AS (SELECT * FROM last WHERE event = 'pass'), "
           "held AS (SELECT DISTINCT order_id FROM order_hold WHERE approved_at IS NOT NULL AND datetime(approved_at, '+8 hours') < '" + before +
           " 00:00:00' AND (held_until IS NULL OR datetime(held_until, '+8 hours') >= '" + before + " 00:00:00')), "
           "due AS (SELECT o.* FROM o WHERE due_day >= '" + from + "' AND due_day < '" + before + "' AND (o.id IN (SELECT order_id FROM closing) "
           "OR o.id NOT IN (SELECT order_id FROM held))), "
           "chk AS (SELECT e.order_id, max(e.event = 'fail') AS failed FROM order_event e JOIN o ON o.id = e.order_id WHERE e.undone = 0 AND e.event "
           "IN ('pass','fail') AND coalesce(e.happened_on, substr(datetime(e.at, '+8 hours'), 1, 10)) >= '" + from +
           "' AND coalesce(e.happened_on, substr(datetime(e.at, '+8 hours'), 1, 10)) < '" + before + "' GROUP BY e.order_id) "
           "SELECT (SELECT count(*) FROM due) || ' ' || (SELECT count(*) FROM due JOIN closing c ON c.order_id = due.id) || ' ' || "
           "(SELECT count(*) FROM due JOIN closing c ON c.order_id = due.id WHERE CASE WHEN c.day = c.typed THEN c.at <= due.deadline ELSE c.day <= "
           "due.due_day END) || ' ' || (SELECT count(*) FROM chk) || ' ' || (SELECT count(*) FROM chk WHERE failed = 1)";
}

std::string told(domain::Rates const& r)
{
    return std::to_string(r.closing.denominator) + ' ' + std::to_string(r.closing.numerator) + ' ' + std::to_string(r.on_time.numerator) + ' ' +
           std::to_string(r.rework.denominator) + ' ' + std::to_string(r.rework.numerator);
}

} // namespace

TEST_F(OrderLoop, RandomWorkKeepsTheRulesAndItsRatesAgreeWithPlainSql)
{
    auto const all = lamps(60);
    std::mt19937 dice{7};
    std::vector<std::string> uids;
    clock.set(*Instant::parse_iso("2025-06-02T01:00:00.000Z"));
    auto const people = std::array{"赵敏", "李建国", "王芳"};
    auto const accepted = [&] { return asked("SELECT coalesce(sum(accepted_milli),0) FROM order_line WHERE accepted_on IS NOT NULL").front(); };
    auto const links = [&] {
        return asked("SELECT count(DISTINCT request_uid) || ' ' || (SELECT count(DISTINCT sha256) FROM attachment_link) || ' ' || "
                     "(SELECT count(*) FROM order_note) FROM request_order")
            .front();
    };
    int taken = 0, merged = 0;
    for (int i = 0; i < 420; ++i) {
        clock.set(Instant::from_millis(clock.now().millis() + static_cast<std::int64_t>(dice() % 14) * hour + 600'000));
        auto orders = desk(people.at(dice() % people.size())).orders();
        auto const today = clock.now().local_date(480);
        if (uids.size() < 12 || dice() % 7 == 0) {
            auto order = repair({all[dice() % all.size()]}, static_cast<std::int64_t>(dice() % 5 + 1));
            order.received_on = today;
            order.on_the_spot = dice() % 20 == 0;
            if (dice() % 15 == 0)
                order = orders.backfill(order, {"补", PartialDate{today.plus_days(-30)}, {}});
            else
                order = orders.log(order);
            uids.push_back(order.uid);
            link(order.uid, uuid(static_cast<int>(uids.size())), std::string(58, 'c') + std::to_string(100000 + uids.size()));
            (void)orders.remark(ledger->order(order.uid), "记录");
            continue;
        }
        auto const order = ledger->order(uids[dice() % uids.size()]);
        auto event = domain::order_events.at(dice() % domain::order_events.size());
        if (dice() % 3 != 0 && domain::is_open(order.state)) // mostly forward, or nothing would ever be closed
            event = domain::steps_to_close(order.state).front();
        if (dice() % 12 == 0)
            event = OrderEvent::merge;
        StepData data = site;
        data.crew = "路灯班";
        data.reason_code = event == OrderEvent::reopen ? "fault_again" : event == OrderEvent::give_back ? "wrong_unit" : event == OrderEvent::cancel ? "withdrawn" : "not_done";
        data.hold_kind = domain::hold_kinds.at(dice() % 4);
        data.resume_on = data.next_check = today.plus_days(5);
        data.approved = dice() % 2 == 0;
        data.target_uid = uids[dice() % uids.size()];
        if (event == OrderEvent::pass && dice() % 2)
            data.on = PartialDate{today.plus_days(-static_cast<int>(dice() % 4))};
        auto const sum = accepted(), held = links();
        auto const steps = order.steps.size();
        try {
            auto const after = orders.take(order, event, data);
            ++taken;
            merged += event == OrderEvent::merge ? 1 : 0;
            ASSERT_EQ(domain::next(order.state, event), after.state);
            if (event != OrderEvent::pass && event != OrderEvent::reopen) {
                ASSERT_EQ(accepted(), sum) << domain::key_of(event);
            }
            if (dice() % 6 == 0 && event != OrderEvent::merge && event != OrderEvent::split) {
                (void)orders.restore(order, after.row_version);
                auto const back = ledger->order(order.uid);
                ASSERT_EQ(back.state, order.state);
                ASSERT_EQ(accepted(), sum);
                ASSERT_EQ(back.steps.size(), steps + 1) << "taken back, not forgotten";
            } else if (event == OrderEvent::merge && dice() % 2 == 0) {
                (void)orders.unmerge(order.uid);
                ASSERT_EQ(ledger->order(order.uid).state, order.state);
            }
        } catch (Error const& e) {
            ASSERT_NE(e.kind(), Error::Kind::internal) << e.what();
            ASSERT_EQ(ledger->order(order.uid).row_version, order.row_version) << "refused changes nothing";
        }
        ASSERT_EQ(links(), held) << "no request, photo or remark is lost: " << domain::key_of(event);
    }
    EXPECT_GT(taken, 150);
    EXPECT_GT(merged, 2);
    expect_sound();
    std::vector<domain::RateOrder> rated;
    ledger->order_book().each_rate_order([&](domain::RateOrder order) { rated.push_back(std::move(order)); });
    EXPECT_EQ(rated.size(), asked("SELECT uid FROM work_order").size());
    if (test::on_server())
        return; // the query below is written for SQLite's dates
    for (auto const& [key, from, before] : {std::tuple{"2025Q2", "2025-04-01", "2025-07-01"}, std::tuple{"2025Q3", "2025-07-01", "2025-10-01"},
                                            std::tuple{"2025", "2025-01-01", "2026-01-01"}})
        EXPECT_EQ(told(domain::rates_of(rated, *domain::Period::parse(key), 480)), asked(rates_sql(from, before)).front()) << key;
    auto const year = domain::rates_of(rated, *domain::Period::parse("2025"), 480);
    EXPECT_GT(year.closing.denominator, 20) << told(year);
    EXPECT_GT(year.closing.numerator, 5) << told(year);
}
