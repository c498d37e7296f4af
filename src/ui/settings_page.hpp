#pragma once

#include "present/settings_model.hpp"
#include "ui/form.hpp"
#include "ui/pages.hpp"

#include <wx/scrolwin.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

class wxListBox;
class wxSimplebook;

namespace taizhang::ui {

/// 设置: bureau, people, days off, deadlines, catalogue, backup, the look of the window.
class SettingsPage : public Page {
public:
    struct Wishes {
        std::function<void(Language)> speak;
        std::function<void(bool dark)> wear;
        std::function<void(int steps)> scale;
        std::function<void()> restore, back_up;
    };
    SettingsPage(wxWindow* parent, present::Workbench& bench, Wishes wishes);
    [[nodiscard]] present::SettingsModel& model() noexcept { return model_; }

private:
    /// One tab: its fields, a line for what went wrong or right, its button.
    class Tab;
    struct PersonRow;
    struct LimitRow;

    void show_tab(std::size_t n);
    void rebuild();
    void build_bureau(Tab& tab);
    void build_people(Tab& tab);
    void build_days(Tab& tab);
    void build_limits(Tab& tab);
    void fill_limits(std::string const& class_key);
    void build_catalogue(Tab& tab);
    void build_addition(wxWindow* parent, wxSizer* rows);
    void build_backup(Tab& tab);
    void build_orders(Tab& tab);
    void build_window(Tab& tab);
    void add_person(app::Person const& person);
    void add_limit(present::SettingsModel::Limit const& limit);
    void read_addition();

    present::Workbench& bench_;
    Wishes wishes_;
    present::SettingsModel model_;
    wxSimplebook* book_ = nullptr;
    std::vector<wxToggleButton*> heads_;
    std::vector<Tab*> tabs_;
    std::vector<std::unique_ptr<PersonRow>> people_;
    std::vector<std::unique_ptr<LimitRow>> limits_;
    wxSizer *people_rows_ = nullptr, *limit_rows_ = nullptr, *addition_rows_ = nullptr;
    present::SettingsModel::Addition addition_;
    std::size_t shown_ = 0;
    Subscription on_changed_;
};

/// 恢复备份: the backups there are, what the chosen one holds, and the way back to it. Modal.
class RestoreDialog : public FormDialog {
public:
    RestoreDialog(wxWindow* parent, present::Workbench& bench, std::string const& ledger, bool damaged);

private:
    void show_chosen();

    present::RestoreModel model_;
    wxListBox* list_ = nullptr;
    wxStaticText* preview_ = nullptr;
    wxButton* restore_ = nullptr;
};

} // namespace taizhang::ui
