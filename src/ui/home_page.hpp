#pragma once

#include "present/home_model.hpp"

#include <wx/scrolwin.h>

#include <functional>
#include <string>

class wxBoxSizer;

namespace taizhang::ui {

/// 首页.
class HomePage : public wxScrolledWindow {
public:
    struct Wishes {
        std::function<void(present::HomeModel::Leads, std::string const& uid)> go;
        std::function<void()> import_file, add_asset, log_repair, back_up;
    };
    HomePage(wxWindow* parent, present::Workbench& bench, Wishes wishes);

private:
    void rebuild();
    void build_guide(wxBoxSizer* column);
    void build_head(wxBoxSizer* column);
    void build_cards(wxBoxSizer* column);
    void build_lists(wxBoxSizer* column);
    wxWindow* build_list(std::string const& id, std::string const& title, std::vector<present::HomeModel::Line> const& lines,
                         std::string const& when_none);
    wxWindow* build_trends();
    wxWindow* build_backup();

    present::Workbench& bench_;
    Wishes wishes_;
    present::HomeModel model_;
    Subscription on_changed_;
};

} // namespace taizhang::ui
