#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace taizhang {

enum class Language { zh, en };

/// "zh" or "en"; anything else gives Chinese, the program's first language.
[[nodiscard]] Language language_from(std::string_view tag) noexcept;
[[nodiscard]] std::string_view tag_of(Language language) noexcept;

/// A sentence that can still be said in any language: an English msgid with {0}, {1}.. and what fills them.
/// Arguments may be sentences themselves. Rendered by Translator at the edge (window, console, report).
class Text {
public:
    Text() = default;
    /// User data or an already finished string: shown as it is, never looked up.
    static Text verbatim(std::string data) { return Text{std::move(data), {}, false}; }
    static Text message(char const* msgid, std::vector<Text> args = {}) { return Text{msgid, std::move(args), true}; }

    [[nodiscard]] std::string const& id() const noexcept { return id_; }
    [[nodiscard]] std::vector<Text> const& args() const noexcept { return args_; }
    [[nodiscard]] bool translatable() const noexcept { return translatable_; }
    [[nodiscard]] bool empty() const noexcept { return id_.empty(); }
    friend bool operator==(Text const&, Text const&) = default;

private:
    Text(std::string id, std::vector<Text> args, bool translatable)
        : id_{std::move(id)}, args_{std::move(args)}, translatable_{translatable}
    {}
    std::string id_;
    std::vector<Text> args_;
    bool translatable_ = false;
};

namespace detail {
inline Text as_text(Text text) { return text; }
inline Text as_text(std::string_view data) { return Text::verbatim(std::string{data}); }
inline Text as_text(char const* data) { return Text::verbatim(data); }
template <class Number>
    requires std::is_arithmetic_v<Number>
Text as_text(Number n)
{
    return Text::verbatim(std::to_string(n));
}
} // namespace detail

/// tr("No class is called {0}", key): marks the msgid for xgettext (keyword tr) and keeps the arguments.
template <class... Args>
[[nodiscard]] Text tr(char const* msgid, Args&&... args)
{
    return Text::message(msgid, {detail::as_text(std::forward<Args>(args))...});
}

// ---- UTF-8 strings ------------------------------------------------------------------------------------------------

/// Without leading and trailing white space, the ideographic space U+3000 included.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;
[[nodiscard]] bool is_utf8(std::string_view bytes) noexcept;
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);
[[nodiscard]] std::string joined(std::vector<std::string> const& parts, std::string_view separator);
[[nodiscard]] std::string replaced(std::string_view text, std::string_view from, std::string_view to);
/// Number of Unicode characters.
[[nodiscard]] std::size_t length_of(std::string_view utf8) noexcept;
/// For comparing what people type: NFKC (full-width to ASCII), lower case, no white space.
[[nodiscard]] std::string folded(std::string_view text);
/// For comparing headers: folded, and without brackets with what is in them, punctuation and underscores.
[[nodiscard]] std::string folded_header(std::string_view text);
/// Pinyin initials of the Han characters, other letters and digits as they are, lower case: 云新街 -> yxj.
/// Characters with several readings take the commonest one (ICU Han-Latin).
[[nodiscard]] std::string pinyin_initials(std::string_view text);
/// Sort key that puts Chinese in pinyin order; compare bytewise.
[[nodiscard]] std::string sort_key(std::string_view text);
/// A decimal with at most `decimals` digits after the point, no trailing zeros, no thousands separator.
[[nodiscard]] std::string decimal(double value, int decimals);

} // namespace taizhang
