#pragma once

#include <wx/panel.h>

#include <vector>

namespace taizhang::ui {

/// A group on a page: surface with a thin line around it.
class Card : public wxPanel {
public:
    explicit Card(wxWindow* parent);

private:
    void paint();
};

/// How a number went, as small bars; the last one is now. What it shows must also be said in words beside it.
class TrendBars : public wxWindow {
public:
    TrendBars(wxWindow* parent, std::vector<double> values);
    bool AcceptsFocus() const override { return false; }

private:
    void paint();
    std::vector<double> values_;
};

} // namespace taizhang::ui
