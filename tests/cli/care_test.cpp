#include "console.hpp"

#include "base/text.hpp"

#include <gmock/gmock.h>

using namespace cli;
using taizhang::Json;
using testing::HasSubstr;
namespace fs = std::filesystem;

namespace {

void expect_valid_geopackage(std::string const& file)
{
    auto const answer = start({"/usr/bin/python3", "-m", "osgeo_utils.samples.validate_gpkg", "-k", "--extra", file});
    EXPECT_EQ(answer.status, 0) << answer.out << answer.err;
    EXPECT_EQ(answer.out + answer.err, "") << "a finding";
}

} // namespace

TEST(Validator, FindsNothingInAFreshLedger)
{
    Folder const folder;
    expect_valid_geopackage(fresh_in(folder));
}

TEST(Validator, FindsNothingInTheSample)
{
    Folder const folder;
    expect_valid_geopackage(sample_in(folder));
}

TEST(Validator, FindsNothingAfterEditsAndImports)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "lights.csv", csv_of_lights(500));
    auto const batch = ask({"import", ledger, folder / "lights.csv", "--class", "streetlight"}).text("batch");
    write(folder / "more.csv", csv_of_lights(200, "X-"));
    (void)ask({"import", ledger, folder / "more.csv", "--class", "high_mast_light"});
    (void)ask({"asset", "edit", ledger, "LD-5", "--at", "112.8,40.1"});
    (void)ask({"asset", "remove", ledger, "X-3"});
    (void)ask({"order", "new", ledger, "--asset", "LD-5", "--activity", "repair", "--date", "2025-08-01", "--close",
               "--result", "ok"});
    (void)ask({"asset", "add", ledger, "--class", "manhole", "--code", "JG-1", "--at", "112.701,40.011"});
    (void)ask({"asset", "remove", ledger, "JG-1", "--erase"});
    (void)ask({"undo-import", ledger, batch});
    expect_valid_geopackage(ledger);
    EXPECT_TRUE(ask({"check", ledger, "--deep"})["sound"].as_bool());
}

TEST(Ledger, IsOnePlainFileWhenClosed)
{
    Folder const folder;
    auto const ledger = sample_in(folder);
    (void)ask({"asset", "add", ledger, "--class", "manhole", "--code", "JG-1", "--at", "112.701,40.011"});
    for (auto const* tail : {"-wal", "-shm", "-journal"})
        EXPECT_FALSE(fs::exists(ledger + tail)) << tail;
}

TEST(Check, FindsTamperingWithTheAuditChain)
{
    Folder const folder;
    auto const ledger = sample_in(folder);
    EXPECT_TRUE(ask({"check", ledger, "--deep"})["sound"].as_bool());
    sql(ledger, "UPDATE audit_log SET who = 'nobody' WHERE seq = 1");
    auto const answer = ctl({"check", ledger, "--deep", "--json"});
    EXPECT_EQ(answer.status, 1);
    EXPECT_FALSE(answer.json()["sound"].as_bool());
}

TEST(Backup, ComesBackWhole)
{
    Folder const folder;
    auto const ledger = sample_in(folder);
    auto const kept = folder / "kept.gpkg";
    (void)ask({"backup", ledger, kept});
    EXPECT_EQ(ctl({"backup", ledger, kept}).status, 1) << "an existing file is not overwritten";
    auto const before = ask({"info", ledger});
    (void)ask({"asset", "add", ledger, "--class", "manhole", "--code", "JG-NEW", "--at", "112.701,40.011"});
    (void)ask({"restore", kept, ledger});
    auto after = ask({"info", ledger});
    EXPECT_EQ(after.dump(), before.dump());
    EXPECT_EQ(ctl({"asset", "show", ledger, "JG-NEW"}).status, 1);
    int ledgers = 0;
    for (auto const& file : fs::directory_iterator{folder.path()})
        ledgers += file.path().string().find(".gpkg") != std::string::npos ? 1 : 0;
    EXPECT_EQ(ledgers, 3) << "the replaced ledger is kept beside it";
}

TEST(Restore, RefusesWhatIsNoLedger)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    auto const before = read(ledger);
    write(folder / "bad.gpkg", "no ledger");
    auto const answer = ctl({"restore", folder / "bad.gpkg", ledger, "--json"});
    EXPECT_THAT(answer.status, testing::AnyOf(1, 3));
    EXPECT_EQ(ctl({"restore", folder / "none.gpkg", ledger, "--json"}).status, 3);
    EXPECT_EQ(read(ledger), before);
}

TEST(Person, ActsByName)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    write(folder / "lights.csv", csv_of_lights(1));
    (void)ask({"import", ledger, folder / "lights.csv", "--class", "streetlight", "--as", "王丽"});
    EXPECT_EQ(ask({"info", ledger})["imports"].items().front().text("who"), "王丽");
}
