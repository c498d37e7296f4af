#include "present/step_form.hpp"

#include "present/order_words.hpp"

#include <algorithm>
#include <set>

namespace taizhang::present {

namespace {

using domain::Datum;
using domain::OrderEvent;
using Kind = StepField::Kind;

std::vector<Choice> choices_of(std::vector<domain::Reason> const& reasons, Translator const& say)
{
    std::vector<Choice> choices;
    for (auto const& reason : reasons)
        choices.push_back({std::string{reason.key}, say(reason.label)});
    return choices;
}

/// Other open orders of the same class, nearest first: same facility, same road, then the rest.
std::vector<domain::WorkOrder> candidates_for(app::Ledger const& ledger, domain::WorkOrder const& order)
{
    app::OrderQuery query;
    query.received_from = order.received_on.plus_days(-90);
    std::vector<domain::WorkOrder> found;
    ledger.each_order(query, [&](domain::WorkOrder const& other) {
        bool const same_class = !order.lines.empty() && std::ranges::any_of(other.lines, [&](domain::OrderLine const& line) {
            return line.class_key == order.lines.front().class_key;
        });
        if (other.uid != order.uid && same_class && other.state != domain::OrderState::cancelled && other.state != domain::OrderState::merged)
            found.push_back(other);
    });
    std::ranges::stable_sort(found, {}, [&](domain::WorkOrder const& other) {
        return (place_of(other) == place_of(order) ? 0 : 2) + (domain::is_open(other.state) ? 0 : 1);
    });
    if (found.size() > 20)
        found.resize(20);
    return found;
}

} // namespace

std::optional<Instant> moment_of(std::string const& text, int utc_offset_minutes, domain::OfficeHours const& hours)
{
    auto const words = std::string{trimmed(text)};
    auto const gap = words.find(' ');
    auto const date = domain::understand_date(words.substr(0, gap));
    if (!date || date->precision() != PartialDate::Precision::day)
        return std::nullopt;
    auto minutes = hours.spans.back().end;
    if (gap != std::string::npos) {
        // a time of day is an office span that ends there
        auto const span = domain::OfficeHours::understand("00:00-" + std::string{trimmed(words.substr(gap + 1))});
        if (!span)
            return std::nullopt;
        minutes = span->spans.front().end;
    }
    return Instant::from_millis(Instant::start_of(date->first_day(), utc_offset_minutes).millis() + minutes * 60'000LL);
}

void StepForm::prepare(Workbench& bench, Lifetime const& alive, OrderEvent event, std::vector<std::string> uids,
                       std::function<void(std::shared_ptr<StepForm>)> ready)
{
    bench.ask(
        alive,
        [event, uids = std::move(uids), who = bench.who()](app::Ledger const& ledger) {
            Known known;
            for (auto const& uid : uids)
                known.files.push_back(app::file_of(ledger, uid, who));
            std::set<std::string> crews;
            for (auto const& person : ledger.persons()) {
                if (!person.crew.empty())
                    crews.insert(person.crew);
                if (person.active)
                    known.people.push_back(person.name);
            }
            if (event == OrderEvent::dispatch || event == OrderEvent::reassign) {
                app::OrderQuery recent;
                recent.limit = 200;
                ledger.each_order(recent, [&](domain::WorkOrder const& order) {
                    if (!order.crew.empty())
                        crews.insert(order.crew);
                });
            }
            known.crews.assign(crews.begin(), crews.end());
            if (event == OrderEvent::merge && !known.files.empty())
                known.candidates = candidates_for(ledger, known.files.front().order);
            return known;
        },
        [&bench, event, ready = std::move(ready)](Known known) {
            if (!known.files.empty())
                ready(std::make_shared<StepForm>(bench, event, std::move(known)));
        });
}

StepForm::StepForm(Workbench& bench, OrderEvent event, Known known) : bench_{bench}, event_{event}, known_{std::move(known)} { build(); }

domain::StepContext StepForm::context(app::OrderFile const& file) const { return file.context(bench_.info(), bench_.who(), bench_.now()); }

std::string StepForm::title() const
{
    auto const& say = bench_.say();
    auto const step = say(domain::label(event_));
    return is_bulk() ? say.say("{0}: {1} orders", step, known_.files.size()) : step + ' ' + domain::short_number(first().number);
}

std::string StepForm::about() const
{
    if (is_bulk()) {
        std::string numbers;
        for (std::size_t i = 0; i < known_.files.size() && i < 8; ++i)
            numbers += (i == 0 ? "" : "、") + domain::short_number(known_.files[i].order.number);
        return numbers + (known_.files.size() > 8 ? " …" : "");
    }
    auto const place = place_of(first());
    return subject_of(bench_.catalog(), bench_.say(), first()) + (place.empty() ? "" : " · " + place);
}

std::string StepForm::hint() const
{
    auto const& say = bench_.say();
    auto const offset = bench_.info().utc_offset_minutes;
    auto const& calendar = known_.files.front().calendar;
    switch (event_) {
    case OrderEvent::hold: return say.say("An approved hold stops the clock. Until then the deadline runs on.");
    case OrderEvent::extend: {
        auto const next = domain::extensions(first()) + 1;
        return say.say("Extension {0} of at most 2. The deadline now: {1}.", next,
                       first().deadline ? first().deadline->local_minutes(offset) : "—");
    }
    case OrderEvent::merge:
        return say.say("Its requests, photos and remarks go to the other order. It can be taken back for seven days.");
    case OrderEvent::reopen: return say.say("What was accepted leaves the figures until it is accepted again.");
    case OrderEvent::split: return say.say("What you name gets an order and a number of its own; the rest stays here.");
    case OrderEvent::dispatch: {
        auto const year = bench_.today().plus_days(14).year();
        return calendar.knows(year) ? std::string{} : say.say("The days off of {0} are not known yet: enter them in the settings.", year);
    }
    default: return {};
    }
}

std::string StepForm::value(std::string_view id) const
{
    auto const it = std::ranges::find(fields_, id, &StepField::id);
    return it == fields_.end() ? std::string{} : std::string{trimmed(it->value)};
}

std::string StepForm::proposed_deadline() const
{
    auto const limit = app::proposed_limit(bench_.catalog(), first(), value("condition"));
    auto const& info = bench_.info();
    if (!limit)
        return first().deadline ? first().deadline->local_minutes(info.utc_offset_minutes) : std::string{};
    return known_.files.front()
        .calendar.deadline(bench_.now(), limit->amount, limit->clock, info.utc_offset_minutes)
        .local_minutes(info.utc_offset_minutes);
}

void StepForm::add_deadline(std::string label, bool proposed)
{
    add({"deadline", std::move(label), Kind::text, {}, {}, proposed ? proposed_deadline() : std::string{}});
}

void StepForm::add_assignment(domain::Set<Datum> data)
{
    auto const& say = bench_.say();
    if (data.has(Datum::crew))
        add({"crew", say.say("Crew or company"), Kind::combo, {}, known_.crews, event_ == OrderEvent::dispatch ? first().crew : std::string{}});
    if (!data.has(Datum::deadline))
        return;
    auto const* of = first().lines.empty() ? nullptr : bench_.catalog().find_class(first().lines.front().class_key);
    if (of && !of->deadlines.empty() && !is_bulk()) {
        StepField field{"condition", say.say("Limit"), Kind::choice, {}, {}, first().limit ? first().limit->condition : of->deadlines.front().key};
        for (auto const& limit : of->deadlines)
            field.choices.push_back({limit.key, limit.condition.in(say.language()) + ' ' + say(domain::amount_text(limit.amount, limit.clock))});
        add(std::move(field));
    }
    if (!is_bulk()) // of many, each keeps its own
        add_deadline(say.say("Deadline"), true);
}

void StepForm::add_reasons(domain::Set<Datum> data)
{
    auto const& say = bench_.say();
    if (data.has(Datum::hold_kind)) {
        StepField field{"hold_kind", say.say("Waits for"), Kind::choice};
        for (auto const kind : domain::hold_kinds)
            field.choices.push_back({std::string{domain::key_of(kind)}, say(domain::label(kind))});
        add(std::move(field));
    }
    if (data.has(Datum::resume_on))
        add({"resume_on", say.say("Goes on, probably"), Kind::text, {}, {}, bench_.today().plus_days(7).iso()});
    if (data.has(Datum::reason_code))
        add({"reason_code", say.say("Reason"), Kind::choice, choices_of(domain::reasons(event_), say)});
    if (data.has(Datum::next_check))
        add({"next_check", say.say("Checked again on"), Kind::text, {}, {}, bench_.today().plus_days(1).iso()});
    if (data.has(Datum::reason))
        add({"reason", data.has(Datum::reason_code) ? say.say("In words (optional)") : say.say("Why"), Kind::text, {}, {}, {}, {}, 2});
}

void StepForm::add_quantities()
{
    if (is_bulk())
        return;
    auto const& say = bench_.say();
    auto const& catalog = bench_.catalog();
    for (auto const& line : first().lines) {
        domain::WorkOrder one;
        one.lines = {line};
        auto const quantity = event_ == OrderEvent::split ? std::optional<domain::Quantity>{} : domain::proposed_done(line);
        auto const* unit = catalog.find_unit(line.unit);
        auto const unit_name = !unit ? line.unit : say.language() == Language::zh ? unit->key : unit->name.en;
        StepField field{"lines/" + line.uid + "/quantity", say.say("{0} ({1})", subject_of(catalog, say, one), unit_name)};
        field.value = quantity ? (line.approximate ? "约" : "") + quantity->text() : event_ == OrderEvent::split ? "" : line.wording;
        auto const counts = domain::counts_of(first(), line);
        if (counts.linked > 0)
            field.beside = say.say("{0} facilities linked, {1} left undone, {2} checked", counts.linked, counts.left_undone, counts.checked);
        if (line.planned)
            field.beside += (field.beside.empty() ? "" : " · ") + say.say("planned {0}", line.planned->text());
        add(std::move(field));
    }
}

void StepForm::build()
{
    auto const& say = bench_.say();
    auto const* row = domain::transition(first().state, event_);
    auto const data = row ? row->data : domain::Set<Datum>{};
    add_assignment(data);
    add_reasons(data);
    if (event_ == OrderEvent::hold && data.has(Datum::hold_kind)) {
        add({"approved_by", say.say("Approved by (empty: not yet)"), Kind::combo, {}, known_.people});
        add({"document", say.say("Number of the paper (optional)")});
    }
    if (event_ == OrderEvent::extend && !is_bulk())
        add({"deadline", say.say("New deadline"), Kind::text, {}, {}, [&] {
                 auto const& order = first();
                 auto const offset = bench_.info().utc_offset_minutes;
                 return order.limit && order.deadline ? known_.files.front()
                                                            .calendar.deadline(*order.deadline, order.limit->amount, order.limit->clock, offset)
                                                            .local_minutes(offset)
                                                      : std::string{};
             }()});
    if (event_ == OrderEvent::fail && !is_bulk())
        add_deadline(say.say("Redo until"), true);
    if (data.has(Datum::done_quantities) || data.has(Datum::accepted_quantities) || event_ == OrderEvent::split)
        add_quantities();
    if (data.has(Datum::result))
        add({"result", say.say("Result"), Kind::text, {}, {}, first().result, {}, 2});
    if (data.has(Datum::check_method))
        add({"check_method", say.say("Checked"), Kind::choice, choices_of(domain::check_methods(), say), {}, "site"});
    if (data.has(Datum::accepted_on))
        add({"on", say.say("Accepted on"), Kind::text, {}, {}, bench_.today().iso()});
    if (event_ == OrderEvent::pass && !is_bulk() && std::ranges::any_of(first().lines, [](auto const& l) { return l.assets.size() > 5; }))
        add({"sample", say.say("Facilities to look at, drawn by the program (optional)")});
    if (data.has(Datum::target)) {
        StepField field{"target", say.say("Merge into"), Kind::choice, {}, {}, {}, {}, 2};
        for (auto const& other : known_.candidates)
            field.choices.push_back({other.uid, domain::short_number(other.number) + ' ' + subject_of(bench_.catalog(), say, other) + " · " +
                                                    place_of(other) + " · " + say(domain::label(other.state))});
        add(std::move(field));
        add({"reason", say.say("Why (optional)")});
        add({"with_lines", say.say("Take over what is to be done"), Kind::check, {}, {}, "1"});
    }
}

bool StepForm::set(std::string const& id, std::string text)
{
    auto const it = std::ranges::find(fields_, id, &StepField::id);
    if (it == fields_.end() || it->value == text)
        return false;
    it->value = std::move(text);
    if (id != "condition")
        return false;
    if (auto const deadline = std::ranges::find(fields_, "deadline", &StepField::id); deadline != fields_.end())
        deadline->value = proposed_deadline();
    return true;
}

void StepForm::read_times(domain::StepData& data, std::vector<FieldProblem>& problems) const
{
    auto const& say = bench_.say();
    auto const day = [&](char const* id) -> std::optional<Date> {
        auto const text = value(id);
        if (text.empty())
            return std::nullopt;
        auto const date = domain::understand_date(text);
        if (date && date->precision() == PartialDate::Precision::day)
            return date->first_day();
        problems.push_back({id, say.say("Write the date as in {0}.", bench_.today().iso())});
        return std::nullopt;
    };
    data.resume_on = day("resume_on");
    data.next_check = day("next_check");
    if (auto const text = value("on"); !text.empty()) {
        data.on = domain::understand_date(text);
        if (!data.on)
            problems.push_back({"on", say.say("Write the date as in {0}.", bench_.today().iso())});
    }
    if (auto const text = value("deadline"); !text.empty()) {
        data.deadline = moment_of(text, bench_.info().utc_offset_minutes, bench_.info().office_hours);
        if (!data.deadline)
            problems.push_back({"deadline", say.say("Write the deadline as in {0}.", bench_.today().iso() + " 18:00")});
    }
}

void StepForm::read_quantities(domain::StepData& data, std::vector<FieldProblem>& problems) const
{
    if (is_bulk())
        return;
    for (auto const& line : first().lines) {
        auto const id = "lines/" + line.uid + "/quantity";
        auto const text = value(id);
        if (text.empty())
            continue;
        if (auto const stated = domain::understand_quantity(bench_.catalog(), text))
            data.lines.push_back({line.uid, *stated});
        else
            problems.push_back({id, bench_.say().say("\"{0}\" is no quantity. Write a number such as 3 or 1.5.", text)});
    }
}

domain::StepData StepForm::said(std::vector<FieldProblem>& problems) const
{
    domain::StepData data;
    data.reason = value("reason");
    data.reason_code = value("reason_code");
    data.crew = value("crew");
    data.hold_kind = domain::hold_kind_from(value("hold_kind"));
    data.approved_by = value("approved_by");
    data.approved = !data.approved_by.empty();
    data.document = value("document");
    data.result = value("result");
    data.check_method = value("check_method");
    data.target_uid = value("target");
    if (!value("condition").empty())
        data.limit = app::proposed_limit(bench_.catalog(), first(), value("condition"));
    read_times(data, problems);
    read_quantities(data, problems);
    if (auto const size = domain::Quantity::parse(value("sample")); size && size->in_thousandths() > 0) {
        data.seed = bench_.now().millis();
        std::vector<std::string> all;
        for (auto const& line : first().lines)
            for (auto const& asset : line.assets)
                if (!domain::is_left_undone(asset.status))
                    all.push_back(asset.asset_uid);
        data.sample = domain::sample_of(std::move(all), static_cast<std::size_t>(size->in_thousandths() / 1000), data.seed);
    } else if (!value("sample").empty())
        problems.push_back({"sample", bench_.say().say("\"{0}\" is no number.", value("sample"))});
    if (event_ == OrderEvent::split) // what was left undone or put off goes along with the quantity
        for (auto const& line : first().lines)
            for (auto const& asset : line.assets)
                if (asset.status == "DEFERRED" || asset.status == "NOT_POSSIBLE")
                    data.assets.push_back(asset.asset_uid);
    return data;
}

std::vector<FieldProblem> StepForm::problems() const
{
    std::vector<FieldProblem> problems;
    auto const data = said(problems);
    auto const& say = bench_.say();
    if (is_bulk() && event_ == OrderEvent::dispatch && data.crew.empty())
        problems.push_back({"crew", say(tr("Say who does the work: a crew or a company."))});
    if (is_bulk()) {
        // what one order lacks is told in the result; what all lack is a field left empty here
        for (auto const& problem : domain::missing_before(first(), event_, data, context(known_.files.front())))
            if (std::ranges::find(fields_, problem.field, &StepField::id) != fields_.end() &&
                std::ranges::find(problems, problem.field, &FieldProblem::field) == problems.end())
                problems.push_back({problem.field, say(problem.message)});
        return problems;
    }
    auto const now = context(known_.files.front());
    if (auto const why = domain::why_not(first(), event_, data, now); !why.empty())
        problems.push_back({"", say(why)});
    for (auto const& problem : domain::missing_before(first(), event_, data, now))
        if (std::ranges::find(problems, problem.field, &FieldProblem::field) == problems.end())
            problems.push_back({problem.field, say(problem.message)});
    return problems;
}

void StepForm::save(std::function<void(Outcome)> saved, std::function<void(Notice)> failed)
{
    std::vector<FieldProblem> none;
    auto const data = said(none);
    if (!is_bulk()) {
        save_one(data, std::move(saved), std::move(failed));
        return;
    }
    std::vector<std::string> uids;
    for (auto const& file : known_.files)
        uids.push_back(file.order.uid);
    bench_.act(
        alive_, {.orders = true}, [uids, event = event_, data](app::Desk& desk) { return desk.orders().take_many(uids, event, data); },
        [this, saved = std::move(saved)](app::BulkResult result) {
            auto const& say = bench_.say();
            Outcome outcome{say.say("{0}: {1} done, {2} refused", say(domain::label(event_)), result.done.size(), result.refused.size()), {}, {}};
            for (auto const& one : result.refused)
                outcome.refused.push_back(domain::short_number(one.number) + ' ' + say(one.why));
            if (!result.done.empty() && event_ != OrderEvent::merge)
                bench_.did(app::undo_of_bulk(tr("{0}: {1} orders", domain::label(event_), result.done.size()), std::move(result.before),
                                             std::move(result.done)));
            saved(std::move(outcome));
        },
        [this, failed = std::move(failed)](std::exception_ptr error) { failed(notice_of(error, bench_.say())); });
}

void StepForm::save_one(domain::StepData data, std::function<void(Outcome)> saved, std::function<void(Notice)> failed)
{
    auto const fail = [this, failed = std::move(failed)](std::exception_ptr error) { failed(notice_of(error, bench_.say())); };
    auto const words = bench_.say()(domain::label(event_)) + ": " + domain::short_number(first().number);
    if (event_ == OrderEvent::merge) {
        bench_.act(
            alive_, {.orders = true},
            [order = first(), data, lines = value("with_lines") == "1"](app::Desk& desk) {
                return desk.orders().merge(order, data.target_uid, lines, data.reason);
            },
            [this, words, saved = std::move(saved)](app::TwoOrders const& both) {
                bench_.did(app::undo_of_merge(both.source, both.target));
                saved({words + " → " + domain::short_number(both.target.number), {}, both.target.uid});
            },
            fail);
        return;
    }
    if (event_ == OrderEvent::split) {
        bench_.act(
            alive_, {.orders = true}, [order = first(), data](app::Desk& desk) { return desk.orders().split(order, data); },
            [this, words, data, before = first(), saved = std::move(saved)](app::OrderDesk::Split const& parted) {
                bench_.did(app::undo_of_split(before, parted.parent, parted.child, data));
                saved({words + " → " + domain::short_number(parted.child.number), {}, parted.child.uid});
            },
            fail);
        return;
    }
    bench_.act(
        alive_, {.orders = true}, [order = first(), event = event_, data](app::Desk& desk) { return desk.orders().take(order, event, data); },
        [this, words, before = first(), saved = std::move(saved)](domain::WorkOrder const& after) {
            bench_.did(app::undo_of_step(event_, before, after));
            saved({words, {}, after.uid});
        },
        fail);
}

} // namespace taizhang::present
