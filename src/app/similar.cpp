#include "app/requests.hpp"

#include "geo/measure.hpp"

#include <algorithm>

namespace taizhang::app {
namespace {

constexpr int days_back = 30;
constexpr double near_point = 50, near_extent = 200; // metres

double reach_of(domain::Catalog const& catalog, std::string const& class_key)
{
    auto const* of = catalog.find_class(class_key);
    return of && of->geometry == domain::GeometryKind::point ? near_point : near_extent;
}

std::optional<double> metres_between(std::optional<geo::Position> const& a, std::optional<geo::Position> const& b)
{
    return a && b ? std::optional{geo::distance(*a, *b).in_metres()} : std::nullopt;
}

/// What of the draft is compared, whether with a request or an order.
struct Traits {
    std::vector<std::string> classes, assets;
    std::string road, phone;
    std::optional<geo::Position> position;
};

Traits traits_of(domain::Request const& r)
{
    Traits t{{}, {}, folded(r.road), folded(r.caller_phone), r.position};
    if (!r.class_key.empty())
        t.classes.push_back(r.class_key);
    if (!r.asset_uid.empty())
        t.assets.push_back(r.asset_uid);
    return t;
}

Traits traits_of(domain::WorkOrder const& o)
{
    Traits t{{}, {}, folded(o.road), folded(o.caller_phone), o.shape ? geo::label_point(*o.shape) : std::nullopt};
    for (auto const& line : o.lines) {
        t.classes.push_back(line.class_key);
        for (auto const& asset : line.assets)
            t.assets.push_back(asset.asset_uid);
    }
    return t;
}

bool share(std::vector<std::string> const& a, std::vector<std::string> const& b)
{
    return std::ranges::any_of(a, [&](auto const& one) { return std::ranges::find(b, one) != b.end(); });
}

struct Likeness {
    Similar::Why why;
    std::optional<double> metres;
};

std::optional<Likeness> likeness(domain::Catalog const& catalog, Traits const& draft, Traits const& other)
{
    auto const metres = metres_between(draft.position, other.position);
    if (share(draft.assets, other.assets))
        return Likeness{Similar::Why::asset, metres};
    // a class not said yet is no difference
    bool const same_class = draft.classes.empty() || other.classes.empty() || share(draft.classes, other.classes);
    auto const reach = reach_of(catalog, draft.classes.empty() ? std::string{} : draft.classes.front());
    if (same_class && metres && *metres <= reach)
        return Likeness{Similar::Why::near, metres};
    if (draft.phone.size() >= 7 && draft.phone == other.phone)
        return Likeness{Similar::Why::caller, metres};
    if (same_class && !draft.road.empty() && draft.road == other.road)
        return Likeness{Similar::Why::road, metres};
    return std::nullopt;
}

std::string place_words(std::string const& road, std::string const& section, std::string const& place)
{
    std::string words;
    for (auto const* part : {&road, &section, &place})
        if (!part->empty())
            words += (words.empty() ? "" : " ") + *part;
    return words;
}

} // namespace

Lately lately(Ledger const& ledger, Instant now)
{
    auto const offset = ledger.info().utc_offset_minutes;
    auto const from = now.local_date(offset).plus_days(-days_back);
    Lately found;
    RequestQuery requests;
    requests.received_from = Instant::start_of(from, offset);
    ledger.requests().each(requests, [&](domain::Request const& r) { found.requests.push_back(r); });
    OrderQuery orders;
    orders.received_from = from;
    found.orders = ledger.orders(orders);
    return found;
}

std::vector<Similar> similar_to(domain::Catalog const& catalog, Lately const& lately, domain::Request const& draft,
                                int utc_offset_minutes, std::size_t limit)
{
    std::vector<Similar> all;
    auto const mine = traits_of(draft);
    auto const order_numbers = [&](domain::Request const& r) {
        std::vector<std::string> numbers;
        for (auto const& o : lately.orders)
            if (std::ranges::find(r.order_uids, o.uid) != r.order_uids.end())
                numbers.push_back(domain::short_number(o.number));
        return joined(numbers, ", ");
    };
    for (auto const& r : lately.requests) {
        if (r.uid == draft.uid || r.state == domain::RequestState::merged)
            continue; // the one it was joined with stands for it
        if (auto const like = likeness(catalog, mine, traits_of(r)))
            all.push_back({false, r.uid, domain::short_request_number(r.number), std::string{domain::key_of(r.state)}, r.description,
                           place_words(r.road, r.section, r.place), r.received_at.local_minutes(utc_offset_minutes), order_numbers(r),
                           like->why, like->metres});
    }
    for (auto const& o : lately.orders) {
        bool const told_already = std::ranges::any_of(lately.requests, [&](domain::Request const& r) {
            return r.uid != draft.uid && std::ranges::find(r.order_uids, o.uid) != r.order_uids.end();
        });
        if (told_already || o.state == domain::OrderState::cancelled || o.state == domain::OrderState::merged ||
            std::ranges::find(draft.order_uids, o.uid) != draft.order_uids.end())
            continue;
        if (auto const like = likeness(catalog, mine, traits_of(o)))
            all.push_back({true, o.uid, domain::short_number(o.number), std::string{domain::key_of(o.state)}, o.description,
                           place_words(o.road, o.section, o.place), o.received_on.iso(), {}, like->why, like->metres});
    }
    std::ranges::stable_sort(all, [](Similar const& a, Similar const& b) {
        if (a.why != b.why)
            return a.why < b.why;
        if (a.metres.has_value() != b.metres.has_value())
            return a.metres.has_value();
        return a.metres && *a.metres < *b.metres;
    });
    if (all.size() > limit)
        all.resize(limit);
    return all;
}

} // namespace taizhang::app
