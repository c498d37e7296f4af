#include "base/platform.hpp"

#include "base/error.hpp"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <system_error>

namespace taizhang::platform {
namespace fs = std::filesystem;
namespace {

std::string environment(char const* name)
{
    auto const* value = std::getenv(name); // NOLINT(concurrency-mt-unsafe): nobody calls setenv once threads run
    return value ? value : "";
}

fs::path settings_file() { return config_folder() / "settings.ini"; }

std::map<std::string, std::string> settings()
{
    std::map<std::string, std::string> all;
    std::ifstream in{settings_file()};
    for (std::string line; std::getline(in, line);)
        if (auto const at = line.find('='); at != std::string::npos)
            all[std::string{trimmed(std::string_view{line}.substr(0, at))}] = trimmed(std::string_view{line}.substr(at + 1));
    return all;
}

[[noreturn]] void fail_to_write(fs::path const& path, int code)
{
    using Kind = Error::Kind;
    auto const where = Text::verbatim(path.string());
    if (code == ENOSPC || code == EDQUOT || code == EFBIG)
        throw Error{Kind::full, tr("The file was not written: there is no space left."), where,
                    tr("Free some space or choose another place, then try again.")};
    if (code == EACCES || code == EPERM || code == EROFS)
        throw Error{Kind::denied, tr("The file was not written: you have no permission there."), where,
                    tr("Choose another folder.")};
    if (code == ENOENT || code == ENOTDIR)
        throw Error{Kind::io, tr("The file was not written: the folder does not exist."), where,
                    tr("Create the folder or choose another one.")};
    throw Error{Kind::io, tr("The file was not written: {0}", std::generic_category().message(code)), where,
                tr("Choose another place and try again.")};
}

/// A temporary file that is gone unless it was renamed away.
class Temporary {
public:
    explicit Temporary(fs::path const& target) : name_{target.string() + ".XXXXXX"}, file_{::mkstemp(name_.data())}
    {
        if (file_ < 0)
            fail_to_write(target, errno);
        mode_t const mask = ::umask(0);
        ::umask(mask);
        ::fchmod(file_, 0666 & ~mask); // mkstemp's 0600 would keep colleagues out
    }
    Temporary(Temporary const&) = delete;
    Temporary& operator=(Temporary const&) = delete;
    ~Temporary()
    {
        if (file_ >= 0)
            ::close(file_);
        if (!renamed_)
            ::unlink(name_.c_str());
    }
    [[nodiscard]] int write(std::string_view data) const
    {
        while (!data.empty()) {
            auto const n = ::write(file_, data.data(), data.size());
            if (n < 0 && errno == EINTR)
                continue;
            if (n < 0)
                return errno;
            data.remove_prefix(static_cast<std::size_t>(n));
        }
        return ::fsync(file_) == 0 ? 0 : errno;
    }
    [[nodiscard]] int rename_to(fs::path const& target)
    {
        if (std::rename(name_.c_str(), target.c_str()) != 0)
            return errno;
        renamed_ = true;
        return 0;
    }

private:
    std::string name_;
    int file_;
    bool renamed_ = false;
};

} // namespace

fs::path executable_folder()
{
    std::error_code ignored;
    auto const self = fs::read_symlink("/proc/self/exe", ignored);
    return self.parent_path();
}

std::string account_name()
{
    if (auto const* entry = ::getpwuid(::getuid()); entry && entry->pw_name && *entry->pw_name)
        return entry->pw_name;
    auto const user = environment("USER");
    return user.empty() ? "user" : user;
}

fs::path config_folder()
{
    auto const xdg = environment("XDG_CONFIG_HOME");
    if (!xdg.empty())
        return fs::path{xdg} / "taizhang";
    auto const home = environment("HOME");
    return fs::path{home.empty() ? "/tmp" : home} / ".config" / "taizhang";
}

std::string locale_language()
{
    for (auto const* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        auto const value = environment(name);
        if (value.starts_with("zh"))
            return "zh";
        if (value.starts_with("en"))
            return "en";
        if (!value.empty())
            return {}; // C, POSIX and other languages say nothing about ours
    }
    return {};
}

std::string setting(std::string const& key) { return settings()[key]; }

void set_setting(std::string const& key, std::string const& value)
{
    auto all = settings();
    all[key] = value;
    std::ostringstream out;
    for (auto const& [name, text] : all)
        out << name << " = " << text << '\n';
    std::error_code error;
    fs::create_directories(config_folder(), error);
    write_file_atomically(settings_file(), out.str());
}

void write_file_atomically(fs::path const& path, std::string_view data)
{
    Temporary file{path};
    if (auto const code = file.write(data))
        fail_to_write(path, code);
    if (auto const code = file.rename_to(path))
        fail_to_write(path, code);
}

} // namespace taizhang::platform
