#include "ui/help_window.hpp"

#include "base/text.hpp"
#include "ui/manual_view.hpp"
#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/listbox.h>
#include <wx/panel.h>
#include <wx/sizer.h>

#include <gtk/gtk.h>

#include <algorithm>

namespace taizhang::ui {

namespace {

std::string section_of(std::string const& topic)
{
    auto const at = topic.find('#');
    return at == std::string::npos ? std::string{} : topic.substr(at + 1);
}

} // namespace

HelpWindow::HelpWindow(wxWindow* parent, Translator const& say)
    : wxFrame{parent, wxID_ANY, wx(say.say("Manual")), wxDefaultPosition, {980, 700}}, say_{say}, manual_{say.language()}
{
    SetName("help");
    SetMinSize({640, 400});
    // a dialog that waits takes the keyboard from every window of its group, and wx ignores the close button meanwhile
    auto* const group = gtk_window_group_new();
    gtk_window_group_add_window(group, GTK_WINDOW(GetHandle()));
    g_object_unref(group); // the window keeps it
    SetExtraStyle(GetExtraStyle() | wxTOPLEVEL_EX_DIALOG);
    build();
    list();
    Bind(wxEVT_CHAR_HOOK, &HelpWindow::key, this);
    CentreOnParent();
}

void HelpWindow::build()
{
    auto* const ground = new wxPanel{this};
    style(*ground, "tz-bg-nav");
    back_ = new wxButton{ground, wxID_ANY, wx(say_.say("Back"))};
    back_->SetBitmap(icon("arrow-left", 16, theme().second));
    call(*back_, "help.back");
    style(*back_, "tz-quiet");
    back_->Bind(wxEVT_BUTTON, [this](auto&) { back(); });
    search_ = new wxTextCtrl{ground, wxID_ANY, {}, wxDefaultPosition, {320, 34}, wxTE_PROCESS_ENTER};
    auto const hint = wx(say_.say("Search the manual (Ctrl+F)"));
    search_->SetHint(hint);
    add_search_icon(*search_);
    call(*search_, "help.search", hint);
    search_->Bind(wxEVT_TEXT, [this](auto&) {
        words_ = std::string{trimmed(utf8(search_->GetValue()))};
        list();
        if (!listed_.empty() && !words_.empty())
            show(listed_.front());
        else if (words_.empty() && !page_.empty())
            show(page_);
    });
    search_->Bind(wxEVT_TEXT_ENTER, [this](auto&) { text_->next_mark(); });
    pages_ = new wxListBox{ground, wxID_ANY, wxDefaultPosition, {13 * GetCharHeight(), -1}, 0, nullptr, wxLB_SINGLE | wxBORDER_NONE};
    call(*pages_, "help.pages", wx(say_.say("Contents")));
    pages_->Bind(wxEVT_LISTBOX, [this](wxCommandEvent& event) {
        if (auto const row = event.GetSelection(); row >= 0)
            open(listed_[static_cast<std::size_t>(row)]);
    });
    text_ = new ManualView{ground};
    call(*text_, "help.text", wx(say_.say("Manual")));
    text_->on_link = [this](std::string const& target) { open(target); };

    auto* const top = new wxBoxSizer{wxHORIZONTAL};
    top->Add(back_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, 8);
    top->AddStretchSpacer();
    top->Add(search_, 0, wxALIGN_CENTRE_VERTICAL | wxALL, 9);
    auto* const row = new wxBoxSizer{wxHORIZONTAL};
    row->Add(pages_, 0, wxEXPAND);
    row->Add(text_, 1, wxEXPAND | wxLEFT, 1);
    auto* const all = new wxBoxSizer{wxVERTICAL};
    all->Add(top, 0, wxEXPAND);
    all->Add(row, 1, wxEXPAND);
    ground->SetSizer(all);
}

/// All pages, or those that hold the words.
void HelpWindow::list()
{
    listed_.clear();
    wxArrayString titles;
    if (words_.empty())
        for (auto const& page : manual_.pages()) {
            listed_.push_back(page.key);
            titles.push_back(wx(page.title));
        }
    else
        for (auto const& hit : manual_.search(words_)) {
            listed_.push_back(hit.key);
            titles.push_back(wx(hit.times > 0 ? hit.title + "  " + std::to_string(hit.times) : hit.title));
        }
    bool const none = titles.empty();
    if (none)
        titles.push_back(wx(say_.say("Nothing found")));
    pages_->Set(titles);
    pages_->Enable(!none);
    if (auto const it = std::ranges::find(listed_, page_); it != listed_.end())
        pages_->SetSelection(static_cast<int>(it - listed_.begin()));
}

void HelpWindow::open(std::string const& topic)
{
    auto const known = manual_.find(topic) ? topic : manual_.pages().front().key;
    if (history_.empty() || history_.back() != known)
        history_.push_back(known);
    Show();
    Raise();
    show(known);
    text_->SetFocus();
}

void HelpWindow::show(std::string const& topic)
{
    auto const& page = *manual_.find(topic);
    page_ = page.key;
    text_->show(page, section_of(topic), words_);
    SetTitle(wx(page.title + " - " + say_.say("Manual")));
    back_->Enable(history_.size() > 1);
    if (auto const it = std::ranges::find(listed_, page_); it != listed_.end())
        pages_->SetSelection(static_cast<int>(it - listed_.begin()));
    else
        pages_->SetSelection(wxNOT_FOUND);
}

void HelpWindow::back()
{
    if (history_.size() < 2)
        return;
    history_.pop_back();
    show(history_.back());
}

void HelpWindow::key(wxKeyEvent& event)
{
    auto const code = event.GetKeyCode();
    if (code == WXK_ESCAPE && !words_.empty())
        search_->Clear();
    else if (code == WXK_ESCAPE)
        Close();
    else if (event.GetModifiers() == wxMOD_ALT && code == WXK_LEFT)
        back();
    else if (event.GetModifiers() == wxMOD_CONTROL && code == 'F')
        search_->SetFocus();
    else
        event.Skip();
}

void ask_help(wxWindow& from, std::string const& topic)
{
    auto wanted = topic;
    auto* root = &from;
    for (auto* window = &from; window; window = window->GetParent()) {
        if (wanted.empty())
            wanted = present::topic_of_window(utf8(window->GetName()));
        root = window;
    }
    wxHelpEvent event{wxEVT_HELP, root->GetId()};
    event.SetTarget(wx(wanted));
    root->HandleWindowEvent(event);
}

HelpKey::HelpKey() { wxEvtHandler::AddFilter(this); }

HelpKey::~HelpKey() { wxEvtHandler::RemoveFilter(this); }

int HelpKey::FilterEvent(wxEvent& event)
{
    if (event.GetEventType() != wxEVT_CHAR_HOOK || static_cast<wxKeyEvent&>(event).GetKeyCode() != WXK_F1)
        return Event_Skip;
    auto* const from = dynamic_cast<wxWindow*>(event.GetEventObject());
    if (!from || wxGetTopLevelParent(from)->GetName() == "help")
        return Event_Skip;
    from->CallAfter([from] { ask_help(*from); });
    return Event_Processed;
}

} // namespace taizhang::ui
