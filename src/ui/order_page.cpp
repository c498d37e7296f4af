#include "ui/pages.hpp"

#include "ui/form.hpp"
#include "ui/request_page.hpp"
#include "ui/table_view.hpp"
#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>
#include <wx/tglbtn.h>
#include <wx/wrapsizer.h>

#include <algorithm>

namespace taizhang::ui {

OrderPage::OrderPage(wxWindow* parent, present::Workbench& bench, Wishes wishes)
    : Page{parent, "orders", wx(bench.say().say("Orders"))}, bench_{bench}, wishes_{std::move(wishes)}, table_{bench}
{
    auto const& say = bench.say();
    add_switch(this, head(), bench, false, wishes_.show_requests);
    print_ = tool("orders.print", wx(say.say("Dispatch slip …")), "printer");
    head()->Add(print_, 0, wxLEFT, 8);
    print_->Bind(wxEVT_BUTTON, [this](auto&) { CallAfter([this] { wishes_.print_orders(view_->selected()); }); });
    close_ = tool("orders.close", wx(say.say("Finish and close")), "circle-check");
    sheet_ = tool("orders.sheet", wx(say.say("Details")), "clipboard-list");
    steps_ = new wxChoice{this, wxID_ANY};
    steps_->SetMinSize({150, 34});
    call(*steps_, "orders.steps", wx(say.say("Steps for the selected")));
    head()->Add(steps_, 0, wxLEFT, 8);
    head()->Add(sheet_, 0, wxLEFT, 8);
    head()->Add(close_, 0, wxLEFT, 8);

    auto* const tabs = new wxBoxSizer{wxHORIZONTAL};
    for (auto const tab : present::OrderTable::tabs) {
        auto* const button = new wxToggleButton{this, wxID_ANY, wx(table_.tab_label(tab))};
        style(*button, "tz-tab");
        call(*button, "orders.tab." + std::to_string(static_cast<int>(tab)));
        button->Bind(wxEVT_TOGGLEBUTTON, [this, tab](auto&) { table_.set_tab(tab); });
        tabs->Add(button);
        tabs_.push_back(button);
    }
    body()->Add(tabs, 0, wxLEFT | wxRIGHT, 8);
    text_ = search_field(this, "orders.text", wx(say.say("Number, place, what")));
    auto* const filters = new wxWrapSizer{wxHORIZONTAL, wxREMOVE_LEADING_SPACES};
    filters->Add(text_, 0, wxRIGHT | wxBOTTOM, 8);
    auto const choice = [&](char const* id, std::string const& spoken) {
        auto* const made = new wxChoice{this, wxID_ANY};
        made->SetMinSize({130, 34});
        call(*made, id, wx(spoken));
        made->Bind(wxEVT_CHOICE, [this](auto&) { table_.set_filter({chosen_key(*class_), chosen_key(*crew_), chosen_key(*received_)}); });
        filters->Add(made, 0, wxRIGHT | wxBOTTOM, 8);
        return made;
    };
    class_ = choice("orders.class", say.say("Class"));
    crew_ = choice("orders.crew", say.say("Crew"));
    received_ = choice("orders.received", say.say("Received"));
    clear_ = new wxButton{this, wxID_ANY, wx(say.say("Clear"))};
    style(*clear_, "tz-quiet");
    call(*clear_, "orders.clear");
    choose_ = tool("orders.columns", wx(say.say("Columns")), "ellipsis");
    for (auto* const b : {clear_, choose_})
        filters->Add(b, 0, wxRIGHT | wxBOTTOM, 8);
    body()->Add(filters, 0, wxEXPAND | wxTOP | wxLEFT | wxRIGHT, 16);
    body()->AddSpacer(8);

    empty_ = new wxStaticText{this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxALIGN_CENTRE_HORIZONTAL};
    style(*empty_, "tz-second");
    view_ = new TableView{this, table_, "orders.table", wx(say.say("Orders"))};
    view_->remember_columns([this] { return wishes_.setting("columns.orders"); },
                            [keep = wishes_.remember](std::string const& keys) { keep("columns.orders", keys); });
    begin_at({view_, text_});
    count_ = foot_line();
    count_->SetName("orders.count");
    body()->Add(empty_, 0, wxEXPAND | wxALL, 48);
    body()->Add(view_, 1, wxEXPAND);
    body()->Add(count_, 0, wxEXPAND | wxALL, 12);

    text_->Bind(wxEVT_TEXT, [this](auto&) { table_.set_text(utf8(text_->GetValue())); });
    clear_->Bind(wxEVT_BUTTON, [this](auto&) { table_.clear_filter(); });
    choose_->Bind(wxEVT_BUTTON, [this](auto&) { CallAfter([this] { view_->choose_columns(choose_); }); });
    sheet_->Bind(wxEVT_BUTTON, [this](auto&) {
        if (auto const selected = view_->selected(); selected.size() == 1)
            wishes_.show_details(selected.front());
    });
    steps_->Bind(wxEVT_CHOICE, [this](auto&) {
        auto const chosen = steps_->GetSelection();
        steps_->SetSelection(0);
        if (chosen > 0 && static_cast<std::size_t>(chosen) <= offered_.size())
            CallAfter([this, event = offered_[static_cast<std::size_t>(chosen) - 1]] { wishes_.take_step(event, view_->selected()); });
    });
    close_->Bind(wxEVT_BUTTON, [this](auto&) { close_selected(); });
    view_->on_select = [this](auto const& uids) {
        bench_.select_order(uids.size() == 1 ? uids.front() : std::string{});
        refresh_words();
    };
    view_->on_open = [this](auto const&) { close_selected(); };
    on_table_ = table_.changed.subscribe([this](auto const&) { refresh_words(); });
    refresh_words();
}

void OrderPage::show_order(std::string const& uid)
{
    if (table_.rows_of({uid}).empty()) {
        table_.clear_filter();
        table_.set_tab(present::OrderTable::Tab::all);
    }
    view_->select({uid});
    bench_.select_order(uid);
    refresh_words();
}

void OrderPage::close_selected()
{
    auto const selected = view_->selected();
    if (selected.size() > 1)
        wishes_.close_orders(selected);
    if (selected.size() != 1)
        return;
    if (auto const state = table_.state_of(selected.front()); state && domain::is_open(*state))
        wishes_.close_order(selected.front());
}

void OrderPage::offer_steps(std::vector<std::string> const& uids)
{
    // whether each order can take the step is told in the result; here it is enough that one can
    auto const states = table_.states_of(uids);
    std::vector<domain::OrderEvent> offered;
    for (auto const event : domain::order_events)
        if ((uids.size() == 1 || event != domain::OrderEvent::split) &&
            std::ranges::any_of(states, [&](auto state) { return domain::next(state, event).has_value(); }))
            offered.push_back(event);
    steps_->Enable(!offered.empty() && !bench_.info().read_only);
    if (offered == offered_ && !steps_->IsEmpty())
        return;
    offered_ = std::move(offered);
    steps_->Clear();
    steps_->Append(wx(bench_.say().say("Step …")));
    for (auto const event : offered_)
        steps_->Append(wx(bench_.say()(domain::label(event))));
    steps_->SetSelection(0);
}

void OrderPage::refresh_words()
{
    for (std::size_t i = 0; i < tabs_.size(); ++i) {
        auto const tab = present::OrderTable::tabs[i];
        tabs_[i]->SetLabel(wx(table_.tab_label(tab)));
        tabs_[i]->SetValue(table_.tab() == tab);
    }
    offer(*class_, shown_classes_, table_.classes(), table_.filter().class_key);
    offer(*crew_, shown_crews_, table_.crews(), table_.filter().crew);
    offer(*received_, shown_receptions_, table_.receptions(), table_.filter().received);
    clear_->Show(table_.is_filtered());
    if (utf8(text_->GetValue()) != table_.text())
        text_->ChangeValue(wx(table_.text()));
    count_->SetLabel(wx(table_.footer()));
    empty_->SetLabel(wx(table_.empty_title() + "\n" + table_.empty_hint()));
    empty_->Show(table_.rows() == 0);
    view_->Show(table_.rows() != 0);
    auto const selected = view_->selected();
    auto const state = selected.size() == 1 ? table_.state_of(selected.front()) : std::nullopt;
    print_->Enable(!selected.empty());
    close_->Enable((state && domain::is_open(*state)) || selected.size() > 1);
    sheet_->Enable(selected.size() == 1);
    if (bench_.is_open())
        offer_steps(selected);
    Layout();
}

} // namespace taizhang::ui
