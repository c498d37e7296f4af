#include "present/manual.hpp"
#include "present/tour.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

namespace taizhang::present {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Kind = Paragraph::Kind;
using Look = Piece::Look;

class InBothLanguages : public testing::TestWithParam<Language> {
protected:
    Manual const manual{GetParam()};

    /// Does "page" or "page#section" lead somewhere?
    [[nodiscard]] bool leads(std::string_view target) const
    {
        auto const* const page = manual.find(target);
        auto const hash = target.find('#');
        return page && (hash == std::string_view::npos ||
                        std::ranges::any_of(page->paragraphs, [&](Paragraph const& p) {
                            return p.kind == Kind::section && p.id == target.substr(hash + 1);
                        }));
    }
};

INSTANTIATE_TEST_SUITE_P(Manual, InBothLanguages, testing::Values(Language::zh, Language::en),
                         [](auto const& tested) { return tested.param == Language::zh ? "zh" : "en"; });

TEST_P(InBothLanguages, HasADozenPagesWithText)
{
    EXPECT_GE(manual.pages().size(), 12u);
    for (auto const& page : manual.pages()) {
        EXPECT_FALSE(page.title.empty()) << page.key;
        EXPECT_GE(page.paragraphs.size(), 5u) << page.key;
    }
}

TEST_P(InBothLanguages, EveryLinkLeadsSomewhere)
{
    for (auto const& page : manual.pages())
        for (auto const& paragraph : page.paragraphs)
            for (auto const* pieces : {&paragraph.pieces, &paragraph.more})
                for (auto const& piece : *pieces)
                    if (piece.look == Look::link)
                        EXPECT_TRUE(leads(piece.target)) << page.key << ": " << piece.text << " -> " << piece.target;
}

TEST_P(InBothLanguages, EveryWindowWithATopicFindsItsPage)
{
    for (auto const window : windows_with_topic())
        EXPECT_TRUE(leads(topic_of_window(window))) << window;
}

TEST_P(InBothLanguages, EveryFailureWithATopicFindsItsPage)
{
    using Failure = Error::Kind;
    for (auto const kind : {Failure::usage, Failure::not_found, Failure::refused, Failure::conflict, Failure::invalid_input, Failure::busy,
                            Failure::denied, Failure::full, Failure::corrupt, Failure::io, Failure::cancelled, Failure::internal})
        if (auto const topic = topic_of(kind); !topic.empty())
            EXPECT_TRUE(leads(topic)) << name_of(kind);
}

TEST(Manual, HasTheSamePagesSectionsAndStepsInBothLanguages)
{
    Manual const zh{Language::zh}, en{Language::en};
    ASSERT_EQ(zh.pages().size(), en.pages().size());
    for (std::size_t i = 0; i < zh.pages().size(); ++i) {
        auto const& a = zh.pages()[i];
        auto const& b = en.pages()[i];
        EXPECT_EQ(a.key, b.key);
        ASSERT_EQ(a.paragraphs.size(), b.paragraphs.size()) << a.key;
        for (std::size_t k = 0; k < a.paragraphs.size(); ++k) {
            EXPECT_EQ(a.paragraphs[k].kind, b.paragraphs[k].kind) << a.key << ": " << plain(a.paragraphs[k]);
            EXPECT_EQ(a.paragraphs[k].id, b.paragraphs[k].id) << a.key;
        }
    }
}

TEST(Manual, KnowsNothingOfOtherWindows)
{
    EXPECT_EQ(topic_of_window("wxFileDialog"), "");
    EXPECT_EQ(Manual{Language::en}.find("no-such-page"), nullptr);
}

TEST(ManualSearch, FindsWordsWhateverTheirCapitalsAndPutsNamesakesFirst)
{
    Manual const en{Language::en};
    auto const hits = en.search("backup");
    ASSERT_FALSE(hits.empty());
    EXPECT_EQ(en.search("BACKUP").size(), hits.size());
    EXPECT_TRUE(std::ranges::is_sorted(hits.begin(), hits.end(), std::ranges::greater{}, &Manual::Hit::times));

    auto const named = Manual{Language::zh}.search("坐标");
    ASSERT_FALSE(named.empty());
    EXPECT_EQ(named.front().key, "coordinates");
    EXPECT_GT(named.front().times, 3);
}

TEST(ManualSearch, FindsNothingForNothing)
{
    Manual const en{Language::en};
    EXPECT_THAT(en.search(""), IsEmpty());
    EXPECT_THAT(en.search("   "), IsEmpty());
    EXPECT_THAT(en.search("zeppelin"), IsEmpty());
}

TEST(ManualPage, IsReadFromAFewMarks)
{
    auto const page = manual_page("p", "# Lamps\n\nOne line\nand the next, **bold**, `F1` and [there](q#s).\n\n"
                                       "## Steps {#how}\n1. first\n2. second\n- point\n> note\n| key | meaning [x](y) |\n");
    EXPECT_EQ(page.title, "Lamps");
    ASSERT_EQ(page.paragraphs.size(), 7u);
    auto const& text = page.paragraphs[0];
    EXPECT_EQ(plain(text), "One line and the next, bold, F1 and there.");
    EXPECT_EQ(text.pieces[1].look, Look::strong);
    EXPECT_EQ(text.pieces[3].look, Look::key);
    EXPECT_EQ(text.pieces[5].target, "q#s");
    EXPECT_EQ(page.paragraphs[1].id, "how");
    EXPECT_EQ(plain(page.paragraphs[1]), "Steps");
    EXPECT_EQ(page.paragraphs[3].number, 2);
    EXPECT_EQ(page.paragraphs[4].kind, Kind::bullet);
    EXPECT_EQ(page.paragraphs[5].kind, Kind::note);
    EXPECT_EQ(plain(page.paragraphs[6]), "key  meaning x");
    EXPECT_EQ(page.paragraphs[6].more[1].target, "y");
}

TEST(ManualPage, JoinsChineseLinesWithoutASpace)
{
    EXPECT_EQ(plain(manual_page("p", "# 题\n第一行\n第二行").paragraphs.at(0)), "第一行第二行");
}

TEST(ManualPage, TakesMarksThatDoNotCloseAsText)
{
    EXPECT_EQ(plain(manual_page("p", "# t\n2 ** 3 and `open and [here").paragraphs.at(0)), "2 ** 3 and `open and [here");
}

TEST(ManualPage, IsRefusedWithoutATitle) { EXPECT_THROW((void)manual_page("p", "only text"), Error); }

TEST(Tour, PointsAtSearchRepairMapAndReport)
{
    std::vector<std::string> widgets;
    for (auto const& step : tour_steps())
        widgets.push_back(step.widget);
    EXPECT_THAT(widgets, ElementsAre("top.repair", "search", "nav.map", "nav.report", "nav.home"));
}

} // namespace
} // namespace taizhang::present
