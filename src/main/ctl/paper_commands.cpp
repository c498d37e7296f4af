#include "main/ctl/commands.hpp"

#include "app/report_data.hpp"
#include "base/error.hpp"
#include "base/platform.hpp"
#include "map/select.hpp"
#include "map/sheets.hpp"
#include "map/themes.hpp"
#include "report/report.hpp"
#include "report/slip.hpp"
#include "report/issuing.hpp"

#include <array>
#include <charconv>
#include <filesystem>

namespace taizhang::ctl {

namespace {

domain::Period period_asked_for(Args const& args)
{
    using Kind = domain::Period::Kind;
    auto const kind = args.place(1);
    auto const period = domain::Period::parse(args.place(2));
    auto const fits = [&](Kind wanted) { return period && period->kind() == wanted; };
    if (kind == "quarterly" ? fits(Kind::quarter)
        : kind == "annual"  ? fits(Kind::year)
                            : kind == "span" && fits(Kind::span))
        return *period;
    if (kind != "quarterly" && kind != "annual" && kind != "span")
        args.wrong(tr("A report is quarterly, annual or span; \"{0}\" is none of them.", kind));
    args.wrong(
        tr("\"{0}\" is no period for this report: quarterly 2025Q3, annual 2025, span 2021-2025.", args.place(2)));
}

/// The paper of an issue is the one kept in the ledger; other forms are written of the same state.
void issue(Session& session, app::Ledger& ledger, domain::Period const& period, std::string const& who, Args const& args,
           std::vector<std::string> const& files)
{
    auto const issued = report::issue_report(ledger, period, session.clock().now(), who, session.language(), args.text("--number"), args.text("--template"));
    auto made = report::make_report(ledger, period, session.clock().now(), who, session.language(), args.text("--template"));
    made.data.issue = issued.issue;
    made.data.hash = issued.hash;
    made.data.audit_head = issued.audit_head;
    made.data.document_number = issued.document_number;
    report::compose_again(made, ledger);
    for (auto const& file : files)
        file.ends_with(".pdf") ? platform::write_file_atomically(file, issued.pdf) : report::write_report(made, args.has("--records"), file);
    if (session.json()) {
        session.print(Json::object({{"uid", issued.uid}, {"title", issued.title}, {"period", issued.period}, {"issue", issued.issue}, {"hash", issued.hash}}));
        return;
    }
    session.line(tr("Issued: {0}, issue {1}", issued.title, issued.issue));
    session.line(tr("Check sum: {0}", issued.hash));
}

Status run_report(Session& session, Args const& args)
{
    auto const period = period_asked_for(args);
    auto const files = args.values("--output");
    if (files.empty())
        args.wrong(tr("Say where the report goes: -o FILE, ending in .pdf, .xlsx, .html or .json."));
    auto const ledger = session.open(args.place(0));
    auto const who = session.desk(*ledger, args).who();
    auto const template_key = args.text("--template");
    if (args.has("--issue")) {
        issue(session, *ledger, period, who, args, files);
        return done;
    }
    if (args.has("--number"))
        args.wrong(tr("--number belongs to a report that is issued: add --issue."));
    auto const made = report::make_report(*ledger, period, session.clock().now(), who, session.language(), template_key);
    for (auto const& file : files)
        report::write_report(made, args.has("--records"), file);
    if (session.json()) {
        auto written = Json::array();
        for (auto const& file : files)
            written.push(file);
        session.print(Json::object({{"title", made.content.title},
                                    {"period", period.key()},
                                    {"figures", made.data.figures.figures.size()},
                                    {"files", std::move(written)}}));
        return done;
    }
    session.line(made.content.title);
    for (auto const& file : files)
        session.line(tr("Report written: {0}", file));
    return done;
}

// "112.6,39.9,112.8,40.1"
std::optional<geo::Box> box_asked_for(Args const& args)
{
    auto const given = args.value("--bbox");
    if (!given)
        return std::nullopt;
    std::array<double, 4> edges{};
    auto const parts = split(*given, ',');
    auto good = parts.size() == edges.size();
    for (std::size_t i = 0; good && i < edges.size(); ++i) {
        auto const* const end = parts[i].data() + parts[i].size();
        auto const [stop, wrong] = std::from_chars(parts[i].data(), end, edges[i]);
        good = wrong == std::errc{} && stop == end;
    }
    auto const [west, south, east, north] = edges;
    if (!good || !(west < east && south < north && west >= -180 && east <= 180 && south >= -90 && north <= 90))
        args.wrong(tr("--bbox needs west,south,east,north in degrees, such as 112.6,39.9,112.8,40.1; \"{0}\" is none.",
                      *given));
    return geo::Box{west, south, east, north};
}

struct Size {
    int width = 1600, height = 1200;
};

Size size_asked_for(Args const& args)
{
    auto const given = args.value("--size");
    if (!given)
        return {};
    Size size;
    auto const* const end = given->data() + given->size();
    auto const [cross, bad_width] = std::from_chars(given->data(), end, size.width);
    auto const good_width = bad_width == std::errc{} && cross != end && *cross == 'x';
    auto const [stop, bad_height] = good_width ? std::from_chars(cross + 1, end, size.height)
                                               : std::from_chars_result{given->data(), std::errc::invalid_argument};
    constexpr int least = 64, most = 20'000;
    if (bad_height != std::errc{} || stop != end || size.width < least || size.height < least || size.width > most ||
        size.height > most)
        args.wrong(
            tr("--size needs WIDTHxHEIGHT, {0} to {1} each, such as 1600x1200; \"{2}\" is none.", least, most, *given));
    return size;
}

/// --scale 2000 or 1:2000; 0 = as large as fits.
double scale_asked_for(Args const& args)
{
    auto const given = args.value("--scale");
    if (!given)
        return 0;
    auto const number = given->starts_with("1:") ? std::string_view{*given}.substr(2) : std::string_view{*given};
    int scale = 0;
    auto const [stop, bad] = std::from_chars(number.data(), number.data() + number.size(), scale);
    constexpr int least = 50, most = 5'000'000;
    if (bad != std::errc{} || stop != number.data() + number.size() || scale < least || scale > most)
        args.wrong(tr("--scale needs a number such as 2000 for 1:2000, {0} to {1}; \"{2}\" is none.", least, most, *given));
    return scale;
}

/// The whole sheet or the map book of --paper and --book, as PDF.
int write_sheets(Session& session, Args const& args, app::Ledger const& ledger, map::Scene::Shared const& scene, std::string const& file)
{
    if (!file.ends_with(".pdf"))
        args.wrong(tr("A sheet or a map book is written as .pdf."));
    auto const bounds = scene->bounds();
    if (!bounds)
        throw Error{Error::Kind::refused, tr("The map was not written: no facility has a position yet."), {},
                    tr("Import a file with coordinates first.")};
    auto const box = box_asked_for(args).value_or(*bounds);
    map::SheetWish wish;
    wish.language = session.language();
    wish.county = ledger.info().county;
    wish.title = args.value("--title").value_or("");
    wish.scale = scale_asked_for(args);
    wish.a3 = args.one_of("--paper", {"A4", "A3"}, "A4") == "A3";
    wish.internal = !args.has("--public");
    wish.date = session.clock().now().local_date(ledger.info().utc_offset_minutes);
    auto const corner = [](double lon, double lat) { return geo::to_world(geo::Position::from_degrees(lon, lat).value()); };
    auto const a = corner(box.west, box.north), b = corner(box.east, box.south);
    auto const sheets = args.has("--book") ? map::Sheets::book(scene, map::rows_in(*scene, geo::WorldBox{a.x, a.y, b.x, b.y}), wish)
                                           : map::Sheets::one(scene, box, wish);
    sheets.write_pdf(file);
    return sheets.pages();
}

Status run_map(Session& session, Args const& args)
{
    auto const file = args.value("--output");
    if (!file)
        args.wrong(tr("Say where the map goes: -o FILE, ending in .png, .pdf or .svg."));
    auto const box = box_asked_for(args);
    auto const size = size_asked_for(args);
    std::vector<std::string> known{"light", "dark"};
    for (auto const& [key, name] : map::themes())
        if (!key.empty())
            known.push_back(key);
    auto const theme = args.one_of("--theme", known, "light");
    map::Style style;
    style.dark = theme == "dark";
    auto const ledger = session.open(args.place(0));
    style.language = session.language();
    std::vector<std::string> classes;
    if (auto const layers = args.value("--layers"))
        for (auto const& key : split(*layers, ','))
            classes.push_back(ledger->catalog().class_of(key).key);
    auto scene = map::Scene::load(*ledger, classes, session.clock().now());
    if (theme != "light" && theme != "dark")
        scene = scene->with_theme(
            map::make_theme(theme, *ledger, *scene, session.clock().now().local_date(ledger->info().utc_offset_minutes), style.language));
    int pages = 1;
    if (args.has("--book") || args.value("--paper") || args.value("--scale") || args.value("--title"))
        pages = write_sheets(session, args, *ledger, scene, *file);
    else
        map::write_map(*scene, box, size.width, size.height, style, *file);
    if (session.json())
        session.print(Json::object({{"file", *file}, {"things", scene->size()}, {"pages", pages}}));
    else
        session.line(tr("Map written: {0} ({1} facilities)", *file, scene->size()));
    return done;
}

Status run_slip(Session& session, Args const& args)
{
    auto const out = args.value("--output");
    if (!out)
        args.wrong(tr("Say where the slip goes: -o FILE.pdf."));
    auto const form = args.one_of("--form", {"dispatch", "check"}, "dispatch") == "check" ? report::SlipForm::check : report::SlipForm::dispatch;
    auto const ledger = session.open(args.place(0));
    auto const data = app::collect_slips(*ledger, args.places_from(1), session.desk(*ledger, args).who(), session.clock().now());
    report::SlipDocument const slips{data, ledger->catalog(), session.language(), form, map::Scene::load(*ledger)};
    report::write_pages(slips, *out);
    if (session.json())
        session.print(Json::object({{"file", *out}, {"orders", data.orders.size()}, {"pages", slips.pages()}}));
    else
        session.line(tr("Slip written: {0} ({1} pages)", *out, slips.pages()));
    return done;
}

} // namespace

std::vector<Command> paper_commands()
{
    auto report_output = output_option(tr("the report: .pdf, .xlsx, .html or .json"));
    report_output.repeatable = true;
    return {
        {"report",
         tr("Write a report: figures, tables, orders behind them"),
         {ledger_place(), {"KIND", tr("quarterly, annual or span")}, {"PERIOD", tr("2025Q3, 2025 or 2021-2025")}},
         {std::move(report_output), {"--records", "", tr("in JSON, list the orders behind each figure")},
          {"--template", "KEY", tr("which report; else the first for such a period")},
          {"--issue", "", tr("freeze it: figures, words and paper are kept in the ledger")},
          {"--number", "TEXT", tr("document number of the issue")}},
         true,
         run_report},
        {"slip",
         tr("Write the slips of orders, one after the other"),
         {ledger_place(), {"ORDER", tr("its number (2025-0001) or uid"), false, true}},
         {output_option(tr("the slips: .pdf")), {"--form", "FORM", tr("dispatch or check; else dispatch")}},
         true,
         run_slip},
        {"map",
         tr("Draw the map of a ledger"),
         {ledger_place()},
         {output_option(tr("the map: .png, .pdf or .svg")),
          {"--bbox", "W,S,E,N", tr("part to draw, in degrees; else everything")},
          {"--size", "WxH", tr("pixels; else 1600x1200")},
          {"--theme", "T", tr("light or dark, or what colours tell: state, condition, age, maintained, open, frequency, heat_12, heat_36, pressure, stage")},
          {"--layers", "A,B", tr("only these classes")},
          {"--paper", "A4|A3", tr("a sheet with title, legend, scale and grid, as .pdf")},
          {"--scale", "1:N", tr("of the sheet; else as large as fits")},
          {"--title", "TEXT", tr("of the sheet")},
          {"--public", "", tr("without the words for internal use")},
          {"--book", "", tr("a map book: a sheet for every road with its facilities in walking order, as .pdf")}},
         false,
         run_map},
    };
}

} // namespace taizhang::ctl
