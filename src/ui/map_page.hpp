#pragma once

#include "present/map_model.hpp"
#include "present/saved_sets.hpp"
#include "ui/pages.hpp"

namespace taizhang::ui {

class MapCanvas;

/// The map with its controls floating over it, and a line about what is selected below.
class MapPage : public Page {
public:
    MapPage(wxWindow* parent, present::Workbench& bench, Wishes wishes);
    [[nodiscard]] present::MapModel& model() noexcept { return model_; }

private:
    wxWindow* floating(std::vector<wxWindow*> const& buttons, bool upright);
    wxToggleButton* tool_button(present::MapTool tool, std::string const& id, std::string const& label, std::string const& icon_name);
    wxButton* float_button(std::string const& id, std::string const& label, std::string const& icon_name);
    void build_controls();
    void build_selection_bar();
    void place_controls();
    void refresh();
    void context_menu(geo::ScreenPoint at);
    void pick(geo::ScreenPoint at, bool add);
    void layers_menu();
    void more_menu();
    void show_more(std::vector<app::SavedSet> const& sets);
    void print();

    present::Workbench& bench_;
    Wishes wishes_;
    present::MapModel model_;
    present::SavedSets sets_;
    MapCanvas* canvas_ = nullptr;
    wxWindow *tools_ = nullptr, *zooms_ = nullptr, *selection_ = nullptr;
    wxStaticText *sums_ = nullptr, *empty_ = nullptr;
    wxButton *layers_ = nullptr, *more_ = nullptr, *print_ = nullptr, *kept_ = nullptr;
    std::vector<std::pair<present::MapTool, wxToggleButton*>> tool_buttons_;
    Subscription on_changed_, on_selection_;
};

} // namespace taizhang::ui
