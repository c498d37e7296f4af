// Bringing a file in.
#include "gui/driver.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace taizhang::gui {
namespace {

using testing::HasSubstr;
using With = Program::With;

std::filesystem::path table_of_lamps(Program& program, int rows)
{
    auto file = program.folder() / "lamps.csv";
    std::ofstream out{file};
    out << "code,lon,lat,road\n";
    for (int i = 0; i < rows; ++i)
        out << "X-" << i << ',' << 112.7 + (i % 100) * 0.0001 << ',' << 40.0 + (i / 100) * 0.0001 << ",New Road\n";
    return file;
}

void choose_file(User& user, std::filesystem::path const& file)
{
    user.press("ctrl+i");
    ASSERT_TRUE(until_titled("导入"));
    user.press("ctrl+l");
    user.type(file.string());
    user.press("Return");
}

void choose_file_to_import(User& user, std::filesystem::path const& file)
{
    choose_file(user, file);
    ASSERT_TRUE(until_enabled("import.go"));
}

TEST(Clerk, BringsATableInAndTakesItBack)
{
    Program program{With::empty_ledger};
    auto const file = table_of_lamps(program, 300);
    User user;
    choose_file_to_import(user, file);
    EXPECT_EQ(chosen_in("import.class"), "路灯") << "guessed by the file's name";
    EXPECT_THAT(text_of("import.summary"), HasSubstr("新增 300 条"));
    user.click("import.go");
    ASSERT_TRUE(until_shown("notice.action"));
    EXPECT_THAT(text_of("notice.words"), HasSubstr("已导入：新增 300 条"));
    EXPECT_EQ(program.look()->assets({}).size(), 300u);
    user.press("ctrl+2");
    EXPECT_TRUE(until_shown("assets.table"));
    EXPECT_THAT(text_of("assets.count"), HasSubstr("300"));
    user.click("notice.action");
    EXPECT_TRUE(until_gone("assets.table"));
    EXPECT_EQ(program.look()->assets({}).size(), 0u);
}

TEST(Clerk, BringsAContractorsTableInByLookingAtIt)
{
    Program program{With::empty_ledger};
    auto const file = program.folder() / "2024.csv";
    // a title, a head of two rows, X as northing, a sum at the end
    std::ofstream{file} << "路灯台账,,,,\n灯杆编号,所在道路,功率(kW),坐标,\n,,,X,Y\nLD-1,云新街,0.15,4431449.04,389002.51\n合计,,0.15,,\n";
    User user;
    choose_file_to_import(user, file);
    EXPECT_EQ(chosen_in("import.class"), "路灯") << "guessed by its columns";
    EXPECT_THAT(text_of("import.findings"), HasSubstr("EPSG:4547"));
    user.click("import.go");
    ASSERT_TRUE(until([&] { return program.look()->assets({}).size() == 1u; }));
    auto const lamp = program.look()->asset("LD-1");
    EXPECT_EQ(lamp.road, "云新街");
    ASSERT_TRUE(lamp.shape);
    EXPECT_NEAR(geo::label_point(*lamp.shape)->lon_degrees(), 112.7, 1e-6);
}

TEST(Clerk, ClosesTheWindowDuringAnImportAndTheLedgerIsAsItWas)
{
    Program program{With::sample};
    auto const before = program.look()->assets({}).size();
    auto const file = table_of_lamps(program, 60'000);
    User user;
    choose_file_to_import(user, file);
    user.click("import.go");
    ASSERT_TRUE(until([&] { return program.bench().job().has_value(); }));
    EXPECT_TRUE(is_shown("status.stop"));
    program.quit();
    auto const ledger = program.look();
    EXPECT_EQ(ledger->assets({}).size(), before);
    for (auto const& finding : ledger->check(true, {}))
        EXPECT_NE(finding.weight, app::Finding::Weight::error) << Translator{Language::en}(finding.message);
}

TEST(Clerk, LeavesAnImportWithoutATrace)
{
    Program program{With::empty_ledger};
    auto const file = table_of_lamps(program, 3);
    auto const before = last_change(*program.look());
    User user;
    choose_file_to_import(user, file);
    user.press("Escape");
    EXPECT_TRUE(until_gone("import.go"));
    EXPECT_EQ(last_change(*program.look()), before);
}

TEST(Clerk, IsToldWhichRowsAreWrongAndDecidesToLeaveThemOut)
{
    Program program{With::empty_ledger};
    auto const file = program.folder() / "lamps.csv";
    std::ofstream{file} << "code,lon,lat\nA-1,112.7,40.01\nA-2,999,40.01\n";
    User user;
    choose_file(user, file);
    ASSERT_TRUE(until_shown("import.leave_out"));
    EXPECT_FALSE(is_enabled("import.go"));
    user.click("import.leave_out");
    ASSERT_TRUE(until_enabled("import.go"));
    user.click("import.go");
    EXPECT_TRUE(until_says("notice.words", "已导入"));
    EXPECT_EQ(program.look()->assets({}).size(), 1u);
}

TEST(Clerk, IsToldWhatAFileIsThatHoldsNoTable)
{
    Program program{With::empty_ledger};
    auto const file = program.folder() / "broken.xlsx";
    std::ofstream{file} << "no workbook at all";
    User user;
    choose_file(user, file);
    ASSERT_TRUE(until_shown("import.summary"));
    EXPECT_TRUE(until_says("import.summary", "broken.xlsx")) << text_of("import.summary");
    EXPECT_FALSE(is_enabled("import.go"));
    user.press("Escape");
    EXPECT_TRUE(until_gone("import.go"));
}

} // namespace
} // namespace taizhang::gui
