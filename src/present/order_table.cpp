#include "present/order_table.hpp"

#include "present/order_words.hpp"

#include <algorithm>
#include <map>

namespace taizhang::present {

OrderTable::OrderTable(Workbench& bench)
    : bench_{bench}, on_ledger_{bench.ledger_changed.subscribe([this](auto const&) {
          text_.clear();
          folded_text_.clear();
          tab_ = Tab::all;
          rows_.clear();
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

void OrderTable::load()
{
    if (!bench_.is_open()) {
        refresh();
        return;
    }
    bench_.ask(
        alive_, [](app::Ledger const& ledger) { return ledger.orders({}); },
        [this](std::vector<domain::WorkOrder> orders) {
            rows_.clear();
            for (auto& order : orders) {
                Row row;
                row.subject = subject_of(bench_.catalog(), bench_.say(), order);
                row.place = place_of(order);
                row.quantity = quantities_of(bench_.catalog(), bench_.say(), order);
                row.folded = folded(order.number + '\n' + domain::short_number(order.number) + '\n' + row.subject + '\n' + row.place);
                row.order = std::move(order);
                rows_.push_back(std::move(row));
            }
            loaded_ = true;
            refresh();
        });
}

void OrderTable::set_tab(Tab tab)
{
    tab_ = tab;
    refresh();
}

void OrderTable::set_text(std::string text)
{
    text_ = std::move(text);
    folded_text_ = folded(text_);
    refresh();
}

bool OrderTable::is_in(Tab tab, Row const& row) const
{
    switch (tab) {
    case Tab::open: return domain::is_open(row.order.state);
    case Tab::due:
        return domain::is_open(row.order.state) && row.order.state != domain::OrderState::draft && row.order.deadline &&
               !domain::is_overdue(row.order, bench_.now()) &&
               row.order.deadline->local_date(bench_.info().utc_offset_minutes) == bench_.today();
    case Tab::overdue: return domain::is_overdue(row.order, bench_.now());
    case Tab::draft: return row.order.state == domain::OrderState::draft;
    case Tab::closed: return row.order.state == domain::OrderState::closed;
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

domain::WorkOrder const* OrderTable::find(std::string const& uid) const
{
    auto const it = std::ranges::find(rows_, uid, [](Row const& row) -> std::string const& { return row.order.uid; });
    return it == rows_.end() ? nullptr : &it->order;
}

std::vector<Column> OrderTable::columns() const
{
    auto const& say = bench_.say();
    return {{"number", say.say("Number"), 112},
            {"state", say.say("State"), 112, Align::left, 1, true},
            {"subject", say.say("What"), 300},
            {"place", say.say("Place"), 220, Align::left, 2},
            {"quantity", say.say("Quantity"), 110, Align::right},
            {"received", say.say("Received"), 110, Align::left, 3},
            {"due", say.say("Deadline"), 130, Align::left, 1, true}};
}

bool OrderTable::passes(Index i) const
{
    auto const& row = rows_[i];
    return is_in(tab_, row) && (folded_text_.empty() || row.folded.find(folded_text_) != std::string::npos);
}

std::string OrderTable::sort_text(Index i, std::size_t column) const
{
    auto const& row = rows_[i];
    auto const serial = domain::short_number(row.order.number);
    switch (static_cast<Field>(column)) {
    case number: return serial;
    case state: return std::to_string(static_cast<int>(row.order.state)) + serial;
    case subject: return remembered_sort_key(row.subject);
    case place: return remembered_sort_key(row.place) + '\1' + serial;
    case quantity: {
        auto const& lines = row.order.lines;
        auto const q = lines.empty() ? std::nullopt
                                     : lines.front().accepted ? lines.front().accepted : lines.front().planned;
        auto digits = std::to_string(q ? q->in_thousandths() : 0);
        return std::string(20 - std::min<std::size_t>(20, digits.size()), '0') + digits;
    }
    case received: return row.order.received_on.iso() + serial;
    case due: return (domain::is_open(row.order.state) && row.order.deadline ? row.order.deadline->iso() : "~") + serial;
    }
    return {};
}

Cell OrderTable::cell_of(Index i, std::size_t column) const
{
    auto const& row = rows_[i];
    auto const& order = row.order;
    bool const void_ = order.state == domain::OrderState::cancelled || order.state == domain::OrderState::merged;
    auto const tone = void_ ? Tone::faint : Tone::normal;
    switch (static_cast<Field>(column)) {
    case number: return {domain::short_number(order.number), {}, tone};
    case state:
        return {bench_.say()(domain::label(order.state)), "state/" + std::string{domain::key_of(order.state)},
                tone_of(order.state)};
    case subject: return {row.subject, {}, tone};
    case place: return {row.place, {}, void_ ? Tone::faint : Tone::second};
    case quantity: return {row.quantity, {}, tone};
    case received: return {order.received_on.iso(), {}, Tone::second};
    case due: return due_of(bench_.say(), order, bench_.now(), bench_.info().utc_offset_minutes);
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
    // per class and unit, in the order in which they first appear; cancelled and merged orders count for nothing
    domain::WorkOrder all;
    for (auto const i : order()) {
        auto const& shown = rows_[i].order;
        if (shown.state == domain::OrderState::cancelled || shown.state == domain::OrderState::merged)
            continue;
        all.lines.insert(all.lines.end(), shown.lines.begin(), shown.lines.end());
    }
    std::map<std::string, domain::WorkOrder> by_class;
    for (auto const& line : all.lines)
        by_class[line.class_key].lines.push_back(line);
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
