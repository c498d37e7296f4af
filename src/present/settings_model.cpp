#include "present/settings_model.hpp"

#include "app/backups.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <set>
#include <utility>

namespace taizhang::present {

namespace {

constexpr std::array clocks{"urgent_hour", "work_hour", "work_day", "calendar_hour", "calendar_day"};

std::optional<int> whole_number(std::string_view text)
{
    auto const plain = folded(text);
    int n = 0;
    auto const [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), n);
    return plain.empty() || error != std::errc{} || end != plain.data() + plain.size() ? std::nullopt : std::optional{n};
}

/// A key for something the bureau named: its pinyin initials, with a number where another has them.
std::string key_for(std::string const& name, std::function<bool(std::string const&)> const& taken)
{
    auto const stem = "own_" + pinyin_initials(name);
    auto key = stem;
    for (int n = 2; taken(key); ++n)
        key = stem + std::to_string(n);
    return key;
}

void push(Json& object, char const* member, Json entry)
{
    auto list = Json::array();
    if (!object[member].is_null())
        list = object[member];
    list.push(std::move(entry));
    object.set(member, std::move(list));
}

/// What the bureau added to one class, made when there is nothing yet.
void change_extension(Json& additions, std::string const& class_key, std::function<void(Json&)> const& change)
{
    auto list = Json::array();
    auto own = Json::object({{"class", class_key}});
    auto const before = additions["extensions"];
    if (!before.is_null())
        for (auto const& entry : before.items()) {
            if (entry.text("class") == class_key)
                own = entry;
            else
                list.push(entry);
        }
    change(own);
    list.push(std::move(own));
    additions.set("extensions", std::move(list));
}

Json named(std::string const& name) { return Json::object({{"zh", name}, {"en", name}}); }

} // namespace

SettingsModel::SettingsModel(Workbench& bench)
    : bench_{bench}, on_ledger_{bench.ledger_changed.subscribe([this](auto const&) { load(); })}
{}

void SettingsModel::wake()
{
    if (std::exchange(awake_, true))
        return;
    load();
}

void SettingsModel::load()
{
    read_ = false;
    if (!awake_ || !bench_.is_open()) {
        changed.publish({});
        return;
    }
    struct Read {
        std::vector<app::Person> people;
        std::string days;
        Json additions;
    };
    bench_.ask(
        alive_,
        [](app::Ledger const& ledger) { return Read{ledger.persons(), domain::text_of(ledger.special_days()), ledger.catalog_additions()}; },
        [this](Read read) {
            people_ = std::move(read.people);
            days_ = std::move(read.days);
            additions_ = std::move(read.additions);
            read_ = true;
            changed.publish({});
        });
}

template <class Act>
void SettingsModel::act(Act act, Done done, Failed failed)
{
    bench_.act(
        alive_, {},
        [act = std::move(act)](app::Desk& desk) {
            act(desk);
            return true;
        },
        [this, done = std::move(done)](bool) {
            bench_.read_settings_again(alive_, [this, done] {
                load();
                done();
            });
        },
        [this, failed = std::move(failed)](std::exception_ptr error) { failed(notice_of(error, bench_.say())); });
}

SettingsModel::General SettingsModel::general() const
{
    auto const& info = bench_.info();
    return {info.bureau, info.county, info.division_code, info.order_number_pattern, info.code_profile, info.in_charge,
            info.checked_by, info.prepared_by};
}

std::vector<Choice> SettingsModel::code_profiles() const
{
    std::vector<Choice> choices;
    for (auto const& profile : bench_.catalog().profiles())
        choices.push_back({profile.key, profile.key + " " + profile.name.in(bench_.say().language())});
    return choices;
}

std::string SettingsModel::number_preview(std::string const& pattern) const
{
    if (pattern.find("{year}") == std::string::npos || pattern.find("{serial") == std::string::npos)
        return {};
    return domain::order_number(pattern, bench_.today().year(), 1);
}

std::vector<FieldProblem> SettingsModel::problems(General const& general) const
{
    auto const& say = bench_.say();
    std::vector<FieldProblem> problems;
    if (trimmed(general.bureau).empty())
        problems.push_back({"bureau", say.say("Write the bureau's full name.")});
    if (trimmed(general.county).empty())
        problems.push_back({"county", say.say("Write the county's name; it heads the reports.")});
    auto const& code = general.division_code;
    if (code.size() != 6 || !std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; }))
        problems.push_back({"division", say.say("Six digits, such as 140226.")});
    if (number_preview(general.number).empty())
        problems.push_back({"number", say.say("Write it as in 左住建工单〔{0}〕{1}号.", "{year}", "{serial}")});
    return problems;
}

void SettingsModel::save(General const& general, Done done, Failed failed)
{
    auto info = bench_.info();
    info.bureau = trimmed(general.bureau);
    info.county = trimmed(general.county);
    info.division_code = general.division_code;
    info.order_number_pattern = trimmed(general.number);
    info.code_profile = general.code_profile;
    info.in_charge = trimmed(general.in_charge);
    info.checked_by = trimmed(general.checked_by);
    info.prepared_by = trimmed(general.prepared_by);
    act([info](app::Desk& desk) { desk.change_settings(info); }, std::move(done), std::move(failed));
}

std::vector<Choice> SettingsModel::role_choices() const
{
    std::vector<Choice> choices;
    for (auto const role : domain::roles)
        choices.push_back({std::string{domain::key_of(role)}, bench_.say()(domain::label(role))});
    return choices;
}

std::vector<std::string> SettingsModel::crews() const
{
    std::set<std::string> crews;
    for (auto const& person : people_)
        if (!person.crew.empty())
            crews.insert(person.crew);
    return {crews.begin(), crews.end()};
}

void SettingsModel::save(std::vector<app::Person> people, Done done, Failed failed)
{
    std::erase_if(people, [](app::Person const& p) { return p.uid.empty() && trimmed(p.name).empty(); }); // a row never filled in
    for (auto& person : people) {
        person.name = trimmed(person.name);
        person.crew = trimmed(person.crew);
    }
    act([people = std::move(people)](app::Desk& desk) { desk.change_people(people); }, std::move(done), std::move(failed));
}

std::string SettingsModel::days_problem(std::string const& text) const
{
    auto const found = domain::understand_special_days(text);
    if (found.faults.empty())
        return {};
    auto const& first = found.faults.front();
    return bench_.say().say("Line {0} is not understood: {1}", first.line, first.text) + ' ' +
           bench_.say().say("Write it as in 2026-10-01 2026-10-07 休 国庆节.");
}

void SettingsModel::save_days(std::string const& text, Done done, Failed failed)
{
    act([days = domain::understand_special_days(text).days](app::Desk& desk) { desk.change_special_days(days); }, std::move(done),
        std::move(failed));
}

std::vector<Choice> SettingsModel::class_choices() const
{
    std::vector<Choice> choices;
    for (auto const& c : bench_.catalog().classes())
        choices.push_back({c.key, c.name.in(bench_.say().language())});
    return choices;
}

std::vector<Choice> SettingsModel::clock_choices() const
{
    auto const& say = bench_.say();
    return {{clocks[0], say.say("urgent hours")},
            {clocks[1], say.say("office hours")},
            {clocks[2], say.say("work days")},
            {clocks[3], say.say("hours")},
            {clocks[4], say.say("days")}};
}

std::vector<SettingsModel::Limit> SettingsModel::limits(std::string const& class_key) const
{
    std::vector<Limit> limits;
    if (auto const* c = bench_.catalog().find_class(class_key))
        for (auto const& deadline : c->deadlines)
            limits.push_back({deadline.condition.in(bench_.say().language()), std::to_string(deadline.amount),
                              clocks[static_cast<std::size_t>(deadline.clock)]});
    return limits;
}

std::string SettingsModel::limits_problem(std::vector<Limit> const& limits) const
{
    for (std::size_t i = 0; i < limits.size(); ++i) {
        auto const amount = whole_number(limits[i].amount);
        if (trimmed(limits[i].condition).empty())
            return bench_.say().say("Row {0}: say when this deadline applies.", i + 1);
        if (!amount || *amount < 1 || *amount > 3650)
            return bench_.say().say("Row {0}: write how many, a whole number.", i + 1);
    }
    return {};
}

void SettingsModel::save_limits(std::string const& class_key, std::vector<Limit> const& limits, Done done, Failed failed)
{
    auto additions = additions_;
    auto list = Json::array();
    auto const* c = bench_.catalog().find_class(class_key);
    for (std::size_t i = 0; i < limits.size(); ++i) {
        auto const condition = std::string{trimmed(limits[i].condition)};
        auto entry = named(condition);
        // a condition that was there keeps its name in the other language
        if (c)
            for (auto const& known : c->deadlines)
                if (known.condition.in(bench_.say().language()) == condition)
                    entry = Json::object({{"zh", known.condition.zh}, {"en", known.condition.en}});
        entry.set("key", "own" + std::to_string(i + 1));
        entry.set("amount", std::int64_t{whole_number(limits[i].amount).value_or(1)});
        entry.set("clock", limits[i].clock);
        list.push(std::move(entry));
    }
    change_extension(additions, class_key, [&](Json& own) { own.set("deadlines", list); });
    act([additions](app::Desk& desk) { desk.change_catalog(additions); }, std::move(done), std::move(failed));
}

std::vector<Choice> SettingsModel::kind_choices() const
{
    auto const& say = bench_.say();
    return {{"class", say.say("a class of facilities")},
            {"attribute", say.say("an attribute of a class")},
            {"activity", say.say("an activity")},
            {"item", say.say("an item that is repaired")},
            {"order_type", say.say("a type of order")},
            {"order_field", say.say("a field of a type of order")}};
}

std::vector<Choice> SettingsModel::geometry_choices() const
{
    auto const& say = bench_.say();
    return {{"point", say.say("points")}, {"line", say.say("lines")}, {"area", say.say("areas")}};
}

std::vector<Choice> SettingsModel::type_choices() const
{
    auto const& say = bench_.say();
    return {{"text", say.say("text")},       {"integer", say.say("whole number")}, {"decimal", say.say("number")},
            {"date", say.say("date")},       {"choice", say.say("choice")},        {"boolean", say.say("yes or no")}};
}

std::vector<std::string> SettingsModel::units() const
{
    std::vector<std::string> units;
    for (auto const& unit : bench_.catalog().units())
        units.push_back(unit.key);
    return units;
}

std::vector<std::string> SettingsModel::fields_of(std::string const& kind, std::string const& type)
{
    if (kind == "class")
        return {"name", "geometry", "unit", "prefix"};
    if (kind == "attribute")
        return type == "choice" ? std::vector<std::string>{"name", "class", "type", "unit", "options"}
                                : std::vector<std::string>{"name", "class", "type", "unit"};
    if (kind == "order_type")
        return {"name"};
    if (kind == "order_field")
        return type == "choice" ? std::vector<std::string>{"name", "order_type", "type", "options"}
                                : std::vector<std::string>{"name", "order_type", "type", "unit"};
    return {"name", "class"};
}

std::vector<FieldProblem> SettingsModel::problems(Addition const& addition) const
{
    auto const& say = bench_.say();
    auto const& catalog = bench_.catalog();
    std::vector<FieldProblem> problems;
    auto const name = std::string{trimmed(addition.name)};
    auto const* of = catalog.find_class(addition.class_key);
    if (name.empty())
        problems.push_back({"name", say.say("Give it a name.")});
    else if ((addition.kind == "class" && catalog.understand_class(name)) ||
             (addition.kind == "attribute" && of &&
              std::ranges::any_of(of->attributes, [&](auto const& a) { return a.name.zh == name || a.name.en == name; })) ||
             (addition.kind == "item" && of && std::ranges::any_of(of->items, [&](auto const& i) { return i.zh == name; })))
        problems.push_back({"name", say.say("There is already something of that name.")});
    if (addition.kind == "class") {
        if (!catalog.find_unit(addition.unit))
            problems.push_back({"unit", say.say("Choose a unit.")});
        auto const prefix = folded(addition.prefix);
        if (prefix.empty() || !std::ranges::all_of(prefix, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }))
            problems.push_back({"prefix", say.say("Letters for the codes, such as LD for LD-0001.")});
        else if (std::ranges::any_of(catalog.classes(), [&](auto const& c) { return folded(c.code_prefix) == prefix; }))
            problems.push_back({"prefix", say.say("Another class has these letters.")});
    }
    if (addition.kind == "order_type" && std::ranges::any_of(catalog.order_types(), [&](auto const& type) { return type.name.zh == name; }))
        problems.push_back({"name", say.say("There is already something of that name.")});
    if (addition.kind == "order_field" && order_type_choices().empty())
        problems.push_back({"name", say.say("Add a type of order first.")});
    if ((addition.kind == "attribute" || addition.kind == "order_field") && addition.type == "choice" && trimmed(addition.options).empty())
        problems.push_back({"options", say.say("Write what can be chosen, separated by commas.")});
    return problems;
}

namespace {

void set_choices(Json& entry, SettingsModel::Addition const& addition)
{
    if (addition.type != "choice")
        return;
    auto choices = Json::array();
    auto options = addition.options;
    for (auto const* comma : {"，", "、", "；", ";", "\n"})
        options = replaced(options, comma, ",");
    for (auto const& option : split(options, ','))
        if (auto const word = std::string{trimmed(option)}; !word.empty()) {
            auto choice = named(word);
            choice.set("key", word);
            choices.push(std::move(choice));
        }
    entry.set("choices", std::move(choices));
}

void add_order_field(Json& additions, SettingsModel::Addition const& addition, Json entry)
{
    auto types = Json::array();
    for (auto type : additions["order_types"].items()) {
        if (type.text("key") == addition.order_type) {
            auto fields = type["fields"];
            entry.set("key", "field_" + std::to_string(fields.is_null() ? 1 : fields.items().size() + 1));
            entry.set("type", addition.type);
            entry.set("unit", std::string{trimmed(addition.unit)});
            set_choices(entry, addition);
            fields.push(entry);
            type.set("fields", std::move(fields));
        }
        types.push(std::move(type));
    }
    additions.set("order_types", std::move(types));
}

} // namespace

SettingsModel::Workflow SettingsModel::workflow() const { return {bench_.info().order_options, bench_.info().office_hours.text()}; }

std::vector<Choice> SettingsModel::order_type_choices() const
{
    std::vector<Choice> choices;
    if (additions_["order_types"].is_array())
        for (auto const& type : additions_["order_types"].items())
            choices.push_back({type.text("key"), type.text("zh")});
    return choices;
}

std::vector<FieldProblem> SettingsModel::problems(Workflow const& workflow) const
{
    if (domain::OfficeHours::understand(workflow.hours))
        return {};
    return {{"hours", bench_.say().say("Write the hours as in {0}.", domain::OfficeHours{}.text())}};
}

void SettingsModel::save(Workflow const& workflow, Done done, Failed failed)
{
    auto info = bench_.info();
    info.order_options = workflow.options;
    info.office_hours = domain::OfficeHours::understand(workflow.hours).value_or(info.office_hours);
    act([info](app::Desk& desk) { desk.change_settings(info); }, std::move(done), std::move(failed));
}

void SettingsModel::add(Addition const& addition, Done done, Failed failed)
{
    auto additions = additions_;
    auto const& catalog = bench_.catalog();
    auto const name = std::string{trimmed(addition.name)};
    auto entry = named(name);
    if (addition.kind == "class") {
        entry.set("key", key_for(name, [&](auto const& key) { return catalog.find_class(key) != nullptr; }));
        entry.set("geometry", addition.geometry);
        auto units = Json::array();
        units.push(catalog.unit_of(addition.unit).key);
        entry.set("units", std::move(units));
        auto prefix = folded(addition.prefix);
        std::ranges::transform(prefix, prefix.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
        entry.set("code_prefix", prefix);
        auto usual = Json::array();
        for (auto const& activity : catalog.activities())
            usual.push(activity.key);
        entry.set("activities", std::move(usual));
        push(additions, "classes", std::move(entry));
    } else if (addition.kind == "attribute") {
        auto const& of = catalog.class_of(addition.class_key);
        entry.set("key", key_for(name, [&](auto const& key) { return of.attribute(key) != nullptr; }));
        entry.set("type", addition.type);
        entry.set("unit", std::string{trimmed(addition.unit)});
        set_choices(entry, addition);
        change_extension(additions, addition.class_key, [&](Json& own) { push(own, "attributes", entry); });
    } else if (addition.kind == "activity") {
        auto const* known = catalog.understand_activity(name);
        auto const key = known ? known->key : key_for(name, [&](auto const& k) { return catalog.find_activity(k) != nullptr; });
        if (!known) {
            entry.set("key", key);
            push(additions, "activities", std::move(entry));
            auto phrase = Json::object({{"activity", key}});
            phrase.set("with_quantity", Json::object({{"zh", name + "{item}{q}"}, {"en", name + ": {item}, {q}"}}));
            phrase.set("without_quantity", Json::object({{"zh", name + "{places}{wording}{item}"}, {"en", name + ": {places} {item}"}}));
            push(additions, "phrases", std::move(phrase));
        }
        change_extension(additions, addition.class_key, [&](Json& own) { push(own, "activities", key); });
    } else if (addition.kind == "order_type") {
        entry.set("key", key_for(name, [&](auto const& key) { return catalog.find_order_type(key) != nullptr; }));
        push(additions, "order_types", std::move(entry));
    } else if (addition.kind == "order_field")
        add_order_field(additions, addition, std::move(entry));
    else
        change_extension(additions, addition.class_key, [&](Json& own) { push(own, "items", entry); });
    act([additions](app::Desk& desk) { desk.change_catalog(additions); }, std::move(done), std::move(failed));
}

std::vector<std::string> SettingsModel::added() const
{
    auto const& say = bench_.say();
    std::vector<std::string> words;
    auto const each = [](Json const& from, char const* member, auto use) {
        if (!from[member].is_null())
            for (auto const& entry : from[member].items())
                use(entry);
    };
    each(additions_, "classes", [&](Json const& j) { words.push_back(say.say("Class: {0} ({1}-0001)", j.text("zh"), j.text("code_prefix"))); });
    each(additions_, "extensions", [&](Json const& extension) {
        auto const* of = bench_.catalog().find_class(extension.text("class"));
        auto const class_name = of ? of->name.in(say.language()) : extension.text("class");
        each(extension, "attributes", [&](Json const& j) { words.push_back(say.say("Attribute of {0}: {1}", class_name, j.text("zh"))); });
        each(extension, "activities", [&](Json const& j) {
            auto const* activity = bench_.catalog().find_activity(j.as_string());
            words.push_back(say.say("Activity on {0}: {1}", class_name, activity ? activity->name.in(say.language()) : j.as_string()));
        });
        each(extension, "items", [&](Json const& j) { words.push_back(say.say("Item of {0}: {1}", class_name, j.text("zh"))); });
    });
    each(additions_, "order_types", [&](Json const& j) {
        std::string fields;
        each(j, "fields", [&](Json const& field) { fields += (fields.empty() ? "" : "、") + field.text("zh"); });
        words.push_back(say.say("Type of order: {0}", j.text("zh")) + (fields.empty() ? "" : " (" + fields + ")"));
    });
    return words;
}

std::string SettingsModel::backup_folder() const { return bench_.info().backup_folder; }
int SettingsModel::backups_kept() const { return bench_.info().backups_kept; }

std::vector<FieldProblem> SettingsModel::backup_problems(std::string const& folder, std::string const& kept) const
{
    auto const& say = bench_.say();
    std::vector<FieldProblem> problems;
    auto const place = std::string{trimmed(folder)};
    std::error_code none;
    if (!place.empty() && !std::filesystem::is_directory(place, none))
        problems.push_back({"folder", say.say("There is no such folder. Is the disk plugged in?")});
    auto const n = whole_number(kept);
    if (!n || *n < 1 || *n > 365)
        problems.push_back({"kept", say.say("A whole number from 1 to 365.")});
    return problems;
}

void SettingsModel::save_backup(std::string const& folder, std::string const& kept, Done done, Failed failed)
{
    auto info = bench_.info();
    info.backup_folder = trimmed(folder);
    info.backups_kept = whole_number(kept).value_or(info.backups_kept);
    act([info](app::Desk& desk) { desk.change_settings(info); }, std::move(done), std::move(failed));
}

RestoreModel::RestoreModel(Workbench& bench, std::string ledger) : bench_{bench}, ledger_{std::move(ledger)}
{
    auto const offset = bench.is_open() ? bench.info().utc_offset_minutes : 480;
    std::set<std::filesystem::path> folders{app::usual_backup_folder(ledger_)};
    if (bench.is_open() && bench.info().path == ledger_)
        folders.insert(app::backup_folder(bench.info()));
    std::vector<app::BackupFile> files;
    for (auto const& folder : folders)
        for (auto& file : app::backups_in(folder))
            files.push_back(std::move(file));
    std::ranges::sort(files, std::greater<>{}, &app::BackupFile::written);
    for (auto const& file : files)
        entries_.push_back({file.path.string(), file.written.local_minutes(offset) + "    " + file.path.stem().string() + "    " +
                                                    decimal(static_cast<double>(file.bytes) / 1e6, 1) + " MB"});
}

void RestoreModel::add(std::string path)
{
    auto label = std::filesystem::path{path}.string();
    entries_.insert(entries_.begin(), {std::move(path), std::move(label)});
}

std::string RestoreModel::preview(std::size_t entry, bool& usable) const
{
    auto const& say = bench_.say();
    try {
        auto const content = bench_.content_of(entries_[entry].path);
        usable = true;
        auto words = content.bureau + '\n' + say.say("{0} facilities", content.assets) + (say.language() == Language::zh ? "，" : ", ") + say.say("{0} orders", content.orders);
        if (!content.newest_order.empty())
            words += '\n' + say.say("Newest order: {0}", content.newest_order);
        if (content.last_change)
            words += '\n' + say.say("Last change: {0}, by {1}", content.last_change->local_minutes(480), content.last_change_by);
        return words;
    } catch (...) {
        usable = false;
        auto const notice = notice_of(std::current_exception(), say);
        return notice.text + '\n' + notice.todo;
    }
}

void RestoreModel::restore(std::size_t entry) { bench_.restore(entries_[entry].path, ledger_); }

} // namespace taizhang::present
