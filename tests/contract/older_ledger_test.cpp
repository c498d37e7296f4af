// A ledger of an older program: backed up as it is, updated, nothing of it lost.
#include "app/backups.hpp"
#include "app/desk.hpp"
#include "base/translator.hpp"
#include "store/store.hpp"
#include "support/older_ledger.hpp"
#include "support/temp_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

using namespace taizhang;
using namespace taizhang::app;
using testing::ElementsAre;
namespace fs = std::filesystem;

namespace {

std::string bytes_of(fs::path const& file)
{
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

class OlderLedgerOnSqlite : public testing::Test {
protected:
    OlderLedgerOnSqlite() { test::write_first_ledger(file); }
    [[nodiscard]] std::vector<BackupFile> backups() const { return backups_in(usual_backup_folder(file)); }

    test::TempFolder folder;
    fs::path file = folder / "左云.gpkg";
    FixedClock clock{*Instant::parse_iso("2026-03-02T01:00:00.000Z")};
    std::unique_ptr<LedgerOpener> opener = store::make_opener(clock);
};

TEST_F(OlderLedgerOnSqlite, KeepsEveryRecordWhenItIsUpdated)
{
    auto const newest = opener->create((folder / "new.gpkg").string(), {})->info().schema_version;
    auto const ledger = opener->open(file.string());
    EXPECT_EQ(ledger->info().schema_version, newest);
    EXPECT_GT(newest, 1);
    EXPECT_EQ(ledger->info().bureau, "左云县住建局");
    EXPECT_THAT(ledger->people(), ElementsAre("赵敏"));
    EXPECT_EQ(ledger->asset("LD-0001").attrs["power_w"].as_integer(), 150);
    auto const order = ledger->order("2025-0007");
    EXPECT_EQ(order.state, domain::OrderState::closed);
    EXPECT_EQ(order.result, "已换灯");
    ASSERT_EQ(order.lines.size(), 1u);
    EXPECT_EQ(order.lines[0].accepted, domain::Quantity::whole(2));
    EXPECT_EQ(ledger->accepted_lines().size(), 1u);
    for (auto const& finding : ledger->check(true, {}))
        EXPECT_NE(finding.weight, Finding::Weight::error) << Translator{Language::en}(finding.message);
}

TEST_F(OlderLedgerOnSqlite, IsBackedUpAsItWasBeforeTheUpdate)
{
    { auto const updated = opener->open(file.string()); }
    ASSERT_EQ(backups().size(), 1u);
    auto const copy = backups().front().path;
    EXPECT_EQ(copy.filename(), "左云 before update 1.gpkg");
    auto const content = opener->content_of(copy);
    EXPECT_EQ(content.assets, 1);
    EXPECT_EQ(content.newest_order, "2025-0007");

    auto const before = bytes_of(copy);
    { auto const again = opener->open(file.string()); }
    EXPECT_EQ(backups().size(), 1u) << "updated once";
    EXPECT_EQ(bytes_of(copy), before);
}

TEST_F(OlderLedgerOnSqlite, TheCopyBeforeTheUpdateIsNoDailyBackup)
{
    auto const ledger = opener->open(file.string());
    EXPECT_FALSE(last_daily_backup(ledger->info()));
    auto const today = *Date::from_ymd(2026, 3, 2);
    EXPECT_EQ(back_up_daily(*ledger, today, {}), Text{});
    EXPECT_EQ(last_daily_backup(ledger->info()), today);
}

TEST_F(OlderLedgerOnSqlite, GoesOnWithItsNumbersAfterTheUpdate)
{
    auto const ledger = opener->open(file.string());
    Desk desk{*ledger, clock, "赵敏"};
    domain::WorkOrder order;
    order.road = "云新街";
    order.received_on = *Date::from_ymd(2025, 8, 1);
    domain::OrderLine line;
    line.class_key = "streetlight";
    line.activity = "repair";
    line.unit = "盏";
    line.planned = domain::Quantity::whole(1);
    order.lines.push_back(line);
    EXPECT_EQ(domain::short_number(desk.log_repair(order, std::nullopt).number), "2025-0008");
}

TEST_F(OlderLedgerOnSqlite, TheBackupOpensAsALedgerAndIsItselfUpdated)
{
    { auto const updated = opener->open(file.string()); }
    auto const restored = folder / "restored.gpkg";
    opener->restore(backups().front().path, restored);
    EXPECT_EQ(opener->open(restored.string())->order("2025-0007").result, "已换灯");
}

} // namespace
