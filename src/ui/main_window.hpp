#pragma once

#include "present/detail_model.hpp"
#include "present/workbench.hpp"
#include "report/pages.hpp"
#include "ui/help_window.hpp"
#include "ui/map_page.hpp"
#include "ui/pages.hpp"
#include "ui/report_page.hpp"
#include "ui/tour.hpp"

#include <wx/frame.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class wxButton;
class wxMenu;
class wxMenuItem;
class wxSimplebook;
class wxSizer;
class wxStaticText;
class wxSplitterWindow;

namespace taizhang::ui {

class DetailPane;
class HomePage;
class NavRail;
class RequestPage;
class NoticeBar;
class SearchBox;
class SettingsPage;
class StatusBar;

/// The one window: pages at the left, the primary button above, bars for notices and state.
class MainWindow : public wxFrame {
public:
    struct Callbacks {
        std::function<void(Language)> speak; ///< builds the window anew in that language
        std::function<void(bool dark)> wear;
        std::function<void(int steps)> scale;                      ///< larger or smaller text
        std::function<std::string(std::string const&)> setting;    ///< of the user, by key; "" = never set
        std::function<void(std::string const&, std::string const&)> remember;
        std::string version;
        bool may_lead_around = false; ///< begins the first tour by itself: not over a ledger given by name
    };
    MainWindow(present::Workbench& bench, Callbacks callbacks);

    enum class PageKey { start, home, map, assets, orders, report, settings, requests };
    void go_to(PageKey page);
    [[nodiscard]] PageKey page() const;
    [[nodiscard]] MapPage& map() noexcept { return *map_; }
    [[nodiscard]] OrderPage& orders() noexcept { return *orders_; }

    void new_ledger(bool with_sample);
    void open_ledger();
    void open_on_server();
    void import_file();
    void export_file();
    void log_repair();
    /// @param at where the map was pointed at; absent: the position is typed, or still to be added
    void add_asset(std::optional<geo::Position> at);
    void edit_asset(std::string const& uid);
    void edit_assets(std::vector<std::string> const& uids);
    void open_order(std::string const& uid);
    /// @param topic "page" or "page#section" of the manual; "" = what fits the page that is shown
    void show_help(std::string const& topic);
    void show_tour();
    [[nodiscard]] Tour const* tour() const noexcept { return tour_.get(); }
    void log_request();
    void open_request(std::string const& uid);
    [[nodiscard]] RequestPage& requests() noexcept { return *requests_; }
    /// Dispatch slips to look at, print or save.
    void print_orders(std::vector<std::string> const& uids);

private:
    void build_menu();
    void build_pages(Wishes const& wishes);
    [[nodiscard]] wxWindow* build_top(wxWindow* parent);
    [[nodiscard]] wxWindow* build_start(wxWindow* parent);
    // main_window_ledgers.cpp: which ledgers there are
    void copy_to_server();
    void ask_password(present::PasswordNeeded const& needed);
    void show_recent();
    /// Asks the Server dialog; nullopt when it was given up.
    [[nodiscard]] std::optional<std::string> ask_server(bool to_copy);
    [[nodiscard]] wxWindow* build_home(wxWindow* parent);
    void close_order(std::string const& uid);
    void correct_order(std::string const& uid);
    void take_step(domain::OrderEvent event, std::vector<std::string> const& uids);
    void close_orders(std::vector<std::string> const& uids);
    void step_request(std::string const& uid, domain::RequestEvent event);
    void make_order_of(std::string const& uid);
    void print_receipt(std::string const& uid);
    void show_paper(std::shared_ptr<report::Pages const> const& pages);
    void write_return_sheet();
    void show_asset(std::string const& uid);
    void choose_person();
    void show_about();
    void ledger_changed();
    void closing(wxCloseEvent& event);
    void take_remembered_place();
    void build_nav();
    void build_halves();
    /// The pane stands beside pages of records only, and while one is selected.
    void show_detail();
    void fit_width();
    void show_bureau();
    void back_up();
    void restore(std::string const& ledger, bool damaged);
    void show_undo();

    present::Workbench& bench_;
    Callbacks callbacks_;
    wxSimplebook* book_ = nullptr;
    NavRail* nav_ = nullptr;
    wxSplitterWindow* halves_ = nullptr; ///< the page and the detail of what is selected
    wxWindow* middle_ = nullptr;
    bool detail_wanted_ = false; ///< one record is selected
    NoticeBar* notice_ = nullptr;
    StatusBar* status_ = nullptr;
    DetailPane* detail_ = nullptr;
    SearchBox* search_ = nullptr;
    AssetPage* assets_ = nullptr;
    OrderPage* orders_ = nullptr;
    RequestPage* requests_ = nullptr;
    MapPage* map_ = nullptr;
    ReportPage* report_ = nullptr;
    SettingsPage* settings_ = nullptr;
    wxSizer* brand_ = nullptr;
    wxWindow* repair_button_ = nullptr;
    wxButton *undo_ = nullptr, *redo_ = nullptr;
    wxMenu* recent_menu_ = nullptr;
    wxSizer* recent_list_ = nullptr; ///< on the start page
    wxMenuItem *copy_item_ = nullptr, *undo_item_ = nullptr, *redo_item_ = nullptr;
    wxStaticText* bureau_ = nullptr;
    HelpKey help_key_;
    std::unique_ptr<Tour> tour_;
    std::map<int, std::function<void()>> shortcuts_; ///< key pressed with Ctrl
    Lifetime alive_;
    Subscription on_ledger_, on_undo_, on_settings_, on_damage_, on_password_, batch_loaded_;
};

} // namespace taizhang::ui
