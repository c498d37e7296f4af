// The planner's map with mouse and keyboard.
#include "gui/driver.hpp"

#include "ui/words.hpp"

#include <wx/tglbtn.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace taizhang::gui {
namespace {

using testing::Ge;
using testing::HasSubstr;
using testing::SizeIs;
using With = Program::With;
using PageKey = ui::MainWindow::PageKey;

/// The map of the sample, at the lamp LD-0007 in the canvas's middle.
present::MapModel& shown_map(Program& program, User& user)
{
    user.press("ctrl+1");
    auto& model = on_main([&]() -> std::reference_wrapper<present::MapModel> { return program.window().map().model(); }).get();
    EXPECT_TRUE(until([&] { return model.has_things(); }));
    auto const uid = program.look()->asset("LD-0007", "streetlight").uid;
    on_main([&] {
        program.bench().select_assets({uid});
        model.show_selection();
        program.bench().select_assets({});
    });
    return model;
}

TEST(MapTools, SelectsByRectangleAndSumsItUp)
{
    Program program{With::sample};
    User user;
    auto& model = shown_map(program, user);
    auto const uid = program.look()->asset("LD-0007", "streetlight").uid;
    auto const at = *on_main([&] { return model.place_of(uid); });
    auto const x = static_cast<int>(at.x), y = static_cast<int>(at.y);
    user.click("map.rectangle");
    EXPECT_TRUE(until([&] { return model.tool() == present::MapTool::rectangle; }));
    user.drag("map.canvas", x - 60, y - 60, x + 60, y + 60);
    EXPECT_TRUE(until([&] { return !program.bench().selected_assets().empty(); }));
    auto const chosen = on_main([&] { return program.bench().selected_assets(); });
    EXPECT_THAT(chosen, testing::Contains(uid));
    ASSERT_TRUE(until([] { return is_shown("map.sums") && text_of("map.sums").find("路灯") != std::string::npos; }));
    EXPECT_THAT(text_of("map.sums"), HasSubstr("已选 " + std::to_string(chosen.size())));
    user.click("map.clear");
    EXPECT_TRUE(until([&] { return program.bench().selected_assets().empty(); }));
}

TEST(MapTools, MovesALampAndPutsItBack)
{
    Program program{With::sample};
    User user;
    auto& model = shown_map(program, user);
    auto const before = program.look()->asset("LD-0007", "streetlight");
    on_main([&] { program.bench().select_assets({before.uid}); });
    user.click("map.edit");
    EXPECT_TRUE(until([&] { return model.tool() == present::MapTool::edit; }));
    auto const at = *on_main([&] { return model.place_of(before.uid); });
    auto const x = static_cast<int>(at.x), y = static_cast<int>(at.y);
    ASSERT_TRUE(until([&] { return on_main([&] { return model.edits(); }); }));
    user.drag("map.canvas", x, y, x + 50, y + 35);
    ASSERT_TRUE(until([&] { return program.look()->asset("LD-0007", "streetlight").row_version > before.row_version; }));
    EXPECT_NE(program.look()->asset("LD-0007", "streetlight").shape, before.shape);
    user.press("ctrl+z");
    EXPECT_TRUE(until([&] { return program.look()->asset("LD-0007", "streetlight").shape == before.shape; })) << "taken back";
}

} // namespace
} // namespace taizhang::gui
