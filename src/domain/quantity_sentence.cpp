#include "domain/quantity_sentence.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace taizhang::domain {
namespace {

constexpr std::array separators{"、", "，", ",", "；", ";", "。", "\n", "\r", "和", "及", "并"};
constexpr std::array road_ends{"大街", "街", "大道", "路", "道", "巷"};

struct Found {
    std::string key;
    std::size_t at = std::string::npos, size = 0;
};

/// The longest of the words that stands in the text, the first of equally long ones.
void keep_longest(Found& best, std::string_view text, std::string const& word, std::string const& key)
{
    if (word.empty() || word.size() <= best.size)
        return;
    if (auto const at = text.find(word); at != std::string_view::npos)
        best = {key, at, word.size()};
}

Found activity_in(Catalog const& catalog, std::string_view text)
{
    Found best;
    for (auto const& activity : catalog.activities())
        keep_longest(best, text, activity.name.zh, activity.key);
    for (auto const& verb : catalog.verbs())
        for (auto const& word : verb.aliases)
            keep_longest(best, text, word, verb.field);
    return best;
}

struct Thing {
    std::string class_key, item;
};

/// By item first, since an item says its class: 灯笼 is a landscape light. A name without what stands in brackets.
std::optional<Thing> thing_in(Catalog const& catalog, std::string_view text)
{
    Found best_item, best_class;
    Thing thing;
    for (auto const& of : catalog.classes()) {
        auto const before = best_item.size;
        for (auto const& item : of.items) {
            keep_longest(best_item, text, item.zh, item.zh);
            // people write the noun as they say it: 六联串灯笼 for 六联串灯笼光源
        }
        if (best_item.size > before) {
            thing.class_key = of.key;
            thing.item = best_item.key;
        }
        keep_longest(best_class, text, of.name.zh.substr(0, of.name.zh.find('(')), of.key);
    }
    if (best_item.size >= best_class.size && best_item.size > 0) {
        auto const* of = catalog.find_class(thing.class_key);
        if (of && of->name.zh == thing.item)
            thing.item.clear(); // the class says it
        return thing;
    }
    if (best_class.size == 0)
        return std::nullopt;
    return Thing{best_class.key, {}};
}

std::vector<std::string> clauses_of(std::string_view text)
{
    auto line = std::string{text};
    for (auto const* separator : separators)
        line = replaced(line, separator, "\x1f");
    // the comma of a thousand is no separator: 1,050
    std::vector<std::string> clauses;
    for (auto const& part : split(line, '\x1f')) {
        bool const goes_on = !clauses.empty() && part.size() >= 3 && !clauses.back().empty() &&
                             std::ranges::all_of(part.substr(0, 3), [](char c) { return c >= '0' && c <= '9'; }) &&
                             clauses.back().back() >= '0' && clauses.back().back() <= '9';
        if (goes_on)
            clauses.back() += part;
        else if (!trimmed(part).empty())
            clauses.emplace_back(trimmed(part));
    }
    return clauses;
}

/// Where the quantity of a clause begins: at the last number in it, a 约 before it included.
std::size_t quantity_at(std::string_view clause)
{
    auto const last = clause.find_last_of("0123456789");
    if (last == std::string_view::npos)
        return last;
    auto first = last;
    while (first > 0 && (clause[first - 1] == '.' || (clause[first - 1] >= '0' && clause[first - 1] <= '9')))
        --first;
    for (std::string_view const about : {"约", "近"})
        if (first >= about.size() && clause.substr(first - about.size(), about.size()) == about)
            return first - about.size();
    return first;
}

/// 云新街 of "本季云新街".
std::string road_in(std::string_view text)
{
    auto words = std::string{trimmed(text)};
    for (auto const* before : {"本季度", "本季", "本月", "今年", "本年", "全年", "累计", "共计", "共", "已完成", "完成", "对", "在", "将"})
        words = replaced(words, before, "");
    for (std::string_view const end : road_ends)
        if (words.size() > end.size() && std::string_view{words}.ends_with(end))
            return words;
    return {};
}

} // namespace

QuantitySentence understand_sentence(Catalog const& catalog, std::string_view text)
{
    QuantitySentence sentence;
    std::string activity, road;
    for (auto const& clause : clauses_of(text)) {
        auto const at = quantity_at(clause);
        if (at == std::string::npos || at == 0)
            continue;
        auto const head = std::string_view{clause}.substr(0, at);
        auto stated = understand_quantity(catalog, clause.substr(at));
        auto const verb = activity_in(catalog, head);
        if (!verb.key.empty()) {
            activity = verb.key;
            road = road_in(head.substr(0, verb.at));
        }
        auto const noun = verb.key.empty() ? head : head.substr(verb.at + verb.size);
        auto thing = thing_in(catalog, noun);
        if (!thing) // 更换光源: the verb holds the thing
            thing = thing_in(catalog, head);
        if (!stated || !stated->quantity || activity.empty() || !thing) {
            sentence.not_understood.push_back(clause);
            continue;
        }
        OrderLine line;
        line.class_key = thing->class_key;
        line.item = thing->item;
        line.activity = activity;
        line.planned = stated->quantity;
        line.approximate = stated->approximate;
        line.unit = stated->unit.empty() ? catalog.class_of(thing->class_key).units.front() : stated->unit;
        line.road = road;
        sentence.lines.push_back({std::move(line), clause});
    }
    return sentence;
}

} // namespace taizhang::domain
