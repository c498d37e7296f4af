#include "exchange/encoding.hpp"

#include "base/error.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>

namespace taizhang::exchange {
namespace {

constexpr std::size_t looked_at = 200'000; // bytes: more does not change the opinion

unsigned byte_at(std::string_view bytes, std::size_t i) { return static_cast<unsigned char>(bytes[i]); }

/// How well double-byte text of one encoding explains the bytes beyond ASCII.
struct Fit {
    std::size_t common = 0, rare = 0, broken = 0;
    [[nodiscard]] double share() const
    {
        auto const all = common + rare + broken * 4;
        return all == 0 ? 0 : static_cast<double>(common) / static_cast<double>(all);
    }
};

/// Is (lead, trail) one of the characters that most text is made of?
using IsCommon = bool (*)(unsigned lead, unsigned trail);
bool common_in_gb(unsigned lead, unsigned trail)
{
    return trail >= 0xA1 && ((lead >= 0xB0 && lead <= 0xD7) || (lead >= 0xA1 && lead <= 0xA3)); // level 1 and punctuation
}
bool common_in_big5(unsigned lead, unsigned trail)
{
    return (lead >= 0xA4 && lead <= 0xC6 && (trail <= 0x7E || trail >= 0xA1)) || (lead >= 0xA1 && lead <= 0xA3);
}

Fit fit_of(std::string_view bytes, IsCommon is_common)
{
    Fit fit;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        auto const lead = byte_at(bytes, i);
        if (lead < 0x80)
            continue;
        if (i + 1 == bytes.size())
            break; // cut in the middle of a character
        auto const trail = byte_at(bytes, i + 1);
        if (lead == 0x80 || lead == 0xFF || trail < 0x40 || trail == 0x7F || trail == 0xFF) {
            // a character of four bytes in GB18030 has a digit in second place
            bool const four = trail >= 0x30 && trail <= 0x39 && i + 3 < bytes.size() && byte_at(bytes, i + 2) >= 0x81;
            ++(four ? fit.rare : fit.broken);
            i += four ? 3 : 0;
            continue;
        }
        ++(is_common(lead, trail) ? fit.common : fit.rare);
        ++i;
    }
    return fit;
}

/// Bytes beyond ASCII that stand alone among ASCII letters: accents of European text.
double lonely_share(std::string_view bytes)
{
    std::size_t high = 0, lonely = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        if (byte_at(bytes, i) >= 0x80) {
            ++high;
            bool const before = i > 0 && byte_at(bytes, i - 1) >= 0x80, after = i + 1 < bytes.size() && byte_at(bytes, i + 1) >= 0x80;
            lonely += !before && !after ? 1 : 0;
        }
    return high == 0 ? 0 : static_cast<double>(lonely) / static_cast<double>(high);
}

/// Text cut at the end of a sample may end inside a character.
bool is_utf8_beginning(std::string_view bytes, bool whole)
{
    if (is_utf8(bytes))
        return true;
    for (std::size_t cut = 1; !whole && cut <= 3 && cut < bytes.size(); ++cut)
        if (is_utf8(bytes.substr(0, bytes.size() - cut)))
            return true;
    return false;
}

std::string_view utf16_of(std::string_view bytes)
{
    std::array<std::size_t, 2> zeros{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        zeros[i % 2] += bytes[i] == '\0' ? 1 : 0;
    auto const enough = bytes.size() / 20;
    if (bytes.size() < 4 || zeros[0] + zeros[1] <= enough)
        return {};
    return zeros[1] > zeros[0] ? "UTF-16LE" : "UTF-16BE";
}

app::Guess icu_guess(std::string_view bytes)
{
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> const detector{ucsdet_open(&status), ucsdet_close};
    ucsdet_setText(detector.get(), bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
    auto const* match = U_SUCCESS(status) ? ucsdet_detect(detector.get(), &status) : nullptr;
    auto const* name = match ? ucsdet_getName(match, &status) : nullptr;
    auto const confidence = match ? ucsdet_getConfidence(match, &status) : 0;
    if (U_FAILURE(status) || !name || confidence < 30)
        return {"GB18030", tr("Nothing speaks clearly for another encoding.")};
    return {name, tr("Likeliest by the frequency of its letters ({0} of 100).", confidence)};
}

} // namespace

app::Guess guessed_encoding(std::string_view all)
{
    auto const bytes = all.substr(0, looked_at);
    if (bytes.starts_with("\xEF\xBB\xBF"))
        return {"UTF-8", tr("The file begins with the mark of UTF-8.")};
    if (bytes.starts_with("\xFF\xFE"))
        return {"UTF-16LE", tr("The file begins with the mark of UTF-16.")};
    if (bytes.starts_with("\xFE\xFF"))
        return {"UTF-16BE", tr("The file begins with the mark of UTF-16.")};
    if (auto const utf16 = utf16_of(bytes); !utf16.empty())
        return {std::string{utf16}, tr("Every second byte is zero, as in UTF-16.")};
    if (is_utf8_beginning(bytes, bytes.size() == all.size()))
        return {"UTF-8", tr("The text is valid UTF-8.")};
    auto const gb = fit_of(bytes, common_in_gb), big5 = fit_of(bytes, common_in_big5);
    if (lonely_share(bytes) > 0.6 && std::max(gb.share(), big5.share()) < 0.5)
        return {"windows-1252", tr("Single letters beyond ASCII between plain ones, as in European text.")};
    if (std::max(gb.share(), big5.share()) < 0.6)
        return icu_guess(bytes);
    auto const percent = [](Fit const& fit) { return decimal(fit.share() * 100, 0) + "%"; };
    if (big5.share() > gb.share())
        return {"Big5", tr("Read as Big5, {0} are everyday characters; as GB18030 only {1}.", percent(big5), percent(gb))};
    return {"GB18030", tr("Read as GB18030, {0} are everyday characters; as Big5 only {1}.", percent(gb), percent(big5))};
}

std::string decoded(std::string bytes, std::string const& encoding)
{
    if (bytes.starts_with("\xEF\xBB\xBF"))
        bytes.erase(0, 3);
    if ((encoding == "UTF-8" || folded(encoding) == "utf8") && is_utf8(bytes))
        return bytes;
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<UConverter, decltype(&ucnv_close)> const converter{ucnv_open(encoding.c_str(), &status), ucnv_close};
    if (U_FAILURE(status))
        throw Error{Error::Kind::invalid_input, tr("The encoding “{0}” is not known.", encoding), {},
                    tr("Use UTF-8, GB18030, Big5 or UTF-16, for example.")};
    icu::UnicodeString const text{bytes.data(), static_cast<std::int32_t>(bytes.size()), converter.get(), status};
    std::string out;
    text.toUTF8String(out);
    return out.starts_with("\xEF\xBB\xBF") ? out.substr(3) : out;
}

} // namespace taizhang::exchange
