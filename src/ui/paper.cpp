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
        cairo_scale(context, width / report::Pages::width_pt, width / report::Pages::width_pt);
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

Paper::Paper(wxWindow* parent) : wxScrolledCanvas{parent, wxID_ANY}
{
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    SetScrollRate(0, 24);
    Bind(wxEVT_PAINT, [this](auto&) { paint(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        measure();
        event.Skip();
    });
}

void Paper::show(std::shared_ptr<report::Pages const> document, wxString const& waiting)
{
    document_ = std::move(document);
    waiting_ = waiting;
    measure();
    Refresh();
}

void Paper::measure()
{
    auto const width = GetClientSize().GetWidth();
    scale_ = std::clamp((width - 2 * gap) / report::Pages::width_pt, 0.3, widest);
    auto const pages = document_ ? document_->pages() : 0;
    auto const height = static_cast<int>(gap + pages * (report::Pages::height_pt * scale_ + gap));
    if (GetVirtualSize().GetHeight() != height)
        SetVirtualSize(width, height);
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
    int unit = 0;
    GetScrollPixelsPerUnit(nullptr, &unit);
    auto const scrolled = GetViewStart().y * unit;
    auto const page_height = report::Pages::height_pt * scale_, page_width = report::Pages::width_pt * scale_;
    auto const left = std::max(gap, (size.GetWidth() - page_width) / 2);
    for (int page = 0; page < document_->pages(); ++page) {
        auto const top = gap + page * (page_height + gap) - scrolled;
        if (top > size.GetHeight() || top + page_height < 0)
            continue;
        canvas.save();
        canvas.translate(left, top);
        canvas.fill_rect(0, 0, page_width, page_height, {1, 1, 1});
        canvas.stroke_rect(0, 0, page_width, page_height, colour(theme().line_strong), 1);
        canvas.scale(scale_);
        document_->draw(canvas, page);
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
