#include "ui/repair_dialog.hpp"

#include "present/order_words.hpp"
#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>

namespace taizhang::ui {

namespace {

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

RepairDialog::RepairDialog(wxWindow* parent, present::Workbench& bench, std::vector<app::AssetRow> assets)
    : FormDialog{parent, wx(bench.say().say("Log a repair")), "repair"}, bench_{bench}, form_{bench, std::move(assets)}
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
        fill(*activity_, form_.activity_choices(), chosen_key(*activity_));
        ready_ = true;
        show_similar();
    });
    keep_.Bind(wxEVT_TIMER, [this](auto&) {
        read();
        form_.keep_draft();
    });
    for (auto const& type : {wxEVT_TEXT, wxEVT_CHOICE, wxEVT_CHECKBOX, wxEVT_COMBOBOX})
        Bind(type, [this](wxCommandEvent& event) {
            event.Skip();
            changed();
        });
    ready_ = true;
    (form_.assets().empty() ? static_cast<wxWindow*>(road_) : description_)->SetFocus();
}

void RepairDialog::build()
{
    auto const& say = bench_.say();
    auto const& entry = form_.entry();
    auto* const about = words(wx(form_.assets_text()), form_.assets().empty() ? "tz-second" : "tz-text");
    about->SetFont(font_of(form_.assets().empty() ? Type::body : Type::strong));
    about->SetName("repair.assets");

    auto& class_field = field("repair.class_key", wx(say.say("Class")));
    class_ = class_field.choice(form_.class_choices(), entry.class_key);
    class_->Enable(form_.assets().empty());
    auto& activity_field = field("repair.activity", wx(say.say("Activity")));
    activity_ = activity_field.choice(form_.activity_choices(), entry.activity);
    auto& item_field = field("repair.item", wx(say.say("Item (optional)")));
    item_ = item_field.combo(form_.item_choices());

    auto& quantity_field = field("repair.quantity", wx(say.say("Quantity")));
    quantity_ = quantity_field.text(wx(entry.quantity));
    auto& unit_field = field("repair.unit", wx(say.say("Unit")));
    unit_ = unit_field.choice(form_.unit_choices(), entry.unit);
    approximate_ = new wxCheckBox{this, wxID_ANY, wx(say.say("about"))};
    call(*approximate_, "repair.approximate");
    all_ = new wxCheckBox{this, wxID_ANY, wx(say.say("all, number not known"))};
    call(*all_, "repair.all");
    auto* const checks = new wxBoxSizer{wxHORIZONTAL};
    checks->Add(approximate_, 0, wxALIGN_CENTRE_VERTICAL);
    checks->Add(all_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, 12);
    auto* const checks_column = new wxBoxSizer{wxVERTICAL};
    checks_column->AddSpacer(24);
    checks_column->Add(checks);
    if (form_.has_several_classes())
        for (wxWindow* const w : {static_cast<wxWindow*>(quantity_), static_cast<wxWindow*>(unit_),
                                  static_cast<wxWindow*>(approximate_), static_cast<wxWindow*>(all_)})
            w->Disable();

    auto& road_field = field("repair.road", wx(say.say("Road")));
    road_ = road_field.combo({}, wx(entry.road));
    auto& place_field = field("repair.place", wx(say.say("Place")));
    place_ = place_field.text(wx(entry.place));
    auto& description_field = field("repair.description", wx(say.say("What is wrong (optional)")));
    description_ = description_field.text();
    auto& condition_field = field("repair.condition", wx(say.say("Limit")));
    condition_ = condition_field.choice(form_.condition_choices(), entry.condition);
    auto& received_field = field("repair.received_on", wx(say.say("Received on")));
    received_ = received_field.text(wx(entry.received_on));

    auto& result_field = field("repair.result", wx(say.say("Result, when it is already done")));
    result_ = result_field.text();
    auto& accepted_field = field("repair.accepted_on", wx(say.say("Done on")));
    accepted_ = accepted_field.text(wx(entry.accepted_on));

    draft_ = button("repair.draft", wx(say.say("Go on with what was not logged last time")));
    style(*draft_, "tz-link");
    draft_->Show(form_.has_draft());
    similar_ = words({}, "tz-soon");
    similar_->SetName("repair.similar");
    similar_->Hide();

    auto* const rows = new wxBoxSizer{wxVERTICAL};
    rows->Add(about, 0, wxBOTTOM, 12);
    rows->Add(draft_, 0, wxBOTTOM, 8);
    for (auto* const row : {row_of({{class_field.sizer(), 1}, {activity_field.sizer(), 1}, {item_field.sizer(), 1}}),
                            row_of({{quantity_field.sizer(), 1}, {unit_field.sizer(), 1}, {checks_column, 1}}),
                            row_of({{road_field.sizer(), 1}, {place_field.sizer(), 2}}),
                            row_of({{description_field.sizer(), 2}, {condition_field.sizer(), 1}, {received_field.sizer(), 1}}),
                            row_of({{result_field.sizer(), 2}, {accepted_field.sizer(), 1}})})
        rows->Add(row, 0, wxEXPAND | wxBOTTOM, 12);
    type_rows_ = new wxBoxSizer{wxVERTICAL};
    if (auto const types = form_.type_choices(); !types.empty()) {
        auto& kind_field = field("repair.kind", wx(say.say("Type of order")));
        kind_ = kind_field.choice(types, entry.kind);
        kind_->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
            read();
            show_type_fields();
            event.Skip();
        });
        rows->Add(kind_field.sizer(), 0, wxEXPAND | wxBOTTOM, 12);
    }
    rows->Add(type_rows_, 0, wxEXPAND);
    sentence_ = button("repair.sentence", {});
    style(*sentence_, "tz-link");
    align_left(*sentence_);
    sentence_->Hide();
    rows->Add(sentence_, 0, wxBOTTOM, 8);
    rows->Add(similar_); // last, so that no field moves when it comes
    rows->SetMinSize({680, -1});

    auto* const done = button("repair.done", wx(say.say("Log as done")));
    auto* const open = button("repair.save", wx(say.say("Log")));
    auto* const slip = button("repair.slip", wx(say.say("Log and print the slip")));
    lay_out(rows, open, {done, slip}, wx(say.say("Cancel")));
    slip->Bind(wxEVT_BUTTON, [this](auto&) {
        save(false);
        wants_slip_ = saving_; // not when something was wrong
    });

    sentence_->Bind(wxEVT_BUTTON, [this](auto&) {
        read();
        form_.use_sentence(!form_.uses_sentence());
        enable_line();
        show_sentence();
    });
    draft_->Bind(wxEVT_BUTTON, [this](auto&) {
        form_.take_draft();
        fill_in();
        draft_->Hide();
        GetSizer()->SetSizeHints(this);
        Layout();
    });
    class_->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
        read_class();
        event.Skip();
    });
    all_->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent& event) {
        quantity_->Enable(!event.IsChecked());
        event.Skip();
    });
    open->Bind(wxEVT_BUTTON, [this](auto&) { save(false); });
    done->Bind(wxEVT_BUTTON, [this](auto&) { save(true); });
}

void RepairDialog::fill_in()
{
    ready_ = false;
    auto const& entry = form_.entry();
    fill(*class_, form_.class_choices(), entry.class_key);
    fill(*activity_, form_.activity_choices(), entry.activity);
    fill(*unit_, form_.unit_choices(), entry.unit);
    for (auto const& [control, text] : {std::pair{quantity_, &entry.quantity}, {place_, &entry.place}, {received_, &entry.received_on},
                                        {description_, &entry.description}, {result_, &entry.result}, {accepted_, &entry.accepted_on}})
        control->ChangeValue(wx(*text));
    item_->SetValue(wx(entry.item));
    road_->SetValue(wx(entry.road));
    fill(*condition_, form_.condition_choices(), entry.condition);
    if (kind_) {
        fill(*kind_, form_.type_choices(), entry.kind);
        show_type_fields();
    }
    approximate_->SetValue(entry.approximate);
    all_->SetValue(entry.all);
    quantity_->Enable(!entry.all && !form_.has_several_classes());
    ready_ = true;
    show_similar();
}

void RepairDialog::changed()
{
    if (!ready_)
        return;
    keep_.StartOnce(700);
    read();
    show_sentence();
    show_similar();
}

void RepairDialog::show_sentence()
{
    auto const& say = bench_.say();
    auto const lines = form_.sentence();
    if (lines.empty() && form_.uses_sentence()) {
        form_.use_sentence(false);
        enable_line();
    }
    std::string text;
    for (auto const& line : lines) {
        domain::WorkOrder one;
        one.lines = {line.line};
        text += (text.empty() ? "" : "、") + present::subject_of(bench_.catalog(), say, one) + present::quantity_of(bench_.catalog(), say, line.line);
    }
    if (!text.empty())
        text = form_.uses_sentence() ? say.say("{0} lines from the description: {1}. Press to enter one by hand again.", lines.size(), text)
                                     : say.say("Log {0} lines from the description: {1}", lines.size(), text);
    if (utf8(sentence_->GetLabel()) == text && sentence_->IsShown() == !text.empty())
        return;
    sentence_->SetLabel(wx(text));
    sentence_->Show(!text.empty());
    GetSizer()->SetSizeHints(this);
    Layout();
}

void RepairDialog::enable_line()
{
    bool const by_hand = !form_.uses_sentence();
    for (wxWindow* const w : {static_cast<wxWindow*>(activity_), static_cast<wxWindow*>(item_), static_cast<wxWindow*>(approximate_),
                              static_cast<wxWindow*>(all_), static_cast<wxWindow*>(unit_)})
        w->Enable(by_hand && !(w != activity_ && w != item_ && form_.has_several_classes()));
    class_->Enable(by_hand && form_.assets().empty());
    quantity_->Enable(by_hand && !all_->GetValue() && !form_.has_several_classes());
}

void RepairDialog::show_type_fields()
{
    auto const values = form_.entry().fields;
    ready_ = false;
    drop_fields("repair.fields/");
    type_fields_.clear();
    type_rows_->Clear(true);
    for (auto const& attribute : form_.type_fields()) {
        auto& made = field("repair.fields/" + attribute.key,
                           wx(attribute.name.in(bench_.say().language()) + (attribute.unit.empty() ? "" : " (" + attribute.unit + ")") +
                              (attribute.required ? " *" : "")));
        auto const it = values.find(attribute.key);
        auto const value = it == values.end() ? std::string{} : it->second;
        if (attribute.choices.empty() && attribute.type != domain::Attribute::Type::boolean)
            type_fields_[attribute.key] = made.text(wx(value));
        else {
            std::vector<present::Choice> choices{{"", "—"}};
            for (auto const& choice : attribute.choices)
                choices.push_back({choice.key, choice.name.in(bench_.say().language())});
            if (attribute.type == domain::Attribute::Type::boolean)
                choices = {{"", "—"}, {"1", bench_.say().say("yes")}, {"0", bench_.say().say("no")}};
            type_fields_[attribute.key] = made.choice(choices, value);
        }
        type_rows_->Add(made.sizer(), 0, wxEXPAND | wxBOTTOM, 12);
    }
    ready_ = true;
    GetSizer()->SetSizeHints(this);
    Layout();
}

void RepairDialog::show_similar()
{
    auto const similar = form_.similar();
    auto const& say = bench_.say();
    std::string text;
    for (auto const& order : similar)
        text += (text.empty() ? "" : "\n") + order.words;
    if (!text.empty())
        text = (similar.front().same_asset ? say.say("Already open for this facility:") : say.say("Open on this road, perhaps the same:")) +
               '\n' + text;
    if (utf8(similar_->GetLabel()) == text)
        return;
    similar_->SetLabel(wx(text));
    similar_->Show(!text.empty());
    GetSizer()->SetSizeHints(this);
    Layout();
}

void RepairDialog::read_class()
{
    read();
    fill(*activity_, form_.activity_choices(), form_.entry().activity);
    fill(*unit_, form_.unit_choices(), form_.entry().unit);
    fill(*condition_, form_.condition_choices(), form_.entry().condition);
    wxArrayString items;
    for (auto const& item : form_.item_choices())
        items.push_back(wx(item));
    item_->Set(items);
    item_->SetValue({});
}

void RepairDialog::read()
{
    present::RepairEntry entry;
    entry.class_key = chosen_key(*class_);
    entry.activity = chosen_key(*activity_);
    entry.item = utf8(item_->GetValue());
    entry.quantity = utf8(quantity_->GetValue());
    entry.unit = chosen_key(*unit_);
    entry.approximate = approximate_->GetValue();
    entry.all = all_->GetValue();
    entry.road = utf8(road_->GetValue());
    entry.place = utf8(place_->GetValue());
    entry.description = utf8(description_->GetValue());
    entry.received_on = utf8(received_->GetValue());
    entry.result = utf8(result_->GetValue());
    entry.accepted_on = utf8(accepted_->GetValue());
    entry.condition = chosen_key(*condition_);
    if (kind_)
        entry.kind = chosen_key(*kind_);
    for (auto const& [key, control] : type_fields_)
        if (auto* const text = dynamic_cast<wxTextCtrl*>(control))
            entry.fields[key] = utf8(text->GetValue());
        else if (auto* const choice = dynamic_cast<wxChoice*>(control))
            entry.fields[key] = chosen_key(*choice);
    form_.set(std::move(entry));
}

void RepairDialog::save(bool done)
{
    if (saving_)
        return;
    read();
    if (!show(form_.problems(done)))
        return;
    saving_ = true;
    form_.save(
        done,
        [this, done](domain::WorkOrder const& order) {
            saved_number_ = domain::short_number(order.number);
            saved_uid_ = order.uid;
            saved_as_done_ = done;
            EndModal(wxID_OK);
        },
        [this](present::Notice const& notice) {
            saving_ = wants_slip_ = false;
            show(notice);
        });
}

CloseDialog::CloseDialog(wxWindow* parent, present::Workbench& bench, domain::WorkOrder order)
    : FormDialog{parent, wx(bench.say().say("Finish and close")), "close"}, form_{bench, std::move(order)}
{
    auto const& say = bench.say();
    auto* const rows = new wxBoxSizer{wxVERTICAL};
    auto* const about = words(wx(form_.title()), "tz-text");
    about->SetFont(font_of(Type::strong));
    about->Wrap(520);
    rows->Add(about, 0, wxBOTTOM, 16);
    for (std::size_t i = 0; i < form_.lines.size(); ++i) {
        auto const& line = form_.lines[i];
        auto const* unit = bench.catalog().find_unit(line.unit);
        auto const unit_name = !unit ? line.unit : say.language() == Language::zh ? unit->key : unit->name.en;
        auto& quantity = field("close.lines/" + std::to_string(i), wx(say.say("Quantity done: {0} ({1})", line.label, unit_name)));
        quantities_.push_back(quantity.text(wx(line.quantity)));
        rows->Add(quantity.sizer(), 0, wxEXPAND | wxBOTTOM, 12);
    }
    auto& result = field("close.result", wx(say.say("Result")));
    result_ = result.text(wx(form_.result));
    auto& accepted = field("close.accepted_on", wx(say.say("Done on")));
    accepted_ = accepted.text(wx(form_.accepted_on));
    rows->Add(row_of({{result.sizer(), 2}, {accepted.sizer(), 1}}), 0, wxEXPAND);
    rows->SetMinSize({520, -1});
    auto* const save_button = button("close.save", wx(say.say("Close order")));
    lay_out(rows, save_button, {}, wx(say.say("Cancel")));
    save_button->Bind(wxEVT_BUTTON, [this](auto&) { save(); });
    result_->SetFocus();
}

void CloseDialog::save()
{
    if (saving_)
        return;
    for (std::size_t i = 0; i < quantities_.size(); ++i)
        form_.lines[i].quantity = utf8(quantities_[i]->GetValue());
    form_.result = utf8(result_->GetValue());
    form_.accepted_on = utf8(accepted_->GetValue());
    if (!show(form_.problems()))
        return;
    saving_ = true;
    form_.save([this](domain::WorkOrder const&) { EndModal(wxID_OK); },
               [this](present::Notice const& notice) {
                   saving_ = false;
                   show(notice);
               });
}

BulkCloseDialog::BulkCloseDialog(wxWindow* parent, present::Workbench& bench, std::vector<std::string> uids)
    : FormDialog{parent, wx(bench.say().say("Finish and close")), "bulk"}, form_{bench, std::move(uids)}
{
    auto const& say = bench.say();
    auto* const rows = new wxBoxSizer{wxVERTICAL};
    auto* const about = words(wx(form_.title()), "tz-text");
    about->SetFont(font_of(Type::strong));
    rows->Add(about, 0, wxBOTTOM, 16);
    auto& result = field("bulk.result", wx(say.say("Result")));
    result_ = result.text();
    auto& accepted = field("bulk.accepted_on", wx(say.say("Done on")));
    accepted_ = accepted.text(wx(form_.accepted_on));
    rows->Add(row_of({{result.sizer(), 2}, {accepted.sizer(), 1}}), 0, wxEXPAND);
    rows->SetMinSize({520, -1});
    auto* const save_button = button("bulk.save", wx(say.say("Close orders")));
    lay_out(rows, save_button, {}, wx(say.say("Cancel")));
    save_button->Bind(wxEVT_BUTTON, [this](auto&) { save(); });
    result_->SetFocus();
}

void BulkCloseDialog::save()
{
    if (saving_)
        return;
    form_.result = utf8(result_->GetValue());
    form_.accepted_on = utf8(accepted_->GetValue());
    if (!show(form_.problems()))
        return;
    saving_ = true;
    form_.save([this] { EndModal(wxID_OK); },
               [this](present::Notice const& notice) {
                   saving_ = false;
                   show(notice);
               });
}

CorrectDialog::CorrectDialog(wxWindow* parent, present::Workbench& bench, domain::WorkOrder order)
    : FormDialog{parent, wx(bench.say().say("Correct {0}", domain::short_number(order.number))), "correct"}, form_{bench, std::move(order)}
{
    auto const& say = bench.say();
    auto* const rows = new wxBoxSizer{wxVERTICAL};
    auto const text = [&](char const* id, std::string const& label, std::string present::CorrectForm::*member) {
        auto& made = field(std::string{"correct."} + id, wx(label));
        texts_.emplace_back(made.text(wx(form_.*member)), member);
        return made.sizer();
    };
    for (std::size_t i = 0; i < form_.lines.size(); ++i) {
        auto const& line = form_.lines[i];
        auto const* unit = bench.catalog().find_unit(line.unit);
        auto const unit_name = !unit ? line.unit : say.language() == Language::zh ? unit->key : unit->name.en;
        auto& item = field("correct.items/" + std::to_string(i), wx(say.say("Item")));
        auto* const item_text = item.text(wx(line.item));
        auto& quantity = field("correct.lines/" + std::to_string(i), wx(say.say("{0} ({1})", line.label, unit_name)));
        lines_.emplace_back(item_text, quantity.text(wx(line.quantity)));
        rows->Add(row_of({{item.sizer(), 2}, {quantity.sizer(), 2}}), 0, wxEXPAND | wxBOTTOM, 12);
    }
    using Form = present::CorrectForm;
    auto* const road = text("road", say.say("Road"), &Form::road);
    rows->Add(row_of({{road, 2}, {text("place", say.say("Place"), &Form::place), 3}}), 0, wxEXPAND | wxBOTTOM, 12);
    auto* const description = text("description", say.say("Description"), &Form::description);
    rows->Add(row_of({{description, 3}, {text("received_on", say.say("Received on"), &Form::received_on), 1}}), 0, wxEXPAND | wxBOTTOM, 12);
    if (form_.is_closed()) {
        auto* const result = text("result", say.say("Result"), &Form::result);
        rows->Add(row_of({{result, 3}, {text("accepted_on", say.say("Done on"), &Form::accepted_on), 1}}), 0, wxEXPAND | wxBOTTOM, 12);
    }
    rows->Add(text("reason", say.say("Why the slip was wrong (kept in the record of changes)"), &Form::reason), 0, wxEXPAND);
    rows->SetMinSize({600, -1});
    auto* const save_button = button("correct.save", wx(say.say("Save")));
    lay_out(rows, save_button, {}, wx(say.say("Cancel")));
    save_button->Bind(wxEVT_BUTTON, [this](auto&) { save(); });
    if (!lines_.empty())
        lines_.front().second->SetFocus();
}

void CorrectDialog::save()
{
    if (saving_)
        return;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        form_.lines[i].item = utf8(lines_[i].first->GetValue());
        form_.lines[i].quantity = utf8(lines_[i].second->GetValue());
    }
    for (auto const& [control, member] : texts_)
        form_.*member = utf8(control->GetValue());
    if (!show(form_.problems()))
        return;
    saving_ = true;
    form_.save([this](domain::WorkOrder const&) { EndModal(wxID_OK); },
               [this](present::Notice const& notice) {
                   saving_ = false;
                   show(notice);
               });
}

} // namespace taizhang::ui
