#include "ui/pages.hpp"

#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

namespace taizhang::ui {

Page::Page(wxWindow* parent, std::string const& id, wxString const& title)
    : wxPanel{parent}, head_{new wxBoxSizer{wxHORIZONTAL}}, body_{new wxBoxSizer{wxVERTICAL}}
{
    SetName(wx(id));
    style(*this, "tz-bg-surface");
    auto* const words = new wxStaticText{this, wxID_ANY, title};
    words->SetFont(font_of(Type::page));
    head_->Add(words, 0, wxALIGN_CENTRE_VERTICAL);
    head_->AddStretchSpacer();
    auto* const all = new wxBoxSizer{wxVERTICAL};
    all->Add(head_, 0, wxEXPAND | wxALL, 16);
    all->Add(body_, 1, wxEXPAND);
    SetSizer(all);
}

void Page::enter()
{
    for (auto* const entry : entries_)
        if (entry->IsShown() && entry->IsEnabled()) {
            entry->SetFocus();
            return;
        }
}

wxButton* Page::tool(std::string const& id, wxString const& label, std::string const& icon_name)
{
    auto* const made = new wxButton{this, wxID_ANY, label};
    made->SetBitmap(icon(icon_name, 16, theme().second));
    call(*made, id);
    hug(*made, 34);
    return made;
}

wxTextCtrl* Page::search_field(wxWindow* parent, std::string const& id, wxString const& hint)
{
    auto* const made = new wxTextCtrl{parent, wxID_ANY};
    made->SetHint(hint);
    made->SetMinSize({260, 34});
    add_search_icon(*made);
    call(*made, id, hint);
    return made;
}

wxStaticText* Page::foot_line()
{
    auto* const made = new wxStaticText{this, wxID_ANY, {}};
    made->SetFont(font_of(Type::caption));
    style(*made, "tz-second");
    return made;
}

} // namespace taizhang::ui
