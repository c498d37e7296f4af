#include "report/template.hpp"

#include "base/embedded.hpp"
#include "base/error.hpp"

#include <algorithm>
#include <map>

namespace taizhang::report {
namespace {

using Names = std::vector<std::string>;

[[noreturn]] void wrong(std::string const& where, Text what, Names const& possible = {})
{
    throw Error{Error::Kind::invalid_input, std::move(what), Text::verbatim(where),
                possible.empty() ? tr("Correct the template and load it again.") : tr("Possible: {0}", joined(possible, ", "))};
}

Name name_at(Json const& object, std::string const& member, std::string const& where, bool needed = false)
{
    auto const& value = object[member];
    if (value.is_null()) {
        if (needed)
            wrong(where, tr("“{0}” is missing.", member));
        return {};
    }
    if (value.is_string())
        return {value.as_string(), value.as_string()};
    if (!value.is_object() || !value["zh"].is_string())
        wrong(where, tr("“{0}” needs words in zh (and en).", member));
    return {value.text("zh"), value.text("en", value.text("zh"))};
}

std::string word_at(Json const& object, std::string const& member, std::string const& where, bool needed = false)
{
    auto const& value = object[member];
    if (value.is_null() && !needed)
        return {};
    if (!value.is_string() || value.as_string().empty())
        wrong(where, tr("“{0}” is missing.", member));
    return value.as_string();
}

bool flag_at(Json const& object, std::string const& member, std::string const& where)
{
    auto const& value = object[member];
    if (!value.is_null() && !value.is_bool())
        wrong(where, tr("“{0}” is true or false.", member));
    return !value.is_null() && value.as_bool();
}

std::vector<Json> list_at(Json const& object, std::string const& member, std::string const& where)
{
    auto const& value = object[member];
    if (value.is_null())
        return {};
    if (!value.is_array())
        wrong(where, tr("“{0}” is a list.", member));
    return value.items();
}

void check_known(std::string const& value, Names const& known, std::string const& where, std::string const& member)
{
    if (std::ranges::find(known, value) == known.end())
        wrong(where, tr("“{0}” is no {1}.", value, member), known);
}

/// Every {name} of the sentence is one we have.
void check_braces(std::string const& text, std::string const& where, bool figures)
{
    for (auto at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
        auto const end = text.find('}', at);
        if (end == std::string::npos)
            wrong(where, tr("A brace is not closed in “{0}”.", text));
        auto const name = text.substr(at + 1, end - at - 1);
        if (figures && name == "figures")
            continue;
        check_known(name, names_of_numbers(), where, "number");
    }
}

Sentence sentence_of(Json const& json, std::string const& where)
{
    Sentence s;
    s.text = json.is_object() && json.contains("text") ? name_at(json, "text", where, true)
                                                       : name_at(Json::object({{"text", json}}), "text", where, true);
    if (json.is_object()) {
        s.when = word_at(json, "when", where);
        for (auto const& figure : list_at(json, "figures", where)) {
            if (!figure.is_string())
                wrong(where, tr("“{0}” is a list.", "figures"));
            s.figures.push_back(figure.as_string());
        }
    }
    if (!s.when.empty())
        check_known(s.when, names_of_numbers(), where, "number");
    for (auto const* words : {&s.text.zh, &s.text.en})
        check_braces(*words, where, !s.figures.empty());
    return s;
}

std::map<std::string, Part::Kind, std::less<>> const& kinds()
{
    static std::map<std::string, Part::Kind, std::less<>> const all{
        {"text", Part::Kind::text},   {"figures", Part::Kind::figures},       {"table", Part::Kind::table},
        {"chart", Part::Kind::chart}, {"map", Part::Kind::map},               {"signatures", Part::Kind::signatures},
        {"page", Part::Kind::page_break}, {"definitions", Part::Kind::definitions}};
    return all;
}

void read_table(Part& part, Json const& json, std::string const& where)
{
    auto const& possible = values_of_rows(part.rows);
    if (possible.empty())
        wrong(where, tr("“{0}” is no source of rows.", part.rows),
              {"figures", "roads", "orders", "materials", "backlog", "repeats", "open_orders", "undated", "corrections", "records"});
    for (auto const& column : list_at(json, "columns", where)) {
        auto const& width = column["width"];
        TemplateColumn c{word_at(column, "value", where, true), name_at(column, "head", where, true), width.is_number() ? width.as_number() : 1};
        check_known(c.value, possible, where, "column");
        if (!(c.width > 0))
            wrong(where, tr("A column's width is a number above 0."));
        part.columns.push_back(std::move(c));
    }
    if (part.columns.empty())
        wrong(where, tr("A table needs columns."));
    for (auto const& line : list_at(json, "lines", where)) {
        TemplateRow row{word_at(line, "value", where, true), name_at(line, "label", where, true)};
        check_known(row.value, names_of_numbers(), where, "number");
        part.lines.push_back(std::move(row));
    }
}

Part part_of(Json const& json, std::string const& place)
{
    Part part;
    part.key = word_at(json, "key", place);
    auto const where = place + (part.key.empty() ? "" : " / " + part.key);
    auto const kind = word_at(json, "part", where, true);
    auto const it = kinds().find(kind);
    if (it == kinds().end()) {
        Names known;
        for (auto const& entry : kinds())
            known.push_back(entry.first);
        wrong(where, tr("“{0}” is no {1}.", kind, "part"), known);
    }
    part.kind = it->second;
    bool const has_words = part.kind == Part::Kind::text || part.kind == Part::Kind::figures;
    if (has_words && part.key.empty())
        wrong(where, tr("“{0}” is missing.", "key"));
    part.heading = name_at(json, "heading", where, part.kind == Part::Kind::table || part.kind == Part::Kind::chart);
    for (auto const& sentence : list_at(json, "sentences", where))
        part.sentences.push_back(sentence_of(sentence, where));
    part.section = word_at(json, "section", where);
    part.roads = flag_at(json, "roads", where);
    part.rows = word_at(json, "rows", where, part.kind == Part::Kind::table || part.kind == Part::Kind::chart);
    part.landscape = flag_at(json, "landscape", where);
    part.note = name_at(json, "note", where);
    part.empty = name_at(json, "empty", where);
    if (part.kind == Part::Kind::table)
        read_table(part, json, where);
    if (part.kind == Part::Kind::chart)
        check_known(part.rows, {"trend", "classes", "roads"}, where, "chart");
    return part;
}

} // namespace

Template template_from_json(Json const& document)
{
    Template t;
    t.key = word_at(document, "key", "template", true);
    t.name = name_at(document, "name", t.key, true);
    t.title = name_at(document, "title", t.key, true);
    for (auto const* words : {&t.title.zh, &t.title.en})
        check_braces(*words, t.key, false);
    for (auto const& period : list_at(document, "periods", t.key)) {
        auto const word = period.is_string() ? period.as_string() : std::string{};
        check_known(word, {"quarter", "year", "span"}, t.key, "period");
        t.periods.push_back(word == "quarter" ? domain::Period::Kind::quarter : word == "year" ? domain::Period::Kind::year : domain::Period::Kind::span);
    }
    if (t.periods.empty())
        wrong(t.key, tr("“{0}” is missing.", "periods"));
    std::size_t n = 0;
    for (auto const& part : list_at(document, "parts", t.key))
        t.parts.push_back(part_of(part, t.key + " / " + std::to_string(++n)));
    if (t.parts.empty())
        wrong(t.key, tr("“{0}” is missing.", "parts"));
    return t;
}

std::vector<Template> const& shipped_templates()
{
    static std::vector<Template> const all = [] {
        std::vector<Template> read;
        for (auto const& file : embedded::report_templates())
            read.push_back(during([&] { return "reading " + std::string{file.name}; }, [&] { return template_from_json(Json::parse(file.data)); }));
        return read;
    }();
    return all;
}

std::vector<Template> templates_with(std::vector<std::pair<std::string, Json>> const& own)
{
    auto all = shipped_templates();
    for (auto const& [key, document] : own) {
        auto read = template_from_json(document);
        auto const it = std::ranges::find(all, read.key, &Template::key);
        if (it != all.end())
            *it = std::move(read);
        else
            all.push_back(std::move(read));
    }
    return all;
}

Template const& template_for(std::vector<Template> const& all, domain::Period::Kind kind, std::string const& key)
{
    auto const fits = [&](Template const& t) { return std::ranges::find(t.periods, kind) != t.periods.end() && (key.empty() || t.key == key); };
    if (auto const it = std::ranges::find_if(all, fits); it != all.end())
        return *it;
    Names known;
    for (auto const& t : all)
        known.push_back(t.key);
    throw Error{Error::Kind::refused, key.empty() ? tr("No report template is for such a period.") : tr("No report template for such a period is called “{0}”.", key),
                {}, tr("Possible: {0}", joined(known, ", "))};
}

std::vector<std::string> const& values_of_rows(std::string const& source)
{
    static std::map<std::string, Names, std::less<>> const all{
        {"figures", {"number", "class", "activity", "item", "work", "places", "unit", "planned", "done", "to_date", "completion", "previous", "year_before",
                     "against_previous", "against_year_before", "cost", "orders", "remark"}},
        {"roads", {"number", "road", "class", "work", "unit", "done", "cost"}},
        {"orders", {"number", "label", "value", "fraction", "previous", "year_before", "against_previous", "against_year_before"}},
        {"materials", {"number", "item", "unit", "quantity", "cost", "orders"}},
        {"backlog", {"age", "orders", "overdue", "share"}},
        {"repeats", {"number", "class", "code", "place", "orders"}},
        {"open_orders", {"number", "order", "received", "what", "place", "state", "deadline"}},
        {"undated", {"number", "order", "work", "quantity", "unit", "date"}},
        {"corrections", {"number", "period", "work", "unit", "issued", "now", "difference"}},
        {"records", {"number", "work", "done", "unit", "order", "date", "place", "quantity"}}};
    static Names const none;
    auto const it = all.find(source);
    return it == all.end() ? none : it->second;
}

std::vector<std::string> const& names_of_numbers()
{
    static Names const all{
        "county", "bureau", "period", "year", "first_year", "last_year",
        "orders.received", "orders.dispatched", "orders.closed", "orders.closed_all", "orders.backfilled", "orders.open", "orders.overdue", "orders.held",
        "orders.extended", "orders.reopened", "orders.cancelled", "orders.merged", "orders.early", "orders.due", "orders.due_closed", "orders.due_on_time",
        "orders.checked", "orders.failed", "rate.closing", "rate.on_time", "rate.rework",
        "orders.received.against_previous", "orders.received.against_year_before", "orders.closed.against_previous", "orders.closed.against_year_before",
        "rate.on_time.against_previous", "rate.on_time.against_year_before",
        "figures.kinds", "figures.roads", "investment", "materials.kinds", "materials.cost", "backlog.over_30", "repeats.places", "repeats.most",
        "gaps.without_quantity", "gaps.without_cost", "gaps.undated", "gaps.not_checked", "corrections.count", "communities"};
    return all;
}

} // namespace taizhang::report
