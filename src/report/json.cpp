#include "report/report.hpp"

#include "base/error.hpp"
#include "base/json.hpp"

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
    json.set("orders_count", f.orders.size());
    if (with_records) {
        auto orders = Json::array();
        for (auto const& order : f.orders)
            orders.push(Json::object({{"number", order.number}, {"uid", order.uid}}));
        json.set("orders", std::move(orders));
    }
    return json;
}

} // namespace

Json report_json(app::ReportData const& data, domain::Catalog const& /*catalog*/, Language language, bool with_records)
{
    auto json = Json::object({{"title", title_of(data, language)}, {"period", data.period.key()}});
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
                                     {"rework_rate", rate_json(o.rework)}}));
    json.set("illustrative", data.info.illustrative);
    json.set("made_at", data.made_at.iso());
    json.set("made_by", data.made_by);
    json.set("audit_head", data.audit_head);
    return json;
}

} // namespace taizhang::report
