#include "domain/figure.hpp"

namespace taizhang::domain {
namespace {

std::string joined_places(std::vector<std::string> const& places, Language language)
{
    return joined(places, language == Language::zh ? "、" : ", ");
}

std::string fill(std::string text, std::string_view placeholder, std::string_view value)
{
    return replaced(text, placeholder, value);
}

/// 约95套, 1.47公里; about 95 sets, 1.47 km.
std::string quantity_words(Catalog const& catalog, Phrase const& phrase, Figure const& figure, Language language)
{
    auto const* unit = catalog.find_unit(phrase.unit_printed.empty() ? figure.unit : phrase.unit_printed);
    auto const number = figure.sum.quantity->text();
    if (language == Language::zh)
        return (figure.sum.approximate ? "约" : "") + number + (unit ? unit->name.zh : figure.unit);
    return (figure.sum.approximate ? "about " : "") + number + ' ' + (unit ? unit->name.en : figure.unit);
}

std::string item_words(Catalog const& catalog, Figure const& figure, Language language)
{
    auto const* asset_class = catalog.find_class(figure.class_key);
    if (figure.item.empty())
        return asset_class ? asset_class->name.in(language) : figure.class_key;
    if (asset_class)
        for (auto const& item : asset_class->items)
            if (item.zh == figure.item || item.en == figure.item)
                return item.in(language);
    return figure.item;
}

std::string remark_of_unknown(Figure const& figure, Language language)
{
    auto const n = std::to_string(figure.sum.unknown_lines);
    return language == Language::zh ? "（另有" + n + "处数量未报）" : " (quantity not reported for " + n + " more)";
}

} // namespace

std::string phrase_of(Catalog const& catalog, Figure const& figure, Language language)
{
    static Phrase const bare{{}, {}, {}, {}, {"{item}{q}", "{item}: {q}"}, {"{places}{wording}{item}", "{item} {places}"}, {}};
    auto const* found = catalog.phrase_for(figure.class_key, figure.activity, figure.item, figure.unit);
    auto const& phrase = found ? *found : bare;
    auto const* activity = catalog.find_activity(figure.activity);
    auto text = figure.sum.quantity ? phrase.with_quantity.in(language) : phrase.without_quantity.in(language);
    text = fill(std::move(text), "{activity}", activity ? activity->name.in(language) : figure.activity);
    text = fill(std::move(text), "{item}", item_words(catalog, figure, language));
    text = fill(std::move(text), "{places}", joined_places(figure.places, language));
    text = fill(std::move(text), "{wording}", figure.wording);
    text = fill(std::move(text), "{q}", figure.sum.quantity ? quantity_words(catalog, phrase, figure, language) : "");
    // an empty placeholder must not leave two blanks in an English sentence
    while (text.find("  ") != std::string::npos)
        text = replaced(text, "  ", " ");
    auto out = std::string{trimmed(text)};
    if (figure.sum.quantity && figure.sum.unknown_lines > 0)
        out += remark_of_unknown(figure, language);
    return out;
}

} // namespace taizhang::domain
