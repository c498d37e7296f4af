#include "ui/home_page.hpp"

#include "ui/card.hpp"
#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>
#include <wx/stattext.h>

namespace taizhang::ui {

namespace {

wxStaticText* words(wxWindow* parent, std::string const& text, Type type, char const* css)
{
    auto* const made = new wxStaticText{parent, wxID_ANY, wx(text), wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END};
    made->SetFont(font_of(type));
    style(*made, css);
    return made;
}

std::string escaped(std::string const& text) { return replaced(replaced(text, "&", "&amp;"), "<", "&lt;"); }

// Text in one of the look's sizes, as button labels take it: thousandths of a point are Pango's 1024ths.
std::string span(std::string const& text, Type type, wxColour const& colour)
{
    auto const font = font_of(type);
    return "<span size='" + decimal(font.GetFractionalPointSize() * 1024, 0) + "' weight='" +
           (font.GetWeight() >= wxFONTWEIGHT_BOLD ? "bold" : "normal") + "' foreground='" +
           utf8(colour.GetAsString(wxC2S_HTML_SYNTAX)) + "'>" + escaped(text) + "</span>";
}

} // namespace

HomePage::HomePage(wxWindow* parent, present::Workbench& bench, Wishes wishes)
    : wxScrolledWindow{parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxVSCROLL}, bench_{bench}, wishes_{std::move(wishes)},
      model_{bench}
{
    SetName("home");
    style(*this, "tz-bg-page");
    SetScrollRate(0, 16);
    on_changed_ = model_.changed.subscribe([this](auto const&) { rebuild(); });
    rebuild();
}

void HomePage::rebuild()
{
    Freeze();
    DestroyChildren();
    auto* const column = new wxBoxSizer{wxVERTICAL};
    if (bench_.is_open() && model_.is_loaded()) {
        if (model_.is_empty())
            build_guide(column);
        else {
            build_head(column);
            build_cards(column);
            build_lists(column);
        }
    }
    auto* const padded = new wxBoxSizer{wxVERTICAL};
    padded->Add(column, 1, wxEXPAND | wxALL, 24);
    SetSizer(padded);
    FitInside();
    Layout();
    Thaw();
}

void HomePage::build_guide(wxBoxSizer* column)
{
    auto const& say = bench_.say();
    column->Add(words(this, say.say("An empty ledger. Three ways to begin:"), Type::page, "tz-text"), 0, wxBOTTOM, 16);
    auto const step = [&](char const* id, std::string const& title, std::string const& second, std::function<void()> act) {
        auto* const button = new wxButton{this, wxID_ANY};
        button->SetLabelMarkup(wx(span(title, Type::title, theme().text) + "\n" + span(second, Type::caption, theme().second)));
        style(*button, "tz-card");
        align_left(*button);
        call(*button, id, wx(title));
        button->SetMinSize({520, 72});
        button->Bind(wxEVT_BUTTON, [this, act = std::move(act)](auto&) { CallAfter(act); });
        column->Add(button, 0, wxBOTTOM, 12);
    };
    step("home.import", say.say("Import a file"), say.say("Excel, CSV, Shapefile or GeoJSON with what there is"), wishes_.import_file);
    step("home.add", say.say("Add a facility"), say.say("one at a time, by form or on the map"), wishes_.add_asset);
    step("home.repair", say.say("Log a repair"), say.say("a place is enough; the facilities may come later"), wishes_.log_repair);
}

void HomePage::build_head(wxBoxSizer* column)
{
    auto const& say = bench_.say();
    auto* const row = new wxBoxSizer{wxHORIZONTAL};
    row->Add(words(this, say.say("Home"), Type::page, "tz-text"), 0, wxALIGN_CENTRE_VERTICAL);
    row->Add(words(this, model_.today(), Type::body, "tz-second"), 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, 12);
    row->AddStretchSpacer();
    auto* const report = new wxButton{this, wxID_ANY, wx(say.say("The quarter's report"))};
    report->SetBitmap(icon("file-chart-column", 16, theme().second));
    call(*report, "home.report");
    report->SetMinSize({-1, 34});
    report->Bind(wxEVT_BUTTON, [this](auto&) { CallAfter([this] { wishes_.go(present::HomeModel::Leads::report, {}); }); });
    row->Add(report, 0, wxALIGN_CENTRE_VERTICAL);
    column->Add(row, 0, wxEXPAND | wxBOTTOM, 16);
}

void HomePage::build_cards(wxBoxSizer* column)
{
    auto* const row = new wxBoxSizer{wxHORIZONTAL};
    bool first = true;
    for (auto const& card : model_.cards()) {
        auto* const button = new wxButton{this, wxID_ANY};
        button->SetLabelMarkup(wx(span(card.title, Type::strong, theme().text) + "\n" +
                                  span(card.number, Type::figure, colour_of(card.tone)) + "\n" +
                                  span(card.second, Type::caption, theme().second)));
        style(*button, "tz-card");
        align_left(*button);
        call(*button, "home.card." + card.id, wx(card.title + ' ' + card.number));
        button->SetMinSize({160, 112});
        button->Bind(wxEVT_BUTTON, [this, leads = card.leads](auto&) { CallAfter([this, leads] { wishes_.go(leads, {}); }); });
        row->Add(button, 1, first ? 0 : wxLEFT, 16);
        first = false;
    }
    column->Add(row, 0, wxEXPAND);
}

void HomePage::build_lists(wxBoxSizer* column)
{
    auto const& say = bench_.say();
    auto* const row = new wxBoxSizer{wxHORIZONTAL};
    auto* const left = new wxBoxSizer{wxVERTICAL};
    left->Add(build_list("home.attention", say.say("Needs attention"), model_.attention(), say.say("Nothing is overdue or due today.")), 0,
              wxEXPAND);
    left->Add(build_list("home.recent", say.say("Newest orders"), model_.recent(), say.say("No orders yet")), 0, wxEXPAND | wxTOP, 16);
    auto* const right = new wxBoxSizer{wxVERTICAL};
    right->Add(build_trends(), 0, wxEXPAND);
    right->Add(build_list("home.missing", say.say("What a clean report still lacks"), model_.missing(), say.say("Nothing.")), 0,
               wxEXPAND | wxTOP, 16);
    right->Add(build_backup(), 0, wxEXPAND | wxTOP, 16);
    // the same width for both, whatever their longest line is: those are cut with an ellipsis
    for (auto* const half : {left, right}) {
        half->SetMinSize({200, -1});
        row->Add(half, 1, wxEXPAND | wxLEFT, half == right ? 16 : 0);
    }
    column->Add(row, 0, wxEXPAND | wxTOP, 16);
}

wxWindow* HomePage::build_list(std::string const& id, std::string const& title,
                               std::vector<present::HomeModel::Line> const& lines, std::string const& when_none)
{
    auto* const panel = new Card{this};
    panel->SetName(wx(id));
    auto* const rows = new wxBoxSizer{wxVERTICAL};
    rows->Add(words(panel, title, Type::title, "tz-text"), 0, wxBOTTOM, 8);
    if (lines.empty())
        rows->Add(words(panel, when_none, Type::body, "tz-second"), 0, wxEXPAND);
    for (auto const& line : lines) {
        auto* const row = new wxBoxSizer{wxHORIZONTAL};
        auto* const button = new wxButton{panel, wxID_ANY};
        auto text = span(line.text, Type::body, theme().text);
        if (!line.second.empty())
            text += "\n" + span(line.second, Type::caption, theme().second);
        button->SetLabelMarkup(wx(text));
        style(*button, "tz-row");
        align_left(*button);
        ellipsize(*button);
        call(*button, id + ".line", wx(line.text));
        button->SetMinSize({120, line.second.empty() ? 34 : 48});
        button->Bind(wxEVT_BUTTON, [this, leads = line.leads, uid = line.uid](auto&) {
            CallAfter([this, leads, uid] { wishes_.go(leads, uid); });
        });
        row->Add(button, 1, wxALIGN_CENTRE_VERTICAL);
        if (!line.due.text.empty()) {
            auto* const due = words(panel, line.due.text, line.due.bold ? Type::strong : Type::body,
                                    line.due.tone == present::Tone::wrong  ? "tz-danger"
                                    : line.due.tone == present::Tone::soon ? "tz-soon"
                                                                            : "tz-second");
            row->Add(due, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, 8);
        }
        rows->Add(row, 0, wxEXPAND);
    }
    auto* const padded = new wxBoxSizer{wxVERTICAL};
    padded->Add(rows, 1, wxEXPAND | wxALL, 16);
    panel->SetSizer(padded);
    return panel;
}

wxWindow* HomePage::build_trends()
{
    auto const& say = bench_.say();
    auto* const panel = new Card{this};
    panel->SetName("home.trends");
    auto* const rows = new wxBoxSizer{wxVERTICAL};
    rows->Add(words(panel, say.say("This quarter's work"), Type::title, "tz-text"), 0, wxBOTTOM, 8);
    if (model_.trends().empty())
        rows->Add(words(panel, say.say("Nothing was accepted in the last two years."), Type::body, "tz-second"), 0, wxEXPAND);
    for (auto const& trend : model_.trends()) {
        auto* const row = new wxBoxSizer{wxHORIZONTAL};
        auto* const texts = new wxBoxSizer{wxVERTICAL};
        auto* const what = words(panel, trend.what, Type::body, "tz-text");
        what->SetName("home.trend");
        what->SetToolTip(wx(trend.what));
        texts->Add(what, 0, wxEXPAND);
        texts->Add(words(panel, trend.before, Type::caption, "tz-second"), 0, wxEXPAND | wxTOP, 2);
        row->Add(texts, 1, wxALIGN_CENTRE_VERTICAL);
        auto* const bars = new TrendBars{panel, trend.quarters};
        bars->SetToolTip(wx(say.say("the last {0} quarters, the running one at the right", trend.quarters.size())));
        row->Add(bars, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, 12);
        rows->Add(row, 0, wxEXPAND | wxTOP | wxBOTTOM, 5);
    }
    auto* const padded = new wxBoxSizer{wxVERTICAL};
    padded->Add(rows, 1, wxEXPAND | wxALL, 16);
    panel->SetSizer(padded);
    return panel;
}

wxWindow* HomePage::build_backup()
{
    auto const& say = bench_.say();
    auto* const panel = new Card{this};
    auto* const rows = new wxBoxSizer{wxVERTICAL};
    rows->Add(words(panel, say.say("Last backup"), Type::title, "tz-text"), 0, wxBOTTOM, 8);
    auto* const place = words(panel, model_.backup(), Type::body, "tz-second");
    place->SetName("home.backup");
    place->SetToolTip(wx(model_.backup()));
    rows->Add(place, 0, wxEXPAND | wxBOTTOM, 8);
    auto* const button = new wxButton{panel, wxID_ANY, wx(say.say("Back up to a USB stick …"))};
    call(*button, "home.back_up");
    button->Bind(wxEVT_BUTTON, [this](auto&) { CallAfter(wishes_.back_up); });
    rows->Add(button);
    auto* const padded = new wxBoxSizer{wxVERTICAL};
    padded->Add(rows, 1, wxEXPAND | wxALL, 16);
    panel->SetSizer(padded);
    return panel;
}

} // namespace taizhang::ui
