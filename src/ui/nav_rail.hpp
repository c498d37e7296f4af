#pragma once

#include <wx/panel.h>

#include <functional>
#include <string>
#include <vector>

class wxBoxSizer;
class wxToggleButton;

namespace taizhang::ui {

/// The pages at the left: icon beside name, in a narrow window icon over name.
class NavRail : public wxPanel {
public:
    static constexpr int wide = 176, narrow = 80;
    explicit NavRail(wxWindow* parent);

    /// @param page what `choose` knows it by
    void add(int page, std::string const& id, std::string const& label, std::string const& icon_name, std::function<void()> go);
    /// What is added from here on stands at the foot.
    void begin_foot();
    /// Shows that page as the current one.
    void choose(int page);
    void allow(bool allowed);
    void set_narrow(bool narrowed);

private:
    struct Item {
        int page;
        wxToggleButton* button;
    };
    void shape(wxToggleButton& button) const;

    std::vector<Item> items_;
    wxBoxSizer* column_;
    bool narrow_ = false;
};

} // namespace taizhang::ui
