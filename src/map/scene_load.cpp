#include "map/scene.hpp"

#include <algorithm>
#include <unordered_map>

namespace taizhang::map {
namespace {

constexpr std::uint8_t unknown_class = 255;

std::uint8_t class_number(domain::Catalog const& catalog, std::string_view key)
{
    auto const& classes = catalog.classes();
    auto const i = std::ranges::find(classes, key, &domain::AssetClass::key) - classes.begin();
    return i < static_cast<std::ptrdiff_t>(classes.size()) && i < unknown_class ? static_cast<std::uint8_t>(i) : unknown_class;
}

void flatten(geo::Shape const& shape, geo::FlatShape& flat)
{
    flat = {};
    flat.kind = shape.kind;
    for (auto const& part : shape.parts) {
        for (auto const& chain : part) {
            flat.positions.insert(flat.positions.end(), chain.begin(), chain.end());
            flat.chain_ends.push_back(static_cast<std::uint32_t>(flat.positions.size()));
        }
        flat.part_ends.push_back(static_cast<std::uint32_t>(flat.chain_ends.size()));
    }
}

struct Read {
    Things things;
    std::vector<std::uint8_t> looks, scores;
};

/// Everything by row. @param wanted one flag a class number; the others get no place
Read read_places(app::Ledger const& ledger, std::size_t rows, std::vector<domain::Community> const& communities,
                 std::array<bool, 256> const& wanted)
{
    ThingsBuilder builder;
    builder.reserve(rows + communities.size());
    Read read;
    read.looks.reserve(rows);
    read.scores.reserve(rows);
    auto const& catalog = ledger.catalog();
    geo::FlatShape shape;
    std::string latest_key; // rows of one class mostly follow each other
    std::uint8_t latest = unknown_class;
    ledger.map_data().each_place([&](app::MapData::Place const& place) {
        if (place.class_key != latest_key) {
            latest_key = place.class_key;
            latest = class_number(catalog, latest_key);
        }
        bool const there = wanted[latest] && !place.wkb.empty() && geo::read_wkb(place.wkb, shape);
        builder.add(latest, there ? &shape : nullptr);
        Look look;
        look.phase = domain::phase_from(place.phase).value_or(domain::Phase::in_service);
        look.state = domain::condition_from(place.state).value_or(domain::Condition::intact);
        read.looks.push_back(look.byte());
        read.scores.push_back(place.score ? static_cast<std::uint8_t>(std::clamp(*place.score, 0, 100)) : 255);
    });
    auto const number = class_number(catalog, "community");
    for (auto const& community : communities) {
        if (community.shape && wanted[number])
            flatten(*community.shape, shape);
        builder.add(number, community.shape && wanted[number] ? &shape : nullptr);
        read.looks.push_back(Look{}.byte());
        read.scores.push_back(255);
    }
    read.things = builder.finish();
    return read;
}

} // namespace

Scene::Shared Scene::around(app::Ledger const& ledger, std::string const& uid, geo::Box const& box)
{
    constexpr std::size_t most = 2000;
    auto scene = std::make_shared<Scene>();
    scene->catalog_ = std::make_shared<domain::Catalog const>(ledger.catalog());
    scene->illustrative_ = ledger.info().illustrative;
    scene->communities_ = std::make_shared<std::vector<domain::Community> const>();
    auto list = std::make_shared<app::AssetList>();
    auto looks = std::make_shared<std::vector<std::uint8_t>>();
    ThingsBuilder builder;
    geo::FlatShape shape;
    auto const take = [&](domain::Asset const& a) {
        auto const built = a.built_on ? a.built_on->iso() : std::string{};
        list->add({a.uid, a.class_key, a.code, a.name, a.road, a.section, a.place, domain::key_of(a.phase), domain::key_of(a.state), built, a.unit,
                   a.units ? std::optional{a.units->in_thousandths()} : std::nullopt, a.shape.has_value()});
        if (a.shape)
            flatten(*a.shape, shape);
        builder.add(class_number(ledger.catalog(), a.class_key), a.shape ? &shape : nullptr);
        Look look;
        look.phase = a.phase;
        look.state = a.state;
        looks->push_back(look.byte());
        return true;
    };
    app::AssetQuery itself, neighbours;
    itself.uids = {uid};
    itself.with_removed = true;
    neighbours.box = box;
    neighbours.limit = most;
    ledger.each_asset(itself, take);
    ledger.each_asset(neighbours, [&](domain::Asset const& a) { return a.uid == uid || take(a); });
    scene->scores_ = std::make_shared<std::vector<std::uint8_t> const>(looks->size(), std::uint8_t{255});
    scene->list_ = std::move(list);
    scene->looks_ = std::move(looks);
    scene->things_ = std::make_shared<Things const>(builder.finish());
    scene->placed_ = scene->things_->rows();
    return scene;
}

void Scene::mark_open(app::Ledger const& ledger, std::optional<Instant> now)
{
    std::unordered_map<std::string, Look::Mark> marks;
    auto const moment = now ? now->iso() : std::string{};
    ledger.map_data().each_work(true, [&](app::MapData::Work const& work) {
        bool const late = now && !work.deadline.empty() && work.deadline < moment; // ISO texts sort as the moments do
        auto& mark = marks[std::string{work.asset_uid}];
        mark = std::max(mark, late ? Look::Mark::overdue : Look::Mark::open);
    });
    if (marks.empty())
        return;
    std::vector<std::string> uids;
    uids.reserve(marks.size());
    for (auto const& [uid, mark] : marks)
        uids.push_back(uid);
    auto looks = std::make_shared<std::vector<std::uint8_t>>(*looks_);
    for (auto const row : list_->indexes_of(uids)) {
        auto look = Look::of((*looks)[row]);
        look.mark = marks[list_->uid(row)];
        (*looks)[row] = look.byte();
    }
    looks_ = std::move(looks);
}

Scene::Shared Scene::load(app::Ledger const& ledger, std::vector<std::string> const& classes, std::optional<Instant> now)
{
    auto scene = std::make_shared<Scene>();
    scene->catalog_ = std::make_shared<domain::Catalog const>(ledger.catalog());
    scene->illustrative_ = ledger.info().illustrative;
    std::array<bool, 256> wanted{};
    if (classes.empty())
        wanted.fill(true);
    for (auto const& key : classes)
        wanted[class_number(*scene->catalog_, key)] = true;
    for (int tries = 0; tries < 3; ++tries) {
        auto const version = ledger.data_version();
        scene->list_ = ledger.asset_list();
        scene->communities_ = std::make_shared<std::vector<domain::Community> const>(ledger.communities());
        auto read = read_places(ledger, scene->list_->size(), *scene->communities_, wanted);
        scene->things_ = std::make_shared<Things const>(std::move(read.things));
        scene->looks_ = std::make_shared<std::vector<std::uint8_t> const>(std::move(read.looks));
        scene->scores_ = std::make_shared<std::vector<std::uint8_t> const>(std::move(read.scores));
        // another program may have written in between: then list and places are not of one state
        if (version == ledger.data_version() && scene->things_->rows() == scene->list_->size() + scene->communities_->size())
            break;
    }
    if (scene->things_->rows() != scene->list_->size() + scene->communities_->size())
        throw Error{Error::Kind::busy, tr("The map could not be read: another program is writing into the ledger."), {},
                    tr("Try again in a moment.")};
    scene->mark_open(ledger, now);
    scene->placed_ = static_cast<std::size_t>(
        std::ranges::count_if(scene->things_->places, [](auto place) { return place != Things::nowhere; }));
    return scene;
}

} // namespace taizhang::map
