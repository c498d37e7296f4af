#pragma once

#include "present/asset_table.hpp"
#include "present/repair_form.hpp"

#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/combobox.h>
#include <wx/dialog.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include <map>
#include <string>
#include <vector>

class wxButton;

namespace taizhang::ui {

/// A label above a control with room for words below it that say what is wrong.
class Field {
public:
    /// @param id of the control for tests, and of the field in FieldProblem
    Field(wxWindow* parent, std::string id, wxString const& label);

    wxTextCtrl* text(wxString const& value = {});
    wxTextCtrl* secret(); ///< dots are shown for what is typed
    wxTextCtrl* lines(int height);
    wxChoice* choice(std::vector<present::Choice> const& choices, std::string const& chosen);
    wxComboBox* combo(std::vector<std::string> const& values, wxString const& value = {});

    /// What to put into a sizer.
    [[nodiscard]] wxSizer* sizer() const noexcept { return column_; }
    void complain(wxString const& words);
    [[nodiscard]] std::string const& id() const noexcept { return id_; }
    [[nodiscard]] wxWindow* control() const noexcept { return control_; }

private:
    template <class Control>
    Control* take(Control* control, int height);

    wxWindow* parent_;
    std::string id_;
    wxString label_;
    wxBoxSizer* column_;
    wxStaticText* problem_ = nullptr;
    wxWindow* control_ = nullptr;
};

/// A dialog of labelled fields: primary button at the right, 取消 quiet, Enter and Esc as everywhere.
class FormDialog : public wxDialog {
public:
    FormDialog(wxWindow* parent, wxString const& title, std::string const& id);

protected:
    /// Owned by the dialog.
    Field& field(std::string id, wxString const& label, wxWindow* parent = nullptr);
    /// The field whose control has that id.
    [[nodiscard]] Field& field_of(std::string_view id);
    /// Forgets the fields whose ids begin so; their controls are gone or going.
    void drop_fields(std::string const& id_prefix);
    /// Shows each problem at its field and goes to the first; true when there is none.
    bool show(std::vector<present::FieldProblem> const& problems);
    /// What could not be saved, above the buttons.
    void show(present::Notice const& notice);
    /// Puts the fields and the row of buttons into the window.
    /// @param more buttons left of the primary one
    void lay_out(wxSizer* fields, wxButton* primary, std::vector<wxButton*> const& more, wxString const& cancel);
    wxButton* button(std::string const& id, wxString const& label, char const* css_class = nullptr);
    wxStaticText* words(wxString const& text, char const* css_class = nullptr);

private:
    std::vector<std::unique_ptr<Field>> fields_;
    wxStaticText* failure_ = nullptr;
    wxButton* more_ = nullptr; ///< leads to the manual's words about the failure
    std::string help_;
};

/// Key of the chosen entry; "" when there is none.
[[nodiscard]] std::string chosen_key(wxChoice const& choice);
/// As `fill`, for a choice that is shown: left alone while nothing changed, since filling it anew would close its list.
/// @param shown what it holds, kept by the caller
void offer(wxChoice& choice, std::vector<present::Choice>& shown, std::vector<present::Choice> const& wanted, std::string const& chosen);
void fill(wxChoice& choice, std::vector<present::Choice> const& choices, std::string const& chosen);

} // namespace taizhang::ui
