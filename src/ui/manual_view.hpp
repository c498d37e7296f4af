#pragma once

#include "present/manual.hpp"

#include <wx/textctrl.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace taizhang::ui {

/// A page of the manual: text that can be selected and copied, with links. Tab walks the links, Enter follows one.
class ManualView : public wxTextCtrl {
public:
    explicit ManualView(wxWindow* parent);

    /// @param section scrolled to; "" = the top
    /// @param words marked where they stand; "" = none
    void show(present::ManualPage const& page, std::string const& section, std::string const& words);
    /// Goes to the next place of the marked words, from the last to the first.
    void next_mark();
    [[nodiscard]] std::size_t marks() const noexcept { return marks_.size(); }

    std::function<void(std::string const& target)> on_link;

private:
    struct Range {
        int from, to; ///< characters
        std::string target;
    };
    void make_tags();
    void set_margins();
    int insert(std::string const& text, char const* paragraph_tag, char const* look_tag);
    void add(present::Paragraph const& paragraph);
    void add(std::vector<present::Piece> const& pieces, char const* paragraph_tag);
    void mark(std::string const& words);
    void scroll_to(int character);
    void key(wxKeyEvent& event);
    void focus_link(int which);
    [[nodiscard]] Range const* link_at(wxPoint at) const;

    std::vector<Range> links_, marks_;
    std::map<std::string, int> sections_; ///< where they begin
    int focused_ = -1;                    ///< of links_
    std::size_t marked_ = 0;              ///< of marks_, shown last
};

} // namespace taizhang::ui
