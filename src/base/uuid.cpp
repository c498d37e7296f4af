#include "base/uuid.hpp"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <cstdint>
#include <random>

namespace taizhang {
namespace {

std::string uuid_from(std::uint64_t high, std::uint64_t low, unsigned version)
{
    high = (high & ~std::uint64_t{0xF000}) | (std::uint64_t{version} << 12U);
    low = (low & ~(std::uint64_t{3} << 62U)) | (std::uint64_t{2} << 62U); // the RFC's variant
    return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32U, (high >> 16U) & 0xFFFFU, high & 0xFFFFU,
                       low >> 48U, low & 0xFFFF'FFFF'FFFFU);
}

std::uint64_t fnv1a(std::string_view text, std::uint64_t hash)
{
    for (auto const c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    // FNV leaves short names alike in the high bits: stir (the finalizer of splitmix64)
    hash = (hash ^ (hash >> 30U)) * 0xBF58476D1CE4E5B9U;
    hash = (hash ^ (hash >> 27U)) * 0x94D049BB133111EBU;
    return hash ^ (hash >> 31U);
}

} // namespace

std::string new_uuid()
{
    // the kernel's random source each time: no state to share between threads or to copy in a fork
    std::random_device random;
    auto const word = [&] { return (std::uint64_t{random()} << 32U) | random(); };
    return uuid_from(word(), word(), 4);
}

std::string uuid_of_name(std::string_view name)
{
    return uuid_from(fnv1a(name, 0xCBF29CE484222325U), fnv1a(name, 0x6C62272E07BB0142U), 8);
}

bool is_uuid(std::string_view text) noexcept
{
    if (text.size() != 36)
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        if (hyphen ? text[i] != '-' : std::isxdigit(static_cast<unsigned char>(text[i])) == 0)
            return false;
    }
    return true;
}

} // namespace taizhang
