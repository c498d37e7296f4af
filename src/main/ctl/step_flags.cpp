#include "main/ctl/order_flags.hpp"

#include "base/uuid.hpp"
#include "main/ctl/dates.hpp"

#include <algorithm>
#include <charconv>

namespace taizhang::ctl {

namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr int end_of_office = 18 * 60;

/// "2025-08-15" is the end of that work day, "2025-08-15 09:30" that minute, and the form of --json as it is.
Instant moment_from(std::string const& text, int offset)
{
    if (auto const exact = Instant::parse_iso(text))
        return *exact;
    auto const parts = split(text, ' ');
    auto const date = parts.empty() ? std::nullopt : domain::understand_date(parts.front());
    int hours = end_of_office / 60, minutes = 0;
    bool understood = date && date->precision() == PartialDate::Precision::day && parts.size() <= 2;
    if (understood && parts.size() == 2) {
        auto const& time = parts[1];
        auto const colon = time.find(':');
        understood = colon != std::string::npos && std::from_chars(time.data(), time.data() + colon, hours).ec == std::errc{} &&
                     std::from_chars(time.data() + colon + 1, time.data() + time.size(), minutes).ec == std::errc{} && hours < 24 && minutes < 60;
    }
    if (!understood)
        throw Error{Error::Kind::invalid_input, tr("\"{0}\" is no time.", text), {}, tr("Write it as 2025-03-15 or \"2025-03-15 18:00\".")};
    return Instant::from_millis(Instant::start_of(date->first_day(), offset).millis() + (hours * 60 + minutes) * minute_ms);
}

Date day_from(std::string const& text)
{
    auto const date = domain::understand_date(text);
    if (!date || date->precision() != PartialDate::Precision::day)
        throw Error{Error::Kind::invalid_input, tr("\"{0}\" is no day.", text), {}, tr("Write it as 2025-03-15.")};
    return date->first_day();
}

domain::OrderLine const& line_of(domain::WorkOrder const& order, Args const& args, std::string const& text)
{
    std::size_t number = 0;
    auto const [stop, bad] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (bad != std::errc{} || stop != text.data() + text.size() || number < 1 || number > order.lines.size())
        args.wrong(tr("--line {0}: the order has lines 1 to {1}.", text, order.lines.size()));
    return order.lines[number - 1];
}

/// The value of an option, else of the JSON's member of the same name with underscores.
class Said {
public:
    Said(Args const& args, Json json) : args_{args}, json_{std::move(json)} {}
    [[nodiscard]] std::string text(std::string const& option) const
    {
        if (auto const value = args_.value("--" + option))
            return *value;
        auto const& member = json_[replaced(option, "-", "_")];
        if (member.is_number())
            return decimal(member.as_number(), 3);
        return member.is_string() ? member.as_string() : std::string{};
    }
    [[nodiscard]] bool flag(std::string const& option) const
    {
        auto const& member = json_[replaced(option, "-", "_")];
        return args_.has("--" + option) || (member.is_bool() && member.as_bool());
    }
    [[nodiscard]] std::vector<std::string> texts(std::string const& option, char const* member) const
    {
        auto all = args_.values("--" + option);
        if (json_[member].is_array())
            for (auto const& entry : json_[member].items())
                if (entry.is_string())
                    all.push_back(entry.as_string());
        return all;
    }
    [[nodiscard]] Json const& json() const noexcept { return json_; }

private:
    Args const& args_;
    Json json_;
};

void take_lines(domain::StepData& data, Said const& said, Args const& args, app::Ledger const& ledger, domain::WorkOrder const& order)
{
    for (auto const& line : quantities_said(args, ledger, order))
        data.lines.push_back({line.line_uid, line.quantity});
    for (auto const& number : args.values("--line"))
        data.lines.push_back({line_of(order, args, number).uid, std::nullopt});
    if (said.json()["lines"].is_array())
        for (auto const& entry : said.json()["lines"].items()) {
            domain::StepData::Line line{entry.at("uid").as_string(), std::nullopt};
            if (!entry["quantity"].is_null()) {
                auto const words = entry["quantity"].is_string() ? entry["quantity"].as_string() : decimal(entry["quantity"].as_number(), 3);
                line.quantity = domain::understand_quantity(ledger.catalog(), words);
                if (!line.quantity)
                    throw Error{Error::Kind::invalid_input, tr("\"{0}\" cannot be understood as a quantity.", words)};
            }
            data.lines.push_back(std::move(line));
        }
    for (auto const& code : said.texts("asset", "assets"))
        data.assets.push_back(is_uuid(code) ? code : ledger.asset(code).uid);
}

void draw_sample(domain::StepData& data, Said const& said, domain::WorkOrder const& order, std::int64_t fresh_seed)
{
    auto const size = said.text("sample");
    if (size.empty())
        return;
    std::size_t wanted = 0;
    std::from_chars(size.data(), size.data() + size.size(), wanted);
    auto const seed = said.text("seed");
    data.seed = fresh_seed;
    std::from_chars(seed.data(), seed.data() + seed.size(), data.seed);
    std::vector<std::string> all;
    for (auto const& line : order.lines)
        for (auto const& asset : line.assets)
            if (!domain::is_left_undone(asset.status))
                all.push_back(asset.asset_uid);
    data.sample = domain::sample_of(std::move(all), wanted, data.seed);
    if (data.check_method.empty())
        data.check_method = "sample";
}

} // namespace

domain::StepData step_from(Session& session, Args const& args, app::Ledger const& ledger, domain::WorkOrder const* order)
{
    auto const from = args.value("--from-json");
    Said const said{args, from ? session.read_json(*from) : Json::object()};
    auto const offset = ledger.info().utc_offset_minutes;
    domain::StepData data;
    data.reason = said.text("reason");
    data.reason_code = said.text("reason-code");
    data.crew = said.text("crew");
    data.contractor = said.text("contractor");
    if (auto const deadline = said.text("deadline"); !deadline.empty())
        data.deadline = moment_from(deadline, offset);
    if (auto const condition = said.text("condition"); !condition.empty() && order)
        data.limit = app::proposed_limit(ledger.catalog(), *order, condition);
    if (auto const kind = said.text("kind"); !kind.empty()) {
        data.hold_kind = domain::hold_kind_from(kind);
        if (!data.hold_kind)
            args.wrong(tr("--kind can be material, weather, postponed or deferred; \"{0}\" is not among them.", kind));
    }
    if (auto const until = said.text("until"); !until.empty())
        data.resume_on = data.next_check = day_from(until);
    data.approved = said.flag("approved");
    data.approved_by = said.text("approved-by");
    data.document = said.text("document");
    data.result = said.text("result");
    if (auto const on = said.text("date"); !on.empty()) {
        data.on = domain::understand_date(on);
        if (!data.on)
            args.wrong(tr("--date: \"{0}\" is no date.", on));
    }
    data.check_method = said.text("method");
    if (auto const into = said.text("into"); !into.empty())
        data.target_uid = ledger.order(into).uid;
    if (order) {
        take_lines(data, said, args, ledger, *order);
        draw_sample(data, said, *order, session.clock().now().millis());
    }
    return data;
}

void take_over(domain::WorkOrder& order, Json const& json, domain::Catalog const& catalog)
{
    auto whole = domain::to_json(catalog, order);
    for (auto const* member : {"kind", "source", "description", "road", "section", "place", "crew", "contractor", "caller", "caller_phone",
                               "fields", "lines", "costs", "milestones", "tasks"})
        if (!json[member].is_null())
            whole.set(member, json[member]);
    auto changed = domain::order_from_json(catalog, whole);
    changed.id = order.id;
    changed.shape = order.shape;
    order = std::move(changed);
}

} // namespace taizhang::ctl
