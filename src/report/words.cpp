#include "report/words.hpp"

#include "report/report.hpp"

#include <algorithm>
#include <array>

namespace taizhang::report {
namespace {

std::string heading_number(std::size_t i, Language language)
{
    static constexpr std::array zh{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"};
    if (language == Language::en)
        return std::to_string(i + 1) + ". ";
    return std::string{zh.at(std::min(i, zh.size() - 1))} + "、";
}

std::string rate_text(domain::Rate const& rate)
{
    auto const percent = rate.percent();
    return std::to_string(rate.numerator) + '/' + std::to_string(rate.denominator) + "  " +
           (percent ? decimal(*percent, 2) + '%' : std::string{"—"});
}

} // namespace

std::string title_of(app::ReportData const& data, Language language)
{
    Translator const say{language};
    auto const period = say(data.period.label());
    return say.say("{0}: municipal facilities maintenance report, {1}", data.info.county.empty() ? data.info.bureau : data.info.county, period);
}

std::string Words::title() const { return title_of(data_, say_.language()); }

std::string Words::date_words(Date day) const { return say_.say("{0}-{1}-{2}", day.year(), day.month(), day.day()); }

std::string Words::opening() const
{
    auto const& orders = data_.orders;
    return say_.say("In the {0}, {1} recorded {2} kinds of maintenance and renovation work; {3} work orders were received, {4} closed, {5} open at the end of the period.",
                    say_(data_.period.label()), data_.info.bureau, data_.figures.figures.size(), orders.received, orders.closed + orders.backfilled,
                    orders.open_at_end);
}

std::vector<Section> Words::sections() const
{
    std::vector<Section> all;
    for (auto const& section : catalog_.sections()) {
        Section s;
        for (auto const& figure : data_.figures.figures) {
            auto const* asset_class = catalog_.find_class(figure.class_key);
            if (asset_class && asset_class->section == section.key)
                s.sentences.push_back(figure.phrase(say_.language()));
        }
        if (s.sentences.empty())
            continue;
        s.heading = heading_number(all.size(), say_.language()) + section.title.in(say_.language());
        all.push_back(std::move(s));
    }
    return all;
}

std::string Words::quantity(domain::FigureSum const& sum) const
{
    if (sum.lines == 0)
        return "—";
    if (!sum.quantity)
        return say_.say("not stated");
    return (sum.approximate ? say_.say("about {0}", sum.quantity->text()) : sum.quantity->text());
}

std::string Words::item_of(domain::Figure const& figure) const
{
    auto const* activity = catalog_.find_activity(figure.activity);
    auto const verb = activity ? activity->name.in(say_.language()) : figure.activity;
    auto item = figure.item;
    auto const* asset_class = catalog_.find_class(figure.class_key);
    if (asset_class)
        for (auto const& known : asset_class->items)
            if (known.zh == item || known.en == item)
                item = known.in(say_.language());
    // 更换光源 + 高杆灯光源 would say 光源 twice
    auto const short_verb = figure.activity == "replace_light_source" ? say_.say("replace") : verb;
    return say_.language() == Language::zh ? short_verb + item : item + ": " + short_verb;
}

std::string Words::period_column() const
{
    switch (data_.period.kind()) {
    case domain::Period::Kind::quarter: return say_.say("This quarter");
    case domain::Period::Kind::year: return say_.say("This year");
    case domain::Period::Kind::span: break;
    }
    return say_.say("This period");
}

TableText Words::by_class() const
{
    bool const quarter = data_.period.kind() == domain::Period::Kind::quarter;
    TableText t{say_.say("Quantities by class"),
                {say_.say("No."), say_.say("Class"), say_.say("Work"), say_.say("Unit"), period_column(), say_.say("Year to date"),
                 say_.say("Same period before"), say_.say("Cost (10,000 yuan)"), say_.say("Remark")},
                {},
                {0.06, 0.13, 0.24, 0.09, 0.11, 0.11, 0.11, 0.08, 0.07},
                {true, false, false, false, true, true, true, true, false}};
    std::size_t n = 0;
    for (auto const& f : data_.figures.figures) {
        auto const* asset_class = catalog_.find_class(f.class_key);
        t.rows.push_back({std::to_string(++n), asset_class ? asset_class->name.in(say_.language()) : f.class_key, item_of(f), f.unit,
                          quantity(f.sum), quarter ? quantity(f.to_date) : "—", quantity(f.year_before),
                          f.amount.in_fen() ? decimal(static_cast<double>(f.amount.in_fen()) / 1e6, 4) : "—",
                          f.sum.quantity && f.sum.unknown_lines ? say_.say("{0} not stated", f.sum.unknown_lines) : f.wording});
    }
    return t;
}

TableText Words::by_road() const
{
    TableText t{say_.say("Quantities by road"),
                {say_.say("Road"), say_.say("Work"), say_.say("Unit"), period_column()},
                {},
                {0.27, 0.43, 0.14, 0.16},
                {false, false, false, true}};
    for (auto const& row : data_.by_road) {
        auto const it = std::ranges::find(data_.figures.figures, row.figure_key, &domain::Figure::key);
        if (it != data_.figures.figures.end())
            t.rows.push_back({row.road, item_of(*it), it->unit, quantity(row.sum)});
    }
    return t;
}

TableText Words::open_orders() const
{
    TableText t{say_.say("Open and overdue work orders"),
                {say_.say("Number"), say_.say("Received"), say_.say("What"), say_.say("Place"), say_.say("State"), say_.say("Deadline")},
                {},
                {0.14, 0.14, 0.28, 0.17, 0.11, 0.16},
                {false, false, false, false, false, false}};
    auto const offset = data_.info.utc_offset_minutes;
    auto const end = Instant::start_of(data_.period.end(), offset);
    for (auto const& o : data_.orders.open_orders) {
        auto const overdue = o.deadline && *o.deadline < std::min(end, data_.made_at);
        auto const day = o.deadline ? o.deadline->local_date(offset).iso() : std::string{"—"};
        t.rows.push_back({domain::short_number(o.number), o.received_on.iso(), o.description, o.place.empty() ? o.road : o.place,
                          say_(domain::label(o.state)), overdue ? say_.say("overdue since {0}", day) : day});
    }
    return t;
}

TableText Words::rates() const
{
    auto const& o = data_.orders;
    TableText t{say_.say("Handling of work orders"), {say_.say("Indicator"), say_.say("Value")}, {}, {0.6, 0.4}, {false, true}};
    t.rows = {{say_.say("Received in the period"), std::to_string(o.received)},
              {say_.say("Closed in the period"), std::to_string(o.closed)},
              {say_.say("Entered afterwards or done on the spot (not in the rates)"), std::to_string(o.backfilled)},
              {say_.say("Open at the end"), std::to_string(o.open_at_end)},
              {say_.say("Overdue at the end"), std::to_string(o.overdue_at_end)},
              {say_.say("Closing rate (closed / due)"), rate_text(o.closing)},
              {say_.say("On-time closing rate (closed by the deadline / due)"), rate_text(o.on_time)},
              {say_.say("Rework rate (failed a check / checked)"), rate_text(o.rework)}};
    return t;
}

TableText Words::undated() const
{
    TableText t{say_.say("Date not known well enough"),
                {say_.say("Order"), say_.say("Work"), say_.say("Quantity"), say_.say("Unit"), say_.say("Date")},
                {},
                {0.2, 0.4, 0.15, 0.1, 0.15},
                {false, false, true, false, false}};
    for (auto const& line : data_.figures.undated)
        t.rows.push_back({domain::short_number(line.order_number), line.item, line.accepted ? line.accepted->text() : say_.say("not stated"), line.unit,
                          line.accepted_on->iso()});
    return t;
}

std::vector<std::string> Words::definitions() const
{
    return {say_.say("A figure adds the accepted quantities of one kind of work in one unit; orders are never counted. Lamps, poles and sets are never added."),
            say_.say("Work belongs to the day on which it was accepted, not to the day of typing. Quantities that are not known are counted apart."),
            say_.say("Due: the final deadline lies in the period and the order is not on an approved hold at its end. Cancelled and merged orders are in no rate.")};
}

} // namespace taizhang::report
