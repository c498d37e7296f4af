#pragma once

#include <string>
#include <string_view>

namespace taizhang {

/// A fresh random UUID (version 4, RFC 9562) in lower case with hyphens. Made by the client, so that a retry finds its
/// own record.
[[nodiscard]] std::string new_uuid();
/// A UUID that depends only on `name` (version 8, FNV-1a based): for records that must come out the same every time.
[[nodiscard]] std::string uuid_of_name(std::string_view name);
/// 8-4-4-4-12 hexadecimal digits.
[[nodiscard]] bool is_uuid(std::string_view text) noexcept;

} // namespace taizhang
