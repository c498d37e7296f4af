#pragma once

#include "present/table.hpp"

#include <wx/bmpbndl.h>
#include <wx/colour.h>
#include <wx/font.h>

#include <string>

class wxWindow;

namespace taizhang::ui {

/// Colours by meaning (the tokens of the look), light or dark.
struct Theme {
    bool dark = false;
    wxColour page, surface, sunken, head, nav, nav_selected;
    wxColour text, second, faint, line, line_strong, field_border;
    wxColour primary, primary_hover, on_primary, primary_tint, selection;
    wxColour danger, danger_tint, soon, done, verify;
};

[[nodiscard]] Theme const& theme();
/// Gives every native widget the look; call before the first window, and again to switch while windows are open.
/// @param point_size of body text; 10.5 is normal
void wear(bool dark, double point_size = 10.5);

[[nodiscard]] wxColour colour_of(present::Tone tone);

/// Text sizes of the look, relative to the body size.
enum class Type { caption, body, strong, title, page, figure };
[[nodiscard]] wxFont font_of(Type type);

/// Adds a class of the style sheet to the window's widget (tz-primary, tz-nav, tz-second ..).
void style(wxWindow& window, char const* css_class);
void unstyle(wxWindow& window, char const* css_class);
/// Names a widget for assistive tools where no label of its own does, and for tests.
void call(wxWindow& window, std::string const& id, wxString const& spoken = {});
/// Its smallest native size, where wx would widen it.
void hug(wxWindow& window, int height = -1);
/// Puts the icon-and-label of a button at its left edge.
void align_left(wxWindow& button);
/// The icon of a button over its label, both centred; or beside it, both at the left edge.
void put_icon(wxWindow& button, bool over);
/// Cuts the label of a text button with an ellipsis where it is too narrow.
void ellipsize(wxWindow& button);
/// Lets Tab go from a combo box's text to the next field; Alt+Down still opens its list.
void skip_arrow(wxWindow& combo);
/// A magnifying glass at the left of a text field.
void add_search_icon(wxWindow& text_field);

/// An interface icon (Lucide) in that colour; empty for an unknown name.
[[nodiscard]] wxBitmapBundle icon(std::string const& name, int size, wxColour const& colour);
/// The icon of a table cell: "ui/NAME", "map/CLASS", "state/KEY"; 22 x 16 with air at the right. "" keeps texts aligned.
[[nodiscard]] wxBitmapBundle cell_icon(std::string const& which, wxColour const& colour);

} // namespace taizhang::ui
