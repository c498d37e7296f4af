#include "present/detail_model.hpp"

#include "geo/measure.hpp"
#include "present/order_words.hpp"
#include "present/request_words.hpp"

#include <algorithm>
#include <tuple>

namespace taizhang::present {

namespace {

void add_fact(Detail& detail, std::string label, std::string value, Tone tone = Tone::normal)
{
    if (!value.empty())
        detail.facts.push_back({std::move(label), std::move(value), tone});
}

std::string whereabouts(Translator const& say, geo::Shape const& shape)
{
    if (geo::is_line(shape)) {
        auto const metres = geo::length_of(shape).in_metres();
        return metres >= 1000 ? say.say("{0} km", decimal(metres / 1000, 2)) : say.say("{0} m", decimal(metres, 0));
    }
    if (geo::is_area(shape))
        return say.say("{0} m²", decimal(geo::area_m2(shape), 0));
    auto const p = geo::label_point(shape);
    return decimal(p->lon_degrees(), 5) + "°E " + decimal(p->lat_degrees(), 5) + "°N";
}

std::string attribute_words(domain::Attribute const& attribute, Json const& value, Translator const& say)
{
    if (value.is_null())
        return {};
    if (value.is_bool())
        return value.as_bool() ? say.say("yes") : say.say("no");
    if (value.is_number())
        return decimal(value.as_number(), 6) + (attribute.unit.empty() ? "" : ' ' + attribute.unit);
    auto const text = value.is_string() ? value.as_string() : value.dump();
    for (auto const& choice : attribute.choices)
        if (choice.key == text)
            return choice.name.in(say.language());
    return text;
}

} // namespace

DetailModel::DetailModel(Workbench& bench)
    : bench_{bench}, on_ledger_{bench.ledger_changed.subscribe([this](auto const&) { load(); })},
      on_records_{bench.records_changed.subscribe([this](auto const&) { load(); })},
      on_selection_{bench.selection_changed.subscribe([this](auto const&) { load(); })}
{}

void DetailModel::load()
{
    auto const asked = ++asked_;
    auto const show = [this, asked](std::optional<Detail> detail) {
        if (asked != asked_)
            return;
        detail_ = std::move(detail);
        changed.publish({});
    };
    if (bench_.is_open() && !bench_.selected_order().empty()) {
        bench_.ask(
            alive_, [uid = bench_.selected_order(), who = bench_.who()](app::Ledger const& ledger) { return app::file_of(ledger, uid, who); },
            [this, show](app::OrderFile const& file) { show(of_order(file)); });
    } else if (bench_.is_open() && !bench_.selected_request().empty()) {
        bench_.ask(
            alive_,
            [uid = bench_.selected_request(), who = bench_.who()](app::Ledger const& ledger) { return read_request(ledger, uid, who); },
            [this, show](RequestRead const& read) {
                show(detail_of(bench_.catalog(), bench_.say(), read, bench_.now(), bench_.info().utc_offset_minutes));
            });
    } else if (bench_.is_open() && bench_.selected_assets().size() == 1) {
        bench_.ask(
            alive_,
            [uid = bench_.selected_assets().front()](app::Ledger const& ledger) {
                app::OrderQuery query;
                query.asset_uid = uid;
                auto asset = ledger.asset(uid);
                auto sketch = sketch_of(ledger, asset);
                return std::tuple{std::move(asset), ledger.orders(query), std::move(sketch)};
            },
            [this, show](auto const& read) {
                auto detail = of_asset(std::get<0>(read), std::get<1>(read));
                detail.sketch = std::get<2>(read);
                show(std::move(detail));
            });
    } else
        show(std::nullopt);
}

Detail DetailModel::of_asset(domain::Asset const& asset, std::vector<domain::WorkOrder> const& orders) const
{
    auto const& say = bench_.say();
    auto const* of = bench_.catalog().find_class(asset.class_key);
    Detail detail;
    detail.uid = asset.uid;
    detail.caption = of ? of->name.in(say.language()) : asset.class_key;
    detail.title = asset.code.empty() || asset.name.empty() ? asset.code + asset.name : asset.code + ' ' + asset.name;
    bool const fine = asset.state == domain::Condition::intact && asset.phase == domain::Phase::in_service;
    detail.state = {asset.phase == domain::Phase::in_service ? say(domain::label(asset.state)) : say(domain::label(asset.phase)), {},
                    fine ? Tone::done : Tone::soon};
    add_fact(detail, say.say("Road"), asset.road);
    add_fact(detail, say.say("Place"), asset.section.empty() ? asset.place : asset.section + ' ' + asset.place);
    if (of)
        for (auto const& attribute : of->attributes)
            add_fact(detail, attribute.name.in(say.language()), attribute_words(attribute, asset.attrs[attribute.key], say));
    add_fact(detail, say.say("Built on"), asset.built_on ? asset.built_on->iso() : "");
    add_fact(detail, say.say("Maintained by"), asset.maintaining_unit);
    add_fact(detail, say.say("Owned by"), asset.owning_unit);
    if (asset.shape)
        add_fact(detail, geo::is_point(*asset.shape) ? say.say("Position") : say.say("Extent"), whereabouts(say, *asset.shape));
    else
        add_fact(detail, say.say("Position"), say.say("still to be added"), Tone::soon);
    add_fact(detail, say.say("Note"), asset.note);
    detail.events_title = say.say("Repairs {0}", orders.size());
    for (auto const& order : orders) {
        auto const day = order.closed_on ? order.closed_on->iso() : order.received_on.iso();
        detail.events.push_back({"state/" + std::string{domain::key_of(order.state)}, tone_of(order.state),
                                 subject_of(bench_.catalog(), say, order),
                                 day + " · " + domain::short_number(order.number) + " · " + say(domain::label(order.state)),
                                 order.uid});
    }
    std::ranges::sort(detail.events, std::greater<>{}, &Detail::Event::second);
    return detail;
}

void DetailModel::add_steps(Detail& detail, app::OrderFile const& file) const
{
    auto const& say = bench_.say();
    auto const& order = file.order;
    auto const context = file.context(bench_.info(), bench_.who(), bench_.now());
    detail.can_correct = app::why_not_correctable(order, bench_.who(), bench_.now(), bench_.info().utc_offset_minutes).empty();
    // 办结 is offered where nothing but what its dialog asks for can be missing
    detail.can_close = domain::is_open(order.state) &&
                       std::ranges::none_of(domain::missing_before_closing(order, {}, context), [](auto const& problem) { return problem.field.empty(); });
    bool const small = context.options == domain::OrderOptions{};
    auto const usual = domain::steps_to_close(order.state);
    for (auto const event : domain::steps_offered(order, context)) {
        Detail::Step step{event, say(domain::label(event))};
        if (event == domain::OrderEvent::hold && order.state == domain::OrderState::on_hold)
            step.label = say.say("Approve the hold");
        if (!usual.empty() && event == usual.front() && !small)
            detail.next = std::move(step);
        else
            detail.more.push_back(std::move(step));
    }
}

void DetailModel::add_related(Detail& detail, app::OrderFile const& file) const
{
    auto const& say = bench_.say();
    using Kind = app::RelatedOrder::Kind;
    for (auto const& other : file.related) {
        auto const number = domain::short_number(other.number);
        auto const words = other.kind == Kind::merged_into ? say.say("Merged into {0}", number)
                           : other.kind == Kind::merged_here ? say.say("{0} was merged into it", number)
                           : other.kind == Kind::parent      ? say.say("Split from {0}", number)
                                                             : say.say("The rest is {0}", number);
        detail.events.push_back({"state/" + std::string{domain::key_of(other.state)}, tone_of(other.state), words,
                                 say(domain::label(other.state)), other.uid});
    }
}

Detail DetailModel::of_order(app::OrderFile const& file) const
{
    auto const& order = file.order;
    auto const& say = bench_.say();
    auto const& catalog = bench_.catalog();
    auto const offset = bench_.info().utc_offset_minutes;
    Detail detail;
    detail.kind = Detail::Kind::order;
    detail.uid = order.uid;
    detail.caption = order.number;
    detail.title = subject_of(catalog, say, order);
    detail.state = {say(domain::label(order.state)), "state/" + std::string{domain::key_of(order.state)}, tone_of(order.state)};
    detail.due = due_of(say, order, bench_.now(), offset);
    add_steps(detail, file);
    if (auto const* type = catalog.find_order_type(order.kind); type && order.kind != "corrective")
        add_fact(detail, say.say("Type"), type->name.in(say.language()));
    add_fact(detail, say.say("Place"), place_of(order));
    for (auto const& line : order.lines) {
        auto const* unit = catalog.find_unit(line.unit);
        auto const in_unit = [&](domain::Quantity q) {
            return q.text() + ' ' + (!unit ? line.unit : say.language() == Language::zh ? unit->key : unit->name.en);
        };
        auto words = quantity_of(catalog, say, line);
        if (line.accepted && line.planned && *line.accepted != *line.planned)
            words = say.say("{0} of {1} planned", in_unit(*line.accepted), in_unit(*line.planned));
        if (!line.assets.empty())
            words += ' ' + say.say("({0} facilities)", line.assets.size());
        domain::WorkOrder one;
        one.lines = {line};
        add_fact(detail, subject_of(catalog, say, one), words);
    }
    add_fact(detail, say.say("Received on"), order.received_on.iso() + (order.source.empty() ? "" : " · " + order.source));
    if (order.deadline)
        add_fact(detail, say.say("Deadline"), order.deadline->local_minutes(offset), detail.due.tone);
    if (order.state == domain::OrderState::on_hold && !order.holds.empty()) {
        auto const& hold = order.holds.back();
        add_fact(detail, say.say("Waits for"),
                 say(domain::label(hold.kind)) + (hold.expected_on ? " · " + say.say("until about {0}", hold.expected_on->iso()) : "") + " · " +
                     (hold.approved_at ? say.say("approved by {0}, the clock stands still", hold.approved_by) : say.say("not approved, the clock runs")),
                 Tone::soon);
    }
    if (order.working_deadline)
        add_fact(detail, say.say("Redo until"), order.working_deadline->local_minutes(offset), detail.due.tone);
    for (auto const& stage : order.milestones)
        add_fact(detail, stage.name,
                 stage.done_on ? say.say("done {0}", stage.done_on->iso()) : stage.due ? stage.due->local_minutes(offset) : say.say("open"),
                 stage.due && !stage.done_on && *stage.due < bench_.now() ? Tone::wrong : Tone::normal);
    for (auto const& task : order.tasks)
        add_fact(detail, task.unit, task.what + " · " + (task.is_settled() ? say.say("done") : say.say("open")));
    if (auto const* type = catalog.find_order_type(order.kind))
        for (auto const& field : type->fields)
            add_fact(detail, field.name.in(say.language()), attribute_words(field, order.fields[field.key], say));
    if (!order.costs.empty())
        add_fact(detail, say.say("Costs"), say.say("Actual {0} yuan · estimate {1} yuan", domain::total(order.costs, false).yuan(),
                                                   domain::total(order.costs, true).yuan()));
    add_fact(detail, say.say("Crew"), order.crew.empty() ? order.contractor : order.crew);
    add_fact(detail, say.say("Done on"), order.closed_on ? order.closed_on->iso() : "");
    add_fact(detail, say.say("Result"), order.result);
    detail.events_title = say.say("What happened");
    for (auto const& step : order.steps)
        detail.events.push_back({"state/" + std::string{domain::key_of(step.to)}, tone_of(step.to),
                                 say(domain::label(step.event)) + (step.undone ? say.say(" (taken back)") : "") +
                                     (step.comment.empty() ? "" : ": " + step.comment),
                                 step.at.local_minutes(offset) + " · " + step.who, {}});
    for (auto const& note : order.notes)
        detail.events.push_back({"ui/info", Tone::second, note.text, note.at.local_minutes(offset) + " · " + note.who, {}});
    std::ranges::reverse(detail.events);
    std::ranges::stable_sort(detail.events, std::greater<>{}, &Detail::Event::second);
    add_related(detail, file);
    return detail;
}

} // namespace taizhang::present
