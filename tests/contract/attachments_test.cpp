#include "app/attachments.hpp"

#include "store/records.hpp"
#include "store/store.hpp"
#include "support/jpeg.hpp"
#include "support/ledger_home.hpp"
#include "support/pictures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

using namespace taizhang;
using namespace taizhang::app;
using domain::AttachmentKind;
using testing::HasSubstr;

namespace {

class PhotosOfALedger : public testing::Test {
protected:
    void SetUp() override
    {
        LedgerInfo info;
        info.bureau = "左云县住房和城乡建设管理局";
        ledger = opener->create(home.place("t.gpkg"), info);
        desk.emplace(*ledger, clock, "赵敏");
        domain::Asset a;
        a.class_key = "streetlight";
        a.code = "LD-0001";
        a.road = "云新街";
        a.shape = geo::Shape::point(*geo::Position::from_degrees(112.70, 40.01));
        lamp = desk->add(a);
    }
    std::vector<domain::LinkedAttachment> attach(std::string const& entity, std::string const& uid, std::string data,
                                                 AttachmentKind kind = AttachmentKind::before, std::string name = "a.jpg")
    {
        return AttachmentDesk{*desk, pictures}.attach(entity, uid, {{std::move(name), std::move(data), kind, {}}});
    }
    /// The words of the refusal.
    std::string refused(std::string data, std::string name, AttachmentKind kind = AttachmentKind::before)
    {
        try {
            attach("asset", lamp.uid, std::move(data), kind, std::move(name));
        } catch (Error const& e) {
            EXPECT_FALSE(e.todo().empty()) << e.what();
            EXPECT_TRUE(ledger->attachments().of("asset", lamp.uid).empty()) << "something was kept";
            return e.what();
        }
        return "it was taken";
    }
    [[nodiscard]] bool is_kept(std::string const& data)
    {
        try {
            return ledger->attachments().data(store::sha256_hex(data)) == data;
        } catch (Error const&) {
            return false;
        }
    }

    test::LedgerHome home;
    FixedClock clock{*Instant::parse_iso("2025-11-20T02:00:00.000Z")};
    std::unique_ptr<LedgerOpener> opener = store::make_opener(clock);
    std::unique_ptr<Ledger> ledger;
    std::optional<Desk> desk;
    domain::Asset lamp;
    test::RealPictures pictures;
};

TEST_F(PhotosOfALedger, AreKeptOnceHoweverOftenTheyAreShown)
{
    auto const picture = test::jpeg_picture();
    domain::Asset other;
    other.class_key = "streetlight";
    other.code = "LD-0002";
    other.road = "云新街";
    other = desk->add(other);
    auto const first = attach("asset", lamp.uid, picture);
    auto const again = attach("asset", other.uid, picture, AttachmentKind::after, "other name.jpg");
    EXPECT_EQ(first[0].content.sha256, again[0].content.sha256);
    EXPECT_TRUE(is_kept(picture));
    // taking it away from one leaves it with the other
    AttachmentDesk{*desk, pictures}.unlink(ledger->attachments().of("asset", lamp.uid).at(0));
    EXPECT_TRUE(ledger->attachments().of("asset", lamp.uid).empty());
    ASSERT_EQ(ledger->attachments().of("asset", other.uid).size(), 1U);
    EXPECT_TRUE(is_kept(picture));
}

TEST_F(PhotosOfALedger, TellWhatTheCameraWrote)
{
    test::ExifBlock exif;
    exif.add_short(0x0112, 6); // held upright, the sensor lying
    exif.add_ascii_in_exif(0x9003, "2025:11:19 09:12:30");
    exif.add_gps_ascii(1, 'N');
    exif.add_gps_rationals(2, {{40, 1}, {0, 1}, {36, 1}});
    exif.add_gps_ascii(3, 'E');
    exif.add_gps_rationals(4, {{112, 1}, {42, 1}, {0, 1}});
    exif.add_gps_rationals(17, {{905, 10}});
    auto const facts = attach("asset", lamp.uid, exif.in(test::jpeg_picture(64, 48))).at(0).content.facts;
    EXPECT_EQ(facts.orientation, 6);
    EXPECT_EQ(facts.taken_at, "2025-11-19T09:12:30");
    ASSERT_TRUE(facts.position);
    EXPECT_NEAR(facts.position->lat_degrees(), 40.01, 1e-9);
    EXPECT_NEAR(facts.position->lon_degrees(), 112.7, 1e-9);
    ASSERT_TRUE(facts.direction);
    EXPECT_NEAR(*facts.direction, 90.5, 1e-9);
    EXPECT_EQ(facts.width, 64);
    // and it is there when the ledger is asked again, the thumbnail turned upright
    auto const kept = ledger->attachments().of("asset", lamp.uid).at(0);
    EXPECT_EQ(kept.content.facts.taken_at, "2025-11-19T09:12:30");
    auto const small = draw::small_picture(ledger->attachments().thumbnail(kept.content.sha256), 1, 1000);
    EXPECT_EQ(small.width, 48);
    EXPECT_EQ(small.height, 64);
}

TEST_F(PhotosOfALedger, RefuseInWordsWhatIsNoPicture)
{
    auto const jpeg = test::jpeg_picture(400, 300);
    EXPECT_THAT(refused("", "empty.jpg"), HasSubstr("0 bytes"));
    EXPECT_THAT(refused("just words", "letter.jpg"), HasSubstr("neither a picture nor a known paper"));
    EXPECT_THAT(refused(jpeg.substr(0, jpeg.size() / 2), "half.jpg"), HasSubstr("cut short"));
    auto const png = test::png_picture(40, 30, {1, 0, 0});
    EXPECT_THAT(refused(png.substr(0, png.size() - 20), "half.png"), HasSubstr("cut short"));
    EXPECT_THAT(refused(std::string(21 * 1024 * 1024, 'x'), "huge.jpg"), HasSubstr("21 MB"));
    EXPECT_THAT(refused("%PDF-1.4 a paper", "scan.pdf", AttachmentKind::after), HasSubstr("no picture"));
    EXPECT_EQ(attach("asset", lamp.uid, "%PDF-1.4 a paper", AttachmentKind::document, "scan.pdf").size(), 1U);
}

TEST_F(PhotosOfALedger, RefuseAHundredMegapixelsBeforeDecodingThem)
{
    auto jpeg = test::jpeg_picture();
    auto const frame = jpeg.find("\xFF\xC0");
    ASSERT_NE(frame, std::string::npos);
    jpeg[frame + 5] = jpeg[frame + 7] = '\x27'; // 10,000 x 10,000
    jpeg[frame + 6] = jpeg[frame + 8] = '\x10';
    EXPECT_THAT(refused(jpeg, "big.jpg"), HasSubstr("100 megapixels"));
}

TEST_F(PhotosOfALedger, AreAllTakenOrNone)
{
    EXPECT_THROW((void)AttachmentDesk(*desk, pictures).attach("asset", lamp.uid, {{"a.jpg", test::jpeg_picture(), AttachmentKind::before, {}},
                                                                            {"b.jpg", "no picture", AttachmentKind::before, {}}}),
                 Error);
    EXPECT_FALSE(is_kept(test::jpeg_picture()));
}

TEST_F(PhotosOfALedger, AreMissedByTheCheckWhenDamagedOrGone)
{
    auto const kept = attach("asset", lamp.uid, test::jpeg_picture()).at(0);
    attach("asset", lamp.uid, test::jpeg_picture(32, 32, {1, 0, 0}), AttachmentKind::after, "b.jpg");
    auto const found = [&](bool deep) {
        std::string words;
        for (auto const& finding : ledger->check(deep, {}))
            words += Error{Error::Kind::internal, finding.message}.what() + std::string{"\n"};
        return words;
    };
    EXPECT_EQ(found(true), "");
    auto const outside = [&](std::string const& sql) { home.from_outside(home.place("t.gpkg"), sql); };
    // as many bytes, but others: only looking at all of them tells
    outside("UPDATE attachment SET data = " + std::string{test::on_server() ? "decode(repeat('00', size::int), 'hex')" : "zeroblob(size)"} +
            " WHERE sha256 = '" + kept.content.sha256 + "'");
    EXPECT_EQ(found(false), "");
    EXPECT_THAT(found(true), HasSubstr("a.jpg is damaged"));
    EXPECT_THROW((void)ledger->attachments().data(kept.content.sha256), Error);
    if (test::on_server())
        return; // the server does not let anybody delete what is still shown
    outside("DELETE FROM attachment WHERE sha256 = '" + kept.content.sha256 + "'");
    EXPECT_THAT(found(false), HasSubstr("1 photos or papers are missing"));
}

TEST_F(PhotosOfALedger, StandSideBySideBeforeAndAfter)
{
    attach("asset", lamp.uid, test::jpeg_picture(32, 32, {1, 0, 0}), AttachmentKind::after, "after.jpg");
    attach("asset", lamp.uid, test::jpeg_picture(32, 32, {0, 1, 0}), AttachmentKind::before, "before.jpg");
    attach("asset", lamp.uid, test::jpeg_picture(32, 32, {0, 0, 1}), AttachmentKind::before, "alone.jpg");
    auto const pairs = pairs_of(ledger->attachments().of("asset", lamp.uid));
    ASSERT_EQ(pairs.size(), 1U);
    EXPECT_EQ(pairs[0].before.content.file_name, "before.jpg");
    EXPECT_EQ(pairs[0].after.content.file_name, "after.jpg");
}

} // namespace
