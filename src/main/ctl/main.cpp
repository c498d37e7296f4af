// taizhangctl: everything that is not looking at a window, without a display.
#include "main/ctl/commands.hpp"
#include "main/ctl/output.hpp"
#include "store/store.hpp"

#include <algorithm>
#include <csignal>
#include <iostream>
#include <new>

namespace taizhang::ctl {

namespace {

std::vector<Command> all_commands()
{
    std::vector<Command> all;
    for (auto group :
         {ledger_commands, exchange_commands, asset_commands, order_commands, order_step_commands, request_commands, attachment_commands,
          paper_commands, archive_commands, asset_paper_commands, care_commands, server_commands})
        for (auto& command : group())
            all.push_back(std::move(command));
    return all;
}

void print_overview(Session& session, std::vector<Command> const& commands)
{
    session.line(session.say().say("taizhangctl: the facility ledger without a window"));
    session.line("");
    Table table{{session.say().say("command"), session.say().say("what it does")}};
    for (auto const& command : commands) {
        Grammar const bare{command.name, command.places, {}};
        table.row({bare.usage().substr(sizeof "taizhangctl"), session.say()(command.summary)});
    }
    table.print(session.out());
    session.line("");
    session.line(tr("\"taizhangctl COMMAND --help\" explains a command. Status: 0 done, 1 refused, 2 wrong usage, "
                    "3 failure of file or disk."));
}

void print_help(Session& session, Command const& command)
{
    auto const grammar = command.grammar();
    session.line(session.say()(command.summary));
    session.line("");
    session.line("  " + grammar.usage() + (grammar.options.empty() ? "" : " [--…]"));
    session.line("");
    Table table;
    for (auto const& place : grammar.places)
        table.row({"  " + place.name, session.say()(place.help)});
    for (auto const& option : grammar.options) {
        auto name = "  " + option.name + (option.value.empty() ? "" : " " + option.value);
        if (!option.brief.empty())
            name += ", " + option.brief;
        if (option.repeatable)
            name += " …";
        table.row({name, session.say()(option.help)});
    }
    table.print(session.out());
}

// The command whose name the first words are; its length in words comes back too.
std::pair<Command const*, std::size_t> find_command(std::vector<Command> const& commands,
                                                    std::vector<std::string> const& words)
{
    for (auto const& command : commands) {
        auto const name = split(command.name, ' ');
        if (words.size() >= name.size() && std::equal(name.begin(), name.end(), words.begin()))
            return {&command, name.size()};
    }
    return {nullptr, 0};
}

[[noreturn]] void unknown_command(std::vector<Command> const& commands, std::vector<std::string> const& words)
{
    std::vector<std::string> verbs;
    for (auto const& command : commands) {
        auto const name = split(command.name, ' ');
        if (name.size() == 2 && name[0] == words[0])
            verbs.push_back(name[1]);
    }
    auto const todo = tr("\"taizhangctl --help\" lists the commands.");
    if (!verbs.empty())
        throw Error{Error::Kind::usage, tr("\"{0}\" needs one of these after it: {1}.", words[0], joined(verbs, ", ")),
                    Text::verbatim("taizhangctl"), todo};
    std::vector<std::string> names;
    for (auto const& command : commands)
        names.push_back(split(command.name, ' ').front());
    auto const guess = nearest(words[0], names);
    throw Error{Error::Kind::usage,
                guess.empty() ? tr("There is no command \"{0}\".", words[0])
                              : tr("There is no command \"{0}\". Did you mean {1}?", words[0], guess),
                Text::verbatim("taizhangctl"), todo};
}

Status run(Session& session, std::vector<std::string> const& words)
{
    auto const commands = all_commands();
    auto const asks = [&](std::initializer_list<char const*> names) {
        return std::ranges::any_of(names, [&](auto const* name) { return words[0] == name; });
    };
    if (words.empty() || asks({"--help", "-h", "help"})) {
        print_overview(session, commands);
        return words.empty() ? usage : done;
    }
    if (asks({"--version"})) {
        session.line("taizhangctl " TAIZHANG_VERSION);
        return done;
    }
    auto const [command, length] = find_command(commands, words);
    if (!command)
        unknown_command(commands, words);
    auto const grammar = command->grammar();
    auto const args = Args::parse(grammar, std::span{words}.subspan(length));
    if (args.has("--help")) {
        print_help(session, *command);
        return done;
    }
    (void)args.one_of("--lang", {"zh", "en"}, "zh");
    return command->run(session, args);
}

Status run_and_report(Session& session, std::vector<std::string> const& words)
{
    try {
        auto const status = run(session, words);
        if (!session.out().flush())
            throw Error{Error::Kind::io, tr("The result could not be written."), tr("standard output"),
                        tr("Make room where the output goes, or send it elsewhere.")};
        return status;
    } catch (Error const& error) {
        return session.complain(error);
    } catch (std::bad_alloc const&) {
        return session.complain(
            Error{Error::Kind::full, tr("There is not enough memory."), {}, tr("Close other programs and try again.")});
    } catch (std::exception const& error) {
        return session.complain(Error{Error::Kind::internal,
                                      tr("Something unforeseen happened: {0}", error.what()),
                                      {},
                                      tr("The ledger was not changed. Please report this.")});
    }
}

} // namespace

} // namespace taizhang::ctl

int main(int argc, char** argv)
{
    std::signal(SIGXFSZ, SIG_IGN); // a file size limit is then an ordinary "full"
    std::signal(SIGPIPE, SIG_IGN);
    taizhang::SystemClock const clock;
    auto const opener = taizhang::store::make_opener(clock);
    taizhang::ctl::Session session{*opener, clock, std::cin, std::cout, std::cerr};
    std::vector<std::string> const words(argv + 1, argv + argc);
    session.look_at(words);
    return taizhang::ctl::run_and_report(session, words);
}
