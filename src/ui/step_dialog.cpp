#include "ui/step_dialog.hpp"

#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/listbox.h>

#include <algorithm>

namespace taizhang::ui {

namespace {

constexpr int width = 560;

class RefusedDialog : public FormDialog {
public:
    RefusedDialog(wxWindow* parent, present::Workbench const& bench, std::string const& said, std::vector<std::string> const& refused)
        : FormDialog{parent, wx(bench.say().say("Not all was done")), "refused"}
    {
        auto* const rows = new wxBoxSizer{wxVERTICAL};
        rows->Add(words(wx(said)), 0, wxBOTTOM, 12);
        wxArrayString lines;
        for (auto const& line : refused)
            lines.push_back(wx(line));
        auto* const list = new wxListBox{this, wxID_ANY, wxDefaultPosition, {width, 240}, lines};
        call(*list, "refused.list");
        rows->Add(list, 1, wxEXPAND);
        auto* const close = button("refused.close", wx(bench.say().say("Close")));
        lay_out(rows, close, {}, wx(bench.say().say("Cancel")));
        FindWindow(wxID_CANCEL)->Hide(); // there is nothing to cancel; Esc still closes
        close->Bind(wxEVT_BUTTON, [this](auto&) { EndModal(wxID_OK); });
    }
};

} // namespace

StepDialog::StepDialog(wxWindow* parent, present::Workbench& bench, std::shared_ptr<present::StepForm> form)
    : FormDialog{parent, wx(form->title()), "step"}, form_{std::move(form)}
{
    auto const& say = bench.say();
    auto* const rows = new wxBoxSizer{wxVERTICAL};
    auto* const about = words(wx(form_->about()), "tz-text");
    about->SetFont(font_of(Type::strong));
    about->SetName("step.about");
    about->Wrap(width);
    rows->Add(about, 0, wxBOTTOM, 12);
    if (auto const hint = form_->hint(); !hint.empty()) {
        auto* const remark = words(wx(hint), "tz-second");
        remark->SetName("step.hint");
        remark->Wrap(width);
        rows->Add(remark, 0, wxBOTTOM, 12);
    }
    auto* row = new wxBoxSizer{wxHORIZONTAL};
    int taken = 0;
    for (auto const& field : form_->fields()) {
        auto* const column = new wxBoxSizer{wxVERTICAL};
        auto* const control = add(column, field);
        controls_.emplace_back(field.id, control);
        if (taken > 0 && taken + field.width > 2) {
            rows->Add(row, 0, wxEXPAND | wxBOTTOM, 12);
            row = new wxBoxSizer{wxHORIZONTAL};
            taken = 0;
        }
        row->Add(column, 1, wxEXPAND | (taken > 0 ? wxLEFT : 0), 16);
        taken += field.width;
    }
    rows->Add(row, 0, wxEXPAND);
    rows->SetMinSize({width, -1});
    auto* const save_button = button("step.save", wx(say(domain::label(form_->event()))));
    lay_out(rows, save_button, {}, wx(say.say("Cancel")));
    save_button->Bind(wxEVT_BUTTON, [this](auto&) { save(); });
    ready_ = true;
    if (!controls_.empty())
        controls_.front().second->SetFocus();
}

wxWindow* StepDialog::add(wxSizer* column, present::StepField const& shown)
{
    using Kind = present::StepField::Kind;
    auto const id = "step." + shown.id;
    wxWindow* control = nullptr;
    if (shown.kind == Kind::check) {
        auto* const box = new wxCheckBox{this, wxID_ANY, wx(shown.label)};
        call(*box, id);
        box->SetValue(shown.value == "1");
        column->AddSpacer(22);
        column->Add(box);
        control = box;
    } else {
        auto& made = field(id, wx(shown.label));
        if (shown.kind == Kind::choice) {
            auto* const choice = made.choice(shown.choices, shown.value);
            choice->Bind(wxEVT_CHOICE, [this](auto& event) {
                event.Skip();
                if (!ready_)
                    return;
                read();
                show_values();
            });
            control = choice;
        } else if (shown.kind == Kind::combo)
            control = made.combo(shown.values, wx(shown.value));
        else
            control = made.text(wx(shown.value));
        column->Add(made.sizer(), 0, wxEXPAND);
    }
    if (!shown.beside.empty()) {
        auto* const beside = words(wx(shown.beside), "tz-second");
        beside->SetFont(font_of(Type::caption));
        beside->SetName(wx(id + ".beside"));
        beside->Wrap(width);
        column->Add(beside, 0, wxTOP, 2);
    }
    return control;
}

void StepDialog::read()
{
    for (auto const& [id, control] : controls_) {
        if (auto* const text = dynamic_cast<wxTextCtrl*>(control))
            form_->set(id, utf8(text->GetValue()));
        else if (auto* const combo = dynamic_cast<wxComboBox*>(control))
            form_->set(id, utf8(combo->GetValue()));
        else if (auto* const choice = dynamic_cast<wxChoice*>(control))
            form_->set(id, chosen_key(*choice));
        else if (auto* const box = dynamic_cast<wxCheckBox*>(control))
            form_->set(id, box->GetValue() ? "1" : "");
    }
}

void StepDialog::show_values()
{
    for (auto const& field : form_->fields())
        for (auto const& [id, control] : controls_)
            if (id == field.id)
                if (auto* const text = dynamic_cast<wxTextCtrl*>(control); text && utf8(text->GetValue()) != field.value)
                    text->ChangeValue(wx(field.value));
}

void StepDialog::save()
{
    if (saving_)
        return;
    read();
    auto problems = form_->problems();
    for (auto const& problem : problems)
        if (std::ranges::none_of(controls_, [&](auto const& c) { return c.first == problem.field; })) {
            // no field here mends it: said above the buttons
            show(present::Notice{present::Notice::Tone::refused, problem.text, {}, {}});
            return;
        }
    if (!show(problems))
        return;
    saving_ = true;
    form_->save(
        [this](present::StepForm::Outcome const& outcome) {
            outcome_ = outcome;
            EndModal(wxID_OK);
        },
        [this](present::Notice const& notice) {
            saving_ = false;
            show(notice);
        });
}

void show_refused(wxWindow* parent, present::Workbench const& bench, std::string const& said, std::vector<std::string> const& refused)
{
    RefusedDialog dialog{parent, bench, said, refused};
    dialog.ShowModal();
}

void take_step(wxWindow* parent, present::Workbench& bench, Lifetime const& alive, domain::OrderEvent event, std::vector<std::string> uids,
               std::function<void(std::string const& uid)> done)
{
    present::StepForm::prepare(bench, alive, event, std::move(uids), [parent, &bench, done = std::move(done)](std::shared_ptr<present::StepForm> form) {
        auto const tell = [parent, &bench, done](present::StepForm::Outcome const& outcome) {
            bench.tell({present::Notice::Tone::done, outcome.words, {}, {}, bench.say().say("Undo"), [&bench] { bench.undo(); }});
            if (!outcome.refused.empty())
                show_refused(parent, bench, outcome.words, outcome.refused);
            if (!outcome.uid.empty())
                done(outcome.uid);
        };
        if (form->is_silent()) {
            // nothing to ask; the form lives until it has answered
            form->save([tell, form](present::StepForm::Outcome const& outcome) { tell(outcome); },
                       [&bench](present::Notice const& notice) { bench.tell(notice); });
            return;
        }
        StepDialog dialog{parent, bench, std::move(form)};
        if (dialog.ShowModal() == wxID_OK)
            tell(dialog.outcome());
    });
}

} // namespace taizhang::ui
