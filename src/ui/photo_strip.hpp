#pragma once

#include "present/photo_model.hpp"

#include <wx/bitmap.h>
#include <wx/panel.h>

#include <map>
#include <string>

class wxBoxSizer;
class wxButton;
class wxStaticText;

namespace taizhang::ui {

/// Photos and papers of what is selected: one large, two small; files dropped on it are attached, pictures pasted too.
class PhotoStrip : public wxPanel {
public:
    PhotoStrip(wxWindow* parent, present::Workbench& bench, int width);
    [[nodiscard]] present::PhotoModel& model() noexcept { return model_; }

    void set_width(int pixels);
    /// Lets files dropped on that window land here.
    void take_drops_on(wxWindow& window);
    void choose_files();
    void paste();
    /// Opens the viewer at that photo.
    void open(std::size_t index);

private:
    class Tiles;
    void refresh();

    present::Workbench& bench_;
    present::PhotoModel model_;
    wxStaticText* title_ = nullptr;
    Tiles* tiles_ = nullptr;
    wxButton *add_ = nullptr, *paste_ = nullptr, *view_ = nullptr;
    Subscription on_changed_;
};

/// Decoded picture of JPEG bytes; not ok when it is none.
[[nodiscard]] wxImage image_of(std::string const& jpeg);

} // namespace taizhang::ui
