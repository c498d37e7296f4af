#include "console.hpp"

#include "base/text.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

namespace cli {
namespace fs = std::filesystem;

namespace {

struct Closer {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};
using TempFile = std::unique_ptr<std::FILE, Closer>;

TempFile temporary(std::string const& content = {})
{
    TempFile file{std::tmpfile()};
    if (!file || std::fwrite(content.data(), 1, content.size(), file.get()) != content.size())
        throw std::runtime_error{"no temporary file"};
    std::rewind(file.get());
    return file;
}

std::string content_of(std::FILE* file)
{
    std::rewind(file);
    std::string all;
    char buffer[65536];
    for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;)
        all.append(buffer, n);
    return all;
}

int status_of(int raw) { return WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw); }

// No setting, locale or display of whoever runs the tests reaches the program.
void quiet_environment()
{
    ::setenv("HOME", "/nonexistent", 1);
    ::setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
    ::setenv("LC_ALL", "C", 1);
    ::unsetenv("LANGUAGE");
    ::unsetenv("DISPLAY");
}

[[noreturn]] void become(Words words, How const& how)
{
    quiet_environment();
    if (how.as_nobody && ::geteuid() == 0)
        words.insert(words.begin(), {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"});
    if (how.in_child)
        how.in_child();
    std::vector<char*> argv;
    for (auto& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    ::execvp(argv[0], argv.data());
    ::_exit(127);
}

} // namespace

std::string Answer::error(std::string const& member) const
{
    return taizhang::Json::parse(err).at("error").text(member);
}

Folder::Folder()
{
    auto name = (fs::temp_directory_path() / "taizhang-cli-XXXXXX").string();
    if (!::mkdtemp(name.data()))
        throw std::runtime_error{"no temporary folder"};
    ::chmod(name.c_str(), 0755);
    path_ = name;
}

Folder::~Folder()
{
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

Answer start(Words const& words, How const& how)
{
    auto const in = temporary(how.in), out = temporary(), err = temporary();
    auto const child = ::fork();
    if (child == 0) {
        ::dup2(::fileno(in.get()), STDIN_FILENO);
        ::dup2(::fileno(out.get()), STDOUT_FILENO);
        ::dup2(::fileno(err.get()), STDERR_FILENO);
        become(words, how);
    }
    auto const status = wait_for(child);
    return {status, content_of(out.get()), content_of(err.get())};
}

Answer ctl(Words const& words, How const& how)
{
    Words all{TAIZHANGCTL};
    all.insert(all.end(), words.begin(), words.end());
    return start(all, how);
}

taizhang::Json ask(Words words, How const& how)
{
    words.insert(words.end(), {"--json", "--lang", "en"});
    auto const answer = ctl(words, how);
    EXPECT_EQ(answer.status, 0) << taizhang::joined(words, " ") << "\n" << answer.out << answer.err;
    return answer.out.empty() ? taizhang::Json{} : answer.json();
}

pid_t start_in_background(Words const& words)
{
    Words all{TAIZHANGCTL};
    all.insert(all.end(), words.begin(), words.end());
    auto const child = ::fork();
    if (child == 0) {
        auto const nowhere = ::open("/dev/null", O_RDWR);
        for (auto const stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
            ::dup2(nowhere, stream);
        become(all, {});
    }
    return child;
}

int wait_for(pid_t child)
{
    int raw = 0;
    if (child < 0 || ::waitpid(child, &raw, 0) != child)
        throw std::runtime_error{"the program could not be started"};
    return status_of(raw);
}

// Tests run side by side and each as its own process: whoever comes first makes the sample, under a lock.
std::string sample_in(Folder const& folder, std::string const& name)
{
    auto const made = fs::last_write_time(TAIZHANGCTL).time_since_epoch().count();
    auto const kept = fs::path{CLI_WORK} / ("sample-" + std::to_string(made) + ".gpkg");
    auto const lock = ::open((fs::path{CLI_WORK} / "sample.lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644);
    ::flock(lock, LOCK_EX);
    if (!fs::exists(kept)) {
        auto const answer = ctl({"new", folder / "making.gpkg", "--sample", "zuoyun"});
        EXPECT_EQ(answer.status, 0) << answer.err;
        for (auto const& old : fs::directory_iterator{CLI_WORK})
            if (old.path().extension() == ".gpkg")
                fs::remove(old.path());
        fs::copy_file(folder / "making.gpkg", kept);
    }
    auto const mine = folder / name;
    fs::copy_file(kept, mine);
    ::close(lock);
    return mine;
}

std::string fresh_in(Folder const& folder, std::string const& name)
{
    auto const file = folder / name;
    auto const answer = ctl({"new", file});
    EXPECT_EQ(answer.status, 0) << answer.err;
    return file;
}

void write(fs::path const& file, std::string const& content)
{
    std::ofstream out{file, std::ios::binary};
    out << content;
    if (!out.flush())
        throw std::runtime_error{"cannot write " + file.string()};
}

std::string read(fs::path const& file)
{
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

void sql(std::string const& file, std::string const& statements)
{
    sqlite3* db = nullptr;
    auto const opened = sqlite3_open(file.c_str(), &db);
    std::unique_ptr<sqlite3, int (*)(sqlite3*)> const owner{db, sqlite3_close};
    if (opened != SQLITE_OK || sqlite3_exec(db, statements.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        throw std::runtime_error{sqlite3_errmsg(db)};
}

std::string csv_of_lights(int rows, std::string const& prefix)
{
    std::string csv = "编号,道路,经度,纬度,灯杆高度\n";
    for (int i = 0; i < rows; ++i)
        csv += prefix + std::to_string(i + 1) + ",云新街," + taizhang::decimal(112.69 + i % 500 * 0.00004, 6) + "," +
               taizhang::decimal(40.0 + i / 500 * 0.00004, 6) + ",8\n";
    return csv;
}

std::int64_t count_of(std::string const& ledger, std::string const& class_key)
{
    for (auto const& row : ask({"info", ledger})["classes"].items())
        if (row.text("class") == class_key)
            return row["assets"].as_integer();
    return 0;
}

} // namespace cli
