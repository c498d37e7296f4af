#pragma once

#include <filesystem>
#include <string>
#include <string_view>

/// What differs between systems. Linux desktops now.
namespace taizhang::platform {

[[nodiscard]] std::filesystem::path executable_folder();
/// The login name of the OS account, "user" when it cannot be told.
[[nodiscard]] std::string account_name();
/// $XDG_CONFIG_HOME/taizhang or ~/.config/taizhang; not created.
[[nodiscard]] std::filesystem::path config_folder();
/// zh or en from LC_ALL, LC_MESSAGES, LANG; empty when they say nothing.
[[nodiscard]] std::string locale_language();
/// A small key = value text file of the user's settings in config_folder(); missing or damaged reads as empty.
[[nodiscard]] std::string setting(std::string const& key);
/// @throws Error io when it cannot be written
void set_setting(std::string const& key, std::string const& value);
/// Writes a whole file or leaves the old one: a temporary beside it, fsync, rename.
/// @throws Error denied, full or io naming the path
void write_file_atomically(std::filesystem::path const& path, std::string_view data);

} // namespace taizhang::platform
