#include "ui/report_page.hpp"

#include "ui/form.hpp"
#include "ui/paper.hpp"
#include "ui/report_dialogs.hpp"
#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/dataview.h>
#include <wx/filedlg.h>
#include <wx/menu.h>
#include <wx/notebook.h>
#include <wx/print.h>
#include <wx/sizer.h>
#include <wx/splitter.h>
#include <wx/stattext.h>

#include <algorithm>

namespace taizhang::ui {

namespace {

constexpr int side_width = 400;
enum Side { outline_side, figures_side, source_side, gaps_side, archive_side };

} // namespace

ReportPage::ReportPage(wxWindow* parent, present::Workbench& bench, std::function<void(std::string const&)> open_order)
    : Page{parent, "report", wx(bench.say().say("Reports"))}, bench_{bench}, open_order_{std::move(open_order)}, model_{bench}
{
    auto const& say = bench.say();
    make_tools();
    auto* const split = new wxSplitterWindow{this, wxID_ANY, wxDefaultPosition, wxDefaultSize,
                                             wxSP_LIVE_UPDATE | wxSP_NOBORDER | wxSP_3DSASH};
    paper_ = new Paper{split};
    call(*paper_, "report.paper", wx(say.say("Pages")));
    paper_->on_open = [this](report::Area const& area) { model_.open(area.link, area.text); };
    make_side(split);
    split->SetMinimumPaneSize(260);
    split->SetSashGravity(1);
    split->SplitVertically(paper_, side_, -side_width);
    body()->Add(split, 1, wxEXPAND);
    begin_at({period_});
    pages_ = foot_line();
    pages_->SetName("report.pages");
    body()->Add(pages_, 0, wxEXPAND | wxALL, 12);
    bind_lists();
    on_changed_ = model_.changed.subscribe([this](auto const&) { refresh(); });
    on_source_ = model_.source_changed.subscribe([this](auto const&) { show_source(); });
    refresh();
}

void ReportPage::make_tools()
{
    auto const& say = bench_.say();
    period_ = new wxChoice{this, wxID_ANY};
    period_->SetMinSize({190, 34});
    call(*period_, "report.period", wx(say.say("Period")));
    zoom_ = new wxChoice{this, wxID_ANY};
    zoom_->Append(wx(say.say("Page width")));
    zoom_->Append(wx(say.say("Whole page")));
    for (auto const percent : {50, 75, 100, 150, 200})
        zoom_->Append(wxString::Format("%d%%", percent));
    zoom_->SetSelection(0);
    zoom_->SetMinSize({110, 34});
    call(*zoom_, "report.zoom", wx(say.say("Zoom")));
    xlsx_ = tool("report.xlsx", wx(say.say("Save as Excel …")), "download");
    pdf_ = tool("report.pdf", wx(say.say("Save as PDF …")), "download");
    print_ = tool("report.print", wx(say.say("Print …")), "printer");
    more_ = tool("report.more", wx(say.say("Issue and more")), "file-chart-column");
    for (wxWindow* const w : {static_cast<wxWindow*>(period_), static_cast<wxWindow*>(zoom_), static_cast<wxWindow*>(xlsx_), static_cast<wxWindow*>(pdf_),
                              static_cast<wxWindow*>(print_), static_cast<wxWindow*>(more_)})
        head()->Add(w, 0, wxLEFT, 8);
    period_->Bind(wxEVT_CHOICE, [this](auto&) { model_.choose(chosen_key(*period_)); });
    zoom_->Bind(wxEVT_CHOICE, [this](auto&) {
        static constexpr double scales[] = {Paper::fit_width, Paper::fit_page, 0.5, 0.75, 1, 1.5, 2};
        paper_->set_zoom(scales[std::clamp(zoom_->GetSelection(), 0, 6)]);
    });
    pdf_->Bind(wxEVT_BUTTON, [this](auto&) { save("pdf"); });
    xlsx_->Bind(wxEVT_BUTTON, [this](auto&) { save("xlsx"); });
    print_->Bind(wxEVT_BUTTON, [this](auto&) { CallAfter([this] { print(); }); });
    more_->Bind(wxEVT_BUTTON, [this](auto&) { show_more(); });
}

wxDataViewListCtrl* ReportPage::list(std::string const& id, wxString const& spoken, std::vector<std::pair<wxString, int>> const& columns)
{
    auto* const made = new wxDataViewListCtrl{side_, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxDV_SINGLE | wxBORDER_NONE};
    for (auto const& [title, width] : columns)
        made->AppendTextColumn(title, wxDATAVIEW_CELL_INERT, width);
    call(*made, id, spoken);
    return made;
}

void ReportPage::make_side(wxWindow* parent)
{
    auto const& say = bench_.say();
    side_ = new wxNotebook{parent, wxID_ANY};
    call(*side_, "report.side", wx(say.say("Beside the pages")));
    outline_ = list("report.outline", wx(say.say("Contents")), {{wx(say.say("Section or table")), 280}, {wx(say.say("Page")), 60}});
    figures_ = list("report.figures", wx(say.say("Figures")), {{wx(say.say("Figure")), 250}, {wx(say.say("Orders behind it")), 110}});
    source_ = list("report.source", wx(say.say("Source")), {{wx(say.say("Order")), 340}});
    gaps_ = list("report.gaps", wx(say.say("Missing")), {{wx(say.say("Missing for a clean report")), 350}});
    archive_ = list("report.archive", wx(say.say("Archive")), {{wx(say.say("Issued report")), 350}});
    for (auto const& [page, title] : {std::pair{outline_, say.say("Contents")}, {figures_, say.say("Figures")}, {source_, say.say("Source")},
                                      {gaps_, say.say("Missing")}, {archive_, say.say("Archive")}})
        side_->AddPage(page, wx(title));
}

void ReportPage::bind_lists()
{
    auto const row = [](wxDataViewListCtrl* list) { return static_cast<std::size_t>(std::max(0, list->GetSelectedRow())); };
    outline_->Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this, row](auto&) {
        auto const document = model_.document();
        if (document && outline_->GetSelectedRow() >= 0 && row(outline_) < document->bookmarks().size())
            paper_->go_to(document->bookmarks()[row(outline_)].page);
    });
    figures_->Bind(wxEVT_DATAVIEW_ITEM_ACTIVATED, [this, row](auto&) {
        if (row(figures_) < model_.figures().size())
            model_.open(model_.figures()[row(figures_)].link, model_.figures()[row(figures_)].phrase);
    });
    source_->Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this, row](auto&) {
        if (source_->GetSelectedRow() >= 0 && row(source_) < model_.source().orders.size())
            model_.choose_order(model_.source().orders[row(source_)].uid);
    });
    source_->Bind(wxEVT_DATAVIEW_ITEM_ACTIVATED, [this, row](auto&) {
        if (row(source_) < model_.source().orders.size())
            open_order_(model_.source().orders[row(source_)].uid);
    });
    gaps_->Bind(wxEVT_DATAVIEW_ITEM_ACTIVATED, [this, row](auto&) { model_.open_gap(row(gaps_)); });
    archive_->Bind(wxEVT_DATAVIEW_ITEM_ACTIVATED, [this](auto&) { export_issued(); });
}

void ReportPage::refresh()
{
    auto const& say = bench_.say();
    if (period_->GetCount() != model_.periods().size() || chosen_key(*period_) != model_.period())
        fill(*period_, model_.periods(), model_.period());
    auto const document = model_.document();
    for (auto* const b : {pdf_, xlsx_, print_, more_})
        b->Enable(document != nullptr);
    paper_->show(document, wx(bench_.is_open() ? say.say("The report is being put together …") : say.say("No ledger is open")));
    refresh_lists();
    auto words = document ? say.say("{0} pages, {1} figures", document->pages(), model_.figures().size()) : std::string{};
    if (document && !document->missing_characters().empty())
        words += " · " + say.say("no font has {0}", document->missing_characters());
    if (model_.is_locked())
        words += " · " + say.say("period locked");
    pages_->SetLabel(wx(words));
}

void ReportPage::refresh_lists()
{
    auto const fill_with = [](wxDataViewListCtrl* list, std::vector<std::vector<std::string>> const& rows) {
        list->DeleteAllItems();
        for (auto const& cells : rows) {
            wxVector<wxVariant> row;
            for (auto const& cell : cells)
                row.push_back(wx(cell));
            list->AppendItem(row);
        }
    };
    std::vector<std::vector<std::string>> rows;
    if (auto const document = model_.document())
        for (auto const& bookmark : document->bookmarks())
            rows.push_back({std::string(static_cast<std::size_t>(bookmark.level) * 2, ' ') + bookmark.words, std::to_string(bookmark.page + 1)});
    fill_with(outline_, rows);
    rows.clear();
    for (auto const& figure : model_.figures())
        rows.push_back({figure.phrase, figure.orders});
    fill_with(figures_, rows);
    rows.clear();
    for (auto const& gap : model_.gaps())
        rows.push_back({bench_.say()(gap.words)});
    fill_with(gaps_, rows);
    rows.clear();
    for (auto const& issued : model_.archive())
        rows.push_back({model_.words_of(issued)});
    fill_with(archive_, rows);
}

void ReportPage::show_source()
{
    auto const& source = model_.source();
    source_->DeleteAllItems();
    for (auto const& order : source.orders) {
        wxVector<wxVariant> row;
        row.push_back(wx(domain::short_number(order.number)));
        source_->AppendItem(row);
    }
    if (source.title.empty())
        return;
    source_->GetColumn(0)->SetTitle(wx(bench_.say().say("{0}: {1} orders", source.title, source.orders.size())));
    // whoever goes from number to number by keyboard goes on there
    bool const from_paper = paper_->HasFocus();
    side_->ChangeSelection(source_side);
    if (from_paper)
        paper_->SetFocus();
}

void ReportPage::show_more()
{
    auto const& say = bench_.say();
    wxMenu menu;
    auto const add = [&](wxString const& label, void (ReportPage::*act)()) {
        auto* const item = menu.Append(wxID_ANY, label);
        menu.Bind(wxEVT_MENU, [this, act](auto&) { CallAfter([this, act] { (this->*act)(); }); }, item->GetId());
    };
    add(wx(say.say("Edit the words …")), &ReportPage::edit_words);
    add(wx(say.say("Issue the report …")), &ReportPage::issue);
    auto* const lock = menu.Append(wxID_ANY, wx(model_.is_locked() ? say.say("Open the locked period") : say.say("Lock the period")));
    menu.Bind(wxEVT_MENU, [this](auto&) { model_.lock(!model_.is_locked()); }, lock->GetId());
    menu.AppendSeparator();
    auto* const html = menu.Append(wxID_ANY, wx(say.say("Save for WPS or Word …")));
    menu.Bind(wxEVT_MENU, [this](auto&) { CallAfter([this] { save("html"); }); }, html->GetId());
    auto* const json = menu.Append(wxID_ANY, wx(say.say("Save the figures as JSON …")));
    menu.Bind(wxEVT_MENU, [this](auto&) { CallAfter([this] { save("json"); }); }, json->GetId());
    PopupMenu(&menu, more_->GetPosition() + wxPoint{0, more_->GetSize().y});
}

void ReportPage::edit_words()
{
    ReportWordsDialog dialog{this, bench_, model_};
    dialog.ShowModal();
}

void ReportPage::issue()
{
    IssueDialog dialog{this, bench_, model_};
    if (dialog.ShowModal() == wxID_OK)
        model_.issue(dialog.document_number());
}

void ReportPage::export_issued()
{
    auto const row = archive_->GetSelectedRow();
    if (row < 0 || static_cast<std::size_t>(row) >= model_.archive().size())
        return;
    auto const& issued = model_.archive()[static_cast<std::size_t>(row)];
    auto const& say = bench_.say();
    wxFileDialog dialog{this, wx(say.say("Save the issued report")), {}, wx(issued.title + ".pdf"), files_of("PDF", "*.pdf"), wxFD_SAVE | wxFD_OVERWRITE_PROMPT};
    if (dialog.ShowModal() == wxID_OK)
        model_.export_issued(issued.uid, utf8(dialog.GetPath()));
}

void ReportPage::save(wxString const& ending)
{
    auto const& say = bench_.say();
    wxString const kind = ending == "pdf" ? "PDF" : ending == "xlsx" ? "Excel" : ending == "html" ? "HTML" : "JSON";
    wxFileDialog dialog{this, wx(say.say("Save the report")), {}, wx(model_.proposed_file(utf8(ending))),
                        files_of(utf8(kind), "*." + ending), wxFD_SAVE | wxFD_OVERWRITE_PROMPT};
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
