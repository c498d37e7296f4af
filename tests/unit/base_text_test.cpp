#include "base/error.hpp"
#include "base/text.hpp"
#include "base/translator.hpp"

#include <gtest/gtest.h>

using namespace taizhang;

TEST(Text, FoldsFullWidthCaseAndBlanksAway)
{
    EXPECT_EQ(folded(" ＬＤ－００１ Ab　c"), "ld-001abc");
    EXPECT_EQ(folded_header("功率（W）"), "功率");
    EXPECT_EQ(folded_header("Road_Name [m]"), "roadname");
}

TEST(Text, GivesPinyinInitials)
{
    EXPECT_EQ(pinyin_initials("云新街"), "yxj");
    EXPECT_EQ(pinyin_initials("左卫大道 LD-01"), "zwddld01");
}

TEST(Text, SortsChineseByPinyin)
{
    EXPECT_LT(sort_key("白羊大街"), sort_key("林河路"));
    EXPECT_LT(sort_key("林河路"), sort_key("云川路"));
    EXPECT_NE(sort_key("云"), sort_key("匀"));
}

TEST(Text, TrimsIdeographicSpaceAndByteOrderMark)
{
    EXPECT_EQ(trimmed("\xEF\xBB\xBF　 路灯\t　"), "路灯");
    EXPECT_EQ(trimmed("　"), "");
}

TEST(Text, KnowsBrokenUtf8)
{
    EXPECT_TRUE(is_utf8("维修垚"));
    EXPECT_FALSE(is_utf8("\xCE\xAC\xD0"));
    EXPECT_FALSE(is_utf8("\xE7\xBB"));
}

TEST(Text, PrintsDecimalsWithoutTrailingZeros)
{
    EXPECT_EQ(decimal(1.470, 3), "1.47");
    EXPECT_EQ(decimal(2000.0, 2), "2000");
    EXPECT_EQ(decimal(-0.0001, 2), "0");
}

TEST(Translator, SpeaksTwoLanguagesAtOnce)
{
    Translator const zh{Language::zh}, en{Language::en};
    auto const text = tr("line {0}, column {1}", 3, 14);
    EXPECT_EQ(zh(text), "第 3 行第 14 列");
    EXPECT_EQ(en(text), "line 3, column 14");
}

TEST(Translator, TranslatesSentencesInsideSentencesButNotData)
{
    Translator const zh{Language::zh};
    auto const inner = tr("This is not valid JSON.");
    EXPECT_EQ(zh(tr("The file was not written: {0}", inner)), "文件没有写出：这不是有效的 JSON。");
    EXPECT_EQ(zh(tr("The file was not written: {0}", "This is not valid JSON.")), "文件没有写出：This is not valid JSON.");
    EXPECT_EQ(zh(Text::verbatim("{0}")), "{0}");
}

TEST(Error, CarriesWhatWhereAndTrail)
{
    try {
        during([] { return std::string{"reading line 5"}; },
               []() -> int { throw Error{Error::Kind::corrupt, tr("The JSON value should be {0}.", "a text"), Text::verbatim("a.json")}; });
        FAIL();
    } catch (Error const& e) {
        EXPECT_STREQ(e.what(), "The JSON value should be a text. (a.json)");
        EXPECT_EQ(e.trail().front(), "reading line 5");
    }
}
