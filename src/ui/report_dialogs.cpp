#include "ui/report_dialogs.hpp"

#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>

namespace taizhang::ui {

ReportWordsDialog::ReportWordsDialog(wxWindow* parent, present::Workbench& bench, present::ReportModel& model)
    : FormDialog{parent, wx(bench.say().say("Words of the report")), "report-words"}, model_{model}, sections_{model.sections()}
{
    auto const& say = bench.say();
    std::vector<present::Choice> choices;
    for (auto const& section : sections_)
        choices.push_back({section.key, section.heading});
    auto* const fields = new wxBoxSizer{wxVERTICAL};
    auto& section = field("report-words.section", wx(say.say("Section")));
    section_ = section.choice(choices, choices.empty() ? std::string{} : choices.front().key);
    auto& text = field("report-words.words", wx(say.say("Words; numbers in 【】 follow their records")));
    words_ = text.lines(220);
    words_->SetMinSize({620, 220});
    fields->Add(section.sizer(), 0, wxEXPAND | wxBOTTOM, 8);
    fields->Add(text.sizer(), 1, wxEXPAND);
    auto* const keep = button("report-words.save", wx(say.say("Save the words")), "tz-primary");
    auto* const back = button("report-words.own", wx(say.say("Take the standard words")));
    section_->Bind(wxEVT_CHOICE, [this](auto&) { show_section(); });
    keep->Bind(wxEVT_BUTTON, [this](auto&) { save(false); });
    back->Bind(wxEVT_BUTTON, [this](auto&) { save(true); });
    lay_out(fields, keep, {back}, wx(say.say("Close the dialog")));
    on_changed_ = model.changed.subscribe([this](auto const&) {
        if (!model_.document())
            return;
        sections_ = model_.sections();
        show_section();
    });
    show_section();
}

void ReportWordsDialog::show_section()
{
    for (auto const& section : sections_)
        if (section.key == chosen_key(*section_))
            words_->ChangeValue(wx(section.words));
}

void ReportWordsDialog::save(bool own)
{
    model_.save_words(chosen_key(*section_), own ? std::string{} : utf8(words_->GetValue()), [this](present::Notice const& notice) { show(notice); });
}

IssueDialog::IssueDialog(wxWindow* parent, present::Workbench& bench, present::ReportModel const& model)
    : FormDialog{parent, wx(bench.say().say("Issue the report")), "report-issue"}
{
    auto const& say = bench.say();
    auto* const fields = new wxBoxSizer{wxVERTICAL};
    fields->Add(words(wx(model.document() ? model.document()->title() : std::string{})), 0, wxBOTTOM, 8);
    fields->Add(words(wx(say.say("Its figures, words and paper are kept in the ledger and no longer change.")), "tz-second"), 0, wxBOTTOM, 8);
    if (!model.gaps().empty())
        fields->Add(words(wx(say.say("Still missing: {0} kinds of records; see the list beside the pages.", model.gaps().size())), "tz-second"), 0, wxBOTTOM, 8);
    auto& number = field("report-issue.number", wx(say.say("Document number (may be empty)")));
    number_ = number.text();
    fields->Add(number.sizer(), 0, wxEXPAND);
    auto* const go = button("report-issue.go", wx(say.say("Issue")), "tz-primary");
    go->Bind(wxEVT_BUTTON, [this](auto&) { EndModal(wxID_OK); });
    lay_out(fields, go, {}, wx(say.say("Cancel")));
}

std::string IssueDialog::document_number() const { return utf8(number_->GetValue()); }

} // namespace taizhang::ui
