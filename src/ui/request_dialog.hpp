#pragma once

#include "present/request_form.hpp"
#include "ui/form.hpp"


#include <wx/panel.h>

#include <array>
#include <optional>
#include <string>

namespace taizhang::ui {

/// 登记诉求. Shown modally; wxID_OK when it was registered: saved() tells as what.
class RequestDialog : public FormDialog {
public:
    RequestDialog(wxWindow* parent, present::Workbench& bench, std::optional<app::AssetRow> about);
    [[nodiscard]] present::RequestForm::Saved const& saved() const { return *saved_; }
    /// Was the slip asked for?
    [[nodiscard]] bool wants_slip() const noexcept { return wants_slip_; }

private:
    void build();
    void read();
    void show_similar();
    void save(present::RequestForm::As as);
    void join(std::size_t candidate);
    void saved(present::RequestForm::Saved made);

    present::Workbench& bench_;
    present::RequestForm form_;
    wxComboBox *source_ = nullptr, *road_ = nullptr;
    wxTextCtrl *number_ = nullptr, *caller_ = nullptr, *phone_ = nullptr, *place_ = nullptr, *description_ = nullptr, *deadline_ = nullptr;
    wxChoice* class_ = nullptr;
    wxCheckBox* urgent_ = nullptr;
    struct Row {
        wxStaticText *head = nullptr, *detail = nullptr;
        wxButton* join = nullptr;
    };
    wxStaticText* similar_title_ = nullptr;
    wxPanel* similar_ = nullptr;
    std::array<Row, 3> rows_;
    std::vector<present::RequestForm::Candidate> candidates_;
    std::optional<present::RequestForm::Saved> saved_;
    bool wants_slip_ = false, saving_ = false, ready_ = false;
    Subscription on_arrived_;
};

/// One step with what must be said with it. wxID_OK when it was taken.
class RequestStepDialog : public FormDialog {
public:
    RequestStepDialog(wxWindow* parent, present::Workbench& bench, domain::Request request, domain::RequestEvent event, std::string proposed_answer);

    [[nodiscard]] domain::Request const& moved() const { return *moved_; }

private:
    void save();

    std::optional<domain::Request> moved_;
    present::RequestStepForm form_;
    wxTextCtrl* text_ = nullptr;
    wxChoice* choice_ = nullptr;
    bool saving_ = false;
    Subscription on_arrived_;
};

} // namespace taizhang::ui
