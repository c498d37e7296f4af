#include "present/order_table.hpp"

#include "base/text.hpp"
#include "present/order_words.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

namespace taizhang::present {

OrderTable::OrderTable(Workbench& bench)
    : bench_{bench}, on_ledger_{bench.ledger_changed.subscribe([this](auto const&) {
          text_.clear();
          filter_ = {};
          held_.clear();
          tab_ = Tab::all;
          rows_.clear();
          texts_ = {};
          loaded_ = false;
          load();
      })},
      on_records_{bench.records_changed.subscribe([this](RecordsChanged const& what) {
          if (what.orders)
              load();
      })}
{
    start_sorted_by(number, false); // the newest on top
    load();
}

OrderTable::Row OrderTable::row_of(domain::Catalog const& catalog, Translator const& say, domain::WorkOrder const& order, Instant now)
{
    Row row{order.uid, domain::short_number(order.number), subject_of(catalog, say, order), place_of(order),
            quantities_of(catalog, say, order), order.crew.empty() ? order.contractor : order.crew,
            order.lines.empty() ? std::string{} : order.lines.front().class_key, order.state, order.received_on, domain::due_now(order, now), 0, {}};
    for (auto const& line : order.lines)
        if (auto const quantity = line.accepted ? line.accepted : line.done ? line.done : line.planned) {
            if (row.amounts.empty())
                row.first_quantity = quantity->in_thousandths();
            row.amounts.push_back({line.class_key, line.unit, line.measure, *quantity, line.approximate});
        }
    return row;
}

void OrderTable::load()
{
    if (!bench_.is_open()) {
        records_replaced();
        return;
    }
    bench_.ask(
        alive_,
        [say = bench_.say(), now = bench_.now()](app::Ledger const& ledger) {
            Loaded loaded;
            ledger.each_order({}, [&](domain::WorkOrder const& order) {
                auto const& row = loaded.rows.emplace_back(row_of(ledger.catalog(), say, order, now));
                loaded.texts.add({order.number, row.number, row.subject, row.place});
            });
            return loaded;
        },
        [this](Loaded loaded) {
            rows_ = std::move(loaded.rows);
            texts_ = std::move(loaded.texts);
            loaded_ = true;
            collect_choices();
            look_for_text();
            records_replaced();
        });
}

void OrderTable::look_for_text()
{
    held_.clear();
    auto const wanted = folded(text_);
    if (wanted.empty())
        return;
    held_.resize(rows_.size());
    texts_.find(wanted, [&](std::size_t row, std::size_t) { held_[row] = true; });
}

void OrderTable::set_tab(Tab tab)
{
    tab_ = tab;
    refresh();
}

void OrderTable::set_text(std::string text)
{
    text_ = std::move(text);
    look_for_text();
    refresh();
}

void OrderTable::set_filter(Filter filter)
{
    filter_ = std::move(filter);
    refresh();
}

void OrderTable::clear_filter()
{
    filter_ = {};
    set_text({});
}

void OrderTable::collect_choices()
{
    std::set<std::string> class_keys, names;
    for (auto const& row : rows_) {
        class_keys.insert(row.class_key);
        names.insert(row.crew);
    }
    classes_.clear();
    for (auto const& each : bench_.catalog().classes())
        if (class_keys.contains(each.key))
            classes_.push_back({each.key, each.name.in(bench_.say().language())});
    crews_.clear();
    for (auto const& name : names)
        if (!name.empty())
            crews_.push_back({name, name});
    std::ranges::sort(crews_, {}, [](Choice const& choice) { return sort_key(choice.label); });
}

std::vector<Choice> OrderTable::classes() const
{
    std::vector<Choice> choices{{"", bench_.say().say("All classes")}};
    choices.insert(choices.end(), classes_.begin(), classes_.end());
    return choices;
}

std::vector<Choice> OrderTable::crews() const
{
    std::vector<Choice> choices{{"", bench_.say().say("All crews")}};
    choices.insert(choices.end(), crews_.begin(), crews_.end());
    return choices;
}

std::vector<Choice> OrderTable::receptions() const
{
    auto const& say = bench_.say();
    return {{"", say.say("Received whenever")},
            {"month", say.say("Received this month")},
            {"quarter", say.say("Received this quarter")},
            {"year", say.say("Received this year")}};
}

bool OrderTable::is_wanted(Row const& row) const
{
    if (!filter_.crew.empty() && row.crew != filter_.crew)
        return false;
    if (!filter_.class_key.empty() && row.class_key != filter_.class_key &&
        std::ranges::find(row.amounts, filter_.class_key, &Amount::class_key) == row.amounts.end())
        return false;
    if (filter_.received.empty())
        return true;
    auto const today = bench_.today();
    auto const day = row.received_on;
    if (day.year() != today.year())
        return false;
    return filter_.received == "year" || (filter_.received == "quarter" ? (day.month() + 2) / 3 == (today.month() + 2) / 3
                                                                         : day.month() == today.month());
}

bool OrderTable::is_in(Tab tab, Row const& row) const
{
    switch (tab) {
    case Tab::open: return domain::is_open(row.state);
    case Tab::due:
        return domain::is_open(row.state) && row.state != domain::OrderState::draft && row.deadline &&
               !domain::is_overdue(row.state, row.deadline, bench_.now()) &&
               row.deadline->local_date(bench_.info().utc_offset_minutes) == bench_.today();
    case Tab::overdue: return domain::is_overdue(row.state, row.deadline, bench_.now());
    case Tab::draft: return row.state == domain::OrderState::draft;
    case Tab::closed: return row.state == domain::OrderState::closed;
    case Tab::all: break;
    }
    return true;
}

std::string OrderTable::tab_label(Tab tab) const
{
    auto const n = std::ranges::count_if(rows_, [&](Row const& row) { return is_in(tab, row); });
    auto const& say = bench_.say();
    switch (tab) {
    case Tab::all: return say.say("All {0}", n);
    case Tab::open: return say.say("Open {0}", n);
    case Tab::due: return say.say("Due today {0}", n);
    case Tab::overdue: return say.say("Overdue {0}", n);
    case Tab::draft: return say.say("Drafts {0}", n);
    case Tab::closed: break;
    }
    return say.say("Closed {0}", n);
}

std::optional<domain::OrderState> OrderTable::state_of(std::string const& uid) const
{
    auto const it = std::ranges::find(rows_, uid, &Row::uid);
    return it == rows_.end() ? std::nullopt : std::optional{it->state};
}

std::set<domain::OrderState> OrderTable::states_of(std::vector<std::string> const& uids) const
{
    std::unordered_set<std::string_view> wanted{uids.begin(), uids.end()};
    std::set<domain::OrderState> states;
    for (auto it = rows_.begin(); it != rows_.end() && !wanted.empty(); ++it)
        if (wanted.erase(it->uid) > 0)
            states.insert(it->state);
    return states;
}

std::vector<Column> OrderTable::columns() const
{
    auto const& say = bench_.say();
    return {{"number", say.say("Number"), 112},
            {"state", say.say("State"), 112, Align::left, 1, true},
            {"subject", say.say("What"), 300},
            {"place", say.say("Place"), 220, Align::left, 2},
            {"quantity", say.say("Quantity"), 110, Align::right},
            {"crew", say.say("Crew"), 104, Align::left, 2},
            {"received", say.say("Received"), 110, Align::left, 3},
            {"due", say.say("Deadline"), 130, Align::left, 1, true}};
}

bool OrderTable::passes(Index i) const
{
    auto const& row = rows_[i];
    return is_in(tab_, row) && (held_.empty() || held_[i]) && is_wanted(row);
}

std::string OrderTable::sort_text(Index i, std::size_t column) const
{
    auto const& row = rows_[i];
    switch (static_cast<Field>(column)) {
    case number: return row.number;
    case state: return std::to_string(static_cast<int>(row.state)) + row.number;
    case subject: return remembered_sort_key(row.subject);
    case place: return remembered_sort_key(row.place) + '\1' + row.number;
    case quantity: {
        auto const digits = std::to_string(row.first_quantity);
        return std::string(20 - std::min<std::size_t>(20, digits.size()), '0') + digits;
    }
    case crew: return remembered_sort_key(row.crew) + '\1' + row.number;
    case received: return row.received_on.iso() + row.number;
    case due: return (domain::is_open(row.state) && row.deadline ? row.deadline->iso() : "~") + row.number;
    }
    return {};
}

Cell OrderTable::cell_of(Index i, std::size_t column) const
{
    auto const& row = rows_[i];
    bool const void_ = row.state == domain::OrderState::cancelled || row.state == domain::OrderState::merged;
    auto const tone = void_ ? Tone::faint : Tone::normal;
    switch (static_cast<Field>(column)) {
    case number: return {row.number, {}, tone};
    case state:
        return {bench_.say()(domain::label(row.state)), "state/" + std::string{domain::key_of(row.state)}, tone_of(row.state)};
    case subject: return {row.subject, {}, tone};
    case place: return {row.place, {}, void_ ? Tone::faint : Tone::second};
    case quantity: return {row.quantity, {}, tone};
    case crew: return {row.crew, {}, void_ ? Tone::faint : Tone::normal};
    case received: return {row.received_on.iso(), {}, Tone::second};
    case due: return due_of(bench_.say(), row.state, row.deadline, bench_.now(), bench_.info().utc_offset_minutes);
    }
    return {};
}

std::string OrderTable::empty_title() const
{
    auto const& say = bench_.say();
    if (!bench_.is_open())
        return say.say("No ledger is open");
    return rows_.empty() ? say.say("No orders yet") : say.say("No order matches");
}

std::string OrderTable::empty_hint() const
{
    auto const& say = bench_.say();
    if (!bench_.is_open())
        return say.say("Open a ledger, or make a new one.");
    return rows_.empty() ? say.say("Log the first repair with Ctrl+N.") : say.say("Choose another tab or change the text above.");
}

std::string OrderTable::sums_shown() const
{
    // cancelled and merged orders count for nothing
    std::map<std::string, domain::WorkOrder> by_class;
    for (auto const i : order()) {
        auto const& shown = rows_[i];
        if (shown.state == domain::OrderState::cancelled || shown.state == domain::OrderState::merged)
            continue;
        for (auto const& amount : shown.amounts) {
            auto& lines = by_class[amount.class_key].lines;
            auto const it = std::ranges::find_if(
                lines, [&](domain::OrderLine const& l) { return l.unit == amount.unit && l.measure == amount.measure; });
            auto& sum = it != lines.end() ? *it : lines.emplace_back();
            sum.unit = amount.unit;
            sum.measure = amount.measure;
            sum.planned = sum.planned.value_or(domain::Quantity::whole(0)) + amount.quantity;
            sum.approximate = sum.approximate || amount.approximate;
        }
    }
    std::vector<std::string> parts;
    for (auto const& [class_key, lines] : by_class) {
        auto const* of = bench_.catalog().find_class(class_key);
        auto const sum = quantities_of(bench_.catalog(), bench_.say(), lines);
        if (of && !sum.empty())
            parts.push_back(of->name.in(bench_.say().language()) + ' ' + sum);
    }
    constexpr std::size_t most = 3; // more do not fit a line; a filter by class makes it one
    return parts.size() > most ? std::string{} : joined(parts, bench_.say().language() == Language::zh ? "；" : "; ");
}

std::string OrderTable::footer() const
{
    auto const& say = bench_.say();
    if (!loaded_)
        return {};
    auto words = rows() == count() ? say.say("{0} orders", rows()) : say.say("{0} of {1} orders", rows(), count());
    auto const sums = sums_shown();
    return sums.empty() ? words : words + "    " + say.say("Total: {0} (different units are not added)", sums);
}

} // namespace taizhang::present
