#include "report/report.hpp"

#include "base/error.hpp"
#include "base/json.hpp"
#include "report/compose.hpp"

namespace taizhang::report {
namespace {

Json number(std::optional<domain::Quantity> const& quantity)
{
    if (!quantity)
        return {};
    auto const n = quantity->in_thousandths();
    return n % 1000 == 0 ? Json{n / 1000} : Json{quantity->value()};
}

Json sum_json(domain::FigureSum const& sum)
{
    return Json::object({{"quantity", number(sum.quantity)}, {"approximate", sum.approximate}, {"unknown_lines", sum.unknown_lines}, {"lines", sum.lines}});
}

Json texts(std::vector<std::string> const& all)
{
    auto array = Json::array();
    for (auto const& text : all)
        array.push(text);
    return array;
}

Json rate_json(domain::Rate const& rate)
{
    auto const percent = rate.percent();
    return Json::object({{"numerator", rate.numerator}, {"denominator", rate.denominator}, {"percent", percent ? Json{*percent} : Json{}}});
}

Json figure_json(domain::Figure const& f, Language language, bool with_records)
{
    auto json = Json::object({{"key", f.key}, {"class", f.class_key}, {"activity", f.activity}, {"item", f.item}, {"unit", f.unit}});
    if (f.measure == domain::Measure::capacity)
        json.set("measure", "capacity");
    json.set("quantity", number(f.sum.quantity));
    json.set("approximate", f.sum.approximate);
    json.set("unknown_lines", f.sum.unknown_lines);
    if (!f.wording.empty())
        json.set("wording", f.wording);
    json.set("places", texts(f.places));
    json.set("phrase", f.phrase(language));
    json.set("amount_fen", f.amount.in_fen());
    json.set("ytd", sum_json(f.to_date));
    json.set("year_before", sum_json(f.year_before));
    json.set("previous", sum_json(f.previous));
    json.set("orders_count", f.orders.size());
    if (with_records) {
        auto orders = Json::array();
        for (auto const& order : f.orders)
            orders.push(Json::object({{"number", order.number}, {"uid", order.uid}}));
        json.set("orders", std::move(orders));
    }
    return json;
}

/// What each section says, by its key.
Json sections_json(Content const& content)
{
    auto sections = Json::array();
    for (auto const& block : content.blocks)
        if (auto const* paragraph = std::get_if<Paragraph>(&block); paragraph && !paragraph->section.empty())
            sections.push(Json::object({{"key", paragraph->section}, {"text", paragraph->text()}}));
    return sections;
}

} // namespace

Json report_json(Report const& report, bool with_records)
{
    auto const& data = report.data;
    auto const language = report.language;
    auto json = Json::object({{"title", report.content.title}, {"period", data.period.key()}, {"template", report.form.key}});
    auto figures = Json::array();
    for (auto const& figure : data.figures.figures)
        figures.push(figure_json(figure, language, with_records));
    json.set("figures", std::move(figures));
    auto undated = Json::array();
    for (auto const& line : data.figures.undated)
        undated.push(Json::object({{"order", line.order_number}, {"item", line.item}, {"date", line.accepted_on->iso()}}));
    json.set("undated", std::move(undated));
    auto const& o = data.orders;
    json.set("orders", Json::object({{"received", o.received},
                                     {"closed", o.closed},
                                     {"open_at_end", o.open_at_end},
                                     {"overdue_at_end", o.overdue_at_end},
                                     {"backfilled", o.backfilled},
                                     {"closing_rate", rate_json(o.closing)},
                                     {"on_time_rate", rate_json(o.on_time)},
                                     {"rework_rate", rate_json(o.rework)},
                                     {"dispatched", o.dispatched},
                                     {"extended", o.extended},
                                     {"reopened", o.reopened},
                                     {"held_at_end", o.held_at_end},
                                     {"cancelled", o.cancelled},
                                     {"merged", o.merged},
                                     {"closed_early", o.closed_early}}));
    json.set("sections", sections_json(report.content));
    auto corrections = Json::array();
    for (auto const& c : data.corrections)
        corrections.push(Json::object({{"period", c.period}, {"key", c.figure_key}, {"issued", number(c.issued)}, {"now", number(c.now)}}));
    json.set("corrections", std::move(corrections));
    json.set("issue", data.issue);
    json.set("hash", data.hash);
    json.set("illustrative", data.info.illustrative);
    json.set("made_at", data.made_at.iso());
    json.set("made_by", data.made_by);
    json.set("audit_head", data.audit_head);
    return json;
}

} // namespace taizhang::report
