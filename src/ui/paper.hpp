#pragma once

#include "report/pages.hpp"

#include <wx/scrolwin.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace taizhang::ui {

/// The pages of a paper one below another. What leads to records opens with a click, or by ← → from number to number and Enter.
class Paper : public wxScrolledCanvas {
public:
    explicit Paper(wxWindow* parent);
    /// nullptr = `waiting` stands there instead. The place scrolled to stays when the number of pages does.
    void show(std::shared_ptr<report::Pages const> document, wxString const& waiting);
    static constexpr double fit_width = 0, fit_page = -1;
    /// 1 = a point is 96/72 pixels, as large as on paper; or one of the two above.
    void set_zoom(double zoom);
    void go_to(int page);
    std::function<void(report::Area const&)> on_open;

private:
    struct Place {
        int page;
        report::Area area;
    };
    void paint();
    void measure();
    void move_to(std::size_t place);
    void key(wxKeyEvent& event);
    [[nodiscard]] double left_of(int page) const;
    [[nodiscard]] double scrolled() const;
    [[nodiscard]] std::size_t place_at(wxPoint at) const; ///< places_.size() = none

    std::shared_ptr<report::Pages const> document_;
    wxString waiting_;
    std::vector<double> tops_; ///< of the pages, in pixels, and of the end
    std::vector<Place> places_;
    std::size_t focused_;
    double scale_ = 1, zoom_ = fit_width;
};

/// Asks for a printer, its pages and copies, and prints. False when the user gave up or the printer failed
/// (wxPrinter::GetLastError tells which).
bool print(wxWindow* parent, std::shared_ptr<report::Pages const> const& document);

} // namespace taizhang::ui
