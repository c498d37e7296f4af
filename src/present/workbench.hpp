#pragma once

#include "app/attachments.hpp"
#include "app/desk.hpp"
#include "app/ledger.hpp"
#include "app/table_files.hpp"
#include "app/undo.hpp"
#include "base/background.hpp"
#include "base/date.hpp"
#include "base/publisher.hpp"
#include "base/translator.hpp"
#include "base/worker.hpp"

#include <atomic>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace taizhang::present {

/// What main gives to the windows' models.
struct Services {
    app::LedgerOpener& opener;
    app::TableFiles const& files;
    Clock const& clock;
    PostToMain post;
    app::PictureFiles const& pictures;
};

/// A sentence for the bar above the page: what was done, or what went wrong and what to do now.
struct Notice {
    enum class Tone { done, refused };
    Tone tone = Tone::done;
    std::string text, where, todo;
    std::string action_label{};       ///< a way on or back: 撤销; "" = none
    std::function<void()> action{};
    std::string help{}, help_label{}; ///< where the manual says more, "page#section"; "" = nowhere
};

/// The long job that is running, for the status bar.
struct Job {
    std::string doing;
    std::int64_t done = 0, total = 0; ///< total 0 = unknown
};

/// Which records may differ from what was read before.
struct RecordsChanged {
    bool assets = false, orders = false, communities = false, requests = false;
    bool attachments = false;
};
struct LedgerChanged {};    ///< another ledger is open, or none
struct SettingsChanged {};  ///< of the same ledger: its bureau, its catalogue
/// A ledger that has backups was to be opened and is damaged: the way to the last good one is wanted.
struct LedgerDamaged {
    std::string path;
};
/// The server of a ledger that was to be opened asks for a password, or for another one than was given.
struct PasswordNeeded {
    std::string where; ///< without a password
    bool again = false;
};
struct ConnectionChanged {}; ///< is_lost() did
struct SelectionChanged {};
struct JobChanged {};
struct UndoChanged {};

/// The open ledger and what all pages share: language, person, selection, running job.
/// Main thread only. The ledger itself lives on a thread of its own, so that no question to it ever holds up a window.
class Workbench {
public:
    Workbench(Services services, Language language);
    ~Workbench();
    Workbench(Workbench const&) = delete;
    Workbench& operator=(Workbench const&) = delete;

    [[nodiscard]] Translator const& say() const noexcept { return say_; }
    void speak(Language language) { say_ = Translator{language}; }

    // -- the ledger
    /// Opens in the background; the open ledger stays when that fails. Answers with LedgerChanged or a notice.
    void open(std::string where);
    /// A new ledger, empty or with the illustrative data.
    void create(std::string where, bool with_sample);
    /// Opens and closes in the background, to know whether it can be: one at a time, ours stays open meanwhile.
    void try_opening(Lifetime const& alive, std::string where, std::function<void(app::LedgerInfo const&)> opened,
                     std::function<void(std::exception_ptr)> failed);
    /// Everything of the open ledger into a new one on a server; a job. The notice offers to open it.
    void copy_to(std::string const& url);
    /// The server does not answer; it is called again by itself until it does.
    [[nodiscard]] bool is_lost() const noexcept { return lost_; }
    [[nodiscard]] bool is_on_server() const noexcept { return info_ && !info_->account.empty(); }
    [[nodiscard]] bool is_open() const noexcept { return info_.has_value(); }
    [[nodiscard]] bool is_opening() const noexcept { return opening_; }
    /// @pre is_open()
    [[nodiscard]] app::LedgerInfo const& info() const { return *info_; }
    [[nodiscard]] domain::Catalog const& catalog() const noexcept { return catalog_; }
    /// The person at the desk; "" while no ledger is open.
    [[nodiscard]] std::string const& who() const noexcept { return who_; }
    /// Who or what the ledger is was changed in it: reads that anew, then calls `then`.
    void read_settings_again(Lifetime const& alive, std::function<void()> then);
    /// What a ledger file holds, without opening it for work. @throws Error as opening
    [[nodiscard]] app::LedgerContent content_of(std::string const& file) const { return services_.opener.content_of(file); }
    /// A copy of the ledger where the user says: 备份到U盘. A job; the notice names the file.
    void back_up_to(std::string const& path);
    /// Puts the backup in the place of `ledger` and opens it. When that fails, the ledger that was open is open again.
    void restore(std::string backup, std::string ledger);
    /// Remembered for the OS account.
    void set_who(std::string person);
    [[nodiscard]] Date today() const;
    [[nodiscard]] Instant now() const { return services_.clock.now(); }
    [[nodiscard]] Clock const& clock() const noexcept { return services_.clock; }
    [[nodiscard]] PostToMain const& post() const noexcept { return services_.post; }

    /// Asks the ledger in the background: `ask(app::Ledger const&)` there, then `done(answer)` here if the owner of
    /// `alive` still lives. An Error becomes a notice.
    template <class Ask, class Done>
    void ask(Lifetime const& alive, Ask ask, Done done)
    {
        enqueue(
            alive.watch(),
            [ask = std::move(ask), done = std::move(done)](app::Ledger& ledger, std::string const&) mutable -> Deliver {
                using Answer = std::invoke_result_t<Ask&, app::Ledger const&>;
                auto answer = std::make_shared<Answer>(ask(std::as_const(ledger)));
                return [answer, done = std::move(done)]() mutable { done(std::move(*answer)); };
            },
            [this](std::exception_ptr error) { complain(error); });
    }

    /// A use case in the background: `act(app::Desk&)` there, then `done(answer)` and RecordsChanged here.
    /// `failed(exception_ptr)` instead when it throws; nothing was written then.
    template <class Act, class Done, class Failed>
    void act(Lifetime const& alive, RecordsChanged changes, Act act, Done done, Failed failed)
    {
        enqueue(
            alive.watch(),
            [this, changes, &clock = services_.clock, act = std::move(act),
             done = std::move(done)](app::Ledger& ledger, std::string const& who) mutable -> Deliver {
                app::Desk desk{ledger, clock, who};
                using Answer = std::invoke_result_t<Act&, app::Desk&>;
                auto answer = std::make_shared<Answer>(act(desk));
                return [this, changes, answer, done = std::move(done)]() mutable {
                    done(std::move(*answer));
                    records_changed.publish(changes);
                };
            },
            std::move(failed));
    }

    /// A long job on a connection of its own, one at a time: progress in job(), stop_job() stops it. Here again, `done` gets
    /// what work returned; when work threw, `failed(exception_ptr)` is called, or a notice says why. Refused in words while
    /// another one runs.
    template <class Work, class Done>
    void run_job(Lifetime const& alive, Text doing, RecordsChanged changes, Work work, Done done,
                 std::function<void(std::exception_ptr)> failed = {})
    {
        if (!may_start_job())
            return;
        auto guarded = [this, watch = alive.watch(), failed = std::move(failed)](std::exception_ptr error) {
            if (failed && !watch.expired())
                failed(error);
            else
                complain(error);
        };
        start_job(
            doing,
            [this, watch = alive.watch(), changes, work = std::move(work),
             done = std::move(done)](app::Ledger& ledger, Progress const& progress) mutable -> Deliver {
                using Answer = std::invoke_result_t<Work&, app::Ledger&, Progress const&>;
                auto answer = std::make_shared<Answer>(work(ledger, progress));
                return [this, watch, changes, answer, done = std::move(done)]() mutable {
                    if (!watch.expired())
                        done(std::move(*answer));
                    records_changed.publish(changes);
                };
            },
            std::move(guarded));
    }
    [[nodiscard]] std::optional<Job> const& job() const noexcept { return job_; }
    /// Asks the running job to stop; what it had done is taken back.
    void stop_job();
    [[nodiscard]] app::TableFiles const& files() const noexcept { return services_.files; }

    // -- what the pages share
    [[nodiscard]] std::vector<std::string> const& selected_assets() const noexcept { return selected_; }
    void select_assets(std::vector<std::string> uids);
    /// The order whose detail is wanted; "" = none. Choosing assets lets it go, and the other way round.
    [[nodiscard]] std::string const& selected_order() const noexcept { return selected_order_; }
    void select_order(std::string uid);
    /// The request whose detail is wanted; "" = none. It and the order let each other go.
    [[nodiscard]] std::string const& selected_request() const noexcept { return selected_request_; }
    void select_request(std::string uid);
    [[nodiscard]] app::PictureFiles const& pictures() const noexcept { return services_.pictures; }

    // -- taking back
    /// Something was done that can be taken back; the newest hundred are kept until the ledger is closed.
    void did(app::UndoStep step);
    /// What undo() would take back, redo() do again: "" = nothing.
    [[nodiscard]] std::string undo_words() const { return done_.empty() ? std::string{} : say_(done_.back().words); }
    [[nodiscard]] std::string redo_words() const { return undone_.empty() ? std::string{} : say_(undone_.back().words); }
    void undo() { reverse(done_, undone_, true); }
    void redo() { reverse(undone_, done_, false); }
    Publisher<UndoChanged> undo_changed;

    void tell(Notice notice) { notices.publish(notice); }
    void complain(std::exception_ptr error);

    Publisher<LedgerChanged> ledger_changed;
    Publisher<SettingsChanged> settings_changed;
    Publisher<LedgerDamaged> ledger_damaged;
    Publisher<RecordsChanged> records_changed;
    Publisher<PasswordNeeded> password_needed;
    Publisher<ConnectionChanged> connection_changed;
    Publisher<SelectionChanged> selection_changed;
    Publisher<JobChanged> job_changed;
    Publisher<Notice> notices;

private:
    using Deliver = std::function<void()>;
    using Question = std::function<Deliver(app::Ledger&, std::string const& who)>;
    using JobWork = std::function<Deliver(app::Ledger&, Progress const&)>;
    struct Office; // what lives on the ledger's thread
    struct Opened;

    void enqueue(std::weak_ptr<void> alive, Question question, std::function<void(std::exception_ptr)> failed);
    void open_with(std::string where, std::function<std::unique_ptr<app::Ledger>()> opener);
    void release_ledger();
    void start_watching();
    void look_at_others();
    void show_connection(bool lost);
    void adopt(Opened opened);
    [[nodiscard]] bool may_start_job();
    void back_up();
    void start_job(Text const& doing, JobWork work, std::function<void(std::exception_ptr)> failed);
    void reverse(std::vector<app::UndoStep>& from, std::vector<app::UndoStep>& to, bool back);
    void show_progress(Text const& doing, std::int64_t done, std::int64_t total);

    Services services_;
    Translator say_;
    std::optional<app::LedgerInfo> info_;
    domain::Catalog catalog_;
    std::string who_;
    std::vector<std::string> selected_;
    std::string selected_order_, selected_request_;
    std::vector<app::UndoStep> done_, undone_;
    std::optional<Job> job_;
    bool opening_ = false, lost_ = false;
    Lifetime alive_;
    std::shared_ptr<Office> office_;
    std::jthread job_thread_, backup_thread_, trial_thread_, watch_thread_;
    Worker ledger_thread_; // last: it finishes what was handed to it before anything else goes
};

/// The three sentences of an Error in that language; of anything else, what it says.
[[nodiscard]] Notice notice_of(std::exception_ptr error, Translator const& say);

} // namespace taizhang::present
