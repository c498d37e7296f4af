#include "ui/form.hpp"

#include "ui/composition.hpp"
#include "ui/help_window.hpp"
#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/panel.h>

#include <algorithm>
#include <memory>

namespace taizhang::ui {

namespace {

constexpr int field_height = 34;

struct Key : wxClientData {
    explicit Key(std::string k) : key{std::move(k)} {}
    std::string key;
};

} // namespace

std::string chosen_key(wxChoice const& choice)
{
    auto const i = choice.GetSelection();
    if (i == wxNOT_FOUND)
        return {};
    return static_cast<Key const*>(choice.GetClientObject(static_cast<unsigned>(i)))->key;
}

void fill(wxChoice& choice, std::vector<present::Choice> const& choices, std::string const& chosen)
{
    choice.Clear();
    for (auto const& c : choices) {
        auto const i = choice.Append(wx(c.label), new Key{c.key});
        if (c.key == chosen)
            choice.SetSelection(i);
    }
}

void offer(wxChoice& choice, std::vector<present::Choice>& shown, std::vector<present::Choice> const& wanted, std::string const& chosen)
{
    if (shown == wanted && chosen_key(choice) == chosen)
        return;
    fill(choice, wanted, chosen);
    shown = wanted;
}

Field::Field(wxWindow* parent, std::string id, wxString const& label)
    : parent_{parent}, id_{std::move(id)}, label_{label}, column_{new wxBoxSizer{wxVERTICAL}}
{
    auto* const head = new wxStaticText{parent, wxID_ANY, label};
    head->SetFont(font_of(Type::caption));
    style(*head, "tz-second");
    column_->Add(head, 0, wxBOTTOM, 4);
}

template <class Control>
Control* Field::take(Control* control, int height)
{
    control->SetMinSize({-1, height});
    call(*control, id_, label_);
    column_->Add(control, 0, wxEXPAND);
    control_ = control;
    // a long sentence under a narrow field must not push the dialog off the screen: it ends in an ellipsis, its tip is whole
    problem_ = new wxStaticText{parent_, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END};
    problem_->SetMinSize({1, -1});
    problem_->SetFont(font_of(Type::caption));
    problem_->SetName(wx(id_ + ".problem"));
    style(*problem_, "tz-danger");
    problem_->Hide();
    column_->Add(problem_, 0, wxEXPAND | wxTOP, 2);
    return control;
}

wxTextCtrl* Field::text(wxString const& value) { return take(new wxTextCtrl{parent_, wxID_ANY, value}, field_height); }

wxTextCtrl* Field::secret()
{
    return take(new wxTextCtrl{parent_, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxTE_PASSWORD}, field_height);
}

wxTextCtrl* Field::lines(int height)
{
    return take(new wxTextCtrl{parent_, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxTE_MULTILINE}, height);
}

wxChoice* Field::choice(std::vector<present::Choice> const& choices, std::string const& chosen)
{
    auto* const control = take(new wxChoice{parent_, wxID_ANY}, field_height);
    fill(*control, choices, chosen);
    return control;
}

wxComboBox* Field::combo(std::vector<std::string> const& values, wxString const& value)
{
    wxArrayString list;
    for (auto const& v : values)
        list.push_back(wx(v));
    auto* const control = take(new wxComboBox{parent_, wxID_ANY, value, wxDefaultPosition, wxDefaultSize, list}, field_height);
    control->AutoComplete(list);
    skip_arrow(*control);
    return control;
}

void Field::complain(wxString const& words)
{
    bool const wrong = !words.empty();
    problem_->SetLabel(wrong ? wxString::FromUTF8("△ ") + words : wxString{});
    problem_->SetToolTip(words);
    problem_->Show(wrong);
    if (wrong)
        style(*control_, "tz-error");
    else
        unstyle(*control_, "tz-error");
}

FormDialog::FormDialog(wxWindow* parent, wxString const& title, std::string const& id)
    : wxDialog{parent, wxID_ANY, title, wxDefaultPosition, wxDefaultSize, wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER}
{
    SetName(wx(id));
    style(*this, "tz-bg-surface");
    Bind(wxEVT_CHAR_HOOK, [](wxKeyEvent& event) {
        if (is_composing())
            event.DoAllowNextEvent(); // Esc takes the composition back, not the dialog
        else
            event.Skip();
    });
}

Field& FormDialog::field(std::string id, wxString const& label, wxWindow* parent)
{
    fields_.push_back(std::make_unique<Field>(parent ? parent : this, std::move(id), label));
    return *fields_.back();
}

Field& FormDialog::field_of(std::string_view id)
{
    return **std::ranges::find_if(fields_, [&](auto const& field) { return field->id() == id; });
}

void FormDialog::drop_fields(std::string const& id_prefix)
{
    std::erase_if(fields_, [&](auto const& field) { return field->id().starts_with(id_prefix); });
}

bool FormDialog::show(std::vector<present::FieldProblem> const& problems)
{
    failure_->Hide();
    more_->Hide();
    wxWindow* first = nullptr;
    for (auto const& field : fields_) {
        auto const it = std::ranges::find_if(problems, [&](present::FieldProblem const& p) { return field->id().ends_with("." + p.field) || field->id().ends_with(".f." + p.field); });
        field->complain(it == problems.end() ? wxString{} : wx(it->text));
        if (it != problems.end() && !first)
            first = field->control();
    }
    Layout();
    GetSizer()->SetSizeHints(this);
    if (first)
        first->SetFocus();
    return problems.empty();
}

void FormDialog::show(present::Notice const& notice)
{
    failure_->SetLabel(wx(notice.text + (notice.where.empty() ? "" : "\n" + notice.where) +
                          (notice.todo.empty() ? "" : "\n" + notice.todo)));
    failure_->Wrap(GetClientSize().GetWidth() - 40);
    failure_->Show();
    help_ = notice.help;
    more_->SetLabel(wx(notice.help_label));
    more_->Show(!help_.empty());
    GetSizer()->SetSizeHints(this);
    Layout();
}

wxButton* FormDialog::button(std::string const& id, wxString const& label, char const* css_class)
{
    auto* const made = new wxButton{this, wxID_ANY, label};
    if (css_class)
        style(*made, css_class);
    call(*made, id);
    return made;
}

wxStaticText* FormDialog::words(wxString const& text, char const* css_class)
{
    auto* const made = new wxStaticText{this, wxID_ANY, text};
    if (css_class)
        style(*made, css_class);
    return made;
}

void FormDialog::lay_out(wxSizer* fields, wxButton* primary, std::vector<wxButton*> const& more, wxString const& cancel)
{
    auto* const quit = new wxButton{this, wxID_CANCEL, cancel};
    style(*quit, "tz-quiet");
    auto* const buttons = new wxBoxSizer{wxHORIZONTAL};
    buttons->AddStretchSpacer();
    buttons->Add(quit);
    for (auto* const b : more)
        buttons->Add(b, 0, wxLEFT, 8);
    buttons->Add(primary, 0, wxLEFT, 8);
    style(*primary, "tz-primary");
    primary->SetDefault();

    failure_ = words({}, "tz-danger");
    failure_->SetName(GetName() + ".failure");
    failure_->Hide();
    more_ = button(utf8(GetName()) + ".more", {}, "tz-link");
    more_->Hide();
    more_->Bind(wxEVT_BUTTON, [this](auto&) { ask_help(*this, help_); });

    auto* const rule = new wxPanel{this, wxID_ANY, wxDefaultPosition, {-1, 1}};
    style(*rule, "tz-bg-line");
    auto* const all = new wxBoxSizer{wxVERTICAL};
    all->Add(fields, 1, wxEXPAND | wxALL, 20);
    all->Add(failure_, 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, 20);
    all->Add(more_, 0, wxLEFT | wxBOTTOM, 12);
    all->Add(rule, 0, wxEXPAND);
    all->Add(buttons, 0, wxEXPAND | wxALL, 12);
    SetSizerAndFit(all);
    CentreOnParent();
}

} // namespace taizhang::ui
