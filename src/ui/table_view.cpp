#include "ui/table_view.hpp"

#include "ui/theme.hpp"
#include "base/text.hpp"
#include "ui/words.hpp"

#include <wx/menu.h>

#include <algorithm>

namespace taizhang::ui {

class TableView::Model : public wxDataViewVirtualListModel {
public:
    Model(present::Table& table, std::vector<present::Column> columns) : table_{table}, columns_{std::move(columns)} {}

    void GetValueByRow(wxVariant& value, unsigned row, unsigned column) const override
    {
        if (row >= table_.rows())
            return; // GTK may still ask about rows that a filter has just taken away
        auto const cell = table_.cell(row, column);
        if (!columns_[column].icons) {
            value = wx(cell.text);
            return;
        }
        auto const& own = theme().dark ? cell.icon_dark : cell.icon_light;
        value << wxDataViewIconText{wx(cell.text), cell_icon(cell.icon, own.empty() ? colour_of(cell.tone) : wxColour{wx(own)})};
    }
    bool GetAttrByRow(unsigned row, unsigned column, wxDataViewItemAttr& attr) const override
    {
        if (row >= table_.rows())
            return false;
        auto const cell = table_.cell(row, column);
        if (cell.tone != present::Tone::normal)
            attr.SetColour(colour_of(cell.tone));
        attr.SetBold(cell.bold);
        return cell.bold || cell.tone != present::Tone::normal;
    }
    bool SetValueByRow(wxVariant const&, unsigned, unsigned) override { return false; }

private:
    present::Table& table_;
    std::vector<present::Column> columns_;
};

TableView::TableView(wxWindow* parent, present::Table& table, std::string const& id, wxString const& spoken)
    : wxDataViewCtrl{parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxDV_MULTIPLE | wxBORDER_NONE}, table_{table},
      columns_{table.columns()}
{
    model_ = new Model{table, columns_};
    AssociateModel(model_.get());
    for (unsigned i = 0; i < columns_.size(); ++i) {
        auto const& column = columns_[i];
        auto const align = (column.align == present::Align::right ? wxALIGN_RIGHT : wxALIGN_LEFT) | wxALIGN_CENTRE_VERTICAL;
        wxDataViewRenderer* renderer = nullptr;
        if (column.icons)
            renderer = new wxDataViewIconTextRenderer{"wxDataViewIconText", wxDATAVIEW_CELL_INERT, align};
        else
            renderer = new wxDataViewTextRenderer{"string", wxDATAVIEW_CELL_INERT, align};
        if (!column.icons)
            renderer->EnableEllipsize(wxELLIPSIZE_END);
        AppendColumn(new wxDataViewColumn{wx(column.title), renderer, i, FromDIP(column.width),
                                          column.align == present::Align::right ? wxALIGN_RIGHT : wxALIGN_LEFT, wxDATAVIEW_COL_RESIZABLE | wxDATAVIEW_COL_SORTABLE});
    }
    call(*this, id, spoken);
    Bind(wxEVT_DATAVIEW_COLUMN_SORTED, [this](wxDataViewEvent& event) {
        if (auto* const column = event.GetDataViewColumn())
            table_.sort(column->GetModelColumn(), column->IsSortOrderAscending());
    });
    Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this](wxDataViewEvent&) {
        if (silent_)
            return;
        remember_selection();
        if (on_select)
            on_select(selected_);
    });
    Bind(wxEVT_DATAVIEW_ITEM_ACTIVATED, [this](wxDataViewEvent& event) {
        auto const row = model_->GetRow(event.GetItem());
        if (row < table_.rows() && on_open)
            on_open(table_.uid(row));
    });
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        bool const enter = event.GetKeyCode() == WXK_RETURN || event.GetKeyCode() == WXK_NUMPAD_ENTER;
        if (enter && !event.HasAnyModifiers() && on_open_many && selected_.size() > 1)
            CallAfter([this] { on_open_many(selected_); });
        else
            event.Skip();
    });
    Bind(wxEVT_DATAVIEW_COLUMN_HEADER_RIGHT_CLICK, [this](wxDataViewEvent&) { CallAfter([this] { choose_columns(); }); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        CallAfter([this] { fit_columns(); });
    });
    on_changed_ = table_.changed.subscribe([this](auto const&) { reload(); });
    reload();
}

void TableView::reload()
{
    silent_ = true;
    model_->Reset(static_cast<unsigned>(table_.rows()));
    silent_ = false;
    select(selected_);
}

void TableView::remember_selection()
{
    wxDataViewItemArray items;
    GetSelections(items);
    selected_.clear();
    for (auto const& item : items)
        if (auto const row = model_->GetRow(item); row < table_.rows())
            selected_.push_back(table_.uid(row));
}

void TableView::select(std::vector<std::string> const& uids)
{
    auto const wanted = uids;
    wxDataViewItemArray items;
    for (auto const row : table_.rows_of(wanted))
        items.push_back(model_->GetItem(static_cast<unsigned>(row)));
    silent_ = true;
    SetSelections(items);
    if (!items.empty())
        EnsureVisible(items.front());
    silent_ = false;
    selected_ = wanted;
}

std::vector<std::string> TableView::selected() const { return selected_; }

void TableView::remember_columns(std::function<std::string()> const& read, std::function<void(std::string const&)> write)
{
    keep_columns_ = std::move(write);
    for (auto& key : split(read(), ','))
        if (std::ranges::find(columns_, key, &present::Column::key) != columns_.end())
            chosen_.push_back(std::move(key));
    fit_columns();
}

void TableView::choose_columns(wxWindow* anchor)
{
    wxMenu menu;
    for (unsigned i = 0; i < columns_.size(); ++i) {
        auto* const item = menu.AppendCheckItem(static_cast<int>(i) + 1, wx(columns_[i].title));
        item->Check(!GetColumn(i)->IsHidden());
        item->Enable(i != 0); // a row without its first column could not be told from another
    }
    menu.Bind(wxEVT_MENU, [this](wxCommandEvent& event) {
        auto const toggled = static_cast<unsigned>(event.GetId() - 1);
        chosen_.clear();
        for (unsigned i = 0; i < columns_.size(); ++i)
            if (GetColumn(i)->IsHidden() == (i == toggled))
                chosen_.push_back(columns_[i].key);
        if (keep_columns_)
            keep_columns_(joined(chosen_, ","));
        fit_columns();
    });
    if (anchor)
        PopupMenu(&menu, ScreenToClient(anchor->ClientToScreen(wxPoint{0, anchor->GetSize().GetHeight()})));
    else
        PopupMenu(&menu);
}

void TableView::fit_columns()
{
    if (!chosen_.empty()) {
        for (unsigned i = 0; i < columns_.size(); ++i)
            GetColumn(i)->SetHidden(std::ranges::find(chosen_, columns_[i].key) == chosen_.end());
        return;
    }
    auto const width = GetClientSize().GetWidth();
    if (width < 50)
        return;
    constexpr int separator = 16; // GTK's own, between columns (the style sheet)
    for (int keep = 3; keep >= 1; --keep) {
        int total = 0;
        for (auto const& column : columns_)
            if (column.priority <= keep)
                total += FromDIP(column.width) + separator;
        if (total > width && keep > 1)
            continue;
        for (unsigned i = 0; i < columns_.size(); ++i)
            if (auto* const column = GetColumn(i); column->IsHidden() != (columns_[i].priority > keep))
                column->SetHidden(columns_[i].priority > keep);
        return;
    }
}

} // namespace taizhang::ui
