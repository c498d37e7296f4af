#include "ui/request_page.hpp"

#include "ui/table_view.hpp"
#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>
#include <wx/tglbtn.h>

namespace taizhang::ui {

void add_switch(wxWindow* page, wxBoxSizer* head, present::Workbench const& bench, bool requests_shown, std::function<void()> other)
{
    auto const& say = bench.say();
    for (bool const requests : {false, true}) {
        auto* const side = new wxToggleButton{page, wxID_ANY, wx(requests ? say.say("Requests") : say.say("Work orders"))};
        style(*side, "tz-tab");
        call(*side, requests ? "orders.switch.requests" : "orders.switch.orders");
        side->SetValue(requests == requests_shown);
        side->Bind(wxEVT_TOGGLEBUTTON, [side, requests, requests_shown, other](auto&) {
            side->SetValue(requests == requests_shown); // each page shows its own side; the other page comes instead
            if (requests != requests_shown)
                side->CallAfter(other);
        });
        head->Insert(requests ? 2 : 1, side, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, requests ? 0 : 16);
    }
}

RequestPage::RequestPage(wxWindow* parent, present::Workbench& bench, RequestWishes wishes)
    : Page{parent, "requests", wx(bench.say().say("Orders"))}, bench_{bench}, wishes_{std::move(wishes)}, table_{bench}
{
    auto const& say = bench.say();
    add_switch(this, head(), bench, true, wishes_.show_orders);
    auto* const sheet = tool("requests.return", wx(say.say("Return sheet …")), "download");
    head()->Add(sheet, 0, wxLEFT, 8);
    auto* const fresh = tool("requests.new", wx(say.say("Register a request")), "plus");
    head()->Add(fresh, 0, wxLEFT, 8);

    auto* const tabs = new wxBoxSizer{wxHORIZONTAL};
    for (auto const tab : present::RequestTable::tabs) {
        auto* const button = new wxToggleButton{this, wxID_ANY, wx(table_.tab_label(tab))};
        style(*button, "tz-tab");
        call(*button, "requests.tab." + std::to_string(static_cast<int>(tab)));
        button->Bind(wxEVT_TOGGLEBUTTON, [this, tab](auto&) { table_.set_tab(tab); });
        tabs->Add(button);
        tabs_.push_back(button);
    }
    body()->Add(tabs, 0, wxLEFT | wxRIGHT, 8);
    text_ = search_field(this, "requests.text", wx(say.say("Number, caller, place, what")));
    body()->Add(text_, 0, wxALL, 16);

    empty_ = new wxStaticText{this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxALIGN_CENTRE_HORIZONTAL};
    style(*empty_, "tz-second");
    view_ = new TableView{this, table_, "requests.table", wx(say.say("Requests"))};
    begin_at({view_, text_});
    count_ = foot_line();
    count_->SetName("requests.count");
    body()->Add(empty_, 0, wxEXPAND | wxALL, 48);
    body()->Add(view_, 1, wxEXPAND);
    body()->Add(count_, 0, wxEXPAND | wxALL, 12);

    text_->Bind(wxEVT_TEXT, [this](auto&) { table_.set_text(utf8(text_->GetValue())); });
    fresh->Bind(wxEVT_BUTTON, [this](auto&) { CallAfter(wishes_.log_request); });
    sheet->Bind(wxEVT_BUTTON, [this](auto&) { CallAfter(wishes_.write_return_sheet); });
    view_->on_select = [this](auto const& uids) {
        bench_.select_request(uids.size() == 1 ? uids.front() : std::string{});
        refresh_words();
    };
    view_->on_open = [this](std::string const& uid) { wishes_.make_order(uid); };
    on_table_ = table_.changed.subscribe([this](auto const&) { refresh_words(); });
    refresh_words();
}

void RequestPage::show_request(std::string const& uid)
{
    if (table_.rows_of({uid}).empty()) {
        table_.set_text({});
        table_.set_tab(present::RequestTable::Tab::all);
    }
    view_->select({uid});
    bench_.select_request(uid);
    refresh_words();
}

void RequestPage::refresh_words()
{
    for (std::size_t i = 0; i < tabs_.size(); ++i) {
        auto const tab = present::RequestTable::tabs[i];
        tabs_[i]->SetLabel(wx(table_.tab_label(tab)));
        tabs_[i]->SetValue(table_.tab() == tab);
    }
    if (utf8(text_->GetValue()) != table_.text())
        text_->ChangeValue(wx(table_.text()));
    count_->SetLabel(wx(table_.footer()));
    empty_->SetLabel(wx(table_.empty_title() + "\n" + table_.empty_hint()));
    empty_->Show(table_.rows() == 0);
    view_->Show(table_.rows() != 0);
    Layout();
}

} // namespace taizhang::ui
