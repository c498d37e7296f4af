#include "app/sample.hpp"

#include "app/sample_town.hpp"
#include "base/embedded.hpp"
#include "base/uuid.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace taizhang::app {
namespace {

using domain::Quantity;

constexpr int first_year = 2021, years = 5, quarters = years * 4;

Json const& sample()
{
    static auto const parsed = Json::parse(embedded::sample().front().data);
    return parsed;
}

/// The day of the i-th quarter from 2021 on which the sample's work is accepted; 2025 ends before the press conference.
Date day_of_quarter(int i, std::int64_t row)
{
    static constexpr std::array months{2, 5, 8, 10};
    return *Date::from_ymd(first_year + i / 4, months.at(static_cast<std::size_t>(i % 4)), 3 + static_cast<int>(row % 24));
}

std::int64_t thousandths(Json const& quantity) { return std::llround(quantity.as_number() * 1000); }

/// How a published total is spread: the shares by quarter. Sums are exact, since share i is the difference of two
/// rounded running totals. Whole things of 20 or more fall into all 20 quarters; fewer things one by one, evenly;
/// lengths, areas and capacities in one share a year.
std::map<int, std::int64_t> shares_of(std::int64_t total, bool whole_things)
{
    std::map<int, std::int64_t> shares;
    auto const unit = whole_things ? std::int64_t{1000} : std::int64_t{1};
    auto const n = total / unit;
    auto const parts = std::min<std::int64_t>(n, whole_things ? quarters : years);
    for (std::int64_t i = 0; i < parts; ++i) {
        auto const quarter = static_cast<int>(whole_things ? i * quarters / parts : i * 4 + 2);
        shares[quarter] += (n * (i + 1) / parts - n * i / parts) * unit;
    }
    return shares;
}

class Records {
public:
    explicit Records(Ledger& ledger) : ledger_{ledger}, change_{ledger.begin()} {}

    void add_people()
    {
        for (auto const& name : sample().at("people").items())
            change_->add_person(name.as_string());
    }
    void add_figures()
    {
        for (auto const& row : sample().at("figures").items())
            add_figure(row);
        // numbers follow the dates: a paper ledger is filled in day by day
        std::ranges::stable_sort(orders_, {}, &domain::WorkOrder::received_on);
    }
    void add_jobs();
    void write()
    {
        for (auto& order : orders_)
            change_->add(order);
        change_->commit({"示意数据", "sample.records", "ledger", {}, Json::object({{"orders", orders_.size()}})});
    }

private:
    void add_figure(Json const& row);
    void add_communities(std::int64_t row_number, std::map<int, std::int64_t> const& shares, domain::OrderLine const& pattern);
    domain::WorkOrder& order_for(std::int64_t row, int quarter, domain::OrderLine const& line);

    Ledger& ledger_;
    std::unique_ptr<Change> change_;
    std::vector<domain::WorkOrder> orders_;
};

domain::WorkOrder& Records::order_for(std::int64_t row, int quarter, domain::OrderLine const& line)
{
    auto const day = day_of_quarter(quarter, row);
    domain::WorkOrder order;
    order.uid = uuid_of_name("zuoyun sample order " + std::to_string(row) + ' ' + std::to_string(quarter));
    order.state = domain::OrderState::closed;
    order.kind = line.class_key == "community" ? "project" : "corrective";
    order.backfill = true;
    order.received_on = day;
    order.closed_on = day;
    order.road = line.road;
    order.place = line.places.empty() ? (line.road.empty() ? "县城" : line.road) : joined(line.places, "、");
    order.description = line.item;
    order.crew = sample().at("crews").items().at(static_cast<std::size_t>(row) % 4).as_string();
    orders_.push_back(std::move(order));
    return orders_.back();
}

void Records::add_communities(std::int64_t row, std::map<int, std::int64_t> const& shares, domain::OrderLine const& pattern)
{
    auto const& names = sample().at("communities").items();
    auto const& streets = sample().at("streets").items();
    std::size_t i = 0;
    for (auto const& [quarter, share] : shares) {
        auto& order = order_for(row, quarter, pattern);
        for (std::int64_t k = 0; k < share / 1000; ++k, ++i) {
            domain::Community c;
            c.name = names.at(i).as_string();
            c.uid = uuid_of_name("zuoyun sample community " + c.name);
            auto const& street = streets.at(i % streets.size());
            c.street = street.at("name").as_string();
            c.address = c.street + std::to_string(10 + i * 3) + "号";
            c.built_year = 1978 + static_cast<int>(i * 5 % 23);
            c.buildings = 2 + static_cast<int>(i * 7 % 9);
            c.households = *c.buildings * 36 + static_cast<int>(i % 5) * 4;
            c.area_m2 = *c.households * 78.0;
            c.batch_year = order.received_on.year();
            c.stage = "handed_over";
            auto const& from = street.at("points").items().front().items();
            c.shape = geo::Shape::point(town_position(sample(), from[0].as_number() + 60 + static_cast<double>(i / streets.size()) * 110,
                                                      from[1].as_number() + 70 + static_cast<double>(i % 3) * 25));
            change_->add(c);
            auto line = pattern;
            line.uid = uuid_of_name("zuoyun sample community line " + c.name);
            line.planned = line.done = line.accepted = Quantity::whole(1);
            line.community_uid = c.uid;
            line.road = c.street;
            line.accepted_on = order.received_on;
            order.lines.push_back(std::move(line));
        }
    }
}

void Records::add_figure(Json const& row)
{
    auto const number = row.at("row").as_integer();
    domain::OrderLine pattern;
    pattern.class_key = row.at("class").as_string();
    pattern.activity = row.at("activity").as_string();
    pattern.item = row.at("item").as_string();
    pattern.unit = row.at("unit").as_string();
    pattern.approximate = row.at("approximate").as_bool();
    pattern.wording = row.text("wording");
    pattern.measure = row.text("measure") == "capacity" ? domain::Measure::capacity : domain::Measure::count;
    std::vector<std::string> places;
    for (auto const& place : row.at("places").items())
        places.push_back(place.as_string());

    std::map<int, std::int64_t> shares;
    bool const known = !row.at("quantity").is_null();
    if (known) {
        auto const* unit = ledger_.catalog().find_unit(pattern.unit);
        bool const whole = pattern.measure == domain::Measure::count && unit && unit->dimension == unit->key;
        shares = shares_of(thousandths(row.at("quantity")), whole);
    } else
        for (std::size_t i = 0; i < places.size(); ++i)
            shares[static_cast<int>(5 + i * 7 + static_cast<std::size_t>(number) % 4)] = 0;
    if (pattern.class_key == "community") {
        add_communities(number, shares, pattern);
        return;
    }
    std::size_t i = 0;
    for (auto const& [quarter, share] : shares) {
        auto line = pattern;
        line.uid = uuid_of_name("zuoyun sample line " + std::to_string(number) + ' ' + std::to_string(quarter));
        line.unknown = !known;
        if (known)
            line.planned = line.done = line.accepted = Quantity::thousandths(share);
        if (!places.empty()) {
            line.places = {places[i % places.size()]};
            line.road = line.places.front();
        } else {
            auto const& streets = sample().at("streets").items();
            line.road = streets[i % 9].at("name").as_string(); // the nine main streets in turn
        }
        auto& order = order_for(number, quarter, line);
        line.accepted_on = order.received_on;
        order.lines.push_back(std::move(line));
        ++i;
    }
}

/// Everyday orders of autumn 2025 in all states. Their items are not among the published figures.
void Records::add_jobs()
{
    using enum domain::OrderState;
    static constexpr std::array states{pending, closed, assigned, closed, in_progress, handled, closed, on_hold, closed, draft, closed, cancelled};
    auto const& jobs = sample().at("jobs").items();
    auto const& streets = sample().at("streets").items();
    auto const offset = ledger_.info().utc_offset_minutes;
    constexpr std::int64_t hour = 3'600'000;
    for (int i = 0; i < 36; ++i) {
        auto const& job = jobs.at(static_cast<std::size_t>(i) % jobs.size());
        domain::WorkOrder order;
        order.uid = uuid_of_name("zuoyun sample job " + std::to_string(i));
        order.received_on = Date::from_ymd(2025, 9, 1)->plus_days(i * 2);
        order.road = streets.at(static_cast<std::size_t>(i) % streets.size()).at("name").as_string();
        order.place = order.road;
        order.description = job.at("words").as_string();
        order.source = i % 2 ? "12345热线" : "巡查";
        order.crew = sample().at("crews").items().at(static_cast<std::size_t>(i) % 4).as_string();
        auto const start = Instant::start_of(order.received_on, offset).millis() + 9 * hour;
        order.deadline = Instant::from_millis(start + 48 * hour);
        domain::OrderLine line;
        line.uid = uuid_of_name("zuoyun sample job line " + std::to_string(i));
        line.class_key = job.at("class").as_string();
        line.activity = job.at("activity").as_string();
        line.item = job.at("item").as_string();
        line.unit = job.at("unit").as_string();
        line.road = order.road;
        line.planned = Quantity::whole(job.at("quantity").as_integer());
        auto const wanted = states.at(static_cast<std::size_t>(i) % states.size());
        auto at = draft;
        if (wanted == cancelled) {
            order.steps.push_back({domain::OrderEvent::cancel, draft, cancelled, "赵敏", "重复登记", Instant::from_millis(start), 0});
            at = cancelled;
        }
        for (auto const event : domain::steps_to_close(at)) {
            if (at == wanted)
                break;
            auto const to = *domain::next(at, event);
            order.steps.push_back({event, at, to, "赵敏", {}, Instant::from_millis(start + static_cast<std::int64_t>(order.steps.size()) * 5 * hour), 0});
            at = to;
            if (at == in_progress && wanted == on_hold) {
                order.steps.push_back({domain::OrderEvent::hold, at, on_hold, "李建国", "等待材料", Instant::from_millis(start + 20 * hour), 0});
                at = on_hold;
                domain::Hold hold;
                hold.reason = "等待材料";
                hold.from = order.steps.back().at;
                hold.approved_at = order.stopped_at = hold.from;
                hold.approved_by = "李建国";
                hold.expected_on = order.received_on.plus_days(14);
                order.holds.push_back(std::move(hold));
            }
        }
        order.state = at;
        if (at == closed) {
            auto const late = i % 8 == 3; // some are closed after their deadline
            order.closed_on = order.received_on.plus_days(late ? 5 : 1);
            order.closed_at = Instant::start_of(order.closed_on->first_day(), offset);
            order.result = "已处理";
            line.done = line.accepted = line.planned;
            line.accepted_on = order.closed_on;
        }
        order.lines.push_back(std::move(line));
        orders_.push_back(std::move(order));
    }
    std::ranges::stable_sort(orders_, {}, &domain::WorkOrder::received_on);
}

} // namespace

LedgerInfo zuoyun_info()
{
    LedgerInfo info;
    info.bureau = sample().text("owner");
    info.county = "左云县";
    info.illustrative = true;
    return info;
}

void fill_zuoyun_sample(Ledger& ledger, Progress const& progress)
{
    auto facilities = facilities_of_town(sample());
    {
        auto change = ledger.begin();
        change->add_many(facilities, progress);
        change->commit({"示意数据", "sample.facilities", "ledger", {}, Json::object({{"facilities", facilities.size()}})});
    }
    Records records{ledger};
    records.add_people();
    records.add_figures();
    records.add_jobs();
    records.write();
}

} // namespace taizhang::app
