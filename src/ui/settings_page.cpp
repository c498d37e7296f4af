#include "ui/settings_page.hpp"

#include "ui/theme.hpp"
#include "ui/words.hpp"

#include <wx/button.h>
#include <wx/dirdlg.h>
#include <wx/filedlg.h>
#include <wx/listbox.h>
#include <wx/simplebook.h>
#include <wx/tglbtn.h>

#include <algorithm>
#include <array>

namespace taizhang::ui {

namespace {

constexpr int form_width = 640, row_gap = 12;

wxStaticText* line_of(wxWindow* parent, std::string const& text, char const* css = "tz-second")
{
    auto* const made = new wxStaticText{parent, wxID_ANY, wx(text)};
    style(*made, css);
    made->Wrap(form_width);
    return made;
}

} // namespace

class SettingsPage::Tab : public wxScrolledWindow {
public:
    Tab(wxWindow* parent, std::string const& id) : wxScrolledWindow{parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxVSCROLL}
    {
        SetName(wx(id));
        style(*this, "tz-bg-surface");
        SetScrollRate(0, 16);
    }

    void begin()
    {
        DestroyChildren();
        fields_.clear();
        rows_ = new wxBoxSizer{wxVERTICAL};
        rows_->SetMinSize({form_width, -1});
    }
    [[nodiscard]] wxBoxSizer* rows() const noexcept { return rows_; }
    Field& field(std::string id, std::string const& label, wxWindow* parent = nullptr)
    {
        fields_.push_back(std::make_unique<Field>(parent ? parent : this, std::move(id), wx(label)));
        return *fields_.back();
    }
    Field& add(std::string id, std::string const& label)
    {
        auto& made = field(std::move(id), label);
        rows_->Add(made.sizer(), 0, wxEXPAND | wxBOTTOM, row_gap);
        return made;
    }
    void drop_fields(std::string const& prefix)
    {
        std::erase_if(fields_, [&](auto const& f) { return f->id().starts_with(prefix); });
    }
    wxButton* action(std::string const& id, std::string const& label)
    {
        auto* const made = new wxButton{this, wxID_ANY, wx(label)};
        style(*made, "tz-primary");
        call(*made, id);
        rows_->Add(made, 0, wxTOP, 4);
        return made;
    }
    void end()
    {
        result_ = new wxStaticText{this, wxID_ANY, {}};
        result_->SetName(GetName() + ".result");
        rows_->Add(result_, 0, wxTOP, 8);
        auto* const padded = new wxBoxSizer{wxVERTICAL};
        padded->Add(rows_, 0, wxALL, 16);
        SetSizer(padded);
        lay_out();
    }
    void lay_out()
    {
        Layout();
        FitInside();
    }
    /// True when there is no problem.
    bool show(std::vector<present::FieldProblem> const& problems)
    {
        wxWindow* first = nullptr;
        for (auto const& f : fields_) {
            auto const it = std::ranges::find_if(problems, [&](auto const& p) { return f->id().ends_with("." + p.field); });
            f->complain(it == problems.end() ? wxString{} : wx(it->text));
            if (it != problems.end() && !first)
                first = f->control();
        }
        if (first)
            first->SetFocus();
        say({}, true);
        return problems.empty();
    }
    void say(std::string const& words, bool well)
    {
        unstyle(*result_, "tz-danger");
        unstyle(*result_, "tz-done");
        style(*result_, well ? "tz-done" : "tz-danger");
        result_->SetLabel(wx(words.empty() ? words : (well ? "✓ " : "△ ") + words));
        result_->Wrap(form_width);
        lay_out();
    }

private:
    wxBoxSizer* rows_ = nullptr;
    wxStaticText* result_ = nullptr;
    std::vector<std::unique_ptr<Field>> fields_;
};

struct SettingsPage::PersonRow {
    app::Person person;
    wxTextCtrl* name;
    wxChoice* role;
    wxComboBox* crew;
    wxCheckBox* active;
};

struct SettingsPage::LimitRow {
    wxTextCtrl *condition, *amount;
    wxChoice* clock;
    wxSizer* row;
};

SettingsPage::SettingsPage(wxWindow* parent, present::Workbench& bench, Wishes wishes)
    : Page{parent, "settings", wx(bench.say().say("Settings"))}, bench_{bench}, wishes_{std::move(wishes)}, model_{bench}
{
    auto const& say = bench.say();
    auto* const heads = new wxBoxSizer{wxHORIZONTAL};
    book_ = new wxSimplebook{this};
    struct Head {
        char const* id;
        std::string label;
    };
    for (auto const& [id, label] : {Head{"settings.bureau", say.say("Bureau")}, Head{"settings.people", say.say("People and crews")},
                                    Head{"settings.days", say.say("Days off")}, Head{"settings.limits", say.say("Deadlines")},
                                    Head{"settings.catalogue", say.say("Catalogue")}, Head{"settings.backup", say.say("Backup")},
                                    Head{"settings.orders", say.say("Orders")}, Head{"settings.window", say.say("Window")}}) {
        auto* const head = new wxToggleButton{this, wxID_ANY, wx(label)};
        style(*head, "tz-tab");
        call(*head, std::string{id} + ".head");
        head->Bind(wxEVT_TOGGLEBUTTON, [this, n = heads_.size()](auto&) { show_tab(n); });
        heads->Add(head, 0, wxRIGHT, 4);
        heads_.push_back(head);
        tabs_.push_back(new Tab{book_, id});
        book_->AddPage(tabs_.back(), wx(id));
    }
    body()->Add(heads, 0, wxLEFT | wxRIGHT | wxBOTTOM, 16);
    body()->Add(book_, 1, wxEXPAND);
    begin_at({heads_.front()});
    on_changed_ = model_.changed.subscribe([this](auto const&) { CallAfter([this] { rebuild(); }); });
    show_tab(0);
}

void SettingsPage::show_tab(std::size_t n)
{
    shown_ = n;
    for (std::size_t i = 0; i < heads_.size(); ++i)
        heads_[i]->SetValue(i == n);
    book_->ChangeSelection(n);
    tabs_[n]->lay_out();
}

void SettingsPage::rebuild()
{
    if (!model_.is_read())
        return;
    using Build = void (SettingsPage::*)(Tab&);
    constexpr std::array<Build, 8> build{&SettingsPage::build_bureau, &SettingsPage::build_people,    &SettingsPage::build_days,
                                         &SettingsPage::build_limits, &SettingsPage::build_catalogue, &SettingsPage::build_backup,
                                         &SettingsPage::build_orders, &SettingsPage::build_window};
    Freeze();
    for (std::size_t i = 0; i < build.size(); ++i) {
        tabs_[i]->begin();
        (this->*build[i])(*tabs_[i]);
        tabs_[i]->end();
    }
    Thaw();
    show_tab(shown_);
}

void SettingsPage::build_bureau(Tab& tab)
{
    auto const& say = bench_.say();
    auto const general = model_.general();
    auto* const bureau = tab.add("settings.f.bureau", say.say("Bureau, as on prints")).text(wx(general.bureau));
    auto* const county = tab.add("settings.f.county", say.say("County, as in titles of reports")).text(wx(general.county));
    auto* const division = tab.add("settings.f.division", say.say("Division code (GB/T 2260)")).text(wx(general.division_code));
    auto* const number = tab.add("settings.f.number", say.say("Pattern of order numbers")).text(wx(general.number));
    auto* const preview = line_of(&tab, say.say("Looks so: {0}", model_.number_preview(general.number)));
    preview->SetName("settings.number.preview");
    tab.rows()->Add(preview, 0, wxBOTTOM, row_gap);
    number->Bind(wxEVT_TEXT, [this, number, preview](auto&) {
        auto const made = model_.number_preview(utf8(number->GetValue()));
        preview->SetLabel(wx(made.empty() ? bench_.say().say("Write it as in 左住建工单〔{0}〕{1}号.", "{year}", "{serial}")
                                          : bench_.say().say("Looks so: {0}", made)));
    });
    auto* const profile = tab.add("settings.f.profile", say.say("Codes of facilities follow")).choice(model_.code_profiles(), general.code_profile);
    tab.rows()->Add(line_of(&tab, say.say("Names under the report; empty leaves a line to sign on.")), 0, wxBOTTOM, 4);
    auto* const in_charge = tab.add("settings.f.in_charge", say.say("In charge")).text(wx(general.in_charge));
    auto* const checked = tab.add("settings.f.checked", say.say("Checked by")).text(wx(general.checked_by));
    auto* const prepared = tab.add("settings.f.prepared", say.say("Prepared by")).text(wx(general.prepared_by));
    auto* const save = tab.action("settings.bureau.save", say.say("Save"));
    save->Bind(wxEVT_BUTTON, [=, this, &tab](auto&) {
        present::SettingsModel::General const typed{utf8(bureau->GetValue()), utf8(county->GetValue()), utf8(division->GetValue()),
                                                    utf8(number->GetValue()), chosen_key(*profile), utf8(in_charge->GetValue()),
                                                    utf8(checked->GetValue()), utf8(prepared->GetValue())};
        if (tab.show(model_.problems(typed)))
            model_.save(typed, [this] { bench_.tell({present::Notice::Tone::done, bench_.say().say("The settings were saved."), {}, {}}); },
                        [&tab](present::Notice const& n) { tab.say(n.text + ' ' + n.todo, false); });
    });
}

void SettingsPage::add_person(app::Person const& person)
{
    auto& tab = *tabs_[1];
    auto const& say = bench_.say();
    auto row = std::make_unique<PersonRow>();
    row->person = person;
    auto const id = "settings.person." + std::to_string(people_.size());
    auto* const line = new wxBoxSizer{wxHORIZONTAL};
    auto& name = tab.field(id + ".name", say.say("Person's name"));
    row->name = name.text(wx(person.name));
    auto& role = tab.field(id + ".role", say.say("Role"));
    row->role = role.choice(model_.role_choices(), std::string{domain::key_of(person.role)});
    auto& crew = tab.field(id + ".crew", say.say("Crew or team"));
    row->crew = crew.combo(model_.crews(), wx(person.crew));
    row->active = new wxCheckBox{&tab, wxID_ANY, wx(say.say("works here"))};
    row->active->SetValue(person.active);
    call(*row->active, id + ".active");
    line->Add(name.sizer(), 3, wxRIGHT, 12);
    line->Add(role.sizer(), 2, wxRIGHT, 12);
    line->Add(crew.sizer(), 3, wxRIGHT, 12);
    line->Add(row->active, 0, wxALIGN_BOTTOM | wxBOTTOM, 8);
    people_rows_->Add(line, 0, wxEXPAND | wxBOTTOM, row_gap);
    people_.push_back(std::move(row));
}

void SettingsPage::build_people(Tab& tab)
{
    auto const& say = bench_.say();
    std::vector<present::Choice> names;
    for (auto const& person : model_.people())
        if (person.active)
            names.push_back({person.name, person.name});
    if (std::ranges::find(names, bench_.who(), &present::Choice::key) == names.end())
        names.insert(names.begin(), {bench_.who(), bench_.who()});
    auto* const who = tab.add("settings.f.who", say.say("Who works at this computer; orders and changes are recorded under this name"))
                          .choice(names, bench_.who());
    who->Bind(wxEVT_CHOICE, [this, who](auto&) {
        bench_.set_who(chosen_key(*who));
        bench_.settings_changed.publish({});
    });
    people_.clear();
    people_rows_ = new wxBoxSizer{wxVERTICAL};
    tab.rows()->Add(people_rows_, 0, wxEXPAND | wxTOP, 8);
    for (auto const& person : model_.people())
        add_person(person);
    auto* const add = new wxButton{&tab, wxID_ANY, wx(say.say("Add a person"))};
    add->SetBitmap(icon("plus", 16, theme().second));
    call(*add, "settings.people.add");
    tab.rows()->Add(add, 0, wxBOTTOM, row_gap);
    add->Bind(wxEVT_BUTTON, [this, &tab](auto&) {
        add_person({});
        tab.lay_out();
        people_.back()->name->SetFocus();
    });
    tab.rows()->Add(line_of(&tab, say.say("Nobody is ever deleted, since orders carry their names; take the tick off when somebody leaves.")), 0,
                    wxBOTTOM, row_gap);
    auto* const save = tab.action("settings.people.save", say.say("Save"));
    save->Bind(wxEVT_BUTTON, [this, &tab](auto&) {
        std::vector<app::Person> people;
        for (auto const& row : people_)
            people.push_back({row->person.uid, utf8(row->name->GetValue()), utf8(row->crew->GetValue()),
                              domain::role_from(chosen_key(*row->role)).value_or(domain::Role::registrar), row->active->GetValue()});
        model_.save(std::move(people), [this] { bench_.tell({present::Notice::Tone::done, bench_.say().say("The people were saved."), {}, {}}); },
                    [&tab](present::Notice const& n) { tab.say(n.text + ' ' + n.todo, false); });
    });
}

void SettingsPage::build_days(Tab& tab)
{
    auto const& say = bench_.say();
    tab.rows()->Add(line_of(&tab, say.say("One line each, as the State Council's notice has it: 2026-10-01 2026-10-07 休 国庆节, and for a "
                                          "weekend worked in its place 2026-10-10 班. Deadlines in work days and office hours follow it.")),
                    0, wxBOTTOM, row_gap);
    auto& field = tab.add("settings.f.days", say.say("Days off and make-up days"));
    auto* const days = field.lines(320);
    days->ChangeValue(wx(model_.days()));
    auto* const save = tab.action("settings.days.save", say.say("Save"));
    days->Bind(wxEVT_TEXT, [this, days, &field, &tab](auto&) {
        field.complain(wx(model_.days_problem(utf8(days->GetValue()))));
        tab.lay_out();
    });
    save->Bind(wxEVT_BUTTON, [this, days, &field, &tab](auto&) {
        auto const text = utf8(days->GetValue());
        field.complain(wx(model_.days_problem(text)));
        tab.lay_out();
        if (model_.days_problem(text).empty())
            model_.save_days(text, [this] { bench_.tell({present::Notice::Tone::done, bench_.say().say("The days off were saved."), {}, {}}); },
                             [&tab](present::Notice const& n) { tab.say(n.text + ' ' + n.todo, false); });
    });
}

void SettingsPage::add_limit(present::SettingsModel::Limit const& limit)
{
    auto& tab = *tabs_[3];
    auto const& say = bench_.say();
    auto made = std::make_unique<LimitRow>();
    auto const id = "settings.limit." + std::to_string(limits_.size());
    auto* const line = new wxBoxSizer{wxHORIZONTAL};
    auto& condition = tab.field(id + ".condition", say.say("When"));
    made->condition = condition.text(wx(limit.condition));
    auto& amount = tab.field(id + ".amount", say.say("Within"));
    made->amount = amount.text(wx(limit.amount));
    auto& clock = tab.field(id + ".clock", say.say("Counted in"));
    made->clock = clock.choice(model_.clock_choices(), limit.clock);
    auto* const drop = new wxButton{&tab, wxID_ANY};
    drop->SetBitmap(icon("trash-2", 16, theme().second));
    style(*drop, "tz-icon");
    call(*drop, id + ".drop", wx(say.say("Take this row out")));
    line->Add(condition.sizer(), 4, wxRIGHT, 12);
    line->Add(amount.sizer(), 1, wxRIGHT, 12);
    line->Add(clock.sizer(), 2, wxRIGHT, 12);
    line->Add(drop, 0, wxALIGN_BOTTOM);
    limit_rows_->Add(line, 0, wxEXPAND | wxBOTTOM, row_gap);
    made->row = line;
    drop->Bind(wxEVT_BUTTON, [this, row = made.get(), &tab](auto&) {
        CallAfter([this, row, &tab] {
            row->row->ShowItems(false);
            limit_rows_->Detach(row->row);
            std::erase_if(limits_, [&](auto const& l) { return l.get() == row; });
            tab.lay_out();
        });
    });
    limits_.push_back(std::move(made));
}

void SettingsPage::fill_limits(std::string const& class_key)
{
    auto& tab = *tabs_[3];
    limits_.clear();
    limit_rows_->Clear(true);
    tab.drop_fields("settings.limit.");
    for (auto const& limit : model_.limits(class_key))
        add_limit(limit);
    tab.lay_out();
}

void SettingsPage::build_limits(Tab& tab)
{
    auto const& say = bench_.say();
    tab.rows()->Add(line_of(&tab, say.say("The first row is proposed when a repair is logged; the shipped ones follow the rules of Yuncheng.")), 0,
                    wxBOTTOM, row_gap);
    auto* const of = tab.add("settings.f.limits_of", say.say("Class")).choice(model_.class_choices(), model_.class_choices().front().key);
    limit_rows_ = new wxBoxSizer{wxVERTICAL};
    tab.rows()->Add(limit_rows_, 0, wxEXPAND);
    auto* const add = new wxButton{&tab, wxID_ANY, wx(say.say("Add a deadline"))};
    add->SetBitmap(icon("plus", 16, theme().second));
    call(*add, "settings.limits.add");
    tab.rows()->Add(add, 0, wxBOTTOM, row_gap);
    auto* const save = tab.action("settings.limits.save", say.say("Save"));
    limits_.clear();
    for (auto const& limit : model_.limits(chosen_key(*of)))
        add_limit(limit);
    of->Bind(wxEVT_CHOICE, [this, of](auto&) { fill_limits(chosen_key(*of)); });
    add->Bind(wxEVT_BUTTON, [this, &tab](auto&) {
        add_limit({"", "", "work_day"});
        tab.lay_out();
        limits_.back()->condition->SetFocus();
    });
    save->Bind(wxEVT_BUTTON, [this, of, &tab](auto&) {
        std::vector<present::SettingsModel::Limit> typed;
        for (auto const& row : limits_)
            typed.push_back({utf8(row->condition->GetValue()), utf8(row->amount->GetValue()), chosen_key(*row->clock)});
        if (auto const problem = model_.limits_problem(typed); !problem.empty()) {
            tab.say(problem, false);
            return;
        }
        model_.save_limits(chosen_key(*of), typed,
                           [this] { bench_.tell({present::Notice::Tone::done, bench_.say().say("The deadlines were saved."), {}, {}}); },
                           [&tab](present::Notice const& n) { tab.say(n.text + ' ' + n.todo, false); });
    });
}

void SettingsPage::build_addition(wxWindow* parent, wxSizer* rows)
{
    auto& tab = *tabs_[4];
    auto const& say = bench_.say();
    auto const wanted = present::SettingsModel::fields_of(addition_.kind, addition_.type);
    auto const text = [&](char const* id, std::string const& label, std::string& into) {
        auto& made = tab.field(std::string{"settings.addition."} + id, label, parent);
        auto* const control = made.text(wx(into));
        control->Bind(wxEVT_TEXT, [control, &into](auto&) { into = utf8(control->GetValue()); });
        rows->Add(made.sizer(), 0, wxEXPAND | wxBOTTOM, row_gap);
    };
    auto const choice = [&](char const* id, std::string const& label, std::vector<present::Choice> const& choices, std::string& into,
                            bool rebuilds) {
        if (!choices.empty() && std::ranges::find(choices, into, &present::Choice::key) == choices.end())
            into = choices.front().key;
        auto& made = tab.field(std::string{"settings.addition."} + id, label, parent);
        auto* const control = made.choice(choices, into);
        control->Bind(wxEVT_CHOICE, [this, control, rebuilds, &into](auto&) {
            into = chosen_key(*control);
            if (rebuilds)
                CallAfter([this] { read_addition(); });
        });
        rows->Add(made.sizer(), 0, wxEXPAND | wxBOTTOM, row_gap);
    };
    choice("kind", say.say("Add"), model_.kind_choices(), addition_.kind, true);
    for (auto const& field : wanted) {
        if (field == "name")
            text("name", say.say("Name"), addition_.name);
        else if (field == "class")
            choice("class", say.say("Class"), model_.class_choices(), addition_.class_key, false);
        else if (field == "order_type")
            choice("order_type", say.say("Type of order"), model_.order_type_choices(), addition_.order_type, false);
        else if (field == "geometry")
            choice("geometry", say.say("On the map"), model_.geometry_choices(), addition_.geometry, false);
        else if (field == "prefix")
            text("prefix", say.say("Letters of its codes"), addition_.prefix);
        else if (field == "type")
            choice("type", say.say("Kind of value"), model_.type_choices(), addition_.type, true);
        else if (field == "options")
            text("options", say.say("What can be chosen, separated by commas"), addition_.options);
        else {
            auto& made = tab.field("settings.addition.unit", say.say("Unit of measure"), parent);
            auto* const control = made.combo(model_.units(), wx(addition_.unit));
            control->Bind(wxEVT_TEXT, [this, control](auto&) { addition_.unit = utf8(control->GetValue()); });
            rows->Add(made.sizer(), 0, wxEXPAND | wxBOTTOM, row_gap);
        }
    }
}

void SettingsPage::read_addition()
{
    auto& tab = *tabs_[4];
    tab.drop_fields("settings.addition.");
    addition_rows_->Clear(true);
    build_addition(&tab, addition_rows_);
    tab.lay_out();
}

void SettingsPage::build_catalogue(Tab& tab)
{
    auto const& say = bench_.say();
    tab.rows()->Add(line_of(&tab, say.say("Forms, tables, map and reports take up at once what is added here. It stays for good: records may use it.")), 0,
                    wxBOTTOM, row_gap);
    addition_rows_ = new wxBoxSizer{wxVERTICAL};
    tab.rows()->Add(addition_rows_, 0, wxEXPAND);
    build_addition(&tab, addition_rows_);
    auto* const add = tab.action("settings.catalogue.add", say.say("Add to the catalogue"));
    add->Bind(wxEVT_BUTTON, [this, &tab](auto&) {
        if (!tab.show(model_.problems(addition_)))
            return;
        model_.add(addition_,
                   [this, name = addition_.name] {
                       addition_.name.clear();
                       addition_.prefix.clear();
                       addition_.options.clear();
                       bench_.tell({present::Notice::Tone::done, bench_.say().say("Added to the catalogue: {0}", name), {}, {}});
                   },
                   [&tab](present::Notice const& n) { tab.say(n.text + ' ' + n.todo, false); });
    });
    auto const added = model_.added();
    if (!added.empty())
        tab.rows()->Add(line_of(&tab, say.say("Added so far"), "tz-text"), 0, wxTOP, 20);
    for (auto const& words : added)
        tab.rows()->Add(line_of(&tab, words), 0, wxTOP, 4);
}

void SettingsPage::build_backup(Tab& tab)
{
    auto const& say = bench_.say();
    auto* const folder = tab.add("settings.f.folder", say.say("Folder of the daily backup; empty = beside the ledger")).text(wx(model_.backup_folder()));
    auto* const look = new wxButton{&tab, wxID_ANY, wx(say.say("Choose a folder …"))};
    call(*look, "settings.backup.look");
    tab.rows()->Add(look, 0, wxBOTTOM, row_gap);
    look->Bind(wxEVT_BUTTON, [this, folder](auto&) {
        CallAfter([this, folder] {
            wxDirDialog dialog{this, wx(bench_.say().say("Folder of the daily backup"))};
            if (dialog.ShowModal() == wxID_OK)
                folder->SetValue(dialog.GetPath());
        });
    });
    auto* const kept = tab.add("settings.f.kept", say.say("How many are kept")).text(wx(std::to_string(model_.backups_kept())));
    auto* const save = tab.action("settings.backup.save", say.say("Save"));
    save->Bind(wxEVT_BUTTON, [this, folder, kept, &tab](auto&) {
        auto const place = utf8(folder->GetValue()), number = utf8(kept->GetValue());
        if (tab.show(model_.backup_problems(place, number)))
            model_.save_backup(place, number,
                               [this] { bench_.tell({present::Notice::Tone::done, bench_.say().say("The settings were saved."), {}, {}}); },
                               [&tab](present::Notice const& n) { tab.say(n.text + ' ' + n.todo, false); });
    });
    auto* const more = new wxBoxSizer{wxHORIZONTAL};
    auto const button = [&](char const* id, std::string const& label, std::function<void()> const& act) {
        auto* const made = new wxButton{&tab, wxID_ANY, wx(label)};
        call(*made, id);
        made->Bind(wxEVT_BUTTON, [this, act](auto&) { CallAfter(act); });
        more->Add(made, 0, wxRIGHT, 8);
    };
    button("settings.backup.now", say.say("Back up to a USB stick …"), wishes_.back_up);
    button("settings.backup.restore", say.say("Restore a backup …"), wishes_.restore);
    tab.rows()->Add(more, 0, wxTOP, 24);
}

void SettingsPage::build_orders(Tab& tab)
{
    auto const& say = bench_.say();
    auto const now = model_.workflow();
    tab.rows()->Add(line_of(&tab, say.say("With all of these off, one person finishes and closes an order with one button.")), 0, wxBOTTOM, row_gap);
    auto const check = [&](char const* id, std::string const& label, bool value) {
        auto* const box = new wxCheckBox{&tab, wxID_ANY, wx(label)};
        call(*box, id);
        box->SetValue(value);
        tab.rows()->Add(box, 0, wxBOTTOM, 8);
        return box;
    };
    auto* const verifier = check("settings.orders.verifier", say.say("Who finished a job does not verify it"), now.options.other_verifier);
    auto* const bound = check("settings.orders.roles", say.say("Each step only by who has its role"), now.options.roles_bind);
    auto* const photo = check("settings.orders.photo", say.say("Finishing needs a photo of the work done"), now.options.photo_after);
    auto* const costs = check("settings.orders.costs", say.say("Finishing needs the costs"), now.options.cost_lines);
    auto* const hours = tab.add("settings.orders.hours", say.say("Office hours: limits in work hours and work days follow them")).text(wx(now.hours));
    auto* const save = tab.action("settings.orders.save", say.say("Save"));
    save->Bind(wxEVT_BUTTON, [=, this, &tab](auto&) {
        present::SettingsModel::Workflow const wanted{{bound->GetValue(), verifier->GetValue(), photo->GetValue(), costs->GetValue()},
                                                      utf8(hours->GetValue())};
        if (tab.show(model_.problems(wanted)))
            model_.save(wanted, [this] { bench_.tell({present::Notice::Tone::done, bench_.say().say("The settings were saved."), {}, {}}); },
                        [&tab](present::Notice const& n) { tab.say(n.text + ' ' + n.todo, false); });
    });
}

void SettingsPage::build_window(Tab& tab)
{
    auto const& say = bench_.say();
    auto* const language = tab.add("settings.f.language", say.say("Language"))
                               .choice({{"zh", "中文"}, {"en", "English"}}, std::string{tag_of(say.language())});
    language->Bind(wxEVT_CHOICE, [this, language](auto&) {
        CallAfter([this, to = language_from(chosen_key(*language))] { wishes_.speak(to); });
    });
    auto* const look = tab.add("settings.f.look", say.say("Colours"))
                           .choice({{"light", say.say("Light")}, {"dark", say.say("Dark")}}, theme().dark ? "dark" : "light");
    look->Bind(wxEVT_CHOICE, [this, look](auto&) { CallAfter([this, dark = chosen_key(*look) == "dark"] { wishes_.wear(dark); }); });
    auto* const sizes = new wxBoxSizer{wxHORIZONTAL};
    auto const button = [&](char const* id, std::string const& label, int steps) {
        auto* const made = new wxButton{&tab, wxID_ANY, wx(label)};
        call(*made, id);
        made->Bind(wxEVT_BUTTON, [this, steps](auto&) { CallAfter([this, steps] { wishes_.scale(steps); }); });
        sizes->Add(made, 0, wxRIGHT, 8);
    };
    button("settings.window.smaller", say.say("Smaller text"), -1);
    button("settings.window.larger", say.say("Larger text"), 1);
    tab.rows()->Add(sizes, 0, wxTOP, 4);
}

RestoreDialog::RestoreDialog(wxWindow* parent, present::Workbench& bench, std::string const& ledger, bool damaged)
    : FormDialog{parent, wx(bench.say().say("Restore a backup")), "restore"}, model_{bench, ledger}
{
    auto const& say = bench.say();
    auto* const rows = new wxBoxSizer{wxVERTICAL};
    auto* const why = words(wx(damaged ? say.say("The ledger is damaged: {0}\nChoose the newest backup that holds your work.", ledger)
                                       : say.say("The chosen backup takes the place of {0}.", ledger)),
                            "tz-text");
    why->Wrap(form_width);
    rows->Add(why, 0, wxBOTTOM, row_gap);
    list_ = new wxListBox{this, wxID_ANY, wxDefaultPosition, {form_width, 200}};
    call(*list_, "restore.list", wx(say.say("Backups")));
    for (auto const& entry : model_.entries())
        list_->Append(wx(entry.label));
    rows->Add(list_, 1, wxEXPAND);
    auto* const other = button("restore.other", wx(say.say("Another file …")));
    rows->Add(other, 0, wxTOP, 8);
    rows->Add(words(wx(say.say("What it holds")), "tz-second"), 0, wxTOP, row_gap);
    preview_ = words(wx(model_.entries().empty() ? say.say("There is no backup here yet.") : std::string{}));
    preview_->SetName("restore.preview");
    preview_->SetMinSize({form_width, 88});
    rows->Add(preview_, 0, wxEXPAND | wxTOP, 4);
    rows->Add(words(wx(say.say("The ledger as it is now is kept beside it under another name.")), "tz-second"), 0, wxTOP, 4);
    restore_ = button("restore.go", wx(say.say("Restore")));
    lay_out(rows, restore_, {}, wx(say.say("Cancel")));
    list_->Bind(wxEVT_LISTBOX, [this](auto&) { show_chosen(); });
    other->Bind(wxEVT_BUTTON, [this, &say](auto&) {
        CallAfter([this, &say] {
            wxFileDialog dialog{this, wx(say.say("Restore a backup")), {}, {}, files_of(say.say("Ledgers"), "*.gpkg"), wxFD_OPEN | wxFD_FILE_MUST_EXIST};
            if (dialog.ShowModal() != wxID_OK)
                return;
            model_.add(utf8(dialog.GetPath()));
            list_->Insert(wx(model_.entries().front().label), 0);
            list_->SetSelection(0);
            show_chosen();
        });
    });
    restore_->Bind(wxEVT_BUTTON, [this](auto&) {
        if (list_->GetSelection() == wxNOT_FOUND)
            return;
        model_.restore(static_cast<std::size_t>(list_->GetSelection()));
        EndModal(wxID_OK);
    });
    if (!model_.entries().empty())
        list_->SetSelection(0);
    show_chosen();
}

void RestoreDialog::show_chosen()
{
    bool usable = false;
    if (auto const chosen = list_->GetSelection(); chosen != wxNOT_FOUND) {
        preview_->SetLabel(wx(model_.preview(static_cast<std::size_t>(chosen), usable)));
        preview_->Wrap(form_width);
    }
    restore_->Enable(usable);
    Layout();
}

} // namespace taizhang::ui
