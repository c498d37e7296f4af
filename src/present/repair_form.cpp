#include "present/repair_form.hpp"

#include "base/platform.hpp"
#include "base/uuid.hpp"
#include "present/order_words.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace taizhang::present {

namespace {

constexpr std::size_t lately_looked_at = 500; ///< orders whose activities are offered first

std::optional<domain::StatedQuantity> stated(domain::Catalog const& catalog, RepairEntry const& entry)
{
    if (entry.all)
        return domain::StatedQuantity{{}, false, "所有", {}};
    auto said = domain::understand_quantity(catalog, entry.quantity);
    if (said && entry.approximate && said->quantity)
        said->approximate = true;
    return said;
}

template <class Range, class Find>
std::vector<Choice> choices_of(Range const& keys, Find find, Language language)
{
    std::vector<Choice> choices;
    for (auto const& key : keys)
        if (auto const* thing = find(key))
            choices.push_back({key, thing->name.in(language)});
    return choices;
}

void check_done_date(Workbench const& bench, std::string const& text, std::vector<FieldProblem>& problems)
{
    auto const date = domain::understand_date(text);
    if (!date)
        problems.push_back({"accepted_on", bench.say().say("Write the date as in {0}.", bench.today().iso())});
    else if (date->first_day() > bench.today())
        problems.push_back({"accepted_on", bench.say().say("This date lies in the future.")});
}

struct EntryMember {
    char const* key;
    std::string RepairEntry::* member;
};
constexpr std::array entry_members{EntryMember{"class", &RepairEntry::class_key},      EntryMember{"activity", &RepairEntry::activity},
                                   EntryMember{"item", &RepairEntry::item},            EntryMember{"quantity", &RepairEntry::quantity},
                                   EntryMember{"unit", &RepairEntry::unit},            EntryMember{"road", &RepairEntry::road},
                                   EntryMember{"place", &RepairEntry::place},          EntryMember{"description", &RepairEntry::description},
                                   EntryMember{"received_on", &RepairEntry::received_on}, EntryMember{"result", &RepairEntry::result},
                                   EntryMember{"accepted_on", &RepairEntry::accepted_on}, EntryMember{"condition", &RepairEntry::condition},
                                   EntryMember{"kind", &RepairEntry::kind}};

std::filesystem::path draft_file() { return platform::config_folder() / "repair-draft.json"; }

std::optional<RepairEntry> kept_draft()
{
    std::ifstream in{draft_file()};
    if (!in)
        return std::nullopt;
    try {
        auto const json = Json::parse(std::string{std::istreambuf_iterator<char>{in}, {}});
        RepairEntry entry;
        for (auto const& [key, member] : entry_members)
            if (auto const& value = json[key]; value.is_string())
                entry.*member = value.as_string();
        entry.approximate = json["approximate"].is_bool() && json["approximate"].as_bool();
        entry.all = json["all"].is_bool() && json["all"].as_bool();
        return entry;
    } catch (Error const&) {
        return std::nullopt; // half a file of a crash: nothing to offer
    }
}

std::function<void(std::exception_ptr)> as_notice(Workbench const& bench, std::function<void(Notice)> failed)
{
    return [&bench, failed = std::move(failed)](std::exception_ptr error) { failed(notice_of(error, bench.say())); };
}

} // namespace

RepairForm::RepairForm(Workbench& bench, std::vector<app::AssetRow> assets)
    : bench_{bench}, assets_{std::move(assets)}, uid_{new_uuid()}
{
    for (auto const& asset : assets_) {
        auto const it = std::ranges::find(classes_, asset.class_key, &std::pair<std::string, int>::first);
        if (it == classes_.end())
            classes_.emplace_back(asset.class_key, 1);
        else
            ++it->second;
    }
    entry_.class_key = classes_.empty() ? "streetlight" : classes_.front().first;
    if (!assets_.empty()) {
        entry_.quantity = std::to_string(classes_.front().second);
        auto const& first = assets_.front();
        if (std::ranges::all_of(assets_, [&](auto const& a) { return a.road == first.road; }))
            entry_.road = first.road;
        if (assets_.size() == 1)
            entry_.place = first.place;
    }
    entry_.received_on = entry_.accepted_on = bench_.today().iso();
    take_class_defaults();
    draft_ = kept_draft();
    bench_.ask(
        alive_,
        [](app::Ledger const& ledger) {
            Known known{ledger.roads(), {}, {}};
            app::OrderQuery newest;
            newest.limit = lately_looked_at;
            ledger.each_order(newest, [&](domain::WorkOrder const& order) {
                for (auto const& line : order.lines)
                    if (auto& lately = known.lately[line.class_key]; std::ranges::find(lately, line.activity) == lately.end())
                        lately.push_back(line.activity);
            });
            app::OrderQuery open;
            using enum domain::OrderState;
            open.states = {pending, assigned, in_progress, on_hold, handled};
            known.open = ledger.orders(open);
            return known;
        },
        [this](Known known) {
            known_ = std::move(known);
            arrived.publish({});
        });
}

std::vector<RepairForm::Similar> RepairForm::similar() const
{
    constexpr std::size_t most = 3;
    auto const& say = bench_.say();
    std::vector<Similar> same_asset, same_road;
    auto const road = trimmed(entry_.road);
    for (auto const& order : known_.open) {
        bool on_asset = false, on_road = false;
        for (auto const& line : order.lines) {
            for (auto const& asset : line.assets)
                on_asset = on_asset || std::ranges::find(assets_, asset.asset_uid, &app::AssetRow::uid) != assets_.end();
            on_road = on_road || (line.class_key == entry_.class_key && !road.empty() && (line.road == road || order.road == road));
        }
        if (!on_asset && !on_road)
            continue;
        auto const place = place_of(order);
        (on_asset ? same_asset : same_road)
            .push_back({order.uid,
                        domain::short_number(order.number) + ' ' + subject_of(bench_.catalog(), say, order) +
                            (place.empty() ? "" : " · " + place) + " · " + say(domain::label(order.state)),
                        on_asset});
    }
    same_asset.insert(same_asset.end(), same_road.begin(), same_road.end());
    if (same_asset.size() > most)
        same_asset.resize(most);
    return same_asset;
}

void RepairForm::keep_draft() const
{
    auto json = Json::object({{"approximate", entry_.approximate}, {"all", entry_.all}});
    for (auto const& [key, member] : entry_members)
        json.set(key, entry_.*member);
    try {
        std::filesystem::create_directories(platform::config_folder());
        platform::write_file_atomically(draft_file(), json.dump());
    } catch (std::exception const&) {
        // a draft is a second net; where it cannot be kept, the form itself still holds everything
    }
}

void RepairForm::take_draft()
{
    if (!draft_)
        return;
    auto kept = *draft_;
    if (!assets_.empty())
        kept.class_key = entry_.class_key; // what is chosen now says what it is
    entry_ = kept;
    draft_.reset();
}

void RepairForm::drop_draft()
{
    std::error_code none;
    std::filesystem::remove(draft_file(), none);
}

void RepairForm::take_class_defaults()
{
    auto const* of = asset_class();
    if (!of)
        return;
    entry_.activity = of->activities.empty() ? "repair" : of->activities.front();
    if (std::ranges::find(of->activities, "repair") != of->activities.end())
        entry_.activity = "repair";
    entry_.item.clear();
    entry_.unit = of->units.empty() ? "" : of->units.front();
    entry_.condition = of->deadlines.empty() ? "" : of->deadlines.front().key;
}

std::vector<Choice> RepairForm::condition_choices() const
{
    std::vector<Choice> choices;
    auto const& say = bench_.say();
    if (auto const* of = asset_class())
        for (auto const& limit : of->deadlines)
            choices.push_back({limit.key, limit.condition.in(say.language()) + ' ' + say(domain::amount_text(limit.amount, limit.clock))});
    return choices;
}

std::vector<Choice> RepairForm::type_choices() const
{
    std::vector<Choice> choices;
    bool own = false;
    for (auto const& type : bench_.catalog().order_types()) {
        choices.push_back({type.key, type.name.in(bench_.say().language())});
        own = own || !type.fields.empty();
    }
    return own ? choices : std::vector<Choice>{};
}

std::vector<domain::Attribute> RepairForm::type_fields() const
{
    auto const* type = bench_.catalog().find_order_type(entry_.kind);
    return type ? type->fields : std::vector<domain::Attribute>{};
}

std::vector<domain::ProposedLine> RepairForm::sentence() const
{
    return assets_.empty() ? domain::understand_sentence(bench_.catalog(), entry_.description).lines : std::vector<domain::ProposedLine>{};
}

void RepairForm::use_sentence(bool use) { use_sentence_ = use && !sentence().empty(); }

void RepairForm::take_type(domain::WorkOrder& order) const
{
    order.kind = entry_.kind;
    for (auto const& field : type_fields()) {
        auto const it = entry_.fields.find(field.key);
        auto const text = it == entry_.fields.end() ? std::string{} : std::string{trimmed(it->second)};
        if (text.empty())
            continue;
        using Type = domain::Attribute::Type;
        auto const number = domain::Quantity::parse(text);
        if (field.type == Type::integer && number && number->in_thousandths() % 1000 == 0)
            order.fields.set(field.key, number->in_thousandths() / 1000);
        else if (field.type == Type::decimal && number)
            order.fields.set(field.key, number->value());
        else if (field.type == Type::boolean)
            order.fields.set(field.key, text == "1");
        else if (auto const date = domain::understand_date(text); field.type == Type::date && date)
            order.fields.set(field.key, date->iso());
        else
            order.fields.set(field.key, text); // checked before saving: what does not fit is said at its field
    }
}

void RepairForm::set(RepairEntry entry)
{
    bool const other_class = entry.class_key != entry_.class_key;
    entry_ = std::move(entry);
    if (other_class)
        take_class_defaults();
}

std::string RepairForm::assets_text() const
{
    auto const& say = bench_.say();
    if (assets_.empty())
        return say.say("No facility chosen: only a place is recorded.");
    auto const name = [&](std::string const& key) {
        auto const* c = bench_.catalog().find_class(key);
        return c ? c->name.in(say.language()) : key;
    };
    if (assets_.size() == 1) {
        auto const& a = assets_.front();
        return name(a.class_key) + ' ' + (a.code.empty() ? a.name : a.code) + (a.road.empty() ? "" : " · " + a.road) +
               (a.place.empty() ? "" : " · " + a.place);
    }
    std::vector<std::string> parts;
    for (auto const& [key, n] : classes_)
        parts.push_back(name(key) + ' ' + std::to_string(n));
    return say.say("{0} facilities: {1}", assets_.size(), joined(parts, say.language() == Language::zh ? "，" : ", "));
}

std::vector<Choice> RepairForm::class_choices() const
{
    std::vector<Choice> choices;
    for (auto const& c : bench_.catalog().classes())
        choices.push_back({c.key, c.name.in(bench_.say().language())});
    return choices;
}

std::vector<Choice> RepairForm::activity_choices() const
{
    std::vector<std::string> keys;
    if (auto const it = known_.lately.find(entry_.class_key); it != known_.lately.end())
        keys = it->second;
    if (auto const* of = asset_class())
        for (auto const& key : of->activities)
            if (std::ranges::find(keys, key) == keys.end())
                keys.push_back(key);
    for (auto const& activity : bench_.catalog().activities())
        if (std::ranges::find(keys, activity.key) == keys.end())
            keys.push_back(activity.key);
    return choices_of(keys, [&](auto const& key) { return bench_.catalog().find_activity(key); }, bench_.say().language());
}

std::vector<std::string> RepairForm::item_choices() const
{
    std::vector<std::string> items;
    if (auto const* of = asset_class())
        for (auto const& item : of->items)
            items.push_back(item.zh); // kept in Chinese: it is what the report prints
    return items;
}

std::vector<Choice> RepairForm::unit_choices() const
{
    auto const* of = asset_class();
    if (!of)
        return {};
    std::vector<Choice> choices;
    for (auto const& key : of->units)
        if (auto const* unit = bench_.catalog().find_unit(key))
            choices.push_back({key, bench_.say().language() == Language::zh ? unit->key : unit->name.en + " (" + unit->key + ")"});
    return choices;
}

std::vector<FieldProblem> RepairForm::problems(bool done) const
{
    auto const& say = bench_.say();
    std::vector<FieldProblem> problems;
    auto const said = stated(bench_.catalog(), entry_);
    if (!has_several_classes() && !use_sentence_) {
        if (!entry_.quantity.empty() && !said)
            problems.push_back({"quantity", say.say("\"{0}\" is no quantity. Write a number such as 3 or 1.5.", entry_.quantity)});
        else if (done && !said)
            problems.push_back({"quantity", say.say("Enter how much was done, or tick \"all\".")});
    }
    if (assets_.empty() && trimmed(entry_.road).empty() && trimmed(entry_.place).empty())
        problems.push_back({"place", say.say("Say where: a road or a place.")});
    domain::WorkOrder typed;
    take_type(typed);
    for (auto const& field : type_fields())
        if (auto const why = domain::check_value(field, typed.fields[field.key], field.required); !why.empty())
            problems.push_back({"fields/" + field.key, say(why)});
    auto const received = domain::understand_date(entry_.received_on);
    if (!received || received->precision() != PartialDate::Precision::day)
        problems.push_back({"received_on", say.say("Write the date as in {0}.", bench_.today().iso())});
    else if (received->first_day() > bench_.today())
        problems.push_back({"received_on", say.say("This date lies in the future.")});
    if (done)
        check_done_date(bench_, entry_.accepted_on, problems);
    return problems;
}

domain::WorkOrder RepairForm::order() const
{
    domain::WorkOrder order;
    order.uid = uid_;
    order.description = trimmed(entry_.description);
    order.road = trimmed(entry_.road);
    order.place = trimmed(entry_.place);
    order.received_on = domain::understand_date(entry_.received_on)->first_day();
    take_type(order);
    order.lines = lines_of_entry(order);
    if (use_sentence_ || classes_.size() < 2)
        order.limit = app::proposed_limit(bench_.catalog(), order, entry_.condition);
    return order;
}

std::vector<domain::OrderLine> RepairForm::lines_of_entry(domain::WorkOrder const& order) const
{
    std::vector<domain::OrderLine> lines;
    if (use_sentence_) {
        for (auto& proposed : sentence()) {
            proposed.line.uid = new_uuid();
            if (proposed.line.road.empty())
                proposed.line.road = order.road;
            lines.push_back(std::move(proposed.line));
        }
        return lines;
    }
    auto const said = stated(bench_.catalog(), entry_);
    auto classes = classes_;
    if (classes.size() < 2)
        classes = {{entry_.class_key, 0}};
    for (auto const& [class_key, count] : classes) {
        domain::OrderLine line;
        line.uid = new_uuid();
        line.class_key = class_key;
        line.activity = entry_.activity;
        line.item = trimmed(entry_.item);
        line.road = order.road;
        auto const& of = bench_.catalog().class_of(class_key);
        line.unit = classes.size() > 1 ? of.units.front() : entry_.unit;
        if (classes.size() > 1)
            line.planned = domain::Quantity::whole(count);
        else if (said) {
            line.planned = said->quantity;
            line.approximate = said->approximate;
            line.unknown = !said->quantity.has_value();
            line.wording = said->wording;
            if (!said->unit.empty())
                line.unit = said->unit;
        }
        for (auto const& asset : assets_)
            if (asset.class_key == class_key)
                line.assets.push_back({asset.uid});
        lines.push_back(std::move(line));
    }
    return lines;
}

void RepairForm::save(bool done, std::function<void(domain::WorkOrder)> saved, std::function<void(Notice)> failed)
{
    std::optional<app::Closing> closing;
    if (done)
        closing = app::Closing{std::string{trimmed(entry_.result)}, *domain::understand_date(entry_.accepted_on), {}};
    bench_.act(
        alive_, {.orders = true},
        [order = order(), closing](app::Desk& desk) { return desk.log_repair(order, closing); },
        [this, saved = std::move(saved)](domain::WorkOrder order) {
            drop_draft();
            bench_.did(app::undo_of_log(order));
            saved(std::move(order));
        },
        as_notice(bench_, std::move(failed)));
}

CloseForm::CloseForm(Workbench& bench, domain::WorkOrder order)
    : result{order.result}, accepted_on{bench.today().iso()}, bench_{bench}, order_{std::move(order)}
{
    auto const& catalog = bench_.catalog();
    for (auto const& line : order_.lines) {
        domain::WorkOrder one;
        one.lines = {line};
        auto const quantity = domain::proposed_done(line);
        lines.push_back({subject_of(catalog, bench_.say(), one),
                         quantity ? (line.approximate ? "约" : "") + quantity->text() : line.wording, line.unit});
    }
}

std::string CloseForm::title() const
{
    return domain::short_number(order_.number) + ' ' + subject_of(bench_.catalog(), bench_.say(), order_);
}

std::vector<FieldProblem> CloseForm::problems() const
{
    auto const& say = bench_.say();
    std::vector<FieldProblem> problems;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto const field = "lines/" + std::to_string(i);
        if (trimmed(lines[i].quantity).empty())
            problems.push_back({field, say.say("Enter how much was done, or write 所有 where it is not known.")});
        else if (!domain::understand_quantity(bench_.catalog(), lines[i].quantity))
            problems.push_back({field, say.say("\"{0}\" is no quantity. Write a number such as 3 or 1.5.", lines[i].quantity)});
    }
    check_done_date(bench_, accepted_on, problems);
    return problems;
}

void CloseForm::save(std::function<void(domain::WorkOrder)> saved, std::function<void(Notice)> failed)
{
    app::Closing closing{std::string{trimmed(result)}, *domain::understand_date(accepted_on), {}};
    for (std::size_t i = 0; i < lines.size(); ++i)
        closing.lines.push_back({order_.lines[i].uid, *domain::understand_quantity(bench_.catalog(), lines[i].quantity)});
    bench_.act(
        alive_, {.orders = true}, [order = order_, closing](app::Desk& desk) { return desk.close(order, closing); },
        [this, closing, saved = std::move(saved)](domain::WorkOrder order) {
            bench_.did(app::undo_of_close(order_, order));
            saved(std::move(order));
        },
        as_notice(bench_, std::move(failed)));
}

BulkCloseForm::BulkCloseForm(Workbench& bench, std::vector<std::string> uids)
    : accepted_on{bench.today().iso()}, bench_{bench}, uids_{std::move(uids)}
{}

std::string BulkCloseForm::title() const { return bench_.say().say("{0} orders, each as planned", uids_.size()); }

std::vector<FieldProblem> BulkCloseForm::problems() const
{
    std::vector<FieldProblem> problems;
    check_done_date(bench_, accepted_on, problems);
    return problems;
}

void BulkCloseForm::save(std::function<void()> saved, std::function<void(Notice)> failed)
{
    app::Closing const closing{std::string{trimmed(result)}, *domain::understand_date(accepted_on), {}};
    bench_.act(
        alive_, {.orders = true}, [uids = uids_, closing](app::Desk& desk) { return desk.orders().close_many(uids, closing); },
        [this, saved = std::move(saved)](app::BulkResult done) {
            auto const& say = bench_.say();
            said_ = say.say("{0}: {1} done, {2} refused", say.say("Finish and close"), done.done.size(), done.refused.size());
            for (auto const& one : done.refused)
                refused_.push_back(domain::short_number(one.number) + ' ' + say(one.why));
            if (!done.done.empty())
                bench_.did(app::undo_of_bulk(tr("closing {0} orders", done.done.size()), std::move(done.before), std::move(done.done)));
            saved();
        },
        as_notice(bench_, std::move(failed)));
}

CorrectForm::CorrectForm(Workbench& bench, domain::WorkOrder order)
    : road{order.road}, place{order.place}, description{order.description}, received_on{order.received_on.iso()}, result{order.result},
      accepted_on{order.closed_on ? order.closed_on->iso() : std::string{}}, bench_{bench}, order_{std::move(order)}
{
    for (auto const& line : order_.lines) {
        domain::WorkOrder one;
        one.lines = {line};
        auto const quantity = is_closed() ? line.done : line.planned;
        lines.push_back({subject_of(bench_.catalog(), bench_.say(), one), line.item,
                         quantity ? (line.approximate ? "约" : "") + quantity->text() : line.wording, line.unit});
    }
}

std::vector<FieldProblem> CorrectForm::problems() const
{
    auto const& say = bench_.say();
    std::vector<FieldProblem> problems;
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (!trimmed(lines[i].quantity).empty() && !domain::understand_quantity(bench_.catalog(), lines[i].quantity))
            problems.push_back({"lines/" + std::to_string(i), say.say("\"{0}\" is no quantity. Write a number such as 3 or 1.5.", lines[i].quantity)});
        else if (is_closed() && trimmed(lines[i].quantity).empty())
            problems.push_back({"lines/" + std::to_string(i), say.say("Enter how much was done, or write 所有 where it is not known.")});
    if (auto const date = domain::understand_date(received_on); !date || date->precision() != PartialDate::Precision::day)
        problems.push_back({"received_on", say.say("Write the date as in {0}.", bench_.today().iso())});
    if (is_closed())
        check_done_date(bench_, accepted_on, problems);
    if (trimmed(reason).empty())
        problems.push_back({"reason", say.say("Write why the slip was wrong.")});
    return problems;
}

void CorrectForm::save(std::function<void(domain::WorkOrder)> saved, std::function<void(Notice)> failed)
{
    auto order = order_;
    order.road = trimmed(road);
    order.place = trimmed(place);
    order.description = trimmed(description);
    order.received_on = domain::understand_date(received_on)->first_day();
    if (is_closed()) {
        order.result = trimmed(result);
        order.closed_on = domain::understand_date(accepted_on);
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto& line = order.lines[i];
        line.item = trimmed(lines[i].item);
        if (line.road == order_.road)
            line.road = order.road;
        auto const stated = domain::understand_quantity(bench_.catalog(), lines[i].quantity).value_or(domain::StatedQuantity{});
        (is_closed() ? line.done : line.planned) = stated.quantity;
        line.approximate = stated.approximate;
        line.wording = stated.wording;
        line.unknown = is_closed() && !stated.quantity;
    }
    bench_.act(
        alive_, {.orders = true}, [order, why = std::string{trimmed(reason)}](app::Desk& desk) { return desk.correct(order, why); },
        [this, saved = std::move(saved)](domain::WorkOrder corrected) {
            bench_.did(app::undo_of_correction(order_, corrected));
            saved(std::move(corrected));
        },
        as_notice(bench_, std::move(failed)));
}

} // namespace taizhang::present
