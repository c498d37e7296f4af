#include "present/order_sheet.hpp"

#include "base/uuid.hpp"
#include "domain/costs.hpp"
#include "domain/order_changes.hpp"
#include "present/order_words.hpp"
#include "present/step_form.hpp"

#include <algorithm>

namespace taizhang::present {

namespace {

Tone tone_of_status(std::string_view status)
{
    if (status == "ACCEPTED" || status == "DONE")
        return Tone::done;
    if (status == "REDO")
        return Tone::wrong;
    return domain::is_left_undone(status) ? Tone::soon : Tone::normal;
}

Cell second(std::string text) { return {std::move(text), {}, Tone::second}; }

} // namespace

void ListTable::set(std::vector<Row> rows)
{
    rows_ = std::move(rows);
    records_replaced();
}

void ListTable::filter(std::string const& text)
{
    wanted_.clear();
    auto line = text;
    for (auto const* gap : {",", "，", "、", ";", "；", "\n", "\t", "　"})
        line = replaced(line, gap, " ");
    for (auto const& word : split(line, ' '))
        if (auto const wanted = folded(word); !wanted.empty())
            wanted_.push_back(wanted);
    refresh();
}

bool ListTable::passes(Index i) const
{
    if (wanted_.empty())
        return true;
    return std::ranges::any_of(rows_[i].cells, [&](Cell const& cell) {
        auto const text = folded(cell.text);
        // a code is meant whole when several are pasted; a single word may be a part
        return std::ranges::any_of(wanted_, [&](std::string const& wanted) {
            return wanted_.size() > 1 ? text == wanted : text.find(wanted) != std::string::npos;
        });
    });
}

std::string ListTable::sort_text(Index i, std::size_t column) const { return remembered_sort_key(rows_[i].cells.at(column).text); }

void OrderSheet::prepare(Workbench& bench, Lifetime const& alive, std::string uid, std::function<void(std::shared_ptr<OrderSheet>)> ready)
{
    bench.ask(
        alive,
        [uid = std::move(uid), who = bench.who()](app::Ledger const& ledger) {
            Known known{app::file_of(ledger, uid, who), {}, ledger.order_book().prices()};
            app::AssetQuery query;
            query.with_removed = true;
            for (auto const& line : known.file.order.lines)
                for (auto const& asset : line.assets)
                    query.uids.push_back(asset.asset_uid);
            if (!query.uids.empty())
                ledger.each_asset(query, [&](domain::Asset const& asset) {
                    known.facilities[asset.uid] = {asset.code.empty() ? asset.name : asset.code,
                                                   asset.road + (asset.place.empty() ? "" : " " + asset.place),
                                                   asset.units ? asset.units->in_thousandths() : 1000};
                    return true;
                });
            return known;
        },
        [&bench, ready = std::move(ready)](Known known) { ready(std::make_shared<OrderSheet>(bench, std::move(known))); });
}

OrderSheet::OrderSheet(Workbench& bench, Known known)
    : facilities{{{"code", bench.say().say("Code"), 130}, {"place", bench.say().say("Place"), 240}, {"status", bench.say().say("State"), 110}},
                 bench.say().say("No facilities are named"),
                 bench.say().say("This line counts a quantity only.")},
      costs{{{"kind", bench.say().say("Kind"), 70},
             {"item", bench.say().say("Item"), 170},
             {"quantity", bench.say().say("Quantity"), 90, Align::right},
             {"price", bench.say().say("Price"), 80, Align::right},
             {"amount", bench.say().say("Amount"), 90, Align::right},
             {"shared", bench.say().say("Shared"), 110}},
            bench.say().say("No costs yet"),
            bench.say().say("Enter them below.")},
      tasks{{{"unit", bench.say().say("Unit"), 160}, {"what", bench.say().say("What it does"), 220}, {"state", bench.say().say("State"), 120}},
            bench.say().say("One unit does it all"),
            bench.say().say("Where several units work together, name each with its part. All are finished before the order is.")},
      stages{{{"name", bench.say().say("Stage"), 200}, {"due", bench.say().say("Deadline"), 150}, {"state", bench.say().say("State"), 120}},
             bench.say().say("No stages"),
             bench.say().say("For instance: fenced off, fixed, road restored.")},
      history{{{"at", bench.say().say("When"), 130}, {"who", bench.say().say("Who"), 80}, {"what", bench.say().say("What"), 150},
               {"detail", bench.say().say("Details"), 320}},
              bench.say().say("Nothing happened yet"),
              {}},
      bench_{bench}, known_{std::move(known)}
{
    for (auto const& line : order().lines)
        if (!line.assets.empty() && line_.empty())
            line_ = line.uid;
    fill();
}

std::string OrderSheet::title() const
{
    return domain::short_number(order().number) + ' ' + subject_of(bench_.catalog(), bench_.say(), order());
}

bool OrderSheet::can_change() const
{
    return !bench_.info().read_only && order().state != domain::OrderState::cancelled && order().state != domain::OrderState::merged;
}

void OrderSheet::fill()
{
    fill_facilities();
    fill_money();
    fill_stages();
    fill_history();
}

std::vector<Choice> OrderSheet::line_choices() const
{
    std::vector<Choice> choices;
    for (auto const& line : order().lines)
        if (!line.assets.empty()) {
            domain::WorkOrder one;
            one.lines = {line};
            choices.push_back({line.uid, subject_of(bench_.catalog(), bench_.say(), one)});
        }
    return choices;
}

void OrderSheet::choose_line(std::string const& uid)
{
    line_ = uid;
    fill_facilities();
}

std::vector<Choice> OrderSheet::status_choices() const
{
    std::vector<Choice> choices;
    for (auto const& status : domain::asset_statuses)
        if (status != "ACCEPTED")
            choices.push_back({std::string{status}, bench_.say()(domain::label_of_status(status))});
    return choices;
}

void OrderSheet::fill_facilities()
{
    auto const& say = bench_.say();
    std::vector<ListTable::Row> rows;
    std::map<std::string, int> counts;
    for (auto const& line : order().lines)
        if (line.uid == line_)
            for (auto const& asset : line.assets) {
                auto const& known = known_.facilities[asset.asset_uid];
                rows.push_back({asset.asset_uid, {{known.code}, second(known.place), {say(domain::label_of_status(asset.status)), {}, tone_of_status(asset.status)}}});
                ++counts[asset.status];
            }
    auto footer = say.say("{0} facilities", rows.size());
    for (auto const& status : domain::asset_statuses)
        if (auto const it = counts.find(std::string{status}); it != counts.end())
            footer += " · " + say(domain::label_of_status(status)) + ' ' + std::to_string(it->second);
    facilities.set_footer(std::move(footer));
    facilities.set(std::move(rows));
}

void OrderSheet::fill_money()
{
    auto const& say = bench_.say();
    std::vector<ListTable::Row> rows;
    for (auto const& cost : order().costs)
        rows.push_back({cost.uid,
                        {{say(domain::label_of_cost(cost.kind)) + (cost.estimate ? " " + say.say("(estimate)") : "")},
                         {cost.item},
                         {cost.quantity.text() + ' ' + cost.unit},
                         {cost.unit_price.yuan()},
                         {cost.amount.yuan()},
                         second(cost.shares.empty() ? std::string{} : say.say("over {0}", cost.shares.size()))}});
    costs.set_footer(say.say("Actual {0} yuan · estimate {1} yuan", domain::total(order().costs, false).yuan(),
                             domain::total(order().costs, true).yuan()));
    costs.set(std::move(rows));
}

void OrderSheet::fill_stages()
{
    auto const& say = bench_.say();
    std::vector<ListTable::Row> units, named;
    for (auto const& task : order().tasks)
        units.push_back({task.uid,
                         {{task.unit},
                          {task.what},
                          task.not_needed ? second(say.say("not needed"))
                          : task.done_on  ? Cell{say.say("done {0}", task.done_on->iso()), {}, Tone::done}
                                          : Cell{say.say("open"), {}, Tone::active}}});
    for (auto const& stage : order().milestones) {
        bool const late = stage.due && !stage.done_on && *stage.due < bench_.now();
        named.push_back({stage.uid,
                         {{stage.name},
                          {stage.due ? stage.due->local_minutes(bench_.info().utc_offset_minutes) : ""},
                          stage.done_on ? Cell{say.say("done {0}", stage.done_on->iso()), {}, Tone::done}
                                        : Cell{late ? say.say("overdue") : say.say("open"), {}, late ? Tone::wrong : Tone::active}}});
    }
    tasks.set(std::move(units));
    stages.set(std::move(named));
}

void OrderSheet::fill_history()
{
    auto const& say = bench_.say();
    auto const offset = bench_.info().utc_offset_minutes;
    struct Entry {
        Instant at;
        std::string who, what, detail;
        Tone tone;
    };
    std::vector<Entry> entries;
    for (auto const& step : order().steps) {
        std::string reason;
        for (auto const& known : domain::reasons(step.event))
            if (known.key == step.reason)
                reason = say(known.label);
        if (auto const kind = domain::hold_kind_from(step.reason); kind && step.event == domain::OrderEvent::hold)
            reason = say(domain::label(*kind));
        entries.push_back({step.at, step.who, say(domain::label(step.event)) + (step.undone ? say.say(" (taken back)") : ""),
                           reason + (reason.empty() || step.comment.empty() ? "" : "：") + step.comment,
                           step.undone ? Tone::faint : Tone::normal});
    }
    for (auto const& note : order().notes)
        entries.push_back({note.at, note.who, say.say("Remark"), note.text, Tone::normal});
    for (auto const& row : known_.file.audit) {
        auto const at = Instant::parse_iso(row.at);
        auto const detail = Json::parse(row.detail);
        for (auto const& value : domain::changed_values(detail["changes"], offset))
            entries.push_back({at.value_or(Instant::from_millis(0)), row.who, say.say("Changed: {0}", say(value.what)),
                               (value.from.empty() ? "—" : value.from) + " → " + (value.to.empty() ? "—" : value.to), Tone::second});
    }
    std::ranges::stable_sort(entries, std::greater<>{}, &Entry::at);
    std::vector<ListTable::Row> rows;
    for (auto& e : entries)
        rows.push_back({std::to_string(rows.size()),
                        {{e.at.local_minutes(offset), {}, e.tone}, {e.who, {}, e.tone}, {e.what, {}, e.tone}, {e.detail, {}, e.tone}}});
    history.set(std::move(rows));
}

void OrderSheet::adopt(app::OrderFile file)
{
    known_.file = std::move(file);
    fill();
    changed.publish({});
}

template <class Act>
void OrderSheet::act(Text words, Act act, Failed failed)
{
    bench_.act(
        alive_, {.orders = true}, std::move(act),
        [this, words, before = order()](domain::WorkOrder const& after) {
            bench_.did(app::undo_of_change(words, before, after));
            bench_.ask(
                alive_, [uid = after.uid, who = bench_.who()](app::Ledger const& ledger) { return app::file_of(ledger, uid, who); },
                [this](app::OrderFile file) { adopt(std::move(file)); });
        },
        [this, failed = std::move(failed)](std::exception_ptr error) { failed(notice_of(error, bench_.say())); });
}

void OrderSheet::save(Text words, domain::WorkOrder order, Failed failed)
{
    act(std::move(words), [order = std::move(order)](app::Desk& desk) { return desk.orders().save(order); }, std::move(failed));
}

void OrderSheet::mark(std::vector<std::string> const& asset_uids, std::string const& status, Failed failed)
{
    auto changed_order = order();
    try {
        for (auto& line : changed_order.lines)
            if (line.uid == line_)
                domain::set_status(line, asset_uids, status);
    } catch (Error const&) {
        failed(notice_of(std::current_exception(), bench_.say()));
        return;
    }
    save(tr("marking {0} facilities", asset_uids.size()), std::move(changed_order), std::move(failed));
}

std::vector<Choice> OrderSheet::cost_kinds() const
{
    std::vector<Choice> choices;
    for (auto const& kind : domain::cost_kinds)
        choices.push_back({std::string{kind}, bench_.say()(domain::label_of_cost(kind))});
    return choices;
}

std::vector<Choice> OrderSheet::sharings() const
{
    auto const& say = bench_.say();
    return {{"none", say.say("not shared")}, {"equally", say.say("equally")}, {"by_quantity", say.say("by quantity")}};
}

std::vector<std::string> OrderSheet::priced_items() const
{
    std::vector<std::string> items;
    for (auto const& item : known_.prices)
        items.push_back(item.name);
    return items;
}

OrderSheet::CostEntry OrderSheet::with_price(CostEntry entry) const
{
    auto const it = std::ranges::find(known_.prices, entry.item, &domain::PriceItem::name);
    if (it == known_.prices.end())
        return entry;
    entry.kind = it->kind;
    entry.unit = it->unit;
    entry.price = it->price.yuan();
    return entry;
}

std::vector<FieldProblem> OrderSheet::problems(CostEntry const& entry) const
{
    auto const& say = bench_.say();
    std::vector<FieldProblem> problems;
    if (trimmed(entry.item).empty())
        problems.push_back({"item", say.say("Say what it was spent on.")});
    auto const quantity = domain::Quantity::parse(entry.quantity);
    if (!quantity || *quantity < domain::Quantity::whole(0))
        problems.push_back({"quantity", say.say("\"{0}\" is no quantity. Write a number such as 3 or 1.5.", entry.quantity)});
    auto const price = domain::Money::parse_yuan(entry.price);
    if (!price || *price < domain::Money::fen(0))
        problems.push_back({"price", say.say("Write the price in yuan, such as 35.50.")});
    else if (quantity && !domain::amount_of(*quantity, *price))
        problems.push_back({"price", say.say("The amount is too large.")});
    return problems;
}

void OrderSheet::add(CostEntry const& entry, Failed failed)
{
    domain::CostLine cost;
    cost.uid = new_uuid();
    cost.kind = entry.kind;
    cost.item = trimmed(entry.item);
    cost.unit = trimmed(entry.unit);
    cost.quantity = *domain::Quantity::parse(entry.quantity);
    cost.unit_price = *domain::Money::parse_yuan(entry.price);
    cost.amount = *domain::amount_of(cost.quantity, cost.unit_price);
    cost.estimate = entry.estimate;
    if (order().lines.size() == 1)
        cost.line_uid = order().lines.front().uid;
    std::vector<std::pair<std::string, std::int64_t>> units;
    for (auto const& [uid, facility] : known_.facilities)
        units.emplace_back(uid, facility.units_milli);
    domain::share(cost, order(),
                  entry.sharing == "equally"       ? domain::Sharing::equally
                  : entry.sharing == "by_quantity" ? domain::Sharing::by_quantity
                                                   : domain::Sharing::none,
                  units);
    auto with_cost = order();
    with_cost.costs.push_back(cost);
    act(
        tr("cost: {0}", cost.item),
        [order = std::move(with_cost), keep = entry.keep_price, cost](app::Desk& desk) {
            auto saved = desk.orders().save(order);
            if (keep)
                desk.orders().keep_price({{}, cost.kind, cost.item, cost.unit, cost.unit_price, true});
            return saved;
        },
        std::move(failed));
    if (entry.keep_price)
        known_.prices.push_back({{}, cost.kind, cost.item, cost.unit, cost.unit_price, true});
}

void OrderSheet::remove_cost(std::string const& uid, Failed failed)
{
    auto without = order();
    std::erase_if(without.costs, [&](domain::CostLine const& cost) { return cost.uid == uid; });
    save(tr("removing a cost"), std::move(without), std::move(failed));
}

void OrderSheet::add_task(std::string const& unit, std::string const& what, Failed failed)
{
    auto changed_order = order();
    changed_order.tasks.push_back({new_uuid(), std::string{trimmed(unit)}, std::string{trimmed(what)}, {}, {}, false});
    save(tr("naming a unit"), std::move(changed_order), std::move(failed));
}

void OrderSheet::settle_task(std::string const& uid, bool not_needed, Failed failed)
{
    auto changed_order = order();
    for (auto& task : changed_order.tasks)
        if (task.uid == uid) {
            task.not_needed = not_needed;
            task.done_on = not_needed ? std::optional<Date>{} : std::optional{bench_.today()};
        }
    save(tr("a unit's part"), std::move(changed_order), std::move(failed));
}

void OrderSheet::add_stage(std::string const& name, std::string const& due, Failed failed)
{
    auto const& say = bench_.say();
    auto const at = moment_of(due, bench_.info().utc_offset_minutes, bench_.info().office_hours);
    if (!at && !trimmed(due).empty()) {
        failed({Notice::Tone::refused, say.say("Write the deadline as in {0}.", bench_.today().iso() + " 18:00"), {}, {}});
        return;
    }
    auto changed_order = order();
    changed_order.milestones.push_back({new_uuid(), std::string{trimmed(name)}, at, {}});
    save(tr("a stage"), std::move(changed_order), std::move(failed));
}

void OrderSheet::reach_stage(std::string const& uid, Failed failed)
{
    auto changed_order = order();
    for (auto& stage : changed_order.milestones)
        if (stage.uid == uid)
            stage.done_on = bench_.today();
    save(tr("a stage"), std::move(changed_order), std::move(failed));
}

void OrderSheet::remark(std::string const& text, Failed failed)
{
    act(tr("a remark"), [order = order(), text](app::Desk& desk) { return desk.orders().remark(order, text); }, std::move(failed));
}

} // namespace taizhang::present
