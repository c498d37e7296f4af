#pragma once

#include "present/ledger_address.hpp"
#include "present/workbench.hpp"
#include "ui/form.hpp"

namespace taizhang::ui {

/// Which database on which server; tells in words why it cannot be opened, and stays until it can.
class ServerDialog : public FormDialog {
public:
    /// @param to_copy for a new ledger, which cannot be opened yet
    ServerDialog(wxWindow* parent, present::Workbench& bench, present::ServerAddress const& known, bool to_copy);
    [[nodiscard]] present::ServerAddress address() const;
    /// With the password that was typed.
    [[nodiscard]] std::string url() const;

private:
    bool complete();
    void test(bool then_open);
    void settled();

    present::Workbench& bench_;
    wxTextCtrl *host_, *port_, *database_, *user_, *password_, *root_;
    wxButton *test_ = nullptr, *open_;
    wxStaticText* result_;
    Lifetime alive_;
};

} // namespace taizhang::ui
