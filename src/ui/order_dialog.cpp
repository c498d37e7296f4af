#include "ui/order_dialog.hpp"

#include "ui/table_view.hpp"
#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/notebook.h>
#include <wx/panel.h>

namespace taizhang::ui {

namespace {

constexpr int width = 760, table_height = 300;

void add_row(wxSizer* column, std::initializer_list<std::pair<wxSizer*, int>> parts)
{
    auto* const row = new wxBoxSizer{wxHORIZONTAL};
    bool first = true;
    for (auto const& [part, share] : parts) {
        row->Add(part, share, wxEXPAND | (first ? 0 : wxLEFT), 12);
        first = false;
    }
    column->Add(row, 0, wxEXPAND | wxTOP, 12);
}

/// A control at the height of the fields beside it, below their labels.
wxSizer* lowered(wxWindow* control)
{
    auto* const column = new wxBoxSizer{wxVERTICAL};
    column->AddSpacer(22);
    column->Add(control, 0, wxEXPAND);
    return column;
}

} // namespace

void OrderDialog::open(wxWindow* parent, present::Workbench& bench, Lifetime const& alive, std::string const& uid)
{
    present::OrderSheet::prepare(bench, alive, uid, [parent, &bench](std::shared_ptr<present::OrderSheet> sheet) {
        OrderDialog dialog{parent, bench, std::move(sheet)};
        dialog.ShowModal();
    });
}

OrderDialog::OrderDialog(wxWindow* parent, present::Workbench& bench, std::shared_ptr<present::OrderSheet> sheet)
    : FormDialog{parent, wx(bench.say().say("Order details")), "sheet"}, bench_{bench}, sheet_{std::move(sheet)}
{
    auto const& say = bench.say();
    auto* const rows = new wxBoxSizer{wxVERTICAL};
    auto* const about = words(wx(sheet_->title()), "tz-text");
    about->SetFont(font_of(Type::strong));
    rows->Add(about, 0, wxBOTTOM, 12);
    auto* const book = new wxNotebook{this, wxID_ANY};
    call(*book, "sheet.book");
    build_facilities(book);
    build_costs(book);
    build_parts(book);
    build_history(book);
    if (sheet_->line_choices().empty()) // no facilities to look at: costs come next
        book->ChangeSelection(1);
    rows->Add(book, 1, wxEXPAND);
    rows->SetMinSize({width, -1});
    auto* const close = button("sheet.close", wx(say.say("Close")));
    lay_out(rows, close, {}, wx(say.say("Cancel")));
    FindWindow(wxID_CANCEL)->Hide(); // every change is saved at once
    SetEscapeId(close->GetId());     // wx presses no hidden button
    close->Bind(wxEVT_BUTTON, [this](auto&) { EndModal(wxID_OK); });
    on_changed_ = sheet_->changed.subscribe([this](auto const&) { refresh(); });
    refresh();
}

wxPanel* OrderDialog::page(wxNotebook* book, std::string const& label)
{
    auto* const made = new wxPanel{book};
    style(*made, "tz-bg-surface");
    auto* const padded = new wxBoxSizer{wxVERTICAL};
    made->SetSizer(padded);
    book->AddPage(made, wx(label));
    return made;
}

TableView* OrderDialog::table(wxPanel* page, wxSizer* column, present::ListTable& list, char const* id, std::string const& spoken, int height)
{
    auto* const view = new TableView{page, list, id, wx(spoken)};
    view->SetMinSize({width - 40, height});
    column->Add(view, 1, wxEXPAND);
    auto* const footer = new wxStaticText{page, wxID_ANY, {}};
    footer->SetFont(font_of(Type::caption));
    footer->SetName(wx(std::string{id} + ".footer"));
    style(*footer, "tz-second");
    column->Add(footer, 0, wxEXPAND | wxTOP, 4);
    footers_.emplace_back(&list, footer);
    return view;
}

wxButton* OrderDialog::act_button(wxWindow* parent, char const* id, std::string const& label, std::function<void()> act)
{
    auto* const made = new wxButton{parent, wxID_ANY, wx(label)};
    call(*made, id);
    made->Enable(sheet_->can_change());
    made->Bind(wxEVT_BUTTON, [act = std::move(act)](auto&) { act(); });
    return made;
}

std::function<void(present::Notice)> OrderDialog::complain()
{
    return [this](present::Notice const& notice) { FormDialog::show(notice); };
}

void OrderDialog::build_facilities(wxNotebook* book)
{
    auto const& say = bench_.say();
    auto* const at = page(book, say.say("Facilities"));
    auto* const column = new wxBoxSizer{wxVERTICAL};
    auto const lines = sheet_->line_choices();
    auto& filter = field("sheet.filter", wx(say.say("Find: code or place; several codes pasted")), at);
    auto* const text = filter.text();
    text->Bind(wxEVT_TEXT, [this, text](auto&) {
        sheet_->facilities.filter(utf8(text->GetValue()));
        refresh();
    });
    if (lines.size() > 1) {
        auto& line = field("sheet.line", wx(say.say("Line")), at);
        auto* const choice = line.choice(lines, lines.front().key);
        choice->Bind(wxEVT_CHOICE, [this, choice](auto&) {
            sheet_->choose_line(chosen_key(*choice));
            refresh();
        });
        add_row(column, {{line.sizer(), 1}, {filter.sizer(), 2}});
    } else
        add_row(column, {{filter.sizer(), 1}});
    column->AddSpacer(12);
    facilities_ = table(at, column, sheet_->facilities, "sheet.facilities", say.say("Facilities"), table_height);
    auto* const marks = new wxBoxSizer{wxHORIZONTAL};
    auto* const label = new wxStaticText{at, wxID_ANY, wx(say.say("Mark the selected:"))};
    style(*label, "tz-second");
    marks->Add(label, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, 8);
    for (auto const& status : sheet_->status_choices()) {
        auto const id = "sheet.mark." + status.key;
        auto* const mark = act_button(at, id.c_str(), status.label, [this, key = status.key] {
            if (auto const selected = facilities_->selected(); !selected.empty())
                sheet_->mark(selected, key, complain());
        });
        hug(*mark, 32);
        marks->Add(mark, 0, wxRIGHT, 4);
    }
    column->Add(marks, 0, wxTOP, 12);
    at->GetSizer()->Add(column, 1, wxEXPAND | wxALL, 12);
}

void OrderDialog::read_cost(present::OrderSheet::CostEntry& entry) const
{
    entry.kind = chosen_key(*kind_);
    entry.item = utf8(item_->GetValue());
    entry.quantity = utf8(quantity_->GetValue());
    entry.unit = utf8(unit_->GetValue());
    entry.price = utf8(price_->GetValue());
    entry.sharing = chosen_key(*sharing_);
    entry.estimate = estimate_->GetValue();
    entry.keep_price = keep_->GetValue();
}

void OrderDialog::build_costs(wxNotebook* book)
{
    auto const& say = bench_.say();
    auto* const at = page(book, say.say("Costs"));
    auto* const column = new wxBoxSizer{wxVERTICAL};
    costs_ = table(at, column, sheet_->costs, "sheet.costs", say.say("Costs"), table_height - 110);
    auto& kind = field("sheet.cost.kind", wx(say.say("Kind")), at);
    kind_ = kind.choice(sheet_->cost_kinds(), "material");
    auto& item = field("sheet.cost.item", wx(say.say("Item")), at);
    item_ = item.combo(sheet_->priced_items());
    auto& quantity = field("sheet.cost.quantity", wx(say.say("Quantity")), at);
    quantity_ = quantity.text("1");
    auto& unit = field("sheet.cost.unit", wx(say.say("Unit")), at);
    unit_ = unit.text();
    auto& price = field("sheet.cost.price", wx(say.say("Price (yuan)")), at);
    price_ = price.text();
    auto& sharing = field("sheet.cost.sharing", wx(say.say("Share over the facilities")), at);
    sharing_ = sharing.choice(sheet_->sharings(), "none");
    estimate_ = new wxCheckBox{at, wxID_ANY, wx(say.say("estimate"))};
    call(*estimate_, "sheet.cost.estimate");
    keep_ = new wxCheckBox{at, wxID_ANY, wx(say.say("keep the price"))};
    call(*keep_, "sheet.cost.keep");
    auto const take_price = [this] {
        present::OrderSheet::CostEntry entry;
        read_cost(entry);
        auto const priced = sheet_->with_price(entry);
        if (priced.price == entry.price)
            return;
        fill(*kind_, sheet_->cost_kinds(), priced.kind);
        unit_->ChangeValue(wx(priced.unit));
        price_->ChangeValue(wx(priced.price));
    };
    item_->Bind(wxEVT_COMBOBOX, [take_price](auto&) { take_price(); });
    auto* const add = act_button(at, "sheet.cost.add", say.say("Add"), [this] {
        present::OrderSheet::CostEntry entry;
        read_cost(entry);
        auto problems = sheet_->problems(entry);
        if (!show(problems))
            return;
        sheet_->add(entry, complain());
        item_->SetValue({});
        price_->ChangeValue({});
    });
    auto* const remove = act_button(at, "sheet.cost.remove", say.say("Remove the selected"), [this] {
        for (auto const& uid : costs_->selected())
            sheet_->remove_cost(uid, complain());
    });
    auto* const checks = new wxBoxSizer{wxHORIZONTAL};
    checks->Add(estimate_, 0, wxALIGN_CENTRE_VERTICAL);
    checks->Add(keep_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, 8);
    auto* const checks_column = new wxBoxSizer{wxVERTICAL};
    checks_column->AddSpacer(28);
    checks_column->Add(checks);
    add_row(column, {{kind.sizer(), 2}, {item.sizer(), 4}, {quantity.sizer(), 2}, {unit.sizer(), 2}, {price.sizer(), 2}});
    add_row(column, {{sharing.sizer(), 2}, {checks_column, 3}, {lowered(remove), 0}, {lowered(add), 0}});
    at->GetSizer()->Add(column, 1, wxEXPAND | wxALL, 12);
}

void OrderDialog::build_parts(wxNotebook* book)
{
    auto const& say = bench_.say();
    auto* const at = page(book, say.say("Units and stages"));
    auto* const column = new wxBoxSizer{wxVERTICAL};
    tasks_ = table(at, column, sheet_->tasks, "sheet.tasks", say.say("Units on this order"), 110);
    auto& unit = field("sheet.task.unit", wx(say.say("Unit")), at);
    auto* const unit_text = unit.text();
    auto& what = field("sheet.task.what", wx(say.say("What it does")), at);
    auto* const what_text = what.text();
    auto* const add = act_button(at, "sheet.task.add", say.say("Add"), [this, unit_text, what_text] {
        if (trimmed(utf8(unit_text->GetValue())).empty())
            return;
        sheet_->add_task(utf8(unit_text->GetValue()), utf8(what_text->GetValue()), complain());
        unit_text->ChangeValue({});
        what_text->ChangeValue({});
    });
    auto const settle = [this](bool not_needed) {
        for (auto const& uid : tasks_->selected())
            sheet_->settle_task(uid, not_needed, complain());
    };
    auto* const done = act_button(at, "sheet.task.done", say.say("Done"), [settle] { settle(false); });
    auto* const spared = act_button(at, "sheet.task.spared", say.say("Not needed"), [settle] { settle(true); });
    add_row(column, {{unit.sizer(), 2}, {what.sizer(), 3}, {lowered(add), 0}, {lowered(done), 0}, {lowered(spared), 0}});
    column->AddSpacer(16);
    stages_ = table(at, column, sheet_->stages, "sheet.stages", say.say("Stages"), 110);
    auto& name = field("sheet.stage.name", wx(say.say("Stage")), at);
    auto* const name_text = name.text();
    auto& due = field("sheet.stage.due", wx(say.say("Deadline")), at);
    auto* const due_text = due.text();
    auto* const add_stage = act_button(at, "sheet.stage.add", say.say("Add"), [this, name_text, due_text] {
        if (trimmed(utf8(name_text->GetValue())).empty())
            return;
        sheet_->add_stage(utf8(name_text->GetValue()), utf8(due_text->GetValue()), complain());
        name_text->ChangeValue({});
        due_text->ChangeValue({});
    });
    auto* const reached = act_button(at, "sheet.stage.done", say.say("Done"), [this] {
        for (auto const& uid : stages_->selected())
            sheet_->reach_stage(uid, complain());
    });
    add_row(column, {{name.sizer(), 2}, {due.sizer(), 3}, {lowered(add_stage), 0}, {lowered(reached), 0}});
    at->GetSizer()->Add(column, 1, wxEXPAND | wxALL, 12);
}

void OrderDialog::build_history(wxNotebook* book)
{
    auto const& say = bench_.say();
    auto* const at = page(book, say.say("History"));
    auto* const column = new wxBoxSizer{wxVERTICAL};
    table(at, column, sheet_->history, "sheet.history", say.say("History"), table_height);
    auto& remark = field("sheet.remark", wx(say.say("Remark")), at);
    auto* const text = remark.text();
    auto* const add = act_button(at, "sheet.remark.add", say.say("Add"), [this, text] {
        if (trimmed(utf8(text->GetValue())).empty())
            return;
        sheet_->remark(utf8(text->GetValue()), complain());
        text->ChangeValue({});
    });
    add_row(column, {{remark.sizer(), 1}, {lowered(add), 0}});
    at->GetSizer()->Add(column, 1, wxEXPAND | wxALL, 12);
}

void OrderDialog::refresh()
{
    for (auto const& [list, label] : footers_)
        label->SetLabel(wx(list->rows() == 0 ? list->empty_title() + (list->empty_hint().empty() ? "" : " · " + list->empty_hint()) : list->footer()));
}

} // namespace taizhang::ui
