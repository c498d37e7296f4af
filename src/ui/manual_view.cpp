#include "ui/manual_view.hpp"

#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <gtk/gtk.h>

#include <algorithm>

namespace taizhang::ui {

namespace {

constexpr int reading_width = 720; // a longer line is tiring; the rest becomes margin
constexpr int margin = 28;

GtkTextView* view_of(wxTextCtrl const& window) { return GTK_TEXT_VIEW(gtk_bin_get_child(GTK_BIN(window.GetHandle()))); }
GtkTextBuffer* buffer_of(wxTextCtrl const& window) { return gtk_text_view_get_buffer(view_of(window)); }

GtkTextIter iter_at(GtkTextBuffer* buffer, int character)
{
    GtkTextIter iter;
    gtk_text_buffer_get_iter_at_offset(buffer, &iter, character);
    return iter;
}

void apply(GtkTextBuffer* buffer, char const* tag, int from, int to)
{
    auto const a = iter_at(buffer, from), b = iter_at(buffer, to);
    gtk_text_buffer_apply_tag_by_name(buffer, tag, &a, &b);
}

std::string html(wxColour const& colour) { return utf8(colour.GetAsString(wxC2S_HTML_SYNTAX)); }

} // namespace

ManualView::ManualView(wxWindow* parent)
    : wxTextCtrl{parent, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize,
                 wxTE_MULTILINE | wxTE_READONLY | wxTE_RICH2 | wxBORDER_NONE | wxTE_PROCESS_TAB}
{
    auto* const view = view_of(*this);
    gtk_text_view_set_cursor_visible(view, FALSE);
    gtk_text_view_set_top_margin(view, 20);
    gtk_text_view_set_bottom_margin(view, 28);
    make_tags();
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        set_margins();
        event.Skip();
    });
    Bind(wxEVT_KEY_DOWN, &ManualView::key, this);
    Bind(wxEVT_LEFT_UP, [this](wxMouseEvent& event) {
        event.Skip();
        if (auto const* const link = link_at(event.GetPosition()); link && GetStringSelection().empty() && on_link)
            CallAfter([this, target = link->target] { on_link(target); });
    });
    Bind(wxEVT_MOTION, [this](wxMouseEvent& event) {
        event.Skip();
        SetCursor(link_at(event.GetPosition()) ? wxCursor{wxCURSOR_HAND} : wxCursor{wxCURSOR_IBEAM});
    });
}

void ManualView::make_tags()
{
    auto* const buffer = buffer_of(*this);
    auto const& t = theme();
    auto const primary = html(t.primary), second = html(t.second), sunken = html(t.sunken), selection = html(t.selection),
               tint = html(t.primary_tint), on_primary = html(t.on_primary);
    auto const em = GetCharHeight(); // grows with the size of the text
    auto const hanging = [&](char const* name, int left, int width, int above) {
        auto* const tabs = pango_tab_array_new_with_positions(1, TRUE, PANGO_TAB_LEFT, width);
        gtk_text_buffer_create_tag(buffer, name, "left-margin", margin + left, "indent", -width, "tabs", tabs, "pixels-above-lines",
                                   above, nullptr);
        pango_tab_array_free(tabs);
    };
    gtk_text_buffer_create_tag(buffer, "title", "weight", PANGO_WEIGHT_BOLD, "scale", 15 / 10.5, "pixels-below-lines", 6, nullptr);
    gtk_text_buffer_create_tag(buffer, "section", "weight", PANGO_WEIGHT_BOLD, "scale", 12 / 10.5, "pixels-above-lines", 22, nullptr);
    gtk_text_buffer_create_tag(buffer, "text", "pixels-above-lines", 9, nullptr);
    gtk_text_buffer_create_tag(buffer, "note", "left-margin", margin + em, "pixels-above-lines", 9, "paragraph-background",
                               tint.c_str(), nullptr);
    hanging("bullet", em / 4, em * 3 / 4, 6);
    hanging("step", em / 4, em * 5 / 4, 7);
    hanging("row", 0, em * 9, 8);
    gtk_text_buffer_create_tag(buffer, "strong", "weight", PANGO_WEIGHT_BOLD, nullptr);
    gtk_text_buffer_create_tag(buffer, "key", "background", sunken.c_str(), "weight", PANGO_WEIGHT_MEDIUM, nullptr);
    gtk_text_buffer_create_tag(buffer, "link", "foreground", primary.c_str(), "underline", PANGO_UNDERLINE_SINGLE, nullptr);
    gtk_text_buffer_create_tag(buffer, "mark", "background", selection.c_str(), nullptr);
    gtk_text_buffer_create_tag(buffer, "now", "background", primary.c_str(), "foreground", on_primary.c_str(), nullptr);
}

void ManualView::set_margins()
{
    auto* const view = view_of(*this);
    gtk_text_view_set_left_margin(view, margin);
    gtk_text_view_set_right_margin(view, std::max(margin, GetClientSize().GetWidth() - reading_width - margin));
    gtk_text_view_set_pixels_inside_wrap(view, 4);
}

int ManualView::insert(std::string const& text, char const* paragraph_tag, char const* look_tag)
{
    auto* const buffer = buffer_of(*this);
    auto const from = gtk_text_buffer_get_char_count(buffer);
    auto end = iter_at(buffer, from);
    gtk_text_buffer_insert_with_tags_by_name(buffer, &end, text.data(), static_cast<int>(text.size()), paragraph_tag, look_tag, nullptr);
    return from;
}

void ManualView::add(std::vector<present::Piece> const& pieces, char const* paragraph_tag)
{
    for (auto const& piece : pieces) {
        using Look = present::Piece::Look;
        switch (piece.look) {
        case Look::plain: insert(piece.text, paragraph_tag, nullptr); break;
        case Look::strong: insert(piece.text, paragraph_tag, "strong"); break;
        case Look::key: insert("\u2009" + piece.text + "\u2009", paragraph_tag, "key"); break; // thin spaces: air in the box
        case Look::link: {
            auto const from = insert(piece.text, paragraph_tag, "link");
            links_.push_back({from, gtk_text_buffer_get_char_count(buffer_of(*this)), piece.target});
        }
        }
    }
}

void ManualView::add(present::Paragraph const& paragraph)
{
    using Kind = present::Paragraph::Kind;
    char const* tag = "text";
    switch (paragraph.kind) {
    case Kind::section:
        tag = "section";
        if (!paragraph.id.empty())
            sections_[paragraph.id] = gtk_text_buffer_get_char_count(buffer_of(*this));
        break;
    case Kind::bullet: insert("•\t", tag = "bullet", nullptr); break;
    case Kind::step: insert(std::to_string(paragraph.number) + ".\t", tag = "step", nullptr); break;
    case Kind::row: tag = "row"; break;
    case Kind::note: tag = "note"; break;
    case Kind::text: break;
    }
    add(paragraph.pieces, tag);
    if (paragraph.kind == Kind::row) {
        insert("\t", tag, nullptr);
        add(paragraph.more, tag);
    }
    insert("\n", tag, nullptr);
}

void ManualView::show(present::ManualPage const& page, std::string const& section, std::string const& words)
{
    links_.clear();
    marks_.clear();
    sections_.clear();
    focused_ = -1;
    gtk_text_buffer_set_text(buffer_of(*this), "", 0);
    insert(page.title + "\n", "title", nullptr);
    for (auto const& paragraph : page.paragraphs)
        add(paragraph);
    mark(words);
    auto const it = sections_.find(section);
    marked_ = marks_.empty() ? 0 : marks_.size() - 1;
    auto const place = it == sections_.end() ? 0 : it->second;
    auto const go = [this, place] { marks_.empty() ? scroll_to(place) : next_mark(); };
    // a view that has no size yet scrolls to the end
    if (GetClientSize().GetHeight() > 100 && IsShownOnScreen())
        go();
    else
        CallAfter(go);
}

void ManualView::mark(std::string const& words)
{
    if (words.empty())
        return;
    auto* const buffer = buffer_of(*this);
    auto from = iter_at(buffer, 0);
    GtkTextIter begin, end;
    while (gtk_text_iter_forward_search(&from, words.c_str(), GTK_TEXT_SEARCH_CASE_INSENSITIVE, &begin, &end, nullptr)) {
        gtk_text_buffer_apply_tag_by_name(buffer, "mark", &begin, &end);
        marks_.push_back({gtk_text_iter_get_offset(&begin), gtk_text_iter_get_offset(&end), {}});
        from = end;
    }
}

void ManualView::next_mark()
{
    if (marks_.empty())
        return;
    auto* const buffer = buffer_of(*this);
    auto const from = iter_at(buffer, 0), to = iter_at(buffer, gtk_text_buffer_get_char_count(buffer));
    gtk_text_buffer_remove_tag_by_name(buffer, "now", &from, &to);
    marked_ = (marked_ + 1) % marks_.size();
    apply(buffer, "now", marks_[marked_].from, marks_[marked_].to);
    scroll_to(marks_[marked_].from);
}

void ManualView::scroll_to(int character)
{
    auto* const buffer = buffer_of(*this);
    auto const place = iter_at(buffer, character);
    gtk_text_buffer_place_cursor(buffer, &place);
    if (character == 0) { // with the margin above the title
        gtk_adjustment_set_value(gtk_scrollable_get_vadjustment(GTK_SCROLLABLE(view_of(*this))), 0);
        return;
    }
    // a mark, because GTK lays the text out later and scrolls to it then
    gtk_text_view_scroll_to_mark(view_of(*this), gtk_text_buffer_get_insert(buffer), 0, TRUE, 0, 0.05);
}

ManualView::Range const* ManualView::link_at(wxPoint at) const
{
    int x = 0, y = 0;
    gtk_text_view_window_to_buffer_coords(view_of(*this), GTK_TEXT_WINDOW_WIDGET, at.x, at.y, &x, &y);
    GtkTextIter iter;
    if (!gtk_text_view_get_iter_at_location(view_of(*this), &iter, x, y))
        return nullptr;
    auto const character = gtk_text_iter_get_offset(&iter);
    auto const it = std::ranges::find_if(links_, [&](Range const& link) { return link.from <= character && character < link.to; });
    return it == links_.end() ? nullptr : &*it;
}

void ManualView::focus_link(int which)
{
    auto* const buffer = buffer_of(*this);
    auto const from = iter_at(buffer, 0), to = iter_at(buffer, gtk_text_buffer_get_char_count(buffer));
    gtk_text_buffer_remove_tag_by_name(buffer, "now", &from, &to);
    focused_ = which;
    if (which < 0)
        return;
    auto const& link = links_[static_cast<std::size_t>(which)];
    apply(buffer, "now", link.from, link.to);
    auto const place = iter_at(buffer, link.from);
    gtk_text_buffer_place_cursor(buffer, &place);
    gtk_text_view_scroll_mark_onscreen(view_of(*this), gtk_text_buffer_get_insert(buffer));
}

void ManualView::key(wxKeyEvent& event)
{
    auto const count = static_cast<int>(links_.size());
    switch (event.GetKeyCode()) {
    case WXK_TAB: {
        auto const next = focused_ + (event.ShiftDown() ? -1 : 1);
        bool const leaves = next < 0 || next >= count;
        focus_link(leaves ? -1 : next);
        if (leaves)
            Navigate(event.ShiftDown() ? wxNavigationKeyEvent::IsBackward : wxNavigationKeyEvent::IsForward);
        break;
    }
    case WXK_RETURN:
    case WXK_NUMPAD_ENTER:
        if (focused_ >= 0 && on_link)
            CallAfter([this, target = links_[static_cast<std::size_t>(focused_)].target] { on_link(target); });
        break;
    default: event.Skip();
    }
}

} // namespace taizhang::ui
