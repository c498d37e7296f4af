#pragma once

#include "present/import_form.hpp"
#include "ui/form.hpp"

class wxDataViewListCtrl;

namespace taizhang::ui {

/// 导入: shows what the file would bring, then brings it in. Modal; the import itself goes on in the status bar.
class ImportDialog : public FormDialog {
public:
    ImportDialog(wxWindow* parent, present::Workbench& bench, std::string file);

private:
    void read();
    void show_result();

    present::Workbench& bench_;
    present::ImportForm form_;
    wxChoice *what_ = nullptr, *class_ = nullptr, *crs_ = nullptr, *mode_ = nullptr;
    wxCheckBox *without_position_ = nullptr, *leave_out_ = nullptr;
    wxStaticText* summary_ = nullptr;
    wxDataViewListCtrl *columns_ = nullptr, *issues_ = nullptr;
    wxButton* import_ = nullptr;
    Subscription on_tried_;
};

} // namespace taizhang::ui
