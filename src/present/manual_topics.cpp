// Which part of the manual fits where: windows and failures, each in one table.
#include "present/manual.hpp"

#include <array>

namespace taizhang::present {

namespace {

struct Row {
    std::string_view window, topic;
};

constexpr std::array windows{
    Row{"start", "first-steps"},
    Row{"home", "first-steps#day"},
    Row{"map", "map"},
    Row{"assets", "facilities"},
    Row{"orders", "close"},
    Row{"requests", "requests"},
    Row{"request", "requests#new"},
    Row{"request_step", "requests#answer"},
    Row{"photo", "requests#photos"},
    Row{"paper", "requests#slip"},
    Row{"report", "report"},
    Row{"settings", "settings"},
    Row{"settings.people", "several-people#people"},
    Row{"settings.days", "settings#days"},
    Row{"settings.limits", "settings#deadlines"},
    Row{"settings.catalogue", "settings#catalogue"},
    Row{"settings.backup", "backup"},
    Row{"settings.window", "settings#window"},
    Row{"detail", "find#detail"},
    Row{"repair", "repair"},
    Row{"close", "close"},
    Row{"correct", "close#correct"},
    Row{"step", "steps"},
    Row{"bulk", "steps#many"},
    Row{"sheet", "steps#details"},
    Row{"settings.orders", "steps#rules"},
    Row{"asset", "facilities#add"},
    Row{"batch", "facilities#batch"},
    Row{"conflict", "several-people#conflict"},
    Row{"import", "import"},
    Row{"restore", "backup#restore"},
    Row{"server", "several-people#open"},
    Row{"password", "several-people#open"},
};

} // namespace

std::string_view topic_of_window(std::string_view name) noexcept
{
    for (auto const& row : windows)
        if (row.window == name)
            return row.topic;
    return {};
}

std::vector<std::string_view> windows_with_topic()
{
    std::vector<std::string_view> names;
    for (auto const& row : windows)
        names.push_back(row.window);
    return names;
}

std::string_view topic_of(Error::Kind kind) noexcept
{
    switch (kind) {
    case Error::Kind::corrupt: return "trouble#damaged";
    case Error::Kind::denied: return "trouble#denied";
    case Error::Kind::full: return "trouble#full";
    case Error::Kind::busy: return "trouble#busy";
    case Error::Kind::lost: return "trouble#lost";
    case Error::Kind::io: return "trouble#disk";
    case Error::Kind::internal: return "trouble#unforeseen";
    case Error::Kind::conflict: return "several-people#conflict";
    case Error::Kind::invalid_input: return "import#refused";
    case Error::Kind::usage:
    case Error::Kind::not_found:
    case Error::Kind::refused:
    case Error::Kind::cancelled: break; // these say all there is to say
    }
    return {};
}

} // namespace taizhang::present
