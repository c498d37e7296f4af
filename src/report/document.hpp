#pragma once

#include "report/content.hpp"
#include "report/flow.hpp"

#include <memory>
#include <string>
#include <vector>

namespace taizhang::report {

/// A paper laid out into A4 pages; the same pages go to PDF, preview and printer. Immutable: may be drawn by several threads.
class Document final : public Pages {
public:
    explicit Document(Content content);
    ~Document() override;
    [[nodiscard]] Content const& content() const noexcept;
    [[nodiscard]] std::string const& title() const noexcept override;
    [[nodiscard]] int pages() const noexcept override;
    [[nodiscard]] Size size(int page) const override;
    void draw(draw::Canvas& canvas, int page) const override;
    [[nodiscard]] std::vector<Bookmark> const& bookmarks() const noexcept;
    [[nodiscard]] std::vector<Area> areas(int page) const override;
    /// Its marks, from the corner of the type area, which `origin` tells.
    [[nodiscard]] Sheet const& sheet(int page) const;
    [[nodiscard]] draw::Point origin(int page) const;
    /// Characters that no installed font has, each once; 〓 was printed.
    [[nodiscard]] std::string const& missing_characters() const noexcept;

private:
    void draw_number(draw::Canvas& canvas, int page) const;
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace taizhang::report
