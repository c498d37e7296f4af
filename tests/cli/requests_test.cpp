// A call becomes an order with photos and a slip, and goes back to 12345 answered.
#include "console.hpp"

#include <gmock/gmock.h>

#include <tuple>

using namespace cli;
using taizhang::Json;
using testing::HasSubstr;
using testing::Not;

namespace {

/// A picture as a phone would give it, made by another program.
std::string photo(Folder const& folder, std::string const& name, std::string const& colour)
{
    auto const file = folder / name;
    EXPECT_EQ(start({"convert", "-size", "640x480", "xc:" + colour, file}).status, 0);
    return file;
}

std::string text_of_pdf(std::string const& file)
{
    auto const answer = start({"pdftotext", "-layout", file, "-"});
    EXPECT_EQ(answer.status, 0) << answer.err;
    return answer.out;
}

} // namespace

TEST(Request, GoesFromTheCallToTheAnswer)
{
    Folder const folder;
    auto const ledger = sample_in(folder);
    auto const made = ask({"request", "new", ledger, "--order", "--asset", "LD-0007", "--description", "路灯不亮", "--caller", "李女士",
                           "--phone", "13812345678", "--source", "12345热线", "--number", "DT1"});
    EXPECT_EQ(made.text("state"), "accepted");
    auto const order = made["orders"].items().at(0).as_string();
    auto const early = ctl({"request", "answer", ledger, "DT1", "--text", "已修好", "--lang", "en"});
    EXPECT_EQ(early.status, 1);
    EXPECT_THAT(early.err, HasSubstr("still open"));

    for (auto const& [name, kind, colour] : {std::tuple{"a.jpg", "before", "red"}, {"b.jpg", "after", "green"}})
        (void)ask({"order", "attach", ledger, order, photo(folder, name, colour), "--kind", kind});
    auto const photos = ask({"order", "photos", ledger, order, "--save", folder / "out"});
    ASSERT_EQ(photos["attachments"].items().size(), 2U);
    auto const first = photos["attachments"].items()[0];
    EXPECT_EQ(first.text("kind"), "before");
    EXPECT_EQ(read(folder / ("out/" + first.text("sha256").substr(0, 8) + "-a.jpg")), read(folder / "a.jpg")) << "byte for byte";

    (void)ask({"order", "close", ledger, order, "--result", "更换光源1套"});
    auto const answered = ask({"request", "answer", ledger, "DT1"});
    EXPECT_EQ(answered.text("state"), "answered");
    EXPECT_THAT(answered.text("answer"), HasSubstr("更换光源1套")) << "proposed by its order";
    EXPECT_EQ(ask({"request", "move", ledger, "DT1", "close", "--satisfaction", "satisfied"}).text("state"), "closed");

    EXPECT_EQ(ctl({"slip", ledger, order, "-o", folder / "slip.pdf"}).status, 0);
    auto const words = text_of_pdf(folder / "slip.pdf");
    for (auto const* said : {"派工单", "LD-0007", "路灯不亮", "李女士", "更换光源1套"})
        EXPECT_THAT(words, HasSubstr(said));
    EXPECT_EQ(ctl({"request", "receipt", ledger, "DT1", "-o", folder / "receipt.pdf"}).status, 0);
    EXPECT_THAT(text_of_pdf(folder / "receipt.pdf"), HasSubstr("受理回执"));
    EXPECT_EQ(ctl({"check", ledger, "--deep"}).status, 0);
}

TEST(Request, RefusesFilesThatAreNoPicturesInWords)
{
    Folder const folder;
    auto const ledger = sample_in(folder);
    auto const order = ask({"order", "list", ledger, "--limit", "1"})["orders"].items().at(0).text("uid");
    write(folder / "letter.jpg", "just words");
    write(folder / "nothing.jpg", "");
    auto const whole = read(photo(folder, "whole.jpg", "blue"));
    write(folder / "half.jpg", whole.substr(0, whole.size() / 2));
    write(folder / "huge.jpg", std::string(21 * 1024 * 1024, 'x'));
    for (auto const& [file, said] : {std::pair{"letter.jpg", "neither a picture nor a known paper"}, {"nothing.jpg", "0 bytes"},
                                     {"half.jpg", "cut short"}, {"huge.jpg", "at most 20 MB"}}) {
        auto const answer = ctl({"order", "attach", ledger, order, folder / file, "--kind", "before", "--json", "--lang", "en"});
        EXPECT_EQ(answer.status, 1) << file;
        EXPECT_THAT(answer.error("what"), HasSubstr(said)) << file;
        EXPECT_NE(answer.error("todo"), "") << file;
    }
    EXPECT_EQ(ctl({"order", "attach", ledger, order, folder / "none.jpg"}).status, 3) << "no such file";
    EXPECT_TRUE(ask({"order", "photos", ledger, order})["attachments"].items().empty());
}

TEST(Request, KeepsTheCallersNumberFromThoseWhoDoNotCallBack)
{
    Folder const folder;
    auto const ledger = fresh_in(folder);
    auto const number = ask({"request", "new", ledger, "--description", "路灯不亮", "--phone", "13812345678", "--as", "赵敏"}).text("number");
    sql(ledger, "INSERT INTO person(uid, name, role) VALUES ('u1', '班组', 'handler'), ('u2', '值班', 'registrar')");
    EXPECT_EQ(ask({"request", "show", ledger, number, "--as", "班组"}).text("caller_phone"), "138****5678");
    EXPECT_EQ(ask({"request", "show", ledger, number, "--as", "值班"}).text("caller_phone"), "13812345678");
    (void)ask({"request", "receipt", ledger, number, "-o", folder / "r.pdf", "--as", "班组"});
    EXPECT_THAT(text_of_pdf(folder / "r.pdf"), Not(HasSubstr("13812345678")));
}
