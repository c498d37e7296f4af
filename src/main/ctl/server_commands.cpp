#include "main/ctl/commands.hpp"
#include "main/ctl/output.hpp"

#include "app/sample.hpp"

#include <algorithm>

namespace taizhang::ctl {

namespace {

bool is_url(std::string const& where) { return where.find("://") != std::string::npos; }

app::LedgerInfo bureau_asked_for(Args const& args)
{
    auto info = app::zuoyun_info();
    info.bureau = args.value("--bureau").value_or(info.bureau);
    info.county = args.value("--county").value_or(info.county);
    info.division_code = args.value("--division").value_or(info.division_code);
    return info;
}

Status run_server_init(Session& session, Args const& args)
{
    auto const url = args.place(0);
    if (!is_url(url))
        throw Error{Error::Kind::usage, tr("\"{0}\" is no server.", url), {}, tr("Write it as postgresql://name@server/database.")};
    bool made = true;
    std::string where;
    try {
        auto const ledger = session.opener().create(url, bureau_asked_for(args));
        session.speak_like(ledger->info());
        where = ledger->info().path;
    } catch (Error const& error) {
        if (error.kind() != Error::Kind::refused)
            throw;
        session.opener().update_server(url); // there is one already: it is brought up to this program
        made = false;
        auto const ledger = session.opener().open(url);
        session.speak_like(ledger->info());
        where = ledger->info().path;
    }
    auto const roles = std::vector<std::string>{"registrar", "dispatcher", "handler", "verifier", "manager", "planner", "administrator"};
    if (session.json()) {
        auto list = Json::array();
        for (auto const& role : roles)
            list.push("taizhang_" + role);
        session.print(Json::object({{"ledger", where}, {"created", made}, {"roles", std::move(list)}}));
        return done;
    }
    session.line(made ? tr("Ledger created on the server: {0}", where) : tr("The ledger on the server is up to date: {0}", where));
    session.line(tr("Roles: {0}", "taizhang_" + joined(roles, ", taizhang_")));
    session.line(tr("Give each person an account in one of them: CREATE ROLE name LOGIN PASSWORD '…' IN ROLE taizhang_registrar;"));
    return done;
}

Status run_server_account(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    auto const name = args.place(1), account = args.place(2);
    auto const people = ledger->persons();
    auto const known = std::ranges::find(people, name, &app::Person::name);
    app::Person person = known == people.end() ? app::Person{"", name, "", domain::Role::registrar, true, {}} : *known;
    person.account = account;
    session.desk(*ledger, args).change_people({person});
    if (session.json())
        session.print(Json::object({{"person", name}, {"account", account}}));
    else
        session.line(tr("{0} works under the account {1}.", name, account));
    return done;
}

Status run_copy(Session& session, Args const& args)
{
    auto const result = on_file([&] { return session.opener().copy(args.place(0), args.place(1), session.progress()); });
    if (session.json()) {
        auto tables = Json::array();
        for (auto const& table : result.tables)
            tables.push(Json::object({{"table", table.name}, {"rows", table.rows}, {"sha256", table.sha256}}));
        session.print(Json::object({{"assets", result.assets},
                                    {"orders", result.orders},
                                    {"attachments", result.attachments},
                                    {"tables", std::move(tables)}}));
    } else
        session.line(tr("Copied and compared: {0} facilities, {1} work orders, {2} photos and papers.", result.assets, result.orders,
                        result.attachments));
    return done;
}

} // namespace

std::vector<Command> server_commands()
{
    return {
        {"server init",
         tr("Make a ledger on a PostgreSQL server, or bring the one there up to this program"),
         {{"URL", tr("postgresql://name@server/database; the account must be the server's administrator")}},
         {{"--bureau", "NAME", tr("name of the bureau, printed on orders and reports")},
          {"--county", "NAME", tr("name of the county, in titles of reports")},
          {"--division", "CODE", tr("six-digit division code")}},
         false,
         run_server_init},
        {"server account",
         tr("Say which person works under an account of the server"),
         {{"URL", tr("postgresql://name@server/database; the account must be the server's administrator")},
          {"PERSON", tr("the person's name")},
          {"ACCOUNT", tr("the name that person signs in with")}},
         {},
         true,
         run_server_account},
        {"copy",
         tr("Copy a ledger with everything between file and server, and compare both"),
         {{"SRC", tr("the ledger: a .gpkg file or postgresql://…")}, {"DST", tr("the new one; must not exist yet")}},
         {},
         false,
         run_copy},
    };
}

} // namespace taizhang::ctl
