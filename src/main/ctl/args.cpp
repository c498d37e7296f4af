#include "main/ctl/args.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <charconv>

namespace taizhang::ctl {

namespace {

std::size_t slips_between(std::string const& a, std::string const& b)
{
    std::vector<std::size_t> row{0};
    for (std::size_t j = 1; j <= b.size(); ++j)
        row.push_back(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto corner = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            auto const above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, corner + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            corner = above;
        }
    }
    return row.back();
}

Option const* find_option(Grammar const& grammar, std::string const& name)
{
    auto const at = std::ranges::find_if(
        grammar.options, [&](Option const& o) { return o.name == name || (!o.brief.empty() && o.brief == name); });
    return at == grammar.options.end() ? nullptr : &*at;
}

} // namespace

std::string nearest(std::string const& word, std::vector<std::string> const& candidates)
{
    std::string best;
    std::size_t least = 3;
    for (auto const& candidate : candidates)
        if (auto const slips = slips_between(word, candidate); slips < least && slips < candidate.size()) {
            least = slips;
            best = candidate;
        }
    return best;
}

std::string Grammar::usage() const
{
    auto line = "taizhangctl " + command;
    for (auto const& place : places) {
        auto const name = place.name + (place.many ? "…" : "");
        line += place.optional ? " [" + name + "]" : " " + name;
    }
    return line;
}

void Args::wrong(Text message) const
{
    throw Error{Error::Kind::usage, std::move(message), Text::verbatim("taizhangctl " + command_),
                tr("\"{0} --help\" shows what can be written there.", "taizhangctl " + command_)};
}

std::size_t Args::take_option(Grammar const& grammar, std::span<std::string const> words, std::size_t i)
{
    auto name = words[i];
    std::optional<std::string> value;
    if (auto const equals = name.find('='); equals != std::string::npos && name.starts_with("--")) {
        value = name.substr(equals + 1);
        name.resize(equals);
    }
    auto const* option = find_option(grammar, name);
    if (!option) {
        std::vector<std::string> names;
        for (auto const& known : grammar.options)
            names.push_back(known.name);
        auto const guess = nearest(name, names);
        if (guess.empty())
            wrong(tr("There is no option {0}.", name));
        wrong(tr("There is no option {0}. Did you mean {1}?", name, guess));
    }
    if (option->value.empty()) {
        if (value)
            wrong(tr("{0} takes no value.", option->name));
        value = "";
    } else if (!value) {
        if (++i >= words.size())
            wrong(tr("A value is missing after {0}: {1}.", option->name, option->value));
        value = words[i];
    }
    auto& all = values_[option->name];
    if (!all.empty() && !option->repeatable && !option->value.empty())
        wrong(tr("{0} can be given only once.", option->name));
    all.push_back(*value);
    return i;
}

void Args::check_places(Grammar const& grammar) const
{
    if (has("--help"))
        return;
    auto const least =
        static_cast<std::size_t>(std::ranges::count_if(grammar.places, [](Place const& p) { return !p.optional; }));
    if (places_.size() < least)
        wrong(tr("{0} is missing: {1}", grammar.places[places_.size()].name, grammar.places[places_.size()].help));
    auto const endless = !grammar.places.empty() && grammar.places.back().many;
    if (places_.size() > grammar.places.size() && !endless)
        wrong(tr("\"{0}\" is one word too many.", places_[grammar.places.size()]));
}

Args Args::parse(Grammar const& grammar, std::span<std::string const> words)
{
    Args args{grammar.command};
    bool only_places = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!only_places && words[i] == "--")
            only_places = true;
        else if (!only_places && words[i].size() > 1 && words[i].front() == '-')
            i = args.take_option(grammar, words, i);
        else
            args.places_.push_back(words[i]);
    }
    args.check_places(grammar);
    return args;
}

std::optional<std::string> Args::value(std::string const& option) const
{
    auto const at = values_.find(option);
    return at == values_.end() ? std::nullopt : std::optional{at->second.back()};
}

std::string Args::text(std::string const& option, std::string fallback) const
{
    return value(option).value_or(std::move(fallback));
}

std::vector<std::string> Args::values(std::string const& option) const
{
    auto const at = values_.find(option);
    return at == values_.end() ? std::vector<std::string>{} : at->second;
}

std::optional<std::int64_t> Args::whole(std::string const& option, std::int64_t least, std::int64_t most) const
{
    auto const given = value(option);
    if (!given)
        return std::nullopt;
    std::int64_t number = 0;
    auto const* const end = given->data() + given->size();
    auto const [stop, failure] = std::from_chars(given->data(), end, number);
    if (failure != std::errc{} || stop != end || number < least || number > most)
        wrong(tr("{0} needs a whole number from {1} to {2}; \"{3}\" is none.", option, least, most, *given));
    return number;
}

std::string Args::one_of(std::string const& option, std::vector<std::string> const& choices, std::string fallback) const
{
    auto given = text(option, std::move(fallback));
    if (std::ranges::find(choices, given) == choices.end())
        wrong(tr("{0} can be {1}; \"{2}\" is not among them.", option, joined(choices, ", "), given));
    return given;
}

std::string Args::place(std::size_t index) const { return index < places_.size() ? places_[index] : std::string{}; }

std::vector<std::string> Args::places_from(std::size_t index) const
{
    if (index >= places_.size())
        return {};
    return {places_.begin() + static_cast<std::ptrdiff_t>(index), places_.end()};
}

} // namespace taizhang::ctl
