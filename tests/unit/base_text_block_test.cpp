#include "base/text.hpp"
#include "base/text_block.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace taizhang;
using testing::UnorderedElementsAre;

namespace {

std::vector<std::size_t> rows_with(TextBlock const& block, std::string_view text)
{
    std::vector<std::size_t> rows;
    block.find(folded(text), [&](std::size_t row, std::size_t) { rows.push_back(row); });
    return rows;
}

TEST(TextBlock, FindsRowsWhateverTheCaseWidthAndBlanks)
{
    TextBlock block;
    block.add({"LD-0001", "云新街路灯"});
    block.add({"ld-0002", "ＬＤ－０００１ 旁"});
    block.add({"", "LD - 0001"});
    EXPECT_THAT(rows_with(block, "ld-0001"), UnorderedElementsAre(0u, 1u, 2u));
    EXPECT_THAT(rows_with(block, "新街"), UnorderedElementsAre(0u));
    EXPECT_THAT(rows_with(block, "旁"), UnorderedElementsAre(1u));
    EXPECT_THAT(rows_with(block, "无"), testing::IsEmpty());
}

TEST(TextBlock, DoesNotMatchAcrossFieldsOrRows)
{
    TextBlock block;
    block.add({"云", "新街"});
    block.add({"白羊"});
    EXPECT_THAT(rows_with(block, "云新"), testing::IsEmpty());
    EXPECT_THAT(rows_with(block, "街白"), testing::IsEmpty());
    EXPECT_EQ(block.field(0, 1), "新街");
    EXPECT_EQ(block.field(1, 0), "白羊");
    EXPECT_EQ(block.field(1, 3), "");
}

TEST(TextBlock, FindsEachRowOnceAndSaysWhere)
{
    TextBlock block;
    for (int i = 0; i < 100'000; ++i)
        block.add({"灯" + std::to_string(i), "灯灯灯"});
    std::size_t hits = 0;
    block.find("灯", [&](std::size_t row, std::size_t offset) {
        EXPECT_EQ(row, hits++);
        ASSERT_EQ(offset, 0u);
    });
    EXPECT_EQ(hits, 100'000u);
    EXPECT_THAT(rows_with(block, "灯99999"), UnorderedElementsAre(99'999u));
}

} // namespace
