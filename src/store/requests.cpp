#include "store/requests.hpp"

#include <algorithm>
#include <map>

namespace taizhang::store {
namespace {

constexpr auto columns = "id, uid, row_version, number, state, source, external_number, caller, caller_phone, received_at, deadline, urgent, "
                         "class, asset_uid, description, road, section, place, lon, lat, accepted_at, reason, forwarded_to, answer, "
                         "answered_at, closed_at, satisfaction, redone, merged_into_uid, registered_by, note";

Value instant_value(std::optional<Instant> const& at) { return at ? Value{at->iso()} : Value{}; }
std::optional<Instant> instant_at(Query const& q, int column)
{
    return q.is_null(column) ? std::nullopt : Instant::parse_iso(q.text(column));
}
Value degree(std::optional<geo::Position> const& p, bool lon)
{
    return p ? Value{lon ? p->lon_degrees() : p->lat_degrees()} : Value{};
}

void bind(Query& q, domain::Request const& r)
{
    q.bind(1, r.uid).bind(2, r.row_version).bind(3, r.number).bind(4, domain::short_request_number(r.number));
    q.bind(5, std::string{domain::key_of(r.state)}).bind(6, r.source).bind(7, r.external_number).bind(8, r.caller).bind(9, r.caller_phone);
    q.bind(10, r.received_at.iso()).bind(11, instant_value(r.deadline)).bind(12, std::int64_t{r.urgent ? 1 : 0});
    q.bind(13, r.class_key).bind(14, r.asset_uid).bind(15, r.description).bind(16, r.road).bind(17, r.section).bind(18, r.place);
    q.bind(19, degree(r.position, true)).bind(20, degree(r.position, false)).bind(21, instant_value(r.accepted_at)).bind(22, r.reason);
    q.bind(23, r.forwarded_to).bind(24, r.answer).bind(25, instant_value(r.answered_at)).bind(26, instant_value(r.closed_at));
    q.bind(27, std::string{domain::key_of(r.satisfaction)}).bind(28, std::int64_t{r.redone}).bind(29, r.merged_into_uid);
    q.bind(30, r.registered_by).bind(31, r.note);
}

domain::Request request_at(Query const& q)
{
    domain::Request r;
    r.uid = q.text(1);
    r.row_version = q.integer(2);
    r.number = q.text(3);
    r.state = domain::request_state_from(q.text(4)).value_or(domain::RequestState::fresh);
    r.source = q.text(5);
    r.external_number = q.text(6);
    r.caller = q.text(7);
    r.caller_phone = q.text(8);
    r.received_at = Instant::parse_iso(q.text(9)).value_or(r.received_at);
    r.deadline = instant_at(q, 10);
    r.urgent = q.integer(11) != 0;
    r.class_key = q.text(12);
    r.asset_uid = q.text(13);
    r.description = q.text(14);
    r.road = q.text(15);
    r.section = q.text(16);
    r.place = q.text(17);
    if (!q.is_null(18) && !q.is_null(19))
        r.position = geo::Position::from_degrees(q.real(18), q.real(19));
    r.accepted_at = instant_at(q, 20);
    r.reason = q.text(21);
    r.forwarded_to = q.text(22);
    r.answer = q.text(23);
    r.answered_at = instant_at(q, 24);
    r.closed_at = instant_at(q, 25);
    r.satisfaction = domain::satisfaction_from(q.text(26)).value_or(domain::Satisfaction::unasked);
    r.redone = static_cast<int>(q.integer(27));
    r.merged_into_uid = q.text(28);
    r.registered_by = q.text(29);
    r.note = q.text(30);
    return r;
}

struct Condition {
    std::string sql;
    std::vector<Value> values;
};

Condition condition_of(app::RequestQuery const& query)
{
    Condition c;
    auto const and_if = [&](std::string const& sql) { c.sql += (c.sql.empty() ? " WHERE " : " AND ") + sql; };
    auto const bound = [&](std::string const& sql, Value value) {
        c.values.push_back(std::move(value));
        and_if(replaced(sql, "$?", "$" + std::to_string(c.values.size())));
    };
    if (query.received_from)
        bound("received_at >= $?", query.received_from->iso());
    if (query.received_before)
        bound("received_at < $?", query.received_before->iso());
    if (!query.asset_uid.empty())
        bound("asset_uid = $?", query.asset_uid);
    if (!query.order_uid.empty())
        bound("uid IN (SELECT request_uid FROM request_order WHERE order_uid = $?)", query.order_uid);
    std::vector<std::string> states;
    for (auto const state : query.states)
        states.push_back("'" + std::string{domain::key_of(state)} + "'");
    if (!states.empty())
        and_if("state IN (" + joined(states, ",") + ")");
    return c;
}

bool holds(domain::Request const& r, std::string const& wanted)
{
    return std::ranges::any_of(std::array{r.number, domain::short_request_number(r.number), r.external_number, r.road, r.place, r.description, r.caller},
                               [&](std::string const& text) { return folded(text).find(wanted) != std::string::npos; });
}

} // namespace

void RequestTable::insert(domain::Request& request)
{
    auto const q = conn_.prepare("INSERT INTO request(uid, row_version, number, short_number, state, source, external_number, caller, "
                                 "caller_phone, received_at, deadline, urgent, class, asset_uid, description, road, section, place, lon, lat, "
                                 "accepted_at, reason, forwarded_to, answer, answered_at, closed_at, satisfaction, redone, merged_into_uid, "
                                 "registered_by, note) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,"
                                 "$22,$23,$24,$25,$26,$27,$28,$29,$30,$31)");
    bind(*q, request);
    q->run();
    write_steps(request);
    for (auto const& order : request.order_uids)
        link(request.uid, order);
}

bool RequestTable::update(domain::Request& request)
{
    auto after = request;
    ++after.row_version;
    auto const q = conn_.prepare("UPDATE request SET row_version = $2, number = $3, short_number = $4, state = $5, source = $6, "
                                 "external_number = $7, caller = $8, caller_phone = $9, received_at = $10, deadline = $11, urgent = $12, "
                                 "class = $13, asset_uid = $14, description = $15, road = $16, section = $17, place = $18, lon = $19, "
                                 "lat = $20, accepted_at = $21, reason = $22, forwarded_to = $23, answer = $24, answered_at = $25, "
                                 "closed_at = $26, satisfaction = $27, redone = $28, merged_into_uid = $29, registered_by = $30, note = $31 "
                                 "WHERE uid = $1 AND row_version = $32");
    bind(*q, after);
    q->bind(32, request.row_version);
    q->run();
    if (conn_.affected() == 0)
        return false;
    request.row_version = after.row_version;
    write_steps(request);
    return true;
}

void RequestTable::write_steps(domain::Request const& request)
{
    auto const id = conn_.prepare("SELECT id FROM request WHERE uid = $1");
    id->bind(1, request.uid);
    if (!id->step())
        return;
    auto const key = id->integer(0);
    auto const old = conn_.prepare("DELETE FROM request_event WHERE request_id = $1");
    old->bind(1, key);
    old->run();
    auto const q = conn_.prepare("INSERT INTO request_event(request_id, event, from_state, to_state, who, comment, at) "
                                 "VALUES ($1,$2,$3,$4,$5,$6,$7)");
    for (auto const& s : request.steps) {
        q->bind(1, key).bind(2, std::string{domain::key_of(s.event)}).bind(3, std::string{domain::key_of(s.from)});
        q->bind(4, std::string{domain::key_of(s.to)}).bind(5, s.who).bind(6, s.comment).bind(7, s.at.iso());
        q->run();
    }
}

void RequestTable::read_steps(domain::Request& request, std::int64_t id)
{
    auto const q = conn_.prepare("SELECT event, from_state, to_state, who, comment, at FROM request_event WHERE request_id = $1 ORDER BY id");
    q->bind(1, id);
    while (q->step()) {
        auto const event = domain::request_event_from(q->text(0));
        auto const from = domain::request_state_from(q->text(1)), to = domain::request_state_from(q->text(2));
        auto const at = Instant::parse_iso(q->text(5));
        if (event && from && to && at)
            request.steps.push_back({*event, *from, *to, q->text(3), q->text(4), *at});
    }
}

std::vector<domain::Request> RequestTable::by(std::string const& condition, std::vector<Value> const& values)
{
    std::vector<domain::Request> found;
    std::vector<std::int64_t> ids;
    auto const q = conn_.prepare(std::string{"SELECT "} + columns + " FROM request WHERE " + condition);
    for (std::size_t i = 0; i < values.size(); ++i)
        q->bind(static_cast<int>(i) + 1, values[i]);
    while (q->step()) {
        ids.push_back(q->integer(0));
        found.push_back(request_at(*q));
    }
    auto const orders = conn_.prepare("SELECT order_uid FROM request_order WHERE request_uid = $1 ORDER BY id");
    for (std::size_t i = 0; i < found.size(); ++i) {
        read_steps(found[i], ids[i]);
        orders->bind(1, found[i].uid);
        while (orders->step())
            found[i].order_uids.push_back(orders->text(0));
        orders->reset();
    }
    return found;
}

std::optional<domain::Request> RequestTable::by_uid(std::string const& uid)
{
    auto found = by("uid = $1", {uid});
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

void RequestTable::each(app::RequestQuery const& query, std::function<void(domain::Request const&)> const& take)
{
    std::map<std::string, std::vector<std::string>, std::less<>> orders;
    for (auto const q = conn_.prepare("SELECT request_uid, order_uid FROM request_order ORDER BY id"); q->step();)
        orders[q->text(0)].push_back(q->text(1));
    auto const condition = condition_of(query);
    auto const wanted = folded(query.text);
    auto const q = conn_.prepare(std::string{"SELECT "} + columns + " FROM request" + condition.sql + " ORDER BY received_at DESC, id DESC");
    for (std::size_t i = 0; i < condition.values.size(); ++i)
        q->bind(static_cast<int>(i) + 1, condition.values[i]);
    for (std::size_t given = 0; q->step();) {
        auto request = request_at(*q);
        if (!wanted.empty() && !holds(request, wanted))
            continue;
        if (auto const it = orders.find(request.uid); it != orders.end())
            request.order_uids = it->second;
        take(request);
        if (++given == query.limit)
            return;
    }
}

std::int64_t RequestTable::next_serial(int year)
{
    auto const q = conn_.prepare("INSERT INTO request_counter(year, last) VALUES ($1, 1) ON CONFLICT(year) DO UPDATE SET "
                                 "last = request_counter.last + 1 RETURNING last");
    q->bind(1, std::int64_t{year});
    if (!q->step())
        throw Error{Error::Kind::internal, tr("The ledger gave no number.")};
    auto const serial = q->integer(0);
    q->reset();
    return serial;
}

void RequestTable::link(std::string const& request_uid, std::string const& order_uid)
{
    auto const q = conn_.prepare("INSERT INTO request_order(request_uid, order_uid) VALUES ($1,$2) ON CONFLICT(request_uid, order_uid) DO NOTHING");
    q->bind(1, request_uid).bind(2, order_uid);
    q->run();
}

void RequestTable::unlink(std::string const& request_uid, std::string const& order_uid)
{
    auto const q = conn_.prepare("DELETE FROM request_order WHERE request_uid = $1 AND order_uid = $2");
    q->bind(1, request_uid).bind(2, order_uid);
    q->run();
}

bool RequestTable::erase(std::string const& uid, std::int64_t row_version)
{
    auto const q = conn_.prepare("DELETE FROM request WHERE uid = $1 AND row_version = $2");
    q->bind(1, uid).bind(2, row_version);
    q->run();
    return conn_.affected() > 0;
}

void SqlRequests::each(app::RequestQuery const& query, std::function<void(domain::Request const&)> const& take) const
{
    if (there())
        RequestTable{conn_}.each(query, take);
}

domain::Request SqlRequests::get(std::string const& which) const
{
    std::vector<domain::Request> found;
    if (there()) {
        found = RequestTable{conn_}.by("uid = $1 OR number = $1 OR short_number = $1", {which});
        if (auto const slash = which.find('/'); found.empty() && slash != std::string::npos)
            found = RequestTable{conn_}.by("source = $1 AND external_number = $2", {which.substr(0, slash), which.substr(slash + 1)});
        if (found.empty())
            found = RequestTable{conn_}.by("external_number = $1 AND external_number <> ''", {which});
    }
    if (found.empty())
        throw Error{Error::Kind::not_found, tr("There is no request “{0}”.", which), {}, tr("request list shows those there are.")};
    if (found.size() > 1)
        throw Error{Error::Kind::refused, tr("“{0}” names several requests.", which), {}, tr("Give the receipt number, such as R2025-0001.")};
    return found.front();
}

std::string SqlRequests::known(std::string const& source, std::string const& external_number) const
{
    if (!there())
        return {};
    auto const q = conn_.prepare("SELECT uid FROM request WHERE source = $1 AND external_number = $2");
    q->bind(1, source).bind(2, external_number);
    return q->step() ? q->text(0) : std::string{};
}

} // namespace taizhang::store
