#include "present/request_actions.hpp"

#include "app/slip_data.hpp"
#include "report/return_sheet.hpp"
#include "report/slip.hpp"

namespace taizhang::present {

void make_order_of(Workbench& bench, Lifetime const& alive, std::string const& uid, std::function<void(std::string const&)> print)
{
    struct Made {
        domain::Request before;
        domain::WorkOrder order;
    };
    bench.act(
        alive, {.orders = true, .requests = true},
        [uid](app::Desk& desk) {
            auto const& ledger = desk.ledger();
            auto const request = ledger.requests().get(uid);
            if (request.class_key.empty())
                throw Error{Error::Kind::refused, tr("No order was made: the request does not say which class it is about."),
                            Text::verbatim(domain::short_request_number(request.number)), tr("Log a repair, then join the request with that order.")};
            auto order = app::order_for(ledger.catalog(), request, {}, ledger.info().utc_offset_minutes);
            return Made{request, app::RequestDesk{desk}.order_from(request, std::move(order))};
        },
        [&bench, print = std::move(print)](Made const& made) {
            bench.did(app::undo_of_log(made.order));
            auto const& say = bench.say();
            bench.tell({Notice::Tone::done,
                        say.say("Made of {0}: {1}", domain::short_request_number(made.before.number), domain::short_number(made.order.number)), {}, {},
                        say.say("Dispatch slip"), [print, order = made.order.uid] { print(order); }});
        },
        [&bench](std::exception_ptr error) { bench.complain(error); });
}

void lay_out_slips(Workbench& bench, Lifetime const& alive, std::vector<std::string> uids, PagesReady ready)
{
    bench.ask(
        alive,
        [uids = std::move(uids), who = bench.who(), now = bench.now(), language = bench.say().language()](app::Ledger const& ledger) {
            auto const data = app::collect_slips(ledger, uids, who, now);
            return std::shared_ptr<report::Pages const>{std::make_shared<report::SlipDocument const>(
                data, ledger.catalog(), language, report::SlipForm::dispatch, map::Scene::load(ledger))};
        },
        std::move(ready));
}

void lay_out_receipt(Workbench& bench, Lifetime const& alive, std::string const& uid, PagesReady ready)
{
    bench.ask(
        alive,
        [uid, who = bench.who(), language = bench.say().language()](app::Ledger const& ledger) {
            auto const read = read_request(ledger, uid, who);
            return std::shared_ptr<report::Pages const>{
                std::make_shared<report::ReceiptDocument const>(ledger.info(), ledger.catalog(), language, read.request)};
        },
        std::move(ready));
}

void write_return_sheet(Workbench& bench, Lifetime const& alive, std::string const& original, std::string const& path)
{
    bench.ask(
        alive,
        [original, path, &files = bench.files(), language = bench.say().language()](app::Ledger const& ledger) {
            auto const table = original.empty() ? nullptr : files.open(original, {});
            return report::write_return_sheet(ledger, table.get(), language, path);
        },
        [&bench, path](report::ReturnSheet const& written) {
            bench.tell({Notice::Tone::done,
                        bench.say().say("Sheet written: {0} ({1} rows, {2} with an answer)", path, written.rows, written.answered), {}, {}});
        });
}

void ask_selected_asset(Workbench& bench, Lifetime const& alive, std::function<void(std::optional<app::AssetRow>)> done)
{
    auto const& selected = bench.selected_assets();
    bench.ask(
        alive,
        [uids = selected.size() == 1 ? selected : std::vector<std::string>{}](app::Ledger const& ledger) {
            app::AssetQuery query;
            query.uids = uids;
            query.with_removed = true;
            auto rows = uids.empty() ? std::vector<app::AssetRow>{} : ledger.assets(query);
            return rows.empty() ? std::nullopt : std::optional{std::move(rows.front())};
        },
        std::move(done));
}

void ask_request(Workbench& bench, Lifetime const& alive, std::string const& uid, std::function<void(RequestRead)> done)
{
    bench.ask(alive, [uid, who = bench.who()](app::Ledger const& ledger) { return read_request(ledger, uid, who); }, std::move(done));
}

} // namespace taizhang::present
