// A repair is logged, closed, and the figure moves.
#include "console.hpp"

#include "base/text.hpp"

#include <gmock/gmock.h>

using namespace cli;
using taizhang::Json;
using testing::HasSubstr;

namespace {

double repaired_lights(std::string const& ledger, Folder const& folder)
{
    auto const file = folder / "figures.json";
    EXPECT_EQ(ctl({"report", ledger, "quarterly", "2025Q3", "-o", file}).status, 0);
    for (auto const& figure : Json::parse(read(file))["figures"].items())
        if (figure.text("class") == "streetlight" && figure.text("activity") == "repair" &&
            figure.text("unit") == "套" && !figure["quantity"].is_null())
            return figure["quantity"].as_number();
    return 0;
}

std::string ledger_with_lights(Folder const& folder)
{
    auto ledger = fresh_in(folder);
    write(folder / "lights.csv", csv_of_lights(10));
    (void)ask({"import", ledger, folder / "lights.csv", "--class", "streetlight"});
    return ledger;
}

} // namespace

TEST(Order, LoggedAndClosedMovesTheFigure)
{
    Folder const folder;
    auto const ledger = sample_in(folder);
    auto const before = repaired_lights(ledger, folder);
    auto const order = ask({"order",      "new",           ledger,
                            "--class",    "streetlight",   "--activity",
                            "repair",     "--quantity",    "7",
                            "--item",     "路灯",          "--unit",
                            "套",         "--road",        "云新街",
                            "--place",    "云新街",        "--date",
                            "2025-08-01", "--description", "several lamps are dark"});
    EXPECT_EQ(order.text("state"), "pending");
    EXPECT_EQ(repaired_lights(ledger, folder), before) << "an open order is no figure";
    auto const number = order.text("number");
    auto const closed =
        ask({"order", "close", ledger, order.text("uid"), "--date", "2025-08-03", "--result", "repaired"});
    EXPECT_EQ(closed.text("state"), "closed");
    EXPECT_EQ(closed.text("number"), number);
    EXPECT_EQ(repaired_lights(ledger, folder), before + 7);
    EXPECT_EQ(ctl({"order", "close", ledger, order.text("uid")}).status, 1) << "closed twice";
}

TEST(Order, BelongsToTheDayItWasAcceptedNotToTheDayOfTyping)
{
    Folder const folder;
    auto const ledger = sample_in(folder);
    auto const before = repaired_lights(ledger, folder);
    auto const order = ask({"order", "new", ledger, "--class", "streetlight", "--activity", "repair", "--quantity", "7",
                            "--item", "路灯", "--place", "云新街", "--date", "2025-09-29"});
    (void)ask({"order", "close", ledger, order.text("uid"), "--date", "2025-10-01", "--result", "ok"});
    EXPECT_EQ(repaired_lights(ledger, folder), before);
}

TEST(Order, IsAboutFacilitiesByTheirCodes)
{
    Folder const folder;
    auto const ledger = ledger_with_lights(folder);
    auto const order = ask(
        {"order", "new", ledger, "--asset", "LD-1", "--asset", "LD-2", "--activity", "维修", "--date", "2025-08-01"});
    ASSERT_EQ(order["lines"].items().size(), 1U);
    auto const& line = order["lines"].items().front();
    EXPECT_EQ(line.text("class"), "streetlight");
    EXPECT_EQ(line["assets"].items().size(), 2U);
    auto const list = ask({"order", "list", ledger, "--asset", "LD-2", "--state", "open"});
    ASSERT_EQ(list["orders"].items().size(), 1U);
    EXPECT_EQ(list["orders"].items().front().text("uid"), order.text("uid"));
    EXPECT_TRUE(ask({"order", "list", ledger, "--asset", "LD-3"})["orders"].items().empty());
}

TEST(Order, CanBeLoggedAsDoneInOneStep)
{
    Folder const folder;
    auto const ledger = ledger_with_lights(folder);
    auto const order = ask({"order", "new", ledger, "--asset", "LD-1", "--activity", "repair", "--unit", "套", "--date",
                            "2025-08-01", "--close", "--result", "new lamp"});
    EXPECT_EQ(order.text("state"), "closed");
    EXPECT_EQ(repaired_lights(ledger, folder), 1);
}

TEST(Order, IsReadAsItIsPrinted)
{
    Folder const folder;
    auto const ledger = ledger_with_lights(folder);
    auto printed = ask({"order", "new", ledger, "--asset", "LD-1", "--activity", "repair", "--date", "2025-08-01",
                        "--description", "dark"});
    printed.erase("uid");
    auto lines = Json::array();
    for (auto line : printed["lines"].items()) {
        line.erase("uid");
        lines.push(line);
    }
    printed.set("lines", lines);
    auto const again = ask({"order", "new", ledger, "--from-json", "-"}, {.in = printed.dump()});
    EXPECT_NE(again.text("number"), printed.text("number"));
    EXPECT_EQ(again.text("description"), "dark");
    EXPECT_EQ(again["lines"].items().front().text("activity"), "repair");
    EXPECT_EQ(ask({"order", "list", ledger})["orders"].items().size(), 2U);
}

TEST(Order, TheShortNumberFindsIt)
{
    Folder const folder;
    auto const ledger = ledger_with_lights(folder);
    auto const order = ask({"order", "new", ledger, "--asset", "LD-1", "--activity", "repair", "--date", "2025-08-01"});
    EXPECT_EQ(ask({"order", "show", ledger, "2025-0001"}).text("uid"), order.text("uid"));
    EXPECT_EQ(ctl({"order", "show", ledger, "2025-0002"}).status, 1);
}

TEST(Order, AQuantityInAnotherUnitIsTurnedIntoTheLinesOrRefused)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    auto const order = ask({"order", "new", ledger, "--class", "lighting_cable", "--activity", "repair", "--quantity",
                            "300", "--unit", "米", "--road", "云新街", "--place", "云新街", "--date", "2025-08-01"});
    auto const wrong = ctl({"order", "close", ledger, order.text("uid"), "--quantity", "3套", "--date", "2025-08-02",
                            "--result", "ok", "--json", "--lang", "en"});
    EXPECT_EQ(wrong.status, 1);
    EXPECT_THAT(wrong.error("what"), HasSubstr("套"));
    auto const closed = ask({"order", "close", ledger, order.text("uid"), "--quantity", "0.25公里", "--date",
                             "2025-08-02", "--result", "ok"});
    EXPECT_EQ(closed["lines"].items().front()["accepted"].as_number(), 250);
}

TEST(Order, WithoutPlaceActivityOrClassIsRefusedInWords)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    struct Case {
        Words words;
        int status;
    };
    for (auto const& [words, status] : {
             Case{{"--activity", "repair"}, 2},
             Case{{"--class", "streetlight", "--place", "x"}, 2},
             Case{{"--class", "streetlamp", "--activity", "repair", "--place", "x"}, 1},
             Case{{"--class", "streetlight", "--activity", "polish", "--place", "x"}, 1},
             Case{{"--class", "streetlight", "--activity", "repair", "--place", "x", "--unit", "furlong"}, 1},
             Case{{"--class", "streetlight", "--activity", "repair", "--place", "x", "--quantity", "lots!"}, 2},
             Case{{"--class", "streetlight", "--activity", "repair", "--place", "x", "--date", "yesterday"}, 2},
             Case{{"--asset", "LD-404", "--activity", "repair"}, 1},
         }) {
        Words all{"order", "new", ledger, "--json", "--lang", "en"};
        all.insert(all.end(), words.begin(), words.end());
        auto const answer = ctl(all);
        EXPECT_EQ(answer.status, status) << taizhang::joined(words, " ") << answer.err;
        EXPECT_FALSE(answer.error("what").empty());
    }
    EXPECT_TRUE(ask({"order", "list", ledger})["orders"].items().empty());
}

TEST(Asset, IsAddedChangedAndRemoved)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    auto const added = ask({"asset", "add", ledger, "--class", "manhole", "--code", "JG-1", "--road", "云川路", "--at",
                            "112.701,40.011", "--from-json", "-"},
                           {.in = "{}"});
    EXPECT_EQ(added.text("code"), "JG-1");
    auto const edited = ask({"asset", "edit", ledger, "JG-1", "--state", "damaged"});
    EXPECT_EQ(edited.text("uid"), added.text("uid"));
    EXPECT_EQ(edited["row_version"].as_integer(), added["row_version"].as_integer() + 1);
    auto const removed = ask({"asset", "remove", ledger, "JG-1", "--date", "2025-08-01"});
    EXPECT_EQ(removed.text("phase"), "removed");
    EXPECT_EQ(ask({"asset", "remove", ledger, "JG-1", "--erase"}).text("erased"), added.text("uid"));
    EXPECT_EQ(ctl({"asset", "show", ledger, "JG-1"}).status, 1);
}

TEST(Asset, AnEditOfAnOldVersionLosesNeither)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    auto mine = ask({"asset", "add", ledger, "--class", "manhole", "--code", "JG-1", "--at", "112.701,40.011"});
    (void)ask({"asset", "edit", ledger, "JG-1", "--note", "theirs"});
    mine.set("note", "mine");
    auto const answer = ctl({"asset", "edit", ledger, "JG-1", "--from-json", "-", "--json"}, {.in = mine.dump()});
    EXPECT_EQ(answer.status, 1);
    EXPECT_EQ(answer.error("kind"), "conflict");
    EXPECT_EQ(ask({"asset", "show", ledger, "JG-1"}).text("note"), "theirs");
}

TEST(Asset, InUseIsNotErased)
{
    Folder const folder;
    auto const ledger = ledger_with_lights(folder);
    (void)ask({"order", "new", ledger, "--asset", "LD-1", "--activity", "repair", "--date", "2025-08-01"});
    auto const answer = ctl({"asset", "remove", ledger, "LD-1", "--erase", "--json"});
    EXPECT_EQ(answer.status, 1);
    EXPECT_EQ(answer.error("kind"), "refused");
}
