#pragma once

#include "app/reading.hpp"

#include <string>
#include <string_view>

namespace taizhang::exchange {

/// In what the text is written, with the reason: byte order marks, valid UTF-8, zero bytes of UTF-16; else which of
/// GB18030, Big5 and windows-1252 makes the likeliest text of it; else what ICU thinks.
/// @param bytes the beginning of a file is enough
[[nodiscard]] app::Guess guessed_encoding(std::string_view bytes);
/// UTF-8 without byte order mark. Bytes that the encoding does not know become U+FFFD.
/// @throws Error invalid_input when no converter is called so
[[nodiscard]] std::string decoded(std::string bytes, std::string const& encoding);

} // namespace taizhang::exchange
