#include "ui/paper_dialog.hpp"

#include "ui/paper.hpp"
#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/filedlg.h>
#include <wx/print.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

namespace taizhang::ui {

PaperDialog::PaperDialog(wxWindow* parent, present::Workbench& bench, std::shared_ptr<report::Pages const> pages)
    : wxDialog{parent, wxID_ANY, wx(pages->title()), wxDefaultPosition, {820, 720}, wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER}, bench_{bench},
      pages_{std::move(pages)}
{
    SetName("paper");
    style(*this, "tz-bg-surface");
    auto const& say = bench.say();
    auto* const paper = new Paper{this};
    call(*paper, "paper.pages");
    paper->show(pages_, {});
    auto* const count = new wxStaticText{this, wxID_ANY, wx(say.say("{0} pages", pages_->pages()))};
    style(*count, "tz-second");
    count->SetName("paper.count");
    auto* const print_button = new wxButton{this, wxID_ANY, wx(say.say("Print …"))};
    style(*print_button, "tz-primary");
    call(*print_button, "paper.print");
    auto* const save_button = new wxButton{this, wxID_ANY, wx(say.say("Save as PDF …"))};
    call(*save_button, "paper.save");
    auto* const close = new wxButton{this, wxID_CANCEL, wx(say.say("Close"))};
    style(*close, "tz-quiet");
    auto* const buttons = new wxBoxSizer{wxHORIZONTAL};
    buttons->Add(count, 0, wxALIGN_CENTRE_VERTICAL);
    buttons->AddStretchSpacer();
    for (auto* const button : {close, save_button, print_button})
        buttons->Add(button, 0, wxLEFT, 8);
    auto* const all = new wxBoxSizer{wxVERTICAL};
    all->Add(paper, 1, wxEXPAND);
    all->Add(buttons, 0, wxEXPAND | wxALL, 12);
    SetSizer(all);
    CentreOnParent();
    print_button->SetDefault();
    print_button->SetFocus();
    print_button->Bind(wxEVT_BUTTON, [this](auto&) { CallAfter([this] { print(); }); });
    save_button->Bind(wxEVT_BUTTON, [this](auto&) { CallAfter([this] { save(); }); });
}

void PaperDialog::print()
{
    auto const& say = bench_.say();
    if (ui::print(this, pages_)) {
        bench_.tell({present::Notice::Tone::done, say.say("Sent to the printer: {0}", pages_->title()), {}, {}});
        EndModal(wxID_OK);
    } else if (wxPrinter::GetLastError() == wxPRINTER_ERROR)
        bench_.tell({present::Notice::Tone::refused, say.say("The paper was not printed."), {}, say.say("Check the printer, or save it as PDF.")});
}

void PaperDialog::save()
{
    auto const& say = bench_.say();
    wxFileDialog dialog{this, wx(say.say("Save as PDF")), {}, wx(pages_->title() + ".pdf"), files_of("PDF", "*.pdf"),
                        wxFD_SAVE | wxFD_OVERWRITE_PROMPT};
    if (dialog.ShowModal() != wxID_OK)
        return;
    auto path = utf8(dialog.GetPath());
    if (!path.ends_with(".pdf"))
        path += ".pdf";
    try {
        report::write_pages(*pages_, path);
        bench_.tell({present::Notice::Tone::done, say.say("Saved: {0}", path), {}, {}});
        EndModal(wxID_OK);
    } catch (...) {
        bench_.complain(std::current_exception());
    }
}

} // namespace taizhang::ui
