#include "ui/paper.hpp"

#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/dcclient.h>
#include <wx/print.h>

#include <cairo.h>

#include <algorithm>

namespace taizhang::ui {

namespace {

constexpr double gap = 16; // pixels around and between pages
constexpr double a4_width = 595.276, a4_height = 841.890; // points
constexpr double screen_points = 96.0 / 72; // pixels of a point at 100 %
constexpr double widest = 1.35; // of a page at 72 dpi

/// wx gives the context in its own units with the printer's resolution already in the matrix: scale by the width it says,
/// never reset the matrix.
class Printout : public wxPrintout {
public:
    explicit Printout(std::shared_ptr<report::Pages const> document)
        : wxPrintout{wx(document->title())}, document_{std::move(document)}
    {}
    bool OnPrintPage(int page) override
    {
        auto* const context = static_cast<cairo_t*>(GetDC()->GetImpl()->GetCairoContext());
        if (!context)
            return false;
        int width = 0, height = 0;
        GetDC()->GetSize(&width, &height);
        cairo_save(context);
        cairo_scale(context, width / document_->size(page - 1).width, width / document_->size(page - 1).width);
        {
            draw::Canvas canvas{context};
            document_->draw(canvas, page - 1);
        }
        cairo_restore(context);
        return true;
    }
    bool HasPage(int page) override { return page >= 1 && page <= document_->pages(); }
    void GetPageInfo(int* first, int* last, int* from, int* to) override
    {
        *first = *from = 1;
        *last = *to = document_->pages();
    }

private:
    std::shared_ptr<report::Pages const> document_;
};

} // namespace

Paper::Paper(wxWindow* parent) : wxScrolledCanvas{parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxWANTS_CHARS}, focused_{SIZE_MAX}
{
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    SetScrollRate(12, 24);
    Bind(wxEVT_PAINT, [this](auto&) { paint(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        measure();
        event.Skip();
    });
    Bind(wxEVT_MOTION, [this](wxMouseEvent& event) {
        SetCursor(place_at(event.GetPosition()) < places_.size() ? wxCursor{wxCURSOR_HAND} : wxNullCursor);
        event.Skip();
    });
    Bind(wxEVT_LEFT_DOWN, [this](wxMouseEvent& event) {
        SetFocus();
        if (auto const place = place_at(event.GetPosition()); place < places_.size()) {
            focused_ = place;
            Refresh();
            if (on_open)
                on_open(places_[place].area);
        }
    });
    Bind(wxEVT_MOUSEWHEEL, [this](wxMouseEvent& event) {
        if (!event.ControlDown()) {
            event.Skip();
            return;
        }
        set_zoom(std::clamp(scale_ / screen_points * (event.GetWheelRotation() > 0 ? 1.15 : 1 / 1.15), 0.25, 4.0));
    });
    Bind(wxEVT_KEY_DOWN, [this](wxKeyEvent& event) { key(event); });
}

void Paper::key(wxKeyEvent& event)
{
    auto const code = event.GetKeyCode();
    if (event.HasModifiers()) {
        event.Skip();
        return;
    }
    if (code == WXK_RIGHT || code == WXK_LEFT) {
        if (places_.empty())
            return;
        auto const last = places_.size() - 1;
        move_to(focused_ > last ? (code == WXK_RIGHT ? 0 : last) : code == WXK_RIGHT ? std::min(focused_ + 1, last) : focused_ - (focused_ ? 1 : 0));
    } else if (code == WXK_RETURN || code == WXK_NUMPAD_ENTER) {
        if (focused_ < places_.size() && on_open)
            on_open(places_[focused_].area);
    } else if (code == WXK_TAB)
        Navigate(event.ShiftDown() ? wxNavigationKeyEvent::IsBackward : wxNavigationKeyEvent::IsForward);
    else
        event.Skip();
}

void Paper::show(std::shared_ptr<report::Pages const> document, wxString const& waiting)
{
    document_ = std::move(document);
    waiting_ = waiting;
    places_.clear();
    focused_ = SIZE_MAX;
    if (document_)
        for (int page = 0; page < document_->pages(); ++page)
            for (auto const& area : document_->areas(page))
                places_.push_back({page, area});
    measure();
    Refresh();
}

void Paper::set_zoom(double zoom)
{
    zoom_ = zoom;
    measure();
    Refresh();
}

void Paper::go_to(int page)
{
    if (page < 0 || static_cast<std::size_t>(page) + 1 >= tops_.size())
        return;
    int unit = 0;
    GetScrollPixelsPerUnit(nullptr, &unit);
    Scroll(-1, static_cast<int>((tops_[static_cast<std::size_t>(page)] - gap) / unit));
}

void Paper::measure()
{
    auto const size = GetClientSize();
    auto const by_width = (size.GetWidth() - 2 * gap) / a4_width, by_height = (size.GetHeight() - 2 * gap) / a4_height;
    scale_ = zoom_ == fit_width  ? std::clamp(by_width, 0.3, widest)
             : zoom_ == fit_page ? std::clamp(std::min(by_width, by_height), 0.2, widest)
                                 : zoom_ * screen_points;
    tops_.assign(1, gap);
    double most = 0;
    for (int page = 0; document_ && page < document_->pages(); ++page) {
        auto const on = document_->size(page);
        tops_.push_back(tops_.back() + on.height * scale_ + gap);
        most = std::max(most, on.width * scale_ + 2 * gap);
    }
    SetVirtualSize(static_cast<int>(most), static_cast<int>(tops_.back()));
}

double Paper::scrolled() const
{
    int unit = 0;
    GetScrollPixelsPerUnit(nullptr, &unit);
    return GetViewStart().y * unit;
}

double Paper::left_of(int page) const
{
    int unit = 0;
    GetScrollPixelsPerUnit(&unit, nullptr);
    return std::max(gap, (GetClientSize().GetWidth() - document_->size(page).width * scale_) / 2) - GetViewStart().x * unit;
}

std::size_t Paper::place_at(wxPoint at) const
{
    if (!document_)
        return places_.size();
    // small ones lie on larger ones: the smallest under the pointer is meant
    auto found = places_.size();
    for (std::size_t i = 0; i < places_.size(); ++i) {
        auto const& [page, area] = places_[i];
        auto const x = (at.x - left_of(page)) / scale_, y = (at.y + scrolled() - tops_[static_cast<std::size_t>(page)]) / scale_;
        bool const inside = x >= area.x && x <= area.x + area.w && y >= area.y && y <= area.y + area.h;
        if (inside && (found == places_.size() || area.w * area.h < places_[found].area.w * places_[found].area.h))
            found = i;
    }
    return found;
}

void Paper::move_to(std::size_t place)
{
    focused_ = place;
    auto const& [page, area] = places_[place];
    auto const top = tops_[static_cast<std::size_t>(page)] + area.y * scale_, bottom = top + area.h * scale_;
    auto const height = GetClientSize().GetHeight();
    int unit = 0;
    GetScrollPixelsPerUnit(nullptr, &unit);
    if (top < scrolled() || bottom > scrolled() + height)
        Scroll(-1, std::max(0, static_cast<int>((top - height / 3.0) / unit)));
    Refresh();
}

void Paper::paint()
{
    wxPaintDC dc{this};
    draw::Canvas canvas{static_cast<cairo_t*>(dc.GetImpl()->GetCairoContext())};
    auto const size = GetClientSize();
    auto const colour = [](wxColour const& c) { return draw::Color::hex(utf8(c.GetAsString(wxC2S_HTML_SYNTAX))); };
    canvas.fill_rect(0, 0, size.GetWidth(), size.GetHeight(), colour(theme().page));
    if (!document_) {
        canvas.text(size.GetWidth() / 2.0, size.GetHeight() / 3.0, utf8(waiting_), draw::sans(14), colour(theme().second), 0,
                    draw::Align::centre);
        return;
    }
    for (int page = 0; page < document_->pages(); ++page) {
        auto const on = document_->size(page);
        auto const top = tops_[static_cast<std::size_t>(page)] - scrolled();
        if (top > size.GetHeight() || top + on.height * scale_ < 0)
            continue;
        canvas.save();
        canvas.translate(left_of(page), top);
        canvas.fill_rect(0, 0, on.width * scale_, on.height * scale_, {1, 1, 1});
        canvas.stroke_rect(0, 0, on.width * scale_, on.height * scale_, colour(theme().line_strong), 1);
        canvas.scale(scale_);
        document_->draw(canvas, page);
        if (focused_ < places_.size() && places_[focused_].page == page) {
            auto const& area = places_[focused_].area;
            canvas.stroke_rect(area.x - 1, area.y - 1, area.w + 2, area.h + 2, colour(theme().primary), 1.5);
        }
        canvas.restore();
    }
}

bool print(wxWindow* parent, std::shared_ptr<report::Pages const> const& document)
{
    wxPrintData data;
    data.SetPaperId(wxPAPER_A4);
    data.SetOrientation(wxPORTRAIT);
    wxPrintDialogData dialog{data};
    dialog.SetMinPage(1);
    dialog.SetMaxPage(document->pages());
    dialog.SetFromPage(1);
    dialog.SetToPage(document->pages());
    wxPrinter printer{&dialog};
    Printout printout{document};
    return printer.Print(parent, &printout, true);
}

} // namespace taizhang::ui
