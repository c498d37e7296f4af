#include "ui/main_window.hpp"

#include "present/ledger_address.hpp"
#include "ui/asset_dialog.hpp"
#include "ui/bars.hpp"
#include "ui/detail_pane.hpp"
#include "ui/home_page.hpp"
#include "ui/import_dialog.hpp"
#include "ui/nav_rail.hpp"
#include "ui/order_dialog.hpp"
#include "ui/repair_dialog.hpp"
#include "ui/request_page.hpp"
#include "ui/search_box.hpp"
#include "ui/settings_page.hpp"
#include "ui/step_dialog.hpp"
#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/choicdlg.h>
#include <wx/display.h>
#include <wx/filedlg.h>
#include <wx/filename.h>
#include <wx/menu.h>
#include <wx/simplebook.h>
#include <wx/sizer.h>
#include <wx/splitter.h>
#include <wx/stattext.h>
#include <wx/textdlg.h>

#include <algorithm>

namespace taizhang::ui {

namespace {

constexpr int top_height = 52;
constexpr char const* table_files = "*.csv;*.tsv;*.txt;*.xlsx;*.ods;*.xls;*.geojson;*.json;*.shp;*.zip;*.gpkg;*.kml;*.kmz;*.gpx;*.dxf;"
                                    "*.CSV;*.XLSX;*.XLS;*.SHP;*.ZIP;*.KML;*.DXF;*.GPX";

} // namespace

MainWindow::MainWindow(present::Workbench& bench, Callbacks callbacks)
    : wxFrame{nullptr, wxID_ANY, wx(bench.say().say("Taizhang")), wxDefaultPosition, {1280, 800}}, bench_{bench},
      callbacks_{std::move(callbacks)}
{
    SetName("main");
    SetMinSize({960, 600});
    build_menu();
    auto* const ground = new wxPanel{this};
    style(*ground, "tz-bg-nav");
    nav_ = new NavRail{ground};
    build_halves();
    Wishes const wishes{.log_repair = [this] { log_repair(); },
                        .close_order = [this](std::string const& uid) { close_order(uid); },
                        .show_details = [this](std::string const& uid) { OrderDialog::open(this, bench_, alive_, uid); },
                        .take_step = [this](domain::OrderEvent event, auto const& uids) { take_step(event, uids); },
                        .close_orders = [this](auto const& uids) { close_orders(uids); },
                        .import_file = [this] { import_file(); },
                        .add_asset = [this](std::optional<geo::Position> at) { add_asset(at); },
                        .edit_asset = [this](std::string const& uid) { edit_asset(uid); },
                        .show_on_map =
                            [this] {
                                go_to(PageKey::map);
                                map_->model().show_selection();
                            },
                        .show_position = [this](std::string const& text) { status_->show_position(text); },
                        .edit_assets = [this](std::vector<std::string> const& uids) { edit_assets(uids); },
                        .setting = callbacks_.setting ? callbacks_.setting : [](std::string const&) { return std::string{}; },
                        .remember = callbacks_.remember ? callbacks_.remember : [](std::string const&, std::string const&) {},
                        .show_requests = [this] { go_to(PageKey::requests); },
                        .print_orders = [this](std::vector<std::string> const& uids) { print_orders(uids); }};
    status_ = new StatusBar{ground, bench_};
    build_pages(wishes);

    build_nav();
    auto* const row = new wxBoxSizer{wxHORIZONTAL};
    row->Add(nav_, 0, wxEXPAND);
    row->Add(halves_, 1, wxEXPAND);
    auto* const all = new wxBoxSizer{wxVERTICAL};
    all->Add(build_top(ground), 0, wxEXPAND);
    all->Add(row, 1, wxEXPAND);
    all->Add(status_, 0, wxEXPAND);
    ground->SetSizer(all);

    Bind(wxEVT_CLOSE_WINDOW, &MainWindow::closing, this);
    Bind(wxEVT_HELP, [this](wxHelpEvent& event) { show_help(utf8(event.GetTarget())); });
    // wx asks the focused widget first, and a GTK list takes Ctrl+N for "next line"
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        auto const it = event.GetModifiers() == wxMOD_CONTROL ? shortcuts_.find(event.GetKeyCode()) : shortcuts_.end();
        if (it == shortcuts_.end())
            event.Skip();
        else
            CallAfter(it->second);
    });
    on_undo_ = bench_.undo_changed.subscribe([this](auto const&) { show_undo(); });
    on_settings_ = bench_.settings_changed.subscribe([this](auto const&) { show_bureau(); });
    on_damage_ = bench_.ledger_damaged.subscribe([this](present::LedgerDamaged const& what) {
        CallAfter([this, path = what.path] { restore(path, true); });
    });
    on_password_ = bench_.password_needed.subscribe([this](present::PasswordNeeded const& needed) {
        CallAfter([this, needed] { ask_password(needed); });
    });
    on_ledger_ = bench_.ledger_changed.subscribe([this](auto const&) { ledger_changed(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        fit_width();
        event.Skip();
    });
    take_remembered_place();
    fit_width();
    ledger_changed();
}

void MainWindow::build_halves()
{
    halves_ = new wxSplitterWindow{nav_->GetParent(), wxID_ANY, wxDefaultPosition, wxDefaultSize,
                                   wxSP_LIVE_UPDATE | wxSP_NOBORDER | wxSP_3DSASH};
    halves_->SetMinimumPaneSize(DetailPane::least_width);
    halves_->SetSashGravity(1.0); // a wider window gives the room to the page
    style(*halves_, "tz-bg-line");
    auto* const middle = new wxPanel{halves_};
    style(*middle, "tz-bg-page");
    notice_ = new NoticeBar{middle, bench_};
    book_ = new wxSimplebook{middle};
    auto* const column = new wxBoxSizer{wxVERTICAL};
    column->Add(notice_, 0, wxEXPAND);
    column->Add(book_, 1, wxEXPAND);
    middle->SetSizer(column);
    middle_ = middle;
    detail_ = new DetailPane{halves_, bench_,
                             {.log_repair = [this] { log_repair(); },
                              .edit_asset = [this](std::string const& uid) { edit_asset(uid); },
                              .close_order = [this](std::string const& uid) { close_order(uid); },
                              .correct_order = [this](std::string const& uid) { correct_order(uid); },
                              .open_order = [this](std::string const& uid) { open_order(uid); },
                              .show_on_map =
                                  [this] {
                                      go_to(PageKey::map);
                                      map_->model().show_selection();
                                  },
                              .show_or_hide =
                                  [this](bool wanted) {
                                      detail_wanted_ = wanted;
                                      show_detail();
                                  },
                              .show_details = [this](std::string const& uid) { OrderDialog::open(this, bench_, alive_, uid); },
                              .take_step = [this](domain::OrderEvent event, std::string const& uid) { take_step(event, {uid}); },
                              .print_order = [this](std::string const& uid) { print_orders({uid}); },
                              .step_request = [this](std::string const& uid, domain::RequestEvent event) { step_request(uid, event); },
                              .make_order_of = [this](std::string const& uid) { make_order_of(uid); },
                              .print_receipt = [this](std::string const& uid) { print_receipt(uid); }}};
    halves_->Initialize(middle_);
    halves_->Bind(wxEVT_SPLITTER_SASH_POS_CHANGED, [this](wxSplitterEvent& event) {
        event.Skip();
        if (callbacks_.remember)
            callbacks_.remember("detail.width", std::to_string(halves_->GetSize().GetWidth() - event.GetSashPosition()));
    });
    // a double click would close the page itself
    halves_->Bind(wxEVT_SPLITTER_DOUBLECLICKED, [](wxSplitterEvent& event) { event.Veto(); });
}

void MainWindow::show_detail()
{
    auto const now = page();
    bool const beside = now != PageKey::start && now != PageKey::home && now != PageKey::report && now != PageKey::settings;
    bool const wanted = detail_wanted_ && beside;
    if (halves_->IsSplit() == wanted)
        return;
    if (!wanted) {
        halves_->Unsplit(detail_);
        return;
    }
    long width = 0;
    if (!callbacks_.setting || !wx(callbacks_.setting("detail.width")).ToLong(&width) || width < DetailPane::least_width)
        width = DetailPane::width;
    detail_->Show();
    halves_->SplitVertically(middle_, detail_, -static_cast<int>(std::min<long>(width, halves_->GetSize().GetWidth() / 2)));
}

void MainWindow::build_nav()
{
    auto const& say = bench_.say();
    auto const page = [this](PageKey key, char const* id, std::string const& label, char const* picture) {
        nav_->add(static_cast<int>(key), id, label, picture, [this, key] { go_to(key); });
    };
    page(PageKey::home, "nav.home", say.say("Home"), "house");
    page(PageKey::map, "nav.map", say.say("Map"), "map");
    page(PageKey::assets, "nav.assets", say.say("Facilities"), "boxes");
    page(PageKey::orders, "nav.orders", say.say("Orders"), "clipboard-list");
    page(PageKey::report, "nav.report", say.say("Reports"), "file-chart-column");
    nav_->begin_foot();
    page(PageKey::settings, "nav.settings", say.say("Settings"), "settings");
}

void MainWindow::fit_width()
{
    constexpr int narrow_below = 1360;
    bool const narrow = GetClientSize().GetWidth() < narrow_below;
    nav_->set_narrow(narrow);
    search_->SetMinSize({narrow ? 420 : 520, 34});
    brand_->SetMinSize({narrow ? NavRail::narrow + 60 : NavRail::wide - 16, -1});
    search_->GetParent()->Layout();
    nav_->GetParent()->Layout();
}

void MainWindow::take_remembered_place()
{
    auto const room = wxDisplay{this}.GetClientArea();
    SetSize({std::min(1440, room.width), std::min(900, room.height)});
    if (!callbacks_.setting)
        return;
    auto const size = split(callbacks_.setting("window.size"), 'x');
    long width = 0, height = 0;
    if (size.size() == 2 && wx(size[0]).ToLong(&width) && wx(size[1]).ToLong(&height) && width >= 960 && height >= 600)
        SetSize(std::min(static_cast<int>(width), room.width), std::min(static_cast<int>(height), room.height));
    if (callbacks_.setting("window.maximized") == "1")
        Maximize();
}

void MainWindow::build_pages(Wishes const& wishes)
{
    map_ = new MapPage{book_, bench_, wishes};
    assets_ = new AssetPage{book_, bench_, wishes};
    orders_ = new OrderPage{book_, bench_, wishes};
    requests_ = new RequestPage{book_, bench_,
                                {.log_request = [this] { log_request(); },
                                 .show_orders = [this] { go_to(PageKey::orders); },
                                 .make_order = [this](std::string const& uid) { make_order_of(uid); },
                                 .write_return_sheet = [this] { write_return_sheet(); }}};
    report_ = new ReportPage{book_, bench_, [this](std::string const& uid) { open_order(uid); }};
    settings_ = new SettingsPage{book_, bench_,
                                 {.speak = callbacks_.speak,
                                  .wear = callbacks_.wear,
                                  .scale = callbacks_.scale,
                                  .restore = [this] { restore(bench_.info().path, false); },
                                  .back_up = [this] { back_up(); }}};
    book_->AddPage(build_start(book_), "start");
    book_->AddPage(build_home(book_), "home");
    for (wxWindow* const page : {static_cast<wxWindow*>(map_), static_cast<wxWindow*>(assets_), static_cast<wxWindow*>(orders_),
                                 static_cast<wxWindow*>(report_), static_cast<wxWindow*>(settings_), static_cast<wxWindow*>(requests_)})
        book_->AddPage(page, page->GetName());
}

wxWindow* MainWindow::build_home(wxWindow* parent)
{
    using Leads = present::HomeModel::Leads;
    using Tab = present::OrderTable::Tab;
    auto const go = [this](Leads leads, std::string const& uid) {
        auto const orders = [this](Tab tab) {
            go_to(PageKey::orders);
            orders_->table().clear_filter();
            orders_->table().set_tab(tab);
        };
        switch (leads) {
        case Leads::due_orders: orders(Tab::due); break;
        case Leads::overdue_orders: orders(Tab::overdue); break;
        case Leads::drafts: orders(Tab::draft); break;
        case Leads::closed_orders: orders(Tab::closed); break;
        case Leads::order: open_order(uid); break;
        case Leads::request: open_request(uid); break;
        case Leads::assets:
            go_to(PageKey::assets);
            assets_->table().clear_filter();
            assets_->table().set_need(uid);
            break;
        case Leads::report: go_to(PageKey::report); break;
        case Leads::nowhere: break;
        }
    };
    return new HomePage{parent, bench_,
                        {.go = go,
                         .import_file = [this] { import_file(); },
                         .add_asset = [this] { add_asset({}); },
                         .log_repair = [this] { log_repair(); },
                         .back_up = [this] { back_up(); }}};
}

void MainWindow::build_menu()
{
    auto const& say = bench_.say();
    auto* const bar = new wxMenuBar;
    auto const add = [this](wxMenu* menu, std::string const& label, std::function<void()> act) {
        auto* const item = menu->Append(wxID_ANY, wx(label));
        // dialogs open after the menu's own event is over: assistive tools would wait for it
        Bind(wxEVT_MENU, [this, act](auto&) { CallAfter(act); }, item->GetId());
        if (auto const at = label.find("\tCtrl+"); at != std::string::npos)
            shortcuts_.emplace(label.back(), act);
        return item;
    };
    auto* const file = new wxMenu;
    add(file, say.say("New ledger …"), [this] { new_ledger(false); });
    add(file, say.say("New ledger with illustrative data …"), [this] { new_ledger(true); });
    add(file, say.say("Open …") + "\tCtrl+O", [this] { open_ledger(); });
    add(file, say.say("Open on a server …"), [this] { open_on_server(); });
    recent_menu_ = new wxMenu;
    file->AppendSubMenu(recent_menu_, wx(say.say("Opened before")));
    copy_item_ = add(file, say.say("Copy to a server …"), [this] { copy_to_server(); });
    file->AppendSeparator();
    add(file, say.say("Import …") + "\tCtrl+I", [this] { import_file(); });
    add(file, say.say("Export …") + "\tCtrl+E", [this] { export_file(); });
    file->AppendSeparator();
    add(file, say.say("Print the report …") + "\tCtrl+P", [this] {
        go_to(PageKey::report);
        report_->print();
    });
    add(file, say.say("Back up to a USB stick …"), [this] { back_up(); });
    add(file, say.say("Restore a backup …"), [this] {
        if (bench_.is_open())
            restore(bench_.info().path, false);
    });
    file->AppendSeparator();
    add(file, say.say("Quit") + "\tCtrl+Q", [this] { Close(); });
    bar->Append(file, wx(say.say("&File")));

    auto* const order = new wxMenu;
    add(order, say.say("Log a repair …") + "\tCtrl+N", [this] { log_repair(); });
    add(order, say.say("Register a request …") + "\tCtrl+R", [this] { log_request(); });
    add(order, say.say("Add a facility …") + "\tCtrl+D", [this] { add_asset({}); });
    add(order, say.say("Who is at the desk …"), [this] { choose_person(); });
    bar->Append(order, wx(say.say("&Order")));

    auto* const edit = new wxMenu;
    undo_item_ = add(edit, say.say("Undo") + "\tCtrl+Z", [this] { bench_.undo(); });
    redo_item_ = add(edit, say.say("Redo") + "\tCtrl+Y", [this] { bench_.redo(); });
    edit->AppendSeparator();
    add(edit, say.say("Search") + "\tCtrl+K", [this] {
        search_->SetFocus();
        search_->SelectAll();
    });
    bar->Insert(1, edit, wx(say.say("&Edit")));

    auto* const view = new wxMenu;
    add(view, say.say("Home") + "\tCtrl+0", [this] { go_to(PageKey::home); });
    add(view, say.say("Map") + "\tCtrl+1", [this] { go_to(PageKey::map); });
    add(view, say.say("Facilities") + "\tCtrl+2", [this] { go_to(PageKey::assets); });
    add(view, say.say("Orders") + "\tCtrl+3", [this] { go_to(PageKey::orders); });
    add(view, say.say("Reports") + "\tCtrl+4", [this] { go_to(PageKey::report); });
    add(view, say.say("Settings") + "\tCtrl+5", [this] { go_to(PageKey::settings); });
    view->AppendSeparator();
    add(view, theme().dark ? say.say("Light") : say.say("Dark"), [this] { callbacks_.wear(!theme().dark); });
    add(view, say.say("Larger text"), [this] { callbacks_.scale(1); });
    add(view, say.say("Smaller text"), [this] { callbacks_.scale(-1); });
    auto const other = say.language() == Language::zh ? Language::en : Language::zh;
    add(view, other == Language::en ? "English" : "中文", [this, other] { callbacks_.speak(other); });
    bar->Append(view, wx(say.say("&View")));

    auto* const help = new wxMenu;
    add(help, say.say("Manual") + "\tF1", [this] { show_help({}); });
    add(help, say.say("Keyboard") + "\tCtrl+/", [this] { show_help("keys"); });
    add(help, say.say("Show me around"), [this] { show_tour(); });
    help->AppendSeparator();
    add(help, say.say("About Taizhang"), [this] { show_about(); });
    bar->Append(help, wx(say.say("&Help")));
    SetMenuBar(bar);
}

wxWindow* MainWindow::build_top(wxWindow* parent)
{
    auto const& say = bench_.say();
    auto* const top = new wxPanel{parent};
    style(*top, "tz-bg-surface");
    auto* const name = new wxStaticText{top, wxID_ANY, wx(say.say("Taizhang"))};
    name->SetFont(font_of(Type::title));
    bureau_ = new wxStaticText{top, wxID_ANY, {}};
    bureau_->SetFont(font_of(Type::caption));
    bureau_->SetName("top.bureau");
    style(*bureau_, "tz-second");
    auto* const brand = new wxBoxSizer{wxVERTICAL};
    brand->Add(name);
    brand->Add(bureau_);
    auto* const repair = new wxButton{top, wxID_ANY, wx(say.say("Log a repair"))};
    repair->SetBitmap(icon("plus", 16, theme().on_primary));
    style(*repair, "tz-primary");
    call(*repair, "top.repair");
    repair->SetToolTip("Ctrl+N");
    repair->Bind(wxEVT_BUTTON, [this](auto&) { CallAfter([this] { log_repair(); }); });
    repair_button_ = repair;
    auto* const row = new wxBoxSizer{wxHORIZONTAL};
    brand_ = brand;
    search_ = new SearchBox{top, parent, bench_, [this](app::Hit const& hit) {
                                using Kind = app::Hit::Kind;
                                if (hit.kind == Kind::order)
                                    open_order(hit.uid);
                                else if (hit.kind == Kind::request)
                                    open_request(hit.uid);
                                else if (hit.kind == Kind::asset)
                                    show_asset(hit.uid);
                                else {
                                    go_to(PageKey::assets);
                                    assets_->table().clear_filter();
                                    assets_->table().set_text(hit.title);
                                }
                            }};
    row->Add(brand, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, 16);
    row->Add(search_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, 16);
    row->AddStretchSpacer();
    auto const quiet = [&](char const* id, char const* picture, std::string const& spoken, std::function<void()> act) {
        auto* const made = new wxButton{top, wxID_ANY};
        made->SetBitmap(icon(picture, 18, theme().second));
        style(*made, "tz-icon");
        call(*made, id, wx(spoken));
        made->SetMinSize({34, 34});
        made->Bind(wxEVT_BUTTON, [act = std::move(act)](auto&) { act(); });
        row->Add(made, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, 4);
        return made;
    };
    undo_ = quiet("top.undo", "undo-2", say.say("Undo"), [this] { bench_.undo(); });
    redo_ = quiet("top.redo", "redo-2", say.say("Redo"), [this] { bench_.redo(); });
    row->Add(repair, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, 16);
    row->SetMinSize({-1, top_height});
    top->SetSizer(row);
    return top;
}

void MainWindow::go_to(PageKey page)
{
    if (!bench_.is_open())
        page = PageKey::start;
    if (page == PageKey::map)
        map_->model().wake();
    if (page == PageKey::report)
        report_->model().wake();
    if (page == PageKey::settings)
        settings_->model().wake();
    book_->ChangeSelection(static_cast<std::size_t>(page));
    show_detail();
    // GTK knows the true size of styled labels only once they are on the screen
    CallAfter([this] {
        if (auto* const shown = book_->GetCurrentPage()) {
            for (auto* const child : shown->GetChildren())
                child->InvalidateBestSize();
            shown->Layout();
        }
    });
    // requests are the other half of the page of orders
    nav_->choose(static_cast<int>(page == PageKey::requests ? PageKey::orders : page));
    if (auto* const entered = dynamic_cast<Page*>(book_->GetCurrentPage()))
        entered->enter();
}

MainWindow::PageKey MainWindow::page() const { return static_cast<PageKey>(book_->GetSelection()); }

void MainWindow::ledger_changed()
{
    bool const open = bench_.is_open();
    show_undo();
    nav_->allow(open);
    repair_button_->Enable(open && !bench_.info().read_only);
    show_bureau();
    auto const name = wx(bench_.say().say("Taizhang"));
    SetTitle(open ? wx(present::short_name_of(bench_.info().path)) + " - " + name : name);
    show_recent();
    copy_item_->Enable(open && !bench_.is_on_server());
    if (!open)
        go_to(PageKey::start);
    else if (page() == PageKey::start)
        go_to(PageKey::home);
    repair_button_->GetParent()->Layout();
    if (open && callbacks_.may_lead_around && callbacks_.setting && callbacks_.setting("tour.seen").empty())
        CallAfter([this] { show_tour(); });
}

void MainWindow::show_bureau()
{
    bureau_->SetLabel(bench_.is_open() ? wx(bench_.info().bureau) : wxString{});
    bureau_->GetParent()->Layout();
}

void MainWindow::import_file()
{
    if (!bench_.is_open())
        return;
    wxFileDialog dialog{this, wx(bench_.say().say("Import")), {}, {},
                        files_of(bench_.say().say("Tables and maps"), table_files), wxFD_OPEN | wxFD_FILE_MUST_EXIST};
    if (dialog.ShowModal() != wxID_OK)
        return;
    ImportDialog import{this, bench_, utf8(dialog.GetPath())};
    import.ShowModal();
}

void MainWindow::export_file()
{
    if (!bench_.is_open())
        return;
    auto const& say = bench_.say();
    bool const orders = page() == PageKey::orders;
    wxFileDialog dialog{this, wx(orders ? say.say("Export the orders") : say.say("Export the facilities")), {},
                        wx(orders ? say.say("orders.xlsx") : say.say("facilities.xlsx")),
                        files_of(say.say("Tables and maps"), "*.xlsx;*.csv;*.geojson;*.gpkg;*.kml;*.zip"), wxFD_SAVE | wxFD_OVERWRITE_PROMPT};
    if (dialog.ShowModal() != wxID_OK)
        return;
    app::ExportOptions options;
    options.what = orders ? "orders" : "assets";
    options.language = say.language();
    bench_.run_job(
        alive_, tr("Writing {0}", utf8(dialog.GetFilename())), {},
        [&files = bench_.files(), path = utf8(dialog.GetPath()), options](app::Ledger& ledger, Progress const& progress) {
            return std::pair{files.write(ledger, path, options, progress), path};
        },
        [this](std::pair<std::int64_t, std::string> const& written) {
            bench_.tell({present::Notice::Tone::done,
                         bench_.say().say("{0} records written to {1}", written.first, written.second), {}, {}});
        });
}

void MainWindow::log_repair()
{
    if (!bench_.is_open() || bench_.info().read_only)
        return;
    bench_.ask(
        alive_,
        [uids = bench_.selected_assets()](app::Ledger const& ledger) {
            if (uids.empty())
                return std::vector<app::AssetRow>{};
            app::AssetQuery query;
            query.uids = uids;
            query.with_removed = true;
            return ledger.assets(query);
        },
        [this](std::vector<app::AssetRow> assets) {
            RepairDialog dialog{this, bench_, std::move(assets)};
            if (dialog.ShowModal() != wxID_OK)
                return;
            if (dialog.wants_slip())
                print_orders({dialog.saved_uid()});
            auto const& say = bench_.say();
            bench_.tell({present::Notice::Tone::done,
                         dialog.saved_as_done() ? say.say("Logged and closed: {0}", dialog.saved_number())
                                                : say.say("Logged: {0}", dialog.saved_number()),
                         {}, {}, say.say("Undo"), [this] { bench_.undo(); }});
        });
}

void MainWindow::add_asset(std::optional<geo::Position> at)
{
    if (!bench_.is_open() || bench_.info().read_only)
        return;
    auto const filtered = assets_->table().class_key();
    AssetDialog dialog{this, bench_,
                       std::make_unique<present::AssetForm>(bench_, filtered.empty() ? "streetlight" : filtered, at)};
    if (dialog.ShowModal() != wxID_OK)
        return;
    bench_.select_assets({dialog.saved_uid()});
    bench_.tell({present::Notice::Tone::done, bench_.say().say("The facility was added."), {}, {}});
}

void MainWindow::edit_asset(std::string const& uid)
{
    if (bench_.info().read_only)
        return;
    bench_.ask(
        alive_, [uid](app::Ledger const& ledger) { return ledger.asset(uid); },
        [this](domain::Asset asset) {
            AssetDialog dialog{this, bench_, std::make_unique<present::AssetForm>(bench_, std::move(asset))};
            if (dialog.ShowModal() == wxID_OK)
                bench_.tell({present::Notice::Tone::done, bench_.say().say("The facility was saved."), {}, {}});
        });
}

void MainWindow::edit_assets(std::vector<std::string> const& uids)
{
    if (uids.size() == 1)
        edit_asset(uids.front());
    if (uids.size() < 2 || bench_.info().read_only)
        return;
    auto form = std::make_shared<present::BatchForm>(bench_, uids);
    batch_loaded_ = form->loaded.subscribe([this, form](auto const&) {
        CallAfter([this, form] {
            batch_loaded_ = {};
            BatchDialog dialog{this, bench_, *form};
            if (dialog.ShowModal() == wxID_OK)
                bench_.tell({present::Notice::Tone::done, bench_.say().say("{0} facilities were saved.", dialog.saved()), {}, {},
                             bench_.say().say("Undo"), [this] { bench_.undo(); }});
        });
    });
}

void MainWindow::show_asset(std::string const& uid)
{
    if (page() != PageKey::map)
        go_to(PageKey::assets);
    if (assets_->table().rows_of({uid}).empty())
        assets_->table().clear_filter();
    bench_.select_order({});
    bench_.select_assets({uid});
    if (page() == PageKey::map)
        map_->model().show_selection();
}

void MainWindow::open_order(std::string const& uid)
{
    go_to(PageKey::orders);
    orders_->show_order(uid);
}

void MainWindow::close_order(std::string const& uid)
{
    bench_.ask(
        alive_, [uid](app::Ledger const& ledger) { return ledger.order(uid); },
        [this](domain::WorkOrder const& order) {
            CloseDialog dialog{this, bench_, order};
            if (dialog.ShowModal() == wxID_OK)
                bench_.tell({present::Notice::Tone::done, bench_.say().say("Closed: {0}", domain::short_number(order.number)), {}, {},
                             bench_.say().say("Undo"), [this] { bench_.undo(); }});
        });
}

void MainWindow::take_step(domain::OrderEvent event, std::vector<std::string> const& uids)
{
    ui::take_step(this, bench_, alive_, event, uids, [this](std::string const& uid) {
        if (page() == PageKey::orders)
            orders_->show_order(uid);
    });
}

void MainWindow::close_orders(std::vector<std::string> const& uids)
{
    BulkCloseDialog dialog{this, bench_, uids};
    if (dialog.ShowModal() != wxID_OK)
        return;
    auto const& form = dialog.form();
    bench_.tell({present::Notice::Tone::done, form.said(), {}, {}, bench_.say().say("Undo"), [this] { bench_.undo(); }});
    if (!form.refused().empty())
        show_refused(this, bench_, form.said(), form.refused());
}

void MainWindow::correct_order(std::string const& uid)
{
    bench_.ask(
        alive_, [uid](app::Ledger const& ledger) { return ledger.order(uid); },
        [this](domain::WorkOrder const& order) {
            CorrectDialog dialog{this, bench_, order};
            if (dialog.ShowModal() == wxID_OK)
                bench_.tell({present::Notice::Tone::done, bench_.say().say("Corrected: {0}", domain::short_number(order.number)), {}, {},
                             bench_.say().say("Undo"), [this] { bench_.undo(); }});
        });
}

void MainWindow::back_up()
{
    if (!bench_.is_open())
        return;
    auto const& say = bench_.say();
    if (bench_.is_on_server()) {
        bench_.tell({.tone = present::Notice::Tone::refused,
                     .text = say.say("A ledger on a server is backed up there, with pg_dump."),
                     .where = {},
                     .todo = {},
                     .help = "server#backup",
                     .help_label = say.say("More about this")});
        return;
    }
    wxFileName const ledger{wx(bench_.info().path)};
    wxFileDialog dialog{this, wx(say.say("Back up to")), {}, ledger.GetName() + " " + wx(bench_.today().iso()) + ".gpkg",
                        files_of(say.say("Ledgers"), "*.gpkg"), wxFD_SAVE};
    if (dialog.ShowModal() == wxID_OK)
        bench_.back_up_to(utf8(dialog.GetPath()));
}

void MainWindow::restore(std::string const& ledger, bool damaged)
{
    RestoreDialog dialog{this, bench_, ledger, damaged};
    dialog.ShowModal();
}

void MainWindow::choose_person()
{
    if (!bench_.is_open())
        return;
    auto const& say = bench_.say();
    if (bench_.is_on_server()) {
        bench_.tell({present::Notice::Tone::done,
                     say.say("You work under the account {0} of the server; the administrator says who that is.", bench_.info().account),
                     {}, {}});
        return;
    }
    wxTextEntryDialog dialog{this, wx(say.say("Orders and changes are recorded under this name.")),
                             wx(say.say("Who is at the desk")), wx(bench_.who())};
    if (dialog.ShowModal() != wxID_OK)
        return;
    auto const name = std::string{trimmed(utf8(dialog.GetValue()))};
    if (name.empty())
        return;
    try {
        bench_.set_who(name);
    } catch (...) {
        bench_.complain(std::current_exception());
    }
    bench_.ledger_changed.publish({});
}

void MainWindow::closing(wxCloseEvent& event)
{
    if (bench_.job() && event.CanVeto())
        bench_.stop_job(); // what it had done is taken back; the ledger stays as it was
    if (callbacks_.remember) {
        callbacks_.remember("window.maximized", IsMaximized() ? "1" : "0");
        if (!IsMaximized())
            callbacks_.remember("window.size", std::to_string(GetSize().GetWidth()) + 'x' + std::to_string(GetSize().GetHeight()));
    }
    event.Skip();
}

void MainWindow::show_undo()
{
    auto const& say = bench_.say();
    auto const back = bench_.undo_words(), again = bench_.redo_words();
    auto const offer = [&](wxButton* button, wxMenuItem* item, bool there, std::string const& label, char const* chord) {
        button->Enable(there);
        button->SetToolTip(wx(label + " (" + chord + ")"));
        item->Enable(there);
        auto words = wx(label);
        words.Replace("&", "&&");
        item->SetItemLabel(words + "\t" + chord);
    };
    offer(undo_, undo_item_, !back.empty(), back.empty() ? say.say("Undo") : say.say("Undo: {0}", back), "Ctrl+Z");
    offer(redo_, redo_item_, !again.empty(), again.empty() ? say.say("Redo") : say.say("Redo: {0}", again), "Ctrl+Y");
}

} // namespace taizhang::ui
