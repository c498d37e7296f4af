#pragma once

#include "present/workbench.hpp"

#include <wx/panel.h>

#include <functional>
#include <string>

class wxButton;
class wxGauge;
class wxStaticText;

namespace taizhang::ui {

/// The bar above the page: what was done or what went wrong, with a way on; goes away by its cross.
class NoticeBar : public wxPanel {
public:
    NoticeBar(wxWindow* parent, present::Workbench& bench);
    void show(present::Notice const& notice);
    void dismiss();

private:
    wxStaticText* words_;
    wxButton *more_, *action_, *close_;
    std::function<void()> act_;
    std::string help_;
    Subscription on_notice_;
};

/// The bar at the foot: ledger, person, running job with its stop, position.
class StatusBar : public wxPanel {
public:
    StatusBar(wxWindow* parent, present::Workbench& bench);
    void show_position(std::string const& text);

private:
    void refresh();

    present::Workbench& bench_;
    wxStaticText *ledger_, *lost_, *person_, *sample_, *job_, *position_;
    wxGauge* gauge_;
    wxButton* stop_;
    Subscription on_ledger_, on_settings_, on_job_, on_connection_;
};

} // namespace taizhang::ui
