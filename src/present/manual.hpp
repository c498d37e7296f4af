#pragma once

#include "base/error.hpp"
#include "base/text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace taizhang::present {

/// A piece of a line of the manual.
struct Piece {
    enum class Look { plain, strong, key, link };
    Look look = Look::plain;
    std::string text;
    std::string target{}; ///< of a link: "page" or "page#section"
};

/// A paragraph. A `row` has what is explained in `pieces` and the explanation in `more`.
struct Paragraph {
    enum class Kind { section, text, bullet, step, row, note };
    Kind kind = Kind::text;
    int number = 0;     ///< of a step, from 1
    std::string id{};   ///< of a section: what links may name
    std::vector<Piece> pieces{}, more{};
};

/// One page: how a task is done.
struct ManualPage {
    std::string key, title;
    std::vector<Paragraph> paragraphs;
};

/// The manual in one language, from resources/help/<language>/NN-KEY.md in the order of the numbers. What the files may hold:
///
///     # Title                       ## Section {#id}
///     Text with **strong** words, `Keys` and [links](page#id); the lines of a paragraph are joined.
///     - a point                     1. a step
///     | term | explanation |        > a note
class Manual {
public:
    explicit Manual(Language language);

    [[nodiscard]] std::vector<ManualPage> const& pages() const noexcept { return pages_; }
    /// "page" or "page#section"; null when there is no such page.
    [[nodiscard]] ManualPage const* find(std::string_view target) const noexcept;

    struct Hit {
        std::string key, title;
        int times = 0; ///< how often the words stand in the page
    };
    /// Pages that hold the words, pages named so first, then by how often; capitals and width make no difference.
    [[nodiscard]] std::vector<Hit> search(std::string_view words) const;

private:
    std::vector<ManualPage> pages_;
};

/// The page out of the text of a file. @throws Error internal for a text without title: the manual's own mistake
[[nodiscard]] ManualPage manual_page(std::string key, std::string_view source);
/// A paragraph as one line of plain text.
[[nodiscard]] std::string plain(Paragraph const& paragraph);

/// Which part of the manual fits a window, by the window's name: pages, dialogs, parts of them. "" = none of its own.
[[nodiscard]] std::string_view topic_of_window(std::string_view name) noexcept;
/// Every window name that has a topic, for tests.
[[nodiscard]] std::vector<std::string_view> windows_with_topic();
/// Where the manual says more about such a failure; "" = nowhere.
[[nodiscard]] std::string_view topic_of(Error::Kind kind) noexcept;

} // namespace taizhang::present
