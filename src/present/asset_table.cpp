#include "present/asset_table.hpp"

#include <algorithm>
#include <map>

namespace taizhang::present {

namespace {

using Index = app::AssetList::Index;

std::string with_zeros(std::int64_t n)
{
    constexpr std::size_t digits = 15;
    auto const text = std::to_string(n);
    return std::string(digits - std::min(digits, text.size()), '0') + text;
}

bool is_unwell(app::AssetList const& list, Index i)
{
    return list.state(i) != domain::Condition::intact && list.phase(i) != domain::Phase::planned;
}

} // namespace

AssetTable::AssetTable(Workbench& bench)
    : bench_{bench}, on_ledger_{bench.ledger_changed.subscribe([this](auto const&) {
          forget();
          load();
      })},
      on_records_{bench.records_changed.subscribe([this](RecordsChanged const& what) {
          if (what.assets || what.orders)
              load();
      })}
{
    load();
}

void AssetTable::forget()
{
    for (auto* const text : {&text_, &class_key_, &road_, &need_})
        text->clear();
    list_.reset();
    open_.clear();
    held_.clear();
    classes_.clear();
    roads_.clear();
    records_replaced();
}

void AssetTable::load()
{
    if (!bench_.is_open()) {
        records_replaced();
        return;
    }
    bench_.ask(
        alive_,
        [](app::Ledger const& ledger) {
            Loaded loaded{ledger.asset_list(), {}};
            auto const open = ledger.open_orders();
            std::vector<std::string> uids;
            std::unordered_map<std::string, int> counts;
            for (auto const& entry : open) {
                uids.push_back(entry.asset_uid);
                counts.emplace(entry.asset_uid, entry.orders);
            }
            for (auto const i : loaded.list->indexes_of(uids))
                loaded.open.emplace(i, counts.at(loaded.list->uid(i)));
            return loaded;
        },
        [this](Loaded loaded) {
            open_ = std::move(loaded.open);
            bool const same = list_ == loaded.list;
            list_ = std::move(loaded.list);
            if (same && sorted_by() != orders) {
                refresh(); // only orders have changed
                return;
            }
            list_choices();
            look_for_text();
            records_replaced();
        });
}

void AssetTable::list_choices()
{
    auto const& say = bench_.say();
    std::vector<std::int64_t> counts(list_->classes().size());
    for (Index i = 0; i < list_->size(); ++i)
        ++counts[list_->class_number(i)];
    classes_ = {{"", say.say("All classes")}};
    for (auto const& c : bench_.catalog().classes())
        if (auto const it = std::ranges::find(list_->classes(), c.key); it != list_->classes().end())
            if (auto const n = counts[static_cast<std::size_t>(it - list_->classes().begin())]; n > 0)
                classes_.push_back({c.key, c.name.in(say.language()) + ' ' + std::to_string(n)});
    std::vector<std::string> names{list_->roads().begin() + 1, list_->roads().end()};
    std::ranges::sort(names, {}, [](std::string const& word) -> std::string const& { return remembered_sort_key(word); });
    roads_ = {{"", say.say("All roads")}};
    for (auto const& entry : names)
        roads_.push_back({entry, entry});
    roads_.push_back({no_road, say.say("On no road")});
}

void AssetTable::look_for_text()
{
    auto const wanted = folded(text_);
    held_ = wanted.empty() || !list_ ? std::vector<bool>{} : list_->holding(wanted);
}

void AssetTable::set_text(std::string text)
{
    text_ = std::move(text);
    look_for_text();
    refresh();
}

void AssetTable::set_class(std::string class_key)
{
    class_key_ = std::move(class_key);
    refresh();
}

void AssetTable::set_road(std::string name_of_road)
{
    road_ = std::move(name_of_road);
    refresh();
}

void AssetTable::set_need(std::string need)
{
    need_ = std::move(need);
    refresh();
}

void AssetTable::clear_filter()
{
    class_key_.clear();
    road_.clear();
    need_.clear();
    set_text({});
}

std::vector<Choice> AssetTable::needs() const
{
    auto const& say = bench_.say();
    std::vector<Choice> needs{{"", say.say("All states")},
                              {"open", say.say("With an open order")},
                              {"unwell", say.say("Damaged, missing or abandoned")},
                              {"placeless", say.say("Position missing")},
                              {"codeless", say.say("Code missing")}};
    for (auto const of : {domain::Phase::planned, domain::Phase::in_service, domain::Phase::out_of_service})
        needs.push_back({"phase:" + std::string{domain::key_of(of)}, say(domain::label(of))});
    for (auto const of : {domain::Condition::intact, domain::Condition::damaged, domain::Condition::missing, domain::Condition::abandoned})
        needs.push_back({"state:" + std::string{domain::key_of(of)}, say(domain::label(of))});
    if (need_.starts_with("built:"))
        needs.push_back({need_, need_.size() > 6 ? say.say("Built in {0}", need_.substr(6)) : say.say("Year unknown")});
    return needs;
}

void AssetTable::each_shown(std::function<void(Index)> const& take) const
{
    for (auto const i : order())
        take(i);
}

int AssetTable::open_orders(Index i) const
{
    auto const it = open_.find(i);
    return it == open_.end() ? 0 : it->second;
}

std::string AssetTable::class_name(std::string const& key) const
{
    auto const* c = bench_.catalog().find_class(key);
    return c ? c->name.in(bench_.say().language()) : key;
}

std::vector<Column> AssetTable::columns() const
{
    auto const& say = bench_.say();
    return {{"code", say.say("Code"), 132},
            {"class", say.say("Class"), 128, Align::left, 1, true},
            {"name", say.say("Name"), 168},
            {"road", say.say("Road"), 120},
            {"place", say.say("Place"), 232, Align::left, 2},
            {"state", say.say("State"), 96},
            {"built", say.say("Built"), 112, Align::left, 3},
            {"orders", say.say("Open orders"), 96, Align::right, 2},
            {"units", say.say("Quantity"), 96, Align::right, 4},
            {"section", say.say("Section"), 160, Align::left, 4},
            {"phase", say.say("Phase"), 96, Align::left, 4}};
}

bool AssetTable::needed(Index i) const
{
    if (need_ == "open")
        return open_orders(i) > 0;
    if (need_ == "unwell")
        return is_unwell(*list_, i);
    if (need_ == "placeless")
        return !list_->has_position(i);
    if (need_ == "codeless")
        return list_->code(i).empty();
    if (need_.starts_with("phase:"))
        return need_.substr(6) == domain::key_of(list_->phase(i));
    if (need_.starts_with("state:"))
        return need_.substr(6) == domain::key_of(list_->state(i)) && list_->phase(i) == domain::Phase::in_service;
    if (need_.starts_with("built:"))
        return list_->built_text(i).substr(0, 4) == need_.substr(6);
    return true;
}

bool AssetTable::passes(Index i) const
{
    if (!held_.empty() && !held_[i])
        return false;
    if (!class_key_.empty() && list_->class_key(i) != class_key_)
        return false;
    if (!road_.empty() && list_->road(i) != (road_ == no_road ? std::string{} : road_))
        return false;
    return need_.empty() || needed(i);
}

std::string AssetTable::sort_text(Index i, std::size_t column) const
{
    auto const& list = *list_;
    auto const of_code = [&] { return std::string{list.code(i)}; };
    switch (static_cast<Field>(column)) {
    case code: return of_code();
    case asset_class: return remembered_sort_key(class_name(list.class_key(i))) + '\1' + of_code();
    case name: return sort_key(list.name(i));
    case road: return remembered_sort_key(list.road(i)) + '\1' + of_code();
    case place: return sort_key(list.section(i)) + sort_key(list.place(i));
    case state: return std::to_string(static_cast<int>(list.phase(i))) + std::to_string(static_cast<int>(list.state(i))) + of_code();
    case built: return list.built_text(i);
    case orders: return with_zeros(open_orders(i));
    case units: return with_zeros(list.units(i).value_or(domain::Quantity::whole(0)).in_thousandths());
    case section: return sort_key(list.section(i));
    case phase: return std::to_string(static_cast<int>(list.phase(i))) + of_code();
    }
    return {};
}

Cell AssetTable::cell_of(Index i, std::size_t column) const
{
    auto const& list = *list_;
    auto const& say = bench_.say();
    switch (static_cast<Field>(column)) {
    case code: return list.code(i).empty() ? Cell{say.say("no code"), {}, Tone::faint} : Cell{std::string{list.code(i)}};
    case asset_class: {
        auto const* c = bench_.catalog().find_class(list.class_key(i));
        if (!c)
            return {list.class_key(i)};
        return {c->name.in(say.language()), "map/" + c->symbol.glyph, Tone::normal, false, c->symbol.light, c->symbol.dark};
    }
    case name: return {std::string{list.name(i)}};
    case road: return {list.road(i)};
    case place: {
        auto const gap = list.section(i).empty() || list.place(i).empty() ? "" : " ";
        return {std::string{list.section(i)} + gap + std::string{list.place(i)}, {}, Tone::second};
    }
    case state:
        if (list.phase(i) != domain::Phase::in_service)
            return {say(domain::label(list.phase(i))), {}, Tone::second};
        return {say(domain::label(list.state(i))), {}, list.state(i) == domain::Condition::intact ? Tone::normal : Tone::soon};
    case built: return {list.built_text(i), {}, Tone::second};
    case orders: return {open_orders(i) ? std::to_string(open_orders(i)) : "", {}, Tone::soon, true};
    case units: {
        auto const units_of = list.units(i);
        if (!units_of)
            return {};
        auto const* c = bench_.catalog().find_class(list.class_key(i));
        auto const& key = !list.unit(i).empty() || !c || c->units.empty() ? list.unit(i) : c->units.front();
        auto const* unit = bench_.catalog().find_unit(key);
        return {units_of->text() + ' ' + (unit && say.language() == Language::en ? unit->name.en : key)};
    }
    case section: return {std::string{list.section(i)}, {}, Tone::second};
    case phase: return {say(domain::label(list.phase(i))), {}, Tone::second};
    }
    return {};
}

std::vector<Table::Index> AssetTable::indexes_of(std::vector<std::string> const& uids) const
{
    return list_ ? list_->indexes_of(uids) : std::vector<Index>{};
}

std::string AssetTable::empty_title() const
{
    auto const& say = bench_.say();
    if (!bench_.is_open())
        return say.say("No ledger is open");
    if (!list_)
        return say.say("Reading the facilities …");
    return is_filtered() ? say.say("No facility matches") : say.say("No facilities yet");
}

std::string AssetTable::empty_hint() const
{
    auto const& say = bench_.say();
    if (!bench_.is_open())
        return say.say("Open a ledger, or make a new one.");
    if (!list_)
        return {};
    return is_filtered() ? say.say("Change the text or the class above.")
                         : say.say("Bring in a table of facilities: Excel, CSV, Shapefile or GeoJSON.");
}

AssetTable::Sums::Sums(domain::Catalog const& catalog, app::AssetList const& list)
    : list_{list}, milli_(list.classes().size() * list.unit_words().size())
{
    for (auto const& key : list.classes()) {
        auto const* c = catalog.find_class(key);
        classes_.push_back(c && !c->units.empty() ? OfClass{c->units.front(), c->geometry == domain::GeometryKind::point} : OfClass{});
    }
}

void AssetTable::Sums::add(Index i)
{
    auto const of_class = list_.class_number(i);
    auto& sum = milli_[of_class * list_.unit_words().size() + list_.unit_number(i)];
    if (auto const quantity = list_.units(i))
        sum += quantity->in_thousandths();
    else if (classes_[of_class].is_point)
        sum += domain::Quantity::whole(1).in_thousandths();
}

std::string AssetTable::Sums::text(domain::Catalog const& catalog, Translator const& say) const
{
    std::map<std::string, std::int64_t> by_unit;
    for (std::size_t at = 0; at < milli_.size(); ++at)
        if (milli_[at] != 0) {
            auto const& stated = list_.unit_words()[at % list_.unit_words().size()];
            by_unit[stated.empty() ? classes_[at / list_.unit_words().size()].unit : stated] += milli_[at];
        }
    std::vector<std::string> parts;
    for (auto const& [key, milli] : by_unit) {
        auto const* unit = catalog.find_unit(key);
        parts.push_back(domain::Quantity::thousandths(milli).text() + ' ' +
                        (unit && say.language() == Language::en ? unit->name.en : key));
    }
    return joined(parts, say.language() == Language::zh ? "，" : ", ");
}

void AssetTable::filtered()
{
    footer_.clear();
    if (!list_)
        return;
    auto const& say = bench_.say();
    Sums sums{bench_.catalog(), *list_};
    for (auto const i : order())
        sums.add(i);
    footer_ = rows() == count() ? say.say("{0} facilities", rows()) : say.say("{0} of {1} facilities", rows(), count());
    if (auto const total = sums.text(bench_.catalog(), say); !total.empty())
        footer_ += "    " + say.say("Total: {0} (different units are not added)", total);
}

AssetGroups::AssetGroups(Workbench& bench, AssetTable& assets)
    : bench_{bench}, assets_{assets}, on_assets_{assets.changed.subscribe([this](auto const&) { regroup(); })}
{
    start_sorted_by(number, false);
}

void AssetGroups::set_by(By by)
{
    by_ = by;
    regroup();
}

std::vector<Choice> AssetGroups::ways() const
{
    auto const& say = bench_.say();
    auto const key = [](By by) { return std::to_string(static_cast<int>(by)); };
    return {{key(By::none), say.say("One row each")},
            {key(By::asset_class), say.say("Totals by class")},
            {key(By::road), say.say("Totals by road")},
            {key(By::state), say.say("Totals by state")},
            {key(By::year), say.say("Totals by year built")}};
}

std::string AssetGroups::key_of(Index i) const
{
    auto const& list = assets_.list();
    switch (by_) {
    case By::asset_class: return list.class_key(i);
    case By::road: return list.road(i).empty() ? AssetTable::no_road : list.road(i);
    case By::state:
        return list.phase(i) == domain::Phase::in_service ? "state:" + std::string{domain::key_of(list.state(i))}
                                                          : "phase:" + std::string{domain::key_of(list.phase(i))};
    case By::year: return "built:" + list.built_text(i).substr(0, 4);
    case By::none: break;
    }
    return {};
}

std::string AssetGroups::title_of(std::string const& key) const
{
    auto const& say = bench_.say();
    switch (by_) {
    case By::asset_class: {
        auto const* c = bench_.catalog().find_class(key);
        return c ? c->name.in(say.language()) : key;
    }
    case By::road: return key == AssetTable::no_road ? say.say("On no road") : key;
    case By::state:
        if (auto const phase = domain::phase_from(key.substr(6)); phase && key.starts_with("phase:"))
            return say(domain::label(*phase));
        if (auto const state = domain::condition_from(key.substr(6)))
            return say(domain::label(*state));
        return key;
    case By::year: return key.size() > 6 ? key.substr(6) : say.say("Year unknown");
    case By::none: break;
    }
    return key;
}

void AssetGroups::regroup()
{
    groups_.clear();
    if (by_ != By::none && assets_.is_loaded()) {
        std::unordered_map<std::string, std::size_t> places;
        std::vector<AssetTable::Sums> sums;
        assets_.each_shown([&](Index i) {
            auto key = key_of(i);
            auto const [it, fresh] = places.try_emplace(key, groups_.size());
            if (fresh) {
                groups_.push_back({key, title_of(key), {}, 0, 0});
                sums.emplace_back(bench_.catalog(), assets_.list());
            }
            auto& entry = groups_[it->second];
            ++entry.assets;
            entry.open += assets_.open_orders(i);
            sums[it->second].add(i);
        });
        for (std::size_t i = 0; i < groups_.size(); ++i)
            groups_[i].sums = sums[i].text(bench_.catalog(), bench_.say());
    }
    records_replaced();
}

void AssetGroups::open(std::string const& uid)
{
    auto const by = by_;
    by_ = By::none;
    switch (by) {
    case By::asset_class: assets_.set_class(uid); break;
    case By::road: assets_.set_road(uid); break;
    case By::state:
    case By::year: assets_.set_need(uid); break;
    case By::none: break;
    }
}

std::vector<Column> AssetGroups::columns() const
{
    auto const& say = bench_.say();
    return {{"group", say.say("Group"), 240},
            {"number", say.say("Facilities"), 120, Align::right},
            {"sum", say.say("Total"), 280, Align::right},
            {"orders", say.say("Open orders"), 120, Align::right}};
}

std::string AssetGroups::sort_text(Index i, std::size_t column) const
{
    auto const& entry = groups_[i];
    switch (static_cast<Field>(column)) {
    case group: return sort_key(entry.title);
    case number: return with_zeros(entry.assets);
    case sum: return entry.sums;
    case orders: return with_zeros(entry.open);
    }
    return {};
}

Cell AssetGroups::cell_of(Index i, std::size_t column) const
{
    auto const& entry = groups_[i];
    switch (static_cast<Field>(column)) {
    case group: return {entry.title};
    case number: return {std::to_string(entry.assets)};
    case sum: return {entry.sums, {}, Tone::second};
    case orders: return {entry.open ? std::to_string(entry.open) : "", {}, Tone::soon, true};
    }
    return {};
}

std::string AssetGroups::footer() const { return assets_.footer(); }

} // namespace taizhang::present
