#include "ui/map_page.hpp"

#include "ui/map_canvas.hpp"
#include "ui/sheet_dialog.hpp"
#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/menu.h>
#include <wx/numdlg.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textdlg.h>
#include <wx/tglbtn.h>

#include <algorithm>
#include <cmath>

namespace taizhang::ui {

namespace {

constexpr int edge = 12; // of what floats over the map
wxSize const icon_size{38, 34}; // wx would make them as wide as buttons with words

} // namespace

MapPage::MapPage(wxWindow* parent, present::Workbench& bench, Wishes wishes)
    : Page{parent, "map", wx(bench.say().say("Map"))}, bench_{bench}, wishes_{std::move(wishes)}, model_{bench}, sets_{bench}
{
    GetSizer()->Hide(head()); // the map is the page
    canvas_ = new MapCanvas{this, model_, wishes_.show_position};
    call(*canvas_, "map.canvas", wx(bench.say().say("Map")));
    canvas_->on_context = [this](geo::ScreenPoint at) { context_menu(at); };
    canvas_->on_pick = [this](geo::ScreenPoint at, bool add) { pick(at, add); };
    body()->Add(canvas_, 1, wxEXPAND);
    build_controls();
    build_selection_bar();
    canvas_->Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        place_controls();
        event.Skip();
    });
    on_changed_ = model_.changed.subscribe([this](auto const&) { refresh(); });
    on_selection_ = bench_.selection_changed.subscribe([this](auto const&) { refresh(); });
    refresh();
}

wxWindow* MapPage::floating(std::vector<wxWindow*> const& buttons, bool upright)
{
    auto* const panel = buttons.front()->GetParent();
    style(*panel, "tz-card");
    auto* const row = new wxBoxSizer{upright ? wxVERTICAL : wxHORIZONTAL};
    for (auto* const b : buttons)
        row->Add(b, 0, wxALL, 2);
    panel->SetSizerAndFit(row);
    return panel;
}

wxToggleButton* MapPage::tool_button(present::MapTool tool, std::string const& id, std::string const& label, std::string const& icon_name)
{
    auto* const made = new wxToggleButton{tools_, wxID_ANY, {}};
    made->SetBitmap(icon(icon_name, 18, theme().text));
    made->SetToolTip(wx(label));
    call(*made, id, wx(label));
    style(*made, "tz-icon");
    made->SetMinSize(icon_size);
    made->Bind(wxEVT_TOGGLEBUTTON, [this, tool](auto&) {
        model_.choose(tool);
        canvas_->SetFocus();
    });
    tool_buttons_.emplace_back(tool, made);
    return made;
}

wxButton* MapPage::float_button(std::string const& id, std::string const& label, std::string const& icon_name)
{
    auto* const made = new wxButton{zooms_, wxID_ANY, {}};
    made->SetBitmap(icon(icon_name, 18, theme().text));
    made->SetToolTip(wx(label));
    call(*made, id, wx(label));
    style(*made, "tz-icon");
    made->SetMinSize(icon_size);
    return made;
}

void MapPage::build_controls()
{
    auto const& say = bench_.say();
    using enum present::MapTool;
    tools_ = new wxPanel{canvas_};
    std::vector<wxWindow*> row;
    row.push_back(tool_button(pick, "map.pick", say.say("Pick"), "mouse-pointer-2"));
    row.push_back(tool_button(rectangle, "map.rectangle", say.say("Select by rectangle (Shift adds, Ctrl takes away)"), "square-dashed-mouse-pointer"));
    row.push_back(tool_button(polygon, "map.polygon", say.say("Select by polygon: a click a corner, double click ends it"), "lasso-select"));
    row.push_back(tool_button(distance, "map.distance", say.say("Measure a distance"), "ruler"));
    row.push_back(tool_button(area, "map.area", say.say("Measure an area"), "pentagon"));
    row.push_back(tool_button(edit, "map.edit", say.say("Move and reshape: drag a corner, right-click takes it out"), "pencil"));
    layers_ = new wxButton{tools_, wxID_ANY, wx(say.say("Layers and themes"))};
    layers_->SetBitmap(icon("layers", 16, theme().second));
    call(*layers_, "map.layers");
    style(*layers_, "tz-quiet");
    hug(*layers_, 34);
    layers_->Bind(wxEVT_BUTTON, [this](auto&) { layers_menu(); });
    row.push_back(layers_);
    print_ = new wxButton{tools_, wxID_ANY, {}};
    print_->SetBitmap(icon("printer", 18, theme().text));
    print_->SetToolTip(wx(say.say("Print the map")));
    call(*print_, "map.print", wx(say.say("Print the map")));
    style(*print_, "tz-icon");
    print_->SetMinSize(icon_size);
    print_->Bind(wxEVT_BUTTON, [this](auto&) { print(); });
    row.push_back(print_);
    floating(row, false);

    zooms_ = new wxPanel{canvas_};
    auto* const closer = float_button("map.closer", say.say("Closer"), "zoom-in");
    auto* const farther = float_button("map.farther", say.say("Farther"), "zoom-out");
    auto* const whole = float_button("map.whole", say.say("Whole county"), "maximize");
    floating({closer, farther, whole}, true);
    auto const zoom_by = [this](double factor) {
        auto const size = canvas_->GetClientSize();
        model_.zoom(factor, {size.GetWidth() / 2.0, size.GetHeight() / 2.0});
    };
    closer->Bind(wxEVT_BUTTON, [zoom_by](auto&) { zoom_by(2); });
    farther->Bind(wxEVT_BUTTON, [zoom_by](auto&) { zoom_by(0.5); });
    whole->Bind(wxEVT_BUTTON, [this](auto&) { model_.fit(); });

    empty_ = new wxStaticText{canvas_, wxID_ANY, wx(say.say("No facility has a position yet. Import a file with coordinates, or right-click to add a facility here."))};
    style(*empty_, "tz-second");
    empty_->Hide();
}

void MapPage::build_selection_bar()
{
    auto const& say = bench_.say();
    selection_ = new wxPanel{this};
    style(*selection_, "tz-bg-surface");
    sums_ = new wxStaticText{selection_, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END | wxST_NO_AUTORESIZE};
    sums_->SetName("map.sums");
    auto const button = [&](char const* id, std::string const& label, char const* icon_name) {
        auto* const made = new wxButton{selection_, wxID_ANY, wx(label)};
        made->SetBitmap(icon(icon_name, 16, theme().second));
        call(*made, id);
        hug(*made, 34);
        return made;
    };
    auto* const repair = button("map.repair", say.say("Log repair of the selected"), "wrench");
    more_ = button("map.more", say.say("Select more"), "ellipsis");
    auto* const clear = button("map.clear", say.say("Clear"), "x");
    style(*clear, "tz-quiet");
    repair->Bind(wxEVT_BUTTON, [this](auto&) { wishes_.log_repair(); });
    more_->Bind(wxEVT_BUTTON, [this](auto&) { more_menu(); });
    clear->Bind(wxEVT_BUTTON, [this](auto&) { bench_.select_assets({}); });
    auto* const row = new wxBoxSizer{wxHORIZONTAL};
    row->Add(sums_, 1, wxALIGN_CENTRE_VERTICAL | wxLEFT, 16);
    for (auto* const b : {repair, more_, clear})
        row->Add(b, 0, wxALL, 6);
    selection_->SetSizer(row);
    body()->Add(selection_, 0, wxEXPAND);
    selection_->Hide();
}

void MapPage::place_controls()
{
    tools_->SetPosition({edge, edge});
    zooms_->SetPosition({canvas_->GetClientSize().GetWidth() - zooms_->GetSize().GetWidth() - edge, edge});
    auto const size = canvas_->GetClientSize(), words = empty_->GetBestSize();
    empty_->SetSize((size.GetWidth() - words.GetWidth()) / 2, size.GetHeight() * 2 / 5, words.GetWidth(), words.GetHeight());
}

void MapPage::refresh()
{
    for (auto const& [tool, button] : tool_buttons_)
        if (button->GetValue() != (tool == model_.tool()))
            button->SetValue(tool == model_.tool());
    empty_->Show(model_.is_loaded() && !model_.has_things());
    auto const n = bench_.selected_assets().size();
    auto words = n == 0 ? std::string{} : bench_.say().say("{0} selected", n);
    if (n > 0 && !model_.sums().empty())
        words += bench_.say().language() == Language::zh ? "  " + model_.sums() : ":  " + model_.sums();
    if (wx(words) != sums_->GetLabel()) {
        sums_->SetLabel(wx(words));
        sums_->SetToolTip(wx(words));
    }
    if (selection_->IsShown() != (n > 0)) {
        selection_->Show(n > 0);
        Layout();
    }
}

void MapPage::pick(geo::ScreenPoint at, bool add)
{
    auto const candidates = model_.candidates(at);
    if (candidates.size() < 2) {
        model_.click(at, add);
        return;
    }
    wxMenu menu;
    constexpr std::size_t most = 20;
    for (std::size_t i = 0; i < std::min(most, candidates.size()); ++i)
        menu.Append(static_cast<int>(i) + 1, wx(candidates[i].label));
    auto const chosen = canvas_->GetPopupMenuSelectionFromUser(menu);
    if (chosen > 0)
        model_.take(candidates[static_cast<std::size_t>(chosen) - 1].uid, add);
}

void MapPage::context_menu(geo::ScreenPoint at)
{
    model_.click(at, false);
    wxMenu menu;
    auto* const add = menu.Append(wxID_ANY, wx(bench_.say().say("Add a facility here …")));
    auto* const repair = menu.Append(wxID_ANY, wx(bench_.say().say("Log a repair …")));
    auto* const more = menu.Append(wxID_ANY, wx(bench_.say().say("Select more") + " …"));
    auto const chosen = canvas_->GetPopupMenuSelectionFromUser(menu);
    if (chosen == add->GetId())
        wishes_.add_asset(model_.position_at(at));
    else if (chosen == repair->GetId())
        wishes_.log_repair();
    else if (chosen == more->GetId())
        more_menu();
}

void MapPage::layers_menu()
{
    wxMenu menu;
    auto const& say = bench_.say();
    constexpr int first_layer = 1, first_theme = 300, only_open = 299;
    auto const layers = model_.layers();
    for (std::size_t i = 0; i < layers.size(); ++i)
        menu.AppendCheckItem(first_layer + static_cast<int>(i), wx(layers[i].name))->Check(layers[i].shown);
    menu.AppendSeparator();
    menu.AppendCheckItem(only_open, wx(say.say("Only with open orders")))->Check(model_.shows_only_open());
    menu.AppendSeparator();
    auto const themes = model_.themes();
    for (std::size_t i = 0; i < themes.size(); ++i) {
        auto* const item = menu.AppendRadioItem(first_theme + static_cast<int>(i), wx(themes[i].label));
        item->Check(themes[i].key == model_.theme());
    }
    auto const chosen = layers_->GetPopupMenuSelectionFromUser(menu, {0, layers_->GetSize().GetHeight()});
    if (chosen >= first_theme)
        model_.set_theme(themes[static_cast<std::size_t>(chosen - first_theme)].key);
    else if (chosen == only_open)
        model_.show_only_open(!model_.shows_only_open());
    else if (chosen >= first_layer) {
        auto const& layer = layers[static_cast<std::size_t>(chosen - first_layer)];
        model_.show_layer(layer.key, !layer.shown);
    }
}

void MapPage::print()
{
    if (!model_.has_things())
        return;
    SheetDialog dialog{this, bench_, model_.scene(), model_.view().bounds()};
    dialog.ShowModal();
}

void MapPage::more_menu()
{
    sets_.read([this](std::vector<app::SavedSet> const& sets) { show_more(sets); });
}

void MapPage::show_more(std::vector<app::SavedSet> const& sets)
{
    auto const& say = bench_.say();
    enum : int { road = 1, near, keep, first_set = 100, first_removed = 400 };
    wxMenu menu;
    menu.Append(road, wx(say.say("Everything on the same road")));
    menu.Append(near, wx(say.say("Everything within a distance …")));
    menu.AppendSeparator();
    menu.Append(keep, wx(say.say("Keep this selection …")));
    constexpr std::size_t most = 40;
    if (!sets.empty()) {
        auto* const take = new wxMenu;
        auto* const remove = new wxMenu;
        for (std::size_t i = 0; i < std::min(most, sets.size()); ++i) {
            take->Append(first_set + static_cast<int>(i), wx(sets[i].name + "  (" + std::to_string(sets[i].asset_uids.size()) + ')'));
            remove->Append(first_removed + static_cast<int>(i), wx(sets[i].name));
        }
        menu.AppendSubMenu(take, wx(say.say("Select what was kept")));
        menu.AppendSubMenu(remove, wx(say.say("Remove what was kept")));
    }
    auto const chosen = GetPopupMenuSelectionFromUser(menu);
    if (chosen == road)
        model_.select_same_road();
    else if (chosen == near) {
        constexpr int usual = 20, farthest = 10'000;
        auto const metres = wxGetNumberFromUser(wx(say.say("Everything this near to what is selected is selected too.")), wx(say.say("Metres")),
                                                wx(say.say("Select within a distance")), usual, 1, farthest, this);
        if (metres > 0)
            model_.select_near(static_cast<double>(metres));
    } else if (chosen == keep) {
        wxTextEntryDialog dialog{this, wx(say.say("Name")), wx(say.say("Keep this selection"))};
        if (dialog.ShowModal() == wxID_OK)
            sets_.save(utf8(dialog.GetValue()));
    } else if (chosen >= first_removed)
        sets_.erase(sets[static_cast<std::size_t>(chosen - first_removed)]);
    else if (chosen >= first_set) {
        bench_.select_assets(sets[static_cast<std::size_t>(chosen - first_set)].asset_uids);
        model_.show_selection();
    }
}

} // namespace taizhang::ui
