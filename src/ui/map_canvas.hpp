#pragma once

#include "present/map_model.hpp"

#include <wx/timer.h>
#include <wx/window.h>

#include <functional>
#include <string>

namespace taizhang::ui {

/// Draws the map model and turns mouse and keys into its intents.
class MapCanvas : public wxWindow {
public:
    MapCanvas(wxWindow* parent, present::MapModel& model, std::function<void(std::string const&)> show_position);

    [[nodiscard]] bool AcceptsFocus() const override { return true; }
    std::function<void(geo::ScreenPoint)> on_context;        ///< right click
    std::function<void(geo::ScreenPoint, bool add)> on_pick; ///< click with the pick tool

private:
    void paint();
    void pressed(wxMouseEvent const& event);
    void moved(wxMouseEvent const& event);
    void released(wxMouseEvent const& event);
    void key(wxKeyEvent& event);
    [[nodiscard]] bool is_drawing_tool() const;

    present::MapModel& model_;
    std::function<void(std::string const&)> show_position_;
    wxPoint start_, last_;
    wxString hint_;
    bool dragging_ = false, panning_ = false, holding_ = false;
    wxTimer rest_; ///< the view has come to rest
    Subscription on_changed_;
};

} // namespace taizhang::ui
