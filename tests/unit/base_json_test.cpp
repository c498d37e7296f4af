#include "base/error.hpp"
#include "base/json.hpp"
#include "base/translator.hpp"

#include <gtest/gtest.h>

using namespace taizhang;

TEST(Json, KeepsOrderAndInt64)
{
    auto const text = R"({"z":9007199254740993,"a":[1,2.5,null,true],"名":"路灯\n"})";
    EXPECT_EQ(Json::parse(text).dump(), text);
    EXPECT_EQ(Json::parse(text)["z"].as_integer(), 9007199254740993);
}

TEST(Json, SaysWhereTheTextIsBroken)
{
    try {
        (void)Json::parse("{\n  \"a\": ]}");
        FAIL();
    } catch (Error const& e) {
        EXPECT_EQ(e.kind(), Error::Kind::invalid_input);
        EXPECT_EQ(Translator{Language::en}(e.where()), "line 2, column 8");
    }
}

TEST(Json, RefusesEndlessNesting)
{
    EXPECT_THROW((void)Json::parse(std::string(100'000, '[')), Error);
}

TEST(Json, MembersAreFoundReplacedAndErased)
{
    auto object = Json::object({{"a", 1}});
    object.set("b", "two");
    object.set("a", 3);
    EXPECT_EQ(object["a"].as_integer(), 3);
    EXPECT_TRUE(object["none"].is_null());
    EXPECT_THROW((void)object.at("none"), Error);
    EXPECT_THROW((void)object.text("a"), Error);
    object.erase("a");
    EXPECT_EQ(object.dump(), R"({"b":"two"})");
}
