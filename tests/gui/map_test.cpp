// The map: the planner's job.
#include "gui/driver.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace taizhang::gui {
namespace {

using With = Program::With;
using PageKey = ui::MainWindow::PageKey;

TEST(Planner, PicksALampOnTheMapAndDragsAndZooms)
{
    Program program{With::sample};
    User user;
    user.press("ctrl+1");
    ASSERT_TRUE(on_page(program, PageKey::map));
    auto& model = on_main([&]() -> std::reference_wrapper<present::MapModel> { return program.window().map().model(); }).get();
    ASSERT_TRUE(until([&] { return model.has_things(); }));
    auto const uid = program.look()->asset("LD-0007", "streetlight").uid;
    on_main([&] {
        program.bench().select_assets({uid});
        model.show_selection();
        program.bench().select_assets({});
    });
    auto const at = *on_main([&] { return model.place_of(uid); });
    user.click_at("map.canvas", static_cast<int>(at.x), static_cast<int>(at.y));
    EXPECT_TRUE(until([&] { return program.bench().selected_assets() == std::vector{uid}; }));

    user.drag("map.canvas", 300, 300, 400, 340);
    auto const moved = *on_main([&] { return model.place_of(uid); });
    EXPECT_NEAR(moved.x - at.x, 100, 2);
    EXPECT_NEAR(moved.y - at.y, 40, 2);
    EXPECT_THAT(on_main([&] { return program.bench().selected_assets(); }), testing::SizeIs(1)) << "a drag is no click";

    auto const zoom = on_main([&] { return model.view().zoom(); });
    user.turn_wheel("map.canvas", 300, 300, 2);
    EXPECT_TRUE(until([&] { return model.view().zoom() > zoom + 0.5; }));
}

} // namespace
} // namespace taizhang::gui
