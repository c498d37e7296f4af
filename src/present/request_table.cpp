#include "present/request_table.hpp"

#include "present/request_words.hpp"

#include <algorithm>
#include <map>

namespace taizhang::present {

using domain::RequestState;

RequestTable::RequestTable(Workbench& bench)
    : bench_{bench}, on_ledger_{bench.ledger_changed.subscribe([this](auto const&) {
          text_.clear();
          held_.clear();
          tab_ = Tab::all;
          rows_.clear();
          folded_.clear();
          loaded_ = false;
          load();
      })},
      on_records_{bench.records_changed.subscribe([this](RecordsChanged const& what_changed) {
          if (what_changed.requests || what_changed.orders)
              load();
      })}
{
    start_sorted_by(received, false); // the newest on top
    load();
}

void RequestTable::load()
{
    if (!bench_.is_open()) {
        records_replaced();
        return;
    }
    bench_.ask(
        alive_,
        [say = bench_.say()](app::Ledger const& ledger) {
            std::map<std::string, std::pair<std::string, domain::OrderState>, std::less<>> linked;
            std::vector<Row> rows;
            ledger.requests().each({}, [&](domain::Request const& r) {
                for (auto const& uid : r.order_uids)
                    linked.try_emplace(uid);
                rows.push_back({r, {}, false});
            });
            if (!linked.empty())
                ledger.each_order({}, [&](domain::WorkOrder const& order) {
                    if (auto const it = linked.find(order.uid); it != linked.end())
                        it->second = {domain::short_number(order.number), order.state};
                });
            for (auto& row : rows) {
                row.ready = row.request.state == RequestState::accepted && !row.request.order_uids.empty();
                for (auto const& uid : row.request.order_uids) {
                    auto const& [short_number, order_state] = linked[uid];
                    row.orders += (row.orders.empty() ? "" : ", ") + short_number + ' ' + say(domain::label(order_state));
                    row.ready = row.ready && !domain::is_open(order_state) && order_state != domain::OrderState::merged;
                }
            }
            return rows;
        },
        [this](std::vector<Row> rows) {
            rows_ = std::move(rows);
            folded_.clear();
            for (auto const& row : rows_) {
                auto const& r = row.request;
                folded_.push_back(folded(domain::short_request_number(r.number) + '\n' + r.external_number + '\n' + r.description + '\n' +
                                         place_of(r) + '\n' + r.caller + '\n' + row.orders));
            }
            loaded_ = true;
            look_for_text();
            records_replaced();
        });
}

void RequestTable::look_for_text()
{
    held_.clear();
    auto const wanted = folded(text_);
    if (wanted.empty())
        return;
    held_.resize(rows_.size());
    for (std::size_t i = 0; i < rows_.size(); ++i)
        held_[i] = folded_[i].find(wanted) != std::string::npos;
}

void RequestTable::set_tab(Tab tab)
{
    tab_ = tab;
    refresh();
}

void RequestTable::set_text(std::string text)
{
    text_ = std::move(text);
    look_for_text();
    refresh();
}

bool RequestTable::is_in(Tab tab, Row const& row) const
{
    auto const& r = row.request;
    switch (tab) {
    case Tab::open: return domain::awaits_answer(r.state);
    case Tab::fresh: return r.state == RequestState::fresh || r.state == RequestState::to_verify;
    case Tab::ready: return row.ready;
    case Tab::due:
        // warned a day before it is too late
        return domain::awaits_answer(r.state) && r.deadline &&
               r.deadline->local_date(bench_.info().utc_offset_minutes) <= bench_.today().plus_days(1);
    case Tab::settled: return r.state == RequestState::answered || r.state == RequestState::closed;
    case Tab::all: break;
    }
    return true;
}

std::string RequestTable::tab_label(Tab tab) const
{
    auto const n = std::ranges::count_if(rows_, [&](Row const& row) { return is_in(tab, row); });
    auto const& say = bench_.say();
    switch (tab) {
    case Tab::all: return say.say("All {0}", n);
    case Tab::open: return say.say("Without an answer {0}", n);
    case Tab::fresh: return say.say("To be accepted {0}", n);
    case Tab::ready: return say.say("Ready to answer {0}", n);
    case Tab::due: return say.say("Due or overdue {0}", n);
    case Tab::settled: break;
    }
    return say.say("Answered {0}", n);
}

std::vector<Column> RequestTable::columns() const
{
    auto const& say = bench_.say();
    return {{"number", say.say("Number"), 112},
            {"state", say.say("State"), 112, Align::left, 1, true},
            {"what", say.say("What is asked for"), 300},
            {"place", say.say("Place"), 200, Align::left, 2},
            {"source", say.say("Source"), 110, Align::left, 2},
            {"received", say.say("Received"), 140, Align::left, 3},
            {"due", say.say("Answer due"), 120, Align::left, 1, true},
            {"orders", say.say("Orders"), 160, Align::left, 2}};
}

bool RequestTable::passes(Index i) const { return is_in(tab_, rows_[i]) && (held_.empty() || held_[i]); }

std::string RequestTable::sort_text(Index i, std::size_t column) const
{
    auto const& r = rows_[i].request;
    auto const tie = r.received_at.iso() + r.number;
    switch (static_cast<Field>(column)) {
    case number: return domain::short_request_number(r.number);
    case state: return std::to_string(static_cast<int>(r.state)) + tie;
    case what: return remembered_sort_key(r.description) + '\1' + tie;
    case place: return remembered_sort_key(place_of(r)) + '\1' + tie;
    case source: return remembered_sort_key(r.source) + '\1' + tie;
    case received: return tie;
    case due: return (domain::awaits_answer(r.state) && r.deadline ? r.deadline->iso() : "~") + tie;
    case orders: return rows_[i].orders + '\1' + tie;
    }
    return {};
}

Cell RequestTable::cell_of(Index i, std::size_t column) const
{
    auto const& row = rows_[i];
    auto const& r = row.request;
    bool const faint = r.state == RequestState::merged || r.state == RequestState::refused;
    auto const tone = faint ? Tone::faint : Tone::normal;
    auto const offset = bench_.info().utc_offset_minutes;
    switch (static_cast<Field>(column)) {
    case number: return {domain::short_request_number(r.number), {}, tone};
    case state: return {bench_.say()(domain::label(r.state)), icon_of(r.state), tone_of(r.state)};
    case what: return {replaced(r.description, "\n", " "), {}, tone};
    case place: return {place_of(r), {}, faint ? Tone::faint : Tone::second};
    case source: return {r.source, {}, Tone::second};
    case received: return {r.received_at.local_minutes(offset), {}, Tone::second};
    case due: return due_of(bench_.say(), r, bench_.now(), offset);
    case orders: return {row.orders, {}, row.ready ? Tone::active : Tone::second};
    }
    return {};
}

std::string RequestTable::empty_title() const
{
    auto const& say = bench_.say();
    if (!bench_.is_open())
        return say.say("No ledger is open");
    return rows_.empty() ? say.say("No requests yet") : say.say("No request matches");
}

std::string RequestTable::empty_hint() const
{
    auto const& say = bench_.say();
    if (!bench_.is_open())
        return say.say("Open a ledger, or make a new one.");
    return rows_.empty() ? say.say("Register the first with Ctrl+R, or import a sheet of 12345.") : say.say("Choose another tab or change the text above.");
}

std::string RequestTable::footer() const
{
    auto const& say = bench_.say();
    if (!loaded_)
        return {};
    return rows() == count() ? say.say("{0} requests", rows()) : say.say("{0} of {1} requests", rows(), count());
}

} // namespace taizhang::present
