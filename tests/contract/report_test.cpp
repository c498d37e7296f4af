// Reports over real ledgers: issuing, locking, words, templates; and every printed number recomputed by plain SQL.
#include "base/error.hpp"
#include "contract/ledger_fixture.hpp"
#include "report/compose.hpp"
#include "report/issuing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

using namespace taizhang;
using namespace testing;

namespace {

class Reports : public test::LedgerContract {
protected:
    void SetUp() override
    {
        clock.set(*Instant::parse_iso("2026-01-08T02:00:00.000Z"));
        ledger = fresh();
    }
    /// A closed order with one accepted line.
    domain::WorkOrder lamps(std::int64_t sets, char const* day, char const* road = "云新街")
    {
        domain::WorkOrder order;
        order.state = domain::OrderState::closed;
        order.road = road;
        order.received_on = Date::parse_iso(day).value();
        order.closed_on = order.received_on;
        domain::OrderLine line;
        line.class_key = "streetlight";
        line.activity = "repair";
        line.item = "路灯";
        line.unit = "套";
        line.road = road;
        line.accepted = domain::Quantity::whole(sets);
        line.accepted_on = Date::parse_iso(day).value();
        order.lines.push_back(line);
        auto change = ledger->begin();
        change->add(order);
        change->commit({"赵敏", "order.close", "order", order.uid, Json::object()});
        return order;
    }
    void recount(domain::WorkOrder order, std::int64_t sets)
    {
        order.lines[0].accepted = domain::Quantity::whole(sets);
        auto change = ledger->begin();
        change->update(order);
        change->commit({"赵敏", "order.edit", "order", order.uid, Json::object()});
    }
    app::IssuedReport issue(domain::Period const& period, std::string const& number = {})
    {
        return report::issue_report(*ledger, period, clock.now(), "赵敏", Language::zh, number);
    }
    report::Report made(domain::Period const& period, Language language = Language::zh)
    {
        return report::make_report(*ledger, period, clock.now(), "赵敏", language);
    }
    static std::string all_words(report::Content const& content)
    {
        std::string all;
        for (auto const& block : content.blocks)
            if (auto const* p = std::get_if<report::Paragraph>(&block))
                all += p->text() + '\n';
        return all;
    }
    static report::Table const* table(report::Content const& content, std::string const& key)
    {
        for (auto const& block : content.blocks)
            if (auto const* t = std::get_if<report::Table>(&block); t && t->key == key)
                return t;
        return nullptr;
    }
    template <class Call>
    static Error::Kind refusal_of(Call call)
    {
        try {
            call();
        } catch (Error const& e) {
            EXPECT_FALSE(e.todo().empty()) << e.what();
            return e.kind();
        }
        ADD_FAILURE() << "nothing was refused";
        return Error::Kind::internal;
    }

    std::unique_ptr<app::Ledger> ledger;
    domain::Period const q3 = *domain::Period::quarter(2025, 3), q4 = *domain::Period::quarter(2025, 4);
};

} // namespace

TEST_F(Reports, IssuedKeepTheirPaperWordsAndSealWhateverHappensToTheRecords)
{
    auto const order = lamps(540, "2025-11-03");
    auto const issued = issue(q4, "左住建报〔2026〕1号");
    EXPECT_EQ(issued.issue, 1);
    EXPECT_EQ(issued.hash.size(), 64U);
    EXPECT_TRUE(issued.pdf.starts_with("%PDF-"));
    recount(order, 537);
    ledger = opener->open(place());
    auto const kept = ledger->reports().issued_report(issued.uid);
    EXPECT_EQ(kept.pdf, issued.pdf);
    EXPECT_EQ(kept.content.dump(), issued.content.dump());
    EXPECT_EQ(kept.content["figures"].items()[0]["milli"].as_integer(), 540'000);
    EXPECT_EQ(kept.issued_by, "赵敏");
    EXPECT_FALSE(kept.audit_head.empty());
}

TEST_F(Reports, IssuedAgainTellTheDifference)
{
    auto const order = lamps(540, "2025-11-03");
    (void)issue(q4);
    EXPECT_EQ(refusal_of([&] { (void)issue(q4); }), Error::Kind::refused) << "nothing has changed";
    recount(order, 537);
    auto const again = issue(q4);
    EXPECT_EQ(again.issue, 2);
    auto const said = [&] {
        std::string all;
        for (auto const& section : again.content.at("sections").items())
            all += section.at("text").as_string();
        return all;
    }();
    EXPECT_THAT(said, HasSubstr("537"));
    auto report = made(q4);
    report.data.issue = 2;
    report.data.reissue = {{"2025Q4", "维修路灯537套", "套", "k", domain::Quantity::whole(540), domain::Quantity::whole(537)}};
    report::compose_again(report, *ledger);
    EXPECT_THAT(all_words(report.content), HasSubstr("差额−3套"));
    EXPECT_EQ(ledger->reports().issued().size(), 2U);
}

TEST_F(Reports, OfALockedPeriodAreCorrectedInTheNext)
{
    auto const order = lamps(540, "2025-08-03");
    lamps(20, "2025-11-03");
    EXPECT_EQ(refusal_of([&] { report::lock_period(*ledger, q3, clock.now(), "赵敏"); }), Error::Kind::refused) << "never issued";
    (void)issue(q3);
    report::lock_period(*ledger, q3, clock.now(), "赵敏");
    recount(order, 537);
    EXPECT_EQ(refusal_of([&] { (void)issue(q3); }), Error::Kind::refused);
    auto const next = made(q4);
    ASSERT_EQ(next.data.corrections.size(), 1U);
    EXPECT_EQ(next.data.corrections[0].difference(), domain::Quantity::whole(-3));
    auto const* corrections = table(next.content, "corrections");
    ASSERT_NE(corrections, nullptr);
    EXPECT_EQ(corrections->rows[0].back().text, "−3");
    report::unlock_period(*ledger, q3, "赵敏");
    EXPECT_EQ(issue(q3).issue, 2);
}

TEST_F(Reports, OfAQuarterThatHasNotBegunAreNotIssued)
{
    EXPECT_EQ(refusal_of([&] { (void)issue(*domain::Period::quarter(2026, 2)); }), Error::Kind::refused);
}

TEST_F(Reports, OfAnEmptyQuarterSaySo)
{
    auto const report = made(q4);
    EXPECT_THAT(all_words(report.content), HasSubstr("本期无验收的维护工程量。"));
    report::Document const document{report.content};
    EXPECT_GE(document.pages(), 2);
    EXPECT_TRUE(issue(q4).pdf.starts_with("%PDF-"));
}

TEST_F(Reports, TakeOwnWordsWithTheNumbersBound)
{
    auto const order = lamps(540, "2025-11-03");
    auto const report = made(q4);
    auto const lights = [&](report::Report const& r) {
        for (auto const& block : r.content.blocks)
            if (auto const* p = std::get_if<report::Paragraph>(&block); p && p->section == "lights")
                return *p;
        return report::Paragraph{};
    };
    auto const edited = report::words_for_editing(lights(report).spans);
    EXPECT_THAT(edited, HasSubstr("【540套】"));
    report::save_section(*ledger, report, "lights", "全季共修复路灯【540套】，亮灯率明显提高。", "赵敏");
    EXPECT_EQ(lights(made(q4)).text(), "全季共修复路灯540套，亮灯率明显提高。");
    recount(order, 537);
    EXPECT_EQ(lights(made(q4)).text(), "全季共修复路灯537套，亮灯率明显提高。") << "the number follows its records";
    EXPECT_EQ(refusal_of([&] { report::save_section(*ledger, report, "lights", "修复路灯【600套】。", "赵敏"); }), Error::Kind::refused);
    EXPECT_EQ(refusal_of([&] { report::save_section(*ledger, report, "lights", "修复路灯【540套。", "赵敏"); }), Error::Kind::refused);
    report::save_section(*ledger, report, "lights", "", "赵敏");
    EXPECT_THAT(lights(made(q4)).text(), HasSubstr("维修路灯537套"));
}

TEST_F(Reports, ComeFromTemplatesThatABureauAddsWithoutCode)
{
    lamps(540, "2025-11-03");
    auto const document = Json::parse(R"({"key":"brief","name":{"zh":"简报"},"title":{"zh":"{period}照明简报"},"periods":["quarter"],"parts":[
        {"part":"figures","key":"lights","section":"lights","heading":{"zh":"照明"}},
        {"part":"table","rows":"figures","heading":{"zh":"数量"},"columns":[{"value":"work","head":{"zh":"项目"},"width":3},{"value":"done","head":{"zh":"数量"},"width":1}]}]})");
    report::save_template(*ledger, "brief", document, "赵敏");
    auto const brief = report::make_report(*ledger, q4, clock.now(), "赵敏", Language::zh, "brief");
    EXPECT_EQ(brief.content.title, "2025年第四季度照明简报");
    EXPECT_THAT(all_words(brief.content), HasSubstr("维修路灯540套"));
}

TEST_F(Reports, RefuseTemplatesInWordsThatSayWhereAndWhatWouldDo)
{
    auto const said = [](char const* text) {
        try {
            (void)report::template_from_json(Json::parse(text));
        } catch (Error const& e) {
            Translator const say{Language::zh};
            return say(e.message()) + '|' + say(e.where()) + '|' + say(e.todo());
        }
        return std::string{"accepted"};
    };
    EXPECT_THAT(said(R"({"key":"x","name":"n","title":"t","periods":["month"],"parts":[]})"), AllOf(HasSubstr("month"), HasSubstr("quarter")));
    EXPECT_THAT(said(R"({"key":"x","name":"n","title":"{orders.receved}","periods":["year"],"parts":[]})"),
                AllOf(HasSubstr("orders.receved"), HasSubstr("orders.received")));
    EXPECT_THAT(said(R"({"key":"x","name":"n","title":"t","periods":["year"],"parts":[{"part":"table","rows":"figures","heading":"h","columns":[{"value":"sum","head":"h"}]}]})"),
                AllOf(HasSubstr("sum"), HasSubstr("x / 1"), HasSubstr("to_date")));
    EXPECT_THAT(said(R"({"key":"x","name":"n","title":"t","periods":["year"]})"), HasSubstr("parts"));
}

TEST_F(Reports, LeadFromEveryNumberToItsOrders)
{
    auto const a = lamps(500, "2025-11-03"), b = lamps(40, "2025-12-03", "云川路");
    lamps(7, "2025-08-03");
    auto const report = made(q4);
    auto const numbers = [&](std::string const& link) {
        std::vector<std::string> all;
        for (auto const& order : app::orders_behind(*ledger, report.data, link))
            all.push_back(order.uid);
        return all;
    };
    EXPECT_THAT(numbers("figure:streetlight/repair/路灯/套"), UnorderedElementsAre(a.uid, b.uid));
    EXPECT_THAT(numbers("road:云川路|streetlight/repair/路灯/套"), ElementsAre(b.uid));
    EXPECT_THAT(numbers("orders:received"), UnorderedElementsAre(a.uid, b.uid));
    EXPECT_THAT(numbers("order:" + a.uid), ElementsAre(a.uid));
    report::Document const document{report.content};
    std::size_t links = 0;
    for (int page = 0; page < document.pages(); ++page)
        for (auto const& area : document.areas(page)) {
            ++links;
            EXPECT_GT(area.w, 0);
            if (area.link.starts_with("figure:"))
                EXPECT_FALSE(numbers(area.link).empty()) << area.text;
        }
    EXPECT_GT(links, 20U);
}

TEST_F(Reports, LeaveNoHalfFileBehindAFullDiskOrAFolderNobodyMayWriteTo)
{
    lamps(540, "2025-11-03");
    auto const report = made(q4);
    for (auto const* ending : {"pdf", "xlsx", "html", "json"}) {
        auto const gone = path("nowhere") + "/r." + ending;
        EXPECT_THROW(report::write_report(report, true, gone), Error) << ending;
    }
    EXPECT_THROW(report::write_report(report, true, path("r.doc")), Error);
    for (auto const& entry : std::filesystem::directory_iterator{home.folder().path()})
        EXPECT_TRUE(entry.path().filename().string().starts_with("t.gpkg")) << entry.path();
}

TEST_F(Reports, PrintWhateverTextWasTyped)
{
    std::string description;
    for (int i = 0; i < 5000; ++i)
        description += "述";
    for (auto const& text : {std::string{"\x01\x02坏\x07字"}, std::string{"🚧施工"}, std::string{"شارع"}, description}) {
        auto order = lamps(1, "2025-11-03");
        order.description = text;
        order.state = domain::OrderState::assigned;
        order.closed_on.reset();
        auto change = ledger->begin();
        change->update(order);
        change->commit({"赵敏", "order.edit", "order", order.uid, Json::object()});
    }
    auto const report = made(q4);
    report::Document const document{report.content};
    EXPECT_GT(document.pages(), 2);
    for (auto const* ending : {"pdf", "xlsx", "html", "json"}) {
        auto const file = path("r.") + ending;
        report::write_report(report, true, file);
        EXPECT_GT(std::filesystem::file_size(file), 500U) << ending;
    }
    std::ifstream in{path("r.html")};
    std::string const html{std::istreambuf_iterator<char>{in}, {}};
    EXPECT_EQ(html.find('\x01'), std::string::npos);
}

TEST_F(Reports, SpeakEnglishToo)
{
    lamps(540, "2025-11-03");
    auto const report = made(q4, Language::en);
    EXPECT_THAT(report.content.title, HasSubstr("maintenance report"));
    report::Document const document{report.content};
    EXPECT_GT(document.pages(), 2);
    auto const* quantities = table(report.content, "quantities");
    ASSERT_NE(quantities, nullptr);
    EXPECT_EQ(quantities->columns[0].head, "No.");
}
