#pragma once

#include "present/asset_table.hpp"
#include "geo/units.hpp"
#include "present/order_table.hpp"

#include <wx/panel.h>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

class wxChoice;
class wxButton;
class wxStaticText;
class wxTextCtrl;
class wxToggleButton;
class wxBoxSizer;

namespace taizhang::ui {

class TableView;

/// What a page asks of the window it stands in.
struct Wishes {
    std::function<void()> log_repair;               ///< on the selected assets
    std::function<void(std::string const& uid)> close_order, show_details;
    std::function<void(domain::OrderEvent, std::vector<std::string> const& uids)> take_step;
    std::function<void(std::vector<std::string> const& uids)> close_orders; ///< several at once
    std::function<void()> import_file;
    std::function<void(std::optional<geo::Position>)> add_asset;
    std::function<void(std::string const& uid)> edit_asset;
    std::function<void()> show_on_map;
    std::function<void(std::string const&)> show_position; ///< for the status bar
    std::function<void(std::vector<std::string> const& uids)> edit_assets; ///< one, or several at once
    std::function<std::string(std::string const& key)> setting;             ///< of the user
    std::function<void(std::string const& key, std::string const& value)> remember;
    std::function<void()> show_requests; ///< the other half of the page of orders
    std::function<void(std::vector<std::string> const& uids)> print_orders;
};

/// A page's frame: title, tools at the right of it, the content, a line at the foot.
class Page : public wxPanel {
public:
    Page(wxWindow* parent, std::string const& id, wxString const& title);
    /// Puts the keyboard where work on this page begins.
    void enter();

protected:
    /// The first that is shown takes the keyboard.
    void begin_at(std::vector<wxWindow*> entries) { entries_ = std::move(entries); }
    [[nodiscard]] wxBoxSizer* head() const noexcept { return head_; }
    [[nodiscard]] wxBoxSizer* body() const noexcept { return body_; }
    wxButton* tool(std::string const& id, wxString const& label, std::string const& icon_name);
    wxTextCtrl* search_field(wxWindow* parent, std::string const& id, wxString const& hint);
    wxStaticText* foot_line();

private:
    wxBoxSizer *head_, *body_;
    std::vector<wxWindow*> entries_;
};

class AssetPage : public Page {
public:
    AssetPage(wxWindow* parent, present::Workbench& bench, Wishes wishes);
    [[nodiscard]] present::AssetTable& table() noexcept { return table_; }

private:
    void refresh_words();

    present::Workbench& bench_;
    present::AssetTable table_;
    present::AssetGroups groups_;
    TableView *view_ = nullptr, *grouped_ = nullptr;
    wxTextCtrl* text_ = nullptr;
    wxChoice *class_ = nullptr, *road_ = nullptr, *need_ = nullptr, *group_ = nullptr;
    wxStaticText *count_ = nullptr, *empty_ = nullptr;
    wxButton *repair_ = nullptr, *edit_ = nullptr, *map_ = nullptr, *clear_ = nullptr, *choose_ = nullptr;
    std::vector<present::Choice> shown_classes_, shown_roads_, shown_needs_;
    Subscription on_table_, on_selection_;
};

class OrderPage : public Page {
public:
    OrderPage(wxWindow* parent, present::Workbench& bench, Wishes wishes);
    [[nodiscard]] present::OrderTable& table() noexcept { return table_; }
    /// Puts the cursor on that order, whatever is filtered.
    void show_order(std::string const& uid);

private:
    void refresh_words();
    void close_selected();
    void offer_steps(std::vector<std::string> const& uids);

    present::Workbench& bench_;
    Wishes wishes_;
    present::OrderTable table_;
    TableView* view_ = nullptr;
    wxTextCtrl* text_ = nullptr;
    wxStaticText *count_ = nullptr, *empty_ = nullptr;
    wxChoice *class_ = nullptr, *crew_ = nullptr, *received_ = nullptr;
    std::vector<present::Choice> shown_classes_, shown_crews_, shown_receptions_;
    wxButton *close_ = nullptr, *print_ = nullptr, *sheet_ = nullptr, *clear_ = nullptr, *choose_ = nullptr;
    wxChoice* steps_ = nullptr;
    std::vector<domain::OrderEvent> offered_;
    std::vector<wxToggleButton*> tabs_;
    Subscription on_table_;
};

} // namespace taizhang::ui
