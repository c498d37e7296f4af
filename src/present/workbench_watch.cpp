// What others do to the open ledger, and whether its server still answers.
#include "present/workbench_office.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace taizhang::present {

namespace {

using std::chrono::milliseconds;
/// Ledger::data_version() counts what others saved in steps of this, and what we saved, which is shown already, below.
constexpr std::int64_t own_saves = 1'000'000;
constexpr milliseconds between_looks{400}, first_pause{500}, longest_pause{8000};

} // namespace

void Workbench::start_watching()
{
    watch_thread_ = std::jthread{[this, office = office_](std::stop_token stop) {
        std::mutex mutex;
        std::condition_variable_any woken;
        std::unique_lock lock{mutex};
        while (!stop.stop_requested()) {
            woken.wait_for(lock, stop, between_looks, [] { return false; });
            if (!stop.stop_requested() && !office->asked.exchange(true))
                look_at_others();
        }
    }};
}

void Workbench::look_at_others()
{
    ledger_thread_.post([this, watch = alive_.watch(), office = office_, post = services_.post] {
        office->asked = false;
        auto const now = std::chrono::steady_clock::now();
        if (!office->ledger || now < office->not_before)
            return;
        bool changed = false, lost = false;
        try {
            auto const version = office->ledger->data_version();
            changed = version / own_saves != office->version_seen / own_saves;
            office->version_seen = version;
        } catch (Error const& error) {
            lost = error.kind() == Error::Kind::lost || (office->lost && error.kind() == Error::Kind::busy); // it is starting
            if (!lost && !office->lost)
                return; // whoever works next hears of it
        } catch (std::exception const&) {
            return;
        }
        office->pause = lost ? std::clamp(office->pause * 2, first_pause, longest_pause) : milliseconds{0};
        office->not_before = std::chrono::steady_clock::now() + office->pause;
        bool const turned = lost != office->lost;
        office->lost = lost;
        if (!changed && !turned)
            return;
        post([this, watch, changed, lost, turned] {
            if (watch.expired())
                return;
            if (turned)
                show_connection(lost);
            if (changed || (turned && !lost))
                records_changed.publish({true, true, true});
        });
    });
}

void Workbench::show_connection(bool lost)
{
    lost_ = lost;
    connection_changed.publish({});
    if (lost)
        tell({.tone = Notice::Tone::refused,
              .text = say_.say("The connection to the server is lost; it is being made again."),
              .where = {},
              .todo = say_.say("What you are filling in stays. Save when the connection is back."),
              .help = "several-people#lost",
              .help_label = say_.say("More about this")});
    else
        tell({Notice::Tone::done, say_.say("The connection to the server is back; what is shown was read again."), {}, {}});
}

void Workbench::try_opening(Lifetime const& alive, std::string where, std::function<void(app::LedgerInfo const&)> opened,
                            std::function<void(std::exception_ptr)> failed)
{
    trial_thread_ = in_background(
        services_.post, alive.watch(),
        [&opener = services_.opener, where = std::move(where)](std::stop_token) { return opener.open(where)->info(); },
        std::move(opened), std::move(failed));
}

void Workbench::copy_to(std::string const& url)
{
    run_job(
        alive_, tr("Copying to the server"), {},
        [&opener = services_.opener, url](app::Ledger& ledger, Progress const& progress) {
            return opener.copy(ledger.info().path, url, progress);
        },
        [this, url](app::CopyResult const& copied) {
            tell({.tone = Notice::Tone::done,
                  .text = say_.say("Copied and compared: {0} facilities, {1} work orders, {2} photos and papers.", copied.assets,
                                   copied.orders, copied.attachments),
                  .where = {},
                  .todo = say_.say("From now on work in the ledger on the server; put the file aside."),
                  .action_label = say_.say("Open it"),
                  .action = [this, url] { open(url); }});
        });
}

} // namespace taizhang::present
