#pragma once

#include "present/request_table.hpp"
#include "ui/pages.hpp"

namespace taizhang::ui {

/// 诉求: the other half of the page of orders.
class RequestPage : public Page {
public:
    struct RequestWishes {
        std::function<void()> log_request, show_orders;
        std::function<void(std::string const& uid)> make_order;
        std::function<void()> write_return_sheet;
    };
    RequestPage(wxWindow* parent, present::Workbench& bench, RequestWishes wishes);
    [[nodiscard]] present::RequestTable& table() noexcept { return table_; }
    /// Puts the cursor on that request, whatever is filtered.
    void show_request(std::string const& uid);

private:
    void refresh_words();

    present::Workbench& bench_;
    RequestWishes wishes_;
    present::RequestTable table_;
    TableView* view_ = nullptr;
    wxTextCtrl* text_ = nullptr;
    wxStaticText *count_ = nullptr, *empty_ = nullptr;
    std::vector<wxToggleButton*> tabs_;
    Subscription on_table_;
};

/// The switch between orders and requests that both pages carry in their head.
/// @param requests_shown which side it stands on
void add_switch(wxWindow* page, wxBoxSizer* head, present::Workbench const& bench, bool requests_shown, std::function<void()> other);

} // namespace taizhang::ui
