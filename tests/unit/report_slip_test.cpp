#include "report/slip.hpp"

#include "report/form_flow.hpp"

#include <gtest/gtest.h>

using namespace taizhang;

namespace {

domain::Catalog const& catalog()
{
    static auto const shipped = domain::Catalog::shipped();
    return shipped;
}

app::SlipData one_order(int lamps = 1)
{
    app::SlipData data;
    data.info.bureau = "左云县住房和城乡建设管理局";
    data.printed_by = "赵敏";
    app::SlipOrder slip;
    slip.order.number = "左住建工单〔2025〕0001号";
    slip.order.road = "云新街";
    slip.order.description = "路灯不亮";
    domain::OrderLine line;
    line.class_key = "streetlight";
    line.activity = "repair";
    line.unit = "盏";
    line.planned = domain::Quantity::whole(lamps);
    slip.order.lines = {line};
    for (int i = 0; i < lamps; ++i) {
        app::SlipAsset asset;
        asset.row.code = "LD-" + std::to_string(i);
        asset.row.road = "云新街";
        asset.row.position = geo::Position::from_degrees(112.70 + i * 0.0003, 40.01);
        slip.assets.push_back(asset);
    }
    data.orders = {slip};
    return data;
}

int pages_of(app::SlipData const& data, Language language = Language::zh, report::SlipForm form = report::SlipForm::dispatch)
{
    report::SlipDocument const slips{data, catalog(), language, form, nullptr};
    draw::Image paper{600, 850};
    for (int page = 0; page < slips.pages(); ++page) // drawing must not throw either
        slips.draw(paper.canvas(), page);
    return slips.pages();
}

TEST(DispatchSlip, OfOneLampStandsOnOnePage)
{
    EXPECT_EQ(pages_of(one_order()), 1);
    EXPECT_EQ(pages_of(one_order(), Language::en), 1);
    EXPECT_EQ(pages_of(one_order(), Language::zh, report::SlipForm::check), 1);
}

TEST(DispatchSlip, OfABatchListsEveryLampOnPagesOfItsOwn)
{
    auto const pages = pages_of(one_order(540));
    EXPECT_GE(pages, 12);
    EXPECT_LE(pages, 20);
}

TEST(DispatchSlip, OfSeveralOrdersGivesEachItsOwnSheet)
{
    auto data = one_order();
    data.orders.push_back(data.orders.front());
    data.orders.push_back(data.orders.front());
    EXPECT_EQ(pages_of(data), 3);
}

TEST(DispatchSlip, TakesTextsOfAnyLengthAndKind)
{
    auto data = one_order();
    auto& order = data.orders.front().order;
    order.description.clear();
    for (int i = 0; i < 9000; ++i)
        order.description += "灯";
    order.result = std::string(3000, 'x'); // one word without a break
    order.caller = "\x01\x02\tLi\u200B\U0001F600";
    data.orders.front().assets.clear(); // no place either
    EXPECT_GT(pages_of(data), 1);
}

TEST(Printable, LeavesNothingThatPrintsAsABox)
{
    EXPECT_EQ(report::printable("a\x01" "b\tc"), "a b c");
    EXPECT_EQ(report::printable("路\u200B灯\u202E"), "路灯");
    EXPECT_EQ(report::printable("第一行\n第二行"), "第一行 第二行");
    EXPECT_EQ(report::printable("\U0010FFFD"), "〓");
}

TEST(WalkingOrder, GoesAlongEachRoadAndOnFromItsNearerEnd)
{
    auto const lamp = [](char const* code, char const* road, double lon, double lat) {
        app::SlipAsset a;
        a.row.code = code;
        a.row.road = road;
        if (lon != 0)
            a.row.position = geo::Position::from_degrees(lon, lat);
        return a;
    };
    std::string walked;
    for (auto const& a : app::in_walking_order({lamp("3", "a", 112.702, 40.01), lamp("9", "b", 0, 0), lamp("1", "a", 112.700, 40.01),
                                                lamp("5", "b", 112.702, 40.015), lamp("2", "a", 112.701, 40.01), lamp("4", "b", 112.702, 40.011)}))
        walked += a.row.code;
    EXPECT_TRUE(walked == "123459" || walked == "321459") << walked;
}

} // namespace
