// Sorting and filtering of the tables, as their pages offer them.
#include "contract/windows.hpp"
#include "present/asset_table.hpp"
#include "present/home_model.hpp"
#include "present/order_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

using namespace taizhang;
using namespace taizhang::present;
using testing::Each;
using testing::HasSubstr;

namespace {

class Tables : public Windows {
protected:
    /// Texts of a column as shown, from the top.
    [[nodiscard]] static std::vector<std::string> texts(Table const& table, std::string const& key)
    {
        std::vector<std::string> shown;
        for (std::size_t row = 0; row < table.rows(); ++row)
            shown.push_back(table.cell(row, column(table, key)).text);
        return shown;
    }
    [[nodiscard]] static std::set<std::string> distinct(std::vector<std::string> const& all) { return {all.begin(), all.end()}; }
};

TEST_F(Tables, SortRoadsByPinyinInBothDirections)
{
    open_sample();
    AssetTable table{bench};
    ASSERT_TRUE(drain([&] { return table.rows() > 0; }));
    table.sort(column(table, "road"), true);
    auto const up = texts(table, "road");
    auto const place = [&](char const* road) { return std::ranges::find(up, road) - up.begin(); };
    EXPECT_LT(place("古城北巷"), place("建设巷")) << "gu before jian";
    EXPECT_LT(place("建设巷"), place("云新街")) << "jian before yun";
    EXPECT_LT(place("云新街"), place("左卫大道")) << "yun before zuo";
    table.sort(column(table, "road"), false);
    auto down = texts(table, "road");
    EXPECT_EQ(down.front(), up.back());
}

TEST_F(Tables, FilterOrdersByClassCrewAndDayOfReceipt)
{
    open_sample();
    OrderTable table{bench};
    ASSERT_TRUE(drain([&] { return table.rows() > 0; }));
    auto const all = table.rows();
    ASSERT_GT(table.crews().size(), 2u);
    auto const crew = table.crews()[1].key;

    table.set_filter({.class_key = {}, .crew = crew, .received = {}});
    ASSERT_GT(table.rows(), 0u);
    EXPECT_LT(table.rows(), all);
    EXPECT_THAT(texts(table, "crew"), Each(crew));
    EXPECT_TRUE(table.is_filtered());

    table.set_filter({.class_key = "streetlight", .crew = {}, .received = {}});
    ASSERT_GT(table.rows(), 0u);
    EXPECT_LT(table.rows(), all);

    table.set_filter({.class_key = {}, .crew = {}, .received = "year"});
    EXPECT_THAT(texts(table, "received"), Each(HasSubstr("2025-")));
    auto const year = table.rows();
    table.set_filter({.class_key = {}, .crew = {}, .received = "quarter"});
    EXPECT_LT(table.rows(), year);

    table.clear_filter();
    EXPECT_EQ(table.rows(), all);
    EXPECT_FALSE(table.is_filtered());
}

TEST_F(Tables, OfferOnlyClassesAndCrewsThatOccur)
{
    open_empty();
    OrderTable table{bench};
    RepairForm form{bench, {}};
    auto entry = form.entry();
    entry.road = "云新街";
    form.set(entry);
    (void)saved(form, false);
    ASSERT_TRUE(drain([&] { return table.rows() == 1; }));
    EXPECT_EQ(table.classes().size(), 2u) << "all, and the one that was logged";
    EXPECT_EQ(table.crews().size(), 1u) << "only: all";
    EXPECT_EQ(table.receptions().size(), 4u);
}

TEST_F(Tables, SayWhyNothingIsShownAndWhatToDo)
{
    open_sample();
    OrderTable table{bench};
    ASSERT_TRUE(drain([&] { return table.rows() > 0; }));
    table.set_text("没有这样的工单");
    EXPECT_EQ(table.rows(), 0u);
    EXPECT_FALSE(table.empty_title().empty());
    EXPECT_FALSE(table.empty_hint().empty());
}

TEST_F(Tables, ShowFacilitiesWithoutACode)
{
    open_sample();
    AssetTable table{bench};
    ASSERT_TRUE(drain([&] { return table.rows() > 0; }));
    table.set_need("codeless");
    EXPECT_THAT(texts(table, "code"), Each(std::string{}));
}

TEST_F(Tables, LeadFromEveryGapOnTheHomePageToItsRecords)
{
    open_sample();
    HomeModel home{bench};
    AssetTable table{bench};
    ASSERT_TRUE(drain([&] { return home.is_loaded() && table.rows() > 0; }));
    ASSERT_FALSE(home.missing().empty());
    for (auto const& line : home.missing()) {
        EXPECT_NE(line.leads, HomeModel::Leads::nowhere) << line.text;
        if (line.leads != HomeModel::Leads::assets)
            continue;
        table.clear_filter();
        table.set_need(line.uid);
        EXPECT_THAT(line.text, HasSubstr(std::to_string(table.rows())));
    }
    EXPECT_THAT(home.today(), HasSubstr("星期四"));
    EXPECT_FALSE(home.trends().empty());
}

} // namespace
