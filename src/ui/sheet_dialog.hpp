#pragma once

#include "map/select.hpp"
#include "map/sheets.hpp"
#include "ui/form.hpp"

namespace taizhang::ui {

/// What of the map is to be printed, on which paper, at which scale: to the printer or as PDF.
class SheetDialog : public FormDialog {
public:
    SheetDialog(wxWindow* parent, present::Workbench& bench, map::Scene::Shared scene, geo::Box const& view);

private:
    [[nodiscard]] map::Sheets sheets() const;
    void print_it();
    void save_pdf();

    present::Workbench& bench_;
    map::Scene::Shared scene_;
    geo::Box view_;
    wxTextCtrl* title_ = nullptr;
    wxChoice *what_ = nullptr, *scale_ = nullptr, *paper_ = nullptr;
    wxCheckBox* internal_ = nullptr;
};

} // namespace taizhang::ui
