#include "store/records.hpp"

#include "base/uuid.hpp"

#include <map>

// What hangs on an order besides its lines: costs, steps, holds, checks, stages, units, remarks.
namespace taizhang::store {
namespace {

using domain::Quantity;

constexpr int loop_schema = 4;

Value flag(bool value) { return std::int64_t{value ? 1 : 0}; }
Value instant_value(std::optional<Instant> const& at) { return at ? Value{at->iso()} : Value{}; }
Value day_value(std::optional<Date> const& day) { return day ? Value{day->iso()} : Value{}; }
std::optional<Instant> instant_at(Query const& q, int column)
{
    return q.is_null(column) ? std::nullopt : Instant::parse_iso(q.text(column));
}
std::optional<Date> day_at(Query const& q, int column) { return q.is_null(column) ? std::nullopt : Date::parse_iso(q.text(column)); }

std::string const& with_uid(std::string& uid)
{
    if (uid.empty())
        uid = new_uuid();
    return uid;
}

constexpr std::string_view outcome_keys[] = {"pass", "fail", "cannot"};

domain::Check::Outcome outcome_from(std::string const& key)
{
    return key == "pass" ? domain::Check::Outcome::pass : key == "fail" ? domain::Check::Outcome::fail : domain::Check::Outcome::cannot;
}

} // namespace

void OrderTable::write_costs(domain::WorkOrder& order)
{
    auto const id = order.id->value();
    auto const cost = conn_.prepare("INSERT INTO cost_line(order_id, uid, line_uid, kind, item, unit, quantity_milli, "
                                    "unit_price_fen, amount_fen, estimate) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) RETURNING id");
    for (auto& c : order.costs) {
        cost->bind(1, id).bind(2, with_uid(c.uid)).bind(3, c.line_uid).bind(4, c.kind).bind(5, c.item).bind(6, c.unit);
        cost->bind(7, c.quantity.in_thousandths()).bind(8, c.unit_price.in_fen()).bind(9, c.amount.in_fen()).bind(10, flag(c.estimate));
        auto const cost_id = insert_returning_id(*cost);
        if (c.shares.empty())
            continue;
        auto const share = conn_.prepare("INSERT INTO cost_share(cost_id, asset_uid, amount_fen) VALUES ($1,$2,$3)");
        for (auto const& s : c.shares) {
            share->bind(1, cost_id).bind(2, s.asset_uid).bind(3, s.amount.in_fen());
            share->run();
        }
    }
    auto const step = conn_.prepare("INSERT INTO order_event(order_id, event, from_state, to_state, who, comment, at, cycle, happened_on, "
                                    "reason, undone) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)");
    for (auto const& s : order.steps) {
        step->bind(1, id).bind(2, std::string{domain::key_of(s.event)}).bind(3, std::string{domain::key_of(s.from)});
        step->bind(4, std::string{domain::key_of(s.to)}).bind(5, s.who).bind(6, s.comment).bind(7, s.at.iso());
        step->bind(8, std::int64_t{s.cycle}).bind(9, date_value(s.on)).bind(10, s.reason).bind(11, flag(s.undone));
        step->run();
    }
}

void OrderTable::write_loop(domain::WorkOrder& order)
{
    auto const id = order.id->value();
    for (auto const& h : order.holds) {
        auto const q = conn_.prepare("INSERT INTO order_hold(order_id, kind, reason, document, held_from, held_until, approved_at, "
                                     "approved_by, expected_on) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)");
        q->bind(1, id).bind(2, std::string{domain::key_of(h.kind)}).bind(3, h.reason).bind(4, h.document).bind(5, h.from.iso());
        q->bind(6, instant_value(h.until)).bind(7, instant_value(h.approved_at)).bind(8, h.approved_by).bind(9, day_value(h.expected_on));
        q->run();
    }
    for (auto& c : order.checks) {
        auto sample = Json::array();
        for (auto const& uid : c.sample)
            sample.push(uid);
        auto const q = conn_.prepare("INSERT INTO order_check(order_id, uid, cycle, outcome, method, who, note, at, checked_on, next_on, "
                                     "seed, sample) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)");
        q->bind(1, id).bind(2, with_uid(c.uid)).bind(3, std::int64_t{c.cycle});
        q->bind(4, std::string{outcome_keys[static_cast<std::size_t>(c.outcome)]}).bind(5, c.method).bind(6, c.who).bind(7, c.note);
        q->bind(8, c.at.iso()).bind(9, date_value(c.on)).bind(10, day_value(c.next_on)).bind(11, c.seed).bind(12, sample.dump());
        q->run();
    }
    for (auto& m : order.milestones) {
        auto const q = conn_.prepare("INSERT INTO order_milestone(order_id, uid, name, due, done_on) VALUES ($1,$2,$3,$4,$5)");
        q->bind(1, id).bind(2, with_uid(m.uid)).bind(3, m.name).bind(4, instant_value(m.due)).bind(5, day_value(m.done_on));
        q->run();
    }
    for (auto& t : order.tasks) {
        auto const q = conn_.prepare("INSERT INTO order_task(order_id, uid, unit, what, note, done_on, not_needed) VALUES ($1,$2,$3,$4,$5,$6,$7)");
        q->bind(1, id).bind(2, with_uid(t.uid)).bind(3, t.unit).bind(4, t.what).bind(5, t.note).bind(6, day_value(t.done_on));
        q->bind(7, flag(t.not_needed));
        q->run();
    }
    for (auto& n : order.notes) {
        auto const q = conn_.prepare("INSERT INTO order_note(order_id, uid, who, content, at) VALUES ($1,$2,$3,$4,$5)");
        q->bind(1, id).bind(2, with_uid(n.uid)).bind(3, n.who).bind(4, n.text).bind(5, n.at.iso());
        q->run();
    }
}

void OrderTable::read_loop(Run const& run, Owner const& owner)
{
    std::map<std::int64_t, std::pair<domain::WorkOrder*, std::size_t>> costs;
    run("SELECT order_id, uid, line_uid, kind, item, unit, quantity_milli, unit_price_fen, amount_fen, estimate, id FROM cost_line",
        "order_id", " ORDER BY id", [&](Query& q) {
            if (auto* order = owner(q.integer(0))) {
                order->costs.push_back({q.text(1), q.text(2), q.text(3), q.text(4), q.text(5), Quantity::thousandths(q.integer(6)),
                                        domain::Money::fen(q.integer(7)), domain::Money::fen(q.integer(8)), q.integer(9) != 0, {}});
                costs[q.integer(10)] = {order, order->costs.size() - 1};
            }
        });
    run(std::string{"SELECT order_id, event, from_state, to_state, who, comment, at, cycle"} +
            (schema_ < loop_schema ? "" : ", happened_on, reason, undone") + " FROM order_event",
        "order_id", " ORDER BY id", [&](Query& q) {
            auto const event = domain::order_event_from(q.text(1));
            auto const from = domain::order_state_from(q.text(2)), to = domain::order_state_from(q.text(3));
            auto const at = Instant::parse_iso(q.text(6));
            auto* order = owner(q.integer(0));
            if (!order || !event || !from || !to || !at)
                return;
            order->steps.push_back({*event, *from, *to, q.text(4), q.text(5), *at, static_cast<int>(q.integer(7))});
            if (schema_ >= loop_schema) {
                order->steps.back().on = date_at(q, 8);
                order->steps.back().reason = q.text(9);
                order->steps.back().undone = q.integer(10) != 0;
            }
        });
    if (schema_ < loop_schema)
        return;
    if (!costs.empty())
        run("SELECT s.cost_id, s.asset_uid, s.amount_fen FROM cost_share s JOIN cost_line c ON c.id = s.cost_id", "c.order_id",
            " ORDER BY s.id", [&](Query& q) {
                if (auto const it = costs.find(q.integer(0)); it != costs.end())
                    it->second.first->costs[it->second.second].shares.push_back({q.text(1), domain::Money::fen(q.integer(2))});
            });
    run("SELECT order_id, kind, reason, document, held_from, approved_at, held_until, approved_by, expected_on FROM order_hold", "order_id",
        " ORDER BY id", [&](Query& q) {
            auto const kind = domain::hold_kind_from(q.text(1));
            auto const from = Instant::parse_iso(q.text(4));
            if (auto* order = owner(q.integer(0)); order && kind && from)
                order->holds.push_back({*kind, q.text(2), q.text(3), *from, instant_at(q, 5), instant_at(q, 6), q.text(7), day_at(q, 8)});
        });
    run("SELECT order_id, uid, cycle, outcome, method, who, note, at, checked_on, next_on, seed, sample FROM order_check", "order_id",
        " ORDER BY id", [&](Query& q) {
            auto* order = owner(q.integer(0));
            auto const at = Instant::parse_iso(q.text(7));
            if (!order || !at)
                return;
            domain::Check check{q.text(1), static_cast<int>(q.integer(2)), outcome_from(q.text(3)), q.text(4), q.text(5), q.text(6),
                                *at, date_at(q, 8), day_at(q, 9), q.integer(10), {}};
            auto const sample = Json::parse(q.text(11));
            for (auto const& uid : sample.items())
                check.sample.push_back(uid.as_string());
            order->checks.push_back(std::move(check));
        });
    run("SELECT order_id, uid, name, due, done_on FROM order_milestone", "order_id", " ORDER BY id", [&](Query& q) {
        if (auto* order = owner(q.integer(0)))
            order->milestones.push_back({q.text(1), q.text(2), instant_at(q, 3), day_at(q, 4)});
    });
    run("SELECT order_id, uid, unit, what, note, done_on, not_needed FROM order_task", "order_id", " ORDER BY id", [&](Query& q) {
        if (auto* order = owner(q.integer(0)))
            order->tasks.push_back({q.text(1), q.text(2), q.text(3), q.text(4), day_at(q, 5), q.integer(6) != 0});
    });
    run("SELECT order_id, uid, who, content, at FROM order_note", "order_id", " ORDER BY id", [&](Query& q) {
        auto const at = Instant::parse_iso(q.text(4));
        if (auto* order = owner(q.integer(0)); order && at)
            order->notes.push_back({q.text(1), q.text(2), q.text(3), *at});
    });
}

} // namespace taizhang::store
