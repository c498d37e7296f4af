#include "present/asset_table.hpp"

#include <algorithm>

namespace taizhang::present {

AssetTable::AssetTable(Workbench& bench)
    : bench_{bench}, on_ledger_{bench.ledger_changed.subscribe([this](auto const&) {
          text_.clear();
          folded_text_.clear();
          class_key_.clear();
          road_.clear();
          need_.clear();
          rows_.clear();
          by_uid_.clear();
          loaded_ = false;
          load();
      })},
      on_records_{bench.records_changed.subscribe([this](RecordsChanged const& what) {
          if (what.assets || what.orders)
              load();
      })}
{
    load();
}

void AssetTable::load()
{
    if (!bench_.is_open()) {
        refresh();
        return;
    }
    bench_.ask(
        alive_,
        [](app::Ledger const& ledger) {
            std::vector<Row> rows;
            for (auto& asset : ledger.assets({}))
                rows.push_back({std::move(asset), {}, 0});
            std::map<std::string, int> open;
            app::OrderQuery query;
            using enum domain::OrderState;
            query.states = {draft, pending, assigned, in_progress, on_hold, handled};
            for (auto const& order : ledger.orders(query))
                for (auto const& line : order.lines)
                    for (auto const& asset : line.assets)
                        ++open[asset.asset_uid];
            for (auto& row : rows) {
                auto const& a = row.asset;
                row.folded = folded(a.code + '\n' + a.name + '\n' + a.road + '\n' + a.section + '\n' + a.place);
                if (auto const it = open.find(a.uid); it != open.end())
                    row.open_orders = it->second;
            }
            return rows;
        },
        [this](std::vector<Row> rows) {
            rows_ = std::move(rows);
            by_uid_.clear();
            for (std::size_t i = 0; i < rows_.size(); ++i)
                by_uid_.emplace(rows_[i].asset.uid, i);
            loaded_ = true;
            refresh();
        });
}

void AssetTable::set_text(std::string text)
{
    text_ = std::move(text);
    folded_text_ = folded(text_);
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

std::vector<Choice> AssetTable::classes() const
{
    std::map<std::string, int> counts;
    for (auto const& row : rows_)
        ++counts[row.asset.class_key];
    std::vector<Choice> choices{{"", bench_.say().say("All classes")}};
    for (auto const& c : bench_.catalog().classes())
        if (auto const it = counts.find(c.key); it != counts.end())
            choices.push_back({c.key, c.name.in(bench_.say().language()) + ' ' + std::to_string(it->second)});
    return choices;
}

std::vector<Choice> AssetTable::roads() const
{
    std::map<std::string, std::string> by_sound;
    for (auto const& row : rows_)
        if (!row.asset.road.empty())
            by_sound.emplace(remembered_sort_key(row.asset.road), row.asset.road);
    std::vector<Choice> choices{{"", bench_.say().say("All roads")}};
    for (auto const& entry : by_sound)
        choices.push_back({entry.second, entry.second});
    return choices;
}

std::vector<Choice> AssetTable::needs() const
{
    auto const& say = bench_.say();
    return {{"", say.say("All states")},
            {"open", say.say("With an open order")},
            {"unwell", say.say("Damaged, missing or abandoned")},
            {"placeless", say.say("Position missing")}};
}

app::AssetRow const* AssetTable::find(std::string const& uid) const
{
    auto const it = by_uid_.find(uid);
    return it == by_uid_.end() ? nullptr : &rows_[it->second].asset;
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
            {"orders", say.say("Open orders"), 96, Align::right, 2}};
}

bool AssetTable::passes(Index i) const
{
    auto const& row = rows_[i];
    if (!road_.empty() && row.asset.road != road_)
        return false;
    if (need_ == "open" && row.open_orders == 0)
        return false;
    if (need_ == "unwell" && (row.asset.state == domain::Condition::intact || row.asset.phase == domain::Phase::planned ||
                              row.asset.phase == domain::Phase::removed))
        return false;
    if (need_ == "placeless" && row.asset.position)
        return false;
    return (class_key_.empty() || row.asset.class_key == class_key_) &&
           (folded_text_.empty() || row.folded.find(folded_text_) != std::string::npos);
}

std::string AssetTable::sort_text(Index i, std::size_t column) const
{
    auto const& a = rows_[i].asset;
    switch (static_cast<Field>(column)) {
    case code: return a.code;
    case asset_class: return remembered_sort_key(class_name(a.class_key)) + '\1' + a.code;
    case name: return remembered_sort_key(a.name);
    case road: return remembered_sort_key(a.road) + '\1' + a.code;
    case place: return remembered_sort_key(a.section + a.place);
    case state:
        return std::to_string(static_cast<int>(a.phase)) + std::to_string(static_cast<int>(a.state)) + a.code;
    case built: return a.built_on ? a.built_on->iso() : "";
    case orders: return std::to_string(1'000'000 + rows_[i].open_orders);
    }
    return {};
}

Cell AssetTable::cell_of(Index i, std::size_t column) const
{
    auto const& a = rows_[i].asset;
    auto const& say = bench_.say();
    switch (static_cast<Field>(column)) {
    case code: return {a.code.empty() ? say.say("no code") : a.code, {}, a.code.empty() ? Tone::faint : Tone::normal};
    case asset_class: {
        auto const* c = bench_.catalog().find_class(a.class_key);
        if (!c)
            return {a.class_key};
        return {c->name.in(say.language()), "map/" + c->symbol.glyph, Tone::normal, false, c->symbol.light, c->symbol.dark};
    }
    case name: return {a.name};
    case road: return {a.road};
    case place: return {a.section.empty() || a.place.empty() ? a.section + a.place : a.section + ' ' + a.place, {}, Tone::second};
    case state:
        if (a.phase != domain::Phase::in_service)
            return {say(domain::label(a.phase)), {}, Tone::second};
        return {say(domain::label(a.state)), {}, a.state == domain::Condition::intact ? Tone::normal : Tone::soon};
    case built: return {a.built_on ? a.built_on->iso() : "", {}, Tone::second};
    case orders: return {rows_[i].open_orders ? std::to_string(rows_[i].open_orders) : "", {}, Tone::soon, true};
    }
    return {};
}

std::string AssetTable::empty_title() const
{
    auto const& say = bench_.say();
    if (!bench_.is_open())
        return say.say("No ledger is open");
    return is_filtered() ? say.say("No facility matches") : say.say("No facilities yet");
}

std::string AssetTable::empty_hint() const
{
    auto const& say = bench_.say();
    if (!bench_.is_open())
        return say.say("Open a ledger, or make a new one.");
    return is_filtered() ? say.say("Change the text or the class above.")
                         : say.say("Bring in a table of facilities: Excel, CSV, Shapefile or GeoJSON.");
}

std::string AssetTable::footer() const
{
    auto const& say = bench_.say();
    if (!loaded_)
        return {};
    return rows() == count() ? say.say("{0} facilities", rows()) : say.say("{0} of {1} facilities", rows(), count());
}

} // namespace taizhang::present
