#include "ui/pages.hpp"

#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/dcclient.h>
#include <wx/menu.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include <cmath>

namespace taizhang::ui {

namespace {

constexpr double wheel_step = 1.35;
constexpr int drag_threshold = 4; // pixels: less is a click

/// Draws the map model and turns mouse and keys into its intents.
class MapCanvas : public wxWindow {
public:
    MapCanvas(wxWindow* parent, present::MapModel& model, std::function<void(std::string const&)> show_position)
        : wxWindow{parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxWANTS_CHARS | wxFULL_REPAINT_ON_RESIZE}, model_{model},
          show_position_{std::move(show_position)}
    {
        SetBackgroundStyle(wxBG_STYLE_PAINT);
        Bind(wxEVT_PAINT, [this](auto&) { paint(); });
        Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
            model_.resize(event.GetSize().GetWidth(), event.GetSize().GetHeight());
            event.Skip();
        });
        Bind(wxEVT_LEFT_DOWN, [this](wxMouseEvent& event) {
            SetFocus();
            start_ = last_ = event.GetPosition();
            dragging_ = false;
            if (!HasCapture())
                CaptureMouse();
        });
        Bind(wxEVT_MOTION, [this](wxMouseEvent& event) { moved(event); });
        Bind(wxEVT_LEFT_UP, [this](wxMouseEvent& event) { released(event); });
        Bind(wxEVT_MOUSE_CAPTURE_LOST, [this](auto&) { dragging_ = false; });
        Bind(wxEVT_MOUSEWHEEL, [this](wxMouseEvent& event) {
            auto const turns = static_cast<double>(event.GetWheelRotation()) / event.GetWheelDelta();
            model_.zoom(std::pow(wheel_step, turns), at(event));
        });
        Bind(wxEVT_RIGHT_UP, [this](wxMouseEvent& event) {
            if (on_context)
                on_context(at(event));
        });
        Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) { key(event); });
        on_changed_ = model_.changed.subscribe([this](auto const&) { Refresh(); });
    }

    [[nodiscard]] bool AcceptsFocus() const override { return true; }
    std::function<void(geo::ScreenPoint)> on_context; ///< right click

private:
    static geo::ScreenPoint at(wxMouseEvent const& event)
    {
        return {static_cast<double>(event.GetX()), static_cast<double>(event.GetY())};
    }

    void paint()
    {
        wxPaintDC dc{this};
        draw::Canvas canvas{static_cast<cairo_t*>(dc.GetImpl()->GetCairoContext())};
        auto const& surface = theme().surface;
        canvas.fill_rect(0, 0, GetClientSize().GetWidth(), GetClientSize().GetHeight(),
                         draw::Color::hex(utf8(surface.GetAsString(wxC2S_HTML_SYNTAX))));
        model_.draw(canvas, theme().dark);
    }

    void moved(wxMouseEvent const& event)
    {
        if (event.LeftIsDown() && HasCapture()) {
            auto const far = event.GetPosition() - start_;
            if (!dragging_ && std::abs(far.x) + std::abs(far.y) < drag_threshold)
                return;
            dragging_ = true;
            auto const step = event.GetPosition() - last_;
            last_ = event.GetPosition();
            model_.pan(step.x, step.y);
            return;
        }
        show_position_(model_.position_text(at(event)));
        auto const hint = wx(model_.hint(at(event)));
        if (hint != hint_) {
            hint_ = hint;
            SetToolTip(hint_);
            SetCursor(hint_.empty() ? wxCursor{wxCURSOR_ARROW} : wxCursor{wxCURSOR_HAND});
        }
    }

    void released(wxMouseEvent const& event)
    {
        if (!HasCapture())
            return;
        ReleaseMouse();
        if (dragging_) { // GTK folds the last motion into the button's release
            auto const step = event.GetPosition() - last_;
            model_.pan(step.x, step.y);
        } else
            model_.click(at(event), event.ControlDown() || event.ShiftDown());
        dragging_ = false;
    }

    void key(wxKeyEvent& event)
    {
        auto const size = GetClientSize();
        geo::ScreenPoint const middle{size.GetWidth() / 2.0, size.GetHeight() / 2.0};
        switch (event.GetKeyCode()) {
        case WXK_LEFT: model_.pan(80, 0); break;
        case WXK_RIGHT: model_.pan(-80, 0); break;
        case WXK_UP: model_.pan(0, 80); break;
        case WXK_DOWN: model_.pan(0, -80); break;
        case '+':
        case '=':
        case WXK_NUMPAD_ADD: model_.zoom(wheel_step, middle); break;
        case '-':
        case WXK_NUMPAD_SUBTRACT: model_.zoom(1 / wheel_step, middle); break;
        case WXK_HOME: model_.fit(); break;
        default: event.Skip();
        }
    }

    present::MapModel& model_;
    std::function<void(std::string const&)> show_position_;
    wxPoint start_, last_;
    wxString hint_;
    bool dragging_ = false;
    Subscription on_changed_;
};

} // namespace

MapPage::MapPage(wxWindow* parent, present::Workbench& bench, Wishes wishes)
    : Page{parent, "map", wx(bench.say().say("Map"))}, model_{bench}
{
    auto const& say = bench.say();
    auto* const canvas = new MapCanvas{this, model_, wishes.show_position};
    call(*canvas, "map.canvas", wx(say.say("Map")));
    canvas->on_context = [this, canvas, wishes, &bench](geo::ScreenPoint at) {
        model_.click(at, false);
        wxMenu menu;
        auto* const add = menu.Append(wxID_ANY, wx(bench.say().say("Add a facility here …")));
        auto* const repair = menu.Append(wxID_ANY, wx(bench.say().say("Log a repair …")));
        auto const chosen = canvas->GetPopupMenuSelectionFromUser(menu);
        if (chosen == add->GetId())
            wishes.add_asset(model_.position_at(at));
        else if (chosen == repair->GetId())
            wishes.log_repair();
    };
    auto const zoom_by = [this, canvas](double factor) {
        auto const size = canvas->GetClientSize();
        model_.zoom(factor, {size.GetWidth() / 2.0, size.GetHeight() / 2.0});
    };
    auto* const closer = tool("map.closer", wx(say.say("Closer")), "zoom-in");
    auto* const farther = tool("map.farther", wx(say.say("Farther")), "zoom-out");
    auto* const whole = tool("map.whole", wx(say.say("Whole county")), "maximize");
    auto* const repair = tool("map.repair", wx(say.say("Log repair of the selected")), "wrench");
    for (auto* const b : {closer, farther, whole, repair})
        head()->Add(b, 0, wxLEFT, 8);
    body()->Add(canvas, 1, wxEXPAND);
    closer->Bind(wxEVT_BUTTON, [zoom_by](auto&) { zoom_by(2); });
    farther->Bind(wxEVT_BUTTON, [zoom_by](auto&) { zoom_by(0.5); });
    whole->Bind(wxEVT_BUTTON, [this](auto&) { model_.fit(); });
    repair->Bind(wxEVT_BUTTON, [wishes](auto&) { wishes.log_repair(); });
}

} // namespace taizhang::ui
