#pragma once

#include "present/step_form.hpp"
#include "ui/form.hpp"

#include <memory>

namespace taizhang::ui {

/// One step of one or many orders. Shown modally; wxID_OK when it was taken.
class StepDialog : public FormDialog {
public:
    StepDialog(wxWindow* parent, present::Workbench& bench, std::shared_ptr<present::StepForm> form);
    [[nodiscard]] present::StepForm::Outcome const& outcome() const noexcept { return outcome_; }

private:
    wxWindow* add(wxSizer* rows, present::StepField const& field);
    void read();
    void show_values();
    void save();

    std::shared_ptr<present::StepForm> form_;
    std::vector<std::pair<std::string, wxWindow*>> controls_;
    present::StepForm::Outcome outcome_;
    bool saving_ = false, ready_ = false;
};

/// Takes the step with the orders: asks what is needed, if anything, and tells what was done. `done(uid)` afterwards.
void take_step(wxWindow* parent, present::Workbench& bench, Lifetime const& alive, domain::OrderEvent event, std::vector<std::string> uids,
               std::function<void(std::string const& uid)> done);
/// Result of a bulk step: what was refused, one a line.
void show_refused(wxWindow* parent, present::Workbench const& bench, std::string const& words, std::vector<std::string> const& refused);

} // namespace taizhang::ui
