#include "store/sql_ledger.hpp"

#include <algorithm>

namespace taizhang::store {

/// What can be found, kept until the data changes: the assets' list has their texts, the rest is copied here.
struct SqlLedger::Searched {
    struct Kept {
        TextBlock texts, initials;
        std::vector<app::Hit> hits;
        void add(app::Hit hit, std::initializer_list<std::string_view> fields)
        {
            texts.add(fields);
            std::string letters;
            for (auto const& field : fields)
                letters += pinyin_initials(field) + '|';
            initials.add({letters});
            hits.push_back(std::move(hit));
        }
    };
    std::int64_t version = -1;
    std::shared_ptr<app::AssetList const> assets;
    TextBlock asset_initials; ///< made when letters are first looked for
    std::vector<std::string> asset_roads; ///< that an asset lies on, and the roads themselves
    Kept roads, orders, requests, communities;
};

namespace {

/// The `limit` best of many hits, without keeping the others.
class Best {
public:
    explicit Best(std::size_t limit) : limit_{limit} {}
    void add(std::size_t rank, std::size_t index)
    {
        if (limit_ && found_.size() == limit_ && !(std::pair{rank, index} < found_.front()))
            return;
        found_.emplace_back(rank, index);
        std::ranges::push_heap(found_);
        if (limit_ && found_.size() > limit_) {
            std::ranges::pop_heap(found_);
            found_.pop_back();
        }
    }
    [[nodiscard]] std::vector<std::size_t> indexes() &&
    {
        std::ranges::sort_heap(found_);
        std::vector<std::size_t> indexes;
        for (auto const& [rank, index] : found_)
            if (std::ranges::find(indexes, index) == indexes.end())
                indexes.push_back(index);
        return indexes;
    }

private:
    std::size_t limit_;
    std::vector<std::pair<std::size_t, std::size_t>> found_;
};

// A hit by initials comes after the words themselves; one by the road's name after the asset's own.
constexpr std::size_t by_road = 1000, by_initials = 2000;

bool may_be_initials(std::string_view wanted)
{
    return std::ranges::all_of(wanted, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

std::vector<std::string> roads_of(app::AssetList const& list)
{
    std::vector<std::string> roads{list.roads().begin(), list.roads().end()};
    for (app::AssetList::Index i = 0; i < list.size(); ++i)
        if (list.class_key(i) == "road")
            roads.emplace_back(list.name(i));
    return roads;
}

/// In pinyin order, each once.
std::vector<std::string> with_roads_of_orders(Conn& conn, std::vector<std::string> roads)
{
    for (auto const q = conn.prepare("SELECT DISTINCT road FROM work_order WHERE road <> ''"); q->step();)
        roads.push_back(q->text(0));
    std::ranges::sort(roads);
    roads.erase(std::ranges::unique(roads).begin(), roads.end());
    std::erase(roads, std::string{});
    std::ranges::sort(roads, {}, [](std::string const& road) { return sort_key(road); });
    return roads;
}

} // namespace

SqlLedger::Searched const& SqlLedger::searched() const
{
    auto const version = data_version();
    if (searched_ && searched_->version == version)
        return *searched_;
    auto fresh = std::make_shared<Searched>();
    fresh->version = version;
    fresh->assets = asset_list();
    if (searched_ && searched_->assets == fresh->assets) { // of a million nothing has to be looked at again
        fresh->asset_initials = std::move(searched_->asset_initials);
        fresh->asset_roads = std::move(searched_->asset_roads);
    } else
        fresh->asset_roads = roads_of(*fresh->assets);
    searched_.reset();
    for (auto const& road : with_roads_of_orders(*conn_, fresh->asset_roads))
        fresh->roads.add({app::Hit::Kind::road, road, road, {}}, {road});
    for (auto const q = conn_->prepare("SELECT uid, short_number, description, road, place FROM work_order ORDER BY id DESC"); q->step();)
        fresh->orders.add({app::Hit::Kind::order, q->text(0), q->text(1), q->text(2)}, {q->view(1), q->view(2), q->view(3), q->view(4)});
    if (info_.schema_version >= 3)
        for (auto const q = conn_->prepare("SELECT uid, short_number, description, road, place, external_number, caller FROM request ORDER BY id DESC");
             q->step();)
            fresh->requests.add({app::Hit::Kind::request, q->text(0), q->text(1), q->text(2)},
                                {q->view(1), q->view(2), q->view(3), q->view(4), q->view(5), q->view(6)});
    for (auto const& c : communities())
        fresh->communities.add({app::Hit::Kind::community, c.uid, c.name, c.street}, {c.name, c.street, c.address});
    searched_ = std::move(fresh);
    return *searched_;
}

std::vector<app::Hit> SqlLedger::find(std::string const& text, std::size_t limit) const
{
    auto const wanted = folded(text);
    if (wanted.empty())
        return {};
    auto const& all = searched();
    auto const letters = may_be_initials(wanted);
    std::vector<app::Hit> hits;
    auto const take_kept = [&](Searched::Kept const& kept) {
        Best best{limit};
        kept.texts.find(wanted, [&](std::size_t row, std::size_t offset) { best.add(offset, row); });
        if (letters)
            kept.initials.find(wanted, [&](std::size_t row, std::size_t offset) { best.add(by_initials + offset, row); });
        for (auto const index : std::move(best).indexes())
            hits.push_back(kept.hits[index]);
    };
    take_kept(all.roads);

    auto const& list = *all.assets;
    if (letters && searched_->asset_initials.size() != list.size()) {
        for (app::AssetList::Index i = 0; i < list.size(); ++i)
            searched_->asset_initials.add({pinyin_initials(list.name(i)), pinyin_initials(list.place(i))});
        searched_->asset_initials.shrink();
    }
    Best best{limit};
    list.texts().find(wanted, [&](std::size_t row, std::size_t offset) { best.add(offset, row); });
    std::vector<std::size_t> on_road(list.roads().size());
    for (std::size_t i = 0; i < on_road.size(); ++i) {
        if (folded(list.roads()[i]).find(wanted) != std::string::npos)
            on_road[i] = by_road;
        else if (letters && pinyin_initials(list.roads()[i]).find(wanted) != std::string::npos)
            on_road[i] = by_initials + by_road;
    }
    if (std::ranges::any_of(on_road, [](auto rank) { return rank > 0; }))
        for (app::AssetList::Index i = 0; i < list.size(); ++i)
            if (auto const rank = on_road[list.road_number(i)])
                best.add(rank, i);
    if (letters)
        all.asset_initials.find(wanted, [&](std::size_t row, std::size_t offset) { best.add(by_initials + offset, row); });
    for (auto const index : std::move(best).indexes()) {
        auto const i = static_cast<app::AssetList::Index>(index);
        auto const* asset_class = catalog_.find_class(list.class_key(i));
        auto const code = std::string{list.code(i)}, name = std::string{list.name(i)};
        auto where = list.road(i);
        if (!list.place(i).empty())
            where += (where.empty() ? "" : " ") + std::string{list.place(i)};
        hits.push_back({app::Hit::Kind::asset, list.uid(i), name.empty() ? code : code.empty() ? name : code + ' ' + name,
                        (asset_class ? asset_class->name.in(info_.language) : list.class_key(i)) + ' ' + where});
    }
    take_kept(all.orders);
    take_kept(all.requests);
    take_kept(all.communities);
    return hits;
}

} // namespace taizhang::store
