#include "ui/nav_rail.hpp"

#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/sizer.h>
#include <wx/tglbtn.h>

namespace taizhang::ui {

NavRail::NavRail(wxWindow* parent) : wxPanel{parent}, column_{new wxBoxSizer{wxVERTICAL}}
{
    SetName("nav");
    style(*this, "tz-bg-nav");
    column_->AddSpacer(8);
    SetSizer(column_);
}

void NavRail::add(int page, std::string const& id, std::string const& label, std::string const& icon_name, std::function<void()> go)
{
    auto* const button = new wxToggleButton{this, wxID_ANY, wx(label)};
    button->SetBitmap(icon(icon_name, 20, theme().second));
    style(*button, "tz-nav");
    call(*button, id);
    button->Bind(wxEVT_TOGGLEBUTTON, [go = std::move(go)](auto&) { go(); });
    shape(*button);
    column_->Add(button, 0, wxALIGN_CENTRE_HORIZONTAL | wxBOTTOM, 4);
    items_.push_back({page, button});
}

void NavRail::begin_foot() { column_->AddStretchSpacer(); }

void NavRail::choose(int page)
{
    for (auto const& item : items_)
        item.button->SetValue(item.page == page);
}

void NavRail::allow(bool allowed)
{
    for (auto const& item : items_)
        item.button->Enable(allowed);
}

void NavRail::set_narrow(bool narrowed)
{
    if (narrow_ == narrowed)
        return;
    narrow_ = narrowed;
    for (auto const& item : items_)
        shape(*item.button);
    SetMinSize({narrow_ ? narrow : wide, -1});
    InvalidateBestSize();
    Layout();
}

void NavRail::shape(wxToggleButton& button) const
{
    if (narrow_)
        style(button, "tz-narrow");
    else
        unstyle(button, "tz-narrow");
    put_icon(button, narrow_);
    button.SetMinSize(narrow_ ? wxSize{narrow - 8, 54} : wxSize{wide - 16, 40});
}

} // namespace taizhang::ui
