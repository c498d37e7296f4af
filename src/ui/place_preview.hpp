#pragma once

#include "geo/shape.hpp"

#include <wx/panel.h>

#include <vector>

namespace taizhang::ui {

/// A small map of points over roads: do they lie where they should?
class PlacePreview : public wxPanel {
public:
    PlacePreview(wxWindow* parent, wxSize const& size);
    void show(std::vector<geo::Position> places, std::vector<geo::Shape::Chain> roads);

private:
    void paint();

    std::vector<geo::Position> places_;
    std::vector<geo::Shape::Chain> roads_;
};

} // namespace taizhang::ui
