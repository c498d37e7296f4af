#include "report/compose.hpp"

#include "base/error.hpp"
#include "report/numbers.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace taizhang::report {
namespace {

constexpr std::size_t most_roads = 5;    // named behind a figure
constexpr std::size_t most_bars = 10;

std::string ordinal(std::size_t i, Language language)
{
    static constexpr std::array zh{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五"};
    if (language == Language::en)
        return std::to_string(i + 1) + ". ";
    return (i < zh.size() ? std::string{zh[i]} : std::to_string(i + 1)) + "、";
}

/// class, class/activity or class/activity/item.
bool selects(std::string const& selector, domain::Figure const& figure)
{
    auto const parts = split(selector, '/');
    return parts[0] == figure.class_key && (parts.size() < 2 || parts[1] == figure.activity) && (parts.size() < 3 || parts[2] == figure.item);
}

class Composer {
public:
    Composer(app::ReportData const& data, domain::Catalog const& catalog, Template const& form, Language language,
             std::shared_ptr<map::Scene const> roads)
        : data_{data}, catalog_{catalog}, form_{form}, roads_{std::move(roads)}, say_{language}, numbers_{data, catalog, say_}
    {}

    Content made()
    {
        content_.language = say_.language();
        content_.title = plain(form_.title.in(say_.language()));
        content_.period = say_(data_.period.label());
        content_.document_number = data_.document_number;
        content_.author = data_.info.bureau;
        content_.subject = content_.period;
        content_.made_at = data_.made_at;
        content_.continued = say_.say(" (continued)");
        content_.mark = mark();
        add_reissue();
        for (auto const& part : form_.parts)
            add(part);
        close();
        return std::move(content_);
    }

    std::string plain(std::string const& text) const
    {
        std::string out;
        for (auto const& span : spans_of(text))
            out += span.text;
        return out;
    }

private:
    /// {names} become their numbers.
    std::vector<Span> spans_of(std::string const& text) const
    {
        std::vector<Span> spans;
        std::size_t from = 0;
        for (auto at = text.find('{'); at != std::string::npos; at = text.find('{', from)) {
            auto const end = text.find('}', at);
            if (end == std::string::npos)
                break;
            if (at > from)
                spans.push_back({text.substr(from, at - from)});
            spans.push_back(numbers_.span(text.substr(at + 1, end - at - 1)));
            from = end + 1;
        }
        if (from < text.size())
            spans.push_back({text.substr(from)});
        return spans;
    }

    std::string mark() const
    {
        std::vector<std::string> marks;
        if (data_.info.illustrative)
            marks.push_back(say_.say("Illustrative data"));
        if (data_.issue == 0)
            marks.push_back(say_.say("Draft, not issued"));
        else if (data_.issue > 1)
            marks.push_back(say_.say("Issued again, no. {0}", data_.issue));
        return joined(marks, " · ");
    }

    /// 重新印发…差额 −3 盏: the first thing a reader of a later issue must know.
    void add_reissue()
    {
        if (data_.issue < 2)
            return;
        std::vector<std::string> all;
        for (auto const& c : data_.reissue) {
            auto const d = c.difference();
            auto const none = domain::Quantity::whole(0);
            auto const said = [&](std::optional<domain::Quantity> const& q) { return q ? q->text() : say_.say("not stated"); };
            all.push_back(say_.say("{0}: {1} before, {2} now, difference {3} {4}", c.phrase, said(c.issued), said(c.now),
                                   (d < none ? "−" : "+") + (d < none ? none - d : d).text(), numbers_.unit(c.unit)));
        }
        auto const zh = say_.language() == Language::zh;
        auto words = say_.say("Issued again (no. {0}). ", data_.issue);
        words += all.empty() ? say_.say("The figures are those of the issue before; words or annexes were changed.")
                             : say_.say("What differs from the issue before: {0}.", joined(all, zh ? "；" : "; "));
        content_.blocks.push_back(Paragraph{{{words}}, Paragraph::Kind::body, {}});
    }

    void add(Part const& part)
    {
        switch (part.kind) {
        case Part::Kind::text: add_text(part); break;
        case Part::Kind::figures: add_figures(part); break;
        case Part::Kind::table: add_table(part); break;
        case Part::Kind::chart: add_chart(part); break;
        case Part::Kind::map: add_map(part); break;
        case Part::Kind::signatures: add_signatures(); break;
        case Part::Kind::definitions: add_definitions(part); break;
        case Part::Kind::page_break: content_.blocks.push_back(PageBreak{}); break;
        }
    }

    void section(Part const& part, std::string const& heading, std::vector<Span> spans)
    {
        if (auto const it = data_.texts.find(part.key); it != data_.texts.end())
            spans = spans_of(it->second);
        if (spans.empty())
            return;
        if (!heading.empty())
            content_.blocks.push_back(Heading{ordinal(headings_++, say_.language()) + heading, 1, part.key});
        content_.blocks.push_back(Paragraph{std::move(spans), Paragraph::Kind::body, part.key});
    }

    void add_text(Part const& part)
    {
        std::vector<Span> spans;
        for (auto const& sentence : part.sentences)
            if (sentence.when.empty() || numbers_.is_something(sentence.when)) {
                if (!spans.empty() && say_.language() == Language::en)
                    spans.push_back({" "});
                auto const said = spans_of(sentence.text.in(say_.language()));
                spans.insert(spans.end(), said.begin(), said.end());
            }
        section(part, part.heading.in(say_.language()), std::move(spans));
    }

    /// 维修路灯【53套】（云新街【20套】、云川路【33套】)
    void say_figure(std::vector<Span>& spans, domain::Figure const& figure, bool with_roads) const
    {
        auto const link = "figure:" + figure.key;
        auto const phrase = figure.phrase(say_.language());
        std::string number = figure.sum.quantity ? figure.sum.quantity->text() : std::string{};
        auto const unit = numbers_.unit(figure.unit);
        auto const whole = number + (say_.language() == Language::zh ? "" : " ") + unit;
        auto at = number.empty() ? std::string::npos : phrase.find(whole);
        auto length = whole.size();
        if (at == std::string::npos && !number.empty()) { // 日处理污水能力达10000立方米: printed in another unit
            at = phrase.find(number);
            length = number.size();
        }
        if (at == std::string::npos) {
            spans.push_back({phrase, link});
            return;
        }
        static std::string const about = "约", about_en = "about ";
        for (auto const& word : {about, about_en})
            if (figure.sum.approximate && at >= word.size() && phrase.compare(at - word.size(), word.size(), word) == 0) {
                at -= word.size();
                length += word.size();
            }
        if (at > 0)
            spans.push_back({phrase.substr(0, at), link});
        auto const printed = phrase.substr(at, length);
        // only what the number alone would say is bound to it; other wordings stay words
        spans.push_back({printed, link, printed == numbers_.span(link).text ? link : std::string{}});
        if (at + length < phrase.size())
            spans.push_back({phrase.substr(at + length), link});
        if (with_roads)
            say_roads(spans, figure);
    }

    void say_roads(std::vector<Span>& spans, domain::Figure const& figure) const
    {
        std::vector<app::ReportData::ByRoad const*> rows;
        for (auto const& row : data_.by_road)
            if (row.figure_key == figure.key && row.sum.quantity)
                rows.push_back(&row);
        if (rows.empty() || figure.phrase(say_.language()).find(rows.front()->road) != std::string::npos)
            return;
        std::ranges::stable_sort(rows, [](auto const* a, auto const* b) { return *a->sum.quantity > *b->sum.quantity; });
        bool const zh = say_.language() == Language::zh;
        spans.push_back({zh ? "（" : " ("});
        for (std::size_t i = 0; i < rows.size() && i < most_roads; ++i) {
            auto const name = "road:" + rows[i]->road + '|' + figure.key;
            spans.push_back({(i == 0 ? "" : zh ? "、" : ", ") + rows[i]->road + (zh ? "" : " ")});
            spans.push_back(numbers_.span(name));
        }
        spans.push_back({rows.size() > most_roads ? say_.say(" and others)") : zh ? "）" : ")"});
    }

    void say_list(std::vector<Span>& spans, std::vector<domain::Figure const*> const& figures, bool with_roads, std::string const& between) const
    {
        for (std::size_t i = 0; i < figures.size(); ++i) {
            if (i > 0)
                spans.push_back({between});
            say_figure(spans, *figures[i], with_roads);
        }
    }

    std::vector<domain::Figure const*> figures_of(Part const& part)
    {
        std::vector<domain::Figure const*> mine;
        for (auto const& figure : data_.figures.figures) {
            auto const* asset_class = catalog_.find_class(figure.class_key);
            bool takes = !part.section.empty() && part.section != "*" && asset_class && asset_class->section == part.section;
            for (auto const& sentence : part.sentences)
                for (auto const& selector : sentence.figures)
                    takes = takes || selects(selector, figure);
            takes = takes || (part.section == "*" && !elsewhere(figure));
            if (takes && taken_.insert(figure.key).second)
                mine.push_back(&figure);
        }
        return mine;
    }

    bool elsewhere(domain::Figure const& figure) const
    {
        auto const* asset_class = catalog_.find_class(figure.class_key);
        for (auto const& part : form_.parts) {
            if (part.kind != Part::Kind::figures || part.section == "*")
                continue;
            if (asset_class && !part.section.empty() && asset_class->section == part.section)
                return true;
            for (auto const& sentence : part.sentences)
                for (auto const& selector : sentence.figures)
                    if (selects(selector, figure))
                        return true;
        }
        return false;
    }

    void add_figures(Part const& part)
    {
        auto left = figures_of(part);
        bool const zh = say_.language() == Language::zh;
        std::vector<Span> spans;
        for (auto const& sentence : part.sentences) {
            if (sentence.figures.empty()) {
                auto const said = spans_of(sentence.text.in(say_.language()));
                spans.insert(spans.end(), said.begin(), said.end());
                continue;
            }
            std::vector<domain::Figure const*> mine;
            std::erase_if(left, [&](domain::Figure const* figure) {
                bool const takes = std::ranges::any_of(sentence.figures, [&](auto const& selector) { return selects(selector, *figure); });
                if (takes)
                    mine.push_back(figure);
                return takes;
            });
            // as the sentence names them
            std::ranges::stable_sort(mine, {}, [&](domain::Figure const* figure) {
                return std::ranges::find_if(sentence.figures, [&](auto const& selector) { return selects(selector, *figure); }) - sentence.figures.begin();
            });
            if (mine.empty())
                continue;
            if (!spans.empty() && !zh)
                spans.push_back({" "});
            auto const text = sentence.text.in(say_.language());
            auto const at = text.find("{figures}");
            auto const before = spans_of(text.substr(0, at));
            spans.insert(spans.end(), before.begin(), before.end());
            if (at == std::string::npos)
                continue;
            say_list(spans, mine, part.roads, zh ? "，" : "; ");
            auto const behind = spans_of(text.substr(at + 9));
            spans.insert(spans.end(), behind.begin(), behind.end());
        }
        if (!left.empty()) {
            if (!spans.empty() && !zh)
                spans.push_back({" "});
            say_list(spans, left, part.roads, zh ? "；" : "; ");
            spans.push_back({zh ? "。" : "."});
        }
        auto heading = part.heading.in(say_.language());
        if (heading.empty())
            for (auto const& known : catalog_.sections())
                if (known.key == part.section)
                    heading = known.title.in(say_.language());
        if (!spans.empty())
            section(part, heading, std::move(spans));
    }

    std::string annex_title(std::string const& title) { return say_.say("Table {0}: {1}", ++annexes_, title); }

    void add_table(Part const& part)
    {
        auto table = table_of(part, data_, catalog_, say_, numbers_);
        if (table.rows.empty() && part.empty.in(say_.language()).empty())
            return;
        table.title = annex_title(table.title);
        if (table.rows.empty()) {
            content_.blocks.push_back(Heading{table.title, 3, {}});
            content_.blocks.push_back(Paragraph{{{part.empty.in(say_.language())}}, Paragraph::Kind::note, {}});
            return;
        }
        content_.blocks.push_back(std::move(table));
    }

    void add_chart(Part const& part)
    {
        Chart chart;
        chart.key = part.key;
        chart.unit = say_.say("orders");
        if (part.rows == "trend") {
            chart.kind = Chart::Kind::trend;
            chart.series = {{say_.say("Orders received"), {}, {}, {}}, {say_.say("Orders closed"), {}, {}, {}}};
            double most = 0;
            for (auto const& quarter : data_.trend) {
                chart.labels.push_back(quarter.period.key());
                auto const put = [&](Chart::Series& series, std::int64_t n) {
                    series.values.push_back(static_cast<double>(n));
                    series.words.push_back(std::to_string(n));
                    most = std::max(most, static_cast<double>(n));
                };
                put(chart.series[0], quarter.orders.received);
                put(chart.series[1], quarter.orders.closed + quarter.orders.backfilled);
            }
            if (most == 0 || chart.labels.size() < 2)
                return;
        } else if (!add_bars(chart, part.rows == "classes"))
            return;
        chart.title = say_.say("Figure {0}: {1}", ++pictures_, part.heading.in(say_.language()));
        content_.blocks.push_back(std::move(chart));
    }

    /// Orders with accepted work, per class or per road; an order counts once in each.
    bool add_bars(Chart& chart, bool classes) const
    {
        std::map<std::string, std::set<std::string_view>> orders;
        for (auto const& line : data_.lines) {
            auto const& key = classes ? line.class_key : line.road;
            if (!key.empty())
                orders[key].insert(line.order_uid);
        }
        std::vector<std::pair<std::string, std::size_t>> rows;
        for (auto const& [key, uids] : orders)
            rows.emplace_back(key, uids.size());
        std::ranges::stable_sort(rows, [](auto const& a, auto const& b) { return a.second > b.second; });
        if (rows.size() > most_bars)
            rows.resize(most_bars);
        Chart::Series series;
        for (auto const& [key, n] : rows) {
            auto const* known = catalog_.find_class(key);
            chart.labels.push_back(classes && known ? known->name.in(say_.language()) : key);
            series.values.push_back(static_cast<double>(n));
            series.words.push_back(std::to_string(n));
            series.links.push_back((classes ? "class:" : "road:") + key);
        }
        chart.series.push_back(std::move(series));
        return !rows.empty();
    }

    void add_map(Part const& part)
    {
        MapFigure map;
        for (auto const& place : data_.worked)
            if (place.position)
                map.dots.push_back({*place.position, place.class_key, "asset:" + place.asset_uid, place.orders});
        if (map.dots.empty())
            for (auto const& road : data_.roads_worked)
                map.dots.push_back({*road.position, road.class_key, "road:" + road.road, road.orders});
        if (map.dots.empty())
            return;
        map.scene = roads_;
        map.catalog = &catalog_;
        map.language = say_.language();
        map.title = say_.say("Figure {0}: {1}", ++pictures_, part.heading.in(say_.language()));
        content_.blocks.push_back(std::move(map));
    }

    void add_signatures()
    {
        Signatures s;
        s.unit = data_.info.bureau;
        s.date = date_words(say_, data_.made_at.local_date(data_.info.utc_offset_minutes));
        s.in_charge = data_.info.in_charge;
        s.checked_by = data_.info.checked_by;
        s.prepared_by = data_.info.prepared_by;
        s.unit_words = say_.say("Reporting unit (seal)");
        s.in_charge_words = say_.say("In charge");
        s.checked_words = say_.say("Checked by");
        s.prepared_words = say_.say("Prepared by");
        s.phone_words = say_.say("Telephone");
        s.date_words = say_.say("Reporting date");
        content_.blocks.push_back(std::move(s));
    }

    void add_definitions(Part const& part)
    {
        content_.blocks.push_back(Heading{part.heading.in(say_.language()), 3, {}});
        std::vector<std::string> const all{
            say_.say("A figure adds the accepted quantities of one kind of work in one unit; orders are never counted. Lamps, poles and sets are never added."),
            say_.say("Work belongs to the day on which it was accepted, not to the day of typing. Quantities that are not known are counted apart."),
            say_.say("Metres and kilometres, square metres and ten thousand square metres are converted; a capacity is never added to a count."),
            say_.say("Due: the final deadline lies in the period and the order is not on an approved hold at its end. Cancelled and merged orders are in no rate."),
            say_.say("Closed on time: closed no later than the day of the final deadline. Orders entered afterwards or done on the spot count in quantities and money, not in the rates."),
            say_.say("Rework rate: orders with a failed check among the orders checked in the period. A rate whose denominator is 0 is printed as a dash."),
            say_.say("Periods run from the first day to the last by local time (UTC{0}).", offset_words())};
        std::size_t n = 0;
        for (auto const& words : all)
            content_.blocks.push_back(Paragraph{{{std::to_string(++n) + ". " + words}}, Paragraph::Kind::note, {}});
    }

    std::string offset_words() const
    {
        auto const minutes = data_.info.utc_offset_minutes;
        auto const rest = std::abs(minutes) % 60;
        return (minutes < 0 ? "−" : "+") + std::to_string(std::abs(minutes) / 60) + (rest ? ":" + std::to_string(rest) : "");
    }

    void close()
    {
        content_.closing.push_back(say_.say("Made {0} by {1}.", data_.made_at.local_minutes(data_.info.utc_offset_minutes), data_.made_by));
        if (!data_.hash.empty())
            content_.closing.push_back(say_.say("Issue {0}. Check sum {1}, over the figures, the words and the ledger's record {2}.", data_.issue, data_.hash,
                                                data_.audit_head.substr(0, data_.audit_head.find(':'))));
    }

    app::ReportData const& data_;
    domain::Catalog const& catalog_;
    Template const& form_;
    std::shared_ptr<map::Scene const> roads_;
    Translator say_;
    Numbers numbers_;
    Content content_;
    std::set<std::string> taken_;
    std::size_t headings_ = 0;
    int annexes_ = 0, pictures_ = 0;
};

} // namespace

std::string Paragraph::text() const
{
    std::string all;
    for (auto const& span : spans)
        all += span.text;
    return all;
}

Content compose(app::ReportData const& data, domain::Catalog const& catalog, Template const& form, Language language,
                std::shared_ptr<map::Scene const> roads)
{
    return Composer{data, catalog, form, language, std::move(roads)}.made();
}

std::string title_of(app::ReportData const& data, Template const& form, Language language)
{
    domain::Catalog const none;
    return Composer{data, none, form, language, nullptr}.plain(form.title.in(language));
}

std::string words_for_editing(std::vector<Span> const& spans)
{
    std::string out;
    for (auto const& span : spans)
        out += span.name.empty() ? span.text : "【" + span.text + "】";
    return out;
}

std::string words_to_keep(std::string const& edited, std::vector<Span> const& spans)
{
    static constexpr std::string_view open = "【", close = "】";
    std::vector<Span> numbers;
    for (auto const& span : spans)
        if (!span.name.empty())
            numbers.push_back(span);
    auto const refuse = [](Text what, std::string const& where) {
        throw Error{Error::Kind::refused, std::move(what), Text::verbatim(where),
                    tr("Numbers in 【】 come from the records: move or leave them out, but do not change them. Correct the record instead.")};
    };
    if (edited.find_first_of("{}") != std::string::npos)
        refuse(tr("Braces cannot be used in the words."), edited.substr(edited.find_first_of("{}"), 1));
    std::string kept;
    std::size_t from = 0;
    for (auto at = edited.find(open); at != std::string::npos; at = edited.find(open, from)) {
        auto const end = edited.find(close, at);
        if (end == std::string::npos)
            refuse(tr("A bracket 【 is not closed."), edited.substr(at));
        auto const printed = edited.substr(at + open.size(), end - at - open.size());
        auto it = std::ranges::find(numbers, printed, &Span::text);
        if (it == numbers.end())
            refuse(tr("“{0}” is none of this section's numbers.", printed), printed);
        kept += edited.substr(from, at - from) + '{' + it->name + '}';
        if (std::ranges::count(numbers, printed, &Span::text) > 1)
            numbers.erase(it); // two of the same value: in their order
        from = end + close.size();
    }
    return kept + edited.substr(from);
}

} // namespace taizhang::report
