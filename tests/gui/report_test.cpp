// The page of reports: the reporter's job.
#include "gui/driver.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace taizhang::gui {
namespace {

using testing::HasSubstr;
using With = Program::With;

TEST(Reporter, SavesTheQuarterAsPdf)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+4");
    ASSERT_TRUE(until([] {
        auto* const button = wxWindow::FindWindowByName("report.pdf");
        return button && button->IsShownOnScreen() && button->IsEnabled();
    }));
    EXPECT_EQ(chosen_in("report.period"), "2025年第四季度");
    user.click("report.period");
    user.press("Down");
    user.press("Return");
    EXPECT_EQ(chosen_in("report.period"), "2025年第三季度");
    user.click("report.pdf");
    ASSERT_TRUE(until_titled("保存报告"));
    auto const file = program.folder() / "q3.pdf";
    user.press("ctrl+a");
    user.type(file.string());
    user.press("Return");
    EXPECT_TRUE(until([&] { return std::filesystem::exists(file); }));
    ASSERT_TRUE(until([&] { return !program.bench().job(); }));
    auto const text = program.folder() / "q3.txt";
    ASSERT_EQ(std::system(("pdftotext " + file.string() + ' ' + text.string()).c_str()), 0);
    std::ifstream in{text};
    std::string const words{std::istreambuf_iterator<char>{in}, {}};
    EXPECT_THAT(words, HasSubstr("第三季度"));
}

TEST(Reporter, LeavesTheSavingWithoutAFile)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+4");
    ASSERT_TRUE(until_enabled("report.pdf"));
    user.click("report.pdf");
    ASSERT_TRUE(until_titled("保存报告"));
    user.press("Escape");
    EXPECT_TRUE(until([&] { return !program.bench().job(); }));
    for (auto const& entry : std::filesystem::directory_iterator{program.folder()})
        EXPECT_NE(entry.path().extension(), ".pdf");
}

} // namespace
} // namespace taizhang::gui
