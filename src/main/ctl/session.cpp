#include "main/ctl/session.hpp"

#include "base/platform.hpp"
#include "main/ctl/output.hpp"

#include <chrono>
#include <fstream>
#include <istream>
#include <ostream>
#include <sstream>
#include <unistd.h>

namespace taizhang::ctl {

namespace {

Language language_of_system()
{
    auto const chosen = platform::setting("language");
    return language_from(chosen.empty() ? platform::locale_language() : chosen);
}

std::string all_of(std::istream& in)
{
    std::ostringstream text;
    if (in.peek() != std::istream::traits_type::eof()) // copying nothing would count as a failure
        text << in.rdbuf();
    return text.str();
}

Status status_of(Error const& error)
{
    if (dynamic_cast<FileMissing const*>(&error))
        return failure;
    switch (error.kind()) {
    case Error::Kind::usage: return usage;
    case Error::Kind::not_found:
    case Error::Kind::refused:
    case Error::Kind::conflict:
    case Error::Kind::invalid_input:
    case Error::Kind::cancelled: return refused;
    case Error::Kind::busy:
    case Error::Kind::lost:
    case Error::Kind::denied:
    case Error::Kind::full:
    case Error::Kind::corrupt:
    case Error::Kind::io:
    case Error::Kind::internal: break;
    }
    return failure;
}

} // namespace

Session::Session(app::LedgerOpener& opener, Clock const& clock, std::istream& in, std::ostream& out, std::ostream& err)
    : opener_{opener}, clock_{clock}, in_{in}, out_{out}, err_{err}, say_{language_of_system()}
{}

void Session::look_at(std::vector<std::string> const& words)
{
    auto const speak = [this](std::string const& tag) {
        if (tag == "zh" || tag == "en") { // anything else is complained about when the words are parsed
            asked_ = language_from(tag);
            say_ = Translator{*asked_};
        }
    };
    for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
        if (words[i] == "--json")
            json_ = true;
        else if (words[i].starts_with("--lang="))
            speak(words[i].substr(7));
        else if (words[i] == "--lang" && i + 1 < words.size())
            speak(words[i + 1]);
    }
}

void Session::speak_like(app::LedgerInfo const& info)
{
    if (!asked_)
        say_ = Translator{info.language};
}

std::unique_ptr<app::Ledger> Session::open(std::string const& where)
{
    auto ledger = on_file([&] { return opener_.open(where); });
    speak_like(ledger->info());
    if (ledger->info().read_only)
        note(tr("Opened for reading only: {0}", ledger->info().read_only_why));
    return ledger;
}

app::Desk Session::desk(app::Ledger& ledger, Args const& args) const
{
    return app::Desk{ledger, clock_, app::acting_person(ledger, args.text("--as"))};
}

Progress Session::progress()
{
    if (!stop_)
        stop_.emplace();
    if (isatty(STDERR_FILENO) == 0)
        return Progress{{}, stop_->token()};
    auto last = std::chrono::steady_clock::time_point{};
    return Progress{[this, last](Text const& doing, std::int64_t so_far, std::int64_t total) mutable {
                        auto const now = std::chrono::steady_clock::now();
                        if (now - last < std::chrono::milliseconds{100} && so_far != total)
                            return;
                        last = now;
                        err_ << "\r\033[K" << say_(doing);
                        if (total > 0)
                            err_ << ' ' << so_far << " / " << total << " (" << so_far * 100 / total << "%)";
                        else if (so_far > 0)
                            err_ << ' ' << so_far;
                        err_.flush();
                        progress_shown_ = true;
                    },
                    stop_->token()};
}

void Session::clear_progress()
{
    if (progress_shown_)
        err_ << "\r\033[K" << std::flush;
    progress_shown_ = false;
}

void Session::print(Json const& result)
{
    clear_progress();
    out_ << result.dump(2) << '\n';
}

void Session::line(Text const& sentence) { line(say_(sentence)); }

void Session::line(std::string const& text)
{
    clear_progress();
    out_ << text << '\n';
}

void Session::note(Text const& sentence)
{
    clear_progress();
    if (!json_)
        err_ << say_(sentence) << '\n';
}

Status Session::complain(Error const& error)
{
    clear_progress();
    out_.flush();
    if (json_) {
        auto about = Json::object({{"kind", name_of(error.kind())},
                                   {"what", say_(error.message())},
                                   {"where", say_(error.where())},
                                   {"todo", say_(error.todo())}});
        err_ << Json::object({{"error", std::move(about)}}).dump() << '\n';
    } else {
        err_ << say_(error.message()) << '\n';
        if (!error.where().empty())
            err_ << say_.say("  where: {0}", error.where()) << '\n';
        if (!error.todo().empty())
            err_ << say_.say("  what to do: {0}", error.todo()) << '\n';
    }
    return status_of(error);
}

Json Session::read_json(std::string const& from)
{
    std::string text;
    if (from == "-") {
        text = all_of(in_);
    } else {
        std::ifstream file{from, std::ios::binary};
        if (!file)
            throw FileMissing{Error{Error::Kind::not_found, tr("The file cannot be read."), Text::verbatim(from),
                                    tr("Check the name and whether you may read it; \"-\" means standard input.")}};
        text = all_of(file);
    }
    try {
        return Json::parse(text);
    } catch (Error const& error) {
        if (!error.where().empty())
            throw;
        auto const where = from == "-" ? tr("standard input") : Text::verbatim(from);
        throw Error{error.kind(), error.message(), where, error.todo()};
    }
}

Grammar Command::grammar() const
{
    Grammar grammar{name, places, options};
    if (writes)
        grammar.options.push_back(
            {"--as", "PERSON", tr("the person who acts; else the one remembered for your account")});
    grammar.options.push_back({"--lang", "zh|en", tr("language of messages and output; else the ledger's")});
    grammar.options.push_back({"--json", "", tr("results and errors as JSON")});
    grammar.options.push_back({"--help", "", tr("this help"), false, "-h"});
    return grammar;
}

} // namespace taizhang::ctl
