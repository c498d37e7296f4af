#include "main/ctl/commands.hpp"

#include <algorithm>
#include <filesystem>

namespace taizhang::ctl {

namespace {

std::string name_of(app::Finding::Weight weight)
{
    switch (weight) {
    case app::Finding::Weight::note: return "note";
    case app::Finding::Weight::warning: return "warning";
    case app::Finding::Weight::error: break;
    }
    return "error";
}

Text sentence(app::Finding const& finding)
{
    switch (finding.weight) {
    case app::Finding::Weight::note: return tr("Note: {0}", finding.message);
    case app::Finding::Weight::warning: return tr("Warning: {0}", finding.message);
    case app::Finding::Weight::error: break;
    }
    return tr("Error: {0}", finding.message);
}

Status run_check(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    auto const findings = ledger->check(args.has("--deep"), session.progress());
    auto const sound =
        std::ranges::none_of(findings, [](auto const& f) { return f.weight == app::Finding::Weight::error; });
    if (session.json()) {
        auto list = Json::array();
        for (auto const& f : findings)
            list.push(Json::object({{"weight", name_of(f.weight)}, {"message", session.say()(f.message)}}));
        session.print(Json::object({{"sound", sound}, {"findings", std::move(list)}}));
    } else {
        for (auto const& f : findings)
            session.line(sentence(f));
        session.line(sound ? tr("The ledger is sound.")
                           : tr("The ledger has faults. Restore the last backup, or ask for help before going on."));
    }
    return sound ? done : refused;
}

Status run_backup(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    auto const to = args.place(1);
    ledger->backup(to, session.progress());
    if (session.json())
        session.print(
            Json::object({{"file", to}, {"bytes", static_cast<std::int64_t>(std::filesystem::file_size(to))}}));
    else
        session.line(tr("Backup written: {0}", to));
    return done;
}

Status run_restore(Session& session, Args const& args)
{
    on_file([&] { session.opener().restore(args.place(0), args.place(1)); });
    if (session.json())
        session.print(Json::object({{"ledger", args.place(1)}, {"from", args.place(0)}}));
    else
        session.line(
            tr("{0} is restored from {1}. What stood there before is kept beside it.", args.place(1), args.place(0)));
    return done;
}

} // namespace

std::vector<Command> care_commands()
{
    return {
        {"check",
         tr("Examine a ledger for damage and tampering"),
         {ledger_place()},
         {{"--deep", "", tr("also every record, every shape and the whole audit chain")}},
         false,
         run_check},
        {"backup",
         tr("Write a complete copy of a ledger"),
         {ledger_place(), {"OUT", tr("the copy; must not exist yet")}},
         {},
         false,
         run_backup},
        {"restore",
         tr("Put a backup in a ledger's place"),
         {{"BACKUP", tr("a backup or ledger")}, {"DB", tr("where the ledger shall stand")}},
         {},
         false,
         run_restore},
    };
}

} // namespace taizhang::ctl
