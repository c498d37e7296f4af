// The page engine, on random tables: whatever the data, no page looks broken.
#include "draw/line_breaks.hpp"
#include "report/document.hpp"
#include "report/fonts.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

using namespace taizhang;
using namespace taizhang::report;

namespace {

constexpr double slack = 0.05; // points

std::string name_of_length(std::mt19937& random, std::size_t length)
{
    static std::vector<std::string> const letters{"云", "新", "街", "路", "灯", "维", "修", "，", "。", "（", "）", "A", "b", "7", " ", "-", "、", "“", "”", "㎡", "约", "é"};
    std::string name;
    for (std::size_t i = 0; i < length; ++i)
        name += letters[random() % letters.size()];
    return name;
}

Table random_table(std::mt19937& random, std::size_t rows)
{
    Table table;
    table.key = "t";
    table.title = "附表1　随机";
    table.landscape = random() % 3 == 0;
    auto const columns = 2 + random() % 9;
    for (std::size_t c = 0; c < columns; ++c)
        table.columns.push_back({name_of_length(random, 1 + random() % 8), c == 0 ? 4.0 : 1.0 + static_cast<double>(random() % 4), static_cast<Align>(random() % 3)});
    for (std::size_t r = 0; r < rows; ++r) {
        std::vector<Cell> row{{"#" + std::to_string(r)}};
        for (std::size_t c = 1; c < columns; ++c)
            row.push_back({name_of_length(random, 1 + random() % 60)});
        table.rows.push_back(std::move(row));
    }
    table.totals = rows > 1 && random() % 2 == 0 ? 1 : 0;
    return table;
}

Content content_of(Table table)
{
    Content content;
    content.title = "左云县2025年第四季度市政设施维护工作报告";
    content.period = "2025年第四季度";
    content.continued = "（续表）";
    content.blocks.push_back(Paragraph{{{"本季度维修路灯540套。"}}, Paragraph::Kind::body, {}});
    content.blocks.push_back(std::move(table));
    return content;
}

struct Extent {
    double width, height;
};
Extent area_of(Sheet const& sheet) { return sheet.landscape ? Extent{area_height, area_width} : Extent{area_width, area_height}; }

std::vector<std::string> lines_on(Sheet const& sheet)
{
    std::vector<std::string> all;
    for (auto const& mark : sheet.marks)
        if (auto const* text = std::get_if<TextMark>(&mark))
            all.push_back(text->line.text());
    return all;
}

} // namespace

class RandomTables : public testing::TestWithParam<int> {};

TEST_P(RandomTables, LieInsideTheMarginsRowByRowUnderTheirHead)
{
    std::mt19937 random{static_cast<unsigned>(GetParam())};
    auto const rows = static_cast<std::size_t>(GetParam());
    auto const table = random_table(random, rows);
    Document const document{content_of(table)};
    std::set<std::string> seen;
    for (int p = 0; p < document.pages(); ++p) {
        auto const& sheet = document.sheet(p);
        auto const [width, height] = area_of(sheet);
        std::vector<double> horizontals;
        for (auto const& mark : sheet.marks) {
            if (auto const* text = std::get_if<TextMark>(&mark)) {
                EXPECT_GE(text->x, -slack);
                EXPECT_LE(text->x + text->line.width(), width + slack) << text->line.text();
                EXPECT_GE(text->baseline, 0);
                EXPECT_LE(text->baseline, height + slack) << text->line.text();
                if (auto const words = text->line.text(); words.starts_with("#"))
                    EXPECT_TRUE(seen.insert(words).second) << words << " is printed twice";
            }
            if (auto const* line = std::get_if<LineMark>(&mark))
                for (auto const& point : line->points) {
                    EXPECT_GE(point.x, -slack);
                    EXPECT_LE(point.x, width + slack);
                    EXPECT_LE(point.y, height + slack) << "a row is cut at the foot of page " << p + 1;
                }
        }
        auto const words = lines_on(sheet);
        auto const has_rows = std::ranges::any_of(words, [](auto const& w) { return w.starts_with("#"); });
        auto const caption = std::ranges::count_if(words, [](auto const& w) { return w.starts_with("附表1"); });
        EXPECT_EQ(caption, has_rows ? 1 : 0) << "page " << p + 1 << ": a head and its rows stand together";
        if (has_rows && seen.size() > 0 && !words.empty() && !seen.contains("#0"))
            ADD_FAILURE() << "rows out of order";
        bool const continued = std::ranges::any_of(words, [](auto const& w) { return w.ends_with("（续表）"); });
        bool const first = std::ranges::any_of(words, [](auto const& w) { return w == "#0"; });
        if (has_rows)
            EXPECT_NE(continued, first) << "page " << p + 1;
    }
    EXPECT_EQ(seen.size(), rows) << "every row is printed once";
}

INSTANTIATE_TEST_SUITE_P(, RandomTables, testing::Values(1, 2, 3, 5, 17, 40, 111, 499, 1200, 5000));

TEST(OfficialPage, HoldsTwentyTwoLinesOfTwentyEightCharacters)
{
    Content content;
    content.language = Language::zh;
    std::string words;
    for (int i = 0; i < 28 * 60; ++i)
        words += "国";
    content.blocks.push_back(Paragraph{{{words}}, Paragraph::Kind::body, {}});
    Document const document{content};
    auto const second = lines_on(document.sheet(1));
    ASSERT_EQ(second.size(), 22U);
    for (auto const& line : second)
        EXPECT_EQ(length_of(line), 28U);
    for (auto const& mark : document.sheet(1).marks)
        if (auto const* text = std::get_if<TextMark>(&mark))
            EXPECT_NEAR(text->line.width(), area_width, 0.3);
}

TEST(OfficialPage, IsBoundAtTheInnerEdge)
{
    Content content;
    for (int i = 0; i < 60; ++i)
        content.blocks.push_back(Paragraph{{{"行"}}, Paragraph::Kind::body, {}});
    Document const document{content};
    EXPECT_NEAR(document.origin(0).x, 28 * mm, 0.01);
    EXPECT_NEAR(document.origin(1).x, 26 * mm, 0.01) << "an even page is bound at its right";
    EXPECT_NEAR(document.origin(0).y, 37 * mm, 0.01);
}

TEST(Lines, BeginWithNoMarkOfPunctuationAndEndWithNoOpeningBracket)
{
    draw::Typesetter type;
    std::string const text = "维修路灯五百四十套，更换“六联串灯笼”光源（云新街）六百四十个；清掏雨水口、检查井，共计1050座。";
    for (double width = 60; width < 400; width += 7)
        for (auto const& line : type.lines(text, {draw::serif(16), width, 0, 0, false, 0})) {
            auto const words = line.text();
            for (auto const* mark : {"，", "。", "、", "；", "）", "”"})
                EXPECT_FALSE(words.starts_with(mark)) << words << " at " << width;
            for (auto const* mark : {"（", "“"})
                EXPECT_FALSE(words.ends_with(mark)) << words << " at " << width;
            EXPECT_LE(line.width(), width + 0.02);
            EXPECT_FALSE(words.ends_with("10") || words.ends_with("105")) << "a number is parted: " << words;
        }
}

TEST(Lines, KeepEveryCharacterThatHasAGlyph)
{
    draw::Typesetter type;
    std::string all;
    for (auto const& line : type.lines("左云县 2025年第四季度 street lights 540套", {draw::sans(9), 50, 0, 0, false, 0}))
        all += line.text();
    std::erase(all, ' ');
    EXPECT_EQ(all, "左云县2025年第四季度streetlights540套");
}

TEST(Lines, TakeWhateverPeopleTypeWithoutBoxes)
{
    draw::Typesetter type;
    auto const line = type.line("a\x01\x02 b\xE2\x80\xAE c \xF0\x9F\x9A\xA7 \xD8\xB4\xD8\xA7\xD8\xB1\xD8\xB9 \xFF", draw::sans(9));
    EXPECT_EQ(line.text().find('\x01'), std::string::npos);
    EXPECT_EQ(line.text().find("\xE2\x80\xAE"), std::string::npos) << "a mark of direction could hide what is printed";
    EXPECT_GT(line.width(), 0);
    EXPECT_FALSE(type.missing().empty()) << "what no font has is told";
}

TEST(Lines, EndInAnEllipsisWhereTheyAreCut)
{
    draw::Typesetter type;
    std::string words;
    for (int i = 0; i < 5000; ++i)
        words += "述";
    auto const lines = type.lines(words, {draw::sans(9), 100, 0, 0, false, 3});
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_TRUE(lines.back().text().ends_with("…"));
    EXPECT_LE(lines.back().width(), 100.02);
}
