#pragma once

#include "present/import_form.hpp"
#include "ui/form.hpp"

class wxDataViewListCtrl;
class wxNotebook;

namespace taizhang::ui {

class PlacePreview;

/// 导入: shows what the file would bring and what was found out about it, then brings it in. Modal; the import itself goes
/// on in the status bar. What was found out can be corrected: each choice tries the file anew.
class ImportDialog : public FormDialog {
public:
    ImportDialog(wxWindow* parent, present::Workbench& bench, std::string file);

private:
    wxSizer* choices();
    wxSizer* middle();
    wxSizer* bottom();
    void bind();
    void read();
    void show_result();
    void show_choices();
    void show_lists();
    void column_chosen();
    void field_chosen();

    present::Workbench& bench_;
    present::ImportForm form_;
    wxChoice *layer_ = nullptr, *what_ = nullptr, *class_ = nullptr, *encoding_ = nullptr, *crs_ = nullptr, *mode_ = nullptr,
             *key_ = nullptr, *becomes_ = nullptr;
    wxSizer *layer_row_ = nullptr, *encoding_row_ = nullptr, *top_ = nullptr;
    wxCheckBox *without_position_ = nullptr, *leave_out_ = nullptr;
    wxTextCtrl* save_as_ = nullptr;
    wxStaticText *summary_ = nullptr, *findings_ = nullptr;
    wxNotebook* tabs_ = nullptr;
    wxDataViewListCtrl *columns_ = nullptr, *changes_ = nullptr, *issues_ = nullptr;
    PlacePreview* map_ = nullptr;
    wxButton* import_ = nullptr;
    std::map<std::string, std::string> fields_; ///< columns a person decided about
    std::string column_;                        ///< the chosen one
    Subscription on_tried_;
};

} // namespace taizhang::ui
