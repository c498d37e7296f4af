#pragma once

#include <wx/string.h>

#include <string>
#include <string_view>

namespace taizhang::ui {

/// The two borders between our UTF-8 and wx.
[[nodiscard]] inline wxString wx(std::string_view utf8) { return wxString::FromUTF8(utf8.data(), utf8.size()); }
[[nodiscard]] inline std::string utf8(wxString const& text) { return text.utf8_string(); }

/// A kind of files for a file dialog; the patterns themselves are only shown when short.
[[nodiscard]] inline wxString files_of(std::string const& kind, wxString const& patterns)
{
    return wx(kind) + (patterns.length() < 12 ? " (" + patterns + ")|" : wxString{"|"}) + patterns;
}

} // namespace taizhang::ui
