#pragma once

#include "base/text.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace taizhang::ctl {

/// One "--name VALUE" or "--flag" of a command.
struct Option {
    std::string name;  ///< with its dashes: --class
    std::string value; ///< how help calls the value: KEY; "" = a flag
    Text help;
    bool repeatable = false;
    std::string brief = {}; ///< -o; may be empty
};

/// One word of a command that stands without a name.
struct Place {
    std::string name; ///< DB, FILE ..
    Text help;
    bool optional = false;
    bool many = false; ///< takes all the words that are left; only the last place
};

/// What may follow the name of a command.
struct Grammar {
    std::string command; ///< asset show
    std::vector<Place> places;
    std::vector<Option> options;

    /// taizhangctl import DB FILE [options]
    [[nodiscard]] std::string usage() const;
};

/// The words of a command line, understood by a grammar. A malformed one is an Error of kind usage, in words.
class Args {
public:
    /// Accepts --name VALUE, --name=VALUE, -o VALUE; a value may begin with a dash; "--" ends the options.
    /// Words that are missing are not complained about when --help is among the options.
    [[nodiscard]] static Args parse(Grammar const& grammar, std::span<std::string const> words);

    [[nodiscard]] bool has(std::string const& option) const { return values_.contains(option); }
    /// The last value given, or nullopt.
    [[nodiscard]] std::optional<std::string> value(std::string const& option) const;
    [[nodiscard]] std::string text(std::string const& option, std::string fallback = {}) const;
    [[nodiscard]] std::vector<std::string> values(std::string const& option) const;
    /// @throws Error usage when it is no whole number in [least, most]
    [[nodiscard]] std::optional<std::int64_t> whole(std::string const& option, std::int64_t least,
                                                    std::int64_t most) const;
    /// The value must be one of these. @throws Error usage listing them
    [[nodiscard]] std::string one_of(std::string const& option, std::vector<std::string> const& choices,
                                     std::string fallback) const;
    /// "" for an optional place that was left out.
    [[nodiscard]] std::string place(std::size_t index) const;
    [[nodiscard]] std::vector<std::string> places_from(std::size_t index) const;

    /// A usage error about this command.
    [[noreturn]] void wrong(Text message) const;

private:
    explicit Args(std::string command) : command_{std::move(command)} {}
    std::size_t take_option(Grammar const& grammar, std::span<std::string const> words, std::size_t i);
    void check_places(Grammar const& grammar) const;

    std::string command_;
    std::map<std::string, std::vector<std::string>> values_;
    std::vector<std::string> places_;
};

/// The candidate that is at most two slips of the keyboard away, or "".
[[nodiscard]] std::string nearest(std::string const& word, std::vector<std::string> const& candidates);

} // namespace taizhang::ctl
