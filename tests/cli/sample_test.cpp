// The acceptance of the main job: the five-year report over the sample gives back what was published.
#include "console.hpp"

#include "base/text.hpp"

#include <gmock/gmock.h>

#include <map>
#include <set>

using namespace cli;
using taizhang::Json;

namespace {

std::vector<std::string> texts(Json const& array)
{
    std::vector<std::string> all;
    for (auto const& item : array.items())
        all.push_back(item.as_string());
    return all;
}

Json report_of(std::string const& ledger, Words const& what, Folder const& folder)
{
    auto const file = folder / "report.json";
    Words words{"report", ledger};
    words.insert(words.end(), what.begin(), what.end());
    words.insert(words.end(), {"-o", file, "--records"});
    auto const answer = ctl(words);
    EXPECT_EQ(answer.status, 0) << answer.err;
    return Json::parse(read(file));
}

std::string key_of(Json const& figure)
{
    return figure.text("class") + "/" + figure.text("activity") + "/" + figure.text("item") + "/" + figure.text("unit");
}

Json published() { return Json::parse(read(CLI_FIXTURES "/published_figures.json"))["figures"]; }

} // namespace

TEST(Sample, GivesBackEveryPublishedFigure)
{
    Folder const folder;
    auto const report = report_of(sample_in(folder), {"span", "2021-2025"}, folder);
    EXPECT_EQ(report.text("period"), "2021-2025");
    std::map<std::string, Json> figures;
    for (auto const& figure : report["figures"].items())
        EXPECT_TRUE(figures.emplace(key_of(figure), figure).second) << key_of(figure) << " stands there twice";
    ASSERT_EQ(published().items().size(), 21U);
    for (auto const& expected : published().items()) {
        SCOPED_TRACE(key_of(expected));
        ASSERT_TRUE(figures.contains(key_of(expected)));
        auto const& figure = figures.at(key_of(expected));
        ASSERT_EQ(figure["quantity"].is_null(), expected["quantity"].is_null());
        if (!expected["quantity"].is_null()) {
            EXPECT_EQ(figure["quantity"].as_number(), expected["quantity"].as_number());
        }
        EXPECT_EQ(figure["approximate"].as_bool(), expected["approximate"].as_bool());
        EXPECT_EQ(figure["unknown_lines"].as_integer() > 0, expected["quantity"].is_null());
        EXPECT_EQ(texts(figure["places"]), texts(expected["places"]));
        EXPECT_THAT(taizhang::replaced(figure.text("phrase"), " ", ""), testing::HasSubstr(expected.text("published")));
        EXPECT_EQ(figure["orders"].items().size(), static_cast<std::size_t>(figure["orders_count"].as_integer()));
        EXPECT_GT(figure["orders_count"].as_integer(), 0);
    }
}

TEST(Sample, EveryOrderBehindAFigureCanBeShown)
{
    Folder const folder;
    auto const ledger = sample_in(folder);
    auto const report = report_of(ledger, {"span", "2021-2025"}, folder);
    for (auto const& figure : report["figures"].items()) {
        auto const& first = figure["orders"].items().front();
        auto const id = first.is_string() ? first.as_string() : first.text("number");
        auto const order = ask({"order", "show", ledger, id});
        auto const& lines = order["lines"].items();
        EXPECT_TRUE(std::any_of(lines.begin(), lines.end(),
                                [&](Json const& line) {
                                    return line.text("class") == figure.text("class") &&
                                           line.text("activity") == figure.text("activity");
                                }))
            << id << " has no line of " << key_of(figure);
    }
}

TEST(Sample, TheYearsAddUpAndNoLargeQuantityStandsInOneYearAlone)
{
    Folder const folder;
    auto const ledger = sample_in(folder);
    std::map<std::string, double> sums;
    std::map<std::string, int> years;
    for (auto const* year : {"2021", "2022", "2023", "2024", "2025"}) {
        auto const report = report_of(ledger, {"annual", year}, folder);
        for (auto const& figure : report["figures"].items())
            if (!figure["quantity"].is_null()) {
                sums[key_of(figure)] += figure["quantity"].as_number();
                ++years[key_of(figure)];
            }
    }
    for (auto const& expected : published().items()) {
        if (expected["quantity"].is_null())
            continue;
        SCOPED_TRACE(key_of(expected));
        EXPECT_NEAR(sums[key_of(expected)], expected["quantity"].as_number(), 1e-9);
        if (expected["quantity"].as_number() >= 20) {
            EXPECT_EQ(years[key_of(expected)], 5);
        }
    }
}

TEST(Sample, HasTheCommunitiesAndThousandsOfFacilities)
{
    Folder const folder;
    auto const ledger = sample_in(folder);
    auto const info = ask({"info", ledger});
    EXPECT_EQ(info["communities"].as_integer(), 84);
    EXPECT_TRUE(info["illustrative"].as_bool());
    std::int64_t all = 0;
    for (auto const& row : info["classes"].items())
        all += row["assets"].as_integer();
    EXPECT_GT(all, 2000);
    auto const csv = folder / "communities.csv";
    EXPECT_EQ(ask({"export", ledger, csv, "--what", "communities"})["records"].as_integer(), 84);
    for (auto const* year : {"2021", "2022", "2023", "2024", "2025"})
        EXPECT_THAT(read(csv), testing::HasSubstr(year));
}

TEST(Sample, ComesOutTheSameEveryTime)
{
    Folder const folder;
    auto const first = sample_in(folder, "a.gpkg");
    auto const second = folder / "b.gpkg";
    ASSERT_EQ(ctl({"new", second, "--sample", "zuoyun"}).status, 0);
    for (auto const* what : {"assets", "lines"}) {
        ASSERT_EQ(ctl({"export", first, folder / "a.csv", "--what", what}).status, 0);
        ASSERT_EQ(ctl({"export", second, folder / "b.csv", "--what", what}).status, 0);
        EXPECT_EQ(read(folder / "a.csv"), read(folder / "b.csv")) << what;
        std::filesystem::remove(folder / "a.csv");
        std::filesystem::remove(folder / "b.csv");
    }
}

TEST(Report, ComesInEveryForm)
{
    Folder const folder;
    auto const ledger = sample_in(folder);
    auto const pdf = folder / "r.pdf", xlsx = folder / "r.xlsx", json = folder / "r.json", html = folder / "r.html";
    auto const answer = ctl({"report", ledger, "quarterly", "2025Q3", "-o", pdf, "-o", xlsx, "-o", json, "-o", html});
    ASSERT_EQ(answer.status, 0) << answer.err;
    EXPECT_EQ(read(pdf).substr(0, 5), "%PDF-");
    EXPECT_EQ(read(xlsx).substr(0, 2), "PK");
    EXPECT_THAT(read(html), testing::HasSubstr("<table"));
    auto const text = start({"pdftotext", "-layout", pdf, "-"});
    ASSERT_EQ(text.status, 0);
    auto const words = taizhang::replaced(taizhang::replaced(text.out, " ", ""), "\n", "");
    for (auto const* part : {"左云县", "2025年第三季度", "填表人", "审核人", "负责人", "示意数据"})
        EXPECT_THAT(words, testing::HasSubstr(part));
    for (auto const& figure : Json::parse(read(json))["figures"].items())
        EXPECT_THAT(words, testing::HasSubstr(taizhang::replaced(figure.text("phrase"), " ", "")));
}

TEST(Report, SpeaksEnglishWhenAsked)
{
    Folder const folder;
    auto const ledger = sample_in(folder);
    auto const file = folder / "r.json";
    ASSERT_EQ(ctl({"report", ledger, "annual", "2025", "-o", file, "--lang", "en"}).status, 0);
    auto const report = Json::parse(read(file));
    ASSERT_FALSE(report["figures"].items().empty());
    EXPECT_THAT(report.text("title"), testing::HasSubstr("2025"));
    EXPECT_NE(report.text("title"), report_of(ledger, {"annual", "2025"}, folder).text("title"));
}

TEST(Map, IsDrawnInEveryForm)
{
    Folder const folder;
    auto const ledger = sample_in(folder);
    for (auto const& [name, start_of_file] : {std::pair{"m.png", "\x89PNG"}, {"m.pdf", "%PDF"}, {"m.svg", "<?xml"}}) {
        auto const file = folder / name;
        auto const answer = ctl({"map", ledger, "-o", file, "--size", "800x600"});
        EXPECT_EQ(answer.status, 0) << answer.err;
        EXPECT_EQ(read(file).substr(0, std::string{start_of_file}.size()), start_of_file);
    }
    auto const size = start({"identify", "-format", "%wx%h %k", folder / "m.png"});
    EXPECT_EQ(size.out.substr(0, 8), "800x600 ");
    EXPECT_GT(std::stoi(size.out.substr(8)), 10) << "an empty picture";
}
