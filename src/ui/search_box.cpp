#include "ui/search_box.hpp"

#include "ui/composition.hpp"
#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/dataview.h>

#include <algorithm>

namespace taizhang::ui {

namespace {

constexpr int row_height = 32, list_width = 640;

} // namespace

SearchBox::SearchBox(wxWindow* parent, wxWindow* ground, present::Workbench& bench, std::function<void(app::Hit const&)> open)
    : wxTextCtrl{parent, wxID_ANY}, model_{bench}, open_{std::move(open)}, ground_{ground},
      list_{new wxDataViewListCtrl{ground, wxID_ANY, wxDefaultPosition, {list_width, 100},
                                   wxDV_SINGLE | wxDV_NO_HEADER | wxBORDER_SIMPLE}}
{
    auto const hint = wx(bench.say().say("Search code, road, order, community (Ctrl+K)"));
    SetHint(hint);
    SetMinSize({520, 34});
    add_search_icon(*this);
    call(*this, "search", hint);
    call(*list_, "search.list", wx(bench.say().say("Found")));
    style(*list_, "tz-compact");
    list_->AppendTextColumn({}, wxDATAVIEW_CELL_INERT, 84);
    list_->AppendTextColumn({}, wxDATAVIEW_CELL_INERT, 250);
    list_->AppendTextColumn({}, wxDATAVIEW_CELL_INERT, 280);
    list_->Hide();
    Bind(wxEVT_TEXT, [this](auto&) { model_.look_for(utf8(GetValue())); });
    Bind(wxEVT_KEY_DOWN, &SearchBox::key, this);
    Bind(wxEVT_KILL_FOCUS, [this](wxFocusEvent& event) {
        event.Skip();
        if (event.GetWindow() != list_ && (!event.GetWindow() || event.GetWindow()->GetParent() != list_))
            CallAfter([this] {
                if (!HasFocus() && !list_->HasFocus() && !list_->GetMainWindow()->HasFocus())
                    list_->Hide();
            });
    });
    list_->Bind(wxEVT_DATAVIEW_ITEM_ACTIVATED, [this](wxDataViewEvent&) { this->open(list_->GetSelectedRow()); });
    // one click opens; moving the cursor with the arrow keys happens in the text field and only walks
    list_->Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this](wxDataViewEvent&) {
        if (wxGetMouseState().LeftIsDown())
            CallAfter([this] { this->open(list_->GetSelectedRow()); });
    });
    on_changed_ = model_.changed.subscribe([this](auto const&) { refresh(); });
}

void SearchBox::refresh()
{
    list_->DeleteAllItems();
    for (auto const& entry : model_.entries()) {
        wxVector<wxVariant> row;
        row.push_back(wx(entry.kind));
        row.push_back(wx(entry.hit.title));
        row.push_back(wx(entry.hit.second));
        list_->AppendItem(row);
    }
    bool const any = !model_.entries().empty();
    if (any) {
        list_->SelectRow(0);
        auto const below = ground_->ScreenToClient(ClientToScreen(wxPoint{0, GetSize().GetHeight() + 4}));
        auto const room = ground_->GetClientSize().GetHeight() - below.y - 40;
        auto const height = std::min(room, static_cast<int>(model_.entries().size()) * row_height + 8);
        list_->SetSize(below.x, below.y, list_width, height);
        list_->Raise();
    }
    list_->Show(any && HasFocus());
}

void SearchBox::open(int row)
{
    if (opening_ || row < 0 || row >= static_cast<int>(model_.entries().size()))
        return;
    opening_ = true;
    auto const hit = model_.entries()[static_cast<std::size_t>(row)].hit;
    leave();
    open_(hit);
    opening_ = false;
}

void SearchBox::leave()
{
    ChangeValue({});
    model_.look_for({});
    list_->Hide();
}

void SearchBox::key(wxKeyEvent& event)
{
    if (is_composing()) {
        event.Skip();
        return;
    }
    auto const row = list_->GetSelectedRow(), last = static_cast<int>(model_.entries().size()) - 1;
    auto const walk_to = [&](int to) {
        if (last < 0)
            return;
        list_->SelectRow(static_cast<unsigned>(std::clamp(to, 0, last)));
        list_->EnsureVisible(list_->RowToItem(std::clamp(to, 0, last)));
    };
    switch (event.GetKeyCode()) {
    case WXK_DOWN: walk_to(row + 1); break;
    case WXK_UP: walk_to(row - 1); break;
    case WXK_RETURN:
    case WXK_NUMPAD_ENTER: open(row); break;
    case WXK_ESCAPE: leave(); break;
    default: event.Skip();
    }
}

} // namespace taizhang::ui
