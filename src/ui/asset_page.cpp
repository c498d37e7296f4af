#include "ui/pages.hpp"

#include "ui/form.hpp"
#include "ui/table_view.hpp"
#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>
#include <wx/wrapsizer.h>

namespace taizhang::ui {

AssetPage::AssetPage(wxWindow* parent, present::Workbench& bench, Wishes wishes)
    : Page{parent, "assets", wx(bench.say().say("Facilities"))}, bench_{bench}, table_{bench}, groups_{bench, table_}
{
    auto const& say = bench.say();
    auto* const bring_in = tool("assets.import", wx(say.say("Import")), "upload");
    auto* const add = tool("assets.add", wx(say.say("Add")), "plus");
    map_ = tool("assets.map", wx(say.say("Show on the map")), "map");
    repair_ = tool("assets.repair", wx(say.say("Log repair of the selected")), "wrench");
    edit_ = tool("assets.edit", wx(say.say("Edit the selected")), "pencil");
    for (auto* const b : {add, bring_in, map_, edit_, repair_})
        head()->Add(b, 0, wxLEFT, 8);

    auto* const filters = new wxWrapSizer{wxHORIZONTAL, wxREMOVE_LEADING_SPACES}; // beside a detail not all fit one line
    text_ = search_field(this, "assets.text", wx(say.say("Code, name, road, place")));
    class_ = new wxChoice{this, wxID_ANY};
    class_->SetMinSize({180, 34});
    call(*class_, "assets.class", wx(say.say("Class")));
    road_ = new wxChoice{this, wxID_ANY};
    road_->SetMinSize({150, 34});
    call(*road_, "assets.road", wx(say.say("Road")));
    need_ = new wxChoice{this, wxID_ANY};
    need_->SetMinSize({170, 34});
    call(*need_, "assets.need", wx(say.say("State")));
    fill(*need_, table_.needs(), {});
    clear_ = new wxButton{this, wxID_ANY, wx(say.say("Clear"))};
    style(*clear_, "tz-quiet");
    call(*clear_, "assets.clear");
    group_ = new wxChoice{this, wxID_ANY};
    group_->SetMinSize({150, 34});
    call(*group_, "assets.group", wx(say.say("Totals")));
    fill(*group_, groups_.ways(), groups_.ways().front().key);
    choose_ = tool("assets.columns", wx(say.say("Columns")), "ellipsis");
    for (wxWindow* const w : {static_cast<wxWindow*>(text_), static_cast<wxWindow*>(class_), static_cast<wxWindow*>(road_),
                              static_cast<wxWindow*>(need_), static_cast<wxWindow*>(clear_), static_cast<wxWindow*>(group_),
                              static_cast<wxWindow*>(choose_)})
        filters->Add(w, 0, wxRIGHT | wxBOTTOM, 8);
    body()->Add(filters, 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, 8);

    empty_ = new wxStaticText{this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxALIGN_CENTRE_HORIZONTAL};
    style(*empty_, "tz-second");
    view_ = new TableView{this, table_, "assets.table", wx(say.say("Facilities"))};
    view_->remember_columns([&wishes] { return wishes.setting("columns.assets"); },
                            [keep = wishes.remember](std::string const& keys) { keep("columns.assets", keys); });
    grouped_ = new TableView{this, groups_, "assets.groups", wx(say.say("Totals"))};
    grouped_->on_open = [this](auto const& uid) {
        groups_.open(uid);
        refresh_words();
    };
    begin_at({view_, grouped_, text_});
    count_ = foot_line();
    count_->SetName("assets.count");
    body()->Add(empty_, 0, wxEXPAND | wxALL, 48);
    body()->Add(view_, 1, wxEXPAND);
    body()->Add(grouped_, 1, wxEXPAND);
    body()->Add(count_, 0, wxEXPAND | wxALL, 12);

    text_->Bind(wxEVT_TEXT, [this](auto&) { table_.set_text(utf8(text_->GetValue())); });
    class_->Bind(wxEVT_CHOICE, [this](auto&) { table_.set_class(chosen_key(*class_)); });
    road_->Bind(wxEVT_CHOICE, [this](auto&) { table_.set_road(chosen_key(*road_)); });
    need_->Bind(wxEVT_CHOICE, [this](auto&) { table_.set_need(chosen_key(*need_)); });
    group_->Bind(wxEVT_CHOICE, [this](auto&) {
        groups_.set_by(static_cast<present::AssetGroups::By>(group_->GetSelection()));
        refresh_words();
    });
    choose_->Bind(wxEVT_BUTTON, [this](auto&) { CallAfter([this] { view_->choose_columns(choose_); }); });
    edit_->Bind(wxEVT_BUTTON, [this, wishes](auto&) { CallAfter([this, wishes] { wishes.edit_assets(bench_.selected_assets()); }); });
    clear_->Bind(wxEVT_BUTTON, [this](auto&) {
        text_->ChangeValue({});
        table_.clear_filter();
    });
    add->Bind(wxEVT_BUTTON, [this, wishes](auto&) { CallAfter([wishes] { wishes.add_asset({}); }); });
    bring_in->Bind(wxEVT_BUTTON, [wishes](auto&) { wishes.import_file(); });
    map_->Bind(wxEVT_BUTTON, [wishes](auto&) { wishes.show_on_map(); });
    repair_->Bind(wxEVT_BUTTON, [wishes](auto&) { wishes.log_repair(); });
    view_->on_select = [this](auto const& uids) { bench_.select_assets(uids); };
    view_->on_open = [wishes](auto const& uid) { wishes.edit_asset(uid); };
    view_->on_open_many = [wishes](auto const& uids) { wishes.edit_assets(uids); };
    on_table_ = table_.changed.subscribe([this](auto const&) { refresh_words(); });
    on_selection_ = bench.selection_changed.subscribe([this](auto const&) {
        if (view_->selected() != bench_.selected_assets())
            view_->select(bench_.selected_assets());
        refresh_words();
    });
    refresh_words();
}

void AssetPage::refresh_words()
{
    offer(*class_, shown_classes_, table_.classes(), table_.class_key());
    offer(*road_, shown_roads_, table_.roads(), table_.chosen_road());
    offer(*need_, shown_needs_, table_.needs(), table_.need());
    bool const grouped = groups_.by() != present::AssetGroups::By::none;
    group_->SetSelection(static_cast<int>(groups_.by()));
    if (utf8(text_->GetValue()) != table_.text())
        text_->ChangeValue(wx(table_.text()));
    auto const chosen = bench_.selected_assets().size();
    auto words = table_.footer();
    if (chosen > 0)
        words = bench_.say().say("{0} selected", chosen) + "    " + words;
    count_->SetLabel(wx(words));
    bool const none = table_.rows() == 0;
    empty_->SetLabel(wx(table_.empty_title() + "\n" + table_.empty_hint()));
    empty_->Show(none);
    view_->Show(!none && !grouped);
    grouped_->Show(!none && grouped);
    choose_->Show(!grouped);
    clear_->Show(table_.is_filtered());
    repair_->Enable(bench_.is_open() && chosen > 0);
    map_->Enable(bench_.is_open() && chosen > 0);
    edit_->Enable(bench_.is_open() && !bench_.info().read_only && chosen > 0);
    Layout();
}

} // namespace taizhang::ui
