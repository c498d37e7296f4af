#pragma once

#include "app/desk.hpp"
#include "app/ledger.hpp"
#include "base/error.hpp"
#include "base/translator.hpp"
#include "main/ctl/args.hpp"
#include "main/ctl/stop.hpp"

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace taizhang::ctl {

/// Exit statuses of DESIGN 8.
enum Status { done = 0, refused = 1, usage = 2, failure = 3 };

/// A file or ledger that is not there: a failure of files, where a missing record is a refusal.
class FileMissing : public Error {
public:
    explicit FileMissing(Error const& error) : Error{error} {}
};

/// What every command works with: the door to ledgers, the clock, where output goes and in which language.
class Session {
public:
    Session(app::LedgerOpener& opener, Clock const& clock, std::istream& in, std::ostream& out, std::ostream& err);

    /// --json and --lang wherever they stand, so that even a usage error comes in the asked form.
    void look_at(std::vector<std::string> const& words);

    [[nodiscard]] bool json() const noexcept { return json_; }
    [[nodiscard]] Language language() const noexcept { return say_.language(); }
    [[nodiscard]] Translator const& say() const noexcept { return say_; }
    [[nodiscard]] app::LedgerOpener& opener() noexcept { return opener_; }
    [[nodiscard]] Clock const& clock() const noexcept { return clock_; }
    [[nodiscard]] std::ostream& out() noexcept { return out_; }

    /// Opens the ledger; from here on messages are in its language unless --lang said otherwise.
    [[nodiscard]] std::unique_ptr<app::Ledger> open(std::string const& where);
    /// Messages in the ledger's language unless --lang said otherwise.
    void speak_like(app::LedgerInfo const& info);
    /// The desk of whoever acts: --as, else as app::acting_person says.
    [[nodiscard]] app::Desk desk(app::Ledger& ledger, Args const& args) const;
    /// Progress lines on stderr when that is a terminal; stops on SIGINT and SIGTERM.
    [[nodiscard]] Progress progress();

    void print(Json const& result);
    void line(Text const& sentence);
    void line(std::string const& text);
    /// A remark beside the result: stderr, so that stdout stays clean.
    void note(Text const& sentence);
    [[nodiscard]] Status complain(Error const& error);

    /// The JSON in the file, or on standard input for "-". @throws Error
    [[nodiscard]] Json read_json(std::string const& from);

private:
    void clear_progress();

    app::LedgerOpener& opener_;
    Clock const& clock_;
    std::istream& in_;
    std::ostream& out_;
    std::ostream& err_;
    std::optional<Language> asked_;
    Translator say_;
    bool json_ = false;
    bool progress_shown_ = false;
    std::optional<StopOnSignal> stop_;
};

/// Runs `work`; a not_found in it is about a file, not about a record.
template <class Work>
auto on_file(Work work) -> decltype(work())
{
    try {
        return work();
    } catch (Error const& error) {
        if (error.kind() == Error::Kind::not_found)
            throw FileMissing{error};
        throw;
    }
}

/// One command of the program. Help is made from it.
struct Command {
    std::string name; ///< import, asset show ..
    Text summary;
    std::vector<Place> places;
    std::vector<Option> options;
    bool writes = false; ///< takes --as
    Status (*run)(Session&, Args const&);

    [[nodiscard]] Grammar grammar() const;
};

} // namespace taizhang::ctl
