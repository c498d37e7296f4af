#pragma once

#include "present/report_model.hpp"
#include "ui/pages.hpp"

class wxDataViewListCtrl;
class wxNotebook;

namespace taizhang::ui {

class Paper;

/// The page 报表: the paper as it will be printed, and beside it its outline, its figures, what is behind them, what is
/// missing, and the archive.
class ReportPage : public Page {
public:
    /// @param open_order goes to an order wherever it is shown
    ReportPage(wxWindow* parent, present::Workbench& bench, std::function<void(std::string const& uid)> open_order);
    [[nodiscard]] present::ReportModel& model() noexcept { return model_; }
    void print();

private:
    wxDataViewListCtrl* list(std::string const& id, wxString const& spoken, std::vector<std::pair<wxString, int>> const& columns);
    void make_tools();
    void make_side(wxWindow* parent);
    void bind_lists();
    void refresh();
    void refresh_lists();
    void show_source();
    void save(wxString const& ending);
    void show_more();
    void edit_words();
    void issue();
    void export_issued();

    present::Workbench& bench_;
    std::function<void(std::string const& uid)> open_order_;
    present::ReportModel model_;
    wxChoice *period_ = nullptr, *zoom_ = nullptr;
    wxButton *print_ = nullptr, *pdf_ = nullptr, *xlsx_ = nullptr, *more_ = nullptr;
    Paper* paper_ = nullptr;
    wxNotebook* side_ = nullptr;
    wxDataViewListCtrl *outline_ = nullptr, *figures_ = nullptr, *source_ = nullptr, *gaps_ = nullptr, *archive_ = nullptr;
    wxStaticText *source_title_ = nullptr, *pages_ = nullptr;
    Subscription on_changed_, on_source_;
};

} // namespace taizhang::ui
