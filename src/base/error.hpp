#pragma once

#include "base/text.hpp"

#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace taizhang {

/// What went wrong, in three sentences a clerk can act on, and a trail for the log.
class Error : public std::exception {
public:
    enum class Kind {
        usage,         ///< the command or call itself is malformed
        not_found,     ///< a record or key that is not there
        refused,       ///< a rule forbids it; nothing was changed
        conflict,      ///< somebody else changed it first
        invalid_input, ///< data that cannot be understood
        busy,          ///< locked by another program; may be tried again
        lost,          ///< the connection to the server broke; may be tried again
        denied,        ///< no permission
        full,          ///< no space left
        corrupt,       ///< the file is damaged or not what it says
        io,            ///< any other failure of file, disk or database
        cancelled,     ///< the user stopped it; nothing was changed
        internal       ///< our own mistake
    };

    /// @param where a file, row, column or record; may be empty
    /// @param todo what the user can do now; may be empty
    Error(Kind kind, Text message, Text where = {}, Text todo = {});

    [[nodiscard]] Kind kind() const noexcept { return kind_; }
    [[nodiscard]] Text const& message() const noexcept { return message_; }
    [[nodiscard]] Text const& where() const noexcept { return where_; }
    [[nodiscard]] Text const& todo() const noexcept { return todo_; }
    /// English, for logs and tests: message, where.
    [[nodiscard]] char const* what() const noexcept override { return english_.c_str(); }
    /// Innermost first: what was being done.
    [[nodiscard]] std::vector<std::string> const& trail() const noexcept { return trail_; }
    void add_context(std::string doing) { trail_.push_back(std::move(doing)); }

private:
    Kind kind_;
    Text message_, where_, todo_;
    std::string english_;
    std::vector<std::string> trail_;
};

[[nodiscard]] std::string_view name_of(Error::Kind kind) noexcept;

/// Runs `work`; an Error on its way out learns what was being done. Costs nothing when all is well.
template <class Describe, class Work>
auto during(Describe describe, Work work) -> decltype(work())
{
    try {
        return work();
    } catch (Error& error) {
        error.add_context(describe());
        throw;
    }
}

} // namespace taizhang
