#pragma once

#include "base/text.hpp"
#include "geo/units.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace taizhang::domain {

enum class AttachmentKind { before, during, after, check, document };
inline constexpr std::array attachment_kinds{AttachmentKind::before, AttachmentKind::during, AttachmentKind::after,
                                             AttachmentKind::check, AttachmentKind::document};

[[nodiscard]] std::string_view key_of(AttachmentKind kind) noexcept; ///< before during after check document
[[nodiscard]] std::optional<AttachmentKind> attachment_kind_from(std::string_view key) noexcept;
[[nodiscard]] Text label(AttachmentKind kind); ///< 维修前 维修中 维修后 核查 文件

/// What a file is, and what the camera wrote into it. All but the type may be unknown.
struct PictureFacts {
    std::string content_type; ///< image/jpeg, application/pdf ..
    std::optional<int> width, height;     ///< pixels as stored, before turning
    std::optional<std::string> taken_at;  ///< the camera's own clock, without zone: 2025-11-19T09:12:30
    std::optional<geo::Position> position;
    std::optional<double> direction;      ///< degrees clockwise from north
    int orientation = 1;                  ///< EXIF 1 to 8: how it was held
    std::string thumbnail;                ///< a small JPEG, turned upright; "" = none can be made
    [[nodiscard]] bool is_picture() const noexcept { return content_type.starts_with("image/"); }
};

/// A content of the ledger, without its bytes.
struct Attachment {
    std::string sha256, file_name;
    std::int64_t size = 0; ///< bytes
    PictureFacts facts;    ///< the thumbnail stays in the ledger until asked for
    std::string added_at, added_by;
};

/// A content shown with an asset, an order or a request.
struct LinkedAttachment {
    Attachment content;
    std::string entity, entity_uid;
    AttachmentKind kind = AttachmentKind::document;
    std::string caption, linked_at, linked_by;
};

} // namespace taizhang::domain
