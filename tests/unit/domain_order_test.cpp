#include "base/error.hpp"
#include "domain/order.hpp"

#include <gtest/gtest.h>

using namespace taizhang;
using namespace taizhang::domain;

TEST(OrderLife, ClosesInOneButtonFromEveryOpenState)
{
    for (auto const state : {OrderState::draft, OrderState::pending, OrderState::assigned, OrderState::in_progress,
                             OrderState::on_hold, OrderState::handled}) {
        auto at = state;
        for (auto const step : steps_to_close(state)) {
            auto const to = next(at, step);
            ASSERT_TRUE(to) << key_of(at) << " cannot " << key_of(step);
            at = *to;
        }
        EXPECT_EQ(at, OrderState::closed) << key_of(state);
    }
    EXPECT_EQ(steps_to_close(OrderState::draft).size(), 5U);
    EXPECT_TRUE(steps_to_close(OrderState::cancelled).empty());
}

TEST(OrderNumber, HasALongFormForPaperAndAShortOneForTalking)
{
    auto const number = order_number("左住建工单〔{year}〕{serial}号", 2025, 12);
    EXPECT_EQ(number, "左住建工单〔2025〕0012号");
    EXPECT_EQ(short_number(number), "2025-0012");
    EXPECT_EQ(short_number(order_number("{year}-{serial}", 2025, 12345)), "2025-12345");
}

TEST(OrderCheck, ListsEverythingThatIsMissingAtOnce)
{
    auto const catalog = Catalog::shipped();
    WorkOrder order;
    order.lines.emplace_back();
    auto const problems = check(catalog, order);
    EXPECT_EQ(problems.size(), 4U) << "class, activity, unit, place";
    order.lines[0].class_key = "streetlight";
    order.lines[0].activity = "repair";
    order.lines[0].unit = "盏";
    order.road = "云新街";
    EXPECT_TRUE(check(catalog, order).empty());
}

TEST(OrderJson, GivesBackWhatWasWritten)
{
    auto const catalog = Catalog::shipped();
    auto const text = Json::parse(R"({"uid":"u","state":"closed","road":"云新街","received_on":"2025-07-01",
        "deadline":"2025-07-02T10:00:00.000Z","closed_on":"2025-07","backfill":true,
        "lines":[{"class":"rain_inlet","activity":"replace","item":"立式雨水收水道","accepted":95,"unit":"套",
                  "approximate":true,"places":["兴隆街"],"accepted_on":"2025-07","assets":[{"uid":"a","status":"ACCEPTED"}]}],
        "costs":[{"kind":"material","item":"箅子","quantity":2.5,"unit_price_fen":1000,"amount_fen":2500}],
        "steps":[{"event":"submit","from":"draft","to":"pending","who":"赵敏","at":"2025-07-01T01:00:00.000Z"}]})");
    auto const order = order_from_json(catalog, text);
    auto const again = order_from_json(catalog, to_json(catalog, order));
    EXPECT_EQ(to_json(catalog, again).dump(), to_json(catalog, order).dump());
    EXPECT_EQ(again.lines.at(0).accepted, Quantity::whole(95));
    EXPECT_EQ(again.lines.at(0).accepted_on->iso(), "2025-07");
    EXPECT_THROW((void)order_from_json(catalog, Json::parse(R"({"state":"lost"})")), Error);
}
