#include "ui/map_canvas.hpp"

#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/dcclient.h>

#include <cmath>

namespace taizhang::ui {

namespace {

constexpr double wheel_step = 1.4142135623730951; // a turn of the wheel is half a step of the zoom
constexpr int drag_threshold = 4;                 // pixels: less is a click
constexpr int rest_ms = 180;

geo::ScreenPoint at(wxMouseEvent const& event) { return {static_cast<double>(event.GetX()), static_cast<double>(event.GetY())}; }

map::Joining joining(wxKeyboardState const& keys)
{
    return keys.ControlDown() ? map::Joining::take_away : keys.ShiftDown() ? map::Joining::add : map::Joining::replace;
}

} // namespace

MapCanvas::MapCanvas(wxWindow* parent, present::MapModel& model, std::function<void(std::string const&)> show_position)
    : wxWindow{parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxWANTS_CHARS | wxFULL_REPAINT_ON_RESIZE}, model_{model},
      show_position_{std::move(show_position)}
{
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    Bind(wxEVT_PAINT, [this](auto&) { paint(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        model_.resize(event.GetSize().GetWidth(), event.GetSize().GetHeight());
        event.Skip();
    });
    Bind(wxEVT_LEFT_DOWN, [this](wxMouseEvent& event) { pressed(event); });
    Bind(wxEVT_MIDDLE_DOWN, [this](wxMouseEvent& event) { pressed(event); });
    Bind(wxEVT_MOTION, [this](wxMouseEvent& event) { moved(event); });
    Bind(wxEVT_LEFT_UP, [this](wxMouseEvent& event) { released(event); });
    Bind(wxEVT_MIDDLE_UP, [this](wxMouseEvent& event) { released(event); });
    Bind(wxEVT_LEFT_DCLICK, [this](wxMouseEvent& event) {
        if (is_drawing_tool())
            model_.finish(joining(event));
        else
            model_.zoom(2, at(event));
    });
    Bind(wxEVT_MOUSE_CAPTURE_LOST, [this](auto&) { dragging_ = panning_ = false; });
    Bind(wxEVT_MOUSEWHEEL, [this](wxMouseEvent& event) {
        auto const turns = static_cast<double>(event.GetWheelRotation()) / event.GetWheelDelta();
        model_.zoom(std::pow(wheel_step, turns), at(event));
    });
    Bind(wxEVT_RIGHT_UP, [this](wxMouseEvent& event) {
        if (is_drawing_tool())
            model_.finish(joining(event));
        else if (model_.tool() == present::MapTool::edit)
            model_.remove_corner(at(event));
        else if (on_context)
            on_context(at(event));
    });
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) { key(event); });
    rest_.SetOwner(this);
    Bind(wxEVT_TIMER, [this](auto&) { model_.settle(); });
    on_changed_ = model_.changed.subscribe([this](auto const&) {
        Refresh();
        rest_.StartOnce(rest_ms);
    });
}

bool MapCanvas::is_drawing_tool() const
{
    using enum present::MapTool;
    return model_.tool() == polygon || model_.tool() == distance || model_.tool() == area;
}

void MapCanvas::paint()
{
    wxPaintDC dc{this};
    draw::Canvas canvas{static_cast<cairo_t*>(dc.GetImpl()->GetCairoContext())};
    auto const size = GetClientSize();
    if (model_.is_loaded())
        model_.draw(canvas, GetContentScaleFactor(), theme().dark);
    else
        canvas.fill_rect(0, 0, size.GetWidth(), size.GetHeight(), draw::Color::hex(utf8(theme().page.GetAsString(wxC2S_HTML_SYNTAX))));
}

void MapCanvas::pressed(wxMouseEvent const& event)
{
    SetFocus();
    start_ = last_ = event.GetPosition();
    dragging_ = false;
    holding_ = !event.MiddleDown() && model_.grab(at(event));
    panning_ = !holding_ && (event.MiddleDown() || model_.tool() != present::MapTool::rectangle);
    if (!panning_ && !holding_)
        model_.press(at(event));
    if (!HasCapture())
        CaptureMouse();
}

void MapCanvas::moved(wxMouseEvent const& event)
{
    if ((event.LeftIsDown() || event.MiddleIsDown()) && HasCapture()) {
        auto const far = event.GetPosition() - start_;
        if (!dragging_ && std::abs(far.x) + std::abs(far.y) < drag_threshold)
            return;
        dragging_ = true;
        if (panning_) {
            auto const step = event.GetPosition() - last_;
            model_.pan(step.x, step.y);
        } else
            model_.move(at(event));
        last_ = event.GetPosition();
        return;
    }
    show_position_(model_.position_text(at(event)));
    if (is_drawing_tool()) {
        model_.move(at(event));
        return;
    }
    auto const hint = wx(model_.hint(at(event)));
    if (hint != hint_) {
        hint_ = hint;
        SetToolTip(hint_);
        SetCursor(hint_.empty() ? wxCursor{wxCURSOR_ARROW} : wxCursor{wxCURSOR_HAND});
    }
}

void MapCanvas::released(wxMouseEvent const& event)
{
    if (!HasCapture())
        return;
    ReleaseMouse();
    if (holding_) {
        if (dragging_) // GTK folds the last motion into the button's release
            model_.move(at(event));
        model_.drop();
        holding_ = false;
    } else if (!panning_)
        model_.release(at(event), joining(event));
    else if (dragging_) { // GTK folds the last motion into the button's release
        auto const step = event.GetPosition() - last_;
        model_.pan(step.x, step.y);
    } else if (is_drawing_tool())
        model_.corner(at(event));
    else if (on_pick)
        on_pick(at(event), event.ControlDown() || event.ShiftDown());
    dragging_ = panning_ = false;
}

void MapCanvas::key(wxKeyEvent& event)
{
    auto const size = GetClientSize();
    geo::ScreenPoint const middle{size.GetWidth() / 2.0, size.GetHeight() / 2.0};
    if (event.GetModifiers() & ~wxMOD_SHIFT) {
        event.Skip();
        return;
    }
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
    case WXK_BACK: model_.drop_corner(); break;
    case WXK_RETURN:
    case WXK_NUMPAD_ENTER:
        if (!is_drawing_tool() || !model_.finish(joining(event)))
            event.Skip();
        break;
    case WXK_ESCAPE: model_.cancel(); break;
    default: event.Skip();
    }
}

} // namespace taizhang::ui
