// Reports as the console gives them: the director's answer, issuing and the archive, templates, cards, labels, lists.
#include "console.hpp"

#include "base/text.hpp"

#include <gmock/gmock.h>

#include <filesystem>

using namespace cli;
using taizhang::Json;
using testing::HasSubstr;

namespace {

std::string without_blanks(std::string text)
{
    for (auto const* blank : {" ", "\n", "\r", "\f"})
        text = taizhang::replaced(text, blank, "");
    return text;
}

std::string words_in(std::string const& pdf) { return start({"pdftotext", "-layout", pdf, "-"}).out; }

std::string section(Json const& report, std::string const& key)
{
    for (auto const& one : report["sections"].items())
        if (one.text("key") == key)
            return one.text("text");
    return {};
}

} // namespace

TEST(Report, OfFiveYearsSaysTheDirectorsAnswerParagraphByParagraph)
{
    Folder const folder;
    auto const ledger = sample_in(folder);
    auto const html = folder / "span.html", json = folder / "span.json";
    ASSERT_EQ(ctl({"report", ledger, "span", "2021-2025", "-o", html, "-o", json}).status, 0);
    auto const page = without_blanks(read(html));
    for (auto const* heading : {"县城功能完善", "市政设施维护", "保障性安居工程", "古城改造"})
        EXPECT_THAT(page, HasSubstr(heading));
    auto const report = Json::parse(read(json));
    static std::map<std::string, std::string> const paragraph{{"road", "functions"}, {"public_toilet", "functions"}, {"convenience_market", "functions"}, {"sewage_plant", "functions"},
        {"ev_charger", "functions"}, {"green_space", "functions"}, {"gas_main", "functions"}, {"gas_service", "functions"}, {"drainage", "maintenance"}, {"rain_inlet", "maintenance"},
        {"landscape_light", "maintenance"}, {"streetlight", "maintenance"}, {"high_mast_light", "maintenance"}, {"lighting_cable", "maintenance"}, {"community", "housing"},
        {"old_town", "old_town"}, {"heritage_building", "old_town"}};
    auto const published = Json::parse(read(CLI_FIXTURES "/published_figures.json"))["figures"];
    ASSERT_EQ(published.items().size(), 21U);
    for (auto const& figure : published.items())
        EXPECT_THAT(without_blanks(section(report, paragraph.at(figure.text("class")))), HasSubstr(figure.text("published"))) << figure.text("class");
}

TEST(Report, IsIssuedOnceAndKeptAsItWentOut)
{
    Folder const folder;
    auto const ledger = sample_in(folder);
    auto const pdf = folder / "q.pdf", again = folder / "again.pdf";
    auto const answer = ctl({"report", ledger, "quarterly", "2025Q3", "--issue", "--number", "左住建报〔2025〕3号", "-o", pdf, "--json"});
    ASSERT_EQ(answer.status, 0) << answer.err;
    auto const issued = Json::parse(answer.out);
    EXPECT_EQ(issued["issue"].as_integer(), 1);
    EXPECT_EQ(issued.text("hash").size(), 64U);
    EXPECT_THAT(without_blanks(words_in(pdf)), testing::AllOf(HasSubstr("左住建报〔2025〕3号"), HasSubstr(issued.text("hash")), testing::Not(HasSubstr("草稿"))));
    EXPECT_EQ(ctl({"report", ledger, "quarterly", "2025Q3", "--issue", "--number", "左住建报〔2025〕3号", "-o", again}).status, 1) << "nothing changed";
    ASSERT_EQ(ctl({"archive", "export", ledger, "2025Q3", "-o", again}).status, 0);
    EXPECT_EQ(read(again), read(pdf)) << "byte for byte";
    EXPECT_EQ(ask({"archive", "list", ledger, "--text", "2025Q3"})["reports"].items().size(), 1U);
    EXPECT_TRUE(ask({"archive", "list", ledger, "--text", "2024Q1"})["reports"].items().empty());
    EXPECT_FALSE(ask({"archive", "show", ledger, issued.text("uid")})["content"]["definitions"].items().empty());
    EXPECT_EQ(ctl({"archive", "lock", ledger, "2025Q2"}).status, 1) << "never issued";
    EXPECT_EQ(ctl({"archive", "lock", ledger, "2025Q3"}).status, 0);
    EXPECT_EQ(ctl({"archive", "unlock", ledger, "2025Q3"}).status, 0);
    EXPECT_EQ(ctl({"check", ledger, "--deep"}).status, 0);
}

TEST(Report, TakesATemplateOfTheBureausOwn)
{
    Folder const folder;
    auto const ledger = sample_in(folder);
    write(folder / "brief.json", R"({"key":"brief","name":{"zh":"照明简报","en":"Lights"},"title":{"zh":"{county}{period}照明简报","en":"Lights, {period}"},"periods":["quarter"],
        "parts":[{"part":"figures","key":"lights","section":"lights"}]})");
    write(folder / "wrong.json", R"({"key":"brief","name":{"zh":"x"},"title":{"zh":"{countty}"},"periods":["quarter"],"parts":[{"part":"page"}]})");
    auto const wrong = ctl({"template", "add", ledger, folder / "wrong.json"});
    EXPECT_EQ(wrong.status, 1);
    EXPECT_THAT(wrong.err, testing::AllOf(HasSubstr("countty"), HasSubstr("county")));
    ASSERT_EQ(ctl({"template", "add", ledger, folder / "brief.json"}).status, 0);
    auto const file = folder / "r.json";
    ASSERT_EQ(ctl({"report", ledger, "quarterly", "2025Q3", "--template", "brief", "-o", file}).status, 0);
    EXPECT_THAT(Json::parse(read(file)).text("title"), HasSubstr("照明简报"));
    EXPECT_EQ(ctl({"report", ledger, "annual", "2025", "--template", "brief", "-o", file}).status, 1) << "not for years";
    EXPECT_EQ(ctl({"template", "remove", ledger, "brief"}).status, 0);
    EXPECT_EQ(ctl({"template", "remove", ledger, "brief"}).status, 1);
}

TEST(Paper, OfFacilitiesAreCardsLabelsAndLists)
{
    Folder const folder;
    auto const ledger = sample_in(folder);
    auto const card = folder / "card.pdf", labels = folder / "labels.pdf", list = folder / "list.pdf", sheet = folder / "list.xlsx";
    ASSERT_EQ(ctl({"asset", "print", ledger, "--class", "public_toilet", "-o", list, }).status, 0);
    EXPECT_THAT(words_in(list), testing::AllOf(HasSubstr("公厕"), HasSubstr("合计")));
    ASSERT_EQ(ctl({"asset", "print", ledger, "--class", "public_toilet", "-o", sheet}).status, 0);
    auto const code = [&] {
        for (auto const& word : taizhang::split(taizhang::replaced(words_in(list), "\n", " "), ' '))
            if (word.starts_with("GC-"))
                return word;
        return std::string{};
    }();
    ASSERT_FALSE(code.empty());
    ASSERT_EQ(ctl({"asset", "card", ledger, code, "-o", card}).status, 0);
    EXPECT_THAT(words_in(card), HasSubstr(code));
    ASSERT_EQ(ctl({"asset", "labels", ledger, "--class", "public_toilet", "--format", "70x37", "--start", "24", "-o", labels}).status, 0);
    auto const pages = taizhang::split(words_in(labels), '\f');
    EXPECT_GE(pages.size(), 2U) << "one label on the first sheet, the rest on the next";
    EXPECT_EQ(ctl({"asset", "labels", ledger, "--start", "25", "-o", labels}).status, 2);
    EXPECT_EQ(ctl({"asset", "labels", ledger, "--format", "1x1", "-o", labels}).status, 1);
    EXPECT_EQ(ctl({"order", "print", ledger, "-o", folder / "orders.html"}).status, 0);
}
