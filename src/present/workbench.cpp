#include "present/workbench_office.hpp"

#include "present/ledger_address.hpp"
#include "present/manual.hpp"

#include "app/backups.hpp"
#include "app/sample.hpp"
#include "base/platform.hpp"

#include <chrono>

namespace taizhang::present {

struct Workbench::Opened {
    app::LedgerInfo info;
    domain::Catalog catalog;
    std::string who;
};

namespace {

bool is_damage(std::exception_ptr error)
{
    try {
        std::rethrow_exception(error);
    } catch (Error const& e) {
        return e.kind() == Error::Kind::corrupt;
    } catch (...) {
        return false;
    }
}

Text closed_text() { return tr("No ledger is open."); }

} // namespace

Notice notice_of(std::exception_ptr error, Translator const& say)
{
    try {
        std::rethrow_exception(error);
    } catch (Error const& e) {
        Notice notice{e.kind() == Error::Kind::cancelled ? Notice::Tone::done : Notice::Tone::refused, say(e.message()),
                      say(e.where()), say(e.todo())};
        notice.help = topic_of(e.kind());
        if (!notice.help.empty())
            notice.help_label = say.say("More about this");
        return notice;
    } catch (std::bad_alloc const&) {
        return {Notice::Tone::refused, say.say("There is not enough memory."), {},
                say.say("Close other programs and try again.")};
    } catch (std::exception const& e) {
        return {Notice::Tone::refused, say.say("Something unforeseen happened: {0}", e.what()), {},
                say.say("The ledger was not changed. Please report this.")};
    }
}

Workbench::Workbench(Services services, Language language)
    : services_{std::move(services)}, say_{language}, office_{std::make_shared<Office>()}
{
    start_watching();
}

Workbench::~Workbench()
{
    watch_thread_ = {};
    trial_thread_ = {};
    release_ledger();
    // the ledger goes where it lived, after everything that was still to be saved
    ledger_thread_.post([office = std::move(office_)] { office->ledger.reset(); });
}

void Workbench::open(std::string where)
{
    open_with(where, [this, where] { return services_.opener.open(where); });
}

void Workbench::create(std::string where, bool with_sample)
{
    open_with(where, [this, where, with_sample, language = say_.language()] {
        auto info = app::zuoyun_info();
        info.illustrative = with_sample;
        info.language = language;
        auto ledger = services_.opener.create(where, info);
        if (with_sample)
            app::fill_zuoyun_sample(*ledger, {});
        return ledger;
    });
}

void Workbench::open_with(std::string where, std::function<std::unique_ptr<app::Ledger>()> opener)
{
    opening_ = true;
    ledger_thread_.post([this, watch = alive_.watch(), office = office_, where = std::move(where), opener = std::move(opener), post = services_.post] {
        Deliver deliver;
        try {
            auto ledger = opener();
            office->version_seen = ledger->data_version(); // before anything is read
            auto opened = std::make_shared<Opened>(ledger->info(), ledger->catalog(), app::acting_person(*ledger, {}));
            office->begin_with(std::move(ledger), opened->who);
            deliver = [this, opened] { adopt(std::move(*opened)); };
        } catch (app::PasswordWanted const& wanted) {
            deliver = [this, bare = wanted.where(), again = has_password(where)] {
                opening_ = false;
                ledger_changed.publish({});
                password_needed.publish({say_(bare), again});
            };
        } catch (...) {
            deliver = [this, where, error = std::current_exception()] {
                opening_ = false;
                complain(error);
                ledger_changed.publish({});
                if (is_damage(error) && !app::backups_in(app::usual_backup_folder(where)).empty())
                    ledger_damaged.publish({where});
            };
        }
        post([watch, deliver] {
            if (!watch.expired())
                deliver();
        });
    });
}

void Workbench::back_up_to(std::string const& path)
{
    run_job(
        alive_, tr("Backing up to {0}", path), {},
        [path](app::Ledger& ledger, Progress const& progress) {
            ledger.backup(path, progress);
            return path;
        },
        [this](std::string const& file) { tell({Notice::Tone::done, say_.say("Backed up: {0}", file), {}, {}}); });
}

void Workbench::release_ledger()
{
    stop_job();
    if (job_thread_.joinable())
        job_thread_.join();
    backup_thread_ = {};
}

void Workbench::restore(std::string backup, std::string ledger)
{
    release_ledger();
    auto const open_now = info_ ? info_->path : std::string{};
    open_with(ledger, [this, backup, ledger, open_now, office = office_] {
        office->ledger.reset(); // its file is to be moved away
        try {
            services_.opener.restore(backup, ledger);
        } catch (...) {
            if (!open_now.empty())
                office->ledger = services_.opener.open(open_now);
            throw;
        }
        return services_.opener.open(ledger);
    });
}

void Workbench::read_settings_again(Lifetime const& alive, std::function<void()> then)
{
    ask(
        alive, [](app::Ledger const& ledger) { return std::pair{ledger.info(), ledger.catalog()}; },
        [this, then = std::move(then)](std::pair<app::LedgerInfo, domain::Catalog> read) {
            info_ = std::move(read.first);
            catalog_ = std::move(read.second);
            settings_changed.publish({});
            records_changed.publish({true, true, true});
            then();
        });
}

void Workbench::adopt(Opened opened)
{
    opening_ = false;
    lost_ = false;
    info_ = std::move(opened.info);
    catalog_ = std::move(opened.catalog);
    who_ = std::move(opened.who);
    selected_.clear();
    selected_order_.clear();
    selected_request_.clear();
    done_.clear();
    undone_.clear();
    ledger_changed.publish({});
    back_up();
    if (info_->read_only)
        tell({.tone = Notice::Tone::refused,
              .text = say_(info_->read_only_why),
              .where = info_->path,
              .todo = {},
              .help = is_on_server() ? "server#roles" : info_->shared_folder ? "several-people#shared" : "",
              .help_label = is_on_server() || info_->shared_folder ? say_.say("More about this") : std::string{}});
}

void Workbench::back_up()
{
    backup_thread_ = {}; // of the ledger before: stops and waits
    if (info_->read_only)
        return;
    auto const watch = alive_.watch();
    backup_thread_ = std::jthread{[this, watch, where = info_->path, today = today(), post = services_.post,
                                   &opener = services_.opener](std::stop_token stop) {
        Text wrong;
        try {
            wrong = app::back_up_daily(*opener.open(where), today, Progress{{}, stop});
        } catch (Error const& error) {
            wrong = error.message();
        }
        post([this, watch, wrong] {
            if (watch.expired())
                return;
            if (!wrong.empty())
                tell({Notice::Tone::refused, say_.say("The automatic backup failed: {0}", wrong), {},
                      say_.say("Back the ledger up to another disk from the page Home.")});
            records_changed.publish({}); // the page Home tells of the backup
        });
    }};
}

void Workbench::set_who(std::string person)
{
    who_ = std::move(person);
    platform::set_setting("person." + platform::account_name(), who_);
    ledger_thread_.post([office = office_, who = who_] { office->who = who; });
}

Date Workbench::today() const { return now().local_date(info_ ? info_->utc_offset_minutes : 480); }

void Workbench::enqueue(std::weak_ptr<void> alive, Question question, std::function<void(std::exception_ptr)> failed)
{
    ledger_thread_.post([bench = alive_.watch(), alive = std::move(alive), office = office_, question = std::move(question),
                         failed = std::move(failed), post = services_.post] {
        Deliver deliver;
        try {
            if (!office->ledger)
                throw Error{Error::Kind::refused, closed_text(), {}, tr("Open a ledger first.")};
            deliver = question(*office->ledger, office->who);
        } catch (...) {
            deliver = [failed, error = std::current_exception()] { failed(error); };
        }
        post([bench, alive, deliver] {
            if (!bench.expired() && !alive.expired())
                deliver();
        });
    });
}

bool Workbench::may_start_job()
{
    if (job_) {
        tell({Notice::Tone::refused, say_.say("Another job is still running: {0}", job_->doing), {},
              say_.say("Wait until it is done, or stop it in the bar below.")});
        return false;
    }
    return is_open();
}

void Workbench::start_job(Text const& doing, JobWork work, std::function<void(std::exception_ptr)> failed)
{
    if (job_thread_.joinable())
        job_thread_.join(); // ended: job_ is empty
    job_ = Job{say_(doing)};
    job_changed.publish({});
    auto const watch = alive_.watch();
    job_thread_ = std::jthread{[this, watch, where = info_->path, work = std::move(work),
                                failed = std::move(failed), post = services_.post, &opener = services_.opener](std::stop_token stop) {
        using Steady = std::chrono::steady_clock;
        auto last = Steady::time_point{};
        Progress const progress{[&](Text const& what, std::int64_t done, std::int64_t total) {
                                    if (Steady::now() - last < std::chrono::milliseconds{100})
                                        return;
                                    last = Steady::now();
                                    post([this, watch, what, done, total] {
                                        if (!watch.expired())
                                            show_progress(what, done, total);
                                    });
                                },
                                stop};
        Deliver deliver;
        try {
            auto const ledger = opener.open(where);
            deliver = work(*ledger, progress);
        } catch (...) {
            deliver = [failed, error = std::current_exception()] { failed(error); };
        }
        post([this, watch, deliver] {
            if (watch.expired())
                return;
            job_.reset();
            job_changed.publish({});
            deliver();
        });
    }};
}

void Workbench::show_progress(Text const& doing, std::int64_t done, std::int64_t total)
{
    if (!job_)
        return;
    if (!doing.empty())
        job_->doing = say_(doing);
    job_->done = done;
    job_->total = total;
    job_changed.publish({});
}

void Workbench::stop_job() { job_thread_.request_stop(); }

void Workbench::select_assets(std::vector<std::string> uids)
{
    if (uids == selected_)
        return;
    selected_ = std::move(uids);
    if (!selected_.empty()) {
        selected_order_.clear();
        selected_request_.clear();
    }
    selection_changed.publish({});
}

void Workbench::select_order(std::string uid)
{
    if (uid == selected_order_)
        return;
    selected_order_ = std::move(uid);
    if (!selected_order_.empty())
        selected_request_.clear();
    selection_changed.publish({});
}

void Workbench::select_request(std::string uid)
{
    if (uid == selected_request_)
        return;
    selected_request_ = std::move(uid);
    if (!selected_request_.empty())
        selected_order_.clear();
    selection_changed.publish({});
}

void Workbench::did(app::UndoStep step)
{
    constexpr std::size_t most = 100;
    done_.push_back(std::move(step));
    if (done_.size() > most)
        done_.erase(done_.begin());
    undone_.clear();
    undo_changed.publish({});
}

void Workbench::reverse(std::vector<app::UndoStep>& from, std::vector<app::UndoStep>& to, bool back)
{
    if (from.empty())
        return;
    auto const step = std::move(from.back());
    from.pop_back(); // refused or not: it cannot be tried twice, the record has moved on then
    undo_changed.publish({});
    act(
        alive_, {true, true, true, true, true}, [step](app::Desk& desk) { return step.reverse(desk, step.version); },
        [this, &to, back, words = step.words](app::UndoStep other) {
            for (auto* const list : {&done_, &undone_})
                for (auto& known : *list)
                    if (known.uid == other.uid)
                        known.version = other.version;
            to.push_back(std::move(other));
            undo_changed.publish({});
            tell({Notice::Tone::done, back ? say_.say("Taken back: {0}", words) : say_.say("Done again: {0}", words), {}, {}});
        },
        [this](std::exception_ptr error) { complain(error); });
}

void Workbench::complain(std::exception_ptr error) { tell(notice_of(error, say_)); }

} // namespace taizhang::present
