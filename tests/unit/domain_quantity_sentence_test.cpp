#include "domain/quantity_sentence.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace taizhang;
using namespace taizhang::domain;

namespace {

std::string told(ProposedLine const& proposed)
{
    auto const& l = proposed.line;
    return l.class_key + '/' + l.activity + '/' + l.item + '/' + (l.approximate ? "~" : "") + l.planned->text() + l.unit +
           (l.road.empty() ? "" : '@' + l.road);
}

std::vector<std::string> lines_of(std::string const& text)
{
    static auto const catalog = Catalog::shipped();
    std::vector<std::string> lines;
    auto const sentence = understand_sentence(catalog, text);
    for (auto const& line : sentence.lines)
        lines.push_back(told(line));
    for (auto const& clause : sentence.not_understood)
        lines.push_back("? " + clause);
    return lines;
}

} // namespace

TEST(QuantitySentence, TheQuartersSentenceGivesThreeLines)
{
    EXPECT_THAT(lines_of("本季维修路灯540盏、更换灯笼640个、清掏雨水箅子1050个"),
                testing::ElementsAre("streetlight/repair//540盏", "landscape_light/replace/灯笼/640个", "rain_inlet/clean/雨水箅子/1050个"));
}

TEST(QuantitySentence, WritesOfTheTradeAreUnderstood)
{
    EXPECT_THAT(lines_of("云新街更换立式雨水收水道约95套"), testing::ElementsAre("rain_inlet/replace/立式雨水收水道/~95套@云新街"));
    EXPECT_THAT(lines_of("清疏雨水口1,050座；抢修路灯3盏。"), testing::ElementsAre("rain_inlet/clean//1050座", "streetlight/repair//3盏"));
    EXPECT_THAT(lines_of("维修路灯12盏，灯杆3基"), testing::ElementsAre("streetlight/repair//12盏", "streetlight/repair/灯杆/3基"))
        << "a clause without an activity takes the one before";
}

TEST(QuantitySentence, WhatIsNotUnderstoodIsSaidAndPlainWordsAreNoSentence)
{
    EXPECT_THAT(lines_of("培训人员30人次"), testing::ElementsAre("? 培训人员30人次"));
    EXPECT_THAT(lines_of("路灯不亮，周一起"), testing::IsEmpty());
    EXPECT_THAT(lines_of(""), testing::IsEmpty());
}
