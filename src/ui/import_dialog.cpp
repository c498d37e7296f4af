#include "ui/import_dialog.hpp"

#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/dataview.h>
#include <wx/filename.h>

namespace taizhang::ui {

namespace {

wxDataViewListCtrl* list_of(wxWindow* parent, std::string const& id, wxString const& spoken,
                            std::vector<std::pair<wxString, int>> const& columns)
{
    auto* const list = new wxDataViewListCtrl{parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxDV_SINGLE | wxBORDER_SIMPLE};
    for (auto const& [title, width] : columns)
        list->AppendTextColumn(title, wxDATAVIEW_CELL_INERT, list->FromDIP(width));
    call(*list, id, spoken);
    style(*list, "tz-compact");
    return list;
}

} // namespace

ImportDialog::ImportDialog(wxWindow* parent, present::Workbench& bench, std::string file)
    : FormDialog{parent, wx(bench.say().say("Import {0}", utf8(wxFileName{wx(file)}.GetFullName()))), "import"},
      bench_{bench}, form_{bench, std::move(file)}
{
    auto const& say = bench.say();
    auto const& options = form_.options();
    auto& what = field("import.what", wx(say.say("Rows are")));
    what_ = what.choice(form_.what_choices(), options.what);
    auto& of_class = field("import.class", wx(say.say("Class")));
    class_ = of_class.choice(form_.class_choices(), options.class_key);
    auto& mode = field("import.mode", wx(say.say("Records with the same code")));
    mode_ = mode.choice(form_.mode_choices(), options.mode);
    auto& crs = field("import.crs", wx(say.say("Coordinates")));
    crs_ = crs.choice(form_.crs_choices(), options.crs);
    without_position_ = new wxCheckBox{this, wxID_ANY, wx(say.say("Take rows without a position too"))};
    call(*without_position_, "import.without_position");
    leave_out_ = new wxCheckBox{this, wxID_ANY, wx(say.say("Leave out rows that cannot be taken"))};
    call(*leave_out_, "import.leave_out");

    summary_ = words({}, "tz-text");
    summary_->SetName("import.summary");
    summary_->SetFont(font_of(Type::strong));
    columns_ = list_of(this, "import.columns", wx(say.say("Columns")), {{wx(say.say("column")), 150}, {wx(say.say("becomes")), 130}});
    issues_ = list_of(this, "import.issues", wx(say.say("Rows to look at")),
                      {{wx(say.say("row")), 60}, {wx(say.say("column")), 110}, {wx(say.say("reason")), 330}});

    auto* const first = new wxBoxSizer{wxHORIZONTAL};
    first->Add(what.sizer(), 1, wxEXPAND);
    first->Add(of_class.sizer(), 1, wxEXPAND | wxLEFT, 16);
    first->Add(mode.sizer(), 2, wxEXPAND | wxLEFT, 16);
    auto* const second = new wxBoxSizer{wxHORIZONTAL};
    second->Add(crs.sizer(), 1, wxEXPAND);
    auto* const checks = new wxBoxSizer{wxVERTICAL};
    checks->Add(without_position_, 0, wxTOP, 4);
    checks->Add(leave_out_, 0, wxTOP, 8);
    second->Add(checks, 1, wxLEFT, 16);
    auto* const lists = new wxBoxSizer{wxHORIZONTAL};
    lists->Add(columns_, 2, wxEXPAND);
    lists->Add(issues_, 3, wxEXPAND | wxLEFT, 16);
    lists->SetMinSize({820, 260});
    auto* const rows = new wxBoxSizer{wxVERTICAL};
    rows->Add(first, 0, wxEXPAND | wxBOTTOM, 12);
    rows->Add(second, 0, wxEXPAND | wxBOTTOM, 16);
    rows->Add(summary_, 0, wxEXPAND | wxBOTTOM, 8);
    rows->Add(lists, 1, wxEXPAND);
    import_ = button("import.go", wx(say.say("Import")));
    lay_out(rows, import_, {}, wx(say.say("Cancel")));

    for (auto* const choice : {what_, class_, crs_, mode_})
        choice->Bind(wxEVT_CHOICE, [this](auto&) { read(); });
    for (auto* const check : {without_position_, leave_out_})
        check->Bind(wxEVT_CHECKBOX, [this](auto&) { read(); });
    import_->Bind(wxEVT_BUTTON, [this](auto&) {
        form_.import();
        EndModal(wxID_OK);
    });
    Bind(wxEVT_BUTTON, [this](wxCommandEvent& event) {
        if (form_.is_trying())
            bench_.stop_job();
        event.Skip();
    }, wxID_CANCEL);
    on_tried_ = form_.tried.subscribe([this](auto const&) { show_result(); });
    show_result();
}

void ImportDialog::read()
{
    present::ImportForm::Options options;
    options.what = chosen_key(*what_);
    options.class_key = chosen_key(*class_);
    options.crs = chosen_key(*crs_);
    options.mode = chosen_key(*mode_);
    options.without_position = without_position_->GetValue();
    options.leave_out_refused = leave_out_->GetValue();
    class_->Enable(options.what == "assets");
    form_.set(std::move(options));
}

void ImportDialog::show_result()
{
    summary_->SetLabel(wx(form_.summary()));
    summary_->Wrap(GetClientSize().GetWidth() - 40);
    columns_->DeleteAllItems();
    for (auto const& [header, becomes] : form_.columns()) {
        wxVector<wxVariant> row;
        row.push_back(wx(header));
        row.push_back(wx(becomes));
        columns_->AppendItem(row);
    }
    issues_->DeleteAllItems();
    for (auto const& issue : form_.issues()) {
        wxVector<wxVariant> row;
        for (auto const& text : issue)
            row.push_back(wx(text));
        issues_->AppendItem(row);
    }
    import_->Enable(form_.can_import());
    Layout();
}

} // namespace taizhang::ui
