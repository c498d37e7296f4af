#pragma once

#include "report/pages.hpp"

#include <wx/scrolwin.h>

#include <memory>

namespace taizhang::ui {

/// The pages of a report one below another, as wide as the window lets them be.
class Paper : public wxScrolledCanvas {
public:
    explicit Paper(wxWindow* parent);
    /// nullptr = `waiting` stands there instead.
    void show(std::shared_ptr<report::Pages const> document, wxString const& waiting);

private:
    void paint();
    void measure();

    std::shared_ptr<report::Pages const> document_;
    wxString waiting_;
    double scale_ = 1;
};

/// Asks for a printer and prints. False when the user gave up or the printer failed (wxPrinter::GetLastError tells which).
bool print(wxWindow* parent, std::shared_ptr<report::Pages const> const& document);

} // namespace taizhang::ui
