#include "ui/server_dialog.hpp"

#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/filedlg.h>

namespace taizhang::ui {

namespace {

constexpr int width = 520;

} // namespace

ServerDialog::ServerDialog(wxWindow* parent, present::Workbench& bench, present::ServerAddress const& known, bool to_copy)
    : FormDialog{parent, wx(to_copy ? bench.say().say("Copy to a server") : bench.say().say("Open on a server")), "server"}, bench_{bench}
{
    auto const& say = bench.say();
    auto* const rows = new wxBoxSizer{wxVERTICAL};
    auto* const about = words(wx(to_copy ? say.say("A new ledger is made there with everything of this one. Your account must be the server's administrator.")
                                         : say.say("The administrator tells you these. They are remembered, the password is not.")),
                              "tz-second");
    about->Wrap(width);
    rows->Add(about, 0, wxBOTTOM, 12);
    auto const pair = [&](Field& left, Field& right, int share) {
        auto* const row = new wxBoxSizer{wxHORIZONTAL};
        row->Add(left.sizer(), share, wxEXPAND);
        row->Add(right.sizer(), 1, wxEXPAND | wxLEFT, 16);
        rows->Add(row, 0, wxEXPAND | wxBOTTOM, 12);
    };
    auto& host = field("server.host", wx(say.say("Server")));
    host_ = host.text(wx(known.host));
    auto& port = field("server.port", wx(say.say("Port")));
    port_ = port.text(wx(known.port));
    pair(host, port, 3);
    auto& database = field("server.database", wx(say.say("Database")));
    database_ = database.text(wx(known.database));
    rows->Add(database.sizer(), 0, wxEXPAND | wxBOTTOM, 12);
    auto& user = field("server.user", wx(say.say("Account")));
    user_ = user.text(wx(known.user));
    auto& password = field("server.password", wx(say.say("Password (empty: from ~/.pgpass)")));
    password_ = password.secret();
    pair(user, password, 1);
    auto& root = field("server.root", wx(say.say("Certificate that vouches for the server (if the administrator gave one)")));
    root_ = root.text(wx(known.root));
    auto* const choose = button("server.choose", wx(say.say("Choose …")));
    choose->Bind(wxEVT_BUTTON, [this](auto&) {
        wxFileDialog dialog{this, wx(bench_.say().say("Certificate")), {}, {}, "*.crt;*.pem|*.crt;*.pem|*|*", wxFD_OPEN | wxFD_FILE_MUST_EXIST};
        if (dialog.ShowModal() == wxID_OK)
            root_->SetValue(dialog.GetPath());
    });
    auto* const row = new wxBoxSizer{wxHORIZONTAL};
    row->Add(root.sizer(), 1, wxEXPAND);
    row->Add(choose, 0, wxALIGN_BOTTOM | wxLEFT, 8);
    rows->Add(row, 0, wxEXPAND);
    result_ = words({}, "tz-text");
    result_->SetName("server.result");
    rows->Add(result_, 0, wxEXPAND | wxTOP, 12);
    rows->SetMinSize({width, -1});
    open_ = button("server.open", wx(to_copy ? say.say("Copy") : say.say("Open")), "tz-primary");
    std::vector<wxButton*> more;
    if (!to_copy) {
        test_ = button("server.test", wx(say.say("Test the connection")));
        test_->Bind(wxEVT_BUTTON, [this](auto&) { test(false); });
        more.push_back(test_);
    }
    lay_out(rows, open_, more, wx(say.say("Cancel")));
    open_->Bind(wxEVT_BUTTON, [this, to_copy](auto&) {
        if (!to_copy)
            test(true);
        else if (complete())
            EndModal(wxID_OK);
    });
    (known.host.empty() ? host_ : known.user.empty() ? user_ : password_)->SetFocus();
}

present::ServerAddress ServerDialog::address() const
{
    auto const of = [](wxTextCtrl const* control) { return std::string{trimmed(utf8(control->GetValue()))}; };
    return {of(host_), of(port_), of(database_), of(user_), of(root_)};
}

std::string ServerDialog::url() const { return present::with_password(url_of(address()), utf8(password_->GetValue())); }

bool ServerDialog::complete()
{
    auto const& say = bench_.say();
    auto const at = address();
    std::vector<present::FieldProblem> problems;
    if (at.host.empty())
        problems.push_back({"host", say.say("Write the name or number of the server, for example 10.0.0.5")});
    if (long port = 0; !at.port.empty() && (!wx(at.port).ToLong(&port) || port < 1 || port > 65535))
        problems.push_back({"port", say.say("Usually 5432")});
    if (at.database.empty())
        problems.push_back({"database", say.say("Write the name of the database")});
    return show(problems);
}

void ServerDialog::test(bool then_open)
{
    if (!complete())
        return;
    auto const& say = bench_.say();
    test_->Disable();
    open_->Disable();
    result_->SetLabel(wx(say.say("Calling the server …")));
    bench_.try_opening(
        alive_, url(),
        [this, then_open](app::LedgerInfo const& info) {
            settled();
            if (then_open)
                EndModal(wxID_OK);
            else
                result_->SetLabel(wx(bench_.say().say("It works: ledger of {0}, as {1}.", info.bureau, info.account)));
            GetSizer()->SetSizeHints(this);
        },
        [this](std::exception_ptr const& error) {
            settled();
            show(present::notice_of(error, bench_.say()));
        });
}

void ServerDialog::settled()
{
    result_->SetLabel({});
    test_->Enable();
    open_->Enable();
}

} // namespace taizhang::ui
