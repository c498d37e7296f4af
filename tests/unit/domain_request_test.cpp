#include "domain/request.hpp"

#include <gtest/gtest.h>

#include <set>

using namespace taizhang;
using namespace taizhang::domain;

namespace {

TEST(LifeOfARequest, ReachesEveryStateFromTheFirst)
{
    std::set<RequestState> reached{RequestState::fresh};
    for (std::size_t size = 0; size != reached.size();) {
        size = reached.size();
        for (auto const& t : life_of_a_request)
            if (reached.contains(t.from))
                reached.insert(t.to);
    }
    EXPECT_EQ(reached.size(), request_states.size());
}

TEST(LifeOfARequest, SettlesNothingThatWasNotAnswered)
{
    for (auto const& t : life_of_a_request)
        if (t.to == RequestState::closed) {
            EXPECT_EQ(t.from, RequestState::answered);
        }
}

TEST(LifeOfARequest, HasEachStepOnlyOnceAState)
{
    std::set<std::pair<RequestState, RequestEvent>> seen;
    for (auto const& t : life_of_a_request)
        EXPECT_TRUE(seen.insert({t.from, t.on}).second) << key_of(t.from) << ' ' << key_of(t.on);
}

TEST(LifeOfARequest, IsReadBackFromItsKeys)
{
    for (auto const state : request_states)
        EXPECT_EQ(request_state_from(key_of(state)), state);
    for (auto const event : request_events)
        EXPECT_EQ(request_event_from(key_of(event)), event);
    EXPECT_FALSE(request_state_from("open"));
}

TEST(CallersPhone, IsRecognisableButCannotBeCalled)
{
    struct Row {
        char const *phone, *masked;
    };
    for (auto const& [phone, masked] : {Row{"13812345678", "138****5678"}, {"0352-1234567", "035*-***4567"}, {"7654321", "76***21"},
                                        {"12345", "****5"}, {"1", "*"}, {"", ""}})
        EXPECT_EQ(masked_phone(phone), masked);
}

TEST(RequestNumber, IsToldFromAnOrdersNumber)
{
    EXPECT_EQ(request_pattern("左住建工单〔{year}〕{serial}号"), "左住建受理〔{year}〕{serial}号");
    EXPECT_EQ(request_pattern("{year}-{serial}"), "受理{year}-{serial}");
    EXPECT_EQ(short_request_number("左住建受理〔2025〕0012号"), "R2025-0012");
}

} // namespace
