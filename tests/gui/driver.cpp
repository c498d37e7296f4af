#include "gui/driver.hpp"

#include "app/sample.hpp"
#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/combobox.h>
#include <wx/dataview.h>
#include <wx/dialog.h>
#include <wx/scrolwin.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include <gtest/gtest.h>

#include <gtk/gtk.h>

#include <algorithm>
#include <cstdlib>
#include <thread>

namespace taizhang::gui {

namespace {

using namespace std::chrono_literals;

void xdotool(std::string const& words)
{
    if (std::system(("xdotool " + words).c_str()) != 0)
        ADD_FAILURE() << "xdotool " << words;
    std::this_thread::sleep_for(40ms);
}

bool is_ascii(std::string const& text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string quoted(std::string const& text) { return "'" + replaced(text, "'", "'\\''") + "'"; }

void send(std::string const& text)
{
    xdotool("type --delay " + std::string{is_ascii(text) ? "15 " : "80 "} + quoted(text));
    std::this_thread::sleep_for(60ms);
}

wxWindow* find(std::string const& id)
{
    // dialogs come after the frame in the list of top windows: look at the newest first
    for (auto node = wxTopLevelWindows.GetLast(); node; node = node->GetPrevious())
        if (auto* const window = wxWindow::FindWindowByName(ui::wx(id), node->GetData()))
            return window;
    return nullptr;
}

wxWindow& shown(std::string const& id)
{
    auto* const window = find(id);
    if (!window || !window->IsShownOnScreen())
        throw std::runtime_error{"not on the screen: " + id};
    return *window;
}

// Turns the wheel for the user: what lies below the edge of a scrolled page is brought into it.
void bring_into_view(wxWindow& window)
{
    for (auto* inside = window.GetParent(); inside && !inside->IsTopLevel(); inside = inside->GetParent())
        if (auto* const scrolled = dynamic_cast<wxScrolledWindow*>(inside)) {
            auto const y = scrolled->ScreenToClient(window.GetScreenPosition()).y;
            int step = 0, top = 0;
            scrolled->GetScrollPixelsPerUnit(nullptr, &step);
            scrolled->GetViewStart(nullptr, &top);
            if (step > 0 && (y < 0 || y + window.GetSize().GetHeight() > scrolled->GetClientSize().GetHeight()))
                scrolled->Scroll(-1, std::max(0, top + (y - scrolled->GetClientSize().GetHeight() / 2) / step));
            return;
        }
}

wxPoint wait_for(std::string const& id, std::function<wxPoint(wxWindow&)> const& where)
{
    if (!until([&] {
            auto* const window = find(id);
            return window && window->IsShownOnScreen() && window->IsEnabled() && window->GetSize().GetWidth() > 5;
        }))
        throw std::runtime_error{"cannot be clicked: " + id};
    on_main([&] { bring_into_view(shown(id)); });
    std::this_thread::sleep_for(60ms); // lets GTK place what was shown just now
    return on_main([&] { return where(shown(id)); });
}

void move_to(wxPoint p) { xdotool("mousemove " + std::to_string(p.x) + ' ' + std::to_string(p.y)); }

std::string words_of(wxWindow const& window)
{
    if (auto const* combo = dynamic_cast<wxComboBox const*>(&window))
        return ui::utf8(combo->GetValue());
    if (auto const* text = dynamic_cast<wxTextCtrl const*>(&window))
        return ui::utf8(text->GetValue());
    return ui::utf8(window.GetLabel());
}

void collect(wxWindow const& window, std::vector<std::string>& texts)
{
    if (!window.IsShownOnScreen())
        return;
    if (auto words = words_of(window); !words.empty())
        texts.push_back(std::move(words));
    // what a combo box proposes are words of records; what a choice offers is the program's
    if (auto const* choice = dynamic_cast<wxChoice const*>(&window); choice && !dynamic_cast<wxComboBox const*>(&window))
        for (unsigned i = 0; i < choice->GetCount(); ++i)
            texts.push_back(ui::utf8(choice->GetString(i)));
    if (auto const* table = dynamic_cast<wxDataViewCtrl const*>(&window))
        for (unsigned i = 0; i < table->GetColumnCount(); ++i)
            texts.push_back(ui::utf8(table->GetColumn(i)->GetTitle()));
    for (auto const* child : window.GetChildren())
        collect(*child, texts);
}

} // namespace

bool until(std::function<bool()> const& condition, std::chrono::milliseconds limit)
{
    auto const end = std::chrono::steady_clock::now() + limit;
    while (std::chrono::steady_clock::now() < end) {
        if (on_main(condition))
            return true;
        std::this_thread::sleep_for(20ms);
    }
    return false;
}

Program::Program(With with, Language language, Start start, Look look)
    : clock_{*Instant::parse_iso("2025-11-20T02:00:00.000Z")}, opener_{store::make_opener(clock_)}
{
    setenv("XDG_CONFIG_HOME", (folder() / "config").c_str(), 1);
    if (with != With::nothing) {
        auto info = app::zuoyun_info();
        info.illustrative = with == With::sample;
        auto const ledger = opener_->create(ledger_path(), info);
        if (with == With::sample)
            app::fill_zuoyun_sample(*ledger, {});
    }
    on_main([&] {
        ui::wear(look.dark);
        bench_ = std::make_unique<present::Workbench>(
            present::Services{*opener_, files_, clock_, [](std::function<void()> f) { wxTheApp->CallAfter(std::move(f)); }, pictures_},
            language);
        window_ = new ui::MainWindow{*bench_, {.speak = [](Language) {},
                                              .wear = [](bool) {},
                                              .scale = [](int) {},
                                              .setting = [this](std::string const& key) { return settings_[key]; },
                                              .remember = [this](std::string const& key, std::string const& value) { settings_[key] = value; },
                                              .version = "test",
                                              .may_lead_around = start == Start::first}};
        window_->SetSize(wxRect{wxPoint{0, 0}, look.size});
        window_->Show();
        if (with != With::nothing)
            bench_->open(ledger_path());
    });
    EXPECT_TRUE(until([&] { return window_->IsShownOnScreen() && bench_->is_open() == (with != With::nothing); }));
    xdotool("mousemove 640 20");
    std::this_thread::sleep_for(200ms);
}

Program::~Program() { quit(); }

void Program::quit()
{
    if (!bench_)
        return;
    on_main([&] {
        window_->Close();
        wxTheApp->ProcessPendingEvents();
    });
    EXPECT_TRUE(until([] { return wxTopLevelWindows.IsEmpty(); }));
    on_main([&] { bench_.reset(); });
}

std::string Program::remembered(std::string const& key)
{
    return on_main([&] { return settings_[key]; });
}

std::unique_ptr<app::Ledger> Program::look() { return opener_->open(ledger_path()); }

domain::WorkOrder newest_order(app::Ledger const& ledger)
{
    auto const orders = ledger.orders({});
    return *std::ranges::max_element(orders, {}, [](domain::WorkOrder const& o) { return domain::short_number(o.number); });
}

std::int64_t last_change(app::Ledger const& ledger)
{
    auto const newest = ledger.audit(1);
    return newest.empty() ? 0 : newest.front().seq;
}

bool on_page(Program& program, ui::MainWindow::PageKey page)
{
    return until([&] { return program.window().page() == page; });
}

void User::press(std::string const& chord)
{
    ++actions_;
    xdotool("key " + quoted(chord));
}

void User::type(std::string const& text)
{
    ++actions_;
    send(text);
}

void User::click_at(std::string const& id, int x, int y, int button)
{
    ++actions_;
    move_to(wait_for(id, [&](wxWindow& window) { return window.ClientToScreen(wxPoint{x, y}); }));
    xdotool("click " + std::to_string(button));
}

void User::click(std::string const& id)
{
    ++actions_;
    move_to(wait_for(id, [](wxWindow& window) {
        auto const size = window.GetSize();
        return window.GetParent() && !window.IsTopLevel()
                   ? window.GetParent()->ClientToScreen(window.GetPosition() + wxPoint{size.x / 2, size.y / 2})
                   : window.ClientToScreen(wxPoint{size.x / 2, size.y / 2});
    }));
    xdotool("click 1");
}

void User::drag(std::string const& id, int from_x, int from_y, int to_x, int to_y)
{
    ++actions_;
    auto const from = wait_for(id, [&](wxWindow& window) { return window.ClientToScreen(wxPoint{from_x, from_y}); });
    move_to(from);
    xdotool("mousedown 1");
    for (int step = 1; step <= 4; ++step)
        move_to({from.x + (to_x - from_x) * step / 4, from.y + (to_y - from_y) * step / 4});
    xdotool("mouseup 1");
}

void User::turn_wheel(std::string const& id, int x, int y, int clicks)
{
    ++actions_;
    move_to(wait_for(id, [&](wxWindow& window) { return window.ClientToScreen(wxPoint{x, y}); }));
    xdotool("click --repeat " + std::to_string(std::abs(clicks)) + " --delay 30 " + (clicks > 0 ? "4" : "5"));
}

void User::click_row(std::string const& table, int row)
{
    ++actions_;
    move_to(wait_for(table, [&](wxWindow& window) {
        auto& view = dynamic_cast<wxDataViewCtrl&>(window);
        auto* const model = dynamic_cast<wxDataViewVirtualListModel*>(view.GetModel());
        auto const item = model->GetItem(static_cast<unsigned>(row));
        view.EnsureVisible(item);
        auto const at = view.GetItemRect(item, view.GetColumn(0));
        return view.GetMainWindow()->ClientToScreen(wxPoint{at.x + 20, at.y + at.height / 2});
    }));
    xdotool("click 1");
}

void User::click_header(std::string const& table, int column)
{
    ++actions_;
    move_to(wait_for(table, [&](wxWindow& window) {
        auto& view = dynamic_cast<wxDataViewCtrl&>(window);
        int x = 20;
        for (int i = 0; i < column; ++i)
            if (!view.GetColumn(static_cast<unsigned>(i))->IsHidden())
                x += view.GetColumn(static_cast<unsigned>(i))->GetWidth();
        return view.ClientToScreen(wxPoint{x, 14});
    }));
    xdotool("click 1");
}

void User::fill(std::string const& id, std::string const& text)
{
    click(id);
    // a Chinese character needs a key of its own, which a busy X server may learn of too late: look, and type again
    for (int attempt = 0; attempt < 3; ++attempt) {
        xdotool("key ctrl+a");
        send(text);
        if (text_of(id) == text)
            return;
    }
}

bool until_titled(std::string const& title)
{
    for (int attempt = 0; attempt < 100; ++attempt) {
        if (std::system(("xdotool search --onlyvisible --name " + quoted(title) + " windowfocus >/dev/null 2>&1").c_str()) == 0) { // no window manager gives it the focus
            std::this_thread::sleep_for(300ms); // until it has the focus
            return true;
        }
        std::this_thread::sleep_for(50ms);
    }
    return false;
}

bool is_shown(std::string const& id)
{
    return on_main([&] {
        auto* const window = find(id);
        return window && window->IsShownOnScreen();
    });
}

bool is_enabled(std::string const& id)
{
    return on_main([&] {
        auto* const window = find(id);
        return window && window->IsShownOnScreen() && window->IsEnabled();
    });
}

std::string text_of(std::string const& id)
{
    return on_main([&] {
        auto* const window = find(id);
        return window ? words_of(*window) : std::string{};
    });
}

bool until_shown(std::string const& id)
{
    return until([&] {
        auto* const window = find(id);
        return window && window->IsShownOnScreen();
    });
}

bool until_gone(std::string const& id)
{
    return until([&] {
        auto* const window = find(id);
        // a dialog that is only hidden is still on its way out of ShowModal
        return !window || (!window->IsShownOnScreen() && !dynamic_cast<wxDialog*>(wxGetTopLevelParent(window)));
    });
}

bool until_enabled(std::string const& id)
{
    return until([&] {
        auto* const window = find(id);
        return window && window->IsShownOnScreen() && window->IsEnabled();
    });
}

bool until_says(std::string const& id, std::string const& words)
{
    return until([&] {
        auto* const window = find(id);
        return window && window->IsShownOnScreen() && words_of(*window).find(words) != std::string::npos;
    });
}

std::string cell_text(std::string const& table, unsigned row, unsigned column)
{
    return on_main([&] {
        auto& view = dynamic_cast<wxDataViewCtrl&>(shown(table));
        auto& model = dynamic_cast<wxDataViewVirtualListModel&>(*view.GetModel());
        wxVariant value;
        model.GetValueByRow(value, row, column);
        if (value.GetType() != "wxDataViewIconText")
            return ui::utf8(value.GetString());
        wxDataViewIconText both;
        both << value;
        return ui::utf8(both.GetText());
    });
}

unsigned rows_in(std::string const& table)
{
    return on_main([&] {
        auto& view = dynamic_cast<wxDataViewCtrl&>(shown(table));
        return dynamic_cast<wxDataViewVirtualListModel&>(*view.GetModel()).GetCount();
    });
}

// Without a window manager no window is active and wx hears of no focus: ask GTK where the keys go.
std::string focused()
{
    return on_main([] {
        wxWindow* top = nullptr;
        for (auto node = wxTopLevelWindows.GetFirst(); node; node = node->GetNext())
            if (node->GetData()->IsShown())
                top = node->GetData();
        auto* const at = top ? gtk_window_get_focus(GTK_WINDOW(top->GetHandle())) : nullptr;
        std::string name;
        std::function<void(wxWindow&)> const look_in = [&](wxWindow& window) {
            auto* const handle = static_cast<GtkWidget*>(window.GetHandle());
            auto own = ui::utf8(window.GetName());
            if ((handle == at || gtk_widget_is_ancestor(at, handle)) && (own.find('.') != std::string::npos || own == "search"))
                name = std::move(own);
            for (auto* const child : window.GetChildren())
                if (!child->IsTopLevel())
                    look_in(*child);
        };
        if (at)
            look_in(*top);
        return name;
    });
}

void enter_page(User& user, std::string const& chord, std::string const& first)
{
    for (int attempt = 0; attempt < 40 && focused() != first; ++attempt) { // records may still be on their way
        user.press(chord);
        std::this_thread::sleep_for(100ms);
    }
    EXPECT_EQ(focused(), first);
}

void choose(std::string const& id, std::string const& beginning)
{
    EXPECT_TRUE(until([&] {
        auto* const choice = dynamic_cast<wxChoice*>(find(id));
        for (unsigned i = 0; choice && i < choice->GetCount(); ++i) {
            if (!choice->GetString(i).StartsWith(ui::wx(beginning)))
                continue;
            choice->SetSelection(static_cast<int>(i));
            wxCommandEvent event{wxEVT_CHOICE, choice->GetId()};
            event.SetEventObject(choice);
            event.SetInt(static_cast<int>(i));
            choice->ProcessWindowEvent(event);
            return true;
        }
        return false;
    })) << beginning << " is not offered by " << id;
}

std::string chosen_in(std::string const& id)
{
    return on_main([&] { return ui::utf8(dynamic_cast<wxChoice&>(shown(id)).GetStringSelection()); });
}

std::vector<std::string> all_texts()
{
    return on_main([] {
        std::vector<std::string> texts;
        for (auto node = wxTopLevelWindows.GetFirst(); node; node = node->GetNext())
            collect(*node->GetData(), texts);
        return texts;
    });
}

} // namespace taizhang::gui
