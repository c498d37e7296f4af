#include "domain/attachment.hpp"

namespace taizhang::domain {

std::string_view key_of(AttachmentKind kind) noexcept
{
    switch (kind) {
    case AttachmentKind::before: return "before";
    case AttachmentKind::during: return "during";
    case AttachmentKind::after: return "after";
    case AttachmentKind::check: return "check";
    case AttachmentKind::document: break;
    }
    return "document";
}

std::optional<AttachmentKind> attachment_kind_from(std::string_view key) noexcept
{
    for (auto const kind : attachment_kinds)
        if (key_of(kind) == key)
            return kind;
    return std::nullopt;
}

Text label(AttachmentKind kind)
{
    switch (kind) {
    case AttachmentKind::before: return tr("before the work");
    case AttachmentKind::during: return tr("during the work");
    case AttachmentKind::after: return tr("after the work");
    case AttachmentKind::check: return tr("at the check");
    case AttachmentKind::document: break;
    }
    return tr("paper");
}

} // namespace taizhang::domain
