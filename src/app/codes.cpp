#include "app/codes.hpp"

#include <algorithm>
#include <charconv>

namespace taizhang::app {

std::string next_code(Ledger const& ledger, std::string const& class_key)
{
    auto const prefix = ledger.catalog().class_of(class_key).code_prefix + '-';
    std::int64_t highest = 0;
    std::size_t width = 4;
    ledger.each_code(class_key, prefix, [&](std::string_view code) { // a removed facility keeps its code
        auto const digits = code.substr(prefix.size());
        std::int64_t n = 0;
        auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
        if (error == std::errc{} && end == digits.data() + digits.size() && n > highest) {
            highest = n;
            width = digits.size();
        }
    });
    auto const number = std::to_string(highest + 1);
    return prefix + std::string(width - std::min(width, number.size()), '0') + number;
}

} // namespace taizhang::app
