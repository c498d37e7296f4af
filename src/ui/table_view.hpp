#pragma once

#include "present/table.hpp"

#include <wx/dataview.h>

#include <functional>
#include <string>
#include <vector>

namespace taizhang::ui {

/// A present::Table as a native table: virtual, sorted by its headers, the selection kept by record.
class TableView : public wxDataViewCtrl {
public:
    /// @param table outlives the view
    TableView(wxWindow* parent, present::Table& table, std::string const& id, wxString const& spoken);

    /// Called when the user (not select()) chose other rows.
    std::function<void(std::vector<std::string> const& uids)> on_select;
    /// Double click or Enter on a row.
    std::function<void(std::string const& uid)> on_open;
    /// Enter on several rows; without it GTK gives up the selection and opens the one with the cursor.
    std::function<void(std::vector<std::string> const& uids)> on_open_many;

    void select(std::vector<std::string> const& uids);
    [[nodiscard]] std::vector<std::string> selected() const;
    /// Columns that fit the width are shown, those of low priority give way first; unless the user chose some.
    void fit_columns();
    /// Where the user's choice of columns is kept. Call once, before the window is shown.
    void remember_columns(std::function<std::string()> const& read, std::function<void(std::string const&)> write);
    /// Lets the user choose columns, at the pointer or below `anchor`.
    void choose_columns(wxWindow* anchor = nullptr);

private:
    class Model;
    void reload();
    void remember_selection();

    present::Table& table_;
    wxObjectDataPtr<Model> model_;
    std::vector<present::Column> columns_;
    std::vector<std::string> selected_, chosen_; ///< keys of the columns chosen by the user; empty = those that fit
    std::function<void(std::string const&)> keep_columns_;
    bool silent_ = false; ///< the selection is being set, not chosen
    Subscription on_changed_;
};

} // namespace taizhang::ui
