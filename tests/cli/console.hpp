#pragma once

#include "base/json.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace cli {

using Words = std::vector<std::string>;

/// What a finished program left.
struct Answer {
    int status = -1; ///< 128 + signal when a signal ended it
    std::string out, err;
    [[nodiscard]] taizhang::Json json() const { return taizhang::Json::parse(out); }
    /// The member of {"error":{..}} on stderr.
    [[nodiscard]] std::string error(std::string const& member) const;
};

/// A folder of its own, gone at the end; everybody may enter it.
class Folder {
public:
    Folder();
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    ~Folder();
    [[nodiscard]] std::filesystem::path const& path() const noexcept { return path_; }
    [[nodiscard]] std::string operator/(std::string const& name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

struct How {
    std::string in = {};                 ///< standard input
    std::function<void()> in_child = {}; ///< between fork and exec: limits ..
    bool as_nobody = false;              ///< drops root's rights; as another user it does nothing
};

/// Any program; words[0] is looked up in PATH.
[[nodiscard]] Answer start(Words const& words, How const& how = {});
/// taizhangctl with these words.
[[nodiscard]] Answer ctl(Words const& words, How const& how = {});
/// The same with --json --lang en; fails the test when the status is not 0.
[[nodiscard]] taizhang::Json ask(Words words, How const& how = {});
/// Started and left running; its output goes nowhere.
[[nodiscard]] pid_t start_in_background(Words const& words);
/// 128 + signal when a signal ended it.
int wait_for(pid_t child);

/// A copy of the Zuoyun sample, which is made once a build.
[[nodiscard]] std::string sample_in(Folder const& folder, std::string const& name = "t.gpkg");
/// A new ledger without facilities.
[[nodiscard]] std::string fresh_in(Folder const& folder, std::string const& name = "t.gpkg");

void write(std::filesystem::path const& file, std::string const& content);
[[nodiscard]] std::string read(std::filesystem::path const& file);
/// Runs SQL on a file behind the program's back.
void sql(std::string const& file, std::string const& statements);

/// A CSV of so many street lights with code, road and position.
[[nodiscard]] std::string csv_of_lights(int rows, std::string const& prefix = "LD-");
/// The number of facilities of a class.
[[nodiscard]] std::int64_t count_of(std::string const& ledger, std::string const& class_key);

} // namespace cli
