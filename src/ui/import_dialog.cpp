#include "ui/import_dialog.hpp"

#include "ui/place_preview.hpp"
#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/dataview.h>
#include <wx/filename.h>
#include <wx/notebook.h>

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

template <class Rows>
void fill(wxDataViewListCtrl& list, Rows const& rows)
{
    list.DeleteAllItems();
    for (auto const& texts : rows) {
        wxVector<wxVariant> row;
        for (auto const& text : texts)
            row.push_back(wx(replaced(text, "\n", " ")));
        list.AppendItem(row);
    }
}

} // namespace

ImportDialog::ImportDialog(wxWindow* parent, present::Workbench& bench, std::string file)
    : FormDialog{parent, wx(bench.say().say("Import {0}", utf8(wxFileName{wx(file)}.GetFullName()))), "import"},
      bench_{bench}, form_{bench, std::move(file)}
{
    auto* const rows = new wxBoxSizer{wxVERTICAL};
    rows->Add(choices(), 0, wxEXPAND | wxBOTTOM, 12);
    rows->Add(middle(), 1, wxEXPAND | wxBOTTOM, 12);
    rows->Add(bottom(), 0, wxEXPAND);
    import_ = button("import.go", wx(bench_.say().say("Import")));
    lay_out(rows, import_, {}, wx(bench_.say().say("Cancel")));
    bind();
    on_tried_ = form_.tried.subscribe([this](auto const&) { show_result(); });
    show_result();
}

wxSizer* ImportDialog::choices()
{
    auto const& say = bench_.say();
    auto const& options = form_.options();
    auto& layer = field("import.layer", wx(say.say("Layer")));
    layer_ = layer.choice({}, {});
    layer_row_ = layer.sizer();
    auto& what = field("import.what", wx(say.say("Rows are")));
    what_ = what.choice(form_.what_choices(), options.what);
    auto& of_class = field("import.class", wx(say.say("Class")));
    class_ = of_class.choice(form_.class_choices(), options.class_key);
    auto& encoding = field("import.encoding", wx(say.say("Encoding")));
    encoding_ = encoding.choice({}, {});
    encoding_row_ = encoding.sizer();
    auto& crs = field("import.crs", wx(say.say("Coordinates")));
    crs_ = crs.choice(form_.crs_choices(), options.crs);
    auto& mode = field("import.mode", wx(say.say("Records that are there already")));
    mode_ = mode.choice(form_.mode_choices(), options.mode);
    auto& key = field("import.key", wx(say.say("Found again by")));
    key_ = key.choice(form_.key_choices(), options.key);

    auto const line = [](std::vector<std::pair<wxSizer*, int>> const& columns) {
        auto* const row = new wxBoxSizer{wxHORIZONTAL};
        for (auto const& [sizer, share] : columns)
            row->Add(sizer, share, wxEXPAND | (row->GetItemCount() ? wxLEFT : 0), 16);
        return row;
    };
    top_ = new wxBoxSizer{wxVERTICAL};
    top_->Add(line({{layer_row_, 2}, {what.sizer(), 1}, {of_class.sizer(), 1}, {encoding_row_, 1}}), 0, wxEXPAND | wxBOTTOM, 8);
    top_->Add(line({{crs.sizer(), 2}, {mode.sizer(), 2}, {key.sizer(), 1}}), 0, wxEXPAND);
    return top_;
}

wxSizer* ImportDialog::middle()
{
    auto const& say = bench_.say();
    summary_ = words({});
    call(*summary_, "import.summary");
    summary_->SetFont(font_of(Type::strong));
    findings_ = words({}, "tz-second");
    call(*findings_, "import.findings");

    tabs_ = new wxNotebook{this, wxID_ANY};
    call(*tabs_, "import.tabs");
    auto* const columns = new wxPanel{tabs_};
    columns_ = list_of(columns, "import.columns", wx(say.say("Columns")),
                       {{wx(say.say("column")), 150}, {wx(say.say("becomes")), 130}, {wx(say.say("values")), 300}});
    becomes_ = new wxChoice{columns, wxID_ANY};
    call(*becomes_, "import.becomes", wx(say.say("The chosen column becomes")));
    auto* const correct = new wxBoxSizer{wxHORIZONTAL};
    correct->Add(new wxStaticText{columns, wxID_ANY, wx(say.say("The chosen column becomes"))}, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, 8);
    correct->Add(becomes_, 1);
    auto* const column_rows = new wxBoxSizer{wxVERTICAL};
    column_rows->Add(columns_, 1, wxEXPAND);
    column_rows->Add(correct, 0, wxEXPAND | wxTOP, 6);
    columns->SetSizer(column_rows);
    changes_ = list_of(tabs_, "import.changes", wx(say.say("Changes")),
                       {{wx(say.say("record")), 130}, {wx(say.say("field")), 120}, {wx(say.say("before")), 160}, {wx(say.say("after")), 160}});
    issues_ = list_of(tabs_, "import.issues", wx(say.say("Rows to look at")),
                      {{wx(say.say("row")), 60}, {wx(say.say("column")), 130}, {wx(say.say("reason")), 380}});
    tabs_->AddPage(columns, wx(say.say("Columns")));
    tabs_->AddPage(changes_, wx(say.say("Changes")));
    tabs_->AddPage(issues_, wx(say.say("Rows to look at")));
    map_ = new PlacePreview{this, FromDIP(wxSize{260, 260})};
    call(*map_, "import.map", wx(say.say("Where the records lie")));

    auto* const lists = new wxBoxSizer{wxHORIZONTAL};
    lists->Add(tabs_, 1, wxEXPAND);
    lists->Add(map_, 0, wxEXPAND | wxLEFT, 16);
    lists->SetMinSize(FromDIP(wxSize{920, 280}));
    auto* const rows = new wxBoxSizer{wxVERTICAL};
    rows->Add(summary_, 0, wxEXPAND | wxBOTTOM, 4);
    rows->Add(findings_, 0, wxEXPAND | wxBOTTOM, 8);
    rows->Add(lists, 1, wxEXPAND);
    return rows;
}

wxSizer* ImportDialog::bottom()
{
    auto const& say = bench_.say();
    without_position_ = new wxCheckBox{this, wxID_ANY, wx(say.say("Take rows without a position too"))};
    call(*without_position_, "import.without_position");
    leave_out_ = new wxCheckBox{this, wxID_ANY, wx(say.say("Leave out rows that cannot be taken"))};
    call(*leave_out_, "import.leave_out");
    save_as_ = new wxTextCtrl{this, wxID_ANY, {}, wxDefaultPosition, FromDIP(wxSize{170, -1})};
    call(*save_as_, "import.save_as", wx(say.say("Keep this way of reading as")));
    save_as_->SetHint(wx(say.say("name, for the next such file")));
    auto* const row = new wxBoxSizer{wxHORIZONTAL};
    row->Add(without_position_, 0, wxALIGN_CENTRE_VERTICAL);
    row->Add(leave_out_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, 16);
    row->AddStretchSpacer();
    row->Add(new wxStaticText{this, wxID_ANY, wx(say.say("Keep this way of reading as"))}, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, 8);
    row->Add(save_as_, 0, wxALIGN_CENTRE_VERTICAL);
    return row;
}

void ImportDialog::bind()
{
    for (auto* const choice : {layer_, what_, class_, encoding_, crs_, mode_, key_})
        choice->Bind(wxEVT_CHOICE, [this](auto&) { read(); });
    for (auto* const check : {without_position_, leave_out_})
        check->Bind(wxEVT_CHECKBOX, [this](auto&) { read(); });
    columns_->Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this](auto&) { column_chosen(); });
    becomes_->Bind(wxEVT_CHOICE, [this](auto&) { field_chosen(); });
    import_->Bind(wxEVT_BUTTON, [this](auto&) {
        auto options = form_.options();
        options.save_as = utf8(save_as_->GetValue());
        form_.set(std::move(options));
        form_.import();
        EndModal(wxID_OK);
    });
    Bind(wxEVT_BUTTON, [this](wxCommandEvent& event) {
        if (form_.is_trying())
            bench_.stop_job();
        event.Skip();
    }, wxID_CANCEL);
}

void ImportDialog::read()
{
    auto options = form_.options();
    options.layer = chosen_key(*layer_);
    options.what = chosen_key(*what_);
    options.class_key = chosen_key(*class_);
    options.encoding = chosen_key(*encoding_);
    options.crs = chosen_key(*crs_);
    options.mode = chosen_key(*mode_);
    options.key = chosen_key(*key_);
    options.fields = fields_;
    options.without_position = without_position_->GetValue();
    options.leave_out_refused = leave_out_->GetValue();
    form_.set(std::move(options));
}

void ImportDialog::column_chosen()
{
    auto const row = columns_->GetSelectedRow();
    becomes_->Enable(row != wxNOT_FOUND);
    column_ = row == wxNOT_FOUND ? std::string{} : utf8(columns_->GetTextValue(static_cast<unsigned>(row), 0));
    ui::fill(*becomes_, form_.field_choices(), form_.field_of(column_));
}

void ImportDialog::field_chosen()
{
    if (column_.empty())
        return;
    fields_[column_] = chosen_key(*becomes_);
    read();
}

void ImportDialog::show_choices()
{
    auto const& options = form_.options();
    auto const layers = form_.layer_choices();
    auto const encodings = form_.encoding_choices();
    ui::fill(*layer_, layers, options.layer);
    ui::fill(*class_, form_.class_choices(), options.class_key);
    ui::fill(*encoding_, encodings, options.encoding);
    ui::fill(*crs_, form_.crs_choices(), options.crs);
    ui::fill(*what_, form_.what_choices(), options.what);
    ui::fill(*key_, form_.key_choices(), options.key);
    ui::fill(*mode_, form_.mode_choices(), options.mode);
    layer_row_->ShowItems(layers.size() > 1); // a question only where there is a choice
    encoding_row_->ShowItems(!encodings.empty());
    class_->Enable(options.what == "assets");
    key_->Enable(options.mode != "add");
    without_position_->SetValue(options.without_position);
}

void ImportDialog::show_lists()
{
    fill(*columns_, form_.columns());
    auto const changes = form_.changes();
    auto const issues = form_.issues();
    fill(*changes_, changes);
    fill(*issues_, issues);
    auto const& say = bench_.say();
    auto const counted = [](std::string const& title, std::size_t n) { return wx(n == 0 ? title : title + " (" + std::to_string(n) + ")"); };
    tabs_->SetPageText(1, counted(say.say("Changes"), changes.size()));
    tabs_->SetPageText(2, counted(say.say("Rows to look at"), issues.size()));
    column_.clear();
    becomes_->Enable(false);
    map_->show(form_.places(), form_.roads());
    map_->Show(!form_.places().empty());
}

void ImportDialog::show_result()
{
    if (!form_.is_trying())
        show_choices();
    summary_->SetLabel(wx(form_.summary()));
    summary_->Wrap(GetClientSize().GetWidth() - 40);
    findings_->SetLabel(wx(joined(form_.findings(), "\n")));
    findings_->Wrap(GetClientSize().GetWidth() - 40);
    show_lists();
    import_->Enable(form_.can_import());
    Layout();
}

} // namespace taizhang::ui
