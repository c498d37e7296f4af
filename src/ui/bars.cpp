#include "ui/bars.hpp"

#include "present/ledger_address.hpp"
#include "ui/help_window.hpp"
#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/gauge.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include <algorithm>

namespace taizhang::ui {

NoticeBar::NoticeBar(wxWindow* parent, present::Workbench& bench)
    : wxPanel{parent}, words_{new wxStaticText{this, wxID_ANY, {}}}, more_{new wxButton{this, wxID_ANY}}, action_{new wxButton{this, wxID_ANY}},
      close_{new wxButton{this, wxID_ANY}}
{
    SetName("notice");
    words_->SetName("notice.words");
    call(*more_, "notice.more");
    style(*more_, "tz-link");
    call(*action_, "notice.action");
    call(*close_, "notice.close", wx(bench.say().say("Close")));
    style(*action_, "tz-link");
    style(*close_, "tz-icon");
    close_->SetBitmap(icon("x", 16, theme().second));
    auto* const row = new wxBoxSizer{wxHORIZONTAL};
    row->Add(words_, 1, wxALIGN_CENTRE_VERTICAL | wxLEFT, 16);
    row->Add(more_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, 8);
    row->Add(action_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, 8);
    row->Add(close_, 0, wxALIGN_CENTRE_VERTICAL | wxALL, 4);
    SetSizer(row);
    more_->Bind(wxEVT_BUTTON, [this](auto&) { ask_help(*this, help_); });
    action_->Bind(wxEVT_BUTTON, [this](auto&) {
        auto const act = act_;
        dismiss();
        if (act)
            act();
    });
    close_->Bind(wxEVT_BUTTON, [this](auto&) { dismiss(); });
    on_notice_ = bench.notices.subscribe([this](present::Notice const& notice) { show(notice); });
    Hide();
}

void NoticeBar::show(present::Notice const& notice)
{
    bool const wrong = notice.tone == present::Notice::Tone::refused;
    auto text = notice.text;
    for (auto const* more : {&notice.where, &notice.todo})
        if (!more->empty())
            text += (more == &notice.where ? "  " : "\n") + *more;
    unstyle(*this, wrong ? "tz-bg-tint" : "tz-bg-danger");
    style(*this, wrong ? "tz-bg-danger" : "tz-bg-tint");
    unstyle(*words_, wrong ? "tz-text" : "tz-danger");
    style(*words_, wrong ? "tz-danger" : "tz-text");
    words_->SetLabel(wx(text));
    act_ = notice.action;
    action_->SetLabel(wx(notice.action_label));
    action_->Show(!notice.action_label.empty());
    help_ = notice.help;
    more_->SetLabel(wx(notice.help_label));
    more_->Show(!help_.empty());
    Show();
    Layout();
    GetParent()->Layout();
}

void NoticeBar::dismiss()
{
    Hide();
    GetParent()->Layout();
}

StatusBar::StatusBar(wxWindow* parent, present::Workbench& bench) : wxPanel{parent}, bench_{bench}
{
    style(*this, "tz-bg-nav");
    auto const words = [this](char const* id, char const* css) {
        auto* const made = new wxStaticText{this, wxID_ANY, {}};
        made->SetFont(font_of(Type::caption));
        made->SetName(id);
        style(*made, css);
        return made;
    };
    ledger_ = words("status.ledger", "tz-second");
    lost_ = words("status.lost", "tz-danger");
    person_ = words("status.person", "tz-second");
    sample_ = words("status.sample", "tz-soon");
    job_ = words("status.job", "tz-text");
    position_ = words("status.position", "tz-second");
    gauge_ = new wxGauge{this, wxID_ANY, 1000, wxDefaultPosition, {120, 6}};
    stop_ = new wxButton{this, wxID_ANY, wx(bench.say().say("Stop"))};
    style(*stop_, "tz-link");
    call(*stop_, "status.stop");
    hug(*stop_);
    auto* const row = new wxBoxSizer{wxHORIZONTAL};
    row->Add(ledger_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, 12);
    row->Add(lost_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, 12);
    row->Add(person_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, 24);
    row->Add(sample_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, 24);
    row->AddStretchSpacer();
    row->Add(job_, 0, wxALIGN_CENTRE_VERTICAL);
    row->Add(gauge_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, 8);
    row->Add(stop_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, 8);
    row->AddStretchSpacer();
    row->Add(position_, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, 12);
    row->SetMinSize({-1, 28});
    SetSizer(row);
    stop_->Bind(wxEVT_BUTTON, [this](auto&) { bench_.stop_job(); });
    on_ledger_ = bench.ledger_changed.subscribe([this](auto const&) { refresh(); });
    on_settings_ = bench.settings_changed.subscribe([this](auto const&) { refresh(); });
    on_connection_ = bench.connection_changed.subscribe([this](auto const&) { refresh(); });
    on_job_ = bench.job_changed.subscribe([this](auto const&) { refresh(); });
    refresh();
}

void StatusBar::show_position(std::string const& text)
{
    position_->SetLabel(wx(text));
    Layout();
}

void StatusBar::refresh()
{
    auto const& say = bench_.say();
    bool const open = bench_.is_open();
    ledger_->SetLabel(open ? wx(present::short_name_of(bench_.info().path)) : wx(say.say("No ledger is open")));
    ledger_->SetToolTip(open ? wx(bench_.info().path) : wxString{});
    lost_->Show(open && bench_.is_lost());
    lost_->SetLabel(wx(say.say("not connected")));
    person_->SetLabel(open ? wx(say.say("Registrar {0}", bench_.who())) : wxString{});
    sample_->SetLabel(open && bench_.info().illustrative ? wx(say.say("Illustrative data")) : wxString{});
    auto const& job = bench_.job();
    for (wxWindow* const w : {static_cast<wxWindow*>(job_), static_cast<wxWindow*>(gauge_), static_cast<wxWindow*>(stop_)})
        w->Show(job.has_value());
    if (job) {
        auto words = job->doing;
        if (job->total > 0)
            words += ' ' + std::to_string(job->done) + " / " + std::to_string(job->total);
        job_->SetLabel(wx(words));
        if (job->total > 0)
            gauge_->SetValue(static_cast<int>(std::clamp<std::int64_t>(job->done * 1000 / job->total, 0, 1000)));
        else
            gauge_->Pulse();
    }
    Layout();
}

} // namespace taizhang::ui
