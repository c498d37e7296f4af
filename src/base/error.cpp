#include "base/error.hpp"

#include "base/progress.hpp"
#include "base/translator.hpp"

namespace taizhang {
namespace {

std::string in_english(Text const& message, Text const& where)
{
    static Translator const english{Language::en};
    auto text = english(message);
    if (!where.empty())
        text += " (" + english(where) + ")";
    return text;
}

} // namespace

Error::Error(Kind kind, Text message, Text where, Text todo)
    : kind_{kind}, message_{std::move(message)}, where_{std::move(where)}, todo_{std::move(todo)},
      english_{in_english(message_, where_)}
{}

std::string_view name_of(Error::Kind kind) noexcept
{
    switch (kind) {
    case Error::Kind::usage: return "usage";
    case Error::Kind::not_found: return "not_found";
    case Error::Kind::refused: return "refused";
    case Error::Kind::conflict: return "conflict";
    case Error::Kind::invalid_input: return "invalid_input";
    case Error::Kind::busy: return "busy";
    case Error::Kind::lost: return "lost";
    case Error::Kind::denied: return "denied";
    case Error::Kind::full: return "full";
    case Error::Kind::corrupt: return "corrupt";
    case Error::Kind::io: return "io";
    case Error::Kind::cancelled: return "cancelled";
    case Error::Kind::internal: return "internal";
    }
    return "internal";
}

void Progress::throw_if_stopped() const
{
    if (stop_requested())
        throw Error{Error::Kind::cancelled, tr("Stopped. Nothing was changed.")};
}

} // namespace taizhang
