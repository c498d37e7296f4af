// The main window's help: manual, tour, what it is.
#include "ui/main_window.hpp"

#include "ui/words.hpp"

#include <wx/aboutdlg.h>
#include <wx/simplebook.h>

namespace taizhang::ui {

void MainWindow::show_help(std::string const& topic)
{
    auto wanted = topic;
    if (wanted.empty())
        wanted = present::topic_of_window(utf8(book_->GetCurrentPage()->GetName()));
    auto* window = static_cast<HelpWindow*>(FindWindowByName("help", this));
    if (!window || window->IsBeingDeleted())
        window = new HelpWindow{this, bench_.say()};
    window->open(wanted);
}

void MainWindow::show_tour()
{
    if (tour_ && !tour_->pointing_at().empty())
        return;
    tour_ = std::make_unique<Tour>(*this, bench_.say(), [this] {
        if (callbacks_.remember)
            callbacks_.remember("tour.seen", "1");
    });
}

void MainWindow::show_about()
{
    auto const& say = bench_.say();
    wxAboutDialogInfo info;
    info.SetName(wx(say.say("Taizhang")));
    info.SetVersion(wx(callbacks_.version));
    info.SetDescription(wx(say.say("The ledger of municipal facilities: where they stand, what was repaired, the quarter's report.")));
    info.SetLicence("Apache License 2.0");
    wxAboutBox(info, this);
}

} // namespace taizhang::ui
