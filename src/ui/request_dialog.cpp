#include "ui/request_dialog.hpp"

#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/panel.h>

namespace taizhang::ui {

namespace {

constexpr int wide = 720;

wxBoxSizer* row_of(std::initializer_list<std::pair<wxSizer*, int>> parts)
{
    auto* const row = new wxBoxSizer{wxHORIZONTAL};
    bool first = true;
    for (auto const& [part, share] : parts) {
        row->Add(part, share, wxEXPAND | (first ? 0 : wxLEFT), 16);
        first = false;
    }
    return row;
}

} // namespace

RequestDialog::RequestDialog(wxWindow* parent, present::Workbench& bench, std::optional<app::AssetRow> about)
    : FormDialog{parent, wx(bench.say().say("Register a request")), "request"}, bench_{bench}, form_{bench, std::move(about)}
{
    build();
    on_arrived_ = form_.arrived.subscribe([this](auto const&) {
        wxArrayString roads;
        for (auto const& road : form_.roads())
            roads.push_back(wx(road));
        auto const typed = road_->GetValue();
        ready_ = false;
        road_->Set(roads);
        road_->AutoComplete(roads);
        road_->SetValue(typed);
        ready_ = true;
        show_similar();
    });
    for (auto const& type : {wxEVT_TEXT, wxEVT_CHOICE, wxEVT_COMBOBOX})
        Bind(type, [this](wxCommandEvent& event) {
            event.Skip();
            if (ready_)
                show_similar();
        });
    ready_ = true;
    description_->SetFocus();
}

void RequestDialog::build()
{
    auto const& say = bench_.say();
    auto const& entry = form_.entry();
    auto& source = field("request.source", wx(say.say("Source")));
    source_ = source.combo(form_.source_choices(), wx(entry.source));
    auto& number = field("request.external_number", wx(say.say("Number outside (optional)")));
    number_ = number.text();
    auto& deadline = field("request.deadline", wx(say.say("Answer due (optional)")));
    deadline_ = deadline.text();
    auto& caller = field("request.caller", wx(say.say("Caller (optional)")));
    caller_ = caller.text();
    auto& phone = field("request.phone", wx(say.say("Phone (optional)")));
    phone_ = phone.text();
    auto& class_field = field("request.class_key", wx(say.say("Class")));
    class_ = class_field.choice(form_.class_choices(), entry.class_key);
    auto& road = field("request.road", wx(say.say("Road")));
    road_ = road.combo({}, wx(entry.road));
    auto& place = field("request.place", wx(say.say("Place")));
    place_ = place.text(wx(entry.place));
    auto& description = field("request.description", wx(say.say("What is asked for")));
    description_ = description.text();
    urgent_ = new wxCheckBox{this, wxID_ANY, wx(say.say("urgent"))};
    call(*urgent_, "request.urgent");
    auto* const urgent = new wxBoxSizer{wxVERTICAL};
    urgent->AddSpacer(24);
    urgent->Add(urgent_);

    similar_ = new wxPanel{this};
    similar_->SetName("request.similar");
    style(*similar_, "tz-bg-surface");
    auto* const list = new wxBoxSizer{wxVERTICAL};
    similar_title_ = new wxStaticText{similar_, wxID_ANY, wx(say.say("Perhaps the same as:"))};
    similar_title_->SetFont(font_of(Type::strong));
    style(*similar_title_, "tz-soon");
    list->Add(similar_title_);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        auto& row = rows_[i];
        row.head = new wxStaticText{similar_, wxID_ANY, {}};
        row.head->SetFont(font_of(Type::caption));
        style(*row.head, "tz-second");
        row.head->SetName(wx("request.similar.head." + std::to_string(i)));
        row.detail = new wxStaticText{similar_, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END};
        row.detail->SetName(wx("request.similar.detail." + std::to_string(i)));
        row.join = new wxButton{similar_, wxID_ANY, wx(say.say("Join that one"))};
        call(*row.join, "request.join." + std::to_string(i));
        row.join->Bind(wxEVT_BUTTON, [this, i](auto&) { join(i); });
        auto* const texts = new wxBoxSizer{wxVERTICAL};
        texts->Add(row.head);
        texts->Add(row.detail, 0, wxEXPAND);
        auto* const line = new wxBoxSizer{wxHORIZONTAL};
        line->Add(texts, 1, wxALIGN_CENTRE_VERTICAL);
        line->Add(row.join, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, 12);
        list->Add(line, 0, wxEXPAND | wxTOP, 6);
    }
    similar_->SetSizer(list);
    similar_->Hide();

    auto* const rows = new wxBoxSizer{wxVERTICAL};
    if (auto const about = form_.about_text(); !about.empty()) {
        auto* const head = words(wx(about), "tz-text");
        head->SetFont(font_of(Type::strong));
        rows->Add(head, 0, wxBOTTOM, 12);
    }
    for (auto* const row : {row_of({{description.sizer(), 3}, {class_field.sizer(), 1}}), row_of({{road.sizer(), 2}, {place.sizer(), 3}, {urgent, 0}}),
                            row_of({{caller.sizer(), 1}, {phone.sizer(), 1}, {source.sizer(), 1}}),
                            row_of({{number.sizer(), 1}, {deadline.sizer(), 1}})})
        rows->Add(row, 0, wxEXPAND | wxBOTTOM, 12);
    rows->Add(similar_, 0, wxEXPAND); // last, so that no field moves when it comes
    rows->SetMinSize({wide, -1});

    auto* const only = button("request.save", wx(say.say("Register")));
    auto* const order = button("request.order", wx(say.say("Register with an order")));
    auto* const slip = button("request.slip", wx(say.say("Register and print the slip")));
    lay_out(rows, slip, {only, order}, wx(say.say("Cancel")));
    only->Bind(wxEVT_BUTTON, [this](auto&) { save(present::RequestForm::As::request); });
    order->Bind(wxEVT_BUTTON, [this](auto&) { save(present::RequestForm::As::order); });
    slip->Bind(wxEVT_BUTTON, [this](auto&) {
        wants_slip_ = true;
        save(present::RequestForm::As::order);
        wants_slip_ = saving_; // not when something was wrong
    });
}

void RequestDialog::read()
{
    present::RequestEntry entry;
    entry.source = utf8(source_->GetValue());
    entry.external_number = utf8(number_->GetValue());
    entry.caller = utf8(caller_->GetValue());
    entry.phone = utf8(phone_->GetValue());
    entry.class_key = chosen_key(*class_);
    entry.road = utf8(road_->GetValue());
    entry.place = utf8(place_->GetValue());
    entry.description = utf8(description_->GetValue());
    entry.deadline = utf8(deadline_->GetValue());
    entry.urgent = urgent_->GetValue();
    form_.set(std::move(entry));
}

void RequestDialog::show_similar()
{
    read();
    candidates_ = form_.similar();
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        auto& row = rows_[i];
        bool const there = i < candidates_.size();
        row.head->Show(there);
        row.detail->Show(there);
        row.join->Show(there);
        if (!there)
            continue;
        row.head->SetLabel(wx(candidates_[i].head));
        row.detail->SetLabel(wx(candidates_[i].detail));
        row.detail->SetToolTip(wx(candidates_[i].detail));
    }
    similar_->Show(!candidates_.empty());
    GetSizer()->SetSizeHints(this);
    Layout();
}

void RequestDialog::save(present::RequestForm::As as)
{
    if (saving_)
        return;
    read();
    if (!show(form_.problems(as == present::RequestForm::As::order)))
        return;
    saving_ = true;
    form_.save(as, [this](present::RequestForm::Saved made) { saved(std::move(made)); },
               [this](present::Notice const& notice) {
                   saving_ = wants_slip_ = false;
                   show(notice);
               });
}

void RequestDialog::join(std::size_t candidate)
{
    if (saving_ || candidate >= candidates_.size())
        return;
    read();
    if (!show(form_.problems(false)))
        return;
    saving_ = true;
    form_.save_joined(candidates_[candidate].similar, [this](present::RequestForm::Saved made) { saved(std::move(made)); },
                      [this](present::Notice const& notice) {
                          saving_ = false;
                          show(notice);
                      });
}

void RequestDialog::saved(present::RequestForm::Saved made)
{
    saved_ = std::move(made);
    EndModal(wxID_OK);
}

RequestStepDialog::RequestStepDialog(wxWindow* parent, present::Workbench& bench, domain::Request request, domain::RequestEvent event,
                                     std::string proposed_answer)
    : FormDialog{parent, {}, "request_step"}, form_{bench, std::move(request), event, std::move(proposed_answer)}
{
    SetTitle(wx(form_.title()));
    auto const& say = bench.say();
    auto* const rows = new wxBoxSizer{wxVERTICAL};
    bool const chosen = form_.needs() == domain::RequestNeeds::target || form_.needs() == domain::RequestNeeds::satisfaction;
    if (chosen) {
        auto& one = field("request_step.choice", wx(form_.label()));
        choice_ = one.choice(form_.needs() == domain::RequestNeeds::satisfaction ? form_.satisfaction_choices() : form_.targets(), form_.choice);
        rows->Add(one.sizer(), 0, wxEXPAND | wxBOTTOM, 12);
    }
    if (form_.needs() != domain::RequestNeeds::target) {
        auto& one = field("request_step.text", wx(chosen ? say.say("Remark (optional)") : form_.label()));
        text_ = form_.needs() == domain::RequestNeeds::answer ? one.lines(110) : one.text();
        text_->SetValue(wx(form_.text));
        rows->Add(one.sizer(), 1, wxEXPAND);
    }
    rows->SetMinSize({520, -1});
    auto* const primary = button("request_step.save", wx(say(domain::label(event))));
    lay_out(rows, primary, {}, wx(say.say("Cancel")));
    primary->Bind(wxEVT_BUTTON, [this](auto&) { save(); });
    on_arrived_ = form_.arrived.subscribe([this](auto const&) { fill(*choice_, form_.targets(), form_.choice); });
    (text_ && !chosen ? static_cast<wxWindow*>(text_) : choice_)->SetFocus();
}

void RequestStepDialog::save()
{
    if (saving_)
        return;
    if (text_)
        form_.text = utf8(text_->GetValue());
    if (choice_)
        form_.choice = chosen_key(*choice_);
    if (!show(form_.problems()))
        return;
    saving_ = true;
    form_.save(
        [this](domain::Request moved) {
            moved_ = std::move(moved);
            EndModal(wxID_OK);
        },
               [this](present::Notice const& notice) {
                   saving_ = false;
                   show(notice);
               });
}

} // namespace taizhang::ui
