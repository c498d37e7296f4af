#include "ui/asset_dialog.hpp"

#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/scrolwin.h>

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
        });
}

} // namespace taizhang::ui
