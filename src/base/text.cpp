#include "base/text.hpp"

#include <fmt/format.h>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace taizhang {
namespace {

icu::UnicodeString unicode(std::string_view utf8)
{
    return icu::UnicodeString::fromUTF8({utf8.data(), static_cast<std::int32_t>(utf8.size())});
}

std::string utf8(icu::UnicodeString const& text)
{
    std::string out;
    text.toUTF8String(out);
    return out;
}

icu::UnicodeString compatible_lower(std::string_view text)
{
    UErrorCode status = U_ZERO_ERROR;
    auto const* nfkc = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (U_FAILURE(status))
        return unicode(text).toLower();
    auto const folded = nfkc->normalize(unicode(text), status);
    return U_SUCCESS(status) ? folded : unicode(text).toLower();
}

template <class Keep>
icu::UnicodeString kept(icu::UnicodeString const& text, Keep keep)
{
    icu::UnicodeString out;
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1))
        if (auto const c = text.char32At(i); keep(c))
            out.append(c);
    return out;
}

/// One Han character in Latin letters without tones. Kept, since ICU takes 20 us for each.
std::string latin_of(UChar32 c)
{
    static std::mutex lock;
    static std::unordered_map<UChar32, std::string> known;
    static auto const transliterator = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<icu::Transliterator>{
            icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status)};
    }();
    std::lock_guard const guard{lock};
    if (auto const it = known.find(c); it != known.end())
        return it->second;
    icu::UnicodeString text{c};
    if (transliterator)
        transliterator->transliterate(text);
    return known[c] = utf8(text);
}

constexpr UChar32 han_begin = 0x4E00, han_end = 0xA000;

/// latin_of() for the common characters without a lock: lists of a million names are sorted by it.
std::string const& common_latin_of(UChar32 c)
{
    thread_local std::vector<std::string> known(static_cast<std::size_t>(han_end - han_begin));
    auto& latin = known[static_cast<std::size_t>(c - han_begin)];
    if (latin.empty())
        latin = latin_of(c);
    return latin;
}

/// Walks text of printable ASCII and common Chinese characters only: ascii(c) with capitals made small, han(c, its bytes).
/// False, at once, when there is anything else in it, blanks included.
template <class Ascii, class Han>
bool walk_plain(std::string_view text, Ascii ascii, Han han)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const c = static_cast<unsigned char>(text[i]);
        if (c > 0x20 && c < 0x7F) {
            ascii(c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : static_cast<char>(c));
            continue;
        }
        if (c < 0xE4 || c > 0xE9 || i + 2 >= text.size())
            return false;
        auto const code = static_cast<UChar32>(((c & 0x0FU) << 12U) | ((static_cast<unsigned char>(text[i + 1]) & 0x3FU) << 6U) |
                                               (static_cast<unsigned char>(text[i + 2]) & 0x3FU));
        if (code < han_begin || code >= han_end)
            return false;
        han(code, text.substr(i, 3));
        i += 2;
    }
    return true;
}

bool is_han(UChar32 c) { return u_hasBinaryProperty(c, UCHAR_UNIFIED_IDEOGRAPH) != 0; }

constexpr std::string_view ideographic_space = "\xE3\x80\x80";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

} // namespace

Language language_from(std::string_view tag) noexcept { return tag.starts_with("en") ? Language::en : Language::zh; }
std::string_view tag_of(Language language) noexcept { return language == Language::zh ? "zh" : "en"; }

std::string_view trimmed(std::string_view text) noexcept
{
    constexpr std::string_view blanks = " \t\r\n\v\f";
    for (;;) {
        auto const before = text.size();
        while (!text.empty() && blanks.find(text.front()) != std::string_view::npos)
            text.remove_prefix(1);
        while (!text.empty() && blanks.find(text.back()) != std::string_view::npos)
            text.remove_suffix(1);
        if (text.starts_with(ideographic_space) || text.starts_with(byte_order_mark))
            text.remove_prefix(3);
        if (text.ends_with(ideographic_space))
            text.remove_suffix(3);
        if (text.size() == before)
            return text;
    }
}

bool is_utf8(std::string_view bytes) noexcept
{
    auto const* data = reinterpret_cast<std::uint8_t const*>(bytes.data());
    auto const size = static_cast<std::int32_t>(bytes.size());
    for (std::int32_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT(data, i, size, c);
        if (c < 0)
            return false;
    }
    return true;
}

std::vector<std::string> split(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    for (;;) {
        auto const at = text.find(separator);
        parts.emplace_back(text.substr(0, at));
        if (at == std::string_view::npos)
            return parts;
        text.remove_prefix(at + 1);
    }
}

std::string joined(std::vector<std::string> const& parts, std::string_view separator)
{
    return fmt::format("{}", fmt::join(parts, separator));
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to)
{
    std::string out;
    if (from.empty())
        return std::string{text};
    for (std::size_t at = 0;;) {
        auto const next = text.find(from, at);
        out += text.substr(at, next - at);
        if (next == std::string_view::npos)
            return out;
        out += to;
        at = next + from.size();
    }
}

std::size_t length_of(std::string_view text) noexcept
{
    std::size_t n = 0;
    for (auto const c : text)
        n += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
    return n;
}

std::string folded(std::string_view text)
{
    return utf8(kept(compatible_lower(text), [](UChar32 c) { return u_isUWhiteSpace(c) == 0; }));
}

std::string folded_header(std::string_view text)
{
    int depth = 0;
    return utf8(kept(compatible_lower(text), [&depth](UChar32 c) {
        if (c == '(' || c == '[' || c == '{' || c == 0x3010)
            ++depth;
        else if (c == ')' || c == ']' || c == '}' || c == 0x3011)
            depth = depth > 0 ? depth - 1 : 0;
        else
            return depth == 0 && u_isalnum(c) != 0;
        return false;
    }));
}

std::string pinyin_initials(std::string_view text)
{
    std::string quick;
    if (walk_plain(
            text,
            [&](char c) {
                if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
                    quick += c;
            },
            [&](UChar32 c, std::string_view) {
                if (auto const& latin = common_latin_of(c); !latin.empty())
                    quick += latin.front();
            }))
        return quick;
    auto const folded_text = compatible_lower(text);
    std::string out;
    for (std::int32_t i = 0; i < folded_text.length(); i = folded_text.moveIndex32(i, 1)) {
        auto const c = folded_text.char32At(i);
        if (is_han(c)) {
            if (auto const latin = latin_of(c); !latin.empty())
                out += latin.front();
        } else if (u_isalnum(c) != 0)
            icu::UnicodeString{c}.toUTF8String(out);
    }
    return out;
}

std::string sort_key(std::string_view text)
{
    std::string quick;
    if (walk_plain(text, [&](char c) { quick += c; },
                   [&](UChar32 c, std::string_view bytes) {
                       quick += common_latin_of(c);
                       quick += ' ';
                       quick += bytes;
                   }))
        return quick;
    auto const folded_text = compatible_lower(text);
    std::string out;
    for (std::int32_t i = 0; i < folded_text.length(); i = folded_text.moveIndex32(i, 1)) {
        auto const c = folded_text.char32At(i);
        // the character behind its reading keeps homophones apart and together
        if (is_han(c))
            out += latin_of(c) + ' ';
        icu::UnicodeString{c}.toUTF8String(out);
    }
    return out;
}

std::string decimal(double value, int decimals)
{
    auto text = fmt::format("{:.{}f}", value, decimals);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.')
            text.pop_back();
    }
    return text == "-0" ? "0" : text;
}

} // namespace taizhang
