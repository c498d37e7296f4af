#include "store/sql_ledger.hpp"

#include <map>

namespace taizhang::store {
namespace {

/// Tables that link something to an order: the column that names the order, the one that names what is linked, and which rows.
struct LinkTable {
    char const *name, *order, *key, *only;
};
constexpr LinkTable link_tables[] = {
    {"attachment_link", "entity_uid", "sha256", " AND entity = 'order'"},
    {"request_order", "order_uid", "request_uid", ""},
};

} // namespace

Json OrderLinks::move(std::string const& from_uid, std::string const& to_uid)
{
    auto moved = Json::object();
    for (auto const& table : link_tables) {
        auto const name = std::string{table.name}, order = std::string{table.order}, key = std::string{table.key};
        auto list = Json::array();
        auto const there = conn_.prepare("SELECT l." + key + ", (SELECT count(*) FROM " + name + " t WHERE t." + order + " = $2 AND t." + key +
                                         " = l." + key + table.only + ") FROM " + name + " l WHERE l." + order + " = $1" +
                                         replaced(table.only, "entity ", "l.entity ") + " ORDER BY l.id");
        there->bind(1, from_uid).bind(2, to_uid);
        while (there->step())
            list.push(Json::object({{"key", there->text(0)}, {"both", there->integer(1) > 0}}));
        for (auto const& link : list.items()) {
            if (link.at("both").as_bool())
                continue; // the target has it too: the source's stays where it is
            auto const q = conn_.prepare("UPDATE " + name + " SET " + order + " = $2 WHERE " + order + " = $1 AND " + key + " = $3" + table.only);
            q->bind(1, from_uid).bind(2, to_uid).bind(3, link.at("key").as_string());
            q->run();
        }
        moved.set(name, std::move(list));
    }
    return moved;
}

void OrderLinks::restore(Json const& moved, std::string const& from_uid, std::string const& to_uid)
{
    for (auto const& table : link_tables) {
        auto const name = std::string{table.name}, order = std::string{table.order};
        if (moved[name].is_null())
            continue;
        for (auto const& link : moved[name].items()) {
            if (link.at("both").as_bool())
                continue;
            auto const q = conn_.prepare("UPDATE " + name + " SET " + order + " = $1 WHERE " + order + " = $2 AND " + table.key +
                                         " = $3" + table.only);
            q->bind(1, from_uid).bind(2, to_uid).bind(3, link.at("key").as_string());
            q->run();
        }
    }
}

void OrderLinks::insert(app::OrderMerge const& merge)
{
    auto const q = conn_.prepare("INSERT INTO order_merge(uid, source_uid, target_uid, at, who, moved, undone) VALUES ($1,$2,$3,$4,$5,$6,0)");
    q->bind(1, merge.uid).bind(2, merge.source_uid).bind(3, merge.target_uid).bind(4, merge.at.iso()).bind(5, merge.who);
    q->bind(6, merge.moved.dump());
    q->run();
}

std::vector<app::OrderMerge> OrderLinks::merges_of(std::string const& order_uid)
{
    auto const q = conn_.prepare("SELECT uid, source_uid, target_uid, at, who, moved, undone FROM order_merge "
                                 "WHERE source_uid = $1 OR target_uid = $1 ORDER BY id DESC");
    q->bind(1, order_uid);
    std::vector<app::OrderMerge> merges;
    while (q->step())
        merges.push_back({q->text(0), q->text(1), q->text(2), q->text(4), Instant::parse_iso(q->text(3)).value_or(Instant::from_millis(0)),
                          Json::parse(q->text(5)), q->integer(6) != 0});
    return merges;
}

void OrderLinks::mark_undone(std::string const& merge_uid)
{
    auto const q = conn_.prepare("UPDATE order_merge SET undone = 1 WHERE uid = $1");
    q->bind(1, merge_uid);
    q->run();
}

void OrderLinks::put(domain::PriceItem const& item)
{
    auto const q = conn_.prepare("INSERT INTO price_item(uid, kind, name, unit, price_fen, active) VALUES ($1,$2,$3,$4,$5,$6) "
                                 "ON CONFLICT(kind, name, unit) DO UPDATE SET price_fen = $5, active = $6");
    q->bind(1, item.uid).bind(2, item.kind).bind(3, item.name).bind(4, item.unit).bind(5, item.price.in_fen());
    q->bind(6, std::int64_t{item.active ? 1 : 0});
    q->run();
}

std::vector<domain::PriceItem> OrderLinks::prices()
{
    auto const q = conn_.prepare("SELECT uid, kind, name, unit, price_fen FROM price_item WHERE active = 1 ORDER BY kind, name, unit");
    std::vector<domain::PriceItem> items;
    while (q->step())
        items.push_back({q->text(0), q->text(1), q->text(2), q->text(3), domain::Money::fen(q->integer(4)), true});
    return items;
}

int OrderLinks::photos_of(std::string const& order_uid, std::string const& kind)
{
    auto const q = conn_.prepare("SELECT count(*) FROM attachment_link WHERE entity = 'order' AND entity_uid = $1 AND kind = $2");
    q->bind(1, order_uid).bind(2, kind);
    (void)q->step();
    return static_cast<int>(q->integer(0));
}

std::vector<app::OrderMerge> SqlLedger::Book::merges_of(std::string const& order_uid) const
{
    return is_there() ? links().merges_of(order_uid) : std::vector<app::OrderMerge>{};
}

std::vector<app::RelatedOrder> SqlLedger::Book::related(std::string const& order_uid) const
{
    std::vector<app::RelatedOrder> found;
    if (!is_there())
        return found;
    using Kind = app::RelatedOrder::Kind;
    auto const add = [&](Kind kind, std::string const& condition) {
        auto const q = ledger_.conn_->prepare("SELECT uid, number, state FROM work_order WHERE " + condition + " ORDER BY id");
        q->bind(1, order_uid);
        while (q->step())
            found.push_back({kind, q->text(0), q->text(1), domain::order_state_from(q->text(2)).value_or(domain::OrderState::draft)});
    };
    add(Kind::merged_into, "uid IN (SELECT merged_into_uid FROM work_order WHERE uid = $1)");
    add(Kind::parent, "uid IN (SELECT split_from_uid FROM work_order WHERE uid = $1)");
    add(Kind::merged_here, "merged_into_uid = $1");
    add(Kind::child, "split_from_uid = $1");
    return found;
}

std::vector<domain::PriceItem> SqlLedger::Book::prices() const
{
    return is_there() ? links().prices() : std::vector<domain::PriceItem>{};
}

int SqlLedger::Book::photos(std::string const& order_uid, std::string const& kind) const { return links().photos_of(order_uid, kind); }

void SqlLedger::Book::each_rate_order(std::function<void(domain::RateOrder)> const& take) const
{
    auto& conn = *ledger_.conn_;
    bool const whole = is_there();
    auto const instant = [](Query const& q, int column) {
        return q.is_null(column) ? std::nullopt : Instant::parse_iso(q.text(column));
    };
    // three walks by falling id of the order side by side: nothing is held but the order at hand
    auto const orders = conn.prepare("SELECT id, uid, number, state, backfill, on_the_spot, deadline, closed_at, closed_on FROM work_order "
                                     "ORDER BY id DESC");
    auto const steps = conn.prepare(std::string{"SELECT order_id, event, from_state, to_state, who, at, cycle, "} +
                                    (whole ? "undone, happened_on" : "0, NULL") +
                                    " FROM order_event WHERE event IN ('pass','fail','reopen','extend') ORDER BY order_id DESC, id");
    auto const holds = conn.prepare(whole ? "SELECT order_id, kind, held_from, held_until, approved_at FROM order_hold ORDER BY order_id DESC, id"
                                          : "SELECT 0, '', '', '', '' FROM ledger WHERE id = 0");
    bool more_steps = steps->step(), more_holds = holds->step();
    while (orders->step()) {
        auto const id = orders->integer(0);
        domain::RateOrder order{orders->text(1), orders->text(2), domain::order_state_from(orders->text(3)).value_or(domain::OrderState::draft),
                                orders->integer(4) != 0, orders->integer(5) != 0, instant(*orders, 6), instant(*orders, 7),
                                date_at(*orders, 8), {}, {}, 0};
        for (; more_steps && steps->integer(0) >= id; more_steps = steps->step()) {
            auto const event = domain::order_event_from(steps->text(1));
            auto const at = instant(*steps, 5);
            if (steps->integer(0) != id || !event || !at || steps->integer(7) != 0)
                continue;
            if (*event == domain::OrderEvent::extend)
                ++order.extensions;
            else
                order.steps.push_back({*event, domain::order_state_from(steps->text(2)).value_or(domain::OrderState::handled),
                                       domain::order_state_from(steps->text(3)).value_or(domain::OrderState::closed), steps->text(4), {},
                                       *at, static_cast<int>(steps->integer(6)), date_at(*steps, 8)});
        }
        for (; more_holds && holds->integer(0) >= id; more_holds = holds->step())
            if (auto const from = instant(*holds, 2); holds->integer(0) == id && from)
                order.holds.push_back({domain::hold_kind_from(holds->text(1)).value_or(domain::HoldKind::material), {}, {}, *from,
                                       instant(*holds, 4), instant(*holds, 3), {}, {}});
        take(std::move(order));
    }
}

std::vector<domain::CostUse> SqlLedger::Book::cost_uses() const
{
    auto const q = ledger_.conn_->prepare("SELECT c.kind, c.item, c.unit, c.quantity_milli, c.amount_fen, o.closed_on FROM cost_line c "
                                          "JOIN work_order o ON o.id = c.order_id WHERE c.estimate = 0 AND o.state = 'closed' ORDER BY c.id");
    std::vector<domain::CostUse> uses;
    while (q->step())
        uses.push_back({q->text(0), q->text(1), q->text(2), domain::Quantity::thousandths(q->integer(3)), domain::Money::fen(q->integer(4)),
                        date_at(*q, 5)});
    return uses;
}

std::vector<app::AuditRow> SqlLedger::Book::audit_of(std::string const& entity_uid) const
{
    auto const q = ledger_.conn_->prepare("SELECT seq, at, who, action, entity, entity_uid, " + ledger_.conn_->column("audit_log", "detail") +
                                          ", hash FROM audit_log "
                                          "WHERE entity_uid = $1 ORDER BY seq");
    q->bind(1, entity_uid);
    std::vector<app::AuditRow> rows;
    while (q->step())
        rows.push_back({q->integer(0), q->text(1), q->text(2), q->text(3), q->text(4), q->text(5), q->text(6), q->text(7)});
    return rows;
}

} // namespace taizhang::store
