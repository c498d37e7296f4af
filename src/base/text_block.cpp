#include "base/text_block.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cstring>

namespace taizhang {

namespace {

constexpr std::size_t piece = 256 * 1024;

/// Printable ASCII without blanks, and the common Chinese characters U+4E00..U+9FBF: folding changes nothing but capitals.
bool folds_to_small_letters(std::string_view text) noexcept
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const c = static_cast<unsigned char>(text[i]);
        if (c > 0x20 && c < 0x7F)
            continue;
        if (c < 0xE4 || c > 0xE9 || i + 2 >= text.size())
            return false;
        auto const second = static_cast<unsigned char>(text[i + 1]);
        if ((c == 0xE4 && second < 0xB8) || (c == 0xE9 && second > 0xBE))
            return false;
        i += 2;
    }
    return true;
}

char small(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

} // namespace

void TextBlock::add(std::initializer_list<std::string_view> fields)
{
    bool usual = true;
    for (auto const& field : fields) {
        usual = usual && folds_to_small_letters(field);
        for (auto const c : field)
            bytes_ += c == '\n' ? ' ' : c;
        bytes_ += '\n';
    }
    if (!usual) {
        std::string text;
        for (auto const& field : fields)
            text += folded(field) + '\n';
        unusual_.emplace_back(static_cast<std::uint32_t>(ends_.size()), std::move(text));
    }
    ends_.push_back(static_cast<std::uint32_t>(bytes_.size()));
}

std::string_view TextBlock::field(std::size_t row, std::size_t n) const noexcept
{
    std::string_view rest{bytes_.data() + begin_of(row), ends_[row] - begin_of(row)};
    for (; n > 0 && !rest.empty(); --n)
        rest.remove_prefix(rest.find('\n') + 1);
    return rest.substr(0, rest.find('\n'));
}

void TextBlock::find(std::string_view wanted, std::function<void(std::size_t, std::size_t)> const& take) const
{
    auto unusual = unusual_.begin();
    std::string lower;
    for (std::size_t row = 0; row < size();) {
        auto const from = begin_of(row);
        auto last = static_cast<std::size_t>(std::ranges::upper_bound(ends_, static_cast<std::uint32_t>(std::min<std::size_t>(from + piece, bytes_.size()))) -
                                             ends_.begin());
        last = std::max(last, row + 1); // one past the last row of this piece
        auto const to = ends_[last - 1];
        lower.resize(to - from);
        std::transform(bytes_.begin() + static_cast<std::ptrdiff_t>(from), bytes_.begin() + static_cast<std::ptrdiff_t>(to),
                       lower.begin(), small);
        std::size_t at = 0;
        while (auto const* hit = static_cast<char const*>(
                   ::memmem(lower.data() + at, lower.size() - at, wanted.data(), wanted.size()))) {
            auto const offset = static_cast<std::size_t>(hit - lower.data()) + from;
            row = static_cast<std::size_t>(std::upper_bound(ends_.begin() + static_cast<std::ptrdiff_t>(row), ends_.end(),
                                                            static_cast<std::uint32_t>(offset)) -
                                           ends_.begin());
            while (unusual != unusual_.end() && unusual->first < row)
                ++unusual;
            if (unusual == unusual_.end() || unusual->first != row)
                take(row, offset - begin_of(row));
            at = ends_[row] - from;
        }
        row = last;
    }
    for (auto const& [index, text] : unusual_)
        if (auto const offset = text.find(wanted); offset != std::string::npos)
            take(index, offset);
}

void TextBlock::reserve(std::size_t rows)
{
    constexpr std::size_t usual_length = 48;
    bytes_.reserve(rows * usual_length);
    ends_.reserve(rows);
}

void TextBlock::shrink()
{
    bytes_.shrink_to_fit();
    ends_.shrink_to_fit();
}

} // namespace taizhang
