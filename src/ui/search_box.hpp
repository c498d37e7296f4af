#pragma once

#include "present/search_model.hpp"

#include <wx/textctrl.h>

#include <functional>

class wxDataViewListCtrl;

namespace taizhang::ui {

/// The search box of the top bar; what it finds drops down over the page. Down walks, Enter opens, Esc leaves.
class SearchBox : public wxTextCtrl {
public:
    /// @param ground the panel over which the list drops down
    SearchBox(wxWindow* parent, wxWindow* ground, present::Workbench& bench, std::function<void(app::Hit const&)> open);

private:
    void refresh();
    void open(int row);
    void leave();
    void key(wxKeyEvent& event);

    present::SearchModel model_;
    std::function<void(app::Hit const&)> open_;
    wxWindow* ground_;
    wxDataViewListCtrl* list_;
    bool opening_ = false;
    Subscription on_changed_;
};

} // namespace taizhang::ui
