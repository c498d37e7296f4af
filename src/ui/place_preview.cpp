#include "ui/place_preview.hpp"

#include "ui/theme.hpp"

#include <wx/dcbuffer.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace taizhang::ui {
namespace {

/// Lon and lat onto the panel, keeping angles; what is in view is given by a box.
class Frame {
public:
    Frame(geo::Box box, wxSize size) : squeeze_{std::cos((box.south + box.north) / 2 * std::numbers::pi / 180)}
    {
        auto const width = std::max((box.east - box.west) * squeeze_, 1e-4), height = std::max(box.north - box.south, 1e-4);
        scale_ = 0.9 * std::min(size.GetWidth() / width, size.GetHeight() / height);
        middle_x_ = (box.west + box.east) / 2;
        middle_y_ = (box.south + box.north) / 2;
        size_ = size;
    }
    [[nodiscard]] wxPoint at(geo::Position p) const
    {
        return {static_cast<int>(size_.GetWidth() / 2.0 + (p.lon_degrees() - middle_x_) * squeeze_ * scale_),
                static_cast<int>(size_.GetHeight() / 2.0 - (p.lat_degrees() - middle_y_) * scale_)};
    }

private:
    double squeeze_, scale_ = 1, middle_x_ = 0, middle_y_ = 0;
    wxSize size_;
};

/// Where the bulk of the points lies: one stray point must not shrink all others to a dot.
geo::Box bulk_of(std::vector<geo::Position> const& places)
{
    std::vector<double> lon, lat;
    for (auto const p : places) {
        lon.push_back(p.lon_degrees());
        lat.push_back(p.lat_degrees());
    }
    std::ranges::sort(lon);
    std::ranges::sort(lat);
    auto const few = lon.size() / 50;
    return {lon[few], lat[few], lon[lon.size() - 1 - few], lat[lat.size() - 1 - few]};
}

} // namespace

PlacePreview::PlacePreview(wxWindow* parent, wxSize const& size) : wxPanel{parent, wxID_ANY, wxDefaultPosition, size, wxBORDER_SIMPLE}
{
    SetMinSize(size);
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    Bind(wxEVT_PAINT, [this](auto&) { paint(); });
}

void PlacePreview::show(std::vector<geo::Position> places, std::vector<geo::Shape::Chain> roads)
{
    places_ = std::move(places);
    roads_ = std::move(roads);
    Refresh();
}

void PlacePreview::paint()
{
    wxAutoBufferedPaintDC dc{this};
    dc.SetBackground(theme().sunken);
    dc.Clear();
    if (places_.empty())
        return;
    Frame const fit{bulk_of(places_), GetClientSize()};
    dc.SetPen(wxPen{theme().line_strong, 1});
    std::vector<wxPoint> points;
    for (auto const& road : roads_) {
        points.clear();
        for (auto const p : road)
            points.push_back(fit.at(p));
        if (points.size() > 1)
            dc.DrawLines(static_cast<int>(points.size()), points.data());
    }
    dc.SetPen(*wxTRANSPARENT_PEN);
    dc.SetBrush(theme().primary);
    for (auto const p : places_)
        dc.DrawCircle(fit.at(p), 2);
}

} // namespace taizhang::ui
