#include "main/ctl/commands.hpp"

#include "app/sample.hpp"
#include "base/platform.hpp"
#include "main/ctl/output.hpp"

#include <filesystem>
#include <system_error>

namespace taizhang::ctl {

namespace {

void remove_unfinished(std::string const& path)
{
    std::error_code ignored;
    for (auto const* tail : {"", "-wal", "-shm", "-journal"})
        std::filesystem::remove(path + tail, ignored);
}

app::LedgerInfo info_asked_for(Args const& args)
{
    auto info = app::zuoyun_info();
    info.illustrative = args.has("--sample");
    if (auto const bureau = args.value("--bureau"))
        info.bureau = *bureau;
    if (auto const county = args.value("--county"))
        info.county = *county;
    if (auto const code = args.value("--division"))
        info.division_code = *code;
    if (args.has("--lang"))
        info.language = language_from(args.text("--lang"));
    return info;
}

void fill(Session& session, app::Ledger& ledger, Args const& args)
{
    if (args.has("--sample"))
        app::fill_zuoyun_sample(ledger, session.progress());
    auto const person = args.has("--as") ? args.text("--as") : platform::account_name();
    if (!ledger.people().empty() && !args.has("--as"))
        return;
    auto change = ledger.begin();
    change->add_person(person);
    change->commit({person, "person.add", "person", "", Json::object({{"name", person}})});
}

Json created(std::string const& path, app::Ledger const& ledger)
{
    std::int64_t assets = 0;
    for (auto const& count : ledger.class_counts())
        assets += count.assets;
    return Json::object({{"ledger", path},
                         {"illustrative", ledger.info().illustrative},
                         {"assets", assets},
                         {"orders", ledger.orders({}).size()},
                         {"communities", ledger.communities().size()}});
}

Status run_new(Session& session, Args const& args)
{
    if (args.has("--sample"))
        (void)args.one_of("--sample", {"zuoyun"}, "");
    auto const path = args.place(0);
    auto ledger = session.opener().create(path, info_asked_for(args));
    session.speak_like(ledger->info());
    try {
        fill(session, *ledger, args);
    } catch (...) {
        ledger.reset();
        remove_unfinished(path); // ours: create() refuses an existing file
        throw;
    }
    auto const result = created(ledger->info().path, *ledger);
    ledger.reset(); // closed before we say that it is there
    if (session.json())
        session.print(result);
    else
        session.line(tr("Ledger created: {0} ({1} facilities, {2} work orders, {3} communities)", result["ledger"].as_string(),
                        result["assets"].as_integer(), result["orders"].as_integer(),
                        result["communities"].as_integer()));
    return done;
}

Json info_json(app::Ledger const& ledger, Session const& session)
{
    auto const& info = ledger.info();
    auto classes = Json::array();
    for (auto const& count : ledger.class_counts())
        classes.push(Json::object(
            {{"class", count.class_key}, {"assets", count.assets}, {"without_position", count.without_position}}));
    auto people = Json::array();
    for (auto const& person : ledger.people())
        people.push(person);
    auto batches = Json::array();
    for (auto const& b : ledger.import_batches())
        batches.push(Json::object({{"batch", b.uid},
                                   {"file", b.file},
                                   {"what", b.what},
                                   {"class", b.class_key},
                                   {"at", b.at},
                                   {"who", b.who},
                                   {"new", b.added},
                                   {"changed", b.changed},
                                   {"same", b.same},
                                   {"refused", b.refused},
                                   {"undone", b.undone}}));
    auto const orders = ledger.orders({});
    std::size_t open = 0;
    for (auto const& order : orders)
        open += domain::is_open(order.state) ? 1U : 0U;
    return Json::object({{"ledger", info.path},
                         {"format", "taizhang"},
                         {"schema_version", info.schema_version},
                         {"bureau", info.bureau},
                         {"county", info.county},
                         {"division_code", info.division_code},
                         {"utc_offset_minutes", info.utc_offset_minutes},
                         {"language", tag_of(info.language)},
                         {"code_profile", info.code_profile},
                         {"illustrative", info.illustrative},
                         {"read_only", info.read_only},
                         {"read_only_why", session.say()(info.read_only_why)},
                         {"classes", std::move(classes)},
                         {"orders", orders.size()},
                         {"open_orders", open},
                         {"communities", ledger.communities().size()},
                         {"people", std::move(people)},
                         {"imports", std::move(batches)}});
}

void print_info(Session& session, app::Ledger const& ledger, Json const& facts)
{
    auto const& say = session.say();
    auto const& info = ledger.info();
    Table table;
    table.row({say.say("Ledger"), info.path});
    table.row({say.say("Bureau"), info.bureau});
    table.row({say.say("Division code"), info.division_code});
    table.row({say.say("Schema version"), std::to_string(info.schema_version)});
    table.row({say.say("Work orders"),
               say.say("{0}, {1} of them open", facts["orders"].as_integer(), facts["open_orders"].as_integer())});
    table.row({say.say("Communities"), std::to_string(facts["communities"].as_integer())});
    table.row({say.say("People"), joined(ledger.people(), ", ")});
    table.print(session.out());
    if (info.illustrative)
        session.line(tr("Illustrative data: positions and streets are schematic."));
    session.line("");
    Table counts{{say.say("class"), say.say("facilities"), say.say("without position")}};
    for (auto const& count : ledger.class_counts()) {
        auto const* known = ledger.catalog().find_class(count.class_key);
        counts.row({known ? known->name.in(session.language()) : count.class_key, std::to_string(count.assets),
                    std::to_string(count.without_position)});
    }
    counts.print(session.out());
    if (ledger.import_batches().empty())
        return;
    session.line("");
    Table batches{{say.say("import"), say.say("file"), say.say("new"), say.say("changed"), say.say("state")}};
    for (auto const& b : ledger.import_batches())
        batches.row({b.uid, b.file, std::to_string(b.added), std::to_string(b.changed),
                     b.undone ? say.say("undone") : say.say("in the ledger")});
    batches.print(session.out());
}

Status run_info(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    auto const facts = info_json(*ledger, session);
    if (session.json())
        session.print(facts);
    else
        print_info(session, *ledger, facts);
    return done;
}

Json name_json(domain::Name const& name) { return Json::object({{"zh", name.zh}, {"en", name.en}}); }

Json class_json(domain::AssetClass const& c)
{
    auto units = Json::array();
    for (auto const& unit : c.units)
        units.push(unit);
    auto attributes = Json::array();
    for (auto const& a : c.attributes) {
        auto choices = Json::array();
        for (auto const& choice : a.choices)
            choices.push(choice.key);
        attributes.push(Json::object({{"key", a.key},
                                      {"name", name_json(a.name)},
                                      {"unit", a.unit},
                                      {"required", a.required},
                                      {"choices", std::move(choices)}}));
    }
    auto activities = Json::array();
    for (auto const& activity : c.activities)
        activities.push(activity);
    return Json::object({{"key", c.key},
                         {"name", name_json(c.name)},
                         {"geometry", domain::name_of(c.geometry)},
                         {"units", std::move(units)},
                         {"activities", std::move(activities)},
                         {"attributes", std::move(attributes)}});
}

Status run_classes(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    auto const& catalog = ledger->catalog();
    if (session.json()) {
        auto classes = Json::array();
        for (auto const& c : catalog.classes())
            classes.push(class_json(c));
        auto activities = Json::array();
        for (auto const& a : catalog.activities())
            activities.push(Json::object({{"key", a.key}, {"name", name_json(a.name)}}));
        session.print(Json::object({{"classes", std::move(classes)}, {"activities", std::move(activities)}}));
        return done;
    }
    auto const& say = session.say();
    Table classes{{say.say("class"), say.say("name"), say.say("geometry"), say.say("units"), say.say("activities")}};
    for (auto const& c : catalog.classes())
        classes.row({c.key, c.name.in(session.language()), std::string{domain::name_of(c.geometry)},
                     joined(c.units, " "), joined(c.activities, " ")});
    classes.print(session.out());
    session.line("");
    Table activities{{say.say("activity"), say.say("name")}};
    for (auto const& a : catalog.activities())
        activities.row({a.key, a.name.in(session.language())});
    activities.print(session.out());
    return done;
}

std::string name_of(app::Hit::Kind kind)
{
    switch (kind) {
    case app::Hit::Kind::asset: return "asset";
    case app::Hit::Kind::order: return "order";
    case app::Hit::Kind::request: return "request";
    case app::Hit::Kind::community: return "community";
    case app::Hit::Kind::road: break;
    }
    return "road";
}

Status run_find(Session& session, Args const& args)
{
    auto const limit = static_cast<std::size_t>(args.whole("--limit", 1, 1'000'000).value_or(20));
    auto const ledger = session.open(args.place(0));
    auto const hits = ledger->find(args.place(1), limit);
    if (session.json()) {
        auto list = Json::array();
        for (auto const& hit : hits)
            list.push(Json::object(
                {{"kind", name_of(hit.kind)}, {"uid", hit.uid}, {"title", hit.title}, {"second", hit.second}}));
        session.print(Json::object({{"hits", std::move(list)}}));
        return done;
    }
    if (hits.empty()) {
        session.line(tr("Nothing found for \"{0}\".", args.place(1)));
        return done;
    }
    Table table;
    for (auto const& hit : hits)
        table.row({name_of(hit.kind), hit.title, hit.second, hit.uid});
    table.print(session.out());
    return done;
}

} // namespace

std::vector<Command> ledger_commands()
{
    return {
        {"new",
         tr("Make a ledger"),
         {ledger_place()},
         {{"--sample", "zuoyun", tr("fill it with the illustrative data of Zuoyun county")},
          {"--bureau", "NAME", tr("name of the bureau, printed on orders and reports")},
          {"--county", "NAME", tr("name of the county, in titles of reports")},
          {"--division", "CODE", tr("six-digit division code")}},
         true,
         run_new},
        {"info", tr("Show what is in a ledger"), {ledger_place()}, {}, false, run_info},
        {"classes", tr("List classes and activities"), {ledger_place()}, {}, false, run_classes},
        {"find",
         tr("Search facilities, orders, communities and roads"),
         {ledger_place(), {"TEXT", tr("part of a code, name, road or place; pinyin initials too")}},
         {{"--limit", "N", tr("at most so many hits; else 20")}},
         false,
         run_find},
    };
}

} // namespace taizhang::ctl
