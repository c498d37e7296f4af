#include "report/compose.hpp"
#include "report/numbers.hpp"

#include <algorithm>
#include <functional>
#include <unordered_map>

namespace taizhang::report {
namespace {

constexpr auto dash = "—";
constexpr std::size_t most_records = 5000;
constexpr std::size_t most_places = 4;

/// What stands in the column of that name; one function a row.
using RowOf = std::function<Cell(std::string const& value)>;

Cell count(std::int64_t n, std::string link = {}) { return {std::to_string(n), static_cast<double>(n), 0, std::move(link)}; }
Cell words(std::string text, std::string link = {}) { return {std::move(text), std::nullopt, 0, std::move(link)}; }

Cell money(Numbers const& numbers, domain::Money amount)
{
    if (amount.in_fen() == 0)
        return words(dash);
    return {numbers.money(amount), static_cast<double>(amount.in_fen()) / 1e6, 4, {}};
}

int decimals_of(domain::Quantity q)
{
    auto const rest = q.in_thousandths() % 1000;
    return rest == 0 ? 0 : rest % 100 == 0 ? 1 : rest % 10 == 0 ? 2 : 3;
}

Cell quantity(Numbers const& numbers, domain::FigureSum const& sum, std::string link = {})
{
    Cell cell{numbers.quantity(sum), std::nullopt, 0, std::move(link)};
    if (sum.quantity && !sum.approximate) { // 约95 stays words, or a sheet would add up what is only estimated
        cell.number = sum.quantity->value();
        cell.decimals = decimals_of(*sum.quantity);
    }
    return cell;
}

Align align_of(std::string const& value)
{
    static std::vector<std::string> const left{"class", "activity", "item", "work", "places", "remark", "road", "label", "place", "what", "age"};
    static std::vector<std::string> const centred{"number", "unit", "order", "date", "received", "state", "deadline", "code", "period"};
    if (std::ranges::find(left, value) != left.end())
        return Align::left;
    return std::ranges::find(centred, value) != centred.end() ? Align::centre : Align::right;
}

class Tables {
public:
    Tables(Part const& part, app::ReportData const& data, domain::Catalog const& catalog, Translator const& say, Numbers const& numbers)
        : part_{part}, data_{data}, catalog_{catalog}, say_{say}, numbers_{numbers}
    {
        for (auto const& figure : data.figures.figures)
            figures_.emplace(figure.key, &figure);
    }

    Table made()
    {
        table_.key = part_.key.empty() ? part_.rows : part_.key;
        table_.title = part_.heading.in(say_.language());
        table_.note = part_.note.in(say_.language());
        table_.landscape = part_.landscape;
        for (auto const& column : part_.columns)
            table_.columns.push_back({column.head.in(say_.language()), column.width, align_of(column.value)});
        fill();
        return std::move(table_);
    }

private:
    void add(RowOf const& of)
    {
        std::vector<Cell> row;
        for (auto const& column : part_.columns)
            row.push_back(column.value == "number" ? count(static_cast<std::int64_t>(table_.rows.size()) + 1) : of(column.value));
        table_.rows.push_back(std::move(row));
    }

    /// A row of sums below: the columns named, 合计 in the first.
    void add_total(std::vector<std::pair<std::string, Cell>> const& sums)
    {
        if (table_.rows.size() < 2)
            return;
        std::vector<Cell> row(part_.columns.size());
        bool any = false;
        for (std::size_t i = 0; i < row.size(); ++i)
            for (auto const& [value, cell] : sums)
                if (part_.columns[i].value == value) {
                    row[i] = cell;
                    any = any || cell.number;
                }
        if (!any)
            return;
        for (std::size_t i = 0; i < row.size(); ++i)
            if (part_.columns[i].value != "number" && row[i].text.empty()) {
                row[i] = words(say_.say("Total"));
                break;
            }
        table_.rows.push_back(std::move(row));
        table_.totals = 1;
    }

    void fill()
    {
        if (part_.rows == "figures")
            figures();
        else if (part_.rows == "roads")
            roads();
        else if (part_.rows == "orders")
            orders();
        else if (part_.rows == "materials")
            materials();
        else if (part_.rows == "backlog")
            backlog();
        else if (part_.rows == "repeats")
            repeats();
        else if (part_.rows == "open_orders")
            open_orders();
        else if (part_.rows == "undated")
            undated();
        else if (part_.rows == "corrections")
            corrections();
        else if (part_.rows == "records")
            records();
    }

    std::string class_words(std::string const& key) const
    {
        auto const* known = catalog_.find_class(key);
        return known ? known->name.in(say_.language()) : key;
    }

    std::string places(domain::Figure const& figure) const
    {
        auto all = figure.places;
        for (auto const& row : data_.by_road)
            if (row.figure_key == figure.key && std::ranges::find(all, row.road) == all.end())
                all.push_back(row.road);
        auto const n = all.size();
        if (n > most_places)
            all.resize(most_places);
        auto const text = joined(all, say_.language() == Language::zh ? "、" : ", ");
        return n > most_places ? say_.say("{0} and others, {1} places", text, n) : text.empty() ? std::string{dash} : text;
    }

    Cell completion(domain::Figure const& f) const
    {
        if (!f.planned || !f.sum.quantity || f.planned->in_thousandths() <= 0)
            return words(dash);
        auto const percent = 100.0 * f.sum.quantity->value() / f.planned->value();
        return {decimal(percent, 1) + '%', percent, 1, {}};
    }

    Cell figure_cell(domain::Figure const& f, std::string const& value) const
    {
        auto const link = "figure:" + f.key;
        if (value == "class")
            return words(class_words(f.class_key));
        if (value == "work")
            return words(work_words(f, catalog_, say_), link);
        if (value == "item")
            return words(f.item);
        if (value == "activity") {
            auto const* activity = catalog_.find_activity(f.activity);
            return words(activity ? activity->name.in(say_.language()) : f.activity);
        }
        if (value == "places")
            return words(places(f));
        if (value == "unit")
            return words(numbers_.unit(f.unit));
        if (value == "planned")
            return f.planned ? Cell{f.planned->text(), f.planned->value(), decimals_of(*f.planned), {}} : words(dash);
        if (value == "done")
            return quantity(numbers_, f.sum, link);
        if (value == "to_date")
            return quantity(numbers_, f.to_date);
        if (value == "previous")
            return quantity(numbers_, f.previous);
        if (value == "year_before")
            return quantity(numbers_, f.year_before);
        if (value == "against_previous")
            return words(numbers_.change(f.sum, f.previous));
        if (value == "against_year_before")
            return words(numbers_.change(f.sum, f.year_before));
        if (value == "completion")
            return completion(f);
        if (value == "cost")
            return money(numbers_, f.amount);
        if (value == "orders")
            return count(static_cast<std::int64_t>(f.orders.size()), link);
        return words(f.sum.quantity && f.sum.unknown_lines ? say_.say("{0} not stated", f.sum.unknown_lines) : f.wording);
    }

    void figures()
    {
        for (auto const& figure : data_.figures.figures)
            add([&](std::string const& value) { return figure_cell(figure, value); });
        add_total({{"cost", money(numbers_, data_.investment())}});
    }

    void roads()
    {
        auto sum = domain::Money::fen(0);
        for (auto const& row : data_.by_road) {
            auto const it = figures_.find(row.figure_key);
            if (it == figures_.end())
                continue;
            auto const& figure = *it->second;
            sum = sum + row.amount;
            auto const link = "road:" + row.road + '|' + row.figure_key;
            add([&](std::string const& value) {
                if (value == "road")
                    return words(row.road, "road:" + row.road);
                if (value == "class")
                    return words(class_words(figure.class_key));
                if (value == "work")
                    return words(work_words(figure, catalog_, say_));
                if (value == "unit")
                    return words(numbers_.unit(figure.unit));
                if (value == "cost")
                    return money(numbers_, row.amount);
                return quantity(numbers_, row.sum, link);
            });
        }
        add_total({{"cost", money(numbers_, sum)}});
    }

    void orders()
    {
        for (auto const& line : part_.lines) {
            auto const row = numbers_.indicator(line.value);
            add([&](std::string const& value) {
                if (value == "label")
                    return words(line.label.in(say_.language()));
                if (value == "value")
                    return Cell{row.value, row.number, 0, row.link};
                if (value == "fraction")
                    return words(row.fraction.empty() ? dash : row.fraction, row.fraction.empty() ? std::string{} : row.link);
                if (value == "previous")
                    return words(row.previous);
                if (value == "year_before")
                    return words(row.year_before);
                return words(value == "against_previous" ? row.against_previous : row.against_year_before);
            });
        }
    }

    void materials()
    {
        auto sum = domain::Money::fen(0);
        for (auto const& use : data_.materials) {
            sum = sum + use.amount;
            add([&](std::string const& value) {
                if (value == "item")
                    return words(use.item);
                if (value == "unit")
                    return words(use.unit);
                if (value == "quantity")
                    return Cell{use.quantity.text(), use.quantity.value(), decimals_of(use.quantity), {}};
                return value == "cost" ? money(numbers_, use.amount) : count(use.orders);
            });
        }
        add_total({{"cost", money(numbers_, sum)}});
    }

    void backlog()
    {
        auto const& o = data_.orders;
        if (o.open_at_end == 0)
            return;
        int overdue = 0;
        for (std::size_t i = 0; i < o.backlog.size(); ++i) {
            overdue += o.backlog_overdue[i];
            auto const from = i == 0 ? 0 : app::OrderTotals::ages[i - 1] + 1;
            auto const age = i < app::OrderTotals::ages.size() ? say_.say("{0} to {1} days", from, app::OrderTotals::ages[i]) : say_.say("more than {0} days", from - 1);
            add([&](std::string const& value) {
                if (value == "age")
                    return words(age);
                if (value == "share")
                    return words(percent_words({o.backlog[i], o.open_at_end}));
                return value == "orders" ? count(o.backlog[i], "orders:backlog" + std::to_string(i)) : count(o.backlog_overdue[i]);
            });
        }
        add_total({{"orders", count(o.open_at_end, "orders:open")}, {"overdue", count(overdue, "orders:overdue")}, {"share", words("100%")}});
    }

    void repeats()
    {
        constexpr std::size_t most = 50;
        for (auto const& place : data_.worked) {
            if (place.orders < 2 || table_.rows.size() >= most)
                break; // most orders first
            add([&](std::string const& value) {
                if (value == "class")
                    return words(class_words(place.class_key));
                if (value == "code")
                    return words(place.code.empty() ? dash : place.code, "asset:" + place.asset_uid);
                if (value == "place")
                    return words(place.road + (place.road.empty() || place.place.empty() ? "" : " ") + place.place);
                return count(place.orders, "asset:" + place.asset_uid);
            });
        }
    }

    void open_orders()
    {
        auto const offset = data_.info.utc_offset_minutes;
        auto const end = std::min(Instant::start_of(data_.period.end(), offset), data_.made_at);
        for (auto const& order : data_.orders.open_orders)
            add([&](std::string const& value) {
                if (value == "order")
                    return words(domain::short_number(order.number), "order:" + order.uid);
                if (value == "received")
                    return words(order.received_on.iso());
                if (value == "what")
                    return words(order.description);
                if (value == "place")
                    return words(order.place.empty() ? order.road : order.road.empty() || order.place.starts_with(order.road) ? order.place : order.road + order.place);
                if (value == "state")
                    return words(say_(domain::label(order.state)));
                if (!order.deadline)
                    return words(dash);
                auto const day = order.deadline->local_date(offset).iso();
                return words(*order.deadline < end ? say_.say("overdue since {0}", day) : day);
            });
    }

    std::string item_words(domain::FigureLine const& line) const
    {
        domain::Figure figure;
        figure.class_key = line.class_key;
        figure.activity = line.activity;
        figure.item = line.item;
        return work_words(figure, catalog_, say_);
    }

    void undated()
    {
        for (auto const& line : data_.figures.undated)
            add([&](std::string const& value) {
                if (value == "order")
                    return words(domain::short_number(line.order_number), "order:" + line.order_uid);
                if (value == "work")
                    return words(item_words(line));
                if (value == "quantity")
                    return line.accepted ? Cell{line.accepted->text(), line.accepted->value(), decimals_of(*line.accepted), {}} : words(say_.say("not stated"));
                return words(value == "unit" ? numbers_.unit(line.unit) : line.accepted_on->iso());
            });
    }

    void corrections()
    {
        auto const said = [&](std::optional<domain::Quantity> const& q) { return words(q ? q->text() : dash); };
        for (auto const& c : data_.corrections)
            add([&](std::string const& value) {
                if (value == "period") {
                    auto const period = domain::Period::parse(c.period);
                    return words(period ? say_(period->label()) : c.period);
                }
                if (value == "work")
                    return words(c.phrase);
                if (value == "unit")
                    return words(numbers_.unit(c.unit));
                if (value == "difference") {
                    auto const d = c.difference();
                    return words((d.in_thousandths() > 0 ? "+" : d.in_thousandths() < 0 ? "−" : "") +
                                 (d.in_thousandths() < 0 ? domain::Quantity::whole(0) - d : d).text());
                }
                return said(value == "issued" ? c.issued : c.now);
            });
    }

    void records()
    {
        // by figure, in the report's order
        std::unordered_map<std::string, std::vector<domain::FigureLine const*>> behind;
        for (auto const& line : data_.lines)
            behind[domain::figure_key(catalog_, line)].push_back(&line);
        for (auto const& figure : data_.figures.figures)
            for (auto const* line : behind[figure.key]) {
                if (table_.rows.size() >= most_records) {
                    table_.note = say_.say("Only the first {0} lines are printed; the ledger has all.", most_records);
                    return;
                }
                add([&](std::string const& value) { return record_cell(figure, *line, value); });
            }
    }

    Cell record_cell(domain::Figure const& figure, domain::FigureLine const& line, std::string const& value) const
    {
        if (value == "work")
            return words(work_words(figure, catalog_, say_));
        if (value == "order")
            return words(domain::short_number(line.order_number), "order:" + line.order_uid);
        if (value == "date")
            return words(line.accepted_on->iso());
        if (value == "place") {
            auto all = line.places;
            if (!line.road.empty() && std::ranges::find(all, line.road) == all.end())
                all.insert(all.begin(), line.road);
            return words(all.empty() ? dash : joined(all, say_.language() == Language::zh ? "、" : ", "));
        }
        if (value == "unit")
            return words(numbers_.unit(line.unit));
        if (value == "done")
            return quantity(numbers_, figure.sum);
        domain::FigureSum sum;
        sum.lines = 1;
        sum.quantity = line.accepted;
        sum.approximate = line.approximate;
        return quantity(numbers_, sum);
    }

    Part const& part_;
    app::ReportData const& data_;
    domain::Catalog const& catalog_;
    Translator const& say_;
    Numbers const& numbers_;
    std::map<std::string, domain::Figure const*, std::less<>> figures_;
    Table table_;
};

} // namespace

std::string work_words(domain::Figure const& figure, domain::Catalog const& catalog, Translator const& say)
{
    auto const* activity = catalog.find_activity(figure.activity);
    auto const verb = activity ? activity->name.in(say.language()) : figure.activity;
    auto item = figure.item;
    if (auto const* asset_class = catalog.find_class(figure.class_key)) {
        if (item.empty())
            item = asset_class->name.in(say.language());
        for (auto const& known : asset_class->items)
            if (known.zh == item || known.en == item)
                item = known.in(say.language());
    }
    // 更换光源 + 高杆灯光源 would say 光源 twice
    auto const short_verb = figure.activity == "replace_light_source" ? say.say("replace") : verb;
    return say.language() == Language::zh ? short_verb + item : item + ": " + short_verb;
}

Table table_of(Part const& part, app::ReportData const& data, domain::Catalog const& catalog, Translator const& say, Numbers const& numbers)
{
    return Tables{part, data, catalog, say, numbers}.made();
}

} // namespace taizhang::report
