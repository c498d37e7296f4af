#include "main/ctl/commands.hpp"

#include "base/error.hpp"
#include "report/asset_paper.hpp"
#include "report/report.hpp"

#include <charconv>

namespace taizhang::ctl {

namespace {

std::string output_of(Args const& args)
{
    auto const file = args.value("--output");
    if (!file)
        args.wrong(tr("Say where the paper goes: -o FILE.pdf"));
    return *file;
}

app::AssetQuery assets_asked_for(app::Ledger const& ledger, Args const& args)
{
    app::AssetQuery query;
    if (auto const key = args.value("--class"))
        query.class_key = ledger.catalog().class_of(*key).key;
    query.text = args.text("--text");
    query.road = args.text("--road");
    return query;
}

void say_written(Session& session, std::string const& file)
{
    if (session.json())
        session.print(Json::object({{"file", file}}));
    else
        session.line(tr("Paper written: {0}", file));
}

Status run_card(Session& session, Args const& args)
{
    auto const file = output_of(args);
    auto const ledger = session.open(args.place(0));
    auto const asset = ledger->asset(args.place(1));
    report::write_content(report::asset_card(*ledger, asset, session.clock().now(), session.desk(*ledger, args).who(), session.language()), file);
    say_written(session, file);
    return done;
}

Status run_labels(Session& session, Args const& args)
{
    auto const file = output_of(args);
    auto const& format = report::label_format(args.text("--format").empty() ? "70x37" : args.text("--format"));
    int start = 1;
    if (auto const given = args.value("--start")) {
        auto const [end, wrong] = std::from_chars(given->data(), given->data() + given->size(), start);
        if (wrong != std::errc{} || end != given->data() + given->size() || start < 1 || start > format.columns * format.rows)
            args.wrong(tr("--start is the first free label of the sheet, 1 to {0}; \"{1}\" is none.", format.columns * format.rows, *given));
    }
    auto const ledger = session.open(args.place(0));
    auto labels = report::labels_of(*ledger, assets_asked_for(*ledger, args), session.language());
    if (labels.empty())
        throw Error{Error::Kind::refused, tr("No facility fits, so there is nothing to print."), {}, tr("Choose another class, road or text.")};
    report::write_pages(report::LabelSheets{std::move(labels), format, start - 1, session.say().say("Labels")}, file);
    say_written(session, file);
    return done;
}

Status run_asset_list(Session& session, Args const& args)
{
    auto const file = output_of(args);
    auto const ledger = session.open(args.place(0));
    report::write_content(report::asset_list_paper(*ledger, assets_asked_for(*ledger, args), session.clock().now(), session.desk(*ledger, args).who(), session.language()),
                          file);
    say_written(session, file);
    return done;
}

Status run_order_list(Session& session, Args const& args)
{
    auto const file = output_of(args);
    auto const ledger = session.open(args.place(0));
    app::OrderQuery query;
    query.text = args.text("--text");
    report::write_content(report::order_list_paper(*ledger, query, session.clock().now(), session.desk(*ledger, args).who(), session.language()), file);
    say_written(session, file);
    return done;
}

} // namespace

std::vector<Command> asset_paper_commands()
{
    auto const paper = output_option(tr("the paper: .pdf, .xlsx or .html"));
    std::vector<Option> const which{{"--class", "KEY", tr("only this class")}, {"--road", "NAME", tr("only on this road")}, {"--text", "TEXT", tr("part of code, name or place")}};
    auto with = [&](std::vector<Option> more) {
        more.insert(more.end(), which.begin(), which.end());
        return more;
    };
    return {
        {"asset card", tr("Print a facility's card: facts, place, history, QR code"), {ledger_place(), {"ASSET", tr("code or uid")}}, {paper}, true, run_card},
        {"asset labels",
         tr("Print labels with QR codes"),
         {ledger_place()},
         with({output_option(tr("the PDF")), {"--format", "WxH", tr("labels as sold, in mm: 70x37, 63.5x38.1, 52.5x29.7, 99.1x67.7, 105x74")},
               {"--start", "N", tr("first free label of the sheet; else 1")}}),
         false,
         run_labels},
        {"asset print", tr("Print facilities as a list"), {ledger_place()}, with({paper}), true, run_asset_list},
        {"order print", tr("Print orders as a list"), {ledger_place()}, {paper, {"--text", "TEXT", tr("part of number, place or description")}}, true, run_order_list},
    };
}

} // namespace taizhang::ctl
