#include "ui/pages.hpp"

#include "ui/form.hpp"
#include "ui/paper.hpp"
#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/dataview.h>
#include <wx/filedlg.h>
#include <wx/print.h>
#include <wx/sizer.h>
#include <wx/splitter.h>
#include <wx/stattext.h>

namespace taizhang::ui {

namespace {

constexpr int figures_width = 400;

} // namespace

ReportPage::ReportPage(wxWindow* parent, present::Workbench& bench)
    : Page{parent, "report", wx(bench.say().say("Reports"))}, bench_{bench}, model_{bench}
{
    auto const& say = bench.say();
    period_ = new wxChoice{this, wxID_ANY};
    period_->SetMinSize({220, 34});
    call(*period_, "report.period", wx(say.say("Period")));
    xlsx_ = tool("report.xlsx", wx(say.say("Save as Excel …")), "download");
    pdf_ = tool("report.pdf", wx(say.say("Save as PDF …")), "download");
    print_ = tool("report.print", wx(say.say("Print …")), "printer");
    for (wxWindow* const w : {static_cast<wxWindow*>(period_), static_cast<wxWindow*>(xlsx_), static_cast<wxWindow*>(pdf_),
                              static_cast<wxWindow*>(print_)})
        head()->Add(w, 0, wxLEFT, 8);

    auto* const split = new wxSplitterWindow{this, wxID_ANY, wxDefaultPosition, wxDefaultSize,
                                             wxSP_LIVE_UPDATE | wxSP_NOBORDER | wxSP_3DSASH};
    auto* const paper = new Paper{split};
    paper_ = paper;
    call(*paper, "report.paper", wx(say.say("Pages")));
    auto* const list = new wxDataViewListCtrl{split, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxDV_SINGLE | wxBORDER_NONE};
    list->AppendTextColumn(wx(say.say("Figure")), wxDATAVIEW_CELL_INERT, 260);
    list->AppendTextColumn(wx(say.say("Orders behind it")), wxDATAVIEW_CELL_INERT, 110);
    call(*list, "report.figures", wx(say.say("Figures")));
    figures_ = list;
    split->SetMinimumPaneSize(260);
    split->SetSashGravity(1);
    split->SplitVertically(paper, list, -figures_width);
    body()->Add(split, 1, wxEXPAND);
    begin_at({period_});
    pages_ = foot_line();
    pages_->SetName("report.pages");
    body()->Add(pages_, 0, wxEXPAND | wxALL, 12);

    period_->Bind(wxEVT_CHOICE, [this](auto&) { model_.choose(chosen_key(*period_)); });
    pdf_->Bind(wxEVT_BUTTON, [this](auto&) { save("pdf"); });
    xlsx_->Bind(wxEVT_BUTTON, [this](auto&) { save("xlsx"); });
    print_->Bind(wxEVT_BUTTON, [this](auto&) { CallAfter([this] { print(); }); });
    on_changed_ = model_.changed.subscribe([this](auto const&) { refresh(); });
    refresh();
}

void ReportPage::refresh()
{
    auto const& say = bench_.say();
    if (period_->GetCount() != model_.periods().size() || chosen_key(*period_) != model_.period())
        fill(*period_, model_.periods(), model_.period());
    auto const document = model_.document();
    for (auto* const b : {pdf_, xlsx_, print_})
        b->Enable(document != nullptr);
    static_cast<Paper*>(paper_)->show(
        document, wx(bench_.is_open() ? say.say("The report is being put together …") : say.say("No ledger is open")));
    auto* const list = static_cast<wxDataViewListCtrl*>(figures_);
    list->DeleteAllItems();
    for (auto const& figure : model_.figures()) {
        wxVector<wxVariant> row;
        row.push_back(wx(figure.phrase));
        row.push_back(wx(figure.orders));
        list->AppendItem(row);
    }
    pages_->SetLabel(document ? wx(say.say("{0} pages, {1} figures", document->pages(), model_.figures().size())) : wxString{});
}

void ReportPage::save(wxString const& ending)
{
    auto const& say = bench_.say();
    wxFileDialog dialog{this, wx(say.say("Save the report")), {}, wx(model_.proposed_file(utf8(ending))),
                        files_of(ending == "pdf" ? "PDF" : "Excel", "*." + ending), wxFD_SAVE | wxFD_OVERWRITE_PROMPT};
    if (dialog.ShowModal() != wxID_OK)
        return;
    auto path = dialog.GetPath();
    if (!path.Lower().ends_with("." + ending))
        path += "." + ending;
    model_.save(utf8(path));
}

void ReportPage::print()
{
    auto const document = model_.document();
    if (!document)
        return;
    auto const& say = bench_.say();
    if (ui::print(this, document))
        bench_.tell({present::Notice::Tone::done, say.say("Sent to the printer: {0}", document->title()), {}, {}});
    else if (wxPrinter::GetLastError() == wxPRINTER_ERROR)
        bench_.tell({present::Notice::Tone::refused, say.say("The report was not printed."), {},
                     say.say("Check the printer, or save the report as PDF.")});
}

} // namespace taizhang::ui
