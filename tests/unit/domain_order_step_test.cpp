// The rules of life_of_an_order: what a step lacks, who may take it, what it does.
#include "base/error.hpp"
#include "domain/order_relation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

using namespace taizhang;
using namespace taizhang::domain;
using testing::Contains;
using testing::IsEmpty;

namespace {

constexpr std::int64_t hour = 3'600'000;
constexpr int offset = 480;

Instant at(char const* iso) { return *Instant::parse_iso(iso); }

/// An order on four lamps and what is around it; the clock stands on Thursday 2025-11-20, 10:00 in Zuoyun.
struct Office {
    WorkCalendar calendar;
    StepContext context{{}, calendar, at("2025-11-20T02:00:00.000Z"), offset, "赵敏", Role::administrator, 0};
    WorkOrder order;

    Office()
    {
        order.uid = "order";
        order.number = "左住建工单〔2025〕0001号";
        order.road = "云新街";
        order.received_on = *Date::from_ymd(2025, 11, 20);
        order.limit = Limit{"dark", 2, Deadline::Clock::work_day};
        order.deadline = calendar.deadline(context.now, 2, Deadline::Clock::work_day, offset);
        OrderLine line;
        line.uid = "line";
        line.class_key = "streetlight";
        line.activity = "repair";
        line.unit = "盏";
        line.planned = Quantity::whole(4);
        for (auto const* lamp : {"a", "b", "c", "d"})
            line.assets.push_back({lamp});
        order.lines.push_back(line);
    }
    Office& do_(OrderEvent event, StepData data = {})
    {
        order = take(order, event, data, context);
        return *this;
    }
    void wait(std::int64_t millis) { context.now = Instant::from_millis(context.now.millis() + millis); }
    std::vector<std::string> missing(OrderEvent event, StepData const& data = {}) const
    {
        std::vector<std::string> fields;
        for (auto const& problem : missing_before(order, event, data, context)) {
            EXPECT_FALSE(problem.message.empty());
            fields.push_back(problem.field);
        }
        return fields;
    }
    OrderLine& line() { return order.lines.front(); }
};

StepData with(void (*fill)(StepData&))
{
    StepData data;
    fill(data);
    return data;
}
StepData crew() { return with([](StepData& d) { d.crew = "路灯班"; }); }
StepData result() { return with([](StepData& d) { d.result = "修好"; }); }
StepData site() { return with([](StepData& d) { d.check_method = "site"; }); }
StepData why() { return with([](StepData& d) { d.reason_code = "not_done"; }); }
StepData hold(HoldKind kind, bool approved)
{
    StepData data;
    data.hold_kind = kind;
    data.reason = "等灯头";
    data.resume_on = Date::from_ymd(2025, 12, 1);
    data.approved = approved;
    return data;
}

Office in_progress()
{
    Office office;
    office.do_(OrderEvent::submit).do_(OrderEvent::dispatch, crew()).do_(OrderEvent::accept);
    return office;
}

} // namespace

TEST(OrderStep, GoesTheWholeWayAndWritesEachStep)
{
    auto office = in_progress();
    office.do_(OrderEvent::finish, result()).do_(OrderEvent::pass, site());
    EXPECT_EQ(office.order.state, OrderState::closed);
    ASSERT_EQ(office.order.steps.size(), 5U);
    EXPECT_EQ(office.line().accepted, Quantity::whole(4));
    EXPECT_EQ(office.line().accepted_on->iso(), "2025-11-20");
    EXPECT_EQ(office.line().assets.front().status, "ACCEPTED");
    ASSERT_EQ(office.order.checks.size(), 1U);
    EXPECT_EQ(office.order.checks.front().method, "site");
}

TEST(OrderStep, ListsEverythingThatIsMissingAtOnceWithItsField)
{
    Office office;
    office.do_(OrderEvent::submit);
    office.order.deadline.reset();
    office.order.limit.reset();
    EXPECT_THAT(office.missing(OrderEvent::dispatch), testing::ElementsAre("crew", "deadline"));
    auto working = in_progress();
    EXPECT_THAT(working.missing(OrderEvent::hold), testing::ElementsAre("reason", "hold_kind", "resume_on"));
    working.line().planned.reset();
    working.line().assets.clear();
    EXPECT_THAT(working.missing(OrderEvent::finish), testing::ElementsAre("lines/line/quantity"));
    EXPECT_THAT(working.missing(OrderEvent::merge), testing::ElementsAre("target"));
    EXPECT_THAT(working.missing(OrderEvent::cancel), testing::ElementsAre("reason_code"));
    EXPECT_THROW(working.do_(OrderEvent::hold), Error) << "and is not taken without";
}

TEST(OrderStep, CountsWhatWasNotFound)
{
    auto office = in_progress();
    set_status(office.line(), {"b"}, "NOT_FOUND");
    EXPECT_EQ(proposed_done(office.line()), Quantity::whole(3));
    office.do_(OrderEvent::finish, result());
    EXPECT_EQ(office.line().done, Quantity::whole(3));
    auto const counts = counts_of(office.order, office.line());
    EXPECT_EQ(counts.linked, 4);
    EXPECT_EQ(counts.done, 3);
    EXPECT_EQ(counts.left_undone, 1);
    EXPECT_EQ(counts.claimed, Quantity::whole(3));
    office.do_(OrderEvent::pass, site());
    EXPECT_EQ(office.line().accepted, Quantity::whole(3));
    EXPECT_EQ(office.line().assets[1].status, "NOT_FOUND") << "nobody accepts what was not there";
}

TEST(OrderStep, AsksWhyMoreWasDoneThanCounted)
{
    auto office = in_progress();
    set_status(office.line(), {"b"}, "NOT_FOUND");
    StepData claims;
    claims.lines = {{"line", StatedQuantity{Quantity::whole(4), false, {}, {}}}};
    EXPECT_THAT(office.missing(OrderEvent::finish, claims), Contains("lines/line/quantity"));
    claims.result = "另在旁边修了一盏";
    EXPECT_THAT(office.missing(OrderEvent::finish, claims), IsEmpty());
}

TEST(OrderStep, ReworkKeepsTheDeadlineOfTheRatesAndSetsAnotherToWorkBy)
{
    auto office = in_progress();
    auto const deadline = office.order.deadline;
    office.do_(OrderEvent::finish, result());
    office.wait(30 * hour);
    auto again = why();
    again.assets = {"c"};
    office.do_(OrderEvent::fail, again);
    EXPECT_EQ(office.order.cycle, 1);
    EXPECT_EQ(office.order.deadline, deadline);
    ASSERT_TRUE(office.order.working_deadline);
    EXPECT_GT(*office.order.working_deadline, *deadline);
    EXPECT_EQ(office.line().assets[2].status, "REDO");
    EXPECT_EQ(office.line().assets[0].status, "DONE") << "only what was named is redone";
    EXPECT_FALSE(office.line().accepted);
}

TEST(OrderStep, AnApprovedHoldStopsTheClockAndAnAskedOneDoesNot)
{
    auto asked = in_progress(), approved = in_progress();
    auto const deadline = *asked.order.deadline; // Monday 24th, 18:00
    asked.do_(OrderEvent::hold, hold(HoldKind::material, false));
    approved.do_(OrderEvent::hold, hold(HoldKind::material, true));
    for (auto* office : {&asked, &approved})
        office->wait(7 * 24 * hour);
    EXPECT_TRUE(is_overdue(asked.order, asked.context.now));
    EXPECT_FALSE(is_overdue(approved.order, approved.context.now));
    asked.do_(OrderEvent::resume);
    approved.do_(OrderEvent::resume);
    EXPECT_EQ(asked.order.deadline, deadline);
    EXPECT_EQ(approved.order.deadline->local_minutes(offset), "2025-12-01 18:00") << "two work days are left again";
    EXPECT_EQ(approved.order.holds.back().until, approved.context.now);
    asked.do_(OrderEvent::hold, hold(HoldKind::weather, false));
    asked.do_(OrderEvent::hold);
    EXPECT_TRUE(asked.order.stopped_at) << "approved later";
    EXPECT_FALSE(why_not(asked.order, OrderEvent::hold, {}, asked.context).empty()) << "not twice";
}

TEST(OrderStep, IsExtendedBeforeItsDeadlineByTheOriginalLimitTwiceAtMost)
{
    StepData const reason = with([](StepData& d) { d.reason = "材料未到"; });
    auto office = in_progress();
    auto const first = *office.order.deadline;
    office.do_(OrderEvent::extend, reason);
    EXPECT_EQ(office.order.deadline, office.calendar.deadline(first, 2, Deadline::Clock::work_day, offset));
    EXPECT_EQ(office.order.original_deadline, first);
    office.do_(OrderEvent::extend, reason);
    EXPECT_THROW(office.do_(OrderEvent::extend, reason), Error) << "a third time";
    auto late = in_progress();
    late.wait(10 * 24 * hour);
    EXPECT_THROW(late.do_(OrderEvent::extend, reason), Error) << "after it has passed";
}

TEST(OrderStep, ManagersDecideWhatCostsOrLasts)
{
    auto office = in_progress();
    auto const now = office.context.now;
    EXPECT_EQ(role_for(office.order, OrderEvent::hold, hold(HoldKind::material, true), now), Role::dispatcher);
    EXPECT_EQ(role_for(office.order, OrderEvent::hold, hold(HoldKind::deferred, true), now), Role::manager);
    EXPECT_EQ(role_for(office.order, OrderEvent::hold, hold(HoldKind::deferred, false), now), Role::handler) << "asking is the crew's";
    EXPECT_EQ(role_for(office.order, OrderEvent::cancel, {}, now), Role::dispatcher);
    CostLine spent;
    spent.amount = Money::fen(100);
    office.order.costs = {spent};
    EXPECT_EQ(role_for(office.order, OrderEvent::cancel, {}, now), Role::manager);
    office.do_(OrderEvent::extend, with([](StepData& d) { d.reason = "下雨"; }));
    EXPECT_EQ(role_for(office.order, OrderEvent::extend, {}, now), Role::manager) << "the second time";
}

TEST(OrderStep, RolesBindOnlyWhereTheSettingSaysSo)
{
    auto office = in_progress();
    office.context.role = Role::registrar;
    EXPECT_TRUE(why_not(office.order, OrderEvent::finish, {}, office.context).empty()) << "three people do everything";
    office.context.options.roles_bind = true;
    EXPECT_FALSE(why_not(office.order, OrderEvent::finish, {}, office.context).empty());
    EXPECT_THAT(steps_offered(office.order, office.context), IsEmpty());
    office.context.role = Role::handler;
    EXPECT_THAT(steps_offered(office.order, office.context), testing::ElementsAre(OrderEvent::hold, OrderEvent::finish));
}

TEST(OrderStep, SettingsAskForAnotherVerifierPhotosAndCosts)
{
    auto office = in_progress();
    office.context.options = {false, true, true, true};
    EXPECT_THAT(office.missing(OrderEvent::finish, result()), testing::ElementsAre("photos", "costs"));
    office.context.photos_after = 1;
    office.order.costs.emplace_back();
    office.do_(OrderEvent::finish, result());
    EXPECT_THROW(office.do_(OrderEvent::pass, site()), Error);
    office.context.who = "李建国";
    office.do_(OrderEvent::pass, site());
    EXPECT_EQ(office.order.state, OrderState::closed);
}

TEST(OrderStep, ClosesInOneButtonAndCountsAgainstTheDeadlineThatStood)
{
    Office office;
    office.do_(OrderEvent::submit);
    auto const deadline = office.order.deadline;
    office.wait(10 * 24 * hour);
    auto const closed = close(office.order, result(), office.context);
    EXPECT_EQ(closed.state, OrderState::closed);
    EXPECT_EQ(closed.deadline, deadline) << "the dispatch taken along does not make it punctual";
    EXPECT_EQ(closed.steps.size(), 5U);
    office.context.options.other_verifier = true;
    EXPECT_THROW((void)close(office.order, result(), office.context), Error);
}

TEST(OrderStep, SeveralUnitsFinishBeforeTheOrderDoes)
{
    auto office = in_progress();
    office.order.tasks = {{"t", "燃气公司", "关阀配合", "", {}, false}};
    EXPECT_THAT(office.missing(OrderEvent::finish, result()), testing::ElementsAre("tasks/t"));
    office.order.tasks.front().done_on = office.context.today();
    EXPECT_THAT(office.missing(OrderEvent::finish, result()), IsEmpty());
}

TEST(OrderStep, ReopeningTakesTheQuantitiesBack)
{
    auto office = in_progress();
    office.do_(OrderEvent::finish, result()).do_(OrderEvent::pass, site());
    office.do_(OrderEvent::reopen, with([](StepData& d) { d.reason_code = "fault_again"; }));
    EXPECT_EQ(office.order.state, OrderState::in_progress);
    EXPECT_FALSE(office.line().accepted);
    EXPECT_FALSE(office.order.closed_on);
    EXPECT_EQ(office.order.cycle, 1);
    EXPECT_EQ(office.order.checks.size(), 1U) << "who had verified it stays known";
}

TEST(OrderSample, IsDrawnAgainFromItsSeed)
{
    std::vector<std::string> lamps;
    for (int i = 0; i < 540; ++i)
        lamps.push_back("lamp " + std::to_string(i));
    auto const drawn = sample_of(lamps, 20, 7);
    EXPECT_EQ(drawn.size(), 20U);
    auto shuffled = lamps;
    std::ranges::reverse(shuffled);
    EXPECT_EQ(sample_of(shuffled, 20, 7), drawn);
    EXPECT_NE(sample_of(lamps, 20, 8), drawn);
    EXPECT_EQ(sample_of(lamps, 1000, 7).size(), 540U);
}

TEST(OrderMerge, HandsRemarksAndWorkOverAndRefusesCircles)
{
    auto source = in_progress(), target = in_progress();
    target.order.uid = "target";
    target.line().uid = "other line";
    target.line().assets = {{"z"}};
    source.order.notes = {{"n", "赵敏", "又来电", at("2025-11-20T03:00:00.000Z")}};
    auto const both = merge(source.order, target.order, true, {}, source.context);
    EXPECT_EQ(both.source.state, OrderState::merged);
    EXPECT_EQ(both.source.merged_into_uid, "target");
    EXPECT_EQ(both.target.notes.size(), 1U);
    EXPECT_EQ(both.target.lines.size(), 2U);
    EXPECT_FALSE(why_not_merged(both.source, both.target, {}).empty()) << "merged already";
    EXPECT_FALSE(why_not_merged(both.target, both.source, {"target"}).empty()) << "a circle";
    EXPECT_FALSE(why_not_merged(target.order, target.order, {}).empty()) << "into itself";
    auto closed = in_progress();
    closed.do_(OrderEvent::finish, result()).do_(OrderEvent::pass, site());
    closed.order.uid = "closed";
    EXPECT_TRUE(why_not_merged(source.order, closed.order, {}).empty());
    auto const into_closed = merge(source.order, closed.order, true, {}, source.context);
    EXPECT_EQ(into_closed.target.lines.size(), 1U) << "a closed order gets the follow-up, not the work";
    EXPECT_EQ(into_closed.target.state, OrderState::closed);
}

TEST(OrderSplit, TheRestGoesToAChildAndNothingIsLostOrDoubled)
{
    auto office = in_progress();
    StepData rest;
    rest.reason = "两盏等配件";
    rest.assets = {"c", "d"};
    auto const parted = split(office.order, rest, office.context);
    EXPECT_EQ(parted.parent.lines.front().planned, Quantity::whole(2));
    EXPECT_EQ(parted.child.lines.front().planned, Quantity::whole(2));
    EXPECT_EQ(parted.parent.lines.front().assets.size(), 2U);
    EXPECT_EQ(parted.child.lines.front().assets.front().asset_uid, "c");
    EXPECT_EQ(parted.child.split_from_uid, "order");
    EXPECT_EQ(parted.child.state, OrderState::in_progress);
    rest.assets = {"a", "b", "c", "d"};
    EXPECT_THROW((void)split(office.order, rest, office.context), Error) << "something stays";
    StepData part;
    part.reason = "分两次";
    part.lines = {{"line", StatedQuantity{Quantity::whole(1), false, {}, {}}}};
    auto const by_number = split(office.order, part, office.context);
    EXPECT_EQ(by_number.parent.lines.front().planned, Quantity::whole(3));
    EXPECT_EQ(by_number.child.lines.front().planned, Quantity::whole(1));
}

namespace {

Quantity accepted_sum(WorkOrder const& order)
{
    auto sum = Quantity::whole(0);
    for (auto const& line : order.lines)
        if (line.accepted && line.accepted_on)
            sum = sum + *line.accepted;
    return sum;
}

StepData anything(std::mt19937& dice)
{
    auto const coin = [&] { return dice() % 3 != 0; };
    StepData data;
    if (coin())
        data.reason = "因为";
    if (coin())
        data.reason_code = std::array{"no_fault", "not_done", "fault_again", "wrong_unit", "withdrawn"}.at(dice() % 5);
    if (coin())
        data.crew = "路灯班";
    if (coin())
        data.hold_kind = hold_kinds.at(dice() % hold_kinds.size());
    if (coin())
        data.resume_on = Date::from_ymd(2025, 12, 5);
    data.approved = coin();
    if (coin())
        data.check_method = "site";
    if (coin())
        data.next_check = Date::from_ymd(2025, 12, 5);
    if (dice() % 4 == 0)
        data.lines = {{"line", StatedQuantity{Quantity::whole(static_cast<std::int64_t>(dice() % 5)), false, {}, {}}}};
    return data;
}

} // namespace

TEST(OrderProperty, RandomWalksNeverLeaveTheTableNorMoveAcceptedSumsElsewhere)
{
    std::mt19937 dice{20251120};
    int taken = 0, refused = 0, accepted = 0;
    for (int walk = 0; walk < 300; ++walk) {
        Office office;
        for (int i = 0; i < 40; ++i) {
            auto event = order_events.at(dice() % order_events.size());
            if (dice() % 2 == 0 && is_open(office.order.state)) // else few walks would ever reach the end
                event = steps_to_close(office.order.state).front();
            if (event == OrderEvent::merge || event == OrderEvent::split)
                continue; // two orders: below and against the database
            if (dice() % 5 == 0 && !office.line().assets.empty() && is_open(office.order.state))
                set_status(office.line(), {"b"}, dice() % 2 ? "NOT_FOUND" : "DONE");
            auto const before = office.order;
            try {
                office.do_(event, anything(dice));
            } catch (Error const& e) {
                ++refused;
                EXPECT_FALSE(e.message().empty());
                ASSERT_EQ(office.order.state, before.state);
                ASSERT_EQ(office.order.steps, before.steps) << "a refused step changes nothing";
                continue;
            }
            ++taken;
            ASSERT_EQ(next(before.state, event), office.order.state) << key_of(before.state) << ' ' << key_of(event);
            ASSERT_EQ(office.order.steps.size(), before.steps.size() + 1);
            if (event == OrderEvent::pass)
                ++accepted;
            else if (event == OrderEvent::reopen)
                EXPECT_EQ(accepted_sum(office.order), Quantity::whole(0));
            else
                ASSERT_EQ(accepted_sum(office.order), accepted_sum(before)) << key_of(event);
            for (auto const& asset : office.line().assets)
                ASSERT_THAT(asset_statuses, Contains(asset.status));
            office.wait(static_cast<std::int64_t>(dice() % 20) * hour);
        }
    }
    EXPECT_GT(taken, 1000);
    EXPECT_GT(refused, 1000);
    EXPECT_GT(accepted, 50) << "the walks reach the end often enough to mean something";
}

TEST(OrderTableOfSteps, EveryRowSaysWhoAndEveryStateIsReached)
{
    for (auto const state : order_states) {
        bool reached = state == OrderState::draft;
        for (auto const& t : life_of_an_order)
            reached = reached || t.to == state;
        EXPECT_TRUE(reached) << key_of(state);
    }
    for (auto const& t : life_of_an_order) {
        EXPECT_NE(t.from, OrderState::cancelled);
        EXPECT_NE(t.from, OrderState::merged);
        EXPECT_EQ(transition(t.from, t.on), &t) << "one row for a state and an event";
        EXPECT_EQ(t.data.has(Datum::reason_code), !reasons(t.on).empty() && t.from != OrderState::draft) << key_of(t.on);
    }
}
