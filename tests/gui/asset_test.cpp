// The page of facilities and their forms.
#include "gui/driver.hpp"

#include <wx/textctrl.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace taizhang::gui {
namespace {

using testing::HasSubstr;
using With = Program::With;

TEST(Planner, SortsAndFiltersTheFacilities)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+2");
    ASSERT_TRUE(until_shown("assets.table"));
    auto const first = [] { return cell_text("assets.table", 0, 0); };
    EXPECT_EQ(first(), "CD-0001");
    user.click_header("assets.table", 0);
    user.click_header("assets.table", 0);
    EXPECT_TRUE(until([] { return true; }));
    EXPECT_THAT(first(), HasSubstr("YS-")) << "descending by code";
    user.fill("assets.text", "云新街");
    EXPECT_THAT(text_of("assets.count"), HasSubstr("筛选出"));
    user.fill("assets.text", "nothing like it");
    EXPECT_FALSE(is_shown("assets.table"));
    user.click("assets.clear");
    EXPECT_TRUE(is_shown("assets.table"));
}

TEST(Clerk, AddsALampWithItsProposedCodeAndEditsIt)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+2");
    user.press("ctrl+d");
    ASSERT_TRUE(until_shown("asset.save"));
    ASSERT_TRUE(until([] {
        auto* const code = wxWindow::FindWindowByName("asset.f.code");
        return code && !dynamic_cast<wxTextCtrl&>(*code).GetValue().empty();
    }));
    auto const code = text_of("asset.f.code");
    EXPECT_THAT(code, HasSubstr("LD-"));
    user.fill("asset.f.position", "here");
    user.click("asset.save");
    EXPECT_TRUE(until_shown("asset.f.position.problem")) << "told beside the field";
    user.fill("asset.f.position", "112.70361, 40.01287");
    user.click("asset.save");
    ASSERT_TRUE(until_gone("asset.save"));
    auto const added = program.look()->asset(code, "streetlight");
    ASSERT_TRUE(added.shape);
    EXPECT_NEAR(geo::label_point(*added.shape)->lon_degrees(), 112.70361, 1e-9);

    ASSERT_TRUE(until_shown("detail.title"));
    EXPECT_THAT(text_of("detail.title"), HasSubstr(code)) << "the new one is selected";
    user.click("detail.edit");
    user.fill("asset.f.road", "New Road");
    user.press("Return");
    ASSERT_TRUE(until_gone("asset.save"));
    EXPECT_EQ(program.look()->asset(code, "streetlight").road, "New Road");
}

TEST(Planner, FiltersByClassAndRoadAndClearsItAgain)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+2");
    ASSERT_TRUE(until_shown("assets.table"));
    auto const all = rows_in("assets.table");
    choose("assets.class", "路灯");
    auto const lamps = rows_in("assets.table");
    EXPECT_LT(lamps, all);
    choose("assets.road", "云新街");
    auto const here = rows_in("assets.table");
    EXPECT_LT(here, lamps);
    EXPECT_EQ(cell_text("assets.table", 0, 3), "云新街");
    user.click("assets.clear");
    EXPECT_TRUE(until([&] { return true; }));
    EXPECT_EQ(rows_in("assets.table"), all);
    EXPECT_FALSE(is_shown("assets.clear"));
}

TEST(Planner, ReadsTotalsByClassAndGoesToTheFacilitiesBehindOne)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+2");
    ASSERT_TRUE(until_shown("assets.table"));
    choose("assets.group", "按类别");
    ASSERT_TRUE(until_shown("assets.groups"));
    auto const first = cell_text("assets.groups", 0, 0);
    user.click_row("assets.groups", 0);
    user.press("Return");
    ASSERT_TRUE(until_shown("assets.table"));
    EXPECT_EQ(cell_text("assets.table", 0, 1), first);
}

TEST(Planner, EditsManyFacilitiesAtOnceAndTakesItBack)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+2");
    choose("assets.class", "公厕");
    enter_page(user, "ctrl+2", "assets.table");
    auto const number = rows_in("assets.table");
    ASSERT_GT(number, 1u);
    user.press("ctrl+a");
    user.press("Return");
    ASSERT_TRUE(until_shown("batch.save"));
    user.fill("batch.f.road", "New Road");
    user.click("batch.save");
    ASSERT_TRUE(until_gone("batch.save"));
    auto const kept = [&] {
        app::AssetQuery query;
        query.class_key = "public_toilet";
        unsigned n = 0;
        for (auto const& row : program.look()->assets(query))
            n += row.road == "New Road" ? 1 : 0;
        return n;
    };
    EXPECT_EQ(kept(), number);
    user.click("notice.action");
    EXPECT_TRUE(until([&] { return program.bench().undo_words().empty(); }));
    EXPECT_EQ(kept(), 0u);
}

TEST(Planner, ChoosesTheColumnsAndTheyAreRemembered)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+2");
    ASSERT_TRUE(until_shown("assets.table"));
    user.click("assets.columns");
    user.press("Down");
    user.press("Down");
    user.press("Return");
    EXPECT_TRUE(until([&] { return true; }));
    EXPECT_THAT(program.remembered("columns.assets"), HasSubstr("code"));
}

} // namespace
} // namespace taizhang::gui
