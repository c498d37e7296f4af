#include "app/importing_requests.hpp"

#include "app/requests.hpp"
#include "base/uuid.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace taizhang::app {
namespace {

using domain::Request;
using domain::RequestState;

struct Alias {
    char const* field;
    char const* header;
};

constexpr std::array aliases{
    Alias{"external_number", "工单编号"}, Alias{"external_number", "诉求编号"}, Alias{"external_number", "受理编号"},
    Alias{"external_number", "工单号"},   Alias{"external_number", "任务号"},   Alias{"external_number", "案件编号"},
    Alias{"external_number", "编号"},     Alias{"external_number", "caseid"},   Alias{"external_number", "servicerequestnumber"},
    Alias{"external_number", "srnumber"}, Alias{"received_at", "来电时间"},     Alias{"received_at", "受理时间"},
    Alias{"received_at", "登记时间"},     Alias{"received_at", "上报时间"},     Alias{"received_at", "派单时间"},
    Alias{"received_at", "创建时间"},     Alias{"received_at", "受理日期"},     Alias{"received_at", "opened"},
    Alias{"received_at", "createddate"},  Alias{"received_at", "received"},     Alias{"caller", "来电人"},
    Alias{"caller", "诉求人"},            Alias{"caller", "反映人"},            Alias{"caller", "联系人"},
    Alias{"caller", "姓名"},              Alias{"caller", "caller"},            Alias{"caller_phone", "联系电话"},
    Alias{"caller_phone", "来电号码"},    Alias{"caller_phone", "联系方式"},    Alias{"caller_phone", "手机号码"},
    Alias{"caller_phone", "电话"},        Alias{"caller_phone", "phone"},       Alias{"description", "诉求内容"},
    Alias{"description", "反映内容"},     Alias{"description", "问题描述"},     Alias{"description", "工单内容"},
    Alias{"description", "主要内容"},     Alias{"description", "内容"},         Alias{"description", "标题"},
    Alias{"description", "requestdetails"}, Alias{"description", "description"}, Alias{"place", "诉求地址"},
    Alias{"place", "事发地址"},           Alias{"place", "问题地址"},           Alias{"place", "详细地址"},
    Alias{"place", "地址"},               Alias{"place", "地点"},               Alias{"place", "位置"},
    Alias{"place", "address"},            Alias{"place", "streetaddress"},      Alias{"road", "道路"},
    Alias{"road", "街路"},                Alias{"road", "street"},              Alias{"road", "streetname"},
    Alias{"class", "设施类别"},           Alias{"class", "诉求类别"},           Alias{"class", "问题分类"},
    Alias{"class", "问题类别"},           Alias{"class", "类别"},               Alias{"class", "class"},
    Alias{"deadline", "办结时限"},        Alias{"deadline", "截止时间"},        Alias{"deadline", "反馈时限"},
    Alias{"deadline", "处理时限"},        Alias{"deadline", "办理期限"},        Alias{"deadline", "deadline"},
    Alias{"source", "来源"},              Alias{"source", "诉求来源"},          Alias{"source", "source"},
    Alias{"answer", "办理结果"},          Alias{"answer", "回复内容"},          Alias{"answer", "答复内容"},
    Alias{"answer", "处理结果"},          Alias{"answer", "statusnotes"},       Alias{"answer", "answer"},
    Alias{"closed_at", "办结时间"},       Alias{"closed_at", "结案时间"},       Alias{"closed_at", "回复时间"},
    Alias{"closed_at", "完成时间"},       Alias{"closed_at", "closed"},         Alias{"closed_at", "closeddate"},
    Alias{"urgent", "紧急程度"},          Alias{"urgent", "urgent"},            Alias{"satisfaction", "满意度"},
    Alias{"external_number", "uniquekey"}, Alias{"received_at", "creationdate"}, Alias{"closed_at", "completiondate"},
    Alias{"description", "complainttype"}, Alias{"description", "typeofservicerequest"}, Alias{"place", "incidentaddress"},
    Alias{"satisfaction", "是否满意"},    Alias{"satisfaction", "满意情况"}};

/// Minutes east of Greenwich when the text ends in Z, +08 or +08:00.
std::optional<int> zone_minutes(std::string const& text)
{
    if (text.ends_with('Z') && text.find(':') != std::string::npos)
        return 0;
    auto const at = text.find_last_of("+-");
    auto const colon = text.find(':');
    if (at == std::string::npos || colon == std::string::npos || at < colon)
        return std::nullopt;
    int hours = 0, minutes = 0;
    auto const* const end = text.data() + text.size();
    auto const [stop, wrong] = std::from_chars(text.data() + at + 1, end, hours);
    if (wrong != std::errc{})
        return std::nullopt;
    if (stop != end && *stop == ':')
        std::from_chars(stop + 1, end, minutes);
    return (text[at] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

/// "2025-11-19 09:12", "2025/11/19 9:12:30", "2025-11-19T09:12:30.000": the date as everywhere, then hours, minutes, seconds.
std::optional<Instant> understood_time(std::string const& cell, int offset, bool* only_day)
{
    auto const text = std::string{trimmed(cell)};
    auto const gap = text.find_first_of(" T", 0);
    auto const zone = zone_minutes(text).value_or(offset);
    bool const afternoon = text.find("PM") != std::string::npos || text.find("下午") != std::string::npos;
    bool const morning = text.find("AM") != std::string::npos || text.find("上午") != std::string::npos;
    auto day_text = text.substr(0, gap);
    if (std::ranges::count(day_text, '/') == 2 && day_text.find('/') < 4) { // 11/19/2025 of American sheets
        auto const parts = split(day_text, '/');
        day_text = parts[2] + "-" + parts[0] + "-" + parts[1];
    }
    auto const day = domain::understand_date(day_text);
    if (!day || day->precision() != PartialDate::Precision::day)
        return std::nullopt;
    auto const midnight = Instant::start_of(day->first_day(), zone);
    std::array<int, 3> hms{};
    std::size_t found = 0;
    for (auto const* at = gap == std::string::npos ? nullptr : text.data() + gap + 1; at && found < hms.size();) {
        auto const [end, wrong] = std::from_chars(at, text.data() + text.size(), hms[found]);
        if (wrong != std::errc{})
            break;
        ++found;
        at = end < text.data() + text.size() && *end == ':' ? end + 1 : nullptr;
    }
    *only_day = found < 2;
    if (found < 2)
        return midnight;
    if (afternoon && hms[0] < 12)
        hms[0] += 12;
    else if (morning && hms[0] == 12)
        hms[0] = 0;
    if (hms[0] > 24 || hms[1] > 59 || hms[2] > 60)
        return std::nullopt;
    return Instant::from_millis(midnight.millis() + ((hms[0] * 60LL + hms[1]) * 60 + hms[2]) * 1000);
}

/// Turns rows into requests; what cannot be understood is kept in the note and reported.
class Reader {
public:
    Reader(Ledger const& ledger, std::vector<ColumnUse> const& columns, ImportOptions const& options, ImportResult& result)
        : catalog_{ledger.catalog()}, offset_{ledger.info().utc_offset_minutes}, columns_{columns}, options_{options}, result_{result}
    {}

    std::optional<Request> read(SourceRow const& row, std::string const& who)
    {
        Request r;
        r.uid = new_uuid();
        r.source = cell(row, "source").empty() ? std::string{"12345热线"} : cell(row, "source");
        r.external_number = cell(row, "external_number");
        if (r.external_number.empty())
            return refuse(row, "external_number", tr("The row has no number by which it could be known again."));
        r.caller = cell(row, "caller");
        r.caller_phone = cell(row, "caller_phone");
        r.description = cell(row, "description");
        r.road = cell(row, "road");
        r.place = cell(row, "place");
        r.urgent = cell(row, "urgent").find("急") != std::string::npos;
        take_class(row, r);
        if (r.description.empty() && r.class_key.empty())
            return refuse(row, "description", tr("The row does not say what is asked for."));
        auto const received = time(row, "received_at", r);
        if (!received)
            return refuse(row, "received_at", tr("The row has no date that can be understood."));
        r.received_at = *received;
        r.deadline = time(row, "deadline", r, true);
        r.answer = cell(row, "answer");
        if (auto const at = row.shape ? geo::label_point(*row.shape) : std::nullopt; at && !(at->lon_degrees() == 0 && at->lat_degrees() == 0))
            r.position = at; // 0, 0 is how other programs write "no place"
        else if (!row.shape_problem.empty())
            warn(row, "position", row.shape_problem);
        r.registered_by = who;
        settle(row, r, who);
        return r;
    }

private:
    [[nodiscard]] std::string cell(SourceRow const& row, std::string_view field) const
    {
        for (std::size_t i = 0; i < columns_.size() && i < row.cells.size(); ++i)
            if (columns_[i].field == field && !trimmed(row.cells[i]).empty())
                return std::string{trimmed(row.cells[i])};
        return {};
    }
    std::optional<Request> refuse(SourceRow const& row, char const* column, Text reason)
    {
        result_.refused.push_back({row.number, column, std::move(reason)});
        return std::nullopt;
    }
    void warn(SourceRow const& row, char const* column, Text reason) { result_.warnings.push_back({row.number, column, std::move(reason)}); }
    void keep(SourceRow const& row, Request& r, char const* field)
    {
        r.note += (r.note.empty() ? "" : "; ") + cell(row, field);
        warn(row, field, tr("“{0}” was not understood and is kept as it is.", cell(row, field)));
    }
    void take_class(SourceRow const& row, Request& r)
    {
        auto const text = cell(row, "class");
        auto const* of = catalog_.understand_class(text);
        if (of)
            r.class_key = of->key;
        else {
            r.class_key = options_.class_key;
            if (!text.empty())
                r.note += (r.note.empty() ? "" : "; ") + text; // their own sorts are not ours: no fault of the row
        }
    }
    std::optional<Instant> time(SourceRow const& row, char const* field, Request& r, bool end_of_day = false)
    {
        auto const text = cell(row, field);
        if (text.empty())
            return std::nullopt;
        bool only_day = false;
        auto at = understood_time(text, offset_, &only_day);
        if (!at)
            keep(row, r, field);
        else if (only_day && end_of_day)
            at = Instant::from_millis(at->millis() + 24 * 60 * 60 * 1000 - 60'000); // "by the 20th" means the whole day
        return at;
    }
    /// A row that says when it was settled comes in as settled then, not as something still to be done.
    void settle(SourceRow const& row, Request& r, std::string const& who)
    {
        auto const closed = time(row, "closed_at", r);
        auto const said = cell(row, "satisfaction");
        if (said.find("不满意") != std::string::npos)
            r.satisfaction = domain::Satisfaction::dissatisfied;
        else if (said.find("满意") != std::string::npos)
            r.satisfaction = domain::Satisfaction::satisfied;
        if (!closed)
            return;
        if (*closed < r.received_at) {
            warn(row, "closed_at", tr("It was settled before it was received; the row is taken as open."));
            return;
        }
        r.state = RequestState::closed;
        r.accepted_at = r.received_at;
        r.answered_at = r.closed_at = closed;
        using enum domain::RequestEvent;
        r.steps = {{accept, RequestState::fresh, RequestState::accepted, who, {}, r.received_at},
                   {answer, RequestState::accepted, RequestState::answered, who, r.answer, *closed},
                   {close, RequestState::answered, RequestState::closed, who, {}, *closed}};
    }

    domain::Catalog const& catalog_;
    int offset_;
    std::vector<ColumnUse> const& columns_;
    ImportOptions const& options_;
    ImportResult& result_;
};

/// What a newer sheet may change on a request we already work on: its own side, never ours.
bool take_over(Request& known, Request const& row)
{
    auto const before = domain::to_json(known).dump();
    for (auto const member : {&Request::caller, &Request::caller_phone, &Request::description, &Request::road, &Request::place})
        if (!(row.*member).empty())
            known.*member = row.*member;
    if (row.deadline)
        known.deadline = row.deadline;
    if (row.position && !known.position)
        known.position = row.position;
    known.urgent = known.urgent || row.urgent;
    if (row.satisfaction != domain::Satisfaction::unasked)
        known.satisfaction = row.satisfaction;
    if (row.state == RequestState::closed && domain::awaits_answer(known.state) && known.order_uids.empty() && known.steps.empty()) {
        known.state = row.state; // nobody here has touched it yet
        known.steps = row.steps;
        known.accepted_at = row.accepted_at;
        known.answered_at = row.answered_at;
        known.closed_at = row.closed_at;
        known.answer = row.answer;
    }
    return domain::to_json(known).dump() != before;
}

struct Plan {
    std::vector<Request> to_add;
    std::vector<std::pair<Request, Request>> to_change; ///< before, after
};

void plan_row(Ledger const& ledger, Request row, std::int64_t number, ImportOptions const& options,
              std::map<std::string, std::int64_t>& seen, Plan& plan, ImportResult& result)
{
    auto const key = row.source + '/' + row.external_number;
    if (auto const [it, first] = seen.emplace(key, number); !first) {
        result.warnings.push_back({number, "external_number", tr("The number {0} stands in row {1} too; it was taken once.", row.external_number, it->second)});
        ++result.same;
        return;
    }
    auto const uid = ledger.requests().known(row.source, row.external_number);
    if (uid.empty()) {
        if (options.mode == ImportMode::update)
            result.refused.push_back({number, "external_number", tr("No request of the ledger has the number “{0}”.", row.external_number)});
        else
            plan.to_add.push_back(std::move(row));
        return;
    }
    auto known = ledger.requests().get(uid);
    auto const before = known;
    if (options.mode == ImportMode::add || !take_over(known, row))
        ++result.same;
    else
        plan.to_change.emplace_back(before, std::move(known));
}

} // namespace

std::string request_field_of(std::string const& raw)
{
    auto const header = folded_header(raw);
    auto const it = std::ranges::find_if(aliases, [&](Alias const& a) { return header == a.header || header == folded_header(a.field); });
    return it == aliases.end() ? std::string{} : it->field;
}

std::string request_header_of(std::string const& field)
{
    auto const it = std::ranges::find_if(aliases, [&](Alias const& a) { return field == a.field; });
    return it == aliases.end() ? std::string{} : it->header;
}

ImportResult import_requests(Ledger& ledger, std::string const& who, SourceTable& table,
                             ImportOptions const& options, Progress const& progress)
{
    ImportResult result;
    result.columns = understand_headers(ledger.catalog(), nullptr, table.headers(), options);
    Reader reader{ledger, result.columns, options, result};
    Plan plan;
    std::map<std::string, std::int64_t> seen;
    SourceRow source;
    std::int64_t read = 0;
    while (table.next(source)) {
        if (read++ % 500 == 0) {
            progress.throw_if_stopped();
            progress.report(tr("Reading the file"), read, std::max<std::int64_t>(table.rows_if_known(), 0));
        }
        if (auto row = reader.read(source, who))
            plan_row(ledger, std::move(*row), source.number, options, seen, plan, result);
    }
    result.added = static_cast<std::int64_t>(plan.to_add.size());
    result.changed = static_cast<std::int64_t>(plan.to_change.size());
    if (options.dry_run || (!result.refused.empty() && !options.accept_refused))
        return result;
    // numbers are given in the order in which the requests came in
    std::ranges::stable_sort(plan.to_add, {}, &Request::received_at);
    auto change = ledger.begin();
    std::vector<BatchItem> items;
    for (auto& request : plan.to_add) {
        if (items.size() % 500 == 0) {
            progress.throw_if_stopped();
            progress.report(tr("Writing requests"), static_cast<std::int64_t>(items.size()), result.added);
        }
        change->requests().add(request);
        items.push_back({BatchItem::What::added, "request", request.uid, request.row_version, {}});
    }
    for (auto& [before, after] : plan.to_change) {
        change->requests().update(after);
        items.push_back({BatchItem::What::changed, "request", after.uid, after.row_version, domain::to_json(before)});
    }
    result.batch_uid = new_uuid();
    auto const counts = Json::object({{"new", result.added}, {"changed", result.changed}, {"same", result.same}, {"refused", result.refused.size()}});
    change->add_batch(result.batch_uid, options.file, options.what, options.class_key, options.file_hash, counts, items);
    change->commit({who, "import", "import_batch", result.batch_uid,
                    Json::object({{"file", options.file}, {"sha256", options.file_hash}, {"counts", counts}})});
    result.written = true;
    return result;
}

void undo_request(Ledger const& ledger, Change& change, BatchItem const& item)
{
    if (item.what == BatchItem::What::added) {
        change.requests().erase(item.uid, item.row_version);
        return;
    }
    auto before = domain::request_from_json(ledger.catalog(), item.before);
    auto restored = ledger.requests().get(item.uid);
    for (auto const member : {&Request::caller, &Request::caller_phone, &Request::description, &Request::road, &Request::place})
        restored.*member = before.*member;
    restored.deadline = before.deadline;
    restored.position = before.position;
    restored.urgent = before.urgent;
    restored.satisfaction = domain::satisfaction_from(item.before.text("satisfaction")).value_or(domain::Satisfaction::unasked);
    if (auto const state = domain::request_state_from(item.before.text("state")); state && *state != restored.state) {
        restored.state = *state;
        restored.steps.clear();
        restored.accepted_at = restored.answered_at = restored.closed_at = std::nullopt;
        restored.answer = item.before.text("answer");
    }
    change.requests().update(restored);
}

} // namespace taizhang::app
