#pragma once

#include "present/order_sheet.hpp"
#include "ui/form.hpp"

#include <memory>

class wxNotebook;
class wxPanel;

namespace taizhang::ui {

class TableView;

/// 工单明细: facilities, costs, units and stages, history of one order. Everything is saved at once.
class OrderDialog : public FormDialog {
public:
    OrderDialog(wxWindow* parent, present::Workbench& bench, std::shared_ptr<present::OrderSheet> sheet);
    /// The tables go before what they show.
    ~OrderDialog() override { DestroyChildren(); }
    /// Reads the order and shows it modally.
    static void open(wxWindow* parent, present::Workbench& bench, Lifetime const& alive, std::string const& uid);

private:
    [[nodiscard]] wxPanel* page(wxNotebook* book, std::string const& label);
    TableView* table(wxPanel* page, wxSizer* column, present::ListTable& list, char const* id, std::string const& spoken, int height);
    wxButton* act_button(wxWindow* parent, char const* id, std::string const& label, std::function<void()> act);
    void build_facilities(wxNotebook* book);
    void build_costs(wxNotebook* book);
    void build_parts(wxNotebook* book);
    void build_history(wxNotebook* book);
    void read_cost(present::OrderSheet::CostEntry& entry) const;
    void refresh();
    [[nodiscard]] std::function<void(present::Notice)> complain();

    present::Workbench& bench_;
    std::shared_ptr<present::OrderSheet> sheet_;
    std::vector<std::pair<present::ListTable*, wxStaticText*>> footers_;
    TableView *facilities_ = nullptr, *costs_ = nullptr, *tasks_ = nullptr, *stages_ = nullptr;
    wxChoice *kind_ = nullptr, *sharing_ = nullptr;
    wxComboBox* item_ = nullptr;
    wxTextCtrl *quantity_ = nullptr, *unit_ = nullptr, *price_ = nullptr;
    wxCheckBox *estimate_ = nullptr, *keep_ = nullptr;
    Subscription on_changed_;
};

} // namespace taizhang::ui
