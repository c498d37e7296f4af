#include "base/error.hpp"
#include "draw/canvas.hpp"
#include "support/temp_folder.hpp"

#include <gtest/gtest.h>

using namespace taizhang;
using namespace taizhang::draw;

namespace {

TEST(Image, HoldsWhatWasDrawn)
{
    Image image{20, 20};
    image.canvas().fill_page(Color::hex("#FFFFFF"));
    image.canvas().fill_rect(5, 5, 10, 10, Color::hex("#1A66B8"));
    EXPECT_EQ(image.pixel(10, 10), 0xFF1A66B8u);
    EXPECT_EQ(image.pixel(2, 2), 0xFFFFFFFFu);
}

TEST(Text, WrapsAtTheWidthAndGrowsInLines)
{
    Image image{400, 200};
    auto const line = image.canvas().measure("更换立式雨水收水道约95套", sans(12));
    EXPECT_EQ(line.lines, 1);
    auto const wrapped = image.canvas().measure("更换立式雨水收水道约95套", sans(12), line.width / 2);
    EXPECT_GE(wrapped.lines, 2);
    EXPECT_LE(wrapped.width, line.width / 2 + 1);
    EXPECT_GT(wrapped.height, line.height * 1.5);
}

TEST(Text, OfTheTradeCanBeDrawn)
{
    EXPECT_EQ(missing_characters("左云县住房和城乡建设管理局〔2025〕垚鑫㙍 ABC 123"), "");
    EXPECT_NO_THROW(require_chinese_font());
}

TEST(Pdf, LeavesNothingBehindUnlessItWasFinished)
{
    test::TempFolder const folder;
    {
        PdfFile pdf{folder / "half.pdf", 595, 842, "half"};
        pdf.canvas().fill_page(Color::hex("#FFFFFF"));
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
    PdfFile pdf{folder / "whole.pdf", 595, 842, "whole"};
    pdf.next_page();
    pdf.finish();
    EXPECT_GT(std::filesystem::file_size(folder / "whole.pdf"), 500u);
}

TEST(Pdf, SaysWhereItCannotBeWritten)
{
    EXPECT_THROW((PdfFile{"/nonexistent/folder/x.pdf", 595, 842, "x"}.finish()), Error);
}

} // namespace
