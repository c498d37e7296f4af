#include "console.hpp"

#include "base/text.hpp"

#include <gmock/gmock.h>

using namespace cli;
using testing::HasSubstr;

TEST(Usage, HelpIsThereForEveryCommand)
{
    auto const overview = ctl({"--help", "--lang", "en"});
    ASSERT_EQ(overview.status, 0);
    for (auto const* command :
         {"new",         "info",      "classes",    "find",         "import",    "undo-import", "export",
          "asset show",  "asset add", "asset edit", "asset remove", "order new", "order show",  "order list",
          "order close", "report",    "map",        "check",        "backup",    "restore"}) {
        EXPECT_THAT(overview.out, HasSubstr(command));
        auto words = taizhang::split(command, ' ');
        words.insert(words.end(), {"--help", "--lang", "en"});
        auto const help = ctl(words);
        EXPECT_EQ(help.status, 0) << command;
        EXPECT_THAT(help.out, HasSubstr("--json")) << command;
        EXPECT_THAT(help.out, HasSubstr("taizhangctl " + std::string{command})) << command;
    }
}

TEST(Usage, HelpIsInChineseToo) { EXPECT_NE(ctl({"--help", "--lang", "zh"}).out, ctl({"--help", "--lang", "en"}).out); }

TEST(Usage, MistakesAreNamed)
{
    struct Case {
        Words words;
        char const* said;
    };
    for (auto const& [words, said] : {
             Case{{"improt", "x"}, "import"},
             Case{{"asset"}, "show"},
             Case{{"info"}, "DB"},
             Case{{"info", "a", "b"}, "\"b\""},
             Case{{"import", "a", "b", "--clas", "x"}, "--class"},
             Case{{"import", "a", "b", "--class"}, "KEY"},
             Case{{"import", "a", "b", "--class", "road", "--map", "code"}, "field=column"},
             Case{{"import", "a", "b", "--class", "road", "--mode", "replace"}, "upsert"},
             Case{{"import", "a", "b", "--what", "photos"}, "communities"},
             Case{{"find", "a", "b", "--limit", "many"}, "whole number"},
             Case{{"find", "a", "b", "--limit", "0"}, "whole number"},
             Case{{"find", "a", "b", "--json=yes"}, "--json"},
             Case{{"report", "a", "quarterly", "2025Q5", "-o", "r.pdf"}, "2025Q5"},
             Case{{"report", "a", "quarterly", "2025", "-o", "r.pdf"}, "2025Q3"},
             Case{{"report", "a", "monthly", "2025", "-o", "r.pdf"}, "monthly"},
             Case{{"report", "a", "annual", "2025"}, "-o"},
             Case{{"map", "a", "-o", "m.png", "--bbox", "1,2,3"}, "1,2,3"},
             Case{{"map", "a", "-o", "m.png", "--bbox", "3,2,1,4"}, "3,2,1,4"},
             Case{{"map", "a", "-o", "m.png", "--size", "0x0"}, "0x0"},
             Case{{"info", "a", "--lang", "fr"}, "fr"},
         }) {
        Words all{words};
        if (taizhang::joined(words, " ").find("--lang") == std::string::npos)
            all.insert(all.begin() + 1, {"--lang", "en"});
        auto const answer = ctl(all);
        EXPECT_EQ(answer.status, 2) << taizhang::joined(all, " ");
        EXPECT_THAT(answer.err, HasSubstr(said)) << taizhang::joined(all, " ");
        EXPECT_TRUE(answer.out.empty());
    }
}

TEST(Usage, ErrorsAreJsonWhenAsked)
{
    auto const answer = ctl({"info", "--json", "--lang", "en"});
    EXPECT_EQ(answer.status, 2);
    EXPECT_EQ(answer.error("kind"), "usage");
    EXPECT_FALSE(answer.error("what").empty());
    EXPECT_FALSE(answer.error("where").empty());
    EXPECT_FALSE(answer.error("todo").empty());
}

TEST(Usage, AFullDiskBehindTheOutputIsNotSilent)
{
    Folder const folder;
    auto const answer = start({"sh", "-c", "\"$0\" classes \"$1\" --json > /dev/full", TAIZHANGCTL, fresh_in(folder)});
    EXPECT_EQ(answer.status, 3);
    EXPECT_EQ(answer.error("kind"), "io");
}
