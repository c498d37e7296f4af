#include "ui/detail_pane.hpp"

#include "ui/photo_strip.hpp"
#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <algorithm>
#include <tuple>

#include <wx/button.h>
#include <wx/dcclient.h>
#include <wx/menu.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>
#include <wx/stattext.h>
#include <wx/wrapsizer.h>

namespace taizhang::ui {

namespace {

constexpr int label_width = 84;

wxStaticText* words(wxWindow* parent, std::string const& text, Type type, char const* css, int wrap)
{
    auto* const made = new wxStaticText{parent, wxID_ANY, wx(text)};
    made->SetFont(font_of(type));
    style(*made, css);
    if (wrap > 0)
        made->Wrap(wrap);
    return made;
}

char const* css_of(present::Tone tone)
{
    switch (tone) {
    case present::Tone::wrong: return "tz-danger";
    case present::Tone::soon: return "tz-soon";
    case present::Tone::active: return "tz-active";
    case present::Tone::second:
    case present::Tone::faint: return "tz-second";
    default: return "tz-text";
    }
}

void add_chip(wxWindow* parent, wxBoxSizer* row, present::Cell const& cell, int gap)
{
    if (cell.text.empty())
        return;
    if (!cell.icon.empty())
        row->Add(new wxStaticBitmap{parent, wxID_ANY, cell_icon(cell.icon, colour_of(cell.tone))}, 0,
                 wxALIGN_CENTRE_VERTICAL | wxLEFT, gap);
    auto* const label = words(parent, cell.text, cell.bold ? Type::strong : Type::body, css_of(cell.tone), 0);
    row->Add(label, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, cell.icon.empty() ? gap : 0);
}

/// The sketch as a button: a click, Enter or the space bar leads to the map.
class SketchCanvas : public wxWindow {
public:
    SketchCanvas(wxWindow* parent, present::Sketch sketch, Language language, std::function<void()> open)
        : wxWindow{parent, wxID_ANY, wxDefaultPosition, {static_cast<int>(present::Sketch::width), static_cast<int>(present::Sketch::height)},
                   wxWANTS_CHARS | wxFULL_REPAINT_ON_RESIZE},
          sketch_{std::move(sketch)}, language_{language}, open_{std::move(open)}
    {
        SetBackgroundStyle(wxBG_STYLE_PAINT);
        SetMinSize(GetSize());
        SetCursor(wxCursor{wxCURSOR_HAND});
        Bind(wxEVT_PAINT, [this](auto&) { paint(); });
        Bind(wxEVT_LEFT_UP, [this](auto&) { CallAfter(open_); });
        Bind(wxEVT_SET_FOCUS, [this](auto&) { Refresh(); });
        Bind(wxEVT_KILL_FOCUS, [this](auto&) { Refresh(); });
        Bind(wxEVT_KEY_DOWN, [this](wxKeyEvent& event) {
            auto const key = event.GetKeyCode();
            if (key == WXK_RETURN || key == WXK_NUMPAD_ENTER || key == WXK_SPACE)
                CallAfter(open_);
            else if (key == WXK_TAB)
                Navigate(event.ShiftDown() ? wxNavigationKeyEvent::IsBackward : wxNavigationKeyEvent::IsForward);
            else
                event.Skip();
        });
    }
    [[nodiscard]] bool AcceptsFocus() const override { return true; }

private:
    void paint()
    {
        wxPaintDC dc{this};
        draw::Canvas canvas{static_cast<cairo_t*>(dc.GetImpl()->GetCairoContext())};
        sketch_.draw(canvas, theme().dark, language_);
        auto const& edge = HasFocus() ? theme().primary : theme().line_strong;
        canvas.stroke_rect(0.5, 0.5, present::Sketch::width - 1, present::Sketch::height - 1,
                           draw::Color::hex(utf8(edge.GetAsString(wxC2S_HTML_SYNTAX))), HasFocus() ? 3 : 1);
    }

    present::Sketch sketch_;
    Language language_;
    std::function<void()> open_;
};

} // namespace

DetailPane::DetailPane(wxWindow* parent, present::Workbench& bench, Wishes wishes)
    : wxScrolledWindow{parent, wxID_ANY, wxDefaultPosition, {width, -1}, wxVSCROLL}, bench_{bench}, wishes_{std::move(wishes)},
      model_{bench}
{
    SetName("detail");
    SetMinSize({least_width, -1});
    SetScrollRate(0, 16);
    style(*this, "tz-bg-surface");
    photos_ = new PhotoStrip{this, bench, width - 48};
    photos_->take_drops_on(*this);
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        if (event.GetModifiers() == wxMOD_CONTROL && event.GetKeyCode() == 'V' && photos_->model().may_change())
            CallAfter([this] { photos_->paste(); });
        else
            event.Skip();
    });
    on_changed_ = model_.changed.subscribe([this](auto const&) { rebuild(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        CallAfter([this] { fit_width(); });
    });
    Hide();
}

void DetailPane::fit_width()
{
    auto const now = GetSize().GetWidth();
    if (!IsShown() || now < least_width || now == laid_out_for_)
        return;
    laid_out_for_ = now;
    rebuild();
}

void DetailPane::clear()
{
    if (photos_->GetContainingSizer())
        photos_->GetContainingSizer()->Detach(photos_);
    auto const children = GetChildren(); // a copy: destroying takes them out of the list
    for (auto* const child : children)
        if (child != photos_)
            child->Destroy();
}

void DetailPane::rebuild()
{
    Freeze();
    clear();
    auto const& detail = model_.detail();
    if (detail) {
        auto* const column = new wxBoxSizer{wxVERTICAL};
        add_head(column, *detail);
        add_actions(column, *detail);
        add_sketch(column, *detail);
        photos_->set_width(inner());
        column->Add(photos_, 0, wxEXPAND | wxTOP, 16);
        add_facts(column, *detail);
        add_events(column, *detail);
        auto* const padded = new wxBoxSizer{wxVERTICAL};
        padded->Add(column, 0, wxEXPAND | wxALL, 16);
        SetSizer(padded);
        FitInside();
    }
    Thaw();
    wishes_.show_or_hide(detail.has_value());
    Layout();
}

void DetailPane::add_head(wxBoxSizer* column, present::Detail const& detail)
{
    auto* const caption = words(this, detail.caption, Type::caption, "tz-second", inner());
    caption->SetName("detail.caption");
    column->Add(caption);
    auto* const title = words(this, detail.title, Type::title, "tz-text", inner());
    title->SetName("detail.title");
    column->Add(title, 0, wxTOP, 2);
    auto* const row = new wxBoxSizer{wxHORIZONTAL};
    add_chip(this, row, detail.state, 0);
    add_chip(this, row, detail.due, 16);
    column->Add(row, 0, wxTOP, 8);
}

void DetailPane::add_actions(wxBoxSizer* column, present::Detail const& detail)
{
    if (bench_.info().read_only)
        return;
    auto const& say = bench_.say();
    auto* const row = new wxWrapSizer{wxHORIZONTAL, wxREMOVE_LEADING_SPACES};
    if (detail.kind == present::Detail::Kind::asset) {
        add_action(row, "detail.repair", say.say("Log a repair"), "wrench", wishes_.log_repair);
        add_action(row, "detail.edit", say.say("Edit"), "pencil", [this, uid = detail.uid] { wishes_.edit_asset(uid); });
    }
    if (detail.kind == present::Detail::Kind::request)
        add_request_actions(row, detail);
    if (detail.can_close)
        add_action(row, "detail.close", say.say("Finish and close"), "circle-check", [this, uid = detail.uid] { wishes_.close_order(uid); });
    if (detail.next)
        add_action(row, "detail.next", detail.next->label, "chevron-right",
               [this, event = detail.next->event, uid = detail.uid] { wishes_.take_step(event, uid); });
    if (detail.kind == present::Detail::Kind::order)
        add_action(row, "detail.print", say.say("Slip"), "printer", [this, uid = detail.uid] { wishes_.print_order(uid); });
    column->Add(row, 0, wxEXPAND | wxTOP, 4);
    if (detail.kind == present::Detail::Kind::order)
        add_more_steps(column, detail);
}

void DetailPane::add_more_steps(wxBoxSizer* column, present::Detail const& detail)
{
    auto const& say = bench_.say();
    if (shown_ != detail.uid) {
        shown_ = detail.uid;
        more_shown_ = false;
    }
    auto const link = [&](std::string const& id, std::string const& label, std::function<void()> act) {
        auto* const made = new wxButton{this, wxID_ANY, wx(label)};
        style(*made, "tz-link");
        align_left(*made);
        call(*made, id);
        made->Bind(wxEVT_BUTTON, [this, act = std::move(act)](auto&) { CallAfter(act); });
        return made;
    };
    auto* const row = new wxWrapSizer{wxHORIZONTAL, wxREMOVE_LEADING_SPACES};
    row->Add(link("detail.sheet", say.say("Details, costs, history"), [this, uid = detail.uid] { wishes_.show_details(uid); }));
    if (detail.can_correct)
        row->Add(link("detail.correct", say.say("Correct"), [this, uid = detail.uid] { wishes_.correct_order(uid); }), 0, wxLEFT, 12);
    if (!detail.more.empty())
        row->Add(link("detail.more", more_shown_ ? say.say("Fewer steps") : say.say("More steps"),
                      [this] {
                          more_shown_ = !more_shown_;
                          rebuild();
                      }),
                 0, wxLEFT, 12);
    column->Add(row, 0, wxTOP, 8);
    if (!more_shown_)
        return;
    auto* const grid = new wxFlexGridSizer{3, 4, 12};
    for (auto const& step : detail.more)
        grid->Add(link("detail.step." + std::string{domain::key_of(step.event)}, step.label,
                       [this, event = step.event, uid = detail.uid] { wishes_.take_step(event, uid); }));
    column->Add(grid, 0, wxTOP, 8);
}

wxButton* DetailPane::add_action(wxSizer* row, char const* id, std::string const& label, char const* picture, std::function<void()> act)
{
    auto* const button = new wxButton{this, wxID_ANY, wx(label)};
    button->SetBitmap(icon(picture, 16, theme().second));
    call(*button, id);
    button->Bind(wxEVT_BUTTON, [this, act = std::move(act)](auto&) { CallAfter(act); });
    row->Add(button, 0, wxRIGHT | wxTOP, 8);
    return button;
}

void DetailPane::add_request_actions(wxSizer* row, present::Detail const& detail)
{
    using enum domain::RequestEvent;
    auto const& say = bench_.say();
    auto const& steps = detail.request_steps;
    if (detail.can_make_order)
        add_action(row, "detail.make_order", say.say("Make an order"), "wrench", [this, uid = detail.uid] { wishes_.make_order_of(uid); });
    // the usual way on as buttons, the rest in a menu
    for (auto const& [event, id, picture] : {std::tuple{answer, "detail.answer", "check"}, std::tuple{close, "detail.settle", "circle-check"}})
        if (std::ranges::find(steps, event) != steps.end())
            add_action(row, id, say(domain::label(event)), picture, [this, uid = detail.uid, event = event] { wishes_.step_request(uid, event); });
    auto* const more = add_action(row, "detail.more", say.say("More"), "ellipsis", [] {});
    more->Bind(wxEVT_BUTTON, [this, more, uid = detail.uid, steps](auto&) {
        wxMenu menu;
        auto const add = [&](std::string const& label, std::function<void()> act) {
            auto const id = menu.Append(wxID_ANY, wx(label))->GetId();
            menu.Bind(wxEVT_MENU, [this, act](auto&) { CallAfter(act); }, id);
        };
        for (auto const event : steps)
            if (event != answer && event != close)
                add(bench_.say()(domain::label(event)), [this, uid, event] { wishes_.step_request(uid, event); });
        add(bench_.say().say("Print the receipt …"), [this, uid] { wishes_.print_receipt(uid); });
        more->PopupMenu(&menu, 0, more->GetSize().GetHeight());
    });
}

void DetailPane::add_sketch(wxBoxSizer* column, present::Detail const& detail)
{
    if (!detail.sketch)
        return;
    auto const& say = bench_.say();
    auto* const sketch = new SketchCanvas{this, *detail.sketch, say.language(), wishes_.show_on_map};
    auto const spoken = wx(say.say("Show on the map"));
    call(*sketch, "detail.sketch", spoken);
    sketch->SetToolTip(spoken);
    column->Add(sketch, 0, wxTOP, 12);
}

void DetailPane::add_facts(wxBoxSizer* column, present::Detail const& detail)
{
    auto* const grid = new wxFlexGridSizer{2, 8, 8};
    grid->AddGrowableCol(1);
    for (auto const& fact : detail.facts) {
        grid->Add(words(this, fact.label, Type::caption, "tz-second", label_width), 0, wxTOP, 2);
        grid->Add(words(this, fact.value, Type::body, css_of(fact.tone), inner() - label_width - 8));
    }
    grid->SetMinSize({inner(), -1});
    column->Add(grid, 0, wxTOP, 16);
}

void DetailPane::add_events(wxBoxSizer* column, present::Detail const& detail)
{
    column->Add(words(this, detail.events_title, Type::strong, "tz-text", inner()), 0, wxTOP, 20);
    for (auto const& event : detail.events) {
        auto* const row = new wxBoxSizer{wxHORIZONTAL};
        row->Add(new wxStaticBitmap{this, wxID_ANY, cell_icon(event.icon, colour_of(event.tone))}, 0, wxTOP, 3);
        auto* const texts = new wxBoxSizer{wxVERTICAL};
        if (event.order_uid.empty())
            texts->Add(words(this, event.text, Type::body, "tz-text", inner() - 30));
        else {
            auto* const link = new wxButton{this, wxID_ANY, wx(event.text)};
            style(*link, "tz-link");
            align_left(*link);
            link->SetMinSize({inner() - 30, 24});
            call(*link, "detail.event");
            link->Bind(wxEVT_BUTTON, [this, uid = event.order_uid](auto&) { CallAfter([this, uid] { wishes_.open_order(uid); }); });
            texts->Add(link);
        }
        texts->Add(words(this, event.second, Type::caption, "tz-second", inner() - 30));
        row->Add(texts, 1, wxLEFT, 4);
        column->Add(row, 0, wxEXPAND | wxTOP, 12);
    }
}

} // namespace taizhang::ui
