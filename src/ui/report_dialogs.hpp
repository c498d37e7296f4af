#pragma once

#include "present/report_model.hpp"
#include "ui/form.hpp"

namespace taizhang::ui {

/// The words of a section, its numbers in 【】 bound to their records.
class ReportWordsDialog : public FormDialog {
public:
    ReportWordsDialog(wxWindow* parent, present::Workbench& bench, present::ReportModel& model);

private:
    void show_section();
    void save(bool own);

    present::ReportModel& model_;
    std::vector<present::ReportModel::SectionWords> sections_;
    wxChoice* section_ = nullptr;
    wxTextCtrl* words_ = nullptr;
    Subscription on_changed_;
};

/// Asks for the document number before a report is frozen.
class IssueDialog : public FormDialog {
public:
    IssueDialog(wxWindow* parent, present::Workbench& bench, present::ReportModel const& model);
    [[nodiscard]] std::string document_number() const;

private:
    wxTextCtrl* number_ = nullptr;
};

} // namespace taizhang::ui
