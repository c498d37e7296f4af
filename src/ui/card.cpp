#include "ui/card.hpp"

#include "ui/theme.hpp"

#include <wx/dcclient.h>
#include <wx/graphics.h>

#include <algorithm>
#include <memory>

namespace taizhang::ui {

namespace {

constexpr double radius = 8;
constexpr int bar = 7, gap = 3, bars_height = 26;

} // namespace

// colours are looked up when painting: a switch between light and dark needs no new window
Card::Card(wxWindow* parent) : wxPanel{parent}
{
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    Bind(wxEVT_PAINT, [this](auto&) { paint(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        Refresh();
    });
}

void Card::paint()
{
    wxPaintDC dc{this};
    std::unique_ptr<wxGraphicsContext> const context{wxGraphicsContext::Create(dc)};
    auto const size = GetSize();
    context->SetBrush(wxBrush{theme().page});
    context->SetPen(*wxTRANSPARENT_PEN);
    context->DrawRectangle(0, 0, size.x, size.y);
    context->SetBrush(wxBrush{theme().surface});
    context->SetPen(wxPen{theme().line, 1});
    context->DrawRoundedRectangle(0.5, 0.5, size.x - 1, size.y - 1, radius);
}

TrendBars::TrendBars(wxWindow* parent, std::vector<double> values)
    : wxWindow{parent, wxID_ANY}, values_{std::move(values)}
{
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    SetMinSize({static_cast<int>(values_.size()) * (bar + gap), bars_height});
    Bind(wxEVT_PAINT, [this](auto&) { paint(); });
}

void TrendBars::paint()
{
    wxPaintDC dc{this};
    std::unique_ptr<wxGraphicsContext> const context{wxGraphicsContext::Create(dc)};
    auto const size = GetSize();
    context->SetPen(*wxTRANSPARENT_PEN);
    context->SetBrush(wxBrush{theme().surface});
    context->DrawRectangle(0, 0, size.x, size.y);
    auto const most = values_.empty() ? 0.0 : *std::ranges::max_element(values_);
    for (std::size_t i = 0; i < values_.size(); ++i) {
        bool const now = i + 1 == values_.size();
        auto const height = most > 0 ? std::max(values_[i] > 0 ? 2.0 : 1.0, values_[i] / most * bars_height) : 1.0;
        context->SetBrush(wxBrush{values_[i] <= 0 ? theme().line : now ? theme().primary : theme().line_strong});
        context->DrawRectangle(static_cast<double>(i) * (bar + gap), bars_height - height, bar, height);
    }
}

} // namespace taizhang::ui
