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

namespace taizhang::ui {

AssetPage::AssetPage(wxWindow* parent, present::Workbench& bench, Wishes wishes)
    : Page{parent, "assets", wx(bench.say().say("Facilities"))}, bench_{bench}, table_{bench}
{
    auto const& say = bench.say();
    auto* const bring_in = tool("assets.import", wx(say.say("Import")), "upload");
    auto* const add = tool("assets.add", wx(say.say("Add")), "plus");
    map_ = tool("assets.map", wx(say.say("Show on the map")), "map");
    repair_ = tool("assets.repair", wx(say.say("Log repair of the selected")), "wrench");
    for (auto* const b : {add, bring_in, map_, repair_})
        head()->Add(b, 0, wxLEFT, 8);

    auto* const filters = new wxBoxSizer{wxHORIZONTAL};
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
    filters->Add(text_);
    filters->Add(class_, 0, wxLEFT, 8);
    filters->Add(road_, 0, wxLEFT, 8);
    filters->Add(need_, 0, wxLEFT, 8);
    filters->Add(clear_, 0, wxLEFT, 8);
    body()->Add(filters, 0, wxLEFT | wxRIGHT | wxBOTTOM, 16);

    empty_ = new wxStaticText{this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxALIGN_CENTRE_HORIZONTAL};
    style(*empty_, "tz-second");
    view_ = new TableView{this, table_, "assets.table", wx(say.say("Facilities"))};
    count_ = foot_line();
    count_->SetName("assets.count");
    body()->Add(empty_, 0, wxEXPAND | wxALL, 48);
    body()->Add(view_, 1, wxEXPAND);
    body()->Add(count_, 0, wxEXPAND | wxALL, 12);

    text_->Bind(wxEVT_TEXT, [this](auto&) { table_.set_text(utf8(text_->GetValue())); });
    class_->Bind(wxEVT_CHOICE, [this](auto&) { table_.set_class(chosen_key(*class_)); });
    road_->Bind(wxEVT_CHOICE, [this](auto&) { table_.set_road(chosen_key(*road_)); });
    need_->Bind(wxEVT_CHOICE, [this](auto&) { table_.set_need(chosen_key(*need_)); });
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
    auto const choices = table_.classes();
    if (class_->GetCount() != choices.size() || chosen_key(*class_) != table_.class_key())
        fill(*class_, choices, table_.class_key());
    if (auto const roads = table_.roads(); road_->GetCount() != roads.size() || chosen_key(*road_) != table_.chosen_road())
        fill(*road_, roads, table_.chosen_road());
    if (chosen_key(*need_) != table_.need())
        fill(*need_, table_.needs(), table_.need());
    if (utf8(text_->GetValue()) != table_.text())
        text_->ChangeValue(wx(table_.text()));
    auto const chosen = bench_.selected_assets().size();
    auto words = table_.footer();
    if (chosen > 0)
        words = bench_.say().say("{0} selected", chosen) + "    " + words;
    count_->SetLabel(wx(words));
    bool const none = table_.rows() == 0 && (table_.is_loaded() || !bench_.is_open());
    empty_->SetLabel(wx(table_.empty_title() + "\n" + table_.empty_hint()));
    empty_->Show(none);
    view_->Show(!none);
    clear_->Show(table_.is_filtered());
    repair_->Enable(bench_.is_open() && chosen > 0);
    map_->Enable(bench_.is_open() && chosen > 0);
    Layout();
}

} // namespace taizhang::ui
