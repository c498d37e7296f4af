// The ledgers there are: the start page, files, servers, what was opened before.
#include "ui/main_window.hpp"

#include "present/ledger_address.hpp"
#include "ui/bars.hpp"
#include "ui/server_dialog.hpp"
#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/filedlg.h>
#include <wx/menu.h>
#include <wx/simplebook.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textdlg.h>

namespace taizhang::ui {

namespace {

constexpr char const* ledger_files = "*.gpkg";
constexpr char const* recent_setting = "ledgers.recent";

} // namespace

wxWindow* MainWindow::build_start(wxWindow* parent)
{
    auto const& say = bench_.say();
    auto* const page = new wxPanel{parent};
    page->SetName("start");
    style(*page, "tz-bg-surface");
    auto* const title = new wxStaticText{page, wxID_ANY, wx(say.say("The ledger of what the county maintains"))};
    title->SetFont(font_of(Type::page));
    auto* const words = new wxStaticText{page, wxID_ANY, wx(say.say("A ledger is one file, or a database on a server. Open yours, or begin a new one."))};
    style(*words, "tz-second");
    auto const button = [&](char const* id, std::string const& label, std::function<void()> act) {
        auto* const made = new wxButton{page, wxID_ANY, wx(label)};
        call(*made, id);
        made->SetMinSize({300, 40});
        made->Bind(wxEVT_BUTTON, [this, act = std::move(act)](auto&) { CallAfter(act); });
        return made;
    };
    auto* const open = button("start.open", say.say("Open a ledger …"), [this] { open_ledger(); });
    auto* const server = button("start.server", say.say("Open on a server …"), [this] { open_on_server(); });
    auto* const fresh = button("start.new", say.say("New ledger …"), [this] { new_ledger(false); });
    auto* const sample = button("start.sample", say.say("New ledger with illustrative data …"), [this] { new_ledger(true); });
    auto* const column = new wxBoxSizer{wxVERTICAL};
    column->AddStretchSpacer(2);
    column->Add(title, 0, wxALIGN_CENTRE_HORIZONTAL | wxBOTTOM, 8);
    column->Add(words, 0, wxALIGN_CENTRE_HORIZONTAL | wxBOTTOM, 24);
    for (auto* const b : {open, server, fresh, sample})
        column->Add(b, 0, wxALIGN_CENTRE_HORIZONTAL | wxBOTTOM, 8);
    recent_list_ = new wxBoxSizer{wxVERTICAL};
    column->Add(recent_list_, 0, wxALIGN_CENTRE_HORIZONTAL | wxTOP, 16);
    column->AddStretchSpacer(3);
    page->SetSizer(column);
    return page;
}

void MainWindow::new_ledger(bool with_sample)
{
    auto const& say = bench_.say();
    wxFileDialog dialog{this, wx(say.say("New ledger")), {}, wx(with_sample ? say.say("illustrative.gpkg") : say.say("ledger.gpkg")),
                        files_of(say.say("Ledgers"), ledger_files), wxFD_SAVE};
    if (dialog.ShowModal() != wxID_OK)
        return;
    auto path = dialog.GetPath();
    if (!path.Lower().ends_with(".gpkg"))
        path += ".gpkg";
    bench_.create(utf8(path), with_sample);
}

void MainWindow::open_ledger()
{
    wxFileDialog dialog{this, wx(bench_.say().say("Open a ledger")), {}, {},
                        files_of(bench_.say().say("Ledgers"), ledger_files), wxFD_OPEN | wxFD_FILE_MUST_EXIST};
    if (dialog.ShowModal() == wxID_OK)
        bench_.open(utf8(dialog.GetPath()));
}

std::optional<std::string> MainWindow::ask_server(bool to_copy)
{
    auto const setting = [this](char const* key) { return callbacks_.setting ? callbacks_.setting(key) : std::string{}; };
    present::ServerAddress known{.host = setting("server.host"), .database = setting("server.database"),
                                 .user = setting("server.user"), .root = setting("server.root")};
    if (auto const port = setting("server.port"); !port.empty())
        known.port = port;
    ServerDialog dialog{this, bench_, known, to_copy};
    if (dialog.ShowModal() != wxID_OK)
        return std::nullopt;
    if (callbacks_.remember) {
        auto const& used = dialog.address();
        callbacks_.remember("server.host", used.host);
        callbacks_.remember("server.port", used.port);
        callbacks_.remember("server.database", used.database);
        callbacks_.remember("server.user", used.user);
        callbacks_.remember("server.root", used.root);
    }
    return dialog.url();
}

void MainWindow::open_on_server()
{
    if (auto const url = ask_server(false))
        bench_.open(*url);
}

void MainWindow::copy_to_server()
{
    if (!bench_.is_open() || bench_.is_on_server())
        return;
    if (auto const url = ask_server(true))
        bench_.copy_to(*url);
}

void MainWindow::ask_password(present::PasswordNeeded const& needed)
{
    auto const& say = bench_.say();
    auto const name = present::short_name_of(needed.where);
    wxPasswordEntryDialog dialog{this,
                                 wx(needed.again ? say.say("That password is not right. Password for {0}:", name)
                                                 : say.say("Password for {0}:", name)),
                                 wx(say.say("The server asks for a password."))};
    dialog.SetName("password");
    if (dialog.ShowModal() == wxID_OK)
        bench_.open(present::with_password(needed.where, utf8(dialog.GetValue())));
}

void MainWindow::show_recent()
{
    auto remembered = callbacks_.setting ? callbacks_.setting(recent_setting) : std::string{};
    if (bench_.is_open()) {
        auto const now = present::remember_ledger(remembered, bench_.info().path);
        if (callbacks_.remember && now != remembered)
            callbacks_.remember(recent_setting, now);
        remembered = now;
    }
    while (recent_menu_->GetMenuItemCount() > 0)
        recent_menu_->Destroy(recent_menu_->FindItemByPosition(0));
    recent_list_->Clear(true);
    constexpr std::size_t on_start_page = 4;
    auto* const page = book_->GetPage(static_cast<std::size_t>(PageKey::start));
    std::size_t shown = 0;
    for (auto const& where : present::recent_ledgers(remembered)) {
        auto name = wx(present::short_name_of(where));
        auto const open = [this, where] { bench_.open(where); };
        if (shown++ < on_start_page) {
            auto* const link = new wxButton{page, wxID_ANY, name};
            style(*link, "tz-link");
            call(*link, "start.recent." + std::to_string(shown));
            link->SetToolTip(wx(where));
            link->Bind(wxEVT_BUTTON, [this, open](auto&) { CallAfter(open); });
            recent_list_->Add(link, 0, wxALIGN_CENTRE_HORIZONTAL);
        }
        name.Replace("&", "&&");
        auto* const item = recent_menu_->Append(wxID_ANY, name);
        recent_menu_->Bind(wxEVT_MENU, [this, open](auto&) { CallAfter(open); }, item->GetId());
    }
    if (shown == 0)
        recent_menu_->Append(wxID_ANY, wx(bench_.say().say("None yet")))->Enable(false);
    page->Layout();
}

} // namespace taizhang::ui
