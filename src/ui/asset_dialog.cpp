#include "ui/asset_dialog.hpp"

#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/radiobut.h>
#include <wx/scrolwin.h>

#include <algorithm>

namespace taizhang::ui {

AssetDialog::AssetDialog(wxWindow* parent, present::Workbench& bench, std::unique_ptr<present::AssetForm> form)
    : FormDialog{parent, wx(form->title()), "asset"}, bench_{bench}, form_{std::move(form)}
{
    auto const& say = bench.say();
    auto* const rows = new wxBoxSizer{wxVERTICAL};
    if (form_->is_new()) {
        auto& of_class = field("asset.class", wx(say.say("Class")));
        class_ = of_class.choice(form_->class_choices(), form_->class_key());
        rows->Add(of_class.sizer(), 0, wxEXPAND | wxBOTTOM, 12);
        class_->Bind(wxEVT_CHOICE, [this](auto&) {
            read();
            form_->set_class(chosen_key(*class_));
            SetTitle(wx(form_->title()));
            build_fields();
        });
    }
    scrolled_ = new wxScrolledWindow{this, wxID_ANY, wxDefaultPosition, {640, 400}, wxVSCROLL};
    style(*scrolled_, "tz-bg-surface");
    scrolled_->SetScrollRate(0, 16);
    scrolled_->SetMinSize({640, 400});
    rows->Add(scrolled_, 1, wxEXPAND);
    auto* const save_button = button("asset.save", wx(say.say("Save")));
    lay_out(rows, save_button, {}, wx(say.say("Cancel")));
    build_fields();
    save_button->Bind(wxEVT_BUTTON, [this](auto&) { save(); });
    on_proposed_ = form_->proposed.subscribe([this](auto const&) {
        dynamic_cast<wxTextCtrl&>(*controls_.at("code")).ChangeValue(wx(form_->value("code")));
    });
    controls_.at(form_->is_new() ? "name" : "code")->SetFocus();
}

void AssetDialog::build_fields()
{
    scrolled_->Freeze();
    drop_fields("asset.f.");
    scrolled_->DestroyChildren();
    controls_.clear();
    auto* const grid = new wxFlexGridSizer{2, 12, 16};
    grid->AddGrowableCol(0, 1);
    grid->AddGrowableCol(1, 1);
    for (auto const& f : form_->fields()) {
        auto& made = field("asset.f." + f.id, wx(f.required ? f.label + " *" : f.label), scrolled_);
        if (f.kind == present::AssetForm::Field::Kind::text)
            controls_[f.id] = made.text(wx(form_->value(f.id)));
        else
            controls_[f.id] = made.choice(f.choices, form_->value(f.id));
        auto const judge = [this, id = f.id](auto&) { typed(id); };
        if (f.kind == present::AssetForm::Field::Kind::text)
            controls_[f.id]->Bind(wxEVT_TEXT, judge);
        else
            controls_[f.id]->Bind(wxEVT_CHOICE, judge);
        grid->Add(made.sizer(), 1, wxEXPAND | wxRIGHT, 8);
    }
    scrolled_->SetSizer(grid);
    scrolled_->FitInside();
    scrolled_->Thaw();
    Layout();
}

void AssetDialog::read()
{
    for (auto const& [id, control] : controls_) {
        if (auto const* text = dynamic_cast<wxTextCtrl const*>(control))
            form_->set(id, utf8(text->GetValue()));
        else
            form_->set(id, chosen_key(dynamic_cast<wxChoice const&>(*control)));
    }
}

void AssetDialog::typed(std::string const& id)
{
    touched_.insert(id);
    read();
    auto const problems = form_->problems();
    for (auto const& touched : touched_) {
        if (!controls_.contains(touched))
            continue; // of a class chosen before
        auto const it = std::ranges::find(problems, touched, &present::FieldProblem::field);
        field_of("asset.f." + touched).complain(it == problems.end() ? wxString{} : wx(it->text));
    }
    scrolled_->Layout();
    scrolled_->FitInside();
}

void AssetDialog::save()
{
    if (saving_)
        return;
    read();
    if (!show(form_->problems())) {
        scrolled_->FitInside();
        return;
    }
    saving_ = true;
    form_->save(
        [this](std::string uid) {
            saved_uid_ = std::move(uid);
            EndModal(wxID_OK);
        },
        [this](present::Notice const& notice) {
            saving_ = false;
            show(notice);
        },
        [this] {
            saving_ = false;
            CallAfter([this] { conflicted(); });
        });
}

void AssetDialog::conflicted()
{
    ConflictDialog dialog{this, bench_, *form_};
    if (dialog.ShowModal() != wxID_OK)
        return; // everything typed is still here
    build_fields();
    save();
}

BatchDialog::BatchDialog(wxWindow* parent, present::Workbench& bench, present::BatchForm& form)
    : FormDialog{parent, wx(form.title()), "batch"}, form_{form}
{
    auto const& say = bench.say();
    auto* const rows = new wxBoxSizer{wxVERTICAL};
    rows->Add(words(wx(say.say("Only what you type or choose here is changed; the rest stays as it is.")), "tz-second"), 0, wxBOTTOM, 12);
    auto* const scrolled = new wxScrolledWindow{this, wxID_ANY, wxDefaultPosition, {640, 400}, wxVSCROLL};
    style(*scrolled, "tz-bg-surface");
    scrolled->SetScrollRate(0, 16);
    scrolled->SetMinSize({640, 400});
    auto* const grid = new wxFlexGridSizer{2, 12, 16};
    grid->AddGrowableCol(0, 1);
    grid->AddGrowableCol(1, 1);
    for (auto const& f : form.fields()) {
        auto& made = field("batch.f." + f.id, wx(f.label), scrolled);
        bool const mixed = form.is_mixed(f.id);
        if (f.kind == present::AssetForm::Field::Kind::text) {
            auto* const text = made.text(wx(form.value(f.id)));
            if (mixed)
                text->SetHint(wx(say.say("differs")));
            text->Bind(wxEVT_TEXT, [this, id = f.id, text](auto&) { form_.set(id, utf8(text->GetValue())); });
            controls_[f.id] = text;
        } else {
            auto choices = f.choices;
            if (mixed) {
                std::erase_if(choices, [](auto const& c) { return c.key.empty(); });
                choices.insert(choices.begin(), {"", say.say("differs")});
            }
            auto* const choice = made.choice(choices, form.value(f.id));
            choice->Bind(wxEVT_CHOICE, [this, id = f.id, choice](auto&) { form_.set(id, chosen_key(*choice)); });
            controls_[f.id] = choice;
        }
        grid->Add(made.sizer(), 1, wxEXPAND | wxRIGHT, 8);
    }
    scrolled->SetSizer(grid);
    scrolled->FitInside();
    rows->Add(scrolled, 1, wxEXPAND);
    auto* const save_button = button("batch.save", wx(say.say("Save")));
    lay_out(rows, save_button, {}, wx(say.say("Cancel")));
    save_button->Bind(wxEVT_BUTTON, [this](auto&) { save(); });
    if (auto const it = controls_.find("road"); it != controls_.end())
        it->second->SetFocus();
}

void BatchDialog::save()
{
    if (saving_)
        return;
    if (!form_.has_changes()) {
        EndModal(wxID_CANCEL);
        return;
    }
    if (!show(form_.problems()))
        return;
    saving_ = true;
    form_.save(
        [this](std::size_t n) {
            saved_ = n;
            EndModal(wxID_OK);
        },
        [this](present::Notice const& notice) {
            saving_ = false;
            show(notice);
        });
}

ConflictDialog::ConflictDialog(wxWindow* parent, present::Workbench& bench, present::AssetForm& form)
    : FormDialog{parent, wx(bench.say().say("Somebody else saved this facility first")), "conflict"}
{
    auto const& say = bench.say();
    auto* const rows = new wxBoxSizer{wxVERTICAL};
    rows->Add(words(wx(say.say("Nothing is lost. Choose where both of you changed the same; the rest is put together.")), "tz-second"), 0,
              wxBOTTOM, 12);
    auto* const grid = new wxFlexGridSizer{4, 10, 20};
    for (auto const& title : {say.say("Field"), say.say("Before"), say.say("Typed here"), say.say("Saved by the other")}) {
        auto* const head = words(wx(title), "tz-second");
        head->SetFont(font_of(Type::caption));
        grid->Add(head);
    }
    auto const shown = [&](std::string const& text) { return wx(text.empty() ? say.say("(empty)") : text); };
    for (auto const& difference : form.differences()) {
        grid->Add(words(wx(difference.label)), 0, wxALIGN_CENTRE_VERTICAL);
        grid->Add(words(shown(difference.base), "tz-second"), 0, wxALIGN_CENTRE_VERTICAL);
        if (difference.both) {
            auto* const mine = new wxRadioButton{this, wxID_ANY, shown(difference.mine), wxDefaultPosition, wxDefaultSize, wxRB_GROUP};
            auto* const theirs = new wxRadioButton{this, wxID_ANY, shown(difference.theirs)};
            call(*mine, "conflict.mine." + difference.id);
            call(*theirs, "conflict.theirs." + difference.id);
            mine_[difference.id] = mine;
            grid->Add(mine, 0, wxALIGN_CENTRE_VERTICAL);
            grid->Add(theirs, 0, wxALIGN_CENTRE_VERTICAL);
        } else {
            grid->Add(words("—", "tz-second"), 0, wxALIGN_CENTRE_VERTICAL);
            grid->Add(words(shown(difference.theirs)), 0, wxALIGN_CENTRE_VERTICAL);
        }
    }
    rows->Add(grid, 1, wxEXPAND);
    auto* const ok = button("conflict.ok", wx(say.say("Put together and save")));
    lay_out(rows, ok, {}, wx(say.say("Back to the form")));
    ok->Bind(wxEVT_BUTTON, [this, &form](auto&) {
        std::vector<std::string> keep;
        for (auto const& [id, mine] : mine_)
            if (mine->GetValue())
                keep.push_back(id);
        form.settle(keep);
        EndModal(wxID_OK);
    });
}

} // namespace taizhang::ui
