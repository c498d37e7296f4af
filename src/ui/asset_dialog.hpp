#pragma once

#include "present/asset_form.hpp"
#include "present/batch_form.hpp"
#include "ui/form.hpp"

#include <set>

class wxRadioButton;
class wxScrolledWindow;

namespace taizhang::ui {

/// Adds or edits one facility. Shown modally; wxID_OK when it was saved.
class AssetDialog : public FormDialog {
public:
    AssetDialog(wxWindow* parent, present::Workbench& bench, std::unique_ptr<present::AssetForm> form);
    [[nodiscard]] std::string const& saved_uid() const noexcept { return saved_uid_; }

private:
    void build_fields();
    void read();
    void typed(std::string const& id);
    void save();
    void conflicted();

    present::Workbench& bench_;
    std::unique_ptr<present::AssetForm> form_;
    std::string saved_uid_;
    wxChoice* class_ = nullptr;
    wxScrolledWindow* scrolled_ = nullptr;
    std::map<std::string, wxWindow*> controls_; ///< by AssetForm::Field::id
    std::set<std::string> touched_; ///< fields that were typed into: only they are judged while one types
    bool saving_ = false;
    Subscription on_proposed_;
};

/// Edits several facilities at once. Shown modally once the form is loaded; wxID_OK when they were saved.
class BatchDialog : public FormDialog {
public:
    BatchDialog(wxWindow* parent, present::Workbench& bench, present::BatchForm& form);
    [[nodiscard]] std::size_t saved() const noexcept { return saved_; }

private:
    void save();

    present::BatchForm& form_;
    std::map<std::string, wxWindow*> controls_;
    std::size_t saved_ = 0;
    bool saving_ = false;
};

/// Somebody else saved the same facility first: base, mine and theirs beside each other. wxID_OK when it was settled.
class ConflictDialog : public FormDialog {
public:
    ConflictDialog(wxWindow* parent, present::Workbench& bench, present::AssetForm& form);

private:
    std::map<std::string, wxRadioButton*> mine_;
};

} // namespace taizhang::ui
