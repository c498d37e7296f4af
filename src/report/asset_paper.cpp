#include "report/asset_paper.hpp"

#include <map>

namespace taizhang::report {
namespace {

Content empty_paper(app::Ledger const& ledger, std::string title, Instant now, std::string const& who, Translator const& say)
{
    Content content;
    content.language = say.language();
    content.title = std::move(title);
    content.author = ledger.info().bureau;
    content.made_at = now;
    content.continued = say.say(" (continued)");
    if (ledger.info().illustrative)
        content.mark = say.say("Illustrative data");
    content.closing.push_back(say.say("Made {0} by {1}.", now.local_minutes(ledger.info().utc_offset_minutes), who));
    return content;
}

std::string class_name(domain::Catalog const& catalog, std::string const& key, Language language)
{
    auto const* known = catalog.find_class(key);
    return known ? known->name.in(language) : key;
}

std::string joined_place(std::string const& road, std::string const& place)
{
    return road.empty() || place.starts_with(road) ? place : road + (place.empty() ? "" : " ") + place;
}

class Facts {
public:
    explicit Facts(Table& table) : table_{table} {}
    void add(std::string label, std::string value)
    {
        if (!value.empty())
            table_.rows.push_back({{std::move(label)}, {std::move(value)}});
    }

private:
    Table& table_;
};

std::string said(Json const& value, domain::Attribute const& attribute, Language language, Translator const& say)
{
    if (value.is_bool())
        return value.as_bool() ? say.say("yes") : say.say("no");
    auto words = value.is_string() ? value.as_string() : value.is_null() ? std::string{} : value.dump();
    (void)language;
    return words.empty() || attribute.unit.empty() ? words : words + ' ' + attribute.unit;
}

void add_facts(Content& content, domain::Catalog const& catalog, domain::Asset const& a, Translator const& say)
{
    Table table;
    table.key = "facts";
    table.title = say.say("Facts");
    table.columns = {{say.say("Item"), 1, Align::left}, {say.say("Content"), 3, Align::left}};
    Facts facts{table};
    auto const day = [](std::optional<PartialDate> const& date) { return date ? date->iso() : std::string{}; };
    facts.add(say.say("Code"), a.code);
    facts.add(say.say("Class"), class_name(catalog, a.class_key, say.language()));
    facts.add(say.say("Name"), a.name);
    facts.add(say.say("Road"), a.road);
    facts.add(say.say("Section"), a.section);
    facts.add(say.say("Place"), a.place);
    facts.add(say.say("Phase"), say(domain::label(a.phase)));
    facts.add(say.say("State"), say(domain::label(a.state)));
    facts.add(say.say("Built"), day(a.built_on));
    facts.add(say.say("Supervising unit"), a.supervising_unit);
    facts.add(say.say("Owning unit"), a.owning_unit);
    facts.add(say.say("Maintaining unit"), a.maintaining_unit);
    if (auto const* known = catalog.find_class(a.class_key))
        for (auto const& attribute : known->attributes)
            if (a.attrs.contains(attribute.key))
                facts.add(attribute.name.in(say.language()), said(a.attrs[attribute.key], attribute, say.language(), say));
    facts.add(say.say("Note"), a.note);
    content.blocks.push_back(std::move(table));
}

void add_history(Content& content, app::Ledger const& ledger, domain::Asset const& a, Translator const& say)
{
    Table table;
    table.key = "history";
    table.title = say.say("Work orders about it");
    table.columns = {{say.say("No."), 0.5, Align::centre}, {say.say("Order"), 1, Align::centre}, {say.say("Received"), 1, Align::centre},
                     {say.say("What"), 3, Align::left},    {say.say("State"), 1, Align::centre}, {say.say("Closed"), 1, Align::centre}};
    app::OrderQuery query;
    query.asset_uid = a.uid;
    for (auto const& order : ledger.orders(query))
        table.rows.push_back({{std::to_string(table.rows.size() + 1)},
                              {domain::short_number(order.number), std::nullopt, 0, "order:" + order.uid},
                              {order.received_on.iso()},
                              {order.description.empty() && !order.lines.empty() ? order.lines.front().item : order.description},
                              {say(domain::label(order.state))},
                              {order.closed_on ? order.closed_on->iso() : std::string{"—"}}});
    if (table.rows.empty())
        content.blocks.push_back(Paragraph{{{say.say("No work order about it yet.")}}, Paragraph::Kind::note, {}});
    else
        content.blocks.push_back(std::move(table));
}

} // namespace

Content asset_card(app::Ledger const& ledger, domain::Asset const& asset, Instant now, std::string const& who, Language language)
{
    Translator const say{language};
    auto const& catalog = ledger.catalog();
    auto content = empty_paper(ledger, say.say("Card of {0} {1}", class_name(catalog, asset.class_key, language), asset.code.empty() ? asset.name : asset.code), now,
                               who, say);
    content.blocks.push_back(Code{asset.code.empty() ? asset.uid : asset.code, say.say("Scan and type into the search box")});
    add_facts(content, catalog, asset, say);
    if (asset.shape)
        if (auto const at = geo::label_point(*asset.shape)) {
            MapFigure map;
            map.title = say.say("Where it stands");
            map.scene = map::Scene::load(ledger, {"road"});
            map.dots.push_back({*at, asset.class_key, {}, 1});
            map.catalog = &catalog;
            map.language = language;
            map.around_metres = 200;
            content.blocks.push_back(std::move(map));
        }
    add_history(content, ledger, asset, say);
    return content;
}

Content asset_list_paper(app::Ledger const& ledger, app::AssetQuery const& query, Instant now, std::string const& who, Language language)
{
    Translator const say{language};
    auto const& catalog = ledger.catalog();
    auto content = empty_paper(ledger, say.say("List of facilities"), now, who, say);
    Table table;
    table.key = "assets";
    table.title = query.class_key.empty() ? say.say("Facilities") : class_name(catalog, query.class_key, language);
    table.landscape = true;
    table.columns = {{say.say("No."), 0.6, Align::centre}, {say.say("Class"), 1.4, Align::left}, {say.say("Code"), 1.4, Align::centre}, {say.say("Name"), 2, Align::left},
                     {say.say("Road"), 1.4, Align::left},  {say.say("Place"), 2, Align::left},   {say.say("State"), 0.9, Align::centre}, {say.say("Built"), 1, Align::centre}};
    std::map<std::string, int> states;
    for (auto const& row : ledger.assets(query)) {
        auto const state = say(domain::label(row.state));
        ++states[state];
        table.rows.push_back({{std::to_string(table.rows.size() + 1)}, {class_name(catalog, row.class_key, language)},
                              {row.code, std::nullopt, 0, "asset:" + row.uid}, {row.name}, {row.road}, {row.place}, {state},
                              {row.built_on ? row.built_on->iso() : std::string{"—"}}});
    }
    std::string sums;
    for (auto const& [state, n] : states)
        sums += (sums.empty() ? "" : language == Language::zh ? "，" : ", ") + state + ' ' + std::to_string(n);
    if (!table.rows.empty()) {
        table.rows.push_back({{}, {say.say("Total")}, {std::to_string(table.rows.size())}, {sums}, {}, {}, {}, {}});
        table.totals = 1;
    }
    content.blocks.push_back(std::move(table));
    return content;
}

Content order_list_paper(app::Ledger const& ledger, app::OrderQuery const& query, Instant now, std::string const& who, Language language)
{
    Translator const say{language};
    auto const& catalog = ledger.catalog();
    auto content = empty_paper(ledger, say.say("List of work orders"), now, who, say);
    Table table;
    table.key = "orders";
    table.title = say.say("Work orders");
    table.landscape = true;
    table.columns = {{say.say("No."), 0.6, Align::centre}, {say.say("Order"), 1.2, Align::centre}, {say.say("Received"), 1.1, Align::centre}, {say.say("What"), 3, Align::left},
                     {say.say("Place"), 2, Align::left},   {say.say("Crew"), 1.2, Align::left},    {say.say("State"), 0.9, Align::centre},   {say.say("Deadline"), 1.1, Align::centre}};
    std::map<std::string, int> states;
    ledger.each_order(query, [&](domain::WorkOrder const& order) {
        auto const state = say(domain::label(order.state));
        ++states[state];
        auto what = order.description;
        if (what.empty() && !order.lines.empty()) {
            auto const& line = order.lines.front();
            auto const* activity = catalog.find_activity(line.activity);
            what = (activity ? activity->name.in(language) : line.activity) + (language == Language::zh ? "" : " ") +
                   (line.item.empty() ? class_name(catalog, line.class_key, language) : line.item);
        }
        table.rows.push_back({{std::to_string(table.rows.size() + 1)},
                              {domain::short_number(order.number), std::nullopt, 0, "order:" + order.uid},
                              {order.received_on.iso()},
                              {what},
                              {joined_place(order.road, order.place)},
                              {order.crew},
                              {state},
                              {order.deadline ? order.deadline->local_date(ledger.info().utc_offset_minutes).iso() : std::string{"—"}}});
    });
    std::string sums;
    for (auto const& [state, n] : states)
        sums += (sums.empty() ? "" : language == Language::zh ? "，" : ", ") + state + ' ' + std::to_string(n);
    if (!table.rows.empty()) {
        table.rows.push_back({{}, {say.say("Total")}, {std::to_string(table.rows.size())}, {sums}, {}, {}, {}, {}});
        table.totals = 1;
    }
    content.blocks.push_back(std::move(table));
    return content;
}

std::vector<Label> labels_of(app::Ledger const& ledger, app::AssetQuery const& query, Language language)
{
    std::vector<Label> labels;
    for (auto const& row : ledger.assets(query))
        labels.push_back({row.code.empty() ? row.uid : row.code, class_name(ledger.catalog(), row.class_key, language), joined_place(row.road, row.place)});
    return labels;
}

} // namespace taizhang::report
