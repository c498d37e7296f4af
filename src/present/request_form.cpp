#include "present/request_form.hpp"

#include "app/request_undo.hpp"
#include "base/uuid.hpp"
#include "present/request_words.hpp"

#include <algorithm>

namespace taizhang::present {

namespace {

std::string why_words(Translator const& say, app::Similar const& s)
{
    auto const metres = s.metres ? ' ' + say.say("{0} m away", decimal(*s.metres, 0)) : std::string{};
    switch (s.why) {
    case app::Similar::Why::asset: return say.say("same facility") + metres;
    case app::Similar::Why::near: return say.say("near by,") + metres;
    case app::Similar::Why::caller: return say.say("same caller") + metres;
    case app::Similar::Why::road: break;
    }
    return say.say("same road") + metres;
}

std::string state_words(Translator const& say, app::Similar const& s)
{
    if (s.is_order) {
        auto const state = domain::order_state_from(s.state_key);
        return state ? say(domain::label(*state)) : s.state_key;
    }
    auto const state = domain::request_state_from(s.state_key);
    return state ? say(domain::label(*state)) : s.state_key;
}

std::function<void(std::exception_ptr)> as_notice(Workbench const& bench, std::function<void(Notice)> failed)
{
    return [&bench, failed = std::move(failed)](std::exception_ptr error) { failed(notice_of(error, bench.say())); };
}

} // namespace

RequestForm::RequestForm(Workbench& bench, std::optional<app::AssetRow> about)
    : bench_{bench}, about_{std::move(about)}, uid_{new_uuid()}
{
    auto const sources = source_choices();
    entry_.source = sources.empty() ? "群众来电" : sources.front();
    if (about_) {
        entry_.class_key = about_->class_key;
        entry_.road = about_->road;
        entry_.place = about_->place;
    }
    bench_.ask(
        alive_,
        [now = bench_.now()](app::Ledger const& ledger) { return std::pair{ledger.roads(), app::lately(ledger, now)}; },
        [this](std::pair<std::vector<std::string>, app::Lately> read) {
            roads_ = std::move(read.first);
            lately_ = std::move(read.second);
            arrived.publish({});
        });
}

std::vector<std::string> RequestForm::source_choices() const
{
    std::vector<std::string> choices;
    for (auto const& source : bench_.catalog().sources())
        choices.push_back(source.name.zh); // kept in Chinese: it is what papers and 12345 say
    return choices;
}

std::vector<Choice> RequestForm::class_choices() const
{
    std::vector<Choice> choices{{"", bench_.say().say("class not known yet")}};
    for (auto const& c : bench_.catalog().classes())
        choices.push_back({c.key, c.name.in(bench_.say().language())});
    return choices;
}

std::string RequestForm::about_text() const
{
    if (!about_)
        return {};
    auto const* of = bench_.catalog().find_class(about_->class_key);
    return (of ? of->name.in(bench_.say().language()) : about_->class_key) + ' ' + (about_->code.empty() ? about_->name : about_->code);
}

domain::Request RequestForm::request() const
{
    domain::Request r;
    r.uid = uid_;
    r.source = trimmed(entry_.source);
    r.external_number = trimmed(entry_.external_number);
    r.caller = trimmed(entry_.caller);
    r.caller_phone = trimmed(entry_.phone);
    r.class_key = entry_.class_key;
    r.road = trimmed(entry_.road);
    r.place = trimmed(entry_.place);
    r.description = trimmed(entry_.description);
    r.urgent = entry_.urgent;
    if (about_) {
        r.asset_uid = about_->uid;
        r.position = about_->position;
    }
    if (auto const day = domain::understand_date(entry_.deadline)) // until the end of that day
        r.deadline = Instant::from_millis(Instant::start_of(day->end_day(), bench_.info().utc_offset_minutes).millis() - 60'000);
    return r;
}

std::vector<FieldProblem> RequestForm::problems(bool with_order) const
{
    auto const& say = bench_.say();
    std::vector<FieldProblem> problems;
    if (trimmed(entry_.source).empty())
        problems.push_back({"source", say.say("Say where the request came from.")});
    if (trimmed(entry_.description).empty())
        problems.push_back({"description", say.say("Say what is asked for.")});
    if (with_order && entry_.class_key.empty())
        problems.push_back({"class_key", say.say("An order needs the class.")});
    if (with_order && trimmed(entry_.road).empty() && trimmed(entry_.place).empty())
        problems.push_back({"place", say.say("Say where: a road or a place.")});
    if (!trimmed(entry_.deadline).empty() && !domain::understand_date(entry_.deadline))
        problems.push_back({"deadline", say.say("Write the date as in {0}.", bench_.today().iso())});
    return problems;
}

std::vector<RequestForm::Candidate> RequestForm::similar() const
{
    constexpr std::size_t most = 3;
    std::vector<Candidate> candidates;
    auto const& say = bench_.say();
    for (auto& s : app::similar_to(bench_.catalog(), lately_, request(), bench_.info().utc_offset_minutes, most)) {
        auto head = s.number + " · " + s.received + " · " + state_words(say, s) + " · " + why_words(say, s);
        if (!s.orders.empty())
            head += " · " + s.orders;
        auto detail = s.place + (s.place.empty() || s.description.empty() ? "" : "：") + s.description;
        candidates.push_back({std::move(s), std::move(head), std::move(detail)});
    }
    return candidates;
}

template <class Act>
void RequestForm::run(Act act, std::function<void(Saved)> saved, std::function<void(Notice)> failed)
{
    bench_.act(alive_, {.orders = true, .requests = true}, std::move(act), [saved = std::move(saved)](Saved made) { saved(std::move(made)); },
               as_notice(bench_, std::move(failed)));
}

void RequestForm::save(As as, std::function<void(Saved)> saved, std::function<void(Notice)> failed)
{
    auto const offset = bench_.info().utc_offset_minutes;
    run(
        [request = request(), as, offset](app::Desk& desk) mutable {
            app::RequestDesk requests{desk};
            if (as == As::request)
                return Saved{requests.register_one(std::move(request)), {}};
            request.received_at = desk.now();
            request.row_version = 0; // registered along with its order
            auto const order = requests.order_from(request, app::order_for(desk.ledger().catalog(), request, {}, offset));
            return Saved{desk.ledger().requests().get(request.uid), order};
        },
        [this, saved = std::move(saved)](Saved made) {
            if (made.order)
                bench_.did(app::undo_of_log(*made.order));
            saved(std::move(made));
        },
        std::move(failed));
}

void RequestForm::save_joined(app::Similar const& with, std::function<void(Saved)> saved, std::function<void(Notice)> failed)
{
    run(
        [request = request(), with](app::Desk& desk) mutable {
            app::RequestDesk requests{desk};
            return Saved{requests.register_joined(std::move(request), with.is_order, with.uid), {}};
        },
        std::move(saved), std::move(failed));
}

RequestStepForm::RequestStepForm(Workbench& bench, domain::Request request, domain::RequestEvent event, std::string proposed_answer)
    : bench_{bench}, request_{std::move(request)}, event_{event},
      needs_{domain::step_of(request_.state, event) ? domain::step_of(request_.state, event)->needs : domain::RequestNeeds::nothing}
{
    if (needs_ == domain::RequestNeeds::answer)
        text = std::move(proposed_answer);
    if (needs_ != domain::RequestNeeds::target)
        return;
    bench_.ask(
        alive_,
        [mine = request_, now = bench_.now(), offset = bench_.info().utc_offset_minutes](app::Ledger const& ledger) {
            constexpr std::size_t most = 40;
            std::vector<Choice> targets;
            auto const put = [&](std::string const& uid, std::string const& words) {
                if (targets.size() < most && uid != mine.uid && std::ranges::find(targets, uid, &Choice::key) == targets.end())
                    targets.push_back({uid, words});
            };
            for (auto const& s : app::similar_to(ledger.catalog(), app::lately(ledger, now), mine, offset, most))
                if (!s.is_order) // the likely ones first
                    put(s.uid, s.number + ' ' + s.place + ' ' + s.description);
            app::RequestQuery newest;
            newest.limit = most;
            ledger.requests().each(newest, [&](domain::Request const& r) {
                if (r.state != domain::RequestState::merged)
                    put(r.uid, domain::short_request_number(r.number) + ' ' + place_of(r) + ' ' + r.description);
            });
            return targets;
        },
        [this](std::vector<Choice> targets) {
            targets_ = std::move(targets);
            if (choice.empty() && !targets_.empty())
                choice = targets_.front().key;
            arrived.publish({});
        });
}

std::string RequestStepForm::title() const
{
    return bench_.say()(domain::label(event_)) + ' ' + domain::short_request_number(request_.number);
}

std::string RequestStepForm::label() const
{
    auto const& say = bench_.say();
    switch (needs_) {
    case domain::RequestNeeds::reason: return say.say("Reason");
    case domain::RequestNeeds::recipient: return say.say("Forwarded to");
    case domain::RequestNeeds::answer: return say.say("What the caller is told");
    case domain::RequestNeeds::target: return say.say("Joined with");
    case domain::RequestNeeds::satisfaction: return say.say("The caller is");
    case domain::RequestNeeds::nothing: break;
    }
    return {};
}

std::vector<Choice> RequestStepForm::satisfaction_choices() const
{
    std::vector<Choice> choices;
    for (auto const s : {domain::Satisfaction::satisfied, domain::Satisfaction::not_reached, domain::Satisfaction::dissatisfied})
        choices.push_back({std::string{domain::key_of(s)}, bench_.say()(domain::label(s))});
    return choices;
}

std::vector<FieldProblem> RequestStepForm::problems() const
{
    auto const& say = bench_.say();
    auto const empty = trimmed(text).empty();
    switch (needs_) {
    case domain::RequestNeeds::reason:
        if (empty)
            return {{"text", say.say("Write the reason.")}};
        break;
    case domain::RequestNeeds::recipient:
        if (empty)
            return {{"text", say.say("Write whom it is forwarded to.")}};
        break;
    case domain::RequestNeeds::answer:
        if (empty)
            return {{"text", say.say("Write what the caller is told.")}};
        break;
    case domain::RequestNeeds::target:
        if (choice.empty())
            return {{"choice", say.say("Say with which request it is joined.")}};
        break;
    case domain::RequestNeeds::satisfaction:
        if (choice.empty())
            return {{"choice", say.say("Say whether the caller is satisfied.")}};
        break;
    case domain::RequestNeeds::nothing: break;
    }
    return {};
}

void RequestStepForm::save(std::function<void(domain::Request)> saved, std::function<void(Notice)> failed)
{
    app::RequestStepWords words;
    (needs_ == domain::RequestNeeds::recipient ? words.recipient : needs_ == domain::RequestNeeds::answer ? words.answer : words.comment) = text;
    if (needs_ == domain::RequestNeeds::target)
        words.target = choice;
    if (needs_ == domain::RequestNeeds::satisfaction)
        words.satisfaction = domain::satisfaction_from(choice).value_or(domain::Satisfaction::unasked);
    bench_.act(
        alive_, {.requests = true},
        [request = request_, event = event_, words](app::Desk& desk) {
            auto const before = desk.ledger().requests().get(request.uid); // with the whole number of the phone
            if (before.row_version != request.row_version)
                throw Error{Error::Kind::conflict, tr("Not done: somebody has changed the request since."),
                            Text::verbatim(domain::short_request_number(request.number)), tr("Look at it again.")};
            return std::pair{before, app::RequestDesk{desk}.move(before, event, words)};
        },
        [this, saved = std::move(saved)](std::pair<domain::Request, domain::Request> moved) {
            bench_.did(app::undo_of_request(moved.first, moved.second));
            saved(std::move(moved.second));
        },
        as_notice(bench_, std::move(failed)));
}

} // namespace taizhang::present
