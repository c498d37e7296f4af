// What the window does about requests and papers.
#include "ui/main_window.hpp"

#include "present/request_actions.hpp"
#include "ui/paper_dialog.hpp"
#include "ui/request_dialog.hpp"
#include "ui/request_page.hpp"
#include "ui/words.hpp"

#include <wx/filedlg.h>

namespace taizhang::ui {

void MainWindow::log_request()
{
    if (!bench_.is_open() || bench_.info().read_only)
        return;
    present::ask_selected_asset(bench_, alive_, [this](std::optional<app::AssetRow> about) {
        RequestDialog dialog{this, bench_, std::move(about)};
        if (dialog.ShowModal() != wxID_OK)
            return;
        auto const& made = dialog.saved();
        auto const& say = bench_.say();
        auto const number = domain::short_request_number(made.request.number);
        if (made.order) {
            bench_.tell({present::Notice::Tone::done, say.say("Registered {0} and logged {1}.", number, domain::short_number(made.order->number)),
                         {}, {}, say.say("Undo"), [this] { bench_.undo(); }});
            if (dialog.wants_slip())
                print_orders({made.order->uid});
        } else
            bench_.tell({present::Notice::Tone::done, say.say("Registered: {0}", number), {}, {}, say.say("Receipt"),
                         [this, uid = made.request.uid] { print_receipt(uid); }});
    });
}

void MainWindow::open_request(std::string const& uid)
{
    go_to(PageKey::requests);
    requests_->show_request(uid);
}

void MainWindow::step_request(std::string const& uid, domain::RequestEvent event)
{
    if (bench_.info().read_only)
        return;
    present::ask_request(bench_, alive_, uid, [this, event](present::RequestRead const& read) {
        auto const told = [this](domain::Request const& request) {
            auto const& say = bench_.say();
            bench_.tell({present::Notice::Tone::done,
                         say.say("{0}: {1}", domain::short_request_number(request.number), say(domain::label(request.state))), {}, {},
                         say.say("Undo"), [this] { bench_.undo(); }});
        };
        auto const step = domain::step_of(read.request.state, event);
        if (step && step->needs == domain::RequestNeeds::nothing) {
            auto const form = std::make_shared<present::RequestStepForm>(bench_, read.request, event, std::string{});
            form->save([form, told](domain::Request const& moved) { told(moved); },
                       [this, form](present::Notice const& notice) { bench_.tell(notice); });
            return;
        }
        RequestStepDialog dialog{this, bench_, read.request, event, read.proposed_answer};
        if (dialog.ShowModal() == wxID_OK)
            told(dialog.moved());
    });
}

void MainWindow::make_order_of(std::string const& uid)
{
    if (!bench_.info().read_only)
        present::make_order_of(bench_, alive_, uid, [this](std::string const& order_uid) { print_orders({order_uid}); });
}

void MainWindow::show_paper(std::shared_ptr<report::Pages const> const& pages)
{
    CallAfter([this, pages] {
        PaperDialog dialog{this, bench_, pages};
        dialog.ShowModal();
    });
}

void MainWindow::print_orders(std::vector<std::string> const& uids)
{
    if (!uids.empty())
        present::lay_out_slips(bench_, alive_, uids, [this](std::shared_ptr<report::Pages const> const& pages) { show_paper(pages); });
}

void MainWindow::print_receipt(std::string const& uid)
{
    present::lay_out_receipt(bench_, alive_, uid, [this](std::shared_ptr<report::Pages const> const& pages) { show_paper(pages); });
}

void MainWindow::write_return_sheet()
{
    if (!bench_.is_open())
        return;
    auto const& say = bench_.say();
    wxFileDialog theirs{this, wx(say.say("The sheet that 12345 sent (Cancel writes one of our own)")), {}, {},
                        files_of(say.say("Sheets"), "*.xlsx;*.csv"), wxFD_OPEN | wxFD_FILE_MUST_EXIST};
    auto const original = theirs.ShowModal() == wxID_OK ? utf8(theirs.GetPath()) : std::string{};
    wxFileDialog dialog{this, wx(say.say("Return sheet")), {}, wx(say.say("Return sheet") + ' ' + bench_.today().iso() + ".xlsx"),
                        files_of("Excel", "*.xlsx"), wxFD_SAVE | wxFD_OVERWRITE_PROMPT};
    if (dialog.ShowModal() != wxID_OK)
        return;
    auto path = utf8(dialog.GetPath());
    if (!path.ends_with(".xlsx"))
        path += ".xlsx";
    present::write_return_sheet(bench_, alive_, original, path);
}

} // namespace taizhang::ui
