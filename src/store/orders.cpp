#include "store/records.hpp"

#include "base/uuid.hpp"

#include <algorithm>
#include <map>

namespace taizhang::store {
namespace {

using domain::Quantity;

Value quantity_value(std::optional<Quantity> const& q) { return q ? Value{q->in_thousandths()} : Value{}; }
std::optional<Quantity> quantity_at(Query const& q, int column)
{
    return q.is_null(column) ? std::nullopt : std::optional{Quantity::thousandths(q.integer(column))};
}
Value flag(bool value) { return std::int64_t{value ? 1 : 0}; }
Value instant_value(std::optional<Instant> const& at) { return at ? Value{at->iso()} : Value{}; }
std::optional<Instant> instant_at(Query const& q, int column)
{
    return q.is_null(column) ? std::nullopt : Instant::parse_iso(q.text(column));
}

std::string places_text(std::vector<std::string> const& places)
{
    auto array = Json::array();
    for (auto const& place : places)
        array.push(place);
    return array.dump();
}

std::vector<std::string> places_of(std::string const& text)
{
    std::vector<std::string> places;
    auto const array = Json::parse(text); // named: a temporary would be gone inside the loop
    for (auto const& place : array.items())
        places.push_back(place.as_string());
    return places;
}

void bind(Query& q, domain::WorkOrder const& o)
{
    q.bind(1, o.uid).bind(2, o.row_version).bind(3, o.number).bind(4, domain::short_number(o.number));
    q.bind(5, std::string{domain::key_of(o.state)}).bind(6, o.kind).bind(7, o.source).bind(8, o.description).bind(9, o.road);
    q.bind(10, o.section).bind(11, o.place).bind(12, o.shape ? Value{Bytes{geo::to_wkb(*o.shape)}} : Value{});
    q.bind(13, o.crew).bind(14, o.contractor).bind(15, o.result).bind(16, o.caller).bind(17, o.caller_phone);
    q.bind(18, o.received_on.iso()).bind(19, instant_value(o.deadline)).bind(20, instant_value(o.closed_at));
    q.bind(21, date_value(o.closed_on)).bind(22, flag(o.backfill)).bind(23, flag(o.on_the_spot));
    q.bind(24, std::int64_t{o.cycle}).bind(25, o.merged_into_uid).bind(26, o.fields.dump());
    q.bind(27, o.limit ? o.limit->condition : std::string{}).bind(28, o.limit ? Value{o.limit->amount} : Value{});
    q.bind(29, o.limit ? std::string{domain::key_of(o.limit->clock)} : std::string{});
    q.bind(30, instant_value(o.original_deadline)).bind(31, instant_value(o.working_deadline)).bind(32, instant_value(o.stopped_at));
    q.bind(33, o.split_from_uid);
}

domain::OrderLine line_at(Query const& q)
{
    domain::OrderLine l;
    l.id = LineId{q.integer(0)};
    l.uid = q.text(2);
    l.class_key = q.text(3);
    l.activity = q.text(4);
    l.item = q.text(5);
    l.measure = q.text(6) == "capacity" ? domain::Measure::capacity : domain::Measure::count;
    l.planned = quantity_at(q, 7);
    l.done = quantity_at(q, 8);
    l.accepted = quantity_at(q, 9);
    l.unit = q.text(10);
    l.approximate = q.integer(11) != 0;
    l.unknown = q.integer(12) != 0;
    l.wording = q.text(13);
    l.road = q.text(14);
    l.places = places_of(q.text(15));
    l.project_uid = q.text(16);
    l.community_uid = q.text(17);
    l.accepted_on = date_at(q, 18);
    return l;
}

constexpr auto line_columns = "l.id, l.order_id, l.uid, l.class, l.activity, l.item, l.measure, l.planned_milli, l.done_milli, "
                              "l.accepted_milli, l.unit, l.approximate, l.unknown, l.wording, l.road, l.places, l.project_uid, "
                              "l.community_uid, l.accepted_on";

constexpr auto all_order_columns = "id, uid, row_version, number, state, kind, source, description, road, section, place, shape, crew, "
                               "contractor, result, caller, caller_phone, received_on, deadline, closed_at, closed_on, backfill, "
                               "on_the_spot, cycle, merged_into_uid";
constexpr auto loop_columns = ", fields, limit_condition, limit_amount, limit_clock, original_deadline, working_deadline, stopped_at, "
                              "split_from_uid";
constexpr int loop_schema = 4;

std::string order_columns(Conn const& conn)
{
    return replaced(all_order_columns, " caller_phone,", " " + conn.column("work_order", "caller_phone") + ",");
}

domain::WorkOrder order_at(Query const& q, int schema)
{
    domain::WorkOrder o;
    o.id = OrderId{q.integer(0)};
    o.uid = q.text(1);
    o.row_version = q.integer(2);
    o.number = q.text(3);
    o.state = domain::order_state_from(q.text(4)).value_or(domain::OrderState::draft);
    o.kind = q.text(5);
    o.source = q.text(6);
    o.description = q.text(7);
    o.road = q.text(8);
    o.section = q.text(9);
    o.place = q.text(10);
    if (!q.is_null(11))
        o.shape = geo::from_wkb(q.bytes(11));
    o.crew = q.text(12);
    o.contractor = q.text(13);
    o.result = q.text(14);
    o.caller = q.text(15);
    o.caller_phone = q.text(16);
    o.received_on = Date::parse_iso(q.text(17)).value_or(o.received_on);
    o.deadline = instant_at(q, 18);
    o.closed_at = instant_at(q, 19);
    o.closed_on = date_at(q, 20);
    o.backfill = q.integer(21) != 0;
    o.on_the_spot = q.integer(22) != 0;
    o.cycle = static_cast<int>(q.integer(23));
    o.merged_into_uid = q.text(24);
    if (schema < loop_schema)
        return o;
    if (auto const fields = q.text(25); fields != "{}")
        o.fields = Json::parse(fields);
    if (auto const clock = domain::deadline_clock_from(q.text(28)); clock && !q.is_null(27))
        o.limit = domain::Limit{q.text(26), q.integer(27), *clock};
    o.original_deadline = instant_at(q, 29);
    o.working_deadline = instant_at(q, 30);
    o.stopped_at = instant_at(q, 31);
    o.split_from_uid = q.text(32);
    return o;
}

struct Condition {
    std::string sql;
    std::vector<Value> values;
};

Condition condition_of(app::OrderQuery const& query)
{
    Condition c;
    auto const and_if = [&](std::string const& sql) { c.sql += (c.sql.empty() ? " WHERE " : " AND ") + sql; };
    auto const bound = [&](std::string const& sql, Value value) {
        c.values.push_back(std::move(value));
        and_if(replaced(sql, "$?", "$" + std::to_string(c.values.size())));
    };
    if (query.received_from)
        bound("received_on >= $?", query.received_from->iso());
    if (query.received_before)
        bound("received_on < $?", query.received_before->iso());
    if (!query.asset_uid.empty())
        bound("id IN (SELECT l.order_id FROM order_line l JOIN line_asset a ON a.line_id = l.id WHERE a.asset_uid = $?)",
              query.asset_uid);
    std::vector<std::string> states;
    for (auto const state : query.states)
        states.push_back("'" + std::string{domain::key_of(state)} + "'");
    if (!states.empty())
        and_if("state IN (" + joined(states, ", ") + ")");
    return c;
}

bool matches(std::string const& wanted, domain::WorkOrder const& o)
{
    if (wanted.empty())
        return true;
    auto all = o.number + '\n' + domain::short_number(o.number) + '\n' + o.description + '\n' + o.road + '\n' + o.place + '\n' + o.crew;
    for (auto const& line : o.lines)
        all += '\n' + line.item + '\n' + line.road + '\n' + joined(line.places, "\n");
    return folded(all).find(wanted) != std::string::npos;
}

std::int64_t id_of(domain::WorkOrder const& order) { return order.id->value(); }

} // namespace

void OrderTable::insert(domain::WorkOrder& order)
{
    auto const q = conn_.prepare("INSERT INTO work_order(uid, row_version, number, short_number, state, kind, source, description, "
                                 "road, section, place, shape, crew, contractor, result, caller, caller_phone, received_on, "
                                 "deadline, closed_at, closed_on, backfill, on_the_spot, cycle, merged_into_uid, fields, "
                                 "limit_condition, limit_amount, limit_clock, original_deadline, working_deadline, stopped_at, "
                                 "split_from_uid) VALUES ($1,$2,$3,"
                                 "$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,$26,$27,$28,"
                                 "$29,$30,$31,$32,$33) RETURNING id");
    bind(*q, order);
    order.id = OrderId{insert_returning_id(*q)};
    write_parts(order);
}

bool OrderTable::update(domain::WorkOrder& order)
{
    // who may not see the caller's telephone number leaves it as it is
    auto const* phone = conn_.column("work_order", "caller_phone") == "caller_phone" ? "caller_phone=$17, " : "";
    auto const q = conn_.prepare(
        std::string{"UPDATE work_order SET row_version=$2+1, number=$3, short_number=$4, state=$5, kind=$6, source=$7, description=$8, road=$9, "
        "section=$10, place=$11, shape=$12, crew=$13, contractor=$14, result=$15, caller=$16, "} + phone + "received_on=$18, "
        "deadline=$19, closed_at=$20, closed_on=$21, backfill=$22, on_the_spot=$23, cycle=$24, merged_into_uid=$25, fields=$26, "
        "limit_condition=$27, limit_amount=$28, limit_clock=$29, original_deadline=$30, working_deadline=$31, stopped_at=$32, "
        "split_from_uid=$33 "
        "WHERE uid=$1 AND row_version=$2");
    bind(*q, order);
    q->run();
    if (conn_.affected() == 0)
        return false;
    ++order.row_version;
    for (auto const* table : {"order_line", "cost_line", "order_event", "order_hold", "order_check", "order_milestone", "order_task",
                              "order_note"}) {
        auto const drop = conn_.prepare(std::string{"DELETE FROM "} + table + " WHERE order_id=$1");
        drop->bind(1, id_of(order));
        drop->run();
    }
    write_parts(order);
    return true;
}

void OrderTable::write_parts(domain::WorkOrder& order)
{
    if (!order.parts_known)
        throw Error{Error::Kind::internal, tr("An order read for a list was to be saved.")};
    write_lines(order);
    write_costs(order);
    write_loop(order);
}

void OrderTable::write_lines(domain::WorkOrder& order)
{
    auto const line = conn_.prepare(
        "INSERT INTO order_line(order_id, uid, position, class, activity, item, measure, planned_milli, done_milli, accepted_milli, "
        "unit, approximate, unknown, wording, road, places, project_uid, community_uid, accepted_on) "
        "VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19) RETURNING id");
    auto const asset = conn_.prepare("INSERT INTO line_asset(line_id, asset_uid, status) VALUES ($1,$2,$3)");
    std::int64_t position = 0;
    for (auto& l : order.lines) {
        if (l.uid.empty())
            l.uid = new_uuid();
        line->bind(1, id_of(order)).bind(2, l.uid).bind(3, position++).bind(4, l.class_key).bind(5, l.activity).bind(6, l.item);
        line->bind(7, std::string{l.measure == domain::Measure::capacity ? "capacity" : "count"});
        line->bind(8, quantity_value(l.planned)).bind(9, quantity_value(l.done)).bind(10, quantity_value(l.accepted));
        line->bind(11, l.unit).bind(12, flag(l.approximate)).bind(13, flag(l.unknown)).bind(14, l.wording).bind(15, l.road);
        line->bind(16, places_text(l.places)).bind(17, l.project_uid).bind(18, l.community_uid).bind(19, date_value(l.accepted_on));
        l.id = LineId{insert_returning_id(*line)};
        for (auto const& a : l.assets) {
            asset->bind(1, l.id->value()).bind(2, a.asset_uid).bind(3, a.status);
            asset->run();
        }
    }
}

std::string OrderTable::columns() const { return order_columns(conn_) + (schema_ < loop_schema ? "" : loop_columns); }

std::vector<domain::WorkOrder> OrderTable::read(std::string const& condition, std::vector<Value> const& values, std::size_t limit)
{
    auto const q = conn_.prepare("SELECT " + columns() + " FROM work_order" + condition +
                                 " ORDER BY received_on DESC, id DESC" + (limit ? " LIMIT " + std::to_string(limit) : ""));
    for (std::size_t i = 0; i < values.size(); ++i)
        q->bind(static_cast<int>(i) + 1, values[i]);
    std::vector<domain::WorkOrder> orders;
    while (q->step())
        orders.push_back(order_at(*q, schema_));
    read_parts(orders, condition.empty());
    return orders;
}

void OrderTable::read_parts(std::vector<domain::WorkOrder>& orders, bool all)
{
    std::map<std::int64_t, domain::WorkOrder*> by_id;
    for (auto& order : orders)
        by_id[id_of(order)] = &order;
    // the whole list is read table by table; a few orders one by one
    bool const each = !all && orders.size() <= 50;
    Run const run = [&](std::string const& sql, std::string const& key, std::string const& order, std::function<void(Query&)> const& take) {
        auto const walk = [&](Query& q) {
            while (q.step())
                take(q);
        };
        if (!each) {
            walk(*conn_.prepare(sql + order));
            return;
        }
        auto const q = conn_.prepare(sql + " WHERE " + key + "=$1" + order);
        for (auto const& entry : by_id) {
            q->bind(1, entry.first);
            walk(*q);
            q->reset();
        }
    };
    Owner const owner = [&](std::int64_t id) {
        auto const it = by_id.find(id);
        return it == by_id.end() ? nullptr : it->second;
    };
    std::map<std::int64_t, std::pair<domain::WorkOrder*, std::size_t>> lines;
    run(std::string{"SELECT "} + line_columns + " FROM order_line l", "l.order_id", " ORDER BY l.order_id, l.position", [&](Query& q) {
        if (auto* order = owner(q.integer(1))) {
            order->lines.push_back(line_at(q));
            lines[q.integer(0)] = {order, order->lines.size() - 1};
        }
    });
    run("SELECT a.line_id, a.asset_uid, a.status FROM line_asset a JOIN order_line l ON l.id = a.line_id", "l.order_id",
        " ORDER BY a.id", [&](Query& q) {
            if (auto const it = lines.find(q.integer(0)); it != lines.end())
                it->second.first->lines[it->second.second].assets.push_back({q.text(1), q.text(2)});
        });
    read_loop(run, owner);
}

std::optional<domain::WorkOrder> OrderTable::by_uid(std::string const& uid)
{
    auto found = read(" WHERE uid=$1", {Value{uid}}, 1);
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::optional<domain::WorkOrder> OrderTable::by_number(std::string const& number)
{
    auto found = read(" WHERE number=$1 OR short_number=$1", {Value{number}}, 1);
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::vector<domain::WorkOrder> OrderTable::select(app::OrderQuery const& query)
{
    auto const c = condition_of(query);
    auto orders = read(c.sql, c.values, query.text.empty() ? query.limit : 0);
    auto const wanted = folded(query.text);
    std::erase_if(orders, [&](domain::WorkOrder const& o) { return !matches(wanted, o); });
    if (query.limit && orders.size() > query.limit)
        orders.resize(query.limit);
    return orders;
}

void OrderTable::each_brief(app::OrderQuery const& query, std::function<void(domain::WorkOrder const&)> const& take)
{
    auto const c = condition_of(query);
    auto const wanted = folded(query.text);
    auto const orders = conn_.prepare("SELECT " + columns() + " FROM work_order" + c.sql + " ORDER BY id DESC");
    for (std::size_t i = 0; i < c.values.size(); ++i)
        orders->bind(static_cast<int>(i) + 1, c.values[i]);
    // both come by falling id of the order, so that one walk over the lines serves all orders
    auto const lines = conn_.prepare(std::string{"SELECT "} + line_columns +
                                     " FROM order_line l ORDER BY l.order_id DESC, l.position");
    bool more = lines->step();
    std::size_t taken = 0;
    while (orders->step() && (query.limit == 0 || taken < query.limit)) {
        auto order = order_at(*orders, schema_);
        order.parts_known = false;
        while (more && lines->integer(1) > id_of(order))
            more = lines->step();
        for (; more && lines->integer(1) == id_of(order); more = lines->step())
            order.lines.push_back(line_at(*lines));
        if (matches(wanted, order)) {
            take(order);
            ++taken;
        }
    }
}

std::vector<app::OpenOrders> OrderTable::open_orders()
{
    auto const q = conn_.prepare("SELECT a.asset_uid, count(DISTINCT o.id) FROM work_order o JOIN order_line l ON l.order_id = o.id "
                                 "JOIN line_asset a ON a.line_id = l.id WHERE o.state NOT IN ('closed','cancelled','merged') "
                                 "GROUP BY a.asset_uid");
    std::vector<app::OpenOrders> open;
    while (q->step())
        open.push_back({q->text(0), static_cast<int>(q->integer(1))});
    return open;
}

std::vector<domain::FigureLine> OrderTable::accepted_lines()
{
    auto const q = conn_.prepare(std::string{"SELECT "} + line_columns +
                                 ", o.uid, o.number, (SELECT sum(c.amount_fen) FROM cost_line c WHERE c.line_uid = l.uid AND c.estimate = 0) "
                                 "FROM order_line l JOIN work_order o ON o.id = l.order_id "
                                 "WHERE l.accepted_on IS NOT NULL AND o.state = 'closed' ORDER BY l.accepted_on, o.id, l.position");
    std::vector<domain::FigureLine> lines;
    while (q->step()) {
        auto l = line_at(*q);
        domain::FigureLine f;
        f.line_uid = std::move(l.uid);
        f.order_uid = q->text(19);
        f.order_number = q->text(20);
        f.class_key = std::move(l.class_key);
        f.activity = std::move(l.activity);
        f.item = std::move(l.item);
        f.unit = std::move(l.unit);
        f.road = std::move(l.road);
        f.wording = std::move(l.wording);
        f.measure = l.measure;
        f.places = std::move(l.places);
        f.accepted = l.accepted;
        f.approximate = l.approximate;
        f.planned = l.planned;
        f.accepted_on = l.accepted_on;
        if (!q->is_null(21))
            f.amount = domain::Money::fen(q->integer(21));
        f.community_uid = std::move(l.community_uid);
        lines.push_back(std::move(f));
    }
    return lines;
}

std::int64_t OrderTable::next_serial(int year)
{
    auto const q = conn_.prepare("INSERT INTO order_counter(year, last) VALUES ($1, 1) "
                                 "ON CONFLICT(year) DO UPDATE SET last = order_counter.last + 1 RETURNING last");
    q->bind(1, std::int64_t{year});
    (void)q->step();
    auto const serial = q->integer(0);
    (void)q->step();
    return serial;
}

bool OrderTable::erase(std::string const& uid, std::int64_t row_version)
{
    auto const q = conn_.prepare("DELETE FROM work_order WHERE uid=$1 AND row_version=$2");
    q->bind(1, uid).bind(2, row_version);
    q->run();
    return conn_.affected() > 0;
}

} // namespace taizhang::store
