#pragma once

#include "base/date.hpp"
#include "main/ctl/args.hpp"

namespace taizhang::ctl {

/// The date of an option in any form people write (2025-08-15, 2025年8月, 2025), or `fallback` when it is not given.
/// @throws Error usage
[[nodiscard]] PartialDate date_asked_for(Args const& args, std::string const& option, PartialDate fallback);
/// The same, to the day.
[[nodiscard]] Date day_asked_for(Args const& args, std::string const& option, Date fallback);

} // namespace taizhang::ctl
