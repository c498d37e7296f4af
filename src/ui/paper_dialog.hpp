#pragma once

#include "present/workbench.hpp"
#include "report/pages.hpp"

#include <wx/dialog.h>

#include <memory>

namespace taizhang::ui {

/// Pages to be looked at, printed (Enter) or saved as PDF.
class PaperDialog : public wxDialog {
public:
    PaperDialog(wxWindow* parent, present::Workbench& bench, std::shared_ptr<report::Pages const> pages);

private:
    void print();
    void save();

    present::Workbench& bench_;
    std::shared_ptr<report::Pages const> pages_;
};

} // namespace taizhang::ui
