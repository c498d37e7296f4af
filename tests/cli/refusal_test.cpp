// Bad input, each answered with what, where and what to do, and with the ledger as it was.
#include "console.hpp"

#include "base/text.hpp"

#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>

using namespace cli;
using taizhang::Json;
using testing::AnyOf;
using testing::HasSubstr;
namespace fs = std::filesystem;

namespace {

void expect_words(Answer const& answer, int status, std::string const& kind)
{
    EXPECT_EQ(answer.status, status) << answer.out << answer.err;
    ASSERT_FALSE(answer.err.empty());
    EXPECT_EQ(answer.error("kind"), kind);
    EXPECT_FALSE(answer.error("what").empty());
    EXPECT_FALSE(answer.error("where").empty());
    EXPECT_FALSE(answer.error("todo").empty());
}

Answer info(std::string const& file, How const& how = {}) { return ctl({"info", file, "--json", "--lang", "en"}, how); }

Answer import(std::string const& ledger, std::string const& file, Words more = {}, How const& how = {})
{
    Words words{"import", ledger, file, "--class", "streetlight", "--json", "--lang", "en"};
    words.insert(words.end(), more.begin(), more.end());
    return ctl(words, how);
}

// Everything a ledger says about itself and its records.
std::string state_of(std::string const& ledger, Folder const& folder)
{
    auto const csv = folder / "state.csv";
    fs::remove(csv);
    (void)ask({"export", ledger, csv});
    return ask({"info", ledger}).dump() + read(csv);
}

void expect_sound(std::string const& ledger) { EXPECT_TRUE(ask({"check", ledger, "--deep"})["sound"].as_bool()); }

} // namespace

TEST(Refusal, MissingLedger)
{
    Folder const folder;
    expect_words(info(folder / "none.gpkg"), 3, "not_found");
    EXPECT_FALSE(fs::exists(folder / "none.gpkg")) << "opening must not create";
}

TEST(Refusal, FolderForALedger)
{
    Folder const folder;
    auto const answer = info(folder.path().string());
    EXPECT_THAT(answer.status, AnyOf(1, 3));
    EXPECT_FALSE(answer.error("what").empty());
}

TEST(Refusal, NoPermissionToRead)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    fs::copy_file(TAIZHANGCTL, folder / "ctl"); // the build tree may be closed to nobody
    ::chmod((folder / "ctl").c_str(), 0755);
    ::chmod(ledger.c_str(), 0000);
    expect_words(start({folder / "ctl", "info", ledger, "--json", "--lang", "en"}, {.as_nobody = true}), 3, "denied");
}

TEST(Refusal, NoPermissionToMakeALedgerOrAReportThere)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    fs::copy_file(TAIZHANGCTL, folder / "ctl");
    ::chmod((folder / "ctl").c_str(), 0755);
    ::chmod(folder.path().c_str(), 0555);
    expect_words(start({folder / "ctl", "new", folder / "n.gpkg", "--json", "--lang", "en"}, {.as_nobody = true}), 3,
                 "denied");
    ::chmod(folder.path().c_str(), 0755);
}

TEST(Refusal, EmptyFile)
{
    Folder const folder;
    write(folder / "empty.gpkg", "");
    auto const answer = info(folder / "empty.gpkg");
    EXPECT_THAT(answer.status, AnyOf(1, 3));
    EXPECT_FALSE(answer.error("todo").empty());
    EXPECT_EQ(fs::file_size(folder / "empty.gpkg"), 0U) << "a refused file is left as it was";
}

TEST(Refusal, TextNamedLikeALedger)
{
    Folder const folder;
    write(folder / "text.gpkg", "编号,道路\n1,云新街\n" + std::string(5000, 'x'));
    auto const answer = info(folder / "text.gpkg");
    EXPECT_THAT(answer.status, AnyOf(1, 3));
    EXPECT_FALSE(answer.error("what").empty());
}

TEST(Refusal, SomebodyElsesGeoPackage)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "lights.csv", csv_of_lights(3));
    (void)ask({"import", ledger, folder / "lights.csv", "--class", "streetlight"});
    (void)ask({"export", ledger, folder / "other.gpkg"});
    auto const before = read(folder / "other.gpkg");
    auto const answer = info(folder / "other.gpkg");
    EXPECT_THAT(answer.status, AnyOf(1, 3));
    EXPECT_THAT(answer.error("what"), HasSubstr("GeoPackage"));
    EXPECT_THAT(answer.error("todo"), HasSubstr("mport"));
    EXPECT_EQ(read(folder / "other.gpkg"), before);
}

TEST(Refusal, TruncatedLedger)
{
    Folder const folder;
    auto const ledger = sample_in(folder);
    fs::resize_file(ledger, fs::file_size(ledger) / 2);
    auto const answer = info(ledger);
    EXPECT_EQ(answer.status, 3) << answer.out << answer.err;
    EXPECT_EQ(answer.error("kind"), "corrupt");
    EXPECT_THAT(answer.error("todo"), HasSubstr("backup"));
}

TEST(Refusal, LedgerOfANewerProgram)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    sql(ledger, "UPDATE ledger SET schema_version = schema_version + 1000");
    auto const before = read(ledger);
    auto const answer = info(ledger);
    EXPECT_EQ(answer.status, 1) << answer.err;
    EXPECT_EQ(answer.error("kind"), "refused");
    EXPECT_THAT(answer.error("what"), HasSubstr("newer"));
    EXPECT_EQ(read(ledger), before);
}

TEST(Refusal, LedgerThatIsThereAlready)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    auto const before = read(ledger);
    expect_words(ctl({"new", ledger, "--json", "--lang", "en"}), 1, "refused");
    EXPECT_EQ(read(ledger), before);
}

TEST(Refusal, FileToImportIsMissingOrAFolder)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    expect_words(import(ledger, folder / "none.csv"), 3, "not_found");
    fs::create_directory(folder.path() / "d");
    EXPECT_THAT(import(ledger, folder / "d").status, AnyOf(1, 3));
}

TEST(Refusal, FileToImportIsEmptyOrNoData)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    for (auto const* name : {"e.csv", "e.geojson", "e.xlsx", "e.zip", "e.gpkg"}) {
        for (auto const& content : {std::string{}, std::string{"this is no data of that kind\n"}}) {
            if (std::string{name} == "e.csv" && !content.empty())
                continue; // a table of one column is a table
            write(folder / name, content);
            auto const answer = import(ledger, folder / name);
            EXPECT_THAT(answer.status, AnyOf(1, 3)) << name << answer.out;
            EXPECT_FALSE(answer.error("what").empty()) << name;
        }
    }
    EXPECT_EQ(count_of(ledger, "streetlight"), 0);
}

TEST(Refusal, ClassThatIsNotThere)
{
    Folder const folder;
    write(folder / "l.csv", csv_of_lights(2));
    auto const answer =
        ctl({"import", fresh_in(folder), folder / "l.csv", "--class", "lamp_post", "--json", "--lang", "en"});
    EXPECT_EQ(answer.status, 1);
    EXPECT_THAT(answer.error("what"), HasSubstr("lamp_post"));
    EXPECT_THAT(answer.error("what") + answer.error("where") + answer.error("todo"), HasSubstr("streetlight"));
}

TEST(Refusal, CoordinateSystemThatIsNotThere)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "l.csv", csv_of_lights(2));
    for (auto const* crs : {"EPSG:999999", "mars", "EPSG:", ""}) {
        if (!*crs)
            continue;
        auto const answer = import(ledger, folder / "l.csv", {"--crs", crs});
        EXPECT_EQ(answer.status, 1) << crs;
        EXPECT_THAT(answer.error("what") + answer.error("where"), HasSubstr(crs));
    }
    EXPECT_EQ(count_of(ledger, "streetlight"), 0);
}

TEST(Refusal, PointsWithoutCoordinates)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "l.csv", "编号,道路\nLD-1,云新街\nLD-2,云川路\n");
    auto const answer = import(ledger, folder / "l.csv");
    EXPECT_EQ(answer.status, 1);
    EXPECT_EQ(answer.json()["refused"].items().size(), 2U);
    EXPECT_EQ(count_of(ledger, "streetlight"), 0);
    EXPECT_EQ(import(ledger, folder / "l.csv", {"--no-geometry"}).status, 0);
    EXPECT_EQ(count_of(ledger, "streetlight"), 2);
}

TEST(Refusal, HalfEmptyRowsAreNamedAndLeftOutOnlyWhenAccepted)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "l.csv", "编号,道路,经度,纬度\nLD-1,云新街,112.7,40.01\nLD-2,云新街,,\nLD-3,云新街,112.7,\n"
                            "LD-4,,112.701,40.01\nLD-5,云新街,999,40.01\n");
    auto const answer = import(ledger, folder / "l.csv");
    EXPECT_EQ(answer.status, 1);
    auto const refused = answer.json()["refused"].items();
    ASSERT_EQ(refused.size(), 3U) << answer.out;
    EXPECT_EQ(refused[0]["row"].as_integer(), 3);
    EXPECT_EQ(refused[1]["row"].as_integer(), 4);
    EXPECT_EQ(refused[2]["row"].as_integer(), 6);
    for (auto const& row : refused)
        EXPECT_FALSE(row.text("reason").empty());
    EXPECT_EQ(count_of(ledger, "streetlight"), 0) << "never half";
    auto const accepted = import(ledger, folder / "l.csv", {"--accept-refused"});
    EXPECT_EQ(accepted.status, 0) << accepted.err;
    EXPECT_EQ(accepted.json()["new"].as_integer(), 2);
    EXPECT_EQ(count_of(ledger, "streetlight"), 2);
}

TEST(Refusal, CodesThatRepeatBecomeAnAttribute)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "l.csv", "编号,经度,纬度\nLD-100,112.7,40.01\nLD-100,112.701,40.01\nLD-100,112.702,40.01\n");
    auto const answer = import(ledger, folder / "l.csv");
    ASSERT_EQ(answer.status, 0) << answer.out << answer.err;
    EXPECT_EQ(answer.json()["new"].as_integer(), 3);
    EXPECT_EQ(ctl({"asset", "show", ledger, "LD-100"}).status, 1) << "it is nobody's code";
    auto const found = ask({"export", ledger, folder / "o.csv"});
    EXPECT_THAT(read(folder / "o.csv"), HasSubstr("LD-100"));
}

TEST(Refusal, CodesTheLedgerAlreadyHas)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "l.csv", csv_of_lights(3));
    EXPECT_EQ(import(ledger, folder / "l.csv").status, 0);
    auto const again = import(ledger, folder / "l.csv");
    EXPECT_EQ(again.status, 1) << again.out;
    EXPECT_EQ(count_of(ledger, "streetlight"), 3);
}

TEST(Refusal, DiskFullDuringAnImportLeavesTheLedgerAsItWas)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "few.csv", csv_of_lights(50, "A-"));
    ASSERT_EQ(import(ledger, folder / "few.csv").status, 0);
    auto const before = state_of(ledger, folder);
    write(folder / "many.csv", csv_of_lights(20'000, "B-"));
    auto const limit = fs::file_size(ledger) + 300'000;
    auto const answer = import(ledger, folder / "many.csv", {}, {.in_child = [limit] {
                                   rlimit const size{limit, limit};
                                   ::setrlimit(RLIMIT_FSIZE, &size);
                               }});
    EXPECT_EQ(answer.status, 3) << answer.out << answer.err;
    EXPECT_THAT(answer.error("kind"), AnyOf("full", "io"));
    EXPECT_FALSE(answer.error("what").empty());
    EXPECT_EQ(state_of(ledger, folder), before);
    expect_sound(ledger);
    EXPECT_EQ(import(ledger, folder / "many.csv").status, 0) << "works once there is room";
}

TEST(Refusal, DiskFullWhileAReportIsWrittenLeavesNoHalfReport)
{
    Folder const folder;
    auto const ledger = sample_in(folder);
    auto const answer = ctl({"report", ledger, "annual", "2025", "-o", folder / "r.pdf", "--json"}, {.in_child = [] {
                                rlimit const size{4096, 4096};
                                ::setrlimit(RLIMIT_FSIZE, &size);
                            }});
    EXPECT_EQ(answer.status, 3) << answer.out << answer.err;
    EXPECT_FALSE(fs::exists(folder / "r.pdf"));
}

TEST(Refusal, KilledDuringAnImportTheLedgerIsAsItWas)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "few.csv", csv_of_lights(50, "A-"));
    ASSERT_EQ(import(ledger, folder / "few.csv").status, 0);
    auto const before = state_of(ledger, folder);
    write(folder / "many.csv", csv_of_lights(20'000, "B-"));
    int killed = 0;
    for (auto const wait_ms : {5, 30, 60, 100, 150, 220, 300}) {
        auto const child = start_in_background({"import", ledger, folder / "many.csv", "--class", "streetlight"});
        ::usleep(static_cast<useconds_t>(wait_ms) * 1000);
        ::kill(child, SIGKILL);
        if (wait_for(child) != 128 + SIGKILL)
            break; // it was faster than we
        ++killed;
        if (count_of(ledger, "streetlight") == 20'050) { // killed after its commit: whole
            EXPECT_EQ(ask({"info", ledger})["imports"].items().size(), 2U);
            break;
        }
        EXPECT_EQ(state_of(ledger, folder), before) << "killed after " << wait_ms << " ms";
        expect_sound(ledger);
    }
    EXPECT_GT(killed, 2);
}

TEST(Refusal, InterruptedImportSaysSoAndWritesNothing)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "many.csv", csv_of_lights(60'000));
    auto const before = state_of(ledger, folder);
    auto const child = start_in_background({"import", ledger, folder / "many.csv", "--class", "streetlight"});
    for (int i = 0; i < 1000 && !fs::exists(ledger + "-wal"); ++i)
        ::usleep(10'000); // until it has the ledger open
    ::usleep(50'000);
    ::kill(child, SIGINT);
    EXPECT_EQ(wait_for(child), 1);
    EXPECT_EQ(state_of(ledger, folder), before);
}
