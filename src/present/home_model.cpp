#include "present/home_model.hpp"

#include "app/backups.hpp"
#include "app/report_data.hpp"
#include "present/order_words.hpp"
#include "present/request_words.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace taizhang::present {

namespace {

constexpr std::size_t attention_shown = 8, recent_shown = 6, trends_shown = 5;

} // namespace

/// What the page asks the ledger, in one go.
struct HomeModel::Read {
    std::vector<domain::WorkOrder> orders;
    std::shared_ptr<app::AssetList const> assets;
    std::vector<domain::FigureLine> accepted;
    std::vector<app::Gap> gaps; ///< of a clean report of this quarter
    std::optional<Date> last_backup;
    std::vector<domain::Request> requests{}; ///< that wait for an answer and have a deadline
};

HomeModel::HomeModel(Workbench& bench)
    : bench_{bench}, on_ledger_{bench.ledger_changed.subscribe([this](auto const&) {
          loaded_ = false;
          load();
      })},
      on_records_{bench.records_changed.subscribe([this](auto const&) { load(); })}
{
    load();
}

void HomeModel::load()
{
    if (!bench_.is_open()) {
        changed.publish({});
        return;
    }
    bench_.ask(
        alive_,
        [today = bench_.today(), now = bench_.now()](app::Ledger const& ledger) {
            auto const quarter = *domain::Period::quarter(today.year(), (today.month() + 2) / 3);
            Read read{{}, ledger.asset_list(), ledger.accepted_lines(), app::gaps_of(ledger, quarter, now), app::last_daily_backup(ledger.info())};
            ledger.each_order({}, [&](domain::WorkOrder const& order) { read.orders.push_back(order); });
            app::RequestQuery waiting;
            std::ranges::copy_if(domain::request_states, std::back_inserter(waiting.states), domain::awaits_answer);
            ledger.requests().each(waiting, [&](domain::Request const& request) {
                if (request.deadline)
                    read.requests.push_back(request);
            });
            return read;
        },
        [this](Read const& read) {
            tell(read);
            loaded_ = true;
            changed.publish({});
        });
}

HomeModel::Line HomeModel::line_of(domain::WorkOrder const& order) const
{
    auto const place = place_of(order);
    return {subject_of(bench_.catalog(), bench_.say(), order),
            domain::short_number(order.number) + (place.empty() ? "" : " · " + place) + (order.crew.empty() ? "" : " · " + order.crew),
            due_of(bench_.say(), order, bench_.now(), bench_.info().utc_offset_minutes), Leads::order, order.uid};
}

/// Warned a day before an answer is too late, and then until it is given.
void HomeModel::add_requests(std::vector<domain::Request> requests)
{
    auto const offset = bench_.info().utc_offset_minutes;
    auto const tomorrow = bench_.today().plus_days(1);
    std::erase_if(requests, [&](domain::Request const& r) { return r.deadline->local_date(offset) > tomorrow; });
    std::ranges::sort(requests, {}, [](domain::Request const& r) { return *r.deadline; });
    for (auto const& r : requests)
        if (attention_.size() < attention_shown / 2) { // orders need room too
            auto const place = place_of(r);
            attention_.push_back({bench_.say().say("Answer {0}", r.description),
                                  domain::short_request_number(r.number) + " · " + r.source + (place.empty() ? "" : " · " + place),
                                  due_of(bench_.say(), r, bench_.now(), offset), Leads::request, r.uid});
        }
}

void HomeModel::tell(Read const& read)
{
    auto const& say = bench_.say();
    auto const now = bench_.now();
    auto const today = bench_.today();
    auto const offset = bench_.info().utc_offset_minutes;
    auto const quarter = *domain::Period::quarter(today.year(), (today.month() + 2) / 3);
    auto const before = quarter.previous();

    std::vector<domain::WorkOrder const*> overdue, due_today;
    std::size_t drafts = 0, closed = 0, closed_before = 0;
    for (auto const& order : read.orders) {
        if (order.state == domain::OrderState::draft)
            ++drafts;
        else if (domain::is_overdue(order, now))
            overdue.push_back(&order);
        else if (domain::is_open(order.state) && domain::due_now(order, now) && domain::due_now(order, now)->local_date(offset) == today)
            due_today.push_back(&order);
        if (order.state == domain::OrderState::closed && order.closed_on) {
            closed += quarter.holds(*order.closed_on) ? 1 : 0;
            closed_before += before.holds(*order.closed_on) ? 1 : 0;
        }
    }
    auto const card = [](char const* id, std::string title, std::size_t n, std::string second, Tone tone, Leads leads) {
        return Card{id, std::move(title), std::to_string(n), std::move(second), n == 0 ? Tone::normal : tone, leads};
    };
    cards_ = {card("due", say.say("Due today"), due_today.size(), say.say("still to be closed today"), Tone::soon, Leads::due_orders),
              card("overdue", say.say("Overdue"), overdue.size(), say.say("past their deadline"), Tone::wrong, Leads::overdue_orders),
              card("drafts", say.say("Drafts"), drafts, say.say("not yet logged"), Tone::normal, Leads::drafts),
              card("closed", say.say("Closed this quarter"), closed, say.say("{0} last quarter", closed_before), Tone::normal,
                   Leads::closed_orders)};

    attention_.clear();
    add_requests(read.requests);
    std::ranges::sort(overdue, {}, [&](auto const* order) { return *domain::due_now(*order, now); });
    for (auto const* list : {&overdue, &due_today})
        for (auto const* order : *list)
            if (attention_.size() < attention_shown)
                attention_.push_back(line_of(*order));

    missing_.clear();
    auto const& assets = *read.assets;
    for (auto const& gap : read.gaps) {
        using Kind = app::Gap::Kind;
        bool const of_facilities = gap.kind == Kind::no_position || gap.kind == Kind::no_code;
        missing_.push_back({say(gap.words), {}, {}, gap.kind == Kind::overdue ? Leads::overdue_orders : of_facilities ? Leads::assets : Leads::report,
                            gap.kind == Kind::no_position ? "placeless" : gap.kind == Kind::no_code ? "codeless" : std::string{}});
    }

    trends_ = quarter_trends(bench_.catalog(), say, read.accepted, today, trends_shown);
    recent_.clear();
    for (auto const& order : read.orders) // newest first
        if (recent_.size() < recent_shown)
            recent_.push_back(line_of(order));
    backup_ = !read.last_backup ? say.say("no backup yet")
                                : read.last_backup->iso() + " · " + app::backup_folder(bench_.info()).string();
    empty_ = assets.size() == 0 && read.orders.empty();
}

std::string HomeModel::today() const
{
    auto const& say = bench_.say();
    auto const day = bench_.today();
    std::array const weekdays{say.say("Monday"), say.say("Tuesday"),  say.say("Wednesday"), say.say("Thursday"),
                              say.say("Friday"), say.say("Saturday"), say.say("Sunday")};
    constexpr int monday = 3; // 1970-01-01 was a Thursday
    auto const weekday = static_cast<std::size_t>((day.days() % 7 + 7 + monday) % 7);
    return say.say("{0}, {1}", weekdays[weekday], say(tr("{0}-{1}-{2}", day.year(), day.month(), day.day())));
}

} // namespace taizhang::present
