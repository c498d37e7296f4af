// An order's whole life at the console.
#include "console.hpp"

#include "base/text.hpp"

#include <gmock/gmock.h>

using namespace cli;
using taizhang::Json;
using testing::HasSubstr;

namespace {

struct Bureau {
    Folder folder;
    std::string ledger = fresh_in(folder);

    explicit Bureau(int lights = 4)
    {
        write(folder / "lights.csv", csv_of_lights(lights));
        (void)ask({"import", ledger, folder / "lights.csv", "--class", "streetlight"});
    }
    Json order(std::vector<std::string> const& more = {})
    {
        std::vector<std::string> words{"order", "new", ledger, "--activity", "repair", "--date", "2025-08-01"};
        words.insert(words.end(), more.begin(), more.end());
        if (more.empty() || more.front() != "--asset")
            words.insert(words.end(), {"--asset", "LD-1", "--asset", "LD-2"});
        return ask(words);
    }
    Json step(Json const& order, std::vector<std::string> const& words)
    {
        std::vector<std::string> all{"order", "move", ledger, order.text("uid")};
        all.insert(all.end(), words.begin(), words.end());
        return ask(all);
    }
};

} // namespace

TEST(OrderSteps, GoFromTheCallToTheClosedOrderWithReworkBetween)
{
    Bureau bureau;
    auto const order = bureau.order();
    EXPECT_EQ(bureau.step(order, {"dispatch", "--crew", "路灯班", "--condition", "leaning"}).text("state"), "assigned");
    auto const shown = ask({"order", "show", bureau.ledger, order.text("uid")});
    EXPECT_EQ(shown["limit"].text("condition"), "leaning");
    EXPECT_EQ(shown.text("original_deadline"), shown.text("deadline"));
    (void)bureau.step(order, {"accept"});
    EXPECT_EQ(ctl({"order", "hold", bureau.ledger, order.text("uid"), "--kind", "material", "--reason", "等灯头", "--until", "2099-01-01"}).status, 1)
        << "a hold lasts a year at most";
    (void)bureau.step(order, {"finish", "--result", "修好"});
    auto const failed = ask({"order", "verify", bureau.ledger, order.text("uid"), "fail", "--reason-code", "not_done", "--asset", "LD-2"});
    EXPECT_EQ(failed.text("state"), "in_progress");
    EXPECT_EQ(failed["cycle"].as_integer(), 1);
    (void)bureau.step(order, {"finish", "--result", "修好"});
    auto const passed = ask({"order", "verify", bureau.ledger, order.text("uid"), "pass", "--sample", "1", "--seed", "5"});
    EXPECT_EQ(passed.text("state"), "closed");
    EXPECT_EQ(passed["checks"].items().back().text("method"), "sample");
    EXPECT_EQ(passed["checks"].items().back()["sample"].items().size(), 1U);
    EXPECT_EQ(ask({"order", "reopen", bureau.ledger, order.text("uid"), "--reason-code", "fault_again"}).text("state"), "in_progress");
    EXPECT_EQ(ask({"order", "cancel", bureau.ledger, order.text("uid"), "--reason-code", "withdrawn"}).text("state"), "cancelled");
}

TEST(OrderSteps, SayEverythingThatIsMissingAtOnce)
{
    Bureau bureau;
    auto const order = bureau.order();
    auto const refused = ctl({"order", "move", bureau.ledger, order.text("uid"), "accept", "--lang", "en"});
    EXPECT_EQ(refused.status, 1);
    EXPECT_THAT(refused.err, HasSubstr("state does not allow"));
    (void)bureau.step(order, {"dispatch", "--crew", "路灯班"});
    (void)bureau.step(order, {"accept"});
    auto const missing = ctl({"order", "hold", bureau.ledger, order.text("uid"), "--lang", "en"});
    EXPECT_EQ(missing.status, 1);
    EXPECT_THAT(missing.err, HasSubstr("Write why."));
    EXPECT_THAT(missing.err, HasSubstr("Say what it waits for."));
    EXPECT_THAT(missing.err, HasSubstr("Say when work will probably go on."));
}

TEST(OrderSteps, AreTakenWithManyAndTheRefusedAreListed)
{
    Bureau bureau;
    auto const one = bureau.order({"--asset", "LD-1"}), two = bureau.order({"--asset", "LD-2"}), three = bureau.order({"--asset", "LD-3"});
    (void)bureau.step(three, {"dispatch", "--crew", "路灯班"});
    auto const run = ctl({"order", "move", bureau.ledger, one.text("uid"), "dispatch", two.text("uid"), three.text("uid"), "--crew", "排水班", "--json"});
    EXPECT_EQ(run.status, 1) << "one was refused";
    auto const result = Json::parse(run.out);
    EXPECT_EQ(result["done"].items().size(), 2U);
    ASSERT_EQ(result["refused"].items().size(), 1U);
    EXPECT_EQ(result["refused"].items().front().text("number"), three.text("number"));
    EXPECT_EQ(ask({"order", "show", bureau.ledger, two.text("uid")}).text("crew"), "排水班");
}

TEST(OrderSteps, MergeAndTakeItBack)
{
    Bureau bureau;
    auto const one = bureau.order({"--asset", "LD-1"}), two = bureau.order({"--asset", "LD-2"});
    EXPECT_EQ(ask({"order", "merge", bureau.ledger, one.text("uid"), "--into", two.text("uid")}).text("merged_into"), two.text("uid"));
    EXPECT_EQ(ask({"order", "show", bureau.ledger, two.text("uid")})["lines"].items().size(), 2U);
    EXPECT_EQ(ask({"order", "merge", bureau.ledger, one.text("uid"), "--undo"}).text("state"), "pending");
    EXPECT_EQ(ask({"order", "show", bureau.ledger, two.text("uid")})["lines"].items().size(), 1U);
}

TEST(OrderSteps, FacilitiesNotFoundLowerTheCountAndTheRestIsSplitOff)
{
    Bureau bureau;
    auto const order = bureau.order({"--asset", "LD-1", "--asset", "LD-2", "--asset", "LD-3", "--asset", "LD-4"});
    (void)bureau.step(order, {"dispatch", "--crew", "路灯班"});
    (void)bureau.step(order, {"accept"});
    (void)ask({"order", "edit", bureau.ledger, order.text("uid"), "--mark", "NOT_FOUND", "--asset", "LD-2", "--note", "杆号不对"});
    auto const parted = ask({"order", "split", bureau.ledger, order.text("uid"), "--asset", "LD-4", "--reason", "等配件"});
    EXPECT_EQ(parted["child"]["lines"].items().front()["planned"].as_integer(), 1);
    auto const finished = bureau.step(order, {"finish", "--result", "修好"});
    EXPECT_EQ(finished["lines"].items().front()["done"].as_integer(), 2);
    EXPECT_EQ(finished["notes"].items().size(), 1U);
}

TEST(OrderSteps, CostsAreEditedAsTheRecordIsPrintedAndMaterialAddsUp)
{
    Bureau bureau;
    auto const order = bureau.order({"--asset", "LD-1"});
    auto const costs = Json::parse(R"({"costs":[{"kind":"material","item":"灯头","quantity":2,"unit":"个","unit_price_fen":3550,"amount_fen":7100}]})");
    (void)ask({"order", "edit", bureau.ledger, order.text("uid"), "--from-json", "-"}, {.in = costs.dump()});
    (void)ask({"order", "close", bureau.ledger, order.text("uid"), "--date", "2025-08-03", "--result", "修好"});
    auto const used = ask({"order", "materials", bureau.ledger, "2025Q3"});
    ASSERT_EQ(used["materials"].items().size(), 1U);
    EXPECT_EQ(used["materials"].items().front()["amount_fen"].as_integer(), 7100);
    auto const rates = ask({"order", "rates", bureau.ledger, "2025"});
    EXPECT_EQ(rates["rework"]["denominator"].as_integer(), 1);
    EXPECT_TRUE(ask({"order", "rates", bureau.ledger, "2020"})["closing"]["percent"].is_null()) << "nothing due: no rate";
}

TEST(OrderSteps, ASentenceMakesTheLines)
{
    Bureau bureau;
    auto const order = ask({"order", "new", bureau.ledger, "--sentence", "本季维修路灯540盏、更换灯笼640个、清掏雨水箅子1050个", "--place", "城区", "--date", "2025-08-01"});
    ASSERT_EQ(order["lines"].items().size(), 3U);
    EXPECT_EQ(order["lines"].items()[1]["planned"].as_integer(), 640);
    EXPECT_EQ(ctl({"order", "new", bureau.ledger, "--sentence", "培训人员30人次", "--place", "x"}).status, 1);
}

TEST(OrderSteps, ADraftMayBeIncompleteAndAPatrolsOwnRepairIsDoneAtOnce)
{
    Bureau bureau;
    EXPECT_EQ(bureau.order({"--asset", "LD-1", "--draft"}).text("state"), "draft");
    auto const spot = bureau.order({"--asset", "LD-2", "--on-the-spot", "--result", "拧紧"});
    EXPECT_EQ(spot.text("state"), "closed");
    EXPECT_TRUE(spot["on_the_spot"].as_bool());
}
