#pragma once

#include "present/asset_form.hpp"
#include "ui/form.hpp"

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
    void save();

    present::Workbench& bench_;
    std::unique_ptr<present::AssetForm> form_;
    std::string saved_uid_;
    wxChoice* class_ = nullptr;
    wxScrolledWindow* scrolled_ = nullptr;
    std::map<std::string, wxWindow*> controls_; ///< by AssetForm::Field::id
    bool saving_ = false;
    Subscription on_proposed_;
};

} // namespace taizhang::ui
