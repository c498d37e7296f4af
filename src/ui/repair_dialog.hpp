#pragma once

#include "present/repair_form.hpp"
#include "ui/form.hpp"

#include <wx/timer.h>

namespace taizhang::ui {

/// 登记维修. Shown modally; wxID_OK when an order was saved.
class RepairDialog : public FormDialog {
public:
    RepairDialog(wxWindow* parent, present::Workbench& bench, std::vector<app::AssetRow> assets);
    [[nodiscard]] std::string const& saved_number() const noexcept { return saved_number_; } ///< 2026-0412
    [[nodiscard]] std::string const& saved_uid() const noexcept { return saved_uid_; }
    /// Was the slip asked for along with it?
    [[nodiscard]] bool wants_slip() const noexcept { return wants_slip_; }
    [[nodiscard]] bool saved_as_done() const noexcept { return saved_as_done_; }

private:
    void build();
    void fill_in();
    void read_class();
    void read();
    void changed();
    void show_similar();
    void show_sentence();
    void show_type_fields();
    void enable_line();
    void save(bool done);

    present::Workbench& bench_;
    present::RepairForm form_;
    std::string saved_number_, saved_uid_;
    bool saved_as_done_ = false, saving_ = false, wants_slip_ = false;
    wxChoice *class_ = nullptr, *activity_ = nullptr, *unit_ = nullptr;
    wxComboBox *item_ = nullptr, *road_ = nullptr;
    wxTextCtrl *quantity_ = nullptr, *place_ = nullptr, *received_ = nullptr, *description_ = nullptr, *result_ = nullptr,
               *accepted_ = nullptr;
    wxCheckBox *approximate_ = nullptr, *all_ = nullptr;
    wxStaticText* similar_ = nullptr;
    wxChoice *condition_ = nullptr, *kind_ = nullptr;
    wxButton *draft_ = nullptr, *sentence_ = nullptr;
    wxBoxSizer* type_rows_ = nullptr;
    std::map<std::string, wxWindow*> type_fields_;
    wxTimer keep_;        ///< a moment after the last key the draft goes to disk
    bool ready_ = false;  ///< built: from here on events are the user's
    Subscription on_arrived_;
};

/// 办结. Shown modally; wxID_OK when the order was closed.
class CloseDialog : public FormDialog {
public:
    CloseDialog(wxWindow* parent, present::Workbench& bench, domain::WorkOrder order);

private:
    void save();

    present::CloseForm form_;
    std::vector<wxTextCtrl*> quantities_;
    wxTextCtrl *result_ = nullptr, *accepted_ = nullptr;
    bool saving_ = false;
};

/// 办结 of several. Shown modally; wxID_OK when it was done.
class BulkCloseDialog : public FormDialog {
public:
    BulkCloseDialog(wxWindow* parent, present::Workbench& bench, std::vector<std::string> uids);
    [[nodiscard]] present::BulkCloseForm const& form() const noexcept { return form_; }

private:
    void save();

    present::BulkCloseForm form_;
    wxTextCtrl *result_ = nullptr, *accepted_ = nullptr;
    bool saving_ = false;
};

/// 更正. Shown modally; wxID_OK when the slip was corrected.
class CorrectDialog : public FormDialog {
public:
    CorrectDialog(wxWindow* parent, present::Workbench& bench, domain::WorkOrder order);

private:
    void save();

    present::CorrectForm form_;
    std::vector<std::pair<wxTextCtrl*, wxTextCtrl*>> lines_; ///< item and quantity
    std::vector<std::pair<wxTextCtrl*, std::string present::CorrectForm::*>> texts_;
    bool saving_ = false;
};

} // namespace taizhang::ui
