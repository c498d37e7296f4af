#include "present/manual.hpp"

#include "base/embedded.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>
#include <utility>

namespace taizhang::present {

namespace {

using Kind = Paragraph::Kind;

/// What stands between `open` at `at` and the next `close`; npos where there is none.
std::size_t end_of(std::string_view text, std::size_t at, std::string_view open, std::string_view close)
{
    return text.substr(at).starts_with(open) ? text.find(close, at + open.size()) : std::string_view::npos;
}

std::vector<Piece> pieces_of(std::string_view text)
{
    std::vector<Piece> pieces;
    std::string plain_words;
    auto const take = [&](Piece piece) {
        if (!plain_words.empty())
            pieces.push_back({Piece::Look::plain, std::exchange(plain_words, {})});
        pieces.push_back(std::move(piece));
    };
    auto const word = [&](std::size_t from, std::size_t to) { return std::string{text.substr(from, to - from)}; };
    for (std::size_t at = 0; at < text.size();) {
        if (auto const end = end_of(text, at, "**", "**"); end != std::string_view::npos) {
            take({Piece::Look::strong, word(at + 2, end)});
            at = end + 2;
        } else if (auto const tick = end_of(text, at, "`", "`"); tick != std::string_view::npos) {
            take({Piece::Look::key, word(at + 1, tick)});
            at = tick + 1;
        } else if (auto const label = end_of(text, at, "[", "]("); label != std::string_view::npos) {
            auto const close = text.find(')', label);
            take({Piece::Look::link, word(at + 1, label), word(label + 2, close)});
            at = close == std::string_view::npos ? text.size() : close + 1;
        } else
            plain_words += text[at++];
    }
    if (!plain_words.empty())
        pieces.push_back({Piece::Look::plain, plain_words});
    return pieces;
}

Paragraph section_of(std::string_view line)
{
    Paragraph section{.kind = Kind::section};
    if (auto const brace = line.find("{#"); brace != std::string_view::npos && line.ends_with('}')) {
        section.id = std::string{line.substr(brace + 2, line.size() - brace - 3)};
        line = line.substr(0, brace);
    }
    section.pieces = pieces_of(trimmed(line));
    return section;
}

/// A line that begins a paragraph of its own, without its mark; plain text goes on with the paragraph before.
bool begins(std::string_view line, Kind& kind, int& number, std::string_view& rest)
{
    for (auto const& [mark, of] : {std::pair{std::string_view{"- "}, Kind::bullet}, {"> ", Kind::note}, {"| ", Kind::row}})
        if (line.starts_with(mark)) {
            kind = of;
            rest = line.substr(mark.size());
            return true;
        }
    auto const [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
    auto const digits = static_cast<std::size_t>(end - line.data());
    if (error != std::errc{} || !line.substr(digits).starts_with(". "))
        return false;
    kind = Kind::step;
    rest = line.substr(digits + 2);
    return true;
}

/// Chinese lines are joined without a space.
void join(std::string& text, std::string_view line)
{
    if (!text.empty() && static_cast<unsigned char>(text.back()) < 0x80 && static_cast<unsigned char>(line.front()) < 0x80)
        text += ' ';
    text += line;
}

Paragraph paragraph_of(Kind kind, int number, std::string_view text)
{
    Paragraph made{.kind = kind, .number = number};
    if (kind != Kind::row) {
        made.pieces = pieces_of(text);
        return made;
    }
    auto const bar = text.find(" | ");
    made.pieces = pieces_of(trimmed(text.substr(0, bar)));
    auto rest = bar == std::string_view::npos ? std::string_view{} : text.substr(bar + 3);
    if (rest.ends_with('|'))
        rest.remove_suffix(1);
    made.more = pieces_of(trimmed(rest));
    return made;
}

std::string words_of(std::vector<Piece> const& pieces)
{
    std::string text;
    for (auto const& piece : pieces)
        text += piece.text;
    return text;
}

int times_in(std::string_view text, std::string_view words)
{
    int times = 0;
    for (auto at = text.find(words); at != std::string_view::npos; at = text.find(words, at + words.size()))
        ++times;
    return times;
}

} // namespace

std::string plain(Paragraph const& paragraph)
{
    auto text = words_of(paragraph.pieces);
    return paragraph.more.empty() ? text : text + "  " + words_of(paragraph.more);
}

ManualPage manual_page(std::string key, std::string_view source)
{
    ManualPage page{std::move(key), {}, {}};
    std::string text;
    Kind kind = Kind::text;
    int number = 0;
    auto const finish = [&] {
        if (!text.empty())
            page.paragraphs.push_back(paragraph_of(kind, kind == Kind::step ? number : 0, text));
        text.clear();
        kind = Kind::text;
    };
    for (std::size_t at = 0; at < source.size();) {
        auto const end = std::min(source.find('\n', at), source.size());
        auto const line = trimmed(source.substr(at, end - at));
        at = end + 1;
        Kind fresh = Kind::text;
        int counted = 0;
        std::string_view rest;
        if (line.empty())
            finish();
        else if (line.starts_with("# "))
            page.title = std::string{trimmed(line.substr(2))};
        else if (line.starts_with("## ")) {
            finish();
            page.paragraphs.push_back(section_of(line.substr(3)));
        } else if (begins(line, fresh, counted, rest)) {
            finish();
            kind = fresh;
            number = counted;
            text = rest;
        } else
            join(text, line);
    }
    finish();
    if (page.title.empty())
        throw Error{Error::Kind::internal, Text::verbatim("no title in the page " + page.key + " of the manual")};
    return page;
}

Manual::Manual(Language language)
{
    for (auto const& file : language == Language::zh ? embedded::help_zh() : embedded::help_en()) {
        auto name = file.name.substr(0, file.name.rfind('.')); // 01-first-steps.md
        pages_.push_back(manual_page(std::string{name.substr(name.find('-') + 1)}, file.data));
    }
}

ManualPage const* Manual::find(std::string_view target) const noexcept
{
    auto const key = target.substr(0, target.find('#'));
    auto const it = std::ranges::find(pages_, key, &ManualPage::key);
    return it == pages_.end() ? nullptr : &*it;
}

std::vector<Manual::Hit> Manual::search(std::string_view words) const
{
    std::vector<Hit> hits;
    auto const wanted = folded(trimmed(words));
    if (wanted.empty())
        return hits;
    std::vector<std::tuple<bool, int, std::size_t>> order; // named so, times, which
    for (auto const& page : pages_) {
        Hit hit{page.key, page.title, 0};
        for (auto const& paragraph : page.paragraphs)
            hit.times += times_in(folded(plain(paragraph)), wanted);
        bool const named = folded(page.title).find(wanted) != std::string::npos;
        if (hit.times == 0 && !named)
            continue;
        order.emplace_back(!named, -hit.times, hits.size());
        hits.push_back(std::move(hit));
    }
    std::ranges::sort(order);
    std::vector<Hit> sorted;
    for (auto const& [named, times, which] : order)
        sorted.push_back(std::move(hits[which]));
    return sorted;
}

} // namespace taizhang::present
