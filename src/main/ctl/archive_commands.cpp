#include "main/ctl/commands.hpp"

#include "base/error.hpp"
#include "base/platform.hpp"
#include "main/ctl/output.hpp"
#include "report/issuing.hpp"

#include <algorithm>

namespace taizhang::ctl {

namespace {

domain::Period period_of(Args const& args)
{
    auto const period = domain::Period::parse(args.place(1));
    if (!period)
        args.wrong(tr("\"{0}\" is no period: 2025Q3, 2025 or 2021-2025.", args.place(1)));
    return *period;
}

Json json_of(app::IssuedReport const& r)
{
    return Json::object({{"uid", r.uid},
                         {"period", r.period},
                         {"template", r.template_key},
                         {"issue", r.issue},
                         {"title", r.title},
                         {"document_number", r.document_number},
                         {"issued_at", r.issued_at.iso()},
                         {"issued_by", r.issued_by},
                         {"audit_head", r.audit_head},
                         {"hash", r.hash}});
}

Status run_list(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    auto const found = ledger->reports().issued(args.text("--text"));
    if (session.json()) {
        auto all = Json::array();
        for (auto const& report : found)
            all.push(json_of(report));
        auto locks = Json::array();
        for (auto const& lock : ledger->reports().locks())
            locks.push(Json::object({{"period", lock.period}, {"by", lock.locked_by}, {"at", lock.locked_at.iso()}}));
        session.print(Json::object({{"reports", std::move(all)}, {"locked", std::move(locks)}}));
        return done;
    }
    auto const& say = session.say();
    Table table{{say.say("period"), say.say("issue"), say.say("title"), say.say("when"), say.say("who"), say.say("uid")}};
    for (auto const& r : found)
        table.row({r.period, std::to_string(r.issue), r.title, r.issued_at.local_minutes(ledger->info().utc_offset_minutes), r.issued_by, r.uid});
    table.print(session.out());
    for (auto const& lock : ledger->reports().locks())
        session.line(tr("{0} is locked (by {1}).", lock.period, lock.locked_by));
    return done;
}

/// By uid, or the newest issue of a period.
app::IssuedReport one_of(app::Ledger const& ledger, std::string const& asked)
{
    for (auto const& report : ledger.reports().issued())
        if (report.period == asked)
            return ledger.reports().issued_report(report.uid);
    return ledger.reports().issued_report(asked);
}

Status run_show(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    auto const report = one_of(*ledger, args.place(1));
    auto json = json_of(report);
    json.set("content", report.content);
    session.print(json);
    return done;
}

Status run_export(Session& session, Args const& args)
{
    auto const file = args.value("--output");
    if (!file)
        args.wrong(tr("Say where the report goes: -o FILE.pdf"));
    auto const ledger = session.open(args.place(0));
    auto const report = one_of(*ledger, args.place(1));
    platform::write_file_atomically(*file, report.pdf);
    if (session.json())
        session.print(Json::object({{"file", *file}, {"hash", report.hash}}));
    else
        session.line(tr("Report written: {0}", *file));
    return done;
}

Status run_lock(Session& session, Args const& args)
{
    auto const period = period_of(args);
    auto const ledger = session.open(args.place(0));
    report::lock_period(*ledger, period, session.clock().now(), session.desk(*ledger, args).who());
    session.line(tr("{0} is locked.", period.key()));
    return done;
}

Status run_unlock(Session& session, Args const& args)
{
    auto const period = period_of(args);
    auto const ledger = session.open(args.place(0));
    report::unlock_period(*ledger, period, session.desk(*ledger, args).who());
    session.line(tr("{0} is open again.", period.key()));
    return done;
}

Status run_template_list(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    auto const& say = session.say();
    Table table{{say.say("key"), say.say("name")}};
    auto all = Json::array();
    for (auto const& form : report::templates_with(ledger->reports().templates())) {
        table.row({form.key, form.name.in(session.language())});
        all.push(Json::object({{"key", form.key}, {"name", form.name.in(session.language())}}));
    }
    if (session.json())
        session.print(all);
    else
        table.print(session.out());
    return done;
}

Status run_template_add(Session& session, Args const& args)
{
    auto const document = session.read_json(args.place(1));
    auto const form = report::template_from_json(document);
    auto const ledger = session.open(args.place(0));
    report::save_template(*ledger, form.key, document, session.desk(*ledger, args).who());
    session.line(tr("Template {0} is kept in the ledger.", form.key));
    return done;
}

Status run_template_remove(Session& session, Args const& args)
{
    auto const ledger = session.open(args.place(0));
    auto const own = ledger->reports().templates();
    if (std::ranges::find(own, args.place(1), &std::pair<std::string, Json>::first) == own.end())
        throw Error{Error::Kind::not_found, tr("The ledger has no template of its own called “{0}”.", args.place(1)), {}, tr("List the templates first.")};
    report::save_template(*ledger, args.place(1), {}, session.desk(*ledger, args).who());
    session.line(tr("Template {0} was removed.", args.place(1)));
    return done;
}

} // namespace

std::vector<Command> archive_commands()
{
    Place const report{"REPORT", tr("uid of an issued report, or a period for its newest")};
    Place const period{"PERIOD", tr("2025Q3, 2025 or 2021-2025")};
    return {
        {"archive list", tr("List issued reports and locked periods"), {ledger_place()}, {{"--text", "TEXT", tr("part of title, number, period or name")}}, false, run_list},
        {"archive show", tr("Show what an issued report kept"), {ledger_place(), report}, {}, false, run_show},
        {"archive export", tr("Write an issued report's paper again"), {ledger_place(), report}, {output_option(tr("the PDF"))}, false, run_export},
        {"archive lock", tr("Lock a period: later corrections appear in the next report"), {ledger_place(), period}, {}, true, run_lock},
        {"archive unlock", tr("Open a locked period again"), {ledger_place(), period}, {}, true, run_unlock},
        {"template list", tr("List report templates"), {ledger_place()}, {}, false, run_template_list},
        {"template add", tr("Keep a report template of one's own in the ledger"), {ledger_place(), {"FILE", tr("the template as JSON")}}, {}, true, run_template_add},
        {"template remove", tr("Remove a report template of one's own"), {ledger_place(), {"KEY", tr("its key")}}, {}, true, run_template_remove},
    };
}

} // namespace taizhang::ctl
