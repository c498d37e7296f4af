#pragma once

#include "present/photo_model.hpp"

#include <wx/dialog.h>
#include <wx/image.h>

#include <string>

class wxButton;
class wxChoice;
class wxStaticText;
class wxToggleButton;

namespace taizhang::ui {

/// One photo large, or one before and one after the work side by side; its kind can be set and the original saved.
class PhotoDialog : public wxDialog {
public:
    PhotoDialog(wxWindow* parent, present::Workbench& bench, present::PhotoModel& model, std::size_t index);

private:
    class Picture;
    void go(int by);
    void show();
    [[nodiscard]] std::size_t pair_shown() const;
    void save_original();

    present::Workbench& bench_;
    present::PhotoModel& model_;
    std::size_t index_;
    Picture *left_ = nullptr, *right_ = nullptr;
    wxStaticText* facts_ = nullptr;
    wxButton *before_ = nullptr, *next_ = nullptr, *save_ = nullptr, *remove_ = nullptr;
    wxToggleButton* compare_ = nullptr;
    wxChoice* kind_ = nullptr;
    int shown_ = 0; ///< answers to older questions are dropped
    Subscription on_changed_;
};

} // namespace taizhang::ui
